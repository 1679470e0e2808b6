import type { BqnState } from '../bqn/resources.ts';
import { BLOCK_POLICY, type Desired } from '../mapping/desired.ts';
import type { ChangePlan } from './change-plan.ts';
import { planDeletions } from './deletions.ts';
import { diffGroups } from './diff-groups.ts';
import { diffPolicies } from './diff-policies.ts';
import { diffSubscribers, idsOfBlocked, wasWritten } from './diff-subscribers.ts';
import type { Owned, Prune } from './ownership.ts';
import { policiesInUse } from './policies-in-use.ts';

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
  const policies = diffPolicies(desired, bqn, options.untaken);
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
  const deletes = planDeletions(desired, bqn, owned, options, groups.pointless);
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

/** A deleted policy leaves whoever names it without a limit, so one that something will still use stays. */
export function withoutUsedPolicies(plan: ChangePlan, bqn: BqnState): ChangePlan {
  const used = policiesInUse(bqn, plan.changes);
  const changes = plan.changes.filter(
    (change) => !(change.kind === 'policy' && change.action === 'delete' && used.has(change.key)),
  );
  return { ...plan, changes };
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
