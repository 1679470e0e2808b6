import { Agent, request } from 'node:https';
import { createGunzip } from 'node:zlib';

/** The least that an HTTPS client can do: keep-alive, gzip, the whole body as text. */

export interface BareServer {
  readonly port: number;
  readonly authorization: string;
  /** PEM. */
  readonly certificate: string;
}

export type Ask = (
  method: string,
  path: string,
  payload?: string,
  headers?: Record<string, string>,
) => Promise<BareAnswer>;

export interface BareAnswer {
  readonly status: number;
  readonly text: string;
}

export function bareClient({ port, authorization, certificate }: BareServer, sockets: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets, ca: certificate });
  const ask: Ask = (method, path, payload = '', headers = {}) =>
    new Promise((resolve, reject) => {
      const sent = request(
        {
          agent,
          host: '127.0.0.1',
          port,
          method,
          path,
          headers: { authorization, 'content-length': Buffer.byteLength(payload), ...headers },
        },
        (response) => {
          const body = response.headers['content-encoding'] === 'gzip' ? response.pipe(createGunzip()) : response;
          const chunks: Buffer[] = [];
          body.on('data', (chunk: Buffer) => chunks.push(chunk));
          body.once('error', reject);
          body.once('end', () =>
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
          );
        },
      );
      sent.once('error', reject);
      sent.end(payload);
    });
  return { ask, close: () => agent.destroy() };
}
