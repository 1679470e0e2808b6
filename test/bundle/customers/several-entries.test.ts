import { expect, test, vi } from 'vitest';
import { addressAt, type Isp } from '../../simulator/index.ts';
import { anIspOf, BLOCK, customer, setStatus } from '../../support/customers.ts';
import { variant } from '../../support/variant.ts';
import { aWorld, onEnd, told, type World } from '../../support/world.ts';

/** One customer with several entries, and several logins under one limit, through the bundle. */

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

const IPV6 = ['--ipv6-subscribers', '64'];
const JOIN = ['--join', 'contract'];

/** The prefix of a customer, and how a BQN of /64 writes its subscriber. */
function prefixOf(number: number): string {
  return `2001:db8:0:${number}::/64`;
}

function entryOf(number: number): string {
  return `2001:db8:0:${number}::`;
}

/** So many customers with an IPv4 and a prefix, one contract each. */
function aTownOf(count: number): Isp {
  return anIspOf(count, (at) => ({ prefix: prefixOf(at) }));
}

async function aDay(context: Parameters<typeof onEnd>[0], isp: Isp): Promise<World> {
  return await aWorld(onEnd(context), { isp, seeded: false });
}

async function run(world: World, code: number, args: readonly string[]): Promise<string> {
  const done = await world.runBare(args);
  expect(done.code, told(done)).toBe(code);
  world.expectGoodManners(done);
  return done.output;
}

/** The entries of customers. */
function keysOf(world: World): string[] {
  const theirs = [...world.bqn.subscribers].filter(([, { subscriberId }]) => /^cliente/.test(String(subscriberId)));
  return theirs.map(([key]) => key).sort();
}

function policyAt(world: World, key: string): unknown {
  return world.bqn.subscribers.get(key)?.['policyRate'];
}

function policiesOf(world: World, ...numbers: readonly number[]): unknown[] {
  return numbers.flatMap((number) => [policyAt(world, addressAt(number)), policyAt(world, entryOf(number))]);
}

function groups(world: World): Record<string, { members: unknown; policy: unknown }> {
  const ours = [...world.bqn.groups].filter(([name]) => name.startsWith('DS-'));
  return Object.fromEntries(
    ours.map(([name, group]) => {
      const members = group['subscriberMembers'];
      const ranges = group['subscriberRanges'];
      const parts = [...(Array.isArray(members) ? members : []), ...(Array.isArray(ranges) ? ranges : [])];
      return [name, { members: parts.sort(), policy: group['policyRate'] }];
    }),
  );
}

test.concurrent('--ipv6-subscribers: an entry for each prefix of that length, beside the IPv4, or alone', async (context) => {
  const world = await aDay(context, aTownOf(4));
  Object.assign(customer(world, 1), { wanPrefix: '2001:DB8:0:aa::1/128' });
  Object.assign(customer(world, 2), { prefix: '2001:db8:4:200::/56' });
  Object.assign(customer(world, 3), { ip: '' });
  const output = await run(world, 0, IPV6);
  expect(keysOf(world)).toEqual(
    [addressAt(1), addressAt(2), addressAt(4), '2001:db8:0:1::', '2001:db8:0:aa::', entryOf(3), entryOf(4)].sort(),
  );
  expect(world.bqn.subscribers.get('2001:db8:0:aa::')).toMatchObject({ subscriberId: 'cliente1', policyRate: 'Ouro' });
  expect(output).toMatch(/1 IPv6 prefix wider than a subscriber/);
  expect(output, 'who has no IPv4 is served').not.toMatch(/login without an IP/);
  expect(groups(world), 'no groups unless asked for').toEqual({});
  world.bqn.forgetWrites();
  await run(world, 0, IPV6);
  expect(world.bqn.writes).toEqual([]);
});

variant('a customer with several entries is one customer to the gate, the summary and the journal', async (context) => {
  const world = await aDay(context, aTownOf(12));
  const first = await run(world, 0, IPV6);
  expect(first).toMatch(/customers: 12 come/);
  setStatus(world, 1, 'CA');
  setStatus(world, 2, 'CA');
  const output = await run(world, 0, [...IPV6, '-v']);
  expect(output).toMatch(/customers: 2 blocks/);
  expect(policiesOf(world, 1, 2)).toEqual([BLOCK, BLOCK, BLOCK, BLOCK]);
  const history = await run(world, 0, [...IPV6, '--history', 'cliente1']);
  expect(history.match(/blocks/g)).toHaveLength(1);
});

variant('what is held back for a customer is held back at all their entries', async (context) => {
  const world = await aDay(context, aTownOf(12));
  await run(world, 0, IPV6);
  for (const number of [1, 2, 3]) setStatus(world, number, 'CA');
  const output = await run(world, 6, IPV6);
  expect(output).toMatch(/3 of 12/);
  expect(policiesOf(world, 1, 2, 3)).toEqual(Array(6).fill('Ouro'));
  await run(world, 0, [...IPV6, '--approve', 'blocks=3']);
  expect(policiesOf(world, 1, 2, 3)).toEqual(Array(6).fill(BLOCK));
  for (const number of [4, 5, 6, 7]) Object.assign(customer(world, number), { online: 'N', ip: '' });
  await run(world, 0, IPV6);
  expect(policiesOf(world, 4, 5, 6, 7), '4 of 12 are more than 30 %, and put off').toEqual(Array(8).fill('Ouro'));
  Object.assign(customer(world, 7), { online: 'S', ip: addressAt(7) });
  await run(world, 0, IPV6);
  expect(policiesOf(world, 4, 5, 6), '3 of 12 are still more than half of that').toEqual(Array(6).fill('Ouro'));
  for (const number of [5, 6]) Object.assign(customer(world, number), { online: 'S', ip: addressAt(number) });
  await run(world, 0, IPV6);
  expect(policiesOf(world, 4), '1 of 12 is not').toEqual(Array(2).fill(undefined));
});

variant('an heir of a prefix is not under its last holder’s block, and a shared one is left alone', async (context) => {
  const world = await aDay(context, aTownOf(12));
  setStatus(world, 1, 'CA');
  await run(world, 0, IPV6);
  Object.assign(customer(world, 1), { online: 'N', ip: '' });
  Object.assign(customer(world, 2), { prefix: prefixOf(1) });
  await run(world, 0, IPV6);
  expect(world.bqn.subscribers.get(entryOf(1))).toMatchObject({ subscriberId: 'cliente2', policyRate: 'Ouro' });
  expect(world.bqn.subscribers.has(entryOf(2)), 'what nobody has any more goes').toBe(false);
  Object.assign(customer(world, 3), { prefix: prefixOf(1), plan: '2' });
  const output = await run(world, 0, IPV6);
  expect(world.bqn.subscribers.get(entryOf(1)), 'two plans on one prefix').toMatchObject({ policyRate: 'Ouro' });
  expect(output).toMatch(/IP on several logins with different policies/);
});

variant(
  'nobody is under an IPv6 entry of another that is left there after the flag was switched off',
  async (context) => {
    const world = await aDay(context, aTownOf(12));
    setStatus(world, 1, 'CA');
    await run(world, 0, IPV6);
    await run(world, 0, ['--prune', 'none']);
    expect(policyAt(world, entryOf(1)), 'it stays, as nothing is deleted').toBe(BLOCK);
    Object.assign(customer(world, 1), { online: 'N', ip: '' });
    Object.assign(customer(world, 2), { prefix: prefixOf(1) });
    await run(world, 0, ['--prune', 'none']);
    expect(policyAt(world, entryOf(1)) ?? '').toBe('');
  },
);

variant('--ipv6-subscribers with dual stack agrees with the groups; switched off, its entries go', async (context) => {
  const world = await aDay(context, aTownOf(12));
  await run(world, 0, [...IPV6, '--dual-stack']);
  expect(groups(world)['DS-cliente1']).toEqual({ members: [addressAt(1), prefixOf(1)].sort(), policy: 'Ouro' });
  expect(policiesOf(world, 1)).toEqual(['Ouro', 'Ouro']);
  const explained = await run(world, 0, [...IPV6, '--dual-stack', '--explain', prefixOf(1)]);
  expect(explained).toMatch(/wanted: subscriber 2001:db8:0:1:: as cliente1/);
  expect(explained).toMatch(/entry 2001:db8:0:1::: id cliente1/);
  await run(world, 0, ['--dual-stack']);
  expect(keysOf(world).filter((key) => key.includes(':'))).toEqual([]);
  expect(keysOf(world)).toHaveLength(12);
});

/** Customer 1's contract has three logins: cliente1, cliente2 and cliente3, of which the last has another plan. */
function joinedIsp(): Isp {
  const isp = aTownOf(14);
  const [lead, second, third] = isp.logins;
  for (const login of [second, third]) Object.assign(login ?? {}, { contract: lead?.contract });
  Object.assign(third ?? {}, { plan: '2' });
  return isp;
}

variant('--join contract: the logins of a contract share one group, but for who has another plan', async (context) => {
  const world = await aDay(context, joinedIsp());
  const output = await run(world, 0, JOIN);
  expect(groups(world)).toEqual({ 'DS-cliente1': { members: [addressAt(1), addressAt(2)], policy: 'Ouro' } });
  expect(output).toMatch(/1 login with another policy than its contract's first/);
  world.bqn.forgetWrites();
  await run(world, 0, JOIN);
  expect(world.bqn.writes).toEqual([]);
  setStatus(world, 1, 'CA');
  await run(world, 0, [...JOIN, '--force']);
  expect(groups(world)['DS-cliente1'], 'blocked, the three are alike').toEqual({
    members: [addressAt(1), addressAt(2), addressAt(3)].sort(),
    policy: BLOCK,
  });
});

variant(
  'joined logins bring their prefixes, follow who leads, and let go of an address that is another’s',
  async (context) => {
    const world = await aDay(context, joinedIsp());
    const args = [...JOIN, '--dual-stack'];
    await run(world, 0, args);
    const both = [addressAt(1), addressAt(2), prefixOf(1), prefixOf(2)].sort();
    expect(groups(world)['DS-cliente1']).toEqual({ members: both, policy: 'Ouro' });
    expect(groups(world)['DS-cliente2'], 'in one group, not in two').toBeUndefined();
    expect(groups(world)['DS-cliente3']).toEqual({ members: [addressAt(3), prefixOf(3)].sort(), policy: 'Prata' });
    const [own, other] = [customer(world, 2), customer(world, 4)];
    Object.assign(other, { ip: own.ip, plan: '2', online: 'S' });
    Object.assign(own, { ip: addressAt(40) });
    await run(world, 0, args);
    expect(groups(world)['DS-cliente1']?.members).toEqual(
      [addressAt(1), addressAt(40), prefixOf(1), prefixOf(2)].sort(),
    );
    expect(groups(world)['DS-cliente4']).toEqual({ members: [addressAt(2), prefixOf(4)].sort(), policy: 'Prata' });
    Object.assign(customer(world, 1), { online: 'N', ip: '' });
    await run(world, 0, args);
    expect(groups(world)['DS-cliente1']).toBeUndefined();
    expect(groups(world)['DS-cliente2']).toEqual({ members: [addressAt(40), prefixOf(2)].sort(), policy: 'Ouro' });
    await run(world, 0, ['--dual-stack']);
    await run(world, 0, ['--force']);
    expect(groups(world), 'switched off, they go').toEqual({});
  },
);

variant('a joined login whose block is held back does not share the group of the blocked', async (context) => {
  const world = await aDay(context, joinedIsp());
  await run(world, 0, [...JOIN, '--dual-stack']);
  setStatus(world, 1, 'CA');
  await run(world, 6, [...JOIN, '--dual-stack', '--max-block', '10']);
  expect(groups(world)['DS-cliente1']?.policy, 'held back, nothing changes').toBe('Ouro');
  await run(world, 0, [...JOIN, '--dual-stack', '--force']);
  expect(groups(world)['DS-cliente1']?.policy).toBe(BLOCK);
});
