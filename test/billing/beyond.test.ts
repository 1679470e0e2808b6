import { expect, test } from 'vitest';
import { doubtsOf, nobodyOnline } from '../../src/billing/plausibility.ts';
import { planUsers, rowCount } from '../../src/billing/reading.ts';
import { aContract, aLogin, anIxc, aPlan, MAPPING } from '../support/builders.ts';

const BEYOND = { logins: 7, contracts: 3, blocked: 2, groups: 4, plans: new Map([[2, 7]]) };
const BILLING = anIxc({
  logins: [aLogin({ plan: 2 }), aLogin({ id: 2, plan: 3 })],
  plans: [aPlan()],
  contracts: [aContract()],
});

test('rows that are not looked at count', () => {
  expect(['logins', 'plans', 'contracts'].map((list) => rowCount(BILLING, list as 'logins'))).toEqual([2, 1, 1]);
  const part = { ...BILLING, beyond: BEYOND };
  expect(['logins', 'plans', 'contracts'].map((list) => rowCount(part, list as 'logins'))).toEqual([9, 1, 4]);
});

test('and so do those who have a plan', () => {
  expect([...planUsers(BILLING)]).toEqual([
    [2, 1],
    [3, 1],
  ]);
  expect([...planUsers({ ...BILLING, beyond: BEYOND })]).toEqual([
    [2, 8],
    [3, 1],
  ]);
});

test('they are online, and have a contract', () => {
  const nobody = anIxc({ plans: [aPlan()], contracts: [aContract()] });
  expect(nobodyOnline(nobody)).toBe(true);
  expect(nobodyOnline({ ...nobody, beyond: BEYOND })).toBe(false);
  expect(doubtsOf(BILLING, MAPPING)).toMatchObject([{ kind: 'no contract', areAll: true }]);
  expect(doubtsOf({ ...BILLING, beyond: BEYOND }, MAPPING)).toMatchObject([{ kind: 'no contract', areAll: false }]);
  const logins = [aLogin(), aLogin({ id: 2, contract: 1 })];
  const some = { ...anIxc({ logins, plans: [aPlan()], contracts: [aContract()] }), beyond: { ...BEYOND, logins: 1 } };
  expect(doubtsOf(some, MAPPING)).toMatchObject([{ kind: 'no contract', areAll: false }]);
});

test('who has a fixed IP and is not seen is nobody online', () => {
  expect(nobodyOnline(anIxc({ logins: [aLogin({ isUnseen: true })] }))).toBe(true);
  expect(nobodyOnline(anIxc({ logins: [aLogin({ isUnseen: true }), aLogin({ id: 2 })] }))).toBe(false);
});
