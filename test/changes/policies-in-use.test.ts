import { describe, expect, test } from 'vitest';
import { policiesInUse } from '../../src/changes/policies-in-use.ts';
import { aBqn, aChange, groupItem, subscriberItem } from '../support/builders.ts';

const BQN = aBqn({
  subscribers: [
    subscriberItem('100.64.0.1', 'maria', 'Gold'),
    subscriberItem('100.64.0.2/32', 'jose', 'Lead'),
    { subscriberIp: '100.64.0.3', policyAssignedBy: 'rules', policyRate: 'Seen' },
    { subscriberIp: '100.64.0.4' },
  ],
  groups: [groupItem('VIPs', { policyRate: 'VIP' }), groupItem('all-subscribers')],
});

function used(...changes: Parameters<typeof aChange>[0][]): string[] {
  return [
    ...policiesInUse(
      BQN,
      changes.map((change) => aChange(change)),
    ),
  ].sort();
}

describe('the policies in use once the changes are done', () => {
  test('all that anything names, ours or not', () => {
    expect(used()).toEqual(['Gold', 'Lead', 'Seen', 'VIP']);
  });

  test('a deleted entry uses none', () => {
    expect(used({ action: 'delete', key: '100.64.0.1' })).toEqual(['Lead', 'Seen', 'VIP']);
    expect(used({ action: 'delete', kind: 'group', key: 'VIPs' })).toEqual(['Gold', 'Lead', 'Seen']);
  });

  test('a changed entry uses its new one, in whatever spelling the BQN writes its address', () => {
    expect(used({ key: '100.64.0.2', policy: 'New' })).toEqual(['Gold', 'New', 'Seen', 'VIP']);
    expect(used({ key: '100.64.0.2', policy: null })).toEqual(['Gold', 'Seen', 'VIP']);
  });

  test('a created entry counts', () => {
    expect(used({ action: 'create', kind: 'group', key: 'DS-maria', policy: 'New' })).toContain('New');
  });

  test('a group and a subscriber of one name are two things', () => {
    expect(used({ action: 'delete', key: 'VIPs' })).toContain('VIP');
  });

  test('writing or deleting a policy uses none', () => {
    expect(
      used({ kind: 'policy', action: 'create', key: 'New' }, { kind: 'policy', action: 'delete', key: 'Gold' }),
    ).toEqual(used());
  });
});
