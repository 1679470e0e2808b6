import { AsyncLocalStorage } from 'node:async_hooks';
import { beforeEach } from 'vitest';

const inProcess = new AsyncLocalStorage<boolean>();
/** Of the test that runs, in a file whose tests run one after the other. */
let isVariant = false;

/**
 * What `act` runs is the program's source in the tests' own process, wherever a run needs no process of its own: for
 * variants of what is tried with the shipped bundle beside them.
 */
export function fromSource<T>(act: () => T): T {
  return inProcess.run(true, act);
}

/** What `act` runs is the shipped file, in a variant as well: for what its source has no part in. */
export function shipped<T>(act: () => T): T {
  return inProcess.run(false, act);
}

/** For one of several that are tried in one way: through the shipped file if `isFirst`, or in the long tier; else from the source. */
export function bundleIf<T>(isFirst: boolean, act: () => T): T {
  return isFirst || isThroughBundle() ? act() : fromSource(act);
}

/** Whether the long tier asks for the shipped file everywhere: `THROUGH=bundle`. */
export function isThroughBundle(): boolean {
  return process.env['THROUGH'] === 'bundle';
}

/** What comes before the run that a test is about, and after it: from the source, but in the long tier. */
export function aroundIt<T>(act: () => T): T {
  return bundleIf(false, act);
}

/** All cases in the long tier, and the first few of them in the one that somebody waits for. */
export function sampled<T>(cases: readonly T[], few: number): readonly T[] {
  return isThroughBundle() ? cases : cases.slice(0, few);
}

/**
 * How many random cases of a property: all in the long tier, and for a SEED, which is that of a failure; else the first third of
 * them.
 */
export function casesOf(count: number): number {
  return isThroughBundle() || process.env['SEED'] !== undefined ? count : Math.ceil(count / 3);
}

/** Whether a run of now is the program's source. */
export function isFromSource(): boolean {
  return inProcess.getStore() ?? isVariant;
}

/**
 * For a file whose tests run one after the other: the first starts the shipped file, and the others, its variants, the source,
 * for a third of the CPU. The long tier starts the shipped file in all of them.
 */
export function othersFromSource(): void {
  let isFirst = true;
  beforeEach(() => {
    isVariant = !isFirst && !isThroughBundle();
    isFirst = false;
    return () => {
      isVariant = false;
    };
  });
}
