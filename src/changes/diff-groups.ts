import { isIpv6 } from '../address/address.ts';
import { PrefixHolders } from '../address/prefix.ts';
import { isOwedService, isUndecided, statusText } from '../billing/standing.ts';
import { type BqnGroup, type BqnState, BUILT_IN_GROUP, wholeOf } from '../bqn/resources.ts';
import {
  BLOCK_POLICY,
  type Desired,
  type Group,
  type PrefixClaim,
  type Share,
  type Subscriber,
  wantsGroup,
} from '../mapping/desired.ts';
import { GROUP_PREFIX, groupName } from '../mapping/groups.ts';
import { say } from '../text/language.ts';
import { type Change, type Delete, type FieldChange, policyMissing, type TakeOver } from './change-plan.ts';
import { comparable, type Holder, type Holders, isElsewhere } from './group-parts.ts';
import { changed, type Diff, emptyDiff } from './kind-diff.ts';
import type { Owned } from './ownership.ts';

export interface GroupContext {
  readonly available: ReadonlySet<string>;
  /** The policy that each online subscriber's entry will name, by address. */
  readonly policies: ReadonlyMap<string, string | null>;
  /** What the entries of addresses in doubt will say. */
  readonly left: ReadonlyMap<string, string | null>;
  readonly owned: Owned;
  /** Whether a group that nobody needs may be deleted by this run. */
  readonly mayDelete: (group: BqnGroup) => boolean;
  /** Whether this BQN takes groups without their policy (before R4.22): then it is no difference that one has none. */
  readonly dropsPolicy: boolean;
  /** Said of a deletion when not billing is the reason for it. */
  readonly reason: string | undefined;
}

export interface GroupDiff extends Diff {
  readonly takenOver: TakeOver[];
  /** Groups of other names that give an online customer another policy. */
  readonly conflicts: string[];
}

/** What a group should be. */
interface Target {
  readonly members: readonly string[];
  readonly ranges: readonly string[];
  readonly policy: string | null;
}

/** Whose a group is by its name. */
interface Owner {
  readonly subscriber: Subscriber;
  /** Whether the address is theirs alone, so that their entry tells their policy. */
  readonly isCertain: boolean;
}

/** A group, as it stands if it does, with all that decides what becomes of it. */
interface Case {
  readonly name: string;
  readonly existing: BqnGroup | undefined;
  readonly wanted: Group | undefined;
  readonly owner: Owner | undefined;
  /** Members and ranges that are somebody else's now. */
  readonly strangers: ReadonlySet<string>;
  readonly members: readonly string[];
}

const NOBODYS = { existing: undefined, wanted: undefined, owner: undefined, strangers: new Set<string>() };

/**
 * Dual-stack groups, compared by policy, members and ranges, sets as sets. A group follows its customer in every run, and
 * none holds an address or a prefix that is somebody else's now, whoever made it.
 */
export function diffGroups(desired: Desired, bqn: BqnState, context: GroupContext): GroupDiff {
  const diff: GroupDiff = { ...emptyDiff(), takenOver: [], conflicts: [] };
  const owners = ownersOf(desired);
  const holders = holdersOf(desired, bqn);
  for (const existing of bqn.groups.values()) {
    const { name } = existing;
    if (name === BUILT_IN_GROUP) continue;
    if (!name.startsWith(GROUP_PREFIX)) {
      // An operator's own is never touched, unless all that is not wanted may go (`--prune all`).
      if (!wantsGroup(desired, name) && context.mayDelete(existing))
        diff.changes.push(deletionOf({ ...NOBODYS, name, members: existing.members }, context));
      else for (const conflict of conflictsOf(existing, desired, context)) diff.conflicts.push(conflict);
      continue;
    }
    const owner = owners.get(name);
    const parts = [...existing.members, ...existing.ranges];
    const wanted = desired.groups.get(name);
    // Who is let through while the lead is kept from it is let go of first, as a stranger would be.
    const policy = wanted && context.policies.get(wanted.subscriber.ip);
    const sharing = (wanted?.joined ?? []).filter(({ subscriber }) => context.policies.get(subscriber.ip) === policy);
    const isOwn = ownTest(name, owner, sharing);
    const strangers = new Set(parts.filter((part) => isElsewhere(part, isOwn, holders)));
    decide({ name, existing, wanted, owner, strangers, members: existing.members }, diff, context);
  }
  for (const wanted of desired.groups.values()) {
    const { name } = wanted;
    if (bqn.groups.has(name)) continue;
    decide(
      { name, existing: undefined, wanted, owner: owners.get(name), strangers: new Set(), members: [] },
      diff,
      context,
    );
  }
  return diff;
}

/** Of several logins with one name the group is the owner's alone; while nobody can tell who that is, any of theirs. */
function ownTest(name: string, owner: Owner | undefined, sharing: readonly Share[]): (holder: Holder) => boolean {
  const id = owner?.subscriber.id ?? name.slice(GROUP_PREFIX.length);
  const logins = new Set(sharing.map(({ subscriber }) => subscriber.loginId));
  if (owner?.isCertain !== true) return (holder) => holder.id === id || logins.has(holder.loginId);
  logins.add(owner.subscriber.loginId);
  return ({ loginId }) => logins.has(loginId);
}

function decide(one: Case, diff: GroupDiff, context: GroupContext): void {
  const target = targetOf(one, context);
  if (target === 'as it is') return;
  if (target === 'gone') {
    diff.changes.push(deletionOf(one, context));
    return;
  }
  const fields = fieldsOf(target, one.existing, context);
  if (one.existing !== undefined && fields.length === 0) {
    if (one.wanted !== undefined) diff.equal.push(one.name);
    return;
  }
  const { policy } = target;
  const isMissing = policy !== null && !context.available.has(policy);
  if (isMissing && !mustChange(one)) {
    diff.stuck.push({ kind: 'group', key: one.name, reason: policyMissing(policy), harmful: true });
    return;
  }
  const reachable = isMissing ? { ...target, policy: null } : target;
  diff.changes.push(groupChange(one, reachable, fieldsOf(reachable, one.existing, context)));
  if (one.existing !== undefined && one.wanted !== undefined && !context.owned.group.has(one.name)) {
    diff.takenOver.push(takeOver(one.existing, reachable));
  }
}

/** Whether the group does harm as it stands: it holds somebody else, or blocks a customer whom billing lets through. */
function mustChange({ existing, strangers, owner }: Case): boolean {
  if (strangers.size > 0) return true;
  return existing?.policy === BLOCK_POLICY && owner !== undefined && isOwedService(owner.subscriber.standing);
}

function targetOf(one: Case, context: GroupContext): Target | 'as it is' | 'gone' {
  const { existing, wanted, owner } = one;
  const policy = owner === undefined ? null : policyOfOwner(one, owner, context);
  if (wanted !== undefined && policy !== null) return wantedTarget(one, wanted, policy, context);
  if (existing === undefined) return 'as it is';
  if (owner !== undefined) return followingTarget(one, existing, owner, policy, context);
  return strippedTarget(one, existing, context);
}

function wantedTarget(
  { existing, strangers }: Case,
  { joined = [], ...lead }: Group,
  policy: string,
  { policies }: GroupContext,
): Target | 'as it is' {
  // Who is kept under another policy today cannot share this one.
  const isSharing = ({ subscriber }: Share) => policies.get(subscriber.ip) === policy;
  const shares = [lead, ...joined.filter(isSharing)];
  const members = shares.map(({ subscriber }) => subscriber.ip);
  const ranges = shares.flatMap((share) => (share.ranges === 'last good' ? [] : share.ranges));
  // One address alone needs no group.
  if (existing === undefined && members.length === 1 && ranges.length === 0) return 'as it is';
  if (shares.every((share) => share.ranges !== 'last good')) return { members, ranges, policy };
  const others = joined.filter((share) => !isSharing(share)).flatMap((share) => share.ranges);
  const lastGood = existing === undefined ? [] : rangesLeft(existing, new Set([...strangers, ...others]));
  return { members, ranges: [...new Set([...ranges, ...lastGood])], policy };
}

/** The group of an online customer that is not wanted any more, or cannot be read today: while it stands, it follows. */
function followingTarget(
  { strangers }: Case,
  existing: BqnGroup,
  { subscriber, isCertain }: Owner,
  policy: string | null,
  { mayDelete }: GroupContext,
): Target | 'as it is' | 'gone' {
  if (isCertain && mayDelete(existing)) return 'gone';
  const hasAddress = existing.members.some((member) => !isIpv6(member));
  const members = isCertain && hasAddress ? [subscriber.ip] : addressesLeft(existing, strangers);
  const ranges = rangesLeft(existing, strangers);
  if (members.length + ranges.length > 0) return { members, ranges, policy };
  return strangers.size > 0 ? 'gone' : 'as it is';
}

/** The group of nobody who is online. */
function strippedTarget(
  { name, strangers }: Case,
  existing: BqnGroup,
  { mayDelete, owned }: GroupContext,
): Target | 'as it is' | 'gone' {
  if (mayDelete(existing)) return 'gone';
  if (strangers.size === 0) return 'as it is';
  const members = addressesLeft(existing, strangers);
  const ranges = rangesLeft(existing, strangers);
  const isEmpty = members.length + ranges.length === 0;
  if (isEmpty && owned.group.get(name)?.takenOver !== true) return 'gone';
  return { members, ranges, policy: existing.policy };
}

function addressesLeft({ members }: BqnGroup, strangers: ReadonlySet<string>): string[] {
  return members.filter((member) => !isIpv6(member) && !strangers.has(member));
}

/** A BQN may list a prefix among the members. */
function rangesLeft({ members, ranges }: BqnGroup, strangers: ReadonlySet<string>): string[] {
  return [...members.filter(isIpv6), ...ranges].filter((range) => !strangers.has(range));
}

/** The policy of the customer whose group it is; of one whose address is in doubt, what billing says of them alone. */
function policyOfOwner(
  { existing, strangers }: Case,
  { subscriber, isCertain }: Owner,
  { policies, left, available }: GroupContext,
): string | null {
  if (isCertain) return policies.get(subscriber.ip) ?? null;
  // Where the group holds the address in doubt, both say the same.
  if (existing?.members.includes(subscriber.ip) && !strangers.has(subscriber.ip))
    return left.get(subscriber.ip) ?? null;
  const { standing, choice } = subscriber;
  if (standing.kind === 'blocked') return BLOCK_POLICY;
  const current = existing?.policy ?? null;
  if (isUndecided(standing) || choice.kind !== 'named') return current;
  return available.has(choice.name) ? choice.name : current;
}

function ownersOf({ subscribers, doubts, groups }: Desired): ReadonlyMap<string, Owner> {
  const owners = new Map<string, Owner>();
  const add = (name: string, subscriber: Subscriber, isCertain: boolean) => {
    const known = owners.get(name);
    if (known === undefined || (isCertain && subscriber.loginId < known.subscriber.loginId)) {
      owners.set(name, { subscriber, isCertain });
    }
  };
  for (const group of groups.values()) owners.set(group.name, { subscriber: group.subscriber, isCertain: true });
  for (const subscriber of subscribers.values()) {
    if (isIpv6(subscriber.ip)) continue;
    const name = groupName(subscriber.id);
    if (!groups.has(name)) add(name, subscriber, true);
  }
  for (const [ip, rivals] of doubts)
    if (!isIpv6(ip)) for (const rival of rivals) add(groupName(rival.id), rival, false);
  return owners;
}

/** Who has which address and prefix now, those in doubt included. */
function holdersOf({ subscribers, doubts, claims }: Desired, bqn: BqnState): Holders {
  const addresses = new Map<string, readonly Holder[]>();
  for (const subscriber of subscribers.values()) addresses.set(subscriber.ip, [subscriber]);
  for (const [ip, rivals] of doubts) {
    // While nobody can tell, it stays with the one whose entry stands there.
    const present = rivals.filter(({ id }) => id === bqn.subscribers.get(ip)?.id);
    addresses.set(ip, present.length > 0 ? present : rivals);
  }
  let prefixes: PrefixHolders<PrefixClaim> | undefined;
  return {
    addresses,
    prefixes() {
      prefixes ??= new PrefixHolders(claims(), ({ loginId }) => loginId);
      return prefixes;
    },
  };
}

function fieldsOf(target: Target, existing: BqnGroup | undefined, { dropsPolicy }: GroupContext): FieldChange[] {
  const isDropped = dropsPolicy && existing?.policy === null;
  const policy = { field: 'policyRate', from: existing?.policy ?? null, to: target.policy };
  const parts = samePrefixes(target, existing)
    ? []
    : [
        { field: 'members', from: showSet(existing?.members), to: showSet(target.members) },
        { field: 'ranges', from: showSet(existing?.ranges), to: showSet(target.ranges) },
      ];
  return changed(isDropped ? parts : [policy, ...parts]);
}

/** Members and ranges as one set: where a BQN lists a prefix is its own affair. */
function samePrefixes(target: Target, existing: BqnGroup | undefined): boolean {
  if (existing === undefined) return false;
  // Nearly always: as it was written.
  if (areEqual(target.members, existing.members) && areEqual(target.ranges, existing.ranges)) return true;
  const setOf = ({ members, ranges }: Pick<Target, 'members' | 'ranges'>) =>
    [...new Set([...members, ...ranges].map(comparable))].sort().join(' ');
  return setOf(target) === setOf(existing);
}

function areEqual(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, at) => text === other[at]);
}

function groupChange(one: Case, { members, ranges, policy }: Target, fields: readonly FieldChange[]): Change {
  const { name, existing, wanted, owner, strangers } = one;
  const body = { subscriberMembers: [...members], subscriberRanges: [...ranges], policyRate: policy ?? '' };
  const base = {
    kind: 'group',
    key: name,
    path: name,
    who: owner?.subscriber.id ?? name,
    fields,
    reason: groupReason(owner, policy, strangers),
    body,
    policy,
    belongsTo: owner === undefined || wanted !== undefined ? members : [owner.subscriber.ip],
  } as const;
  if (existing === undefined) return { ...base, action: 'create' };
  const whole = wholeOf(existing.listed, body);
  const otherwise = mustChange(one) ? { ...body, policyRate: '' } : undefined;
  return { ...base, action: 'update', whole, seen: false, otherwise, letsGo: strangers.size > 0 };
}

function deletionOf({ name, owner, strangers, members }: Case, { reason }: GroupContext): Delete {
  const why =
    strangers.size > 0
      ? say`it held what is somebody else's now: ${[...strangers].join(' ')}`
      : say`no online login needs it`;
  return {
    kind: 'group',
    action: 'delete',
    key: name,
    path: name,
    who: owner?.subscriber.id ?? name,
    reason: reason ?? why,
    belongsTo: members,
    after: undefined,
    letsGo: strangers.size > 0,
  };
}

function groupReason(owner: Owner | undefined, policy: string | null, strangers: ReadonlySet<string>): string {
  const letting = strangers.size > 0 ? say`lets go of what is somebody else's now: ${[...strangers].join(' ')}` : '';
  if (owner === undefined) return letting;
  const { id, standing } = owner.subscriber;
  const status = statusText(standing);
  const blocked = say`, contract ${standing.contract}: ${status === 'unknown' ? say`no status` : status} -> blocked`;
  const following = say`dual stack of ${id}${policy === BLOCK_POLICY ? blocked : ''}`;
  return letting === '' ? following : `${following}; ${letting}`;
}

function takeOver(existing: BqnGroup, target: Target): TakeOver {
  const shown = ({ members, ranges, policy }: Target) =>
    say`policy ${policy ?? 'none'}, members ${showSet(members) ?? 'none'}, ranges ${showSet(ranges) ?? 'none'}`;
  return { kind: 'group', key: existing.name, was: shown(existing), becomes: shown(target), users: 0 };
}

function conflictsOf(group: BqnGroup, { subscribers }: Desired, { policies }: GroupContext): string[] {
  if (group.policy === null) return [];
  const others = group.members.filter((ip) => {
    const subscriber = subscribers.get(ip);
    return subscriber !== undefined && policies.get(ip) !== group.policy;
  });
  if (others.length === 0) return [];
  const names = others.slice(0, 3).map((ip) => `${subscribers.get(ip)?.id} ${ip}`);
  const more = others.length > 3 ? say` and ${others.length - 3} more` : '';
  return [say`group ${group.name} gives policy ${group.policy} to ${names.join(', ')}${more}, who should have another`];
}

function showSet(entries: readonly string[] | undefined): string | null {
  return entries === undefined || entries.length === 0 ? null : [...new Set(entries)].sort().join(' ');
}
