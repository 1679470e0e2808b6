/**
 * A word of a shell's text, as bash takes it apart (Bash Reference Manual, 3.1.2 Quoting). Nothing is ever run: what bash
 * would have to run or to look up is a piece of its own.
 */
export interface Word {
  readonly pieces: readonly Piece[];
  /** Of the first character behind it. */
  readonly end: number;
}

export type Piece =
  | { readonly kind: 'bare' | 'quoted' | 'escaped'; readonly text: string }
  /** `$NAME`, `${NAME}` */
  | { readonly kind: 'variable'; readonly name: string }
  /** A command, a sum, a home folder, anything else that is more than its letters. */
  | { readonly kind: 'computed' }
  /** A quote, or a bracket, that nothing closes. */
  | { readonly kind: 'unclosed' };

/** What ends a word where no quote holds it: blanks, line ends and the characters of bash's own grammar. */
const ENDS_WORD = /[ \t\n;&|<>()]/;

/** @param start of the word's first character */
export function scanWord(text: string, start: number): Word {
  const pieces: Piece[] = [];
  let at = start;
  while (at < text.length) {
    const [found, end] = pieceAt(text, at, at === start);
    if (end === at) break;
    pieces.push(...found);
    at = end;
  }
  return { pieces, end: at };
}

type Scanned = readonly [pieces: readonly Piece[], end: number];

const COMPUTED: Piece = { kind: 'computed' };
const UNCLOSED: Piece = { kind: 'unclosed' };

function pieceAt(text: string, at: number, isFirst: boolean): Scanned {
  const char = text.charAt(at);
  switch (char) {
    case "'":
      return singleQuoted(text, at);
    case '"':
      return doubleQuoted(text, at);
    case '\\':
      return escaped(text, at);
    case '$':
      return dollar(text, at, false);
    case '`':
      return backticks(text, at);
    case '~':
      // Behind `=`, and behind each `:`, it stands for a home folder.
      return isFirst ? [[COMPUTED], at + 1] : bare(text, at);
    default:
      return ENDS_WORD.test(char) ? [[], at] : bare(text, at);
  }
}

const BARE = /[^ \t\n;&|<>()'"\\$`]+/y;

function bare(text: string, at: number): Scanned {
  BARE.lastIndex = at;
  const [run = ''] = BARE.exec(text) ?? [];
  return [[run.includes(':~') ? COMPUTED : { kind: 'bare', text: run }], at + run.length];
}

function singleQuoted(text: string, at: number): Scanned {
  const end = text.indexOf("'", at + 1);
  return end < 0 ? [[UNCLOSED], text.length] : [[{ kind: 'quoted', text: text.slice(at + 1, end) }], end + 1];
}

function escaped(text: string, at: number): Scanned {
  const char = text.charAt(at + 1);
  if (char === '') return [[UNCLOSED], text.length];
  // The line goes on in the next one.
  return [char === '\n' ? [] : [{ kind: 'escaped', text: char }], at + 2];
}

/** What a backslash takes the meaning of, between double quotes. */
const ESCAPABLE = '"\\$`';
const PLAIN_IN_QUOTES = /[^"\\$`]+/y;

function doubleQuoted(text: string, start: number): Scanned {
  const pieces: Piece[] = [];
  let plain = '';
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '"') {
    const char = text.charAt(at);
    const next = text.charAt(at + 1);
    if (char === '\\') {
      plain += next === '\n' ? '' : ESCAPABLE.includes(next) ? next : `\\${next}`;
      at += 2;
    } else if (char === '$' || char === '`') {
      const [found, end] = char === '$' ? dollar(text, at, true) : backticks(text, at);
      pieces.push({ kind: 'quoted', text: plain }, ...found);
      plain = '';
      at = end;
    } else {
      PLAIN_IN_QUOTES.lastIndex = at;
      const [run = ''] = PLAIN_IN_QUOTES.exec(text) ?? [];
      plain += run;
      at += run.length;
    }
  }
  if (at >= text.length) return [[...pieces, UNCLOSED], text.length];
  return [[...pieces, { kind: 'quoted', text: plain }], at + 1];
}

const VARIABLE = /\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)\})/y;

/** What begins with a dollar; one with nothing behind it that has a meaning is a dollar. */
function dollar(text: string, at: number, isQuoted: boolean): Scanned {
  VARIABLE.lastIndex = at;
  const [whole = '', plain, braced] = VARIABLE.exec(text) ?? [];
  if (whole !== '') return [[{ kind: 'variable', name: plain ?? braced ?? '' }], at + whole.length];
  const next = text.charAt(at + 1);
  if (next === '(' || next === '{') return bracketed(text, at + 1);
  if (!isQuoted && next === "'") return ansiQuoted(text, at + 1);
  if (!isQuoted && next === '"') return doubleQuoted(text, at + 1);
  if (/[0-9@*#?$!-]/.test(next)) return [[COMPUTED], at + 2];
  return [[{ kind: isQuoted ? 'quoted' : 'bare', text: '$' }], at + 1];
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '{': '}' };

/** `$(...)`, `$((...))` and `${...}`, to the bracket that closes them; quotes within hold brackets. */
function bracketed(text: string, start: number): Scanned {
  const open = text.charAt(start);
  const close = CLOSING[open];
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === "'" || char === '"') at = pieceAt(text, at, false)[1] - 1;
    else if (char === open) depth++;
    else if (char === close && --depth === 0) return [[COMPUTED], at + 1];
  }
  return [[UNCLOSED], text.length];
}

function backticks(text: string, start: number): Scanned {
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === '`') return [[COMPUTED], at + 1];
  }
  return [[UNCLOSED], text.length];
}

/** `$'...'`: letters behind a backslash may be any character, and are not looked at. */
function ansiQuoted(text: string, start: number): Scanned {
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === "'") {
      const inner = text.slice(start + 1, at);
      return [[inner.includes('\\') ? COMPUTED : { kind: 'quoted', text: inner }], at + 1];
    }
  }
  return [[UNCLOSED], text.length];
}
