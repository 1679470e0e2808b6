import { fileTrouble } from '../files/trouble.ts';
import { type Settings, SettingsError } from '../settings/settings.ts';
import { announce } from '../state/expected.ts';
import type { Expected } from '../state/harm-books.ts';
import { appendToJournal } from '../state/journal.ts';
import { say } from '../text/language.ts';
import { redact } from '../text/secrets.ts';
import { type Shown, shown } from '../text/shown.ts';
import { commandEntry } from './journal-lines.ts';
import { localTime } from './local-time.ts';

/** What the log says of an announcement, and who announces reads. */
export function expectedText({ counts, until, by, reason }: Expected): Shown {
  const what = [...counts].map(([kind, count]) => `${kind}=${count}`).join(',');
  const why = [by, reason].filter((part) => part !== '').join(': ');
  return say`expected until ${localTime(until)}: ${what}${why === '' ? '' : ` (${why})`}`;
}

/**
 * `--expect`: without a word to anybody, and kept in the journal.
 * @param now Unix s
 * @throws {SettingsError} when the file cannot be written
 */
export function announceExpected(settings: Settings, now: number, tell: (text: Shown) => void): void {
  const { stateFile, expectation, journalFile, secrets } = settings;
  if (expectation === undefined) return;
  const expected = { ...expectation, made: now };
  try {
    announce(stateFile, expected);
  } catch (error) {
    throw new SettingsError(say`--expect: ${stateFile}.expected cannot be written (${fileTrouble(error)}).`, {
      cause: error,
    });
  }
  const text = expectedText(expected);
  if (journalFile !== undefined) {
    appendToJournal(
      journalFile,
      [commandEntry('expected', text, now)],
      (line) => redact(line, secrets),
      (said) => tell(shown(said)),
    );
  }
  tell(text);
}
