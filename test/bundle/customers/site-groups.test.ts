import { expect, test, vi } from 'vitest';
import { addressAt, answer, type Isp } from '../../simulator/index.ts';
import { anIspOf, BLOCK, customer, setStatus } from '../../support/customers.ts';
import { variant } from '../../support/variant.ts';
import { aWorld, onEnd, told, type World } from '../../support/world.ts';

/** `--site-groups`, through the bundle: groups of sites, on which nobody's service hangs. */

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

const POP = ['--site-groups', 'pop'];
const NAS = ['--site-groups', 'nas'];
const COUNT = 12;

/** Half of the customers are at sector 1, the others at sector 2; both stand at one tower. */
function aTown(): Isp {
  const isp = anIspOf(COUNT);
  isp.transmitters.push({ id: '1', name: 'Setor Norte', pop: '5' }, { id: '2', name: 'Setor Sul', pop: '5' });
  isp.pops.push({ id: '5', name: 'Torre Alta' });
  for (const [at, login] of isp.logins.entries())
    login.extra = { id_transmissor: String(1 + (at % 2)), id_concentrador: String(3 + (at % 2)) };
  return isp;
}

async function aDay(context: Parameters<typeof onEnd>[0]): Promise<World> {
  return await aWorld(onEnd(context), { isp: aTown(), seeded: false });
}

async function run(world: World, code: number, args: readonly string[]): Promise<string> {
  const done = await world.run(args);
  expect(done.code, told(done)).toBe(code);
  world.expectGoodManners(done);
  return done.output;
}

/** Twice: into groups, and onto entries, that stand there already. */
async function settle(world: World, args: readonly string[]): Promise<string> {
  await run(world, 0, args);
  return await run(world, 0, args);
}

function groupsOf(world: World, number: number): unknown {
  const groups = world.bqn.subscribers.get(addressAt(number))?.['subscriberGroups'];
  return Array.isArray(groups) ? groups.filter((name) => name !== 'all-subscribers') : [];
}

function sites(world: World): string[] {
  return [...world.bqn.groups.keys()].filter((name) => /^L\d-/.test(name)).sort();
}

async function nothingToWrite(world: World, args: readonly string[]): Promise<void> {
  world.bqn.forgetWrites();
  await run(world, 0, args);
  expect(world.bqn.writes).toEqual([]);
}

test.concurrent('pop: transmitter and POP, of the types that the BQN knows, beside the groups that somebody has', async (context) => {
  const world = await aDay(context);
  await run(world, 0, []);
  world.others((bqn) => {
    bqn.seedGroup('VIP', {});
    bqn.put('subscribers', addressAt(1), { subscriberGroups: ['all-subscribers', 'VIP'], quota: { volume: 7 } });
  });
  expect(await run(world, 0, [...POP, '--dry-run'])).toContain('L1-Setor_Norte');
  expect(await settle(world, POP)).toContain(`${COUNT} customers put into the groups of their sites`);
  expect(sites(world)).toEqual(['L1-Setor_Norte', 'L1-Setor_Sul', 'L2-Torre_Alta']);
  expect(world.bqn.groups.get('L1-Setor_Norte')).toMatchObject({ subscriberGroupType: 'access-point' });
  expect(world.bqn.groups.get('L2-Torre_Alta')).toMatchObject({ subscriberGroupType: 'tower' });
  expect(groupsOf(world, 1)).toEqual(['VIP', 'L1-Setor_Norte', 'L2-Torre_Alta']);
  expect(groupsOf(world, 2)).toEqual(['L1-Setor_Sul', 'L2-Torre_Alta']);
  expect(world.bqn.subscribers.get(addressAt(1))).toMatchObject({ policyRate: 'Ouro', quota: { volume: 7 } });
  await nothingToWrite(world, POP);
  customer(world, 2).extra = { id_transmissor: '1' };
  expect(await run(world, 0, [...POP, '--dry-run', '-v'])).toContain(`${addressAt(2)} cliente2: + L1-Setor_Norte`);
  await run(world, 0, POP);
  expect(groupsOf(world, 2)).toEqual(['L2-Torre_Alta', 'L1-Setor_Norte'].sort());
  await nothingToWrite(world, POP);
});

variant('a group of a site that the operator limits takes nobody in, and the run is no defect', async (context) => {
  const world = await aDay(context);
  world.others((bqn) => {
    bqn.seedPolicy('Setor-1M', { rateLimitDownlink: { rate: 1000 }, rateLimitUplink: { rate: 1000 } });
    bqn.seedGroup('L1-3', { policyRate: 'Setor-1M' });
  });
  const told = await settle(world, NAS);
  expect(told).toMatch(/group L1-3 has a policy, Setor-1M, .*: 6 of them are not put into it/);
  expect(groupsOf(world, 1)).toEqual([]);
  expect(groupsOf(world, 2)).toEqual(['L1-4']);
  await nothingToWrite(world, NAS);
  // As soon as it limits nobody they go into it.
  world.others((bqn) => bqn.seedGroup('L1-3', {}));
  await settle(world, NAS);
  expect(groupsOf(world, 1)).toEqual(['L1-3']);
});

variant('nas: the access server; switched off, what was made goes', async (context) => {
  const world = await aDay(context);
  await settle(world, NAS);
  expect(sites(world)).toEqual(['L1-3', 'L1-4']);
  expect(groupsOf(world, 2)).toEqual(['L1-4']);
  await nothingToWrite(world, NAS);
  world.others((bqn) => bqn.put('subscribers', addressAt(2), { subscriberGroups: ['all-subscribers', 'VIP', 'L1-4'] }));
  expect(await run(world, 0, ['--force'])).toContain(`${COUNT} customers taken out of groups of sites`);
  expect(sites(world)).toEqual([]);
  expect([groupsOf(world, 1), groupsOf(world, 2)]).toEqual([[], ['VIP']]);
  await nothingToWrite(world, []);
});

variant(
  'all that was made taken away at once: also out of its site who has a quota, and what stays is told',
  async (context) => {
    const world = await aDay(context);
    world.others((bqn) => bqn.seedGroup('L1-99', {}));
    await settle(world, NAS);
    world.others((bqn) => {
      bqn.put('subscribers', addressAt(1), { quota: { volume: 7 } });
      bqn.seedGroup('Condo', { policyRate: 'Ouro', subscriberMembers: ['203.0.113.9'] });
    });
    const told = await run(world, 0, ['--remove-all', '--force']);
    expect(world.bqn.subscribers.get(addressAt(1))).toMatchObject({ policyRate: '', quota: { volume: 7 } });
    expect(groupsOf(world, 1)).toEqual([]);
    expect(sites(world)).toEqual(['L1-99']);
    expect(told).toContain('under a policy of this program: Condo (Ouro)');
    expect(told).toContain('groups of sites that it does not know as its own: L1-99');
  },
);

variant(
  'who is at no site any more leaves it; a change of their kind takes all out of those of before, each written once',
  async (context) => {
    const world = await aDay(context);
    Object.assign(world.bqn.quirks, { groupsOnPut: 'added' });
    await settle(world, NAS);
    customer(world, 1).extra = {};
    world.bqn.forgetWrites();
    await run(world, 0, NAS);
    expect(world.bqn.writes).toMatchObject([{ key: addressAt(1), body: { subscriberGroups: ['all-subscribers'] } }]);
    await nothingToWrite(world, NAS);
    Object.assign(world.bqn.quirks, { groupsOnPut: 'replaced' });
    await settle(world, [...POP, '--force']);
    expect(groupsOf(world, 2)).toEqual(['L1-Setor_Sul', 'L2-Torre_Alta']);
    await nothingToWrite(world, POP);
  },
);

variant(
  'a BQN that adds groups, or takes fewer, or shows none: told, written no more, and nobody is the worse for it',
  async (context) => {
    const world = await aDay(context);
    Object.assign(world.bqn.quirks, { groupsOnPut: 'added' });
    await settle(world, POP);
    expect(groupsOf(world, 1)).toEqual(['L1-Setor_Norte', 'L2-Torre_Alta']);
    await nothingToWrite(world, POP);

    const small = await aDay(context);
    small.bqn.faults.on({ method: 'PUT', target: 'subscribers' }, answer({ status: 400, body: 'too many groups' }));
    await run(small, 0, POP);
    expect(await run(small, 0, POP)).toContain('it seems to take no more than 1 groups for a subscriber');
    await run(small, 0, POP);
    await nothingToWrite(small, POP);

    const mute = await aDay(context);
    Object.assign(mute.bqn.quirks, { groupsListed: false });
    await settle(mute, POP);
    mute.bqn.forgetWrites();
    setStatus(mute, 1, 'CA');
    expect(await run(mute, 0, POP)).toContain('does not show the groups');
    expect(
      mute.bqn.writes.map(({ key }) => key),
      'the block, and nothing else',
    ).toEqual([addressAt(1)]);
    expect(mute.bqn.subscribers.get(addressAt(1))).toMatchObject({ policyRate: BLOCK });
  },
);

variant(
  'an IXC whose key may not read transmitters, or has none: all else goes on, and the groups stay',
  async (context) => {
    const world = await aDay(context);
    await settle(world, POP);
    const body = JSON.stringify({ type: 'error', message: 'Recurso nao disponivel' });
    world.ixc.faults.on({ target: 'radpop_radio' }, answer({ status: 200, body }));
    setStatus(world, 3, 'CA');
    world.bqn.forgetWrites();
    expect(await run(world, 0, POP)).toContain('radpop_radio cannot be read, so the groups of sites stay as they are');
    expect(world.bqn.writes.map(({ key }) => key)).toEqual([addressAt(3)]);
    expect(sites(world)).toHaveLength(3);

    const bare = await aDay(context);
    for (const login of bare.ixc.isp.logins) login.extra = {};
    await settle(bare, POP);
    expect(sites(bare)).toEqual([]);
    const checked = await bare.run([...POP, '--check']);
    expect(checked.output).toContain(
      'id_transmissor is filled for 0 of 12 online logins: --site-groups pop puts nobody',
    );
    const filled = await world.run([...POP, '--check']);
    expect(filled.output).toContain('id_transmissor is filled for 12 of 12 online logins');
  },
);
