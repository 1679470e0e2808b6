import { setTimeout } from 'node:timers/promises';
import ky, { ForceRetryError, type KyInstance, type Options } from 'ky';
import { TransportError } from './errors.ts';
import { type Answer, type Exchange, openTransport } from './transport.ts';
import type { Peer } from './trust.ts';

/** One request as `-vv` shows it: never a body, a header or a query. */
export interface Trace {
  /** Whom it was said to. */
  readonly server: string;
  readonly method: string;
  readonly path: string;
  /** HTTP status, or the error's name. */
  readonly result: number | string;
  readonly ms: number;
  readonly bytes: number;
  /** The server's clock, as its Date header told it. */
  readonly date: string | undefined;
  readonly headers?: Answer['headers'];
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
   * @throws {TransportError}, {Interrupted}, and what the exchange's sink throws
   */
  send(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, exchange: Exchange): Promise<Answer>;
  /**
   * The same by the same rule, without ky in between: of a first run's tens of thousands of writes each costs a sixth less.
   * @throws as `send` does
   */
  write(method: 'POST' | 'PUT' | 'DELETE', path: string, exchange: Exchange): Promise<Answer>;
  close(): void;
}

/** What is sent beside ky, and what the last try brought. */
interface Errand {
  readonly exchange: Exchange;
  answer: Answer | undefined;
  failure: unknown;
}

/** The unknown option that ky hands through to our fetch. */
interface Carried {
  readonly errand: Errand;
}

/** What ky gets to see of an answer; nothing of it is ever changed. */
const TAKEN = new Response(null);

/**
 * What ky would add to the options of each request. V8 adds a property to a copy made by spread by making a hidden class
 * anew each time, 2 kB a request that only a full collection frees (`node --log-maps`); one that is there is only set.
 * `context` is the first, as ky adds that one while it copies: to a copy of nothing it costs nothing.
 */
const ADDED_BY_KY = { context: {}, headers: undefined, hooks: undefined } as unknown as Options;

/** ky over our own transport: one retry rule and one set of headers for all requests to a server. */
export function openHttpClient(options: HttpClientOptions): HttpClient {
  const { base, headers, label: server, retry, trace } = options;
  const transport = openTransport(options.peer, headers, options.maxSockets, options.signal);

  /** One try, of which the errand keeps what it brought. @returns whether another may help */
  const attempt = async (method: string, path: string, errand: Errand): Promise<boolean> => {
    const shown = path.slice(base.length);
    const started = performance.now();
    try {
      const answer = await transport.send(method, path, errand.exchange);
      errand.answer = answer;
      errand.failure = undefined;
      const { status, ms, bytes, date, headers } = answer;
      trace({ server, method, path: shown, result: status, ms, bytes, date, ...(headers && { headers }) });
    } catch (error) {
      errand.failure = error;
      const result = error instanceof Error ? error.name : 'failed';
      trace({ server, method, path: shown, result, ms: performance.now() - started, bytes: 0, date: undefined });
    }
    return mayHelp(retry, errand);
  };

  // What went wrong goes beside ky as well, which learns only whether to ask again.
  const fetch = async ({ method, url }: Request, { errand }: Carried): Promise<Response> => {
    // Not `new URL`: it would fold a name such as `..` into the path above it.
    const path = url.slice(url.indexOf('/', 'https://'.length));
    if (await attempt(method, path, errand)) throw new ForceRetryError();
    return TAKEN;
  };

  const client = kyClient(options, fetch as unknown as typeof globalThis.fetch);
  return {
    send: (method, path, exchange) => sendWith(client, method, path, exchange),
    async write(method, path, exchange) {
      const errand: Errand = { exchange, answer: undefined, failure: undefined };
      for (let tries = 1; await attempt(method, `${base}${path}`, errand); tries++) {
        if (tries >= retry.tries) break;
        await setTimeout(retry.delayMs(tries));
      }
      return broughtBy(errand);
    },
    close: () => transport.close(),
  };
}

/** Whether asking again may. */
function mayHelp(retry: RetryRule, { answer, failure }: Errand): boolean {
  if (failure !== undefined) return failure instanceof TransportError && retry.again(failure);
  return answer !== undefined && retry.again(answer);
}

function kyClient(options: HttpClientOptions, fetch: typeof globalThis.fetch): KyInstance {
  const { peer, retry } = options;
  const host = peer.host.includes(':') ? `[${peer.host}]` : peer.host;
  return ky.create({
    ...ADDED_BY_KY,
    prefixUrl: `https://${host}:${peer.port}${options.base}`,
    // The transport keeps time: ky's clock stops at the headers, and a body can hang as well.
    timeout: false,
    throwHttpErrors: false,
    // Never by ky's own rules, which would make a write a second time: only where we throw its ForceRetryError.
    retry: { limit: retry.tries - 1, methods: [], delay: retry.delayMs },
    fetch,
  });
}

async function sendWith(client: KyInstance, method: string, path: string, exchange: Exchange): Promise<Answer> {
  const errand: Errand = { exchange, answer: undefined, failure: undefined };
  const carried: Carried = { errand };
  try {
    await client(path, { method, ...carried });
  } catch (error) {
    // The tries are used up, and what the last one brought counts: an answer, however bad, or why there is none.
    if (!(error instanceof ForceRetryError)) throw error;
  }
  return broughtBy(errand);
}

function broughtBy({ answer, failure }: Errand): Answer {
  if (failure !== undefined) throw failure;
  if (answer === undefined) throw new Error('nothing was asked');
  return answer;
}
