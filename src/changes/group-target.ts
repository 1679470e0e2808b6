import { isIpv6 } from '../address/address.ts';
import { spanOf } from '../address/prefix.ts';
import { isUndecided } from '../billing/standing.ts';
import type { BqnGroup } from '../bqn/resources.ts';
import { BLOCK_POLICY, type Other, type PrefixClaim, type Subscriber } from '../customers/customer.ts';
import { GroupsAt } from '../customers/groups-at.ts';
import { isOurBlock } from '../customers/owned.ts';
import { isLeftAlone, isNowhere, type Roll } from '../customers/roll.ts';
import type { Group, Share } from '../mapping/desired.ts';
import {
  anothersLogin,
  type Case,
  type GroupContext,
  isBlockKept,
  isHolding,
  type Owner,
  policyToday,
} from './group-case.ts';
import { comparablePart, type Strangers } from './group-parts.ts';
import { isLiftable, policyInService } from './keep.ts';

/** What a group should be. */
export interface Target {
  readonly members: readonly string[];
  readonly ranges: readonly string[];
  readonly policy: string | null;
}

/** Of a group that is made: it has a policy. */
export type NewTarget = Target & { readonly policy: string };

/** What becomes of a group: as it is, gone, or with these members, ranges and policy. */
export function targetOf(one: Case, context: GroupContext): Target | 'as it is' | 'gone' {
  const { existing, wanted, owner } = one;
  if (wanted === undefined && context.isOutside(existing)) return outsidersTarget(one, existing, context);
  const policy = owner === undefined ? null : policyOfOwner(one, owner, context);
  if (wanted !== undefined && policy !== null) return wantedTarget(one, wanted, policy, context);
  if (owner !== undefined) return followingTarget(one, existing, owner, policy, context);
  return strippedTarget(one, existing, context);
}

/** What a group is to be that is not there; undefined where none is made. */
export function newTarget(wanted: Group, context: GroupContext): NewTarget | undefined {
  const policy = policyToday(wanted, context) ?? null;
  if (policy === null) return undefined;
  const { members, ranges } = sharedIn(wanted, policy, context);
  // One address alone needs no group.
  return members.length === 1 && ranges.length === 0 ? undefined : { members, ranges, policy };
}

/** All that is held of those who share a group under this policy, and of whom it is not. */
function sharedIn({ joined = [], ...lead }: Group, policy: string, context: GroupContext) {
  // Who is kept under another policy today cannot share this one.
  const isSharing = (share: Share) => policyToday(share, context) === policy;
  const shares = [lead, ...joined.filter(isSharing)];
  return {
    members: shares.map(({ subscriber }) => subscriber.ip),
    ranges: shares.flatMap((share) => (share.ranges === 'last good' ? [] : share.ranges)),
    isWhole: shares.every((share) => share.ranges !== 'last good'),
    others: joined.filter((share) => !isSharing(share)),
  };
}

function wantedTarget({ existing, strangers }: Case, wanted: Group, policy: string, context: GroupContext): Target {
  const { members, ranges, isWhole, others: apart } = sharedIn(wanted, policy, context);
  if (isWhole) return { members, ranges, policy };
  const others = apart.flatMap((share) => share.ranges);
  const isTheirs = anothersLogin(wanted, context.owned) === undefined;
  const lastGood = isTheirs ? rangesLeft(existing, { parts: new Set([...strangers.parts, ...others]) }) : [];
  return { members, ranges: [...new Set([...ranges, ...lastGood])], policy };
}

/** The group of an online customer that is not wanted any more, or cannot be read today: while it stands, it follows. */
function followingTarget(
  { strangers }: Case,
  existing: BqnGroup,
  { customer, isCertain }: Owner,
  policy: string | null,
  context: GroupContext,
): Target | 'as it is' | 'gone' {
  if (isCertain && !isBlockKept(customer, context) && context.mayDelete(existing)) return 'gone';
  const hasAddress = existing.members.some((member) => !isIpv6(member));
  const { ip } = customer;
  const members = isCertain && hasAddress && ip !== undefined ? [ip] : addressesLeft(existing, strangers);
  const ranges = rangesLeft(existing, strangers);
  // Who is held by their id alone is held.
  const isHeldById = idsLeft(existing, strangers).includes(customer.id);
  if (members.length + ranges.length > 0 || isHeldById) return { members, ranges, policy };
  return isHolding(strangers) ? 'gone' : 'as it is';
}

/** What is others' stays theirs, but for what it takes from somebody, and for a block of ours that is not due any more. */
function outsidersTarget({ name, strangers }: Case, existing: BqnGroup, context: GroupContext): Target {
  const { roll, owned, available } = context;
  const owners = roll.ownersOf(name);
  const [customer] = owners;
  const isBlock = existing.policy === BLOCK_POLICY && isOurBlock({ kind: 'group', key: name }, owned, true);
  const isLifted = isBlock && customer !== undefined && isLiftable(customer);
  const members = [...addressesLeft(existing, strangers), ...addressesWithin(existing, strangers, owners, roll)];
  const ranges = [...rangesLeft(existing, strangers), ...prefixesWithin(strangers, owners, roll)];
  if (!isLifted) return { members, ranges, policy: existing.policy };
  // Of several who are there it is nobody's plan alone.
  const isAlone = areAlone([...members, ...ranges], owners, roll);
  return { members, ranges, policy: isAlone ? policyInService(customer, available) : null };
}

/** Whether nobody else shows an address or prefix of these. */
function areAlone(parts: readonly string[], owners: readonly (Subscriber | Other)[], roll: Roll): boolean {
  const logins = new Set(owners.map(({ loginId }) => loginId));
  const isOwn = ({ loginId }: Pick<Subscriber, 'loginId'>) => logins.has(loginId);
  return parts.every((part) =>
    isIpv6(part) ? !roll.prefixes.isAnothers(spanOf(comparablePart(part)), isOwn) : roll.holdersOf(part).every(isOwn),
  );
}

/** The group of nobody who has an address: of one who is online without any it stays, but for a block that is not due any more. */
function strippedTarget({ name, strangers }: Case, existing: BqnGroup, context: GroupContext): Target | 'gone' {
  if (context.mayDelete(existing)) return 'gone';
  const policy = policyLeft(name, existing, context);
  const owners = context.roll.ownersOf(name).filter(isNowhere);
  const members = addressesLeft(existing, strangers);
  const ranges = [...rangesLeft(existing, strangers), ...prefixesWithin(strangers, owners, context.roll)];
  // An id was put there by another hand, be its customer online or not.
  const isLeft = members.length + ranges.length + idsLeft(existing, strangers).length > 0;
  // One that lets go of nobody and holds nobody whom a list shows may hold them otherwise, as by VLAN.
  const isEmpty = !isLeft && isHolding(strangers);
  if ((isEmpty || strangers.computed.size > 0) && context.owned.group.get(name)?.takenOver !== true) return 'gone';
  return { members, ranges, policy };
}

/** The addresses of those whose group it is that lie in a network that it lets go of: it goes on holding them. */
function addressesWithin(
  existing: BqnGroup,
  { parts }: Strangers,
  owners: readonly (Subscriber | Other)[],
  roll: Roll,
): string[] {
  if (parts.size === 0) return [];
  const gone = new GroupsAt([{ ...existing, policy: '', members: [], ranges: [...parts], ids: [], all: [] }]);
  const isSharing = sharingTest(owners);
  return owners.flatMap(({ ip, id }) => {
    if (ip === undefined || existing.members.includes(ip) || gone.holding(ip, id, []).length === 0) return [];
    // One in doubt is nobody's who is served: it stays with them, as a member of its own does.
    const mayStay = roll.holdersOf(ip).every((one) => isSharing(one) || roll.servedAt(one) !== ip);
    return mayStay ? [ip] : [];
  });
}

/** The prefixes of those whose group it is that lie in what it lets go of, and may stay in it: it goes on holding them. */
function prefixesWithin({ parts }: Strangers, owners: readonly (Subscriber | Other)[], roll: Roll): string[] {
  const spans = [...parts].filter(isIpv6).map((part) => spanOf(comparablePart(part)));
  const isSharing = sharingTest(owners);
  const isInWay = (claim: PrefixClaim) => (other: PrefixClaim) =>
    other.first <= claim.last && other.last >= claim.first && !isSharing(roll.online(other.loginId));
  const claims = owners.flatMap((owner) => roll.claimsOf(owner));
  const own = claims.filter(
    (claim) =>
      spans.some(({ first, last }) => first <= claim.first && last >= claim.last) && !roll.claims.some(isInWay(claim)),
  );
  return own.map(({ prefix }) => prefix);
}

/** Who may be at a place of those whose group it is that stays in it: between several who are left alone nobody here decides. */
function sharingTest(owners: readonly (Subscriber | Other)[]): (one: Subscriber | Other | undefined) => boolean {
  const logins = new Set(owners.map(({ loginId }) => loginId));
  const areLeftAlone = owners.every(isLeftAlone);
  return (one) => one !== undefined && (logins.has(one.loginId) || (areLeftAlone && isLeftAlone(one)));
}

function policyLeft(name: string, { policy, members, ranges }: BqnGroup, context: GroupContext): string | null {
  const { roll, available, policies, reason } = context;
  // Whoever uninstalls this program leaves nobody blocked by it.
  if (policy === BLOCK_POLICY && reason !== undefined) return null;
  const owners = roll.ownersOf(name);
  const customer = owners.length === 1 ? owners[0] : undefined;
  // Who has no address but prefixes with entries of their own gets the same by both.
  const isSaidTwice = policy === BLOCK_POLICY || [...members, ...ranges].some(isIpv6);
  if (customer !== undefined && !('served' in customer) && isNowhere(customer)) {
    const said = policies.get(customer.ip);
    return isSaidTwice && said !== undefined ? said : policy;
  }
  const isLifted = policy === BLOCK_POLICY && customer !== undefined && isNowhere(customer) && isLiftable(customer);
  return isLifted ? policyInService(customer, available) : policy;
}

function addressesLeft({ members }: BqnGroup, { parts }: Strangers): string[] {
  return members.filter((member) => !isIpv6(member) && !parts.has(member));
}

/** A BQN may list a prefix among the members. */
function rangesLeft({ members, ranges }: BqnGroup, { parts }: Pick<Strangers, 'parts'>): string[] {
  return [...members.filter(isIpv6), ...ranges].filter((range) => !parts.has(range));
}

/** The subscriber ids that a group keeps when it lets go of those that are somebody else's. */
export function idsLeft({ ids }: BqnGroup, strangers: Strangers): string[] {
  return ids.filter((id) => !strangers.ids.has(id));
}

/** The policy of the customer whose group it is; of one whose address is in doubt, what billing says of them alone. */
function policyOfOwner(
  { existing, strangers }: Case,
  { customer, isCertain }: Owner,
  context: GroupContext,
): string | null {
  const { policies, left, available, anothers } = context;
  const { standing, choice, ip = '' } = customer;
  if (isBlockKept(customer, context)) return BLOCK_POLICY;
  if (isCertain) return policies.get(ip) ?? null;
  // Where the group holds the address in doubt, both say the same.
  if (existing.members.includes(ip) && !strangers.parts.has(ip)) return left.get(ip) ?? null;
  if (standing.kind === 'blocked') return BLOCK_POLICY;
  const current = existing.policy;
  if (isUndecided(standing) || choice.kind !== 'named') return current;
  // Whoever has a policy waits under it while theirs is still another plan's.
  const isWaiting = anothers.has(choice.name) && current !== null && current !== BLOCK_POLICY;
  return available.has(choice.name) && !isWaiting ? choice.name : current;
}
