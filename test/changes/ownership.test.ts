import { describe, expect, test } from 'vitest';
import { planChanges } from '../../src/changes/diff.ts';
import { type ListedEntry, mayDelete, NOTHING_OWNED, type Prune } from '../../src/changes/ownership.ts';
import {
  aBqn,
  BLOCK_ITEM,
  briefly,
  DIFF,
  groupItem,
  mapped,
  owning,
  policyItem,
  subscriberItem,
} from '../support/builders.ts';

const OWNED = owning({ policy: ['Old'], subscriber: ['100.64.0.1'], group: ['DS-maria', 'all-subscribers'] });

function may(candidate: Partial<ListedEntry>, prune: Prune, { owned = OWNED, dualStack = true } = {}): boolean {
  return mayDelete(
    { kind: 'subscriber', key: '100.64.0.1', id: null, assignedBy: null, ...candidate },
    prune,
    owned,
    dualStack,
  );
}

describe('--prune owned: only what the ledger names', () => {
  test('ours goes', () => {
    expect(may({}, 'owned')).toBe(true);
    expect(may({ kind: 'policy', key: 'Old' }, 'owned')).toBe(true);
    expect(may({ kind: 'group', key: 'DS-maria' }, 'owned')).toBe(true);
    expect(may({ kind: 'group', key: 'DS-maria' }, 'owned', { dualStack: false })).toBe(true);
  });

  test('others stay', () => {
    expect(may({ key: '100.64.0.2' }, 'owned')).toBe(false);
    expect(may({ kind: 'policy', key: 'VIP' }, 'owned')).toBe(false);
    expect(may({ kind: 'group', key: 'VIP' }, 'owned')).toBe(false);
  });

  test('the kinds are told apart: a policy named like a group of ours is not ours', () => {
    expect(may({ kind: 'policy', key: 'DS-maria' }, 'owned')).toBe(false);
  });

  test('a lost ledger: nothing is deleted', () => {
    expect(may({}, 'owned', { owned: NOTHING_OWNED })).toBe(false);
  });

  test.each(['radius', 'RADIUS', 'billing', 'default'])(
    'it was ours, but %s has written it since: it stays',
    (assignedBy) => {
      expect(may({ assignedBy }, 'owned')).toBe(false);
      expect(may({ assignedBy }, 'all')).toBe(false);
    },
  );

  test.each(['api', null])('it was ours and %s is no sign of another owner: it goes', (assignedBy) => {
    expect(may({ assignedBy }, 'owned')).toBe(true);
  });

  test('what the BQN said of it when it was as we want it is no sign of another owner', () => {
    const ours = owning({ subscriber: { '100.64.0.1': { by: 'default' } } });
    expect(may({ assignedBy: 'default' }, 'owned', { owned: ours })).toBe(true);
  });

  test('what stands there under another id is not ours', () => {
    const ours = owning({ subscriber: { '100.64.0.1': { id: 'maria' } }, policy: { Gold: { id: '1' } } });
    expect(may({ id: 'maria' }, 'owned', { owned: ours })).toBe(true);
    expect(may({ id: 'jose' }, 'owned', { owned: ours })).toBe(false);
    expect(may({ kind: 'policy', key: 'Gold', id: '2' }, 'owned', { owned: ours })).toBe(false);
  });

  test('what stood there before us under a name that we need stays', () => {
    const taken = owning({ policy: { Gold: { id: '1', takenOver: true } } });
    expect(may({ kind: 'policy', key: 'Gold', id: '1' }, 'owned', { owned: taken })).toBe(false);
    expect(may({ kind: 'policy', key: 'Gold', id: '1' }, 'all', { owned: taken })).toBe(false);
  });
});

describe('--prune all: as the old script', () => {
  test('what is not ours goes too', () => {
    expect(may({ key: '100.64.0.2', assignedBy: 'api' }, 'all')).toBe(true);
    expect(may({ key: '100.64.0.2', assignedBy: 'radius' }, 'all')).toBe(true);
    expect(may({ kind: 'policy', key: 'VIP' }, 'all')).toBe(true);
    expect(may({ kind: 'group', key: 'VIP' }, 'all')).toBe(true);
  });

  test('but not a subscriber of which nobody says who wrote it: older releases list only what was written', () => {
    expect(may({ key: '100.64.0.2', assignedBy: null }, 'all')).toBe(false);
  });

  test.each(['rules', 'Rules', 'RULES'])('but not a subscriber assigned by %s', (assignedBy) => {
    expect(may({ key: '100.64.0.2', assignedBy }, 'all')).toBe(false);
    expect(may({ assignedBy }, 'all')).toBe(false);
    expect(may({ assignedBy }, 'owned')).toBe(false);
  });

  test('nor groups, without --dual-stack: the old script left them alone', () => {
    expect(may({ kind: 'group', key: 'VIP' }, 'all', { dualStack: false })).toBe(false);
  });

  test.each<Prune>(['all', 'owned', 'none'])('nor all-subscribers, which is built in (--prune %s)', (prune) => {
    expect(may({ kind: 'group', key: 'all-subscribers' }, prune)).toBe(false);
  });

  test.each([true, false])('nor Billing-Block, whether customers are blocked or not (%s)', (block) => {
    const bqn = aBqn({ policies: [BLOCK_ITEM, policyItem('VIP')] });
    const plan = planChanges(mapped({}, { block }), bqn, owning({ policy: ['Billing-Block'] }), {
      ...DIFF,
      prune: 'all',
    });
    expect(briefly(plan)).toEqual(['delete policy VIP']);
  });

  test('all of it together', () => {
    const bqn = aBqn({
      policies: [BLOCK_ITEM, policyItem('VIP')],
      subscribers: [
        subscriberItem('100.64.0.2', 'someone', ''),
        { subscriberIp: '100.64.0.3', policyAssignedBy: 'rules' },
        { subscriberIp: '100.64.0.4' },
      ],
      groups: [groupItem('all-subscribers'), groupItem('VIPs')],
    });
    const plan = planChanges(mapped({}), bqn, NOTHING_OWNED, { ...DIFF, prune: 'all' });
    expect(briefly(plan)).toEqual(['delete group VIPs', 'delete subscriber 100.64.0.2', 'delete policy VIP']);
  });
});

describe('--prune none: never deletes', () => {
  test('not even what is ours', () => {
    expect(may({}, 'none')).toBe(false);
    expect(may({ kind: 'policy', key: 'Old' }, 'none')).toBe(false);
    expect(may({ kind: 'group', key: 'DS-maria' }, 'none')).toBe(false);
  });
});
