import { isIpv6 } from '../address/address.ts';
import { isOwedService, isUndecided } from '../billing/standing.ts';
import type { BqnGroup, BqnState } from '../bqn/resources.ts';
import { BLOCK_POLICY, customerKey, type Other, type Subscriber } from '../customers/customer.ts';
import type { RatesOf } from '../customers/fate.ts';
import type { Owned } from '../customers/owned.ts';
import { isLeftAlone, type Roll } from '../customers/roll.ts';
import type { Why } from '../customers/why.ts';
import type { Desired, Group, Share } from '../mapping/desired.ts';
import { GROUP_PREFIX, groupNames } from '../mapping/groups.ts';
import { comparablePart, type Holder, Holders, type Strangers } from './group-parts.ts';
import { type Holds, isHeld } from './holds.ts';

/** What the BQN, and this run, as a whole say about one of its groups. */
export interface GroupContext {
  readonly roll: Roll;
  readonly available: ReadonlySet<string>;
  /** The policy that each online subscriber's entry will name, by address. */
  readonly policies: ReadonlyMap<string, string | null>;
  /** What the entries of addresses in doubt, and of those that nobody wants, will say. */
  readonly left: ReadonlyMap<string, string | null>;
  readonly owned: Owned;
  readonly holds: Holds;
  /** Policies that are still another plan's. */
  readonly anothers: ReadonlySet<string>;
  /** Rates before anything is written, and once all is. */
  readonly ratesBefore: RatesOf;
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

/** Whose a group is by its name. */
export interface Owner {
  readonly customer: Subscriber | Other;
  /** Whether the address is theirs alone, so that their entry tells their policy. */
  readonly isCertain: boolean;
  /** Whether the books say for which login it was made: then a namesake is somebody else. */
  readonly isKnown: boolean;
}

/** A group that stands there, with all that decides what becomes of it. */
export interface Case {
  readonly name: string;
  readonly existing: BqnGroup;
  readonly wanted: Group | undefined;
  readonly owner: Owner | undefined;
  readonly strangers: Strangers;
  readonly members: readonly string[];
}

/** A group of ours by its name, with whose it is and what of it is somebody else's. */
export function caseOf(
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
  const strangers = isOutsiders ? withoutOwnPlaces(found, name, desired, context.roll) : found;
  return { name, existing, wanted, owner, strangers, members };
}

/** The login for which the books say that a group was made, where that is none of those who are to have it. */
export function anothersLogin({ name, subscriber, joined = [] }: Group, owned: Owned): number | undefined {
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
  const isLeft = owner === undefined && known !== undefined && hasAnother(known, desired);
  return isLeft ? () => false : ownTest(name, owner, sharing, madeFor, roll);
}

/** Of several logins with one name the group is the owner's alone; while nobody can tell who that is, any of theirs. */
function ownTest(
  name: string,
  owner: Owner | undefined,
  sharing: readonly Share[],
  madeFor: number | undefined,
  roll: Roll,
): (holder: Holder) => boolean {
  const id = owner?.customer.id ?? name.slice(GROUP_PREFIX.length);
  const logins = new Set(sharing.map(({ subscriber }) => subscriber.loginId));
  // Whoever has the name now is somebody else than the login for which it was made.
  if (owner === undefined && madeFor !== undefined) return (holder) => holder.loginId === madeFor;
  if (owner === undefined || !(owner.isCertain || owner.isKnown)) {
    for (const { loginId } of roll.ownersOf(name)) logins.add(loginId);
    // Whoever of their name is served, and is none of those whom it holds, is somebody else.
    const isServed = (one: Subscriber | Other | undefined) => one !== undefined && roll.servedAt(one) !== undefined;
    return (holder) => logins.has(holder.loginId) || (holder.id === id && !isServed(roll.online(holder.loginId)));
  }
  logins.add(owner.customer.loginId);
  return ({ loginId }) => logins.has(loginId);
}

/** Whoever is left alone holds their place: a prefix that they show stays in their group, whoever else shows it, and an address in doubt. */
function withoutOwnPlaces(found: Strangers, name: string, { doubts }: Desired, roll: Roll): Strangers {
  if (found.parts.size === 0) return found;
  const owners = roll.ownersOf(name);
  const prefixes = owners.flatMap((owner) => roll.claimsOf(owner)).map(({ prefix }) => prefix);
  const addresses = owners.flatMap(({ ip }) => (ip !== undefined && doubts.has(ip) ? [ip] : []));
  const own = new Set([...prefixes, ...addresses].map(comparablePart));
  return { ...found, parts: new Set([...found.parts].filter((part) => !own.has(comparablePart(part)))) };
}

/** Whether the group does harm as it stands: it holds somebody else, or blocks a customer whom billing lets through. */
export function mustChange({ existing, strangers, owner }: Case): boolean {
  if (isHolding(strangers)) return true;
  return existing.policy === BLOCK_POLICY && owner !== undefined && isOwedService(owner.customer.standing);
}

/** Whether anything that a group holds is somebody else's. */
export function isHolding({ parts, ids, computed }: Strangers): boolean {
  return parts.size + ids.size + computed.size > 0;
}

/** What a group of theirs is to say of one who shares it. */
export function policyToday({ subscriber }: Share, context: GroupContext): string | null | undefined {
  return isBlockKept(subscriber, context) ? BLOCK_POLICY : context.policies.get(subscriber.ip);
}

/**
 * While nobody can say whether the block that a group of theirs is at is due, or the gate holds its end back, it stays, in a
 * group of another name as well.
 */
export function isBlockKept(
  { standing, loginId }: Subscriber | Other,
  { roll, holds }: Pick<GroupContext, 'roll' | 'holds'>,
): boolean {
  if (!isUndecided(standing) && !isHeld(holds, customerKey({ loginId }), 'opens')) return false;
  return roll.blockedByGroups.has(loginId);
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
  if (known !== undefined && hasAnother(known, desired)) return undefined;
  if (login !== undefined && known === undefined) return undefined;
  const named = roll.ownersOf(name).filter(({ ip }) => ip !== undefined && !isIpv6(ip));
  const certain = named.filter((one) => roll.servedAt(one) !== undefined);
  const customer = least(certain.length > 0 ? certain : named.filter((one) => !isLeftAlone(one)));
  return customer && { customer, isCertain: certain.length > 0, isKnown: known !== undefined };
}

/** Whether a customer whose group of one name is not wanted gets one of another name. */
function hasAnother(customer: Subscriber | Other, { groups }: Desired): boolean {
  return groupNames(customer).some((name) => isFor(customer, groups.get(name)));
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
export function holdersOf({ doubts }: Desired, bqn: BqnState, { roll }: GroupContext): Holders {
  return new Holders(roll, (ip) => {
    const holders = roll.holdersOf(ip);
    if (!doubts.has(ip)) return holders;
    // While nobody can tell, it stays with the one whose entry stands there.
    const present = holders.filter(({ id }) => id === bqn.subscribers.get(ip)?.id);
    return present.length > 0 ? present : holders;
  });
}
