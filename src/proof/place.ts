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

/** A list of a BQN may hold any text (src/bqn/README.md, "Subscribers"). */
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

/** A thing, and the next wider one around it. */
interface Nested<T> {
  readonly thing: T;
  readonly around: Nested<T> | undefined;
}

/** Things by the places that they hold, for asking which of them a place meets. Places nest or are apart. */
export class ByPlace<T extends Span> {
  readonly #sorted: readonly Nested<T>[];

  constructor(things: readonly T[]) {
    let last: Nested<T> | undefined;
    this.#sorted = [...things].sort(bySpan).map((thing) => {
      let around = last;
      while (around !== undefined && around.thing.last < thing.first) around = around.around;
      last = { thing, around };
      return last;
    });
  }

  meeting(place: Span): T[] {
    const found: T[] = [];
    let at = this.#firstBehind(place.last) - 1;
    let one = this.#sorted[at];
    while (one !== undefined) {
      const isWithin = one.thing.first >= place.first;
      if (isWithin || one.thing.last >= place.first) found.push(one.thing);
      // Before the place only what is around the one at hand can reach into it.
      one = isWithin ? this.#sorted[--at] : one.around;
    }
    return found;
  }

  #firstBehind(address: string): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const one = this.#sorted[middle];
      if (one !== undefined && one.thing.first <= address) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
