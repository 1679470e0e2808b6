import { LogFile } from '../files/log-file.ts';
import { fileTrouble } from '../files/trouble.ts';
import { timestamp } from '../report/log.ts';
import type { Terminal } from '../report/progress.ts';
import { say } from '../text/language.ts';
import { asLines, firstOf, joined, line, type Shown, shown } from '../text/shown.ts';

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

  /** @param path of the log */
  constructor(path: string, stderr: Terminal) {
    this.#stderr = stderr;
    const file = new LogFile(path);
    const trouble = troubleOf(file);
    this.#file = trouble === undefined ? file : undefined;
    if (trouble === undefined) return;
    const is = say`it is a link, or the file of another user, or cannot be written`;
    this.write(say`warning: ${path} is not used: ${is} (${trouble})`);
  }

  /** Whether the log goes to its file. */
  get isUsable(): boolean {
    return this.#file !== undefined;
  }

  write(text: Shown): void {
    for (const one of text.split('\n')) if (one.trim() !== '') this.#line(firstOf(shown(one), LONGEST_LINE));
  }

  #line(text: Shown): void {
    this.#lines++;
    if (this.#file === undefined) this.#complain(text);
    else if (this.#lines <= MOST_LINES) this.#append(this.#file, text);
    else if (this.#lines === MOST_LINES + 1)
      this.#append(this.#file, say`warning: the program said more outside its log, which is left out`);
  }

  #append(file: LogFile, text: Shown): void {
    try {
      file.append(asLines([joined([timestamp(), text], ' ')]));
    } catch {
      this.#complain(text);
    }
  }

  #complain(text: Shown): void {
    this.#stderr.write(asLines([line`sync-ixc-bqn.sh: ${text}`]));
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
