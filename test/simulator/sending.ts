import type { ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { promisify } from 'node:util';
import { constants, gzip as gzipCallback, gzipSync } from 'node:zlib';
import type { Effect, Wire } from './faults.ts';

const gzipAsync = promisify(gzipCallback);

export interface SentAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** The body compressed beforehand, sent as it is to those who ask for gzip. */
  readonly gzipped?: Buffer;
  /** Of a listing. */
  readonly rows?: number;
}

/** Bytes below which the usual 268 kB of tables cost more than what is compressed with them. */
const SMALL = 16_384;

/** Level 1: a page is 40 MB, and the simulator must not be what a benchmark measures. */
export async function compress(body: string | Buffer): Promise<Buffer> {
  const level = constants.Z_BEST_SPEED;
  // What is small is done before another thread has begun.
  return body.length < SMALL
    ? gzipSync(body, { level, windowBits: 12, memLevel: 4 })
    : await gzipAsync(body, { level });
}

/** The way back to one client. */
export class Reply {
  readonly #response: ServerResponse;
  readonly #gzip: boolean;
  readonly #started: (status: number, bytes: number) => void;

  /** `started` is told the status and the bytes of body that will follow, before the first one leaves. */
  constructor(response: ServerResponse, gzip: boolean, started: (status: number, bytes: number) => void) {
    this.#response = response;
    this.#gzip = gzip;
    this.#started = started;
  }

  /** Sends the answer, bent by the effects. */
  async send(answer: SentAnswer, effects: readonly Effect[]): Promise<void> {
    const wire = effects.find((effect) => effect.kind === 'wire')?.act;
    const gzip = this.#gzip && (wire?.kind !== 'single bytes' || wire.packed);
    const encoded = await encode(answer, effects, gzip);
    if (this.#response.destroyed) return;
    const headers = encoded.gzip ? { ...answer.headers, 'content-encoding': 'gzip' } : answer.headers;
    if (wire?.kind === 'single bytes') return this.#sendBytes(answer.status, headers, encoded.body);
    if (wire !== undefined) return this.#sendPart(answer.status, headers, encoded.body, wire);
    const length = answer.status === 204 ? {} : { 'content-length': String(encoded.body.length) };
    this.#started(answer.status, encoded.body.length);
    this.#response.writeHead(answer.status, { ...headers, ...length });
    this.#response.end(encoded.body);
  }

  reset(): void {
    this.#response.socket?.destroy();
  }

  /** An answer that begins well and goes on and on, at the pace the client reads. */
  async flood(bytes: number): Promise<void> {
    this.#started(200, bytes);
    this.#response.writeHead(200, { 'content-type': 'text/x-json; charset=utf-8' });
    this.#response.write('{"page":"1","total":"1","registros":[');
    for (let sent = 0; sent < bytes && !this.#response.destroyed; sent += FLOOD_PIECE.length) {
      if (!this.#response.write(FLOOD_PIECE)) await drained(this.#response);
    }
    this.#response.end();
  }

  /** At the pace the client reads, past what Node would make of it. */
  async raw(pieces: Iterable<Buffer>): Promise<void> {
    const { socket } = this.#response;
    this.#started(0, 0);
    for (const piece of pieces) {
      if (socket === null || socket.destroyed) return;
      if (!socket.write(piece)) await drained(socket);
    }
    socket?.end();
  }

  /** Framed here: of Node's own responses each write of a byte would cost the simulator a packet. */
  async #sendBytes(status: number, headers: SentAnswer['headers'], body: Buffer): Promise<void> {
    const { socket } = this.#response;
    this.#started(status, body.length);
    this.#response.writeHead(status, { ...headers, 'transfer-encoding': 'chunked', connection: 'close' });
    this.#response.flushHeaders();
    if (socket !== null) await new Promise<void>((resolve) => socket.end(framed(body), () => resolve()));
  }

  /** The first part of the body; then the connection is destroyed, or stays silent until the server closes. */
  async #sendPart(status: number, headers: SentAnswer['headers'], body: Buffer, wire: Part): Promise<void> {
    const chunked = wire.kind === 'cut' && wire.framing === 'chunked';
    const part = body.subarray(0, Math.max(1, Math.floor(body.length * wire.fraction)));
    this.#started(status, part.length);
    this.#response.writeHead(status, chunked ? headers : { ...headers, 'content-length': String(body.length) });
    await new Promise<void>((resolve) => this.#response.write(part, () => resolve()));
    if (wire.kind === 'cut') this.#response.socket?.destroy();
  }
}

type Part = Exclude<Wire, { readonly kind: 'single bytes' }>;

/** `1`, the byte, and the ends of both lines: how HTTP frames a chunk of one byte. */
function framed(body: Buffer): Buffer {
  const frame = Buffer.from('1\r\n?\r\n');
  const all = Buffer.alloc(body.length * frame.length, frame);
  for (const [at, byte] of body.entries()) all[at * frame.length + 3] = byte;
  return Buffer.concat([all, Buffer.from('0\r\n\r\n')]);
}

const FLOOD_PIECE = Buffer.alloc(64 * 1024, ' ');

async function encode(answer: SentAnswer, effects: readonly Effect[], gzip: boolean) {
  const changes = effects.filter((effect) => effect.kind === 'body');
  if (gzip && answer.gzipped !== undefined && changes.length === 0) return { gzip: true, body: answer.gzipped };
  let body = Buffer.from(answer.body);
  for (const { change } of changes) body = Buffer.from(change(body));
  if (!gzip || body.length === 0) return { gzip: false, body };
  return { gzip: true, body: await compress(body) };
}

function drained(response: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.once('drain', done).once('close', done);
  });
}

/** A wait that does not keep the process alive once its server is closed. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
