import type { Applied } from '../apply/apply.ts';
import type { BqnKind } from '../bqn/kinds.ts';
import type { BqnPolicy, BqnState } from '../bqn/resources.ts';
import type { Change, ChangePlan } from '../changes/change-plan.ts';
import { isOurs } from '../changes/ownership.ts';
import { isShown, nameOf, signatureOf, whatOf } from '../changes/second-look.ts';
import { DAY_S } from '../text/time-units.ts';
import type { BqnRecord, Rewrite, Untaken } from './record.ts';

/** Of so many entries that a run made it is seen in the next whether the BQN keeps what is written. */
const SAMPLE = 10;

/** Whether what was learnt of a BQN is of the last 24 hours; a clock that was set back makes it no younger. */
export function isOfToday(at: number | undefined, now: number): boolean {
  return at !== undefined && now >= at && now - at < DAY_S;
}

/** Policy writes that are not tried again now, by name. */
export function untakenPolicies(
  { untaken }: BqnRecord,
  { policies }: BqnState,
  now: number,
): ReadonlyMap<string, string> {
  const notes = new Map<string, string>();
  for (const [name, { what, was, at }] of untaken) {
    const policy = name.startsWith(POLICY) ? name.slice(POLICY.length) : undefined;
    if (policy === undefined || !isOfToday(at, now)) continue;
    if (standing(policies.get(policy)) === was) notes.set(policy, what);
  }
  return notes;
}

const POLICY = 'policy ';

/** All other writes that are not tried again now, by name. */
export function untakenOthers({ untaken }: BqnRecord, now: number): ReadonlyMap<string, string> {
  return new Map(
    [...untaken].filter(([, { was, at }]) => was === '' && isOfToday(at, now)).map(([name, { what }]) => [name, what]),
  );
}

function standing(policy: BqnPolicy | undefined): string {
  if (policy === undefined) return 'none';
  const { id, listed } = policy;
  return JSON.stringify([id, listed['rateLimitDownlink'], listed['rateLimitUplink']]);
}

interface Run {
  readonly bqn: BqnState;
  readonly plan: ChangePlan;
  readonly now: number;
}

/**
 * Which writes are not tried again for now: those that came to nothing while others came, and what still waits of before.
 * While a BQN keeps nothing at all it is the BQN, and all is tried again. Nor is a policy static that is ours.
 */
export function untakenAfter(record: BqnRecord, run: Run, applied: Applied): ReadonlyMap<string, Untaken> {
  const { bqn, plan, now } = run;
  const stuck = new Set(plan.stuck.map(nameOf));
  const notes = new Map([...record.untaken].filter(([name]) => stuck.has(name)));
  for (const change of applied.done) notes.delete(nameOf(change));
  for (const [key, what] of applied.untaken) {
    const existing = bqn.policies.get(key);
    const known = record.owned.policy.get(key);
    const isMade =
      existing !== undefined &&
      known?.takenOver === false &&
      isOurs({ kind: 'policy', key, id: existing.id }, record.owned);
    if (applied.kept.size > 0 || !isMade) notes.set(`${POLICY}${key}`, { what, was: standing(existing), at: now });
  }
  // One that is written by itself has those of the run before beside it: it was among them.
  const isAlone = applied.done.length + applied.untaken.size === 0 && applied.dropped.length === 1;
  const keeps = applied.kept.size > 0 || (isAlone && keptLastTime(record, bqn));
  if (!keeps) return notes;
  const ofKind = new Map<BqnKind, number>();
  for (const { kind } of applied.dropped) ofKind.set(kind, (ofKind.get(kind) ?? 0) + 1);
  for (const change of applied.dropped) {
    // Where several of a kind came to nothing and none of it came, it is the list, and not the entry.
    const isItsOwn = applied.kept.has(change.kind) || ofKind.get(change.kind) === 1;
    if (isItsOwn) notes.set(nameOf(change), { what: signatureOf(change), was: '', at: now });
  }
  return notes;
}

/** Whether the list shows anything that the run before wrote. */
function keptLastTime({ rewrites }: BqnRecord, bqn: BqnState): boolean {
  return [...rewrites].some(([name, { what }]) => isShown(what, name.slice('subscriber '.length), bqn));
}

/** Which writes are to be looked at: those that the run before sent as well, to the same end. */
export function suspicionOf({ rewrites, owned }: BqnRecord): (change: Change) => boolean {
  return (change) => {
    if (change.action === 'delete') return (owned[change.kind].get(change.key)?.missed ?? 0) > 0;
    if (change.kind === 'policy') return false;
    const known = rewrites.get(nameOf(change));
    const isAgain = known !== undefined && known.runs < 2 && known.what === whatOf(change);
    return isAgain || (change.action === 'create' && change.known === true);
  };
}

/** What a run wrote on entries, with in how many runs in a row it had to be written in the same way. */
export function rewritesAfter({ rewrites }: BqnRecord, { done, dropped }: Applied): ReadonlyMap<string, Rewrite> {
  const after = new Map<string, Rewrite>();
  let made = 0;
  for (const change of done) {
    if (change.action === 'delete') continue;
    const [name, what] = [nameOf(change), whatOf(change)];
    if (change.action === 'create') {
      if (change.kind === 'subscriber' && made++ < SAMPLE) after.set(name, { what, runs: 0 });
      continue;
    }
    const known = rewrites.get(name);
    after.set(name, { what, runs: known?.what === what ? known.runs + 1 : 1 });
  }
  // What did not come is nobody else's doing.
  for (const change of dropped)
    if (change.action !== 'delete') after.set(nameOf(change), { what: whatOf(change), runs: 1 });
  return after;
}
