import { replaceFile } from '../files/atomic-file.ts';
import { readIfThere } from '../files/regular-file.ts';
import { readingTrouble } from '../files/trouble.ts';
import type { Form } from '../text/form.ts';
import { parseJson } from '../text/json.ts';

const MODE = 0o600;
/** In bytes. */
const LARGEST_FILE = 10_000;

/**
 * What the operator says to all runs that share a state file, in a file beside it. One that cannot be read does not hold,
 * which is told.
 */
export interface Word<T> {
  readonly file: (stateFile: string) => string;
  readonly form: Form<T>;
  readonly unread: (path: string, trouble: string) => string;
  readonly damaged: (path: string) => string;
}

export function readWord<T>(word: Word<T>, stateFile: string, warn: (text: string) => void): T | undefined {
  const path = word.file(stateFile);
  let text: string | undefined;
  try {
    text = readIfThere(path, LARGEST_FILE);
  } catch (error) {
    warn(word.unread(path, readingTrouble(error)));
  }
  if (text === undefined) return undefined;
  const said = word.form.read(parseJson(text));
  if (said === undefined) warn(word.damaged(path));
  return said;
}

/** @throws NodeJS.ErrnoException when it cannot be written */
export function writeWord<T>({ file, form }: Word<T>, stateFile: string, said: T): void {
  replaceFile(file(stateFile), `${JSON.stringify(form.write(said))}\n`, MODE);
}
