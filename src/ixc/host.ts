import { splitHostPort } from '../address/host-port.ts';
import { unquote } from '../text/unquote.ts';

/** Where an IXC is, out of whatever form the operator typed. */
export interface IxcHost {
  readonly host: string;
  readonly port: number;
  /** As shown to people: without the port when it is the usual one. */
  readonly label: string;
}

const HTTPS_PORT = 443;

/**
 * `ixc.example.net`, `https://ixc.example.net/`, `.../webservice/v1`, `.../adm.php`, `host:port`, a bare IP
 * (src/ixc/README.md, "Access"). A typed `http://` becomes https: the key must not travel in the clear.
 * @returns undefined when there is no host in it
 */
export function parseIxcHost(text: string): IxcHost | undefined {
  const bare = unquote(text)
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/[/?#].*$/s, '');
  const parsed = splitHostPort(bare, HTTPS_PORT);
  if (parsed === undefined) return undefined;
  const shownHost = parsed.host.includes(':') ? `[${parsed.host}]` : parsed.host;
  const label = parsed.port === HTTPS_PORT ? parsed.host : `${shownHost}:${parsed.port}`;
  return { ...parsed, label };
}
