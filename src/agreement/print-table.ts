import type { KnownRows } from '../listing/known-rows.ts';

/** A place that holds none. */
const NONE = -1;

/** Fingerprints of the rows of one list, to be found again: two whole numbers for each, the high one first. */
export class PrintTable implements KnownRows {
  readonly seed: Uint8Array;
  readonly #prints: Int32Array;
  /** By the low bits of a fingerprint, which row has it; the next place where that one is another's. */
  readonly #places: Int32Array;

  /** @param prints zeros for a row without a fingerprint, which is never found */
  constructor(seed: Uint8Array, prints: Int32Array) {
    this.seed = seed;
    this.#prints = prints;
    let room = 16;
    while (room < prints.length) room *= 2;
    this.#places = new Int32Array(room).fill(NONE);
    for (let index = 0; index * 2 < prints.length; index++) this.#put(index);
  }

  get size(): number {
    return this.#prints.length / 2;
  }

  find(high: number, low: number): number {
    const places = this.#places;
    const prints = this.#prints;
    for (let at = low & (places.length - 1); ; at = (at + 1) & (places.length - 1)) {
      const index = places[at] ?? NONE;
      if (index === NONE || (prints[index * 2] === high && prints[index * 2 + 1] === low)) return index;
    }
  }

  #put(index: number): void {
    const [high = 0, low = 0] = [this.#prints[index * 2], this.#prints[index * 2 + 1]];
    if (high === 0 && low === 0) return;
    const places = this.#places;
    let at = low & (places.length - 1);
    while (places[at] !== NONE) at = (at + 1) & (places.length - 1);
    places[at] = index;
  }
}
