import type { OwnedEntry } from '../changes/ownership.ts';
import { lazily } from '../mapping/lazily.ts';
import { isObject, type JsonObject } from '../text/json.ts';
import { BETWEEN, eachNumber, split, startsIn, valueFrom } from './column.ts';
import { type IsWanted, PackedMap } from './packed-map.ts';

/**
 * What is ours of one kind, as it stands in the state file. Tens of thousands of entries say the same but for their key, id
 * and login: these stand in three texts, since an object for each of them took longer to read and write than all else that
 * is remembered. Whatever says more stands under its key in `others`.
 */
interface Columns {
  readonly keys: string;
  readonly ids: string;
  /** An empty one for an entry of no login. */
  readonly logins: string;
  /** Keys of those under the block policy. */
  readonly blocked: string;
  /** Keys of those that were found, and not made. */
  readonly found?: string | undefined;
  /** Who wrote them, as the BQN says. */
  readonly by?: string | undefined;
  readonly others: JsonObject;
}

/** As they were read or written last, so that what has not changed is not made anew. */
const known = new WeakMap<ReadonlyMap<string, OwnedEntry>, Columns>();

export function isColumns(value: unknown): value is Columns {
  if (!isObject(value)) return false;
  const { keys, ids, logins, blocked, others } = value;
  return [keys, ids, logins, blocked].every((column) => typeof column === 'string') && isObject(others);
}

/** @param readOther reads what stands in `others` */
export function readColumns(
  columns: Columns,
  readOther: (value: unknown) => OwnedEntry | undefined,
): ReadonlyMap<string, OwnedEntry> {
  if (columns.keys === '' && Object.keys(columns.others).length === 0) return new Map();
  const rows = lazily(() => rowsOf(columns));
  const found = new PackedMap((isWanted) => unpacked(columns, rows(), readOther, isWanted));
  known.set(found, columns);
  return found;
}

/** Where each entry stands in the columns, and whose it is. */
interface Rows {
  readonly logins: readonly (number | undefined)[];
  readonly keys: readonly number[];
  readonly ids: readonly number[];
  readonly blocked: ReadonlySet<string>;
  readonly found: ReadonlySet<string>;
}

const NO_ROWS: Rows = { logins: [], keys: [], ids: [], blocked: new Set(), found: new Set() };

/** Columns that were cut by hand say nothing that could be trusted. */
function rowsOf(columns: Columns): Rows {
  const logins: (number | undefined)[] = [];
  eachNumber(columns.logins, (login) => logins.push(login));
  const [keys, ids] = [startsIn(columns.keys), startsIn(columns.ids)];
  const isSound = columns.keys !== '' && keys.length === logins.length && ids.length === logins.length;
  if (!isSound) return NO_ROWS;
  const blocked = new Set(split(columns.blocked));
  return { logins, keys, ids, blocked, found: new Set(split(typeof columns.found === 'string' ? columns.found : '')) };
}

function unpacked(
  columns: Columns,
  { logins, keys, ids, blocked, found: foundThere }: Rows,
  readOther: (value: unknown) => OwnedEntry | undefined,
  isWanted: IsWanted,
): ReadonlyMap<string, OwnedEntry> {
  const found = new Map<string, OwnedEntry>();
  const by = typeof columns.by === 'string' ? columns.by : undefined;
  logins.forEach((login, at) => {
    if (!isWanted(login)) return;
    const key = valueFrom(columns.keys, keys[at] ?? 0);
    const entry = plain(valueFrom(columns.ids, ids[at] ?? 0), login, by, blocked.has(key) ? true : undefined);
    found.set(key, foundThere.has(key) ? { ...entry, isFound: true } : entry);
  });
  for (const [key, value] of Object.entries(columns.others)) {
    const other = readOther(value);
    if (other !== undefined && isWanted(other.login)) found.set(key, other);
  }
  return found;
}

/** @param writeOther writes what stands in `others` */
export function writeColumns(
  owned: ReadonlyMap<string, OwnedEntry>,
  writeOther: (entry: OwnedEntry) => unknown,
): Columns {
  const before = known.get(owned);
  if (before !== undefined) return before;
  const [keys, ids, logins]: [string[], string[], string[]] = [[], [], []];
  const [blocked, found]: [string[], string[]] = [[], []];
  const others: [string, unknown][] = [];
  const by = handOf(owned);
  owned.forEach((entry, key) => {
    if (!isPlain(key, entry, by)) {
      others.push([key, writeOther(entry)]);
      return;
    }
    keys.push(key);
    ids.push(entry.id);
    logins.push(entry.login === undefined ? '' : String(entry.login));
    if (entry.isBlocked === true) blocked.push(key);
    if (entry.isFound === true) found.push(key);
  });
  const columns = {
    keys: keys.join(BETWEEN),
    ids: ids.join(BETWEEN),
    logins: logins.join(BETWEEN),
    blocked: blocked.join(BETWEEN),
    ...(found.length > 0 && { found: found.join(BETWEEN) }),
    by,
    // A name such as __proto__ is a name like any other.
    others: Object.fromEntries(others),
  };
  known.set(owned, columns);
  return columns;
}

function plain(
  id: string,
  login: number | undefined,
  by: string | undefined,
  isBlocked: true | undefined,
): OwnedEntry & { readonly id: string } {
  return { id, login, former: undefined, by, missed: 0, unseen: 0, since: undefined, isBlocked, takenOver: false };
}

/** Whether the columns say all of it. */
function isPlain(
  key: string,
  entry: OwnedEntry,
  by: string | undefined,
): entry is OwnedEntry & { readonly id: string } {
  const { id, former, missed, unseen, since, takenOver, written, sites } = entry;
  if (id === undefined || former !== undefined || since !== undefined || takenOver) return false;
  if (written !== undefined || sites !== undefined) return false;
  if (missed > 0 || unseen > 0 || entry.by !== by) return false;
  return key !== '' && !key.includes(BETWEEN) && !id.includes(BETWEEN);
}

/** So many are asked. */
const ASKED = 50;

/** That of most of the first: nearly all have the same, but what was just made, of which no list has said it yet. */
function handOf(owned: ReadonlyMap<string, OwnedEntry>): string | undefined {
  const counts = new Map<string | undefined, number>();
  let asked = 0;
  for (const { by, missed, unseen } of owned.values()) {
    if (missed > 0 || unseen > 0) continue;
    counts.set(by, (counts.get(by) ?? 0) + 1);
    if (++asked === ASKED) break;
  }
  const most = Math.max(0, ...counts.values());
  return [...counts].find(([, count]) => count === most)?.[0];
}
