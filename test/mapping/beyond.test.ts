import { expect, test } from 'vitest';
import { customerCount, wantedCounts } from '../../src/mapping/desired.ts';
import { mapToBqn } from '../../src/mapping/map-to-bqn.ts';
import { aLogin, anIxc, aPlan, MAPPING } from '../support/builders.ts';

const BEYOND = { logins: 7, contracts: 3, blocked: 2, groups: 4, plans: new Map([[2, 7]]) };

test('whoever is passed over counts in what is wanted', () => {
  const billing = anIxc({ logins: [aLogin({ plan: 1 })], plans: [aPlan({ id: 1, name: 'Gold' })] });
  const whole = mapToBqn(billing, MAPPING);
  expect(wantedCounts(whole)).toEqual({ policies: 2, subscribers: 1, groups: 0 });
  expect(customerCount(whole)).toBe(1);
  const part = mapToBqn({ ...billing, beyond: BEYOND }, MAPPING);
  expect(part.beyond).toEqual({ customers: 7, blocked: 2, groups: 4 });
  expect(wantedCounts(part)).toEqual({ policies: 2, subscribers: 8, groups: 4 });
  expect(customerCount(part)).toBe(8);
});

test('a plan that only they have is wanted for them', () => {
  const plans = [aPlan({ id: 1, name: 'Gold' }), aPlan({ id: 2, name: 'Silver', kind: 'T' })];
  const billing = anIxc({ logins: [aLogin({ plan: 1 })], plans });
  expect([...mapToBqn(billing, MAPPING).policies.keys()]).not.toContain('Silver');
  expect([...mapToBqn({ ...billing, beyond: BEYOND }, MAPPING).policies.keys()]).toContain('Silver');
});
