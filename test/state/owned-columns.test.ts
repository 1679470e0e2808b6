import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NEWLY_OWNED, type OwnedEntry } from '../../src/changes/ownership.ts';
import { writeColumns } from '../../src/state/owned-columns.ts';
import { NEW_BQN, readRecord, writeRecord } from '../../src/state/record.ts';
import type { JsonObject } from '../../src/text/json.ts';
import { casesOf } from '../support/from-source.ts';

/** What is ours, through the state file. */

const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const name = fc.oneof(fc.constantFrom('', 'DS-maria', '__proto__', 'a|b', '|', 'S\u00e3o', '100.64.0.1'), fc.string());
const written = fc.dictionary(
  name,
  fc.record({ wrote: fc.array(name, { maxLength: 2 }), before: fc.dictionary(name, name, { maxKeys: 2 }) }),
  { minKeys: 1, maxKeys: 2 },
);
const fields: fc.Arbitrary<Required<OwnedEntry>> = fc.record({
  id: some(name),
  login: some(fc.nat()),
  former: fc.oneof(fc.constant(undefined), some(name)),
  formerLogin: some(fc.nat()),
  by: fc.constantFrom('API', undefined, 'api', 'x'),
  missed: fc.constantFrom(0, 0, 0, 1),
  unseen: fc.constantFrom(0, 0, 0, 2),
  since: fc.oneof(fc.constant(undefined), some(fc.nat())),
  isBlocked: fc.constantFrom(undefined, true as const),
  takenOver: fc.constantFrom(false, false, true),
  written: fc.oneof(fc.constant(undefined), some(written)),
  sites: fc.oneof(fc.constant(undefined), some(fc.array(name, { maxLength: 3 }))),
  isFound: fc.constantFrom(undefined, undefined, true as const),
  isUnproven: fc.constant(undefined),
});
// Of an entry that is known by its name alone it is not proven whose it is.
const entry = fields.map(
  (one): OwnedEntry => ({
    ...one,
    formerLogin: one.former === undefined ? undefined : one.formerLogin,
    isUnproven: one.id === undefined ? true : undefined,
  }),
);
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
        expect(new Map(read.owned.subscriber)).toEqual(subscriber);
        expect(JSON.stringify(writeRecord(read))).toBe(written);
        // Made anew it says the same.
        expect(new Map(throughFile(new Map(read.owned.subscriber)).read.owned.subscriber)).toEqual(subscriber);
      }),
      { numRuns: casesOf(1000) },
    );
  });

  test('of a customer like all others takes no object', () => {
    const plain = { id: 'maria', login: 7, by: 'API', missed: 0, unseen: 0, takenOver: false };
    const { written } = throughFile(new Map([['100.64.0.1', plain]]));
    expect(JSON.parse(written)).toMatchObject({
      subscribers: { keys: '100.64.0.1', ids: 'maria', logins: '7', blocked: '', by: 'API', others: {} },
    });
  });

  test('is read of version 1, which had names alone', () => {
    const read = readRecord({ subscribers: ['100.64.0.1'] });
    expect(read.owned.subscriber.get('100.64.0.1')).toEqual({ ...NEWLY_OWNED, isUnproven: true });
  });

  test('is read where each had an object, of version 2', () => {
    const subscribers = {
      '100.64.0.1': { id: 'maria', of: 7, by: 'API', blocked: true },
      '100.64.0.2': { id: 'joao', was: 'jo', missed: 1, unseen: 2, since: 9, taken: true, sites: ['POP 1'] },
      '100.64.0.3': {},
    };
    const policies = { Gold: { id: '1', fields: { rate: [['5'], { burst: 6 }] } } };
    const { owned } = readRecord({ subscribers, policies });
    const joao = { id: 'joao', former: 'jo', missed: 1, unseen: 2, since: 9, takenOver: true, sites: ['POP 1'] };
    const read = new Map([
      ['100.64.0.1', { ...NEWLY_OWNED, id: 'maria', login: 7, by: 'API', isBlocked: true }],
      ['100.64.0.2', { ...NEWLY_OWNED, ...joao }],
      ['100.64.0.3', { ...NEWLY_OWNED, isUnproven: true }],
    ]);
    expect(new Map(owned.subscriber)).toEqual(read);
    const fields = { rate: { wrote: ['5'], before: { burst: 6 } } };
    expect(owned.policy).toEqual(new Map([['Gold', { ...NEWLY_OWNED, id: '1', written: fields }]]));
  });

  test('of columns that do not fit each other says nothing', () => {
    const columns = { keys: 'a|b', ids: 'x', logins: '1|2', blocked: '', others: {} };
    expect(readRecord({ subscribers: columns }).owned.subscriber.size).toBe(0);
  });
});

test('one that was just made, and whose hand no list has shown, leaves the others in the columns', () => {
  const made = { ...NEWLY_OWNED, id: 'new', login: 1 };
  const known = Array.from(
    { length: 5 },
    (_, at) => [`100.64.0.${at}`, { ...NEWLY_OWNED, id: `c${at}`, login: at, by: 'api' }] as const,
  );
  const { by, others } = writeColumns(new Map([['100.64.1.1', made], ...known]), () => ({}));
  expect([by, Object.keys(others)]).toEqual(['api', ['100.64.1.1']]);
});
