import { expect, test } from 'vitest';
import { variant } from '../support/variant.ts';
import { aWorld, onEnd, told } from '../support/world.ts';

/** A BQN whose own billing integration is switched on is a second writer of the same entries. */

const SAYS = /look .*its own billing integration is on: it gave 2 of \d+ subscribers their policy/;

test.concurrent('--check says that the billing integration of a BQN is on, and is no failure', async (context) => {
  const world = await aWorld(onEnd(context));
  for (const ip of ['203.0.113.70', '203.0.113.71'])
    world.bqn.seedSubscriber(ip, { policyAssignedBy: 'billing', policyRate: 'Operator-Gold', subscriberId: ip });
  const run = await world.run(['--check']);
  expect(run.code, told(run)).toBe(0);
  expect(run.output).toMatch(SAYS);
});

variant('of other hands it says nothing of the kind', async (context) => {
  const world = await aWorld(onEnd(context));
  for (const by of ['radius', 'default', 'api', 'rules'])
    world.bqn.seedSubscriber(`203.0.113.${70 + by.length}`, { policyAssignedBy: by });
  const run = await world.run(['--check']);
  expect(run.code, told(run)).toBe(0);
  expect(run.output).not.toContain('billing integration');
});
