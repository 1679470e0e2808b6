import type { BqnState } from '../bqn/resources.ts';
import type { Desired } from '../mapping/desired.ts';
import type { Change } from './change-plan.ts';
import type { DiffOptions } from './diff.ts';
import { mayDelete, type Owned } from './ownership.ts';

/** Groups, then subscribers, then policies: nothing is left naming what is gone. */
export function planDeletions(
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
