import { describe, expect, test } from 'vitest';
import type { ChangePlan } from '../../src/changes/change-plan.ts';
import { gate } from '../../src/changes/gate.ts';
import { type GateMemory, NO_MEMORY } from '../../src/changes/gate-memory.ts';
import type { Limits } from '../../src/changes/harm.ts';
import type { Holds } from '../../src/changes/holds.ts';
import type { Fate } from '../../src/customers/fate.ts';
import type { FateChange } from '../../src/customers/fate-change.ts';
import {
  aBqn,
  aChange,
  aChangePlan,
  aCreation,
  address,
  aFate,
  allOnline,
  many,
  policyItem,
} from '../support/builders.ts';

/** Gross errors, and what was so before, as the gate judges them. */

const LIMITS: Limits = { maxDelete: 30, maxBlock: 20, maxSpeed: 20, force: false, approved: new Map() };
const NOW = 1_700_000_000;
const gold = (kbps: number, policy = 'Gold'): Fate => ({ kind: 'limited', policy, downKbps: kbps, upKbps: kbps });

function under(policy: string, count: number, to: Fate, prefix = policy): FateChange[] {
  return many(count, (number) =>
    aFate({ customer: `${prefix}${number}`, ip: address(number), from: gold(100_000, policy), to, effect: 'slows' }),
  );
}

function setTo(policy: string, kbps: number) {
  const body = { policyId: '1', rateLimitDownlink: { rate: kbps }, rateLimitUplink: { rate: kbps } };
  return aChange({ kind: 'policy', key: policy, body });
}

function judged(plan: ChangePlan, limits: Partial<Limits> = {}, memory: Partial<GateMemory> = {}) {
  let holds: Holds | undefined;
  const rates = { rateLimitUplink: { rate: 100_000 } };
  const bqn = aBqn({ policies: [policyItem('Gold', rates), policyItem('Lead', rates)] });
  const gated = gate(plan, { ...LIMITS, ...limits }, { ...NO_MEMORY, now: NOW, ...memory }, bqn, (wished) => {
    holds = wished;
    return { ...plan, changes: [], fates: [] };
  });
  return { ...gated, holds };
}

const plan = (fates: readonly FateChange[], changes: ChangePlan['changes']) =>
  aChangePlan(changes, { fates, wanted: 100, managed: 100, online: allOnline(fates.map(({ customer }) => customer)) });
const ONE = plan(under('Gold', 3, gold(1000)), [setTo('Gold', 1000)]);
const TWO = plan(
  [...under('Gold', 3, gold(1000)), ...under('Lead', 2, gold(1000, 'Lead'))],
  [setTo('Gold', 1000), setTo('Lead', 1000)],
);

describe('a plan at a hundredth of its speed', () => {
  test('is held at its policy, of few customers too, and nobody joins it', () => {
    const { heldBack, holds, heldPolicies, incidents, gross } = judged(ONE);
    expect(heldBack).toMatchObject([
      { kind: 'speeds', count: 3, crossing: { kind: 'gross' }, since: NOW, joined: { length: 3 } },
    ]);
    expect([...(holds?.policies ?? []), ...heldPolicies]).toEqual(['Gold', 'Gold']);
    expect(incidents).toEqual({});
    expect(gross).toEqual(new Map([['Gold 1000/1000', NOW]]));
  });

  test('is told of those who are away as well, out of all whom that is counted of', () => {
    const last = new Map(many(40, (number) => [`away${number}`, gold(100_000)]));
    const few = { ...ONE, wanted: 20, managed: 3, online: allOnline(many(20, (number) => `Gold${number}`)) };
    expect(judged(few, {}, { last }).heldBack).toMatchObject([{ count: 43, outOf: 60 }]);
    expect(judged({ ...few, managed: 100 }, {}, { last }).heldBack).toMatchObject([{ count: 43, outOf: 100 }]);
  });

  test('is no news in the next run', () => {
    const { heldBack, gross } = judged(ONE, {}, { gross: new Map([['Gold 1000/1000', 5]]) });
    expect(heldBack).toMatchObject([{ since: 5, joined: [] }]);
    expect(gross.get('Gold 1000/1000')).toBe(5);
  });

  test('passes whole, or not at all, by --approve, and once by --force', () => {
    const some = judged(TWO, { approved: new Map([['speeds', 3]]) });
    expect(some.heldBack).toMatchObject([{ count: 2, plans: [{ policy: 'Lead' }] }]);
    expect([some.approved.speeds.length, some.approvedPolicies]).toEqual([3, ['Gold 1000/1000']]);
    expect(judged(TWO, { approved: new Map([['speeds', 1]]) }).heldBack[0]?.count).toBe(5);
    const forced = judged(TWO, { force: true });
    expect([forced.heldBack, forced.approvedPolicies.length]).toEqual([[], 2]);
  });

  test('that has waited passes before what joins it, and before another that is new', () => {
    const waiting = { gross: new Map([['Lead 1000/1000', 5]]) };
    const of = (all: ChangePlan, approved: number, memory: Partial<GateMemory> = waiting) => {
      const {
        heldBack,
        approvedPolicies,
        approved: said,
      } = judged(all, { approved: new Map([['speeds', approved]]) }, memory);
      return [approvedPolicies, said.speeds.length, heldBack[0]?.count];
    };
    expect(of(TWO, 2)).toEqual([['Lead 1000/1000'], 2, 3]);
    expect(of(TWO, 4), 'and the new one only as a whole').toEqual([['Lead 1000/1000'], 2, 3]);
    const slowed = under('Silver', 30, gold(40_000, 'Silver'));
    const three = plan([...TWO.fates, ...slowed], TWO.changes);
    expect(of(three, 2), 'before those who join').toEqual([['Lead 1000/1000'], 2, 33]);
    expect(of(three, 4), 'who get what is left').toEqual([['Lead 1000/1000'], 4, 31]);
    const members = new Map(many(30, (number) => [`Silver${number}`, 5]));
    const speeds = { mark: 'speeds-1', began: 5, most: 30, told: 30, members };
    expect(of(three, 3, { ...waiting, incidents: { speeds } }), 'in turn with those who waited').toEqual([[], 3, 32]);
    expect(of(three, 33, { ...waiting, incidents: { speeds } })).toEqual([['Lead 1000/1000'], 32, 3]);
  });

  test('that was let pass on another BQN within the day passes here', () => {
    const approved = { ...NO_MEMORY.approved, policies: new Set(['Gold 1000/1000']) };
    expect(judged(ONE, {}, { approved }).heldBack).toEqual([]);
  });

  test('beside others who are too many: both are told, and what is held of the others is an incident', () => {
    const others = under('Silver', 30, gold(40_000, 'Silver'));
    const { heldBack, incidents } = judged(plan([...ONE.fates, ...others], ONE.changes));
    expect(heldBack).toMatchObject([{ count: 33, crossing: { kind: 'hour' }, plans: [{ policy: 'Gold' }] }]);
    expect(incidents.speeds).toMatchObject({ most: 30 });
  });

  test('with another name keeps its customers under the one of before', () => {
    const create = aCreation({ kind: 'policy', key: 'New', body: { policyId: '1' } });
    const { holds, heldPolicies } = judged(plan(under('Gold', 3, gold(1000, 'New')), [create]));
    expect(heldPolicies.size).toBe(0);
    expect([...(holds?.customers.get('Gold1') ?? [])]).toEqual(expect.arrayContaining(['slows', 'comes']));
    const faster = under('Gold', 3, gold(1_000_000, 'New')).map((fate) => ({ ...fate, effect: 'changes' as const }));
    expect([...(judged(plan(faster, [create])).holds?.customers.get('Gold1') ?? [])]).toEqual(['changes', 'comes']);
  });
});

test('whoever is kept from a gross error, and meets another once that is held, is kept from it, too', () => {
  const create = aCreation({ kind: 'policy', key: 'New', body: { policyId: '1' } });
  const slows = plan(under('Gold', 3, gold(1000, 'New')), [create]);
  const tenfold = under('Gold', 3, gold(1_000_000, 'New')).map((fate) => ({ ...fate, effect: 'changes' as const }));
  const bqn = aBqn({ policies: [policyItem('Gold', { rateLimitUplink: { rate: 100_000 } })] });
  const { plan: left } = gate(slows, LIMITS, NO_MEMORY, bqn, ({ customers }) =>
    customers.get('Gold1')?.has('changes') === true ? plan([], []) : plan(tenfold, [create]),
  );
  expect(left.fates).toEqual([]);
});

describe('what was so before makes a harm of a change', () => {
  const eroded = many(30, (number) =>
    aFate({ customer: `l${number}`, ip: address(number), from: gold(60_000), to: gold(40_000), effect: 'changes' }),
  );
  const agreed = (kbps: number) => ({ agreed: new Map([['Gold', { downKbps: kbps, upKbps: kbps, isSteady: false }]]) });

  test('a speed that falls bit by bit is measured at what it was a day ago', () => {
    const of = (memory: Partial<GateMemory>) =>
      judged(plan(eroded, [setTo('Gold', 40_000)]), {}, memory).heldBack.length;
    expect([of({}), of(agreed(100_000)), of(agreed(70_000))]).toEqual([0, 1, 0]);
    expect(of({ agreed: new Map([['Other', { downKbps: 1, upKbps: 1, isSteady: true }]]) })).toBe(0);
  });

  test('and never excuses one', () => {
    const slowed = under('Gold', 30, gold(40_000));
    expect(judged(plan(slowed, [setTo('Gold', 40_000)]), {}, agreed(40_000)).heldBack).toHaveLength(1);
  });

  test('whoever leaves, moves or is blocked is not measured so', () => {
    const moved = under('Gold', 5, gold(100_000, 'Lead')).map((fate) => ({ ...fate, effect: 'changes' as const }));
    const left = moved.map((fate): FateChange => ({ ...fate, to: { kind: 'unsaid' }, effect: 'leaves' }));
    const still = moved.map(
      (fate): FateChange => ({ ...fate, from: { kind: 'blocked' }, to: { kind: 'blocked' }, effect: 'none' }),
    );
    expect(judged(plan([...moved, ...left, ...still], []), {}, agreed(900_000)).heldBack).toEqual([]);
  });
});

test('who is put off is no news when it is held back', () => {
  const fates = many(40, (number) =>
    aFate({ customer: `l${number}`, ip: address(number), from: gold(1), to: { kind: 'unsaid' }, effect: 'leaves' }),
  );
  const members = new Map(many(39, (number) => [`l${number}`, NOW - 90_000]));
  const leaves = { mark: 'leaves-1', began: NOW - 90_000, most: 39, told: 39, members };
  const ours = { policy: new Map(), subscriber: new Map(fates.map(({ ip }) => [ip, ''])), group: new Map() };
  const { heldBack } = judged({ ...plan(fates, []), ours }, {}, { incidents: { leaves } });
  expect(heldBack).toMatchObject([{ kind: 'leaves', count: 40, joined: ['l40'], since: NOW - 90_000 }]);
});
