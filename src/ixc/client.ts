import type { HttpClient } from '../http/client.ts';
import { AnswerTooLarge, CertificateRefused, HostNotFound, RequestTimedOut, TransportError } from '../http/errors.ts';
import type { Answer, Exchange } from '../http/transport.ts';
import { KnownRow, type KnownRows, type Print } from '../listing/known-rows.ts';
import { type Envelope, ListingReader, rowsAt } from '../listing/listing-reader.ts';
import { MalformedAnswer } from '../listing/malformed.ts';
import type { Row } from '../listing/row.ts';
import { isObject } from '../text/json.ts';
import { say } from '../text/language.ts';
import { LONGEST_SAID, sentenceOfPage } from '../text/sentence.ts';
import {
  IxcAddressRefused,
  IxcCertificateRefused,
  IxcCouldNotProcess,
  type IxcError,
  IxcForbidden,
  IxcHostNotFound,
  IxcKeyRefused,
  IxcMalformed,
  IxcQueryRefused,
  IxcTableRefused,
  IxcTimedOut,
  IxcUnavailable,
  NotIxc,
} from './errors.ts';
import type { TableName } from './table-name.ts';

/** One request of a listing, as IXC wants it: every value a string. */
export type Query = Readonly<Record<string, string>>;

/** One page: what it holds went to `take`, row by row. */
export interface Page {
  readonly rows: number;
  /** Rows that match the query, on this page and on others. */
  readonly total: number;
}

/** What the reader of tables needs of an IXC. */
export interface IxcApi {
  readonly label: string;
  /**
   * Asks once for one page.
   * @param rowsAsked the `rp` of the query, which bounds the size of the answer
   * @throws {IxcError}, {Interrupted}, or what `take` throws
   */
  list(table: TableName, query: Query, rowsAsked: number, sink: RowSink): Promise<Page>;
}

/** `reset` comes first, `take` for each row. */
export interface RowSink {
  /** What `take` looks at; the other columns need not be in its rows. Undefined for all. */
  readonly columns: readonly string[] | undefined;
  /** Rows that need not become objects; `takeKnown` gets those. */
  readonly known?: KnownRows | undefined;
  reset(): void;
  /** @param print the row's fingerprint, where it could be taken */
  take(row: Row, print?: Print): void;
  takeKnown?(row: KnownRow): void;
}

/** The rows of one page that is asked for once, where they are few. @throws {IxcError}, {Interrupted} */
export async function fewRows(
  api: IxcApi,
  table: TableName,
  query: Query,
  { columns, most }: { readonly columns: readonly string[]; readonly most: number },
): Promise<{ readonly rows: readonly Row[]; readonly total: number }> {
  const rows: Row[] = [];
  const sink = { columns, reset: () => void rows.splice(0), take: (row: Row) => void rows.push(row) };
  const { total } = await api.list(table, { ...query, page: '1', rp: String(most) }, most, sink);
  return { rows, total };
}

/** Rows have 4 kB in the field; more than three times that is not a listing any more. In bytes. */
const ROW_BYTES = 12_000;
const LEAST_LIMIT = 64_000_000;
/**
 * Somebody saw more rows than were asked for (src/ixc/README.md, "The answer of a list"): a whole table at once, but no
 * list without end.
 */
const ROWS_FOR_ONE = 20;
const LEAST_ROWS = 500_000;

/**
 * The IXC API over one HTTP client, whose headers must be `ixcHeaders`.
 * @param doubt what is wrong with the key by its looks; '' for nothing
 */
export function ixcApi(http: HttpClient, label: string, timeoutMs: number, doubt = ''): IxcApi {
  return {
    label,
    async list(table, query, rowsAsked, sink) {
      const reader = rowReader(sink, Math.max(LEAST_ROWS, rowsAsked * ROWS_FOR_ONE));
      const exchange: Exchange = {
        payload: JSON.stringify(query),
        timeoutMs,
        limitBytes: Math.max(LEAST_LIMIT, rowsAsked * ROW_BYTES),
        sink: reader,
      };
      try {
        const answer = await http.send('POST', table, exchange);
        return reader.finish(answer, { label, doubt }, table, query['page'] !== '1');
      } catch (error) {
        throw asIxcError(error, label, table);
      }
    },
  };
}

/** `ixcsoft: listar` is what makes a POST a listing: without it, it would insert (src/ixc/README.md, "Access"). */
export function ixcHeaders(authorization: string): Readonly<Record<string, string>> {
  return {
    authorization: `Basic ${authorization}`,
    ixcsoft: 'listar',
    'content-type': 'application/json',
    accept: 'application/json',
    'accept-encoding': 'gzip',
  };
}

/** @param most rows that a page can have, whatever its server makes of `rp` */
function rowReader(sink: RowSink, most: number) {
  let rows = 0;
  const take = (row: unknown, print?: Print) => {
    if (!isObject(row)) throw new MalformedAnswer(say`a row cannot be read`);
    if (++rows > most) throw new MalformedAnswer(say`it has more than ${most} rows`);
    if (row instanceof KnownRow) sink.takeKnown?.(row);
    else sink.take(row, print);
  };
  const { columns, known } = sink;
  const newReader = () => new ListingReader(take, columns === undefined ? {} : { columns, known });
  let reader = newReader();
  return {
    reset() {
      rows = 0;
      sink.reset();
      reader = newReader();
    },
    write: (chunk: Buffer) => reader.write(chunk),
    room: sink.columns === undefined ? undefined : ListingReader.room,
    finish(answer: Answer, asked: Asked, table: TableName, maybePastEnd: boolean): Page {
      const { label } = asked;
      if (answer.status === 200) return asPage(reader.end(), rows, label, table, maybePastEnd);
      // An error page is short; what of it matters is text.
      const text = answer.body.toString('utf8', 0, 64_000);
      throw statusError(answer, text, asked, table);
    },
  };
}

/** Whom a question went to. */
interface Asked {
  readonly label: string;
  readonly doubt: string;
}

/** A longer wait than this is for the next run. In ms. */
const LONGEST_WAIT_MS = 30_000;

/** `Retry-After` in ms; 0 for none, or one that cannot be read. */
function waitOf(retryAfter: string | undefined): number {
  if (retryAfter === undefined) return 0;
  const seconds = /^\s*\d{1,6}\s*$/.test(retryAfter)
    ? Number(retryAfter)
    : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(LONGEST_WAIT_MS, Math.max(0, seconds * 1000)) : 0;
}

function statusError(answer: Answer, text: string, { label, doubt }: Asked, table: TableName): IxcError {
  const { status } = answer;
  if (status === 401) return new IxcKeyRefused(label, doubt);
  if (status >= 300 && status <= 399) {
    return new NotIxc(label, say`it redirects to ${redirectTarget(answer.location)}, and the key must not go there`);
  }
  if (isProcessingError(text)) return new IxcCouldNotProcess(label, table, sentenceOfPage(text));
  if (status >= 500 || status === 429 || status === 408) {
    const said = `HTTP ${status}`;
    // A proxy says 524 where the server says 504 (src/ixc/README.md, "What asking costs").
    return status === 504 || status === 524
      ? new IxcTimedOut(label, table, 1, new Error(said))
      : new IxcUnavailable(label, table, 1, said, { waitMs: waitOf(answer.retryAfter) });
  }
  if (status === 403) return new IxcForbidden(label);
  return new NotIxc(label, `HTTP ${status} for ${table}`);
}

/** @param maybePastEnd a page behind the last one may come without `registros`, though `total` counts rows */
function asPage({ json, text }: Envelope, rows: number, label: string, table: TableName, maybePastEnd: boolean): Page {
  if (typeof json !== 'object' || json === null) throw bodyError(text, label, table);
  const { type, total, registros } = json as Record<string, unknown>;
  if (type === 'error') throw saidError(json as Record<string, unknown>, label, table);
  const count = typeof total === 'number' || typeof total === 'string' ? Number(total) : Number.NaN;
  if (total === '' || !Number.isSafeInteger(count) || count < 0) {
    throw new IxcMalformed(label, table, say`it has no usable \`total\``);
  }
  const listed = listedRows(registros);
  if (listed === undefined || listed !== rows || (registros === undefined && count !== 0 && !maybePastEnd)) {
    throw new IxcMalformed(label, table, say`it has no usable \`registros\``);
  }
  return { rows, total: count };
}

/** How many rows stand in `registros`, a list or seldom a map, where the reader left texts for them. */
function listedRows(registros: unknown): number | undefined {
  if (registros === undefined || registros === null) return 0;
  if (typeof registros !== 'object') return undefined;
  let count = 0;
  for (const place of Object.values(registros)) {
    if (typeof place !== 'string') return undefined;
    count += rowsAt(place)?.count ?? 1;
  }
  return count;
}

/** A 200 that is no JSON: the query failed, or this is a page for people. */
function bodyError(text: string, label: string, table: TableName): IxcError {
  if (isProcessingError(text)) return new IxcCouldNotProcess(label, table, sentenceOfPage(text));
  if (/^\s*\{/.test(text.replace(/^\uFEFF/, '')))
    return new IxcMalformed(label, table, say`its JSON is damaged or cut short`);
  if (text.trim() === '') return new IxcMalformed(label, table, say`it is empty`);
  if (isDatabaseDown(text)) return new IxcUnavailable(label, table, 1, say`its database does not answer`);
  if (/<(html|!doctype|form|head|body)/i.test(text))
    return new NotIxc(label, say`it shows a web page, such as its login page`);
  // Not its words: what is no listing may hold rows all the same, and rows hold passwords.
  return new IxcMalformed(label, table, say`it is not JSON`);
}

/** IXC's own words, under whichever of three names they come (src/ixc/README.md, "How it fails"). */
function saidError(json: Readonly<Record<string, unknown>>, label: string, table: TableName): IxcError {
  const found = [json['message'], json['mensagem'], json['valor']].find((text) => typeof text === 'string');
  const said = sentenceOfPage(repaired(typeof found === 'string' ? found.slice(0, LONGEST_SAID) : ''));
  const plain = withoutAccents(said);
  if (/\bip\b/i.test(plain) && /liberad/i.test(plain)) return new IxcAddressRefused(label, said);
  if (/permiss|disponivel|nao existe/i.test(plain)) return new IxcTableRefused(label, table, said);
  return new IxcQueryRefused(label, table, said);
}

/**
 * A text that was encoded twice, `n\u00c3\u00a3o` for "não", or decomposed, as it was meant
 * (src/ixc/README.md, "How it fails").
 */
function repaired(text: string): string {
  const isTwice = /[\u00c2-\u00c3][\u0080-\u00bf]/.test(text) && !/[\u0100-\uffff]/.test(text);
  return (isTwice ? Buffer.from(text, 'latin1').toString('utf8') : text).normalize('NFC');
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '');
}

/** PHP and MariaDB in their own words: it passes by itself (src/ixc/README.md, "How it fails"). */
function isDatabaseDown(whole: string): boolean {
  const text = whole.slice(0, LONGEST_SAID);
  return /connection refused|SQLSTATE|too many connections|gone away|mysqli?_|<b>(warning|fatal error)<\/b>/i.test(
    text,
  );
}

function isProcessingError(whole: string): boolean {
  const text = whole.slice(0, LONGEST_SAID);
  return /ocorreu um erro ao processar/i.test(text) || /^\s*<div\b/i.test(text);
}

function redirectTarget(location: string | undefined): string {
  const target = /^https?:\/\/([^/?#]+)/i.exec(location ?? '')?.[1];
  return target === undefined ? say`another page` : sentenceOfPage(target);
}

function asIxcError(error: unknown, label: string, table: TableName): unknown {
  if (error instanceof MalformedAnswer) return new IxcMalformed(label, table, error.message, { cause: error });
  if (error instanceof AnswerTooLarge) return new IxcMalformed(label, table, error.message, { cause: error });
  if (error instanceof CertificateRefused) return new IxcCertificateRefused(label, error, error.fingerprint);
  if (error instanceof HostNotFound) return new IxcHostNotFound(label, error);
  if (error instanceof RequestTimedOut) return new IxcTimedOut(label, table, 1, error);
  if (error instanceof TransportError) return new IxcUnavailable(label, table, 1, error.message, { cause: error });
  return error;
}
