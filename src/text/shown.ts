import { printable } from './printable.ts';
import { redact, withoutSecrets } from './secrets.ts';

declare const gate: unique symbol;

/**
 * A text that may reach a person: a terminal, a log, a page, a notice, a file to be read. Only this room makes one, so that
 * the compiler finds whoever would show a server's words, a certificate's name, a file's line or a setting as it came:
 * what is in it can command no terminal, begin no line, hide nothing, and says no more than 200 characters of anybody's.
 */
export type Shown = string & { readonly [gate]: true };

/** Of a text that is not ours so much is shown, its ending included. In characters. */
export const LONGEST_SHOWN = 200;

/**
 * Sentences of ours that a text of others may not be like, long ones and those of several lines, in the order that they
 * were made: they come back as part of other sentences, and as messages of errors, and a string cannot say itself that it
 * has been through the gate.
 */
const known = new Set<string>();
const MOST_KNOWN = 2000;
/** A whole log, say, is nobody's part. In characters. */
const LONGEST_KNOWN = 20_000;

/** The gate. A sentence of ours passes as it is; of all else so much as may be shown, without anything unseen. */
export function shown(text: string): Shown {
  if (known.has(text)) return passed(text);
  return passed(cut(printable(withoutSecrets(text).slice(0, LONGEST_SHOWN + 1)), text.length));
}

/** As much of a text as may be shown, in data: a sentence of ours whole. What is unseen is escaped by whoever writes the data. */
export function cutToShow(text: string): string {
  return known.has(text) ? text : cut(text, text.length);
}

/** Escapes lengthen a text, and are not cut in two: half of one would look like a word. */
function cut(text: string, length: number): string {
  if (text.length <= LONGEST_SHOWN) return text;
  const ending = `... (${length} characters)`;
  return text.slice(0, LONGEST_SHOWN - ending.length).replace(/\\u?[0-9a-f]{0,3}$|[\ud800-\udbff]$/, '') + ending;
}

function passed(text: string): Shown {
  return text as Shown;
}

/** A sentence of ours, of which every part has passed. */
function sentenceOf(text: string): Shown {
  if ((text.length > LONGEST_SHOWN || text.includes('\n')) && text.length <= LONGEST_KNOWN) {
    known.delete(text);
    known.add(text);
    if (known.size > MOST_KNOWN) for (const oldest of [...known].slice(0, MOST_KNOWN / 2)) known.delete(oldest);
  }
  return passed(text);
}

/** A value in one of our sentences, through the gate; several with commas between. */
function throughGate(value: unknown): string {
  if (typeof value === 'string') return shown(value);
  return Array.isArray(value) ? value.map(throughGate).join(', ') : shown(String(value));
}

/** A text of ours with values in it, each through the gate. */
export function filled(parts: readonly string[], values: readonly unknown[]): Shown {
  return sentenceOf(
    parts.reduce((text, part, at) => {
      const before = at === 1 ? inNumber(text, values) : text;
      return `${before}${throughGate(values[at - 1])}${inNumber(part, values)}`;
    }),
  );
}

/**
 * In a text of ours `{1|row|rows}` is the first word where the first value is 1, and the second otherwise. What values say is
 * never looked at for it.
 */
function inNumber(text: string, values: readonly unknown[]): string {
  if (!text.includes('|')) return text;
  return text.replace(/\{(\d+)\|([^|{}]*)\|([^|{}]*)\}/g, (_all, place: string, one: string, many: string) =>
    Number(values[Number(place) - 1]) === 1 ? one : many,
  );
}

/** As `filled`, by a text of the catalogue with {1}, {2} for the values. */
export function filledIn(text: string, values: readonly unknown[]): Shown {
  return sentenceOf(
    inNumber(text, values).replace(/\{(\d+)\}/g, (_all, place: string) => throughGate(values[Number(place) - 1])),
  );
}

/** Signs and values without words, which need no translation: `${ip} ${login}`. */
export function line(parts: readonly string[], ...values: readonly unknown[]): Shown {
  return filled(parts, values);
}

/** What has passed, one after the other. */
export function joined(parts: readonly Shown[], between: string): Shown {
  return sentenceOf(parts.join(between));
}

/**
 * Broken between words, at blanks alone, so that nothing new comes in. Colours take no room.
 * @param columns of the terminal @param indent in front of what goes on
 */
export function wrapped(text: Shown, columns: number, indent: number): Shown {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(/(?<=\S) (?=\S)/)) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (current.trim() !== '' && roomOf(longer) > columns) {
      lines.push(current);
      current = ' '.repeat(indent) + word;
    } else {
      current = longer;
    }
  }
  return passed([...lines, current].join('\n'));
}

function roomOf(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is looked for
  return columnsOf(text.replace(/\u001b\[\d+m/g, ''));
}

/** What has passed as lines of their own, each ended. */
export function asLines(lines: readonly Shown[]): Shown {
  return passed(lines.map((one) => `${one}\n`).join(''));
}

/** Layout of what has passed: indented, padded, wrapped. Nothing unseen comes in by it. */
export function laidOut(text: string): Shown {
  return sentenceOf(text.split('\n').map(printable).join('\n'));
}

/** @param width in characters, as a terminal counts them: accents that stand as characters of their own take no room */
export function padded(text: Shown, width: number): Shown {
  return sentenceOf(text + ' '.repeat(Math.max(0, width - columnsOf(text))));
}

export function columnsOf(text: string): number {
  return [...text.normalize('NFC')].length;
}

/** In a colour: the one thing that may command a terminal. @param paint puts `ESC [ n m` around a text, and no more */
export function coloured(text: Shown, paint: (text: string) => string): Shown {
  const painted = paint(text);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is looked for
  return painted.replace(/\u001b\[\d+m/g, '') === text ? passed(painted) : text;
}

/** The first so many characters. */
export function firstOf(text: Shown, most: number): Shown {
  return passed(text.slice(0, most).replace(/[\ud800-\udbff]$/, ''));
}

/** In the place of what the terminal's line held. */
export function overwriting(text: Shown): Shown {
  return passed(`\r\u001b[K${text}`);
}

/** Several lines that are not ours, such as a stack: each through the gate. */
export function shownLines(text: string, most: number): Shown {
  return joined(text.split(/\r?\n/).slice(0, most).map(shown), '\n');
}

/** Without secrets: nothing comes in by that. */
export function cleared(text: Shown, secrets: readonly string[]): Shown {
  return sentenceOf(redact(text, secrets));
}

/** JSON of data: a line break within a text is an escape there, and so is what is not seen. @param clean as of JSON.stringify, for one that is indented */
export function shownJson(value: unknown, clean?: (field: string, value: unknown) => unknown): Shown {
  const json = clean === undefined ? JSON.stringify(value) : JSON.stringify(value, clean, 2);
  return passed(json.split('\n').map(printable).join('\n'));
}
