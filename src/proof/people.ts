import { isPrivate, parseIpv4, parsePrefix } from '../address/address.ts';
import { type Span, spanOf } from '../address/prefix.ts';
import { isWithin } from '../address/subnet.ts';
import { isWhole } from '../billing/reading.ts';
import type { Contract, Login } from '../billing/records.ts';
import { type Standing, standingOf } from '../billing/standing.ts';
import { addTo } from '../customers/add-to.ts';
import type { MappingOptions, Subscriber } from '../mapping/desired.ts';
import { ByPlace, isInside, placeOf } from './place.ts';
import type { Read, Situation } from './situation.ts';

/**
 * Who serves a login: this program here; another hand, who has it in keeping; or another box, where the same private
 * addresses may be in use.
 */
export type Service = 'ours' | 'by hand' | 'elsewhere';

/** A prefix of a login that is online. */
export interface Claim extends Span {
  readonly login: Login;
}

/** Who is who, by a reading of billing's rows of its own: nothing of it comes from how the plan was made. */
export class People {
  readonly #read: Read;
  readonly #mapping: MappingOptions;
  readonly #wanted: Situation['desired'];
  readonly #skippedPlans: ReadonlySet<number>;
  #byAddress: ReadonlyMap<string, readonly Login[]> | undefined;
  #byName: ReadonlyMap<string | null, readonly Login[]> | undefined;
  #byId: ReadonlyMap<number, Login> | undefined;
  #byPlace: ByPlace<Claim> | undefined;
  #contracts: ReadonlyMap<number, Contract> | undefined;
  #subscribers: ReadonlyMap<number, Subscriber> | undefined;

  constructor(read: Read, { mapping, desired }: Pick<Situation, 'mapping' | 'desired'>) {
    this.#read = read;
    this.#mapping = mapping;
    this.#wanted = desired;
    this.#skippedPlans = new Set(read.plans.rows.filter((plan) => this.#isSkippedPlan(plan)).map(({ id }) => id));
  }

  /** Logins that are online at an address of this network: a place that may be stale, or is elsewhere, is nobody's here. */
  at(ip: string): readonly Login[] {
    return this.#addresses.get(ip) ?? NOBODY;
  }

  /** Logins whose address lies in a range. */
  within(range: Span): readonly Login[] {
    const found: Login[] = [];
    for (const ip of this.#addresses.keys()) {
      const place = placeOf(ip);
      if (place !== undefined && isInside(place, range)) found.push(...this.at(ip));
    }
    return found;
  }

  get #addresses(): ReadonlyMap<string, readonly Login[]> {
    this.#byAddress ??= this.#findAddresses();
    return this.#byAddress;
  }

  #findAddresses(): ReadonlyMap<string, readonly Login[]> {
    const found = new Map<string, Login[]>();
    for (const login of this.#read.logins.rows) {
      const address = isSeen(login) ? parseIpv4(login.ip) : undefined;
      if (address !== undefined && this.#isHere(login, address)) addTo(found, address, login);
    }
    return found;
  }

  /** A private address of one whom another box serves may be in use here as well. */
  #isHere(login: Login, address: string): boolean {
    return !isPrivate(address) || this.serviceOf(login) !== 'elsewhere';
  }

  /** All logins of this subscriber id, also those that are not online for certain; of none nobody. */
  called(id: string | null): readonly Login[] {
    this.#byName ??= this.#findNames();
    return this.#byName.get(id) ?? [];
  }

  #findNames(): ReadonlyMap<string, readonly Login[]> {
    const found = new Map<string, Login[]>();
    for (const login of this.#read.logins.rows) addTo(found, nameOf(login), login);
    return found;
  }

  /** By their ids. */
  logins(ids: ReadonlySet<number>): readonly Login[] {
    if (ids.size === 0) return [];
    this.#byId ??= new Map(this.#read.logins.rows.map((login) => [login.id, login]));
    return [...ids].flatMap((id) => this.#byId?.get(id) ?? []);
  }

  /** Prefixes of logins that are online that have an address in common with this place. */
  claimsMeeting(place: Span): readonly Claim[] {
    this.#byPlace ??= new ByPlace(withoutPools(this.#read.logins.rows.filter(isSeen).flatMap(claimsOf)));
    return this.#byPlace.meeting(place);
  }

  /** The prefixes of a login that are nobody else's, and hold nobody else's. */
  prefixesOf(login: Login): readonly Span[] {
    return claimsOf(login).filter((claim) => this.claimsMeeting(claim).every((other) => other.login === login));
  }

  /** By what the operator said of subnets, sites, plans, logins, and of this customer. */
  serviceOf(login: Login): Service {
    const { scope } = this.#mapping;
    const name = login.login.trim();
    const isSkipped = this.#wordOn(login) === 'skip';
    if (scope === undefined) return isSkipped ? 'by hand' : 'ours';
    const { onlySubnets, skipSubnets, onlySites, skipSites, skipLogins } = scope;
    const site = (login.site?.value ?? '').trim().toLowerCase();
    // Whoever is at another site is there, whatever else is said of them.
    if (onlySites !== undefined && !onlySites.has(site)) return 'elsewhere';
    if (isSkipped) return 'by hand';
    if (skipLogins.has(name) || skipLogins.has(`id:${login.id}`) || skipSites.has(site) || this.#isOfSkippedPlan(login))
      return 'by hand';
    const ip = parseIpv4(login.ip) ?? '';
    if (skipSubnets.some((subnet) => isWithin(ip, subnet))) return 'by hand';
    return onlySubnets === undefined || onlySubnets.some((subnet) => isWithin(ip, subnet)) ? 'ours' : 'by hand';
  }

  /** What an override says of a customer, by id, or by a name that nobody else who is online has. */
  #wordOn({ id, login }: Login) {
    const { overrides } = this.#mapping;
    if (overrides === undefined || overrides.size === 0) return undefined;
    const name = login.trim();
    const byId = overrides.get(`id:${id}`);
    if (byId !== undefined) return byId.wish.kind;
    const named = overrides.get(name);
    if (named === undefined) return undefined;
    return this.#read.logins.rows.some((other) => other.id !== id && other.login.trim() === name)
      ? undefined
      : named.wish.kind;
  }

  /** What the contract says, but for the operator's word. */
  standingOf(login: Login): Standing {
    const { contracts, presumed } = this.#read;
    this.#contracts ??= new Map(contracts.rows.map((contract) => [contract.id, contract]));
    const { allowedStatus, statusTable, block } = this.#mapping;
    const word = this.#wordOn(login);
    if (word === 'open' || word === 'slow') return { kind: 'open', contract: login.contract, status: '' };
    const whole = isWhole(contracts);
    return standingOf(login, { byId: this.#contracts, whole, presumed, allowedStatus, statusTable, block });
  }

  /** What is wanted of a login, at whichever of its places; undefined where nothing is. */
  wantedOf({ id }: Login): Subscriber | undefined {
    this.#subscribers ??= new Map([...this.#wanted.subscribers.values()].map((one) => [one.loginId, one]));
    return this.#subscribers.get(id);
  }

  #isSkippedPlan({ id, name }: { readonly id: number; readonly name: string }): boolean {
    const skipped = this.#mapping.scope?.skipPlans;
    return skipped !== undefined && (skipped.has(String(id)) || skipped.has(name.trim().toLowerCase()));
  }

  /** One that was not read may be called as those that are skipped. */
  #isOfSkippedPlan({ plan }: Login): boolean {
    const { scope } = this.#mapping;
    if (scope === undefined || scope.skipPlans.size === 0) return false;
    const { plans } = this.#read;
    return this.#skippedPlans.has(plan) || (!isWhole(plans) && plan !== 0 && plans.rows.every(({ id }) => id !== plan));
  }
}

const NOBODY: readonly Login[] = [];

/** What a login is called on a BQN: white space becomes `_`, and nothing else (src/mapping/README.md). */
export function nameOf({ login }: Pick<Login, 'login'>): string {
  return login.replace(/\s/g, '_');
}

export function isSeen({ isUnseen }: Login): boolean {
  return isUnseen !== true;
}

/** Without those in which somebody else has a narrower one: that is the provider's pool, and nobody's prefix. */
function withoutPools(claims: readonly Claim[]): readonly Claim[] {
  const all = new ByPlace(claims);
  const within = new Map<string, readonly Claim[]>();
  return claims.filter((claim) => {
    const place = `${claim.first} ${claim.last}`;
    const narrower = within.get(place) ?? all.meeting(claim).filter((other) => !isInside(claim, other));
    within.set(place, narrower);
    return narrower.every(({ login }) => login === claim.login);
  });
}

export function claimsOf(login: Login): Claim[] {
  return prefixTextsOf(login).map((prefix) => ({ login, ...spanOf(prefix) }));
}

/** The prefixes of a login, in their canonical form. */
export function prefixTextsOf(login: Login): readonly string[] {
  return [login.delegatedPrefix, login.linkPrefix].flatMap((text) => (text === '' ? [] : (parsePrefix(text) ?? [])));
}
