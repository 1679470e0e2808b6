import { expect, test, vi } from 'vitest';
import { fromSource } from '../../support/from-source.ts';
import { aWorld, onEnd, told, type World } from '../../support/world.ts';

/** `--fixed-ip all`: also logins whose IP is fixed because the general settings of IXC say so. */

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

/** Two customers who are not online: one whose IP is fixed by the login, one by the general settings. */
async function aWorldOf(context: Parameters<typeof onEnd>[0]) {
  const world = await aWorld(onEnd(context), { seeded: false });
  const [own, general] = world.ixc.isp.logins;
  if (own === undefined || general === undefined) throw new Error('nobody there');
  Object.assign(own, { online: 'SS', extra: { fixar_ip: 'S' } });
  Object.assign(general, { online: 'N', extra: { fixar_ip: 'H' } });
  const has = (login: typeof own) =>
    world.bqn.subscribers.get(login.ip ?? '')?.['subscriberId'] === login.login.replace(/\s/g, '_');
  return { world, own, general, whoHas: () => [has(own), has(general)] };
}

async function run(world: World, ...args: readonly string[]): Promise<string> {
  const ran = await world.run([...args, '--force']);
  expect(ran.code, told(ran)).toBe(0);
  return ran.output;
}

test.concurrent('without it those of the general settings are left out, with it they have their plan', async (context) => {
  const { world, general, whoHas } = await aWorldOf(context);
  await run(world, '--fixed-ip');
  expect(whoHas()).toEqual([true, false]);
  await run(world, '--fixed-ip', 'all');
  expect(whoHas()).toEqual([true, true]);
  Object.assign(general, { active: 'N' });
  await run(world, '--fixed-ip=all');
  expect(whoHas(), 'one that is cut has no service').toEqual([true, false]);
  world.expectGoodManners(await world.run(['--fixed-ip', 'all']));
});

test.concurrent('as a variable, and never a block at an IP that may be stale', (context) =>
  fromSource(async () => {
    const { world, general, whoHas } = await aWorldOf(context);
    const contract = world.ixc.isp.contracts.find(({ id }) => id === general.contract);
    Object.assign(contract ?? {}, { status: 'CA' });
    const ran = await world.run(['--force'], { env: { IXC_BQN_FIXED_IP: 'all' } });
    expect(ran.code, told(ran)).toBe(0);
    expect(whoHas()).toEqual([true, true]);
    expect(world.bqn.subscribers.get(general.ip ?? '')?.['policyRate']).not.toBe('Billing-Block');
  }));

test.concurrent('a host behind the flag is the host', (context) =>
  fromSource(async () => {
    const { world, whoHas } = await aWorldOf(context);
    await run(world, '--fixed-ip', world.ixc.host, world.ixc.key);
    expect(whoHas()).toEqual([true, false]);
  }));
