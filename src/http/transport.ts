import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Interrupted } from '../interruption/interrupted.ts';
import { GatheredBytes } from '../listing/gathered-bytes.ts';
import { say } from '../text/language.ts';
import {
  AnswerTooLarge,
  CertificateRefused,
  ConnectionFailed,
  HostNotFound,
  RequestTimedOut,
  TransportError,
} from './errors.ts';
import { GunzipInStep } from './gunzip-in-step.ts';
import { type Opening, openTrusted, type Peer } from './trust.ts';

/** The whole answer of a server; `body` is empty when it went to the exchange's `sink`. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  /** Where a redirect points to; we never follow one. */
  readonly location: string | undefined;
  /** The server's clock, as its Date header tells it. */
  readonly date: string | undefined;
  /** The Retry-After header: seconds, or a date. */
  readonly retryAfter?: string | undefined;
  /** All of them; not for a log, since a server may put anything there. */
  readonly headers?: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Length of the body before it was unpacked, in bytes. */
  readonly bytes: number;
  readonly ms: number;
}

/**
 * One request's body and limits. It travels beside ky's Request and Response, whose streams would cost more
 * CPU than the request itself.
 */
export interface Exchange {
  readonly payload?: string;
  /** For the whole of one try, from connecting to the last byte. */
  readonly timeoutMs: number;
  readonly limitBytes: number;
  /** Takes the body of a 200 as it arrives, instead of `answer.body`. */
  readonly sink?: Sink;
}

export interface Sink {
  /** Comes before each try. */
  reset(): void;
  /** @param chunk good until this returns */
  write(chunk: Buffer): void;
  /** Memory that a packed body is best unpacked into, a part at a time. */
  readonly room?: Buffer | undefined;
}

export interface Transport {
  /** @throws {TransportError}, {Interrupted}, and what the exchange's sink throws */
  send(method: string, path: string, exchange: Exchange): Promise<Answer>;
  close(): void;
}

/** Unpacked at a time: each chunk is a trip to another thread, and 16 kB, Node's own, would be four rows. In bytes. */
const UNPACKED_CHUNK = 128 * 1024;

/** Of an answer that is an error as much is kept. In bytes. */
const ERROR_LIMIT = 64_000;

/** OpenSSL's and Node's words for "I do not trust this certificate". */
const CERTIFICATE_CODES =
  /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_CERT|INVALID_CA|HOSTNAME_MISMATCH|ERR_SSL_(EE|CA)_)/;

/** Node's errors carry a code; what a sink throws is its own business and passes as it is. */
function asTransportError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof TransportError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string') return error;
  if (CERTIFICATE_CODES.test(code)) return new CertificateRefused(`${message} (${code})`, undefined, { cause: error });
  if (code === 'EAI_AGAIN') return new HostNotFound(say`the DNS server does not answer (${code})`, { cause: error });
  if (/^(ENOTFOUND|EAI_)/.test(code))
    return new HostNotFound(say`the name cannot be resolved (${code})`, { cause: error });
  return new ConnectionFailed(`${message} (${code})`, { cause: error });
}

class TrustingAgent extends Agent {
  readonly #peer: Peer;
  /** Connections being opened: the agent does not know of them yet, so it cannot close them. */
  readonly #opening = new Set<Opening>();

  constructor(peer: Peer, maxSockets: number) {
    super({ keepAlive: true, maxSockets, maxFreeSockets: maxSockets });
    this.#peer = peer;
  }

  // Node takes the socket from the callback when nothing is returned; its types know only the returned one.
  override createConnection(_options: unknown, done: (error: Error | null, socket?: unknown) => void): never {
    const opening = openTrusted(this.#peer, (error, trusted) => {
      this.#opening.delete(opening);
      done(error, trusted);
    });
    this.#opening.add(opening);
    return undefined as never;
  }

  override destroy(): void {
    for (const opening of this.#opening) opening.destroy();
    super.destroy();
  }
}

/**
 * Keep-alive HTTPS to one server, at most `maxSockets` connections.
 *
 * @param headers sent with every request
 * @param signal breaks everything under way
 */
export function openTransport(
  peer: Peer,
  headers: Readonly<Record<string, string>>,
  maxSockets: number,
  signal: AbortSignal,
): Transport {
  const agent = new TrustingAgent(peer, maxSockets);
  const underWay = new UnderWay();
  // One listener for all requests: adding and removing one costs as much as a tenth of a request.
  const interrupt = () => underWay.stop();
  signal.addEventListener('abort', interrupt, { once: true });
  // The length is there from the start for the reason that `ADDED_BY_KY` gives in client.ts.
  const line: Line = { agent, peer, signal, underWay, headers: { ...headers, 'content-length': 0 } };
  return {
    send: (method, path, exchange) => send(line, method, path, exchange),
    close() {
      signal.removeEventListener('abort', interrupt);
      agent.destroy();
    },
  };
}

interface Line {
  readonly agent: Agent;
  readonly peer: Peer;
  readonly signal: AbortSignal;
  readonly underWay: UnderWay;
  readonly headers: Readonly<Record<string, string | number>>;
}

/**
 * What an interruption must do for each request under way. A list, as there are few at a time: a Set that is added to
 * and deleted from leaves a trail of old tables, each with requests that V8 then keeps until its next full collection.
 */
class UnderWay {
  readonly #stops: (() => void)[] = [];

  add(stop: () => void): void {
    this.#stops.push(stop);
  }

  delete(stop: () => void): void {
    const index = this.#stops.indexOf(stop);
    if (index >= 0) this.#stops.splice(index, 1);
  }

  stop(): void {
    for (const stop of [...this.#stops]) stop();
  }
}

/**
 * One request. It fails when time is up or the run is interrupted. Node tells a destroyed request's waiters different
 * things at different stages, and nothing at all while its connection is still being opened, so the reason is kept here.
 */
function send(line: Line, method: string, path: string, exchange: Exchange): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { peer, signal, underWay } = line;
    if (signal.aborted) throw new Interrupted();
    exchange.sink?.reset();
    const { payload = '', timeoutMs } = exchange;
    const started = performance.now();
    const request = httpsRequest({
      agent: line.agent,
      host: peer.host,
      port: peer.port,
      method,
      path,
      headers: { ...line.headers, 'content-length': Buffer.byteLength(payload) },
    });
    const timer = setTimeout(() => fail(new RequestTimedOut(timeoutMs)), timeoutMs);
    const interrupt = () => fail(new Interrupted());
    let over = false;
    const end = () => {
      over = true;
      clearTimeout(timer);
      underWay.delete(interrupt);
    };
    const fail = (error: unknown) => {
      end();
      reject(asTransportError(error));
      request.destroy();
    };
    const done = (answer: Answer) => {
      end();
      resolve(answer);
    };
    underWay.add(interrupt);
    request.on('response', (response) => void readAnswer(response, exchange, started, () => over).then(done, fail));
    request.on('error', fail);
    // A text leaves in one piece with its headers; a Buffer would be a second write.
    request.end(payload);
  });
}

function readAnswer(
  response: IncomingMessage,
  exchange: Exchange,
  started: number,
  isOver: () => boolean,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { statusCode: status = 0, headers } = response;
    const isWanted = status >= 200 && status <= 299;
    const sink = status === 200 ? exchange.sink : undefined;
    const pieces = new GatheredBytes();
    let bytes = 0;
    let length = 0;
    const refuse = (error: unknown) => {
      reject(error);
      response.destroy();
      body.stop();
    };
    const take = (chunk: Buffer) => {
      // What is unpacked after the end would go into the next try's.
      if (isOver()) return;
      length += chunk.length;
      try {
        if (length > exchange.limitBytes && isWanted) throw new AnswerTooLarge(exchange.limitBytes);
        if (sink !== undefined) sink.write(chunk);
        else if (isWanted || length - chunk.length < ERROR_LIMIT) pieces.add(chunk);
        else end();
      } catch (error) {
        refuse(error);
      }
    };
    const end = () => {
      resolve({
        status,
        contentType: headers['content-type'] ?? '',
        location: headers.location,
        date: headers.date,
        retryAfter: headers['retry-after'],
        headers,
        body: pieces.bytes,
        bytes,
        ms: performance.now() - started,
      });
      // Of an error the rest says nothing more.
      if (!response.complete) response.destroy();
    };
    // A connection that breaks after the headers is told to the response, and not to what it is piped into.
    response.on('error', reject);
    response.on('close', () => {
      if (!response.complete) reject(new ConnectionFailed(say`the connection broke before the answer was whole`));
    });
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    const body = unpacked(response, { take, end, fail: reject }, sink?.room);
  });
}

/** What becomes of a body. */
interface Unpacking {
  readonly take: (chunk: Buffer) => void;
  readonly end: () => void;
  readonly fail: (error: unknown) => void;
}

/** @param room where a packed one is unpacked in step, if there is such and this Node can */
function unpacked(
  response: IncomingMessage,
  { take, end, fail }: Unpacking,
  room: Buffer | undefined,
): { stop(): void } {
  const gunzip = room !== undefined && isPacked(response) ? GunzipInStep.into(room, take, fail) : undefined;
  if (gunzip === undefined) {
    const body = unpack(response);
    if (body !== response) body.on('error', fail);
    body.on('data', take);
    body.on('end', end);
    return { stop: () => void body.destroy() };
  }
  response.on('data', (chunk: Buffer) => gunzip.write(chunk));
  response.on('end', () => {
    if (gunzip.end()) end();
  });
  response.on('close', () => gunzip.stop());
  return gunzip;
}

function encodingOf(response: IncomingMessage): string {
  return response.headers['content-encoding']?.toLowerCase() ?? 'identity';
}

function isPacked(response: IncomingMessage): boolean {
  return /^(x-)?gzip$/.test(encodingOf(response));
}

function unpack(response: IncomingMessage): Readable {
  const encoding = encodingOf(response);
  switch (encoding) {
    case '':
    case 'identity':
      return response;
    case 'gzip':
    case 'x-gzip':
      return response.pipe(createGunzip({ chunkSize: UNPACKED_CHUNK }));
    default:
      throw new ConnectionFailed(say`the answer is packed in a way nobody asked for (${encoding.slice(0, 20)})`);
  }
}
