import { defineConfig } from 'vitest/config';
import { shippedHttpClasses } from './http/shipped-classes.ts';
import { COVERED_ROOMS } from './tiers/rooms.ts';

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'all', include: ['test/**/*.test.ts'] } },
      {
        extends: true,
        plugins: [shippedHttpClasses()],
        test: {
          name: 'classes of the bundle',
          include: ['test/http/*.test.ts'],
          server: { deps: { inline: ['ky'] } },
        },
      },
    ],
    root: new URL('..', import.meta.url).pathname,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    setupFiles: ['test/support/seed.ts', 'test/support/cpu-by-test.ts'],
    // Most of the work is done by the processes that the tests start: the usual one fewer than there are cores leaves one idle.
    maxWorkers: 2,
    coverage: {
      // The pure heart of the program: no branch of it goes untested. A run of single files says nothing of that.
      enabled: process.env['WHOLE_SUITE'] === 'yes',
      provider: 'v8',
      include: COVERED_ROOMS.map((room) => `src/${room}/**/*.ts`),
      // What is not tried is named, file and line.
      reporter: ['text-summary', ['text', { skipFull: true, maxCols: 160 }]],
      reportsDirectory: 'coverage',
      thresholds: { branches: 100, functions: 100, lines: 100, statements: 100 },
    },
  },
});
