import { isObject } from '../text/json.ts';
import { QUOTE } from './json-bytes.ts';
import { KeptRows, KnownRow, type KnownRows, type Print } from './known-rows.ts';
import type { Row } from './row.ts';
import { type Memory, type ScannerExports, theScanner } from './scanner/scanner.ts';

/** What `rows.ts` says of a text beside its length. */
const ESCAPED = 0x40000000;
const WIDE = 0x20000000;
const LENGTH = 0x1fffffff;
/** First letter of null. */
const N = 0x6e;
/** Most columns of a billing system are a flag of one letter. */
const LETTERS: readonly string[] = Array.from({ length: 0x80 }, (_, code) => String.fromCharCode(code));

export interface RowScannerOptions {
  /** Undefined for rows with all that they hold. */
  readonly columns: readonly string[] | undefined;
  /**
   * Where given, a row in which another column says anything is not for us; nothing say null, 0, an empty text, list or
   * object, and this JSON.
   */
  readonly unset?: string | undefined;
  /** Rows that need not become objects. */
  readonly known?: KnownRows | undefined;
}

/** Whose columns the scanner looks for just now: there is one scanner, and several listings are read side by side. */
let owner: RowScanner | undefined;

/**
 * Takes the named columns out of a row as `ColumnReader` does, four times as quickly and out of any row in sound JSON, by
 * the scanner in WebAssembly (`scanner/rows.ts`).
 */
export class RowScanner {
  readonly #scanner: ScannerExports;
  readonly #memory: Memory;
  readonly #found: Int32Array;
  readonly #input: number;
  readonly #gathered: number;
  readonly #columns: readonly string[];
  readonly #unset: string | undefined;
  readonly #known: KnownRows | undefined;
  /** Whether a row is wanted with all that it holds. */
  readonly #isWhole: boolean;
  readonly #kept: KeptRows;
  readonly #printed: Int32Array;
  #isLoaded = false;
  #base = 0;
  #end = 0;
  #isPrinted = false;

  /** @returns undefined where this Node has no such WebAssembly (`--jitless`, an old CPU) */
  static of(options: RowScannerOptions): RowScanner | undefined {
    const opened = theScanner();
    if (opened === undefined) return undefined;
    const reader = new RowScanner(opened.scanner, opened.memory, options);
    return reader.#own() ? reader : undefined;
  }

  private constructor(scanner: ScannerExports, memory: Memory, { columns, unset, known }: RowScannerOptions) {
    this.#scanner = scanner;
    this.#memory = memory;
    this.#columns = columns ?? [];
    this.#isWhole = columns === undefined;
    this.#unset = unset;
    this.#known = known;
    this.#input = scanner.input();
    this.#gathered = scanner.gathered();
    this.#found = new Int32Array(memory.buffer, scanner.found(), this.#columns.length * 2);
    this.#printed = new Int32Array(memory.buffer, scanner.print(), 2);
    this.#kept = new KeptRows((bytes) => this.#restored(bytes as Memory));
  }

  /** The fingerprint of the row that was read last; undefined where none is asked for, or it is too large for one. */
  get print(): Print | undefined {
    const printed = this.#printed;
    return this.#isPrinted ? { high: printed[1] ?? 0, low: printed[0] ?? 0 } : undefined;
  }

  /** The memory in which it reads; undefined where there is none. */
  static get room(): Buffer | undefined {
    const opened = theScanner();
    if (opened === undefined) return undefined;
    const { scanner, memory } = opened;
    return memory.subarray(scanner.input(), scanner.input() + scanner.inputBytes());
  }

  /** Bytes that `begin` can take at a time. */
  get most(): number {
    return this.#scanner.inputBytes();
  }

  /** Where the row that was read ends: the place behind its closing brace. */
  get end(): number {
    return this.#end;
  }

  /** From now on `read` is asked of these bytes. */
  begin(): void {
    this.#isLoaded = false;
  }

  /** @returns undefined when the row that starts there is not for us, sound or not, or goes on after these bytes */
  read(bytes: Buffer, start: number): Row | KnownRow | undefined {
    if (!this.#isLoaded || owner !== this) this.#load(bytes);
    const base = this.#base;
    const end = this.#scanner.row(base + start, base + bytes.length);
    if (end === 0 || !this.#isForUs()) return undefined;
    this.#end = end - base;
    return this.#readAs(base + start, end);
  }

  /** The same for one row that came in pieces: what `read` is asked of meanwhile stays as it is. */
  readWhole(bytes: Buffer): Row | KnownRow | undefined {
    const scanner = this.#scanner;
    if (bytes.length > scanner.asideBytes()) return undefined;
    if (owner !== this) this.#own();
    const from = scanner.aside();
    this.#memory.set(bytes, from);
    if (scanner.row(from, from + bytes.length) !== from + bytes.length || !this.#isForUs()) return undefined;
    return this.#readAs(from, from + bytes.length);
  }

  /** The row that was scanned last, which stands there; one that is known is only kept. */
  #readAs(start: number, end: number): Row | KnownRow | undefined {
    return this.#knownAt(start, end) ?? (this.#isWhole ? this.#whole(start, end) : this.#row());
  }

  #knownAt(start: number, end: number): KnownRow | undefined {
    const known = this.#known;
    if (known === undefined) return undefined;
    const scanner = this.#scanner;
    const from = this.#isWhole ? start : this.#gathered;
    const to = this.#isWhole ? end : from + scanner.gather();
    if (this.#isWhole) scanner.fingerprint(start, end);
    this.#isPrinted = to > from;
    if (!this.#isPrinted) return undefined;
    const index = known.find(this.#printed[1] ?? 0, this.#printed[0] ?? 0);
    return index < 0 ? undefined : new KnownRow(index, this.#kept, this.#kept.keep(this.#memory, from, to));
  }

  #whole(start: number, end: number): Row | undefined {
    const row: unknown = JSON.parse(this.#memory.toString('utf8', start, end));
    return isObject(row) ? row : undefined;
  }

  /** A known row as it was kept: whole, or its columns one behind the other. */
  #restored(bytes: Memory): Row {
    if (this.#isWhole) return JSON.parse(bytes.toString('utf8')) as Row;
    const row: Record<string, unknown> = {};
    let from = this.#columns.length * 4;
    this.#columns.forEach((column, at) => {
      const said = bytes.readInt32LE(at * 4);
      if (said === 0) return;
      row[column] = valueAt(bytes, from, said);
      from += said & LENGTH;
    });
    return row;
  }

  #isForUs(): boolean {
    return this.#unset === undefined || this.#scanner.hasOthers() === 0;
  }

  #row(): Row {
    const row: Record<string, unknown> = {};
    const found = this.#found;
    let at = 0;
    for (const column of this.#columns) {
      const [from = 0, length = 0] = [found[at], found[at + 1]];
      at += 2;
      if (length !== 0) row[column] = valueAt(this.#memory, from, length);
    }
    return row;
  }

  #load(bytes: Buffer): void {
    if (owner !== this) this.#own();
    const isThere = bytes.buffer === this.#memory.buffer;
    this.#base = isThere ? bytes.byteOffset : this.#input;
    if (!isThere) this.#memory.set(bytes, this.#input);
    this.#isLoaded = true;
  }

  /** @returns whether the scanner has room for the names of our columns */
  #own(): boolean {
    owner = this;
    this.#scanner.clear();
    let at = this.#scanner.names();
    for (const column of this.#columns) {
      const length = Buffer.byteLength(column);
      if (this.#scanner.want(length) === 0) return false;
      at += this.#memory.write(column, at);
    }
    if (this.#known !== undefined) this.#memory.set(this.#known.seed, this.#scanner.seed());
    const unset = this.#unset ?? 'null';
    this.#memory.write(unset, this.#scanner.unset());
    return this.#scanner.setUnset(Buffer.byteLength(unset)) !== 0;
  }
}

/** @param flags what the scanner says of the value that starts there */
function valueAt(memory: Memory, from: number, flags: number): unknown {
  const first = memory[from];
  const length = flags & LENGTH;
  if (first !== QUOTE) return first === N ? null : JSON.parse(memory.toString('utf8', from, from + length));
  if (length === 2) return '';
  if ((flags & ESCAPED) !== 0) return JSON.parse(memory.toString('utf8', from, from + length));
  if ((flags & WIDE) !== 0) return memory.toString('utf8', from + 1, from + length - 1);
  if (length === 3) return LETTERS[memory[from + 1] ?? 0];
  return memory.latin1Slice(from + 1, from + length - 1);
}
