import type { Login } from '../billing/records.ts';
import type { StatusTable } from '../billing/standing.ts';
import { type Beyond, NOBODY_BEYOND } from '../customers/beyond.ts';
import { isMain, type Other, type PrefixClaim, type Subscriber } from '../customers/customer.ts';
import type { Override } from '../customers/override-rule.ts';
import type { ScopeRule } from './scope-rule.ts';
import type { Skip } from './skip.ts';

export {
  BLOCK_POLICY,
  BLOCK_POLICY_ID,
  isMain,
  type Other,
  type PolicyChoice,
  type PrefixClaim,
  type Subscriber,
} from '../customers/customer.ts';

/** The slow lane: the policy of customers whose contract's state is to be slow. */
export const SLOW_POLICY = 'Billing-Slow';
export const SLOW_POLICY_ID = 'slow';

/** Beyond its rate for a while. */
export interface Burst {
  readonly rateKbps: number;
  readonly thresholdKbps: number;
  readonly durationS: number;
}

/** `200000/100000/8`, or `none`: for comparing, and for people. */
export function burstText(burst: Burst | undefined): string {
  return burst === undefined ? 'none' : `${burst.rateKbps}/${burst.thresholdKbps}/${burst.durationS}`;
}

/** Of a policy that has one; the other way's stays the operator's. */
export interface Bursts {
  readonly down?: Burst;
  readonly up?: Burst;
}

/** A rate policy as the BQN should have it. Kbps; 0 blocks, -1 is unlimited. */
export interface Policy {
  readonly name: string;
  readonly id: string;
  readonly downKbps: number;
  readonly upKbps: number;
  readonly bursts?: Bursts | undefined;
}

/** The customers who are online, each once: at the address that they are counted at, unless that is not theirs today. */
export function customersOf({ subscribers }: Pick<Desired, 'subscribers'>): readonly Subscriber[] {
  const all = [...subscribers.values()];
  const customers = all.filter(isMain);
  if (customers.length === all.length) return customers;
  const counted = new Set(customers.map(({ loginId }) => loginId));
  for (const subscriber of all) {
    if (counted.has(subscriber.loginId)) continue;
    counted.add(subscriber.loginId);
    customers.push(subscriber);
  }
  return customers;
}

/**
 * A group of this program: one limit for the IPv4 and the IPv6 prefixes of a subscriber, whose policy it shares, and for
 * all others of their contract where these are joined.
 */
export interface Group extends Share {
  readonly name: string;
  readonly joined?: readonly Share[];
}

/** What one login brings into its group. */
export interface Share {
  readonly subscriber: Subscriber;
  /** Canonical prefixes; `last good`: none can be used today, so those that the group has stay. */
  readonly ranges: readonly string[] | 'last good';
}

/** What the group of a site is to the BQN. */
export type SiteType = 'access-point' | 'tower';

/**
 * Groups of those who are connected at one place, which limit nobody. `as they are`: they are wanted, and nothing could be
 * learnt of them today.
 */
export type SiteGroups =
  | { readonly kind: 'off' | 'as they are' }
  | {
      readonly kind: 'wanted';
      readonly types: ReadonlyMap<string, SiteType>;
      /** The groups of a subscriber, by address; none for whoever is at no place. */
      readonly of: ReadonlyMap<string, readonly string[]>;
    };

/** What the names of such groups begin with. */
export const SITE_PREFIX = { 'access-point': 'L1-', tower: 'L2-' } as const satisfies Record<SiteType, string>;

/** Whether a group is called as those of sites are. */
export function isSiteName(name: string): boolean {
  return Object.values(SITE_PREFIX).some((prefix) => name.startsWith(prefix));
}

/** Whether a group of this name is to be there. */
export function wantsGroup({ groups, sites }: Pick<Desired, 'groups' | 'sites'>, name: string): boolean {
  if (groups.has(name)) return true;
  if (sites.kind === 'wanted') return sites.types.has(name);
  return sites.kind === 'as they are' && isSiteName(name);
}

/** About whom each wish that is asked for decided something: logins by id, under the name of its flag. */
export type Did = ReadonlyMap<string, ReadonlySet<number>>;

/** What the billing system wants of a BQN, whatever that BQN holds now. */
export interface Desired {
  readonly policies: ReadonlyMap<string, Policy>;
  readonly subscribers: ReadonlyMap<string, Subscriber>;
  /** Dual-stack groups of subscribers, where they are wanted. */
  readonly groups: ReadonlyMap<string, Group>;
  readonly sites: SiteGroups;
  /** Addresses in doubt, each with the logins that show it: nobody can say whose it is. */
  readonly doubts: ReadonlyMap<string, readonly Subscriber[]>;
  /** Who shows an address that another login has got, and is at no other place: known by what is said of them alone. */
  readonly ousted: readonly Subscriber[];
  /**
   * Prefixes that are somebody's now: no group of anybody else may hold them. Made when first asked for, as only a BQN
   * with groups has a use for them.
   */
  readonly claims: () => readonly PrefixClaim[];
  /** Policies that are in doubt: what the BQN has under these names is neither changed nor deleted. */
  readonly leftAlone: ReadonlySet<string>;
  /** Who is online and gets no entry of ours here; they hold their places all the same. */
  readonly others: readonly Other[];
  readonly outside: Outside;
  readonly proven: Proof;
  readonly skipped: readonly Skip[];
  /** Customers who are to have what they have; absent where all are spoken of. */
  readonly beyond?: Beyond;
  /** Absent where nothing is wanted. */
  readonly did?: Did;
}

/** How many entries of each kind are wanted, those included that are in agreement. */
export function wantedCounts({ policies, subscribers, groups, beyond = NOBODY_BEYOND }: Desired) {
  return {
    policies: policies.size,
    subscribers: subscribers.size + beyond.customers,
    groups: groups.size + beyond.groups,
  };
}

/** How many customers are online and served. */
export function customerCount(desired: Pick<Desired, 'subscribers' | 'beyond'>): number {
  return customersOf(desired).length + (desired.beyond?.customers ?? 0);
}

/** What of a BQN belongs to others by the operator's word: left alone, as it is. */
export interface Outside {
  /** Whom this BQN is for, as the operator says it; empty for everybody. */
  readonly said: string;
  /** Logins that are online and not for this BQN. */
  readonly logins: number;
  /** Subscriber ids that the operator names, online or not. */
  readonly ids: ReadonlySet<string>;
  /** Whether an address lies outside of the networks that the BQN is for. */
  readonly hasAddress: (ip: string) => boolean;
  /** Whether the operator's word leaves a login alone, online or not. */
  readonly leaves: (login: ScopedLogin) => boolean;
  /** Those of them who are online, by subscriber id. */
  readonly seen: () => ReadonlyMap<string, ScopedLogin>;
}

/** What decides whether a login is for a BQN. */
export type ScopedLogin = Pick<Login, 'id' | 'login' | 'ip' | 'plan' | 'site'>;

/** What may be concluded from a name or address that is missing: only in a `whole` list is it missing for certain. */
export interface Proof {
  readonly logins: 'whole' | 'moving' | 'cut';
  readonly plans: 'whole' | 'moving' | 'cut';
}

/** What is wanted of a BQN that the program leaves for good. */
export const NOTHING_DESIRED: Desired = {
  policies: new Map(),
  subscribers: new Map(),
  groups: new Map(),
  sites: { kind: 'off' },
  doubts: new Map(),
  ousted: [],
  claims: () => [],
  others: [],
  leftAlone: new Set(),
  outside: {
    said: '',
    logins: 0,
    ids: new Set(),
    hasAddress: () => false,
    leaves: () => false,
    seen: () => new Map(),
  },
  proven: { logins: 'whole', plans: 'whole' },
  skipped: [],
};

/** Kbps both ways; -1 is unlimited. */
export interface Rates {
  readonly downKbps: number;
  readonly upKbps: number;
}

export interface RateFactor {
  readonly down: number;
  readonly up: number;
}

/** Reduced speed, where it is wanted: with a rate for plans that name no reduced one, as operators type it. */
export interface ReducedOptions {
  readonly rate: { readonly download: string; readonly upload: string } | undefined;
}

/** By what customers are put into groups: the access server, or transmitter and POP. */
export const SITE_KINDS = ['nas', 'pop'] as const;
export type SiteKind = (typeof SITE_KINDS)[number];

export interface MappingOptions {
  /** Whom it is for; undefined for everybody. */
  readonly scope?: ScopeRule | undefined;
  readonly allowedStatus: ReadonlySet<string>;
  readonly statusTable?: StatusTable | undefined;
  /** The speed of the slow lane, where there is one. */
  readonly slow?: Rates | undefined;
  readonly block: boolean;
  readonly dualStack: boolean;
  /** The length of prefix that the BQN knows an IPv6 subscriber by, in bits; undefined where IPv6 gets no entries. */
  readonly ipv6Subscribers?: number | undefined;
  /** Whether all online logins of a contract share one limit. */
  readonly joinContracts?: boolean | undefined;
  readonly siteGroups?: SiteKind | undefined;
  readonly speedBase: 1000 | 1024;
  /** What a number without a unit counts in; undefined where it is unreadable. */
  readonly bareUnit?: 'k' | 'M' | undefined;
  readonly ipConflict: 'skip' | 'newest';
  readonly reduced?: ReducedOptions | undefined;
  /** Factors of all speeds of plans, down and up. */
  readonly rateFactor?: RateFactor | undefined;
  readonly burst?: boolean | undefined;
  /** The operator's word about single customers, by their login. */
  readonly overrides?: ReadonlyMap<string, Override> | undefined;
}
