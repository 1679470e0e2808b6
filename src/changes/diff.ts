import type { Standing } from '../billing/standing.ts';
import type { BqnGroup, BqnPolicy, BqnState, BqnSubscriber } from '../bqn/resources.ts';
import { NOBODY_BEYOND } from '../customers/beyond.ts';
import { BLOCK_POLICY, customerKey, isMain, type Subscriber } from '../customers/customer.ts';
import type { RatesOf } from '../customers/fate.ts';
import { type FateChange, toldOnce } from '../customers/fate-change.ts';
import type { Owned } from '../customers/owned.ts';
import { isLeftAlone, isNowhere, type Remembered, Roll } from '../customers/roll.ts';
import type { Why } from '../customers/why.ts';
import type { Desired, Policy } from '../mapping/desired.ts';
import { GROUP_PREFIX } from '../mapping/groups.ts';
import { lazily } from '../mapping/lazily.ts';
import { type Change, type ChangePlan, policyAfter, type Stuck } from './change-plan.ts';
import { diffGroups, type GroupDiff } from './diff-groups.ts';
import { diffPolicies } from './diff-policies.ts';
import { diffSites, type SiteMemory } from './diff-sites.ts';
import { diffSubscribers, type SubscriberDiff } from './diff-subscribers.ts';
import type { Holds } from './holds.ts';
import { deletePolicies, isProvenGone, type KeepContext, type Leftovers, leftovers } from './keep.ts';
import { leftBehind } from './left-behind.ts';
import { Ours } from './ours.ts';
import { type Grace, isInGrace, mayDelete, type Prune } from './ownership.ts';
import { policiesInUse } from './policies-in-use.ts';
import { rateFates } from './rate-fates.ts';
import type { Remark } from './remark.ts';
import { wasWritten } from './subscriber-change.ts';

export interface DiffOptions {
  readonly prune: Prune;
  readonly dualStack: boolean;
  /** Of each deletion when not billing is the reason for it. */
  readonly reason?: Why;
  /** Policy writes that the BQN took without effect, as `writeSignature`. */
  readonly untaken: ReadonlyMap<string, string>;
  /** Whether it takes groups without their policy. */
  readonly dropsGroupPolicy: boolean;
  /** What was learnt of the groups of sites. */
  readonly sites: SiteMemory;
  readonly holds: Holds;
  readonly grace: Grace;
  /** The policy that customers were last under, by key or, from before 3.0, by name. */
  readonly remembered: Remembered;
  /** Subscriber ids of customers whom another BQN or the operator's hand serves, though they are not online now. */
  readonly outside: ReadonlySet<string>;
}

/**
 * What must change on this BQN, in the order in which it is written, and what becomes of each customer. Pure.
 *
 * 1. who is who (`Roll`), 2. policies, 3. what is wanted at each address, 4. what stands there and nobody wants: it stays
 * for a reason, or goes, 5. groups, which follow their customers, 6. what nothing names any more.
 */
export function planChanges(desired: Desired, bqn: BqnState, owned: Owned, options: DiffOptions): ChangePlan {
  const { prune, dualStack, holds, grace, reason, remembered } = options;
  const { beyond = NOBODY_BEYOND } = desired;
  const outside = new Set([...options.outside, ...desired.outside.ids]);
  const roll = new Roll(desired, bqn, { owned, remembered, outside });
  const ratesBefore: RatesOf = (name) => bqn.policies.get(name);
  const policies = diffPolicies(desired, bqn, { untaken: options.untaken, holds, owned });
  const ratesAfter = ratesAfterOf(policies.changes, desired, bqn);
  const available = new Set([...bqn.policies.keys(), ...policies.changes.map((change) => change.key)]);
  const isOurPolicy = (policy: string) =>
    policy === BLOCK_POLICY ||
    owned.policy.has(policy) ||
    desired.policies.has(policy) ||
    desired.leftAlone.has(policy);
  const rates = { ratesBefore, ratesAfter };
  const written = new Set(policies.changes.map(({ key }) => key));
  // What the books remember may not be there any more: then it is what it will be again.
  const ratesRemembered: RatesOf = (name) => bqn.policies.get(name) ?? desired.policies.get(name);
  const subscribers = diffSubscribers(desired, bqn, {
    ...{ roll, available, isOurPolicy, holds, ratesAfter },
    ratesBefore: ratesRemembered,
    anothers: policies.anothers,
    passesOn: (policy) => written.has(policy) && isOfAnother(bqn.policies.get(policy), desired.policies.get(policy)),
    heirOf: (policy) => nameNow(bqn.policies.get(policy), policies.anothers, desired, holds),
    isKnown: (ip) => owned.subscriber.has(ip),
    isSteady: (policy) => bqn.policies.has(policy) && !written.has(policy) && !holds.policies.has(policy),
  });
  const keeping: KeepContext = {
    ...{ roll, owned, prune, dualStack, grace, available, isOurPolicy, reason, holds },
    ...rates,
    policies: subscribers.policies,
  };
  const left = leftovers(desired, bqn, keeping);
  const groups = diffGroups(desired, bqn, {
    roll,
    available,
    policies: subscribers.policies,
    left: leftPolicies(desired, bqn, left.mended),
    anothers: policies.anothers,
    ...{ owned, holds, ...rates },
    isOutside: (group) => isOutsiders(group, desired, roll, outside),
    mayDelete: (group) => mayDeleteGroup(group, desired, keeping),
    isProvenGone: (name) => isProvenGone('group', name, desired, owned),
    dropsPolicy: options.dropsGroupPolicy,
    reason,
  });
  const stuck = [...policies.stuck, ...subscribers.stuck, ...groups.stuck];
  const others = [...policies.changes, ...subscribers.changes, ...left.mended];
  const sites = diffSites(
    desired,
    bqn,
    owned,
    options.sites,
    [others, groups.changes, left.deleted],
    reason !== undefined,
  );
  const changes = [
    ...others,
    ...groups.changes.filter(({ action }) => action !== 'delete'),
    ...sites.groups,
    ...groups.changes.filter(({ action, key }) => action === 'delete' && !sites.waiting.has(key)),
    ...withoutWaiting(left.deleted, subscribers, stuck),
    ...deletePolicies(desired, bqn, keeping),
  ];
  const agreed = { policy: policies.equal, subscriber: subscribers.equal, group: groups.equal };
  const online = onlineIn(desired);
  const ofOthers = rateFates(policies.changes, bqn, desired, roll, rates);
  const ofEntries = [...subscribers.fates, ...ofOthers, ...left.fates];
  return withoutUsedPolicies(
    {
      changes,
      unchanged: {
        policy: policies.equal.length,
        subscriber: subscribers.equal.length + beyond.customers,
        group: groups.equal.length + beyond.groups,
      },
      beyond,
      agreed,
      ours: oursOf(bqn, owned, agreed),
      fates: toldOnce([...ofEntries, ...notTold(groups.fates, ofEntries)], 'opens'),
      memberships: sites.memberships,
      ...countManaged(desired, bqn, owned, roll, online),
      wanted: online.size + beyond.customers,
      online,
      unserved: lazily(() => unservedIn(desired, online)),
      kept: left.kept,
      keyOf: (ip, entry) => roll.keyOf(ip, entry),
      keyOfName: (name) => roll.keyOfName(name),
      stuck,
      takenOver: [...policies.takenOver, ...groups.takenOver],
      remarks: [
        ...outsideRemarks(desired),
        ...waitingRemarks(left),
        ...oddRemarks(bqn),
        ...groups.conflicts,
        ...remarksOn(groups, options),
        ...sites.remarks,
        ...(reason === undefined ? [] : leftBehind(changes, bqn, owned)),
      ],
    },
    bqn,
  );
}

/** What comes to a customer by a group, and is not told of an entry of theirs. */
function notTold(fates: readonly FateChange[], told: readonly FateChange[]): readonly FateChange[] {
  if (fates.length === 0) return fates;
  const nameOf = ({ customer, effect }: FateChange) => `${effect} ${customer}`;
  const known = new Set(told.map(nameOf));
  return fates.filter((fate) => !known.has(nameOf(fate)));
}

/** Whether a policy that is there becomes that of another plan. */
function isOfAnother(now: BqnPolicy | undefined, then: Policy | undefined): boolean {
  return now !== undefined && then !== undefined && now.id !== then.id;
}

/** What the plan of a policy is called now; undefined where nobody can be put under that name yet. */
function nameNow(
  was: BqnPolicy | undefined,
  anothers: ReadonlySet<string>,
  { policies }: Desired,
  holds: Holds,
): string | undefined {
  const heir = [...policies.values()].find(({ id }) => id === was?.id);
  return heir === undefined || anothers.has(heir.name) || holds.policies.has(heir.name) ? undefined : heir.name;
}

function onlineIn({ subscribers }: Desired): ReadonlyMap<string, Subscriber> {
  const online = new Map<string, Subscriber>();
  subscribers.forEach((subscriber) => {
    const customer = customerKey(subscriber);
    if (isMain(subscriber) || !online.has(customer)) online.set(customer, subscriber);
  });
  return online;
}

/** Those without an address of their own, at one in doubt, or left alone. */
function unservedIn({ others, doubts, ousted }: Desired, online: ChangePlan['online']): ReadonlyMap<string, Standing> {
  const all = [...others, ...[...doubts.values()].flat(), ...ousted].map(
    (one) => [customerKey(one), one.standing] as const,
  );
  return new Map(all.filter(([customer]) => !online.has(customer)));
}

/** Whether a group that nobody needs may go: it is ours, of nobody else's customers, and of nobody who may be back soon. */
function mayDeleteGroup(
  group: BqnGroup,
  desired: Desired,
  { prune, dualStack, owned, roll, grace }: KeepContext,
): boolean {
  const { name } = group;
  const isBackSoon = roll.ownersOf(name).length === 0 && isInGrace(owned.group.get(name), grace);
  return (
    mayDelete({ kind: 'group', key: name, id: null, assignedBy: null }, prune, owned, dualStack) &&
    !isBackSoon &&
    !roll.ownersOf(name).some(isNowhere) &&
    isProvenGone('group', name, desired, owned)
  );
}

/** A group of customers whom another program or hand serves here. */
function isOutsiders({ name, members }: BqnGroup, desired: Desired, roll: Roll, outside: ReadonlySet<string>): boolean {
  const owners = roll.ownersOf(name);
  if (owners.length > 0 ? owners.every(isLeftAlone) : outside.has(name.slice(GROUP_PREFIX.length))) return true;
  // Of one whose place is certain it is theirs, whatever addresses it holds.
  const isServed = owners.some((owner) => roll.servedAt(owner) !== undefined);
  return !isServed && members.some(desired.outside.hasAddress);
}

/** What the entries that nobody wants at their address will say. */
function leftPolicies({ doubts }: Desired, { subscribers }: BqnState, mended: readonly Change[]) {
  const left = new Map([...doubts.keys()].map((ip) => [ip, subscribers.get(ip)?.policy ?? null]));
  for (const change of mended) left.set(change.key, policyAfter(change));
  return left;
}

function outsideRemarks({ outside: { logins } }: Desired): Remark[] {
  return logins === 0 ? [] : [{ kind: 'out of scope', logins }];
}

function waitingRemarks({ kept }: Leftovers): Remark[] {
  let customers = 0;
  for (const because of kept.values()) if (because === 'grace') customers++;
  return customers === 0 ? [] : [{ kind: 'in grace', customers }];
}

function oddRemarks({ odd = [] }: BqnState): Remark[] {
  return odd.length === 0 ? [] : [{ kind: 'passed over', odd }];
}

function remarksOn({ equal }: GroupDiff, { dropsGroupPolicy }: DiffOptions): Remark[] {
  return dropsGroupPolicy && equal.length > 0 ? [{ kind: 'drops group policy', customers: equal.length }] : [];
}

/** The old entry of a customer goes only together with the new one. */
function withoutWaiting(changes: readonly Change[], { policies }: SubscriberDiff, stuck: readonly Stuck[]): Change[] {
  const left = new Set(stuck.filter(({ kind }) => kind === 'subscriber').map(({ key }) => key));
  return changes.filter((change) => {
    if (change.action !== 'delete' || change.after === undefined) return true;
    return policies.has(change.after) && !left.has(change.after);
  });
}

/**
 * A deleted policy leaves whoever names it without a limit, so one that something will still use stays; and one that goes
 * need not be written.
 */
export function withoutUsedPolicies(plan: ChangePlan, bqn: BqnState): ChangePlan {
  const policies = plan.changes.filter(({ kind }) => kind === 'policy');
  if (policies.length === 0) return plan;
  const used = policiesInUse(bqn, plan.changes);
  const gone = new Set(
    policies.filter(({ action, key }) => action === 'delete' && !used.has(key)).map(({ key }) => key),
  );
  const changes = plan.changes.filter(
    ({ kind, action, key }) => kind !== 'policy' || (action === 'delete') === gone.has(key),
  );
  return { ...plan, changes };
}

function ratesAfterOf(changes: readonly Change[], desired: Desired, bqn: BqnState): RatesOf {
  const written = new Set(changes.map(({ key }) => key));
  return (name) => (written.has(name) ? desired.policies.get(name) : undefined) ?? bqn.policies.get(name);
}

/** What stands there and is ours, under the id that makes it so. */
function oursOf({ policies, subscribers, groups }: BqnState, owned: Owned, agreed: ChangePlan['agreed']) {
  const idOf = ({ id }: { readonly id: string | null }) => id ?? '';
  return {
    policy: new Ours('policy', { entries: policies, idOf }, owned, agreed.policy),
    subscriber: new Ours('subscriber', { entries: subscribers, idOf }, owned, agreed.subscriber),
    group: new Ours('group', { entries: groups, idOf: () => '' }, owned, agreed.group),
  };
}

/** Customers are counted, each once: where nothing is deleted the entries of all addresses that they ever had are still there. */
function countManaged(
  { subscribers, beyond = NOBODY_BEYOND }: Desired,
  bqn: BqnState,
  owned: Owned,
  roll: Roll,
  online: ChangePlan['online'],
): Pick<ChangePlan, 'managed' | 'blocked' | 'blockedNow'> {
  const blockedNow = new Set<string>();
  const blocked = new Set<string>();
  // Those who have no entry where they are served now.
  const others = new Set<string>();
  const isOurs = (ip: string, entry: BqnSubscriber | undefined) =>
    owned.subscriber.has(ip) || (entry !== undefined && subscribers.has(ip) && wasWritten(entry));
  /** Who is counted at an entry; undefined where nobody is, since it is not ours, or they are counted at their address. */
  const keyAt = (ip: string, entry: BqnSubscriber) => {
    const wanted = subscribers.get(ip);
    const key = wanted === undefined ? roll.keyOf(ip, entry) : customerKey(wanted);
    // Somebody else is counted at an address that is theirs by now.
    const isTheirs = (main: string) => {
      const there = subscribers.get(main);
      return isOurs(main, bqn.subscribers.get(main)) && (there === undefined || customerKey(there) === key);
    };
    return isOurs(ip, entry) && !roll.mainsOf(ip, entry).some(isTheirs) ? key : undefined;
  };
  let served = 0;
  bqn.subscribers.forEach((entry, ip) => {
    const isBlocked = entry.policy === BLOCK_POLICY;
    if (isBlocked && entry.id !== null) blockedNow.add(roll.keyOf(ip, entry));
    const key = keyAt(ip, entry);
    if (key === undefined) return;
    if (isBlocked) blocked.add(roll.keyOf(ip, entry));
    const wanted = subscribers.get(ip);
    const place = wanted === undefined ? online.get(key)?.ip : (wanted.main ?? ip);
    const there = place === undefined ? undefined : bqn.subscribers.get(place);
    if (place === ip) served++;
    else if (place === undefined || there === undefined || keyAt(place, there) !== key) others.add(key);
  });
  return { managed: served + others.size + beyond.customers, blocked: blocked.size + beyond.blocked, blockedNow };
}
