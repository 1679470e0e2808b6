import ipaddr from 'ipaddr.js';
import { hexOf, readGroups } from './ipv6.ts';

/** The first and last address of an IPv6 prefix, as 32 hexadecimal digits that compare as text. */
export interface Span {
  readonly first: string;
  readonly last: string;
}

/** @param prefix canonical, `2001:db8:0:10::/60`; an address alone is a /128 */
export function spanOf(prefix: string): Span {
  const [address = '', bits = '128'] = prefix.split('/');
  const first = hexOf(readGroups(address) ?? ipaddr.IPv6.parse(address).parts);
  return { first, last: lastOf(first, Number(bits)) };
}

function lastOf(first: string, bits: number): string {
  const whole = Math.floor(bits / 4);
  const digit = Number.parseInt(first[whole] ?? '0', 16) | (0xf >> (bits % 4));
  return whole >= 32 ? first : first.slice(0, whole) + digit.toString(16) + 'f'.repeat(31 - whole);
}

/** In the order of their first address, the wider of two that begin alike before the narrower. */
export function bySpan(one: Span, other: Span): number {
  if (one.first !== other.first) return one.first < other.first ? -1 : 1;
  if (one.last === other.last) return 0;
  return one.last > other.last ? -1 : 1;
}

/** Whether anybody but the owners is among the holders. */
export function hasOther(holders: Iterable<string>, owners: ReadonlySet<string>): boolean {
  for (const holder of holders) if (!owners.has(holder)) return true;
  return false;
}

/** A prefix, and who holds it: one login, or several. */
interface Held extends Span {
  readonly holders: ReadonlySet<string>;
  /** The narrowest prefix around it, by its place; -1 for none. */
  readonly around: number;
}

/** Who holds which prefix, for asking whether one is somebody else's. Prefixes nest or are apart. */
export class PrefixHolders {
  readonly #held: readonly Held[];

  constructor(entries: Iterable<Span & { readonly id: string }>) {
    this.#held = nested(merged([...entries].sort(bySpan)));
  }

  /** Whether anybody but these holds a prefix that has an address in common with it. */
  isAnothers(span: Span, owners: ReadonlySet<string>): boolean {
    const behind = this.#firstBehind(span.last);
    let at = behind - 1;
    // Those inside of it. As soon as one is somebody else's the answer is there, so few are looked at.
    for (; at >= 0 && this.#first(at) >= span.first; at--) if (this.#isAnothers(at, owners)) return true;
    // Those around it: the entry before, or what is around that.
    for (; at >= 0; at = this.#held[at]?.around ?? -1) {
      if ((this.#held[at]?.last ?? '') >= span.first && this.#isAnothers(at, owners)) return true;
    }
    return false;
  }

  #first(at: number): string {
    return this.#held[at]?.first ?? '';
  }

  #isAnothers(at: number, owners: ReadonlySet<string>): boolean {
    const holders = this.#held[at]?.holders;
    return holders !== undefined && (holders.size > 1 || hasOther(holders, owners));
  }

  /** The place of the first entry that begins behind this address. */
  #firstBehind(address: string): number {
    let low = 0;
    let high = this.#held.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#first(middle) <= address) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Each prefix once, with two of its holders at most: whether there are more makes no difference. */
function merged(entries: readonly (Span & { readonly id: string })[]): (Span & { holders: Set<string> })[] {
  const found: (Span & { holders: Set<string> })[] = [];
  for (const { first, last, id } of entries) {
    const before = found.at(-1);
    if (before === undefined || before.first !== first || before.last !== last)
      found.push({ first, last, holders: new Set([id]) });
    else if (before.holders.size < 2) before.holders.add(id);
  }
  return found;
}

function nested(entries: readonly (Span & { readonly holders: ReadonlySet<string> })[]): Held[] {
  const open: number[] = [];
  return entries.map((entry, at) => {
    while (open.length > 0 && (entries[open.at(-1) ?? 0]?.last ?? '') < entry.first) open.pop();
    const around = open.at(-1) ?? -1;
    open.push(at);
    return { ...entry, around };
  });
}
