import type { BqnState } from '../bqn/resources.ts';
import { type Change, policyAfter } from './change-plan.ts';

/** The policies that some subscriber or group, ours or not, names once the changes are done. */
export function policiesInUse(bqn: BqnState, changes: readonly Change[]): ReadonlySet<string> {
  const used = new Set<string>();
  const touched = { subscriber: new Set<string>(), group: new Set<string>() };
  for (const change of changes) {
    if (change.kind === 'policy') continue;
    touched[change.kind].add(change.key);
    const policy = policyAfter(change);
    if (policy !== null) used.add(policy);
  }
  for (const [ip, { policy }] of bqn.subscribers) if (policy !== null && !touched.subscriber.has(ip)) used.add(policy);
  for (const [name, { policy }] of bqn.groups) if (policy !== null && !touched.group.has(name)) used.add(policy);
  return used;
}
