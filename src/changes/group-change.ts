import { type BqnGroup, wholeOf } from '../bqn/resources.ts';
import { BLOCK_POLICY } from '../customers/customer.ts';
import type { Why } from '../customers/why.ts';
import type { Delete, FieldChange, TakeOver, Update } from './change-plan.ts';
import { type Case, type GroupContext, isHolding, mustChange } from './group-case.ts';
import { comparablePart, type Strangers, showSet } from './group-parts.ts';
import { idsLeft, type Target } from './group-target.ts';
import { changed } from './kind-diff.ts';

/** The fields of ours that differ from what a group should be. */
export function fieldsOf(target: Target, { existing, strangers }: Case, { dropsPolicy }: GroupContext): FieldChange[] {
  const isDropped = dropsPolicy && existing.policy === null;
  const policy = { field: 'policyRate', from: existing.policy, to: target.policy };
  const parts = samePrefixes(target, existing)
    ? []
    : [
        { field: 'members', from: showSet(existing.members), to: showSet(target.members) },
        { field: 'ranges', from: showSet(existing.ranges), to: showSet(target.ranges) },
      ];
  const ids = { field: 'ids', from: showSet(existing.ids), to: showSet(idsLeft(existing, strangers)) };
  return changed([...(isDropped ? [] : [policy]), ...parts, ids]);
}

/** Members and ranges as one set: where a BQN lists a prefix is its own affair. */
function samePrefixes(target: Target, existing: BqnGroup): boolean {
  const setOf = ({ members, ranges }: Pick<Target, 'members' | 'ranges'>) =>
    showSet([...members, ...ranges].map(comparablePart));
  return setOf(target) === setOf(existing);
}

/** Whether two lists are the same, in the same order. */
export function areEqual(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, at) => text === other[at]);
}

/** A group, brought to what it is to be. */
export function groupChange(one: Case, target: Target, context: GroupContext): Update {
  const { members, ranges, policy } = target;
  const { name, existing, wanted, owner, strangers } = one;
  const ids = strangers.ids.size > 0 && { subscriberIds: idsLeft(existing, strangers) };
  // One that is not there and stays is not written: nobody could be pointed at it.
  const isLeft = policy !== null && policy === existing.policy && !context.available.has(policy);
  const said = isLeft ? undefined : { policyRate: policy ?? '' };
  const body = { subscriberMembers: [...members], subscriberRanges: [...ranges], ...ids, ...said };
  return {
    kind: 'group',
    action: 'update',
    key: name,
    path: name,
    who: owner?.customer.id ?? name,
    why: context.reason ?? groupWhy(one, policy, context),
    belongsTo: owner?.customer.ip === undefined || wanted !== undefined ? members : [owner.customer.ip],
    fields: fieldsOf(target, one, context),
    body,
    whole: wholeOf(existing.listed, body),
    policy: isLeft ? null : policy,
    seen: false,
    otherwise: mustChange(one) ? { ...body, policyRate: '' } : undefined,
    letsGo: isHolding(strangers),
  };
}

/** A group that goes, with what of it was somebody else's. */
export function deletionOf(
  { name, owner, strangers, members }: Pick<Case, 'name' | 'owner' | 'strangers' | 'members'>,
  { reason }: GroupContext,
): Delete {
  const why: Why = isHolding(strangers)
    ? { kind: "held another's", parts: namesOf(strangers) }
    : { kind: 'not needed' };
  return {
    kind: 'group',
    action: 'delete',
    key: name,
    path: name,
    who: owner?.customer.id ?? name,
    why: reason ?? why,
    // Its customer may be at another address by now.
    belongsTo: [...new Set([members, owner?.customer.ip ?? []].flat())],
    after: undefined,
    letsGo: isHolding(strangers),
  };
}

/** All of it that is somebody else's, as it is listed. */
export function namesOf({ parts, ids, computed }: Strangers): string[] {
  return [...parts, ...ids, ...computed];
}

function groupWhy({ name, owner, strangers }: Case, policy: string | null, { roll }: GroupContext): Why {
  // Who has no address here, or is left alone, is followed all the same where a block of theirs ends.
  const { id, standing } = owner?.customer ?? roll.ownersOf(name)[0] ?? {};
  return { kind: 'follows', id, blockedBy: policy === BLOCK_POLICY ? standing : undefined, letsGo: namesOf(strangers) };
}

/** A group of that name that stood there before this program needed it. */
export function takeOver(existing: BqnGroup, target: Target): TakeOver {
  return { kind: 'group', key: existing.name, was: existing, becomes: target, users: 0 };
}
