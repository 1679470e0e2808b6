import { fileTrouble } from '../files/trouble.ts';
import { expectedText } from '../report/expected-text.ts';
import { type Settings, SettingsError } from '../settings/settings.ts';
import { announce } from '../state/expected.ts';
import { say } from '../text/language.ts';
import type { Shown } from '../text/shown.ts';
import { enterCommand } from './enter.ts';

/**
 * `--expect`: without a word to anybody, and kept in the journal.
 * @param now Unix s
 * @throws {SettingsError} when the file cannot be written
 */
export function announceExpected(settings: Settings, now: number, tell: (text: Shown) => void): void {
  const { stateFile, expectation } = settings;
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
  enterCommand(settings, 'expected', text, now, tell);
  tell(text);
}
