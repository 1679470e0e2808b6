import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { packRelease, tableOf, walk } from '../demo/newcomer.ts';
import { HAS_OWN_ROOT } from '../support/bqn-root.ts';
import { HAS_TERMINAL } from '../support/terminal.ts';

/** What README and LEIAME say, typed on a terminal of 80 columns at a BQN's box that has no Node (`npm run newcomer`). */

vi.setConfig({ testTimeout: 300_000 });

const FOLDER = mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-release-'));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));
let release: string | undefined;

test.runIf(HAS_OWN_ROOT && HAS_TERMINAL).each(['en', 'pt'] as const)(
  'from the package to a BQN as it was before, and nothing left of us (%s)',
  async (language) => {
    release ??= packRelease(FOLDER);
    const { steps, subscribers, left } = await walk(language, release);
    const of = (title: string) => steps.find((step) => step.title === title)?.shown ?? '';
    const done = language === 'pt' ? 'resultado: feito (código de saída 0)' : 'result: done (exit code 0)';
    for (const title of ['--dry-run', 'the first run', 'the log, after cron', '--restore --force'])
      expect(of(title), title).toContain(done);
    expect(of('--check')).toContain(language === 'pt' ? 'a conferência passou' : 'the check passed');
    expect(subscribers[0]).toBeGreaterThan(500);
    expect(subscribers[1]).toBe(0);
    expect(left).toEqual([]);
    for (const { title } of steps) expect(tableOf(steps)).toContain(title);
  },
);
