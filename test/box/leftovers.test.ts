import { existsSync, mkdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { aroundIt } from '../support/from-source.ts';
import { shiftedClock } from '../support/shifted-clock.ts';
import { variant } from '../support/variant.ts';
import { aWorld, onEnd, told } from '../support/world.ts';

/** What was put aside for somebody to look at holds customers or secrets, and does not lie about for ever. */

vi.setConfig({ testTimeout: 300_000 });

test('a damaged state file and a copy of an old wrapper are removed after 30 days, and not before', async (context) => {
  const world = await aWorld(onEnd(context));
  const damaged = `${world.stateFile}.damaged`;
  const copy = world.path('sync-ixc-bqn.cron-copy');
  const days = (count: number) => new Date(Date.now() - count * 86_400_000);
  for (const path of [damaged, copy]) writeFileSync(path, 'x');
  utimesSync(damaged, days(29), days(29));
  utimesSync(copy, days(31), days(31));
  const looked = await aroundIt(() => world.run(['--dry-run']));
  expect([looked.code, existsSync(copy)], told(looked)).toEqual([0, true]);
  await world.run(['--force']);
  expect([existsSync(damaged), existsSync(copy)]).toEqual([true, false]);
  utimesSync(damaged, days(31), days(31));
  await aroundIt(() => world.run());
  expect(existsSync(damaged)).toBe(false);
  // Whatever else lies there is nobody's business, and stops no run.
  mkdirSync(copy);
  utimesSync(copy, days(99), days(99));
  const run = await aroundIt(() => world.run());
  expect([run.code, existsSync(copy)], told(run)).toEqual([0, true]);
});

variant('a state file that is put aside is kept from that day on, however old it was', async (context) => {
  const world = await aWorld(onEnd(context));
  await world.run(['--force']);
  truncateSync(world.stateFile, 200);
  const old = new Date(Date.now() - 99 * 86_400_000);
  utimesSync(world.stateFile, old, old);
  await world.run(['--force']);
  await world.run(['--force']);
  expect(existsSync(`${world.stateFile}.damaged`)).toBe(true);
});

test('the log ends by age as the journal does, and not by a clock that jumped', async (context) => {
  const world = await aWorld(onEnd(context));
  const clock = shiftedClock(world.path('clock.cjs'));
  const [log, aside] = [world.path('run.log'), world.path('run.log.1')];
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const run = async (aheadDays = 0) => {
    const { code } = await world.run(['--force', '--log-file', log, '--journal-keep', '30d'], {
      env: { ...clock(aheadDays * 86_400), TZ: 'UTC' },
    });
    expect(code).toBe(0);
    return readFileSync(log, 'utf8');
  };
  writeFileSync(aside, `${day(35)} 10:00:00.000000 maria is blocked\n`);
  writeFileSync(log, `${day(32)} 10:00:00.000000 joana is blocked\n${day(20)} 10:00:00.000000 pedro is blocked\n`);
  const text = await run();
  expect(text).not.toContain('joana');
  expect(text).toContain('pedro is blocked');
  expect(text).toMatch(/synchronization script starts[\s\S]*synchronization script ends\n$/);
  expect(existsSync(aside)).toBe(false);
  expect(await run(1000)).toContain('pedro is blocked');
});
