import { expect, test } from 'vitest';
import { leftBehind } from '../../src/changes/left-behind.ts';
import { aBqn, aDeletion, anUpdate, groupItem, owning, policyItem, subscriberItem } from '../support/builders.ts';

/** What stays where all of ours was to go. */

const bqn = aBqn({
  policies: [policyItem(), policyItem('VIP')],
  subscribers: [
    subscriberItem('100.64.0.1', 'maria', 'Gold'),
    subscriberItem('100.64.0.2', 'jose', 'Gold'),
    subscriberItem('203.0.113.9', 'cpe', 'Gold'),
    subscriberItem('203.0.113.10', 'vip', 'VIP'),
    subscriberItem('203.0.113.11', 'old', 'Billing-Block'),
  ],
  groups: [
    groupItem('DS-maria', { policyRate: 'Gold' }),
    groupItem('Condo', { policyRate: 'Gold' }),
    groupItem('L1-3'),
  ],
});
const gone = [aDeletion({ key: '100.64.0.1' }), aDeletion({ kind: 'group', key: 'DS-maria' })];
const emptied = anUpdate({ key: '100.64.0.2', policy: null });

test('is what others made under a policy of ours, and a group of a site that is not ours', () => {
  expect(leftBehind([...gone, emptied], bqn, owning({ policy: ['Gold'] }))).toEqual([
    {
      kind: 'left behind',
      under: ['203.0.113.9 (Gold)', '203.0.113.11 (Billing-Block)', 'Condo (Gold)'],
      sites: ['L1-3'],
    },
  ]);
});

test('is nothing where all went', () => {
  const all = [...bqn.subscribers.keys()].map((key) => aDeletion({ key }));
  const groups = [...bqn.groups.keys()].map((key) => aDeletion({ kind: 'group', key }));
  expect(leftBehind([...all, ...groups], bqn, owning({ policy: ['Gold'] }))).toEqual([]);
});
