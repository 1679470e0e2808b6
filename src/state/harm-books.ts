import { isIpv6 } from '../address/address.ts';
import type { Applied } from '../apply/apply.ts';
import { isOfUnseen } from '../billing/standing.ts';
import type { BqnState } from '../bqn/resources.ts';
import { type Change, type ChangePlan, policyAfter } from '../changes/change-plan.ts';
import type { Gated } from '../changes/gate.ts';
import type { Approved, GateMemory } from '../changes/gate-memory.ts';
import { policyAt, ratesOf } from '../changes/gross.ts';
import { eachHarm, eachLasting, type HarmKind, LASTING, type LastingKind } from '../changes/harm.ts';
import type { Incident } from '../changes/incidents.ts';
import { nameOf, writeOf } from '../changes/second-look.ts';
import { countTogether } from '../changes/windows.ts';
import { type Fate, fateUnder, policyOf } from '../customers/fate.ts';
import type { FateChange } from '../customers/fate-change.ts';
import type { Remembered } from '../customers/roll.ts';
import { BLOCK_POLICY, type Desired, type Rates } from '../mapping/desired.ts';
import { lazily } from '../mapping/lazily.ts';
import { DAY_S, HOUR_S } from '../text/time-units.ts';
import { ChangedMap } from './changed-map.ts';

/** What the gate remembers of one BQN between two runs. Times are Unix seconds. */
export interface HarmBooks {
  /** When they were begun; undefined before the first run. */
  readonly since: number | undefined;
  /** The last run, as far as its clock is believed. */
  readonly at: number | undefined;
  /** What the clock said in a run before, if it was too far ahead to be believed at once. */
  readonly leap: number | undefined;
  /** When a customer last met a kind of harm that passed as a matter of course. */
  readonly recent: Readonly<Record<HarmKind, ReadonlyMap<string, number>>>;
  readonly incidents: Readonly<Partial<Record<HarmKind, Incident>>>;
  /** What each customer was under when they were last there. */
  readonly last: ReadonlyMap<string, LastSeen>;
  /** What the policies were at before any change of the last day. */
  readonly agreed: ReadonlyMap<string, Agreed>;
  /** Gross errors that are held back, since when. */
  readonly gross: ReadonlyMap<string, number>;
  /** The most customers who met a harm within one hour. */
  readonly most: Readonly<Record<LastingKind, number>>;
  /** Who was met by what is announced; undefined where nothing is. */
  readonly announced: Announced | undefined;
  /** Since when a large part of the customers is offline at once. */
  readonly dark: number | undefined;
}

/** One object for all who were last under the same policy on the same day. */
export interface LastSeen {
  readonly policy: string;
  /** Undefined where an older version did not keep it. */
  readonly rates: Rates | undefined;
  /** Days since 1970. */
  readonly day: number;
}

export interface Agreed {
  readonly rates: Rates;
  /** When it first was at something else; undefined while it is not. */
  readonly otherSince: number | undefined;
}

export interface Announced {
  /** When it was announced, which tells one announcement from another. */
  readonly made: number;
  readonly used: Readonly<Record<HarmKind, ReadonlySet<string>>>;
}

/** That so many of some kinds are to be met until then (`--expect`). */
export interface Expected {
  readonly made: number;
  readonly until: number;
  readonly counts: ReadonlyMap<string, number>;
  readonly by: string;
  readonly reason: string;
}

export const NO_BOOKS: HarmBooks = {
  since: undefined,
  at: undefined,
  leap: undefined,
  recent: eachHarm(() => new Map()),
  incidents: {},
  last: new Map(),
  agreed: new Map(),
  gross: new Map(),
  most: eachLasting(() => 0),
  announced: undefined,
  dark: undefined,
};

/** A customer who does not come back is remembered that long. In days. */
const REMEMBERED_DAYS = 40;
/** Before that age the books cannot say what has never been. In s. */
const GROWN_UP_S = 40 * DAY_S;
/** A clock that is further ahead than that is believed when the next run says so again. In s. */
const LEAP_S = 7 * DAY_S;
/** This share of the customers of the last day being offline at once is a mass event. */
const DARK_SHARE = 0.2;

/** The time that a run goes by: that of the clock, unless it has leapt. @param now Unix s, as the clock says */
export function believed({ at, leap }: HarmBooks, now: number): number {
  if (at === undefined || now - at < LEAP_S) return now;
  return leap !== undefined && Math.abs(now - leap) < DAY_S ? now : at;
}

/**
 * The books as they are now: a clock that was set back has left times of the future. Far ones are forgotten; whoever met a
 * harm less than a day ahead of now met it just before the clock was set.
 */
export function booksAt(books: HarmBooks, now: number): HarmBooks {
  const today = dayOf(now);
  const past = (at: number) => Math.min(at, now);
  const known = (at: number | undefined) => (at !== undefined && at > now ? undefined : at);
  return {
    ...books,
    since: books.since === undefined ? undefined : past(books.since),
    at: known(books.at),
    recent: eachHarm((kind) => recentAt(books, kind, now)),
    incidents: Object.fromEntries(
      Object.entries(books.incidents).map(([kind, incident]) => [
        kind,
        {
          ...incident,
          began: past(incident.began),
          members: new Map([...incident.members].map(([customer, since]) => [customer, past(since)])),
        },
      ]),
    ),
    last: [...books.last.values()].some(({ day }) => day > today)
      ? new Map([...books.last].map(([customer, one]) => [customer, { ...one, day: Math.min(one.day, today) }]))
      : books.last,
    agreed: new Map([...books.agreed].map(([name, one]) => [name, { ...one, otherSince: known(one.otherSince) }])),
    gross: new Map([...books.gross].map(([name, at]) => [name, past(at)])),
    announced: books.announced !== undefined && isNear(books.announced.made, now) ? books.announced : undefined,
    dark: known(books.dark),
  };
}

/** Whether less than a day lies between. */
function isNear(at: number, now: number): boolean {
  return Math.abs(now - at) < DAY_S;
}

/** What a run met whose clock was not believed came later than it could say: it counts as of now. */
function recentAt({ recent, at: last, leap }: HarmBooks, kind: HarmKind, now: number): ReadonlyMap<string, number> {
  const near = new Map<string, number>();
  for (const [customer, at] of recent[kind]) {
    const isOfLeap = leap !== undefined && at === last;
    if (isOfLeap || isNear(at, now)) near.set(customer, isOfLeap ? now : Math.min(at, now));
  }
  return near;
}

/** What the gate is to know of them. @param books as they are now */
export function gateMemory(
  books: HarmBooks,
  now: number,
  { approved, expected, elsewhere }: Pick<GateMemory, 'approved' | 'elsewhere'> & { expected: Expected | undefined },
): GateMemory {
  const isGrownUp = books.since !== undefined && now - books.since >= GROWN_UP_S;
  const used = books.announced?.made === expected?.made ? books.announced?.used : undefined;
  const last = lazily(() => lastFates(books));
  const isExpected = expected !== undefined && expected.made <= now && expected.until > now;
  return {
    now,
    recent: books.recent,
    incidents: books.incidents,
    gross: books.gross,
    // Most runs do not ask.
    get last() {
      return last();
    },
    agreed: new Map(
      [...books.agreed].map(([name, { rates, otherSince }]) => [
        name,
        { ...rates, isSteady: otherSince === undefined },
      ]),
    ),
    approved,
    expected: new Map(
      isExpected
        ? [...expected.counts].map(([kind, count]) => [kind, { count, used: used?.[kind as HarmKind] ?? new Set() }])
        : [],
    ),
    most: isGrownUp ? books.most : undefined,
    elsewhere,
  };
}

/** What each customer was last, as far as it is known whole. */
export function lastFates({ last }: Pick<HarmBooks, 'last'>): ReadonlyMap<string, Fate> {
  const fates = new Map<string, Fate>();
  // There is one object for all who were under the same.
  const made = new Map<LastSeen, Fate | undefined>();
  for (const [customer, seen] of last) {
    let fate = made.get(seen);
    if (fate === undefined && !made.has(seen)) {
      fate =
        seen.policy === BLOCK_POLICY || seen.rates !== undefined ? fateUnder(seen.policy, () => seen.rates) : undefined;
      made.set(seen, fate);
    }
    if (fate !== undefined) fates.set(customer, fate);
  }
  return fates;
}

/**
 * The policies that customers were last under: by customer, those whose policy is there no more left out.
 * @param there what the BQN has, and what it is to have
 */
export function rememberedPolicies(
  { last }: Pick<HarmBooks, 'last'>,
  { bqn, desired }: Pick<HarmRun, 'bqn' | 'desired'>,
): Remembered {
  const isThere = (policy: string) =>
    policy === BLOCK_POLICY || bqn.policies.has(policy) || desired.policies.has(policy);
  // Of tens of thousands a run asks for few: nothing is copied.
  const get = (customer: string) => {
    const policy = last.get(customer)?.policy;
    return policy !== undefined && isThere(policy) ? policy : undefined;
  };
  return { get };
}

/** Keys of customers begin so; what a version before 3.0 remembers is under a name or an address. */
const KEY = /^login \d/;

/** The books with customers called as they are today, where an older version, or an entry of no login, named them. */
export function rekeyed(books: HarmBooks, keyOfName: (name: string) => string): HarmBooks {
  const today = <V>(map: ReadonlyMap<string, V>): ReadonlyMap<string, V> => {
    const after = new ChangedMap(map);
    map.forEach((value, name) => {
      const key = KEY.test(name) ? name : keyOfName(name);
      if (key === name) return;
      after.delete(name);
      if (!after.has(key)) after.set(key, value);
    });
    return after.now;
  };
  return {
    ...books,
    recent: eachHarm((kind) => today(books.recent[kind])),
    incidents: Object.fromEntries(
      Object.entries(books.incidents).map(([kind, one]) => [kind, { ...one, members: today(one.members) }]),
    ),
    last: today(books.last),
  };
}

/** What one run knows of a BQN, as far as harm is concerned. */
export interface HarmRun {
  readonly desired: Desired;
  readonly bqn: BqnState;
  readonly gated: Gated;
  /** Unix time in s. */
  readonly now: number;
  readonly expected: Expected | undefined;
  /** Whether billing was asked: else nobody knows who is online. */
  readonly isAsked: boolean;
}

/** Before the first write stands whom it will harm: a run that is killed has counted what it wrote. @param books as they are now */
export function harmAnnounced(books: HarmBooks, { gated, now, expected }: HarmRun): HarmBooks {
  const recent = eachHarm((kind) => withTimes(books.recent[kind], gated.passed[kind], now));
  return {
    ...books,
    since: books.since ?? now,
    recent,
    announced: announcedAfter(books, gated, expected, now),
    most: eachLasting((kind) =>
      gated.passed[kind].length === 0
        ? books.most[kind]
        : Math.max(books.most[kind], countTogether(gated.passed[kind], books.recent[kind], now - HOUR_S)),
    ),
  };
}

/** Whether a run has somebody to count before it writes. */
export function countsSomebody({ passed, expected }: Gated): boolean {
  return [...Object.values(passed), ...Object.values(expected)].some((who) => who.length > 0);
}

/**
 * After the last write stands what became of everybody.
 * @param books as they were announced
 * @param left customers who were left behind under a policy that slows them, or lets them go
 */
export function harmSettled(
  books: HarmBooks,
  run: HarmRun & { readonly clock: number },
  applied: Applied,
  left: readonly string[],
): HarmBooks {
  const { gated, now, clock, desired } = run;
  const last = lastAfter(books.last, run, applied);
  const offline = offlineCount(last, gated.plan.online, now);
  const online = gated.plan.online.size + gated.plan.beyond.customers;
  const isDark = offline > (offline + online) * DARK_SHARE && desired.proven.logins !== 'cut';
  const darkSince = isDark ? (books.dark ?? now) : undefined;
  return {
    ...books,
    at: now,
    leap: clock === now ? undefined : clock,
    recent: { ...books.recent, speeds: withTimes(books.recent.speeds, left, now) },
    incidents: gated.incidents,
    gross: gated.gross,
    last,
    agreed: agreedAfter(books.agreed, run),
    dark: run.isAsked ? darkSince : books.dark,
  };
}

/** Customers who were online within about a day, and are not now. */
export function offlineCount(last: HarmBooks['last'], online: ChangePlan['online'], now: number): number {
  const yesterday = dayOf(now) - 1;
  let count = 0;
  last.forEach(({ day }, customer) => {
    if (day >= yesterday && !online.has(customer)) count++;
  });
  return count;
}

function announcedAfter(
  { announced }: HarmBooks,
  { expected: met }: Gated,
  expected: Expected | undefined,
  now: number,
): Announced | undefined {
  // A clock that is set back, and forth again, must not let it be used up anew.
  if (expected === undefined || expected.until <= now) return announced;
  const used = announced?.made === expected.made ? announced.used : eachHarm(() => new Set<string>());
  return { made: expected.made, used: eachHarm((kind) => new Set([...used[kind], ...met[kind]])) };
}

/** What everybody is under now. Who is not online stays as they were last. */
function lastAfter(
  before: HarmBooks['last'],
  { desired, bqn, gated, now }: HarmRun,
  applied: Applied,
): HarmBooks['last'] {
  const today = dayOf(now);
  const after = new ChangedMap(before);
  const note = (customer: string, seen: LastSeen | undefined) => {
    if (seen === undefined) after.delete(customer);
    else if (!isSame(after.get(customer), seen)) after.set(customer, seen);
  };
  let hasNames = false;
  before.forEach(({ day }, customer) => {
    hasNames ||= !KEY.test(customer);
    if (today - day >= REMEMBERED_DAYS) after.delete(customer);
  });
  // What was remembered under a name or an address, as before 3.0, is over: it would be theirs again once nothing is said of them.
  const forget = (name: string, ip: string) => {
    if (hasNames) for (const one of [name, ip]) after.delete(one);
  };
  const under = seenToday(desired, bqn, applied, today);
  const done = [...applied.done, ...applied.otherwise, ...mayHaveCome(applied)];
  const written = new Map(done.filter(({ kind }) => kind === 'subscriber').map((change) => [change.key, change]));
  gated.plan.online.forEach((subscriber, customer) => {
    const { id, ip, standing } = subscriber;
    const change = written.get(ip);
    const entry = bqn.subscribers.get(ip);
    // What an address has while they are off says nothing of what they come home to.
    if (isOfUnseen(standing) && after.has(customer)) return;
    const known = change === undefined ? (entry?.id === id ? entry.policy : undefined) : policyAfter(change);
    note(customer, known === undefined ? again(after.get(customer), today) : under(known));
    if (known !== undefined) forget(id, ip);
  });
  for (const [customer, seen] of absent(after, under, { desired, bqn, gated })) note(customer, seen);
  for (const fate of letThrough(gated, new Set(done.map(nameOf)))) {
    forget(fate.login, fate.ip);
    note(fate.customer, under(policyOf(fate.to)));
  }
  return after.now;
}

/**
 * What no list shows though the BQN said yes to it, since it may lag behind, and what the BQN did not answer, but for blocks.
 * It counts as written until more is seen: of whom it let through the gate has to count who is blocked again, and whoever
 * moves while their contract is not read would have back what they had before.
 */
function mayHaveCome({ dropped, refused }: Applied): Change[] {
  const unanswered = refused.filter((one) => one.unanswered).map(({ change }) => change);
  return [...dropped, ...unanswered.filter((change) => policyAfter(change) !== BLOCK_POLICY)];
}

function isSame(one: LastSeen | undefined, other: LastSeen): boolean {
  if (one === undefined || one.policy !== other.policy || one.day !== other.day) return false;
  return one.rates?.downKbps === other.rates?.downKbps && one.rates?.upKbps === other.rates?.upKbps;
}

/** Whoever is served nowhere and was let through by this run is blocked no more, wherever they come home. */
function letThrough({ plan }: Gated, written: ReadonlySet<string>): readonly FateChange[] {
  return plan.fates.filter(
    (fate) => fate.effect === 'opens' && !plan.online.has(fate.customer) && written.has(writeOf(fate)),
  );
}

/** Entries of customers who are away may be all that is known of them; a block on theirs always counts. */
function* absent(
  after: Pick<HarmBooks['last'], 'has'>,
  under: (policy: string) => LastSeen | undefined,
  { desired, bqn, gated }: Pick<HarmRun, 'desired' | 'bqn' | 'gated'>,
): Iterable<readonly [customer: string, seen: LastSeen]> {
  const { online, ours, keyOf } = gated.plan;
  for (const [ip, entry] of bqn.subscribers) {
    const { id, policy } = entry;
    // Of whom one is served there under this name, that was noted.
    if (id === null || policy === null || desired.subscribers.get(ip)?.id === id || isIpv6(ip)) continue;
    const customer = keyOf(ip, entry);
    if (online.has(customer)) continue;
    const isNews = policy === BLOCK_POLICY || (!after.has(customer) && ours.subscriber.has(ip));
    const seen = isNews ? under(policy) : undefined;
    if (seen !== undefined) yield [customer, seen];
  }
}

function again(seen: LastSeen | undefined, today: number): LastSeen | undefined {
  return seen === undefined || seen.day === today ? seen : { ...seen, day: today };
}

/** What being under a policy is today; undefined for none, and for one that is not there. */
function seenToday(desired: Desired, bqn: BqnState, { done }: Applied, day: number) {
  const written = new Set(
    done.filter(({ kind, action }) => kind === 'policy' && action !== 'delete').map(({ key }) => key),
  );
  const made = new Map<string, LastSeen | undefined>();
  return (policy: string | null): LastSeen | undefined => {
    if (policy === null || made.has(policy)) return policy === null ? undefined : made.get(policy);
    const wanted = written.has(policy) ? desired.policies.get(policy) : undefined;
    const listed = bqn.policies.get(policy);
    const rates = wanted ?? (listed === undefined ? undefined : ratesOf(listed));
    const seen =
      rates === undefined ? undefined : { policy, rates: { downKbps: rates.downKbps, upKbps: rates.upKbps }, day };
    made.set(policy, seen);
    return seen;
  };
}

/** A speed that is changed, and changed again, is judged for a day by what it was at first, whatever its plan is called. */
function agreedAfter(before: HarmBooks['agreed'], { desired, bqn, gated, now }: HarmRun): HarmBooks['agreed'] {
  const letPass = new Set(gated.approvedPolicies);
  const after = new Map([...before].filter(([name]) => bqn.policies.has(name)));
  const nameOf = new Map<string | null, string>();
  for (const name of after.keys()) nameOf.set(bqn.policies.get(name)?.id ?? null, name);
  for (const { name, id, downKbps, upKbps } of desired.policies.values()) {
    if (name === BLOCK_POLICY) continue;
    const rates = { downKbps, upKbps };
    const known = before.get(name) ?? before.get(nameOf.get(id) ?? name);
    if (gated.heldPolicies.has(name)) {
      const listed = bqn.policies.get(name);
      if (known === undefined && listed !== undefined)
        after.set(name, { rates: ratesOf(listed), otherSince: undefined });
      continue;
    }
    const otherSince = known?.otherSince ?? now;
    const isOld =
      known === undefined || letPass.has(policyAt({ policy: name, after: rates })) || now - otherSince >= DAY_S;
    const isSame = known?.rates.downKbps === downKbps && known.rates.upKbps === upKbps;
    after.set(name, isOld || isSame ? { rates, otherSince: undefined } : { rates: known.rates, otherSince });
  }
  return after;
}

function withTimes(
  times: ReadonlyMap<string, number>,
  who: readonly string[],
  now: number,
): ReadonlyMap<string, number> {
  if (who.length === 0) return times;
  const after = new Map(times);
  for (const customer of who) after.set(customer, now);
  return after;
}

/** Days since 1970. @param seconds Unix time */
export function dayOf(seconds: number): number {
  return Math.floor(seconds / DAY_S);
}

/** What the operator let pass within a day, on whichever BQN. */
export interface Approval {
  /** Unix time in s. */
  readonly at: number;
  readonly customers: Readonly<Record<LastingKind, readonly string[]>>;
  /** As `policyAt` writes them. */
  readonly policies: readonly string[];
}

/** Those that still hold: for a member of a cluster that was away, a day. */
export function holding(approvals: readonly Approval[], now: number): readonly Approval[] {
  return approvals.filter(({ at }) => at <= now && now - at < DAY_S);
}

export function approvedBy(approvals: readonly Approval[]): Approved {
  return {
    customers: eachLasting((kind) => new Set(approvals.flatMap(({ customers }) => customers[kind]))),
    policies: new Set(approvals.flatMap(({ policies }) => policies)),
  };
}

/** What a run adds to them; undefined for nothing. */
export function approvalOf({ approved, approvedPolicies }: Gated, at: number): Approval | undefined {
  const isAny = LASTING.some((kind) => approved[kind].length > 0) || approvedPolicies.length > 0;
  return isAny ? { at, customers: eachLasting((kind) => approved[kind]), policies: approvedPolicies } : undefined;
}
