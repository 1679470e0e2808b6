import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server, type ServerOptions as TlsOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { type ServerCertificate, selfSigned } from './certificates.ts';
import type { Effect, Faults, Instead, Subject } from './faults.ts';
import { pause, Reply, type SentAnswer } from './sending.ts';

/** The HTTPS server under both simulators: sockets, keep-alive, faults and counting; what is answered is the site's. */

export interface ServerOptions {
  readonly certificate?: ServerCertificate;
  /** `minVersion`, `maxVersion`, `ciphers`: for a box as old as there are (src/bqn/README.md, "Access"). */
  readonly tls?: Pick<
    TlsOptions,
    'minVersion' | 'maxVersion' | 'ciphers' | 'honorCipherOrder' | 'sigalgs' | 'ecdhCurve'
  >;
  readonly latency?: Latency;
  /** How long an idle connection stays open, in ms. A minute unless told otherwise. */
  readonly keepAlive?: number;
}

export interface Latency {
  /** Time that one request takes, in ms. */
  readonly ms: number;
  /** How many requests are served at a time; the others queue. No limit when absent. */
  readonly parallel?: number;
}

export interface Incoming {
  readonly method: string;
  /** Still percent-encoded, with the query string. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One request at a site, from its arrival to its end. */
export interface Visit {
  readonly subject: Subject;
  answer(effects: readonly Effect[]): SentAnswer | Promise<SentAnswer>;
  /** Called as the first byte goes out; never, when none does. */
  answered(status: number, ms: number): void;
}

export interface Site {
  /** Whether answers are compressed for those who ask. */
  readonly gzip: boolean;
  open(incoming: Incoming): Visit;
}

/** What went over the wire so far. */
export interface Traffic {
  /** TLS connections that came to be. */
  connections: number;
  /** TLS handshakes that failed, such as a client that does not trust the certificate. */
  refusedHandshakes: number;
  requests: number;
  inFlight: number;
  /** The most requests ever in flight at once. */
  peak: number;
  bytesReceived: number;
  /** Of bodies, as sent: after compression. */
  bytesSent: number;
  /** Errors of the simulator itself or of a fault rule. Should be empty at the end of every test. */
  readonly defects: string[];
}

export interface RunningServer {
  /** "127.0.0.1:PORT" */
  readonly host: string;
  readonly port: number;
  readonly certificate: ServerCertificate;
  readonly traffic: Traffic;
  /** Destroys every open connection, so that nothing waits for it. */
  close(): Promise<void>;
}

const LARGEST_REQUEST = 1 << 20;

export async function startServer(site: Site, faults: Faults, options: ServerOptions): Promise<RunningServer> {
  const certificate = options.certificate ?? (await selfSigned());
  const server = createServer({ key: certificate.key, cert: certificate.chain, keepAlive: true, ...options.tls });
  server.keepAliveTimeout = options.keepAlive ?? 60_000;
  server.requestTimeout = 0;
  const traffic = newTraffic();
  const sockets = watchSockets(server, traffic);
  const queue = new Queue(options.latency);
  server.on('request', (request, response) => {
    const work = serve(site, faults, queue, traffic, request, response);
    work.catch((error: unknown) => failed(traffic, response, error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { host: `127.0.0.1:${port}`, port, certificate, traffic, close: () => close(server, sockets) };
}

function newTraffic(): Traffic {
  return {
    connections: 0,
    refusedHandshakes: 0,
    requests: 0,
    inFlight: 0,
    peak: 0,
    bytesReceived: 0,
    bytesSent: 0,
    defects: [],
  };
}

function watchSockets(server: Server, traffic: Traffic): Set<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('secureConnection', () => {
    traffic.connections += 1;
  });
  server.on('tlsClientError', () => {
    traffic.refusedHandshakes += 1;
  });
  return sockets;
}

function close(server: Server, sockets: Set<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}

async function serve(
  site: Site,
  faults: Faults,
  queue: Queue,
  traffic: Traffic,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const started = performance.now();
  const body = await bodyOf(request);
  const visit = site.open({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
  countArrival(traffic, response, body);
  const effects = faults.effects(visit.subject);
  await queue.wait();
  for (const effect of effects) if (effect.kind === 'delay') await pause(effect.ms);
  const reply = new Reply(response, site.gzip && acceptsGzip(request.headers), (status, bytes) => {
    traffic.bytesSent += bytes;
    visit.answered(status, performance.now() - started);
  });
  await act(visit, effects, reply);
}

function countArrival(traffic: Traffic, response: ServerResponse, body: string): void {
  traffic.requests += 1;
  traffic.inFlight += 1;
  traffic.peak = Math.max(traffic.peak, traffic.inFlight);
  traffic.bytesReceived += body.length;
  response.once('close', () => {
    traffic.inFlight -= 1;
  });
}

async function act(visit: Visit, effects: readonly Effect[], reply: Reply): Promise<void> {
  const instead = effects.find((effect) => effect.kind === 'instead');
  if (instead === undefined) return reply.send(await visit.answer(effects), effects);
  if (instead.done) await visit.answer(effects);
  return actInstead(
    instead.act,
    reply,
    effects.filter(({ kind }) => kind === 'wire'),
  );
}

async function actInstead(act: Instead, reply: Reply, wire: readonly Effect[]): Promise<void> {
  switch (act.kind) {
    case 'answer': {
      const { status = 200, body = '', contentType = 'application/json', headers = {} } = act.answer;
      return reply.send({ status, body, headers: { 'content-type': contentType, ...headers } }, wire);
    }
    case 'reset':
      return reply.reset();
    case 'flood':
      return reply.flood(act.bytes);
    case 'raw':
      return reply.raw(act.pieces);
    case 'hang':
      return undefined;
  }
}

/** A test must see that its own rule or the simulator is at fault, not the program. */
function failed(traffic: Traffic, response: ServerResponse, error: unknown): void {
  traffic.defects.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  if (!response.headersSent) response.writeHead(599);
  response.end(`simulator defect: ${String(error)}`);
}

function acceptsGzip(headers: IncomingHttpHeaders): boolean {
  return String(headers['accept-encoding'] ?? '').includes('gzip');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    parts.push(part as Buffer);
    size += (part as Buffer).length;
    if (size > LARGEST_REQUEST) throw new Error(`a request of more than ${LARGEST_REQUEST} bytes`);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Requests wait their turn, then take their time. */
class Queue {
  readonly #latency: Latency | undefined;
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(latency: Latency | undefined) {
    this.#latency = latency;
  }

  async wait(): Promise<void> {
    if (this.#latency === undefined) return;
    const { ms, parallel = Number.POSITIVE_INFINITY } = this.#latency;
    if (this.#busy >= parallel) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#busy += 1;
    if (ms > 0) await pause(ms);
    const next = this.#waiting.shift();
    if (next === undefined) this.#busy -= 1;
    else next();
  }
}
