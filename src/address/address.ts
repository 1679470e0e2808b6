import ipaddr from 'ipaddr.js';

/** Kinds of IPv4 address that no customer can hold. */
const UNUSABLE_V4 = new Set(['unspecified', 'broadcast', 'multicast', 'linkLocal', 'loopback']);
/** Kinds of IPv6 prefix that a customer can be reached at. */
const USABLE_V6 = new Set(['unicast', 'uniqueLocal', 'reserved']);

/** A delegated prefix lies between a provider's own block and one address; a shorter one would catch other customers. */
const SHORTEST_PREFIX = 32;
/** What a BQN shapes by when it is told nothing else (reference/bqn-api.md). */
const USUAL_PREFIX = 64;

/**
 * Reads `radusuarios.ip`: an IPv4 in its usual form, blanks around it allowed.
 * @returns undefined when no subscriber can be made of it
 */
export function parseIpv4(text: string): string | undefined {
  // The whole of an address is sometimes said: `/32` (reference/ixc-api.md).
  const trimmed = text.trim().replace(/\/32$/, '');
  // Digits with a leading zero are octal to some and decimal to others: not an address to shape a customer by.
  if (!/^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/.test(trimmed)) return undefined;
  if (!ipaddr.IPv4.isValid(trimmed)) return undefined;
  const address = ipaddr.IPv4.parse(trimmed);
  if (UNUSABLE_V4.has(address.range()) || trimmed.startsWith('0.')) return undefined;
  return trimmed;
}

/**
 * Reads `pd_ipv6` or `framed_pd_ipv6`: `2001:db8:0:10::/60` in any spelling, host bits masked away. A bare address
 * says nothing of its length and is taken as a /64, the least that a customer gets.
 * @returns the canonical prefix, or undefined when it is none
 */
export function parsePrefix(text: string): string | undefined {
  const match = /^(?<address>[0-9a-f:.]+)(?:\s*\/\s*(?<length>\d{1,3}))?$/i.exec(text.trim());
  const { address = '', length } = match?.groups ?? {};
  if (!ipaddr.IPv6.isValid(address)) return undefined;
  const bits = length === undefined ? USUAL_PREFIX : Number(length);
  if (bits < SHORTEST_PREFIX || bits > 128) return undefined;
  const parsed = ipaddr.IPv6.parse(address);
  const prefix = maskPrefix(parsed, bits);
  const first = ipaddr.IPv6.parse(prefix.slice(0, prefix.indexOf('/')));
  return USABLE_V6.has(parsed.range()) && USABLE_V6.has(first.range()) ? prefix : undefined;
}

/**
 * One spelling for each address and prefix that a BQN may list, so that equal ones compare equal; text that is neither
 * stays as it is.
 */
export function canonicalAddress(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.includes(':')) return trimmed.replace(/\/32$/, '');
  const [address = '', length] = trimmed.split('/');
  if (!ipaddr.IPv6.isValid(address) || (length !== undefined && !/^\d{1,3}$/.test(length))) return trimmed;
  const parsed = ipaddr.IPv6.parse(address);
  if (length === undefined || Number(length) === 128) return parsed.toRFC5952String();
  return Number(length) > 128 ? trimmed : maskPrefix(parsed, Number(length));
}

function maskPrefix(address: ipaddr.IPv6, bits: number): string {
  const bytes = address.toByteArray().map((byte, index) => byte & maskByte(bits - index * 8));
  return `${new ipaddr.IPv6(bytes).toRFC5952String()}/${bits}`;
}

/** The mask of a byte of which the first `bits` count. */
function maskByte(bits: number): number {
  if (bits >= 8) return 0xff;
  return bits <= 0 ? 0 : (0xff << (8 - bits)) & 0xff;
}

/** Whether a BQN list's key is an address at all. */
export function isAddress(text: string): boolean {
  return ipaddr.isValid(text.trim().replace(/\/\d{1,3}$/, ''));
}
