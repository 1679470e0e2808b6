import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/fuzz/*.fuzz.ts'],
    // It ends by its own clock.
    testTimeout: 0,
    hookTimeout: 60_000,
  },
});
