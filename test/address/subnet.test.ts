import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWithin, parseSubnet } from '../../src/address/subnet.ts';

const ips = fc.ipV4();

test('property: a network has the addresses that share its first bits, and no others', () => {
  const bitsOf = (ip: string) =>
    ip
      .split('.')
      .map((byte) => Number(byte).toString(2).padStart(8, '0'))
      .join('');
  fc.assert(
    fc.property(ips, ips, fc.integer({ min: 0, max: 32 }), (network, ip, bits) => {
      const subnet = parseSubnet(`${network}/${bits}`);
      if (subnet === undefined) throw new Error('it is one');
      expect(isWithin(ip, subnet)).toBe(bitsOf(ip).slice(0, bits) === bitsOf(network).slice(0, bits));
      expect(isWithin(network, subnet)).toBe(true);
    }),
  );
});

test('an address alone is a network of one', () => {
  expect(parseSubnet(' 192.0.2.7 ')).toEqual(parseSubnet('192.0.2.7/32'));
});

test.each([
  '',
  'x',
  '192.0.2',
  '192.0.2.256',
  '192.0.2.1/33',
  '192.0.2.01',
  '2001:db8::/32',
  '192.0.2.1/',
  '1.2.3.4.5',
])('%j is none', (text) => {
  expect(parseSubnet(text)).toBeUndefined();
});

test.each(['', 'x', '2001:db8::1', '192.0.2.300'])('%j is in no network', (text) => {
  expect(isWithin(text, { first: 0, last: 2 ** 32 })).toBe(false);
});
