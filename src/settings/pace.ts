import { say } from '../text/language.ts';
import { SettingsError } from './settings.ts';

/** cron's own pace, below which nothing is started. In minutes. */
const CRON_MINUTES = 5;

/**
 * How often runs are to start, in s: `SYNC_EVERY_MINUTES`, the wrapper's setting, of which monitoring derives when a run
 * is late. @throws {SettingsError}
 */
export function paceOf(env: NodeJS.ProcessEnv): number {
  const text = env['SYNC_EVERY_MINUTES']?.trim() ?? '';
  return text === '' ? CRON_MINUTES * 60 : secondsOf(text);
}

/** @throws {SettingsError} */
export function secondsOf(minutes: string): number {
  if (/^\d{1,5}$/.test(minutes)) return Math.max(CRON_MINUTES, Number(minutes)) * 60;
  throw new SettingsError(
    say`SYNC_EVERY_MINUTES: what it holds (${minutes.length} characters) is no number of minutes.`,
  );
}
