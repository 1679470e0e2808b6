import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { RequestTimedOut } from './errors.ts';
import { publicAuthorities } from './trust.ts';

/** One small request to somebody who is told something, and whose answer says no more than its status. */
export interface Message {
  readonly url: URL;
  /** Sent by POST; undefined for a GET. */
  readonly json: unknown;
  /** For all of it, in ms. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/**
 * Not over `openHttpClient`: that one keeps connections, speaks TLS alone and holds one server's credentials. Where the
 * URL says https, the authorities that Node carries must vouch for the server, whatever the environment says
 * (NODE_TLS_REJECT_UNAUTHORIZED, NODE_EXTRA_CA_CERTS), and no proxy of the environment's is asked. A redirection is an answer like others.
 * @returns the status
 * @throws {RequestTimedOut} and what the system says
 */
export async function sendMessage({ url, json, limitMs, signal }: Message): Promise<number> {
  const body = json === undefined ? undefined : Buffer.from(JSON.stringify(json));
  const headers = body && { 'content-type': 'application/json', 'content-length': body.length };
  const send = url.protocol === 'http:' ? plainRequest : tlsRequest;
  return await new Promise((resolve, reject) => {
    const request = send(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'user-agent': 'sync-ixc-bqn', connection: 'close', ...headers },
      // An agent of its own, which knows nothing of the environment's proxies.
      agent: false,
      ...(url.protocol === 'https:' && { secureContext: publicAuthorities(), rejectUnauthorized: true }),
    });
    const timer = setTimeout(() => request.destroy(new RequestTimedOut(limitMs)), limitMs);
    const interrupt = () => request.destroy(new Error('interrupted'));
    if (signal.aborted) interrupt();
    signal.addEventListener('abort', interrupt);
    request.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
      // What else it says is of no interest, and might never end.
      request.destroy();
    });
    request.on('error', reject);
    request.on('close', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', interrupt);
    });
    request.end(body);
  });
}
