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
  if (text === '') return CRON_MINUTES * 60;
  if (/^\d{1,5}$/.test(text)) return Math.max(CRON_MINUTES, Number(text)) * 60;
  throw new SettingsError(say`SYNC_EVERY_MINUTES: what it holds (${text.length} characters) is no number of minutes.`);
}
