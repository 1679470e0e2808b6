import ipaddr from 'ipaddr.js';

/** The first and last address of an IPv6 prefix, as 32 hexadecimal digits that compare as text. */
export interface Span {
  readonly first: string;
  readonly last: string;
}

/** @param prefix canonical, `2001:db8:0:10::/60`; an address alone is a /128 */
export function spanOf(prefix: string): Span {
  const [address = '', bits = '128'] = prefix.split('/');
  const first = ipaddr.IPv6.parse(address)
    .toByteArray()
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  return { first, last: lastOf(first, Number(bits)) };
}

function lastOf(first: string, bits: number): string {
  const whole = Math.floor(bits / 4);
  const digit = Number.parseInt(first[whole] ?? '0', 16) | (0xf >> (bits % 4));
  return whole >= 32 ? first : first.slice(0, whole) + digit.toString(16) + 'f'.repeat(31 - whole);
}

/** Whether two prefixes have an address in common: then one holds the other. */
export function overlap(one: Span, other: Span): boolean {
  return one.first <= other.last && other.first <= one.last;
}

/** In the order of their first address, the wider of two that begin alike before the narrower. */
export function bySpan(one: Span, other: Span): number {
  if (one.first !== other.first) return one.first < other.first ? -1 : 1;
  if (one.last === other.last) return 0;
  return one.last > other.last ? -1 : 1;
}

/** Prefixes with what belongs to each, for finding those that overlap one. */
export class PrefixMap<T> {
  readonly #entries: readonly (Span & { readonly value: T })[];
  /** The last address of the widest prefix that begins at or before each entry. */
  readonly #reach: readonly string[];

  constructor(entries: Iterable<Span & { readonly value: T }>) {
    this.#entries = [...entries].sort(bySpan);
    let furthest = '';
    this.#reach = this.#entries.map(({ last }) => {
      if (last > furthest) furthest = last;
      return furthest;
    });
  }

  /** What belongs to the prefixes that overlap this one; prefixes nest or are apart, so few are looked at in vain. */
  overlapping(span: Span): T[] {
    const found: T[] = [];
    for (let at = this.#firstBehind(span.last) - 1; at >= 0 && (this.#reach[at] ?? '') >= span.first; at--) {
      const entry = this.#entries[at];
      if (entry !== undefined && overlap(entry, span)) found.push(entry.value);
    }
    return found.reverse();
  }

  /** The place of the first entry that begins behind this address. */
  #firstBehind(address: string): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle]?.first ?? '') <= address) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
