import { isIpv6 } from '../address/address.ts';
import { PrefixHolders, spanOf } from '../address/prefix.ts';
import { type BqnGroup, type BqnState, type BqnSubscriber, isFromRules } from '../bqn/resources.ts';
import { addTo } from './add-to.ts';
import {
  BLOCK_POLICY,
  type Customer,
  customerKey,
  isMain,
  type Other,
  type PrefixClaim,
  type Subscriber,
} from './customer.ts';
import { type Fate, fateUnder, type RatesOf, UNSAID } from './fate.ts';
import { GROUP_PREFIX, GroupsAt } from './groups-at.ts';
import { isShownAs, madeFor, type Owned } from './owned.ts';

/** Who is online, wherever they are served. */
export interface People {
  /** By address. */
  readonly subscribers: ReadonlyMap<string, Subscriber>;
  /** Addresses in doubt, each with the logins that show it. */
  readonly doubts: ReadonlyMap<string, readonly Subscriber[]>;
  /** Those who show an address that another has got. */
  readonly ousted: readonly Subscriber[];
  readonly others: readonly Other[];
  readonly claims: () => readonly PrefixClaim[];
  /** Dual-stack groups that are wanted, by name, with those who are to share them beside the one whose name they have. */
  readonly groups: ReadonlyMap<string, { readonly joined?: readonly { readonly subscriber: Subscriber }[] }>;
}

/** The policies that customers were last under. */
export type Remembered = Pick<ReadonlyMap<string, string>, 'get'>;

/** What the books know of customers on one BQN. */
export interface Books {
  readonly owned: Owned;
  /** The policy that customers were last under; by key, and by name where a version before 3.0 wrote it. */
  readonly remembered: Remembered;
  /** Subscriber ids of customers whom another BQN or the operator's hand serves, though they are not online now. */
  readonly outside: ReadonlySet<string>;
}

export const NO_BOOKS: Books = {
  owned: { policy: new Map(), subscriber: new Map(), group: new Map() },
  remembered: new Map(),
  outside: new Set(),
};

/** An entry of a BQN, and where it stands. */
export interface Seat {
  readonly ip: string;
  readonly entry: BqnSubscriber;
}

/** Whose an entry is. */
export type Whose =
  | { readonly kind: 'online'; readonly customer: Subscriber | Other }
  /** Several who are online have its name, and nothing tells which of them it was made for. */
  | { readonly kind: 'namesakes'; readonly customers: readonly (Subscriber | Other)[] }
  /** Of a customer who is not online: this program made it for them. */
  | { readonly kind: 'away'; readonly key: string }
  /** It has a name that neither billing nor the books know. */
  | { readonly kind: 'stranger' }
  | { readonly kind: 'nobody' };

/** Dual-stack groups by the login that the books say they were made for. */
interface GroupsByOwner {
  readonly nobodys: GroupsAt;
  readonly byLogin: ReadonlyMap<number, readonly BqnGroup[]>;
}

const NOBODY: Whose = { kind: 'nobody' };
const STRANGER: Whose = { kind: 'stranger' };

/**
 * All who matter to one BQN, and the only place that says who is who there: everybody who is online in billing, whether
 * this BQN serves them or not, and everybody whom its entries or the books still know.
 *
 * A customer is a login. Entries name a login by a name that it may lose (a rename) or share (generic names of routers), so
 * the login for which the books say that an entry was made goes before its name.
 */
export class Roll {
  readonly #people: People;
  readonly #bqn: BqnState;
  readonly #books: Books;
  readonly #othersAt = new Map<string, Other[]>();
  // Made by who asks first: of an unchanged run nobody does.
  #names: ReadonlyMap<string, readonly (Subscriber | Other)[]> | undefined;
  #logins: ReadonlyMap<number, Subscriber | Other> | undefined;
  #seats: ReadonlyMap<string, readonly Seat[]> | undefined;
  #prefixes: PrefixHolders<PrefixClaim> | undefined;
  #claims: ReadonlyMap<number, readonly PrefixClaim[]> | undefined;
  #groups: GroupsByOwner | undefined;
  #blockedByGroups: ReadonlySet<number> | undefined;

  constructor(people: People, bqn: BqnState, books: Books) {
    this.#people = people;
    this.#bqn = bqn;
    this.#books = books;
    for (const other of people.others) {
      if (other.ip !== undefined) addTo(this.#othersAt, other.ip, other);
    }
  }

  /** Those at an address whom this program leaves alone there. */
  othersAt(ip: string): readonly Other[] {
    return this.#othersAt.get(ip) ?? [];
  }

  /** All who are online at an address, those in doubt included. */
  holdersOf(ip: string): readonly (Subscriber | Other)[] {
    const subscriber = this.#people.subscribers.get(ip);
    const here = subscriber === undefined ? (this.#people.doubts.get(ip) ?? []) : [subscriber];
    const others = this.othersAt(ip);
    return others.length === 0 ? here : [...here, ...others];
  }

  /** Addresses that somebody has now. */
  addresses(): Iterable<string> {
    return new Set([...this.#people.subscribers.keys(), ...this.#people.doubts.keys(), ...this.#othersAt.keys()]);
  }

  /** The prefixes of all who are online. */
  get claims(): readonly PrefixClaim[] {
    return this.#people.claims();
  }

  /** Who has which prefix now. */
  get prefixes(): PrefixHolders<PrefixClaim> {
    this.#prefixes ??= new PrefixHolders(this.#people.claims(), ({ loginId }) => loginId);
    return this.#prefixes;
  }

  /** All who are online under this name. */
  named(id: string): readonly (Subscriber | Other)[] {
    this.#names ??= byName(this.everybody());
    return this.#names.get(id) ?? [];
  }

  /** The customer of a login, if they are online. */
  online(loginId: number): Subscriber | Other | undefined {
    this.#logins ??= byLogin(this.everybody());
    return this.#logins.get(loginId);
  }

  /** Whose the entry at an address is. */
  whose(ip: string, entry: Pick<BqnSubscriber, 'id'>): Whose {
    const { id } = entry;
    const known = this.#books.owned.subscriber.get(ip);
    const isMade = known !== undefined && isShownAs(known, id);
    const login = isMade ? madeFor(known, id) : undefined;
    const here = this.#people.subscribers.get(ip);
    // Nearly always: nobody else needs to be looked up.
    if (here !== undefined && (login === here.loginId || (login === undefined && id === here.id)))
      return { kind: 'online', customer: here };
    if (login !== undefined) {
      const customer = this.online(login);
      return customer === undefined
        ? { kind: 'away', key: customerKey({ loginId: login }) }
        : { kind: 'online', customer };
    }
    return id === null ? NOBODY : this.#whoseByName(ip, id, isMade);
  }

  #whoseByName(ip: string, id: string, isMade: boolean): Whose {
    const named = this.named(id);
    const [first, ...more] = named;
    if (first === undefined) return isMade ? { kind: 'away', key: id } : STRANGER;
    if (more.length === 0) return { kind: 'online', customer: first };
    const customer = this.holdersOf(ip).find((holder) => holder.id === id) ?? this.#claimant(ip, id);
    return customer === undefined ? { kind: 'namesakes', customers: named } : { kind: 'online', customer };
  }

  /** Of an IPv6 entry, who of this name has a prefix there. */
  #claimant(ip: string, id: string): Subscriber | Other | undefined {
    if (!isIpv6(ip)) return undefined;
    const claim = this.prefixes.touching(spanOf(ip)).find((one) => one.id === id);
    return claim && this.online(claim.loginId);
  }

  /** Where a customer is served; undefined for nowhere. The place that they show may be another login's, or in doubt. */
  servedAt({ ip, loginId }: Pick<Customer, 'loginId'> & { readonly ip?: string | undefined }): string | undefined {
    return ip !== undefined && this.#people.subscribers.get(ip)?.loginId === loginId ? ip : undefined;
  }

  /** Whether the entry at an address is this customer's. */
  isTheirs({ ip, entry }: Seat, { loginId }: Pick<Customer, 'loginId'>): boolean {
    const whose = this.whose(ip, entry);
    return whose.kind === 'online' && whose.customer.loginId === loginId;
  }

  /** What the customer of an entry is called wherever something is remembered of them. */
  keyOf(ip: string, entry: Pick<BqnSubscriber, 'id'>): string {
    const whose = this.whose(ip, entry);
    if (whose.kind === 'online') return customerKey(whose.customer);
    return whose.kind === 'away' ? whose.key : (entry.id ?? ip);
  }

  /** What a customer is called now of whom a version before 3.0 remembers something by name or address. */
  keyOfName(name: string): string {
    const [first, ...more] = this.named(name);
    if (first !== undefined && more.length === 0) return customerKey(first);
    const here = this.#people.subscribers.get(name);
    return here === undefined ? name : customerKey(here);
  }

  /** The entries of a customer, at whatever addresses. */
  seatsOf({ loginId }: Pick<Customer, 'loginId'>): readonly Seat[] {
    this.#seats ??= this.#seatsByCustomer();
    return this.#seats.get(customerKey({ loginId })) ?? [];
  }

  /** Of the entry of an IPv6 prefix, the IPv4 addresses of its customer, at which they are counted; empty for others. */
  mainsOf(ip: string, entry: Pick<BqnSubscriber, 'id'>): readonly string[] {
    if (entry.id === null || !isIpv6(ip)) return [];
    this.#seats ??= this.#seatsByCustomer();
    const seats = this.#seats.get(this.keyOf(ip, entry)) ?? [];
    return seats.filter((seat) => !isIpv6(seat.ip)).map((seat) => seat.ip);
  }

  #seatsByCustomer(): ReadonlyMap<string, readonly Seat[]> {
    const seats = new Map<string, Seat[]>();
    for (const [ip, entry] of this.#bqn.subscribers) {
      if (entry.id !== null) addTo(seats, this.keyOf(ip, entry), { ip, entry });
    }
    return seats;
  }

  /** Whether the entry at an address belongs to somebody whom another BQN or the operator's hand serves here. */
  isOutside(ip: string, entry: Pick<BqnSubscriber, 'id'>): boolean {
    const whose = this.whose(ip, entry);
    if (whose.kind === 'online') return isLeftAlone(whose.customer);
    if (whose.kind === 'namesakes') return whose.customers.some(isLeftAlone);
    return entry.id !== null && this.#books.outside.has(entry.id);
  }

  /** The policy that the books say a customer was last under; undefined where they say nothing. */
  remembered({
    id,
    loginId,
    ip,
  }: Pick<Customer, 'id' | 'loginId'> & { readonly ip?: string | undefined }): string | undefined {
    const { remembered } = this.#books;
    const known = remembered.get(customerKey({ loginId }));
    if (known !== undefined) return known;
    const [byName, byPlace] = [remembered.get(id), remembered.get(ip ?? '')];
    // Nearly always: who else has the name does not matter.
    if (byName === byPlace) return byName;
    return this.named(id).length > 1 ? byPlace : byName;
  }

  /**
   * The policy that a customer is under before anything is written; null for none, undefined where nothing is known of
   * them: what their own entry at their place says, or a group of theirs; else what all of their entries say, one at a prefix
   * of theirs among them; else what the books remember; else what a group of nobody's says that holds them; else what their
   * entry of before says; else what the BQN makes of their place, if that is no known customer's: there they stand under
   * another name.
   */
  policyBefore(customer: Pick<Subscriber, 'id' | 'ip' | 'main' | 'loginId'>): string | null | undefined {
    const { ip, main = ip } = customer;
    const here = this.#ownAt(ip, customer) ?? (main === ip ? undefined : this.#ownAt(main, customer));
    const said = here && this.#present(here.policy);
    if (typeof said === 'string') return said;
    const groups = this.groupsOf(customer);
    const own = this.#sharedPolicy(groups.filter(({ name }) => this.#isTheirGroup(name, customer)));
    if (own !== undefined) return own;
    // What their entry names is not there: it limits nobody.
    if (here !== undefined && here.policy !== null) return null;
    const all = this.#saidByAll(customer);
    if (all !== undefined) return all;
    const remembered = this.remembered(customer);
    // An entry that was emptied while they were away, for its quota or in doubt, says nothing of them.
    if (remembered !== undefined) return remembered;
    const nobodys = this.#sharedPolicy(groups);
    if (nobodys !== undefined) return nobodys;
    if (here !== undefined) return null;
    // Of what their name stands on, what is at a prefix of theirs goes before where somebody of that name was once.
    const seats = this.seatsOf(customer);
    const atPlaces = seats.filter(this.#isHere(customer));
    const before = this.#latest(atPlaces.length > 0 ? atPlaces : seats);
    if (before !== undefined) return this.#present(before.entry.policy);
    const found = this.#namelessAt(ip) ?? (main === ip ? undefined : this.#namelessAt(main));
    return found && this.#present(found.policy);
  }

  /** The policy of all entries of a customer, where they say one thing, and one of them stands at a prefix of theirs. */
  #saidByAll(customer: Pick<Customer, 'loginId'>): string | undefined {
    const seats = this.seatsOf(customer);
    const [policy, ...others] = new Set(seats.map(({ entry }) => this.#present(entry.policy)));
    if (typeof policy !== 'string' || others.length > 0) return undefined;
    return seats.some(this.#isHere(customer)) ? policy : undefined;
  }

  #isHere({ loginId }: Pick<Customer, 'loginId'>): (seat: Seat) => boolean {
    return ({ ip }) => this.#people.subscribers.get(ip)?.loginId === loginId;
  }

  fateBefore(customer: Pick<Subscriber, 'id' | 'ip' | 'main' | 'loginId'>, ratesOf: RatesOf): Fate {
    const policy = this.policyBefore(customer);
    return policy === undefined ? UNSAID : fateUnder(policy, ratesOf);
  }

  /** A policy that is not there limits nobody. */
  #present(policy: string | null): string | null {
    return policy !== null && (policy === BLOCK_POLICY || this.#bqn.policies.has(policy)) ? policy : null;
  }

  /**
   * The dual-stack groups with a policy that hold a customer, by address, network, prefix or id, but those of other known
   * customers: which of entry and group wins is not known (src/bqn/README.md, "Groups"). An operator's own say nothing of them.
   */
  groupsOf(customer: Pick<Customer, 'id' | 'loginId'> & { readonly ip?: string | undefined }): readonly BqnGroup[] {
    if (this.#bqn.groups.size === 0) return [];
    this.#groups ??= this.#groupsByOwner();
    const { nobodys, byLogin } = this.#groups;
    const { ip, id, loginId } = customer;
    const claims = this.claimsOf(customer);
    const own = new GroupsAt(byLogin.get(loginId) ?? []).holding(ip, id, claims);
    return [...own, ...nobodys.holding(ip, id, claims).filter(({ name }) => !this.#isAnothersGroup(name, customer))];
  }

  /** Nearly all are known to be made for a login, and say nothing of anybody else. */
  #groupsByOwner(): GroupsByOwner {
    const nobodys: BqnGroup[] = [];
    const byLogin = new Map<number, BqnGroup[]>();
    for (const group of this.#bqn.groups.values()) {
      if (!group.name.startsWith(GROUP_PREFIX)) continue;
      const login = this.#books.owned.group.get(group.name)?.login;
      if (login === undefined) nobodys.push(group);
      else addTo(byLogin, login, group);
    }
    return { nobodys: new GroupsAt(nobodys), byLogin };
  }

  /** Logins that a group of their own blocks, or one that they share, whatever their entries say. */
  get blockedByGroups(): ReadonlySet<number> {
    this.#blockedByGroups ??= this.#blockedLogins();
    return this.#blockedByGroups;
  }

  #blockedLogins(): ReadonlySet<number> {
    const logins = new Set<number>();
    for (const group of this.#bqn.groups.values()) {
      if (group.policy !== BLOCK_POLICY || !group.name.startsWith(GROUP_PREFIX)) continue;
      const owners = this.ownersOf(group.name).filter((owner) => !this.#isAnothersGroup(group.name, owner));
      const sharing = (this.#people.groups.get(group.name)?.joined ?? []).map(({ subscriber }) => subscriber);
      for (const { loginId } of this.#heldBy(group, [...owners, ...sharing])) logins.add(loginId);
    }
    return logins;
  }

  /** Those whom a group holds. Most are found by their address, and then nobody's prefixes need to be looked up. */
  #heldBy(group: BqnGroup, customers: readonly (Subscriber | Other)[]): readonly (Subscriber | Other)[] {
    const here = new GroupsAt([group]);
    return customers.filter(
      (one) =>
        here.holding(one.ip, one.id, []).length > 0 || here.holding(one.ip, one.id, this.claimsOf(one)).length > 0,
    );
  }

  /**
   * Whose a dual-stack group is, of those who are online: the login for which it was made, else those of its name; of several
   * those whom it holds, if it holds any.
   */
  ownersOf(name: string): readonly (Subscriber | Other)[] {
    const login = this.#books.owned.group.get(name)?.login;
    const known = login === undefined ? undefined : this.online(login);
    if (login !== undefined) return known === undefined ? [] : [known];
    const named = this.#calledBy(name);
    const group = named.length > 1 ? this.#bqn.groups.get(name) : undefined;
    if (group === undefined) return named;
    // All have the id that it may hold, so it tells none of them; and an address is soon another's.
    const byPrefix = this.#heldBy({ ...group, ids: [], members: [] }, named);
    const held = byPrefix.length > 0 ? byPrefix : this.#heldBy({ ...group, ids: [] }, named);
    return held.length > 0 ? held : named;
  }

  /** Those of whom the name of a group is made: their own, or that with their login's id behind it (`groupNames`). */
  #calledBy(name: string): readonly (Subscriber | Other)[] {
    const id = name.slice(GROUP_PREFIX.length);
    const named = this.named(id);
    if (named.length > 0) return named;
    const at = id.lastIndexOf('-');
    const login = id.slice(at + 1);
    return at < 0 ? [] : this.named(id.slice(0, at)).filter(({ loginId }) => String(loginId) === login);
  }

  /** The prefixes of a customer. */
  claimsOf({ loginId }: Pick<Customer, 'loginId'>): readonly PrefixClaim[] {
    this.#claims ??= claimsByLogin(this.#people.claims());
    return this.#claims.get(loginId) ?? [];
  }

  #isTheirGroup(name: string, { loginId }: Pick<Customer, 'loginId'>): boolean {
    return this.ownersOf(name).some((owner) => owner.loginId === loginId);
  }

  /** The first policy of groups that is there; undefined where none of them names one. */
  #sharedPolicy(groups: readonly BqnGroup[]): string | undefined {
    return groups.map(({ policy }) => this.#present(policy)).find((policy) => policy !== null) ?? undefined;
  }

  #isAnothersGroup(name: string, { loginId }: Pick<Customer, 'loginId'>): boolean {
    const entry = this.#books.owned.group.get(name);
    if (entry?.login !== undefined) return entry.login !== loginId;
    const named = this.#calledBy(name);
    return named.length === 0 ? entry !== undefined : named.every((one) => one.loginId !== loginId);
  }

  #ownAt(ip: string, customer: Pick<Subscriber, 'loginId'>): BqnSubscriber | undefined {
    const entry = this.#bqn.subscribers.get(ip);
    return entry !== undefined && this.isTheirs({ ip, entry }, customer) ? entry : undefined;
  }

  /** What stands at an address under a name that nobody knows, or none. */
  #namelessAt(ip: string): BqnSubscriber | undefined {
    const entry = this.#bqn.subscribers.get(ip);
    if (entry === undefined || entry.policy === null) return undefined;
    if (!isUnknown(this.whose(ip, entry))) return undefined;
    // What rules give to an address that nobody wrote is nobody's plan, but a block blocks.
    return entry.policy === BLOCK_POLICY || !isFromRules(entry) ? entry : undefined;
  }

  /** The entry that was needed last; of those of which that is not known one block is enough. */
  #latest(seats: readonly Seat[]): Seat | undefined {
    const [first, ...more] = seats;
    if (more.length === 0) return first;
    const sinceOf = ({ ip }: Seat) => this.#books.owned.subscriber.get(ip)?.since;
    const undated = seats.filter((seat) => sinceOf(seat) === undefined);
    if (undated.length > 0) return undated.find(({ entry }) => entry.policy === BLOCK_POLICY) ?? undated[0];
    const dated = seats.map((seat) => ({ seat, since: Number(sinceOf(seat)) }));
    return dated.reduce((one, other) => (other.since > one.since ? other : one)).seat;
  }

  /** All who are online, some of them at several places. */
  *everybody(): Iterable<Subscriber | Other> {
    yield* this.#people.subscribers.values();
    for (const rivals of this.#people.doubts.values()) yield* rivals;
    yield* this.#people.ousted;
    yield* this.#people.others;
  }
}

/** Whether another hand wrote an entry, under a name that nobody knows: then it is theirs who are there. */
export function isUnknown({ kind }: Whose): boolean {
  return kind === 'stranger' || kind === 'nobody';
}

/** Whether this program is to keep its hands off. */
export function isLeftAlone(customer: Subscriber | Other): boolean {
  return 'served' in customer && customer.served !== 'nowhere';
}

/** Whether they are online without an IPv4 address, and so may still have the one of before, whatever prefixes they show. */
export function isNowhere(customer: Subscriber | Other): boolean {
  if ('served' in customer) return customer.served === 'nowhere';
  const { ip, main = ip } = customer;
  return isIpv6(main);
}

function claimsByLogin(claims: readonly PrefixClaim[]): ReadonlyMap<number, readonly PrefixClaim[]> {
  const found = new Map<number, PrefixClaim[]>();
  for (const claim of claims) addTo(found, claim.loginId, claim);
  return found;
}

/** Each login once, at the address that it is counted at where that is known. */
function byLogin(everybody: Iterable<Subscriber | Other>): ReadonlyMap<number, Subscriber | Other> {
  const logins = new Map<number, Subscriber | Other>();
  for (const customer of everybody)
    if (!logins.has(customer.loginId) || isCounted(customer)) logins.set(customer.loginId, customer);
  return logins;
}

function byName(everybody: Iterable<Subscriber | Other>): ReadonlyMap<string, readonly (Subscriber | Other)[]> {
  const names = new Map<string, (Subscriber | Other)[]>();
  for (const customer of everybody) {
    const known = names.get(customer.id);
    if (known === undefined) {
      names.set(customer.id, [customer]);
      continue;
    }
    const at = known.findIndex(({ loginId }) => loginId === customer.loginId);
    if (at < 0) known.push(customer);
    else if (isCounted(customer)) known[at] = customer;
  }
  return names;
}

/** Whether a login is counted at this entry of several. */
function isCounted(customer: Subscriber | Other): boolean {
  if (!('served' in customer)) return isMain(customer);
  return customer.ip !== undefined && !isIpv6(customer.ip);
}
