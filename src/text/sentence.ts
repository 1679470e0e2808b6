import { say } from './language.ts';

/** Of a text of a server, as much as can say what it is. In characters. */
export const LONGEST_SAID = 4000;
/** Of which so much is shown. */
const LONGEST_SHOWN = 160;

/** A page for people as `sentence`: without its tags. */
export function sentenceOfPage(html: string): string {
  return sentence(html.slice(0, LONGEST_SAID).replace(/<[^<>]*>/g, ' '));
}

/**
 * A server's text as part of one of our lines: no line breaks, not long. Cut before it is looked at, since of a text full
 * of `<` an expression could look at each of them to the end.
 */
export function sentence(text: string): string {
  const plain = text
    .slice(0, LONGEST_SAID)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  // What holds rows, or an echo of a request, is no sentence: rows hold passwords, and requests the key.
  if (/[{}]|senha|authorization|[A-Za-z0-9+/=]{40}/i.test(plain))
    return say`text that is not shown, as it may hold secrets`;
  if (plain.length <= LONGEST_SHOWN) return plain;
  // At a blank: of a secret that is cut in two, the log would not know the half.
  const cut = plain.lastIndexOf(' ', LONGEST_SHOWN);
  return `${plain.slice(0, Math.max(cut, 0))}...`;
}
