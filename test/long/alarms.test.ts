import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** The alarms that a release brings for Prometheus, tried with Prometheus' own tool. */

const RULES = fileURLToPath(new URL('../../src/monitoring/prometheus-rules.yml', import.meta.url));
const TESTS = fileURLToPath(new URL('../monitoring/rules.test.yml', import.meta.url));
const PROMTOOL = ['/usr/bin/promtool', '/usr/local/bin/promtool'].find((path) => existsSync(path));

test.runIf(PROMTOOL)('the alarms ring when they should, and only then (promtool)', () => {
  for (const args of [
    ['check', 'rules', RULES],
    ['test', 'rules', TESTS],
  ]) {
    const { status, stdout, stderr } = spawnSync(PROMTOOL ?? '', args, { encoding: 'utf8' });
    expect(status, `${stdout}${stderr}`).toBe(0);
  }
});

test.skipIf(PROMTOOL)('THE ALARMS ARE NOT TRIED: no promtool on this machine', () => {});
