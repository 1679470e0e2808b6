import { say } from '../text/language.ts';
import { firstOf, line, overwriting, type Shown } from '../text/shown.ts';

/** What a progress line is written to. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: Shown): unknown;
}

const INTERVAL_MS = 100;

/** One line on a terminal that is written over as the work goes on; silent in a pipe or under cron. */
export class Progress {
  readonly #terminal: Terminal | undefined;
  #lastShown = 0;
  #visible = false;
  #started = 0;
  readonly #lists = new Map<string, Shown>();

  constructor(terminal: Terminal, wanted: boolean) {
    this.#terminal = wanted && terminal.isTTY === true ? terminal : undefined;
  }

  page({ list, pages, rows, total }: { list: string; pages: number; rows: number; total: number }): void {
    this.#lists.set(list, line`${list} ${rows}/${total} (${pages})`);
    this.#show(say`reading ${[...this.#lists.values()]}`);
  }

  /** Writes done of those planned, with the rate and the time that is left. */
  written(done: number, planned: number): void {
    const now = performance.now();
    if (done <= 1) this.#started = now;
    const seconds = (now - this.#started) / 1000;
    const rate = seconds > 0 ? done / seconds : 0;
    const left = rate > 0 ? say`, ${Math.round(rate)}/s, ${Math.ceil((planned - done) / rate)} s left` : '';
    this.#show(say`writing ${done}/${planned}${left}`);
  }

  /** Takes the line away, so that something lasting can be written. */
  clear(): void {
    if (!this.#visible) return;
    this.#terminal?.write(overwriting(line``));
    this.#visible = false;
  }

  #show(text: Shown): void {
    const now = performance.now();
    if (this.#terminal === undefined || now - this.#lastShown < INTERVAL_MS) return;
    this.#lastShown = now;
    this.#visible = true;
    this.#terminal.write(overwriting(firstOf(text, (this.#terminal.columns || 80) - 1)));
  }
}
