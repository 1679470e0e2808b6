import { NOTHING_LEARNT, type SiteMemory } from '../changes/diff-sites.ts';
import { NEWLY_OWNED, NOTHING_OWNED, type Owned, type OwnedEntry } from '../changes/ownership.ts';
import type { Written, Wrote } from '../changes/wrote.ts';
import type { ScopedLogin } from '../mapping/desired.ts';
import { isObject, type JsonObject } from '../text/json.ts';
import { isBeforeName } from './before.ts';
import { type HarmBooks, NO_BOOKS } from './harm-books.ts';
import { readBooks, readOldBooks, writeBooks } from './harm-record.ts';
import { type JournalMemory, NOTHING_TOLD, readMemory, writeMemory } from './journal-memory.ts';
import { isColumns, readColumns, writeColumns } from './owned-columns.ts';
import { readMap } from './read-map.ts';
import { readSitesOf, readWritten, writeWritten } from './written-record.ts';

/** What is remembered of one BQN between two runs. Times are Unix seconds. */
export interface BqnRecord {
  readonly owned: Owned;
  /** SHA-256 of the certificate that it showed first; undefined before that. */
  readonly fingerprint: string | undefined;
  /** Writes that it took without effect, by kind and key. */
  readonly untaken: ReadonlyMap<string, Untaken>;
  /** Whether it takes groups without their policy; undefined before that was seen. */
  readonly dropsGroupPolicy: boolean | undefined;
  /** When it was last seen to; undefined where it does not. */
  readonly dropsAt?: number | undefined;
  /** What was learnt of the groups that its subscribers may be in. */
  readonly sites: SiteMemory;
  /**
   * Customers whom another BQN or the operator's hand serves here, by subscriber id, as long as something here has their name and
   * the operator's word leaves them alone: with what it goes by, undefined where an older version did not keep it.
   */
  readonly outside: { readonly said: string; readonly ids: ReadonlyMap<string, ScopedLogin | undefined> };
  /** What the gate remembers. */
  readonly harm: HarmBooks;
  /** Entries that had to be rewritten in the same way in the runs before, by kind and key. */
  readonly rewrites: ReadonlyMap<string, Rewrite>;
  /** What is known of what stood there before the first write; undefined where nobody has looked yet. */
  readonly before: BeforeNote | undefined;
  /** What was last written on entries that stood there before, by kind and key. */
  readonly wrote: ReadonlyMap<string, Wrote>;
  /** What the journal has been told of already. */
  readonly journal: JournalMemory;
  /** Which file says who is in agreement by these books; undefined for none (src/agreement/README.md). */
  readonly agreed?: string | undefined;
}

/** `open`: nothing was ever written there. `none`: something was, and nothing was kept. */
export type BeforeNote =
  | { readonly kind: 'open' | 'none' }
  /** The name of the file, beside the state file. */
  | { readonly kind: 'kept'; readonly file: string };

/** What is known, or is to be taken from the books: a BQN of which they hold nothing was never written to. */
export function beforeNoteOf({ before, owned, harm, untaken, rewrites }: BqnRecord): BeforeNote {
  const books = [owned.policy, owned.subscriber, owned.group, harm.last, untaken, rewrites];
  return before ?? { kind: books.every(({ size }) => size === 0) ? 'open' : 'none' };
}

/** A write that a BQN took without effect. */
export interface Untaken {
  /** `writeSignature` of a policy, `signatureOf` of all else. */
  readonly what: string;
  /** What stood there; '' for what the signature says by itself. */
  readonly was: string;
  /** Unix time in s. */
  readonly at: number;
}

export interface Rewrite {
  /** What was written, to be compared with what is written next. */
  readonly what: string;
  readonly runs: number;
}

export const NEW_BQN: BqnRecord = {
  owned: NOTHING_OWNED,
  fingerprint: undefined,
  untaken: new Map(),
  dropsGroupPolicy: undefined,
  sites: NOTHING_LEARNT,
  outside: { said: '', ids: new Map() },
  harm: NO_BOOKS,
  rewrites: new Map(),
  before: undefined,
  wrote: new Map(),
  journal: NOTHING_TOLD,
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
    untaken: readMap(untaken, readUntaken),
    dropsGroupPolicy: typeof dropsGroupPolicy === 'boolean' ? dropsGroupPolicy : undefined,
    dropsAt: typeof entry['dropsAt'] === 'number' ? entry['dropsAt'] : undefined,
    sites: readSites(entry['sites']),
    outside: readOutside(entry['outside']),
    harm: isObject(entry['harm']) ? readBooks(entry['harm']) : readOldBooks(entry),
    rewrites: readMap(entry['rewrites'], readRewrite),
    before: readBeforeNote(entry['before']),
    wrote: readMap(entry['wrote'], readWrote),
    journal: readMemory(entry['journal']),
    agreed: typeof entry['agreed'] === 'string' ? entry['agreed'] : undefined,
  };
}

export function writeRecord(record: BqnRecord): JsonObject {
  const journal = writeMemory(record.journal);
  const { owned, fingerprint, untaken, dropsGroupPolicy, sites, outside, harm, rewrites, before, wrote } = record;
  return {
    fingerprint,
    [KEYS.policy]: writeColumns(owned.policy, writeOwned),
    [KEYS.subscriber]: writeColumns(owned.subscriber, writeOwned),
    [KEYS.group]: writeColumns(owned.group, writeOwned),
    untaken: writeMap(untaken, ({ what, was, at }) => [what, was, at]),
    dropsGroupPolicy,
    dropsAt: record.dropsAt,
    ...(sites !== NOTHING_LEARNT && { sites }),
    ...(outside.ids.size > 0 && { outside: writeOutside(outside) }),
    harm: writeBooks(harm),
    rewrites: writeMap(rewrites, ({ what, runs }) => [what, runs]),
    ...(before !== undefined && { before: before.kind === 'kept' ? { file: before.file } : before.kind }),
    ...(wrote.size > 0 && { wrote: writeMap(wrote, writeWrote) }),
    ...(journal !== undefined && { journal }),
    agreed: record.agreed,
  };
}

/** Version 1 listed names alone; version 2 had an object for each entry, by its key. */
function readOwned(value: unknown): ReadonlyMap<string, OwnedEntry> {
  if (isColumns(value)) return readColumns(value, readOwnedEntry);
  if (!Array.isArray(value)) return readMap(value, readOwnedEntry);
  const unproven = { ...NEWLY_OWNED, isUnproven: true };
  return new Map(value.filter((name) => typeof name === 'string').map((name) => [name, unproven]));
}

/** `{}` for an entry of which nothing is to be said; short names, as there is one for each customer. */
function readOwnedEntry(value: unknown): OwnedEntry | undefined {
  if (!isObject(value)) return undefined;
  const { id, of, was, wasOf, by, missed, unseen, since, blocked, taken, found, fields, sites } = value;
  return {
    id: typeof id === 'string' ? id : undefined,
    login: typeof of === 'number' ? of : undefined,
    former: typeof was === 'string' ? was : undefined,
    formerLogin: typeof wasOf === 'number' ? wasOf : undefined,
    by: typeof by === 'string' ? by : undefined,
    missed: count(missed),
    unseen: count(unseen),
    since: typeof since === 'number' ? since : undefined,
    isBlocked: blocked === true ? true : undefined,
    takenOver: taken === true,
    written: readWritten(fields),
    sites: readSitesOf(sites),
    ...(found === true && { isFound: true }),
    // What stands under a name alone may be anybody's, until a list has shown our id there.
    isUnproven: typeof id === 'string' ? undefined : true,
  };
}

function writeOwned(entry: OwnedEntry): JsonObject {
  const { id, login, former, formerLogin, by, missed, unseen, since, isBlocked, takenOver, isFound, written, sites } =
    entry;
  return {
    ...(id !== undefined && { id }),
    ...(login !== undefined && { of: login }),
    ...(former !== undefined && { was: former }),
    ...(formerLogin !== undefined && { wasOf: formerLogin }),
    ...(by !== undefined && { by }),
    ...(missed > 0 && { missed }),
    ...(unseen > 0 && { unseen }),
    ...(since !== undefined && { since }),
    ...(isBlocked === true && { blocked: true }),
    ...(takenOver && { taken: true }),
    ...(isFound === true && { found: true }),
    ...(written !== undefined && { fields: writeWritten(written) }),
    ...(sites !== undefined && { sites }),
  };
}

/** What is said of whom the BQN is for, and then the ids. */
function readOutside(value: unknown): BqnRecord['outside'] {
  const [said, ...rows]: unknown[] = Array.isArray(value) ? value : [];
  return { said: typeof said === 'string' ? said : '', ids: new Map(rows.flatMap(readOutsider)) };
}

/** By subscriber id: the login's id, name, address and plan, and its site by column and value where it is known. */
function readOutsider(row: unknown): [string, ScopedLogin | undefined][] {
  if (typeof row === 'string') return [[row, undefined]];
  const [name, id, login, ip, plan, column, value]: unknown[] = Array.isArray(row) ? row : [];
  if (typeof name !== 'string') return [];
  const isKnown = typeof id === 'number' && typeof plan === 'number';
  if (!isKnown || typeof login !== 'string' || typeof ip !== 'string') return [[name, undefined]];
  const site = typeof column === 'string' && typeof value === 'string' ? { site: { column, value } } : {};
  return [[name, { id, login, ip, plan, ...site }]];
}

function writeOutside({ said, ids }: BqnRecord['outside']): unknown[] {
  const rows = [...ids].map(([name, one]) =>
    one === undefined
      ? name
      : [name, one.id, one.login, one.ip, one.plan, ...(one.site ? [one.site.column, one.site.value] : [])],
  );
  return [said, ...rows];
}

/** Before 3.0 it was not said since when, so that it is tried again. */
function readUntaken(value: unknown): Untaken | undefined {
  const [what, was, at]: unknown[] = Array.isArray(value) ? value : [];
  return typeof what === 'string' && typeof was === 'string' && typeof at === 'number' ? { what, was, at } : undefined;
}

function readRewrite(value: unknown): Rewrite | undefined {
  if (!Array.isArray(value)) return undefined;
  const [what, runs]: unknown[] = value;
  return typeof what === 'string' && typeof runs === 'number' ? { what, runs } : undefined;
}

function readBeforeNote(value: unknown): BeforeNote | undefined {
  if (value === 'open' || value === 'none') return { kind: value };
  const file = isObject(value) ? value['file'] : undefined;
  return typeof file === 'string' && isBeforeName(file) ? { kind: 'kept', file } : undefined;
}

function readWrote(value: unknown): Wrote | undefined {
  const all = (Array.isArray(value) ? value : [value]).map(readOneWritten).filter((one) => one !== undefined);
  return all.length === 0 ? undefined : all;
}

/** Nearly always it is what was written last alone. */
function writeWrote(wrote: Wrote): unknown {
  return wrote.length === 1 ? wrote[0] : wrote;
}

function readOneWritten(value: unknown): Written | undefined {
  if (value === 'deleted') return value;
  if (!isObject(value)) return undefined;
  const said = Object.entries(value).filter((entry): entry is [string, string | null] => {
    return entry[1] === null || typeof entry[1] === 'string';
  });
  return Object.fromEntries(said);
}

function readSites(value: unknown): SiteMemory {
  if (!isObject(value)) return NOTHING_LEARNT;
  const { most, isTried, at } = value;
  return {
    most: typeof most === 'number' ? count(most) : NOTHING_LEARNT.most,
    isTried: isTried === true,
    at: typeof at === 'number' ? at : undefined,
  };
}

function writeMap<T>(map: ReadonlyMap<string, T>, write: (value: T) => unknown): JsonObject {
  return Object.fromEntries([...map].map(([key, value]) => [key, write(value)]));
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}
