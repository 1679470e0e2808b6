import { defineConfig } from 'vitest/config';
import { shippedHttpClasses } from './http/shipped-classes.ts';
import { LongestFirst } from './tiers/longest-first.ts';
import { COVERED_ROOMS } from './tiers/rooms.ts';

export default defineConfig({
  test: {
    projects: [
      // One load of the source for all files of a worker: nothing of ours keeps anything from one run to the next.
      { extends: true, test: { name: 'all', include: ['test/**/*.test.ts'], isolate: false } },
      // Files that stand between the program and `node:fs`, for a cut between two of its steps.
      { extends: true, test: { name: 'with a file system of their own', include: ['test/**/*.isolated.ts'] } },
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
    testTimeout: 300_000,
    hookTimeout: 120_000,
    setupFiles: ['test/support/seed.ts', 'test/support/cpu-by-test.ts'],
    // Most of the work is done by the processes that the tests start, and some of them wait.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // What one part of a tier has translated the next ones need not.
    experimental: { fsModuleCache: true },
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
