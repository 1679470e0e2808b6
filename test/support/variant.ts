import { type TestContext, test } from 'vitest';
import { fromSource, isThroughBundle } from './from-source.ts';

/**
 * A test of what the shipped file is tried with beside it: it starts the program from its source, in the tests' own process, for
 * a third of the CPU. The long tier says `THROUGH=bundle`.
 */
export function variant(name: string, act: (context: TestContext) => Promise<void>): void {
  test.concurrent(name, (context) => (isThroughBundle() ? act(context) : fromSource(() => act(context))));
}
