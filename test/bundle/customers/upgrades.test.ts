import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { addressAt } from '../../simulator/index.ts';
import { anIspOf, BLOCK, customer, policiesOn, setStatus } from '../../support/customers.ts';
import { fromSource } from '../../support/from-source.ts';
import { aWorld, onEnd, told, type World } from '../../support/world.ts';

/** State files that older versions have written: what they name is ours as far as that is certain. */

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

const COUNT = 4;
const BURST = { download_busrt: '200M', download_busrt_th: '', download_busrt_time: '8' };

/** A BQN as that version left it, beside its state file; made by its bundle, with the label `BQN`. */
async function after(version: string, context: Parameters<typeof onEnd>[0]): Promise<World> {
  const isp = anIspOf(COUNT, (at) => ({ prefix: `2001:db8:${at}::/56`, plan: at === COUNT ? '2' : '1' }));
  for (const login of isp.logins) login.extra = { id_concentrador: '3' };
  const world = await aWorld(onEnd(context), { isp, seeded: false });
  const isLast = version === '2.5.0';
  Object.assign(isp.plans[0] ?? {}, { extra: version === '2.0.0' ? {} : BURST });
  const args = [...(version === '2.0.0' ? [] : ['--burst']), ...(isLast ? ['--site-groups', 'nas'] : [])];
  for (let at = 0; at < 2; at++) await run(world, args);
  const file = new URL(`../../support/state-files/${version}.json`, import.meta.url);
  writeFileSync(world.stateFile, readFileSync(file, 'utf8').replaceAll('"BQN"', JSON.stringify(world.bqn.host)));
  world.bqn.forgetWrites();
  return world;
}

async function run(world: World, args: readonly string[] = []): Promise<void> {
  const done = await world.run(args);
  expect(done.code, told(done)).toBe(0);
  world.expectGoodManners(done);
}

async function ofNames(context: Parameters<typeof onEnd>[0]): Promise<void> {
  const world = await after('2.0.0', context);
  const [one, two] = [addressAt(1), addressAt(2)];
  customer(world, 1).online = 'N';
  customer(world, COUNT).plan = '1';
  world.ixc.isp.plans.splice(1, 1);
  world.others((bqn) => {
    bqn.seedSubscriber(one, { subscriberId: 'vip', policyRate: 'Ouro' });
    bqn.seedPolicy('Prata', { policyId: 'vip' });
    bqn.seedGroup('DS-cliente1', { subscriberMembers: [one], policyRate: 'Prata' });
  });
  await run(world);
  await run(world);
  expect(world.bqn.subscribers.get(one), 'the operator’s').toMatchObject({ subscriberId: 'vip', policyRate: 'Ouro' });
  expect(world.bqn.policies.get('Prata')).toMatchObject({ policyId: 'vip' });
  expect(world.bqn.groups.has('DS-cliente1')).toBe(true);
  customer(world, 2).online = 'N';
  await run(world);
  expect(world.bqn.subscribers.has(two), 'ours: a list has shown our id').toBe(false);
  expect(world.bqn.groups.has('DS-cliente2')).toBe(false);
}

test.concurrent('2.0.0: names alone delete nothing of the operator’s; what a list shows under our id is ours', async (context) => {
  await ofNames(context);
});

test.concurrent('2.0.0: nor does --remove-all', async (context) => {
  await fromSource(async () => {
    const world = await after('2.0.0', context);
    world.others((bqn) => bqn.seedSubscriber(addressAt(1), { subscriberId: 'vip', policyRate: 'Ouro' }));
    await world.run(['--remove-all', '--force']);
    expect(world.bqn.subscribers.get(addressAt(1))).toMatchObject({ subscriberId: 'vip' });
  });
});

test.concurrent.for(['2.4.1', '2.5.0'])(
  '%s: ids and no logins: whoever left goes, an entry that is another’s stays',
  async (version, context) => {
    await fromSource(async () => {
      const world = await after(version, context);
      const [one, two] = [addressAt(1), addressAt(2)];
      for (const at of [1, 2]) customer(world, at).online = 'N';
      world.others((bqn) => bqn.seedSubscriber(two, { subscriberId: 'vip', policyRate: 'Ouro' }));
      const sites = version === '2.5.0' ? ['--site-groups', 'nas'] : [];
      await run(world, [...sites, '--burst', '--force']);
      expect(world.bqn.subscribers.has(one)).toBe(false);
      expect(world.bqn.groups.has('DS-cliente1')).toBe(false);
      expect(world.bqn.subscribers.get(two)).toMatchObject({ subscriberId: 'vip' });
      // Nobody can tell what 2.5 wrote from what an operator did: it stays.
      await run(world, ['--force']);
      expect(world.bqn.policies.get('Ouro')).toMatchObject({ rateLimitDownlink: { burstRate: 200_000 } });
      expect(world.bqn.subscribers.get(addressAt(3))?.['subscriberGroups'] ?? ['all-subscribers']).toEqual([
        'all-subscribers',
      ]);
      world.bqn.forgetWrites();
      await run(world);
      expect(world.bqn.writes).toEqual([]);
    });
  },
);

test.concurrent.for(['2.0.0', '2.4.1', '2.5.0'])(
  '%s: a debtor whom it blocked, and who is left alone from now on, is let through when they have paid',
  async (version, context) => {
    await fromSource(async () => {
      const world = await after(version, context);
      // As that version left them.
      for (const one of [world.bqn.subscribers.get(addressAt(1)), world.bqn.groups.get('DS-cliente1')])
        Object.assign(one ?? {}, { policyRate: BLOCK });
      setStatus(world, 1, 'CA');
      const flags = ['--skip-login', 'cliente1', '--burst', '--force'];
      await run(world, flags);
      expect(policiesOn(world, addressAt(1))).toEqual([BLOCK]);
      setStatus(world, 1, 'A');
      await run(world, flags);
      expect(policiesOn(world, addressAt(1))).toEqual(['Ouro']);
    });
  },
);
