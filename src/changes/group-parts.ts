import { canonicalAddress, isIpv6, parsePrefix } from '../address/address.ts';
import { hasOther, type PrefixHolders, spanOf } from '../address/prefix.ts';

/** The narrowest prefix that a BQN knows a customer by (reference/bqn-api.md). In bits. */
const NARROWEST = 64;

/**
 * One spelling for a member or range as it is compared: a BQN masks prefixes longer than /64 to /64, and may list a /64
 * among the members.
 */
export function comparable(part: string): string {
  return (isIpv6(part) ? prefixOf(part) : undefined) ?? canonicalAddress(part);
}

/** The prefix that a BQN makes of a range; undefined for one that no customer can have. */
function prefixOf(part: string): string | undefined {
  const [address = '', length = String(NARROWEST)] = part.split('/');
  return parsePrefix(`${address}/${Math.min(Number(length), NARROWEST)}`);
}

/** What is whose: addresses and prefixes that logins have now, with their subscriber ids. */
export interface Holders {
  readonly addresses: ReadonlyMap<string, readonly string[]>;
  readonly prefixes: () => PrefixHolders;
}

/** Whether a member or range of a group belongs to somebody else than the owners of the group. */
export function isElsewhere(part: string, owners: ReadonlySet<string>, { addresses, prefixes }: Holders): boolean {
  if (!isIpv6(part)) return hasOther(addresses.get(canonicalAddress(part)) ?? [], owners);
  const prefix = prefixOf(part);
  return prefix !== undefined && prefixes().isAnothers(spanOf(prefix), owners);
}
