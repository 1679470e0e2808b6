import { type TestContext, test } from 'vitest';
import { fromSource } from './world.ts';

/**
 * A test of what the shipped file is tried with beside it: it starts the program from its source, in the tests' own process, for
 * a third of the CPU. The long tier says `THROUGH=bundle`.
 */
export function variant(name: string, act: (context: TestContext) => Promise<void>): void {
  test.concurrent(name, (context) =>
    process.env['THROUGH'] === 'bundle' ? act(context) : fromSource(() => act(context)),
  );
}
