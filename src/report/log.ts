import { phrase, translated } from '../text/language.ts';
import { printable, showUnseen } from '../text/printable.ts';
import { redact } from '../text/secrets.ts';

export type Level = 'info' | 'warning' | 'error';

/** As people read them; in JSON they are codes. */
const LEVEL_WORDS = { warning: phrase`warning`, error: phrase`error` } as const satisfies Partial<
  Record<Level, string>
>;

/** Where finished text goes: a file, standard output, a test's list. */
export type Write = (text: string) => void;

export interface LogOptions {
  readonly format: 'text' | 'json';
  /** Replaced wherever they appear, whoever wrote the line. */
  readonly secrets: readonly string[];
  readonly write: Write;
}

/** The run's log: one line an event, `YYYY-MM-DD HH:MM:SS.ffffff text` in local time, as the old script wrote it. */
export class Log {
  readonly #options: LogOptions;
  /** Warnings and errors so far, for the report. */
  readonly problems: { readonly level: Level; readonly text: string }[] = [];

  constructor(options: LogOptions) {
    this.#options = options;
  }

  info(text: string): void {
    this.#line('info', text);
  }

  warn(text: string): void {
    this.#line('warning', text);
  }

  error(text: string): void {
    this.#line('error', text);
  }

  /**
   * Lines that belong together, such as a table; in JSON one line each all the same. They may hold colours of ours, so
   * what comes from IXC or a BQN must be made `printable` before.
   */
  block(lines: readonly string[]): void {
    if (lines.length === 0) return;
    if (this.#options.format === 'json') for (const line of lines) this.#line('info', line);
    else this.#options.write(redact(`${lines.map(oneLine).join('\n')}\n`, this.#options.secrets));
  }

  #line(level: Level, text: string): void {
    const shown = redact(printable(text), this.#options.secrets);
    if (level !== 'info') this.problems.push({ level, text: shown });
    const time = timestamp();
    const line =
      this.#options.format === 'json'
        ? JSON.stringify({ time, level, text: shown })
        : `${time} ${level === 'info' ? '' : `${translated(LEVEL_WORDS[level])}: `}${shown}`;
    this.#options.write(`${line}\n`);
  }
}

/** Lines that we coloured ourselves, of texts that are `printable`. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours (ESC [ .. m) are the exception
  return showUnseen(text.replace(/\u001b(?!\[\d*m)|[\u0000-\u001a\u001c-\u001f\u007f]/g, ' '));
}

/** Local time with microseconds. */
export function timestamp(): string {
  const now = performance.timeOrigin + performance.now();
  const date = new Date(now);
  const two = (value: number) => String(value).padStart(2, '0');
  const micros = String(Math.floor((now % 1000) * 1000)).padStart(6, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${micros}`;
}
