import ipaddr from 'ipaddr.js';
import { hexOf, readGroups } from './ipv6.ts';

/** The first and last address of an IPv6 prefix, as 32 hexadecimal digits that compare as text. */
export interface Span {
  readonly first: string;
  readonly last: string;
}

/** @param prefix canonical, `2001:db8:0:10::/60`; an address alone is a /128 */
export function spanOf(prefix: string): Span {
  const slash = prefix.indexOf('/');
  const address = slash < 0 ? prefix : prefix.slice(0, slash);
  const first = hexOf(readGroups(address) ?? ipaddr.IPv6.parse(address).parts);
  return { first, last: lastOf(first, slash < 0 ? 128 : Number(prefix.slice(slash + 1))) };
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

/** A prefix, and who holds it. */
interface Claimed<T> extends Span {
  readonly holder: T;
  /** Those who hold the very same one as well, if there are any. */
  more?: T[];
  /** Whether others than the holder are among them. */
  isShared: boolean;
}

interface Held<T> extends Claimed<T> {
  /** The narrowest prefix around it, by its place; -1 for none. */
  readonly around: number;
}

/** Who holds which prefix, for asking whether one is somebody else's. Prefixes nest or are apart. */
export class PrefixHolders<T extends Span> {
  readonly #held: readonly Held<T>[];

  /** @param keyOf whose an entry is: equal for all entries of one holder */
  constructor(entries: Iterable<T>, keyOf: (entry: T) => unknown) {
    this.#held = nested(merged([...entries].sort(bySpan), keyOf));
  }

  /** Whether anybody but the owners holds a prefix that has an address in common with it. */
  isAnothers(span: Span, isOwn: (holder: T) => boolean): boolean {
    const behind = this.#firstBehind(span.last);
    let at = behind - 1;
    // Those inside of it. As soon as one is somebody else's the answer is there, so few are looked at.
    for (; at >= 0 && this.#first(at) >= span.first; at--) if (this.#isAnothers(at, isOwn)) return true;
    // Those around it: the entry before, or what is around that.
    for (; at >= 0; at = this.#held[at]?.around ?? -1) {
      if ((this.#held[at]?.last ?? '') >= span.first && this.#isAnothers(at, isOwn)) return true;
    }
    return false;
  }

  /** The holders of prefixes that have an address in common with it. */
  touching(span: Span): T[] {
    const found: T[] = [];
    let at = this.#firstBehind(span.last) - 1;
    for (; at >= 0 && this.#first(at) >= span.first; at--) this.#addTo(found, at);
    for (; at >= 0; at = this.#held[at]?.around ?? -1)
      if ((this.#held[at]?.last ?? '') >= span.first) this.#addTo(found, at);
    return found;
  }

  #addTo(found: T[], at: number): void {
    const held = this.#held[at];
    if (held === undefined) return;
    found.push(held.holder);
    for (const holder of held.more ?? []) found.push(holder);
  }

  #first(at: number): string {
    return this.#held[at]?.first ?? '';
  }

  #isAnothers(at: number, isOwn: (holder: T) => boolean): boolean {
    const held = this.#held[at];
    return held !== undefined && (held.isShared || !isOwn(held.holder));
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

/** Each prefix once. */
function merged<T extends Span>(entries: readonly T[], keyOf: (entry: T) => unknown): Claimed<T>[] {
  const found: Claimed<T>[] = [];
  for (const holder of entries) {
    const { first, last } = holder;
    const before = found.at(-1);
    if (before === undefined || before.first !== first || before.last !== last) {
      found.push({ first, last, holder, isShared: false });
      continue;
    }
    before.isShared ||= keyOf(holder) !== keyOf(before.holder);
    before.more ??= [];
    before.more.push(holder);
  }
  return found;
}

function nested<T>(entries: readonly Claimed<T>[]): Held<T>[] {
  const open: number[] = [];
  return entries.map((entry, at) => {
    while (open.length > 0 && (entries[open.at(-1) ?? 0]?.last ?? '') < entry.first) open.pop();
    const around = open.at(-1) ?? -1;
    open.push(at);
    return { ...entry, around };
  });
}
