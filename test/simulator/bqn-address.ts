import ipaddr from 'ipaddr.js';

const PLAIN_V4 = /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/;

/** How the BQN writes addresses: IPv6 comes back canonical (src/bqn/README.md, "Groups"). */

/** RFC 5952 text of an address; undefined when it is none. IPv4 is taken in its four-part form only. */
export function canonicalAddress(text: string): string | undefined {
  // Nearly all are plain, and of a table of thousands each is looked at often.
  if (PLAIN_V4.test(text) && text.split('.').every((byte) => Number(byte) < 256)) return text;
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text).toString();
  if (!ipaddr.IPv6.isValid(text) || text.includes('%')) return undefined;
  return ipaddr.IPv6.parse(text).toRFC5952String();
}

/** Masked and canonical, with its length; an address alone is a range of one. */
export function canonicalPrefix(text: string): string | undefined {
  const [address = '', lengthText, ...rest] = text.split('/');
  const canonical = canonicalAddress(address);
  if (canonical === undefined || rest.length > 0) return undefined;
  const bits = canonical.includes(':') ? 128 : 32;
  const length = lengthText === undefined ? bits : wholeNumber(lengthText);
  if (length === undefined || length > bits) return undefined;
  return `${masked(canonical, length)}/${length}`;
}

/** How a subscriber is keyed: an IPv4 address, or a global IPv6 prefix, /64 by default, written without its length. */
export function subscriberKey(text: string, prefixLength: number): string | undefined {
  const [address = '', length] = text.split('/');
  const canonical = canonicalAddress(address);
  if (canonical === undefined) return undefined;
  if (!canonical.includes(':')) return length === undefined ? canonical : undefined;
  return length === undefined || length === String(prefixLength) ? masked(canonical, prefixLength) : undefined;
}

function masked(address: string, length: number): string {
  const cidr = `${address}/${length}`;
  if (!address.includes(':')) return ipaddr.IPv4.networkAddressFromCIDR(cidr).toString();
  return ipaddr.IPv6.networkAddressFromCIDR(cidr).toRFC5952String();
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,3}$/.test(text) ? Number(text) : undefined;
}
