import { say } from '../text/language.ts';
/** Where a BQN's own cron looks, as far as one machine shows it. */
export interface CronView {
  /** Whether this path is there. */
  readonly exists: (path: string) => boolean;
  /** The text of a file; undefined where it cannot be read. */
  readonly read: (path: string) => string | undefined;
}

const FOLDER = '/bqn/root/etc/cron.5';
const CRONTAB = '/etc/crontab';

/**
 * Why nothing would start what lies in the BQN's folder for jobs of every five minutes: on some boxes no line of
 * /etc/crontab does (reference/bqn-api.md).
 * @returns undefined where a line does, or this machine is no BQN
 */
export function cronDoubt({ exists, read }: CronView): string | undefined {
  if (!exists(FOLDER)) return undefined;
  const lines = (read(CRONTAB) ?? '').split('\n').filter((line) => !line.trimStart().startsWith('#'));
  if (lines.some((line) => line.includes('bqncron') || line.includes('cron.5'))) return undefined;
  return say`${CRONTAB} has no line for bqncron, so nothing starts what lies in ${FOLDER}: copy ${CRONTAB} to /bqn/root/etc/crontab, add "*/5 * * * * root run-parts /etc/cron.5" to the copy, then: ln -sf /bqn/root/etc/crontab ${CRONTAB}; ln -sfn ${FOLDER} /etc/cron.5; systemctl restart cron`;
}
