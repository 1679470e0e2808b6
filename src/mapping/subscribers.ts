import { isIpv6, isPrivate, parseIpv4 } from '../address/address.ts';
import type { Span } from '../address/prefix.ts';
import type { Login } from '../billing/records.ts';
import { type Contracts, isUndecided, type Standing, standingOf } from '../billing/standing.ts';
import { addTo } from '../customers/add-to.ts';
import type { Override } from '../customers/override-rule.ts';
import {
  customersOf,
  type MappingOptions,
  type Other,
  type PolicyChoice,
  SLOW_POLICY,
  type Subscriber,
} from './desired.ts';
import { isUsableName, toBqnName } from './name.ts';
import { type OverridesResolved, overridingPolicy } from './override.ts';
import type { Outsider } from './scope.ts';
import { type LoginTrouble, type Skip, skipLogin } from './skip.ts';

export interface MappedLogins {
  readonly subscribers: ReadonlyMap<string, Subscriber>;
  /** Each subscriber with the login behind it. */
  readonly chosen: readonly Candidate[];
  /** Who is online and gets no entry of ours. */
  readonly others: readonly Other[];
  /** Addresses in doubt, with those who show them. */
  readonly doubts: ReadonlyMap<string, readonly Subscriber[]>;
  /** Who shows an address that another has got, and is at no other place. */
  readonly ousted: readonly Subscriber[];
  readonly skipped: readonly Skip[];
}

/** What the plans and contracts say, for looking a login up. */
export interface Lookup {
  readonly choices: ReadonlyMap<number, PolicyChoice>;
  /** Whether a plan that is not among them does not exist. */
  readonly plansWhole: boolean;
  /** Logins of whose plan this reading does not say enough. */
  readonly unread: ReadonlySet<Login>;
  readonly contracts: Contracts;
  readonly overrides: OverridesResolved['byId'];
  /** The IPv6 prefixes that get an entry of their own, as a BQN keys them, and what of the login's lies in each. */
  readonly prefixesOf: (login: Login) => ReadonlyMap<string, readonly Span[]>;
}

/** A login, and the subscriber that it would become. */
export interface Candidate {
  readonly login: Login;
  readonly subscriber: Subscriber;
  /** Of one who is left alone and holds the address all the same. */
  readonly isLeftAlone?: true;
}

/** Online logins to subscribers, one an address or prefix. @param outsiders logins that are left alone, and hold theirs */
export function mapLogins(
  logins: readonly Login[],
  outsiders: readonly Outsider[],
  lookup: Lookup,
  rule: MappingOptions['ipConflict'],
): MappedLogins {
  const skipped: Skip[] = [];
  const byAddress: Rivals = new Map();
  const nowhere: Other[] = [];
  for (const login of logins) {
    const found = subscribersOf(login, lookup, skipped);
    for (const subscriber of found) addTo(byAddress, subscriber.ip, { login, subscriber });
    if (found.length === 0 && login.isUnseen !== true)
      nowhere.push(otherOf({ login, served: 'nowhere' }, undefined, lookup));
  }
  const others = [...nowhere, ...placeOutsiders(outsiders, byAddress, lookup)];
  const chosen = chooseAll(byAddress, rule, lookup, skipped);
  for (const { login } of chosen.chosen) {
    if (login.isUnseen !== true || standingOf(login, lookup.contracts).kind !== 'blocked') continue;
    skipped.push(skipLogin(login, { reason: 'fixed-ip-blocked', contract: login.contract }));
  }
  for (const subscriber of customersOf(chosen)) remarkOn(subscriber, skipped);
  return { ...chosen, others, ousted: oustedFrom(byAddress, chosen), skipped };
}

/** All who show an address. */
type Rivals = Map<string, Candidate[]>;

/** Those who are left alone are rivals like others. */
function placeOutsiders(outsiders: readonly Outsider[], byAddress: Rivals, lookup: Lookup): Other[] {
  const seen = outsiders.filter(({ login }) => login.isUnseen !== true);
  return seen.map((outsider) => {
    const { login } = outsider;
    const other = otherOf(outsider, placeOf(outsider), lookup);
    const places = [...(other.ip === undefined ? [] : [other.ip]), ...lookup.prefixesOf(login).keys()];
    for (const ip of places) addTo(byAddress, ip, { login, subscriber: { ...other, ip }, isLeftAlone: true });
    return other;
  });
}

/** Where a login holds an IPv4 address here: networks of private addresses may be in use at another site as well. */
function placeOf({ login, isAtAnotherSite }: Outsider): string | undefined {
  const ip = parseIpv4(login.ip);
  return isAtAnotherSite === true && ip !== undefined && isPrivate(ip) ? undefined : ip;
}

/** A login that gets no entry of ours. */
function otherOf(
  { login, served }: { readonly login: Login; readonly served: Other['served'] },
  ip: string | undefined,
  lookup: Lookup,
): Other {
  return { served, ...toSubscriber(login, { id: toBqnName(login.login), ip: '' }, lookup), ip };
}

/** What becomes of one login, or why nothing does. */
function subscribersOf(login: Login, lookup: Lookup, skipped: Skip[]): readonly Subscriber[] {
  const id = toBqnName(login.login);
  const ip = parseIpv4(login.ip);
  const hasName = isUsableName(id) && login.login.trim() !== '';
  const entries = hasName ? entriesOf(login, { id, ip }, lookup) : [];
  if (hasName && ip !== undefined) return entries;
  const reason = unusable(login, hasName);
  // Who has no IPv4 may be served at a prefix.
  if (reason !== 'no-ip' || entries.length === 0) skipped.push(skipLogin(login, { reason, ip: login.ip.trim() }));
  return entries;
}

function unusable(login: Login, hasName: boolean): 'no-ip' | 'bad-ip' | 'no-name' {
  const ip = login.ip.trim();
  if (ip === '' || ip === '0.0.0.0') return 'no-ip';
  return hasName ? 'bad-ip' : 'no-name';
}

/** What a login is called on a BQN, and where it is. */
interface Place {
  readonly id: string;
  readonly ip: string | undefined;
}

/** The login's IPv4, if it has one, and its prefixes. */
function entriesOf(login: Login, { id, ip }: Place, lookup: Lookup): readonly Subscriber[] {
  const prefixes = [...lookup.prefixesOf(login).keys()];
  const main = ip ?? prefixes[0];
  if (main === undefined) return [];
  const subscriber = toSubscriber(login, { id, ip: main }, lookup);
  if (prefixes.length === 0) return [subscriber];
  const others = prefixes.map((prefix) => ({ main, ...subscriber, ip: prefix }));
  return ip === undefined ? others : [subscriber, ...others];
}

function toSubscriber(login: Login, { id, ip }: Pick<Subscriber, 'id' | 'ip'>, lookup: Lookup): Subscriber {
  const override = lookup.overrides.get(login.id);
  const standing = standingUnder(override, standingOfUnseen(login, standingOf(login, lookup.contracts)));
  const isSlow = standing.kind === 'open' && standing.isSlow === true;
  const besidePlans = (override && overridingPolicy(override)) ?? (isSlow ? SLOW_POLICY : undefined);
  return {
    ip,
    id,
    loginId: login.id,
    choice: besidePlans === undefined ? choiceFor(login, lookup) : { kind: 'named', name: besidePlans },
    standing,
    // One that was made for reduced speed stands under the plan that it was made of.
    plan: Math.abs(login.plan),
    ...(override && { override }),
  };
}

/** `open` and `slow` are service, whatever the contract says; the others leave that to the contract. */
function standingUnder(override: Override | undefined, standing: Standing): Standing {
  const kind = override?.wish.kind;
  if (kind !== 'open' && kind !== 'slow') return standing;
  const status = ('status' in standing && standing.status) || '';
  return { kind: 'open', contract: standing.contract, status, ...(kind === 'slow' && { isSlow: true }) };
}

/** The IP of one that is not online may be stale, and somebody else's: nobody is blocked at it. */
function standingOfUnseen({ isUnseen }: Login, standing: Standing): Standing {
  return isUnseen === true && standing.kind === 'blocked' ? { ...standing, kind: 'open', isUnseen: true } : standing;
}

function choiceFor(login: Login, { choices, plansWhole, unread }: Lookup): PolicyChoice {
  if (unread.has(login)) return { kind: 'unread' };
  const { plan } = login;
  return choices.get(plan) ?? { kind: plan === 0 || plansWhole ? 'none' : 'unread' };
}

function chooseAll(
  byAddress: ReadonlyMap<string, readonly Candidate[]>,
  rule: MappingOptions['ipConflict'],
  lookup: Lookup,
  skipped: Skip[],
) {
  const subscribers = new Map<string, Subscriber>();
  const chosen: Candidate[] = [];
  const doubts = new Map<string, readonly Subscriber[]>();
  const chooses = (rivals: readonly Candidate[], ip: string) => choose(rivals, rule, ip, lookup);
  for (const [ip, rivals] of byAddress) {
    // Nearly always nobody else shows the address.
    const winner = rivals.length === 1 ? rivals[0] : winnerAmong(rivals, ip, chooses, { doubts, skipped });
    if (winner === undefined || winner.isLeftAlone === true) continue;
    subscribers.set(ip, winner.subscriber);
    chosen.push(winner);
  }
  return { subscribers, chosen, doubts };
}

/** Who of several has an address; undefined where that is in doubt, or all of them are left alone. */
function winnerAmong(
  all: readonly Candidate[],
  ip: string,
  chooses: (rivals: readonly Candidate[], ip: string) => Candidate | undefined,
  { doubts, skipped }: { readonly doubts: Map<string, readonly Subscriber[]>; readonly skipped: Skip[] },
): Candidate | undefined {
  const rivals = seenFirst(ip, all, skipped);
  if (rivals.every(({ isLeftAlone }) => isLeftAlone)) return undefined;
  const winner = chooses(rivals, ip);
  if (winner === undefined) {
    doubts.set(
      ip,
      rivals.map((rival) => rival.subscriber),
    );
    for (const { login } of rivals) skipped.push(skipLogin(login, { reason: 'shared-ip', ip }));
    return undefined;
  }
  for (const rival of rivals) {
    if (rival === winner || rival.isLeftAlone) continue;
    const same = !winner.isLeftAlone && isOneOutcome(rival.subscriber, winner.subscriber);
    const reason = same ? 'same-ip' : 'shared-ip';
    skipped.push(skipLogin(rival.login, { reason, ip, winner: winner.login.login }));
  }
  return winner;
}

/** Who shows an IPv4 address that another has got, and has no other place. */
function oustedFrom(
  byAddress: ReadonlyMap<string, readonly Candidate[]>,
  { subscribers, doubts }: Pick<MappedLogins, 'subscribers' | 'doubts'>,
): readonly Subscriber[] {
  const ousted = new Map<number, Subscriber>();
  byAddress.forEach((rivals, ip) => {
    if (rivals.length === 1 || isIpv6(ip)) return;
    for (const { login, subscriber, isLeftAlone } of rivals)
      if (login.isUnseen !== true && isLeftAlone !== true) ousted.set(subscriber.loginId, subscriber);
  });
  subscribers.forEach(({ loginId }) => void ousted.delete(loginId));
  for (const rivals of doubts.values()) for (const { loginId } of rivals) ousted.delete(loginId);
  return [...ousted.values()];
}

/** Whoever is online has the address, before those who may have it by a fixed IP. */
function seenFirst(ip: string, rivals: readonly Candidate[], skipped: Skip[]): readonly Candidate[] {
  const seen = rivals.filter(({ login }) => login.isUnseen !== true);
  if (seen.length === 0) return rivals;
  for (const { login } of rivals)
    if (login.isUnseen === true) skipped.push(skipLogin(login, { reason: 'fixed-ip-taken', ip }));
  return seen;
}

/** The login that an address belongs to; undefined when nobody can tell. */
function choose(
  rivals: readonly Candidate[],
  rule: 'skip' | 'newest',
  ip: string,
  lookup: Lookup,
): Candidate | undefined {
  const isOurs = rivals.every(({ isLeftAlone }) => isLeftAlone !== true);
  if (isOurs && new Set(rivals.map(({ subscriber }) => policyKey(subscriber))).size === 1) {
    return rivals.reduce((lowest, rival) => (rival.login.id < lowest.login.id ? rival : lowest));
  }
  const latest = rule === 'newest' ? newest(rivals) : undefined;
  return latest !== undefined && rivals.every((rival) => isOnePlace(rival, latest, ip, lookup)) ? latest : undefined;
}

/** Whether one of two has what the other shows; of what a BQN keys as one prefix each may have a part of their own. */
function isOnePlace(one: Candidate, other: Candidate, ip: string, { prefixesOf }: Lookup): boolean {
  if (!isIpv6(ip)) return true;
  const shownBy = ({ login }: Candidate) =>
    [...prefixesOf(login)].filter(([key]) => key === ip).flatMap(([, spans]) => spans);
  const there = shownBy(other);
  return shownBy(one).every((span) => there.some(({ first, last }) => first <= span.last && last >= span.first));
}

/** Whether both would get the same policy. */
export function isOneOutcome(one: Subscriber, other: Subscriber): boolean {
  return policyKey(one) === policyKey(other);
}

/** What a BQN would make of it: two logins with equal keys get the same policy. Whoever stays as they are is like themselves alone. */
function policyKey({ standing, choice, plan }: Subscriber): string {
  if (standing.kind === 'blocked') return 'blocked';
  const service = isUndecided(standing) ? `as contract ${standing.contract}` : 'open';
  if (choice.kind === 'unread') return `${service} unread ${plan}`;
  return `${service} ${choice.kind} ${'name' in choice ? choice.name : ''}`;
}

/** The latest session start; undefined when two share it or none has one. */
function newest(rivals: readonly Candidate[]): Candidate | undefined {
  const latest = rivals.reduce((one, other) => (other.login.connectedAt > one.login.connectedAt ? other : one));
  const when = latest.login.connectedAt;
  if (!/^[1-9]\d{3}-\d\d-\d\d/.test(when)) return undefined;
  return rivals.filter((rival) => rival.login.connectedAt === when).length === 1 ? latest : undefined;
}

/** What the operator should look at though the login did become a subscriber. */
function remarkOn({ id, loginId, plan, choice, standing }: Subscriber, skipped: Skip[]): void {
  const { contract } = standing;
  const add = (trouble: LoginTrouble) => skipped.push(skipLogin({ id: loginId, login: id }, trouble));
  if (plan === 0) add({ reason: 'no-plan' });
  else if (choice.kind === 'none') add({ reason: 'unknown-plan', planId: plan });
  if ((standing.kind === 'none' && contract !== 0) || standing.kind === 'unread')
    add({ reason: 'unknown-contract', contract });
  if (standing.kind === 'silent' && standing.status === undefined) add({ reason: 'no-status', contract });
}
