import { readFileSync, rmSync, statSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { addressAt, type Isp } from '../../simulator/index.ts';
import { anIspOf, BLOCK, customer, policiesOn, setStatus } from '../../support/customers.ts';
import { aroundIt } from '../../support/from-source.ts';
import { variant } from '../../support/variant.ts';
import { aWorld, type OnEnd, onEnd, told, type World } from '../../support/world.ts';

/** What becomes of customers over several runs, through the bundle (src/README.md, "Ideas"). */

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

async function aDay(onTestFinished: OnEnd, isp: Isp): Promise<World> {
  return await aWorld(onTestFinished, { isp, seeded: false });
}

function leave(world: World, number: number): void {
  Object.assign(customer(world, number), { online: 'N', ip: '' });
}

function blocked(world: World): number {
  return [...world.bqn.subscribers.values()].filter(({ policyRate }) => policyRate === BLOCK).length;
}

async function run(world: World, code: number, args: readonly string[] = []) {
  const done = await world.run(args);
  expect(done.code, told(done)).toBe(code);
  world.expectGoodManners(done);
  return done;
}

const PREFIX = '2001:db8:0:100::/56';

const UNREADABLE: readonly (readonly [what: string, number: number, prefix: string])[] = [
  ['another login shows the same prefix', 2, PREFIX],
  ['its prefix becomes 0', 1, '0'],
  ['its prefix becomes a word', 1, 'pool-1'],
];

for (const [at, [what, number, prefix]] of UNREADABLE.entries()) {
  const tried = at === 0 ? test.concurrent : variant;
  tried(`a group follows its customer into the block though ${what}`, async (context) => {
    const world = await aDay(
      onEnd(context),
      anIspOf(12, (place) => (place === 1 ? { prefix: PREFIX } : {})),
    );
    await aroundIt(() => run(world, 0));
    expect(policiesOn(world, addressAt(1), PREFIX)).toEqual(['Ouro']);
    customer(world, number).prefix = prefix;
    setStatus(world, 1, 'CA');
    await run(world, 0);
    expect(policiesOn(world, addressAt(1))).toEqual([BLOCK]);
    if (number === 2) expect(policiesOn(world, addressAt(2), PREFIX)).toEqual(['Ouro']);
    else expect(policiesOn(world, addressAt(1), PREFIX)).toEqual([BLOCK]);
    world.bqn.forgetWrites();
    await aroundIt(() => run(world, 0));
    expect(world.bqn.writes).toEqual([]);
  });
}

variant('an heir of a blocked address is under nobody else’s block, though the ledger is lost', async (context) => {
  const world = await aDay(
    onEnd(context),
    anIspOf(12, (at) => (at === 1 ? { status: 'CA', prefix: PREFIX } : {})),
  );
  await run(world, 0);
  expect(policiesOn(world, addressAt(1), PREFIX)).toEqual([BLOCK]);
  rmSync(world.stateFile);
  leave(world, 1);
  Object.assign(customer(world, 1), { prefix: '' });
  leave(world, 2);
  Object.assign(customer(world, 2), { online: 'S', ip: addressAt(1), prefix: PREFIX });
  await run(world, 0);
  expect(policiesOn(world, addressAt(1), PREFIX)).toEqual(['Ouro']);
  expect(world.bqn.groups.has('DS-cliente1')).toBe(false);
});

variant('a first run does not block 22 of 24 without being asked to', async (context) => {
  const world = await aDay(
    onEnd(context),
    anIspOf(24, (at) => (at > 2 ? { status: 'CA' } : {})),
  );
  const first = await run(world, 6);
  expect(first.output).toContain('--approve blocks=22');
  expect(first.output).toContain('cliente3');
  expect(blocked(world)).toBe(0);
  await run(world, 0, ['--approve', 'blocks=22']);
  expect(blocked(world)).toBe(22);
  await run(world, 0);
});

variant('a slide is seen: what passes within an hour is added up', async (context) => {
  const world = await aDay(onEnd(context), anIspOf(40));
  await run(world, 0);
  for (let at = 1; at <= 7; at++) setStatus(world, at, 'CA');
  await run(world, 0);
  for (let at = 8; at <= 14; at++) setStatus(world, at, 'CA');
  await run(world, 6);
  expect(blocked(world)).toBe(7);
});

const SPEEDS: readonly (readonly [what: string, change: (isp: Isp) => void])[] = [
  ['every plan set to 1M', ({ plans }) => setAll(plans, { download: '1M', upload: '1M' })],
  ['every plan emptied', ({ plans }) => setAll(plans, { download: '', upload: '' })],
  ['every login moved to one slow plan', ({ logins }) => setAll(logins, { plan: '2' })],
];

function setAll<T extends object>(all: readonly T[], fields: Partial<T>): void {
  for (const one of all) Object.assign(one, fields);
}

for (const [what, change] of SPEEDS) {
  variant(`${what} is held back, and nobody is slower or without a limit for it`, async (context) => {
    const world = await aDay(onEnd(context), anIspOf(30));
    await run(world, 0);
    const before = world.held();
    change(world.ixc.isp);
    const held = await run(world, 6);
    expect(held.output).toContain('--approve speeds=30');
    expect(world.held().policies.get('Ouro')).toEqual(before.policies.get('Ouro'));
    for (const { ip } of world.ixc.isp.logins) expect(policiesOn(world, ip ?? '')).toEqual(['Ouro']);
    await run(world, 0, ['--approve', 'speeds=30']);
    await run(world, 0);
  });
}

variant('who is not blocked, since that is held back, is not slowed instead', async (context) => {
  const world = await aDay(
    onEnd(context),
    anIspOf(24, (number) => ({ plan: number <= 10 ? '1' : '2' })),
  );
  expect((await world.run()).code).toBe(0);
  for (let number = 1; number <= 8; number++) setStatus(world, number, 'CA');
  const [gold] = world.ixc.isp.plans;
  Object.assign(gold ?? {}, { download: '1M', upload: '1M' });
  const run = await world.run();
  expect(run.code, told(run)).toBe(6);
  expect(run.output).toMatch(/held back: 8 of 24 .*--approve blocks=8/);
  expect(run.output).toMatch(/held back: 2 of 24 .*plan Ouro: 100000\/\d+ -> 1000\/\d+ Kbps.*--approve speeds=2/);
  expect(world.bqn.policies.get('Ouro')).toMatchObject({ rateLimitDownlink: { rate: 100_000 } });
  for (let number = 1; number <= 10; number++) expect(policiesOn(world, addressAt(number))).toEqual(['Ouro']);
  expect((await world.run()).code, 'and it stays so').toBe(6);
  expect(world.bqn.policies.get('Ouro')).toMatchObject({ rateLimitDownlink: { rate: 100_000 } });
  const approved = await world.run(['--approve', 'blocks=8,speeds=2']);
  expect(approved.code, told(approved)).toBe(0);
  expect(policiesOn(world, addressAt(1))).toEqual([BLOCK]);
  expect(world.bqn.policies.get('Ouro')).toMatchObject({ rateLimitDownlink: { rate: 1000 } });
});

variant('reconnections do not wear the gate down', async (context) => {
  const world = await aDay(
    onEnd(context),
    anIspOf(60, (at) => (at <= 9 ? { status: 'CA' } : {})),
  );
  await run(world, 0);
  const all = world.ixc.isp.contracts;
  world.ixc.isp.contracts = all.filter(({ id }) => Number(id) % 2 === 0);
  for (let round = 0; round < 6; round++) {
    await run(world, 6);
    expect(blocked(world), `round ${round}`).toBe(9);
    for (const at of [1 + (round % 9), 1 + ((round + 3) % 9)])
      customer(world, at).ip = addressAt(300 + 10 * round + at);
  }
  world.ixc.isp.contracts = all;
  await run(world, 0);
  expect(blocked(world)).toBe(9);
});

variant('an access server that restarts moves everybody: no deletion is held back for it', async (context) => {
  const world = await aDay(
    onEnd(context),
    anIspOf(30, (at) => (at <= 5 ? { status: 'CA' } : {})),
  );
  await run(world, 0);
  for (let at = 1; at <= 30; at++) customer(world, at).ip = addressAt(400 + at);
  await run(world, 0);
  expect([world.bqn.subscribers.has(addressAt(1)), blocked(world)]).toEqual([false, 5]);
});

variant('a block on an address that two paying logins show is taken away', async (context) => {
  const world = await aDay(
    onEnd(context),
    anIspOf(12, (at) => (at === 1 ? { status: 'CA' } : { plan: at === 2 ? '2' : '1' })),
  );
  await run(world, 0);
  leave(world, 1);
  customer(world, 2).ip = addressAt(1);
  customer(world, 3).ip = addressAt(1);
  await run(world, 0);
  expect(policiesOn(world, addressAt(1))).not.toContain(BLOCK);
});

variant('an entry of somebody else at an address that was ours is not deleted', async (context) => {
  const world = await aDay(onEnd(context), anIspOf(12));
  await run(world, 0);
  world.bqn.seedSubscriber(addressAt(1), { subscriberId: 'server', policyRate: 'Ouro' });
  leave(world, 1);
  await run(world, 0);
  expect(world.bqn.subscribers.get(addressAt(1))?.subscriberId).toBe('server');
});

variant('force and approve are for one start: as variables they are refused', async (context) => {
  const world = await aDay(onEnd(context), anIspOf(12));
  for (const name of ['FORCE', 'APPROVE']) {
    const done = await world.run([], { env: { [`IXC_BQN_${name}`]: 'yes' } });
    expect(done.code, told(done)).toBe(2);
    expect(done.output).toContain(`IXC_BQN_${name}`);
    expect(world.bqn.writes).toEqual([]);
  }
});

variant('who blocked this customer, when and why: log, journal, history, explain', async (context) => {
  const world = await aDay(onEnd(context), anIspOf(12));
  await run(world, 0);
  setStatus(world, 7, 'CM');
  const preview = await run(world, 0, ['--dry-run']);
  expect(preview.output).toContain('would block 1 of 12 (CM 1)');
  const explained = await run(world, 0, ['--explain', 'cliente7']);
  expect(explained.output).toContain('status_internet CM');
  expect(explained.output).toContain(`policyRate Ouro -> ${BLOCK}`);
  world.bqn.forgetWrites();
  const done = await run(world, 0);
  expect(done.output).toContain(`blocks cliente7 (${addressAt(7)})`);
  const path = world.path('sync-ixc-bqn.journal.jsonl');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const entries = readFileSync(path, 'utf8').trim().split('\n');
  expect(entries).toHaveLength(1);
  expect(JSON.parse(entries[0] ?? '')).toMatchObject({
    event: 'blocks',
    login: 'cliente7',
    contract: 507,
    status: 'CM',
  });
  for (const query of ['cliente7', addressAt(7), 'contract:507', 'all']) {
    const history = await run(world, 0, ['--history', query, '--since', '1h']);
    expect(history.output).toContain('contract 507: CM -> blocked');
  }
  expect((await run(world, 0, ['--history', 'cliente8'])).output).toContain('nothing in the journal');
});

variant('--explain tells the state of a login that is not online, and writes nothing', async (context) => {
  const world = await aDay(onEnd(context), anIspOf(12));
  await run(world, 0);
  leave(world, 3);
  world.bqn.forgetWrites();
  const explained = await run(world, 0, ['--explain', 'cliente3']);
  expect(explained.output).toContain('online N');
  expect(explained.output).toContain('the next run would write');
  expect(world.bqn.writes).toEqual([]);
});
