import { describe, expect, test } from 'vitest';
import type { Standing } from '../../src/billing/standing.ts';
import type { ChangePlan } from '../../src/changes/change-plan.ts';
import {
  type Baseline,
  countCustomers,
  eachHarm,
  HARMS,
  type HarmKind,
  hadSomething,
  harmOf,
  isTakenBack,
  type Limits,
  recalled,
} from '../../src/changes/harm.ts';
import type { Fate } from '../../src/customers/fate.ts';
import type { FateChange } from '../../src/customers/fate-change.ts';
import { aChangePlan, aFate, BLOCKED, OPEN } from '../support/builders.ts';

/** Which harms a plan does, to whom, and out of how many. */

const LIMITS: Limits = { maxDelete: 30, maxBlock: 20, maxSpeed: 10, force: false, approved: new Map() };
const NOTHING = { last: new Map<string, Fate>(), agreed: new Map<string, Baseline>() };
const UNSAID: Fate = { kind: 'unsaid' };
const BLOCK: Fate = { kind: 'blocked' };
const at = (kbps: number, policy = 'Gold'): Fate => ({ kind: 'limited', policy, downKbps: kbps, upKbps: kbps });

function harm(kind: HarmKind, fates: readonly FateChange[], fields: Partial<ChangePlan> = {}, limits = LIMITS) {
  return harmOf(kind, aChangePlan([], { fates, ...fields }), limits, NOTHING);
}

describe('which harm an effect is', () => {
  const one = (effect: FateChange['effect'], fields: Partial<FateChange> = {}) => {
    const fates = [aFate({ effect, ...fields })];
    return HARMS.filter((kind) => harm(kind, fates).who.length > 0);
  };

  test.each<[FateChange['effect'], readonly HarmKind[]]>([
    ['blocks', ['blocks']],
    ['slows', ['speeds']],
    ['lifts', ['speeds']],
    ['loses plan', ['plans']],
    ['leaves', ['leaves']],
    ['changes', []],
    ['comes', []],
    ['none', []],
  ])('%s: %j', (effect, kinds) => {
    expect(one(effect)).toEqual(kinds);
    expect(one(effect, { contractGone: true })).toEqual(kinds);
  });

  test('a block that goes is one only where the contract is gone', () => {
    expect(one('opens')).toEqual([]);
    expect(one('opens', { contractGone: true })).toEqual(['opens']);
  });
});

describe('how much of it is too much', () => {
  test('a customer is counted once, at however many addresses', () => {
    const fates = ['100.64.0.1', '100.64.0.2'].map((ip) => aFate({ ip }));
    expect(harm('blocks', [...fates, aFate({ customer: 'jose' })])).toMatchObject({
      who: ['maria', 'jose'],
      fates: { length: 3 },
    });
  });

  test.each<[HarmKind, string, number]>([
    ['blocks', '--max-block', 20],
    ['opens', '--max-block', 20],
    ['speeds', '--max-speed', 10],
    ['plans', '--max-delete', 30],
    ['leaves', '--max-delete', 30],
  ])('%s: by %s, and half as much again within a day', (kind, flag, hourPercent) => {
    expect(harm(kind, [])).toMatchObject({ kind, flag, hourPercent, dayPercent: hourPercent * 1.5 });
  });

  test('within a day as the operator says, for the flag of which it is said', () => {
    const limits = { ...LIMITS, withinDay: { maxBlock: 21, maxSpeed: 0 } };
    const days = eachHarm((kind) => harm(kind, [], {}, limits).dayPercent);
    expect(days).toEqual({ blocks: 21, opens: 21, speeds: 0, plans: 45, leaves: 45 });
  });

  test('out of the customers; of those who are blocked, for blocks that go; of all who leave, where these are more', () => {
    const outOf = (fates: readonly FateChange[]) =>
      eachHarm((kind) => {
        const { outOf: all, base } = harm(kind, fates, { wanted: 2, managed: 1, blocked: 7 });
        return [all, base];
      });
    const many = (effect: FateChange['effect']) =>
      ['a', 'b', 'c'].map((customer) => aFate({ customer, effect, contractGone: true }));
    const two = [2, 2];
    expect(outOf([])).toEqual({ blocks: two, opens: [7, 2], speeds: two, plans: two, leaves: two });
    expect(outOf(many('leaves'))).toEqual({ blocks: two, opens: [7, 2], speeds: two, plans: two, leaves: [3, 3] });
    expect(outOf(many('blocks'))).toMatchObject({ blocks: two, leaves: two });
  });

  test('customers are those whom billing wants, or those of ours on the BQN, whichever are more', () => {
    const count = (wanted: number, managed: number) => countCustomers(aChangePlan([], { wanted, managed }));
    expect([count(3, 2), count(2, 3), count(0, 0)]).toEqual([3, 3, 0]);
  });
});

describe('whether a harm is taken back by what billing says now', () => {
  const none: Standing = { kind: 'none', contract: 0 };
  const silent: Standing = { kind: 'silent', contract: 1 };
  const unread: Standing = { kind: 'unread', contract: 1 };
  const by = (standing: Standing | undefined) => HARMS.filter((kind) => isTakenBack(kind, standing));

  test.each([
    ['a contract that is open takes back a block, and that the contract is gone', OPEN, ['blocks', 'opens']],
    ['one that blocks: that it is gone', BLOCKED, ['opens']],
    ['none: the block', none, ['blocks']],
    ['of which nothing is said: nothing', silent, []],
    ['of which nothing was read: nothing', unread, []],
    ['of whom billing says nothing: nothing', undefined, []],
  ])('%s', (_what, standing, kinds) => {
    expect(by(standing)).toEqual(kinds);
  });
});

describe('what was so before', () => {
  const recall = (
    fate: Partial<FateChange>,
    last: readonly [string, Fate][] = [],
    agreed: readonly [string, number][] = [],
  ) => {
    const baselines = agreed.map(
      ([policy, kbps]) => [policy, { downKbps: kbps, upKbps: kbps, isSteady: true }] as const,
    );
    const [one] = recalled([aFate(fate)], { last: new Map(last), agreed: new Map(baselines) });
    return { from: one?.from, effect: one?.effect };
  };

  test('whoever comes home to a block had what they had last', () => {
    const home = { from: UNSAID, to: BLOCK, effect: 'blocks' } as const;
    expect(recall(home, [['maria', at(100)]])).toEqual({ from: at(100), effect: 'blocks' });
    expect(recall(home, [['jose', at(100)]]), 'nothing known').toEqual({ from: UNSAID, effect: 'blocks' });
  });

  test('whoever comes home to another speed is slowed or not by what they had last', () => {
    const home = { from: UNSAID, to: at(10), effect: 'comes' } as const;
    expect(recall(home, [['maria', at(100)]])).toEqual({ from: at(100), effect: 'slows' });
    expect(recall(home, [['maria', at(10)]])).toEqual({ from: at(10), effect: 'none' });
    expect(recall(home, [['maria', BLOCK]])).toEqual({ from: BLOCK, effect: 'opens' });
  });

  test('whoever was blocked last is not blocked anew, wherever the BQN shows them', () => {
    const again = { from: at(100), to: BLOCK, effect: 'blocks' } as const;
    expect(recall(again, [['maria', BLOCK]])).toEqual({ from: BLOCK, effect: 'none' });
    expect(recall(again, [['maria', at(5)]]), 'what the BQN shows goes before').toEqual({
      from: at(100),
      effect: 'blocks',
    });
    const slowed = { from: at(100), to: at(10), effect: 'slows' } as const;
    expect(recall(slowed, [['maria', BLOCK]]), 'of another effect it says nothing').toEqual({
      from: at(100),
      effect: 'slows',
    });
  });

  test('whoever leaves does so, whatever was known', () => {
    const leaves = { from: UNSAID, to: UNSAID, effect: 'leaves' } as const;
    expect(recall(leaves, [['maria', at(100)]])).toEqual({ from: UNSAID, effect: 'leaves' });
  });

  test('a speed that falls bit by bit is measured at what its policy was a day ago', () => {
    const bit = { from: at(60), to: at(40), effect: 'changes' } as const;
    expect(recall(bit, [], [['Gold', 100]])).toEqual({ from: at(100), effect: 'slows' });
    expect(recall(bit, [], [['Gold', 80]]), 'to half is no harm').toEqual({ from: at(60), effect: 'changes' });
    expect(recall(bit, [], [['Lead', 100]]), 'of another policy').toEqual({ from: at(60), effect: 'changes' });
  });

  test('and not where today’s is a harm by itself, or the customer goes under another policy', () => {
    const slows = { from: at(60), to: at(10), effect: 'slows' } as const;
    expect(recall(slows, [], [['Gold', 100]])).toEqual({ from: at(60), effect: 'slows' });
    const moves = { from: at(60), to: at(40, 'Lead'), effect: 'changes' } as const;
    expect(
      recall(
        moves,
        [],
        [
          ['Gold', 100],
          ['Lead', 100],
        ],
      ),
    ).toEqual({ from: at(60), effect: 'changes' });
  });

  test('of who stays blocked nothing is measured', () => {
    const blocked = { from: BLOCK, to: BLOCK, effect: 'none' } as const;
    expect(recall(blocked, [], [['Billing-Block', 100]])).toEqual({ from: BLOCK, effect: 'none' });
  });
});

describe('whom a harm took something from', () => {
  const had = (fate: Partial<FateChange>, ours: readonly string[] = []) => {
    const { ours: none } = aChangePlan([]);
    const taken = harm('leaves', [aFate({ effect: 'leaves', ...fate })]);
    return hadSomething(taken, { ours: { ...none, subscriber: new Map(ours.map((ip) => [ip, ''])) } })('maria');
  };

  test('who had a policy, or an entry of ours at the address of now or of before', () => {
    expect(had({ from: at(100) })).toBe(true);
    expect(had({ from: UNSAID }, ['100.64.0.1'])).toBe(true);
    expect(had({ from: UNSAID, movedFrom: '100.64.0.9' }, ['100.64.0.9'])).toBe(true);
  });

  test('not of whom nothing was known until now, and nobody whom it does not meet', () => {
    expect(had({ from: UNSAID })).toBe(false);
    expect(had({ from: UNSAID, movedFrom: '100.64.0.9' }, ['100.64.0.8'])).toBe(false);
    expect(had({ customer: 'jose', from: at(100) })).toBe(false);
  });
});
