import { phrase, translated } from '../text/language.ts';
import { clockTime, dayOf } from '../text/local-time.ts';
import { asLines, cleared, joined, line, type Shown, shownJson, wrapped } from '../text/shown.ts';

export type Level = 'info' | 'warning' | 'error';

/** As people read them; in JSON they are codes. */
const LEVEL_WORDS = { warning: phrase`warning`, error: phrase`error` } as const satisfies Partial<
  Record<Level, string>
>;

/** Where finished text goes: a file, standard output, a test's list. */
export type Write = (text: Shown) => void;

export interface LogOptions {
  readonly format: 'text' | 'json';
  /** Replaced wherever they appear, whoever wrote the line. */
  readonly secrets: readonly string[];
  readonly write: Write;
  /** How wide the terminal is that a person reads it on, where it is one: there the clock is enough, and words stay whole. */
  readonly columns?: number | undefined;
}

/** Columns of the clock and the blank behind it, under which a line of a terminal goes on. */
const CLOCK = 9;

/** The run's log: one line an event, `YYYY-MM-DD HH:MM:SS.ffffff text` in local time, as the old script wrote it. */
export class Log {
  readonly #options: LogOptions;
  /** Warnings and errors so far, for the report. */
  readonly problems: { readonly level: Level; readonly text: Shown }[] = [];

  constructor(options: LogOptions) {
    this.#options = options;
  }

  /** How wide the terminal is that it is read on; undefined where it is none. */
  get columns(): number | undefined {
    return this.#options.columns;
  }

  info(text: Shown): void {
    this.#line('info', text);
  }

  warn(text: Shown): void {
    this.#line('warning', text);
  }

  error(text: Shown): void {
    this.#line('error', text);
  }

  /** Lines that belong together, such as a table; in JSON one line each all the same. */
  block(lines: readonly Shown[]): void {
    if (lines.length === 0) return;
    const { format, write, secrets, columns } = this.#options;
    if (format === 'json') for (const one of lines) this.#line('info', one);
    else write(asLines(lines.map((one) => onScreen(cleared(one, secrets), columns, indentOf(one) + 2))));
  }

  #line(level: Level, text: Shown): void {
    const clean = cleared(text, this.#options.secrets);
    if (level !== 'info') this.problems.push({ level, text: clean });
    const { columns } = this.#options;
    const time = columns === undefined ? timestamp() : clock();
    const written =
      this.#options.format === 'json'
        ? shownJson({ time, level, text: clean })
        : joined(level === 'info' ? [time, clean] : [time, line`${translated(LEVEL_WORDS[level])}:`, clean], ' ');
    this.#options.write(asLines([onScreen(written, columns, CLOCK)]));
  }
}

/** As it is, or broken between words for a terminal of so many columns. */
export function onScreen(text: Shown, columns: number | undefined, indent: number): Shown {
  return columns === undefined ? text : wrapped(text, columns, indent);
}

function indentOf(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a colour may stand before it
  const plain = text.replace(/^\u001b\[\d+m/, '');
  return plain.length - plain.trimStart().length;
}

/** Local time, as the clock on the wall has it. */
function clock(): Shown {
  return line`${clockTime(new Date())}`;
}

/** Local time with microseconds. */
export function timestamp(): Shown {
  const now = performance.timeOrigin + performance.now();
  const date = new Date(now);
  const micros = String(Math.floor((now % 1000) * 1000)).padStart(6, '0');
  return line`${dayOf(date)} ${clockTime(date)}.${micros}`;
}
