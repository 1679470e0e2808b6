import { seededRandom } from './random.ts';

/** Faults that a test switches on, for both servers: which request is struck, and what happens to it. */

/** What a rule can look at. */
export interface Subject {
  readonly method: string;
  /** The IXC table, or the BQN's `policies`, `subscribers`, `subscriberGroups`. */
  readonly target: string;
  /** The BQN resource, decoded; '' for a list. */
  readonly key: string;
  /** Page and rows asked of IXC; 0 at the BQN. */
  readonly page: number;
  readonly rp: number;
  readonly path: string;
  readonly body: unknown;
}

/** Every condition given must hold. `nth`, `from` and `oneIn` count the requests that the others let through. */
export interface Match {
  readonly target?: string;
  readonly method?: string;
  readonly key?: string;
  readonly page?: number;
  readonly pageOver?: number;
  readonly rpOver?: number;
  readonly rpUnder?: number;
  readonly when?: (subject: Subject) => boolean;
  /** Only the n-th such request, from 1. */
  readonly nth?: number;
  /** The n-th and all after it. */
  readonly from?: number;
  /** One in this many, at random from `seed`. */
  readonly oneIn?: number;
  readonly seed?: number;
  /** At most this many strikes; 1 is "once". For ever when absent. */
  readonly times?: number;
}

/** A listing before it becomes text, for faults of content. */
export interface Listing {
  page: unknown;
  total: unknown;
  registros: unknown;
}
export type ListingRow = Record<string, unknown> & { id?: unknown };

export interface AnswerFields {
  readonly status?: number;
  readonly body?: string | Buffer;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Effect =
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'instead'; readonly done: boolean; readonly act: Instead }
  | { readonly kind: 'body'; readonly change: (body: Buffer) => Buffer }
  | { readonly kind: 'wire'; readonly act: Wire }
  | { readonly kind: 'listing'; readonly change: (listing: Listing, subject: Subject) => void };

export type Instead =
  | { readonly kind: 'answer'; readonly answer: AnswerFields }
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'flood'; readonly bytes: number }
  | { readonly kind: 'raw'; readonly pieces: Iterable<Buffer> };

export type Wire =
  | { readonly kind: 'cut'; readonly framing: 'content-length' | 'chunked'; readonly fraction: number }
  | { readonly kind: 'hang'; readonly fraction: number }
  | { readonly kind: 'single bytes'; readonly packed: boolean };

/** Whether the server does what was asked before it fails: a write can be done and yet answered with a 500. */
interface Doing {
  readonly done?: boolean;
}

/** Waits, then goes on to the next effect or the ordinary answer. */
export function delay(ms: number): Effect {
  return { kind: 'delay', ms };
}

/** Any answer: 200, empty and `application/json` unless told otherwise. */
export function answer(fields: AnswerFields, { done = false }: Doing = {}): Effect {
  return { kind: 'instead', done, act: { kind: 'answer', answer: fields } };
}

/** Never a byte. */
export function hang({ done = false }: Doing = {}): Effect {
  return { kind: 'instead', done, act: { kind: 'hang' } };
}

/** The connection is reset before any byte. */
export function reset({ done = false }: Doing = {}): Effect {
  return { kind: 'instead', done, act: { kind: 'reset' } };
}

/** To another host or address; following it would carry the key along (src/ixc/README.md, "Access"). */
export function redirect(to: string, status = 302): Effect {
  return answer({ status, headers: { location: to }, body: nginxPage(status), contentType: 'text/html' });
}

/** A JSON body that seems to have no end: so many bytes of it, then it closes. */
export function flood(bytes: number): Effect {
  return { kind: 'instead', done: false, act: { kind: 'flood', bytes } };
}

/**
 * Whatever bytes, head included, as no library would send them; then it closes.
 * @param single whether each byte is a piece of its own
 */
export function raw(text: string, { single = false }: { readonly single?: boolean } = {}): Effect {
  const bytes = Buffer.from(text);
  return rawPieces(single ? Array.from(bytes, (_byte, at) => bytes.subarray(at, at + 1)) : [bytes]);
}

/** The same in pieces, of which there may be no end. */
export function rawPieces(pieces: Iterable<Buffer>): Effect {
  return { kind: 'instead', done: false, act: { kind: 'raw', pieces } };
}

/** Headers and a part of the body, then silence. */
export function hangMidBody(fraction = 0.5): Effect {
  return { kind: 'wire', act: { kind: 'hang', fraction } };
}

/** Headers and a part of the body, then the connection is destroyed. */
export function cut(framing: 'content-length' | 'chunked' = 'content-length', fraction = 0.5): Effect {
  return { kind: 'wire', act: { kind: 'cut', framing, fraction } };
}

/** The whole body, each byte of it an HTTP chunk of its own. @param packed whether gzip may be used, where it was asked for */
export function singleBytes({ packed = true }: { readonly packed?: boolean } = {}): Effect {
  return { kind: 'wire', act: { kind: 'single bytes', packed } };
}

/** A part of the body, with a length that says that this is all. */
export function truncate(fraction = 0.5): Effect {
  return { kind: 'body', change: (body) => body.subarray(0, Math.floor(body.length * fraction)) };
}

/** Two bytes that are not UTF-8, right behind the first `after` in the body. */
export function invalidUtf8(after: string): Effect {
  const change = (body: Buffer): Buffer => {
    const at = body.indexOf(after);
    if (at < 0) throw new Error(`invalidUtf8: no ${JSON.stringify(after)} in the answer`);
    const end = at + Buffer.byteLength(after);
    return Buffer.concat([body.subarray(0, end), Buffer.from([0xc3, 0x28]), body.subarray(end)]);
  };
  return { kind: 'body', change };
}

const REASONS: Record<number, string> = {
  302: '302 Found',
  401: '401 Authorization Required',
  403: '403 Forbidden',
  404: '404 Not Found',
  405: '405 Not Allowed',
  429: '429 Too Many Requests',
  500: '500 Internal Server Error',
  502: '502 Bad Gateway',
  503: '503 Service Temporarily Unavailable',
  504: '504 Gateway Time-out',
};

/** nginx's own HTML page, which is what IXC's 401 and 5xx carry (src/ixc/README.md, "How it fails"). */
export function nginxPage(status: number): string {
  const title = REASONS[status] ?? String(status);
  const head = `<html>\r\n<head><title>${title}</title></head>\r\n`;
  return `${head}<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
}

/** nginx gave up: 500, 502, 503, 504. */
export function nginxError(status: number): Effect {
  return answer({ status, body: nginxPage(status), contentType: 'text/html' });
}

/** A rule in force. */
export class Fault {
  readonly #match: Match;
  readonly #effects: readonly Effect[];
  readonly #random;
  #seen = 0;
  /** How often it struck. */
  hits = 0;

  constructor(match: Match, effects: readonly Effect[]) {
    this.#match = match;
    this.#effects = effects;
    this.#random = seededRandom(match.seed ?? 1);
  }

  /** The effects on this request, none when the rule does not strike. */
  strike(subject: Subject): readonly Effect[] {
    if (!concerns(this.#match, subject)) return [];
    this.#seen += 1;
    const { nth, from = 1, oneIn = 1, times = Number.POSITIVE_INFINITY } = this.#match;
    const struck =
      (nth === undefined || this.#seen === nth) &&
      this.#seen >= from &&
      (oneIn === 1 || this.#random.below(oneIn) === 0) &&
      this.hits < times;
    if (!struck) return [];
    this.hits += 1;
    return this.#effects;
  }
}

function concerns(match: Match, subject: Subject): boolean {
  return (
    (match.target === undefined || match.target === subject.target) &&
    (match.method === undefined || match.method === subject.method) &&
    (match.key === undefined || match.key === subject.key) &&
    (match.page === undefined || match.page === subject.page) &&
    (match.pageOver === undefined || subject.page > match.pageOver) &&
    (match.rpOver === undefined || subject.rp > match.rpOver) &&
    (match.rpUnder === undefined || subject.rp < match.rpUnder) &&
    (match.when === undefined || match.when(subject))
  );
}

/** All rules of one server. Rules that strike the same request add up, in the order they were made. */
export class Faults {
  #rules: Fault[] = [];

  on(match: Match, ...effects: readonly Effect[]): Fault {
    const fault = new Fault(match, effects);
    this.#rules.push(fault);
    return fault;
  }

  off(fault: Fault): void {
    this.#rules = this.#rules.filter((rule) => rule !== fault);
  }

  clear(): void {
    this.#rules = [];
  }

  effects(subject: Subject): readonly Effect[] {
    return this.#rules.flatMap((rule) => rule.strike(subject));
  }
}
