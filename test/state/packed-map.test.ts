import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NEWLY_OWNED, type OwnedEntry } from '../../src/changes/ownership.ts';
import { BETWEEN, eachNumber, startsIn, valueFrom } from '../../src/state/column.ts';
import { type LastSeen, NO_BOOKS } from '../../src/state/harm-books.ts';
import { entriesOf, PackedMap } from '../../src/state/packed-map.ts';
import { NEW_BQN, readRecord, writeRecord } from '../../src/state/record.ts';

/** What is remembered of tens of thousands, asked for by login before objects are made of it. */

const login = fc.option(fc.nat({ max: 9 }), { nil: undefined });
const ownedEntry = fc
  .record({ login, isOdd: fc.boolean() })
  .map(({ login: of, isOdd }): OwnedEntry => ({ ...NEWLY_OWNED, id: 'x', login: of, missed: isOdd ? 1 : 0 }));
const owned = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c|d', 'e', 'f', 'g'), ownedEntry))
  .map((all) => new Map(all));
const customer = fc.oneof(
  fc.nat({ max: 9 }).map((id) => `login ${id}`),
  fc.constantFrom('login 07', 'login x', 'maria', '100.64.0.1', 'a|b', 'login 99999999999999999'),
);
const seen = fc.record({
  policy: fc.constantFrom('Gold', 'Lead'),
  rates: fc.constantFrom(undefined, { downKbps: 1, upKbps: 2 }),
  day: fc.constantFrom(3, 4),
});
const last = fc.array(fc.tuple(customer, seen)).map((all) => new Map<string, LastSeen>(all));

function throughFile(record: Partial<typeof NEW_BQN>) {
  return readRecord(JSON.parse(JSON.stringify(writeRecord({ ...NEW_BQN, ...record }))));
}

function sorted<V>(map: ReadonlyMap<string, V>) {
  return [...map].sort(([one], [other]) => (one < other ? -1 : 1));
}

const ownerOf = (_key: string, { login: of }: OwnedEntry) => of;
const OF_LOGIN = /^login ([1-9]\d{0,14})$/;
const customerOf = (name: string) => (OF_LOGIN.test(name) ? Number(OF_LOGIN.exec(name)?.[1]) : undefined);

describe('the entries of some logins', () => {
  test('property: are those that a look at all would find, before and after it', () => {
    fc.assert(
      fc.property(owned, fc.array(login), (subscriber, wanted) => {
        const isWanted = (of: number | undefined) => wanted.includes(of);
        const found = throughFile({ owned: { ...NEW_BQN.owned, subscriber } }).owned.subscriber;
        const expected = sorted(entriesOf(subscriber, ownerOf, isWanted));
        expect(sorted(entriesOf(found, ownerOf, isWanted))).toEqual(expected);
        expect(sorted(found)).toEqual(sorted(subscriber));
        expect(sorted(entriesOf(found, ownerOf, isWanted))).toEqual(expected);
      }),
    );
  });

  test('property: so it is with what each customer was last', () => {
    fc.assert(
      fc.property(last, fc.array(login), (customers, wanted) => {
        const isWanted = (of: number | undefined) => wanted.includes(of);
        const found = throughFile({ harm: { ...NO_BOOKS, last: customers } }).harm.last;
        const expected = sorted(entriesOf(customers, customerOf, isWanted));
        expect(sorted(entriesOf(found, customerOf, isWanted))).toEqual(expected);
        expect(sorted(found)).toEqual(sorted(customers));
      }),
    );
  });

  test('make nothing of the others', () => {
    let isAll = false;
    const packed = new PackedMap((isWanted) => {
      isAll = isWanted(1) && isWanted(2);
      return new Map([['a', 1]]);
    });
    expect([
      ...entriesOf(
        packed,
        () => 1,
        (of) => of === 1,
      ),
    ]).toEqual([['a', 1]]);
    expect(isAll).toBe(false);
    expect(packed.size).toBe(1);
    expect(isAll).toBe(true);
  });
});

test('a packed map says what the map says that is made of it, and makes it once', () => {
  let made = 0;
  const map = new Map([
    ['a', 1],
    ['b', 2],
  ]);
  const packed = new PackedMap(() => {
    made++;
    return map;
  });
  expect(made).toBe(0);
  expect([packed.get('a'), packed.has('b'), packed.has('c'), packed.size]).toEqual([1, true, false, 2]);
  expect([[...packed], [...packed.entries()]]).toEqual([[...map], [...map]]);
  expect([[...packed.keys()], [...packed.values()]]).toEqual([
    ['a', 'b'],
    [1, 2],
  ]);
  const visited: unknown[] = [];
  packed.forEach((value, key) => {
    visited.push([key, value]);
  });
  expect(visited).toEqual([...map]);
  expect(made).toBe(1);
});

describe('a column', () => {
  const values = fc.array(fc.constantFrom('', '0', '7', '12', '-3', '1.5', 'x1', '1x', '99999999999999999'), {
    minLength: 1,
  });

  test('property: of numbers is read as its values are, one by one', () => {
    fc.assert(
      fc.property(values, (all) => {
        const found: (number | undefined)[] = [];
        eachNumber(all.join(BETWEEN), (value, at) => {
          found[at] = value;
        });
        expect(found).toEqual(
          all.map((one) => (/^\d+$/.test(one) && Number.isSafeInteger(Number(one)) ? Number(one) : undefined)),
        );
      }),
    );
  });

  test('property: says where each value begins, and gives it from there', () => {
    fc.assert(
      fc.property(values, (all) => {
        const column = all.join(BETWEEN);
        expect(startsIn(column).map((start) => valueFrom(column, start))).toEqual(all);
      }),
    );
  });
});
