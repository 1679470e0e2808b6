import { describe, expect, test } from 'vitest';
import { NO_MEMORY } from '../../src/changes/gate-memory.ts';
import { grossErrors, isGross, policyAt, ratesOf } from '../../src/changes/gross.ts';
import type { Fate } from '../../src/customers/fate.ts';
import type { FateChange } from '../../src/customers/fate-change.ts';
import type { JsonObject } from '../../src/text/json.ts';
import { aBqn, aChange, aChangePlan, aCreation, aDeletion, aFate, policyItem } from '../support/builders.ts';

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

describe('a gross error tells', () => {
  const slowed = (customer: string, fields: Partial<FateChange> = {}) =>
    aFate({ customer, from: gold(100_000), to: gold(1000), effect: 'slows', ...fields });

  test('the speed of a day ago, where it is measured at that, and each of the customers once', () => {
    const fates = [slowed('maria'), slowed('maria', { ip: '100.64.0.2' })];
    const last = new Map<string, Fate>([['maria', gold(100_000)]]);
    const memory = { last, agreed: new Map([['Gold', baseline(300_000)]]) };
    expect(found({ fates, memory })).toEqual([
      { policy: 'Gold', under: 'Gold', before: rates(300_000), after: rates(1000), who: ['maria'], fates },
    ]);
  });

  test('those who stay under the policy, and neither who comes into it from elsewhere nor who is blocked', () => {
    const comes = slowed('comes', { from: gold(100_000, 'Lead') });
    const goes = slowed('goes', { to: gold(1000, 'Lead') });
    const blocked = slowed('blocked', { to: { kind: 'blocked' }, effect: 'blocks' });
    const last = new Map<string, Fate>([['blocked', gold(100_000)]]);
    const [one] = found({ fates: [comes, slowed('stays'), goes, blocked], memory: { last } });
    expect([one?.who, one?.fates.map(({ customer }) => customer)]).toEqual([['stays'], ['stays']]);
  });

  test('of a rename: the policy of before and its speed, and each customer once, also who was away', () => {
    const create = aCreation({ kind: 'policy', key: 'New', body: { policyId: '1' } });
    const moved = [
      slowed('maria', { to: gold(1000, 'New') }),
      slowed('maria', { ip: '100.64.0.2', to: gold(1000, 'New') }),
    ];
    const plan = aChangePlan([create], { fates: moved });
    const away = { last: new Map<string, Fate>(), agreed: new Map([['Gold', baseline(300_000)]]) };
    const of = (memory: object) => grossErrors(plan, aBqn({ policies: [policyItem()] }), { ...NO_MEMORY, ...memory });
    expect(of({})).toEqual([
      { policy: 'New', under: 'Gold', before: rates(100_000), after: rates(1000), who: ['maria'], fates: moved },
    ]);
    expect(of(away)).toMatchObject([{ before: rates(300_000) }]);
    expect(Object.keys(of(away)[0]?.before ?? {}), 'speeds alone').toEqual(['downKbps', 'upKbps']);
  });

  test('by policy and speed it is remembered that it was let pass', () => {
    expect(policyAt({ policy: 'Gold', after: rates(10, 20) })).toBe('Gold 10/20');
  });
});

describe('no gross error is', () => {
  const fates = [aFate({ from: gold(100_000), to: gold(1000), effect: 'slows' })];
  const bqn = aBqn({ policies: [policyItem()] });
  const body = { policyId: '1', rateLimitDownlink: { rate: 1000 }, rateLimitUplink: { rate: 1000 } };

  test('a policy that is made, or goes', () => {
    for (const change of [aCreation({ kind: 'policy', key: 'Gold', body }), aDeletion({ kind: 'policy', key: 'Gold' })])
      expect(grossErrors(aChangePlan([change], { fates }), bqn, NO_MEMORY)).toEqual([]);
  });

  test('one that the BQN does not list', () => {
    const plan = aChangePlan([aChange({ kind: 'policy', key: 'Gold', body })], { fates });
    expect(grossErrors(plan, aBqn(), NO_MEMORY)).toEqual([]);
  });

  test('one way alone at the speed of before: the other way tells', () => {
    const of = (downKbps: number, upKbps: number) => {
      const written = { rateLimitDownlink: { rate: downKbps }, rateLimitUplink: { rate: upKbps } };
      const plan = aChangePlan([aChange({ kind: 'policy', key: 'Gold', body: written })], { fates });
      return grossErrors(plan, bqn, NO_MEMORY).length;
    };
    expect([of(100_000, 50_000), of(100_000, 5000), of(10_000, 50_000), of(50_000, 30_000)]).toEqual([0, 1, 1, 0]);
  });

  test('a rename to a policy that has the plan’s id only by what goes', () => {
    const moved = [aFate({ from: gold(100_000), to: gold(1000, 'New'), effect: 'slows' })];
    const change = aDeletion({ kind: 'policy', key: 'New' });
    expect(grossErrors(aChangePlan([change], { fates: moved }), bqn, NO_MEMORY)).toEqual([]);
    const group = aCreation({ kind: 'group', key: 'New', body: { policyId: '1' } });
    expect(grossErrors(aChangePlan([group], { fates: moved }), bqn, NO_MEMORY), 'nor a group').toEqual([]);
  });

  test('a rename onto a policy that is written with the id of another plan', () => {
    const moved = [aFate({ from: gold(100_000), to: gold(1000, 'New'), effect: 'slows' })];
    const listed = aBqn({ policies: [policyItem(), policyItem('New', { policyId: '1' })] });
    const to = (policyId: string) =>
      grossErrors(
        aChangePlan([aChange({ kind: 'policy', key: 'New', body: { policyId } })], { fates: moved }),
        listed,
        NO_MEMORY,
      );
    expect([to('1').length, to('2').length]).toEqual([1, 0]);
  });
});

test('a way of which a BQN shows no speed is not limited', () => {
  expect(ratesOf({ downKbps: null, upKbps: 5 })).toEqual(rates(-1, 5));
  expect(ratesOf({ downKbps: 5, upKbps: null })).toEqual(rates(5, -1));
});

test('a block that another hand gave a speed is set right, whoever is under it', () => {
  const last = new Map<string, Fate>([['maria', { kind: 'blocked' }]]);
  expect(found({ key: 'Billing-Block', to: 0, fates: [], memory: { last } })).toEqual([]);
});

describe('of a write that leaves out speeds, those stay as they are', () => {
  const of = (body: JsonObject) => {
    const fates = [aFate({ from: gold(100_000), to: gold(90_000), effect: 'changes' })];
    const plan = aChangePlan([aChange({ kind: 'policy', key: 'Gold', body })], { fates });
    return grossErrors(plan, aBqn({ policies: [policyItem()] }), NO_MEMORY);
  };

  test('the id alone is no error', () => {
    expect(of({ policyId: '9' })).toEqual([]);
  });

  test('one way alone, as a restoration writes it, is one by that way', () => {
    expect(of({ rateLimitDownlink: { rate: 90_000 } })).toEqual([]);
    expect(of({ rateLimitUplink: { rate: 40_000 } })).toEqual([]);
    expect(of({ rateLimitDownlink: { rate: 1000 } })).toMatchObject([{ after: rates(1000, 50_000) }]);
    expect(of({ rateLimitUplink: { rate: 1000 } })).toMatchObject([{ after: rates(100_000, 1000) }]);
  });
});
