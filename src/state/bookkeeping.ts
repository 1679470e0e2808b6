import type { BqnKind } from '../bqn/kinds.ts';
import { KINDS } from '../bqn/kinds.ts';
import type { BqnState } from '../bqn/resources.ts';
import type { Applied } from '../changes/apply.ts';
import { writesBursts, writtenAfter, writtenStill } from '../changes/burst-fields.ts';
import type { Change, ChangePlan, Create, Update } from '../changes/change-plan.ts';
import { type SiteMemory, showsSites } from '../changes/diff-sites.ts';
import type { Membership } from '../changes/membership.ts';
import { NEWLY_OWNED, type Owned, type OwnedEntry } from '../changes/ownership.ts';
import type { Books } from '../customers/roll.ts';
import { BLOCK_POLICY, type Desired, isSiteName, wantsGroup } from '../mapping/desired.ts';
import { GROUP_PREFIX } from '../mapping/groups.ts';
import { say } from '../text/language.ts';
import { type HarmBooks, rememberedPolicies } from './harm-books.ts';
import type { BqnRecord } from './record.ts';
import { isOfToday, rewritesAfter, untakenAfter } from './untaken.ts';
import { type Stood, wroteAfter, wroteSettled } from './wrote-books.ts';

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
  /** What was known before of what stood there before the first run; undefined where nothing of that is kept. */
  readonly stood?: Stood | undefined;
}

/** What the books say of the customers of a BQN. @param harm as they are now (`booksAt`) */
export function booksOf(record: BqnRecord, harm: HarmBooks, there: Pick<Run, 'bqn' | 'desired'>): Books {
  const outside = outsideNow(record, there.desired);
  return { owned: record.owned, remembered: rememberedPolicies(harm, there), outside };
}

/** Before the first write stands what will be made: a run that is killed leaves no orphans. */
export function announced(record: BqnRecord, run: Run): BqnRecord {
  const owned = kept(record.owned, run);
  if (run.stood?.isPutBack === true) return { ...record, owned };
  for (const change of run.plan.changes) {
    if (change.action === 'delete') continue;
    // A list that misses what is ours counts though it is written again.
    const missed = (record.owned[change.kind].get(change.key)?.missed ?? -1) + 1;
    if (change.action === 'create') own(owned, change, run.desired, false, missed);
    remember(owned, change, { ...run, owned: record.owned }, false);
  }
  return { ...record, owned, wrote: wroteAfter(record.wrote, run.stood, run.plan.changes) };
}

/** Whether a plan holds what must be in the books before it is written: what is made, and fields that go back one day. */
export function isToBeAnnounced({ changes }: ChangePlan): boolean {
  return changes.some((change) => change.action === 'create' || isOfBursts(change));
}

function isOfBursts(change: Change): boolean {
  return change.kind === 'policy' && change.action === 'update' && writesBursts(change.fields);
}

/** What a policy's fields held before a wish wrote them. @param owned as it was before this run */
function remember(names: Names, change: Create | Update, { desired, bqn, owned }: Before, isSeen: boolean): void {
  const policy = desired.policies.get(change.key);
  const known = names.policy.get(change.key);
  if (change.kind !== 'policy' || policy === undefined || known === undefined) return;
  const written = writtenAfter(bqn.policies.get(change.key), policy, change.fields, owned, isSeen);
  names.policy.set(change.key, { ...known, written });
}

type Before = Pick<Run, 'desired' | 'bqn'> & { readonly owned: Owned };

/**
 * After the last write stands what is there: made, changed or found equal, or perhaps made though no answer came.
 * @param record as it was announced: what this run's lists and readings missed is counted in it already
 */
export function settled(record: BqnRecord, run: Run, applied: Applied): BqnRecord {
  const { policy, subscriber, group } = record.owned;
  const owned = { policy: new Map(policy), subscriber: new Map(subscriber), group: new Map(group) };
  const taken = new Set(run.plan.takenOver.map(({ kind, key }) => `${kind} ${key}`));
  for (const change of applied.done) {
    if (change.action === 'delete') missedFrom(owned, change);
    if (change.action === 'delete' || !isMadeByUs(change, run.desired)) continue;
    const isFound = run.stood !== undefined && change.action === 'update' && !owned[change.kind].has(change.key);
    own(owned, change, run.desired, taken.has(`${change.kind} ${change.key}`));
    remember(owned, change, { ...run, owned: record.owned }, true);
    if (isFound) markFound(owned[change.kind], change.key);
  }
  for (const { change, unanswered } of applied.refused) {
    if (change.action !== 'create' || run.stood?.isPutBack === true) continue;
    if (unanswered) own(owned, change, run.desired);
    else disown(owned, change);
  }
  for (const membership of applied.sites.written) {
    const known = owned.subscriber.get(membership.key);
    if (known !== undefined)
      owned.subscriber.set(membership.key, { ...known, sites: sitesOf(membership, known, record.owned) });
  }
  return {
    ...record,
    owned,
    untaken: untakenAfter(record, run, applied),
    dropsGroupPolicy: droppingAfter(record, run, applied),
    sites: sitesAfter(record, run, applied),
    outside: outsideAfter(record, run),
    dropsAt: applied.dropsGroupPolicy === true ? run.now : record.dropsAt,
    rewrites: rewritesAfter(record, applied),
    wrote: wroteSettled(record.wrote, run.stood, applied),
  };
}

/** The groups of sites that a subscriber is in by our hand. */
function sitesOf({ groups, added }: Membership, { sites }: OwnedEntry, owned: Owned): readonly string[] {
  const isOurs = (name: string) => sites?.includes(name) ?? (isSiteName(name) && owned.group.has(name));
  return groups.filter((name) => added.includes(name) || isOurs(name));
}

type Names = { readonly [kind in BqnKind]: Map<string, OwnedEntry> };

/** What was ours, as far as the lists show it still, or have not missed it long enough; and what agrees. */
function kept(owned: Owned, run: Run): Names {
  const { plan, bqn, desired, now } = run;
  const names: Names = { policy: new Map(), subscriber: new Map(), group: new Map() };
  const listed = { policy: bqn.policies, subscriber: bqn.subscribers, group: bqn.groups };
  for (const kind of KINDS) {
    for (const [key, entry] of owned[kind]) {
      const missed = listed[kind].has(key) ? 0 : entry.missed + 1;
      if (missed >= MISSED_ENOUGH) continue;
      const unseen = unseenAfter(kind, key, entry, desired);
      names[kind].set(key, {
        ...entry,
        missed,
        unseen,
        // A clock that was set back makes nobody wait for the time that it showed.
        since: isNeeded(kind, key, plan, desired) ? undefined : Math.min(entry.since ?? now, now),
      });
    }
    for (const [key, id] of plan.ours[kind]) {
      const known = underId(names[kind].get(key), id);
      const isFound = known === NEWLY_OWNED && run.stood !== undefined;
      names[kind].set(key, shown(kind, key, isFound ? { ...known, isFound } : known, id, { bqn, desired }));
    }
  }
  forgetOverwritten(names, bqn);
  return names;
}

/** What somebody else wrote over our fields since is theirs. */
function forgetOverwritten({ policy }: Names, { policies }: BqnState): void {
  for (const [name, entry] of policy) {
    const existing = policies.get(name);
    if (entry.written === undefined || existing === undefined) continue;
    policy.set(name, { ...entry, written: writtenStill(entry.written, existing) });
  }
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
  const login = loginOf(kind, key, desired);
  const isBlocked = login === undefined ? known.isBlocked : isBlockedBy(kind, key, bqn);
  const by = known.by ?? handOf(kind, key, bqn);
  return { ...known, id, isUnproven: undefined, login: login ?? known.login, former, isBlocked, by };
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

function markFound(entries: Map<string, OwnedEntry>, key: string): void {
  const entry = entries.get(key);
  if (entry !== undefined) entries.set(key, { ...entry, isFound: true });
}

function own(owned: Names, change: Create | Update, desired: Desired, takenOver = false, missed = 0): void {
  const { kind, key } = change;
  const id = idOf(change);
  const known = owned[kind].get(key) ?? NEWLY_OWNED;
  const isSame = known.id === undefined || known.id === id;
  // What wishes wrote on it stays written, whatever it is called now.
  const entry = isSame ? known : { ...NEWLY_OWNED, written: known.written, sites: known.sites };
  owned[kind].set(key, {
    ...entry,
    id,
    isUnproven: undefined,
    login: loginOf(kind, key, desired) ?? entry.login,
    isBlocked: change.policy === BLOCK_POLICY ? true : undefined,
    // Until a list has shown the new one.
    former: isSame ? known.former : known.id,
    missed,
    unseen: 0,
    since: undefined,
    takenOver: takenOver || entry.takenOver,
    ...(known.isFound === true && { isFound: true }),
  });
}

/**
 * What was announced and did not come about is not ours. One that was before, and that a list does not show, may be there all
 * the same: a list may lag or lie once, so that only several that miss it count (`MISSED_ENOUGH`).
 */
function disown(owned: Names, change: Create): void {
  const missed = owned[change.kind].get(change.key)?.missed ?? 0;
  if (change.known !== true || missed >= MISSED_ENOUGH) owned[change.kind].delete(change.key);
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

/** As soon as one group is listed with its policy, this BQN keeps them. */
function droppingAfter({ dropsGroupPolicy }: BqnRecord, { bqn }: Run, applied: Applied): boolean | undefined {
  if (applied.dropsGroupPolicy !== undefined) return applied.dropsGroupPolicy;
  const isKept = [...bqn.groups.values()].some(({ name, policy }) => policy !== null && name.startsWith('DS-'));
  return isKept ? false : dropsGroupPolicy;
}

/** Memberships that were written and are shown by no list are not to be written for ever. */
function sitesAfter({ sites }: BqnRecord, { desired, bqn, now }: Run, { sites: done }: Applied): SiteMemory {
  const { most = sites.most } = done;
  if (showsSites(desired.sites, bqn)) return most === sites.most && !sites.isTried ? sites : { most, isTried: false };
  if (done.joined > 0) return { most, isTried: true, at: now };
  return most === sites.most ? sites : { ...sites, most };
}

/** What is known today of the groups of sites: that they are not shown is tried again once a day. */
export function sitesToday({ sites }: BqnRecord, now: number): SiteMemory {
  return sites.isTried && !isOfToday(sites.at, now) ? { ...sites, isTried: false } : sites;
}

/** Names of whoever was seen to be outside of what this BQN is for, as long as something here is called so. */
function outsideAfter(record: BqnRecord, { desired, bqn }: Run): BqnRecord['outside'] {
  const { said } = desired.outside;
  const ids = new Set(outsideNow(record, desired));
  for (const { id, served } of desired.others) if (served !== 'nowhere') ids.add(id);
  if (said === '' || ids.size === 0) return { said, ids: new Set() };
  const here = new Set<string>();
  for (const { id } of bqn.subscribers.values()) if (id !== null && ids.has(id)) here.add(id);
  for (const name of bqn.groups.keys())
    if (ids.has(name.slice(GROUP_PREFIX.length))) here.add(name.slice(GROUP_PREFIX.length));
  for (const { id } of desired.subscribers.values()) here.delete(id);
  return { said, ids: here };
}

/** Those of whom the books say that others serve them here, if the operator still says the same of whom this BQN is for. */
export function outsideNow({ outside }: Pick<BqnRecord, 'outside'>, desired: Desired): ReadonlySet<string> {
  return outside.said === desired.outside.said ? outside.ids : NOBODY;
}

const NOBODY: ReadonlySet<string> = new Set();

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
