/** What is kept for the next text. In bytes. */
const KEPT = 64 * 1024;

/**
 * Bytes that came in pieces, in one piece of memory: a chunk of one byte is an object of some four hundred, so that a row
 * of 4 MB in such chunks would be more than a gigabyte if they were kept as they came. At most three times as large as
 * its text, and that only while it grows.
 */
export class GatheredBytes {
  #memory = Buffer.alloc(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(piece: Buffer): void {
    this.#makeRoom(piece.length);
    piece.copy(this.#memory, this.#length);
    this.#length += piece.length;
  }

  /** @param text of ASCII */
  addText(text: string): void {
    this.#makeRoom(text.length);
    this.#length += this.#memory.write(text, this.#length, 'latin1');
  }

  /** All of them; good until the next is added. */
  get bytes(): Buffer {
    return this.#memory.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
    if (this.#memory.length > KEPT) this.#memory = Buffer.alloc(0);
  }

  #makeRoom(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#memory.length) return;
    // Not of Node's pool: what is small there keeps its neighbours alive.
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#memory.length * 2, 1024));
    this.#memory.copy(larger, 0, 0, this.#length);
    this.#memory = larger;
  }
}
