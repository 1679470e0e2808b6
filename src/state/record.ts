import { NOTHING_LEARNT, type SiteMemory } from '../changes/diff-sites.ts';
import { LASTING, type LastingKind } from '../changes/gate.ts';
import { NEWLY_OWNED, NOTHING_OWNED, type Owned, type OwnedEntry } from '../changes/ownership.ts';
import { isObject, type JsonObject } from '../text/json.ts';
import { isColumns, readColumns, writeColumns } from './owned-columns.ts';

/** What is remembered of one BQN between two runs. Times are Unix seconds. */
export interface BqnRecord {
  readonly owned: Owned;
  /** SHA-256 of the certificate that it showed first; undefined before that. */
  readonly fingerprint: string | undefined;
  /** Policy writes that it took without effect: name to signature. */
  readonly untaken: ReadonlyMap<string, string>;
  /** Whether it takes groups without their policy; undefined before that was seen. */
  readonly dropsGroupPolicy: boolean | undefined;
  /** What was learnt of the groups that its subscribers may be in. */
  readonly sites: SiteMemory;
  /** Customers whose entry may not be on the BQN when they come back, with the policy that they are due to meet then. */
  readonly remembered: ReadonlyMap<string, Remembrance>;
  /** Subscriber ids of customers whom another BQN or the operator's hand serves here, as long as something here has their name. */
  readonly outside: ReadonlySet<string>;
  /** When a customer last met a kind of harm that passed the gate as a matter of course. */
  readonly recent: Readonly<Record<LastingKind, ReadonlyMap<string, number>>>;
  /** Customers from whom it is held back, since when. */
  readonly held: Readonly<Record<LastingKind, ReadonlyMap<string, number>>>;
  /** Entries that had to be rewritten in the same way in the runs before, by kind and key. */
  readonly rewrites: ReadonlyMap<string, Rewrite>;
}

export interface Remembrance {
  readonly policy: string;
  readonly at: number;
}

export interface Rewrite {
  /** What was written, to be compared with what is written next. */
  readonly what: string;
  readonly runs: number;
}

const NO_TIMES: Readonly<Record<LastingKind, ReadonlyMap<string, number>>> = {
  blocks: new Map(),
  opens: new Map(),
  speeds: new Map(),
  plans: new Map(),
};

export const NEW_BQN: BqnRecord = {
  owned: NOTHING_OWNED,
  fingerprint: undefined,
  untaken: new Map(),
  dropsGroupPolicy: undefined,
  sites: NOTHING_LEARNT,
  remembered: new Map(),
  outside: new Set(),
  recent: NO_TIMES,
  held: NO_TIMES,
  rewrites: new Map(),
};

const KEYS = { policy: 'policies', subscriber: 'subscribers', group: 'groups' } as const;

/** A record as it stands in the state file; what is not as it should be counts as not there. */
export function readRecord(entry: JsonObject): BqnRecord {
  const { fingerprint, untaken, dropsGroupPolicy } = entry;
  return {
    owned: {
      policy: readOwned(entry[KEYS.policy]),
      subscriber: readOwned(entry[KEYS.subscriber]),
      group: readOwned(entry[KEYS.group]),
    },
    fingerprint: typeof fingerprint === 'string' ? fingerprint : undefined,
    untaken: readMap(untaken, (value) => (typeof value === 'string' ? value : undefined)),
    dropsGroupPolicy: typeof dropsGroupPolicy === 'boolean' ? dropsGroupPolicy : undefined,
    sites: readSites(entry['sites']),
    remembered: readMap(entry['remembered'], readRemembrance),
    outside: readTexts(entry['outside']),
    recent: readTimes(entry['recent']),
    held: readTimes(entry['held']),
    rewrites: readMap(entry['rewrites'], readRewrite),
  };
}

export function writeRecord(record: BqnRecord): JsonObject {
  const { owned, fingerprint, untaken, dropsGroupPolicy, sites, remembered, outside, recent, held, rewrites } = record;
  return {
    fingerprint,
    [KEYS.policy]: writeColumns(owned.policy, writeOwned),
    [KEYS.subscriber]: writeColumns(owned.subscriber, writeOwned),
    [KEYS.group]: writeColumns(owned.group, writeOwned),
    untaken: Object.fromEntries(untaken),
    dropsGroupPolicy,
    ...(sites !== NOTHING_LEARNT && { sites }),
    remembered: writeMap(remembered, ({ policy, at }) => [policy, at]),
    ...(outside.size > 0 && { outside: [...outside] }),
    recent: writeTimes(recent),
    held: writeTimes(held),
    rewrites: writeMap(rewrites, ({ what, runs }) => [what, runs]),
  };
}

/**
 * Version 1 listed names alone: whose entry stands under one is taken for what stands there. Version 2 had an object for each
 * entry, by its key.
 */
function readOwned(value: unknown): ReadonlyMap<string, OwnedEntry> {
  if (isColumns(value)) return readColumns(value, readOwnedEntry);
  if (Array.isArray(value)) {
    return new Map(value.filter((name) => typeof name === 'string').map((name) => [name, NEWLY_OWNED]));
  }
  return readMap(value, readOwnedEntry);
}

/** `{}` for an entry of which nothing is to be said; short names, as there is one for each customer. */
function readOwnedEntry(value: unknown): OwnedEntry | undefined {
  if (!isObject(value)) return undefined;
  const { id, of, was, by, missed, unseen, since, blocked, taken } = value;
  return {
    id: typeof id === 'string' ? id : undefined,
    login: typeof of === 'number' ? of : undefined,
    former: typeof was === 'string' ? was : undefined,
    by: typeof by === 'string' ? by : undefined,
    missed: count(missed),
    unseen: count(unseen),
    since: typeof since === 'number' ? since : undefined,
    isBlocked: blocked === true ? true : undefined,
    takenOver: taken === true,
  };
}

function writeOwned({ id, login, former, by, missed, unseen, since, isBlocked, takenOver }: OwnedEntry): JsonObject {
  return {
    ...(id !== undefined && { id }),
    ...(login !== undefined && { of: login }),
    ...(former !== undefined && { was: former }),
    ...(by !== undefined && { by }),
    ...(missed > 0 && { missed }),
    ...(unseen > 0 && { unseen }),
    ...(since !== undefined && { since }),
    ...(isBlocked === true && { blocked: true }),
    ...(takenOver && { taken: true }),
  };
}

function readTexts(value: unknown): ReadonlySet<string> {
  return new Set(Array.isArray(value) ? value.filter((text) => typeof text === 'string') : []);
}

function readRemembrance(value: unknown): Remembrance | undefined {
  if (!Array.isArray(value)) return undefined;
  const [policy, at]: unknown[] = value;
  return typeof policy === 'string' && typeof at === 'number' ? { policy, at } : undefined;
}

function readRewrite(value: unknown): Rewrite | undefined {
  if (!Array.isArray(value)) return undefined;
  const [what, runs]: unknown[] = value;
  return typeof what === 'string' && typeof runs === 'number' ? { what, runs } : undefined;
}

function readSites(value: unknown): SiteMemory {
  if (!isObject(value)) return NOTHING_LEARNT;
  const { most, isTried } = value;
  return { most: typeof most === 'number' ? count(most) : NOTHING_LEARNT.most, isTried: isTried === true };
}

function readTimes(value: unknown): BqnRecord['recent'] {
  const kinds = isObject(value) ? value : {};
  const times = LASTING.map((kind) => [kind, readMap(kinds[kind], (at) => (typeof at === 'number' ? at : undefined))]);
  return { ...NO_TIMES, ...(Object.fromEntries(times) as Partial<BqnRecord['recent']>) };
}

function writeTimes(times: BqnRecord['recent']): JsonObject {
  return Object.fromEntries(LASTING.map((kind) => [kind, Object.fromEntries(times[kind])]));
}

function readMap<T>(value: unknown, read: (value: unknown) => T | undefined): Map<string, T> {
  const found = new Map<string, T>();
  if (!isObject(value)) return found;
  for (const [key, entry] of Object.entries(value)) {
    const known = read(entry);
    if (known !== undefined) found.set(key, known);
  }
  return found;
}

function writeMap<T>(map: ReadonlyMap<string, T>, write: (value: T) => unknown): JsonObject {
  return Object.fromEntries([...map].map(([key, value]) => [key, write(value)]));
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}
