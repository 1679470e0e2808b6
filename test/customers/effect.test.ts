import { describe, expect, test } from 'vitest';
import { EFFECTS, effectBetween } from '../../src/customers/effect.ts';
import { type Fate, fateUnder, policyOf, sameFate, UNSAID } from '../../src/customers/fate.ts';

const BLOCKED: Fate = { kind: 'blocked' };

function limited(downKbps: number, upKbps = downKbps, policy = 'Gold'): Fate {
  return { kind: 'limited', policy, downKbps, upKbps };
}

function unlimited(policy = 'Free'): Fate {
  return { kind: 'unlimited', policy };
}

describe('what a change of fate is to the customer', () => {
  test.each<[string, Fate, Fate, string]>([
    ['nothing new', limited(100), limited(100), 'none'],
    ['blocked stays blocked', BLOCKED, BLOCKED, 'none'],
    ['unsaid stays unsaid', UNSAID, UNSAID, 'none'],
    ['unlimited stays so', unlimited(), unlimited(), 'none'],
    ['a block', limited(100), BLOCKED, 'blocks'],
    ['a block of somebody new', UNSAID, BLOCKED, 'blocks'],
    ['a block of one without a limit', unlimited(), BLOCKED, 'blocks'],
    ['service again', BLOCKED, limited(100), 'opens'],
    ['service again without a plan', BLOCKED, UNSAID, 'opens'],
    ['service again without a limit', BLOCKED, unlimited(), 'opens'],
    ['somebody new', UNSAID, limited(100), 'comes'],
    ['somebody new without a limit', UNSAID, unlimited(), 'comes'],
    ['no plan any more', limited(100), UNSAID, 'loses plan'],
    ['no plan any more, from no limit', unlimited(), UNSAID, 'loses plan'],
    ['no limit any more', limited(100), unlimited(), 'lifts'],
    ['another policy without a limit', unlimited('Free'), unlimited('Other'), 'changes'],
    ['a limit at last', unlimited(), limited(1_000_000), 'slows'],
    ['half the speed', limited(100), limited(50), 'changes'],
    ['less than half', limited(100), limited(49), 'slows'],
    ['less than half one way', limited(100, 100), limited(200, 49), 'slows'],
    ['less than half the other way', limited(100, 100), limited(49, 200), 'slows'],
    ['faster', limited(100), limited(1000), 'changes'],
    ['another policy of the same speed', limited(100), limited(100, 100, 'Silver'), 'changes'],
    ['no limit down', limited(100), limited(-1, 100), 'lifts'],
    ['no limit up', limited(100), limited(100, -1), 'lifts'],
    ['a limit down where there was none', limited(-1, 100), limited(100, 100), 'slows'],
    ['a limit up where there was none', limited(100, -1), limited(100, 100), 'slows'],
    ['nothing one way, which is no limit less', limited(100, 100), limited(0, 100), 'slows'],
    ['something where there was nothing', limited(0, 100), limited(5, 100), 'changes'],
    ['no limit where there was nothing', limited(0, 100), limited(-1, 100), 'lifts'],
    ['nothing where there was nothing', limited(0, 100), limited(0, 90), 'changes'],
    ['still none one way', limited(-1, 100), limited(-1, 90), 'changes'],
  ])('%s', (_what, from, to, effect) => {
    expect(effectBetween(from, to)).toBe(effect);
  });

  test('all that people read of stand in one order', () => {
    expect(EFFECTS).toEqual(['blocks', 'opens', 'slows', 'lifts', 'loses plan', 'changes', 'comes', 'leaves']);
  });
});

describe('what a policy makes of whoever is under it', () => {
  const rates = new Map([
    ['Gold', { downKbps: 100, upKbps: 50 }],
    ['Free', { downKbps: -1, upKbps: null }],
    ['Half', { downKbps: null, upKbps: 10 }],
    ['Other half', { downKbps: 10, upKbps: -1 }],
    ['Zero', { downKbps: 0, upKbps: 0 }],
    ['Zero down', { downKbps: 0, upKbps: -1 }],
    ['Zero up', { downKbps: -1, upKbps: 0 }],
  ]);

  test.each<[string | null, Fate]>([
    [null, UNSAID],
    ['Billing-Block', BLOCKED],
    ['Gold', limited(100, 50)],
    ['Free', unlimited('Free')],
    ['Half', limited(-1, 10, 'Half')],
    ['Other half', limited(10, -1, 'Other half')],
    ['Zero', limited(0, 0, 'Zero')],
    ['Zero down', limited(0, -1, 'Zero down')],
    ['Zero up', limited(-1, 0, 'Zero up')],
    ['Not there', unlimited('Not there')],
  ])('%s', (policy, fate) => {
    expect(fateUnder(policy, (name) => rates.get(name))).toEqual(fate);
    expect(policyOf(fate)).toBe(policy);
  });

  test('two are the same by kind, policy and both speeds', () => {
    expect(sameFate(limited(1, 2), limited(1, 2))).toBe(true);
    const others = [limited(2, 2), limited(1, 3), limited(1, 2, 'Silver'), unlimited('Gold'), BLOCKED, UNSAID];
    expect(others.filter((other) => sameFate(limited(1, 2), other))).toEqual([]);
    expect([sameFate(unlimited(), unlimited()), sameFate(unlimited(), unlimited('Other'))]).toEqual([true, false]);
    expect([sameFate(BLOCKED, BLOCKED), sameFate(UNSAID, UNSAID), sameFate(BLOCKED, UNSAID)]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
