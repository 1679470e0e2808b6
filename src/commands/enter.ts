import { commandEntry } from '../report/journal-lines.ts';
import type { Settings } from '../settings/settings.ts';
import { appendToJournal } from '../state/journal.ts';
import { redact } from '../text/secrets.ts';
import { type Shown, shown } from '../text/shown.ts';

/** Enters into the journal, where there is one, what somebody said to all runs. @param now Unix s */
export function enterCommand(
  { journalFile, secrets }: Settings,
  event: 'paused' | 'resumed' | 'expected',
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
