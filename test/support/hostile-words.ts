/** What a server, a customer or a file may say to whoever reads it on a terminal, in a browser or in an editor. */

/** Controls of both sets, turned writing, and what is drawn as nothing. Between them letters, so that they stay in place. */
export const UNSEEN_KINDS: Readonly<Record<string, string>> = {
  'a reset of the terminal': '\u001bc',
  'a colour': '\u001b[31m',
  'a title': '\u001b]0;t\u0007',
  'a cursor that moves': '\u001b[2A\u001b[2K',
  'a carriage return': '\r',
  'a backspace': '\b',
  'a control of C1': '\u009b2J',
  'writing turned round': '\u202e',
  'an isolate': '\u2067',
  'a line separator': '\u2028',
  'a space without width': '\u200b',
  'a byte order mark': '\ufeff',
  'a soft hyphen': '\u00ad',
  'a variation selector': '\ufe0f',
  'a variation selector beyond': '\u{e0100}',
  'a tag character': '\u{e0041}',
  'a Hangul filler': '\u3164',
  'a half-width Hangul filler': '\uffa0',
  'a Hangul initial filler': '\u115f',
  'a braille blank': '\u2800',
  'a joiner of graphemes': '\u034f',
  'a vowel that is not drawn': '\u17b4',
  'a Mongolian separator': '\u180b',
  'a blank that does not break': '\u00a0',
  'an ideographic blank': '\u3000',
  'a hair space': '\u200a',
  'a character of private use': '\ue000',
  'half of a pair': '\ud800',
  'a noncharacter': '\uffff',
  'a null notehead': '\u{1d159}',
};

/** A customer, in every text of others that is tried: where this stands somebody was quoted. */
export const MARK = 'Joaquina';

/** All of it in one word. */
export const HOSTILE = `a${Object.values(UNSEEN_KINDS).join('b')}z`;

/** As much of it as a name may have that the program takes for one: no controls, no halves. */
export const HOSTILE_NAME = `a${Object.values(UNSEEN_KINDS)
  .filter((kind) => !/[\p{Cc}\p{Cs}]/u.test(kind))
  .join('b')}z`;

/** What must not reach a person raw. Line breaks are the program's own; what is in them is counted elsewhere. */
const RAW = new RegExp(
  `[${[
    '\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f',
    '\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff',
    '\\ud800-\\udfff\\ue000-\\uf8ff\\u{1d159}\\u{e0000}-\\u{e0fff}',
  ].join('')}]`,
  'u',
);

/**
 * The first thing that stands raw in a text, with what is around it; undefined for nothing.
 * @param mayBegin what a file may begin with, such as the mark of a CSV
 */
export function rawIn(text: string, mayBegin = ''): string | undefined {
  const rest = text.startsWith(mayBegin) ? text.slice(mayBegin.length) : text;
  // Whatever is a carriage return before a line feed is a line's end.
  const at = rest.replace(/\r\n/g, ' \n').search(RAW);
  return at < 0 ? undefined : JSON.stringify(rest.slice(Math.max(0, at - 60), at + 20));
}
