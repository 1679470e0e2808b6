import { unquote } from '../text/unquote.ts';
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
