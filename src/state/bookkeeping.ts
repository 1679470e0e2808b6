import type { Applied } from '../apply/apply.ts';
import type { BqnKind } from '../bqn/kinds.ts';
import type { BqnState } from '../bqn/resources.ts';
import { writesBursts, writtenAfter, writtenStill } from '../changes/burst-fields.ts';
import type { Change, ChangePlan, Create, Update } from '../changes/change-plan.ts';
import { type SiteMemory, showsSites } from '../changes/diff-sites.ts';
import { UNSEEN_ENOUGH } from '../changes/keep.ts';
import type { Membership } from '../changes/membership.ts';
import { NEWLY_OWNED, type Owned, type OwnedEntry } from '../changes/ownership.ts';
import { nameOf } from '../changes/second-look.ts';
import { madeFor } from '../customers/owned.ts';
import type { Books } from '../customers/roll.ts';
import { BLOCK_POLICY, type Desired, isSiteName, type ScopedLogin, wantsGroup } from '../mapping/desired.ts';
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
  const stays = kept(record.owned, run);
  if (run.stood?.isPutBack === true) return { ...record, owned: stays };
  const wrote = wroteAfter(record.wrote, run.stood, run.plan.changes);
  const noted = run.plan.changes.filter((change) => isNoted(change, record.owned));
  const { memberships } = run.plan;
  if (noted.length + memberships.length === 0) return { ...record, owned: stays, wrote };
  const owned = copied(stays, kindsOf(noted, memberships));
  for (const change of noted) {
    const known = record.owned[change.kind].get(change.key);
    // A list that misses what is ours counts though it is written again; not one that misses what nobody needed.
    const missed = known === undefined || known.since !== undefined ? 0 : known.missed + 1;
    if (change.action === 'create') own(owned, change, run.desired, false, missed);
    else if (isNaming(change)) own(owned, change, run.desired);
    else awaitId(owned, change, run.desired);
    if (change.action === 'update' && known === undefined && run.stood !== undefined)
      markFound(owned.subscriber, change.key);
    remember(owned, change, { ...run, owned: record.owned }, false);
  }
  for (const membership of memberships) {
    const known = owned.subscriber.get(membership.key);
    // Until it is written they are in the groups of before.
    const sites = known && [...new Set([...sitesOf(membership, known, record.owned), ...membership.removed])];
    if (known !== undefined) owned.subscriber.set(membership.key, { ...known, sites });
  }
  return { ...record, owned, wrote };
}

/** What is made, also at an address that was merely seen, what changes hands, and policies: of all else nothing is noted before it is written. */
function isNoted(change: Change, { subscriber }: Owned): change is Create | Update {
  if (change.action === 'delete') return false;
  if (change.action === 'create' || change.kind === 'policy') return true;
  // What another hand made is ours once it is as we want it, and not before.
  return isGivingId(change) && (change.seen || subscriber.has(change.key));
}

/** What is to get another id is ours under both until it is written: a run that is killed may leave either, and a list may lag. */
function awaitId(owned: Names, change: Update, desired: Desired): void {
  const { kind, key } = change;
  const known = owned[kind].get(key);
  const id = idOf(change);
  if (known?.id === undefined || id === undefined || id === known.id) return;
  owned[kind].set(key, { ...known, former: id, formerLogin: loginOf(kind, key, desired) });
}

/** Whether an address that was merely seen becomes somebody's: it would be under an id that no books know. */
function isNaming(change: Change): change is Update {
  return change.kind === 'subscriber' && change.action === 'update' && change.seen && isGivingId(change);
}

function isGivingId(change: Change): boolean {
  if (change.action !== 'update' || idOf(change) === undefined) return false;
  return change.fields.some(({ field }) => field === 'subscriberId' || field === 'policyId');
}

/** Whether a plan holds what must be in the books before it is written: what is made, and what goes back one day. */
export function isToBeAnnounced({ changes, memberships }: ChangePlan): boolean {
  return (
    memberships.length > 0 ||
    changes.some((change) => change.action === 'create' || isGivingId(change) || isOfBursts(change))
  );
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
  return {
    ...record,
    owned: ownedAfter(record.owned, run, applied),
    untaken: untakenAfter(record, run, applied),
    dropsGroupPolicy: droppingAfter(record, run, applied),
    sites: sitesAfter(record, run, applied),
    outside: outsideAfter(record, run),
    dropsAt: applied.dropsGroupPolicy === true ? run.now : record.dropsAt,
    rewrites: rewritesAfter(record, applied),
    wrote: wroteSettled(record.wrote, run.stood, applied),
  };
}

function ownedAfter(before: Owned, run: Run, applied: Applied): Owned {
  const { done, refused, sites } = applied;
  const touched = kindsOf([...done, ...refused.map(({ change }) => change)], sites.written);
  if (touched.size === 0) return before;
  const owned = copied(before, touched);
  ownDone(owned, before, run, done);
  for (const { change, unanswered } of refused) {
    if (run.stood?.isPutBack === true) continue;
    if (change.action === 'create' && unanswered) own(owned, change, run.desired);
    else if (change.action === 'create') disown(owned, change);
    else if (isNaming(change) && !unanswered) owned.subscriber.delete(change.key);
  }
  for (const membership of sites.written) {
    const known = owned.subscriber.get(membership.key);
    if (known !== undefined)
      owned.subscriber.set(membership.key, { ...known, sites: sitesOf(membership, known, before) });
  }
  return owned;
}

function ownDone(owned: Names, before: Owned, run: Run, done: readonly Change[]): void {
  const taken = new Set(run.plan.takenOver.map(nameOf));
  for (const change of done) {
    if (change.action === 'delete') missedFrom(owned, change);
    if (change.action === 'delete' || !isMadeByUs(change, run.desired)) continue;
    const isFound = run.stood !== undefined && change.action === 'update' && !owned[change.kind].has(change.key);
    own(owned, change, run.desired, taken.has(nameOf(change)));
    remember(owned, change, { ...run, owned: before }, true);
    if (isFound) markFound(owned[change.kind], change.key);
  }
}

/** The groups of sites that a subscriber is in by our hand. */
function sitesOf({ groups, added }: Membership, { sites }: OwnedEntry, owned: Owned): readonly string[] {
  const isOurs = (name: string) => sites?.includes(name) ?? (isSiteName(name) && owned.group.has(name));
  return groups.filter((name) => added.includes(name) || isOurs(name));
}

type Names = { readonly [kind in BqnKind]: Map<string, OwnedEntry> };

/** The kinds that are written to; who is in the group of a site, their entry says. */
function kindsOf(changes: readonly Change[], memberships: readonly Membership[]): ReadonlySet<BqnKind> {
  const kinds = changes.map(({ kind }) => kind);
  return new Set(memberships.length > 0 ? [...kinds, 'subscriber'] : kinds);
}

/** To be written to, in these kinds alone: what is not touched stays the map that it was, and is not written anew. */
function copied(owned: Owned, kinds: ReadonlySet<BqnKind>): Names {
  const of = (kind: BqnKind) => (kinds.has(kind) ? new Map(owned[kind]) : (owned[kind] as Map<string, OwnedEntry>));
  return { policy: of('policy'), subscriber: of('subscriber'), group: of('group') };
}

/**
 * What was ours, as far as the lists show it still, or have not missed it long enough; and what agrees. In most runs that is
 * what it was, for each of tens of thousands of entries: then nothing is made anew.
 */
function kept(owned: Owned, run: Run): Owned {
  const { policies, subscribers, groups } = run.bqn;
  return {
    policy: stillWritten(keptOf('policy', owned.policy, policies, run), run.bqn),
    subscriber: keptOf('subscriber', owned.subscriber, subscribers, run),
    group: keptOf('group', owned.group, groups, run),
  };
}

type Entries = ReadonlyMap<string, OwnedEntry>;

function keptOf(kind: BqnKind, owned: Entries, listed: ReadonlyMap<string, unknown>, run: Run): Entries {
  const gone = new Set<string>();
  const other = new Map<string, OwnedEntry>();
  const differing = differingOf(kind, run.plan);
  const fresh = run.stood === undefined ? NEWLY_OWNED : NEWLY_FOUND;
  const showAgain = (key: string, known: OwnedEntry | undefined) => {
    const id = run.plan.ours[kind].get(key);
    if (id === undefined) return;
    // A run that was killed may have given it this id: what stood there before us is so all the same.
    const unknown = known?.takenOver === true ? { ...fresh, takenOver: true } : fresh;
    const after = shown(kind, key, underId(known, id) ?? unknown, id, { ...run, differing });
    if (after !== known) other.set(key, after);
  };
  owned.forEach((entry, key) => {
    if (isAsItWas(kind, key, entry, run)) return;
    const missed = listed.has(key) ? 0 : entry.missed + 1;
    const after = missed >= MISSED_ENOUGH ? undefined : counted(kind, key, entry, missed, run);
    if (after === undefined) gone.add(key);
    else if (after !== entry) other.set(key, after);
    // What is gone is not listed, and what is not listed is not ours.
    showAgain(key, after);
  });
  for (const key of run.plan.agreed[kind]) if (!owned.has(key)) showAgain(key, undefined);
  if (gone.size === 0 && other.size === 0) return owned;
  const names = new Map(owned);
  for (const key of gone) names.delete(key);
  for (const [key, entry] of other) names.set(key, entry);
  return names;
}

/**
 * Whether nothing has to be noted of an entry: listed under the id and block that the books have, wanted for the login that
 * they have, and never missed. Of tens of thousands nearly all are so, and the long way would find no more.
 */
export function isAsItWas(
  kind: BqnKind,
  key: string,
  entry: OwnedEntry,
  { bqn, desired }: Pick<Run, 'bqn' | 'desired'>,
): boolean {
  if (kind === 'policy') return false;
  const listed = kind === 'subscriber' ? bqn.subscribers.get(key) : bqn.groups.get(key);
  if (listed === undefined || loginOf(kind, key, desired) !== entry.login || entry.login === undefined) return false;
  const id = 'id' in listed ? listed.id : '';
  const isSettled = entry.id === id && entry.former === undefined && entry.isUnproven !== true;
  const isSeen = entry.missed === 0 && entry.unseen === 0 && entry.since === undefined;
  const isBlocked = listed.policy === BLOCK_POLICY ? true : undefined;
  return isSettled && isSeen && entry.isBlocked === isBlocked && (entry.by ?? handOf(kind, key, bqn)) === entry.by;
}

/** What does not agree with billing yet: whose it is wanted for says nothing of whose it is. */
function differingOf(kind: BqnKind, { changes, stuck }: ChangePlan): ReadonlySet<string> {
  return new Set([...changes, ...stuck].filter((one) => one.kind === kind).map(({ key }) => key));
}

const NEWLY_FOUND: OwnedEntry = { ...NEWLY_OWNED, isFound: true };

/** @param missed lists that missed it one after the other, this one included */
function counted(kind: BqnKind, key: string, entry: OwnedEntry, missed: number, run: Run): OwnedEntry {
  const { plan, desired, now } = run;
  const unseen = unseenAfter(kind, key, entry, desired);
  // A clock that was set back makes nobody wait for the time that it showed.
  const since = isNeeded(kind, key, plan, desired) ? undefined : Math.min(entry.since ?? now, now);
  if (missed === entry.missed && unseen === entry.unseen && since === entry.since) return entry;
  return { ...entry, missed, unseen, since };
}

/** What somebody else wrote over our fields since is theirs. */
function stillWritten(owned: Entries, { policies }: BqnState): Entries {
  const other = new Map<string, OwnedEntry>();
  for (const [name, entry] of owned) {
    const existing = policies.get(name);
    if (entry.written === undefined || existing === undefined) continue;
    const written = writtenStill(entry.written, existing);
    if (Object.keys(written ?? {}).length < Object.keys(entry.written).length) other.set(name, { ...entry, written });
  }
  return other.size === 0 ? owned : new Map([...owned, ...other]);
}

/** What is known of an entry of ours that a list shows, under this id. */
function shown(
  kind: BqnKind,
  key: string,
  known: OwnedEntry,
  id: string,
  { bqn, desired, differing }: Pick<Run, 'bqn' | 'desired'> & { readonly differing: ReadonlySet<string> },
): OwnedEntry {
  // A list that shows the id of before may lag behind: the one that was given is ours as well until one shows it.
  const isFormer = known.former === id;
  const former = isFormer ? known.id : undefined;
  const formerLogin = isFormer ? known.login : undefined;
  const wantedFor = loginOf(kind, key, desired);
  const isBlocked = wantedFor === undefined ? known.isBlocked : isBlockedBy(kind, key, bqn);
  const login = differing.has(key) ? madeFor(known, id) : (wantedFor ?? madeFor(known, id));
  const by = known.by ?? handOf(kind, key, bqn);
  const isSame = known.id === id && known.isUnproven !== true && known.login === login && known.former === former;
  if (isSame && known.isBlocked === isBlocked && known.by === by) return known;
  return { ...known, id, isUnproven: undefined, login, former, formerLogin, isBlocked, by };
}

/** What is known of an entry under this id; of one that was another's, nothing. */
function underId(entry: OwnedEntry | undefined, id: string): OwnedEntry | undefined {
  const isSame = entry?.id === undefined || entry.id === id || entry.former === id;
  return isSame ? entry : undefined;
}

/** Only what this program makes everywhere is counted: addresses, and the groups of their customers. */
function unseenAfter(kind: BqnKind, key: string, { unseen, login }: OwnedEntry, desired: Desired): number {
  // A namesake who wants a group does not show that the one is still there for whom it was made.
  const isTheirs = kind !== 'group' || login === undefined || login === loginOf(kind, key, desired);
  if ((isTheirs && isWanted(kind, key, desired)) || kind === 'policy' || desired.proven.logins === 'cut') return 0;
  // Nobody asks for more; an entry that stays as it is need not be written anew.
  return Math.min(unseen + 1, UNSEEN_ENOUGH);
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
  // Said field by field, as there is one for each customer: V8 makes what begins with a spread four times as large.
  owned[kind].set(key, {
    id,
    login: loginOf(kind, key, desired) ?? (isSame ? known.login : undefined),
    // Until a list has shown the new one.
    former: isSame ? known.former : known.id,
    formerLogin: isSame ? known.formerLogin : known.login,
    by: isSame ? known.by : undefined,
    missed,
    unseen: 0,
    since: undefined,
    isBlocked: change.policy === BLOCK_POLICY ? true : undefined,
    // Nor is it any less another's work that stood there before us, and what wishes wrote on it stays written.
    takenOver: takenOver || known.takenOver,
    written: known.written,
    sites: known.sites,
    isUnproven: undefined,
    isFound: known.isFound,
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

/** Whoever was seen to be outside of what this BQN is for, as long as something here is called so. */
function outsideAfter(record: BqnRecord, { desired, bqn }: Run): BqnRecord['outside'] {
  const { said, seen } = desired.outside;
  const ids = new Set(outsideNow(record, desired));
  for (const { id, served } of desired.others) if (served !== 'nowhere') ids.add(id);
  if (said === '' || ids.size === 0) return { said, ids: new Map() };
  const here = new Set<string>();
  for (const { id } of bqn.subscribers.values()) if (id !== null && ids.has(id)) here.add(id);
  for (const name of bqn.groups.keys())
    if (ids.has(name.slice(GROUP_PREFIX.length))) here.add(name.slice(GROUP_PREFIX.length));
  for (const { id } of desired.subscribers.values()) here.delete(id);
  const online = here.size === 0 ? undefined : seen();
  return { said, ids: new Map([...here].map((id) => [id, scopedOf(online?.get(id)) ?? record.outside.ids.get(id)])) };
}

/** Of a login that is left alone what decides about that, and nothing else. */
function scopedOf(login: ScopedLogin | undefined): ScopedLogin | undefined {
  if (login === undefined) return undefined;
  const { id, login: name, ip, plan, site } = login;
  return { id, login: name, ip, plan, ...(site && { site }) };
}

/**
 * Those of whom the books say that others serve them here, if the operator's word of today says the same of them: whom
 * another word of it concerns is no reason to forget them. Of whom nothing more is known, while the word is the same.
 */
export function outsideNow({ outside }: Pick<BqnRecord, 'outside'>, desired: Desired): ReadonlySet<string> {
  if (outside.ids.size === 0) return NOBODY;
  const { said, leaves } = desired.outside;
  const isSame = outside.said === said;
  const now = new Set<string>();
  for (const [id, login] of outside.ids) if (login === undefined ? isSame : leaves(login)) now.add(id);
  return now;
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
