import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, test } from 'vitest';
import { canonicalAddress, isAddress, parseIpv4, parsePrefix } from '../../src/address/address.ts';
import { hexOf, isPlainUnicast, mask, readGroups, writeGroups } from '../../src/address/ipv6.ts';
import { PrefixHolders, spanOf } from '../../src/address/prefix.ts';

describe('IPv4: only a usable address makes a subscriber', () => {
  test.each(['100.64.0.1', '10.0.0.1', '192.168.1.2', '177.10.20.30', '172.16.255.254', '8.8.8.8'])('%s', (ip) => {
    expect(parseIpv4(ip)).toBe(ip);
  });

  test('blanks around it are no part of it', () => {
    expect(parseIpv4('  100.64.0.1\t\n')).toBe('100.64.0.1');
  });

  test.each([
    '',
    ' ',
    '0.0.0.0',
    '0.1.2.3',
    '255.255.255.255',
    '224.0.0.1',
    '239.1.1.1',
    '169.254.3.4',
    '127.0.0.1',
    '256.1.1.1',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.4/31',
    '100.64.0.1 100.64.0.2',
    '1.2.3.x',
    '0x64.1.1.1',
    '100.064.0.1',
    '1684275457',
    '2001:db8::1',
    '::ffff:100.64.0.1',
    '１00.64.0.1',
  ])('%j is none', (text) => {
    expect(parseIpv4(text)).toBeUndefined();
  });

  test('property: what comes out is its own canonical form', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.string()), (text) => {
        const ip = parseIpv4(text);
        if (ip === undefined) return;
        expect(parseIpv4(ip)).toBe(ip);
        expect(canonicalAddress(ip)).toBe(ip);
        expect(isAddress(ip)).toBe(true);
      }),
    );
  });
});

describe('IPv6 prefixes are parsed, masked and canonical', () => {
  test.each([
    ['2001:db8:0:10::/60', '2001:db8:0:10::/60'],
    ['2001:DB8:0:10::/60', '2001:db8:0:10::/60'],
    ['2001:0db8:0000:0010:0000:0000:0000:0000/60', '2001:db8:0:10::/60'],
    ['2001:db8:0:1f:1:2:3:4/60', '2001:db8:0:10::/60'],
    [' 2001:db8:0:10:: / 60 ', '2001:db8:0:10::/60'],
    ['2001:db8:0:10::', '2001:db8:0:10::/64'],
    ['2001:db8::1', '2001:db8::/64'],
    ['2001:db8:ffff:8000::/41', '2001:db8:ff80::/41'],
    ['2804:14c::/40', '2804:14c::/40'],
    ['2804:14c::1/128', '2804:14c::1/128'],
    ['2804:14c::ff/121', '2804:14c::80/121'],
    ['fd00:1::/48', 'fd00:1::/48'],
  ])('%j is %s', (text, prefix) => {
    expect(parsePrefix(text)).toBe(prefix);
  });

  test.each([
    '',
    'none',
    '2001:db8::/129',
    '2001:db8::/39',
    '2001:db8::/32',
    '2001:db8::/31',
    '2001:db8::/0',
    '::/0',
    '::',
    '::1/128',
    'fe80::1/64',
    'ff02::1/64',
    '2001:db8::/x',
    '2001:db8::/-1',
    '2001:db8::/',
    '2001:db8:::/64',
    '2001:db8::%eth0/64',
    '100.64.0.0/24',
    '::ffff:100.64.0.1/128',
    '2001:db8::/64, 2001:db8:1::/64',
  ])('%j is none', (text) => {
    expect(parsePrefix(text)).toBeUndefined();
  });

  test('property: every spelling of a prefix comes to one form, which stays as it is', () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.integer({ min: 40, max: 128 }), (address, bits) => {
        const prefix = parsePrefix(`2${address.replace(/^[^:]*/, '804')}/${bits}`);
        if (prefix === undefined) return;
        expect(parsePrefix(prefix)).toBe(prefix);
        expect(parsePrefix(prefix.toUpperCase())).toBe(prefix);
        if (bits < 128) expect(canonicalAddress(prefix)).toBe(prefix);
        expect(isAddress(prefix)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test.each(['::2/32', '::1:2:3/64'])('%s masked is no prefix that a customer can have', (text) => {
    expect(parsePrefix(text)).toBeUndefined();
  });

  test('property: masking clears the host bits and nothing else', () => {
    const prefixes = fc.record({
      high: fc.bigInt({ min: 0n, max: (1n << 96n) - 1n }),
      bits: fc.integer({ min: 40, max: 128 }),
    });
    fc.assert(
      fc.property(prefixes, ({ high, bits }) => {
        const value = (0x2804014cn << 96n) | high;
        const masked = (value >> BigInt(128 - bits)) << BigInt(128 - bits);
        expect(parsePrefix(`${colons(value)}/${bits}`)).toBe(parsePrefix(`${colons(masked)}/${bits}`));
        if (bits < 128 && masked !== value) {
          expect(parsePrefix(`${colons(value)}/128`)).not.toBe(parsePrefix(`${colons(masked)}/128`));
        }
      }),
    );
  });
});

describe('addresses in a BQN list compare in canonical form', () => {
  test.each([
    ['100.64.0.1', '100.64.0.1'],
    [' 100.64.0.1 ', '100.64.0.1'],
    ['100.64.0.1/32', '100.64.0.1'],
    ['100.64.0.0/24', '100.64.0.0/24'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['2001:DB8::1/60', '2001:db8::/60'],
    ['2001:db8::/0', '::/0'],
  ])('%j is %s', (text, canonical) => {
    expect(canonicalAddress(text)).toBe(canonical);
  });

  test.each(['', 'nonsense', 'a:b', '2001:db8::/129', '2001:db8::/x', 'x:y/64'])(
    '%j is no address and stays as it is',
    (text) => {
      expect(canonicalAddress(text)).toBe(text);
    },
  );

  test('property: the canonical form of a canonical form is itself', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()), (text) => {
        const canonical = canonicalAddress(text);
        expect(canonicalAddress(canonical)).toBe(canonical);
      }),
      { numRuns: 500 },
    );
  });

  test('a range of one address is that address, in IPv6 as in IPv4', () => {
    expect(canonicalAddress('2001:db8::1/128')).toBe(canonicalAddress('2001:db8::1'));
  });

  test.each([
    ['100.64.0.1', true],
    [' 2001:db8::1/64 ', true],
    ['100.64.0.0/24', true],
    ['maria', false],
    ['', false],
  ])('%j is an address: %s', (text, is) => {
    expect(isAddress(text)).toBe(is);
  });
});

function colons(value: bigint): string {
  return value
    .toString(16)
    .padStart(32, '0')
    .replace(/....(?=.)/g, '$&:');
}

describe('what is read without the library is what the library makes of it', () => {
  const group = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff }));
  const address = fc
    .tuple(
      fc.constantFrom(0x2804, 0x2001, 0x2400, 0x2fff, 0x2002, 0xfd00, 0),
      fc.array(group, { minLength: 7, maxLength: 7 }),
    )
    .map(([first, rest]) => new ipaddr.IPv6([first, ...rest]));
  const form = fc.constantFrom(
    (found: ipaddr.IPv6) => found.toRFC5952String(),
    (found: ipaddr.IPv6) => found.toNormalizedString(),
    (found: ipaddr.IPv6) => digitsOf(found).match(/..../g)?.join(':').toUpperCase() ?? '',
  );

  test('as numbers, as canonical text, as digits that compare', () => {
    fc.assert(
      fc.property(address, form, fc.integer({ min: 0, max: 128 }), (found, write, bits) => {
        const groups = readGroups(write(found)) ?? [];
        expect(groups).toEqual(found.parts);
        expect(writeGroups(groups)).toBe(found.toRFC5952String());
        const first = ipaddr.IPv6.networkAddressFromCIDR(`${found.toNormalizedString()}/${bits}`);
        expect(mask(groups, bits)).toEqual(first.parts);
        expect(hexOf(groups)).toBe(digitsOf(found));
      }),
      { numRuns: 2000 },
    );
  });

  test('no text is taken for an address that is none', () => {
    const piece = fc.constantFrom(':', '::', '0', 'f', '1234', '12345', '.', '/', 'g', '%', '1.2.3.4', ' ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const groups = readGroups(pieces.join(''));
        if (groups !== undefined) expect(ipaddr.IPv6.parse(pieces.join('')).parts).toEqual(groups);
      }),
      { numRuns: 5000 },
    );
  });

  test('in the plain space there is nothing but customers', () => {
    fc.assert(
      fc.property(address, (found) => {
        if (isPlainUnicast(found.parts)) expect(['unicast', 'reserved']).toContain(found.range());
      }),
    );
  });

  test('an IPv4 is one to both, but for those that nobody can hold', () => {
    const unusable = new Set(['unspecified', 'broadcast', 'multicast', 'linkLocal', 'loopback']);
    fc.assert(
      fc.property(fc.ipV4(), (text) => {
        const isUsable = !unusable.has(ipaddr.IPv4.parse(text).range()) && !text.startsWith('0.');
        expect(parseIpv4(text)).toBe(isUsable ? text : undefined);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('whose a prefix is', () => {
  const prefix = fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }), fc.constantFrom(40, 44, 48, 52, 56, 60, 64))
    .map(([one, two, bits]) => parsePrefix(`2001:db8:${one}:${(two * 0x1111).toString(16)}::/${bits}`) ?? '');
  const owner = fc.constantFrom('a', 'b', 'c');

  test('property: somebody else’s if and only if somebody else holds an overlapping one', () => {
    const claims = fc.array(fc.tuple(prefix, owner), { maxLength: 12 });
    fc.assert(
      fc.property(claims, prefix, owner, (all, asked, who) => {
        const holders = new PrefixHolders(
          all.map(([text, id]) => ({ id, ...spanOf(text) })),
          ({ id }) => id,
        );
        const span = spanOf(asked);
        const others = all.filter(([text, id]) => {
          const other = spanOf(text);
          return id !== who && other.first <= span.last && span.first <= other.last;
        });
        expect(holders.isAnothers(span, ({ id }) => id === who)).toBe(others.length > 0);
      }),
      { numRuns: 5000 },
    );
  });
});

function digitsOf({ parts }: ipaddr.IPv6): string {
  return parts.map((part) => part.toString(16).padStart(4, '0')).join('');
}
