import type { BqnState } from '../bqn/resources.ts';
import type { Other, PolicyChoice, Subscriber } from '../customers/customer.ts';
import type { Desired } from '../mapping/desired.ts';

/**
 * What is wanted, but for policies that are another plan's as far as anybody can tell. The name of a plan that was not among
 * the rows read is free for another one of that name, and whoever has the former would be at the speed of the latter. So
 * while not all plans were read a policy under the id of a plan that was not is left as it is, and whoever wants its name keeps
 * what they have.
 */
export function withoutContested(desired: Desired, { policies }: Pick<BqnState, 'policies'>): Desired {
  if (desired.proven.plans === 'whole') return desired;
  const ids = new Set([...desired.policies.values()].map(({ id }) => id));
  const isUnreadPlan = (id: string) => /^\d+$/.test(id) && !ids.has(id);
  const contested = new Set<string>();
  for (const { name, id } of desired.policies.values()) {
    const there = policies.get(name)?.id ?? id;
    if (there !== id && isUnreadPlan(there)) contested.add(name);
  }
  if (contested.size === 0) return desired;
  const waiting = <T extends Subscriber | Other>(one: T): T =>
    isNamedIn(one.choice, contested) ? { ...one, choice: { kind: 'unread' } } : one;
  return {
    ...desired,
    policies: new Map([...desired.policies].filter(([name]) => !contested.has(name))),
    leftAlone: new Set([...desired.leftAlone, ...contested]),
    subscribers: new Map([...desired.subscribers].map(([ip, one]) => [ip, waiting(one)])),
    doubts: new Map([...desired.doubts].map(([ip, rivals]) => [ip, rivals.map(waiting)])),
    others: desired.others.map(waiting),
    ousted: desired.ousted.map(waiting),
  };
}

function isNamedIn(choice: PolicyChoice, names: ReadonlySet<string>): boolean {
  return 'name' in choice && names.has(choice.name);
}
