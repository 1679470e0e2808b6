import { existsSync } from 'node:fs';
import type { BqnState } from '../bqn/resources.ts';
import { fileTrouble } from '../files/trouble.ts';
import type { Shelf } from '../run/note-before.ts';
import { type Settings, SettingsError } from '../settings/settings.ts';
import { type Before, BeforeUnreadable, beforeFile, keepBefore, readBefore } from '../state/before.ts';
import type { Ledger } from '../state/ledger.ts';
import { beforeNoteOf } from '../state/record.ts';
import { say } from '../text/language.ts';

/** What is kept for `--restore` lies beside the state file. */
export function shelfBeside(stateFile: string): Shelf {
  return {
    keep(label, state, fingerprint, at) {
      try {
        return keepBefore(stateFile, { label, state, fingerprint, at });
      } catch (error) {
        throw new Error(fileTrouble(error), { cause: error });
      }
    },
  };
}

/**
 * What stood on each BQN before the first run, for `--restore`. All of them, or none: whoever restores wants to be as
 * before, and not half of it.
 * @throws {SettingsError} where nothing was kept, the file is damaged, or it is another box's
 */
export function whatStoodBefore(
  { bqns, stateFile }: Pick<Settings, 'bqns' | 'stateFile'>,
  ledger: Pick<Ledger, 'bqn'>,
): ReadonlyMap<string, BqnState> {
  return new Map(bqns.map(({ label }) => [label, stoodOn(label, stateFile, ledger)]));
}

function stoodOn(label: string, stateFile: string, ledger: Pick<Ledger, 'bqn'>): BqnState {
  const { before: note, fingerprint } = ledger.bqn(label);
  if (note?.kind === 'none')
    throw new SettingsError(
      say`--restore: nothing was kept of what stood on BQN ${label} before the first run (an earlier version made it, or the file could not be written). --remove-all removes what this program made there.`,
    );
  const path = beforeFile(stateFile, label, note?.kind === 'kept' ? note.file : undefined);
  if (beforeNoteOf(ledger.bqn(label)).kind === 'open' && !existsSync(path))
    throw new SettingsError(
      say`--restore: nothing is known here of a write to BQN ${label}, and nothing was kept: there is nothing to put back.`,
    );
  const before = readOrRefuse(path);
  const isNamed = note?.kind === 'kept' || before.label === label;
  const isAnothers =
    fingerprint !== undefined && before.fingerprint !== undefined && fingerprint !== before.fingerprint;
  if (!isNamed || isAnothers)
    throw new SettingsError(
      say`--restore: ${path} was kept of another box than BQN ${label} (of ${before.label}, with certificate ${before.fingerprint ?? say`unknown`}). Nothing was written.`,
    );
  return before.state;
}

function readOrRefuse(path: string): Before {
  try {
    return readBefore(path);
  } catch (error) {
    if (!(error instanceof BeforeUnreadable)) throw error;
    throw new SettingsError(say`--restore: ${error.message}. Nothing was written.`, { cause: error });
  }
}
