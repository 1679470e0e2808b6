import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KnownRow, type KnownRows, KnownRowsHere, type Print } from '../../src/listing/known-rows.ts';
import { type ListingOptions, ListingReader } from '../../src/listing/listing-reader.ts';

const COLUMNS = ['id', 'login', 'ip'];
const SEED = Uint8Array.from([9, 8, 7, 6, 5, 4, 3, 2]);

/** Knows what it is told of: by fingerprint, which row of before it was. */
class Rows implements KnownRows {
  readonly seed: Uint8Array;
  readonly #known = new Map<string, number>();

  constructor(seed = SEED) {
    this.seed = seed;
  }

  add({ high, low }: Print): void {
    this.#known.set(`${high} ${low}`, this.#known.size);
  }

  get size(): number {
    return this.#known.size;
  }

  find(high: number, low: number): number {
    return this.#known.get(`${high} ${low}`) ?? -1;
  }
}

interface Taken {
  readonly row: unknown;
  readonly print: Print | undefined;
}

function read(items: readonly unknown[], options: ListingOptions, cut = 1 << 20): Taken[] {
  const taken: Taken[] = [];
  const reader = new ListingReader((row, print) => void taken.push({ row, print }), options);
  const bytes = Buffer.from(JSON.stringify({ registros: items }));
  for (let at = 0; at < bytes.length; at += cut) reader.write(bytes.subarray(at, at + cut));
  reader.end();
  return taken;
}

const value = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', 'S', '"', '\\', '\u0000', 'ção', '0', '\ud83d\ude80'),
  fc.integer(),
  fc.constant(null),
);
const row = fc.record({ id: value, login: value, ip: value, other: value }, { requiredKeys: ['id'] });
const cuts = fc.integer({ min: 40, max: 4000 });

describe.each([
  ['of named columns', { columns: COLUMNS }],
  ['whole', {}],
] as const)('rows %s', (_name, asked) => {
  test('that say the same are known, and are what they were', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), cuts, (items, cut) => {
        const known = new Rows();
        for (const { print } of read(items, { ...asked, known }, cut)) if (print !== undefined) known.add(print);
        const plain = read(items, asked, cut);
        const again = read(items, { ...asked, known }, cut);
        expect(again).toHaveLength(plain.length);
        for (const [at, { row: found }] of again.entries())
          expect(found instanceof KnownRow ? found.kept.row(found.place) : found).toEqual(plain[at]?.row);
        expect(again.some(({ row: found }) => found instanceof KnownRow)).toBe(true);
      }),
    );
  });

  test('that say anything else are not', () => {
    fc.assert(
      fc.property(row, fc.constantFrom('id', 'login', 'ip'), value, (item, column, other) => {
        fc.pre(JSON.stringify(item[column]) !== JSON.stringify(other));
        const known = new Rows();
        for (const { print } of read([item], { ...asked, known })) if (print !== undefined) known.add(print);
        const [changed] = read([{ ...item, [column]: other }], { ...asked, known });
        expect(changed?.row).not.toBeInstanceOf(KnownRow);
      }),
    );
  });
});

test('what stands in columns that nobody asks for does not matter', () => {
  const known = new Rows();
  const [first] = read([{ id: '1', login: 'a', other: 'x' }], { columns: COLUMNS, known });
  if (first?.print !== undefined) known.add(first.print);
  const [again] = read([{ login: 'a', id: '1', other: 'y', more: [1] }], { columns: COLUMNS, known });
  expect(again?.row).toBeInstanceOf(KnownRow);
});

test('a value in another column is another row', () => {
  const known = new Rows();
  const [first] = read([{ id: '1', login: '', ip: 'a' }], { columns: COLUMNS, known });
  if (first?.print !== undefined) known.add(first.print);
  const [again] = read([{ id: '1', login: 'a', ip: '' }], { columns: COLUMNS, known });
  expect(again?.row).not.toBeInstanceOf(KnownRow);
});

test('fingerprints hang on a seed', () => {
  const [one] = read([{ id: '1' }], { columns: COLUMNS, known: new Rows() });
  const [other] = read([{ id: '1' }], { columns: COLUMNS, known: new Rows(new Uint8Array(8)) });
  expect(one?.print).toBeDefined();
  expect(one?.print).not.toEqual(other?.print);
});

test('of many rows those that are asked for come back as they came, whatever their indexes', () => {
  // Of some only one fits on a shelf of bytes.
  const items = Array.from({ length: 3000 }, (_, at) => ({
    id: String(at),
    login: 'x'.repeat(at % 997 === 5 ? 20_000 : at % 40),
  }));
  const known = new Rows();
  for (const { print } of read([...items].reverse(), { known })) if (print !== undefined) known.add(print);
  const here = new KnownRowsHere(known.size);
  for (const { row: found } of read(items, { known })) if (found instanceof KnownRow) here.add(found);
  const isAsked = (index: number) => index % 7 === 3;
  const wanted = items.flatMap((item, at) => (isAsked(2999 - at) ? [[2999 - at, item]] : []));
  expect([...here.rows(isAsked)]).toEqual(wanted);
  expect([...here.rows(() => true)].map(([, one]) => one)).toEqual(items);
});
