import { eachHarm, eachLasting, HARMS, type HarmKind } from '../changes/harm.ts';
import type { Incident } from '../changes/incidents.ts';
import { customerKey, loginInKey } from '../customers/customer.ts';
import { BLOCK_POLICY } from '../mapping/desired.ts';
import {
  anyObject,
  type Form,
  list,
  mapOf,
  maybe,
  number,
  object,
  orElse,
  row,
  type Sure,
  text,
  via,
} from '../text/form.ts';
import { DAY_S } from '../text/time-units.ts';
import { BETWEEN, eachNumber } from './column.ts';
import type { Agreed, Announced, Approval, HarmBooks, LastSeen } from './harm-books.ts';
import { NO_BOOKS } from './harm-books.ts';
import { type IsWanted, PackedMap } from './packed-map.ts';

const OBJECT = orElse(anyObject, {});

/** The same of each kind of harm. */
function per<Kind extends string, T>(
  each: <V>(of: (kind: Kind) => V) => Record<Kind, V>,
  form: Sure<T>,
): Sure<Readonly<Record<Kind, T>>> {
  return {
    read: (value) => each((kind) => form.read(OBJECT.read(value)[kind])),
    write: (values) => each((kind) => form.write(values[kind])),
  };
}

const TIMES = per(eachHarm, mapOf(number));
const TEXTS = orElse(list(text), []);

const INCIDENT: Form<Incident> = via(
  object({ mark: text, began: number, most: orElse(number, 0), told: maybe(number), members: mapOf(number) }),
  ({ most, told, members, ...known }) =>
    members.size === 0
      ? undefined
      : { ...known, most: Math.max(most, members.size), told: told ?? members.size, members },
  (incident) => incident,
);

const INCIDENTS: Sure<HarmBooks['incidents']> = {
  read: (value) => {
    const known = mapOf(INCIDENT).read(value);
    return Object.fromEntries(HARMS.flatMap((kind) => (known.has(kind) ? [[kind, known.get(kind)]] : [])));
  },
  write: (incidents) => mapOf(INCIDENT).write(new Map(Object.entries(incidents))),
};

const AGREED: Form<Agreed> = via(
  row({ downKbps: number, upKbps: number, otherSince: maybe(number) }),
  ({ otherSince, ...rates }) => ({ rates, otherSince }),
  ({ rates: { downKbps, upKbps }, otherSince }) => ({ downKbps, upKbps, otherSince }),
);

const ANNOUNCED: Form<Announced> = object({
  made: number,
  used: per<HarmKind, ReadonlySet<string>>(eachHarm, {
    read: (value) => new Set(TEXTS.read(value)),
    write: (used) => [...used],
  }),
});

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
  const last = new PackedMap((isWanted) => unpackedLast(value, isWanted));
  knownLast.set(last, value);
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
    if (isWanted(undefined)) for (const name of TEXTS.read(others)) last.set(name, seen);
  }
  return last;
}

const LAST: Sure<HarmBooks['last']> = { read: readLast, write: writeLast };

/** The gate's books as they stand in the state file; what is not as it should be counts as not there. */
export const BOOKS = orElse(
  object({
    since: maybe(number),
    at: maybe(number),
    leap: maybe(number),
    recent: TIMES,
    incidents: INCIDENTS,
    last: LAST,
    agreed: mapOf(AGREED),
    gross: mapOf(number),
    most: per(eachLasting, orElse(number, 0)),
    announced: maybe(ANNOUNCED),
    dark: maybe(number),
  }),
  NO_BOOKS,
);

export const APPROVALS: Sure<readonly Approval[]> = orElse(
  list(object({ at: number, customers: per(eachLasting, TEXTS), policies: TEXTS })),
  [],
);

const REMEMBERED = mapOf(row({ policy: text, at: number }));

/** What the versions before 3 kept: who is blocked or held back, when somebody met a harm, and from whom what is held back. */
export function readOldBooks(value: unknown): HarmBooks {
  const { remembered, recent, held } = OBJECT.read(value);
  const last = [...REMEMBERED.read(remembered)].map(([customer, { policy, at }]): [string, LastSeen] => {
    const rates = policy === BLOCK_POLICY ? { downKbps: 0, upKbps: 0 } : undefined;
    return [customer, { policy, rates, day: Math.floor(at / DAY_S) }];
  });
  const waiting = TIMES.read(held);
  const incidents: Partial<Record<HarmKind, Incident>> = {};
  for (const kind of HARMS) {
    const members = waiting[kind];
    if (members.size === 0) continue;
    const began = Math.min(...members.values());
    incidents[kind] = { mark: `${kind}-0`, began, most: members.size, told: members.size, members };
  }
  return { ...NO_BOOKS, recent: TIMES.read(recent), incidents, last: new Map(last) };
}
