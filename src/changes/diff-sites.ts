import { type BqnState, type BqnSubscriber, BUILT_IN_GROUP } from '../bqn/resources.ts';
import { type Desired, isSiteName, type SiteGroups } from '../mapping/desired.ts';
import { GROUP_PREFIX } from '../mapping/groups.ts';
import type { Change, Create } from './change-plan.ts';
import type { Membership } from './membership.ts';
import { isOurs, isRewritten, NEWLY_OWNED, type Owned, type OwnedEntry } from './ownership.ts';
import type { Remark } from './remark.ts';

/** What was learnt of a BQN and the groups that its subscribers may be in. */
export interface SiteMemory {
  /** Groups that a subscriber may be in, the built-in one not counted. */
  readonly most: number;
  /** Whether memberships were written that no list has shown. */
  readonly isTried: boolean;
  /** When, as Unix time in s. */
  readonly at?: number | undefined;
}

/** The old releases take three (src/bqn/README.md, "Groups"). */
export const NOTHING_LEARNT: SiteMemory = { most: 3, isTried: false };

export interface SiteDiff {
  readonly groups: readonly Create[];
  readonly memberships: readonly Membership[];
  readonly remarks: readonly Remark[];
  /** Groups that stay for a run: who is to be taken out has other writes first, and nothing but the group tells that we put them in. */
  readonly waiting: ReadonlySet<string>;
}

/**
 * Groups of sites that are not there yet, who is to be in which, and who no more. A membership is written only onto an
 * entry that this run leaves alone otherwise, and for groups that the list shows: so nothing of it is in the way of a plan
 * or a block, and no group that was made a moment ago is lost by it.
 * @param changes what else becomes of the BQN, in parts: only where sites are wanted, or were, are they looked at
 * @param isLast whether no run comes after this one, so that who is written otherwise is taken out all the same, behind that
 */
export function diffSites(
  desired: Desired,
  bqn: BqnState,
  owned: Owned,
  memory: SiteMemory,
  changes: readonly (readonly Change[])[],
  isLast = false,
): SiteDiff {
  const { sites } = desired;
  const waiting = isLast ? NONE : waitingFor(bqn, owned, changes);
  if (sites.kind !== 'wanted') {
    const memberships = sites.kind === 'off' ? takenBack(bqn, owned, changes, isLast) : [];
    return { groups: [], memberships, remarks: [], waiting };
  }
  const groups = [...sites.types]
    .filter(([name]) => !bqn.groups.has(name))
    .map(([name, type]) => creation(name, { subscriberGroupType: type }, owned));
  const limited = limitedSites(bqn);
  const memberships = membershipsOf(desired, sites.of, bqn, { owned, memory, changes, limited });
  if (memberships.length === 0 || !memory.isTried || showsSites(sites, bqn))
    return { groups, memberships, remarks: limitedRemarks(sites.of, limited, bqn), waiting };
  return { groups, memberships: [], remarks: [{ kind: 'hides sites' }], waiting };
}

const NONE: ReadonlySet<string> = new Set();

/** Groups of sites to which another hand gave a policy: who came into one would be under that, and not under their plan. */
function limitedSites({ groups }: BqnState): ReadonlyMap<string, string> {
  const limited = new Map<string, string>();
  for (const { name, policy } of groups.values()) if (policy !== null && isSiteName(name)) limited.set(name, policy);
  return limited;
}

/** Of each of them, how many of its customers stay out of it. */
function limitedRemarks(
  places: ReadonlyMap<string, readonly string[]>,
  limited: ReadonlyMap<string, string>,
  { subscribers }: BqnState,
): Remark[] {
  return [...limited].flatMap(([group, policy]): Remark[] => {
    const staysOut = (ip: string) => !groupsOf(subscribers.get(ip)).includes(group);
    const customers = [...places].filter(([ip, names]) => names.includes(group) && staysOut(ip)).length;
    return customers === 0 ? [] : [{ kind: 'limited site', group, policy, customers }];
  });
}

/** Whether the BQN lists any subscriber in the group of a site. */
export function showsSites(sites: SiteGroups, { subscribers }: BqnState): boolean {
  if (sites.kind !== 'wanted') return false;
  for (const entry of subscribers.values()) if (groupsOf(entry).some(isSiteName)) return true;
  return false;
}

/** Whom we put into groups of sites that are not wanted any more: all else that is listed of them stays. */
function takenBack(bqn: BqnState, owned: Owned, changes: Context['changes'], isLast: boolean): Membership[] {
  const hasOld = [...owned.group.keys()].some(isSiteName);
  let touched: ReadonlySet<string> | undefined;
  const memberships: Membership[] = [];
  for (const [ip, known] of owned.subscriber) {
    if (known.sites === undefined ? !hasOld : known.sites.length === 0) continue;
    const entry = bqn.subscribers.get(ip);
    if (entry === undefined || isRewritten(entry.assignedBy, known)) continue;
    if (!isOurs({ kind: 'subscriber', key: ip, id: entry.id }, owned)) continue;
    const listed = groupsOf(entry);
    const removed = listed.filter(isOursToTake(known, bqn, owned));
    if (removed.length === 0) continue;
    touched ??= isLast ? goneIn(changes) : touchedBy(changes);
    if (touched.has(ip)) continue;
    const groups = [BUILT_IN_GROUP, ...listed.filter((name) => !removed.includes(name))];
    memberships.push({ key: ip, path: entry.key, who: entry.id ?? ip, groups, added: [], removed });
  }
  return memberships;
}

/** The groups of entries of which only the group itself tells that it is ours (2.5 noted no sites), and which are written otherwise. */
function waitingFor(bqn: BqnState, owned: Owned, changes: Context['changes']): ReadonlySet<string> {
  const waiting = new Set<string>();
  const made = [...owned.group.keys()].filter((name) => isSiteName(name) && bqn.groups.has(name));
  if (made.length === 0) return waiting;
  const gone = goneIn(changes);
  for (const ip of touchedBy(changes)) {
    const known = owned.subscriber.get(ip);
    if (known === undefined || known.sites !== undefined || gone.has(ip)) continue;
    const listed = groupsOf(bqn.subscribers.get(ip));
    for (const name of made) if (listed.includes(name)) waiting.add(name);
  }
  return waiting;
}

/** Groups of sites that we put a subscriber into; where that is not known, those that we made. */
function isOursToTake({ sites }: OwnedEntry, bqn: BqnState, owned: Owned): (name: string) => boolean {
  if (sites !== undefined) return (name) => sites.includes(name);
  return (name) => isSiteName(name) && owned.group.has(name) && bqn.groups.has(name);
}

/** An entry that goes has nothing to be taken out of. */
function goneIn(changes: Context['changes']): ReadonlySet<string> {
  return new Set(
    changes.flat().flatMap(({ kind, action, key }) => (kind === 'subscriber' && action === 'delete' ? [key] : [])),
  );
}

function touchedBy(changes: Context['changes']): ReadonlySet<string> {
  return new Set(changes.flat().flatMap(({ key, belongsTo }) => [key, ...belongsTo]));
}

interface Context {
  readonly owned: Owned;
  readonly memory: SiteMemory;
  readonly changes: readonly (readonly Change[])[];
  readonly limited: ReadonlyMap<string, string>;
}

function membershipsOf(
  { subscribers, groups }: Desired,
  places: ReadonlyMap<string, readonly string[]>,
  bqn: BqnState,
  { owned, memory, changes, limited }: Context,
): Membership[] {
  const touched = touchedBy(changes);
  const inGroup = new Set(
    [...groups.values()].flatMap(({ joined = [], ...lead }) =>
      [lead, ...joined].map(({ subscriber }) => subscriber.ip),
    ),
  );
  const isMade = (name: string) => isSiteName(name) && owned.group.has(name);
  return [...places].flatMap(([ip, names]) => {
    const entry = bqn.subscribers.get(ip);
    if (entry === undefined || entry.id !== subscribers.get(ip)?.id || touched.has(ip)) return [];
    const listed = groupsOf(entry);
    const known = owned.subscriber.get(ip) ?? NEWLY_OWNED;
    const others = listed.filter(
      (name) => !names.includes(name) && !isMade(name) && known.sites?.includes(name) !== true,
    );
    // The dual-stack group holds its member by itself, and may not be listed here.
    const isUnlisted = inGroup.has(ip) && !others.some((name) => name.startsWith(GROUP_PREFIX));
    const room = Math.max(0, memory.most - others.length - Number(isUnlisted));
    const isFree = (name: string) => listed.includes(name) || !limited.has(name);
    const fitting = names.filter((name) => bqn.groups.has(name) && isFree(name)).slice(0, room);
    const added = fitting.filter((name) => !listed.includes(name));
    // Out of one site and into another is one write, when the other is there.
    const isWaiting = names.some((name) => !bqn.groups.has(name));
    const isToTake = isOursToTake(known, bqn, owned);
    const removed = isWaiting ? [] : listed.filter((name) => !names.includes(name) && isToTake(name));
    if (added.length + removed.length === 0) return [];
    const all = [BUILT_IN_GROUP, ...others, ...fitting];
    return [{ key: ip, path: entry.key, who: String(entry.id), groups: all, added, removed }];
  });
}

function groupsOf(entry: BqnSubscriber | undefined): readonly string[] {
  const value = entry?.listed?.['subscriberGroups'];
  if (!Array.isArray(value)) return [];
  return value.filter((name): name is string => typeof name === 'string' && name !== BUILT_IN_GROUP);
}

function creation(name: string, body: { readonly subscriberGroupType: string }, owned: Owned): Create {
  return {
    kind: 'group',
    action: 'create',
    key: name,
    path: name,
    who: name,
    fields: [{ field: 'subscriberGroupType', from: null, to: body.subscriberGroupType }],
    why: { kind: 'site' },
    body,
    policy: null,
    belongsTo: [],
    known: owned.group.has(name),
  };
}
