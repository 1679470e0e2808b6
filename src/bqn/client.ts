import type { HttpClient, RetryRule } from '../http/client.ts';
import { AnswerTooLarge, CertificateRefused, RequestTimedOut, TransportError } from '../http/errors.ts';
import type { Answer, Exchange } from '../http/transport.ts';
import { KnownRow, type KnownRows, KnownRowsHere, type Print } from '../listing/known-rows.ts';
import { type Envelope, ListingReader, rowsAt } from '../listing/listing-reader.ts';
import { MalformedAnswer } from '../listing/malformed.ts';
import { formOf, Shape } from '../listing/shape.ts';
import { isObject, type JsonObject, parseJson } from '../text/json.ts';
import { say } from '../text/language.ts';
import { sentence } from '../text/sentence.ts';
import { BqnCertificateRefused, BqnListUnreadable, BqnLoginRefused, BqnUnavailable, WriteRefused } from './errors.ts';
import type { BqnKind } from './kinds.ts';
import {
  type BqnGroup,
  type BqnPolicy,
  type BqnState,
  type BqnSubscriber,
  type KnownEntries,
  type Listed,
  type RereadList,
  readGroup,
  readPolicy,
  readSubscriber,
  SUBSCRIBER_FIELDS,
  UNSET_GROUPS,
  UnreadableItem,
} from './resources.ts';

/** One request that changes something. */
export interface BqnWrite {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly kind: BqnKind;
  /** Name or address, as it stands in the path before encoding. */
  readonly key: string;
  readonly body?: JsonObject;
}

/** What the rest of the program needs of a BQN. */
export interface BqnTarget {
  readonly label: string;
  /** Writes that it takes at a time just now. */
  readonly width: number;
  /**
   * @param known entries that need not be looked at while they say the same: `reread` has them
   * @throws {BqnGone}; never takes an unread list for an empty one
   */
  read(known?: KnownEntries): Promise<BqnState>;
  readPolicies(): Promise<ReadonlyMap<string, BqnPolicy>>;
  readGroups(): Promise<ReadonlyMap<string, BqnGroup>>;
  /** What its lists look like, for a bug report: no customer's data. */
  shapes?(): Promise<string[]>;
  /** @throws {WriteRefused} for this entry, {BqnGone} for all of them */
  write(write: BqnWrite): Promise<void>;
  close(): void;
}

const PATHS: Readonly<Record<BqnKind, string>> = {
  policy: 'policies/rate',
  subscriber: 'subscribers',
  group: 'subscriberGroups',
};

/** 100,000 subscribers with all their fields are 50 MB. In bytes. */
const LIST_LIMIT = 256_000_000;
const WRITE_LIMIT = 1_000_000;
/** A list took 12 to 15 s on a live box now and then (src/bqn/README.md, "Lists"): the second try waits longer. */
const LIST_PATIENCE = [1, 4] as const;

/** Under load a BQN answers an occasional 500, which half a second clears (src/bqn/README.md, "How it fails"). */
export const BQN_RETRIES: RetryRule = {
  tries: 3,
  delayMs: (retry) => 500 * 2 ** (retry - 1),
  again: (failure) =>
    failure instanceof TransportError
      ? !(
          failure instanceof CertificateRefused ||
          failure instanceof RequestTimedOut ||
          failure instanceof AnswerTooLarge
        )
      : failure.status >= 500 || failure.status === 429,
};

export function bqnHeaders(user: string, password: string): Readonly<Record<string, string>> {
  return {
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    'content-type': 'application/json',
    accept: 'application/json',
  };
}

/** What a target must be told of its BQN. */
export interface BqnFacts {
  /** The BQN's name for people and in the ledger. */
  readonly label: string;
  /** Limit of one request, in ms. */
  readonly timeoutMs: number;
  readonly pace: { readonly width: number };
  /** Whether this program has entries of a kind there: then a list that is not there is not empty, but unread. */
  readonly holds: (kind: BqnKind) => boolean;
}

/** The REST API of one BQN over one HTTP client, whose headers must be `bqnHeaders`. */
export function bqnTarget(http: HttpClient, { label, timeoutMs, pace, holds }: BqnFacts): BqnTarget {
  const list = async <T>(kind: BqnKind, read: (item: JsonObject) => T, looking: Looking = {}): Promise<Items<T>> => {
    const items = new Items(read, looking);
    const isThere = await readList(http, { label, timeoutMs, path: PATHS[kind] }, items);
    const [first] = items.odd;
    // Then the list itself is something else.
    if (items.isEmpty && first !== undefined) throw new BqnListUnreadable(label, PATHS[kind], first);
    if (isThere) return items;
    if (holds(kind))
      throw new BqnListUnreadable(label, PATHS[kind], say`it is not there, though this program has entries in it`);
    return new Items(read, looking);
  };
  const readPolicies = async () => byName((await list('policy', readPolicy)).entries);
  const readGroups = async () => byName((await list('group', readGroup)).entries);
  return {
    label,
    get width() {
      return pace.width;
    },
    readPolicies,
    readGroups,
    async read(known) {
      // One after the other: each list costs a busy box seconds.
      const policies = await list('policy', readPolicy);
      const subscribers = await list('subscriber', readSubscriber, {
        columns: SUBSCRIBER_FIELDS,
        known: known?.subscribers,
      });
      const groups = await list('group', readGroup, { known: known?.groups });
      const reread = known && {
        subscribers: subscribers.reread(([ip]) => ip),
        groups: groups.reread(({ name }) => name),
      };
      return {
        ...(reread && { reread }),
        policies: byName(policies.entries),
        subscribers: new Map<string, BqnSubscriber>(subscribers.entries),
        groups: byName(groups.entries),
        odd: [...policies.odd, ...subscribers.odd, ...groups.odd],
      };
    },
    shapes: () => bqnShapes(http, timeoutMs),
    write: (write) => send(http, label, timeoutMs, write),
    close: () => http.close(),
  };
}

/** What of a list is looked at. */
interface Looking {
  /** All that is looked at in an item of which nothing else says anything. */
  readonly columns?: readonly string[];
  readonly known?: KnownRows | undefined;
}

/**
 * The entries of a list as they arrive: the text of each is forgotten before the next one comes. Those that are not what they
 * should be are passed over, and told.
 */
class Items<T> {
  readonly #read: (item: JsonObject) => T;
  readonly #looking: Looking;
  entries: T[] = [];
  odd: string[] = [];
  /** For each entry, which row of the answer it was, and its fingerprint. */
  #rows: number[] = [];
  #prints: (Print | undefined)[] = [];
  #passed: KnownRowsHere;
  /** By index of a known entry, which row of the answer it was. */
  readonly #passedAt: Uint32Array;
  #came = 0;
  #reader: ListingReader;

  constructor(read: (item: JsonObject) => T, looking: Looking) {
    this.#read = read;
    this.#looking = looking;
    const { size = 0 } = looking.known ?? {};
    this.#passed = new KnownRowsHere(size);
    this.#passedAt = new Uint32Array(size);
    this.#reader = this.#begin();
  }

  reset(): void {
    this.entries = [];
    this.odd = [];
    this.#rows = [];
    this.#prints = [];
    this.#passed = new KnownRowsHere(this.#passedAt.length);
    this.#came = 0;
    this.#reader = this.#begin();
  }

  get isEmpty(): boolean {
    return this.entries.length + this.#passed.size === 0;
  }

  /** The list beside what of it is known. */
  reread(keyOf: (entry: T) => string): RereadList<T> {
    let places: ReadonlyMap<string, number> | undefined;
    const placeOf = (key: string) => {
      places ??= new Map(this.entries.map((entry, at) => [keyOf(entry), at]));
      return places.get(key) ?? -1;
    };
    return {
      has: (index) => this.#passed.has(index),
      print: (key) => this.#prints[placeOf(key)],
      with: (isAsked) => this.#with(isAsked),
    };
  }

  #with(isAsked: (index: number) => boolean): readonly Listed<T>[] {
    const looked = this.entries.map((entry, at) => ({ row: this.#rows[at] ?? 0, entry, index: undefined }));
    const restored = Array.from(this.#passed.rows(isAsked), ([index, row]) => {
      return { row: this.#passedAt[index] ?? 0, entry: this.#read(row), index };
    });
    // As they came, where nobody was passed over.
    if (restored.length === 0) return looked;
    return [...looked, ...restored].sort((one, other) => one.row - other.row);
  }

  write(chunk: Buffer): void {
    this.#reader.write(chunk);
  }

  end(): Envelope {
    return this.#reader.end();
  }

  /** Keeps those that `items` lists: other parts of an answer may hold lists or maps as well. */
  keep(listed: readonly unknown[]): void {
    const kept = new Uint8Array(this.#came);
    let strange = 0;
    for (const value of listed) {
      const rows = rowsAt(value);
      if (rows === undefined || rows.first + rows.count > this.#came) strange++;
      else kept.fill(1, rows.first, rows.first + rows.count);
    }
    if (!kept.every((one) => one === 1)) {
      const isKept = (_one: unknown, at: number) => kept[this.#rows[at] ?? -1] === 1;
      this.entries = this.entries.filter(isKept);
      this.#prints = this.#prints.filter(isKept);
      this.#passedAt.forEach((row, index) => {
        if (kept[row] !== 1) this.#passed.remove(index);
      });
      this.#rows = this.#rows.filter((row) => kept[row] === 1);
    }
    this.odd.push(...Array.from({ length: Math.min(strange, MOST_ODD) }, () => say`an item is no object`));
  }

  #begin(): ListingReader {
    // A name with bytes that are no UTF-8 is no name of ours, and does not keep the others from being read.
    const { columns, known } = this.#looking;
    const looking = { ...(columns && { columns, unset: UNSET_GROUPS }), known };
    return new ListingReader((item, print) => this.#take(item, print), { ...looking, isLossy: true });
  }

  #take(item: unknown, print: Print | undefined): void {
    const row = this.#came++;
    if (item instanceof KnownRow) {
      this.#passed.add(item);
      this.#passedAt[item.index] = row;
      return;
    }
    try {
      if (!isObject(item)) throw new UnreadableItem(say`an item is no object`);
      this.entries.push(this.#read(item));
      this.#rows.push(row);
      this.#prints.push(print);
    } catch (error) {
      if (!(error instanceof UnreadableItem)) throw error;
      if (this.odd.length < MOST_ODD) this.odd.push(error.message);
    }
  }
}

function byName<T extends { readonly name: string }>(entries: readonly T[]): ReadonlyMap<string, T> {
  return new Map(entries.map((entry) => [entry.name, entry]));
}

/** Of entries out of shape so many are told; the rest is counted with them no more. */
const MOST_ODD = 1000;

/** Which list is asked of whom. */
interface ListRequest {
  readonly label: string;
  readonly timeoutMs: number;
  readonly path: string;
}

/** @returns false for a list that is not there */
async function readList<T>(http: HttpClient, request: ListRequest, items: Items<T>): Promise<boolean> {
  const { label, path } = request;
  const answer = await askPatiently(http, request, items);
  const unreadable = (said: string) => new BqnListUnreadable(label, path, said);
  if (answer.status === 401 || answer.status === 403) throw new BqnLoginRefused(label, answer.status);
  // A list without entries yet is answered in any of these ways on some releases (src/bqn/README.md, "Lists").
  if (answer.status === 404 || answer.status === 204) return false;
  if (answer.status >= 500) throw new BqnUnavailable(label, `HTTP ${answer.status} for ${path}`);
  if (answer.status !== 200) throw unreadable(`HTTP ${answer.status}`);
  const { json, text } = endOf(items, unreadable);
  if (text === '') return false;
  if (!isObject(json)) throw unreadable(say`it is not JSON, or cut short`);
  const listed = json['items'];
  if (listed === null || Object.keys(json).length === 0) return false;
  if (!Array.isArray(listed)) throw unreadable(say`it has no \`items\``);
  items.keep(listed);
  return true;
}

function endOf<T>(items: Items<T>, unreadable: (said: string) => Error): Envelope {
  try {
    return items.end();
  } catch (error) {
    throw error instanceof MalformedAnswer ? unreadable(error.message) : error;
  }
}

async function askPatiently<T>(
  http: HttpClient,
  { label, path, timeoutMs }: ListRequest,
  sink: Items<T>,
): Promise<Answer> {
  let last: RequestTimedOut | undefined;
  for (const patience of LIST_PATIENCE) {
    const exchange: Exchange = { timeoutMs: timeoutMs * patience, limitBytes: LIST_LIMIT, sink };
    try {
      return await http.send('GET', path, exchange);
    } catch (error) {
      if (error instanceof CertificateRefused) throw new BqnCertificateRefused(label, error);
      if (error instanceof MalformedAnswer || error instanceof AnswerTooLarge)
        throw new BqnListUnreadable(label, path, error.message, { cause: error });
      if (!(error instanceof RequestTimedOut)) {
        if (error instanceof TransportError) throw new BqnUnavailable(label, error.message, { cause: error });
        throw error;
      }
      last = error;
    }
  }
  throw new BqnUnavailable(label, `${path}: ${last?.message}`, { cause: last });
}

async function send(http: HttpClient, label: string, timeoutMs: number, write: BqnWrite): Promise<void> {
  const { method, kind, key, body } = write;
  const payload = body === undefined ? '' : JSON.stringify(body);
  let answer: Answer;
  try {
    answer = await http.write(method, `${PATHS[kind]}/${encodeSegment(key)}`, {
      timeoutMs,
      limitBytes: WRITE_LIMIT,
      payload,
    });
  } catch (error) {
    if (error instanceof CertificateRefused) throw new BqnCertificateRefused(label, error);
    if (error instanceof TransportError) throw new WriteRefused(0, error.message, { cause: error });
    throw error;
  }
  // An error may come with a good status; bodies of writes that were done are often empty.
  if (answer.status >= 200 && answer.status <= 299 && errorIn(answer) === undefined) return;
  // What is gone already need not be deleted.
  if (method === 'DELETE' && answer.status === 404) return;
  if (answer.status === 401) throw new BqnLoginRefused(label, answer.status);
  throw new WriteRefused(answer.status, refusalReason(answer));
}

async function bqnShapes(http: HttpClient, timeoutMs: number): Promise<string[]> {
  const lines: string[] = [];
  for (const path of Object.values(PATHS)) {
    let shape = new Shape();
    let reader = new ListingReader((item) => shape.look(item), { isLossy: true });
    const sink = {
      reset() {
        shape = new Shape();
        reader = new ListingReader((item) => shape.look(item), { isLossy: true });
      },
      write: (chunk: Buffer) => reader.write(chunk),
    };
    const patience = timeoutMs * LIST_PATIENCE[1];
    try {
      const answer = await http.send('GET', path, { timeoutMs: patience, limitBytes: LIST_LIMIT, sink });
      const said = answer.status === 200 ? '' : `, ${formOf(answer.body.toString('utf8', 0, 200))}`;
      lines.push(`BQN ${path}: status ${answer.status}, ${answer.ms.toFixed(0)} ms${said}`, ...shape.lines());
    } catch (error) {
      lines.push(`BQN ${path}: ${error instanceof Error ? error.name : 'unknown'}`);
    }
  }
  return lines;
}

/** Names hold `/`, `%`, `#`, `?` and accents; no character is safe (src/bqn/README.md, "Names in paths"). */
function encodeSegment(name: string): string {
  // Half a character cannot be said in a path; such a name is no name of ours, and the BQN will not know it.
  return encodeURIComponent(name.replace(/\p{Cs}/gu, '\ufffd')).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** `HTTP 400: the BQN's own words`, where it gives some. */
function refusalReason(answer: Answer): string {
  const { message } = errorIn(answer) ?? {};
  if (typeof message !== 'string' || message.trim() === '') return `HTTP ${answer.status}`;
  return `HTTP ${answer.status}: ${sentence(message)}`;
}

/** `{"error":{"code":..,"message":".."}}` (src/bqn/README.md, "How it fails"); undefined when the answer is none. */
function errorIn({ body }: Answer): JsonObject | undefined {
  const json = body.length === 0 ? undefined : parseJson(body.toString('utf8'));
  const error = isObject(json) ? json['error'] : undefined;
  return isObject(error) ? error : undefined;
}
