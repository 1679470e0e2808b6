import { expect, test, vi } from 'vitest';
import { addressAt, answer, type Isp } from '../../simulator/index.ts';
import { anIspOf, BLOCK, customer, policiesOn } from '../../support/customers.ts';
import { aroundIt } from '../../support/from-source.ts';
import { variant } from '../../support/variant.ts';
import { aWorld, onEnd, told, type World } from '../../support/world.ts';

/** Whoever gets an address or a prefix is under nobody else's block or plan, whatever happened before; through the bundle. */

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

const PREFIX = '2001:db8:0:100::/56';
const COUNT = 24;

/** cliente1 is blocked and has a prefix; the others have service, one contract each. */
function aTown(): Isp {
  return anIspOf(COUNT, (at) => (at === 1 ? { status: 'CA', prefix: PREFIX } : {}));
}

async function aDay(context: Parameters<typeof onEnd>[0]): Promise<World> {
  return await aWorld(onEnd(context), { isp: aTown(), seeded: false });
}

function leave(world: World, ...numbers: readonly number[]): void {
  for (const number of numbers) Object.assign(customer(world, number), { online: 'N', ip: '', prefix: '' });
}

/** cliente1 goes, and cliente2 gets the address and the prefix. */
function inherit(world: World): void {
  leave(world, 1);
  Object.assign(customer(world, 2), { ip: addressAt(1), prefix: PREFIX });
}

async function run(world: World, code: number, args: readonly string[] = []): Promise<string> {
  const done = await world.run(args);
  expect(done.code, told(done)).toBe(code);
  world.expectGoodManners(done);
  return done.output;
}

/** What makes it hard to see that the address and the prefix have passed on. */
const STORIES: readonly (readonly [
  what: string,
  code: number,
  between: (world: World) => readonly string[] | undefined,
])[] = [
  [
    'the old script left the group',
    0,
    (world) => {
      world.bqn.groups.clear();
      const old = { subscriberMembers: [addressAt(1)], subscriberRanges: [PREFIX], policyRate: BLOCK };
      world.others((bqn) => bqn.seedGroup('DS-antigo', old));
      return undefined;
    },
  ],
  ['dual stack was switched off', 0, () => []],
  ['nothing is ever deleted', 0, () => ['--dual-stack', '--prune', 'none']],
  [
    'the BQN shows no groups that day',
    0,
    (world) => {
      const body = JSON.stringify({ items: [] });
      world.bqn.faults.on(
        { target: 'subscriberGroups', method: 'GET', key: '', times: 1 },
        answer({ status: 200, body }),
      );
      return undefined;
    },
  ],
  [
    'so many leave that deletions are put off',
    0,
    (world) => {
      leave(world, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
      return undefined;
    },
  ],
];

for (const [at, [what, code, between]] of STORIES.entries()) {
  const tried = at === 0 ? test.concurrent : variant;
  tried(`an heir is free though ${what}`, async (context) => {
    const world = await aDay(context);
    await aroundIt(() => run(world, 0));
    expect(policiesOn(world, addressAt(1), PREFIX)).toEqual([BLOCK]);
    inherit(world);
    const args = between(world);
    const act = async () => {
      const done = args === undefined ? await world.run([]) : await world.runBare(args);
      expect(done.code, told(done)).toBe(code);
    };
    await act();
    // A list that shows nothing can be acted upon only when it shows something again.
    await act();
    expect(policiesOn(world, addressAt(1), PREFIX)).not.toContain(BLOCK);
    expect(world.bqn.subscribers.get(addressAt(1))).toMatchObject({ subscriberId: 'cliente2', policyRate: 'Ouro' });
  });
}

variant('an heir is free after the BQN was restored from a backup of before', async (context) => {
  const world = await aDay(context);
  await run(world, 0);
  const backup = structuredClone([...world.bqn.groups]);
  const entries = structuredClone([...world.bqn.subscribers]);
  inherit(world);
  await run(world, 0);
  world.bqn.groups.clear();
  for (const [name, group] of backup) world.bqn.groups.set(name, group);
  for (const [ip, entry] of entries) world.bqn.subscribers.set(ip, entry);
  expect(policiesOn(world, addressAt(1), PREFIX)).toEqual([BLOCK]);
  await run(world, 0);
  expect(policiesOn(world, addressAt(1), PREFIX)).toEqual(['Ouro']);
});

variant('an heir is free, and who has gone goes, though the logins never stand still', async (context) => {
  const world = await aDay(context);
  await run(world, 0);
  // Pages by number, of a server that never gives all in one.
  Object.assign(world.ixc.quirks, { keyset: 'refused', cap: 7 });
  // With each pass over the table another one is away.
  let passes = 0;
  world.ixc.beforePage(({ table, page }) => {
    if (table !== 'radusuarios' || page !== 1) return;
    passes++;
    for (let at = 0; at < 4; at++) customer(world, 3 + at).online = passes % 4 === at ? 'N' : 'S';
  });
  inherit(world);
  leave(world, 20);
  const first = await run(world, 0);
  expect(first).toMatch(/radusuarios \d+ rows \(.*moving\)/);
  expect(policiesOn(world, addressAt(1), PREFIX)).not.toContain(BLOCK);
  expect(world.bqn.subscribers.has(addressAt(20)), 'what a moving list does not show may be there').toBe(true);
  await run(world, 0);
  expect(world.bqn.subscribers.has(addressAt(20)), 'twice missed').toBe(true);
  await run(world, 0);
  expect(world.bqn.subscribers.has(addressAt(20)), 'after three runs in a row it is gone').toBe(false);
});

variant('an address in doubt does not keep a group that holds it for a third', async (context) => {
  const world = await aDay(context);
  await run(world, 0);
  leave(world, 1);
  Object.assign(customer(world, 2), { ip: addressAt(1), plan: '2' });
  Object.assign(customer(world, 3), { ip: addressAt(1) });
  await run(world, 0);
  expect(policiesOn(world, addressAt(1), PREFIX)).not.toContain(BLOCK);
});

variant('who pays comes out of the block, whatever becomes of their plan', async (context) => {
  const world = await aDay(context);
  await run(world, 0);
  for (const one of world.ixc.isp.contracts) if (one.id === '501') one.status = 'A';
  customer(world, 1).plan = '2';
  world.bqn.policies.delete('Prata');
  world.bqn.faults.on({ method: 'POST', target: 'policies', key: 'Prata' }, answer({ status: 400, body: '{}' }));
  world.bqn.faults.on({ method: 'PUT', target: 'policies', key: 'Prata' }, answer({ status: 400, body: '{}' }));
  await run(world, 5);
  expect(policiesOn(world, addressAt(1), PREFIX)).not.toContain(BLOCK);
});

variant('a list that was empty once, or a deletion that did nothing, leaves nothing behind', async (context) => {
  const world = await aDay(context);
  await run(world, 0);
  const body = JSON.stringify({ items: [] });
  world.bqn.faults.on({ target: 'subscribers', method: 'GET', key: '', times: 1 }, answer({ status: 200, body }));
  await run(world, 0);
  leave(world, 20);
  world.bqn.faults.on({ target: 'subscribers', method: 'DELETE', times: 1 }, answer({ status: 200, body: '' }));
  await run(world, 0);
  expect(world.bqn.subscribers.has(addressAt(20)), 'the BQN said yes and did nothing').toBe(true);
  await run(world, 0);
  expect(world.bqn.subscribers.has(addressAt(20))).toBe(false);
});

/** Plan 1 was Ouro and is Diamante from now on; plan 2, a fifth as fast, was Prata and is Ouro. */
async function aHandover(context: Parameters<typeof onEnd>[0], refused: number): Promise<World> {
  const isp = anIspOf(COUNT, (at) => ({ plan: at <= 8 ? '1' : '2' }));
  const world = await aWorld(onEnd(context), { isp, seeded: false });
  await run(world, 0);
  const [ouro, prata] = world.ixc.isp.plans;
  Object.assign(ouro ?? {}, { name: 'Diamante' });
  Object.assign(prata ?? {}, { name: 'Ouro' });
  for (let at = 1; at <= refused; at++)
    world.bqn.faults.on(
      { method: 'PUT', target: 'subscribers', key: addressAt(at), times: 1 },
      answer({ status: 400, body: '{}' }),
    );
  return world;
}

variant('a plan that takes over another’s name waits until that one’s customers have left it', async (context) => {
  const world = await aHandover(context, 5);
  const output = await run(world, 5);
  expect(output).toContain('Ouro (policies, 5 customers who are to leave it first could not be moved)');
  expect(world.bqn.policies.get('Ouro')).toMatchObject({ policyId: '1', rateLimitDownlink: { rate: 100_000 } });
  expect(policiesOn(world, addressAt(1))).toEqual(['Ouro']);
  expect(policiesOn(world, addressAt(8))).toEqual(['Diamante']);
  expect(policiesOn(world, addressAt(9))).toEqual(['Prata']);
  await run(world, 0);
  expect(world.bqn.policies.get('Ouro')).toMatchObject({ policyId: '2', rateLimitDownlink: { rate: 20_000 } });
  expect([1, 8, 9].map((at) => policiesOn(world, addressAt(at)))).toEqual([['Diamante'], ['Diamante'], ['Ouro']]);
  expect([...world.bqn.policies.keys()]).not.toContain('Prata');
});

variant('whoever is left behind for a run, being few, is named as slowed', async (context) => {
  const world = await aHandover(context, 1);
  const output = await run(world, 5);
  expect(world.bqn.policies.get('Ouro')).toMatchObject({ rateLimitDownlink: { rate: 20_000 } });
  expect(output).toMatch(/slows cliente1 .*policy Ouro changed, and the move away from it was refused/);
  expect(output).not.toContain('slows cliente2 ');
  await run(world, 0);
  expect(policiesOn(world, addressAt(1))).toEqual(['Diamante']);
});

/** Says yes to the next write to it, and does nothing. */
function dropOne(world: World, target: 'policies' | 'subscribers', key: string): void {
  world.bqn.faults.on({ method: 'PUT', target, key, times: 1 }, answer({ status: 200, body: '' }));
}

variant(
  'a policy that was renamed goes only when nobody names it, whatever the BQN said to the move',
  async (context) => {
    const world = await aDay(context);
    await run(world, 0);
    Object.assign(world.ixc.isp.plans[0] ?? {}, { name: 'Diamante' });
    dropOne(world, 'subscribers', addressAt(4));
    await run(world, 0);
    expect(policiesOn(world, addressAt(4))).toEqual(['Ouro']);
    expect(world.bqn.policies.has('Ouro'), 'cliente4 would have no limit').toBe(true);
    await run(world, 0);
    expect(policiesOn(world, addressAt(4))).toEqual(['Diamante']);
    expect(world.bqn.policies.has('Ouro')).toBe(false);
  },
);

variant('a speed that a busy BQN dropped is sent again, and is no static policy', async (context) => {
  const world = await aDay(context);
  await run(world, 0);
  Object.assign(world.ixc.isp.plans[0] ?? {}, { download: '200M' });
  dropOne(world, 'policies', 'Ouro');
  expect(await run(world, 0)).not.toContain('static');
  expect(world.bqn.policies.get('Ouro')).toMatchObject({ rateLimitDownlink: { rate: 200_000 } });
});

variant('of two logins of one name neither is under the other’s block by its group', async (context) => {
  const world = await aDay(context);
  leave(world, 1);
  Object.assign(customer(world, 2), { prefix: PREFIX });
  await run(world, 0);
  // cliente3 is called cliente2 as well, has the lower number, and is blocked; no group may go.
  Object.assign(customer(world, 3), { login: 'cliente2', id: '10' });
  for (const one of world.ixc.isp.contracts) if (one.id === '503') one.status = 'CA';
  const done = await world.runBare(['--prune', 'none']);
  expect(done.code, told(done)).toBe(0);
  expect(policiesOn(world, addressAt(3))).toEqual([BLOCK]);
  expect(policiesOn(world, addressAt(2), PREFIX)).not.toContain(BLOCK);
});
