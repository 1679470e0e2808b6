import type { BqnState } from '../bqn/resources.ts';
import { BLOCK_POLICY, isSiteName } from '../mapping/desired.ts';
import { type Change, policyAfter } from './change-plan.ts';
import type { Owned } from './ownership.ts';
import type { Remark } from './remark.ts';

/** What somebody who takes all of ours away has to look at: what others made under a policy of ours, and groups like those of sites. */
export function leftBehind(changes: readonly Change[], { subscribers, groups }: BqnState, owned: Owned): Remark[] {
  const changed = new Map(changes.map((change) => [`${change.kind} ${change.key}`, change]));
  /** The policy afterwards, where it is ours. */
  const ours = (name: string, before: string | null): string | undefined => {
    const change = changed.get(name);
    const policy = change === undefined ? before : policyAfter(change);
    return policy !== null && (owned.policy.has(policy) || policy === BLOCK_POLICY) ? policy : undefined;
  };
  const under: string[] = [];
  subscribers.forEach(({ policy }, ip) => {
    const now = ours(`subscriber ${ip}`, policy);
    if (now !== undefined) under.push(`${ip} (${now})`);
  });
  const sites: string[] = [];
  for (const [name, { policy }] of groups) {
    const now = ours(`group ${name}`, policy);
    if (now !== undefined) under.push(`${name} (${now})`);
    if (isSiteName(name) && changed.get(`group ${name}`)?.action !== 'delete') sites.push(name);
  }
  return under.length + sites.length === 0 ? [] : [{ kind: 'left behind', under, sites }];
}
