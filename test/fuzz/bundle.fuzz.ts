import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { expectHarmless, shownBy } from '../support/outputs.ts';
import { aWorld, type OnEnd, told } from '../support/world.ts';
import { bqnFault, Dice, ixcFault } from './chaos.ts';
import { forMinutes } from './for-minutes.ts';

/** What a run may take beyond --max-time: it waits so long for what is under way. In s. */
const GRACE_S = 25;
const MAX_TIME_S = 10;
const MOST_MEMORY_KB = 400_000;

const FLAGS: readonly (readonly string[])[] = [
  [],
  ['-n'],
  ['--check'],
  ['-v'],
  ['--no-block'],
  ['--prune', 'all'],
  ['--prune', 'none'],
  ['--force'],
  ['--ip-conflict', 'newest'],
  ['--max-pages', '2'],
  ['--explain', 'cliente3'],
  ['--remove-all'],
];

test('no answer makes it do harm, end late, leave something behind, or tell a secret', async (context) => {
  await forMinutes(context.signal, async (seed, onEnd) => String(await oneCase(seed, onEnd)));
});

async function oneCase(seed: number, onEnd: OnEnd): Promise<number | null> {
  const dice = new Dice(seed * 2_654_435_761);
  const world = await aWorld(onEnd);
  if (dice.roll(2) === 0) await world.begin(['--force']);
  let liesAboutEntries = false;
  for (let count = dice.roll(3); count >= 0; count--) {
    const isIxc = dice.roll(2) === 0;
    const [match, effect] = isIxc ? ixcFault(dice) : bqnFault(dice);
    if (!isIxc && effect.kind === 'body') liesAboutEntries = true;
    (isIxc ? world.ixc : world.bqn).faults.on(match, effect);
  }
  const meter = world.path('meter.js');
  const peak = world.path('peak.txt.js');
  writeFileSync(
    meter,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(peak)}, String(process.resourceUsage().maxRSS)));`,
  );
  const started = Date.now();
  const args = ['--ixc-timeout', '2', '--bqn-timeout', '2', '--max-time', String(MAX_TIME_S), ...dice.one(FLAGS)];
  const run = await world.run(args, { env: { NODE_OPTIONS: `--require ${meter}` } });
  const seconds = (Date.now() - started) / 1000;
  expect([0, 3, 4, 5, 6, 8, 130], told(run)).toContain(run.code);
  if (run.code === 3) expect(world.bqn.writes, 'nothing is written from half a reading').toEqual([]);
  expect(seconds, told(run)).toBeLessThan(MAX_TIME_S + GRACE_S);
  expect(existsSync(world.lockFile), 'no lock is left').toBe(false);
  expect(Number(readFileSync(peak, 'utf8')), 'memory in kB').toBeLessThan(MOST_MEMORY_KB);
  // Of a list that names another policy than the BQN holds nobody can know.
  if (liesAboutEntries) world.bqn.forgetWrites();
  world.expectGoodManners(run);
  expectHarmless(shownBy(run), args.join(' '));
  return run.code;
}
