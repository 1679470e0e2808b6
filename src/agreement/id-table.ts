/** A place that holds none. */
const NONE = -1;

/** Where each of many ids stands in its column, without an object for any of them. */
export class IdTable {
  readonly #ids: Float64Array;
  /** By the low bits of an id, where it stands; the next place where that one is another's. */
  readonly #places: Int32Array;

  constructor(ids: Float64Array) {
    this.#ids = ids;
    let room = 16;
    while (room < ids.length * 2) room *= 2;
    this.#places = new Int32Array(room).fill(NONE);
    ids.forEach((id, at) => {
      this.#places[this.#placeOf(id)] = at;
    });
  }

  /** @returns -1 for one that is not among them */
  find(id: number): number {
    return this.#places[this.#placeOf(id)] ?? NONE;
  }

  /** The place that has it, or the free one that it would get. */
  #placeOf(id: number): number {
    const places = this.#places;
    const last = places.length - 1;
    for (let place = id & last; ; place = (place + 1) & last) {
      const at = places[place] ?? NONE;
      if (at === NONE || this.#ids[at] === id) return place;
    }
  }
}
