import ky, { type KyInstance } from 'ky';
import { Interrupted, TransportError } from './errors.ts';
import { type Answer, type Exchange, openTransport } from './transport.ts';
import type { Peer } from './trust.ts';

/** One request as `-vv` shows it: never a body, a header or a query. */
export interface Trace {
  /** Whom it was said to. */
  readonly server: string;
  readonly method: string;
  readonly path: string;
  /** HTTP status, or the error's name. */
  readonly result: string;
  readonly ms: number;
  readonly bytes: number;
  /** The server's clock, as its Date header told it. */
  readonly date: string | undefined;
}

export interface HttpClientOptions {
  /** The server's name for people. */
  readonly label: string;
  readonly peer: Peer;
  /** Path under which all requests go, `/api/v1/`. */
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly maxSockets: number;
  readonly retry: RetryRule;
  readonly signal: AbortSignal;
  readonly trace: (line: Trace) => void;
}

export interface RetryRule {
  /** Tries in all, the first included. */
  readonly tries: number;
  /** Pause before the n-th retry (from 1), in ms. */
  readonly delayMs: (retry: number) => number;
  /** Whether asking again may help. Certificates and sizes do not change by asking. */
  readonly again: (failure: Answer | TransportError) => boolean;
}

export const NEVER_AGAIN: RetryRule = { tries: 1, delayMs: () => 0, again: () => false };

export interface HttpClient {
  /**
   * @param path below the base, already percent-encoded
   * @returns the answer, whatever its status
   * @throws {TransportError} or {Interrupted}
   */
  send(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, exchange: Exchange): Promise<Answer>;
  close(): void;
}

/** The unknown option that ky hands through to our fetch. */
interface Carried {
  readonly exchange: Exchange;
}

class WorthRetrying extends Error {}

/** What ky gets to see of an answer; nothing of it is ever changed. */
const TAKEN = new Response(null);

/** ky over our own transport: one retry rule and one set of headers for all requests to a server. */
export function openHttpClient(options: HttpClientOptions): HttpClient {
  const transport = openTransport(options.peer, options.maxSockets, options.signal);
  const trace = tracing(options);

  const fetch = async (request: Request, carried: Carried): Promise<Response> => {
    const { exchange } = carried;
    // Not `new URL`: it would fold a name such as `..` into the path above it.
    const path = request.url.slice(request.url.indexOf('/', 'https://'.length));
    const answer = await trace(request.method, path, () =>
      transport.send(request.method, path, options.headers, exchange),
    );
    exchange.answer = answer;
    if (options.retry.again(answer)) throw new WorthRetrying();
    return TAKEN;
  };

  const client = kyClient(options, fetch as unknown as typeof globalThis.fetch);
  return {
    send: (method, path, exchange) => sendWith(client, method, path, exchange),
    close: () => transport.close(),
  };
}

function kyClient(options: HttpClientOptions, fetch: typeof globalThis.fetch): KyInstance {
  const { peer, retry } = options;
  const host = peer.host.includes(':') ? `[${peer.host}]` : peer.host;
  return ky.create({
    prefixUrl: `https://${host}:${peer.port}${options.base}`,
    // Headers go beside ky, as bodies do: it would copy them six times a request.
    // The transport keeps time: ky's clock stops at the headers, and a body can hang as well.
    timeout: false,
    throwHttpErrors: false,
    retry: {
      limit: retry.tries - 1,
      methods: ['get', 'post', 'put', 'delete'],
      delay: retry.delayMs,
      shouldRetry: ({ error }) =>
        error instanceof WorthRetrying || (error instanceof TransportError && retry.again(error)),
    },
    fetch,
  });
}

async function sendWith(client: KyInstance, method: string, path: string, exchange: Exchange): Promise<Answer> {
  try {
    const carried: Carried = { exchange };
    await client(path, { method, ...carried });
  } catch (error) {
    if (!(error instanceof WorthRetrying)) throw error;
  }
  if (exchange.answer === undefined) throw new Interrupted();
  return exchange.answer;
}

function tracing({ trace, base, label: server }: HttpClientOptions) {
  return async (method: string, path: string, act: () => Promise<Answer>): Promise<Answer> => {
    const started = performance.now();
    const shown = path.startsWith(base) ? path.slice(base.length) : path;
    try {
      const answer = await act();
      const { ms, bytes, date } = answer;
      trace({ server, method, path: shown, result: String(answer.status), ms, bytes, date });
      return answer;
    } catch (error) {
      const result = error instanceof Error ? error.name : 'failed';
      const ms = performance.now() - started;
      trace({ server, method, path: shown, result, ms, bytes: 0, date: undefined });
      throw error;
    }
  };
}
