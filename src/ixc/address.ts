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
 * (reference/ixc-api.md). A typed `http://` becomes https: the key must not travel in the clear.
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

/** `host`, `host:port`, `[2001:db8::1]:port` or a bare IPv6; undefined when it is none of them. */
export function splitHostPort(text: string, usualPort: number): { host: string; port: number } | undefined {
  const match =
    /^\[(?<v6>[0-9a-f:.]+)\](?::(?<v6port>\d{1,5}))?$/i.exec(text) ??
    /^(?<bare>[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*)$/i.exec(text) ??
    /^(?<name>[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?)\.?(?::(?<port>\d{1,5}))?$/i.exec(text);
  const groups = match?.groups;
  if (groups === undefined) return undefined;
  const host = groups['v6'] ?? groups['bare'] ?? groups['name'] ?? '';
  const port = Number(groups['v6port'] ?? groups['port'] ?? usualPort);
  if (port < 1 || port > 65_535) return undefined;
  return { host: host.toLowerCase(), port };
}

/** A key as `Authorization` wants it, from `id:hash`, its base64, or either with `Basic ` in front. */
export function normaliseKey(text: string): string | undefined {
  const key = unquote(text).replace(/^basic\s+/i, '');
  if (key === '' || !/^[\x21-\x7e]+$/.test(key)) return undefined;
  if (key.includes(':')) return Buffer.from(key).toString('base64');
  if (isBase64OfPair(key)) return key;
  // Not a form that IXC hands out today. It may know better; if not, it says 401 and we say what to do.
  return Buffer.from(key).toString('base64');
}

function isBase64OfPair(text: string): boolean {
  return (
    /^[A-Za-z0-9+/]+={0,2}$/.test(text) &&
    /^[\x21-\x7e]+:[\x21-\x7e]+$/.test(Buffer.from(text, 'base64').toString('latin1'))
  );
}

/** Whether host and key look as if each stood in the other's place. */
export function looksSwapped(host: string, key: string): boolean {
  const keyLike = (text: string) => /^\d+:[0-9a-f]{32,}$/i.test(text) || isBase64OfPair(text) || /^basic\s/i.test(text);
  const hostLike = (text: string) =>
    /^https?:\/\//i.test(text) || /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(\/.*)?$/i.test(text);
  return keyLike(unquote(host)) && hostLike(unquote(key));
}

function unquote(text: string): string {
  return text
    .trim()
    .replace(/^(["'])(.*)\1$/s, '$2')
    .trim();
}
