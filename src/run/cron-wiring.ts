import { say } from '../text/language.ts';

/** Where a BQN's own cron looks, as far as one machine shows it. */
export interface CronView {
  /** Whether this path is there. */
  readonly exists: (path: string) => boolean;
  /** The text of a file; undefined where it cannot be read. */
  readonly read: (path: string) => string | undefined;
  /** Permission bits of a file; undefined where there is none. */
  readonly mode: (path: string) => number | undefined;
}

/** What lies there is started every 5 minutes (src/bqn/README.md, "Cron"). */
export const BQN_CRON_FOLDER = '/bqn/root/etc/cron.5';
const CRONTAB = '/etc/crontab';

/**
 * Why nothing would start what lies in the BQN's folder for jobs of every five minutes: on some boxes no line of
 * /etc/crontab does (src/bqn/README.md, "Cron").
 * @returns undefined where a line does, or this machine is no BQN
 */
export function cronDoubt({ exists, read }: CronView): string | undefined {
  if (!exists(BQN_CRON_FOLDER)) return undefined;
  const lines = (read(CRONTAB) ?? '').split('\n').filter((line) => !line.trimStart().startsWith('#'));
  if (lines.some((line) => line.includes('bqncron') || line.includes('cron.5'))) return undefined;
  return say`${CRONTAB} has no line for bqncron, so nothing starts what lies in ${BQN_CRON_FOLDER}: copy ${CRONTAB} to /bqn/root/etc/crontab, add "*/5 * * * * root run-parts /etc/cron.5" to the copy, then: ln -sf /bqn/root/etc/crontab ${CRONTAB}; ln -sfn ${BQN_CRON_FOLDER} /etc/cron.5; systemctl restart cron`;
}

/** Whether this text is a wrapper that holds a key or password of its own. */
const HOLDS_SECRETS = /^(?:export )?(?:IXC_KEY|BQN_REST_PW)=['"]?[^'"\s#]/m;
const OTHERS_MAY_READ = 0o077;

/**
 * What is wrong with the wrapper and what lies in cron's folder: settings in two places drift apart, and both hold secrets.
 * @param wrapper beside the program
 */
export function wrapperDoubts(wrapper: string, { read, mode }: CronView): string[] {
  const inCron = `${BQN_CRON_FOLDER}/sync-ixc-bqn.sh`;
  const copies = wrapper === inCron ? [inCron] : [wrapper, inCron];
  const open = copies.filter(
    (path) => HOLDS_SECRETS.test(read(path) ?? '') && ((mode(path) ?? 0) & OTHERS_MAY_READ) !== 0,
  );
  return [
    ...open.map((path) => say`${path} holds secrets, and other users may read it: chmod 700 ${path}`),
    ...(HOLDS_SECRETS.test(read(inCron) ?? '') && wrapper !== inCron && read(wrapper) !== undefined
      ? [
          say`${inCron} holds settings of its own: those of ${wrapper} count where it has any; --init lays a start without settings there`,
        ]
      : []),
  ];
}
