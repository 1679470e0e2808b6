import { rmSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { addressAt } from '../../simulator/index.ts';
import { anIspOf, customer } from '../../support/customers.ts';
import { fromSource } from '../../support/from-source.ts';
import { journalOf } from '../../support/journal-of.ts';
import { variant } from '../../support/variant.ts';
import { aWorld, onEnd, told, type World } from '../../support/world.ts';

/** `--adopt`: after a lost state file, what this program made of customers who are off the net is its own again. */

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

async function run(world: World, ...args: readonly string[]): Promise<string> {
  const ended = await world.run(args);
  expect(ended.code, told(ended)).toBe(0);
  return ended.output;
}

/** Two who went while the state file was lost, one who moved, and what others made. */
async function afterTheLoss(context: Parameters<typeof onEnd>[0]) {
  const world = await aWorld(onEnd(context), { isp: anIspOf(12), seeded: false });
  await run(world);
  customer(world, 3).online = 'N';
  customer(world, 5).ip = '100.64.7.7';
  world.others((bqn) => {
    bqn.seedPolicy('VIP', { rateLimitDownlink: { rate: 1 }, rateLimitUplink: { rate: 1 } });
    bqn.seedSubscriber('203.0.113.1', { subscriberId: 'vip', policyRate: 'VIP' });
    bqn.seedSubscriber('203.0.113.2', { subscriberId: 'radius', policyRate: 'Ouro', policyAssignedBy: 'radius' });
    bqn.seedGroup('DS-vip', { subscriberMembers: ['203.0.113.1'], policyRate: 'VIP' });
  });
  rmSync(world.stateFile);
  const has = (ip: string) => world.bqn.subscribers.has(ip);
  return { world, has };
}

test.concurrent('what names a policy of ours, and nobody who is online elsewhere, is pruned; all else stays', async (context) => {
  const { world, has } = await afterTheLoss(context);
  await run(world);
  expect(has(addressAt(3)), 'nobody knows whose it is').toBe(true);
  const looked = await run(world, '--adopt', '--dry-run');
  expect(looked).toContain("taken up again as this program's (--adopt): 1 entries and groups: cliente3");
  expect(has(addressAt(3))).toBe(true);
  await run(world, '--adopt');
  expect(has(addressAt(3))).toBe(false);
  expect([addressAt(5), '203.0.113.1', '203.0.113.2'].map(has)).toEqual([true, true, true]);
  expect(world.bqn.groups.has('DS-vip')).toBe(true);
  const journal = journalOf(world);
  expect(journal).toMatch(/"login":"cliente3".*"event":"adopted"/);
  expect(await run(world, '--adopt')).not.toContain('taken up again');
});

variant('who is online where the address is another’s, or in doubt, is online elsewhere, too', async (context) => {
  const { world, has } = await afterTheLoss(context);
  customer(world, 6).ip = addressAt(2);
  Object.assign(customer(world, 7), { ip: addressAt(8), plan: '2' });
  await run(world, '--adopt');
  expect([3, 6, 7].map((at) => has(addressAt(at)))).toEqual([false, true, true]);
});

variant('one start only: refused as a variable, and with what is no run', (context) =>
  fromSource(async () => {
    const { world } = await afterTheLoss(context);
    expect((await world.run([], { env: { IXC_BQN_ADOPT: 'yes' } })).code).toBe(2);
    expect((await world.run(['--adopt', '--remove-all'])).code).toBe(2);
    expect((await world.run(['--adopt', '--check'])).code).toBe(2);
  }),
);
