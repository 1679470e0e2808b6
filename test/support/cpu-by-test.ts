import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, type TestContext } from 'vitest';
import { cpuSoFar } from '../tiers/cpu.ts';
import type { TestCost } from '../tiers/slowest.ts';

/** Where `npm test -- --slowest` wants to find what each test took. */
const FOLDER = process.env['CPU_BY_TEST'];

if (FOLDER !== undefined) {
  const costs = new Map<string, number>();
  const running = new Set<string>();
  // What loading the file took is the file's.
  let last = cpuSoFar();

  /** What was used since the last event is shared by those that ran meanwhile. */
  const share = () => {
    const now = cpuSoFar();
    const names = running.size === 0 ? [''] : [...running];
    for (const name of names) costs.set(name, (costs.get(name) ?? 0) + (now - last) / names.length);
    last = now;
  };
  const nameOf = ({ task }: TestContext) => task.name;

  beforeEach((context) => {
    share();
    running.add(nameOf(context));
  });
  afterEach((context) => {
    share();
    running.delete(nameOf(context));
  });
  afterAll(() => {
    share();
    const file = relative(process.cwd(), expect.getState().testPath ?? '');
    const all = [...costs].map(([name, cpu]): TestCost => ({ file, name, cpu }));
    writeFileSync(join(FOLDER, `${randomUUID()}.cpu.json`), JSON.stringify(all));
  });
}
