import { type Form, number, object, orElse, recordOf, text, via } from '../text/form.ts';
import { say } from '../text/language.ts';
import { DAY_S } from '../text/time-units.ts';
import type { Expected } from './harm-books.ts';
import { readWord, type Word, writeWord } from './word.ts';

/** No announcement holds longer. In s. */
const LONGEST_S = DAY_S;

const COUNTS: Form<Expected['counts']> = via(
  recordOf(number),
  (counts) => new Map(Object.entries(counts)),
  (counts) => Object.fromEntries(counts),
);

export const EXPECTED: Word<Expected> = {
  file: (stateFile) => `${stateFile}.expected`,
  form: object({ until: number, reason: orElse(text, ''), by: orElse(text, ''), made: number, counts: COUNTS }),
  unread: (path, trouble) => say`what is announced in ${path} cannot be read (${trouble}), so it does not hold`,
  damaged: (path) => say`what is announced in ${path} is damaged, so it does not hold: announce it again`,
};

/** What is announced now. One that cannot be read is none: the limits are those of every day. @param now Unix s */
export function expectedNow(stateFile: string, now: number, warn: (text: string) => void): Expected | undefined {
  const expected = readWord(EXPECTED, stateFile, warn);
  if (expected === undefined) return undefined;
  const { made, until } = expected;
  return made <= now && until > now && until - made <= LONGEST_S ? expected : undefined;
}

/** @throws NodeJS.ErrnoException when it cannot be written */
export function announce(stateFile: string, expected: Expected): void {
  writeWord(EXPECTED, stateFile, expected);
}
