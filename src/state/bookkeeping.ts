import type { BqnKind } from '../bqn/kinds.ts';
import type { BqnState } from '../bqn/resources.ts';
import type { Applied } from '../changes/apply.ts';
import type { Change, ChangePlan, Create, Update } from '../changes/change-plan.ts';
import { type SiteMemory, showsSites } from '../changes/diff-sites.ts';
import { type Gated, type GateMemory, LASTING, type LastingKind } from '../changes/gate.ts';
import { NEWLY_OWNED, type Owned, type OwnedEntry } from '../changes/ownership.ts';
import { policyOf } from '../customers/fate.ts';
import type { Books } from '../customers/roll.ts';
import { BLOCK_POLICY, type Desired, wantsGroup } from '../mapping/desired.ts';
import { GROUP_PREFIX } from '../mapping/groups.ts';
import { say } from '../text/language.ts';
import type { BqnRecord, Rewrite } from './record.ts';

/** How long what passed the gate counts together with what comes after it. In s. */
const RECENT_S = 3600;
/** How long a customer who left is remembered with the policy that they are due to meet. In s. */
const REMEMBERED_S = 30 * 86_400;
/** Whole lists that must miss an entry of ours before it is ours no more. */
const MISSED_ENOUGH = 3;
/** Runs in a row in which an entry had to be rewritten in the same way: somebody else writes it, too. */
export const TUG_OF_WAR = 3;

/** What one run knows of a BQN, for keeping its record. */
export interface Run {
  readonly desired: Desired;
  readonly bqn: BqnState;
  readonly plan: ChangePlan;
  /** Unix time in s. */
  readonly now: number;
}

/**
 * What the gate is to remember: an hour of what passed, and all that waits.
 * @param keyOfName what a customer is called now of whom a version before 3.0 remembers it by name
 */
export function gateMemory({ recent, held }: BqnRecord, now: number, keyOfName: (name: string) => string): GateMemory {
  // A clock that was set back makes nothing older than it is.
  const fresh = (times: ReadonlyMap<string, number>) =>
    new Set([...times].filter(([, at]) => now - at < RECENT_S).map(([customer]) => keyOfName(customer)));
  const all = (times: ReadonlyMap<string, number>) => new Set([...times.keys()].map(keyOfName));
  return { recent: eachKind((kind) => fresh(recent[kind])), held: eachKind((kind) => all(held[kind])) };
}

/** What the books say of the customers of a BQN. */
export function booksOf(record: BqnRecord, now: number): Books {
  return { owned: record.owned, remembered: rememberedPolicies(record, now), outside: record.outside };
}

/** The policies that customers are due to meet again, by customer. */
export function rememberedPolicies({ remembered }: BqnRecord, now: number): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [customer, { policy, at }] of remembered) if (now - at < REMEMBERED_S) found.set(customer, policy);
  return found;
}

/** Before the first write stands what will be made: a run that is killed leaves no orphans. */
export function announced(record: BqnRecord, run: Run): BqnRecord {
  const stays = kept(record.owned, run);
  const made = run.plan.changes.filter(isCreate);
  if (made.length === 0) return { ...record, owned: stays };
  const owned = copied(stays);
  for (const change of made) own(owned, change, run.desired);
  return { ...record, owned };
}

/**
 * After the last write stands what is there: made, changed or found equal, or perhaps made though no answer came.
 * @param record as it was announced: what this run's lists and readings missed is counted in it already
 */
export function settled(record: BqnRecord, run: Run, applied: Applied, gated: Gated): BqnRecord {
  return {
    ...record,
    owned: ownedAfter(record.owned, run, applied),
    untaken: untakenAfter(record, run, applied),
    dropsGroupPolicy: droppingAfter(record, run, applied),
    sites: sitesAfter(record, run, applied),
    remembered: rememberedAfter(record, run, gated),
    outside: outsideAfter(record, run),
    recent: recentAfter(record, run, gated),
    held: heldAfter(record, run, gated),
    rewrites: rewritesAfter(record, applied),
  };
}

function ownedAfter(before: Owned, run: Run, applied: Applied): Owned {
  if (applied.done.length === 0 && applied.refused.length === 0) return before;
  const owned = copied(before);
  const taken = new Set(run.plan.takenOver.map(({ kind, key }) => `${kind} ${key}`));
  for (const change of applied.done) {
    if (change.action === 'delete') missedFrom(owned, change);
    if (change.action === 'delete' || !isMadeByUs(change, run.desired)) continue;
    own(owned, change, run.desired, taken.has(`${change.kind} ${change.key}`));
  }
  for (const { change, unanswered } of applied.refused) {
    if (unanswered && change.action === 'create') own(owned, change, run.desired);
  }
  return owned;
}

function isCreate(change: Change): change is Create {
  return change.action === 'create';
}

type Names = { readonly [kind in BqnKind]: Map<string, OwnedEntry> };

function copied({ policy, subscriber, group }: Owned): Names {
  return { policy: new Map(policy), subscriber: new Map(subscriber), group: new Map(group) };
}

/**
 * What was ours, as far as the lists show it still, or have not missed it long enough; and what agrees. In most runs that is
 * what it was, for each of tens of thousands of entries: then nothing is made anew.
 */
function kept(owned: Owned, run: Run): Owned {
  const { policies, subscribers, groups } = run.bqn;
  return {
    policy: keptOf('policy', owned.policy, policies, run),
    subscriber: keptOf('subscriber', owned.subscriber, subscribers, run),
    group: keptOf('group', owned.group, groups, run),
  };
}

function keptOf(
  kind: BqnKind,
  owned: ReadonlyMap<string, OwnedEntry>,
  listed: ReadonlyMap<string, unknown>,
  run: Run,
): ReadonlyMap<string, OwnedEntry> {
  const gone = new Set<string>();
  const other = new Map<string, OwnedEntry>();
  owned.forEach((entry, key) => {
    const missed = listed.has(key) ? 0 : entry.missed + 1;
    const after = counted(kind, key, entry, missed, run);
    if (missed >= MISSED_ENOUGH) gone.add(key);
    else if (after !== entry) other.set(key, after);
  });
  run.plan.ours[kind].forEach((id, key) => {
    const known = other.get(key) ?? (gone.has(key) ? undefined : owned.get(key));
    const after = shown(kind, key, underId(known, id), id, run);
    if (after !== known) other.set(key, after);
  });
  if (gone.size === 0 && other.size === 0) return owned;
  const names = new Map(owned);
  for (const key of gone) names.delete(key);
  for (const [key, entry] of other) names.set(key, entry);
  return names;
}

/** @param missed lists that missed it one after the other, this one included */
function counted(
  kind: BqnKind,
  key: string,
  entry: OwnedEntry,
  missed: number,
  { plan, desired, now }: Run,
): OwnedEntry {
  const unseen = unseenAfter(kind, key, entry, desired);
  const since = isNeeded(kind, key, plan, desired) ? undefined : (entry.since ?? now);
  if (missed === entry.missed && unseen === entry.unseen && since === entry.since) return entry;
  return { ...entry, missed, unseen, since };
}

/** What is known of an entry of ours that a list shows, under this id. */
function shown(
  kind: BqnKind,
  key: string,
  known: OwnedEntry,
  id: string,
  { bqn, desired }: Pick<Run, 'bqn' | 'desired'>,
): OwnedEntry {
  // A list that shows the id of before may lag behind: the one that was given is ours as well until one shows it.
  const former = known.former === id ? known.id : undefined;
  const wantedFor = loginOf(kind, key, desired);
  const isBlocked = wantedFor === undefined ? known.isBlocked : isBlockedBy(kind, key, bqn);
  const login = wantedFor ?? known.login;
  const by = known.by ?? handOf(kind, key, bqn);
  const isSame = known.id === id && known.login === login && known.former === former;
  if (isSame && known.isBlocked === isBlocked && known.by === by) return known;
  return { ...known, id, login, former, isBlocked, by };
}

/** What is known of an entry under this id; of one that was another's, nothing. */
function underId(entry: OwnedEntry | undefined, id: string): OwnedEntry {
  const isSame = entry?.id === undefined || entry.id === id || entry.former === id;
  return isSame ? (entry ?? NEWLY_OWNED) : NEWLY_OWNED;
}

/** Only what this program makes everywhere is counted: addresses, and the groups of their customers. */
function unseenAfter(kind: BqnKind, key: string, { unseen }: OwnedEntry, desired: Desired): number {
  if (isWanted(kind, key, desired) || kind === 'policy' || desired.proven.logins === 'cut') return 0;
  return unseen + 1;
}

/** Whether somebody online is served by it, or may still be: an entry of one who is online without an address is. */
function isNeeded(kind: BqnKind, key: string, { kept }: ChangePlan, desired: Desired): boolean {
  return isWanted(kind, key, desired) || (kind === 'subscriber' && kept.get(key) === 'no address');
}

function isWanted(kind: BqnKind, key: string, desired: Desired): boolean {
  if (kind === 'subscriber') return desired.subscribers.has(key) || desired.doubts.has(key);
  return kind === 'group' ? wantsGroup(desired, key) : desired.policies.has(key);
}

/** Who wrote an entry of ours, as the BQN says; other integrations are known by name and are never ours. */
function handOf(kind: BqnKind, key: string, { subscribers }: BqnState): string | undefined {
  const by = kind === 'subscriber' ? subscribers.get(key)?.assignedBy : null;
  return by === null || by === undefined || /radius|billing|rules/i.test(by) ? undefined : by;
}

/** The login that an entry or group is wanted for. */
function loginOf(kind: BqnKind, key: string, { subscribers, groups }: Desired): number | undefined {
  if (kind === 'subscriber') return subscribers.get(key)?.loginId;
  return kind === 'group' ? groups.get(key)?.subscriber.loginId : undefined;
}

function isBlockedBy(kind: BqnKind, key: string, { subscribers, groups }: BqnState): true | undefined {
  const policy = kind === 'subscriber' ? subscribers.get(key)?.policy : groups.get(key)?.policy;
  return policy === BLOCK_POLICY ? true : undefined;
}

function own(owned: Names, change: Create | Update, desired: Desired, takenOver = false): void {
  const { kind, key } = change;
  const id = idOf(change);
  const known = owned[kind].get(key) ?? NEWLY_OWNED;
  const isSame = known.id === undefined || known.id === id;
  const entry = isSame ? known : NEWLY_OWNED;
  owned[kind].set(key, {
    ...entry,
    id,
    login: loginOf(kind, key, desired) ?? entry.login,
    isBlocked: change.policy === BLOCK_POLICY ? true : undefined,
    // Until a list has shown the new one.
    former: isSame ? known.former : known.id,
    missed: 0,
    unseen: 0,
    since: undefined,
    takenOver: takenOver || entry.takenOver,
  });
}

/** What we deleted need not be listed any more; what still stands there is ours again. */
function missedFrom(owned: Names, { kind, key }: Change): void {
  const known = owned[kind].get(key);
  if (known !== undefined) owned[kind].set(key, { ...known, missed: 1 });
}

function idOf(change: Change): string | undefined {
  if (change.action === 'delete' || change.kind === 'group') return change.kind === 'group' ? '' : undefined;
  const id = change.body[change.kind === 'policy' ? 'policyId' : 'subscriberId'];
  return typeof id === 'string' ? id : undefined;
}

/** What somebody else made and we only set right stays theirs. */
function isMadeByUs({ kind, key }: Change, desired: Desired): boolean {
  switch (kind) {
    case 'policy':
      return desired.policies.has(key);
    case 'subscriber':
      return desired.subscribers.has(key);
    case 'group':
      return wantsGroup(desired, key);
  }
}

/** A note holds only while the list shows that policy, and otherwise than wanted. */
function untakenAfter({ untaken }: BqnRecord, { bqn, plan }: Run, applied: Applied): ReadonlyMap<string, string> {
  const notes = new Map([...untaken].filter(([name]) => bqn.policies.has(name) && !plan.ours.policy.has(name)));
  for (const [name, signature] of untaken) {
    if (plan.stuck.some(({ kind, key }) => kind === 'policy' && key === name)) notes.set(name, signature);
  }
  for (const change of applied.done) if (change.kind === 'policy') notes.delete(change.key);
  for (const [name, signature] of applied.untaken) notes.set(name, signature);
  return notes;
}

/** As soon as one group is listed with its policy, this BQN keeps them. */
function droppingAfter({ dropsGroupPolicy }: BqnRecord, { bqn }: Run, applied: Applied): boolean | undefined {
  if (applied.dropsGroupPolicy !== undefined) return applied.dropsGroupPolicy;
  const isKept = [...bqn.groups.values()].some(({ name, policy }) => policy !== null && name.startsWith('DS-'));
  return isKept ? false : dropsGroupPolicy;
}

/** Memberships that were written and are shown by no list are not to be written for ever. */
function sitesAfter({ sites }: BqnRecord, { desired, bqn }: Run, { sites: done }: Applied): SiteMemory {
  const { most = sites.most } = done;
  const isTried = (sites.isTried || done.joined > 0) && !showsSites(desired.sites, bqn);
  return most === sites.most && isTried === sites.isTried ? sites : { most, isTried };
}

/**
 * Blocked customers, and those from whom something is held back, with what they are under: they may leave and return.
 * Who is let through is remembered no more.
 */
function rememberedAfter({ remembered }: BqnRecord, { plan, now }: Run, gated: Gated): BqnRecord['remembered'] {
  const after = new Map([...remembered].filter(([, { at }]) => now - at < REMEMBERED_S));
  const remember = (customer: string, policy: string) => after.set(customer, { policy, at: now });
  for (const [customer, remembrance] of remembered) {
    const key = plan.keyOfName(customer);
    if (key === customer || !after.delete(customer)) continue;
    if (!after.has(key)) after.set(key, remembrance);
  }
  for (const customer of plan.blockedNow) remember(customer, BLOCK_POLICY);
  for (const { customer, effect } of plan.fates) {
    if (effect === 'blocks') remember(customer, BLOCK_POLICY);
    else if (effect !== 'leaves') after.delete(customer);
  }
  for (const { kind, fates } of gated.heldBack) {
    if (kind === 'deletes') continue;
    for (const { customer, from } of fates) {
      const policy = policyOf(from);
      if (policy !== null) remember(customer, policy);
    }
  }
  return after;
}

/** Names of whoever was seen to be outside of what this BQN is for, as long as something here is called so. */
function outsideAfter({ outside }: BqnRecord, { desired, bqn }: Run): ReadonlySet<string> {
  if (!desired.outside.isSaid) return new Set();
  const ids = new Set(outside);
  for (const { id, served } of desired.others) if (served !== 'nowhere') ids.add(id);
  if (ids.size === 0) return ids;
  const here = new Set<string>();
  for (const { id } of bqn.subscribers.values()) if (id !== null && ids.has(id)) here.add(id);
  for (const name of bqn.groups.keys())
    if (ids.has(name.slice(GROUP_PREFIX.length))) here.add(name.slice(GROUP_PREFIX.length));
  for (const { id } of desired.subscribers.values()) here.delete(id);
  return here;
}

function recentAfter({ recent }: BqnRecord, { now }: Run, { passed }: Gated): BqnRecord['recent'] {
  return eachKind((kind) => {
    const times = new Map([...recent[kind]].filter(([, at]) => now - at < RECENT_S));
    for (const customer of passed[kind]) times.set(customer, now);
    return times;
  });
}

/** Who is not online keeps waiting: what is held back for a customer holds when they come back. */
function heldAfter({ held }: BqnRecord, { now, plan }: Run, gated: Gated): BqnRecord['held'] {
  return eachKind((kind) => {
    const isAway = (customer: string) => !plan.online.has(plan.keyOfName(customer));
    const times = new Map([...held[kind]].filter(([customer, at]) => isAway(customer) && now - at < REMEMBERED_S));
    for (const customer of gated.held[kind]) times.set(customer, held[kind].get(customer) ?? now);
    return times;
  });
}

/** An entry that we had to rewrite in the same way as in the run before, with how often that was so. */
function rewritesAfter({ rewrites }: BqnRecord, { done }: Applied): ReadonlyMap<string, Rewrite> {
  const after = new Map<string, Rewrite>();
  for (const change of done) {
    if (change.action !== 'update') continue;
    const name = `${change.kind} ${change.key}`;
    const what = change.fields.map(({ field, to }) => `${field}=${to}`).join(' ');
    const known = rewrites.get(name);
    after.set(name, { what, runs: known?.what === what ? known.runs + 1 : 1 });
  }
  return after;
}

/** Entries that two hands write in turn, with who the other one is. */
export function tugsOfWar({ rewrites }: BqnRecord, { subscribers }: BqnState): string[] {
  const tugs: string[] = [];
  for (const [name, { what, runs }] of rewrites) {
    if (runs < TUG_OF_WAR) continue;
    const by = subscribers.get(name.replace(/^subscriber /, ''))?.assignedBy;
    const who = by === null || by === undefined ? say`somebody else` : say`somebody else (policyAssignedBy: ${by})`;
    tugs.push(say`${name} had to be set to ${what} in ${runs} runs in a row: ${who} writes it, too`);
  }
  return tugs;
}

function eachKind<T>(make: (kind: LastingKind) => T): Readonly<Record<LastingKind, T>> {
  return Object.fromEntries(LASTING.map((kind) => [kind, make(kind)])) as Record<LastingKind, T>;
}
