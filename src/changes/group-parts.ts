import { canonicalAddress, isIpv6, parsePrefix, SHORTEST_PREFIX } from '../address/address.ts';
import { type PrefixHolders, spanOf } from '../address/prefix.ts';
import type { PrefixClaim, Subscriber } from '../mapping/desired.ts';

/** The narrowest prefix that a BQN knows a customer by (src/bqn/README.md, "Subscribers"). In bits. */
const NARROWEST = 64;

/**
 * One spelling for a member or range as it is compared: a BQN masks prefixes longer than /64 to /64, and may list a /64
 * among the members.
 */
export function comparable(part: string): string {
  return (isIpv6(part) ? prefixOf(part) : undefined) ?? canonicalAddress(part);
}

/** The prefix that a BQN makes of a range, of whatever width; undefined for one where no customer is. */
function prefixOf(part: string): string | undefined {
  const [address = '', length = String(NARROWEST)] = part.split('/');
  return parsePrefix(`${address}/${Math.min(Number(length), NARROWEST)}`, 1);
}

/** A login that has an address or a prefix. Names of routers are several logins', so the id alone does not tell. */
export type Holder = Pick<Subscriber, 'id' | 'loginId'>;

/** What is whose: addresses and prefixes that logins have now. */
export interface Holders {
  readonly addresses: ReadonlyMap<string, readonly Holder[]>;
  readonly prefixes: () => PrefixHolders<PrefixClaim>;
}

/** Whether a range is wider than any customer's: others come from it, though IXC may not say which prefixes they have. */
function isManyCustomers(prefix: string): boolean {
  return Number(prefix.slice(prefix.indexOf('/') + 1)) < SHORTEST_PREFIX;
}

/** Whether a member or range of a group belongs to somebody else than the owners of the group. */
export function isElsewhere(
  part: string,
  isOwn: (holder: Holder) => boolean,
  { addresses, prefixes }: Holders,
): boolean {
  if (!isIpv6(part)) return addresses.get(canonicalAddress(part))?.every(isOwn) === false;
  const prefix = prefixOf(part);
  if (prefix === undefined) return false;
  return isManyCustomers(prefix) || prefixes().isAnothers(spanOf(prefix), isOwn);
}
