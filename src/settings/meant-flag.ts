import { FLAGS } from './flags.ts';

/** So many letters may be wrong, missing or too many; of a short word one. */
const MOST_WRONG = 2;
const SHORT = 5;
/** A shorter word is like too many. */
const SHORTEST = 4;

const NAMES: readonly string[] = [...FLAGS.map(({ name }) => name), 'help', 'version'];

/** The flag that somebody meant who wrote one that is none; undefined where none comes near. @param tokens `--dry-rum` */
export function meantFlag(tokens: readonly string[]): string | undefined {
  for (const token of tokens) {
    const word = wordOf(token);
    const isOne = NAMES.includes(word) && token.replace(/=.*$/s, '') === `--${word}`;
    if (word.length < 2 || isOne) continue;
    const near = nearest(word);
    if (near !== undefined) return `--${near}`;
  }
  return undefined;
}

/** The flag that a word by itself is the name of, or nearly: `dry-run`, `check`. A host has a dot, or is called otherwise. */
export function flagOfWord(word: string): string | undefined {
  const plain = wordOf(word);
  if (!/^[a-z-]+$/.test(plain)) return undefined;
  if (NAMES.includes(plain)) return `--${plain}`;
  const near = plain.length >= SHORTEST ? nearest(plain) : undefined;
  return near === undefined ? undefined : `--${near}`;
}

/** Word processors and messengers make one long dash of two. */
const DASHES = /^[-\u2010-\u2015]+/u;

function wordOf(token: string): string {
  return token.replace(DASHES, '').replace(/=.*$/s, '').replaceAll('_', '-').toLowerCase();
}

function nearest(word: string): string | undefined {
  const most = word.length <= SHORT ? 1 : MOST_WRONG;
  const found = NAMES.map((name) => ({ name, wrong: distance(word, name) })).filter(({ wrong }) => wrong <= most);
  const [best] = found.sort((one, other) => one.wrong - other.wrong);
  return best?.name;
}

/** Letters to change, add, leave out or swap with their neighbour, to make one word of the other. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > MOST_WRONG) return MOST_WRONG + 1;
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= one.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= other.length; j++) {
      const isSame = one[i - 1] === other[j - 1];
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const ways = [at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (isSame ? 0 : 1)];
      rows[i]?.push(Math.min(...ways, isSwapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY));
    }
  }
  return at(one.length, other.length);
}
