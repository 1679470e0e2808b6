import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BUILT_IN_GROUP, readSubscriber, SUBSCRIBER_FIELDS, UNSET_GROUPS, wholeOf } from '../../src/bqn/resources.ts';
import { type ListingOptions, ListingReader } from '../../src/listing/listing-reader.ts';
import type { JsonObject } from '../../src/text/json.ts';
import { casesOf } from '../support/from-source.ts';

/** What is kept of an entry of a BQN. */

const ENTRY = { subscriberIp: '100.64.0.1', subscriberId: 'maria', policyRate: 'Gold', policyAssignedBy: 'api' };

test('an entry is kept whole only where a POST would reset something that somebody set', () => {
  const unset = { subscriberGroups: ['all-subscribers'], quota: {}, radiusId: '', vlan: null, maxFlows: 0, tags: [] };
  expect(readSubscriber({ ...ENTRY, ...unset })[1].listed).toBeUndefined();
  for (const set of [
    { quota: { volume: 5 } },
    { subscriberGroups: ['all-subscribers', 'Condo'] },
    { vlan: 7 },
    { ipoe: false },
  ])
    expect(readSubscriber({ ...ENTRY, ...set })[1].listed, JSON.stringify(set)).toEqual({ ...ENTRY, ...set });
});

test('what a POST must carry is what was set, and ours', () => {
  const [, { listed }] = readSubscriber({ ...ENTRY, quota: { volume: 5 } });
  expect(wholeOf(listed, { policyRate: 'Silver' })).toEqual({
    subscriberId: 'maria',
    policyRate: 'Silver',
    quota: { volume: 5 },
  });
  expect(wholeOf(undefined, { policyRate: 'Silver' })).toEqual({ policyRate: 'Silver' });
});

test('property: of a list that is read by columns comes what comes of its whole entries', () => {
  const field = fc.constantFrom(
    'subscriberIp',
    'ip',
    'subscriberId',
    'policyRate',
    'policyAssignedBy',
    'subscriberGroups',
    'quota',
    'note',
    'address6',
  );
  const value = fc.constantFrom<unknown>(
    '',
    null,
    0,
    [],
    {},
    'x',
    '100.64.0.1',
    'API',
    7,
    [BUILT_IN_GROUP],
    [BUILT_IN_GROUP, 'x'],
    { volume: 1 },
    {},
  );
  fc.assert(
    fc.property(fc.array(fc.dictionary(field, value), { maxLength: 4 }), fc.boolean(), (items, isLean) => {
      const listed = items.map((item) => ({ subscriberIp: '100.64.0.9', ...(isLean ? { note: null } : item) }));
      expect(readings(listed, { columns: SUBSCRIBER_FIELDS, unset: UNSET_GROUPS })).toEqual(readings(listed, {}));
    }),
    { numRuns: casesOf(2000) },
  );
});

function readings(items: readonly object[], options: ListingOptions): unknown[] {
  const found: unknown[] = [];
  const reader = new ListingReader((item) => found.push(readingOf(item)), options);
  reader.write(Buffer.from(JSON.stringify({ items })));
  reader.end();
  return found;
}

function readingOf(item: unknown): unknown {
  try {
    return readSubscriber(item as JsonObject);
  } catch (error) {
    return String(error);
  }
}
