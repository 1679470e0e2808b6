import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anyObject,
  count,
  list,
  mapOf,
  maybe,
  number,
  object,
  oneOf,
  orElse,
  orNull,
  recordOf,
  row,
  some,
  text,
  truth,
  unless,
  via,
  yes,
} from '../../src/text/form.ts';

/** How values stand in files. */

const TRIP = object(
  {
    to: text,
    days: maybe(number),
    sort: orElse(oneOf(['near', 'far']), 'near'),
    isPaid: unless(yes, false),
    guests: unless(list(text), [], ({ length }) => length === 0),
  },
  { isPaid: 'paid', to: 'place' },
);

describe('an object', () => {
  test('stands under its names in the file, in the order of its parts, without what says nothing', () => {
    const written = TRIP.write({ to: 'Pão', days: undefined, sort: 'near', isPaid: true, guests: [] });
    expect(JSON.stringify(written)).toBe('{"place":"Pão","sort":"near","paid":true}');
  });

  test('of which a part is odd lacks what may be lacking, and has of the others what stands for it', () => {
    const odd = { place: 'Pão', days: 'x', sort: 3, paid: 'yes', guests: ['a', 5, 'b'], more: 1 };
    expect(TRIP.read(odd)).toEqual({ to: 'Pão', days: undefined, sort: 'near', isPaid: false, guests: ['a', 'b'] });
  });

  test.each([[{}], [{ place: 3 }], [[]], [null], ['x'], [undefined]])(
    '%j that lacks what it must have is none',
    (odd) => {
      expect(TRIP.read(odd)).toBeUndefined();
    },
  );

  test('property: is read as it was written', () => {
    const trip = fc.record({
      to: fc.string(),
      days: fc.option(fc.nat(), { nil: undefined }),
      sort: fc.constantFrom('near' as const, 'far' as const),
      isPaid: fc.boolean(),
      guests: fc.array(fc.string()),
    });
    fc.assert(
      fc.property(trip, (one) => {
        expect(TRIP.read(JSON.parse(JSON.stringify(TRIP.write(one))))).toEqual(one);
      }),
    );
  });
});

describe('a row', () => {
  const ROW = row({ name: text, at: number, by: maybe(text), why: maybe(text) });

  test('has its parts by their places, and nothing at its end that says nothing', () => {
    expect(ROW.write({ name: 'a', at: 1, by: undefined, why: undefined })).toEqual(['a', 1]);
    expect(ROW.write({ name: 'a', at: 1, by: undefined, why: 'x' })).toEqual(['a', 1, undefined, 'x']);
    expect(ROW.read(['a', 1, null, 'x'])).toEqual({ name: 'a', at: 1, by: undefined, why: 'x' });
  });

  test.each([[['a']], [[1, 'a']], [[]], [{ name: 'a', at: 1 }]])('%j that lacks what it must have is none', (odd) => {
    expect(ROW.read(odd)).toBeUndefined();
  });
});

describe('values by name', () => {
  test('leave out what is odd, and a name such as __proto__ is a name like any other', () => {
    const odd: unknown = JSON.parse('{"__proto__":1,"a":"x","b":2}');
    expect(mapOf(number).read(odd)).toEqual(
      new Map([
        ['__proto__', 1],
        ['b', 2],
      ]),
    );
    expect(JSON.stringify(mapOf(number).write(new Map([['__proto__', 1]])))).toBe('{"__proto__":1}');
    expect(Object.entries(recordOf(number).read(odd) ?? {})).toEqual([
      ['__proto__', 1],
      ['b', 2],
    ]);
    expect(recordOf(number).write({ a: 1 })).toEqual({ a: 1 });
  });

  test('are none of what is no object', () => {
    expect([mapOf(number).read([1]), recordOf(number).read([1]), recordOf(number).read({})]).toEqual([
      new Map(),
      undefined,
      {},
    ]);
    expect([some(recordOf(number)).read({}), some(recordOf(number)).read({ a: 1 })]).toEqual([undefined, { a: 1 }]);
  });
});

test.each([
  ['a text', text, ['', 'x'], [1, null, []]],
  ['a number', number, [0, -1.5], ['1', null]],
  ['a truth', truth, [true, false], [0, 'true']],
  ['what is so', yes, [true], [false, 1]],
  ['a count', count, [1, 5], [0, -1, 1.5, '1', 2 ** 60]],
  ['one of some', oneOf(['a', 'b']), ['a'], ['c', 1]],
  ['an object of any', anyObject, [{ a: 1 }], [[], null]],
  ['one or null', orNull(text), [null, 'x'], [1]],
  ['a list', list(number), [[1, 2]], [{}, 'x']],
])('%s is that, and nothing else', (_name, form, good, odd) => {
  for (const value of good) expect(form.read(value)).toEqual(value);
  for (const value of odd) expect(form.read(value)).toBeUndefined();
});

test('what is not so need not stand there, nor what is undefined', () => {
  expect([yes.write(false), maybe(number).write(undefined), unless(count, 0).write(0)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([yes.write(true), maybe(number).write(0), unless(count, 0).write(7)]).toEqual([true, 0, 7]);
});

test('what is made of another form may be odd where that is not', () => {
  const even = via(
    number,
    (value) => (value % 2 === 0 ? value / 2 : undefined),
    (value) => value * 2,
  );
  expect([even.read(4), even.read(3), even.read('x'), even.write(2)]).toEqual([2, undefined, undefined, 4]);
});
