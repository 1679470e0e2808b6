import { eachHarm, eachLasting, HARMS, type HarmKind } from '../changes/harm.ts';
import type { Incident } from '../changes/incidents.ts';
import { customerKey, loginInKey } from '../customers/customer.ts';
import { BLOCK_POLICY, type Rates } from '../mapping/desired.ts';
import { isObject, type JsonObject } from '../text/json.ts';
import { DAY_S } from '../text/time-units.ts';
import { BETWEEN, eachNumber } from './column.ts';
import type { Agreed, Announced, Approval, HarmBooks, LastSeen } from './harm-books.ts';
import { NO_BOOKS } from './harm-books.ts';
import { type IsWanted, PackedMap } from './packed-map.ts';
import { readMap } from './read-map.ts';

/** The gate's books as they stand in the state file; what is not as it should be counts as not there. */
export function readBooks(value: unknown): HarmBooks {
  if (!isObject(value)) return NO_BOOKS;
  const { since, at, leap, recent, incidents, last, agreed, gross, most, announced, dark } = value;
  return {
    since: numberOf(since),
    at: numberOf(at),
    leap: numberOf(leap),
    recent: readTimes(recent),
    incidents: readIncidents(incidents),
    last: readLast(last),
    agreed: readMap(agreed, readAgreed),
    gross: readMap(gross, numberOf),
    most: eachLasting((kind) => numberOf(asObject(most)[kind]) ?? 0),
    announced: readAnnounced(announced),
    dark: numberOf(dark),
  };
}

export function writeBooks(books: HarmBooks): JsonObject {
  const { since, at, leap, recent, incidents, last, agreed, gross, most, announced, dark } = books;
  return {
    since,
    at,
    leap,
    recent: eachHarm((kind) => Object.fromEntries(recent[kind])),
    incidents: Object.fromEntries(
      Object.entries(incidents).map(([kind, one]) => [kind, { ...one, members: Object.fromEntries(one.members) }]),
    ),
    last: writeLast(last),
    agreed: Object.fromEntries([...agreed].map(([name, one]) => [name, writeAgreed(one)])),
    gross: Object.fromEntries(gross),
    most,
    announced: announced && {
      made: announced.made,
      used: eachHarm((kind) => [...announced.used[kind]]),
    },
    dark,
  };
}

/** What the versions before 3 kept: who is blocked or held back, when somebody met a harm, and from whom what is held back. */
export function readOldBooks({ remembered, recent, held }: JsonObject): HarmBooks {
  const last = readMap(remembered, readRemembrance);
  const waiting = readTimes(held);
  const incidents: Partial<Record<HarmKind, Incident>> = {};
  for (const kind of HARMS) {
    const members = waiting[kind];
    if (members.size === 0) continue;
    const began = Math.min(...members.values());
    incidents[kind] = { mark: `${kind}-0`, began, most: members.size, told: members.size, members };
  }
  return { ...NO_BOOKS, recent: readTimes(recent), incidents, last };
}

function readRemembrance(value: unknown): LastSeen | undefined {
  if (!Array.isArray(value)) return undefined;
  const [policy, at]: unknown[] = value;
  if (typeof policy !== 'string' || typeof at !== 'number') return undefined;
  const rates = policy === BLOCK_POLICY ? { downKbps: 0, upKbps: 0 } : undefined;
  return { policy, rates, day: Math.floor(at / DAY_S) };
}

/** As it was read or written last, so that what has not changed is not made anew. */
const knownLast = new WeakMap<HarmBooks['last'], readonly unknown[]>();

/** A group for all who were last under the same policy on the same day: `[policy, down, up, day, 'logins', [others]]`. */
function writeLast(last: HarmBooks['last']): readonly unknown[] {
  const before = knownLast.get(last);
  if (before !== undefined) return before;
  const groups = new Map<string, Group>();
  const groupOf = new Map<LastSeen, Group>();
  last.forEach((seen, customer) => {
    let group = groupOf.get(seen);
    if (group === undefined) {
      const key = JSON.stringify([seen.policy, seen.rates, seen.day]);
      group = groups.get(key) ?? { seen, logins: [], others: [] };
      groups.set(key, group);
      groupOf.set(seen, group);
    }
    const login = loginInKey(customer);
    if (login === undefined) group.others.push(customer);
    else group.logins.push(login);
  });
  const written = [...groups.values()].map(({ seen: { policy, rates, day }, logins, others }) => {
    const all = [policy, rates?.downKbps ?? null, rates?.upKbps ?? null, day, logins.join(BETWEEN)];
    return others.length > 0 ? [...all, others] : all;
  });
  knownLast.set(last, written);
  return written;
}

interface Group {
  readonly seen: LastSeen;
  readonly logins: number[];
  readonly others: string[];
}

function readLast(value: unknown): HarmBooks['last'] {
  if (!Array.isArray(value) || value.length === 0) return NO_BOOKS.last;
  const rows: readonly unknown[] = value;
  const last = new PackedMap((isWanted) => unpackedLast(rows, isWanted));
  knownLast.set(last, rows);
  return last;
}

function unpackedLast(rows: readonly unknown[], isWanted: IsWanted): HarmBooks['last'] {
  const last = new Map<string, LastSeen>();
  for (const row of rows) {
    const [policy, down, up, day, logins, others]: unknown[] = Array.isArray(row) ? row : [];
    if (typeof policy !== 'string' || typeof day !== 'number' || typeof logins !== 'string') continue;
    const rates = typeof down === 'number' && typeof up === 'number' ? { downKbps: down, upKbps: up } : undefined;
    const seen: LastSeen = { policy, rates, day };
    eachNumber(logins, (login) => {
      if (login !== undefined && isWanted(login)) last.set(customerKey({ loginId: login }), seen);
    });
    if (isWanted(undefined)) for (const name of textsOf(others)) last.set(name, seen);
  }
  return last;
}

function readIncidents(value: unknown): HarmBooks['incidents'] {
  const incidents: Partial<Record<HarmKind, Incident>> = {};
  for (const kind of HARMS) {
    const incident = readIncident(asObject(value)[kind]);
    if (incident !== undefined) incidents[kind] = incident;
  }
  return incidents;
}

function readIncident(value: unknown): Incident | undefined {
  const { mark, began, most, told, members } = asObject(value);
  if (typeof mark !== 'string' || typeof began !== 'number') return undefined;
  const who = readMap(members, numberOf);
  if (who.size === 0) return undefined;
  return { mark, began, most: Math.max(numberOf(most) ?? 0, who.size), told: numberOf(told) ?? who.size, members: who };
}

function readAgreed(value: unknown): Agreed | undefined {
  const [downKbps, upKbps, otherSince]: unknown[] = Array.isArray(value) ? value : [];
  if (typeof downKbps !== 'number' || typeof upKbps !== 'number') return undefined;
  return { rates: { downKbps, upKbps }, otherSince: numberOf(otherSince) };
}

function writeAgreed({ rates, otherSince }: Agreed): unknown[] {
  const { downKbps, upKbps }: Rates = rates;
  return otherSince === undefined ? [downKbps, upKbps] : [downKbps, upKbps, otherSince];
}

function readAnnounced(value: unknown): Announced | undefined {
  const { made, used } = asObject(value);
  if (typeof made !== 'number') return undefined;
  return { made, used: eachHarm((kind) => new Set(textsOf(asObject(used)[kind]))) };
}

export function readApprovals(value: unknown): Approval[] {
  return (Array.isArray(value) ? value : []).flatMap((one: unknown) => {
    const { at, customers, policies } = asObject(one);
    if (typeof at !== 'number') return [];
    const who = eachLasting((kind) => textsOf(asObject(customers)[kind]));
    return [{ at, customers: who, policies: textsOf(policies) }];
  });
}

function readTimes(value: unknown): HarmBooks['recent'] {
  return eachHarm((kind) => readMap(asObject(value)[kind], numberOf));
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
