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
