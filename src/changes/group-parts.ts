import { canonicalAddress, isIpv6, narrowestPrefix, SHORTEST_PREFIX } from '../address/address.ts';
import { spanOf } from '../address/prefix.ts';
import { addressNumber, parseSubnet } from '../address/subnet.ts';
import type { BqnGroup } from '../bqn/resources.ts';
import type { Customer, Other, PrefixClaim, Subscriber } from '../customers/customer.ts';
import { GroupsAt } from '../customers/groups-at.ts';
import { isLeftAlone, type Roll } from '../customers/roll.ts';

/**
 * One spelling for a member or range as it is compared: a BQN masks prefixes longer than /64 to /64, and may list a /64
 * among the members.
 */
export function comparablePart(part: string): string {
  return (isIpv6(part) ? narrowestPrefix(part) : undefined) ?? canonicalAddress(part);
}

/** Members, ranges or ids as one text, whatever their order; null for none. */
export function showSet(entries: readonly string[] | undefined): string | null {
  return entries === undefined || entries.length === 0 ? null : [...new Set(entries)].sort().join(' ');
}

/** A login that has an address or a prefix. Names of routers are several logins', so the id alone does not tell. */
export type Holder = Pick<Customer, 'id' | 'loginId'>;

/** What of a group is somebody else's now. */
export interface Strangers {
  /** Members and ranges, as they are listed. */
  readonly parts: ReadonlySet<string>;
  /** Subscriber ids. */
  readonly ids: ReadonlySet<string>;
  /** What comes into it by a way that is not known (VLANs), as the BQN computes: no write lets go of it. */
  readonly computed: ReadonlySet<string>;
}

export const NO_STRANGERS: Strangers = { parts: new Set(), ids: new Set(), computed: new Set() };

/** Whether a range is wider than any customer's: others come from it, though billing may not say which prefixes they have. */
function isManyCustomers(prefix: string): boolean {
  return Number(prefix.slice(prefix.indexOf('/') + 1)) < SHORTEST_PREFIX;
}

/** Who has which address now, and who may be in a group of many. */
export class Holders {
  readonly #roll: Roll;
  readonly #at: (ip: string) => readonly (Subscriber | Other)[];
  #addresses: readonly { readonly number: number; readonly ip: string }[] | undefined;

  /** @param at who is at an address, as far as anybody can tell */
  constructor(roll: Roll, at: (ip: string) => readonly (Subscriber | Other)[]) {
    this.#roll = roll;
    this.#at = at;
  }

  /** What a group holds, by any of its ways, that belongs to somebody else than its owners. */
  strangersIn(group: BqnGroup, isOwn: (holder: Holder) => boolean): Strangers {
    const { members, ranges, ids, all } = group;
    const parts = [...members, ...ranges].filter((part) => this.#isElsewhere(part, isOwn));
    const names = ids.filter((id) => this.#roll.named(id).some((holder) => !isOwn(holder)));
    const known = all.length === 0 ? undefined : new GroupsAt([{ ...group, policy: '', all: [] }]);
    const isUnknown = (part: string) =>
      this.#at(part).every(({ id }) => known?.holding(part, id, []).length === 0) && this.#isElsewhere(part, isOwn);
    const computed = all.filter(isUnknown);
    return { parts: new Set(parts), ids: new Set(names), computed: new Set(computed) };
  }

  /** Addresses that a group lists, and those of people who are online that it holds, by any of its ways but by prefix. */
  addressesIn({ members, ranges, ids, all }: BqnGroup): ReadonlySet<string> {
    const found = new Set<string>();
    for (const part of [...members, ...ranges, ...all]) {
      if (!isIpv6(part)) found.add(part);
      for (const ip of this.#within(part)) found.add(ip);
    }
    for (const id of ids) for (const { ip } of this.#roll.named(id)) if (ip !== undefined && !isIpv6(ip)) found.add(ip);
    return found;
  }

  /** Whose prefixes lie in those that a group lists, or hold them. */
  prefixesIn({ members, ranges }: BqnGroup): readonly PrefixClaim[] {
    const prefixes = [...members, ...ranges].filter(isIpv6);
    const spans = prefixes.map(narrowestPrefix).flatMap((prefix) => (prefix === undefined ? [] : [spanOf(prefix)]));
    if (spans.length === 0) return [];
    return this.#roll.claims.filter(({ first, last }) =>
      spans.some((span) => first <= span.last && last >= span.first),
    );
  }

  #isElsewhere(part: string, isOwn: (holder: Holder) => boolean): boolean {
    const isAnothers = (ip: string) => {
      const holders = this.#at(ip);
      // Between several who are left alone nobody here decides.
      const isTheirs = holders.every(isLeftAlone) ? holders.some(isOwn) : holders.every(isOwn);
      return holders.length > 0 && !isTheirs;
    };
    if (!isIpv6(part)) return isAnothers(canonicalAddress(part)) || this.#within(part).some(isAnothers);
    const prefix = narrowestPrefix(part);
    if (prefix === undefined) return false;
    return isManyCustomers(prefix) || this.#roll.prefixes.isAnothers(spanOf(prefix), isOwn);
  }

  /** The addresses that somebody has in an IPv4 network. */
  #within(range: string): readonly string[] {
    const subnet = range.includes('/') && !isIpv6(range) ? parseSubnet(range) : undefined;
    if (subnet === undefined) return [];
    this.#addresses ??= numbered(this.#roll.addresses());
    const from = firstAtLeast(this.#addresses, subnet.first);
    const found: string[] = [];
    for (let at = from; at < this.#addresses.length; at++) {
      const one = this.#addresses[at];
      if (one === undefined || one.number > subnet.last) break;
      found.push(one.ip);
    }
    return found;
  }
}

function numbered(addresses: Iterable<string>): { readonly number: number; readonly ip: string }[] {
  const found: { readonly number: number; readonly ip: string }[] = [];
  for (const ip of addresses) {
    const number = addressNumber(ip);
    if (number !== undefined) found.push({ number, ip });
  }
  return found.sort((one, other) => one.number - other.number);
}

function firstAtLeast(sorted: readonly { readonly number: number }[], number: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = sorted[middle];
    if (one !== undefined && one.number < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
