import { fileTrouble } from '../files/trouble.ts';
import { commandEntry } from '../report/journal-lines.ts';
import { pauseText } from '../report/pause-text.ts';
import { type Settings, SettingsError } from '../settings/settings.ts';
import { appendToJournal } from '../state/journal.ts';
import { beginPause, endPause } from '../state/pause.ts';
import { say } from '../text/language.ts';
import { redact } from '../text/secrets.ts';
import { type Shown, shown } from '../text/shown.ts';

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
  tell: (text: Shown) => void,
): void {
  if (journalFile === undefined) return;
  appendToJournal(
    journalFile,
    [commandEntry(event, reason, now)],
    (text) => redact(text, secrets),
    (text) => tell(shown(text)),
  );
}
