import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Pace } from '../../src/bqn/pace.ts';

/** One window of answers that take `ms` each, ended by the pace itself. */
function window(pace: Pace, ms: number, status = 200): void {
  const answers = Math.max(32, 4 * pace.width);
  for (let at = 0; at < answers; at++) pace.answered(ms, status);
}

describe('a BQN that slows down gets fewer writes at a time', () => {
  test('as many as were asked for while its answers keep their time', () => {
    const pace = new Pace(8);
    for (let round = 0; round < 20; round++) window(pace, 30);
    expect(pace.width).toBe(8);
  });

  test('half as many when they take more than twice as long as at its best', () => {
    const pace = new Pace(8);
    for (const ms of [500, 30, 30]) window(pace, ms);
    window(pace, 70);
    expect(pace.width).toBe(4);
  });

  test('not for its slow handshakes, nor for times that no box feels', () => {
    const pace = new Pace(8);
    for (const ms of [500, 2, 15, 2, 15]) window(pace, ms);
    expect(pace.width).toBe(8);
  });

  test('one more after each good window when it recovers, up to what was asked for', () => {
    const pace = new Pace(8);
    for (const ms of [30, 30, 300]) window(pace, ms);
    expect(pace.width).toBe(4);
    const seen: number[] = [];
    for (let round = 0; round < 6; round++) {
      window(pace, 30);
      seen.push(pace.width);
    }
    expect(seen).toEqual([5, 6, 7, 8, 8, 8]);
  });

  test.each([429, 503])('half as many at once when it answers %i, and once a window', (status) => {
    const pace = new Pace(8);
    pace.answered(5, status);
    expect(pace.width).toBe(4);
    for (let at = 0; at < 10; at++) pace.answered(5, status);
    expect(pace.width).toBe(4);
  });

  test('one that stays slow is taken for what it is', () => {
    const pace = new Pace(8);
    for (const ms of [30, 30]) window(pace, ms);
    for (let round = 0; round < 60; round++) window(pace, 200);
    expect(pace.width).toBe(8);
  });

  test('property: never none, never more than were asked for', () => {
    const answers = fc.array(fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.constantFrom(200, 201, 429, 500, 503)), {
      maxLength: 600,
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), answers, (most, all) => {
        const pace = new Pace(most);
        for (const [ms, status] of all) {
          pace.answered(ms, status);
          expect(pace.width).toBeGreaterThanOrEqual(1);
          expect(pace.width).toBeLessThanOrEqual(most);
        }
      }),
    );
  });
});
