import type { OwnedEntry } from '../changes/ownership.ts';
import { isObject, type JsonObject } from '../text/json.ts';

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

/** Between the values of a column; no address holds it, and a name that does stands in `others`. */
const BETWEEN = '|';

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
  const { by, others } = columns;
  const [keys, ids, logins] = [split(columns.keys), columns.ids.split(BETWEEN), columns.logins.split(BETWEEN)];
  const found = new Map<string, OwnedEntry>();
  // One that was cut by hand says nothing that could be trusted.
  if (keys.length > 0 && (ids.length !== keys.length || logins.length !== keys.length)) return found;
  const blocked = new Set(split(columns.blocked));
  const foundThere = new Set(split(typeof columns.found === 'string' ? columns.found : ''));
  const hand = typeof by === 'string' ? by : undefined;
  keys.forEach((key, at) => {
    const login = Number(logins[at] || Number.NaN);
    const isBlocked = blocked.has(key) ? true : undefined;
    const entry = plain(ids[at] ?? '', Number.isNaN(login) ? undefined : login, hand, isBlocked);
    found.set(key, foundThere.has(key) ? { ...entry, isFound: true } : entry);
  });
  for (const [key, value] of Object.entries(others)) {
    const other = readOther(value);
    if (other !== undefined) found.set(key, other);
  }
  known.set(found, columns);
  return found;
}

/** @param writeOther writes what stands in `others` */
export function writeColumns(
  owned: ReadonlyMap<string, OwnedEntry>,
  writeOther: (entry: OwnedEntry) => JsonObject,
): Columns {
  const before = known.get(owned);
  if (before !== undefined) return before;
  const [keys, ids, logins]: [string[], string[], string[]] = [[], [], []];
  const [blocked, found]: [string[], string[]] = [[], []];
  const others: [string, JsonObject][] = [];
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

function split(column: string): readonly string[] {
  return column === '' ? [] : column.split(BETWEEN);
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
