import { replaceFile } from '../files/atomic-file.ts';
import { readIfThere } from '../files/regular-file.ts';
import { readingTrouble } from '../files/trouble.ts';
import { isObject, parseJson } from '../text/json.ts';
import { say } from '../text/language.ts';
import { DAY_S } from '../text/time-units.ts';
import type { Expected } from './harm-books.ts';

const MODE = 0o600;
/** In bytes. */
const LARGEST_FILE = 10_000;
/** No announcement holds longer. In s. */
const LONGEST_S = DAY_S;

/** It lies beside the state file, so that it holds for all runs that share one. */
function expectedFile(stateFile: string): string {
  return `${stateFile}.expected`;
}

/** What is announced now. One that cannot be read is none: the limits are those of every day. @param now Unix s */
export function expectedNow(stateFile: string, now: number, warn: (text: string) => void): Expected | undefined {
  const path = expectedFile(stateFile);
  let text: string | undefined;
  try {
    text = readIfThere(path, LARGEST_FILE);
  } catch (error) {
    warn(say`what is announced in ${path} cannot be read (${readingTrouble(error)}), so it does not hold`);
  }
  if (text === undefined) return undefined;
  const expected = parsed(text);
  if (expected === undefined) {
    warn(say`what is announced in ${path} is damaged, so it does not hold: announce it again`);
    return undefined;
  }
  const isNow = expected.made <= now && expected.until > now && expected.until - expected.made <= LONGEST_S;
  return isNow ? expected : undefined;
}

function parsed(text: string): Expected | undefined {
  const value = parseJson(text);
  if (!isObject(value)) return undefined;
  const { made, until, counts, by, reason } = value;
  if (typeof made !== 'number' || typeof until !== 'number' || !isObject(counts)) return undefined;
  const numbers = Object.entries(counts).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  const said = (value: unknown) => (typeof value === 'string' ? value : '');
  return { made, until, counts: new Map(numbers), by: said(by), reason: said(reason) };
}

/** @throws NodeJS.ErrnoException when it cannot be written */
export function announce(stateFile: string, { counts, ...expected }: Expected): void {
  const text = JSON.stringify({ ...expected, counts: Object.fromEntries(counts) });
  replaceFile(expectedFile(stateFile), `${text}\n`, MODE);
}
