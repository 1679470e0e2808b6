import { isIpv6 } from '../address/address.ts';
import { bySpan, type Span, spanOf } from '../address/prefix.ts';
import { parseSubnet } from '../address/subnet.ts';

/** IPv4 as IPv6 writes it (`::ffff:0:0/96`), so that there is one space, in which nobody's prefix lies. */
const V4 = '00000000000000000000ffff';

/** What an address, range or prefix covers; undefined for text that is none of them. */
export function placeOf(text: string): Span | undefined {
  if (isIpv6(text)) return placeOfV6(text);
  const subnet = parseSubnet(text);
  return subnet && { first: v4(subnet.first), last: v4(subnet.last) };
}

/** A list of a BQN may hold any text (reference/bqn-api.md). */
function placeOfV6(text: string): Span | undefined {
  try {
    return spanOf(text);
  } catch {
    return undefined;
  }
}

function v4(address: number): string {
  return V4 + address.toString(16).padStart(8, '0');
}

/** Whether they have an address in common. */
export function meet(one: Span, other: Span): boolean {
  return one.first <= other.last && other.first <= one.last;
}

export function isInside(one: Span, other: Span): boolean {
  return other.first <= one.first && one.last <= other.last;
}

/** Things by the places that they hold, for asking which of them a place meets. Places nest or are apart. */
export class ByPlace<T extends Span> {
  readonly #sorted: readonly T[];
  /** The next wider one around each, by its number; -1 for none. */
  readonly #around: readonly number[];

  constructor(things: readonly T[]) {
    this.#sorted = [...things].sort(bySpan);
    const open: number[] = [];
    this.#around = this.#sorted.map(({ first }, at) => {
      while (open.length > 0 && (this.#sorted[open.at(-1) ?? 0]?.last ?? '') < first) open.pop();
      const around = open.at(-1) ?? -1;
      open.push(at);
      return around;
    });
  }

  meeting(place: Span): T[] {
    const found: T[] = [];
    let at = this.#firstBehind(place.last) - 1;
    while (at >= 0) {
      const thing = this.#sorted[at];
      if (thing === undefined) break;
      const isWithin = thing.first >= place.first;
      if (isWithin || thing.last >= place.first) found.push(thing);
      // Before the place only what is around the one at hand can reach into it.
      at = isWithin ? at - 1 : (this.#around[at] ?? -1);
    }
    return found;
  }

  #firstBehind(address: string): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle]?.first ?? '') <= address) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
