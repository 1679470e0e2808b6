import { fileTrouble } from '../files/trouble.ts';
import { type Settings, SettingsError } from '../settings/settings.ts';
import { appendToJournal } from '../state/journal.ts';
import { beginPause, endPause, type Pause } from '../state/pause.ts';
import { say } from '../text/language.ts';
import { redact } from '../text/secrets.ts';
import { commandEntry } from './journal-lines.ts';
import { localTime } from './local-time.ts';

/** What the log says of a pause, and who pauses reads. */
export function pauseText({ until, reason }: Pause): string {
  const end = localTime(until);
  const why = reason === '' ? '' : ` (${reason})`;
  return say`paused until ${end}${why}: runs look and do not write; --resume ends it`;
}

/**
 * `--pause` and `--resume`: without a word to anybody, and kept in the journal.
 * @param now Unix s
 * @throws {SettingsError} when the file cannot be written
 */
export function pauseOrResume(settings: Settings, now: number, tell: (text: string) => void): void {
  const { mode, stateFile, pause } = settings;
  try {
    if (mode === 'pause' && pause !== undefined) {
      const begun = { until: now + pause.seconds, reason: pause.reason };
      beginPause(stateFile, begun);
      note(settings, 'paused', pauseText(begun), now, tell);
      tell(pauseText(begun));
      return;
    }
    const wasPaused = endPause(stateFile);
    if (wasPaused) note(settings, 'resumed', '', now, tell);
    tell(wasPaused ? say`the pause is over: the next run writes again` : say`there is no pause`);
  } catch (error) {
    throw new SettingsError(say`--${mode}: ${stateFile}.pause cannot be written (${fileTrouble(error)}).`, {
      cause: error,
    });
  }
}

function note(
  { journalFile, secrets }: Settings,
  event: 'paused' | 'resumed',
  reason: string,
  now: number,
  tell: (text: string) => void,
): void {
  if (journalFile === undefined) return;
  appendToJournal(journalFile, [commandEntry(event, reason, now)], (text) => redact(text, secrets), tell);
}
