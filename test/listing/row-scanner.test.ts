import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ListingReader } from '../../src/listing/listing-reader.ts';
import { MalformedAnswer } from '../../src/listing/malformed.ts';
import { RowScanner } from '../../src/listing/row-scanner.ts';
import { theScanner } from '../../src/listing/scanner/scanner.ts';
import { casesOf } from '../support/from-source.ts';

const COLUMNS = ['id', 'login', 'ip', 'pd_ipv6', 'não'];

function scanner(columns = COLUMNS, unset?: string): RowScanner {
  const opened = RowScanner.of({ columns, unset });
  if (opened === undefined) throw new Error('this Node has no WebAssembly');
  return opened;
}

/** What these bytes say as one row, by the scanner alone; undefined where it says nothing of them. */
function taken(bytes: Buffer | string, columns = COLUMNS, unset?: string) {
  const reader = scanner(columns, unset);
  const row = Buffer.from(bytes);
  reader.begin();
  const found = reader.read(row, 0);
  return found !== undefined && reader.end === row.length ? found : undefined;
}

/** By a strict decoder and JSON.parse. */
function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** What a reading comes to, with or without the scanner; of the rows only the wanted columns. */
function reading(chunks: readonly Buffer[], isScanned: boolean, isLossy: boolean) {
  const rows: unknown[] = [];
  const reader = new ListingReader((row) => void rows.push(picked(row)), {
    ...(isScanned && { columns: COLUMNS }),
    isLossy,
  });
  try {
    for (const chunk of chunks) {
      const memory = Buffer.from(chunk);
      reader.write(memory);
      memory.fill(0x7b);
    }
    const { json, text } = reader.end();
    return { rows, json, text };
  } catch (error) {
    if (!(error instanceof MalformedAnswer)) throw error;
    return { rows, refused: error.message };
  }
}

function picked(row: unknown): unknown {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return row;
  return COLUMNS.filter((column) => Object.hasOwn(row, column)).map((column) => [
    column,
    (row as Record<string, unknown>)[column],
  ]);
}

function pieces(bytes: Buffer, lengths: readonly number[]): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1;
    found.push(bytes.subarray(at, at + length));
    at += length;
  }
  return found;
}

const blanks = fc.constantFrom('', '', '', '', ' ', '\n', '\t\r ', '\u00a0');
const strings = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ minLength: 12, maxLength: 40 }),
  fc.constantFrom(
    '',
    'S',
    'ção',
    '🚀',
    '}]}',
    '\\',
    '"',
    '\u0000',
    '\ufffd',
    '\ud800',
    'x'.repeat(15),
    'x'.repeat(16),
    'x'.repeat(31),
  ),
);
/** As different writers escape the same text. */
const text = fc.tuple(strings, fc.constantFrom('plain', 'php', 'all')).map(([value, how]) => {
  const json = JSON.stringify(value);
  if (how === 'plain') return json;
  const wide = how === 'php' ? /[\u0080-\uffff]/g : /[^\\"]/g;
  const escaped = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return how === 'php'
    ? json.replaceAll('/', '\\/').replace(wide, escaped)
    : `"${[...value]
        .flatMap((char) => char.split(''))
        .map(escaped)
        .join('')}"`;
});
const number = fc.oneof(
  fc.double().map((value) => JSON.stringify(value)),
  fc.integer().map(String),
  fc.constantFrom(
    '0',
    '-0',
    '1e5',
    '1E+5',
    '1.5e-3',
    '-',
    '01',
    '1.',
    '.5',
    '+1',
    '1e',
    '1e+',
    '0x1',
    'NaN',
    '-Infinity',
    '9'.repeat(40),
  ),
);
const word = fc.constantFrom('true', 'false', 'null', 'nul', 'True', 'falsee', 'undefined', '');
const { value } = fc.letrec<{ value: string; list: string; object: string }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, text, text, number, word, tie('list'), tie('object')),
  list: fc
    .tuple(blanks, fc.array(tie('value'), { maxLength: 3 }))
    .map(([blank, all]) => `[${blank}${all.join(`${blank},`)}]`),
  object: fc
    .tuple(blanks, fc.array(fc.tuple(text, tie('value')), { maxLength: 3 }))
    .map(([blank, all]) => `{${blank}${all.map(([key, held]) => `${key}${blank}:${held}${blank}`).join(',')}}`),
}));
const key = fc.oneof(
  fc.constantFrom(...COLUMNS, 'senha', '__proto__').map((name) => JSON.stringify(name)),
  text,
);
const row = fc
  .tuple(blanks, fc.array(fc.tuple(key, value), { maxLength: 6 }))
  .map(([blank, all]) => `{${blank}${all.map(([name, held]) => `${name}:${blank}${held}`).join(`,${blank}`)}${blank}}`);
const body = fc
  .tuple(
    fc.constantFrom('', '', '\ufeff', ' \n'),
    fc.array(row, { maxLength: 5 }),
    fc.constantFrom('', '', '{', ',', '\n', '{"a":1}'),
  )
  .map(([before, rows, behind]) => `${before}{"total":"${rows.length}","registros":[${rows.join(',')}]}${behind}`);
/** Names as long as a block of the scanner, or what it keeps of one, is, and a byte more or less. */
const name = fc.oneof(
  fc.constantFrom(...COLUMNS),
  fc.constantFrom(1, 12, 13, 14, 15, 29, 30, 31, 44, 45, 46, 47).map((length) => 'n'.repeat(length)),
);
/** Rows of the same columns, in some of which one name, or what surrounds it, is another. */
const alike = fc
  .tuple(fc.array(name, { minLength: 1, maxLength: 6 }), fc.array(fc.tuple(fc.nat(5), fc.nat(7)), { maxLength: 6 }))
  .map(([names, rows]) =>
    rows.map(([place, how]) => {
      const column = (key: string, at: number) => {
        const ways = [
          `"${key}x":`,
          `"${key.slice(1)}":`,
          `"${key.slice(0, -1)}o":`,
          `"${key}" :`,
          `"${key}": `,
          '"id":',
        ];
        const written = (at === place ? ways[how] : undefined) ?? `"${key}":`;
        return `${written}"${at}"`;
      };
      return `{${names.map(column).join(',')}}`;
    }),
  );
const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 });
/** Where, with which byte, and whether it is put in the place of another, taken out or put in between. */
const damage = fc.option(fc.tuple(fc.nat(), fc.nat(255), fc.nat(2)), { freq: 2 });

function damaged(bytes: Buffer, how: readonly [number, number, number] | null): Buffer {
  if (how === null || bytes.length === 0) return bytes;
  const [place, byte, kind] = how;
  const all = [...bytes];
  const at = place % all.length;
  if (kind === 0) all[at] = byte;
  else if (kind === 1) all.splice(at, 1);
  else all.splice(at, 0, byte);
  return Buffer.from(all);
}

describe('the scanner', () => {
  test('takes wanted columns of every type, in any order, the last of two', () => {
    const text =
      '{"x":{"id":[1,{}]},"ip":null,"login":"jos\\u00e9","id":1,"não":"çã","y":true,"id":-1.5e3,"pd_ipv6":[{"a":""}]}';
    expect(taken(text)).toEqual({ ip: null, login: 'josé', id: -1500, não: 'çã', pd_ipv6: [{ a: '' }] });
  });

  test('reads what is whole, up to its depth', () => {
    const deep = (levels: number) => `{"id":"1","x":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    expect(taken(deep(32))).toEqual({ id: '1' });
    expect(taken(deep(33))).toBeUndefined();
  });

  test.each([
    ['null', true],
    ['0', true],
    ['""', true],
    ['[]', true],
    ['{}', true],
    ['1', false],
    ['"0"', false],
    ['false', false],
    ['[0]', false],
    ['-0', false],
    ['[ ]', false],
    ['["everybody"]', true],
    ['["everybodx"]', false],
    ['["everybody",1]', false],
  ])('knows of another column that holds %s whether it says anything', (held, isUnset) => {
    const row = `{"other":${held},"id":"1","more":null}`;
    expect(taken(row, COLUMNS, '["everybody"]')).toEqual(isUnset ? { id: '1' } : undefined);
    expect(taken(row)).toEqual({ id: '1' });
  });

  test('several listings, read side by side, do not mix up their columns', () => {
    const [one, other] = [scanner(['a', 'b']), scanner(['b'])];
    const bytes = Buffer.from('{"a":"1","b":"2"}{"a":"3","b":"4"}');
    one.begin();
    expect(one.read(bytes, 0)).toEqual({ a: '1', b: '2' });
    other.begin();
    expect(other.read(Buffer.from('{"b":"9"}'), 0)).toEqual({ b: '9' });
    expect(one.read(bytes, one.end)).toEqual({ a: '3', b: '4' });
  });

  test('has no room for columns without number', () => {
    expect(RowScanner.of({ columns: Array.from({ length: 65 }, (_, at) => `column ${at}`) })).toBeUndefined();
  });

  test('a row at the very end of its memory, and one that is longer', () => {
    const { most } = scanner();
    for (const length of [most - 1, most, most + 1]) {
      const row = `{"id":"1","x":"${'y'.repeat(length - 16)}"}`;
      const chunks = [Buffer.from(`{"registros":[`), Buffer.from(row), Buffer.from(']}')];
      expect(reading(chunks, true, false)).toEqual(reading(chunks, false, false));
    }
  });

  test('bytes that lie in its memory already are read where they lie', () => {
    const memory = theScanner()?.memory ?? Buffer.alloc(0);
    const at = theScanner()?.scanner.input() ?? 0;
    const length = memory.write('xx{"id":"7"}', at);
    const reader = scanner();
    reader.begin();
    expect(reader.read(memory.subarray(at, at + length), 2)).toEqual({ id: '7' });
  });
});

describe('property: the scanner says what the reader says that knows nothing of it', () => {
  test('of one row, sound or damaged at any byte', () => {
    fc.assert(
      fc.property(row, damage, (json, how) => {
        const bytes = damaged(Buffer.from(json), how);
        const found = taken(bytes);
        if (found === undefined) return;
        const whole = parsed(bytes);
        expect(whole, bytes.toString('latin1')).toBeDefined();
        expect(picked(found)).toEqual(picked(whole));
      }),
      { numRuns: casesOf(8000) },
    );
  });

  test('of a body in pieces of any length, sound or damaged, strictly or not', () => {
    fc.assert(
      fc.property(body, damage, lengths, fc.boolean(), (json, how, sizes, isLossy) => {
        const bytes = damaged(Buffer.from(json), how);
        for (const chunks of [[bytes], pieces(bytes, sizes)]) {
          expect(reading(chunks, true, isLossy)).toEqual(reading(chunks, false, isLossy));
        }
      }),
      { numRuns: casesOf(2000) },
    );
  });

  test('of rows that are alike, or nearly: what stood in the row before is not taken for what stands in this one', () => {
    fc.assert(
      fc.property(alike, damage, (rows, how) => {
        const bytes = damaged(Buffer.from(`{"registros":[${rows.join(',')}]}`), how);
        expect(reading([bytes], true, false)).toEqual(reading([bytes], false, false));
      }),
      { numRuns: casesOf(2000) },
    );
  });

  test('of rows of more columns than are kept of the row before', () => {
    const names = [...Array.from({ length: 300 }, (_, at) => `column ${at}`), ...COLUMNS];
    const rowOf = (value: string) => `{${names.map((name) => `"${name}":"${value}"`).join(',')}}`;
    const bytes = Buffer.from(`{"registros":[${['a', 'b', 'c'].map(rowOf).join(',')}]}`);
    expect(reading([bytes], true, false)).toEqual(reading([bytes], false, false));
  });

  test('of a body that is cut in two at every one of its bytes', () => {
    const bytes = Buffer.from(
      '\ufeff{"total":"2","registros":[{"id":"1","login":"São \\"}{[] \\\\ 🚀","x":[1,{"y":null}]},{"id":-2.5e3,"não":"ç"}]}',
    );
    const whole = reading([bytes], false, false);
    for (let at = 0; at <= bytes.length; at++) {
      expect(reading([bytes.subarray(0, at), bytes.subarray(at)], true, false), `${at}`).toEqual(whole);
    }
  });

  test.each([
    ['every single byte', bytesOf(0, 255).map((first) => [first, 0x61])],
    ['every pair beyond ASCII', bytesOf(0x80, 255).flatMap((first) => bytesOf(0, 255).map((next) => [first, next]))],
    [
      'every three whose last is on the border',
      bytesOf(0xe0, 255).flatMap((first) =>
        bytesOf(0x7e, 0xc1).flatMap((next) => [0x7f, 0x80, 0xbf, 0xc0].map((last) => [first, next, last, last])),
      ),
    ],
    ['every three', bytesOf(0xe0, 0xef).flatMap((first) => bytesOf(0x7e, 0xc1).map((next) => [first, next, 0x80]))],
  ])('of %s in a text', (_what, letters) => {
    const wrong = letters
      .map((bytes) => Buffer.from([...Buffer.from('{"id":"'), ...bytes, ...Buffer.from('"}')]))
      .filter((bytes) => JSON.stringify(taken(bytes)) !== JSON.stringify(parsed(bytes)));
    expect(wrong.map((bytes) => bytes.toString('hex'))).toEqual([]);
  });
});

function bytesOf(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

test('a Node without WebAssembly reads the same', () => {
  const source = fileURLToPath(new URL('../../src/listing/listing-reader.ts', import.meta.url));
  const { outputFiles } = buildSync({
    stdin: {
      contents: `import { ListingReader } from ${JSON.stringify(source)};
        const reader = new ListingReader((row) => console.log(JSON.stringify(row)), { columns: ['id', 'login'] });
        reader.write(Buffer.from('{"registros":[{"id":"1","x":"2","login":"jos\\\\u00e9"},{"id":2}]}'));
        reader.end();
        console.log(typeof WebAssembly);`,
      resolveDir: '.',
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
  });
  const { stdout } = spawnSync(process.execPath, ['--jitless', '-e', outputFiles[0]?.text ?? ''], { encoding: 'utf8' });
  expect(stdout).toBe('{"id":"1","login":"josé"}\n{"id":2}\nundefined\n');
});
