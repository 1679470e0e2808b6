import { isIpv6, parseIpv4, subscriberPrefix, USUAL_PREFIX } from '../address/address.ts';
import { spanOf } from '../address/prefix.ts';
import type { Login } from '../billing/records.ts';
import type { BqnKind } from '../bqn/kinds.ts';
import type { BqnGroup, BqnSubscriber } from '../bqn/resources.ts';
import type { Change, ChangePlan } from '../changes/change-plan.ts';
import type { OwnedEntry } from '../customers/owned.ts';
import { BLOCK_POLICY, isSiteName } from '../mapping/desired.ts';
import { type State, stateAfter, stateOf } from './after.ts';
import { customersBefore, heldBy, holds, isOfOurKind, Near, ownersOf } from './groups.ts';
import { claimsOf, nameOf, type People, prefixTextsOf } from './people.ts';
import { meet } from './place.ts';
import type { Situation } from './situation.ts';

/** What somebody gets. */
export interface Fate {
  readonly isBlocked: boolean;
  /** The policy that says it; null where nothing is said. */
  readonly policy: string | null;
  /** In Kbps; -1 for no limit, which a policy that is not there does not set either (src/bqn/README.md, "Policies"). */
  readonly downKbps: number;
  readonly upKbps: number;
  /** False where it hangs on whose an entry is that names nobody who is known. */
  readonly isSure: boolean;
}

/** What one thing on a BQN says of a login, and whose it is. */
interface Saying {
  readonly policy: string | null;
  readonly by: 'entry' | 'group';
  readonly of: 'own' | 'unknown' | 'another' | 'nobody';
}

/** The situation, the plan, and what the plan makes of the one by its own words. */
export class World {
  readonly situation: Situation;
  readonly plan: ChangePlan;
  readonly people: People;
  readonly before: State;
  readonly after: State;
  readonly changed: Readonly<Record<BqnKind, ReadonlyMap<string, Change>>>;
  #concerned: readonly Login[] | undefined;
  #byId: ReadonlyMap<string | null, readonly (readonly [string, BqnSubscriber])[]> | undefined;
  #byLogin: ReadonlyMap<number, readonly BqnSubscriber[]> | undefined;
  readonly #keys = new Map<Login, readonly string[]>();
  readonly #fatesBefore = new Map<string | null, Fate>();
  readonly #fatesAfter = new Map<string | null, Fate>();
  #groups: ReadonlyMap<Login, readonly string[]> | undefined;
  #stuck: ReadonlySet<string> | undefined;

  constructor(situation: Situation, plan: ChangePlan, people: People) {
    this.situation = situation;
    this.plan = plan;
    this.people = people;
    this.before = stateOf(situation.bqn);
    this.after = stateAfter(situation.bqn, plan.changes);
    const changed = { policy: new Map(), subscriber: new Map(), group: new Map() };
    for (const change of plan.changes) changed[change.kind].set(change.key, change);
    this.changed = changed;
  }

  /** Everybody online at whose places something is written. */
  get concerned(): readonly Login[] {
    this.#concerned ??= this.#findConcerned();
    return this.#concerned;
  }

  #findConcerned(): readonly Login[] {
    const found = new Set<Login>();
    for (const key of this.changed.subscriber.keys()) for (const login of this.holdersOf(key)) found.add(login);
    for (const name of this.changed.group.keys()) {
      for (const state of [this.before, this.after])
        for (const login of heldBy(state.group(name), this.people)) found.add(login);
    }
    for (const login of this.#underOtherRates()) found.add(login);
    return [...found];
  }

  /** Those under a policy that sets something else afterwards. */
  #underOtherRates(): Login[] {
    const others = new Set<string | null>();
    for (const name of this.changed.policy.keys()) {
      const [was, becomes] = [this.ratesOf(name, this.before), this.ratesOf(name, this.after)];
      if (was.downKbps !== becomes.downKbps || was.upKbps !== becomes.upKbps) others.add(name);
    }
    if (others.size === 0) return [];
    const found: Login[] = [];
    for (const [ip, { policy }] of this.situation.bqn.subscribers)
      if (others.has(policy)) found.push(...this.holdersOf(ip));
    return found;
  }

  /** Whoever shows the address of an entry, or a prefix that an entry of IPv6 is for. */
  holdersOf(key: string): readonly Login[] {
    if (!isIpv6(key)) return this.people.at(key);
    return ownersOf(spanOf(`${key}/${this.#bits}`), this.people);
  }

  /**
   * Whether what a BQN keys as one prefix is, by what the wishes decided, of one who shows it with somebody else's narrower one
   * in it.
   */
  isWinnersPool(key: string, id: string | null): boolean {
    const winner = this.situation.desired.subscribers.get(key);
    if (winner === undefined || winner.id !== id || !isIpv6(key)) return false;
    const place = spanOf(`${key}/${this.#bits}`);
    return this.people
      .logins(new Set([winner.loginId]))
      .some((login) => claimsOf(login).some((one) => meet(one, place)));
  }

  get #bits(): number {
    return this.situation.mapping.ipv6Subscribers ?? USUAL_PREFIX;
  }

  /** Where entries of a login who is online would stand. */
  keysOf(login: Login): readonly string[] {
    const known = this.#keys.get(login);
    if (known !== undefined) return known;
    const found = this.#findKeys(login);
    this.#keys.set(login, found);
    return found;
  }

  #findKeys(login: Login): readonly string[] {
    const ip = parseIpv4(login.ip);
    const prefixes = prefixTextsOf(login).flatMap((prefix) => subscriberPrefix(prefix, this.#bits) ?? []);
    const own = prefixes.filter((key) => this.holdersOf(key).includes(login));
    return ip === undefined ? own : [ip, ...own];
  }

  /** Whether a place of one who is left alone is another's, whose session is newer, where that counts (`--ip-conflict newest`). */
  isOusted(login: Login, key: string): boolean {
    const { desired, mapping } = this.situation;
    const winner = desired.subscribers.get(key);
    if (mapping.ipConflict !== 'newest' || winner === undefined) return false;
    return this.people.logins(new Set([winner.loginId])).some(({ connectedAt }) => connectedAt > login.connectedAt);
  }

  /**
   * Whether a place of theirs is also that of one of these customers, who has it by what the wishes decided: of several who get
   * the same one stands for all, and who is left alone may be ousted.
   */
  isShared(login: Login, customers: ReadonlySet<number>): boolean {
    const isOurs = this.people.serviceOf(login) === 'ours';
    return this.keysOf(login).some((key) => {
      const winner = this.situation.desired.subscribers.get(key);
      return winner !== undefined && customers.has(winner.loginId) && (isOurs || this.isOusted(login, key));
    });
  }

  /** Whether a group only comes to say what the entry says of an address in doubt, under which they are anyway. */
  agreesInDoubt(login: Login, policy: string | null): boolean {
    const { desired, bqn } = this.situation;
    return this.keysOf(login).some((key) => desired.doubts.has(key) && bqn.subscribers.get(key)?.policy === policy);
  }

  /** The groups that hold a login who is concerned, before or after the writes, and have or get a policy. */
  groupsOf(login: Login): readonly string[] {
    this.#groups ??= this.#findGroups();
    return this.#groups.get(login) ?? [];
  }

  /** One pass over all groups, whatever the number of those who are concerned. */
  #findGroups(): ReadonlyMap<Login, readonly string[]> {
    const found = new Map<Login, string[]>();
    const near = new Near(this.concerned);
    const look = (name: string) => {
      for (const login of near.to(this.before.group(name), this.after.group(name))) {
        const isSaid = [this.before, this.after].some((state) => this.groupAt(name, state, login) !== undefined);
        if (isSaid) found.set(login, [...(found.get(login) ?? []), name]);
      }
    };
    const { groups } = this.situation.bqn;
    for (const name of groups.keys()) look(name);
    for (const name of this.changed.group.keys()) if (!groups.has(name)) look(name);
    return found;
  }

  /** A group, where it holds a login and says something of them. */
  groupAt(name: string, state: State, login: Login): BqnGroup | undefined {
    const group = state.group(name);
    return group !== undefined && group.policy !== null && holds(group, login, this.people) ? group : undefined;
  }

  /** What the writes leave at a login's places, but for groups of the operator's, which say what they say. */
  fateAfter(login: Login): Fate {
    return this.#fate(this.#sayings(this.after, login), this.after);
  }

  /** Whether the writes change anything at the places of a login. */
  isTouched(login: Login): boolean {
    const [was, becomes] = [this.#fate(this.#sayings(this.before, login), this.before), this.fateAfter(login)];
    return was.policy !== becomes.policy || was.downKbps !== becomes.downKbps || was.upKbps !== becomes.upKbps;
  }

  /**
   * The policies that entries and groups of a login name, at their places, but for what is not written and another hand's, or at
   * a place in doubt, which is nobody's, or where a write comes to nothing, as the plan says.
   */
  saidOf(login: Login, state: State): ReadonlySet<string> {
    const { doubts } = this.situation.desired;
    this.#stuck ??= new Set(this.plan.stuck.flatMap(({ kind, key }) => (kind === 'subscriber' ? [key] : [])));
    const stuck = this.#stuck;
    const isForeign = (key: string) => {
      const entry = this.before.entry(key);
      if (entry === undefined || this.changed.subscriber.has(key)) return false;
      return doubts.has(key) || stuck.has(key) || this.#whose(key, entry, login) === 'unknown';
    };
    return new Set(this.#sayings(state, login, isForeign).flatMap(({ policy }) => policy ?? []));
  }

  /** What entries that name a login say, wherever they stand, before anything is written. */
  saidElsewhere(login: Login): readonly (string | null)[] {
    return this.#entriesElsewhere(login).map(({ policy }) => policy);
  }

  #sayings(
    state: State,
    login: Login,
    isLeftOut: (key: string) => boolean = () => false,
  ): readonly { readonly policy: string | null }[] {
    const entries = this.keysOf(login).flatMap((key) => (isLeftOut(key) ? [] : (state.entry(key) ?? [])));
    return [...entries, ...this.#ourGroupsOf(login).flatMap((name) => this.groupAt(name, state, login) ?? [])];
  }

  /** A policy on the group of a site, which has none of ours, is another hand's. */
  #ourGroupsOf(login: Login): readonly string[] {
    const { owned } = this.situation;
    return this.groupsOf(login).filter((name) => isOfOurKind(name) || (owned.group.has(name) && !isSiteName(name)));
  }

  /**
   * What the BQN makes of a login's places, unless what stands there is another known customer's; else what the books
   * remember, or what stands where they were before; of whom these say different things, or
   * whose name is several logins', nothing is concluded, nor of
   * whom an entry blocks that names somebody who is not online: a renamed login is the same customer.
   */
  fateBefore(login: Login): Fate | undefined {
    const here = this.#sayingsBefore(login);
    const own = here.filter(({ of }) => of === 'own' || of === 'unknown');
    // An entry that names them is theirs whatever else is said.
    if (here.some(({ of, by }) => of === 'own' && by === 'entry')) {
      const fate = this.#fate(own.filter(this.#isThere), this.before);
      const certain = this.#fate(here.filter(({ of }) => of === 'own').filter(this.#isThere), this.before);
      const isSure = fate.policy === certain.policy && !this.#wasOtherwise(login, certain.policy);
      return { ...(certain.policy === null ? fate : certain), isSure };
    }
    if (here.some(({ of, policy }) => of === 'nobody' && policy === BLOCK_POLICY)) return undefined;
    // Where nothing of theirs stood, and nothing stands, nothing was taken.
    if (own.length === 0 && this.fateAfter(login).policy === null) return undefined;
    const name = nameOf(login);
    const isAlone = this.people.called(name).length === 1;
    // Of a name that is several logins' what an older version remembers is known by the address.
    const { remembered: books } = this.situation;
    const remembered = books.get(`login ${login.id}`) ?? books.get(isAlone ? name : (parseIpv4(login.ip) ?? name));
    const elsewhere = this.#entriesElsewhere(login);
    const said = new Set([...elsewhere, ...own].map(({ policy }) => policy));
    if (remembered !== undefined) said.add(remembered);
    const isSomebodys = elsewhere.length > 0 || this.situation.remembered.get(name) !== undefined;
    if (said.size > 1 || (!isAlone && isSomebodys)) return undefined;
    if (own.length > 0)
      return { ...this.#fate(own.filter(this.#isThere), this.before), isSure: here.some(({ of }) => of === 'own') };
    const [policy = null] = said;
    return this.#fate(this.#isThere({ policy }) ? [{ policy }] : [], this.before);
  }

  /** Whether it is said at a prefix of theirs alone, and otherwise where their address was before, or in the books: that is what they had. */
  #wasOtherwise(login: Login, policy: string | null): boolean {
    const ip = parseIpv4(login.ip);
    const entry = ip === undefined ? undefined : this.before.entry(ip);
    if (ip === undefined || (entry !== undefined && !this.isOthers(ip, entry, login))) return false;
    const remembered = this.situation.remembered.get(`login ${login.id}`);
    return [...this.saidElsewhere(login), remembered ?? policy].some((said) => said !== policy);
  }

  /** A policy that is not there limits nobody. */
  readonly #isThere = ({ policy }: { readonly policy: string | null }): boolean =>
    policy === BLOCK_POLICY || this.before.policy(policy ?? '') !== undefined;

  /** Whose what stands at a login's places is: their own, of somebody of whom nothing is known, another's who is online,
   * or another's who is not. */
  #sayingsBefore(login: Login): Saying[] {
    const entries = this.keysOf(login).flatMap((key) => {
      const entry = this.before.entry(key);
      if (entry === undefined || entry.policy === null) return [];
      return [{ policy: entry.policy, by: 'entry' as const, of: this.#whose(key, entry, login) }];
    });
    const groups = this.#ourGroupsOf(login).flatMap((name) => {
      const customers = customersBefore(name, this.situation, this.people);
      const of = customers.has(login.id) ? ('own' as const) : this.#otherOf(customers.size);
      const group = this.groupAt(name, this.before, login);
      return group === undefined ? [] : [{ policy: group.policy, by: 'group' as const, of }];
    });
    return [...entries, ...groups];
  }

  #whose(key: string, entry: BqnSubscriber, login: Login): Saying['of'] {
    const { id } = entry;
    if (this.isOthers(key, entry, login)) return this.#otherOf(this.people.called(id).length);
    return this.isNamed(key, id, login) ? 'own' : 'unknown';
  }

  /** Whether this is what a login is called. */
  isNamed(key: string, id: string | null, login: Login): boolean {
    const known = this.situation.owned.subscriber.get(key);
    const loginId = known && loginByBooks(known, id);
    return loginId === undefined ? id === nameOf(login) : loginId === login.id;
  }

  #otherOf(online: number): Saying['of'] {
    return online > 0 ? 'another' : 'nobody';
  }

  /** Whether an entry at a login's place is known to be of somebody else: of another login, or in the books. */
  isOthers(key: string, { id }: Pick<BqnSubscriber, 'id'>, login: Login): boolean {
    if (id === null || this.isNamed(key, id, login)) return false;
    const known = this.situation.owned.subscriber.get(key);
    // Under the name of before stands what was to be given another, and came to nothing.
    const isKnown = known?.id === id || known?.former === id;
    return isKnown || this.people.called(id).length > 0 || this.situation.remembered.get(id) !== undefined;
  }

  /** What the BQN has under a subscriber id, wherever, with the address where it stands. */
  #entriesCalled(id: string): readonly (readonly [string, BqnSubscriber])[] {
    this.#byId ??= this.#findById();
    return this.#byId.get(id) ?? [];
  }

  #findById(): ReadonlyMap<string | null, readonly (readonly [string, BqnSubscriber])[]> {
    const names = new Set<string | null>(this.concerned.map(nameOf));
    const byId = new Map<string | null, (readonly [string, BqnSubscriber])[]>();
    for (const [ip, entry] of this.situation.bqn.subscribers) {
      if (names.has(entry.id)) byId.set(entry.id, [...(byId.get(entry.id) ?? []), [ip, entry]]);
    }
    return byId;
  }

  #findByLogin(): ReadonlyMap<number, readonly BqnSubscriber[]> {
    const logins = new Set(this.concerned.map(({ id }) => id));
    const byLogin = new Map<number, BqnSubscriber[]>();
    for (const [ip, known] of this.situation.owned.subscriber) {
      const entry = this.before.entry(ip);
      const login = entry && loginByBooks(known, entry.id);
      if (entry === undefined || login === undefined || !logins.has(login)) continue;
      byLogin.set(login, [...(byLogin.get(login) ?? []), entry]);
    }
    return byLogin;
  }

  /**
   * Entries under a login's name, but those that the books know to be of another who had the name, and what they know to be
   * theirs under another.
   */
  #entriesElsewhere({ id, ...login }: Login): readonly BqnSubscriber[] {
    const { owned } = this.situation;
    const called = this.#entriesCalled(nameOf(login)).flatMap(([ip, entry]) => {
      const known = owned.subscriber.get(ip);
      const isOthers = known?.login !== undefined && known.id === entry.id && known.login !== id;
      return isOthers ? [] : [entry];
    });
    this.#byLogin ??= this.#findByLogin();
    return [...new Set([...called, ...(this.#byLogin.get(id) ?? [])])];
  }

  /** The rates that a policy sets. */
  ratesOf(policy: string | null, state: State): { readonly downKbps: number; readonly upKbps: number } {
    const found = state.policy(policy ?? '');
    return { downKbps: found?.downKbps ?? -1, upKbps: found?.upKbps ?? -1 };
  }

  #fate(sayings: readonly { readonly policy: string | null }[], state: State): Fate {
    const policies = sayings.flatMap(({ policy }) => policy ?? []);
    const isBlocked = policies.includes(BLOCK_POLICY);
    return this.#fateUnder(isBlocked ? BLOCK_POLICY : (policies[0] ?? null), state);
  }

  /** One object for all who are under a policy: in a first run these are all customers. */
  #fateUnder(policy: string | null, state: State): Fate {
    const fates = state === this.before ? this.#fatesBefore : this.#fatesAfter;
    const known = fates.get(policy);
    if (known !== undefined) return known;
    const { downKbps, upKbps } = this.ratesOf(policy, state);
    const fate = { isBlocked: policy === BLOCK_POLICY, policy, downKbps, upKbps, isSure: true };
    fates.set(policy, fate);
    return fate;
  }
}

/** Whose an entry is by the books that stands there under this id, whatever they are called today; undefined where these do not say. */
export function loginByBooks({ id, login, former, formerLogin }: OwnedEntry, shown: string | null): number | undefined {
  if (id === shown) return login;
  return former === shown ? formerLogin : undefined;
}
