import { expect, vi } from 'vitest';
import { anIspOf } from '../support/customers.ts';
import { block, blocked, clockOnTheWall, DAY, days, HOUR } from '../support/days.ts';
import { journalOf } from '../support/journal-of.ts';
import { variant } from '../support/variant.ts';
import { onEnd } from '../support/world.ts';

/** `--expect`: a billing day that is announced before it comes (src/changes/README.md, "The gate"). */

vi.setConfig({ maxConcurrency: 3, testTimeout: 300_000 });

function expecting(what: string, untilS: number, ...more: readonly string[]): readonly string[] {
  return ['--expect', what, '--until', clockOnTheWall(untilS), ...more];
}

variant('an announcement of few raises no limit, and what passes beside it is counted', async (context) => {
  const { world, at } = await days(onEnd(context), anIspOf(40));
  await at(0, 0);
  await at(60, 0, expecting('blocks=1', 2 * HOUR));
  block(world, 1, 7);
  await at(300, 0);
  block(world, 8, 14);
  expect(await at(600, 6)).toMatch(/held back: 7 of 40/);
  block(world, 8, 14, 'A');
  await at(900, 0);
  block(world, 8, 14);
  expect(await at(2 * HOUR + 300, 6), 'and still is when it is over').toMatch(/limit 30 % within a day/);
  expect(blocked(world)).toBe(7);
});

variant('what is announced is used up once, bit by bit or at once', async (context) => {
  const { world, at } = await days(onEnd(context), anIspOf(40));
  await at(0, 0);
  await at(60, 0, expecting('blocks=24', 6 * HOUR));
  for (let done = 0; done < 24; done += 8) {
    block(world, done + 1, done + 8);
    await at(300 + done * 60, 0);
  }
  block(world, 25, 31);
  expect(await at(2 * HOUR, 6)).toMatch(/held back: 7 of 40/);
  expect(blocked(world)).toBe(24);
  // Others in the place of those who paid are others.
  block(world, 1, 24, 'A');
  block(world, 25, 31, 'A');
  await at(2 * HOUR + 300, 0);
  block(world, 25, 36);
  await at(2 * HOUR + 600, 6);
  expect(blocked(world)).toBe(0);
});

variant('an announcement is for its kind, and for no gross error', async (context) => {
  const { world, at } = await days(
    onEnd(context),
    anIspOf(40, (number) => ({ plan: number <= 20 ? '1' : '2' })),
  );
  await at(0, 0);
  await at(60, 0, expecting('speeds=40', 6 * HOUR));
  block(world, 1, 12);
  await at(300, 6);
  block(world, 1, 12, 'A');
  await at(600, 0);
  for (const plan of world.ixc.isp.plans) plan.download = plan.id === '1' ? '40M' : '1M';
  expect(await at(900, 6)).toMatch(/held back: 20 of 40 .*plan Prata: 20000\/10000 -> 1000\/10000 Kbps/);
  expect(world.bqn.policies.get('Ouro')).toMatchObject({ rateLimitDownlink: { rate: 40_000 } });
});

variant('an announcement that comes after the hold does not end it; --approve does, beside it', async (context) => {
  const { world, at } = await days(onEnd(context), anIspOf(40));
  await at(0, 0);
  block(world, 1, 12);
  await at(300, 6);
  await at(400, 0, expecting('blocks=12', 6 * HOUR));
  expect(await at(600, 6)).toContain('expected until');
  expect(blocked(world)).toBe(0);
  await at(900, 0, ['--approve', 'blocks=12']);
  expect(blocked(world)).toBe(12);
  block(world, 13, 24);
  await at(1200, 0);
  expect(blocked(world), 'what was approved has used up nothing of it').toBe(24);
});

variant('no further ahead than a day, not for what is past, and nothing of it is forever', async (context) => {
  const { world, at } = await days(onEnd(context), anIspOf(40));
  await at(0, 0);
  await at(0, 2, expecting('blocks=24', DAY + 120));
  await at(0, 2, expecting('blocks=24', -120));
  await at(0, 2, ['--until', clockOnTheWall(HOUR)]);
  await at(0, 2, expecting('blocks=0', HOUR));
  await at(0, 2, expecting('everything=9', HOUR));
  await at(60, 0, expecting('blocks=24', DAY - 120));
  block(world, 1, 24);
  await at(DAY + 300, 6);
  expect(blocked(world)).toBe(0);
});

variant('who announced it stands in the journal', async (context) => {
  const { world, at } = await days(onEnd(context), anIspOf(12));
  await at(0, 0);
  await at(60, 0, expecting('blocks=5,speeds=3', HOUR, '--reason', 'vencimento dia 10'), { SUDO_USER: 'carla' });
  const journal = journalOf(world);
  const line = journal.split('\n').find((one) => one.includes('"event":"expected"')) ?? '';
  expect(line).toMatch(/blocks=5.*speeds=3.*carla: vencimento dia 10/);
  expect(await at(300, 0)).toMatch(/expected until .*carla: vencimento dia 10/);
});
