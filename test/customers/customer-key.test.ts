import fc from 'fast-check';
import { expect, test } from 'vitest';
import { customerKey, loginInKey } from '../../src/customers/customer.ts';

test('property: what a customer is called says whose it is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999_999_999_999 }), (loginId) => {
      expect(loginInKey(customerKey({ loginId }))).toBe(loginId);
    }),
  );
});

test.each(['maria', '100.64.0.1', 'login', 'login x', 'login 07', 'login 0', 'my login 7', 'login 1234567890123456'])(
  'of "%s", as older versions remember people, nobody knows whose it is',
  (key) => {
    expect(loginInKey(key)).toBeUndefined();
  },
);
