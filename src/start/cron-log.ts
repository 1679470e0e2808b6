import { LogFile } from '../files/log-file.ts';
import { fileTrouble } from '../files/trouble.ts';
import { timestamp } from '../report/log.ts';
import type { Terminal } from '../report/progress.ts';
import { say } from '../text/language.ts';
import { asLines, laidOut, line, type Shown } from '../text/shown.ts';

/** What is said outside the log is a few lines; in a bad case the log must not be flooded. In lines, and characters. */
const MOST_LINES = 200;
const LONGEST_LINE = 2000;

/**
 * What a start by cron says outside its log, such as what is wrong with the settings: lines of the log as well, each with
 * its time. Where there is no log, standard error has them.
 */
export class CronLog implements Terminal {
  readonly #file: LogFile | undefined;
  readonly #stderr: Terminal;
  #lines = 0;

  /** @param path of the log; empty for none */
  constructor(path: string, stderr: Terminal) {
    this.#stderr = stderr;
    const file = path === '' ? undefined : new LogFile(path);
    const trouble = file === undefined ? say`it has no name` : troubleOf(file);
    this.#file = trouble === undefined ? file : undefined;
    if (trouble === undefined) return;
    const is = say`it is a link, or the file of another user, or cannot be written`;
    this.write(say`warning: ${path === '' ? 'LOG_FILE' : path} is not used: ${is} (${trouble})`);
  }

  /** Whether the log goes to its file. */
  get isUsable(): boolean {
    return this.#file !== undefined;
  }

  write(text: string): void {
    for (const one of text.split('\n')) if (one.trim() !== '') this.#line(one);
  }

  #line(text: string): void {
    this.#lines++;
    const shown = laidOut(text.slice(0, LONGEST_LINE));
    if (this.#file === undefined) this.#stderr.write(asLines([line`sync-ixc-bqn.sh: ${shown}`]));
    else if (this.#lines <= MOST_LINES) this.#append(this.#file, shown);
    else if (this.#lines === MOST_LINES + 1)
      this.#append(this.#file, say`warning: the program said more outside its log, which is left out`);
  }

  #append(file: LogFile, shown: Shown): void {
    try {
      file.append(asLines([line`${timestamp()} ${shown}`]));
    } catch {
      this.#stderr.write(asLines([line`sync-ixc-bqn.sh: ${shown}`]));
    }
  }
}

function troubleOf(file: LogFile): string | undefined {
  try {
    file.test();
    return undefined;
  } catch (error) {
    return fileTrouble(error);
  }
}
