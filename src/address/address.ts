import ipaddr from 'ipaddr.js';
import { isPlainUnicast, mask, readGroups, writeGroups } from './ipv6.ts';
import { addressNumber } from './subnet.ts';

/** IPv4 that no customer can hold: this network, loopback, link-local, multicast, broadcast. */
const UNUSABLE_V4 = /^(?:0\.|127\.|169\.254\.|22[4-9]\.|23\d\.|255\.255\.255\.255$)/;
/** In characters, what is no address left aside unread; blanks around a prefix are allowed for. */
const LONGEST_V6 = 200;
/** Kinds of IPv6 prefix that a customer can be reached at. */
const USABLE_V6 = new Set(['unicast', 'uniqueLocal', 'reserved']);

/** A provider has a /32, and gives a customer a /64 to a /48: what is shorter than this catches other customers. */
export const SHORTEST_PREFIX = 40;
/** What a BQN shapes by when it is told nothing else (src/bqn/README.md, "Subscribers"). */
export const USUAL_PREFIX = 64;

/**
 * Reads `radusuarios.ip`: an IPv4 in its usual form, blanks around it allowed.
 * @returns undefined when no subscriber can be made of it
 */
export function parseIpv4(text: string): string | undefined {
  // The whole of an address is sometimes said: `/32` (src/ixc/README.md, "Logins").
  const trimmed = withoutWhole(text.trim());
  return addressNumber(trimmed) !== undefined && !UNUSABLE_V4.test(trimmed) ? trimmed : undefined;
}

function withoutWhole(address: string): string {
  return address.endsWith('/32') ? address.slice(0, -3) : address;
}

/** IPv4 that several networks may use at once: RFC 1918 and RFC 6598. */
const PRIVATE_V4 = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;

/** Whether another network may use this IPv4 address as well. */
export function isPrivate(ip: string): boolean {
  return PRIVATE_V4.test(ip);
}

/** Whether the text of an address or prefix is IPv6. */
export function isIpv6(text: string): boolean {
  return text.includes(':');
}

/**
 * Reads `pd_ipv6` or `framed_pd_ipv6`: `2001:db8:0:10::/60` in any spelling, host bits masked away. A bare address
 * says nothing of its length and is taken as a /64, the least that a customer gets.
 * @param shortest the least bits that it may have: of customers' prefixes those that a customer can have
 * @returns the canonical prefix, or undefined when it is none
 */
export function parsePrefix(text: string, shortest = SHORTEST_PREFIX): string | undefined {
  if (text.length > LONGEST_V6) return undefined;
  const match = /^(?<address>[0-9a-f:.]+)(?:\s*\/\s*(?<length>\d{1,3}))?$/i.exec(text.trim());
  const { address = '', length } = match?.groups ?? {};
  const bits = length === undefined ? USUAL_PREFIX : Number(length);
  if (bits < shortest || bits > 128) return undefined;
  const groups = readGroups(address);
  if (groups !== undefined && isPlainUnicast(groups)) return `${writeGroups(mask(groups, bits))}/${bits}`;
  if (!ipaddr.IPv6.isValid(address)) return undefined;
  const parsed = ipaddr.IPv6.parse(address);
  const prefix = maskPrefix(parsed, bits);
  const first = ipaddr.IPv6.parse(prefix.slice(0, prefix.indexOf('/')));
  return USABLE_V6.has(parsed.range()) && USABLE_V6.has(first.range()) ? prefix : undefined;
}

/** What a BQN makes of a range that a group lists, of whatever width: none is narrower than its usual one; undefined for one where no customer is. */
export function narrowestPrefix(part: string): string | undefined {
  const [address = '', length = String(USUAL_PREFIX)] = part.split('/');
  return parsePrefix(`${address}/${Math.min(Number(length), USUAL_PREFIX)}`, 1);
}

/**
 * How a BQN keys the IPv6 subscriber of a prefix: masked to its own length, written without it
 * (src/bqn/README.md, "Subscribers").
 * @param prefix canonical
 * @returns undefined for one that is wider, which would be many subscribers
 */
export function subscriberPrefix(prefix: string, bits: number): string | undefined {
  const [address = '', length = ''] = prefix.split('/');
  return Number(length) < bits ? undefined : parsePrefix(`${address}/${bits}`)?.replace(/\/\d+$/, '');
}

/**
 * One spelling for each address and prefix that a BQN may list, so that equal ones compare equal; text that is neither
 * stays as it is.
 */
export function canonicalAddress(text: string): string {
  const trimmed = text.trim();
  if (!isIpv6(trimmed)) return withoutWhole(trimmed);
  if (trimmed.length > LONGEST_V6) return trimmed;
  const [address = '', length] = trimmed.split('/');
  const isLength = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= 128);
  const groups = isLength ? readGroups(address) : undefined;
  if (groups !== undefined && isPlainUnicast(groups)) {
    const isWhole = length === undefined || Number(length) === 128;
    return isWhole ? writeGroups(groups) : `${writeGroups(mask(groups, Number(length)))}/${Number(length)}`;
  }
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
  const address = text.trim().replace(/\/\d{1,3}$/, '');
  if (address.length > LONGEST_V6) return false;
  return parseIpv4(address) !== undefined || readGroups(address) !== undefined || ipaddr.isValid(address);
}
