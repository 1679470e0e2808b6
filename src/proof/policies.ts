import type { Change } from '../changes/change-plan.ts';
import { BLOCK_POLICY } from '../mapping/desired.ts';
import type { Finding } from './situation.ts';
import type { World } from './world.ts';

/** Every policy that a write names, or that is deleted under somebody, is there when all is written. */
export function policyNotThere(world: World): Finding[] {
  const { bqn } = world.situation;
  const named = world.plan.changes.flatMap((change) => {
    if (change.kind === 'policy' || change.action === 'delete') return [];
    const after = change.kind === 'group' ? world.after.group(change.key) : world.after.entry(change.key);
    const policy = after?.policy ?? null;
    if (policy === null || world.after.policy(policy) !== undefined) return [];
    const isAsBefore = policyNow(change, world) === policy && world.before.policy(policy) === undefined;
    return isAsBefore ? [] : [finding(change, policy)];
  });
  const gone = new Map([...world.changed.policy].filter(([, { action }]) => action === 'delete'));
  if (gone.size === 0) return named;
  const used = new Set<string>();
  for (const ip of bqn.subscribers.keys()) use(world.after.entry(ip)?.policy, gone, used);
  for (const name of bqn.groups.keys()) use(world.after.group(name)?.policy, gone, used);
  const missed = [...gone.values()].filter(({ key }) => used.has(key));
  return [...named, ...missed.map((change) => finding(change, change.key))];
}

function use(policy: string | null | undefined, gone: ReadonlyMap<string, Change>, used: Set<string>): void {
  if (policy !== null && policy !== undefined && gone.has(policy)) used.add(policy);
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
