import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BqnState } from '../../src/bqn/resources.ts';
import type { ChangePlan } from '../../src/changes/change-plan.ts';
import { planChanges } from '../../src/changes/diff.ts';
import { diffSubscribers } from '../../src/changes/diff-subscribers.ts';
import { NO_HOLDS } from '../../src/changes/holds.ts';
import { Roll } from '../../src/customers/roll.ts';
import type { Desired } from '../../src/mapping/desired.ts';
import { situation } from '../support/arbitraries.ts';
import { MemoryBqn } from '../support/memory-bqn.ts';

/** What is as it is wanted is passed over without being asked the long questions, whose answers would be the same. */

const RUNS = { numRuns: 100 };

type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never;

/** A BQN that agrees in most: what a plan left behind, with a few entries that somebody wrote since. */
const nearlyAgreed = fc.tuple(situation, situation, fc.boolean()).map(([all, others, isTouched]) => {
  const bqn = new MemoryBqn(all.lists);
  bqn.carryOut(planChanges(all.desired, bqn.state, all.owned, all.options));
  const touched = new MemoryBqn(others.lists).state;
  const state: BqnState = {
    policies: bqn.state.policies,
    subscribers: new Map([...bqn.state.subscribers, ...(isTouched ? [...touched.subscribers].slice(0, 1) : [])]),
    groups: new Map([...bqn.state.groups, ...(isTouched ? [...touched.groups].slice(0, 1) : [])]),
  };
  return { ...all, state };
});

function subscribersOf({ desired, owned }: Situation, state: BqnState, isSteady: (policy: string) => boolean) {
  const ratesOf = (name: string) => state.policies.get(name);
  return diffSubscribers(desired, state, {
    roll: new Roll(desired, state, { owned, remembered: new Map(), outside: new Set() }),
    available: new Set(state.policies.keys()),
    isOurPolicy: (policy) => policy === 'Billing-Block' || desired.policies.has(policy),
    ratesBefore: ratesOf,
    ratesAfter: ratesOf,
    isSteady,
    passesOn: () => false,
    heirOf: () => undefined,
    isKnown: () => false,
    anothers: new Set(),
    holds: NO_HOLDS,
  });
}

test('property: a subscriber that agrees outright is what the long way finds', () => {
  let agreed = 0;
  fc.assert(
    fc.property(nearlyAgreed, (all) => {
      const short = subscribersOf(all, all.state, (policy) => all.state.policies.has(policy));
      agreed += short.equal.length;
      expect(short).toEqual(subscribersOf(all, all.state, () => false));
    }),
    RUNS,
  );
  expect(agreed).toBeGreaterThan(0);
});

/** Without what is asked of a plan later. */
function withoutAsking(plan: ChangePlan) {
  return { ...plan, keyOf: 0, keyOfName: 0, unserved: 0 };
}

/** The same groups, told in a way that the short way does not know. */
function withNobodyJoined(desired: Desired): Desired {
  return { ...desired, groups: new Map([...desired.groups].map(([name, group]) => [name, { ...group, joined: [] }])) };
}

test('property: a group that agrees outright is what the long way finds', () => {
  let agreed = 0;
  fc.assert(
    fc.property(nearlyAgreed, ({ desired, state, owned, options }) => {
      const short = planChanges(desired, state, owned, options);
      const long = planChanges(withNobodyJoined(desired), state, owned, options);
      agreed += short.unchanged.group;
      expect(withoutAsking(short)).toEqual(withoutAsking(long));
    }),
    RUNS,
  );
  expect(agreed).toBeGreaterThan(0);
});
