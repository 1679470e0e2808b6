import { defineConfig } from 'vitest/config';
import { COVERED_ROOMS } from '../tiers/rooms.ts';

/** Those tests of the fast tier that reach the pure rooms in their own process, and so must notice a mutant there. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: [
      ...COVERED_ROOMS.map((room) => `test/${room}/*.test.ts`),
      'test/report/*.test.ts',
      'test/run/*.test.ts',
      'test/state/*.test.ts',
      'test/stories/counter-examples.test.ts',
    ],
    setupFiles: ['test/support/seed.ts', 'test/mutation/quick-properties.ts'],
    testTimeout: 300_000,
    // A mutant is switched on, not compiled in: modules need not be loaded anew for each, which is five times as quick.
    isolate: false,
  },
});
