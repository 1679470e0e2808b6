import { describe, expect, test } from 'vitest';
import { wroteStill, wroteThen } from '../../src/changes/wrote.ts';

/** What this program wrote on entries that stood there before it, as long as nobody knows what came of it. */

const GOLD = { subscriberId: 'maria', policyRate: 'Gold' };
const SILVER = { ...GOLD, policyRate: 'Silver' };
const BLOCKED = { ...GOLD, policyRate: 'Billing-Block' };

describe('what was written, once more is written', () => {
  test('the last with all of its fields, before what was there', () => {
    expect(wroteThen([], GOLD)).toEqual([GOLD]);
    expect(wroteThen([BLOCKED], { policyRate: 'Gold' })).toEqual([GOLD, BLOCKED]);
    expect(wroteThen([GOLD], 'deleted')).toEqual(['deleted', GOLD]);
    expect(wroteThen(['deleted'], { policyRate: 'Gold' })).toEqual([{ policyRate: 'Gold' }, 'deleted']);
    expect(wroteThen([{ subscriberId: 'maria' }], { policyRate: null })).toEqual([
      { subscriberId: 'maria', policyRate: null },
      { subscriberId: 'maria' },
    ]);
  });

  test('the same is the same, and more than three nobody needs', () => {
    const known = [GOLD, BLOCKED];
    expect(wroteThen(known, { policyRate: 'Gold' })).toBe(known);
    const deleted = ['deleted', GOLD] as const;
    expect(wroteThen(deleted, 'deleted')).toBe(deleted);
    expect(wroteThen([BLOCKED, SILVER, 'deleted'], GOLD)).toEqual([GOLD, BLOCKED, SILVER]);
  });
});

describe('what may still be there', () => {
  test('is the last alone once a list shows it', () => {
    expect(wroteStill([GOLD, BLOCKED], GOLD)).toEqual([GOLD]);
    expect(wroteStill(['deleted', GOLD], undefined)).toEqual(['deleted']);
  });

  test('else the last, and what the list shows', () => {
    expect(wroteStill([GOLD, SILVER, BLOCKED], BLOCKED)).toEqual([GOLD, BLOCKED]);
    expect(wroteStill([GOLD, SILVER, 'deleted'], undefined)).toEqual([GOLD, 'deleted']);
  });

  test('and all of it where the list shows none, or there is no other', () => {
    for (const wrote of [[GOLD, BLOCKED], [GOLD], []]) {
      expect(wroteStill(wrote, SILVER)).toBe(wrote);
      expect(wroteStill(wrote, undefined)).toBe(wrote);
    }
  });
});
