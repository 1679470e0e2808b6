import { describe, expect, test } from 'vitest';
import { planChanges } from '../../src/changes/diff.ts';
import type { Desired, Policy, Subscriber } from '../../src/mapping/desired.ts';
import {
  aBqn,
  aDesired,
  aGroup,
  aPolicy,
  aSubscriber,
  briefly,
  DIFF,
  groupItem,
  owning,
  policyItem,
  subscriberItem,
} from '../support/builders.ts';

/** What operators may ask for, as it is planned: bursts, a while offline, whom another serves, notes. */

const IP = '100.64.0.1';
const DAY_S = 86_400;

describe('a burst is a field of ours where the plan has one', () => {
  const bursts = { down: { rateKbps: 200_000, thresholdKbps: 100_000, durationS: 10 } };
  const planned = (policy: Policy, listed?: ReturnType<typeof policyItem>) =>
    planChanges(
      aDesired({ policies: [policy] }),
      aBqn({ policies: listed === undefined ? [] : [listed] }),
      owning(),
      DIFF,
    );

  test('made with the policy, and compared', () => {
    const [made] = planned(aPolicy({ bursts })).changes;
    expect(made).toMatchObject({
      action: 'create',
      body: { rateLimitDownlink: { rate: 100_000, burstRate: 200_000, burstThreshold: 100_000, burstDuration: 10 } },
    });
    const listed = policyItem('Gold', {
      rateLimitDownlink: {
        rate: 100_000,
        burstRate: 200_000,
        burstThreshold: 100_000,
        burstDuration: 10,
        congestionMgmt: true,
      },
    });
    expect(planned(aPolicy({ bursts }), listed).changes).toEqual([]);
  });

  test('set where it is another or none, with the operator’s other fields kept', () => {
    const other = policyItem('Gold', { rateLimitDownlink: { rate: 100_000, burstRate: 1, congestionMgmt: true } });
    expect(planned(aPolicy({ bursts }), other).changes).toMatchObject([
      { action: 'update', whole: { rateLimitDownlink: { burstRate: 200_000, congestionMgmt: true } } },
    ]);
    const bare = policyItem('Gold', { rateLimitDownlink: 100_000 });
    expect(planned(aPolicy({ bursts }), bare).changes).toHaveLength(1);
    expect(planned(aPolicy({ bursts: { up: bursts.down } }), policyItem()).changes).toHaveLength(1);
  });
});

describe('a while offline', () => {
  const bqn = aBqn({ policies: [policyItem()], subscribers: [subscriberItem(IP, 'maria', 'Gold')] });
  const after = (seconds: number) => {
    const owned = owning({ policy: ['Gold'], subscriber: { [IP]: { since: 10 * DAY_S } } });
    const grace = { seconds: 900, now: 10 * DAY_S + seconds };
    return planChanges(aDesired({ policies: [aPolicy()] }), bqn, owned, { ...DIFF, grace });
  };

  test('the entry stays until it is over, and that is said', () => {
    expect(briefly(after(899))).toEqual([]);
    expect(after(899).remarks).toEqual([{ kind: 'in grace', customers: 1 }]);
    expect(briefly(after(900))).toEqual([`delete subscriber ${IP}`]);
    expect(after(900).remarks).toEqual([]);
  });
});

test('the group stays as long as the entry, but for one who is online elsewhere', () => {
  const lists = { policies: [policyItem()], groups: [groupItem('DS-maria', { subscriberMembers: [IP] })] };
  const owned = owning({ policy: ['Gold'], group: { 'DS-maria': { since: 10 * DAY_S } } });
  const grace = { seconds: 900, now: 10 * DAY_S + 60 };
  const become = (subscribers: readonly Subscriber[]) =>
    briefly(planChanges(aDesired({ policies: [aPolicy()], subscribers }), aBqn(lists), owned, { ...DIFF, grace }));
  expect(become([])).toEqual([]);
  expect(become([aSubscriber({ ip: '100.64.0.9' })])).toContain('delete group DS-maria');
});

test('an entry of which no day is known yet stays as long', () => {
  const bqn = aBqn({ policies: [policyItem()], subscribers: [subscriberItem(IP, 'maria', 'Gold')] });
  const owned = owning({ policy: ['Gold'], subscriber: [IP] });
  const grace = { seconds: 900, now: 10 * DAY_S };
  expect(briefly(planChanges(aDesired({ policies: [aPolicy()] }), bqn, owned, { ...DIFF, grace }))).toEqual([]);
});

describe('whom another program or hand serves here', () => {
  const lists = {
    policies: [policyItem()],
    subscribers: [subscriberItem(IP, 'maria', 'Gold'), subscriberItem('100.65.0.1', 'jose', 'Gold')],
    groups: [
      groupItem('DS-jose', { subscriberMembers: ['100.65.0.1'] }),
      groupItem('DS-x', { subscriberMembers: [IP] }),
    ],
  };
  const outsideOf = (outside: Partial<Desired['outside']>) => aDesired({ policies: [aPolicy()], outside });

  test('is left alone, and counted', () => {
    const desired = outsideOf({ said: 'some', logins: 2, ids: new Set(['jose']), hasAddress: (ip) => ip === IP });
    const owned = owning({ policy: ['Gold'], subscriber: [IP, '100.65.0.1'], group: ['DS-jose', 'DS-x'] });
    const plan = planChanges(desired, aBqn(lists), owned, DIFF);
    expect(briefly(plan)).toEqual([]);
    expect(plan.remarks).toEqual([{ kind: 'out of scope', logins: 2 }]);
    const everybodys = outsideOf({ said: 'some', logins: 0, ids: new Set(), hasAddress: () => false });
    expect(briefly(planChanges(everybodys, aBqn(lists), owned, DIFF))).toHaveLength(4);
  });
});

test('a group that is wanted no more and is not there is nobody’s: nothing becomes of it', () => {
  const subscriber = aSubscriber({ choice: { kind: 'none' } });
  const groups = [aGroup(subscriber, ['2001:db8:0:10::/60'])];
  const plan = planChanges(
    aDesired({ subscribers: [subscriber], groups }),
    aBqn(),
    owning({ group: ['DS-maria'] }),
    DIFF,
  );
  expect(briefly(plan)).toEqual([`create subscriber ${IP}`]);
});

test('the operator’s word about a customer stands in the reason', () => {
  const override = { login: 'maria', wish: { kind: 'open' }, until: '2026-12-01', by: 'ana', why: 'x' } as const;
  const subscriber = aSubscriber({ override });
  const plan = planChanges(aDesired({ policies: [aPolicy()], subscribers: [subscriber] }), aBqn(), owning(), DIFF);
  expect(plan.changes.find(({ kind }) => kind === 'subscriber')?.why).toMatchObject({ kind: 'plan', override });
});
