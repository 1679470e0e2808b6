import { commandEntry } from '../report/journal-lines.ts';
import { expectedText, pauseText } from '../report/said-text.ts';
import { writeNamed } from '../settings/named-file.ts';
import type { Settings } from '../settings/settings.ts';
import { announce, EXPECTED } from '../state/expected.ts';
import { appendToJournal } from '../state/journal.ts';
import { beginPause, endPause, PAUSE } from '../state/pause.ts';
import { say } from '../text/language.ts';
import { redact } from '../text/secrets.ts';
import { type Shown, shown } from '../text/shown.ts';

/**
 * `--pause`, `--resume` and `--expect`: without a word to anybody, and kept in the journal.
 * @param now Unix s
 * @throws {SettingsError} when the file cannot be written
 */
export function sayToRuns(settings: Settings, now: number, tell: (text: Shown) => void): void {
  const { mode, stateFile, journalFile, secrets } = settings;
  const { file } = mode === 'expect' ? EXPECTED : PAUSE;
  const { event, reason, text } = writeNamed(`--${mode}`, file(stateFile), () => keepSaid(settings, now));
  const clean = (entered: string) => redact(entered, secrets);
  if (event !== undefined && journalFile !== undefined)
    appendToJournal(journalFile, [commandEntry(event, reason, now)], clean, (trouble) => tell(shown(trouble)));
  tell(text);
}

interface Said {
  /** As the journal calls it; undefined where nothing came of it. */
  readonly event: 'paused' | 'resumed' | 'expected' | undefined;
  readonly reason: string;
  readonly text: Shown;
}

function keepSaid({ mode, stateFile, pause, expectation }: Settings, now: number): Said {
  if (mode === 'expect' && expectation !== undefined) {
    const expected = { ...expectation, made: now };
    announce(stateFile, expected);
    return { event: 'expected', reason: expectedText(expected), text: expectedText(expected) };
  }
  if (mode === 'pause' && pause !== undefined) {
    const begun = { until: now + pause.seconds, reason: pause.reason };
    beginPause(stateFile, begun);
    return { event: 'paused', reason: pauseText(begun), text: pauseText(begun) };
  }
  return endPause(stateFile)
    ? { event: 'resumed', reason: '', text: say`the pause is over: the next run writes again` }
    : { event: undefined, reason: '', text: say`there is no pause` };
}
