import { expect, test } from 'vitest';
import { doubtsOf } from '../../src/billing/plausibility.ts';
import type { Presumption } from '../../src/billing/reading.ts';
import { type Contracts, isUndecided, standingOf } from '../../src/billing/standing.ts';
import { statusText } from '../../src/report/billing-words.ts';
import { aContract, aLogin, anIxc, aPlan } from '../support/builders.ts';

/** What is taken for granted of contracts that were not asked for, since only those out of service were. */

const NOTHING: Presumption = { absent: new Set(), unread: new Set() };

function contracts(presumed: Presumption | undefined, block = true): Contracts {
  const blocked = aContract({ id: 2, status: 'CA' });
  return { byId: new Map([[2, blocked]]), whole: true, allowedStatus: new Set(['A', 'FA']), block, presumed };
}

test.each<[string, number, Presumption | undefined, object]>([
  ['one that is not out of service has service', 1, NOTHING, { kind: 'open', contract: 1, isPresumed: true }],
  ['one that is, is blocked', 2, NOTHING, { kind: 'blocked', contract: 2, status: 'CA' }],
  ['none is none', 0, NOTHING, { kind: 'none', contract: 0 }],
  ['one that does not exist is none', 3, { ...NOTHING, absent: new Set([3]) }, { kind: 'none', contract: 3 }],
  [
    'one that could not be asked for is unread',
    3,
    { ...NOTHING, unread: new Set([3]) },
    { kind: 'unread', contract: 3 },
  ],
  ['where all were read, nothing is presumed', 1, undefined, { kind: 'none', contract: 1 }],
])('%s', (_what, contract, presumed, standing) => {
  expect(standingOf(aLogin({ contract }), contracts(presumed))).toMatchObject(standing);
});

test('a presumed service says no state, decides, and is told as what it is', () => {
  const standing = standingOf(aLogin({ contract: 1 }), contracts(NOTHING));
  expect(isUndecided(standing)).toBe(false);
  expect(statusText(standing)).toBe('in service');
  expect(standingOf(aLogin({ contract: 1 }), contracts(NOTHING, false)), 'where nobody is blocked').toEqual({
    kind: 'open',
    contract: 1,
    status: '',
  });
});

test('no contract out of service is no empty table', () => {
  const judging = { block: true, allowedStatus: new Set(['A']) };
  const billing = anIxc({ logins: [aLogin({ contract: 1 })], plans: [aPlan()] });
  expect(doubtsOf(billing, judging).filter(({ stops }) => stops)).toHaveLength(1);
  expect(doubtsOf({ ...billing, presumed: NOTHING }, judging)).toEqual([]);
});
