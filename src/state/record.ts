import type { BqnKind } from '../bqn/kinds.ts';
import { NOTHING_LEARNT, type SiteMemory } from '../changes/diff-sites.ts';
import { NEWLY_OWNED, NOTHING_OWNED, type Owned } from '../changes/ownership.ts';
import type { Wrote } from '../changes/wrote.ts';
import type { ScopedLogin } from '../mapping/desired.ts';
import {
  count,
  type Form,
  list,
  mapOf,
  maybe,
  number,
  object,
  orElse,
  orNull,
  recordOf,
  row,
  text,
  truth,
  unless,
  via,
} from '../text/form.ts';
import { isObject, type JsonObject } from '../text/json.ts';
import { isBeforeName } from './before.ts';
import { type HarmBooks, NO_BOOKS } from './harm-books.ts';
import { BOOKS, readOldBooks } from './harm-record.ts';
import { type JournalMemory, MEMORY, NOTHING_TOLD } from './journal-memory.ts';
import { isColumns, readColumns, writeColumns } from './owned-columns.ts';
import { OWNED_ENTRY } from './owned-entry.ts';

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

/** Version 1 listed names alone; version 2 had an object for each entry, by its key. */
const OWNED: Form<Owned[BqnKind]> = {
  read: (value) => {
    if (isColumns(value)) return readColumns(value, OWNED_ENTRY.read);
    const unproven = { ...NEWLY_OWNED, isUnproven: true };
    const names = list(text).read(value);
    return names === undefined ? mapOf(OWNED_ENTRY).read(value) : new Map(names.map((name) => [name, unproven]));
  },
  write: (owned) => writeColumns(owned, OWNED_ENTRY.write),
};

/** Before 3.0 it was not said since when, so that it is tried again. */
const UNTAKEN: Form<Untaken> = row({ what: text, was: text, at: number });

const SITES: Form<SiteMemory> = object({
  most: orElse(
    via(
      number,
      (most) => count.read(most) ?? 0,
      (most) => most,
    ),
    NOTHING_LEARNT.most,
  ),
  isTried: orElse(truth, false),
  at: maybe(number),
});

const OUTSIDER = row({
  ...{ name: text, id: number, login: text, ip: text, plan: number },
  ...{ column: maybe(text), value: maybe(text) },
});

/** By subscriber id: the login's id, name, address and plan, and its site by column and value where it is known. */
function readOutsider(value: unknown): [string, ScopedLogin | undefined][] {
  const [name]: unknown[] = Array.isArray(value) ? value : [value];
  if (typeof name !== 'string') return [];
  const known = OUTSIDER.read(value);
  if (known === undefined) return [[name, undefined]];
  const { id, login, ip, plan, column, value: at } = known;
  return [
    [name, { id, login, ip, plan, ...(column !== undefined && at !== undefined && { site: { column, value: at } }) }],
  ];
}

/** What is said of whom the BQN is for, and then the ids. */
const OUTSIDE: Form<BqnRecord['outside']> = {
  read: (value) => {
    const [said, ...rows]: unknown[] = Array.isArray(value) ? value : [];
    return { said: text.read(said) ?? '', ids: new Map(rows.flatMap(readOutsider)) };
  },
  write: ({ said, ids }) => [
    said,
    ...[...ids].map(([name, one]) =>
      one === undefined ? name : OUTSIDER.write({ name, ...one, column: one.site?.column, value: one.site?.value }),
    ),
  ],
};

const BEFORE: Form<BeforeNote> = {
  read: (value) => {
    if (value === 'open' || value === 'none') return { kind: value };
    const file = isObject(value) ? text.read(value['file']) : undefined;
    return file !== undefined && isBeforeName(file) ? { kind: 'kept', file } : undefined;
  },
  write: (note) => (note.kind === 'kept' ? { file: note.file } : note.kind),
};

const SAID = recordOf(orNull(text));

/** Nearly always it is what was written last alone. */
const WROTE: Form<Wrote> = {
  read: (value) => {
    const all = [value].flat().map((one: unknown) => (one === 'deleted' ? one : SAID.read(one)));
    const found = all.filter((one) => one !== undefined);
    return found.length === 0 ? undefined : found;
  },
  write: (wrote) => (wrote.length === 1 ? wrote[0] : wrote),
};

const RECORD = object({
  fingerprint: maybe(text),
  policies: OWNED,
  subscribers: OWNED,
  groups: OWNED,
  untaken: mapOf(UNTAKEN),
  dropsGroupPolicy: maybe(truth),
  dropsAt: maybe(number),
  sites: unless(SITES, NOTHING_LEARNT),
  outside: unless(OUTSIDE, NEW_BQN.outside, ({ ids }) => ids.size === 0),
  harm: BOOKS,
  rewrites: mapOf<Rewrite>(row({ what: text, runs: number })),
  before: maybe(BEFORE),
  wrote: unless(mapOf(WROTE), NEW_BQN.wrote, ({ size }) => size === 0),
  journal: MEMORY,
  agreed: maybe(text),
});

/** A record as it stands in the state file; what is not as it should be counts as not there. */
export function readRecord(entry: unknown): BqnRecord {
  const read = RECORD.read(entry);
  if (read === undefined) return NEW_BQN;
  const { policies: policy, subscribers: subscriber, groups: group, ...rest } = read;
  const harm = rest.harm === NO_BOOKS ? readOldBooks(entry) : rest.harm;
  return { ...rest, owned: { policy, subscriber, group }, harm };
}

export function writeRecord({ owned, dropsAt, agreed, ...rest }: BqnRecord): JsonObject {
  const entries = { policies: owned.policy, subscribers: owned.subscriber, groups: owned.group };
  return RECORD.write({ ...rest, ...entries, dropsAt, agreed });
}
