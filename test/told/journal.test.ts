import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { addressAt } from '../simulator/index.ts';
import { anIspOf, customer, setStatus } from '../support/customers.ts';
import { fromSource } from '../support/from-source.ts';
import { journalOf } from '../support/journal-of.ts';
import { variant } from '../support/variant.ts';
import { aWorld, onEnd, told, type World } from '../support/world.ts';

/** What the journal of an installation says after some runs, and what is shown of it. */

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

type Context = Parameters<typeof onEnd>[0];

async function aTown(context: Context, customers = 12) {
  const world = await aWorld(onEnd(context), { isp: anIspOf(customers), seeded: false });
  const run = async (code: number, ...args: readonly string[]) => {
    const done = await world.run(args);
    expect(done.code, told(done)).toBe(code);
    return done;
  };
  const history = async (who: string) => (await world.runBare(['--history', who])).output;
  return { world, run, history };
}

function events(world: World): string[] {
  return journalOf(world)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; login: string })
    .map(({ event, login }) => `${event} ${login}`);
}

test.concurrent('a hold of several runs is one line for each customer, and one when it ends', async (context) => {
  const { world, run, history } = await aTown(context);
  await run(0);
  for (const number of [1, 2, 3, 4]) setStatus(world, number, 'CA');
  for (let runs = 0; runs < 3; runs++) await run(6);
  const begun = [1, 2, 3, 4].map((number) => `held back (blocks) cliente${number}`);
  expect(events(world)).toEqual(begun);
  for (const number of [1, 2, 3]) setStatus(world, number, 'A');
  await run(0, '--approve', 'blocks=1');
  await run(0);
  const after = events(world).slice(begun.length);
  const ended = [1, 2, 3, 4].map((number) => `no longer held (blocks) cliente${number}`);
  expect([...after].sort()).toEqual(['approved ', 'blocks cliente4', ...ended].sort());
  expect(await history('cliente1')).toMatch(
    /held back \(blocks\)[\s\S]*no longer held \(blocks\).*nothing asks for it/,
  );
});

variant('a plan’s new speed is one line, in the history of whoever was under it', async (context) => {
  const { world, run, history } = await fromSource(() => aTown(context));
  await fromSource(() => run(0));
  customer(world, 12).plan = '2';
  await fromSource(() => run(0));
  for (const plan of world.ixc.isp.plans) if (plan.name === 'Ouro') plan.download = '120M';
  await fromSource(() => run(0));
  const lines = events(world).filter((line) => !line.includes('cliente12'));
  expect(lines).toEqual(['changes ']);
  for (const who of ['cliente1', addressAt(1), 'contract:501', 'all'])
    expect(await fromSource(() => history(who))).toMatch(/11 under Ouro.*Ouro 100000 Kbps.*-> Ouro 120000 Kbps/);
  expect(await fromSource(() => history('cliente12'))).not.toContain('120000');
});

variant('a login that is called otherwise now is pointed to its name of before, by its contract', async (context) => {
  const { world, run, history } = await aTown(context);
  await run(0);
  setStatus(world, 1, 'CA');
  await run(0);
  setStatus(world, 1, 'A');
  customer(world, 1).login = 'novo';
  await run(0);
  const now = await history('novo');
  expect(now).toContain('HISTORY of novo (1');
  expect(now).toMatch(/lines of cliente1, .*: --history contract:501/);
  expect(await history('contract:501')).toMatch(/HISTORY of contract:501 \(2[\s\S]*cliente1[\s\S]*novo/);
  setStatus(world, 2, 'CA');
  await run(0);
  expect(await history('cliente2')).not.toContain('contract:502');
});

variant('what is of a past month is packed by a run, whatever wrote it, and --history finds it', async (context) => {
  const { world, run, history } = await aTown(context);
  const path = world.path('sync-ixc-bqn.journal.jsonl');
  const line = (time: string, login: string) => `${JSON.stringify({ time, event: 'blocks', login })}\n`;
  const month = new Date(Date.now() - 62 * 86_400_000).toISOString().slice(0, 7);
  const long = new Date(Date.now() - 500 * 86_400_000).toISOString();
  writeFileSync(`${path}.2`, line(long, 'gone'), { mode: 0o600 });
  writeFileSync(`${path}.1`, line(`${month}-01T00:00:00.000Z`, 'maria'), { mode: 0o600 });
  writeFileSync(path, line(`${month}-02T00:00:00.000Z`, 'jose'), { mode: 0o600 });
  await run(0);
  const packed = world.path(`sync-ixc-bqn.journal.${month}.jsonl.gz`);
  expect(statSync(packed).mode & 0o777).toBe(0o600);
  expect(gunzipSync(readFileSync(packed)).toString()).toMatch(/maria[\s\S]*jose/);
  expect(existsSync(`${path}.1`) || existsSync(`${path}.2`)).toBe(false);
  expect(existsSync(world.path(`sync-ixc-bqn.journal.${long.slice(0, 7)}.jsonl.gz`))).toBe(false);
  expect(await history('maria')).toContain('HISTORY of maria (1');
  expect(await history('jose')).toContain('HISTORY of jose (1');
  expect(await history('gone')).toContain('nothing in the journal');
  await run(0, '--journal-keep', '1d');
  expect(existsSync(packed)).toBe(false);
});
