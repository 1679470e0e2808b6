import { createHash, randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** What somebody asked of a tier: `npm test -- --slowest`, `npm test -- --seed 7`, `npm test -- wrapper`. */
export interface Asked {
  /** Of the stories. Unless it is given it is the bundle's own. */
  readonly seed: number;
  /** Whether it was given: then only the stories are played. */
  readonly isReplay: boolean;
  /** Which story of the seed, as a failure names it; undefined for all. */
  readonly path: string | undefined;
  /** Whether the longest tests are named at the end. */
  readonly slowest: boolean;
  /** Whether nothing is left to another bundle's turn. */
  readonly whole: boolean;
  /** For the runner of tests: parts of paths, `-t name`. */
  readonly rest: readonly string[];
}

const MOST_SEED = 2 ** 31 - 2;
const BUNDLE = new URL('../../dist/sync-ixc-bqn.js', import.meta.url);

/**
 * Other stories for each change of the program, and the same ones for the same program: what passes here passes in CI, and what
 * fails fails for its own sake.
 */
function bundleSeed(): number {
  return (createHash('sha256').update(readFileSync(BUNDLE)).digest().readUInt32BE() % MOST_SEED) + 1;
}

/** @throws {Error} for a seed that is none */
export function readAsked(args: readonly string[]): Asked {
  const rest: string[] = [];
  let slowest = false;
  let whole = false;
  const given: { seed?: string | undefined; path?: string | undefined } = {};
  for (let at = 0; at < args.length; at++) {
    const [name = '', value] = (args[at] ?? '').split('=');
    if (name === '--slowest') slowest = true;
    else if (name === '--whole') whole = true;
    else if (name === '--seed') given.seed = value ?? args[++at] ?? '';
    else if (name === '--path') given.path = value ?? args[++at] ?? '';
    else rest.push(args[at] ?? '');
  }
  const { seed, path } = given;
  if (seed !== undefined && !/^(-?\d+|random)$/.test(seed))
    throw new Error(`--seed ${seed}: a whole number, please, or random`);
  if (path !== undefined && seed === undefined) throw new Error('--path needs the --seed that it is of');
  return { seed: numberOf(seed), isReplay: seed !== undefined, path, slowest, whole, rest };
}

function numberOf(seed: string | undefined): number {
  if (seed === undefined) return bundleSeed();
  return seed === 'random' ? randomInt(1, MOST_SEED) : Number(seed);
}

/** For the process that plays the stories. */
export function storiesEnv({ seed, path }: Asked, count: number): Readonly<Record<string, string>> {
  return { STORIES: String(count), STORIES_SEED: String(seed), ...(path !== undefined && { STORIES_PATH: path }) };
}
