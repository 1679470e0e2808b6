import { isIpv6 } from '../address/address.ts';
import { spanOf } from '../address/prefix.ts';
import { isOwedService, isUndecided } from '../billing/standing.ts';
import type { BqnKind } from '../bqn/kinds.ts';
import { type BqnPolicy, type BqnState, type BqnSubscriber, isFromRules, wholeOf } from '../bqn/resources.ts';
import {
  BLOCK_POLICY,
  type Customer,
  customerKey,
  type Other,
  type PrefixClaim,
  type Subscriber,
} from '../customers/customer.ts';
import { fateUnder, UNSAID } from '../customers/fate.ts';
import { type FateChange, OF_NOBODY } from '../customers/fate-change.ts';
import { isOurBlock, isOurs, NEWLY_OWNED, type Owned } from '../customers/owned.ts';
import { isLeftAlone, isNowhere, isUnknown, type Roll, type Whose } from '../customers/roll.ts';
import type { Why } from '../customers/why.ts';
import type { Desired } from '../mapping/desired.ts';
import type { Change, Delete, Update } from './change-plan.ts';
import { type Holds, isHeld } from './holds.ts';
import type { KeepReason } from './keep-reason.ts';
import { letThrough } from './let-through.ts';
import { type Grace, isInGrace, isRewritten, mayDelete, type Prune } from './ownership.ts';
import type { RatesAround } from './rate-fates.ts';

export interface KeepContext extends RatesAround {
  readonly roll: Roll;
  readonly owned: Owned;
  readonly prune: Prune;
  readonly dualStack: boolean;
  readonly grace: Grace;
  /** Policies that the BQN has or will have by then. */
  readonly available: ReadonlySet<string>;
  /** Whether a policy comes from the billing system's plans, or did once. */
  readonly isOurPolicy: (policy: string) => boolean;
  /** The policy that each online subscriber's entry will name, by address. */
  readonly policies: ReadonlyMap<string, string | null>;
  readonly holds: Holds;
  /** Of each deletion when not billing is the reason for it. */
  readonly reason: Why | undefined;
}

/** What becomes of the entries that nobody wants at their address. */
export interface Leftovers {
  /** Entries that must not stay as they are, and go on without their policy or under their customer's. */
  readonly mended: readonly Change[];
  readonly deleted: readonly Change[];
  /** Customers who leave, and those whom a block of theirs lets through where they are not served. */
  readonly fates: readonly FateChange[];
  /** Entries that stay, and why. */
  readonly kept: ReadonlyMap<string, KeepReason>;
}

/** One entry that nobody wants at its address. */
interface Leftover {
  readonly ip: string;
  readonly entry: BqnSubscriber;
  readonly whose: Whose;
  /** Where its customer is served; undefined for one who is not, or whose place is another's or in doubt. */
  readonly servedAt: string | undefined;
}

/** What becomes of one of them. `says`: it stays, under this policy from now on. */
type Verdict =
  | { readonly kind: 'stays'; readonly because: KeepReason }
  | {
      readonly kind: 'says';
      readonly because: KeepReason;
      readonly policy: string | null;
      readonly why: Why;
      /** Whom it blocked until now, where they are counted at no entry that is wanted. */
      readonly frees?: Subscriber | Other | undefined;
    }
  | { readonly kind: 'goes'; readonly letsGo: boolean; readonly why: Why };

/** Readings in a row, of a list that never stood still, after which an address that nobody had in any of them is gone. */
export const UNSEEN_ENOUGH = 3;

/** Whether the billing system proves that nobody needs this entry (any more). */
export function isProvenGone(kind: BqnKind, key: string, { proven }: Pick<Desired, 'proven'>, owned: Owned): boolean {
  if (proven.logins === 'whole') return true;
  if (proven.logins === 'cut' || kind === 'policy') return false;
  // This reading is one more.
  return (owned[kind].get(key)?.unseen ?? 0) + 1 >= UNSEEN_ENOUGH;
}

/**
 * What becomes of each entry that nobody wants: it goes, or it stays for one reason. Whatever stays agrees with what its
 * customer gets, and covers nobody else.
 */
export function leftovers(desired: Desired, bqn: BqnState, context: KeepContext): Leftovers {
  const { roll } = context;
  const kept = new Map<string, KeepReason>();
  const mended: Change[] = [];
  const deleted: Change[] = [];
  const fates: FateChange[] = [];
  bqn.subscribers.forEach((entry, ip) => {
    if (desired.subscribers.has(ip)) return;
    const whose = roll.whose(ip, entry);
    const one = { ip, entry, whose, servedAt: whose.kind === 'online' ? roll.servedAt(whose.customer) : undefined };
    const verdict = withoutHeld(judge(one, desired, context), context);
    if (verdict.kind !== 'goes') kept.set(ip, verdict.because);
    if (verdict.kind === 'says' && verdict.policy !== entry.policy) mended.push(saying(one, verdict, context));
    if (verdict.kind === 'stays') return;
    if (verdict.kind === 'goes') (verdict.letsGo ? mended : deleted).push(deletionOf(one, verdict, context));
    fates.push(...fatesOf(one, verdict, context));
  });
  return { mended, deleted, fates, kept };
}

function judge(one: Leftover, desired: Desired, context: KeepContext): Verdict {
  const { ip, entry, whose } = one;
  const rivals = desired.doubts.get(ip);
  if (rivals !== undefined) return inDoubt(one, rivals, context);
  if (isFromRules(entry)) return { kind: 'stays', because: 'foreign' };
  const holders = context.roll.othersAt(ip);
  if (holders.length > 0) return atOthers(one, holders, desired, context);
  if (desired.outside.hasAddress(ip)) return outsiders(one, 'outside', context);
  if (isOutside(one, desired, context)) {
    return isServedPrefix(one, context) ? LET_GO : outsiders(one, 'by hand', context);
  }
  if (whose.kind === 'online' && ('served' in whose.customer || (isNowhere(whose.customer) && !isIpv6(ip))))
    return follow(one, whose.customer, 'no address', desired, context);
  const verdict = isIpv6(ip) && isAnothersPrefix(one, context) ? atAnothersPrefix(one, context) : undefined;
  if (verdict !== undefined) return verdict;
  return unwanted(one, desired, context);
}

/** The entry of a prefix that is somebody else's now; undefined where another hand's is as any that nobody wants. */
function atAnothersPrefix(one: Leftover, context: KeepContext): Verdict | undefined {
  const alone = isUnknown(one.whose) ? leftAloneWithin(one, context) : [];
  if (alone.length > 0) return outsiders(one, 'by hand', context, alone);
  if (!isOfOurs(one, context)) return undefined;
  const holder = isUnknown(one.whose) ? holderAlone(one, context) : undefined;
  if (holder !== undefined && policyNow(holder, '', context) === one.entry.policy)
    return { kind: 'stays', because: 'foreign' };
  return LET_GO;
}

/** The entry of a prefix that is somebody else's now says nothing of them. */
const LET_GO: Verdict = { kind: 'says', because: 'in doubt', policy: null, why: { kind: "another's prefix" } };

/** Wider prefixes than those that customers are given, in bits, may be the provider's pool, typed into one login. */
const CUSTOMERS_PREFIX = 56;

/**
 * Whether an entry about customers stands at the prefix of one whom this program serves, and of nobody else: whoever is left alone holds
 * the place that they have, and not one that they had.
 */
function isServedPrefix(one: Leftover, context: KeepContext): boolean {
  const { ip } = one;
  const { roll } = context;
  if (!isIpv6(ip) || !isOfOurs(one, context)) return false;
  const claims = roll.prefixes.touching(spanOf(ip));
  const isServed = ({ prefix, loginId }: PrefixClaim) => {
    const holder = roll.online(loginId);
    return Number(prefix.split('/')[1]) >= CUSTOMERS_PREFIX && holder !== undefined && !isLeftAlone(holder);
  };
  return claims.length === 1 && claims.every(isServed);
}

/** Whom an entry takes its policy from, and whom its block. */
function fatesOf(one: Leftover, verdict: Exclude<Verdict, { kind: 'stays' }>, context: KeepContext): FateChange[] {
  const { ip, entry } = one;
  if (verdict.kind === 'says' && verdict.frees !== undefined)
    return [letThrough(verdict.frees, { ip, policy: verdict.policy }, context.ratesAfter)];
  const isLeaving = verdict.kind === 'goes' || (verdict.because === 'quota' && entry.policy !== null);
  return isLeaving && leaves(one) && context.roll.mainsOf(ip, entry).length === 0 ? [leaving(one, context)] : [];
}

/** The gate keeps whom it holds back under their block here as well. */
function withoutHeld(verdict: Verdict, { holds }: KeepContext): Verdict {
  const isKept =
    verdict.kind === 'says' && verdict.frees !== undefined && isHeld(holds, customerKey(verdict.frees), 'opens');
  return isKept ? { kind: 'stays', because: verdict.because } : verdict;
}

/** An entry at no address that anybody has. */
function unwanted(one: Leftover, desired: Desired, context: KeepContext): Verdict {
  const { ip, entry, whose } = one;
  const { owned, prune, dualStack, grace } = context;
  const listed = { kind: 'subscriber', key: ip, id: entry.id, assignedBy: entry.assignedBy } as const;
  const stays = (because: KeepReason): Verdict =>
    whose.kind === 'online' ? follow(one, whose.customer, because, desired, context) : { kind: 'stays', because };
  if (!mayDelete(listed, prune, owned, dualStack))
    return stays(isOurs(listed, owned) ? 'not to be deleted' : 'foreign');
  if (!isProvenGone('subscriber', ip, desired, owned)) return stays('unread');
  if (leaves(one) && isInGrace(owned.subscriber.get(ip), grace)) return { kind: 'stays', because: 'grace' };
  if (hasQuota(entry)) {
    return { kind: 'says', because: 'quota', policy: null, why: { kind: 'quota' } };
  }
  return { kind: 'goes', letsGo: false, why: context.reason ?? whyItGoes(one) };
}

/**
 * Addresses that several logins show are left as they are, but for what is certainly wrong there: a block that none of
 * them is due, the plan or block of somebody who is none of them, or a block of ours over one who is left alone.
 */
function inDoubt(one: Leftover, rivals: readonly Subscriber[], context: KeepContext): Verdict {
  const { ip, entry, whose } = one;
  const { policy, id } = entry;
  const stays: Verdict = { kind: 'stays', because: 'in doubt' };
  if (policy === null || isFromRules(entry) || !context.isOurPolicy(policy)) return stays;
  const isTheirs =
    whose.kind === 'online'
      ? rivals.some(({ loginId }) => loginId === whose.customer.loginId)
      : // Under a name that nobody knows it may be any of them (src/customers/README.md, "Who is who").
        whose.kind === 'nobody' || whose.kind === 'stranger';
  if (isTheirs && isOthersBlock(one, rivals, context)) return stays;
  const isSomeonesName = id === null || rivals.some((rival) => rival.id === id);
  const isDue = policy !== BLOCK_POLICY || rivals.some(mayBeBlocked);
  const isOwnOfOthers = whose.kind === 'online' && isLeftAlone(whose.customer);
  const isOverOthers =
    policy === BLOCK_POLICY && rivals.some((rival) => isLeftAlone(rival) && !mayBeBlocked(rival)) && !isOwnOfOthers;
  // Of several who have a prefix in common a block would cut off whoever is due none; whoever is left alone holds their place.
  const isOverPayer =
    policy === BLOCK_POLICY && isIpv6(ip) && rivals.some((rival) => isOwedService(rival.standing)) && !isOwnOfOthers;
  if ((isTheirs || isSomeonesName) && isDue && !isOverOthers && !isOverPayer) return stays;
  const why: Why = { kind: 'in doubt', logins: rivals.length };
  // Over one who is in service it goes whatever is held back.
  const isGone = policy === BLOCK_POLICY && rivals.every(({ standing }) => standing.kind === 'none');
  const frees = isGone && isTheirs && whose.kind === 'online' ? whose.customer : undefined;
  return { kind: 'says', because: 'in doubt', policy: null, why, frees };
}

/** Whether a block may be another hand's on one of them who is left alone: it stays with them, as where they are alone. */
function isOthersBlock({ ip, entry, whose }: Leftover, rivals: readonly Subscriber[], { owned }: KeepContext): boolean {
  const isOfOthers = whose.kind === 'online' ? isLeftAlone(whose.customer) : rivals.some(isLeftAlone);
  return entry.policy === BLOCK_POLICY && isOfOthers && !isOurBlock({ kind: 'subscriber', key: ip }, owned, true);
}

function mayBeBlocked({ standing }: Pick<Customer, 'standing'>): boolean {
  return standing.kind === 'blocked' || isUndecided(standing);
}

/** An entry at the address of somebody whom this program leaves alone: theirs stays, anybody else's of ours lets go of it. */
function atOthers(one: Leftover, holders: readonly Other[], desired: Desired, context: KeepContext): Verdict {
  const { ip, entry, whose } = one;
  const isTheirs =
    whose.kind === 'online'
      ? holders.some(({ loginId }) => loginId === whose.customer.loginId)
      : whose.kind === 'namesakes'
        ? holders.some(({ id }) => id === entry.id)
        : whose.kind !== 'away';
  if (isTheirs || !isOfOurs(one, context)) return outsiders(one, 'by hand', context, holders);
  const { owned, prune, dualStack } = context;
  const listed = { kind: 'subscriber', key: ip, id: entry.id, assignedBy: entry.assignedBy } as const;
  const isDeletable =
    mayDelete(listed, prune, owned, dualStack) && isProvenGone('subscriber', ip, desired, owned) && !hasQuota(entry);
  const why: Why = { kind: 'taken', by: holders.map(({ id }) => id) };
  if (isDeletable) return { kind: 'goes', letsGo: true, why };
  return { kind: 'says', because: 'by hand', policy: null, why };
}

/** Whether an entry belongs to customers whom another BQN or the operator's hand serves here. */
function isOutside({ ip, entry }: Leftover, { outside }: Desired, { roll }: KeepContext): boolean {
  return roll.isOutside(ip, entry) || (entry.id !== null && outside.ids.has(entry.id));
}

/** What belongs to others stays theirs; but a block that this program laid on them goes as soon as they are due service. */
function outsiders(
  { ip, entry, whose }: Leftover,
  usual: KeepReason,
  { owned, available, roll }: KeepContext,
  holders: readonly (Subscriber | Other)[] = [],
): Verdict {
  const customer = whose.kind === 'online' ? whose.customer : holders[0];
  const isElsewhere = customer !== undefined && 'served' in customer && customer.served === 'elsewhere';
  const because = isElsewhere ? 'outside' : usual;
  const isTheirs = entry.id === customer?.id;
  const isBlock = entry.policy === BLOCK_POLICY && isOurBlock({ kind: 'subscriber', key: ip }, owned, isTheirs);
  if (!isBlock || customer === undefined || !isLiftable(customer)) return { kind: 'stays', because };
  // Of several who are there it is nobody's plan alone.
  const isAlone = roll.holdersOf(ip).every(({ loginId }) => loginId === customer.loginId);
  const policy = isAlone ? policyInService(customer, available) : null;
  return {
    kind: 'says',
    because,
    policy,
    why: { kind: 'out of scope', contract: customer.standing.contract },
    frees: customer,
  };
}

/** Whether a block goes; not on a presumption. */
export function isLiftable({ standing }: Customer): boolean {
  return isOwedService(standing) && !(standing.kind === 'open' && standing.isPresumed === true);
}

/** The policy of a customer in service who is none of ours; null where there is none. */
export function policyInService({ choice }: Customer, available: ReadonlySet<string>): string | null {
  return 'name' in choice && available.has(choice.name) ? choice.name : null;
}

/**
 * An entry of a customer who is online, at an address where they are not served: while it stands, it says what they get.
 * One of a prefix, which may still be theirs, in all; one of an address only where it would block them.
 */
function follow(
  one: Leftover,
  customer: Subscriber | Other,
  because: KeepReason,
  desired: Desired,
  context: KeepContext,
): Verdict {
  const { ip, entry } = one;
  const { policy } = entry;
  const stays: Verdict = { kind: 'stays', because };
  const known = context.owned.subscriber.get(ip) ?? NEWLY_OWNED;
  if (policy === null || !context.isOurPolicy(policy) || isRewritten(entry.assignedBy, known)) return stays;
  if (policy !== BLOCK_POLICY && !isIpv6(ip)) return stays;
  if (!isCertainlyOf(one, customer, desired, context)) return stays;
  const wanted = policyNow(customer, policy, context);
  // Who is to be slow has a policy where they are served, or nothing, under which they would have no limit.
  const isDue = isLiftable(customer) || (wanted !== null && !isUndecided(customer.standing));
  if (wanted === policy || (policy === BLOCK_POLICY && !isDue)) return stays;
  // Who is served somewhere is counted there.
  const frees = policy === BLOCK_POLICY && 'served' in customer ? customer : undefined;
  return { kind: 'says', because, policy: wanted, why: { kind: 'as well', id: customer.id }, frees };
}

/** Where not all logins were read another may have the name, too: then the books say whose an entry is, or its prefix. */
function isCertainlyOf(
  { ip }: Leftover,
  { loginId }: Customer,
  { proven }: Desired,
  { owned, roll }: KeepContext,
): boolean {
  if (proven.logins === 'whole' || owned.subscriber.get(ip)?.login === loginId) return true;
  return isIpv6(ip) && roll.prefixes.touching(spanOf(ip)).some((claim) => claim.loginId === loginId);
}

/** What a customer gets from this run: where they are served, else what billing says of them alone. */
function policyNow(customer: Subscriber | Other, current: string, context: KeepContext): string | null {
  if (!('served' in customer)) {
    const place = context.roll.servedAt(customer);
    const policy = place === undefined ? undefined : context.policies.get(place);
    return policy === undefined ? current : policy;
  }
  // Nobody is blocked at an address that billing does not show; who was, stays so.
  if (current !== BLOCK_POLICY || !isLiftable(customer)) return current;
  return policyInService(customer, context.available);
}

/** Whether an entry is about customers of ours: by the ledger, by its policy, or by whose it says that it is. */
function isOfOurs({ ip, entry, whose }: Leftover, { owned, isOurPolicy }: KeepContext): boolean {
  if (entry.policy === null) return false;
  return (
    isOurPolicy(entry.policy) ||
    whose.kind === 'online' ||
    whose.kind === 'namesakes' ||
    isOurs({ kind: 'subscriber', key: ip, id: entry.id }, owned)
  );
}

/** Whether the prefix of an entry holds, or lies in, one that somebody else has now. */
function isAnothersPrefix({ ip, entry, whose }: Leftover, { roll }: KeepContext): boolean {
  return entry.policy !== null && roll.prefixes.isAnothers(spanOf(ip), (claim) => isClaimOf(claim, entry, whose));
}

/** Whether a prefix is the customer's of an entry, also of one whose address another login has. */
function isClaimOf(claim: PrefixClaim, { id }: BqnSubscriber, whose: Whose): boolean {
  switch (whose.kind) {
    case 'online':
      return whose.customer.loginId === claim.loginId;
    case 'away':
      return whose.key === customerKey(claim) || whose.key === claim.id;
    case 'stranger':
      return id === claim.id;
    default:
      // Of one of several who have this name nobody can tell whether it is theirs.
      return false;
  }
}

/** Those who have a prefix that has an address in common with that of an entry. */
function holdersOfPrefix({ ip }: Leftover, { roll }: KeepContext): readonly (Subscriber | Other)[] {
  return roll.prefixes.touching(spanOf(ip)).flatMap(({ loginId }) => roll.online(loginId) ?? []);
}

/** Those who have the prefix of an entry, where this program leaves all of them alone; else nobody. */
function leftAloneWithin(one: Leftover, context: KeepContext): readonly (Subscriber | Other)[] {
  const holders = holdersOfPrefix(one, context);
  const isAlone = ({ loginId }: PrefixClaim) =>
    holders.some((holder) => holder.loginId === loginId && isLeftAlone(holder));
  return context.roll.prefixes.touching(spanOf(one.ip)).every(isAlone) ? holders : [];
}

/** Whose prefix it is alone: what stands there under a name that nobody knows is theirs (src/customers/README.md, "Who is who"). */
function holderAlone(one: Leftover, context: KeepContext): Subscriber | Other | undefined {
  const [holder] = holdersOfPrefix(one, context);
  const isTheirs = ({ loginId }: PrefixClaim) => loginId === holder?.loginId;
  return context.roll.prefixes.isAnothers(spanOf(one.ip), isTheirs) ? undefined : holder;
}

/** Whether a customer loses all that they have with an entry: one whose place another has got does as one who is offline. */
function leaves({ whose, servedAt }: Leftover): boolean {
  return whose.kind === 'online' ? servedAt === undefined : whose.kind !== 'namesakes';
}

function hasQuota({ listed }: BqnSubscriber): boolean {
  const quota = listed?.['quota'];
  return typeof quota === 'object' && quota !== null && Object.keys(quota).length > 0;
}

function whyItGoes(one: Leftover): Why {
  const { ip, entry } = one;
  const now = one.servedAt;
  return now === undefined ? { kind: 'nobody online' } : { kind: 'moved', id: entry.id ?? ip, ip: now };
}

function saying(
  { ip, entry }: Leftover,
  { policy, why }: Extract<Verdict, { kind: 'says' }>,
  { roll }: KeepContext,
): Update {
  const body = { policyRate: policy ?? '' };
  return {
    kind: 'subscriber',
    action: 'update',
    key: ip,
    path: entry.key,
    who: entry.id ?? ip,
    fields: [{ field: 'policyRate', from: entry.policy, to: policy }],
    why,
    body,
    whole: wholeOf(entry.listed, entry.id === null ? body : { subscriberId: entry.id, ...body }),
    policy,
    seen: false,
    otherwise: entry.policy === BLOCK_POLICY ? { policyRate: '' } : undefined,
    letsGo: false,
    belongsTo: [ip, ...roll.mainsOf(ip, entry)],
  };
}

function deletionOf(one: Leftover, { why, letsGo }: Extract<Verdict, { kind: 'goes' }>, context: KeepContext): Delete {
  const { ip, entry } = one;
  return {
    kind: 'subscriber',
    action: 'delete',
    key: ip,
    path: entry.key,
    who: entry.id ?? ip,
    why,
    belongsTo: [ip, ...context.roll.mainsOf(ip, entry)],
    after: letsGo ? undefined : one.servedAt,
    letsGo,
  };
}

function leaving(
  { ip, entry: { id, policy }, ...one }: Leftover,
  { roll, ratesBefore, reason }: KeepContext,
): FateChange {
  return {
    customer: one.whose.kind === 'away' ? one.whose.key : roll.keyOf(ip, { id }),
    login: id ?? ip,
    ip,
    from: fateUnder(policy, ratesBefore),
    to: UNSAID,
    effect: 'leaves',
    ...OF_NOBODY,
    why: reason ?? { kind: 'nobody online' },
  };
}

/** Policies that no plan has any more. Those that something still uses stay. */
export function deletePolicies(desired: Desired, bqn: BqnState, context: KeepContext): Delete[] {
  const { logins, plans } = desired.proven;
  if (logins !== 'whole' || plans !== 'whole') return [];
  const isNeeded = ({ name }: BqnPolicy) => desired.policies.has(name) || desired.leftAlone.has(name);
  return policyDeletions(bqn, context, { kind: 'no such plan' }, isNeeded);
}

/** The policies that may go and are not needed. @param usual why, where nobody asked for it */
export function policyDeletions(
  { policies, odd = [] }: BqnState,
  {
    prune,
    dualStack,
    owned,
    reason,
  }: Pick<KeepContext, 'prune' | 'dualStack' | 'owned'> & { readonly reason?: Why | undefined },
  usual: Why,
  isNeeded: (policy: BqnPolicy) => boolean = () => false,
): Delete[] {
  // An entry that could not be read may name any of them.
  if (odd.length > 0) return [];
  const isGone = (policy: BqnPolicy) =>
    !isNeeded(policy) &&
    mayDelete({ kind: 'policy', key: policy.name, id: policy.id, assignedBy: null }, prune, owned, dualStack);
  return [...policies.values()].filter(isGone).map(({ name }) => ({
    kind: 'policy',
    action: 'delete',
    key: name,
    path: name,
    who: name,
    why: reason ?? usual,
    belongsTo: [],
    after: undefined,
    letsGo: false,
  }));
}
