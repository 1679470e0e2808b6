import { say } from '../text/language.ts';
import { type Piece, scanWord } from './shell-word.ts';

/** One line `NAME='value'` of the wrapper or of an env file. */
export interface Setting {
  readonly name: string;
  readonly value: string;
}

/** A line that is no setting, or whose value is not to be had without running something. */
export interface LineTrouble {
  /** Counted from 1. */
  readonly line: number;
  /** Undefined where the line names none. */
  readonly name: string | undefined;
  readonly why: 'quote' | 'computed' | 'no setting';
}

export interface SettingsLines {
  /** In their order; of one name that is given twice, the last counts. */
  readonly settings: readonly Setting[];
  /** Of the first line that cannot be read. */
  readonly trouble: LineTrouble | undefined;
}

/**
 * Reads lines of settings: `NAME=value`, with or without `export`, a comment behind it or not. A value is one quoted
 * string or one bare word. All that can be read is read, so that a start that is refused still knows its log and language.
 * @param firstLine of the text, where it is a part of a file
 */
export function readSettingsLines(text: string, firstLine = 1): SettingsLines {
  const settings: Setting[] = [];
  let trouble: LineTrouble | undefined;
  for (const [at, line] of textLines(text).entries()) {
    const read = readLine(line);
    if (read === undefined) continue;
    if ('value' in read) settings.push(read);
    else trouble ??= { line: firstLine + at, ...read };
  }
  return { settings, trouble };
}

/** Lines without what an editor of Windows leaves: a mark at the beginning, and carriage returns at their ends. */
function textLines(text: string): string[] {
  return text.replace(/^\uFEFF/, '').split(/\r?\n/);
}

/** The settings by name. */
export function settingsOf(lines: SettingsLines): Record<string, string> {
  return Object.fromEntries(lines.settings.map(({ name, value }) => [name, value]));
}

const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)=/;
/** Blanks around the sign, or a name that is added to. */
const ALMOST = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*\+?=/;
/** Behind a value: nothing, a semicolon that ends it, a comment. */
const NOTHING_MORE = /^[ \t]*;?[ \t]*(?:(?<=[ \t;])#[\s\S]*)?$/;

function readLine(line: string): Setting | Omit<LineTrouble, 'line'> | undefined {
  if (/^\s*(#|$)/.test(line)) return undefined;
  const [begin, name] = ASSIGNMENT.exec(line) ?? [];
  if (begin === undefined || name === undefined) return { name: ALMOST.exec(line)?.[1], why: 'no setting' };
  const { pieces, end } = scanWord(line, begin.length);
  if (pieces.some(({ kind }) => kind === 'computed' || kind === 'variable')) return { name, why: 'computed' };
  const value = plainValue(pieces);
  if (value === undefined || !NOTHING_MORE.test(line.slice(end)) || CONTROL.test(value)) return { name, why: 'quote' };
  return { name, value };
}

/** In a value nothing but a tabulator moves the cursor: a carriage return would be half a line end. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/** One quoted string, of which `'\''` is a part, or one bare word; `'it's` is neither. */
function plainValue(pieces: readonly Piece[]): string | undefined {
  let value = '';
  let [quoted, bare] = [false, false];
  for (const piece of pieces) {
    if (piece.kind !== 'bare' && piece.kind !== 'quoted' && piece.kind !== 'escaped') return undefined;
    if (piece.kind === 'quoted') quoted = true;
    if (piece.kind === 'bare') bare = true;
    value += piece.text;
  }
  return quoted && bare ? undefined : value;
}

/** What is wrong with a line and how to mend it. @param file as people know it */
export function lineTroubleText(file: string, { line, name, why }: LineTrouble, isWrapper: boolean): string {
  const place = name === undefined ? say`${file}, line ${line}` : say`${file}, line ${line}, ${name}`;
  const elsewhere = isWrapper ? say`, or into a file that IXC_BQN_ENV_FILE names` : '';
  switch (why) {
    case 'quote':
      return say`${place}: a quote is missing or ends the value too early, or a command stands behind it, which nothing runs; put the value between single quotes, and write a single quote in it as '\\''`;
    case 'computed':
      return say`${place}: nothing fills in $NAME, $(...), \`...\` or ~ here; put the value itself between single quotes${elsewhere}`;
    default:
      return say`${place}: this is no setting, which is NAME='value', and nothing runs a command that stands here`;
  }
}
