import { isIpv6 } from '../address/address.ts';
import type { BqnKind } from '../bqn/kinds.ts';
import { type BqnState, BUILT_IN_GROUP, isFromRules } from '../bqn/resources.ts';
import type { Change } from '../changes/change-plan.ts';
import { BLOCK_POLICY, isSiteName, SLOW_POLICY } from '../mapping/desired.ts';
import { isObject, type JsonObject } from '../text/json.ts';
import { listedUnder } from './after.ts';
import { customersOf, heldBy, isOfOurKind } from './groups.ts';
import { nameOf } from './people.ts';
import { isInside, placeOf } from './place.ts';
import type { Finding } from './situation.ts';
import type { World } from './world.ts';

/** Nothing is changed that the books do not name and no wish takes over, and nothing is deleted that is not ours. */
export function othersEntry(world: World): Finding[] {
  return world.plan.changes.flatMap((change) =>
    mayBeWritten(change, world) ? [] : [finding("others' entry", change)],
  );
}

function mayBeWritten(change: Change, world: World): boolean {
  const { kind, key, action } = change;
  if (action === 'create') return !isThere(change, world) && isWanted(change, world);
  if (kind === 'group' && key === BUILT_IN_GROUP) return false;
  // What lets go of somebody else's place goes before all other rules: it is of a kind that only this program makes.
  if (kind === 'group' && isOfOurKind(key) && (letsGo(change, world) || isUnblocking(change, world))) return true;
  if (kind === 'subscriber' && freesPlace(change, world)) return true;
  return action === 'update' ? mayBeChanged(change, world) : mayBeDeleted(change, world);
}

function mayBeChanged(change: Change, world: World): boolean {
  const { owned, prune } = world.situation;
  const { kind, key } = change;
  if (isWanted(change, world) || owned[kind].has(key)) return true;
  if (kind === 'subscriber' && isOwnToo(key, world)) return true;
  if (kind === 'group') return isOfOurKind(key) && isOfOurs(change, world);
  return prune === 'all' && kind === 'subscriber';
}

/** Whether an entry under a policy of ours names a customer whom this program serves: all their entries say the same. */
function isOwnToo(key: string, world: World): boolean {
  const entry = world.before.entry(key);
  if (entry === undefined || !isOurPolicy(entry.policy, world)) return false;
  return world.people.called(entry.id).some((login) => world.people.serviceOf(login) === 'ours');
}

function mayBeDeleted(change: Change, world: World): boolean {
  const { desired, prune } = world.situation;
  const { kind, key } = change;
  if (prune === 'none' || (kind === 'policy' && desired.leftAlone.has(key))) return false;
  return prune === 'all' ? isPrunable(change, world) : isStillOurs(change, world);
}

function isThere({ kind, key }: Change, { situation: { bqn } }: World): boolean {
  return entriesOf(bqn)[kind].has(key);
}

function entriesOf({
  policies,
  subscribers,
  groups,
}: BqnState): Readonly<Record<BqnKind, ReadonlyMap<string, unknown>>> {
  return { policy: policies, subscriber: subscribers, group: groups };
}

/** The ids that stand there are those that were written, so that it is no other thing under the same name. */
function isStillOurs({ kind, key }: Change, { situation: { owned, bqn } }: World): boolean {
  const known = owned[kind].get(key);
  if (known === undefined || known.takenOver) return false;
  if (kind === 'group' || known.id === undefined) return true;
  const id = (kind === 'policy' ? bqn.policies.get(key) : bqn.subscribers.get(key))?.id;
  return known.id === id || (known.former !== undefined && known.former === id);
}

function isPrunable({ kind, key }: Change, { situation: { bqn, owned } }: World): boolean {
  if (owned[kind].get(key)?.takenOver === true) return false;
  const entry = kind === 'subscriber' ? bqn.subscribers.get(key) : undefined;
  return entry === undefined || !isFromRules(entry);
}

function isWanted({ kind, key }: Change, { situation: { desired, stood } }: World): boolean {
  if (stood !== undefined) return entriesOf(stood)[kind].has(key);
  if (kind === 'subscriber') return desired.subscribers.has(key);
  if (kind === 'policy') return desired.policies.has(key) || key === BLOCK_POLICY || key === SLOW_POLICY;
  return desired.groups.has(key) || (desired.sites.kind !== 'off' && isSiteName(key));
}

/** Whether a group only gets smaller, by what somebody online has. */
function letsGo({ key }: Change, world: World): boolean {
  const [was, becomes] = [world.before.group(key), world.after.group(key)];
  if (was === undefined || (becomes !== undefined && becomes.policy !== null && becomes.policy !== was.policy))
    return false;
  const left = new Set([...(becomes?.members ?? []), ...(becomes?.ranges ?? [])]);
  const before = new Set([...was.members, ...was.ranges]);
  const isSmaller = [...left].every((part) => before.has(part) || [...before].some((wide) => liesIn(part, wide)));
  // What comes into it by a way that is not known leaves it only with it.
  const gone = [...before, ...(becomes === undefined ? was.all : [])].filter((part) => !left.has(part));
  const { subscribers, doubts } = world.situation.desired;
  const isSomebodys =
    gone.some((part) => subscribers.has(part) || doubts.has(part)) ||
    heldBy({ ...was, members: gone, ranges: [] }, world.people).size > 0;
  return isSmaller && isSomebodys;
}

/** Whether one member or range is a part of another. */
function liesIn(part: string, wide: string): boolean {
  const [inner, outer] = [placeOf(part), placeOf(wide)];
  return inner !== undefined && outer !== undefined && isIpv6(part) === isIpv6(wide) && isInside(inner, outer);
}

/** Whether a block, which is this program's, goes with it (`--remove-all`): then billing has no say. */
function isUnblocking({ key, action }: Change, { before, after, situation }: World): boolean {
  if (situation.billing !== undefined || action !== 'update') return false;
  return before.group(key)?.policy === BLOCK_POLICY && after.group(key)?.policy === null;
}

/** Whether an entry that names somebody else stands at the place of one who is online, and says nothing there afterwards. */
function freesPlace({ key }: Change, world: World): boolean {
  const entry = world.before.entry(key);
  if (entry === undefined || (world.after.entry(key)?.policy ?? null) !== null) return false;
  const isOfOurPolicy = isOurPolicy(entry.policy, world);
  return world
    .holdersOf(key)
    .some((login) => entry.id !== nameOf(login) && (isOfOurPolicy || world.isOthers(key, entry, login)));
}

function isOurPolicy(named: string | null, { situation: { desired, owned } }: World): boolean {
  const policy = named ?? '';
  if (policy === BLOCK_POLICY || desired.policies.has(policy)) return true;
  return desired.leftAlone.has(policy) || owned.policy.has(policy);
}

/** Whether a group that is called as ours are is of a customer whom this program serves. */
function isOfOurs({ key }: Change, { situation, people }: World): boolean {
  const customers = customersOf(key, situation, people);
  return people.logins(customers).some((login) => people.serviceOf(login) === 'ours');
}

const OUR_FIELDS: Readonly<Record<Change['kind'], ReadonlySet<string>>> = {
  policy: new Set(['policyId', 'rateLimitDownlink', 'rateLimitUplink']),
  subscriber: new Set(['subscriberId', 'policyRate', 'subscriberGroups']),
  group: new Set(['subscriberMembers', 'subscriberRanges', 'subscriberIds', 'policyRate', 'subscriberGroupType']),
};
const RATE_FIELDS = new Set([
  'rate',
  'burstRate',
  'burstThreshold',
  'burstDuration',
  'burstThresholdWindow',
  'burstTransitionDuration',
]);

/** A write carries no field that is not ours, but as it stood; and nothing is deleted that holds what others gave. */
export function othersField(world: World): Finding[] {
  return world.plan.changes.flatMap((change) => {
    const field = change.action === 'delete' ? lostWith(change, world) : strangeField(change, world);
    return field === undefined ? [] : [{ ...finding("others' field", change), becomes: field }];
  });
}

/** An address without a quota may be cut off, so that an entry with one is not deleted (src/bqn/README.md, "Subscribers"). */
function lostWith(change: Change, { situation }: World): string | undefined {
  const quota = change.kind === 'subscriber' ? listedUnder(change, situation.bqn)['quota'] : undefined;
  return isObject(quota) && Object.keys(quota).length > 0 ? 'quota' : undefined;
}

function strangeField(change: Exclude<Change, { action: 'delete' }>, { situation }: World): string | undefined {
  const listed = listedUnder(change, situation.bqn);
  const stood = situation.stood === undefined ? listed : listedUnder(change, situation.stood);
  for (const [field, value] of Object.entries(change.body)) {
    if (!OUR_FIELDS[change.kind].has(field)) {
      if (!isEqual(value, listed[field]) && !isEqual(value, stood[field])) return field;
    } else if (isObject(value)) {
      const inner = strangeRate(value, listed[field]) && strangeRate(value, stood[field]);
      if (inner !== undefined) return `${field}.${inner}`;
    }
  }
  return undefined;
}

function strangeRate(limit: JsonObject, listed: unknown): string | undefined {
  const before = isObject(listed) ? listed : {};
  return Object.keys({ ...before, ...limit }).find(
    (field) => !RATE_FIELDS.has(field) && !isEqual(limit[field], before[field]),
  );
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Nothing is put on an address that the operator keeps out of this program's hands. */
export function outsideAddress(world: World): Finding[] {
  const { outside } = world.situation.desired;
  return [...world.changed.subscriber.values()].flatMap((change) => {
    if (!outside.hasAddress(change.key)) return [];
    const [was, becomes] = [world.before, world.after].map((state) => state.entry(change.key)?.policy ?? null);
    // Whether a block may go is asked of whoever is let through.
    return becomes === null || becomes === was || was === BLOCK_POLICY ? [] : [finding('not served', change)];
  });
}

function finding(rule: Finding['rule'], change: Change): Finding {
  return { rule, change, logins: [] };
}
