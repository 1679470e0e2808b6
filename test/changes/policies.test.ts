import { describe, expect, test } from 'vitest';
import { readPolicy } from '../../src/bqn/resources.ts';
import { agrees, writeSignature } from '../../src/changes/diff-policies.ts';
import type { Holds } from '../../src/changes/holds.ts';
import { wasAndBecomes } from '../../src/report/remark-text.ts';
import {
  aPolicy,
  BLOCK_ITEM,
  DIFF,
  groupItem,
  type Lists,
  owning,
  policyItem,
  subscriberItem,
} from '../support/builders.ts';
import { plan } from '../support/planning.ts';

/** What becomes of one policy: held back, stuck, taken over. */

const IP = '100.64.0.1';
const SLOW = policyItem('Gold', { rateLimitDownlink: { rate: 1 } });

function holding(...names: readonly string[]): { readonly holds: Holds } {
  return { holds: { customers: new Map(), policies: new Set(names) } };
}

describe('a policy whose change is held back', () => {
  const become = (listed: Lists['policies'], holds: Holds) =>
    plan({ policies: [aPolicy()] }, { policies: listed ?? [] }, { ...DIFF, holds }).changes.map(({ action }) => action);

  test('stays as it is, whatever becomes of the others', () => {
    expect(become([SLOW], holding('Gold').holds)).toEqual([]);
    expect(become([SLOW], holding('Lead').holds)).toEqual(['update']);
  });

  test('is made where the BQN has none: that is no change of speed', () => {
    expect(become([], holding('Gold').holds)).toEqual(['create']);
  });
});

test('one that the BQN took without effect harms nobody by itself', () => {
  const untaken = new Map([['Gold', writeSignature(aPolicy())]]);
  expect(plan({ policies: [aPolicy()] }, { policies: [SLOW] }, { ...DIFF, untaken }).stuck).toMatchObject([
    { key: 'Gold', harmful: false },
  ]);
});

test('a note about a write tells bursts apart', () => {
  const burst = { rateKbps: 200_000, thresholdKbps: 100_000, durationS: 10 };
  const signatures = [
    aPolicy(),
    aPolicy({ bursts: { down: burst } }),
    aPolicy({ bursts: { up: burst } }),
    aPolicy({ bursts: { down: { ...burst, durationS: 20 } } }),
  ].map(writeSignature);
  expect(new Set(signatures).size).toBe(4);
});

describe('agrees', () => {
  const listed = (fields: Parameters<typeof policyItem>[1]) => readPolicy(policyItem('Gold', fields));

  test('not where there is none', () => {
    expect(agrees(undefined, aPolicy({ id: '', downKbps: -1, upKbps: -1 }))).toBe(false);
  });

  test.each([-1, -2, undefined])('any negative rate, and none, is no limit (%j)', (rate) => {
    const existing = listed({ rateLimitDownlink: { rate } });
    expect(agrees(existing, aPolicy({ downKbps: -1 }))).toBe(true);
  });

  test('0 is a limit: it blocks', () => {
    const existing = listed({ rateLimitDownlink: { rate: 0 } });
    expect(agrees(existing, aPolicy({ downKbps: -1 }))).toBe(false);
    expect(agrees(existing, aPolicy({ downKbps: 0 }))).toBe(true);
  });

  test('a burst counts only on the way that is to have one', () => {
    const burst = { rateKbps: 200_000, thresholdKbps: 100_000, durationS: 10 };
    const fields = { rate: 100_000, burstRate: 200_000, burstThreshold: 100_000, burstDuration: 10 };
    expect(agrees(listed({ rateLimitDownlink: fields }), aPolicy({ bursts: { down: burst } }))).toBe(true);
    expect(
      agrees(listed({ rateLimitDownlink: { ...fields, burstDuration: 9 } }), aPolicy({ bursts: { down: burst } })),
    ).toBe(false);
    expect(agrees(listed({}), aPolicy({ bursts: { up: burst } }))).toBe(false);
  });
});

describe('a policy that stood there before us is taken over aloud', () => {
  const theirs = policyItem('Gold', { policyId: 'vip', rateLimitDownlink: { rate: 5000 }, rateLimitUplink: {} });
  const takenOver = (lists: Lists, owned = owning()) =>
    plan(
      { policies: [aPolicy(), aPolicy({ name: 'Billing-Block', id: 'block', downKbps: 0, upKbps: 0 })] },
      lists,
      DIFF,
      owned,
    ).takenOver;

  test('with what it was, what it becomes, and how many use it', () => {
    const lists = {
      policies: [theirs],
      subscribers: [subscriberItem(IP, 'ana', 'Gold'), subscriberItem('100.64.0.2', 'bia', 'Other')],
      groups: [groupItem('Condo', { policyRate: 'Gold' }), groupItem('Square', { policyRate: 'Other' })],
    };
    expect(takenOver(lists)).toMatchObject([{ kind: 'policy', key: 'Gold', users: 2 }]);
    expect(takenOver(lists).map(wasAndBecomes)).toEqual([
      { was: 'id vip, 5000/no limit Kbps', becomes: 'id 1, 100000/50000 Kbps' },
    ]);
    const nameless = { policyName: 'Gold', rateLimitUplink: { rate: 7 } };
    expect(takenOver({ policies: [nameless] })).toMatchObject([{ was: { id: null, downKbps: null, upKbps: 7 } }]);
  });

  test.each([
    ['its id is the plan’s: an old script made it', SLOW, owning()],
    ['it is the block', { ...BLOCK_ITEM, policyId: '7' }, owning()],
    [
      'the ledger knows it under this id: another plan’s of before',
      theirs,
      owning({ policy: { Gold: { id: 'vip' } } }),
    ],
    ['the ledger knows it, and not its id', theirs, owning({ policy: ['Gold'] })],
  ])('but not where %s', (_why, listed, owned) => {
    expect(takenOver({ policies: [listed] }, owned)).toEqual([]);
  });

  test('also where the ledger knows another that stood there before', () => {
    expect(takenOver({ policies: [theirs] }, owning({ policy: { Gold: { id: '1' } } }))).toHaveLength(1);
  });
});

test('a burst of ours on a policy that no plan has any more goes back, and that is the reason', () => {
  const limit = { rate: 1000, burstRate: 2, burstThreshold: 3, burstDuration: 4 };
  const written = { rateLimitDownlink: { wrote: ['2/3/4'], before: {} } };
  const owned = owning({ policy: { Gold: { id: '1', written } } });
  const listed = { policies: [policyItem('Gold', { policyId: '1', rateLimitDownlink: limit })] };
  const { changes } = plan({}, listed, { ...DIFF, prune: 'none' }, owned);
  expect(changes).toMatchObject([{ action: 'update', key: 'Gold', why: { kind: 'no such plan' } }]);
  for (const list of ['logins', 'plans'])
    expect(plan({ proven: { [list]: 'moving' } }, listed, { ...DIFF, prune: 'none' }, owned).changes).toEqual([]);
});
