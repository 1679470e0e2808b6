import { expect, test } from 'vitest';
import { planChanges } from '../../src/changes/diff.ts';
import { type Gated, gate } from '../../src/changes/gate.ts';
import { NO_HOLDS } from '../../src/changes/holds.ts';
import { mapToBqn } from '../../src/mapping/map-to-bqn.ts';
import { many } from '../support/builders.ts';
import { MemoryBqn } from '../support/memory-bqn.ts';
import { situationOf } from './random-situation.ts';

const SITUATIONS = 150;

/** What the gate says of a random situation, where so many of a kind are approved. */
function gatedIn(seed: number): (approved: ReadonlyMap<string, number>) => Gated {
  const { billing, mapping, lists, owned, options, limits, memory } = situationOf(seed);
  const bqn = new MemoryBqn(lists).state;
  const desired = mapToBqn(billing, mapping);
  const planWith = (holds = NO_HOLDS) => planChanges(desired, bqn, owned, { ...options, holds });
  const whole = planWith();
  return (approved) => gate(whole, { ...limits, force: false, approved }, memory, bqn, planWith);
}

/** Of speeds not: whoever was to join a policy whose new speed was held back is hit by it once that is approved. */
test('to approve as many as are held back lets all of them pass, in random situations', () => {
  let met = 0;
  for (const seed of many(SITUATIONS, (one) => one)) {
    const gated = gatedIn(seed);
    for (const { kind, count } of gated(new Map()).heldBack.filter((part) => part.kind !== 'speeds')) {
      const { heldBack, refused } = gated(new Map([[kind, count]]));
      expect([refused, heldBack.filter((part) => part.kind === kind)], `${kind} of ${seed}`).toEqual([[], []]);
      met++;
    }
  }
  expect(met).toBeGreaterThan(SITUATIONS / 10);
});
