import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GunzipInStep } from '../../src/http/gunzip-in-step.ts';
import { casesOf } from '../support/from-source.ts';

/** What comes out of a packed body that arrives in pieces; undefined when it is refused. */
async function unpacked(packed: Buffer, piece: number, roomBytes = 64): Promise<string | undefined> {
  const parts: string[] = [];
  const room = Buffer.alloc(roomBytes);
  let refused: Error | undefined;
  const gunzip = GunzipInStep.into(
    room,
    (chunk) => void parts.push(chunk.toString('latin1')),
    (error) => {
      refused = error;
    },
  );
  if (gunzip === undefined) throw new Error('this Node cannot');
  for (let at = 0; at < packed.length; at += piece) gunzip.write(packed.subarray(at, at + piece));
  const isSound = gunzip.end();
  await new Promise((resolve) => setImmediate(resolve));
  expect(isSound).toBe(refused === undefined);
  return isSound ? parts.join('') : undefined;
}

function atOnce(packed: Buffer): string | undefined {
  try {
    return gunzipSync(packed).toString('latin1');
  } catch {
    return undefined;
  }
}

describe('unpacking in step', () => {
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a part', gzipSync('a'.repeat(5000)).subarray(0, -9)],
    ['all but the last byte', gzipSync('abc').subarray(0, -1)],
    ['another packing', Buffer.from('abc')],
  ])('refuses %s', async (_what, packed) => {
    expect(await unpacked(packed, 7)).toBeUndefined();
  });

  test('gives several that follow each other, and nothing of what is no packing behind them', async () => {
    const packed = Buffer.concat([gzipSync('one '), gzipSync('two'), Buffer.alloc(20)]);
    for (const piece of [1, 5, 1000]) expect(await unpacked(packed, piece)).toBe('one two');
  });

  test('property: gives what is given at once, in pieces of any length, sound or damaged', async () => {
    const cases = fc.tuple(
      fc.array(fc.string({ maxLength: 200 }), { maxLength: 8 }).map((texts) => gzipSync(texts.join('x').repeat(9))),
      fc.option(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { freq: 2 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 100 }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([packed, damage, piece, room]) => {
        // Behind the heading, where a body says what it is.
        if (damage !== null) {
          const at = 10 + (damage[0] % (packed.length - 10));
          packed[at] = (packed[at] ?? 0) ^ damage[1];
        }
        expect(await unpacked(packed, piece, room)).toBe(atOnce(packed));
      }),
      { numRuns: casesOf(500) },
    );
  });

  test('stops when it is told to, in the middle of a flood', () => {
    const parts: number[] = [];
    const gunzip = GunzipInStep.into(
      Buffer.alloc(1000),
      (chunk) => {
        parts.push(chunk.length);
        if (parts.length === 3) gunzip?.stop();
      },
      () => {},
    );
    gunzip?.write(gzipSync(Buffer.alloc(10_000_000)));
    gunzip?.write(Buffer.alloc(10));
    expect(parts).toEqual([1000, 1000, 1000]);
  });
});
