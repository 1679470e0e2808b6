import { canonicalAddress } from '../address/address.ts';
import { type BqnGroup, type BqnState, wholeOf } from '../bqn/resources.ts';
import { BLOCK_POLICY, type Desired, type Group } from '../mapping/desired.ts';
import { type Change, type FieldChange, policyMissing } from './change-plan.ts';
import { changed, type Diff } from './kind-diff.ts';

/**
 * Dual-stack groups, compared by policy, members and ranges, sets as sets.
 * @param policies the policy that each subscriber gets, by address
 * @returns also the groups that have no policy to share
 */
export function diffGroups(
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
      diff.stuck.push({ kind: 'group', key: group.name, reason: policyMissing(policy), harmful: true });
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
    whole: wholeOf(existing?.listed, body),
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

function showSet(entries: readonly string[] | undefined): string | null {
  return entries === undefined || entries.length === 0 ? null : [...new Set(entries)].sort().join(' ');
}
