import type { Applied } from '../apply/apply.ts';
import type { Change } from '../changes/change-plan.ts';
import { nameOf } from '../changes/second-look.ts';
import { type Wrote, writtenBy } from '../changes/wrote.ts';
import type { BqnRecord } from './record.ts';

/** The books of before a run, as far as what stood there before the first one matters. */
export interface Stood extends Pick<BqnRecord, 'owned' | 'wrote'> {
  /** Whether this run puts it back. */
  readonly isPutBack: boolean;
}

type WroteBooks = BqnRecord['wrote'];

/**
 * What is on those entries by this program's hand that stood there before it. Before the first write stands what will be
 * written: of a run that is killed nobody could tell it from what others wrote.
 */
export function wroteAfter(wrote: WroteBooks, stood: Stood | undefined, changes: readonly Change[]): WroteBooks {
  if (stood === undefined || changes.length === 0) return wrote;
  let after: Map<string, Wrote> | undefined;
  for (const change of changes) {
    const name = nameOf(change);
    const known = (after ?? stood.wrote).get(name);
    const owned = stood.owned[change.kind].get(change.key);
    const stoodThere = change.action !== 'create' && (owned === undefined || owned.isFound === true);
    if (known === undefined && !stoodThere) continue;
    const written = writtenBy(change);
    const isAdded = typeof known === 'object' && typeof written === 'object';
    after ??= new Map(stood.wrote);
    after.set(name, isAdded ? { ...known, ...written } : written);
  }
  return after ?? wrote;
}

/** After a restoration nothing is on them any more but what could not be taken back. */
export function wroteSettled(
  wrote: WroteBooks,
  stood: Stood | undefined,
  { done, refused, otherwise }: Applied,
): WroteBooks {
  if (stood === undefined) return wrote;
  if (!stood.isPutBack) return wroteAfter(stood.wrote, stood, [...done, ...unanswered(refused), ...otherwise]);
  const gone = new Set(done.map(nameOf));
  return new Map([...stood.wrote].filter(([name]) => !gone.has(name)));
}

function unanswered(refused: Applied['refused']): Change[] {
  return refused.filter((one) => one.unanswered).map(({ change }) => change);
}
