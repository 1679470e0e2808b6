import { eachHarm, eachLasting, HARMS, type HarmKind } from '../changes/harm.ts';
import type { Incident } from '../changes/incidents.ts';
import { DAY_S } from '../changes/windows.ts';
import { BLOCK_POLICY, type Rates } from '../mapping/desired.ts';
import { isObject, type JsonObject } from '../text/json.ts';
import type { Agreed, Announced, Approval, HarmBooks, LastSeen } from './harm-books.ts';
import { NO_BOOKS } from './harm-books.ts';
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

/** A group for all who were last under the same policy on the same day: `[policy, down, up, day, [customers]]`. */
function writeLast(last: HarmBooks['last']): unknown[] {
  const groups = new Map<string, [LastSeen, string[]]>();
  const groupOf = new Map<LastSeen, string[]>();
  last.forEach((seen, customer) => {
    let customers = groupOf.get(seen);
    if (customers === undefined) {
      const key = JSON.stringify([seen.policy, seen.rates, seen.day]);
      const group = groups.get(key) ?? [seen, []];
      groups.set(key, group);
      customers = group[1];
      groupOf.set(seen, customers);
    }
    customers.push(customer);
  });
  return [...groups.values()].map(([{ policy, rates, day }, customers]) => [
    policy,
    rates?.downKbps ?? null,
    rates?.upKbps ?? null,
    day,
    customers,
  ]);
}

function readLast(value: unknown): HarmBooks['last'] {
  const last = new Map<string, LastSeen>();
  for (const group of Array.isArray(value) ? value : []) {
    const [policy, down, up, day, customers]: unknown[] = Array.isArray(group) ? group : [];
    if (typeof policy !== 'string' || typeof day !== 'number' || !Array.isArray(customers)) continue;
    const rates = typeof down === 'number' && typeof up === 'number' ? { downKbps: down, upKbps: up } : undefined;
    const seen: LastSeen = { policy, rates, day };
    for (const customer of customers) if (typeof customer === 'string') last.set(customer, seen);
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
