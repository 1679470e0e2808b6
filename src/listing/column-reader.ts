import { BACKSLASH, CLOSE_BRACE, COLON, COMMA, OPEN_BRACE, QUOTE } from './json-bytes.ts';
import type { Row } from './row.ts';

/** First byte that is no control character, which JSON forbids in strings, and first that is not ASCII. */
const SPACE = 0x20;
const BEYOND_ASCII = 0x80;
/** Places of the hint: a power of two, so many that of 150 keys few are looked at in vain. */
const HINTS = 4096;
/** What may follow a backslash but `u`: `"\/bfnrt`. */
const ESCAPES: ReadonlySet<number | undefined> = new Set([0x22, 0x5c, 0x2f, 0x62, 0x66, 0x6e, 0x72, 0x74]);
const NULL = [0x6e, 0x75, 0x6c, 0x6c] as const;

/**
 * Takes the named columns out of a row without making the 140 others: `{"a":"text","b":null}`, every byte of which is
 * checked as `JSON.parse` would check it. `read` knows only that form, in ASCII, which is IXC's own
 * (src/ixc/README.md, "The answer of a list"); of any other it says nothing, and `JSON.parse` is asked instead.
 */
export class ColumnReader {
  readonly #names = new Map<number, string>();
  /** Whether a key with these last bits of its hash may be a wanted one. */
  readonly #hint = new Uint8Array(HINTS);
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  #hash = 0;
  #escaped = false;

  constructor(columns: Iterable<string>) {
    for (const name of columns) {
      const hash = hashOf(name);
      this.#names.set(hash, name);
      this.#hint[hash & (HINTS - 1)] = 1;
    }
  }

  /** Bytes that it can be asked of at a time. */
  readonly most = Number.POSITIVE_INFINITY;

  /** Nothing is kept of the bytes before. */
  begin(): void {}

  /** Where the row that was read ends: the place behind its closing brace. */
  get end(): number {
    return this.#at;
  }

  /** For one row that came in pieces. */
  readWhole(bytes: Buffer): Row | undefined {
    const row = this.read(bytes, 0);
    return row !== undefined && this.end === bytes.length ? row : undefined;
  }

  /** @returns undefined when the row that starts there has another form, sound or not, or goes on after these bytes */
  read(bytes: Buffer, start: number): Row | undefined {
    this.#bytes = bytes;
    this.#at = start + 1;
    if (bytes[start] !== OPEN_BRACE) return undefined;
    const row: Record<string, string | null> = {};
    for (;;) {
      if (!this.#passColumn(row)) return undefined;
      const next = bytes[this.#at++];
      if (next === CLOSE_BRACE) return row;
      if (next !== COMMA) return undefined;
    }
  }

  /** Steps over a key and its value, and keeps the value if it is wanted. */
  #passColumn(row: Record<string, string | null>): boolean {
    const keyStart = this.#at + 1;
    if (!this.#passKey()) return false;
    const hash = this.#hash;
    const keyEnd = this.#at - 1;
    if (this.#bytes[this.#at++] !== COLON) return false;
    const start = this.#at;
    const isText = this.#bytes[start] === QUOTE;
    if (isText ? !this.#passText() : !this.#passNull()) return false;
    if (this.#hint[hash & (HINTS - 1)] === 0) return true;
    const name = this.#nameAt(hash, keyStart, keyEnd);
    if (name !== undefined) row[name] = isText ? this.#text(start) : null;
    return true;
  }

  /** Steps over a key of plain ASCII; its hash stays behind. */
  #passKey(): boolean {
    const bytes = this.#bytes;
    const { length } = bytes;
    let at = this.#at;
    if (bytes[at] !== QUOTE) return false;
    let hash = 0;
    for (at++; at < length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === QUOTE) {
        this.#at = at + 1;
        this.#hash = hash;
        return true;
      }
      if (byte < SPACE || byte >= BEYOND_ASCII || byte === BACKSLASH) return false;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    return false;
  }

  /** Steps over a string of sound ASCII. */
  #passText(): boolean {
    const bytes = this.#bytes;
    const { length } = bytes;
    let escaped = false;
    for (let at = this.#at + 1; at < length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === QUOTE) {
        this.#at = at + 1;
        this.#escaped = escaped;
        return true;
      }
      if (byte < SPACE || byte >= BEYOND_ASCII) return false;
      if (byte === BACKSLASH) {
        escaped = true;
        const after = bytes[++at];
        if (after === 0x75) {
          if (!isHex(bytes, at + 1)) return false;
          at += 4;
        } else if (!ESCAPES.has(after)) return false;
      }
    }
    return false;
  }

  #passNull(): boolean {
    for (const byte of NULL) if (this.#bytes[this.#at++] !== byte) return false;
    return true;
  }

  #nameAt(hash: number, start: number, end: number): string | undefined {
    const name = this.#names.get(hash);
    // The hint was another's: nearly always, so no text is made to see it.
    if (name === undefined) return undefined;
    return name === this.#bytes.toString('latin1', start, end) ? name : undefined;
  }

  /** The string between `start` and where we are, whose escapes are sound. */
  #text(start: number): string {
    if (!this.#escaped) return this.#bytes.toString('latin1', start + 1, this.#at - 1);
    return JSON.parse(this.#bytes.toString('latin1', start, this.#at)) as string;
  }
}

function hashOf(name: string): number {
  let hash = 0;
  for (let at = 0; at < name.length; at++) hash = (Math.imul(hash, 31) + name.charCodeAt(at)) | 0;
  return hash;
}

function isHex(bytes: Buffer, start: number): boolean {
  for (let at = start; at < start + 4; at++) {
    const byte = bytes[at] ?? 0;
    const digit = byte >= 0x30 && byte <= 0x39;
    const letter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66;
    if (!digit && !letter) return false;
  }
  return true;
}
