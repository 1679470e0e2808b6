import { isIpv6 } from '../address/address.ts';
import { isOwedService, isUndecided } from '../billing/standing.ts';
import { type BqnState, type BqnSubscriber, isFromRules } from '../bqn/resources.ts';
import { addTo } from '../customers/add-to.ts';
import { BLOCK_POLICY, customerKey, isMain, type Subscriber } from '../customers/customer.ts';
import { type Effect, effectBetween } from '../customers/effect.ts';
import { type Fate, fateUnder, policyOf, type RatesOf } from '../customers/fate.ts';
import { byBilling, type FateChange, toldOnce } from '../customers/fate-change.ts';
import type { Roll } from '../customers/roll.ts';
import type { Desired } from '../mapping/desired.ts';
import { lazily } from '../mapping/lazily.ts';
import type { Change, Stuck } from './change-plan.ts';
import { type Holds, isHeld } from './holds.ts';
import { type Diff, emptyDiff } from './kind-diff.ts';
import { fieldsOf, NewEntry, OtherEntry, wasWritten, whyOf } from './subscriber-change.ts';

/** What the BQN as a whole says about one of its subscribers. */
export interface SubscriberContext {
  readonly roll: Roll;
  /** Policies that the BQN has or will have by then. */
  readonly available: ReadonlySet<string>;
  /** Whether a policy comes from the billing system's plans, or did once. */
  readonly isOurPolicy: (policy: string) => boolean;
  /** Rates before anything is written, and after. */
  readonly ratesBefore: RatesOf;
  readonly ratesAfter: RatesOf;
  /** Policies that are still another plan's: whoever has one of their own waits under it. */
  readonly anothers: ReadonlySet<string>;
  /** Whether this run makes a policy that of another plan, whose name it is now. */
  readonly passesOn: (policy: string) => boolean;
  /** What the plan of such a policy is called now; undefined where there is no such name. */
  readonly heirOf: (policy: string) => string | undefined;
  /** Whether a policy is there, is not written, and nothing of it is held back. */
  readonly isSteady: (policy: string) => boolean;
  /** Whether the ledger has an entry at this address. */
  readonly isKnown: (ip: string) => boolean;
  readonly holds: Holds;
}

export interface SubscriberDiff extends Diff {
  /** The policy that each online subscriber's entry will name, by address; null for none. */
  readonly policies: ReadonlyMap<string, string | null>;
  readonly fates: FateChange[];
}

/** Subscribers, compared by id and policy. */
export function diffSubscribers(desired: Desired, bqn: BqnState, given: SubscriberContext): SubscriberDiff {
  const context: Context = {
    prefixes: lazily(() => prefixesOf(desired)),
    subscriberAt: (ip) => desired.subscribers.get(ip),
    ...given,
  };
  const diff = { ...emptyDiff(), policies: new Map<string, string | null>(), fates: [] as FateChange[] };
  const beside: FateChange[] = [];
  for (const subscriber of desired.subscribers.values()) {
    const existing = bqn.subscribers.get(subscriber.ip);
    if (existing !== undefined && agreesOutright(subscriber, existing, context)) {
      diff.policies.set(subscriber.ip, existing.policy);
      diff.equal.push(subscriber.ip);
      continue;
    }
    const decided = decide(subscriber, existing, bqn, context);
    if ('why' in decided) {
      diff.stuck.push({ kind: 'subscriber', key: subscriber.ip, ...decided });
      const isOwn = existing !== undefined && isTheirs(subscriber, existing, context);
      diff.policies.set(subscriber.ip, isOwn ? existing.policy : null);
      continue;
    }
    if (decided.fate !== undefined) (isMain(subscriber) ? diff.fates : beside).push(decided.fate);
    if (decided.stuck !== undefined) diff.stuck.push(decided.stuck);
    diff.policies.set(subscriber.ip, decided.policy);
    if (decided.change === undefined) diff.equal.push(subscriber.ip);
    else diff.changes.push(decided.change);
  }
  return { ...diff, fates: toldOnce([...diff.fates, ...beside]) };
}

interface Context extends SubscriberContext {
  /** Entries of prefixes by the address of their customer. */
  readonly prefixes: () => ReadonlyMap<string, readonly Subscriber[]>;
  readonly subscriberAt: (ip: string) => Subscriber | undefined;
}

function prefixesOf({ subscribers }: Desired): ReadonlyMap<string, readonly Subscriber[]> {
  const found = new Map<string, Subscriber[]>();
  for (const subscriber of subscribers.values()) {
    const { main } = subscriber;
    if (main !== undefined) addTo(found, main, subscriber);
  }
  return found;
}

/**
 * Whether the entry is the customer's own, under their name and the policy that they are to have, and nothing else has a say
 * in it: of tens of thousands nearly all are so, and `decide` would find no more.
 */
function agreesOutright(subscriber: Subscriber, existing: BqnSubscriber, context: SubscriberContext): boolean {
  const { id, loginId, standing, choice } = subscriber;
  if (existing.id !== id || choice.kind !== 'named' || isUndecided(standing)) return false;
  const wanted = standing.kind === 'blocked' ? BLOCK_POLICY : choice.name;
  if (existing.policy !== wanted || !context.isSteady(wanted)) return false;
  return !context.roll.blockedByGroups.has(loginId) && isTheirs(subscriber, existing, context);
}

/**
 * What they get before anything is written. Whom a group of theirs blocks is blocked, though their entry says otherwise:
 * one half of a block or of its end was refused. While nobody can say which of the two is due, both stay. So is at their
 * prefixes whom the entry at their address blocks.
 */
function fateBefore(subscriber: Subscriber, { roll, ratesBefore }: SubscriberContext): Fate {
  const { loginId, standing } = subscriber;
  const isBlocked = roll.blockedByGroups.has(loginId) || policyAtMain(subscriber, roll) === BLOCK_POLICY;
  return isBlocked && !isUndecided(standing) ? { kind: 'blocked' } : roll.fateBefore(subscriber, ratesBefore);
}

/** What they are under at their address, of a prefix of theirs; undefined for the address itself, or where nothing is known. */
function policyAtMain({ id, loginId, main }: Subscriber, roll: Roll): string | null | undefined {
  return main === undefined ? undefined : roll.policyBefore({ id, loginId, ip: main });
}

/** What becomes of one subscriber. */
interface Decision {
  readonly policy: string | null;
  /** Undefined where the entry agrees. */
  readonly change: Change | undefined;
  /** Undefined where nothing becomes of the customer. */
  readonly fate: FateChange | undefined;
  readonly stuck: Stuck | undefined;
}

function stuckOf({ ip }: Subscriber, left: Left | undefined): Stuck | undefined {
  return left && { kind: 'subscriber', key: ip, ...left };
}

/** Why a customer in service does not get the policy of their plan yet. */
function waitingFor(
  { choice, standing }: Subscriber,
  policy: string | null,
  { holds, anothers }: SubscriberContext,
): Left | undefined {
  if (choice.kind !== 'named' || standing.kind === 'blocked' || policy === choice.name) return undefined;
  const { name } = choice;
  if (anothers.has(name)) return { why: { kind: "another plan's", policy: name }, harmful: false };
  return holds.policies.has(name) ? { why: { kind: 'speed held back', policy: name }, harmful: false } : undefined;
}

/** Nothing is written for the subscriber, and why. */
type Left = Pick<Stuck, 'why' | 'harmful'>;

function decide(
  subscriber: Subscriber,
  existing: BqnSubscriber | undefined,
  bqn: BqnState,
  context: Context,
): Decision | Left {
  const { ratesAfter, holds } = context;
  const from = fateBefore(subscriber, context);
  const asked = keptAtPrefix(subscriber, from, bqn, context) ?? wishOf(subscriber, existing, bqn, context);
  const wished = keptAtMain(subscriber, from, asked, bqn, context) ?? asked;
  const effect = effectBetween(from, fateUnder(wished, ratesAfter));
  const isKept = effect !== 'none' && isHeld(holds, customerKey(subscriber), effect);
  const policy = isKept ? keptPolicy(from, subscriber, existing, bqn, context) : wished;
  if (policy === undefined) return { why: { kind: 'held back' }, harmful: false };
  const left = isKept ? missing(policy, context) : obstacle(subscriber, existing, policy, context);
  if (left !== undefined && !mustNotStay(subscriber, existing, context)) return left;
  const written = left === undefined ? policy : null;
  const to = fateUnder(written, ratesAfter);
  // Whoever is kept under their policy is under its new speed.
  const comesOfIt = isKept && from.kind !== 'unsaid' ? effectBetween(from, to) : isKept ? 'none' : effect;
  const become = { from, to, effect: comesOfIt };
  return {
    policy: written,
    change: changeOf(subscriber, existing, written, context),
    fate: comesOfIt === 'none' ? undefined : fateChange(subscriber, existing, become, context),
    stuck: stuckOf(subscriber, left ?? waitingFor(subscriber, written, context)),
  };
}

/**
 * What the gate keeps a customer under at a prefix, another hand's policy at their address does not outlive: the address would be
 * under the new speed and the prefix under that of before. But a block begins and ends by the contract, and of whom that was not read
 * the address stays as it is.
 * @returns undefined or null where nothing is held back at a prefix
 */
function keptAtPrefix(subscriber: Subscriber, from: Fate, bqn: BqnState, context: Context): string | null | undefined {
  const { holds, ratesAfter, prefixes } = context;
  if (!holds.customers.has(customerKey(subscriber)) || from.kind === 'blocked') return undefined;
  if (subscriber.standing.kind === 'blocked' || isUnread(subscriber)) return undefined;
  for (const prefix of prefixes().get(subscriber.ip) ?? []) {
    const existing = bqn.subscribers.get(prefix.ip);
    const was = fateBefore(prefix, context);
    const effect = effectBetween(was, fateUnder(wishOf(prefix, existing, bqn, context), ratesAfter));
    if (isHeld(holds, customerKey(subscriber), effect)) return keptPolicy(was, prefix, existing, bqn, context);
  }
  return undefined;
}

/**
 * What the gate keeps a customer under at their address they have at a prefix, too, where nothing keeps them there: a block that
 * stood there would end in what the address is kept from.
 * @returns undefined or null where nothing is held back at the address
 */
function keptAtMain(
  subscriber: Subscriber,
  from: Fate,
  asked: string | null,
  bqn: BqnState,
  context: Context,
): string | null | undefined {
  const { holds, ratesAfter } = context;
  const key = customerKey(subscriber);
  if (subscriber.main === undefined || !holds.customers.has(key)) return undefined;
  if (isHeld(holds, key, effectBetween(from, fateUnder(asked, ratesAfter)))) return undefined;
  const main = context.subscriberAt(subscriber.main);
  if (main === undefined || main.standing.kind === 'blocked' || isUnread(main)) return undefined;
  const existing = bqn.subscribers.get(main.ip);
  const was = fateBefore(main, context);
  const effect = effectBetween(was, fateUnder(wishOf(main, existing, bqn, context), ratesAfter));
  return isHeld(holds, key, effect) ? keptPolicy(was, main, existing, bqn, context) : undefined;
}

/** @returns undefined where the entry agrees */
function changeOf(
  subscriber: Subscriber,
  existing: BqnSubscriber | undefined,
  policy: string | null,
  context: SubscriberContext,
): Change | undefined {
  if (existing === undefined) return new NewEntry(subscriber, policy, context.isKnown(subscriber.ip));
  if (fieldsOf(subscriber, existing, policy).length === 0) return undefined;
  return new OtherEntry(subscriber, existing, policy, mustNotStay(subscriber, existing, context));
}

/**
 * The policy of a customer whom the gate keeps from a change: that of before, wherever they are now.
 * @returns undefined where nothing was said of them, so that nothing is written
 */
function keptPolicy(
  from: Fate,
  subscriber: Subscriber,
  existing: BqnSubscriber | undefined,
  bqn: BqnState,
  context: SubscriberContext,
): string | null | undefined {
  const isOwn = existing !== undefined && isTheirs(subscriber, existing, context);
  // Of whom a group alone blocks both stay as they are: their entry was let go of, or never blocked.
  if (from.kind === 'blocked' && isOwn && existing.policy !== null && existing.policy !== BLOCK_POLICY)
    return undefined;
  if (from.kind !== 'unsaid') {
    const isOpen = (effect: Effect) => !isHeld(context.holds, customerKey(subscriber), effect);
    return keptUnder(policyOf(from), isOpen, subscriber, existing, bqn, context);
  }
  if (existing === undefined || existing.id === null || isOwn) return undefined;
  // Somebody else's entry stands at the address: their fate must not be this customer's, so it is that of one in service.
  return byChoice(subscriber, existing, bqn, context);
}

/**
 * The policy that somebody stays under. Where its name passes to another plan they would get that one's speed: what the plan
 * that gave it is called now keeps them what they have, or else what their own is called.
 * @param mayBe whether that may be the way from what they have to it
 */
function keptUnder(
  policy: string | null,
  mayBe: (effect: Effect) => boolean,
  subscriber: Subscriber,
  existing: BqnSubscriber | undefined,
  bqn: BqnState,
  context: SubscriberContext,
): string | null {
  if (policy === null || !context.passesOn(policy)) return policy;
  const own = () => (subscriber.choice.kind === 'named' ? byChoice(subscriber, existing, bqn, context) : undefined);
  for (const name of [context.heirOf(policy), own()]) {
    if (name === undefined) continue;
    if (mayBe(effectBetween(fateUnder(policy, context.ratesBefore), fateUnder(name, context.ratesAfter)))) return name;
  }
  return policy;
}

/** Why nothing is written for a subscriber though it differs; undefined when there is no reason. */
function obstacle(
  subscriber: Subscriber,
  existing: BqnSubscriber | undefined,
  policy: string | null,
  context: SubscriberContext,
): Left | undefined {
  if (isLeftToRules(subscriber, existing, policy, context)) {
    return { why: { kind: "rules' policy" }, harmful: false };
  }
  const unavailable = missing(policy, context);
  if (unavailable !== undefined) return unavailable;
  // Made from half a list, a blocked customer would have service and a customer with a plan no limit.
  if (isUnread(subscriber) && policy !== BLOCK_POLICY && (existing === undefined || !wasWritten(existing))) {
    if (context.roll.policyBefore(subscriber) === undefined) {
      return { why: { kind: 'unread' }, harmful: false };
    }
  }
  return undefined;
}

/** Nobody is pointed at a policy that is not there: nothing would limit them (src/bqn/README.md, "Policies"). */
function missing(policy: string | null, { available }: SubscriberContext): Left | undefined {
  if (policy === null || available.has(policy)) return undefined;
  return { why: { kind: 'policy not there', policy }, harmful: true };
}

/** Whether the entry as it stands does harm: it blocks whom IXC lets through, or is somebody else's. */
function mustNotStay(
  subscriber: Subscriber,
  existing: BqnSubscriber | undefined,
  context: Pick<SubscriberContext, 'isOurPolicy' | 'roll'>,
): boolean {
  if (existing === undefined || existing.policy === null || isFromRules(existing)) return false;
  if (existing.policy === BLOCK_POLICY && isOwedService(subscriber.standing)) return true;
  const isAnothers = existing.id !== null && !isTheirs(subscriber, existing, context);
  return isAnothers && context.isOurPolicy(existing.policy);
}

/** Whether the entry at their address is the customer's own, under whatever name. */
function isTheirs(subscriber: Subscriber, entry: BqnSubscriber, { roll }: Pick<SubscriberContext, 'roll'>): boolean {
  return roll.isTheirs({ ip: subscriber.ip, entry }, subscriber);
}

function isUnread({ standing, choice }: Subscriber): boolean {
  return choice.kind === 'unread' || standing.kind === 'unread';
}

/** The policy that billing wants for a subscriber on this BQN; null for none. */
function wishOf(
  subscriber: Subscriber,
  existing: BqnSubscriber | undefined,
  bqn: BqnState,
  context: SubscriberContext,
): string | null {
  const { standing } = subscriber;
  if (standing.kind === 'blocked') return BLOCK_POLICY;
  const before = context.roll.policyBefore(subscriber);
  // It is not said whether they are blocked: they stay so, also when they come back under another address.
  if (isUndecided(standing) && before === BLOCK_POLICY) return BLOCK_POLICY;
  // What was not read may be anything: they keep what they have in every respect.
  const isKept = isUnread(subscriber) || (standing.kind === 'silent' && standing.status !== undefined);
  if (isKept && before !== undefined && before !== BLOCK_POLICY) {
    const kept = saidAtMain(subscriber, context) ?? before ?? comingBack(subscriber, existing, context);
    return keptUnder(kept, (effect) => effect === 'changes', subscriber, existing, bqn, context);
  }
  return byChoice(subscriber, existing, bqn, context);
}

/** What the entry at their address keeps, its prefixes keep with it: a write that was refused may have left them at odds. */
function saidAtMain(subscriber: Subscriber, { roll }: SubscriberContext): string | undefined {
  const said = policyAtMain(subscriber, roll);
  return said === BLOCK_POLICY || said === null ? undefined : said;
}

/** The policy that their entry names and the BQN had lost, where this run makes it again; null for none. */
function comingBack(
  subscriber: Subscriber,
  existing: BqnSubscriber | undefined,
  context: SubscriberContext,
): string | null {
  const policy = existing !== undefined && isTheirs(subscriber, existing, context) ? existing.policy : null;
  return policy !== null && context.available.has(policy) ? policy : null;
}

/** The policy of a customer in service. */
function byChoice(
  subscriber: Subscriber,
  existing: BqnSubscriber | undefined,
  bqn: BqnState,
  context: SubscriberContext,
): string | null {
  const { id, choice } = subscriber;
  switch (choice.kind) {
    case 'named':
      if (context.anothers.has(choice.name)) return waitingPolicy(subscriber, choice.name, bqn, context);
      // One whose new speed is held back is not yet what the plan says.
      return context.holds.policies.has(choice.name)
        ? policyInDoubt(subscriber, choice.name, bqn, context)
        : choice.name;
    case 'ifThere':
      return policyInDoubt(subscriber, choice.name, bqn, context);
    case 'unread':
      return null;
    case 'none':
      return policyOfPlanless(id, existing, context);
  }
}

/** Whoever is to join a policy that is still another plan's waits under their own; for who has none any limit is better than that. */
function waitingPolicy(subscriber: Subscriber, name: string, bqn: BqnState, { roll }: SubscriberContext): string {
  const before = roll.policyBefore(subscriber) ?? BLOCK_POLICY;
  return before !== BLOCK_POLICY && bqn.policies.has(before) ? before : name;
}

/** A plan whose speed cannot be read, or set, lifts nobody's limit: whoever would lose theirs under it keeps what they have. */
function policyInDoubt(
  subscriber: Subscriber,
  name: string,
  bqn: BqnState,
  { roll, ratesBefore }: SubscriberContext,
): string | null {
  const policy = bqn.policies.has(name) ? name : null;
  const before = roll.policyBefore(subscriber) ?? null;
  const effect = effectBetween(fateUnder(before, ratesBefore), fateUnder(policy, ratesBefore));
  return effect === 'lifts' || effect === 'loses plan' ? before : policy;
}

/**
 * A customer without a plan keeps a policy that the operator's own rules gave
 * (src/changes/README.md, "What is compared"). After our first write the BQN may say `api` of it, so what counts then
 * is whether the policy is one of ours.
 */
function policyOfPlanless(
  id: string,
  existing: BqnSubscriber | undefined,
  { isOurPolicy }: SubscriberContext,
): string | null {
  if (existing === undefined || existing.policy === null) return null;
  if (isFromRules(existing)) return existing.policy;
  const isTheirs = existing.id === id || existing.id === null;
  return isTheirs && !isOurPolicy(existing.policy) ? existing.policy : null;
}

/**
 * Whether to write nothing at all: rules gave a customer without a plan a policy that is one of our plans'. Once we
 * had written the entry, nobody could tell any more who gave it.
 */
function isLeftToRules(
  { choice }: Subscriber,
  existing: BqnSubscriber | undefined,
  policy: string | null,
  { isOurPolicy }: SubscriberContext,
): boolean {
  const fromRules = existing !== undefined && isFromRules(existing) && existing.policy === policy;
  return fromRules && choice.kind === 'none' && policy !== null && isOurPolicy(policy);
}

function fateChange(
  subscriber: Subscriber,
  existing: BqnSubscriber | undefined,
  { from, to, effect }: Pick<FateChange, 'from' | 'to' | 'effect'>,
  { roll }: SubscriberContext,
): FateChange {
  const isOfPrefix = isIpv6(subscriber.ip);
  const isMoved = existing === undefined || !roll.isTheirs({ ip: subscriber.ip, entry: existing }, subscriber);
  const before = isMoved ? roll.seatsOf(subscriber) : [];
  const moved = before.find(({ ip }) => ip !== subscriber.ip && isIpv6(ip) === isOfPrefix)?.ip;
  const { contractGone, contract, status, plan } = byBilling(subscriber, effect);
  return {
    customer: customerKey(subscriber),
    login: subscriber.id,
    ip: subscriber.ip,
    movedFrom: moved,
    from,
    to,
    effect,
    contractGone,
    contract,
    status,
    plan,
    // Whoever was blocked, wherever and by whatever of theirs, is let through; what blocked another at this place is not theirs.
    why: whyOf(subscriber, existing, policyOf(to), effect === 'opens'),
  };
}
