import type { Row } from './row.ts';

/** What tells a row from others, whatever its place: 64 bits, as two whole numbers. */
export interface Print {
  readonly high: number;
  readonly low: number;
}

/** Rows of an earlier reading, known by their fingerprints: one that says the same today need not become an object. */
export interface KnownRows {
  /** What fingerprints begin with: eight bytes that nobody outside can know. */
  readonly seed: Uint8Array;
  readonly size: number;
  /** @returns which of the known rows it is, -1 for none */
  find(high: number, low: number): number;
}

/** Rows of one list that say what they said in an earlier reading, and so were not made into objects. */
export interface PassedOver<T> {
  readonly size: number;
  /** @param index which of the known rows */
  has(index: number): boolean;
  /** The row itself, should it matter after all. */
  restore(index: number): T | undefined;
  all(): T[];
}

/** A row that says what it said before, and where its bytes are kept. */
export class KnownRow {
  readonly index: number;
  readonly kept: KeptRows;
  readonly place: number;

  constructor(index: number, kept: KeptRows, place: number) {
    this.index = index;
    this.kept = kept;
    this.place = place;
  }

  /** The row itself, should it matter after all. */
  row(): Row {
    return this.kept.row(this.place);
  }
}

/** No row of a shelf. */
const NOWHERE = 0;

/** Which of the known rows of a list came, and where each is kept: in numbers, since there are tens of thousands. */
export class KnownRowsHere {
  readonly #shelves: KeptRows[] = [];
  /** By index of the row: 1 for the first shelf. */
  readonly #shelfOf: Uint32Array;
  readonly #places: Uint32Array;
  #size = 0;

  /** @param most how many rows are known */
  constructor(most: number) {
    this.#shelfOf = new Uint32Array(most);
    this.#places = new Uint32Array(most);
  }

  get size(): number {
    return this.#size;
  }

  add({ index, kept, place }: KnownRow): void {
    if (this.#shelves.at(-1) !== kept) this.#shelves.push(kept);
    if (!this.has(index)) this.#size++;
    this.#shelfOf[index] = this.#shelves.length;
    this.#places[index] = place;
  }

  remove(index: number): void {
    if (this.has(index)) this.#size--;
    this.#shelfOf[index] = NOWHERE;
  }

  has(index: number): boolean {
    return (this.#shelfOf[index] ?? NOWHERE) !== NOWHERE;
  }

  row(index: number): Row | undefined {
    const shelf = this.#shelves[(this.#shelfOf[index] ?? NOWHERE) - 1];
    return shelf?.row(this.#places[index] ?? 0);
  }

  /** Of those that came and are asked for, by index. */
  *rows(isAsked: (index: number) => boolean = () => true): Iterable<readonly [index: number, row: Row]> {
    for (let index = 0; index < this.#shelfOf.length; index++) {
      const row = this.has(index) && isAsked(index) ? this.row(index) : undefined;
      if (row !== undefined) yield [index, row];
    }
  }
}

/** Bytes of a shelf. What is larger gets one of its own. */
const SHELF_BYTES = 1 << 18;
/** Before each row stands how long it is. */
const LENGTH_BYTES = 4;

/** The bytes of known rows, one behind the other, as long as a run may ask for them. */
export class KeptRows {
  readonly #rowOf: (bytes: Buffer) => Row;
  readonly #shelves: Buffer[] = [];
  #free = 0;

  /** @param rowOf what was kept, as a row again */
  constructor(rowOf: (bytes: Buffer) => Row) {
    this.#rowOf = rowOf;
  }

  /** @returns where it is kept */
  keep(bytes: Buffer, start: number, end: number): number {
    const length = LENGTH_BYTES + end - start;
    let shelf = this.#shelves.at(-1);
    if (shelf === undefined || this.#free + length > shelf.length) {
      shelf = Buffer.allocUnsafeSlow(Math.max(SHELF_BYTES, length));
      this.#shelves.push(shelf);
      this.#free = 0;
    }
    const at = this.#free;
    shelf.writeUInt32LE(end - start, at);
    bytes.copy(shelf, at + LENGTH_BYTES, start, end);
    this.#free += length;
    return (this.#shelves.length - 1) * SHELF_BYTES + at;
  }

  row(place: number): Row {
    const shelf = this.#shelves[Math.floor(place / SHELF_BYTES)] ?? Buffer.alloc(LENGTH_BYTES);
    const at = place % SHELF_BYTES;
    const start = at + LENGTH_BYTES;
    return this.#rowOf(shelf.subarray(start, start + shelf.readUInt32LE(at)));
  }
}
