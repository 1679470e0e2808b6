import { fileTrouble } from '../files/trouble.ts';
import { pauseText } from '../report/pause-text.ts';
import { type Settings, SettingsError } from '../settings/settings.ts';
import { beginPause, endPause } from '../state/pause.ts';
import { say } from '../text/language.ts';
import type { Shown } from '../text/shown.ts';
import { enterCommand } from './enter.ts';

/**
 * `--pause` and `--resume`: without a word to anybody, and kept in the journal.
 * @param now Unix s
 * @throws {SettingsError} when the file cannot be written
 */
export function pauseOrResume(settings: Settings, now: number, tell: (text: Shown) => void): void {
  const { mode, stateFile, pause } = settings;
  try {
    if (mode === 'pause' && pause !== undefined) {
      const begun = { until: now + pause.seconds, reason: pause.reason };
      beginPause(stateFile, begun);
      enterCommand(settings, 'paused', pauseText(begun), now, tell);
      tell(pauseText(begun));
      return;
    }
    const wasPaused = endPause(stateFile);
    if (wasPaused) enterCommand(settings, 'resumed', '', now, tell);
    tell(wasPaused ? say`the pause is over: the next run writes again` : say`there is no pause`);
  } catch (error) {
    throw new SettingsError(say`--${mode}: ${stateFile}.pause cannot be written (${fileTrouble(error)}).`, {
      cause: error,
    });
  }
}
