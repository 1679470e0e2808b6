import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/fuzz/*.fuzz.ts'],
    // It ends by its own clock.
    testTimeout: 0,
    hookTimeout: 60_000,
    // Side by side: each plays for all of the minutes, and waits for half of them.
    maxWorkers: 2,
  },
});
