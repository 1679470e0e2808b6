import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OwnedEntry } from '../../src/changes/ownership.ts';
import { NEW_BQN, readRecord, writeRecord } from '../../src/state/record.ts';
import type { JsonObject } from '../../src/text/json.ts';

/** What is ours, through the state file. */

const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const name = fc.oneof(fc.constantFrom('', 'DS-maria', '__proto__', 'a|b', '|', 'S\u00e3o', '100.64.0.1'), fc.string());
const entry: fc.Arbitrary<OwnedEntry> = fc.record({
  id: some(name),
  login: some(fc.nat()),
  former: fc.oneof(fc.constant(undefined), some(name)),
  by: fc.constantFrom('API', undefined, 'api', 'x'),
  missed: fc.constantFrom(0, 0, 0, 1),
  unseen: fc.constantFrom(0, 0, 0, 2),
  since: fc.oneof(fc.constant(undefined), some(fc.nat())),
  isBlocked: fc.constantFrom(undefined, true as const),
  takenOver: fc.constantFrom(false, false, true),
});
const entries = fc.array(fc.tuple(name, entry), { maxLength: 12 }).map((pairs) => new Map(pairs));

function throughFile(subscriber: ReadonlyMap<string, OwnedEntry>) {
  const owned = { ...NEW_BQN.owned, subscriber };
  const written = JSON.stringify(writeRecord({ ...NEW_BQN, owned }));
  return { written, read: readRecord(JSON.parse(written) as JsonObject) };
}

describe('what is ours', () => {
  test('property: is read as it was written, and written again as it was read', () => {
    fc.assert(
      fc.property(entries, (subscriber) => {
        const { written, read } = throughFile(subscriber);
        expect(read.owned.subscriber).toEqual(subscriber);
        expect(JSON.stringify(writeRecord(read))).toBe(written);
        // Made anew it says the same.
        expect(throughFile(new Map(read.owned.subscriber)).read.owned.subscriber).toEqual(subscriber);
      }),
      { numRuns: 1000 },
    );
  });

  test('of a customer like all others takes no object', () => {
    const plain = { id: 'maria', login: 7, by: 'API', missed: 0, unseen: 0, takenOver: false };
    const { written } = throughFile(new Map([['100.64.0.1', plain]]));
    expect(JSON.parse(written)).toMatchObject({
      subscribers: { keys: '100.64.0.1', ids: 'maria', logins: '7', blocked: '', by: 'API', others: {} },
    });
  });

  test('is read of version 2, where each had an object', () => {
    const read = readRecord({ subscribers: { '100.64.0.1': { id: 'maria', of: 7, by: 'API', blocked: true } } });
    expect(read.owned.subscriber.get('100.64.0.1')).toMatchObject({
      id: 'maria',
      login: 7,
      by: 'API',
      isBlocked: true,
    });
  });

  test('of columns that do not fit each other says nothing', () => {
    const columns = { keys: 'a|b', ids: 'x', logins: '1|2', blocked: '', others: {} };
    expect(readRecord({ subscribers: columns }).owned.subscriber.size).toBe(0);
  });
});
