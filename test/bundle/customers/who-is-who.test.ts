import { rmSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { addressAt, type Isp } from '../../simulator/index.ts';
import { anIspOf, BLOCK, customer, policiesOn, setStatus } from '../../support/customers.ts';
import { bundleIf, fromSource } from '../../support/from-source.ts';
import { variant } from '../../support/variant.ts';
import { aWorld, onEnd, told, type World } from '../../support/world.ts';

/**
 * Who is who, through the bundle, in stories of several runs that combine wishes: whoever is skipped holds their place, a
 * customer is the same under another name and at every entry, a namesake is somebody else.
 */

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

const PREFIX = '2001:db8:0:100::/56';
const POOL = '2001:db8::/48';
const COUNT = 24;
const FREE = '100.64.99.9';

type Context = Parameters<typeof onEnd>[0];

async function aDay(context: Context, of: Parameters<typeof anIspOf>[1] = () => ({})): Promise<World> {
  const isp: Isp = anIspOf(COUNT, of);
  return await aWorld(onEnd(context), { isp, seeded: false });
}

async function run(world: World, ...args: readonly string[]): Promise<string> {
  const done = await world.run(args);
  expect([0, 6], told(done)).toContain(done.code);
  return done.output;
}

function entry(world: World, at: number | string) {
  return world.bqn.subscribers.get(typeof at === 'number' ? addressAt(at) : at);
}

/** A day that overrides may name. */
function soon(): string {
  return new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
}

const ofOne = (fields: object) => (at: number) => (at === 1 ? fields : {});

test.concurrent.for([
  ['--skip-login', ['--skip-login', 'cliente2']],
  ['--skip-login, by its id', ['--skip-login', 'id:92']],
  ['--skip-plan', ['--skip-plan', 'Prata']],
  ['--skip-subnet', ['--skip-subnet', '100.64.0.2/32']],
  ['an override', ['--overrides']],
] as const)(
  'a debtor’s stale session at the address of one skipped by %s is not written there',
  ([skip, args], context) =>
    bundleIf(skip === '--skip-login', async () => {
      const world = await aDay(context, (at) => (at === 1 ? { status: 'CA' } : at === 2 ? { plan: '2' } : {}));
      writeFileSync(world.path('overrides.csv'), `cliente2,skip,${soon()},ana,by hand\n`);
      Object.assign(customer(world, 1), { ip: addressAt(2) });
      await run(world, ...args, ...(args[0] === '--overrides' ? [world.path('overrides.csv')] : []));
      expect(policiesOn(world, addressAt(2)), 'nothing of the debtor’s').toEqual(['']);
    }),
);

variant(
  'the pool of the provider in a debtor does not reach into the prefix of one who is skipped',
  async (context) => {
    const world = await aDay(context, (at) =>
      at === 1 ? { status: 'CA', prefix: POOL } : at === 2 ? { prefix: PREFIX } : {},
    );
    await run(world, '--dual-stack', '--skip-login', 'cliente2');
    const blocked = [...world.bqn.groups.values()].filter(({ policyRate }) => policyRate === BLOCK);
    expect(blocked.flatMap(({ subscriberRanges }) => subscriberRanges ?? [])).toEqual([]);
  },
);

test.concurrent.for([
  ['--offline-grace', ['--offline-grace', '1h']],
  ['--prune none', ['--prune', 'none']],
] as const)('one who is skipped does not inherit entry and group of a debtor under %s', ([, args], context) =>
  bundleIf(false, async () => {
    const world = await aDay(context, ofOne({ status: 'CA', prefix: PREFIX }));
    await run(world, '--dual-stack', ...args);
    expect(policiesOn(world, addressAt(1), PREFIX)).toEqual([BLOCK]);
    Object.assign(customer(world, 1), { online: 'N', ip: '', prefix: '' });
    Object.assign(customer(world, 2), { ip: addressAt(1), prefix: PREFIX });
    await run(world, '--dual-stack', '--skip-login', 'cliente2', ...args);
    expect(policiesOn(world, addressAt(1), PREFIX)).not.toContain(BLOCK);
  }),
);

variant('--fixed-ip writes nobody over one who is skipped and online', async (context) => {
  const world = await aDay(context);
  const fixed = { online: 'N', ip: addressAt(2), extra: { fixar_ip: 'S' } };
  Object.assign(customer(world, 1), fixed);
  await run(world, '--fixed-ip', '--skip-login', 'cliente2');
  expect(entry(world, 2)?.subscriberId).not.toBe('cliente1');
});

variant('what an operator set by hand for a skipped plan stays while the customer is offline', async (context) => {
  const world = await aDay(context, ofOne({ plan: '2' }));
  world.others((bqn) => {
    bqn.seedPolicy('VIP', { policyId: 'vip', rateLimitDownlink: { rate: 9 }, rateLimitUplink: { rate: 9 } });
    bqn.seedSubscriber(addressAt(1), { subscriberId: 'cliente1', policyRate: 'VIP', policyAssignedBy: 'api' });
  });
  const args = ['--prune', 'all', '--skip-plan', 'Prata'];
  await run(world, ...args);
  Object.assign(customer(world, 1), { online: 'N', ip: '' });
  await run(world, ...args);
  expect(entry(world, 1)).toMatchObject({ subscriberId: 'cliente1', policyRate: 'VIP' });
});

variant(
  'a block of ours on whoever left the scope is taken back once the contract asks for none; one by hand stays',
  async (context) => {
    const world = await aDay(context, (at) => (at <= 2 ? { status: 'CA' } : {}));
    await run(world);
    expect(entry(world, 1)?.policyRate).toBe(BLOCK);
    const skip = ['--skip-login', 'cliente1,cliente3'];
    await run(world, ...skip);
    expect(entry(world, 1)?.policyRate, 'still due').toBe(BLOCK);
    world.others((bqn) => bqn.seedSubscriber(addressAt(3), { subscriberId: 'cliente3', policyRate: BLOCK }));
    setStatus(world, 1, 'A');
    await run(world, ...skip);
    expect(entry(world, 1)?.policyRate).toBe('Ouro');
    expect(entry(world, 3)?.policyRate, 'by the operator’s own hand').toBe(BLOCK);
  },
);

variant('a login that is renamed stays blocked while nobody can say that it is not', async (context) => {
  const world = await aDay(context, ofOne({ status: 'CA' }));
  await run(world);
  setStatus(world, 1, '');
  Object.assign(customer(world, 1), { login: 'outro', ip: FREE });
  await run(world);
  expect(entry(world, FREE)).toMatchObject({ subscriberId: 'outro', policyRate: BLOCK });
});

variant(
  '--explain shows what a run does with the entry of an old name, and whom another BQN serves',
  async (context) => {
    const world = await aDay(context, () => ({}));
    await run(world);
    Object.assign(customer(world, 1), { login: 'outro', ip: FREE });
    const explained = await world.run(['--explain', 'outro']);
    expect(explained.stdout).toContain(`entry ${addressAt(1)}: id cliente1`);
    expect(explained.stdout).toMatch(new RegExp(`the next run would write: - ${addressAt(1)}`));
    Object.assign(customer(world, 2), { ip: '10.9.9.9' });
    const elsewhere = await world.run(['--explain', 'cliente2', '--only-subnet', '100.64.0.0/10']);
    expect(elsewhere.stdout).toContain(`entry ${addressAt(2)} stays: another BQN serves the customer`);
  },
);

variant('a first run counts what becomes of those whom a RADIUS calls otherwise', async (context) => {
  const world = await aDay(context, (at) => ({ status: at <= 12 ? 'CA' : 'A' }));
  world.others((bqn) => {
    bqn.seedPolicy('Radius', { policyId: 'r', rateLimitDownlink: { rate: 90_000 }, rateLimitUplink: { rate: 90_000 } });
    for (let at = 1; at <= COUNT; at++)
      bqn.seedSubscriber(addressAt(at), {
        subscriberId: `cliente${at}@isp`,
        policyRate: 'Radius',
        policyAssignedBy: 'api',
      });
  });
  const done = await world.run([]);
  expect(done.code, told(done)).toBe(6);
  expect(entry(world, 1)?.policyRate, 'held back: as the BQN had it').toBe('Radius');
});

test.concurrent.for([
  ['still wanted', ['--ipv6-subscribers', '56']],
  ['off again', []],
  ['off again, the state file lost', ['lost']],
  ['off again, nothing deleted', ['--prune', 'none']],
] as const)('an IPv6 entry is unblocked with its customer: %s', ([when, after], context) =>
  bundleIf(when === 'still wanted', async () => {
    const world = await aDay(context, ofOne({ status: 'CA', prefix: PREFIX }));
    await run(world, '--ipv6-subscribers', '56');
    const key = [...world.bqn.subscribers.keys()].find((ip) => ip.includes(':')) ?? '';
    expect(entry(world, key)?.policyRate).toBe(BLOCK);
    setStatus(world, 1, 'A');
    if (after[0] === 'lost') rmSync(world.stateFile);
    await run(world, ...after.filter((arg) => arg !== 'lost'));
    expect(entry(world, key)?.policyRate).not.toBe(BLOCK);
    expect(entry(world, 1)?.policyRate).toBe('Ouro');
  }),
);

variant(
  'an old blocked entry elsewhere neither blocks on reconnecting nor hides a block from the gate',
  async (context) => {
    const world = await aDay(context, (at) => ({ status: at <= 12 ? 'CA' : 'A' }));
    await run(world, '--force', '--prune', 'none');
    for (let at = 1; at <= 12; at++) {
      setStatus(world, at, 'A');
      Object.assign(customer(world, at), { ip: `100.64.88.${at}` });
    }
    await run(world, '--force', '--prune', 'none');
    expect(entry(world, '100.64.88.1')?.policyRate).toBe('Ouro');
    for (let at = 1; at <= 12; at++) setStatus(world, at, 'CA');
    for (let at = 1; at <= 6; at++) Object.assign(customer(world, at), { ip: `100.64.89.${at}` });
    const done = await world.run(['--prune', 'none']);
    expect(done.code, told(done)).toBe(6);
    expect(entry(world, '100.64.89.1')?.policyRate).not.toBe(BLOCK);
  },
);

variant(
  'a plan that becomes unreadable lifts nobody’s limit, though reduced speed or an override puts them on it',
  async (context) => {
    const world = await aDay(context, ofOne({ plan: '2' }));
    await run(world);
    const [, silver] = world.ixc.isp.plans;
    Object.assign(silver ?? {}, { name: 'Novo', download: 'rapido' });
    await run(world, '--dual-stack');
    expect(entry(world, 1)?.policyRate).toBe('Prata');
    expect(world.bqn.policies.has('Prata')).toBe(true);
  },
);

test.concurrent('a namesake does not take over the group of one who is left alone: a debtor has a group of their own', (context) =>
  fromSource(async () => {
    const world = await aDay(context);
    const [vip, debtor] = [customer(world, 1), customer(world, 2)];
    Object.assign(vip, { login: 'cpe', prefix: '2001:db8:a::/64' });
    Object.assign(debtor, { login: 'cpe', prefix: '2001:db8:b::/64' });
    await run(world, '--dual-stack');
    const before = structuredClone(world.bqn.groups.get('DS-cpe'));
    expect(before).toMatchObject({ subscriberRanges: ['2001:db8:a::/64'] });
    for (const contract of world.ixc.isp.contracts)
      if ([vip.contract, debtor.contract].includes(contract.id)) contract.status = 'CA';
    const SKIP = ['--dual-stack', '--skip-login', `id:${vip.id}`];
    for (const lost of [false, true]) {
      if (lost) rmSync(world.stateFile);
      await run(world, ...SKIP);
      expect(world.bqn.groups.get('DS-cpe')).toEqual(before);
      expect(world.bqn.groups.get(`DS-cpe-${debtor.id}`)).toMatchObject({
        subscriberRanges: ['2001:db8:b::/64'],
        policyRate: BLOCK,
      });
    }
    world.bqn.forgetWrites();
    await run(world, ...SKIP);
    expect(world.bqn.writes).toEqual([]);
  }));

test.concurrent('whoever is put on an unreadable plan is told with it, and whoever is taken off it is not', (context) =>
  fromSource(async () => {
    const world = await aDay(context, ofOne({ plan: '2' }));
    await run(world);
    const [, silver] = world.ixc.isp.plans;
    Object.assign(silver ?? {}, { download: 'rapido' });
    const until = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    const override = (login: string, what: string) => {
      writeFileSync(world.path('overrides.csv'), `${login},${what},${until},ana,acordo\n`);
      return ['--overrides', world.path('overrides.csv')];
    };
    const said = (logins: number) => `and their ${logins} online logins get no new speed`;
    expect(await run(world)).toContain(said(1));
    const on = override('cliente2', 'plan Prata');
    expect(await run(world, ...on)).toContain(said(2));
    expect(await run(world, '--explain', 'cliente2', ...on)).toContain(
      'the speed of plan 2 cannot be read: policy Prata',
    );
    expect(await run(world, ...override('cliente1', 'plan Ouro'))).toContain(said(0));
  }));

test.concurrent.for([
  ['network', { subscriberRanges: ['100.64.0.0/16'] }],
  ['prefix', { subscriberRanges: ['2001:db8:0:100::/48'] }],
  ['subscriber id', { subscriberIds: ['cliente1'] }],
] as const)(
  'a DS- group of any hand that blocks a payer by %s lets go of them, by name in the log',
  ([what, holds], context) =>
    bundleIf(what === 'prefix', async () => {
      const world = await aDay(context, ofOne({ prefix: PREFIX }));
      await run(world);
      world.others((bqn) => bqn.seedGroup('DS-antigo', { ...holds, policyRate: BLOCK }));
      expect(await run(world)).toMatch(/DS-antigo/);
      const group = world.bqn.groups.get('DS-antigo');
      const left = [group?.['subscriberRanges'], group?.['subscriberIds']].flat().filter((part) => part !== undefined);
      expect(left).toEqual([]);
    }),
);

variant('an operator’s group that gives a customer another fate by a network is told, and left', async (context) => {
  const world = await aDay(context);
  await run(world);
  const group = { subscriberRanges: ['100.64.0.0/30'], policyRate: BLOCK };
  world.others((bqn) => bqn.seedGroup('Predio', group));
  expect(await run(world)).toMatch(/group Predio gives policy Billing-Block to cliente1 100\.64\.0\.1/);
  expect(world.bqn.groups.get('Predio')).toMatchObject(group);
});

variant(
  'a customer who is online without an address keeps entry and group until somebody else has the address',
  async (context) => {
    const world = await aDay(context, (at) =>
      at <= 2 ? { status: at === 1 ? 'CA' : 'A', prefix: at === 2 ? PREFIX : '' } : {},
    );
    await run(world, '--dual-stack');
    for (const at of [1, 2]) Object.assign(customer(world, at), { ip: '', prefix: '' });
    await run(world, '--dual-stack');
    expect([entry(world, 1)?.policyRate, entry(world, 2)?.policyRate]).toEqual([BLOCK, 'Ouro']);
    expect(world.bqn.groups.get('DS-cliente2')).toMatchObject({ policyRate: 'Ouro' });
    setStatus(world, 1, 'A');
    await run(world, '--dual-stack');
    expect(entry(world, 1)?.policyRate, 'paid').toBe('Ouro');
    Object.assign(customer(world, 3), { ip: addressAt(1) });
    await run(world, '--dual-stack');
    expect(entry(world, 1)).toMatchObject({ subscriberId: 'cliente3' });
  },
);
