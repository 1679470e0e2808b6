import { canonicalAddress, isIpv6 } from '../address/address.ts';
import { type BqnState, isFromRules } from '../bqn/resources.ts';
import { effectBetween } from '../customers/effect.ts';
import { fateUnder, policyOf } from '../customers/fate.ts';
import type { FateChange } from '../customers/fate-change.ts';
import { BLOCK_POLICY } from '../mapping/desired.ts';
import type { JsonObject } from '../text/json.ts';
import { type Change, type ChangePlan, isLettingGo, policyAfter, type Stuck, type Update } from './change-plan.ts';
import { ratesUnder, ratesWritten } from './gross.ts';
import { showSet } from './group-parts.ts';

/**
 * A BQN may say yes to a write and keep nothing of it: of one entry for good, or of all while it may not write
 * (src/bqn/README.md, "Writes"). What was written and is wanted again in the next run is looked at right after; what did
 * not come then, though others did, is not written again while both sides stay as they are, for a day at most.
 */

/** `subscriber 100.64.0.1`: what a change is about, whatever it does. */
export function nameOf({ kind, key }: Pick<Change, 'kind' | 'key'>): string {
  return `${kind} ${key}`;
}

/** The write by which a fate comes. */
export function writeOf({ group, ip }: Pick<FateChange, 'group' | 'ip'>): string {
  return group === undefined ? nameOf({ kind: 'subscriber', key: ip }) : nameOf({ kind: 'group', key: group });
}

/** What a change asks for, and of what it makes that: another one as soon as IXC or the BQN says otherwise. */
export function signatureOf(change: Change): string {
  if (change.action === 'delete') return 'delete';
  return change.fields.map(({ field, from, to }) => `${field}:${from}>${to}`).join(' ');
}

/** Whether a list shows what a write of a subscriber or group said, or a deletion. */
export function isThere(change: Change, bqn: BqnState): boolean {
  if (change.action === 'delete') return isGone(change, bqn);
  if (change.kind === 'subscriber') {
    const entry = bqn.subscribers.get(change.key);
    return (
      entry !== undefined &&
      says(change.body, 'subscriberId', entry.id) &&
      says(change.body, 'policyRate', entry.policy)
    );
  }
  const group = bqn.groups.get(change.key);
  if (group === undefined) return false;
  // Before R4.22 groups have no policy, which is looked at for itself.
  const isUnder = group.policy === null || says(change.body, 'policyRate', group.policy);
  return (
    isUnder &&
    lists(change.body, 'subscriberMembers', group.members) &&
    lists(change.body, 'subscriberRanges', group.ranges) &&
    lists(change.body, 'subscriberIds', group.ids)
  );
}

function isGone({ kind, key }: Change, bqn: BqnState): boolean {
  if (kind === 'policy') return !bqn.policies.has(key);
  if (kind === 'group') return !bqn.groups.has(key);
  const entry = bqn.subscribers.get(key);
  return entry === undefined || isFromRules(entry);
}

/** Whether a field is as it was written; one that was not written may be anything. */
function says(body: JsonObject, field: string, now: string | null): boolean {
  return !(field in body) || body[field] === (now ?? '');
}

function lists(body: JsonObject, field: string, now: readonly string[]): boolean {
  const written: unknown = body[field];
  if (!Array.isArray(written)) return true;
  return showSet(written.map(String).map(canonicalAddress)) === showSet(now);
}

/**
 * The plan without what a BQN took without effect.
 * @param untaken what was written in vain: name to signature
 */
export function withoutUntaken(plan: ChangePlan, untaken: ReadonlyMap<string, string>): ChangePlan {
  if (untaken.size === 0) return plan;
  // Whom a group lets go of at once, since it goes or becomes another's, has nothing left but the entry: it is tried again.
  const bare = new Set(plan.changes.flatMap(letGoOf));
  const isVain = (change: Change) =>
    isInVain(change, untaken) && (change.action === 'delete' || !change.belongsTo.some((ip) => bare.has(ip)));
  const vain = plan.changes.filter(isVain);
  if (vain.length === 0) return plan;
  const keys = keysOf(vain);
  const isWaiting = (change: Change) =>
    (change.action === 'delete' && change.after !== undefined && keys.has(change.after)) ||
    (isBeside(change) && change.belongsTo.some((ip) => keys.has(ip)));
  const others = plan.changes.filter((change) => !isVain(change));
  const waiting = others.filter(isWaiting);
  const written = placesOf(others.filter((change) => !isWaiting(change)));
  // A deletion says nothing of what its customer gets: as soon as that changes it is another one. Nor does a group stay
  // behind when the entry of one whom it holds changes, which would then say something else.
  const isTied = ({ action, kind }: Change) => action === 'delete' || kind === 'group';
  const left = vain.filter((change) => !isTied(change) || !change.belongsTo.some((ip) => written.has(ip)));
  const why = { kind: 'came to nothing' } as const;
  const stuck = left.map(({ kind, key, action }): Stuck => ({ kind, key, why, harmful: action !== 'delete' }));
  const unwritten = new Set([...left, ...waiting]);
  const changes = plan.changes.filter((change) => !unwritten.has(change));
  // Whose prefix or group is written all the same is changed by that.
  const touched = placesOf(changes);
  const unchanged = keysOf([...unwritten]);
  const stays = ({ ip }: FateChange) => unchanged.has(ip) && !touched.has(ip);
  const come = plan.fates.filter((fate) => !stays(fate));
  return {
    ...plan,
    changes,
    fates: [...come, ...underNewSpeeds(plan.fates.filter(stays), come, changes)],
    stuck: [...plan.stuck, ...stuck],
  };
}

/**
 * What becomes of those who stay under the policy of before: nothing, but where its speed changes. Each is told of once.
 * @param come what becomes of others
 */
function underNewSpeeds(
  staying: readonly FateChange[],
  come: readonly FateChange[],
  changes: readonly Change[],
): FateChange[] {
  const policies = new Map<string | null, Update>();
  for (const change of changes)
    if (change.kind === 'policy' && change.action === 'update') policies.set(change.key, change);
  const told = new Set(come.map(({ customer }) => customer));
  return staying.flatMap((fate) => {
    const policy = policyOf(fate.from);
    const change = policies.get(policy);
    if (policy === null || change === undefined || told.has(fate.customer)) return [];
    const to = fateUnder(policy, () => ratesWritten(change, ratesUnder(fate.from)));
    const effect = effectBetween(fate.from, to);
    if (effect === 'none') return [];
    told.add(fate.customer);
    return [{ ...fate, to, effect, why: { kind: 'policy changed', policy, why: change.why } } as const];
  });
}

/** Whether a change came to nothing before; but who is under what is another's does not wait for a day. */
function isInVain(change: Change, untaken: ReadonlyMap<string, string>): boolean {
  return !isLettingGo(change) && untaken.get(nameOf(change)) === signatureOf(change);
}

function keysOf(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(changes.filter(({ kind }) => kind === 'subscriber').map(({ key }) => key));
}

/** Where those are whom a group holds no more that holds somebody else. */
function letGoOf(change: Change): readonly string[] {
  if (change.kind !== 'group' || !isLettingGo(change)) return [];
  if (change.action === 'delete') return change.belongsTo;
  const members = change.fields.find(({ field }) => field === 'members');
  const stay = new Set(members?.to?.split(' '));
  return (members?.from ?? '').split(' ').filter((ip) => !stay.has(ip));
}

/** Where those are whom changes are about. */
function placesOf(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(changes.flatMap(({ belongsTo }) => belongsTo));
}

/**
 * Whether it goes, or changes, with the entry at the customer's address, and so waits with it: their group, the entries of their
 * prefixes. But nobody waits for what blocks them, or what is somebody else's.
 */
function isBeside(change: Change): boolean {
  if (isLettingGo(change) || policyAfter(change) === BLOCK_POLICY) return false;
  return change.kind === 'group' ? change.action !== 'create' : change.kind === 'subscriber' && isIpv6(change.key);
}

/** Of groups that lack nothing but their policy, one: to see whether a BQN that dropped it takes it by now. */
export function tryingOne(plan: ChangePlan): ChangePlan {
  let isFirst = true;
  const changes = plan.changes.filter((change) => {
    if (change.kind !== 'group' || change.action !== 'update') return true;
    if (change.fields.some(({ field, from }) => field !== 'policyRate' || from !== null)) return true;
    const isTried = isFirst;
    isFirst = false;
    return isTried;
  });
  return { ...plan, changes };
}

/** Whether a subscriber is listed as an earlier run wrote it: `policyRate=Gold`, in the words of `whatOf`. */
export function isShown(what: string, ip: string, { subscribers }: BqnState): boolean {
  const entry = subscribers.get(ip);
  if (entry === undefined) return false;
  const now = { subscriberId: entry.id, policyRate: entry.policy };
  const shown = new Set(Object.entries(now).map(([field, value]) => `${field}=${value}`));
  return what.split(' ').every((one) => shown.has(one));
}

/** What a change says, for telling whether it is said again. */
export function whatOf(change: Exclude<Change, { action: 'delete' }>): string {
  return change.fields.map(({ field, to }) => `${field}=${to}`).join(' ');
}
