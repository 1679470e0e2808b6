import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CONTRACTS, LOGINS, PLANS, type Table } from '../../src/ixc/tables.ts';
import { ColumnReader } from '../../src/listing/column-reader.ts';
import { casesOf } from '../support/from-source.ts';

const COLUMNS = ['id', 'login', 'ip', 'pd_ipv6'];

function parsed(bytes: Buffer): Record<string, unknown> | undefined {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The wanted columns by the reader, when it takes these bytes for one whole row. */
function taken(bytes: Buffer) {
  const reader = new ColumnReader(COLUMNS);
  const row = reader.read(bytes, 0);
  return row !== undefined && reader.end === bytes.length ? row : undefined;
}

/** What the reader says nothing of is read by JSON.parse; what it says must be what JSON.parse would say. */
function agrees(bytes: Buffer): void {
  const row = taken(bytes);
  if (row === undefined) return;
  const whole = parsed(bytes);
  expect(whole, bytes.toString()).toBeDefined();
  for (const column of COLUMNS) {
    expect(Object.hasOwn(row, column), column).toBe(Object.hasOwn(whole ?? {}, column));
    expect(row[column] ?? null, column).toEqual(whole?.[column] ?? null);
  }
}

/** As PHP writes it: pure ASCII, slashes escaped. */
function phpJson(text: string): string {
  return JSON.stringify(text)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const keys = fc.oneof(fc.constantFrom(...COLUMNS, 'senha', '__proto__', 'constructor'), fc.string());
const texts = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('a/b', '},{', '"', '\\', 'x\ny'));
const values = fc.oneof(texts, texts, texts, fc.constant(null), fc.integer(), fc.boolean());
const rows = (value: typeof values) =>
  fc
    .array(fc.tuple(keys, value), { maxLength: 8 })
    .map((pairs) =>
      pairs.map(
        ([key, entry]) => `${phpJson(key)}:${typeof entry === 'string' ? phpJson(entry) : JSON.stringify(entry)}`,
      ),
    )
    .map((pairs) => Buffer.from(`{${pairs.join(',')}}`));

describe('the wanted columns of a row', () => {
  test('are taken out of the form that IXC gives, escapes and nulls included', () => {
    const row = Buffer.from('{"id":"7","x":"\\"},{","login":"jos\\u00e9","senha":"s","ip":null,"pd_ipv6":""}');
    expect(taken(row)).toEqual({ id: '7', login: 'josé', ip: null, pd_ipv6: '' });
  });

  test.each([
    ['a number', '{"id":7}'],
    ['a nested object', '{"id":"7","more":{}}'],
    ['blanks', '{ "id": "7" }'],
    ['a byte beyond ASCII', '{"id":"7","login":"é"}'],
    ['no column', '{}'],
    ['a row that goes on', '{"id":"7","lo'],
  ])('of another form (%s) are left to JSON.parse', (_name, text) => {
    expect(taken(Buffer.from(text))).toBeUndefined();
  });

  test('property: are those of JSON.parse', () => {
    fc.assert(fc.property(rows(values), agrees), { numRuns: casesOf(2000) });
    fc.assert(fc.property(rows(fc.oneof(texts, fc.constant(null))), agrees), { numRuns: casesOf(2000) });
  });

  test('property: also when any byte is damaged, nothing is taken that JSON.parse would refuse', () => {
    const damage = fc.tuple(rows(fc.oneof(texts, fc.constant(null))), fc.nat(), fc.nat(255), fc.nat(2));
    fc.assert(
      fc.property(damage, ([row, place, byte, how]) => {
        const bytes = [...row];
        const at = place % bytes.length;
        if (how === 0) bytes[at] = byte;
        else bytes.splice(at, how === 1 ? 1 : 0, ...(how === 1 ? [] : [byte]));
        agrees(Buffer.from(bytes));
      }),
      { numRuns: casesOf(8000) },
    );
  });
});

describe('a table names exactly the columns that it looks at', () => {
  test.each<[string, Table<unknown>]>([
    ['radusuarios', LOGINS],
    ['radgrupos', PLANS],
    ['cliente_contrato', CONTRACTS],
  ])('%s', (_name, table) => {
    const asked = new Set<string>(table.only === undefined ? [] : [table.only.column]);
    const row = new Proxy<Record<string, unknown>>(
      {},
      {
        get: (_target, column) => {
          asked.add(String(column));
          return '1';
        },
      },
    );
    table.read(row);
    expect([...asked].sort()).toEqual([...table.columns].sort());
  });
});
