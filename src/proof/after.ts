import type { BqnKind } from '../bqn/kinds.ts';
import {
  type BqnGroup,
  type BqnPolicy,
  type BqnState,
  type BqnSubscriber,
  readGroup,
  readPolicy,
  readSubscriber,
} from '../bqn/resources.ts';
import type { Change } from '../changes/change-plan.ts';
import type { JsonObject } from '../text/json.ts';

/** What a BQN says of single things. */
export interface State {
  policy(name: string): BqnPolicy | undefined;
  entry(ip: string): BqnSubscriber | undefined;
  group(name: string): BqnGroup | undefined;
}

/** As it was read. */
export function stateOf({ policies, subscribers, groups }: BqnState): State {
  return {
    policy: (name) => policies.get(name),
    entry: (ip) => subscribers.get(ip),
    group: (name) => groups.get(name),
  };
}

/**
 * As the writes make it, by what a PUT, a POST and a DELETE do (src/bqn/README.md, "Writes"): what is not written is read through,
 * so that it costs what is written and no more.
 */
export function stateAfter(bqn: BqnState, changes: readonly Change[]): State {
  const policies = new Map<string, BqnPolicy | undefined>();
  const entries = new Map<string, BqnSubscriber | undefined>();
  const groups = new Map<string, BqnGroup | undefined>();
  for (const change of changes) {
    const { kind, key } = change;
    if (kind === 'policy') policies.set(key, written(change, bqn, readPolicy));
    else if (kind === 'group') groups.set(key, written(change, bqn, readGroup));
    else
      entries.set(
        key,
        written(change, bqn, (item) => readSubscriber(item)[1]),
      );
  }
  const before = stateOf(bqn);
  return {
    policy: (name) => (policies.has(name) ? policies.get(name) : before.policy(name)),
    entry: (ip) => (entries.has(ip) ? entries.get(ip) : before.entry(ip)),
    group: (name) => (groups.has(name) ? groups.get(name) : before.group(name)),
  };
}

const KEY_FIELD: Readonly<Record<BqnKind, string>> = {
  policy: 'policyName',
  subscriber: 'subscriberIp',
  group: 'subscriberGroupName',
};

function written<T>(change: Change, bqn: BqnState, read: (item: JsonObject) => T): T | undefined {
  if (change.action === 'delete') return undefined;
  const rest = change.action === 'update' ? listedUnder(change, bqn) : {};
  return read({ ...rest, ...change.body, [KEY_FIELD[change.kind]]: change.path });
}

/** All that a BQN lists of an entry, but the name that it goes by; nothing where it has none. */
export function listedUnder({ kind, key }: Pick<Change, 'kind' | 'key'>, bqn: BqnState): JsonObject {
  if (kind === 'policy') return bqn.policies.get(key)?.listed ?? {};
  if (kind === 'group') return bqn.groups.get(key)?.listed ?? {};
  const entry = bqn.subscribers.get(key);
  return entry === undefined ? {} : { subscriberId: entry.id, policyRate: entry.policy, ...entry.listed };
}
