import { describe, expect, test } from 'vitest';
import type { Change, ChangePlan, Effect } from '../../src/changes/change-plan.ts';
import { planChanges } from '../../src/changes/diff.ts';
import { gate, type Limits } from '../../src/changes/gate.ts';
import {
  aBqn,
  aChange,
  aChangePlan,
  aDesired,
  address,
  aGroup,
  aPolicy,
  aSubscriber,
  BLOCK_ITEM,
  DIFF,
  groupItem,
  many,
  owning,
  policyItem,
  subscriberItem,
} from '../support/builders.ts';

const LIMITS: Limits = { maxDelete: 30, maxBlock: 20, force: false };
const KINDS = ['policy', 'subscriber', 'group'] as const;

function deletions(kind: Change['kind'], count: number): Change[] {
  return many(count, (number) =>
    aChange({ kind, action: 'delete', key: `${kind}${number}`, belongsTo: [address(number)] }),
  );
}

function having(effect: Effect, count: number): Change[] {
  return many(count, (number) => aChange({ effect, key: address(number), belongsTo: [address(number)] }));
}

/** A plan of which so many entries of each kind are ours. */
function outOf(ours: number, changes: readonly Change[], fields: Partial<ChangePlan> = {}): ChangePlan {
  const names = many(ours, String);
  return aChangePlan(changes, {
    ours: owning({ policy: names, subscriber: names, group: names }),
    managed: ours,
    wanted: ours,
    blocked: ours,
    ...fields,
  });
}

/** How much passes, and what is told of the rest. */
function through(plan: ChangePlan, limits: Partial<Limits> = {}) {
  const { plan: passed, heldBack } = gate(plan, { ...LIMITS, ...limits }, aBqn());
  return {
    passed: passed.changes.length,
    heldBack: heldBack.map(({ what, count, outOf: all }) => `${count} of ${all} ${what}`),
  };
}

describe.each(KINDS)('deleting more than --max-delete of our entries of kind %s', (kind) => {
  const name = { policy: 'policies', subscriber: 'subscribers', group: 'groups' }[kind];

  test('30 of 100 pass, 31 are held back', () => {
    expect(through(outOf(100, deletions(kind, 30)))).toEqual({ passed: 30, heldBack: [] });
    expect(through(outOf(100, deletions(kind, 31)))).toEqual({ passed: 0, heldBack: [`31 of 100 ${name} to delete`] });
  });

  test('with fewer than 10 of ours a percentage says nothing', () => {
    expect(through(outOf(9, deletions(kind, 9))).passed).toBe(9);
    expect(through(outOf(10, deletions(kind, 4))).passed).toBe(0);
    expect(through(outOf(10, deletions(kind, 3))).passed).toBe(3);
  });

  test('--max-delete says how many', () => {
    expect(through(outOf(100, deletions(kind, 31)), { maxDelete: 31 }).passed).toBe(31);
    expect(through(outOf(100, deletions(kind, 1)), { maxDelete: 0 }).passed).toBe(0);
    expect(through(outOf(1000, deletions(kind, 5)), { maxDelete: 0.5 }).passed).toBe(5);
    expect(through(outOf(1000, deletions(kind, 6)), { maxDelete: 0.5 }).passed).toBe(0);
    expect(through(outOf(100, deletions(kind, 100)), { maxDelete: 100 }).passed).toBe(100);
  });

  test('--force lets it pass', () => {
    expect(through(outOf(100, deletions(kind, 100)), { force: true })).toEqual({ passed: 100, heldBack: [] });
  });

  test('the other kinds go on', () => {
    const others = KINDS.filter((other) => other !== kind).map((other) =>
      aChange({ kind: other, action: 'create', key: other }),
    );
    expect(through(outOf(100, [...others, ...deletions(kind, 50)])).passed).toBe(2);
  });
});

describe('with --prune all more may go than is ours', () => {
  test('then all that would go is the measure', () => {
    expect(through(outOf(0, deletions('subscriber', 50)))).toEqual({
      passed: 0,
      heldBack: ['50 of 50 subscribers to delete'],
    });
  });
});

describe('newly blocking more than --max-block of the subscribers', () => {
  test('20 of 100 pass, 21 are held back', () => {
    expect(through(outOf(100, having('blocks', 20))).passed).toBe(20);
    expect(through(outOf(100, having('blocks', 21)))).toEqual({
      passed: 0,
      heldBack: ['21 of 100 subscribers newly blocked'],
    });
  });

  test('--max-block says how many', () => {
    expect(through(outOf(100, having('blocks', 21)), { maxBlock: 21 }).passed).toBe(21);
    expect(through(outOf(100, having('blocks', 21)), { maxDelete: 100 }).passed).toBe(0);
  });

  test('the measure is the larger of those on the BQN and those online', () => {
    expect(through(outOf(50, having('blocks', 20), { wanted: 100 })).passed).toBe(20);
    expect(through(outOf(100, having('blocks', 20), { wanted: 50 })).passed).toBe(20);
  });

  test('a first run, with fewer than 10 of ours on the BQN, blocks whom it must', () => {
    expect(through(outOf(0, having('blocks', 60), { wanted: 100 })).passed).toBe(60);
  });
});

describe('taking the plan from more than --max-delete of the subscribers', () => {
  test('30 of 100 pass, 31 are held back', () => {
    expect(through(outOf(100, having('takes-plan', 30))).passed).toBe(30);
    expect(through(outOf(100, having('takes-plan', 31)))).toEqual({
      passed: 0,
      heldBack: ['31 of 100 subscribers losing their plan'],
    });
  });
});

describe('letting through more than --max-block of the blocked because their contracts are gone', () => {
  test('20 of 100 pass, 21 are held back', () => {
    expect(through(outOf(100, having('unblocks-unknown', 20))).passed).toBe(20);
    expect(through(outOf(100, having('unblocks-unknown', 21)))).toEqual({
      passed: 0,
      heldBack: ['21 of 100 blocked subscribers whose contract is gone'],
    });
  });
});

describe('what is held back', () => {
  test('is told with its limit, its flag and its changes', () => {
    const blocks = having('blocks', 50);
    const { heldBack } = gate(outOf(100, [...blocks, aChange({ key: 'another' })]), LIMITS, aBqn());
    expect(heldBack).toEqual([
      {
        what: 'subscribers newly blocked',
        count: 50,
        outOf: 100,
        limitPercent: 20,
        flag: '--max-block',
        changes: blocks,
      },
    ]);
  });

  test('each part stands by itself', () => {
    const changes = [...deletions('group', 90), ...having('blocks', 10)];
    expect(through(outOf(100, changes))).toEqual({ passed: 10, heldBack: ['90 of 100 groups to delete'] });
  });

  test('changes without such an effect are never held back', () => {
    expect(through(outOf(100, having('none', 100))).passed).toBe(100);
  });

  test('nothing held back: the plan is the very same', () => {
    const plan = outOf(100, deletions('group', 5));
    expect(gate(plan, LIMITS, aBqn()).plan).toBe(plan);
    expect(gate(plan, { ...LIMITS, force: true }, aBqn()).plan).toBe(plan);
  });
});

describe('a customer held back on IPv4 is held back on IPv6', () => {
  const names = many(20, (number) => ({ ip: address(number), id: `l${number}` }));
  const bqn = aBqn({
    policies: [BLOCK_ITEM, policyItem()],
    subscribers: names.map(({ ip, id }) => subscriberItem(ip, id, 'Gold')),
    groups: names.map(({ ip, id }, index) =>
      groupItem(`DS-${id}`, {
        subscriberMembers: [ip],
        subscriberRanges: [`2001:db8:0:${index}::/64`],
        policyRate: 'Gold',
      }),
    ),
  });
  const owned = owning({
    policy: ['Gold'],
    subscriber: names.map(({ ip }) => ip),
    group: names.map(({ id }) => `DS-${id}`),
  });
  const policies = [aPolicy(), aPolicy({ name: 'Billing-Block', id: 'block', downKbps: 0, upKbps: 0 })];

  test('mass blocking: neither the subscribers nor their groups are blocked, what else there is goes on', () => {
    const subscribers = names.map(({ ip, id }, index) =>
      aSubscriber({ ip, id, ...(index > 0 && { access: 'blocked', status: 'CA' }) }),
    );
    const desired = aDesired({
      policies: [...policies, aPolicy({ name: 'New', id: '9' })],
      subscribers,
      groups: subscribers.map((subscriber, index) => aGroup(subscriber, [`2001:db8:0:${index}::/60`])),
    });
    const { plan, heldBack } = gate(planChanges(desired, bqn, owned, DIFF), LIMITS, bqn);
    expect(heldBack.map(({ count }) => count)).toEqual([19]);
    expect(plan.changes.map(({ key }) => key)).toEqual(['New', 'DS-l1']);
  });

  test('mass deletion of subscribers: their groups stay, though their own part would have passed', () => {
    const gone = aDesired({ policies, leftAlone: { groups: names.slice(5).map(({ id }) => `DS-${id}`) } });
    const { plan } = gate(planChanges(gone, bqn, owned, DIFF), LIMITS, bqn);
    expect(plan.changes).toEqual([]);
  });

  test('a policy that those held back go on using is not deleted', () => {
    const gone = aDesired({ policies: policies.slice(1), leftAlone: { groups: names.map(({ id }) => `DS-${id}`) } });
    const unused = aBqn({
      policies: [policyItem()],
      subscribers: names.map(({ ip, id }) => subscriberItem(ip, id, 'Gold')),
    });
    const wished = planChanges(gone, unused, owned, DIFF);
    expect(wished.changes.map(({ kind }) => kind)).toContain('policy');
    expect(gate(wished, LIMITS, unused).plan.changes.map(({ key }) => key)).toEqual(['Billing-Block']);
    expect(gate(wished, { ...LIMITS, force: true }, unused).plan).toBe(wished);
  });
});
