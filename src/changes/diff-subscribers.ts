import { type BqnState, type BqnSubscriber, isFromRules, wholeOf } from '../bqn/resources.ts';
import { BLOCK_POLICY, type Desired, type Subscriber } from '../mapping/desired.ts';
import { type Change, type Effect, type FieldChange, policyMissing, type Stuck } from './change-plan.ts';
import { changed, type Diff } from './kind-diff.ts';

/** What the BQN as a whole says about one of its subscribers. */
export interface Context {
  /** Subscriber ids that are blocked somewhere on the BQN, perhaps under an address of before. */
  readonly blockedIds: ReadonlySet<string>;
  /** Whether a policy comes from IXC's plans, or did once. */
  readonly isOurs: (policy: string) => boolean;
}

/** The ids of the customers that a BQN blocks now. */
export function idsOfBlocked(bqn: BqnState): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { id, policy } of bqn.subscribers.values()) if (id !== null && policy === BLOCK_POLICY) ids.add(id);
  return ids;
}

/**
 * Subscribers, compared by id and policy.
 * @param available policies that the BQN has or will have by then
 * @returns also the policy that each gets, by address
 */
export function diffSubscribers(
  desired: Desired,
  bqn: BqnState,
  available: ReadonlySet<string>,
  context: Context,
): Diff & { readonly policies: ReadonlyMap<string, string | null> } {
  const diff: Diff = { changes: [], equal: [], stuck: [] };
  const policies = new Map<string, string | null>();
  for (const [ip, subscriber] of desired.subscribers) {
    const existing = bqn.subscribers.get(ip);
    const policy = resolvePolicy(subscriber, existing, bqn, context);
    policies.set(ip, policy);
    const fields = changed([
      { field: 'subscriberId', from: existing?.id ?? null, to: subscriber.id },
      { field: 'policyRate', from: existing?.policy ?? null, to: policy },
    ]);
    if (existing !== undefined && fields.length === 0) {
      diff.equal.push(ip);
      continue;
    }
    const stuck = obstacle(subscriber, existing, policy, available, context);
    if (stuck !== undefined) {
      diff.stuck.push({ kind: 'subscriber', key: ip, ...stuck });
      continue;
    }
    const effect = effectOf(subscriber, existing, policy, context);
    diff.changes.push(subscriberChange(ip, subscriber, existing, policy, fields, effect));
  }
  return { ...diff, policies };
}

/** Why nothing is written for a subscriber though it differs; undefined when there is no reason. */
function obstacle(
  subscriber: Subscriber,
  existing: BqnSubscriber | undefined,
  policy: string | null,
  available: ReadonlySet<string>,
  context: Context,
): Pick<Stuck, 'reason' | 'harmful'> | undefined {
  if (isLeftToRules(subscriber, existing, policy, context)) {
    return { reason: "without a plan, it keeps the policy of the BQN's rules", harmful: false };
  }
  if (policy !== null && !available.has(policy)) {
    return { reason: policyMissing(policy), harmful: true };
  }
  // Made from half a list, a blocked customer would have service and a customer with a plan no limit.
  if (isUnread(subscriber) && policy !== BLOCK_POLICY && (existing === undefined || !wasWritten(existing))) {
    return { reason: 'its contract or plan was not among the rows read', harmful: false };
  }
  return undefined;
}

function isUnread({ access, status, choice }: Subscriber): boolean {
  return choice.kind === 'keep' || (access === 'unproven' && status === undefined);
}

/** A BQN also lists every address that it merely sees (reference/bqn-api.md). */
export function wasWritten(entry: BqnSubscriber): boolean {
  return entry.id !== null && !isFromRules(entry);
}

/** The policy that a subscriber gets on this BQN; null for none. */
function resolvePolicy(
  subscriber: Subscriber,
  existing: BqnSubscriber | undefined,
  bqn: BqnState,
  { blockedIds, isOurs }: Context,
): string | null {
  const { access, choice } = subscriber;
  if (access === 'blocked') return BLOCK_POLICY;
  // IXC does not say whether it is blocked: it stays so, also when it comes back under another address.
  if (access === 'unproven' && isBlocked(subscriber, existing, blockedIds)) return BLOCK_POLICY;
  switch (choice.kind) {
    case 'named':
      return choice.name;
    case 'ifThere':
      return bqn.policies.has(choice.name) ? choice.name : null;
    case 'keep':
      return existing?.policy ?? null;
    case 'none':
      return policyOfPlanless(existing, isOurs);
  }
}

/**
 * A customer without a plan keeps a policy that the operator's own rules gave (reference/existing-integrations.md). After
 * our first write the BQN may say `api` of it, so what counts then is whether the policy is one of ours.
 */
function policyOfPlanless(existing: BqnSubscriber | undefined, isOurs: (policy: string) => boolean): string | null {
  if (existing === undefined || existing.policy === null) return null;
  return isFromRules(existing) || !isOurs(existing.policy) ? existing.policy : null;
}

/**
 * Whether to write nothing at all: rules gave a customer without a plan a policy that is one of our plans'. Once we
 * had written the entry, nobody could tell any more who gave it.
 */
function isLeftToRules(
  { choice }: Subscriber,
  existing: BqnSubscriber | undefined,
  policy: string | null,
  { isOurs }: Context,
): boolean {
  const fromRules = existing !== undefined && isFromRules(existing) && existing.policy === policy;
  return fromRules && choice.kind === 'none' && policy !== null && isOurs(policy);
}

/** Whether the BQN blocks this customer now, under this address or, after a reconnection, under another. */
function isBlocked({ id }: Subscriber, existing: BqnSubscriber | undefined, blockedIds: ReadonlySet<string>): boolean {
  const blockedHere = existing?.policy === BLOCK_POLICY;
  // The customer's own entry knows best, then an entry without a name; one of somebody else says nothing.
  if (existing?.id === id) return blockedHere;
  return blockedIds.has(id) || (blockedHere && existing?.id === null);
}

function effectOf(
  subscriber: Subscriber,
  existing: BqnSubscriber | undefined,
  policy: string | null,
  { blockedIds }: Context,
): Effect {
  const wasBlocked = isBlocked(subscriber, existing, blockedIds);
  // A login that was renamed is blocked under its old name.
  if (policy === BLOCK_POLICY) return wasBlocked || existing?.policy === BLOCK_POLICY ? 'none' : 'blocks';
  if (wasBlocked && subscriber.status === undefined) return 'unblocks-unknown';
  if (policy === null && existing?.policy != null && existing.policy !== BLOCK_POLICY) return 'takes-plan';
  return 'none';
}

function subscriberChange(
  ip: string,
  subscriber: Subscriber,
  existing: BqnSubscriber | undefined,
  policy: string | null,
  fields: readonly FieldChange[],
  effect: Effect,
): Change {
  const all = { subscriberId: subscriber.id, policyRate: policy ?? '' };
  // A policy that stays is not sent: the BQN would take it for one that we gave.
  const body = existing !== undefined && existing.policy === policy ? { subscriberId: subscriber.id } : all;
  return {
    kind: 'subscriber',
    action: existing === undefined ? 'create' : 'update',
    key: existing?.key ?? ip,
    who: subscriber.id,
    fields,
    reason: subscriberReason(subscriber, existing, policy),
    body,
    whole: wholeOf(existing?.listed, all),
    policy,
    effect,
    belongsTo: [ip],
  };
}

function subscriberReason(subscriber: Subscriber, existing: BqnSubscriber | undefined, policy: string | null): string {
  const { contract, status, plan } = subscriber;
  if (policy === BLOCK_POLICY) return `contract ${contract}: ${status || 'no status'} -> blocked`;
  if (existing?.policy === BLOCK_POLICY) return `contract ${contract}: ${status || 'unknown'} -> service`;
  const online = existing === undefined ? 'online' : existing.id === subscriber.id ? '' : `login ${subscriber.id}`;
  const because = policy === null ? (plan === 0 ? 'no plan' : `plan ${plan} gives no policy`) : `plan ${plan}`;
  return online === '' ? because : `${online}, ${because}`;
}
