import { say } from '../text/language.ts';
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

/**
 * What is wrong with a key by its looks, to be said when IXC refuses it: it hands out a number, a colon and 64 hexadecimal
 * digits (src/ixc/README.md, "Access").
 * @param authorization as `normaliseKey` gave it
 * @returns '' where nothing is
 */
export function doubtAboutKey(authorization: string): string {
  const key = Buffer.from(authorization, 'base64').toString('latin1');
  if (/^\d{1,9}:[0-9a-f]{64}$/i.test(key)) return '';
  const [, user, hash] = /^([^:]*):(.*)$/s.exec(key) ?? [];
  if (user === undefined || hash === undefined)
    return say`has no colon in it, where IXC's are number:64 hexadecimal digits (${key.length} characters came)`;
  if (!/^\d{1,9}$/.test(user)) return say`does not begin with a user's number and a colon`;
  return say`has ${hash.length} characters behind its colon, where IXC's have 64 hexadecimal digits`;
}

/** Whether host and key look as if each stood in the other's place. */
export function looksSwapped(host: string, key: string): boolean {
  const keyLike = (text: string) => /^\d+:[0-9a-f]{32,}$/i.test(text) || isBase64OfPair(text) || /^basic\s/i.test(text);
  const hostLike = (text: string) =>
    /^https?:\/\//i.test(text) || /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(\/.*)?$/i.test(text);
  return keyLike(unquote(host)) && hostLike(unquote(key));
}
