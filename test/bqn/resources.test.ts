import { expect, test } from 'vitest';
import { readSubscriber, wholeOf } from '../../src/bqn/resources.ts';

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
