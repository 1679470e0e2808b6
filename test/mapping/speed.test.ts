import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSpeed, type Speed } from '../../src/mapping/speed.ts';

function limited(kbps: number): Speed {
  return { kind: 'limited', kbps };
}

describe('speed: a number and a unit', () => {
  test.each([
    ['310M', 310_000],
    ['9216M', 9_216_000],
    ['1G', 1_000_000],
    ['409600k', 409_600],
    ['10 M', 10_000],
    ['1.5M', 1_500],
    ['1,5M', 1_500],
    [' 10M ', 10_000],
    ['10m', 10_000],
    ['100Mbps', 100_000],
    ['100 Mega', 100_000],
    ['100MB', 100_000],
    ['512 kbit/s', 512],
    ['2 Gbps', 2_000_000],
    ['2g', 2_000_000],
    ['64K', 64],
    ['0.5M', 500],
    ['0,512M', 512],
    ['1024.000M', 1_024_000],
  ])('%j is %i Kbps, with k, M and G counting 1000', (text, kbps) => {
    expect(parseSpeed(text, { speedBase: 1000 })).toEqual(limited(kbps));
  });

  test.each([
    ['409600k', 409_600],
    ['400M', 409_600],
    ['1,5M', 1_536],
    ['1G', 1_048_576],
  ])('--speed-base 1024: %j is %i Kbps', (text, kbps) => {
    expect(parseSpeed(text, { speedBase: 1024 })).toEqual(limited(kbps));
  });

  test.each([
    ['1.5k', 2],
    ['1.4k', 1],
    ['0.5k', 1],
    ['1.2345M', 1_235],
  ])('%j comes to whole Kbps: %i', (text, kbps) => {
    expect(parseSpeed(text, { speedBase: 1000 })).toEqual(limited(kbps));
  });

  test('the largest rate is one that a BQN can hold', () => {
    expect(parseSpeed('2147483647k', { speedBase: 1000 })).toEqual(limited(2_147_483_647));
    expect(parseSpeed('2147483648k', { speedBase: 1000 }).kind).toBe('unreadable');
  });

  test('property: what an operator types comes out as the same number of Kbps, whatever the spelling', () => {
    const units = fc.constantFrom<[string, number]>(['k', 1], ['K', 1], ['m', 1000], ['M', 1000], ['G', 1_000_000]);
    const blanks = fc.constantFrom('', ' ', '  ', '\t', '\u00a0');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2147 }), units, blanks, blanks, (number, [unit, kbps], inner, outer) => {
        expect(parseSpeed(`${outer}${number}${inner}${unit}${outer}`, { speedBase: 1000 })).toEqual(
          limited(number * kbps),
        );
      }),
    );
  });
});

describe('speed: empty or 0 means unlimited', () => {
  test.each(['', '   ', '0', '00', '0M', '0 k', '0.0', '0,00G'])('%j is unlimited', (text) => {
    expect(parseSpeed(text, { speedBase: 1000 })).toEqual({ kind: 'unlimited' });
  });
});

describe('speed: a bare number or anything else is unreadable', () => {
  test.each([
    '10240',
    '1',
    '10 Mb/h',
    '10MBytes',
    '10M/5M',
    'M',
    'k',
    '-10M',
    '+10M',
    '1e3M',
    '.5M',
    '5.M',
    '1.5.5M',
    '10T',
    'ten M',
    '0x10M',
    '1 0M',
    'NaN',
    '١٠M',
  ])('%j', (text) => {
    expect(parseSpeed(text, { speedBase: 1000 })).toEqual({ kind: 'unreadable', text });
  });

  test.each([
    ['10240', 'k', 10_240],
    ['1,5', 'M', 1_500],
  ] as const)('%j with --bare-unit %s is %i Kbps', (text, bareUnit, kbps) => {
    expect(parseSpeed(text, { speedBase: 1000, bareUnit })).toEqual(limited(kbps));
    expect(parseSpeed(`${text}x`, { speedBase: 1000, bareUnit }).kind).toBe('unreadable');
  });

  test('a null of the database is not the empty text that means unlimited', () => {
    expect(parseSpeed(null, { speedBase: 1000 })).toEqual({ kind: 'unreadable', text: 'null' });
  });

  test.each(['1.000M', '1,000M', '10.240k', '999.999k'])('%j, one or a thousand by who reads it', (text) => {
    expect(parseSpeed(text, { speedBase: 1000 }).kind).toBe('unreadable');
  });

  test('a speed that would round to 0 would block: it is unreadable', () => {
    expect(parseSpeed('0.4k', { speedBase: 1000 }).kind).toBe('unreadable');
    expect(parseSpeed('0.0004M', { speedBase: 1000 }).kind).toBe('unreadable');
  });

  test('property: no text becomes a rate that blocks, is negative, not whole, or more than a BQN can hold', () => {
    const typed = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[0-9.,\skKmMgGtT-]{0,12}$/),
      fc.double({ noNaN: true }).map((number) => `${number}M`),
    );
    fc.assert(
      fc.property(typed, fc.constantFrom<1000 | 1024>(1000, 1024), (text, base) => {
        const speed = parseSpeed(text, { speedBase: base });
        if (speed.kind !== 'limited') return;
        expect(Number.isInteger(speed.kbps)).toBe(true);
        expect(speed.kbps).toBeGreaterThanOrEqual(1);
        expect(speed.kbps).toBeLessThanOrEqual(2_147_483_647);
      }),
      { numRuns: 2000 },
    );
  });

  test('property: nothing is unlimited but what is empty or zero', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (parseSpeed(text, { speedBase: 1000 }).kind === 'unlimited')
          expect(text.replace(/[0.,\skmgbpsiteal/]/gi, '')).toBe('');
      }),
    );
  });
});
