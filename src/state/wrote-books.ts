import type { Applied } from '../apply/apply.ts';
import type { BqnState } from '../bqn/resources.ts';
import type { Change } from '../changes/change-plan.ts';
import { nameOf } from '../changes/second-look.ts';
import {
  type Said,
  saidByGroup,
  saidByPolicy,
  saidBySubscriber,
  type Wrote,
  writtenBy,
  wroteStill,
  wroteThen,
} from '../changes/wrote.ts';
import { ChangedMap } from './changed-map.ts';
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
  if (stood === undefined) return wrote;
  let after: Map<string, Wrote> | undefined;
  for (const change of changes) {
    const name = nameOf(change);
    const known = (after ?? stood.wrote).get(name);
    const owned = stood.owned[change.kind].get(change.key);
    const stoodThere = change.action !== 'create' && (owned === undefined || owned.isFound === true);
    if (known === undefined && !stoodThere) continue;
    after ??= new Map(stood.wrote);
    after.set(name, wroteThen(known ?? [], writtenBy(change)));
  }
  return after ?? stood.wrote;
}

/** What may still be there of it, by what the lists show now: nearly always it is what was written last. */
export function wroteNow(wrote: WroteBooks, bqn: BqnState): WroteBooks {
  const after = new ChangedMap(wrote);
  wrote.forEach((one, name) => {
    if (one.length < 2) return;
    const still = wroteStill(one, saidOf(name, bqn));
    if (still !== one) after.set(name, still);
  });
  return after.now;
}

/** What a list says of an entry, by `nameOf`. */
function saidOf(name: string, { policies, subscribers, groups }: BqnState): Said | undefined {
  const [, kind, key = ''] = /^(\w+) (.*)$/s.exec(name) ?? [];
  const [policy, subscriber, group] = [policies.get(key), subscribers.get(key), groups.get(key)];
  if (kind === 'policy') return policy && saidByPolicy(policy);
  return kind === 'subscriber' ? subscriber && saidBySubscriber(subscriber) : group && saidByGroup(group);
}

/** After a restoration nothing is on them any more but what could not be taken back. */
export function wroteSettled(
  wrote: WroteBooks,
  stood: Stood | undefined,
  { done, refused, otherwise, dropped }: Applied,
): WroteBooks {
  if (stood === undefined) return wrote;
  // A list that does not show what the BQN said yes to may lag behind.
  const mayBeThere = [...done, ...unanswered(refused), ...otherwise, ...dropped];
  if (!stood.isPutBack) return wroteAfter(stood.wrote, stood, mayBeThere);
  const gone = new Set(done.map(nameOf));
  return new Map([...stood.wrote].filter(([name]) => !gone.has(name)));
}

function unanswered(refused: Applied['refused']): Change[] {
  return refused.filter((one) => one.unanswered).map(({ change }) => change);
}
