import type { BqnState } from '../bqn/resources.ts';
import type { ChangePlan } from '../changes/change-plan.ts';
import { type BeforeNote, type BqnRecord, beforeNoteOf } from '../state/record.ts';
import { type Stood, wroteNow } from '../state/wrote-books.ts';
import { say } from '../text/language.ts';

/** Where it is kept what stood on BQNs before the first write there. */
export interface Shelf {
  /** @returns the name of the file @throws Error with what kept it from being written */
  keep(label: string, state: BqnState, fingerprint: string | undefined, now: number): string;
}

interface Looked {
  readonly bqn: BqnState;
  readonly plan: ChangePlan;
  readonly record: BqnRecord;
  /** Unix time in s. */
  readonly now: number;
}

interface NotePorts {
  readonly shelf?: Shelf;
  readonly watch: { note(text: string): void };
}

/**
 * Keeps what stands on a BQN, before the first write that this program ever makes there. What cannot be kept is told, once:
 * the run goes on, and there is nothing to put back.
 */
export function noteBefore(
  label: string,
  { bqn, plan, record, now }: Looked,
  { shelf, watch }: NotePorts,
): BeforeNote | undefined {
  if (shelf === undefined) return record.before;
  const known = beforeNoteOf(record);
  if (record.before === undefined && known.kind === 'none')
    watch.note(
      say`BQN ${label}: an earlier version wrote there first and kept nothing of what stood there before: --restore cannot put it back, --remove-all can remove what was made`,
    );
  if (known.kind !== 'open' || plan.changes.length + plan.memberships.length === 0) return known;
  try {
    const file = shelf.keep(label, bqn, record.fingerprint, now);
    watch.note(say`BQN ${label}: what stands there before the first write is kept in ${file}; --restore puts it back`);
    return { kind: 'kept', file };
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    watch.note(
      say`BQN ${label}: what stands there before the first write cannot be kept (${why}): --restore will not be able to put it back`,
    );
    return { kind: 'none' };
  }
}

/** What a run has to know of what stood there before; undefined where nothing of it is kept. */
export function stoodOf({ owned, wrote, before }: BqnRecord, bqn: BqnState, isPutBack: boolean): Stood | undefined {
  const isKept = before !== undefined && before.kind !== 'none';
  return isKept || isPutBack ? { owned, wrote: wroteNow(wrote, bqn), isPutBack } : undefined;
}
