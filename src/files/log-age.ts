import { constants, futimesSync, lstatSync, readFileSync, rmSync } from 'node:fs';
import { DAY_MS } from '../text/time-units.ts';
import { replaceFile } from './atomic-file.ts';
import { logsOf } from './log-file.ts';
import { refuseForeignWay, troubleOfOwnFile } from './own-file.ts';
import { beginningOf, openRegularFile, whileOpen } from './regular-file.ts';
import { isSystems } from './trust.ts';

/** A log of ours cannot have more, so that it is no text to be read whole. In bytes. */
const LARGEST = 20_000_000;
const MODE = 0o600;

/** From when on lines stay. */
export interface Kept {
  /** Unix ms. */
  readonly since: number;
  /** The day of that and today's, as lines of a log begin with them: `2026-01-08`. */
  readonly firstDay: string;
  readonly today: string;
}

/**
 * Lets go of a log's lines of the days before those that are kept, in what was put aside, too; a file of nothing else goes.
 * A line without a day goes with the one before it. A line of the future is of a clock that was ahead, and goes with its
 * file. What is not ours stays as it is.
 * @param now Unix ms
 * @throws NodeJS.ErrnoException when what is left cannot be written; the file is as it was then
 */
export function endLog(path: string, kept: Kept, now: number): void {
  if (isSystems(path)) return;
  refuseForeignWay(path);
  for (const each of logsOf(path)) {
    const stat = lstatSync(each, { throwIfNoEntry: false });
    if (stat === undefined || troubleOfOwnFile(stat) !== undefined) continue;
    const text = stat.mtimeMs < kept.since ? '' : youngOf(each, kept, now);
    if (text === '') rmSync(each);
    else if (text !== undefined) replaceFile(each, text, MODE);
  }
}

/** What is left of a file; undefined where that is all of it. */
function youngOf(path: string, kept: Kept, now: number): string | undefined {
  const [file, stat] = openRegularFile(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  return whileOpen(file, () => {
    if (stat.mtimeMs > now + DAY_MS) futimesSync(file, now / 1000, now / 1000);
    if (stat.size > LARGEST || !mayHaveOld(beginningOf(file), kept)) return undefined;
    const text = readFileSync(file, 'utf8');
    const young = withoutOld(text, kept);
    return young.length === text.length ? undefined : young;
  });
}

/** Lines are in the order of their time, unless the clock was wrong: the first tells whether to look at all of them. */
function mayHaveOld(beginning: string, { firstDay, today }: Kept): boolean {
  const day = beginning
    .split('\n')
    .map(dayOfLine)
    .find((each) => each !== undefined);
  return beginning !== '' && (day === undefined || day < firstDay || day > today);
}

function withoutOld(text: string, { firstDay }: Kept): string {
  let isOld = false;
  return text
    .split(/(?<=\n)/)
    .filter((line) => {
      const day = dayOfLine(line);
      if (day !== undefined) isOld = day < firstDay;
      return !isOld;
    })
    .join('');
}

/** Of a line of text, or of JSON. */
function dayOfLine(line: string): string | undefined {
  return /^(?:\{"time":")?(\d{4}-\d\d-\d\d) /.exec(line)?.[1];
}
