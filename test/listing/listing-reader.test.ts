import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Envelope, ListingReader, rowsAt } from '../../src/listing/listing-reader.ts';
import { MalformedAnswer } from '../../src/listing/malformed.ts';
import { many } from '../support/builders.ts';
import { casesOf } from '../support/from-source.ts';

interface Reading {
  readonly rows: readonly unknown[];
  readonly envelope: Envelope;
}

/** Reads a body that arrives in chunks. */
function read(...chunks: readonly (Buffer | string)[]): Reading {
  const rows: unknown[] = [];
  const reader = new ListingReader((row) => void rows.push(row));
  for (const chunk of chunks) {
    // As a stream does, the memory of a chunk is used again once it was handed over.
    const bytes = Buffer.from(chunk);
    reader.write(bytes);
  }
  return { rows, envelope: reader.end() };
}

/** The body in pieces of these lengths, over and over. */
function pieces(body: Buffer, lengths: readonly number[]): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0, turn = 0; at < body.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1;
    found.push(body.subarray(at, at + length));
    at += length;
  }
  return found;
}

function listing(rows: readonly unknown[], more: object = {}): string {
  return JSON.stringify({ page: '1', total: String(rows.length), registros: rows, ...more });
}

/** What a reading of a body comes to that is not whole: refused, or no JSON. */
function isRefused(chunks: readonly Buffer[]): boolean {
  try {
    return read(...chunks).envelope.json === undefined;
  } catch (error) {
    if (error instanceof MalformedAnswer) return true;
    throw error;
  }
}

const column = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }).filter((text) => !/\p{Cs}/u.test(text)),
  fc.constantFrom('{', '}', '[', ']', '"', '\\', '\\"', '}]}', '","', 'ção', '🚀', '\u0000', '\ufffd', 'S\\u00e3o'),
  fc.constant(null),
  fc.integer(),
);
const row = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 5 }).filter((name) => name !== '__proto__'),
  column,
  { maxKeys: 4 },
);
const rows = fc.array(row, { maxLength: 6 });
const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
const body = fc.tuple(rows, fc.boolean(), fc.constantFrom(0, 2)).map(([all, asMap, indent]) => {
  const registros = asMap ? Object.fromEntries(all.map((each, at) => [`${at}`, each])) : all;
  return { all, text: JSON.stringify({ page: '1', total: String(all.length), registros }, null, indent) };
});

describe('a listing', () => {
  test('gives each row once, and keeps a text in the place of those that follow each other', () => {
    const { rows: found, envelope } = read(listing([{ id: '1', login: 'maria' }, { id: '2' }]));
    expect(found).toEqual([{ id: '1', login: 'maria' }, { id: '2' }]);
    expect(envelope.json).toEqual({ page: '1', total: '2', registros: ['rows 0 2'] });
  });

  test('tells which rows stand where, and what stands between them', () => {
    const json = read('{"a":[{} , {},7,{},"x",{}],"b":[{}\n,\t{}]}').envelope.json as Record<string, unknown[]>;
    expect(json['a']?.map(rowsAt)).toEqual([
      { first: 0, count: 2 },
      undefined,
      { first: 2, count: 1 },
      undefined,
      { first: 3, count: 1 },
    ]);
    expect(json['b']?.map(rowsAt)).toEqual([{ first: 4, count: 2 }]);
  });

  test.each(['{"a":[{}{}]}', '{"a":[{},,{}]}', '{"a":[{},]}', '{"a":[,{}]}', '{"a":[{} x,{}]}'])(
    '%s is no JSON, however it comes',
    (text) => {
      expect(read(text).envelope.json).toBeUndefined();
      expect(read(...pieces(Buffer.from(text), [1])).envelope.json).toBeUndefined();
    },
  );

  test('as an object map gives the same rows', () => {
    const { rows: found, envelope } = read('{"total":"2","registros":{"17":{"id":"1"},"a":{"id":"2"}}}');
    expect(found).toEqual([{ id: '1' }, { id: '2' }]);
    expect(envelope.json).toEqual({ total: '2', registros: { '17': 'rows 0 1', a: 'rows 1 1' } });
  });

  test.each(['{"total":"0"}', '{"total":0,"registros":[]}', '{"total":"0","registros":{}}'])(
    'of no rows: %s',
    (text) => {
      expect(read(text)).toMatchObject({ rows: [], envelope: { json: JSON.parse(text) } });
    },
  );

  test('with white space and a byte order mark in front is one all the same', () => {
    expect(read(`\ufeff \r\n${listing([{ id: '1' }])}\n`).rows).toEqual([{ id: '1' }]);
  });

  test('rows may hold lists and objects of their own', () => {
    const rich = { id: '1', more: { a: [1, { b: '}' }] } };
    expect(read(listing([rich])).rows).toEqual([rich]);
  });

  test('a row that throws stops the reading with what it threw', () => {
    const reader = new ListingReader(() => {
      throw new MalformedAnswer('no id');
    });
    expect(() => reader.write(Buffer.from(listing([{}])))).toThrow('no id');
  });

  test('rows are handed over as they come, not at the end', () => {
    const found: unknown[] = [];
    const reader = new ListingReader((each) => void found.push(each));
    reader.write(Buffer.from('{"registros":[{"id":"1"},{"id"'));
    expect(found).toEqual([{ id: '1' }]);
  });

  test('a chunk’s memory may be used again once it was handed over', () => {
    const text = Buffer.from(listing([{ id: '1', login: 'maria' }]));
    const found: unknown[] = [];
    const reader = new ListingReader((each) => void found.push(each));
    const half = Buffer.from(text.subarray(0, 20));
    reader.write(half);
    half.fill(0x20);
    reader.write(text.subarray(20));
    expect(reader.end().json).toMatchObject({ total: '1' });
    expect(found).toEqual([{ id: '1', login: 'maria' }]);
  });
});

describe('property: every chunking of a body gives the same rows', () => {
  test('whatever the rows hold, as a list or a map', () => {
    fc.assert(
      fc.property(body, lengths, ({ all, text }, sizes) => {
        const bytes = Buffer.from(text);
        const [whole, inPieces] = [read(bytes), read(...pieces(bytes, sizes))];
        expect(whole.rows).toEqual(JSON.parse(JSON.stringify(all)));
        expect(inPieces).toEqual(whole);
      }),
      { numRuns: casesOf(2000) },
    );
  });

  test('byte by byte', () => {
    fc.assert(
      fc.property(body, ({ text }) => {
        expect(read(...pieces(Buffer.from(text), [1]))).toEqual(read(text));
      }),
      { numRuns: casesOf(300) },
    );
  });

  test('with a byte order mark in front', () => {
    const bytes = Buffer.from(`\ufeff${listing([{ id: '1' }])}`);
    for (const first of [1, 2, 3]) expect(read(...pieces(bytes, [first, 1000])).rows).toEqual([{ id: '1' }]);
  });

  test('with white space in front', () => {
    expect(read(...pieces(Buffer.from(` \r\n\t${listing([{ id: '1' }])}`), [1])).rows).toEqual([{ id: '1' }]);
  });
});

describe('property: a body that is cut anywhere is refused', () => {
  test('at every one of its bytes', () => {
    const bytes = Buffer.from(
      listing([
        { id: '1', login: 'São "}{[] \\' },
        { id: '2', x: [1, { y: null }] },
      ]),
    );
    const cuts = many(bytes.length, (length) => length - 1);
    expect(cuts.filter((length) => !isRefused([bytes.subarray(0, length)]))).toEqual([]);
  });

  test('whatever it holds, wherever it is cut, however it arrives', () => {
    fc.assert(
      fc.property(
        body,
        lengths,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        ({ text }, sizes, where) => {
          const bytes = Buffer.from(text);
          expect(isRefused(pieces(bytes.subarray(0, Math.floor(bytes.length * where)), sizes))).toBe(true);
        },
      ),
      { numRuns: casesOf(2000) },
    );
  });
});

describe('a damaged answer is refused', () => {
  test.each([
    ['{"registros":[{"id":"1"', 'in the middle of a row'],
    ['{"registros":[{"id":"1}]}', 'in the middle of a row'],
    ['{"registros":[{"id":1,}]}', 'a row cannot be read'],
    ['{"registros":[{"id":"1"]]}', 'a row cannot be read'],
  ])('%s', (text, why) => {
    expect(() => read(text)).toThrow(why);
  });

  test.each([
    '{"total":"1","registros":[{"id":"1"}]}{',
    '{"total":"1"}}',
    '{,}',
    '{"total":"1" "x"}',
    '{"total":"1","registros":[-{"id":"1"}]}',
    '{"total":"1","registros":[{"id":"1"}.0]}',
    '{"total":"1","registros":[{"id":"1"}{"id":"2"}]}',
    '{"total":"1","registros":[{"id":"1"}"x"]}',
  ])('%s is no JSON', (text) => {
    expect(read(text).envelope.json).toBeUndefined();
  });

  test('bytes in a row that are not UTF-8 would turn one login into another', () => {
    const bytes = Buffer.from(listing([{ id: '1', login: 'Jo?o' }]));
    bytes[bytes.indexOf('?')] = 0xe3;
    expect(() => read(bytes)).toThrow('not UTF-8');
    expect(() => read(...pieces(bytes, [1]))).toThrow('not UTF-8');
  });

  test('U+FFFD itself is a character like any other', () => {
    expect(read(listing([{ login: '\ufffd' }])).rows).toEqual([{ login: '\ufffd' }]);
  });

  test('a row without an end is not kept for ever', () => {
    const reader = new ListingReader(() => {});
    reader.write(Buffer.from('{"registros":[{"id":"'));
    const chunk = Buffer.alloc(1_000_000, 'x');
    expect(() => many(5, () => reader.write(chunk))).toThrow('a row has no end');
  });

  test('nor is an answer that is all envelope', () => {
    const reader = new ListingReader(() => {});
    reader.write(Buffer.from('{"'));
    const chunk = Buffer.alloc(1_000_000, 'x');
    expect(() => many(5, () => reader.write(chunk))).toThrow('not a listing');
  });
});

describe('what is not JSON is text', () => {
  test('HTML, whatever braces and quotes it holds', () => {
    const html = '<!DOCTYPE html><script>var a = {"b": [{"c": "d"}]};</script>"';
    const { rows: found, envelope } = read(...pieces(Buffer.from(html), [7]));
    expect([found, envelope]).toEqual([[], { json: undefined, text: html }]);
  });

  test.each(['', '   '])('nothing at all (%j)', (text) => {
    const { json, text: found } = read(text).envelope;
    expect([json, found.trim()]).toEqual([undefined, '']);
  });

  test('a JSON that is no object', () => {
    expect(read('[{"id":"1"}]')).toEqual({ rows: [], envelope: { json: undefined, text: '[{"id":"1"}]' } });
  });

  test('ISO-8859-1, in which some errors come, is read as such', () => {
    expect(read(Buffer.from('<div>não</div>', 'latin1')).envelope.text).toBe('<div>não</div>');
    expect(read(Buffer.from('<div>não</div>', 'utf8')).envelope.text).toBe('<div>não</div>');
  });

  test('an error in JSON is read whole', () => {
    const error = '{"type":"error","message":"Recurso x n\\u00e3o est\\u00e1 dispon\\u00edvel!"}';
    expect(read(...pieces(Buffer.from(error), [3])).envelope.json).toEqual({
      type: 'error',
      message: 'Recurso x não está disponível!',
    });
  });

  test('blanks without end behind a row are no listing', () => {
    const reader = new ListingReader(() => {});
    reader.write(Buffer.from('{"registros":[{}'));
    const flood = () => {
      for (let megabyte = 0; megabyte < 5; megabyte++) reader.write(Buffer.alloc(1_000_000, ' '));
    };
    expect(flood).toThrow('it is not a listing');
  });

  test('of a flood only the beginning is kept', () => {
    const reader = new ListingReader(() => {});
    const chunk = Buffer.alloc(1_000_000, '<');
    for (let megabyte = 0; megabyte < 50; megabyte++) reader.write(chunk);
    expect(reader.end().text.length).toBeLessThan(200_000);
  });
});
