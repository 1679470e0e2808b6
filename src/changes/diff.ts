import type { BqnGroup, BqnPolicy, BqnState, BqnSubscriber, JsonObject } from '../bqn/resources.ts';
import { carriedOver } from '../bqn/resources.ts';
import { canonicalAddress } from '../mapping/address.ts';
import { BLOCK_POLICY, type Desired, type Group, type Policy, type Subscriber } from '../mapping/desired.ts';
import type { Change, ChangePlan, Effect, FieldChange, Stuck } from './change-plan.ts';
import { mayDelete, type Owned, type Prune } from './ownership.ts';
import { policiesInUse } from './usage.ts';

export interface DiffOptions {
  readonly prune: Prune;
  readonly dualStack: boolean;
  /** Said of each deletion when not IXC is the reason for it. */
  readonly reason?: string;
  /**
   * Policy writes that the BQN took without effect, as `writeSignature`: a static policy made in its GUI. They are not
   * tried again until IXC wants something else.
   */
  readonly untaken: ReadonlyMap<string, string>;
}

/** What must change on this BQN, in the order in which it is written. Pure. */
export function planChanges(desired: Desired, bqn: BqnState, owned: Owned, options: DiffOptions): ChangePlan {
  const policies = diffPolicies(desired, bqn, options);
  const available = new Set([...bqn.policies.keys(), ...policies.changes.map((change) => change.key)]);
  const blockedIds = idsOfBlocked(bqn);
  const isOurs = (policy: string) =>
    policy === BLOCK_POLICY ||
    owned.policy.has(policy) ||
    desired.policies.has(policy) ||
    desired.leftAlone.policies.has(policy);
  const subscribers = diffSubscribers(desired, bqn, available, { blockedIds, isOurs });
  const groups = diffGroups(desired, bqn, available, subscribers.policies);
  const writes = [...policies.changes, ...subscribers.changes, ...groups.changes];
  const deletes = diffDeletes(desired, bqn, owned, options, groups.pointless);
  return withoutUsedPolicies(
    {
      changes: [...writes, ...deletes],
      unchanged: {
        policy: policies.equal.length,
        subscriber: subscribers.equal.length,
        group: groups.equal.length,
      },
      ours: {
        policy: oursAmong(bqn.policies, owned.policy, policies.equal),
        subscriber: oursAmong(bqn.subscribers, owned.subscriber, subscribers.equal),
        group: oursAmong(bqn.groups, owned.group, groups.equal),
      },
      ...countManaged(desired, bqn, owned),
      wanted: desired.subscribers.size,
      stuck: [...policies.stuck, ...subscribers.stuck, ...groups.stuck],
    },
    bqn,
  );
}

/** What the BQN as a whole says about one of its subscribers. */
interface Context {
  /** Subscriber ids that are blocked somewhere on the BQN, perhaps under an address of before. */
  readonly blockedIds: ReadonlySet<string>;
  /** Whether a policy comes from IXC's plans, or did once. */
  readonly isOurs: (policy: string) => boolean;
}

interface Diff {
  readonly changes: Change[];
  readonly equal: string[];
  readonly stuck: Stuck[];
}

/** A deleted policy leaves whoever names it without a limit, so one that something will still use stays. */
export function withoutUsedPolicies(plan: ChangePlan, bqn: BqnState): ChangePlan {
  const used = policiesInUse(bqn, plan.changes);
  const changes = plan.changes.filter(
    (change) => !(change.kind === 'policy' && change.action === 'delete' && used.has(change.key)),
  );
  return { ...plan, changes };
}

/** What a policy write asks for, to be compared with what came of it. */
export function writeSignature(policy: Policy): string {
  return `${policy.id} ${policy.downKbps}/${policy.upKbps}`;
}

function diffPolicies(desired: Desired, bqn: BqnState, { untaken }: DiffOptions): Diff {
  const diff: Diff = { changes: [], equal: [], stuck: [] };
  for (const policy of desired.policies.values()) {
    const existing = bqn.policies.get(policy.name);
    const fields = existing === undefined ? policyFields(undefined, policy) : policyFields(existing, policy);
    if (existing !== undefined && fields.length === 0) {
      diff.equal.push(policy.name);
    } else if (untaken.get(policy.name) === writeSignature(policy)) {
      const reason = 'the BQN took the last such write without effect: a static policy, made in its GUI';
      diff.stuck.push({ kind: 'policy', key: policy.name, reason });
    } else {
      diff.changes.push(policyChange(existing, policy, fields));
    }
  }
  return diff;
}

/** Whether the BQN holds the policy as IXC wants it. */
export function agrees(existing: BqnPolicy | undefined, policy: Policy): boolean {
  return existing !== undefined && policyFields(existing, policy).length === 0;
}

function policyFields(existing: BqnPolicy | undefined, policy: Policy): FieldChange[] {
  return changed([
    { field: 'policyId', from: existing?.id ?? null, to: policy.id },
    { field: 'downlink', from: showRate(existing?.downKbps), to: showRate(policy.downKbps) },
    { field: 'uplink', from: showRate(existing?.upKbps), to: showRate(policy.upKbps) },
  ]);
}

function policyChange(existing: BqnPolicy | undefined, policy: Policy, fields: readonly FieldChange[]): Change {
  const body = {
    policyId: policy.id,
    rateLimitDownlink: rateLimit(existing?.listed['rateLimitDownlink'], policy.downKbps),
    rateLimitUplink: rateLimit(existing?.listed['rateLimitUplink'], policy.upKbps),
  };
  return {
    kind: 'policy',
    action: existing === undefined ? 'create' : 'update',
    key: policy.name,
    who: policy.name,
    fields,
    reason: policy.name === BLOCK_POLICY ? 'for blocked customers' : `plan ${policy.id}`,
    body,
    whole: { ...carriedOver(existing?.listed ?? {}), ...body },
    policy: null,
    effect: 'none',
    belongsTo: [],
  };
}

/** An operator's burst and congestion settings live beside our rate and go back as they were read. */
function rateLimit(listed: unknown, kbps: number): JsonObject {
  const fields = typeof listed === 'object' && listed !== null && !Array.isArray(listed) ? listed : {};
  return { ...fields, rate: kbps };
}

function idsOfBlocked(bqn: BqnState): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { id, policy } of bqn.subscribers.values()) if (id !== null && policy === BLOCK_POLICY) ids.add(id);
  return ids;
}

function diffSubscribers(
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
    } else if (isLeftToRules(subscriber, existing, policy, context)) {
      diff.stuck.push({
        kind: 'subscriber',
        key: ip,
        reason: "without a plan, it keeps the policy of the BQN's rules",
      });
    } else if (policy !== null && !available.has(policy)) {
      diff.stuck.push({ kind: 'subscriber', key: ip, reason: `its policy ${policy} is not on the BQN` });
    } else {
      const effect = effectOf(subscriber, existing, policy, context);
      diff.changes.push(subscriberChange(ip, subscriber, existing, policy, fields, effect));
    }
  }
  return { ...diff, policies };
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
  const fromRules = existing.assignedBy?.toLowerCase() === 'rules';
  return fromRules || !isOurs(existing.policy) ? existing.policy : null;
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
  const fromRules = existing?.assignedBy?.toLowerCase() === 'rules' && existing.policy === policy;
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
    whole: { ...carriedOver(existing?.listed ?? {}), ...all },
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

function diffGroups(
  desired: Desired,
  bqn: BqnState,
  available: ReadonlySet<string>,
  policies: ReadonlyMap<string, string | null>,
): Diff & { readonly pointless: ReadonlySet<string> } {
  const diff: Diff = { changes: [], equal: [], stuck: [] };
  const pointless = new Set<string>();
  for (const group of desired.groups.values()) {
    const policy = policies.get(group.subscriber.ip) ?? null;
    if (policy === null) {
      pointless.add(group.name);
      continue;
    }
    const existing = bqn.groups.get(group.name);
    const fields = changed([
      { field: 'policyRate', from: existing?.policy ?? null, to: policy },
      { field: 'members', from: showSet(existing?.members), to: showSet([group.subscriber.ip]) },
      { field: 'ranges', from: showSet(existing?.ranges), to: showSet(group.ranges.map(canonicalAddress)) },
    ]);
    if (existing !== undefined && fields.length === 0) {
      diff.equal.push(group.name);
    } else if (!available.has(policy)) {
      diff.stuck.push({ kind: 'group', key: group.name, reason: `its policy ${policy} is not on the BQN` });
    } else {
      diff.changes.push(groupChange(group, existing, policy, fields));
    }
  }
  return { ...diff, pointless };
}

function groupChange(
  group: Group,
  existing: BqnGroup | undefined,
  policy: string,
  fields: readonly FieldChange[],
): Change {
  const body = { subscriberMembers: [group.subscriber.ip], subscriberRanges: [...group.ranges], policyRate: policy };
  return {
    kind: 'group',
    action: existing === undefined ? 'create' : 'update',
    key: group.name,
    who: group.subscriber.id,
    fields,
    reason: groupReason(group, policy),
    body,
    whole: { ...carriedOver(existing?.listed ?? {}), ...body },
    policy,
    effect: 'none',
    belongsTo: [group.subscriber.ip],
  };
}

function groupReason({ subscriber }: Group, policy: string): string {
  const { id, contract, status } = subscriber;
  const why = policy === BLOCK_POLICY ? `, contract ${contract}: ${status || 'no status'} -> blocked` : '';
  return `dual stack of ${id}${why}`;
}

/** Groups, then subscribers, then policies: nothing is left naming what is gone. */
function diffDeletes(
  desired: Desired,
  bqn: BqnState,
  owned: Owned,
  options: DiffOptions,
  /** Groups of subscribers that have no policy to share. */
  pointless: ReadonlySet<string>,
): Change[] {
  const { logins, plans } = desired.proven;
  if (!logins) return [];
  const { leftAlone } = desired;
  const may = (kind: Change['kind'], key: string, assignedBy: string | null = null) =>
    mayDelete({ kind, key, assignedBy }, options.prune, owned, options.dualStack);
  const groups = [...bqn.groups.values()].filter(({ name }) => {
    const wanted = desired.groups.has(name) && !pointless.has(name);
    return !wanted && !leftAlone.groups.has(name) && may('group', name);
  });
  const subscribers = [...bqn.subscribers].filter(([ip, { assignedBy }]) => {
    const wanted = desired.subscribers.has(ip) || leftAlone.subscribers.has(ip);
    return !wanted && may('subscriber', ip, assignedBy);
  });
  const policies = [...bqn.policies.keys()].filter((name) => {
    const wanted = desired.policies.has(name) || leftAlone.policies.has(name);
    return plans && !wanted && may('policy', name);
  });
  return [
    ...groups.map(({ name, members }) =>
      deletion('group', name, name, options.reason ?? 'no online login needs it', members),
    ),
    ...subscribers.map(([ip, { key, id }]) =>
      deletion('subscriber', key, id ?? ip, options.reason ?? 'no online login has this IP', [ip]),
    ),
    ...policies.map((name) => deletion('policy', name, name, options.reason ?? 'no plan in IXC has this name', [])),
  ];
}

function deletion(
  kind: Change['kind'],
  key: string,
  who: string,
  reason: string,
  belongsTo: readonly string[],
): Change {
  return {
    kind,
    action: 'delete',
    key,
    who,
    fields: [],
    reason,
    body: {},
    whole: {},
    policy: null,
    effect: 'none',
    belongsTo,
  };
}

function oursAmong(
  existing: ReadonlyMap<string, unknown>,
  owned: ReadonlySet<string>,
  equal: readonly string[],
): ReadonlySet<string> {
  const ours = new Set(equal);
  for (const key of owned) if (existing.has(key)) ours.add(key);
  return ours;
}

function countManaged(desired: Desired, bqn: BqnState, owned: Owned): { managed: number; blocked: number } {
  let managed = 0;
  let blocked = 0;
  for (const [ip, subscriber] of bqn.subscribers) {
    const ours = owned.subscriber.has(ip) || (desired.subscribers.has(ip) && wasWritten(subscriber));
    if (!ours) continue;
    managed++;
    if (subscriber.policy === BLOCK_POLICY) blocked++;
  }
  return { managed, blocked };
}

/** A BQN also lists every address that it merely sees (reference/bqn-api.md). */
function wasWritten({ id, assignedBy }: BqnSubscriber): boolean {
  return id !== null && assignedBy?.toLowerCase() !== 'rules';
}

function changed(fields: readonly FieldChange[]): FieldChange[] {
  return fields.filter(({ from, to }) => from !== to);
}

function showRate(kbps: number | null | undefined): string | null {
  return kbps === null || kbps === undefined ? null : String(kbps);
}

function showSet(entries: readonly string[] | undefined): string | null {
  return entries === undefined || entries.length === 0 ? null : [...new Set(entries)].sort().join(' ');
}
