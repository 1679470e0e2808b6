import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/changes/change-plan.ts';
import { planBack, policiesBack } from '../../src/changes/put-back.ts';
import { nameOf } from '../../src/changes/second-look.ts';
import { type Written, type Wrote, writtenBy } from '../../src/changes/wrote.ts';
import {
  aBqn,
  aCreation,
  aDeletion,
  anUpdate,
  briefly,
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
    wrote instanceof Map ? wrote : new Map((wrote as readonly Change[]).map((one) => [nameOf(one), [writtenBy(one)]]));
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

test('what we deleted is made again where the box sees the address still, and not over what another hand made there', () => {
  const wrote = [aDeletion({ key: IP })];
  const shows = (fields: object) => ({ ...BEFORE, subscribers: [{ subscriberIp: IP, ...fields }] });
  const seen = back({ now: shows({ policyAssignedBy: 'rules', policyRate: 'VIP' }), wrote });
  expect(seen.stuck).toEqual([]);
  expect(seen.changes).toMatchObject([
    { action: 'create', key: IP, body: { subscriberId: 'maria', policyRate: 'VIP' } },
  ]);
  const made = back({ now: shows({ policyAssignedBy: 'api', policyRate: 'VIP' }), wrote });
  expect(made.changes).toEqual([]);
  expect(made.stuck).toMatchObject([{ key: IP, why: { kind: 'changed since', field: 'subscriberId', now: null } }]);
});

test('what others changed since stays, and is named', () => {
  const now = { ...BEFORE, subscribers: [subscriberItem(IP, 'maria', '')] };
  const why = { kind: 'changed since', field: 'policyRate', now: null };
  expect(back({ now }).stuck).toMatchObject([{ key: IP, why }]);
  const wrote = [aCreation({ key: IP, body: { policyRate: 'Gold' } })];
  expect(back({ now, wrote }).stuck).toMatchObject([{ key: IP, why }]);
});

test('what was written before the last is ours as well, since the last may have come to nothing', () => {
  const wrote = (...all: Written[]) => new Map([[nameOf({ kind: 'subscriber', key: IP }), all]]);
  const blocked = { ...BEFORE, subscribers: [subscriberItem(IP, 'maria', 'Billing-Block')] };
  const block = { policyRate: 'Billing-Block' };
  expect(back({ now: blocked, wrote: wrote({ policyRate: 'Gold' }, block) }).changes).toMatchObject([
    { key: IP, body: { policyRate: 'VIP' } },
  ]);
  expect(back({ now: blocked, wrote: wrote('deleted', block) }).changes).toMatchObject([{ key: IP, action: 'update' }]);
  const gone = { ...BEFORE, subscribers: [] };
  expect(back({ now: gone, wrote: wrote(block, 'deleted') }).changes).toMatchObject([{ key: IP, action: 'create' }]);
  expect(back({ now: blocked, wrote: wrote({ policyRate: 'Gold' }, { subscriberId: 'maria' }) }).changes).toEqual([]);
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

test('also where a restoration was killed that had put the entry back under another id already', () => {
  const groups = { subscriberGroups: ['all-subscribers', 'L1-3', 'Condo'] };
  const stood = { ...BEFORE, subscribers: [subscriberItem(IP, 'maria@isp', 'Gold')] };
  const owned = owning({ subscriber: { [IP]: { id: 'maria', sites: ['L1-3'] } } });
  const after = (id: string) =>
    back({ before: stood, now: { ...BEFORE, subscribers: [subscriberItem(IP, id, 'Gold', groups)] }, owned });
  expect(after('maria@isp').memberships).toMatchObject([{ key: IP, removed: ['L1-3'] }]);
  expect(after('stranger').memberships, 'of another hand’s nothing is known').toEqual([]);
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

describe('what is written, word for word', () => {
  const AS_BEFORE = { kind: 'as before' };

  test('an entry made anew has all that was listed of it then, and names those whom it belongs to', () => {
    const before: Lists = {
      policies: [{ ...OLD_GOLD, comment: 'ours since 2019' }, { policyName: 'Bare' }],
      subscribers: [subscriberItem('2001:DB8::1', 'maria', 'Gold', { note: 'x' })],
      groups: [groupItem('DS-maria', { subscriberMembers: [IP], policyRate: 'Gold', subscriberIds: ['maria'] })],
    };
    const wrote = [
      aDeletion({ kind: 'policy', key: 'Gold' }),
      aDeletion({ kind: 'policy', key: 'Bare' }),
      aDeletion({ key: '2001:db8::1' }),
      aDeletion({ kind: 'group', key: 'DS-maria' }),
    ];
    const create = { action: 'create', why: AS_BEFORE };
    const { policyName: _name, ...gold } = OLD_GOLD;
    expect(back({ before, now: {}, wrote }).changes).toEqual([
      {
        ...{ ...create, kind: 'policy', key: 'Gold', path: 'Gold', who: 'Gold', belongsTo: [], policy: null },
        fields: [
          { field: 'policyId', from: null, to: '9' },
          { field: 'downlink', from: null, to: '50000' },
          { field: 'downlink burst', from: null, to: '70000/0/0' },
          { field: 'uplink', from: null, to: '50000' },
          { field: 'uplink burst', from: null, to: 'none' },
        ],
        body: { ...gold, comment: 'ours since 2019' },
      },
      {
        ...{ ...create, kind: 'policy', key: 'Bare', path: 'Bare', who: 'Bare', belongsTo: [], policy: null },
        fields: [
          { field: 'downlink', from: null, to: '-1' },
          { field: 'downlink burst', from: null, to: 'none' },
          { field: 'uplink', from: null, to: '-1' },
          { field: 'uplink burst', from: null, to: 'none' },
        ],
        body: {},
      },
      {
        ...{ ...create, kind: 'subscriber', key: '2001:db8::1', path: '2001:DB8::1', who: 'maria' },
        ...{ belongsTo: ['2001:db8::1'], policy: 'Gold' },
        fields: [
          { field: 'subscriberId', from: null, to: 'maria' },
          { field: 'policyRate', from: null, to: 'Gold' },
        ],
        body: { subscriberId: 'maria', policyRate: 'Gold', note: 'x' },
      },
      {
        ...{ ...create, kind: 'group', key: 'DS-maria', path: 'DS-maria', who: 'DS-maria', belongsTo: [IP] },
        policy: 'Gold',
        fields: [
          { field: 'policyRate', from: null, to: 'Gold' },
          { field: 'parts', from: null, to: IP },
          { field: 'ids', from: null, to: 'maria' },
        ],
        body: { subscriberMembers: [IP], policyRate: 'Gold', subscriberIds: ['maria'] },
      },
    ]);
  });

  test('of an entry that is there only the fields that were ours; the rest as it is now, should it be lost meanwhile', () => {
    const subscriber = (id: string, policy: string, note: string) =>
      subscriberItem('2001:DB8::1', id, policy, { note });
    const before = { ...BEFORE, subscribers: [subscriber('maria', 'VIP', 'old')], groups: [] };
    const now = { ...BEFORE, subscribers: [subscriber('maria', 'Gold', 'new')], groups: [] };
    const wrote = [anUpdate({ key: '2001:db8::1', body: { policyRate: 'Gold' } })];
    expect(back({ before, now, wrote }).changes).toEqual([
      {
        ...{ kind: 'subscriber', action: 'update', key: '2001:db8::1', path: '2001:DB8::1', who: 'maria' },
        ...{ belongsTo: ['2001:db8::1'], why: AS_BEFORE, policy: 'VIP' },
        ...{ seen: false, otherwise: undefined, letsGo: false },
        fields: [{ field: 'policyRate', from: 'Gold', to: 'VIP' }],
        body: { policyRate: 'VIP' },
        whole: { subscriberId: 'maria', policyRate: 'VIP', note: 'new' },
      },
    ]);
  });

  test('a name alone goes back without the policy, and what the entry is under meanwhile is what it stays under', () => {
    const now = { ...BEFORE, subscribers: [subscriberItem(IP, 'jose', 'VIP')] };
    const wrote = [anUpdate({ key: IP, body: { subscriberId: 'jose' } })];
    expect(back({ now, wrote }).changes).toMatchObject([{ body: { subscriberId: 'maria' }, policy: 'VIP' }]);
    expect(back({ now, wrote }).changes[0]).not.toHaveProperty('body.policyRate');
  });

  test('of a policy: a way, a burst or the id alone; what an operator set beside it stays', () => {
    const limits = (down: object, up: object, policyId = '9') =>
      policyItem('Gold', { policyId, rateLimitDownlink: { ...down }, rateLimitUplink: { ...up } });
    const before = [limits({ rate: 10, burstRate: 20, burstDuration: 4 }, { rate: 10 })];
    const bodyBack = (listed: ReturnType<typeof limits>, said: Written) => {
      const books = new Map([[nameOf({ kind: 'policy', key: 'Gold' }), [said]]]);
      return back({ before: { policies: before }, now: { policies: [listed] }, wrote: books }).changes.map((change) =>
        change.action === 'update' ? change.body : change.action,
      );
    };
    const burst = { burstRate: 20, burstDuration: 4 };
    expect(bodyBack(limits({ rate: 99, ...burst, queue: 7 }, { rate: 10 }), { downlink: '99' })).toEqual([
      { rateLimitDownlink: { rate: 10, ...burst, queue: 7 } },
    ]);
    expect(bodyBack(limits({ rate: 10, ...burst }, { rate: 99, queue: 7 }), { uplink: '99' })).toEqual([
      { rateLimitUplink: { rate: 10, queue: 7 } },
    ]);
    const written = { burstRate: 30, burstThreshold: 5, burstDuration: 6 };
    expect(bodyBack(limits({ rate: 10, ...written }, { rate: 10 }), { 'downlink burst': '30/5/6' })).toEqual([
      { rateLimitDownlink: { rate: 10, burstRate: 20, burstThreshold: 0, burstDuration: 4 } },
    ]);
    expect(
      bodyBack(limits({ rate: 10, ...burst }, { rate: 10, ...written }), { 'uplink burst': '30/5/6' }),
      'none had been there',
    ).toEqual([{ rateLimitUplink: { rate: 10, burstRate: 0, burstThreshold: 0, burstDuration: 0 } }]);
    expect(bodyBack(limits({ rate: 10, ...burst }, { rate: 10 }, '1'), { policyId: '1' })).toEqual([{ policyId: '9' }]);
  });

  test('of a policy that had no limit: none again', () => {
    const now = { policies: [policyItem('Free', { policyId: '3' })] };
    const wrote = [anUpdate({ kind: 'policy', key: 'Free', body: policyItem('Free', { policyId: '3' }) })];
    const before = { policies: [{ policyName: 'Free' }] };
    expect(back({ before, now, wrote }).changes).toMatchObject([
      { body: { policyId: '', rateLimitDownlink: { rate: -1 }, rateLimitUplink: { rate: -1 } } },
    ]);
  });

  test('of a group: its policy, its parts or its ids alone', () => {
    const group = (fields: object) => groupItem('DS-maria', { subscriberMembers: [IP], policyRate: 'VIP', ...fields });
    const bodyBack = (fields: object) => {
      const wrote = [anUpdate({ kind: 'group', key: 'DS-maria', body: { ...fields } })];
      const lists = (one: ReturnType<typeof group>) => ({ policies: BEFORE.policies ?? [], groups: [one] });
      const plan = back({
        before: lists(group({ subscriberIds: ['x'] })),
        now: lists(group({ subscriberIds: ['x'], ...fields })),
        wrote,
      });
      return plan.changes.map((change) => (change.action === 'update' ? [change.body, change.policy] : change.action));
    };
    expect(bodyBack({ policyRate: 'Gold' })).toEqual([[{ policyRate: 'VIP' }, 'VIP']]);
    expect(bodyBack({ subscriberIds: ['y'] })).toEqual([[{ subscriberIds: ['x'] }, 'VIP']]);
    expect(bodyBack({ subscriberMembers: ['100.64.0.9'] })).toEqual([
      [{ subscriberMembers: [IP], subscriberRanges: [] }, 'VIP'],
    ]);
  });

  test('of a group without policy, members and ids: nothing again', () => {
    const filled = { subscriberMembers: [IP], subscriberIds: ['x'], policyRate: 'VIP' };
    const policies = BEFORE.policies ?? [];
    const { changes } = back({
      before: { policies, groups: [groupItem('DS-maria')] },
      now: { policies, groups: [groupItem('DS-maria', filled)] },
      wrote: [anUpdate({ kind: 'group', key: 'DS-maria', body: filled })],
    });
    expect(changes).toMatchObject([
      { body: { subscriberMembers: [], subscriberRanges: [], subscriberIds: [], policyRate: '' }, policy: null },
    ]);
  });

  test('a policy that was made since goes, for the reason that the operator gives', () => {
    const now = { policies: [policyItem('Lead')] };
    const owned = owning({ policy: ['Lead'] });
    const reason = { kind: 'asked', flag: '--restore' } as const;
    const deletion = {
      ...{ kind: 'policy', action: 'delete', key: 'Lead', path: 'Lead', who: 'Lead', belongsTo: [] },
      ...{ after: undefined, letsGo: false },
    };
    expect(back({ before: {}, now, owned, options: { reason } }).changes).toEqual([{ ...deletion, why: reason }]);
    expect(back({ before: {}, now, owned }).changes).toEqual([{ ...deletion, why: AS_BEFORE }]);
  });
});

describe('what we made goes, and what stood there stays', () => {
  const owned = owning({ policy: ['Lead'], subscriber: [IP, '100.64.0.2'], group: ['DS-maria', 'DS-jose'] });
  const now: Lists = {
    policies: [policyItem('VIP')],
    subscribers: [subscriberItem(IP, 'maria', 'VIP'), subscriberItem('100.64.0.2', 'jose', 'VIP')],
    groups: [
      groupItem('DS-maria', { subscriberMembers: [IP] }),
      groupItem('DS-jose', { subscriberMembers: ['100.64.0.2'] }),
    ],
  };

  test('of subscribers and groups', () => {
    const [maria] = now.subscribers ?? [];
    const [group] = now.groups ?? [];
    const before = { policies: [policyItem('VIP')], subscribers: maria ? [maria] : [], groups: group ? [group] : [] };
    expect(briefly(back({ before, now, owned })).sort()).toEqual([
      'delete group DS-jose',
      'delete subscriber 100.64.0.2',
    ]);
  });

  test('an address that the BQN had merely seen before is ours for all that', () => {
    const seen = {
      policies: [policyItem('VIP')],
      subscribers: [subscriberItem(IP, 'maria', '', { policyAssignedBy: 'rules' })],
    };
    const { subscribers = [] } = now;
    const plan = back({ before: seen, now: { ...seen, subscribers: subscribers.slice(0, 1) }, owned });
    expect(briefly(plan)).toEqual([`delete subscriber ${IP}`]);
    expect(plan.stuck).toEqual([]);
  });

  test('a policy that stood there before is not deleted, though the books call it ours', () => {
    expect(
      back({ before: { policies: [policyItem('Lead')] }, now: { policies: [policyItem('Lead')] }, owned }).changes,
    ).toEqual([]);
  });

  test('a policy that others made is not deleted', () => {
    expect(back({ before: {}, now: { policies: [policyItem('Other')] } }).changes).toEqual([]);
  });

  test('a policy that we made stays as long as somebody is under it', () => {
    const others = { policies: [policyItem('Lead')], subscribers: [subscriberItem('100.64.0.7', 'ana', 'Lead')] };
    expect(back({ before: { subscribers: others.subscribers }, now: others, owned }).changes).toEqual([]);
  });

  test('policies go after the entries that named them', () => {
    const lead = { policies: [policyItem('Lead')], subscribers: [subscriberItem(IP, 'maria', 'Lead')] };
    expect(briefly(back({ before: {}, now: lead, owned }))).toEqual([`delete subscriber ${IP}`, 'delete policy Lead']);
  });

  test('whom a restoration takes the entry from is not taken out of a site’s group as well', () => {
    const sites = owning({ subscriber: { [IP]: { id: 'maria', sites: ['L1-3'] } } });
    const listed = subscriberItem(IP, 'maria', 'VIP', { subscriberGroups: ['L1-3'] });
    const plan = back({ before: {}, now: { policies: [policyItem('VIP')], subscribers: [listed] }, owned: sites });
    expect([briefly(plan), plan.memberships]).toEqual([[`delete subscriber ${IP}`], []]);
  });
});

describe('what is told of a restoration', () => {
  const limits = (rate: number) => ({ policyId: '9', rateLimitDownlink: { rate }, rateLimitUplink: { rate } });

  test('whatever is as it was is counted, by its kind', () => {
    expect(back({ now: BEFORE }).unchanged).toEqual({ policy: 2, subscriber: 1, group: 1 });
    expect(back({ now: {} }).unchanged).toEqual({ policy: 0, subscriber: 0, group: 0 });
  });

  test('what is stuck is no harm to anybody', () => {
    expect(back({ now: {} }).stuck.map(({ harmful }) => harmful)).toEqual([false, false, false, false]);
  });

  test('what becomes of a customer: from the policy of now to that of then, at the speed that it had then', () => {
    const before = { policies: [policyItem('Old', limits(1000))], subscribers: [subscriberItem(IP, 'maria', 'Old')] };
    const now = {
      policies: [policyItem('Old', limits(7)), policyItem('New', limits(90_000))],
      subscribers: [subscriberItem(IP, 'jose', 'New')],
    };
    const wrote = [
      anUpdate({ kind: 'policy', key: 'Old', body: limits(7) }),
      anUpdate({ key: IP, body: { subscriberId: 'jose', policyRate: 'New' } }),
    ];
    expect(back({ before, now, wrote }).fates).toEqual([
      {
        ...{ customer: 'jose', login: 'maria', ip: IP, movedFrom: undefined, effect: 'slows' },
        from: { kind: 'limited', policy: 'New', downKbps: 90_000, upKbps: 90_000 },
        to: { kind: 'limited', policy: 'Old', downKbps: 1000, upKbps: 1000 },
        ...{ contractGone: false, contract: 0, status: '', plan: 0, why: { kind: 'as before' } },
      },
    ]);
    expect(
      back({ before, now, wrote: wrote.slice(1) }).fates,
      'a speed that others changed since is the one that they get',
    ).toMatchObject([{ to: { policy: 'Old', downKbps: 7 } }]);
  });

  test('whose entry is made anew comes, under the name of then', () => {
    expect(back({ now: { ...BEFORE, subscribers: [] }, wrote: [aDeletion({ key: IP })] }).fates).toMatchObject([
      { customer: 'maria', login: 'maria', from: { kind: 'unsaid' }, effect: 'comes' },
    ]);
  });

  test('a customer of ours is called as the books call them', () => {
    const now = { ...BEFORE, subscribers: [subscriberItem(IP, 'maria', 'Gold')] };
    const owned = owning({ subscriber: { [IP]: { id: 'maria', login: 17 } } });
    const wrote = [anUpdate({ key: IP, body: { policyRate: 'Gold' } })];
    expect(back({ now, owned, wrote }).fates).toMatchObject([{ customer: 'login 17' }]);
  });

  test('a name that goes back changes nobody’s fate', () => {
    const now = { ...BEFORE, subscribers: [subscriberItem(IP, 'jose', 'VIP')] };
    const wrote = [anUpdate({ key: IP, body: { subscriberId: 'jose' } })];
    expect(back({ now, wrote })).toMatchObject({ changes: [{ key: IP }], fates: [] });
  });

  test('a group that goes back is nobody’s fate', () => {
    const now = { ...BEFORE, groups: [groupItem('DS-maria', { subscriberMembers: [IP], policyRate: 'Gold' })] };
    const wrote = [anUpdate({ kind: 'group', key: 'DS-maria', body: { policyRate: 'Gold', subscriberMembers: [IP] } })];
    const { changes, fates, managed } = back({ now, wrote });
    expect([changes.length, fates, managed]).toEqual([1, [], 0]);
  });

  test('who leaves, who goes back, and who stays under a policy that goes back are told together', () => {
    const at = (number: number) => `100.64.0.${number}`;
    const before = {
      policies: [policyItem('Gold', limits(1000))],
      subscribers: [subscriberItem(at(1), 'maria', 'Gold'), subscriberItem(at(2), 'jose', 'Gold')],
    };
    const now = {
      policies: [policyItem('Gold', limits(90_000))],
      subscribers: [
        ...['maria', 'jose'].map((id, n) => subscriberItem(at(n + 1), id === 'jose' ? 'x' : id, 'Gold')),
        subscriberItem(at(3), 'ana', 'VIP'),
      ],
    };
    const wrote = [
      anUpdate({ kind: 'policy', key: 'Gold', body: limits(90_000) }),
      anUpdate({ key: at(2), body: { subscriberId: 'x' } }),
    ];
    const { fates, managed } = back({ before, now, wrote, owned: owning({ subscriber: [at(3)] }) });
    expect(fates.map(({ ip, effect }) => `${ip} ${effect}`)).toEqual([
      `${at(3)} leaves`,
      `${at(2)} slows`,
      `${at(1)} slows`,
    ]);
    expect(managed, 'ours, and those whom it writes').toBe(2);
  });

  test('nobody is counted twice who is ours and written', () => {
    const now = { ...BEFORE, subscribers: [subscriberItem(IP, 'maria', 'Gold')] };
    const wrote = [anUpdate({ key: IP, body: { policyRate: 'Gold' } })];
    expect(back({ now, wrote, owned: owning({ subscriber: [IP] }) }).managed).toBe(1);
    expect(back({ now: BEFORE, owned: owning({ subscriber: [IP] }) }).managed).toBe(1);
    expect(back({ now: BEFORE }).managed).toBe(0);
    const [moved, ip] = [subscriberItem('100.64.0.77', 'maria', 'Gold'), '100.64.0.77'];
    const twice = { ...BEFORE, subscribers: [subscriberItem(IP, 'maria', 'Gold'), moved] };
    expect(back({ now: twice, owned: owning({ subscriber: [IP, ip] }) }).managed).toBe(1);
  });
});

describe('what the gate holds', () => {
  const limits = (rate: number) => ({ policyId: '9', rateLimitDownlink: { rate }, rateLimitUplink: { rate } });

  test('a policy that it holds stays as it is, and nobody’s speed is what it was', () => {
    const before = { policies: [policyItem('Gold', limits(1000))], subscribers: [subscriberItem(IP, 'maria', 'Gold')] };
    const now = { ...before, policies: [policyItem('Gold', limits(90_000))] };
    const wrote = [anUpdate({ kind: 'policy', key: 'Gold', body: limits(90_000) })];
    const holds = { customers: new Map(), policies: new Set(['Gold']) };
    expect(back({ before, now, wrote, options: { holds } })).toMatchObject({ changes: [], fates: [] });
  });

  test('it keeps a customer from one effect and from no other', () => {
    const now = { ...BEFORE, subscribers: [subscriberItem(IP, 'maria', '')] };
    const wrote = new Map<string, Wrote>([[nameOf({ kind: 'subscriber', key: IP }), [{ policyRate: null }]]]);
    const plan = (...holds: Parameters<typeof keeping>) =>
      briefly(back({ now, wrote, options: { holds: keeping(...holds) } }));
    expect(plan('maria', 'comes')).toEqual([]);
    expect(plan('maria', 'blocks')).toEqual([`update subscriber ${IP}`]);
    expect(plan('jose', 'comes')).toEqual([`update subscriber ${IP}`]);
  });
});

describe('whose hand it was', () => {
  test('a field that we wrote, and another wrote since, is theirs, beside one that is still as we wrote it', () => {
    const policies = [OLD_GOLD, policyItem('VIP'), policyItem('Lead')];
    const now = { ...BEFORE, policies, subscribers: [subscriberItem(IP, 'jose', 'Lead')] };
    const wrote = [anUpdate({ key: IP, body: { subscriberId: 'jose', policyRate: 'Gold' } })];
    const { changes, stuck, unchanged } = back({ now, wrote });
    expect(changes).toMatchObject([{ key: IP, body: { subscriberId: 'maria' }, policy: 'Lead' }]);
    expect(stuck).toEqual([
      { kind: 'subscriber', key: IP, why: { kind: 'changed since', field: 'policyRate', now: 'Lead' }, harmful: false },
    ]);
    expect(unchanged.subscriber).toBe(0);
  });

  test('an entry that we deleted, and that stands there again, is another’s', () => {
    const now = { ...BEFORE, subscribers: [subscriberItem(IP, 'jose', 'VIP')] };
    expect(back({ now, wrote: [aDeletion({ key: IP })] })).toMatchObject({
      changes: [],
      stuck: [{ key: IP, why: { kind: 'changed since', field: 'subscriberId', now: 'jose' } }],
    });
  });

  test('what is called like it of another kind says nothing of it', () => {
    const before = { policies: [policyItem('VIP')], groups: [groupItem('VIP')] };
    expect(back({ before, now: {}, wrote: [aDeletion({ kind: 'group', key: 'VIP' })] })).toMatchObject({
      changes: [{ kind: 'group', key: 'VIP' }],
      stuck: [{ kind: 'policy', key: 'VIP' }],
    });
  });

  test('the group of everybody is the BQN’s own: neither made anew nor told', () => {
    const before = { groups: [groupItem('all-subscribers', { subscriberMembers: [IP] })] };
    expect(back({ before, now: {}, wrote: [aDeletion({ kind: 'group', key: 'all-subscribers' })] })).toMatchObject({
      ...{ changes: [], stuck: [], unchanged: { group: 0 } },
    });
  });
});

describe('nobody is pointed at a policy that is not there', () => {
  const before = { policies: [policyItem('Old')], subscribers: [subscriberItem(IP, 'maria', 'Old')] };
  const now = { policies: [policyItem('Gold')], subscribers: [subscriberItem(IP, 'maria', 'Gold')] };
  const entry = anUpdate({ key: IP, body: { policyRate: 'Gold' } });

  test('one that comes back in the same run is there', () => {
    const wrote = [aDeletion({ kind: 'policy', key: 'Old' }), entry];
    expect(briefly(back({ before, now, wrote }))).toEqual(['create policy Old', `update subscriber ${IP}`]);
  });

  test('one that others deleted is not, nor is a group of its name', () => {
    const group = { ...before, groups: [groupItem('Old')] };
    const wrote = [aDeletion({ kind: 'group', key: 'Old' }), entry];
    const { changes, stuck } = back({ before: group, now, wrote });
    expect(changes.map(({ kind, key }) => `${kind} ${key}`)).toEqual(['group Old']);
    expect(stuck.map(({ kind, why }) => `${kind} ${why.kind}`)).toEqual([
      'policy deleted since',
      'subscriber policy not there',
    ]);
  });
});

test('of the policies as they were, each is looked at by its name, id and speeds', () => {
  expect(policiesBack(aBqn({ policies: [OLD_GOLD] })).get('Gold')).toEqual({
    ...{ name: 'Gold', id: '9', downKbps: 50_000, upKbps: 50_000 },
  });
});

describe('a group that is called like an address', () => {
  const limits = (rate: number) => ({ policyId: '9', rateLimitDownlink: { rate }, rateLimitUplink: { rate } });
  const group = (policy: string) => groupItem(IP, { policyRate: policy });

  test('goes back, and who is at that address is told of what their policy becomes all the same', () => {
    const lists = (rate: number, policy: string) => ({
      policies: [policyItem('Gold', limits(rate)), policyItem('VIP')],
      subscribers: [subscriberItem(IP, 'maria', 'Gold')],
      groups: [group(policy)],
    });
    const wrote = [
      anUpdate({ kind: 'policy', key: 'Gold', body: limits(90_000) }),
      anUpdate({ kind: 'group', key: IP, body: { policyRate: 'Gold' } }),
    ];
    const { changes, fates, managed } = back({ before: lists(1000, 'VIP'), now: lists(90_000, 'Gold'), wrote });
    expect(changes.map(({ kind }) => kind)).toEqual(['policy', 'group']);
    expect([fates.map(({ effect }) => effect), managed]).toEqual([['slows'], 0]);
  });

  test('stays, and the entry that we made at that address goes', () => {
    const before = { policies: [policyItem('VIP')], groups: [group('VIP')] };
    const now = { ...before, subscribers: [subscriberItem(IP, 'maria', 'VIP')] };
    expect(briefly(back({ before, now, owned: owning({ subscriber: [IP] }) }))).toEqual([`delete subscriber ${IP}`]);
  });
});

test('a policy that we made and that others are under stays, and loses the burst that we wrote', () => {
  const burst = { burstRate: 200, burstThreshold: 80, burstDuration: 10 };
  const written = { rateLimitDownlink: { wrote: ['200/80/10'], before: {} } };
  const subscribers = [subscriberItem('100.64.0.7', 'ana', 'Lead')];
  const lead = policyItem('Lead', { rateLimitDownlink: { rate: 100, ...burst } });
  const owned = owning({ policy: { Lead: { id: '1', written } } });
  expect(back({ before: { subscribers }, now: { policies: [lead], subscribers }, owned }).changes).toMatchObject([
    { kind: 'policy', action: 'update', key: 'Lead', fields: [{ field: 'downlink burst', to: 'none' }] },
  ]);
});

test('what is to be changed is not counted as being as it was', () => {
  const now = { ...BEFORE, subscribers: [subscriberItem(IP, 'jose', 'VIP')] };
  expect(back({ now, wrote: [anUpdate({ key: IP, body: { subscriberId: 'jose' } })] }).unchanged.subscriber).toBe(0);
});

test('a policy of which only the id goes back keeps its speeds, also should it have to be made anew', () => {
  const listed = policyItem('Gold', { policyId: '1' });
  const [change] = back({
    before: { policies: [policyItem('Gold', { policyId: '9' })] },
    now: { policies: [listed] },
    wrote: new Map<string, Wrote>([[nameOf({ kind: 'policy', key: 'Gold' }), [{ policyId: '1' }]]]),
  }).changes;
  const { rateLimitDownlink, rateLimitUplink } = listed;
  expect(change).toMatchObject({ whole: { policyId: '9', rateLimitDownlink, rateLimitUplink } });
});
