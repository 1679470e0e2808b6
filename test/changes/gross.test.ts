import { describe, expect, test } from 'vitest';
import { NO_MEMORY } from '../../src/changes/gate-memory.ts';
import { grossErrors, isGross } from '../../src/changes/gross.ts';
import type { Fate } from '../../src/customers/fate.ts';
import type { FateChange } from '../../src/customers/fate-change.ts';
import { aBqn, aChange, aChangePlan, aCreation, aFate, policyItem } from '../support/builders.ts';

const baseline = (kbps: number, isSteady = true) => ({ downKbps: kbps, upKbps: kbps, isSteady });
const rates = (downKbps: number, upKbps = downKbps) => ({ downKbps, upKbps });
const gold = (kbps: number, policy = 'Gold'): Fate => ({ kind: 'limited', policy, downKbps: kbps, upKbps: kbps });

describe('a gross error', () => {
  test.each([
    [100, 11, false],
    [100, 10, true],
    [100, 1, true],
    [100, 999, false],
    [100, 1000, true],
    [100, -1, true],
    [-1, 100, false],
    [0, 100, false],
  ])('from %d to %d Kbps: %s', (before, after, isOne) => {
    expect(isGross(rates(before), rates(after))).toBe(isOne);
    expect(isGross(rates(50, before), rates(50, after))).toBe(isOne);
  });
});

/** A policy that is written so, with those who are under it. */
function found({
  to = 1000,
  fates = [aFate({ from: gold(100_000), to: gold(1000), effect: 'slows' })],
  memory = {},
  kind = 'policy' as 'policy' | 'group',
  key = 'Gold',
} = {}) {
  const body = { policyId: '1', rateLimitDownlink: { rate: to }, rateLimitUplink: { rate: to } };
  const listed = policyItem(key, { rateLimitUplink: { rate: 100_000 } });
  const plan = aChangePlan([aChange({ kind, key, body })], { fates });
  return grossErrors(plan, aBqn({ policies: [listed] }), { ...NO_MEMORY, ...memory });
}

describe('of a policy', () => {
  test('is told with both speeds and with those who are under it', () => {
    expect(found()).toMatchObject([
      { policy: 'Gold', under: 'Gold', before: rates(100_000), after: rates(1000), who: ['maria'] },
    ]);
    expect(found({ to: -1 })).toHaveLength(1);
  });

  test('is none that nobody is under, nor that of a group or of the block', () => {
    expect(found({ fates: [] })).toEqual([]);
    expect(found({ kind: 'group' })).toEqual([]);
    expect(found({ key: 'Billing-Block' })).toEqual([]);
  });

  test('counts those who are away, and not those who leave it', () => {
    const last = new Map<string, Fate>([
      ['away', gold(100_000)],
      ['leaver', gold(100_000)],
      ['other', gold(100_000, 'Lead')],
    ]);
    const leaver = aFate({ customer: 'leaver', from: gold(100_000), to: gold(100_000, 'Lead'), effect: 'changes' });
    expect(found({ fates: [leaver], memory: { last } })[0]?.who).toEqual(['away']);
  });

  test('is measured at what the policy was a day ago, and is none where it comes back to that', () => {
    expect(found({ to: 30_000, memory: { agreed: new Map([['Gold', baseline(300_000)]]) } })).toHaveLength(1);
    expect(found({ to: 1000, memory: { agreed: new Map([['Gold', baseline(1000)]]) } })).toEqual([]);
    expect(found({ to: 1000, memory: { agreed: new Map([['Gold', baseline(1000, false)]]) } })).toHaveLength(1);
    expect(found({ to: 60_000, memory: { agreed: new Map([['Gold', baseline(50_000)]]) } })).toEqual([]);
  });

  test('is none where the speed stays, whatever else is written', () => {
    expect(found({ to: 100_000, memory: { agreed: new Map([['Gold', baseline(1000)]]) } })).toEqual([]);
  });

  test('of a body without speeds nothing is said', () => {
    const plan = aChangePlan([aChange({ kind: 'policy', key: 'Gold', body: {} })], { fates: [aFate()] });
    expect(grossErrors(plan, aBqn({ policies: [policyItem()] }), NO_MEMORY)).toEqual([]);
    const missing = aChangePlan([aChange({ kind: 'policy', key: 'Lead', body: {} })]);
    expect(grossErrors(missing, aBqn({ policies: [policyItem()] }), NO_MEMORY)).toEqual([]);
  });

  test('a speed of one way alone is a speed', () => {
    const body = { rateLimitDownlink: { rate: 100_000 }, rateLimitUplink: {} };
    const plan = aChangePlan([aChange({ kind: 'policy', key: 'Gold', body })], {
      fates: [aFate({ from: gold(1), to: gold(1) })],
    });
    expect(grossErrors(plan, aBqn({ policies: [policyItem()] }), NO_MEMORY)).toMatchObject([
      { after: rates(100_000, -1) },
    ]);
  });
});

describe('of a plan that was renamed', () => {
  const moving = (to: Fate, from: Fate = gold(100_000), memory = {}, id: string | undefined = '1') => {
    const create = aCreation({ kind: 'policy', key: 'New', body: id === undefined ? {} : { policyId: id } });
    const fates = ['a', 'b'].map((customer) => aFate({ customer, from, to, effect: 'slows' }));
    const policies = [policyItem(), policyItem('Listed', { policyId: '1' })];
    return grossErrors(aChangePlan([create], { fates }), aBqn({ policies }), { ...NO_MEMORY, ...memory });
  };

  test('is held where its customers move to it, whether it is made now or was made before', () => {
    expect(moving(gold(1000, 'New'))).toMatchObject([{ policy: 'New', under: 'Gold', who: ['a', 'b'] }]);
    expect(moving(gold(1000, 'Listed'))).toMatchObject([{ policy: 'Listed', under: 'Gold' }]);
    expect(moving({ kind: 'unlimited', policy: 'New' })).toHaveLength(1);
  });

  test('is one to whoever was away under a name that is gone as well, and to nobody else', () => {
    const create = aCreation({ kind: 'policy', key: 'New', body: { policyId: '1' } });
    const home = aFate({ customer: 'away', from: gold(100_000, 'Gone'), to: gold(1000, 'New'), effect: 'slows' });
    const here = aFate({ customer: 'here', from: gold(100_000), to: gold(1000, 'New'), effect: 'slows' });
    const found = (fates: FateChange[]) =>
      grossErrors(aChangePlan([create], { fates }), aBqn({ policies: [policyItem()] }), NO_MEMORY);
    expect(found([home, here])).toMatchObject([{ policy: 'New', who: ['here', 'away'] }]);
    expect(found([home])).toEqual([]);
  });

  test('is none of another plan, of the same speed, or of an ordinary one', () => {
    expect(moving(gold(1000, 'New'), gold(100_000), {}, '2')).toEqual([]);
    expect(moving(gold(1000, 'Nowhere'))).toEqual([]);
    expect(moving(gold(1000, 'New'), gold(1000), { agreed: new Map([['Gold', baseline(100_000)]]) })).toEqual([]);
    expect(moving(gold(60_000, 'New'))).toEqual([]);
    expect(moving({ kind: 'blocked' })).toEqual([]);
    expect(moving({ kind: 'unsaid' })).toEqual([]);
    expect(moving(gold(1000, 'New'), gold(100_000, 'Elsewhere'))).toEqual([]);
    expect(moving(gold(1000, 'New'), gold(1000), {}, undefined)).toEqual([]);
  });

  test('nothing that was unlimited, on the BQN or by a fate, is a tenth of anything', () => {
    expect(moving(gold(1000, 'New'), { kind: 'unlimited', policy: 'Gold' })).toEqual([]);
    const body = { policyId: '1', rateLimitDownlink: { rate: 10 }, rateLimitUplink: { rate: 10 } };
    const plan = aChangePlan([aChange({ kind: 'policy', key: 'Gold', body })], {
      fates: [aFate({ from: gold(1), to: gold(1) })],
    });
    const bqn = aBqn({ policies: [{ policyName: 'Gold', policyId: '1' }] });
    expect(grossErrors(plan, bqn, NO_MEMORY)).toEqual([]);
  });

  test('is measured at what the policy was a day ago', () => {
    expect(moving(gold(40_000, 'New'), gold(60_000), { agreed: new Map([['Gold', baseline(400_000)]]) })).toHaveLength(
      1,
    );
  });
});
