import { isIpv6 } from '../address/address.ts';
import { spanOf } from '../address/prefix.ts';
import { isOwedService, isUndecided } from '../billing/standing.ts';
import { type BqnGroup, type BqnState, BUILT_IN_GROUP, wholeOf } from '../bqn/resources.ts';
import { BLOCK_POLICY, customerKey, type Other, type Subscriber } from '../customers/customer.ts';
import type { RatesOf } from '../customers/fate.ts';
import type { FateChange } from '../customers/fate-change.ts';
import { GroupsAt } from '../customers/groups-at.ts';
import { isOurBlock, type Owned } from '../customers/owned.ts';
import { isLeftAlone, isNowhere, type Roll } from '../customers/roll.ts';
import type { Why } from '../customers/why.ts';
import { type Desired, type Group, type Share, wantsGroup } from '../mapping/desired.ts';
import { GROUP_PREFIX, groupNames } from '../mapping/groups.ts';
import { type Change, type Delete, type FieldChange, policyAfter, type TakeOver } from './change-plan.ts';
import { comparablePart, type Holder, Holders, NO_STRANGERS, type Strangers } from './group-parts.ts';
import { type Holds, isHeld } from './holds.ts';
import { isLiftable, policyInService } from './keep.ts';
import { changed, type Diff, emptyDiff } from './kind-diff.ts';
import { letThrough } from './let-through.ts';
import type { Held, Remark } from './remark.ts';

export interface GroupContext {
  readonly roll: Roll;
  readonly available: ReadonlySet<string>;
  /** The policy that each online subscriber's entry will name, by address. */
  readonly policies: ReadonlyMap<string, string | null>;
  /** What the entries of addresses in doubt, and of those that nobody wants, will say. */
  readonly left: ReadonlyMap<string, string | null>;
  readonly owned: Owned;
  readonly holds: Holds;
  /** Rates once all is written. */
  readonly ratesAfter: RatesOf;
  /** Whether a group belongs to customers whom another program or hand serves here. */
  readonly isOutside: (group: BqnGroup) => boolean;
  /** Whether a group that nobody needs may be deleted by this run. */
  readonly mayDelete: (group: BqnGroup) => boolean;
  /** Whether billing proves that nobody needs a group for whom it was made. */
  readonly isProvenGone: (name: string) => boolean;
  /** Whether this BQN takes groups without their policy (before R4.22): then it is no difference that one has none. */
  readonly dropsPolicy: boolean;
  /** Of a deletion when not billing is the reason for it. */
  readonly reason: Why | undefined;
}

export interface GroupDiff extends Diff {
  readonly takenOver: TakeOver[];
  /** Groups of other names that give an online customer another policy. */
  readonly conflicts: Remark[];
  /** Customers whom this run serves nowhere and whom a group of theirs blocks no more. */
  readonly fates: FateChange[];
}

/** What a group should be. */
interface Target {
  readonly members: readonly string[];
  readonly ranges: readonly string[];
  readonly policy: string | null;
}

/** Whose a group is by its name. */
interface Owner {
  readonly customer: Subscriber | Other;
  /** Whether the address is theirs alone, so that their entry tells their policy. */
  readonly isCertain: boolean;
  /** Whether the books say for which login it was made: then a namesake is somebody else. */
  readonly isKnown: boolean;
}

/** A group, as it stands if it does, with all that decides what becomes of it. */
interface Case {
  readonly name: string;
  readonly existing: BqnGroup | undefined;
  readonly wanted: Group | undefined;
  readonly owner: Owner | undefined;
  readonly strangers: Strangers;
  readonly members: readonly string[];
}

const NOBODYS = { existing: undefined, wanted: undefined, owner: undefined, strangers: NO_STRANGERS };

/**
 * Dual-stack groups, compared by policy, members and ranges, sets as sets. A group follows its customer in every run, and
 * none holds an address or a prefix that is somebody else's now, by any of its ways, whoever made it.
 */
export function diffGroups(desired: Desired, bqn: BqnState, context: GroupContext): GroupDiff {
  const diff: GroupDiff = { ...emptyDiff(), takenOver: [], conflicts: [], fates: [] };
  const holders = holdersOf(desired, bqn, context);
  for (const existing of bqn.groups.values()) {
    const { name } = existing;
    if (name === BUILT_IN_GROUP) continue;
    if (!name.startsWith(GROUP_PREFIX)) {
      // An operator's own is never touched, unless all that is not wanted may go (`--prune all`).
      if (!wantsGroup(desired, name) && !context.isOutside(existing) && context.mayDelete(existing))
        diff.changes.push(deletionOf({ ...NOBODYS, name, members: existing.members }, context));
      else diff.conflicts.push(...conflictsOf(existing, holders, desired, context));
      continue;
    }
    const asked = desired.groups.get(name);
    const isUnread = asked !== undefined && isOfUnread(asked, context);
    if (isUnread) diff.stuck.push({ kind: 'group', key: name, why: { kind: 'group of one not read' }, harmful: false });
    const wanted = isUnread ? undefined : asked;
    if (wanted !== undefined && agreesOutright(existing, wanted, context)) diff.equal.push(name);
    else decide(caseOf(existing, wanted, holders, desired, context), diff, context);
  }
  for (const wanted of desired.groups.values()) {
    const { name } = wanted;
    if (bqn.groups.has(name)) continue;
    const owner = { customer: wanted.subscriber, isCertain: true, isKnown: true };
    decide({ name, existing: undefined, wanted, owner, strangers: NO_STRANGERS, members: [] }, diff, context);
  }
  return diff;
}

/** A group of ours by its name, with whose it is and what of it is somebody else's. */
function caseOf(
  existing: BqnGroup,
  wanted: Group | undefined,
  holders: Holders,
  desired: Desired,
  context: GroupContext,
): Case {
  const { name, members } = existing;
  const owner = ownerOf(name, wanted, desired, context);
  const found = holders.strangersIn(existing, ownersTest(name, wanted, owner, desired, context));
  const isOutsiders = wanted === undefined && context.isOutside(existing);
  const strangers = isOutsiders ? withoutOwnPrefixes(found, name, context.roll) : found;
  return { name, existing, wanted, owner, strangers, members };
}

/** Whether a group of one customer is as it is wanted, as nearly all are: whose else its parts may be changes nothing then. */
function agreesOutright(existing: BqnGroup, wanted: Group, { policies }: GroupContext): boolean {
  const { subscriber, ranges, joined } = wanted;
  const { policy, members, ids } = existing;
  if (ranges === 'last good' || joined !== undefined || isUndecided(subscriber.standing)) return false;
  if (policy === null || policy !== policies.get(subscriber.ip) || ids.length > 0) return false;
  return members.length === 1 && members[0] === subscriber.ip && areEqual(ranges, existing.ranges);
}

/** Whether a group that a namesake is to have was made for a login of whom this reading does not say that they are gone. */
function isOfUnread(wanted: Group, { roll, isProvenGone, owned }: GroupContext): boolean {
  const login = anothersLogin(wanted, owned);
  return login !== undefined && roll.online(login) === undefined && !isProvenGone(wanted.name);
}

/** The login for which the books say that a group was made, where that is none of those who are to have it. */
function anothersLogin({ name, subscriber, joined = [] }: Group, owned: Owned): number | undefined {
  const login = owned.group.get(name)?.login;
  if (login === subscriber.loginId) return undefined;
  return joined.some((share) => share.subscriber.loginId === login) ? undefined : login;
}

/** Whether what a group holds is of those whose group it is. */
function ownersTest(
  name: string,
  wanted: Group | undefined,
  owner: Owner | undefined,
  desired: Desired,
  context: GroupContext,
): (holder: Holder) => boolean {
  const { roll, owned } = context;
  // Who is let through while the lead is kept from it is let go of first, as a stranger would be.
  const policy = wanted && policyToday(wanted, context);
  const sharing = (wanted?.joined ?? []).filter((share) => policyToday(share, context) === policy);
  const madeFor = owned.group.get(name)?.login;
  const known = madeFor === undefined ? undefined : roll.online(madeFor);
  const isLeft = owner === undefined && known !== undefined && hasAnother(known, name, desired);
  return isLeft ? () => false : ownTest(name, owner, sharing, madeFor);
}

/** Of several logins with one name the group is the owner's alone; while nobody can tell who that is, any of theirs. */
function ownTest(
  name: string,
  owner: Owner | undefined,
  sharing: readonly Share[],
  madeFor: number | undefined,
): (holder: Holder) => boolean {
  const id = owner?.customer.id ?? name.slice(GROUP_PREFIX.length);
  const logins = new Set(sharing.map(({ subscriber }) => subscriber.loginId));
  // Whoever has the name now is somebody else than the login for which it was made.
  if (owner === undefined && madeFor !== undefined) return (holder) => holder.loginId === madeFor;
  if (owner === undefined || !(owner.isCertain || owner.isKnown))
    return (holder) => holder.id === id || logins.has(holder.loginId);
  logins.add(owner.customer.loginId);
  return ({ loginId }) => logins.has(loginId);
}

/** Whoever is left alone holds their place: a prefix that they show stays in their group, whoever else shows it. */
function withoutOwnPrefixes(found: Strangers, name: string, roll: Roll): Strangers {
  if (found.parts.size === 0) return found;
  const owners = new Set(roll.ownersOf(name).map(({ loginId }) => loginId));
  const own = new Set(
    roll.claims.filter(({ loginId }) => owners.has(loginId)).map(({ prefix }) => comparablePart(prefix)),
  );
  return { ...found, parts: new Set([...found.parts].filter((part) => !own.has(comparablePart(part)))) };
}

function decide(one: Case, diff: GroupDiff, context: GroupContext): void {
  const wished = targetOf(one, context);
  if (wished === 'as it is') return;
  if (wished === 'gone') {
    diff.changes.push(deletionOf(one, context));
    return;
  }
  const freed = freedBy(one, wished, context);
  const isKept = freed !== undefined && isHeld(context.holds, customerKey(freed), 'opens');
  const target = isKept ? { ...wished, policy: BLOCK_POLICY } : wished;
  const fields = fieldsOf(target, one, context);
  if (one.existing !== undefined && fields.length === 0) {
    if (one.wanted !== undefined) diff.equal.push(one.name);
    return;
  }
  const { policy } = target;
  const isMissing = policy !== null && !context.available.has(policy);
  if (isMissing && !mustChange(one)) {
    diff.stuck.push({ kind: 'group', key: one.name, why: { kind: 'policy not there', policy }, harmful: true });
    return;
  }
  const reachable = isMissing ? { ...target, policy: null } : target;
  const change = groupChange(one, reachable, fieldsOf(reachable, one, context), context);
  diff.changes.push(change);
  if (freed !== undefined && !isKept) diff.fates.push(freedFate(one, change, freed, context));
  if (one.existing !== undefined && one.wanted !== undefined && !context.owned.group.has(one.name)) {
    diff.takenOver.push(takeOver(one.existing, reachable));
  }
}

/** Whom the block of their group lets through though no entry is wanted for them; who has one is counted there. */
function freedBy(
  { name, existing, owner }: Case,
  { policy }: Target,
  { roll }: GroupContext,
): Subscriber | Other | undefined {
  if (existing?.policy !== BLOCK_POLICY || policy === BLOCK_POLICY) return undefined;
  if (owner !== undefined) return owner.isCertain ? undefined : owner.customer;
  const [customer, ...more] = roll.ownersOf(name);
  return customer !== undefined && more.length === 0 && 'served' in customer ? customer : undefined;
}

function freedFate(
  { name, members }: Case,
  change: Change,
  customer: Subscriber | Other,
  { roll, ratesAfter }: GroupContext,
) {
  const ip = customer.ip ?? roll.seatsOf(customer)[0]?.ip ?? members[0] ?? name;
  return { ...letThrough(customer, { ip, policy: policyAfter(change) }, ratesAfter), group: name };
}

/** Whether the group does harm as it stands: it holds somebody else, or blocks a customer whom billing lets through. */
function mustChange({ existing, strangers, owner }: Case): boolean {
  if (isHolding(strangers)) return true;
  return existing?.policy === BLOCK_POLICY && owner !== undefined && isOwedService(owner.customer.standing);
}

function isHolding({ parts, ids }: Strangers): boolean {
  return parts.size + ids.size > 0;
}

function targetOf(one: Case, context: GroupContext): Target | 'as it is' | 'gone' {
  const { existing, wanted, owner } = one;
  if (existing !== undefined && wanted === undefined && context.isOutside(existing))
    return outsidersTarget(one, existing, context);
  const policy = owner === undefined ? null : policyOfOwner(one, owner, context);
  if (wanted !== undefined && policy !== null) return wantedTarget(one, wanted, policy, context);
  if (existing === undefined) return 'as it is';
  if (owner !== undefined) return followingTarget(one, existing, owner, policy, context);
  return strippedTarget(one, existing, context);
}

function wantedTarget(
  { existing, strangers }: Case,
  wanted: Group,
  policy: string,
  context: GroupContext,
): Target | 'as it is' {
  const { joined = [], ...lead } = wanted;
  // Who is kept under another policy today cannot share this one.
  const isSharing = (share: Share) => policyToday(share, context) === policy;
  const shares = [lead, ...joined.filter(isSharing)];
  const members = shares.map(({ subscriber }) => subscriber.ip);
  const ranges = shares.flatMap((share) => (share.ranges === 'last good' ? [] : share.ranges));
  // One address alone needs no group.
  if (existing === undefined && members.length === 1 && ranges.length === 0) return 'as it is';
  if (shares.every((share) => share.ranges !== 'last good')) return { members, ranges, policy };
  const others = joined.filter((share) => !isSharing(share)).flatMap((share) => share.ranges);
  const isTheirs = existing !== undefined && anothersLogin(wanted, context.owned) === undefined;
  const lastGood = isTheirs ? rangesLeft(existing, { parts: new Set([...strangers.parts, ...others]) }) : [];
  return { members, ranges: [...new Set([...ranges, ...lastGood])], policy };
}

/** The group of an online customer that is not wanted any more, or cannot be read today: while it stands, it follows. */
function followingTarget(
  { strangers }: Case,
  existing: BqnGroup,
  { customer, isCertain }: Owner,
  policy: string | null,
  { roll, mayDelete }: GroupContext,
): Target | 'as it is' | 'gone' {
  if (isCertain && !isBlockKept(customer, roll) && mayDelete(existing)) return 'gone';
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
function outsidersTarget({ name, strangers }: Case, existing: BqnGroup, context: GroupContext): Target | 'as it is' {
  const { roll, owned, available } = context;
  const [customer] = roll.ownersOf(name);
  const isBlock = existing.policy === BLOCK_POLICY && isOurBlock({ kind: 'group', key: name }, owned, true);
  const isLifted = isBlock && customer !== undefined && isLiftable(customer);
  if (!isLifted && !isHolding(strangers)) return 'as it is';
  const policy = isLifted ? policyInService(customer, available) : existing.policy;
  const owners = roll.ownersOf(name);
  const members = [...addressesLeft(existing, strangers), ...addressesWithin(existing, strangers, owners, roll)];
  const ranges = [...rangesLeft(existing, strangers), ...prefixesWithin(strangers, owners, roll)];
  return { members, ranges, policy };
}

/** The group of nobody who has an address: of one who is online without any it stays, but for a block that is not due any more. */
function strippedTarget(
  { name, strangers }: Case,
  existing: BqnGroup,
  context: GroupContext,
): Target | 'as it is' | 'gone' {
  if (context.mayDelete(existing)) return 'gone';
  const policy = policyLeft(name, existing, context);
  if (!isHolding(strangers) && policy === existing.policy) return 'as it is';
  const owners = context.roll.ownersOf(name).filter(isNowhere);
  const members = addressesLeft(existing, strangers);
  const ranges = [...rangesLeft(existing, strangers), ...prefixesWithin(strangers, owners, context.roll)];
  const isNamed = owners.some(({ id }) => existing.ids.includes(id));
  const isEmpty = members.length + ranges.length === 0 && !isNamed;
  if (isEmpty && context.owned.group.get(name)?.takenOver !== true) return 'gone';
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
  const logins = new Set(owners.map(({ loginId }) => loginId));
  return owners.flatMap(({ ip, id }) => {
    if (ip === undefined || existing.members.includes(ip) || gone.holding(ip, id, []).length === 0) return [];
    return roll.holdersOf(ip).every(({ loginId }) => logins.has(loginId)) ? [ip] : [];
  });
}

/** The prefixes of those whose group it is that lie in what it lets go of, and are nobody else's: it goes on holding them. */
function prefixesWithin({ parts }: Strangers, owners: readonly (Subscriber | Other)[], roll: Roll): string[] {
  const logins = new Set(owners.map(({ loginId }) => loginId));
  if (logins.size === 0) return [];
  const spans = [...parts].filter(isIpv6).map((part) => spanOf(comparablePart(part)));
  const isOwn = ({ loginId }: Pick<Other, 'loginId'>) => logins.has(loginId);
  const own = roll.claims.filter(
    (claim) =>
      isOwn(claim) &&
      spans.some(({ first, last }) => first <= claim.first && last >= claim.last) &&
      !roll.prefixes.isAnothers(claim, isOwn),
  );
  return own.map(({ prefix }) => prefix);
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

function idsLeft({ ids }: BqnGroup, strangers: Strangers): string[] {
  return ids.filter((id) => !strangers.ids.has(id));
}

/** The policy of the customer whose group it is; of one whose address is in doubt, what billing says of them alone. */
function policyOfOwner(
  { existing, strangers }: Case,
  { customer, isCertain }: Owner,
  { roll, policies, left, available }: GroupContext,
): string | null {
  const { standing, choice, ip = '' } = customer;
  if (isBlockKept(customer, roll)) return BLOCK_POLICY;
  if (isCertain) return policies.get(ip) ?? null;
  // Where the group holds the address in doubt, both say the same.
  if (existing?.members.includes(ip) && !strangers.parts.has(ip)) return left.get(ip) ?? null;
  if (standing.kind === 'blocked') return BLOCK_POLICY;
  const current = existing?.policy ?? null;
  if (isUndecided(standing) || choice.kind !== 'named') return current;
  return available.has(choice.name) ? choice.name : current;
}

/** What a group of theirs is to say of one who shares it. */
function policyToday({ subscriber }: Share, { policies, roll }: GroupContext): string | null | undefined {
  return isBlockKept(subscriber, roll) ? BLOCK_POLICY : policies.get(subscriber.ip);
}

/** While nobody can say whether the block that a group of theirs is at is due, it stays, in a group of another name as well. */
function isBlockKept({ standing, loginId }: Subscriber | Other, roll: Roll): boolean {
  return isUndecided(standing) && roll.blockedByGroups.has(loginId);
}

/** Whom a group is for: the login for which the books say that it was made, else who has its name. */
function ownerOf(
  name: string,
  wanted: Group | undefined,
  desired: Desired,
  { roll, owned }: GroupContext,
): Owner | undefined {
  if (wanted !== undefined) return { customer: wanted.subscriber, isCertain: true, isKnown: true };
  const login = owned.group.get(name)?.login;
  const known = login === undefined ? undefined : roll.online(login);
  // Who was renamed gets a group of their new name, and this one lets go of them.
  if (known !== undefined && hasAnother(known, name, desired)) return undefined;
  if (login !== undefined && known === undefined) return undefined;
  const named = roll.ownersOf(name).filter(({ ip }) => ip !== undefined && !isIpv6(ip));
  const isCertain = ({ ip = '', loginId }: Subscriber | Other) => desired.subscribers.get(ip)?.loginId === loginId;
  const certain = named.filter(isCertain);
  const customer = least(certain.length > 0 ? certain : named.filter((one) => !isLeftAlone(one)));
  return customer && { customer, isCertain: certain.length > 0, isKnown: known !== undefined };
}

/** Whether a customer gets a group of another name. */
function hasAnother(customer: Subscriber | Other, name: string, { groups }: Desired): boolean {
  return groupNames(customer).some((other) => other !== name && isFor(customer, groups.get(other)));
}

/** Whether a group is the customer's, or shared by them: of several logins with one name it is one's alone. */
function isFor({ loginId }: Subscriber | Other, group: Group | undefined): boolean {
  if (group === undefined) return false;
  return [group, ...(group.joined ?? [])].some(({ subscriber }) => subscriber.loginId === loginId);
}

/** The one with the lowest login id. */
function least(customers: readonly (Subscriber | Other)[]): Subscriber | Other | undefined {
  return customers.reduce<Subscriber | Other | undefined>(
    (one, other) => (one !== undefined && one.loginId < other.loginId ? one : other),
    undefined,
  );
}

/** Who has which address and prefix now, those in doubt and those who are left alone included. */
function holdersOf({ doubts }: Desired, bqn: BqnState, { roll }: GroupContext): Holders {
  return new Holders(roll, (ip) => {
    const holders = roll.holdersOf(ip);
    if (!doubts.has(ip)) return holders;
    // While nobody can tell, it stays with the one whose entry stands there.
    const present = holders.filter(({ id }) => id === bqn.subscribers.get(ip)?.id);
    return present.length > 0 ? present : holders;
  });
}

function fieldsOf(target: Target, { existing, strangers }: Case, { dropsPolicy }: GroupContext): FieldChange[] {
  const isDropped = dropsPolicy && existing?.policy === null;
  const policy = { field: 'policyRate', from: existing?.policy ?? null, to: target.policy };
  const parts = samePrefixes(target, existing)
    ? []
    : [
        { field: 'members', from: showSet(existing?.members), to: showSet(target.members) },
        { field: 'ranges', from: showSet(existing?.ranges), to: showSet(target.ranges) },
      ];
  const ids = { field: 'ids', from: showSet(existing?.ids), to: showSet(existing && idsLeft(existing, strangers)) };
  return changed([...(isDropped ? [] : [policy]), ...parts, ids]);
}

/** Members and ranges as one set: where a BQN lists a prefix is its own affair. */
function samePrefixes(target: Target, existing: BqnGroup | undefined): boolean {
  if (existing === undefined) return false;
  // Nearly always: as it was written.
  if (areEqual(target.members, existing.members) && areEqual(target.ranges, existing.ranges)) return true;
  const setOf = ({ members, ranges }: Pick<Target, 'members' | 'ranges'>) =>
    [...new Set([...members, ...ranges].map(comparablePart))].sort().join(' ');
  return setOf(target) === setOf(existing);
}

function areEqual(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, at) => text === other[at]);
}

function groupChange(
  one: Case,
  { members, ranges, policy }: Target,
  fields: readonly FieldChange[],
  context: GroupContext,
): Change {
  const { name, existing, wanted, owner, strangers } = one;
  const ids = existing !== undefined && strangers.ids.size > 0 && { subscriberIds: idsLeft(existing, strangers) };
  const body = { subscriberMembers: [...members], subscriberRanges: [...ranges], ...ids, policyRate: policy ?? '' };
  const base = {
    kind: 'group',
    key: name,
    path: name,
    who: owner?.customer.id ?? name,
    fields,
    why: context.reason ?? groupWhy(one, policy, context),
    body,
    policy,
    belongsTo: owner?.customer.ip === undefined || wanted !== undefined ? members : [owner.customer.ip],
  } as const;
  if (existing === undefined) return { ...base, action: 'create' };
  const whole = wholeOf(existing.listed, body);
  const otherwise = mustChange(one) ? { ...body, policyRate: '' } : undefined;
  return { ...base, action: 'update', whole, seen: false, otherwise, letsGo: isHolding(strangers) };
}

function deletionOf({ name, owner, strangers, members }: Case, { reason }: GroupContext): Delete {
  const why: Why = isHolding(strangers)
    ? { kind: "held another's", parts: namesOf(strangers) }
    : { kind: 'not needed' };
  return {
    kind: 'group',
    action: 'delete',
    key: name,
    path: name,
    who: owner?.customer.id ?? name,
    why: reason ?? why,
    // Its customer may be at another address by now.
    belongsTo: [...new Set([members, owner?.customer.ip ?? []].flat())],
    after: undefined,
    letsGo: isHolding(strangers),
  };
}

function namesOf({ parts, ids }: Strangers): string[] {
  return [...parts, ...ids];
}

function groupWhy({ name, owner, strangers }: Case, policy: string | null, { roll }: GroupContext): Why {
  // Who has no address here, or is left alone, is followed all the same where a block of theirs ends.
  const { id, standing } = owner?.customer ?? roll.ownersOf(name)[0] ?? {};
  return { kind: 'follows', id, blockedBy: policy === BLOCK_POLICY ? standing : undefined, letsGo: namesOf(strangers) };
}

function takeOver(existing: BqnGroup, target: Target): TakeOver {
  return { kind: 'group', key: existing.name, was: existing, becomes: target, users: 0 };
}

/** Customers of ours whom a group of other hands gives another policy, by any of its ways. */
function conflictsOf(
  group: BqnGroup,
  holders: Holders,
  { subscribers }: Desired,
  { policies, roll }: GroupContext,
): Remark[] {
  const { name, policy } = group;
  if (policy === null) return [];
  const who: Held[] = [];
  for (const ip of holders.addressesIn(group)) {
    const subscriber = subscribers.get(ip);
    if (subscriber !== undefined && policies.get(ip) !== policy) who.push({ id: subscriber.id, at: ip });
  }
  const isUnder = (loginId: number) => {
    const customer = roll.online(loginId);
    return customer?.ip !== undefined && policies.has(customer.ip) && policies.get(customer.ip) !== policy;
  };
  const prefixes = [...group.members, ...group.ranges].filter(isIpv6);
  for (const { id, loginId, prefix } of holders.prefixesIn(prefixes))
    if (isUnder(loginId)) who.push({ id, at: prefix });
  return who.length === 0 ? [] : [{ kind: 'contrary group', group: name, policy, who }];
}

/** Members or ranges as one text, whatever their order; null for none. */
export function showSet(entries: readonly string[] | undefined): string | null {
  return entries === undefined || entries.length === 0 ? null : [...new Set(entries)].sort().join(' ');
}
