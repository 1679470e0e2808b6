import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { variant } from '../../support/variant.ts';
import { aWorld, onEnd, told } from '../../support/world.ts';

/** A technician keeps the program from writing for a while, and asks whether anything would be written. */

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

async function aTown(context: Parameters<typeof onEnd>[0]) {
  const world = await aWorld(onEnd(context));
  await world.begin();
  const [contract] = world.ixc.isp.contracts;
  Object.assign(contract ?? {}, { status: 'CA' });
  world.bqn.forgetWrites();
  return { world, file: `${world.stateFile}.pause` };
}

test.concurrent('in a pause runs look, say so and do not write; --resume ends it', async (context) => {
  const { world } = await aTown(context);
  const begun = await world.runBare(['--pause', '2h', '--reason', 'troca de plano em massa']);
  expect([begun.code, begun.stdout]).toEqual([
    0,
    expect.stringMatching(/^paused until .* \(troca de plano em massa\): runs look/),
  ]);
  const paused = await world.run();
  expect(paused.code, told(paused)).toBe(0);
  expect(world.bqn.writes).toEqual([]);
  expect(paused.output).toMatch(/warning: paused until .*troca de plano em massa/);
  expect(paused.output).toMatch(/dry run, nothing written/);
  const report = JSON.parse(readFileSync(world.path('report.json'), 'utf8'));
  expect(report).toMatchObject({ mode: 'paused', paused: { reason: 'troca de plano em massa' } });
  const until = /paused_until_timestamp_seconds (\d+)/.exec(readFileSync(world.path('metrics.prom'), 'utf8'))?.[1];
  expect(Number(until)).toBeGreaterThan(Date.now() / 1000 + 7000);
  expect((await world.runBare(['--resume'])).stdout).toMatch(/the pause is over/);
  expect((await world.runBare(['--resume'])).stdout).toMatch(/there is no pause/);
  expect((await world.run()).code).toBe(0);
  expect(world.bqn.writes.length).toBeGreaterThan(0);
  const history = await world.runBare(['--history', 'all']);
  expect(history.stdout).toMatch(/paused[\s\S]*troca de plano[\s\S]*resumed/);
});

variant('a pause ends by itself, and one that is too long or damaged holds nothing up', async (context) => {
  const { world, file } = await aTown(context);
  const now = Date.now() / 1000;
  writeFileSync(file, JSON.stringify({ until: now - 1, reason: '' }));
  const over = await world.run(['--dry-run']);
  expect(over.output).not.toMatch(/paus/);
  for (const text of ['{', '{"until":"x"}', JSON.stringify({ until: now + 100_000, reason: '' }), '']) {
    writeFileSync(file, text);
    const run = await world.run();
    expect(run.code, told(run)).toBe(0);
    expect(run.output).toMatch(/warning: the pause in .* is damaged, so it does not hold/);
  }
  expect(world.bqn.writes.length).toBeGreaterThan(0);
  await world.runBare(['--resume']);
  expect(existsSync(file)).toBe(false);
});

variant(
  '--detailed-exit-code: 9 when something would change, 0 when nothing would, and never in a run',
  async (context) => {
    const { world } = await aTown(context);
    const args = ['--dry-run', '--detailed-exit-code'];
    const would = await world.run(args);
    expect([would.code, would.output]).toEqual([
      9,
      expect.stringMatching(/result: something would change \(exit code 9\)/),
    ]);
    expect((await world.run(['--dry-run'])).code).toBe(0);
    expect((await world.run()).code).toBe(0);
    expect((await world.run(args)).code).toBe(0);
    const alone = await world.runBare(['--detailed-exit-code']);
    expect([alone.code, alone.stderr]).toEqual([2, expect.stringMatching(/belongs to --dry-run/)]);
  },
);

variant('whoever uninstalls in a pause is refused, as nothing would go; a preview is shown', async (context) => {
  const { world } = await aTown(context);
  await world.runBare(['--pause', '2h', '--reason', 'troca']);
  for (const flag of ['--remove-all', '--restore']) {
    const run = await world.run([flag, '--force']);
    expect(run.code, told(run)).toBe(2);
    expect(run.output).toContain(`${flag} does nothing in a pause: say it again once it is over`);
    expect(run.output).not.toMatch(/result: done/);
    expect((await world.run([flag, '-n', '--force'])).code).toBe(0);
  }
  expect(world.bqn.writes).toEqual([]);
  await world.runBare(['--resume']);
  expect((await world.run(['--remove-all', '--force'])).code).toBe(0);
});
