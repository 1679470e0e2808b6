import { parseJson } from '../text/json.ts';
import { say } from '../text/language.ts';
import { ColumnReader } from './column-reader.ts';
import { GatheredBytes } from './gathered-bytes.ts';
import { BACKSLASH, CLOSE_BRACE, CLOSE_BRACKET, COMMA, OPEN_BRACE, OPEN_BRACKET, QUOTE } from './json-bytes.ts';
import { KnownRow, type KnownRows, type Print } from './known-rows.ts';
import { MalformedAnswer } from './malformed.ts';
import { RowScanner } from './row-scanner.ts';

/** What an answer says around its rows. */
export interface Envelope {
  /** Parsed JSON with a text in the place of rows that follow each other (`rowsAt`); undefined when the body is not JSON at all. */
  readonly json: unknown;
  /** The body without its rows (its beginning, if it is no JSON), for telling errors apart. */
  readonly text: string;
}

/** Rows of an answer that stand behind each other in one list; counted from 0. */
export interface Rows {
  readonly first: number;
  readonly count: number;
}

/** What stands in the envelope for them. A text: of a number, `-` before or `.5` behind a row would be JSON. */
function placeOf({ first, count }: Rows): string {
  return `rows ${first} ${count}`;
}

/** Which rows a value of the envelope stands for; undefined where it is none of the reader's. */
export function rowsAt(value: unknown): Rows | undefined {
  const [, first, count] = (typeof value === 'string' && /^rows (\d{1,9}) (\d{1,9})$/.exec(value)) || [];
  return first === undefined ? undefined : { first: Number(first), count: Number(count) };
}

export interface ListingOptions {
  /** Columns that `take` will ask for, where not for all; others may be missing in the rows that it gets. */
  readonly columns?: Iterable<string>;
  /**
   * Where given, a row in which a column beside those says anything comes whole. Nothing say null, 0, an empty text, list or
   * object, and this JSON.
   */
  readonly unset?: string;
  /** Rows of an earlier reading: of one that says the same a `KnownRow` is handed over, where this Node has the scanner. */
  readonly known?: KnownRows | undefined;
  /** Bytes that are no UTF-8 become U+FFFD, instead of ending the reading. */
  readonly isLossy?: boolean;
}

/** @param print its fingerprint, where one was asked for and could be taken */
export type TakeRow = (row: unknown, print?: Print) => void;

/** Depth of a row: the answer is 1, its list 2, whether a list or a map. */
const ROW_DEPTH = 3;
/** No row of either system holds more than a list of objects; of a deep one the writer of JSON finds no end. */
const DEEPEST = 64;
/** A row has 4 kB in the field; the rest of an answer next to nothing. In bytes. */
const ROW_LIMIT = 4_000_000;
const ENVELOPE_LIMIT = 4_000_000;
/** Ten times the largest table in the field: each row may leave its number in the envelope. */
const MOST_ROWS = 1_000_000;
/** Of a page of HTML, the beginning is enough to tell what it is. In bytes. */
const TEXT_LIMIT = 64_000;

/**
 * Reads a listing while it arrives. Rows of 150 columns and 4 kB would be 40 MB a page if they were kept
 * (src/ixc/README.md, "The answer of a list"), so each is parsed, handed over and forgotten, and the text around them
 * is parsed at the end: together they see every byte, so a body that is cut short or damaged anywhere is refused.
 */
export class ListingReader {
  readonly #take: TakeRow;
  /** JSON begins with a brace; all else (HTML, nothing) is text, whose braces and quotes mean nothing. */
  #form: 'unknown' | 'json' | 'text' = 'unknown';
  /** What came before the form was known: blanks, a byte order mark, or a part of one. */
  readonly #beginning = new GatheredBytes();
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Where the current run, of a row or of the envelope, starts in the chunk at hand. */
  #from = 0;
  /** The part of a row that earlier chunks brought. */
  readonly #row = new GatheredBytes();
  readonly #envelope = new GatheredBytes();
  /** Without the numbers of the rows. */
  #envelopeBytes = 0;

  readonly #columns: RowScanner | ColumnReader | undefined;

  readonly #isLossy: boolean;
  #rows = 0;
  /** The last of them that nothing but a comma parts: one text stands for all. */
  #together = 0;
  /** Whether a comma has come since. */
  #hasComma = false;

  /** @param take gets each row as it is complete, an object or a list; may throw to stop the reading */
  constructor(take: TakeRow, { columns, unset, known, isLossy = false }: ListingOptions = {}) {
    this.#take = take;
    this.#columns = readerOf(columns && [...columns], unset, known);
    this.#isLossy = isLossy;
  }

  /** Memory that a listing is best laid into, a chunk at a time: what lies there is read where it lies. */
  static get room(): Buffer | undefined {
    return RowScanner.room;
  }

  /** @throws {MalformedAnswer} */
  write(chunk: Buffer): void {
    if (this.#form !== 'unknown') {
      this.#read(chunk);
      return;
    }
    const isFirst = this.#beginning.length === 0;
    this.#beginning.add(chunk);
    // Blanks behind blanks decide nothing: of those that come one by one the whole beginning need not be looked at again.
    if (!isFirst && this.#beginning.length < TEXT_LIMIT && isBlank(chunk)) return;
    this.#form = formOf(this.#beginning.bytes);
    if (this.#form === 'unknown') return;
    this.#read(this.#beginning.bytes);
    this.#beginning.clear();
  }

  #read(chunk: Buffer): void {
    if (this.#form === 'json') this.#scanAll(chunk);
    else if (this.#envelopeBytes < TEXT_LIMIT) this.#addToEnvelope(chunk.subarray(0, TEXT_LIMIT));
  }

  #scanAll(chunk: Buffer): void {
    const most = this.#columns?.most ?? chunk.length;
    if (chunk.length <= most) this.#scan(chunk);
    else for (let at = 0; at < chunk.length; at += most) this.#scan(chunk.subarray(at, at + most));
  }

  #scan(chunk: Buffer): void {
    this.#columns?.begin();
    this.#from = 0;
    for (let at = this.#inString ? this.#skipString(chunk, 0) : 0; at < chunk.length; at++) {
      switch (chunk[at]) {
        case QUOTE:
          // One before the next byte, since the loop steps on.
          at = this.#skipString(chunk, at + 1) - 1;
          break;
        case OPEN_BRACE:
        case OPEN_BRACKET:
          if (++this.#depth > DEEPEST) throw new MalformedAnswer(say`it is nested without end`);
          if (this.#depth !== ROW_DEPTH) break;
          this.#beginRow(chunk, at);
          if (this.#readWhole(chunk, at)) at = this.#from - 1;
          break;
        case CLOSE_BRACE:
        case CLOSE_BRACKET:
          if (this.#depth-- === ROW_DEPTH) this.#endRow(chunk, at + 1);
          break;
      }
    }
    const rest = chunk.subarray(this.#from);
    if (this.#depth >= ROW_DEPTH) this.#addToRow(rest);
    else this.#addToEnvelope(rest);
  }

  /** @returns the place behind the string's closing quote, or the chunk's end if the string goes on */
  #skipString(chunk: Buffer, start: number): number {
    let at = start;
    let escaped = this.#escaped;
    for (; at < chunk.length; at++) {
      const byte = chunk[at];
      if (escaped) {
        escaped = false;
      } else if (byte === BACKSLASH) {
        escaped = true;
      } else if (byte === QUOTE) {
        this.#inString = false;
        this.#escaped = false;
        return at + 1;
      }
    }
    this.#inString = true;
    this.#escaped = escaped;
    return at;
  }

  #beginRow(chunk: Buffer, at: number): void {
    this.#addToEnvelope(chunk.subarray(this.#from, at));
    if (!this.#hasComma) this.#endTogether();
    this.#hasComma = false;
    this.#from = at;
  }

  /** The usual row, whole in its chunk, in one step. */
  #readWhole(chunk: Buffer, start: number): boolean {
    const row = this.#columns?.read(chunk, start);
    if (this.#columns === undefined || row === undefined) return false;
    this.#addPlace();
    this.#from = this.#columns.end;
    this.#depth--;
    this.#take(row, printOf(row, this.#columns));
    return true;
  }

  #endRow(chunk: Buffer, end: number): void {
    this.#finishRow(chunk.subarray(this.#from, end));
    this.#from = end;
  }

  /** After the last byte. */
  end(): Envelope {
    if (this.#row.length > 0) throw new MalformedAnswer(say`it ends in the middle of a row`);
    this.#endTogether();
    const { bytes } = this.#form === 'unknown' ? this.#beginning : this.#envelope;
    // Errors come as ISO-8859-1 now and then (src/ixc/README.md, "How it fails"); there are no names in them to be
    // damaged.
    const text = isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('latin1');
    return { json: this.#form === 'json' ? parseJson(text.replace(/^\uFEFF/, '')) : undefined, text };
  }

  #addToEnvelope(part: Buffer): void {
    this.#envelopeBytes += part.length;
    if (this.#envelopeBytes > ENVELOPE_LIMIT) throw new MalformedAnswer(say`it is not a listing`);
    const at = this.#together === 0 ? 0 : this.#behindComma(part);
    if (at === part.length) return;
    this.#endTogether();
    this.#envelope.add(part.subarray(at));
  }

  /** Of what comes behind a row, the place behind the blanks and the one comma that may part it from the next. */
  #behindComma(part: Buffer): number {
    let at = 0;
    for (; at < part.length; at++) {
      const byte = part[at];
      if (byte === COMMA && !this.#hasComma) this.#hasComma = true;
      else if (!isBlankByte(byte)) break;
    }
    return at;
  }

  #addPlace(): void {
    if (this.#rows >= MOST_ROWS) throw new MalformedAnswer(say`it has more than ${MOST_ROWS} rows`);
    this.#rows++;
    this.#together++;
  }

  #endTogether(): void {
    const count = this.#together;
    if (count > 0)
      this.#envelope.addText(`"${placeOf({ first: this.#rows - count, count })}"${this.#hasComma ? ',' : ''}`);
    this.#together = 0;
    this.#hasComma = false;
  }

  #addToRow(part: Buffer): void {
    if (this.#row.length + part.length > ROW_LIMIT) throw new MalformedAnswer(say`a row has no end`);
    this.#row.add(part);
  }

  #joined(end: Buffer): Buffer {
    this.#row.add(end);
    return this.#row.bytes;
  }

  #parsed(bytes: Buffer): unknown {
    return parseJson(this.#isLossy ? bytes.toString('utf8') : decode(bytes));
  }

  /** @param end of the row, in this chunk; earlier ones may have begun it */
  #finishRow(end: Buffer): void {
    if (this.#row.length + end.length > ROW_LIMIT) throw new MalformedAnswer(say`a row has no end`);
    this.#addPlace();
    // One that lay whole in its chunk was looked at there.
    const isGathered = this.#row.length > 0;
    const bytes = isGathered ? this.#joined(end) : end;
    const scanned = isGathered ? this.#columns?.readWhole(bytes) : undefined;
    const row = scanned ?? this.#parsed(bytes);
    this.#row.clear();
    if (row === undefined) throw new MalformedAnswer(say`a row cannot be read`);
    this.#take(row, scanned === undefined ? undefined : printOf(row, this.#columns));
  }
}

/** By WebAssembly where there is such; what neither knows is left to `JSON.parse`. */
function readerOf(
  columns: readonly string[] | undefined,
  unset: string | undefined,
  known: KnownRows | undefined,
): RowScanner | ColumnReader | undefined {
  if (columns === undefined && known === undefined) return undefined;
  const scanner = RowScanner.of({ columns, unset, known });
  return scanner ?? (columns !== undefined && unset === undefined ? new ColumnReader(columns) : undefined);
}

function printOf(row: unknown, reader: RowScanner | ColumnReader | undefined): Print | undefined {
  return reader instanceof RowScanner && !(row instanceof KnownRow) ? reader.print : undefined;
}

/** Whether these are the blanks that JSON knows. */
function isBlank(bytes: Buffer): boolean {
  return bytes.every(isBlankByte);
}

function isBlankByte(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function formOf(bytes: Buffer): 'unknown' | 'json' | 'text' {
  const beginning = bytes
    .toString('latin1', 0, TEXT_LIMIT)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (/^(\u00ef\u00bb?)?$/.test(beginning)) return bytes.length < TEXT_LIMIT ? 'unknown' : 'text';
  return beginning.startsWith('{') ? 'json' : 'text';
}

/** Bytes that are no UTF-8 would turn one login or plan name into another, so they make the answer unusable. */
function decode(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  // Node puts U+FFFD for what it cannot decode: without one there is nothing to look at twice.
  if (!text.includes('\uFFFD') || isUtf8(bytes)) return text;
  throw new MalformedAnswer(say`it holds bytes that are not UTF-8`);
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
