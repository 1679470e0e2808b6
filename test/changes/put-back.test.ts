import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/changes/change-plan.ts';
import { planBack, policiesBack } from '../../src/changes/put-back.ts';
import { nameOf } from '../../src/changes/second-look.ts';
import { type Wrote, writtenBy } from '../../src/changes/wrote.ts';
import {
  aBqn,
  aCreation,
  aDeletion,
  anUpdate,
  DIFF,
  groupItem,
  type Lists,
  owning,
  policyItem,
  subscriberItem,
} from '../support/builders.ts';
import { keeping } from '../support/planning.ts';

/** What stood on a BQN before is put back, field by field, where it is this program that changed it. */

const IP = '100.64.0.1';
const OLD_GOLD = policyItem('Gold', { policyId: '9', rateLimitDownlink: { rate: 50_000, burstRate: 70_000 } });
const BEFORE: Lists = {
  policies: [OLD_GOLD, policyItem('VIP')],
  subscribers: [subscriberItem(IP, 'maria', 'VIP')],
  groups: [
    groupItem('DS-maria', { subscriberMembers: [IP], subscriberRanges: ['2001:db8::/64'], policyRate: 'VIP' }),
    groupItem('all-subscribers'),
  ],
};

interface Case {
  readonly now: Lists;
  readonly before?: Lists;
  readonly wrote?: readonly Change[] | ReadonlyMap<string, Wrote>;
  readonly owned?: ReturnType<typeof owning>;
  readonly options?: Partial<typeof DIFF>;
}

function back({ now, before = BEFORE, wrote = [], owned = owning(), options = {} }: Case) {
  const books =
    wrote instanceof Map ? wrote : new Map((wrote as readonly Change[]).map((one) => [nameOf(one), writtenBy(one)]));
  return planBack(aBqn(before), aBqn(now), { owned, wrote: books }, { ...DIFF, ...options });
}

describe('what we changed', () => {
  test('of a policy: id, rates and bursts', () => {
    const body = { policyId: '1', rateLimitDownlink: { rate: 1, burstRate: 2 }, rateLimitUplink: { rate: 3 } };
    const fields = [{ field: 'downlink burst', from: null, to: '2/0/0' }];
    const wrote = anUpdate({ kind: 'policy', key: 'Gold', body, fields });
    const { changes, stuck } = back({
      now: { ...BEFORE, policies: [policyItem('Gold', body), policyItem('VIP')] },
      wrote: [wrote],
    });
    expect(stuck).toEqual([]);
    expect(changes).toMatchObject([
      {
        key: 'Gold',
        why: { kind: 'as before' },
        body: { policyId: '9', rateLimitDownlink: { rate: 50_000, burstRate: 70_000, burstThreshold: 0 } },
      },
    ]);
  });

  test('of a subscriber: name and policy; the gate may keep them from it', () => {
    const body = { subscriberId: 'jose', policyRate: 'Gold' };
    const wrote = [anUpdate({ key: IP, body })];
    const now = { ...BEFORE, subscribers: [subscriberItem(IP, 'jose', 'Gold')] };
    const { changes, fates } = back({ now, wrote });
    expect(changes).toMatchObject([{ key: IP, body: { subscriberId: 'maria', policyRate: 'VIP' } }]);
    expect(fates.length).toBeLessThanOrEqual(1);
    for (const { customer, effect } of fates)
      expect(back({ now, wrote, options: { holds: keeping(customer, effect) } }).changes).toEqual([]);
  });

  test('of a group: policy, parts and ids', () => {
    const body = { subscriberMembers: ['100.64.0.9'], subscriberRanges: [], subscriberIds: ['x'], policyRate: 'Gold' };
    const wrote = [anUpdate({ kind: 'group', key: 'DS-maria', body })];
    const { changes } = back({ now: { ...BEFORE, groups: [groupItem('DS-maria', body)] }, wrote });
    expect(changes).toMatchObject([
      { body: { subscriberMembers: [IP], subscriberRanges: ['2001:db8::/64'], subscriberIds: [], policyRate: 'VIP' } },
    ]);
  });

  test('what we deleted is made again, whole; what others did stays away', () => {
    const wrote = [
      aDeletion({ kind: 'policy', key: 'Gold' }),
      aDeletion({ kind: 'policy', key: 'VIP' }),
      aDeletion({ key: IP }),
      aDeletion({ kind: 'group', key: 'DS-maria' }),
    ];
    expect(back({ now: {}, wrote }).changes.map(({ action, key }) => `${action} ${key}`)).toEqual([
      'create Gold',
      'create VIP',
      `create ${IP}`,
      'create DS-maria',
    ]);
    expect(back({ now: {} }).stuck.map(({ why }) => why)).toEqual(Array(4).fill({ kind: 'deleted since' }));
    expect(back({ now: {}, wrote: wrote.slice(2) }).stuck.map(({ key }) => key)).toEqual([
      'Gold',
      'VIP',
      IP,
      'DS-maria',
    ]);
  });
});

test('what others changed since stays, and is named', () => {
  const now = { ...BEFORE, subscribers: [subscriberItem(IP, 'maria', '')] };
  const why = { kind: 'changed since', field: 'policyRate', now: null };
  expect(back({ now }).stuck).toMatchObject([{ key: IP, why }]);
  const wrote = [aCreation({ key: IP, body: { policyRate: 'Gold' } })];
  expect(back({ now, wrote }).stuck).toMatchObject([{ key: IP, why }]);
});

test('what was made since goes, but where an entry could not be read', () => {
  const now = { ...BEFORE, policies: [OLD_GOLD, policyItem('VIP'), policyItem('Lead')] };
  const owned = owning({ policy: ['Lead', 'Gold'] });
  expect(back({ now, owned }).changes).toMatchObject([{ action: 'delete', key: 'Lead', why: { kind: 'as before' } }]);
});

test('of the policies as they were, those without an id are not looked at afterwards', () => {
  const { policyId: _none, ...nameless } = policyItem('Odd');
  expect([...policiesBack(aBqn({ policies: [OLD_GOLD, nameless] })).keys()]).toEqual(['Gold']);
});

describe('what was never said is put back as nothing', () => {
  const BARE: Lists = {
    policies: [{ policyName: 'Gold' }],
    subscribers: [{ subscriberIp: IP, subscriberId: 'maria', policyAssignedBy: 'api' }],
    groups: [{ subscriberGroupName: 'DS-maria', policyRate: '' }],
  };

  test('an entry that we filled', () => {
    const limits = { rateLimitDownlink: { rate: 5 }, rateLimitUplink: { rate: 5 } };
    const wrote = [
      anUpdate({ kind: 'policy', key: 'Gold', body: { policyId: '1', ...limits } }),
      anUpdate({ key: IP, body: { subscriberId: 'maria', policyRate: 'Gold' } }),
      anUpdate({ kind: 'group', key: 'DS-maria', body: { subscriberMembers: [IP], policyRate: 'Gold' } }),
    ];
    const now: Lists = {
      policies: [policyItem('Gold', { policyId: '1', ...limits })],
      subscribers: [subscriberItem(IP, 'maria', 'Gold')],
      groups: [groupItem('DS-maria', { subscriberMembers: [IP], policyRate: 'Gold' })],
    };
    expect(back({ before: BARE, now, wrote }).changes.map(({ key }) => key)).toEqual(['Gold', IP, 'DS-maria']);
  });

  test('an entry that we deleted', () => {
    const wrote = [aDeletion({ key: IP })];
    expect(back({ before: BARE, now: { policies: BARE.policies ?? [] }, wrote }).changes).toMatchObject([
      { action: 'create', body: { subscriberId: 'maria', policyRate: '' } },
    ]);
    const nameless = { subscribers: [{ subscriberIp: IP, policyRate: 'Gold', policyAssignedBy: 'api' }] };
    expect(back({ before: nameless, now: {}, wrote }).changes, 'nobody wrote it').toEqual([]);
  });

  test('of a policy without rates nothing is limited', () => {
    const free = aBqn({ policies: [{ policyName: 'Free', policyId: '3' }] });
    expect(policiesBack(free).get('Free')).toMatchObject({ downKbps: -1, upKbps: -1 });
  });
});

test('an address that the BQN merely saw is not put back', () => {
  const seen = { subscribers: [subscriberItem(IP, '', '', { policyAssignedBy: 'rules' })] };
  expect(back({ before: seen, now: {} })).toMatchObject({ changes: [], stuck: [] });
});

test('a burst that others changed is theirs alone', () => {
  const other = policyItem('Gold', { policyId: '9', rateLimitDownlink: { rate: 50_000, burstRate: 90_000 } });
  expect(back({ now: { ...BEFORE, policies: [other, policyItem('VIP')] } })).toMatchObject({ changes: [], stuck: [] });
});

test('no policy is deleted while an entry could not be read', () => {
  const bqn = { ...aBqn({ policies: [policyItem('Lead')] }), odd: ['an entry'] };
  const books = { owned: owning({ policy: ['Lead'] }), wrote: new Map() };
  expect(planBack(aBqn({}), bqn, books, DIFF).changes).toEqual([]);
});

test('whoever stays under a policy that gets its rates back is counted', () => {
  const limits = (rate: number) => ({ policyId: '9', rateLimitDownlink: { rate }, rateLimitUplink: { rate } });
  const before = { policies: [policyItem('Gold', limits(1000))], subscribers: [subscriberItem(IP, 'maria', 'Gold')] };
  const now = { ...before, policies: [policyItem('Gold', limits(90_000))] };
  const wrote = [anUpdate({ kind: 'policy', key: 'Gold', body: limits(90_000) })];
  expect(back({ before, now, wrote }).fates).toMatchObject([{ ip: IP, effect: 'slows' }]);
});

test('what is written is what is remembered of it', () => {
  expect(writtenBy(anUpdate({ body: { policyRate: '' } }))).toEqual({ policyRate: null });
  const ranges = { subscriberRanges: ['2001:DB8::/64'] };
  expect(writtenBy(anUpdate({ kind: 'group', key: 'DS-a', body: ranges }))).toHaveProperty('parts');
  expect(writtenBy(anUpdate({ kind: 'policy', key: 'Gold', body: { rateLimitDownlink: { rate: -1 } } }))).toEqual({
    policyId: null,
    downlink: '-1',
    uplink: '-1',
  });
});

test('whom we put into the group of a site comes out of it, also where the entry stood there before and goes back', () => {
  const listed = subscriberItem(IP, 'maria', 'Gold', { subscriberGroups: ['all-subscribers', 'L1-3', 'Condo'] });
  const now = { ...BEFORE, subscribers: [listed], groups: [groupItem('DS-ana', { subscriberMembers: [IP] })] };
  const owned = owning({ subscriber: { [IP]: { id: 'maria', sites: ['L1-3'] } }, group: ['DS-ana'] });
  const wrote = anUpdate({ key: IP, body: { policyRate: 'Gold' }, fields: [] });
  const { changes, memberships } = back({ before: { ...BEFORE, groups: [] }, now, owned, wrote: [wrote] });
  expect(changes.map(({ action, key }) => `${action} ${key}`)).toEqual([`update ${IP}`, 'delete DS-ana']);
  expect(memberships).toMatchObject([{ key: IP, groups: ['all-subscribers', 'Condo'], removed: ['L1-3'] }]);
});

test('a block that a group stood at is put back, too: it stays', () => {
  const blocked = {
    ...BEFORE,
    groups: [groupItem('DS-ana', { subscriberMembers: [IP], policyRate: 'Billing-Block' })],
  };
  expect(
    back({ before: blocked, now: blocked, options: { reason: { kind: 'asked', flag: '--restore' } } }),
  ).toMatchObject({ changes: [] });
});

test('what named a policy that is not there any more stays as it is, told', () => {
  const before = { subscribers: [subscriberItem(IP, 'maria', 'Ghost')] };
  const now = { policies: [policyItem('Gold')], subscribers: [subscriberItem(IP, 'maria', 'Gold')] };
  const { changes, stuck } = back({ before, now, wrote: [anUpdate({ key: IP, body: { policyRate: 'Gold' } })] });
  const why = { kind: 'policy not there', policy: 'Ghost' };
  expect([changes, stuck]).toEqual([[], [{ kind: 'subscriber', key: IP, why, harmful: false }]]);
});
