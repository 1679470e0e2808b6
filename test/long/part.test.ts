import { expect, test } from 'vitest';
import { playQuarters, playTowns } from '../agreement/play.ts';

const RUNS = Number(process.env['PART_RUNS'] ?? 500);
const LIMIT_MS = Math.max(600_000, RUNS * 1000);

test('the plan for a part is the plan for the whole, in many quarters', { timeout: LIMIT_MS }, async () => {
  const met = await playQuarters(RUNS);
  process.stdout.write(`${JSON.stringify(met)}\n`);
  expect(met.writes).toBeGreaterThan(RUNS);
});

test('and in many towns', { timeout: LIMIT_MS }, () => playTowns(RUNS / 2));
