import type { Change } from '../changes/change-plan.ts';
import { BLOCK_POLICY } from '../mapping/desired.ts';
import type { Finding } from './situation.ts';
import type { World } from './world.ts';

/** Every policy that a write names, or that is deleted under somebody, is there when all is written. */
export function policyNotThere(world: World): Finding[] {
  const { bqn } = world.situation;
  const { policy: policies, subscriber, group } = world.changed;
  const named = [...subscriber.values(), ...group.values()].flatMap((change) => {
    const after = change.kind === 'group' ? world.after.group(change.key) : world.after.entry(change.key);
    const policy = after?.policy ?? null;
    if (policy === null || world.after.policy(policy) !== undefined) return [];
    const isAsBefore = policyNow(change, world) === policy && world.before.policy(policy) === undefined;
    return isAsBefore ? [] : [finding(change, policy)];
  });
  const gone = [...policies.values()].filter(({ action }) => action === 'delete');
  if (gone.length === 0) return named;
  const used = new Set<string | null | undefined>();
  for (const ip of bqn.subscribers.keys()) used.add(world.after.entry(ip)?.policy);
  for (const name of bqn.groups.keys()) used.add(world.after.group(name)?.policy);
  return [...named, ...gone.filter(({ key }) => used.has(key)).map((change) => finding(change, change.key))];
}

function policyNow({ kind, key }: Change, { before }: World): string | null | undefined {
  return kind === 'group' ? before.group(key)?.policy : before.entry(key)?.policy;
}

/** A policy that is written says the speed of the plan that it stands for; of one that stands for none any more it stays. */
export function otherSpeed(world: World): Finding[] {
  const { desired } = world.situation;
  return [...world.changed.policy.values()].flatMap((change) => {
    if (change.action === 'delete') return [];
    const before = change.action === 'update' ? world.ratesOf(change.key, world.before) : undefined;
    const meant = desired.policies.get(change.key) ?? before;
    const rates = world.ratesOf(change.key, world.after);
    const isSaid = meant !== undefined && rates.downKbps === meant.downKbps && rates.upKbps === meant.upKbps;
    const isInDoubt = change.action === 'update' && desired.leftAlone.has(change.key) && change.key !== BLOCK_POLICY;
    if (isSaid && !isInDoubt) return [];
    const was = `${meant?.downKbps}/${meant?.upKbps}`;
    return [{ rule: 'other speed', change, logins: [], was, becomes: `${rates.downKbps}/${rates.upKbps}` }];
  });
}

function finding(change: Change, policy: string): Finding {
  return { rule: 'policy not there', change, logins: [], becomes: policy };
}
