import { isUndecided } from '../billing/standing.ts';
import { type BqnGroup, type BqnState, BUILT_IN_GROUP } from '../bqn/resources.ts';
import { BLOCK_POLICY, customerKey, type Other, type Subscriber } from '../customers/customer.ts';
import { type Effect, effectBetween } from '../customers/effect.ts';
import { fateUnder } from '../customers/fate.ts';
import { byBilling, type FateChange } from '../customers/fate-change.ts';
import { isLeftAlone } from '../customers/roll.ts';
import { type Desired, type Group, wantsGroup } from '../mapping/desired.ts';
import { GROUP_PREFIX } from '../mapping/groups.ts';
import { type Change, policyAfter, type TakeOver } from './change-plan.ts';
import { anothersLogin, type Case, caseOf, type GroupContext, holdersOf, isHolding, mustChange } from './group-case.ts';
import { areEqual, deletionOf, fieldsOf, groupChange, namesOf, takeOver } from './group-change.ts';
import { type Holders, NO_STRANGERS } from './group-parts.ts';
import { newTarget, type Target, targetOf } from './group-target.ts';
import { EFFECTS_OF } from './harm.ts';
import { isHeld } from './holds.ts';
import { type Diff, emptyDiff } from './kind-diff.ts';
import { letThrough } from './let-through.ts';
import { NewGroup } from './new-group.ts';
import type { Held, Remark } from './remark.ts';

export interface GroupDiff extends Diff {
  readonly takenOver: TakeOver[];
  /** Groups of other names that give an online customer another policy, and what becomes of those that another hand made. */
  readonly conflicts: Remark[];
  /** Customers whom this run serves nowhere, and to whom a group of theirs brings harm, or the end of a block. */
  readonly fates: FateChange[];
}

const NOBODYS = { owner: undefined, strangers: NO_STRANGERS };

/**
 * Dual-stack groups, compared by policy, members and ranges, sets as sets. A group follows its customer in every run, and
 * none holds an address or a prefix that is somebody else's now, by any of its ways, whoever made it.
 */
export function diffGroups(desired: Desired, bqn: BqnState, context: GroupContext): GroupDiff {
  const diff: GroupDiff = { ...emptyDiff(), takenOver: [], conflicts: [], fates: [] };
  const holders = holdersOf(desired, bqn, context);
  for (const existing of bqn.groups.values()) {
    const { name } = existing;
    if (name === BUILT_IN_GROUP) continue;
    if (!name.startsWith(GROUP_PREFIX)) {
      // An operator's own is never touched, unless all that is not wanted may go (`--prune all`).
      const isUnwanted = !wantsGroup(desired, name) && !context.isOutside(existing) && context.mayDelete(existing);
      if (isUnwanted && !isOfLeftAlone(existing, holders, context))
        diff.changes.push(deletionOf({ ...NOBODYS, name, members: existing.members }, context));
      else diff.conflicts.push(...conflictsOf(existing, holders, desired, context));
      continue;
    }
    const asked = desired.groups.get(name);
    const isUnread = asked !== undefined && isOfUnread(asked, context);
    if (isUnread) diff.stuck.push({ kind: 'group', key: name, why: { kind: 'group of one not read' }, harmful: false });
    const wanted = isUnread ? undefined : asked;
    if (wanted !== undefined && agreesOutright(existing, wanted, context)) diff.equal.push(name);
    else {
      const one = caseOf(existing, wanted, holders, desired, context);
      decide(one, diff, context);
      diff.conflicts.push(...remarksAbout(one, existing, diff, { holders, desired, context }));
    }
  }
  for (const wanted of desired.groups.values()) if (!bqn.groups.has(wanted.name)) decideNew(wanted, diff, context);
  return diff;
}

/** What becomes of a group that is not there. */
function decideNew(wanted: Group, diff: GroupDiff, context: GroupContext): void {
  const { name, subscriber } = wanted;
  const target = newTarget(wanted, context);
  if (target === undefined) return;
  const { policy } = target;
  if (!context.available.has(policy))
    diff.stuck.push({ kind: 'group', key: name, why: { kind: 'policy not there', policy }, harmful: true });
  else diff.changes.push(new NewGroup(name, target, subscriber, context.owned.group.has(name)));
}

/** Whether a group says what somebody gets whom this program leaves alone: what another hand wrote stays with them. */
function isOfLeftAlone(group: BqnGroup, holders: Holders, { roll }: GroupContext): boolean {
  const { policy, ids } = group;
  if (policy === null) return false;
  const held = [
    ...[...holders.addressesIn(group)].flatMap((ip) => roll.holdersOf(ip)),
    ...ids.flatMap((id) => roll.named(id)),
    ...holders.prefixesIn(group).flatMap(({ loginId }) => roll.online(loginId) ?? []),
  ];
  return held.some(isLeftAlone);
}

/** Whether a group of one customer is as it is wanted, as nearly all are: whose else its parts may be changes nothing then. */
function agreesOutright(existing: BqnGroup, wanted: Group, { policies }: GroupContext): boolean {
  const { subscriber, ranges, joined } = wanted;
  const { policy, members, ids, all } = existing;
  if (ranges === 'last good' || joined !== undefined || isUndecided(subscriber.standing)) return false;
  if (policy === null || policy !== policies.get(subscriber.ip) || ids.length > 0) return false;
  if (all.some((part) => part !== subscriber.ip && !ranges.includes(part))) return false;
  return members.length === 1 && members[0] === subscriber.ip && areEqual(ranges, existing.ranges);
}

/** Whether a group that a namesake is to have was made for a login of whom this reading does not say that they are gone. */
function isOfUnread(wanted: Group, { roll, isProvenGone, owned }: GroupContext): boolean {
  const login = anothersLogin(wanted, owned);
  return login !== undefined && roll.online(login) === undefined && !isProvenGone(wanted.name);
}

function decide(one: Case, diff: GroupDiff, context: GroupContext): void {
  const wished = targetOf(one, context);
  if (wished === 'as it is') return;
  if (wished === 'gone') {
    diff.changes.push(deletionOf(one, context));
    return;
  }
  const turned = turnedBy(one, wished, context);
  const isKept = turned !== undefined && isHeld(context.holds, customerKey(turned.customer), turned.effect);
  const target = isKept ? { ...wished, policy: one.existing.policy } : wished;
  const fields = fieldsOf(target, one, context);
  if (fields.length === 0) {
    if (one.wanted !== undefined) diff.equal.push(one.name);
    return;
  }
  const { policy } = target;
  const isMissing = policy !== null && !context.available.has(policy);
  if (isMissing && !mustChange(one)) {
    diff.stuck.push({ kind: 'group', key: one.name, why: { kind: 'policy not there', policy }, harmful: true });
    return;
  }
  // What it names already, and the BQN has not, may go on being named.
  const reachable = isMissing && policy !== one.existing.policy ? { ...target, policy: null } : target;
  const change = groupChange(one, reachable, context);
  diff.changes.push(change);
  if (turned !== undefined && !isKept) diff.fates.push(turnedFate(one, change, turned, context));
  if (one.wanted !== undefined && !context.owned.group.has(one.name)) {
    diff.takenOver.push(takeOver(one.existing, reachable));
  }
}

/** Whose fate a group turns, and how, where no entry of theirs says it. */
interface Turned {
  readonly customer: Subscriber | Other;
  readonly effect: Effect;
}

/** Of whom the group is while their address is in doubt, nobody else would tell the gate that harm comes to them. */
function turnedBy(one: Case, target: Target, context: GroupContext): Turned | undefined {
  const freed = freedBy(one, target, context);
  if (freed !== undefined) return { customer: freed, effect: 'opens' };
  const { owner, existing } = one;
  if (owner === undefined || owner.isCertain) return undefined;
  const from = fateUnder(existing.policy, context.ratesBefore);
  const effect = effectBetween(from, fateUnder(target.policy, context.ratesAfter));
  return HARMFUL.includes(effect) ? { customer: owner.customer, effect } : undefined;
}

const HARMFUL: readonly Effect[] = [...EFFECTS_OF.blocks, ...EFFECTS_OF.speeds, ...EFFECTS_OF.plans];

/** Whom the block of their group lets through though no entry is wanted for them; who has one is counted there. */
function freedBy(
  { name, existing, owner }: Case,
  { policy }: Target,
  { roll }: GroupContext,
): Subscriber | Other | undefined {
  if (existing.policy !== BLOCK_POLICY || policy === BLOCK_POLICY) return undefined;
  if (owner !== undefined) return owner.isCertain ? undefined : owner.customer;
  const [customer, ...more] = roll.ownersOf(name);
  return customer !== undefined && more.length === 0 && 'served' in customer ? customer : undefined;
}

function turnedFate(
  { name, members, existing }: Case,
  change: Change,
  { customer, effect }: Turned,
  { roll, ratesBefore, ratesAfter }: GroupContext,
): FateChange {
  const ip = customer.ip ?? roll.seatsOf(customer)[0]?.ip ?? members[0] ?? name;
  const ends = letThrough(customer, { ip, policy: policyAfter(change) }, ratesAfter);
  if (effect === 'opens') return { ...ends, group: name };
  const from = fateUnder(existing.policy, ratesBefore);
  return { ...ends, ...byBilling(customer, effect), from, effect, why: change.why, group: name };
}

/** What another hand's group of this program's names lets go of; and whom a group holds that no write gets out of it. */
function remarksAbout(
  { name, strangers }: Case,
  existing: BqnGroup,
  { changes }: GroupDiff,
  { holders, desired, context }: { holders: Holders; desired: Desired; context: GroupContext },
): Remark[] {
  if (!isHolding(strangers)) return [];
  const last = changes.at(-1);
  const change = last?.key === name ? last : undefined;
  const goes = change?.action === 'delete';
  const of = goes ? namesOf(strangers) : [...strangers.parts, ...strangers.ids];
  const isTold = change !== undefined && of.length > 0 && !context.owned.group.has(name);
  const left = { ...existing, members: [], ranges: [], ids: [], all: goes ? [] : [...strangers.computed] };
  return [
    ...(isTold ? [{ kind: 'group lets go', group: name, goes, of } as const] : []),
    ...conflictsOf(left, holders, desired, context),
  ];
}

/** Customers of ours whom a group of other hands gives another policy, by any of its ways. */
function conflictsOf(
  group: BqnGroup,
  holders: Holders,
  { subscribers }: Desired,
  { policies, roll }: GroupContext,
): Remark[] {
  const { name, policy } = group;
  if (policy === null) return [];
  const who: Held[] = [];
  for (const ip of holders.addressesIn(group)) {
    const subscriber = subscribers.get(ip);
    if (subscriber !== undefined && policies.get(ip) !== policy) who.push({ id: subscriber.id, at: ip });
  }
  const isUnder = (loginId: number) => {
    const customer = roll.online(loginId);
    return customer?.ip !== undefined && policies.has(customer.ip) && policies.get(customer.ip) !== policy;
  };
  for (const { id, loginId, prefix } of holders.prefixesIn(group)) if (isUnder(loginId)) who.push({ id, at: prefix });
  return who.length === 0 ? [] : [{ kind: 'contrary group', group: name, policy, who }];
}
