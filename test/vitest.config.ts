import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: ['test/support/seed.ts'],
    coverage: {
      // The pure heart of the program: no branch of it goes untested. A run of single files says nothing of that.
      enabled: process.env['WHOLE_SUITE'] === 'yes',
      provider: 'v8',
      include: ['src/mapping/**', 'src/changes/**'],
      reporter: ['text-summary'],
      reportsDirectory: 'coverage',
      thresholds: { branches: 100, functions: 100, lines: 100, statements: 100 },
    },
  },
});
