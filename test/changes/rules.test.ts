import { describe, expect, test } from 'vitest';
import { type ApplyOptions, apply } from '../../src/apply/apply.ts';
import { WriteRefused } from '../../src/bqn/errors.ts';
import { planChanges } from '../../src/changes/diff.ts';
import { writeSignature } from '../../src/changes/diff-policies.ts';
import { isProvenGone } from '../../src/changes/keep.ts';
import { mayDelete } from '../../src/changes/ownership.ts';
import { NOTHING_DESIRED } from '../../src/mapping/desired.ts';
import { remarkText } from '../../src/report/remark-text.ts';
import { whyNotText } from '../../src/report/why-text.ts';
import {
  aBqn,
  aChangePlan,
  aCreation,
  aDeletion,
  aDesired,
  address,
  aGroup,
  anUpdate,
  aPolicy,
  aSubscriber,
  BLOCK_ITEM,
  BLOCKED,
  briefly,
  type DesiredParts,
  DIFF,
  groupItem,
  type Lists,
  many,
  owning,
  policyItem,
  subscriberItem,
} from '../support/builders.ts';
import { MemoryBqn, written } from '../support/memory-bqn.ts';
import { applying, plan } from '../support/planning.ts';

/** Rules that see several entries at once (src/README.md, "Ideas"). */

const IP = '100.64.0.1';
const OTHER = '100.64.0.2';
const PREFIX = '2001:db8:0:10::/60';
const NEVER = { ...DIFF, prune: 'none' } as const;
const BLOCK = aPolicy({ name: 'Billing-Block', id: 'block', downKbps: 0, upKbps: 0 });

function bring(bqn: MemoryBqn, changes: Parameters<typeof aChangePlan>[0], more: Partial<ApplyOptions> = {}) {
  const options = applying({ lookAtGroups: true, ...more });
  return apply(aChangePlan(changes), bqn.state, new Map([['Gold', aPolicy()]]), bqn, options);
}

describe('writing', () => {
  test('a block goes though the policy that should follow it was refused; it still counts as refused', async () => {
    const bqn = new MemoryBqn({ policies: [BLOCK_ITEM], subscribers: [subscriberItem(IP, 'maria', 'Billing-Block')] });
    bqn.refuse = ({ kind }) => (kind === 'policy' ? new WriteRefused(400, 'HTTP 400') : undefined);
    const otherwise = { subscriberId: 'maria', policyRate: '' };
    const applied = await bring(bqn, [
      aCreation({ kind: 'policy', key: 'Gold' }),
      anUpdate({ key: IP, policy: 'Gold', body: { policyRate: 'Gold' }, otherwise }),
    ]);
    expect(bqn.store.subscriber(IP)?.policyRate ?? '').toBe('');
    expect(applied.refused.map(({ why }) => why)).toEqual([
      { kind: 'refused', said: 'HTTP 400' },
      { kind: 'policy not there', policy: 'Gold' },
    ]);
    expect(applied.otherwise).toMatchObject([{ key: IP, body: otherwise, policy: null }]);
  });

  test('what may stay stays when its policy was refused', async () => {
    const bqn = new MemoryBqn({ subscribers: [subscriberItem(IP, 'maria', '')] });
    bqn.refuse = ({ kind }) => (kind === 'policy' ? new WriteRefused(400, 'HTTP 400') : undefined);
    await bring(bqn, [aCreation({ kind: 'policy', key: 'Gold' }), anUpdate({ key: IP, policy: 'Gold' })]);
    expect(written(bqn)).toEqual(['POST policy Gold']);
  });

  test('the old entry of a customer goes only after the new one came', async () => {
    const bqn = new MemoryBqn({ subscribers: [subscriberItem(IP, 'maria', '')] });
    bqn.refuse = ({ method }) => (method === 'POST' ? new WriteRefused(400, 'HTTP 400') : undefined);
    const move = [aCreation({ key: OTHER }), aDeletion({ key: IP, after: OTHER })];
    const applied = await bring(bqn, move);
    expect(applied.refused.map(({ change, why }) => `${change.action}: ${whyNotText(why)}`)).toEqual([
      'create: HTTP 400',
      `delete: the customer's entry at ${OTHER} is not there yet`,
    ]);
    bqn.refuse = () => undefined;
    expect((await bring(bqn, move)).done).toHaveLength(2);
  });

  test.each([400, 404, 405, 409, 422])('PUT on a merely seen address answers %i: POST', async (status) => {
    const bqn = new MemoryBqn();
    bqn.refuse = ({ method }) => (method === 'PUT' ? new WriteRefused(status, `HTTP ${status}`) : undefined);
    await bring(bqn, [anUpdate({ seen: true, whole: { subscriberId: 'maria', policyRate: '' } })]);
    expect(written(bqn)).toEqual([`PUT subscriber ${IP}`, `POST subscriber ${IP}`]);
  });

  test.each([
    [400, false],
    [403, true],
    [429, true],
    [500, true],
    // No answer came.
    [0, true],
  ])('but not after %i (seen: %s)', async (status, seen) => {
    const bqn = new MemoryBqn();
    bqn.refuse = () => new WriteRefused(status, `HTTP ${status}`);
    await bring(bqn, [anUpdate({ seen })]);
    expect(written(bqn)).toEqual([`PUT subscriber ${IP}`]);
  });

  test('what should be there is made anew where the BQN does not know it, whatever it says to a PUT', async () => {
    const bqn = new MemoryBqn();
    bqn.refuse = ({ method }) => (method === 'PUT' ? new WriteRefused(400, 'HTTP 400') : undefined);
    await bring(bqn, [{ ...aCreation(), known: true }]);
    expect(written(bqn)).toEqual([`PUT subscriber ${IP}`, `POST subscriber ${IP}`]);
  });

  test('a group lets go before the other gets the address', async () => {
    const groups = [groupItem('DS-old', { subscriberMembers: [IP] })];
    const bqn = new MemoryBqn({ groups });
    await bring(bqn, [
      aCreation({ key: IP }),
      aCreation({ kind: 'group', key: 'DS-new', policy: null }),
      aDeletion({ kind: 'group', key: 'DS-old', letsGo: true }),
    ]);
    expect(written(bqn)).toEqual(['DELETE group DS-old', `POST subscriber ${IP}`, 'POST group DS-new']);
  });

  test.each([
    ['keeps', 'Gold', false],
    ['drops', '', true],
  ] as const)('a BQN that %s the policy of a group is noticed once', async (_, listed, drops) => {
    const bqn = new MemoryBqn({ policies: [policyItem()] });
    const body = { subscriberMembers: [IP], policyRate: listed };
    const changes = [aCreation({ kind: 'group', key: 'DS-maria', policy: 'Gold', body })];
    expect((await bring(bqn, changes)).dropsGroupPolicy).toBe(drops);
    expect(bqn.reads.groups).toBe(1);
    const known = new MemoryBqn();
    expect((await bring(known, changes, { lookAtGroups: false })).dropsGroupPolicy).toBeUndefined();
    expect(known.reads.groups).toBe(0);
  });

  test('one group with its policy is enough: this BQN keeps them', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem()] });
    const changes = ['', 'Gold'].map((policyRate, at) =>
      aCreation({ kind: 'group', key: `DS-${at}`, policy: 'Gold', body: { subscriberMembers: [IP], policyRate } }),
    );
    expect((await bring(bqn, changes)).dropsGroupPolicy).toBe(false);
  });

  test('a group that is to have none tells nothing, nor does an entry', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem()] });
    const none = aCreation({ kind: 'group', key: 'DS-maria', policy: null, body: { policyRate: '' } });
    expect((await bring(bqn, [none, aCreation({ policy: 'Gold' })])).dropsGroupPolicy).toBeUndefined();
    expect(bqn.reads.groups).toBe(0);
  });

  test('a group that cannot be seen after it was written says nothing', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem()] });
    bqn.readGroups = async () => new Map();
    const changes = [aCreation({ kind: 'group', key: 'DS-maria', policy: 'Gold' })];
    expect((await bring(bqn, changes)).dropsGroupPolicy).toBeUndefined();
  });
});

describe('an entry that holds a quota is not deleted', () => {
  const quota = { quota: { volume: 5 } };

  test('it loses its policy and stays', () => {
    const subscribers = [subscriberItem(IP, 'maria', 'Gold', quota)];
    const { changes, fates } = plan({}, { policies: [policyItem()], subscribers }, DIFF, owning({ subscriber: [IP] }));
    expect(changes).toMatchObject([{ action: 'update', key: IP, body: { policyRate: '' } }]);
    expect(fates).toMatchObject([{ effect: 'leaves', customer: 'maria' }]);
  });

  test('without a policy it is left as it is', () => {
    const subscribers = [subscriberItem(IP, 'maria', '', quota)];
    expect(plan({}, { subscribers }, DIFF, owning({ subscriber: [IP] })).changes).toEqual([]);
  });

  test.each([[{}], [null], ['x']])('%j is no quota', (none) => {
    const subscribers = [subscriberItem(IP, 'maria', '', { quota: none })];
    expect(briefly(plan({}, { subscribers }, DIFF, owning({ subscriber: [IP] })))).toEqual([`delete subscriber ${IP}`]);
  });
});

describe('a table that never stands still', () => {
  const bqn = { subscribers: [subscriberItem(IP, 'maria', '')] };
  const after = (unseen: number) =>
    briefly(plan({ proven: { logins: 'moving' } }, bqn, DIFF, owning({ subscriber: { [IP]: { unseen } } })));

  test('who was in none of three readings is gone', () => {
    expect([after(1), after(2)]).toEqual([[], [`delete subscriber ${IP}`]]);
  });

  test('what is not ours is never counted', () => {
    const all = { ...DIFF, prune: 'all' } as const;
    expect(plan({ proven: { logins: 'moving' } }, bqn, all).changes).toEqual([]);
  });
});

describe('what proves that nobody needs an entry', () => {
  const owned = owning({ subscriber: { [IP]: { unseen: 9 } }, policy: { [IP]: { unseen: 9 } } });
  test.each([
    ['whole', 'subscriber', true],
    ['whole', 'policy', true],
    ['moving', 'subscriber', true],
    ['moving', 'policy', false],
    ['cut', 'subscriber', false],
    ['cut', 'policy', false],
  ] as const)('logins that are %s: a %s that was unseen ten times', (logins, kind, is) => {
    expect(isProvenGone(kind, IP, aDesired({ proven: { logins } }), owned)).toBe(is);
  });
});

describe('who leaves', () => {
  const bqn = {
    policies: [policyItem()],
    subscribers: [subscriberItem(IP, 'maria', 'Gold'), { subscriberIp: OTHER, policyRate: 'Gold' }],
  };
  const ours = owning({ subscriber: [IP, OTHER] });

  test('is told by name, or by the address where there is none, with what they had', () => {
    const { fates, changes } = plan({}, bqn, DIFF, ours);
    const had = { kind: 'limited', policy: 'Gold', downKbps: 100_000, upKbps: 50_000 };
    const rest = { movedFrom: undefined, to: { kind: 'unsaid' }, effect: 'leaves', contractGone: false };
    const none = { contract: 0, status: '', plan: 0, why: { kind: 'nobody online' } };
    expect(fates).toEqual([
      { customer: 'maria', login: 'maria', ip: IP, from: had, ...rest, ...none },
      { customer: OTHER, login: OTHER, ip: OTHER, from: had, ...rest, ...none },
    ]);
    expect(changes).toMatchObject([
      { who: 'maria', belongsTo: [IP], after: undefined, why: { kind: 'nobody online' } },
      { who: OTHER, belongsTo: [OTHER], after: undefined },
    ]);
  });

  test('for another reason is told so', () => {
    const reason = { kind: 'asked', flag: '--remove-all' } as const;
    const { fates, changes } = plan({}, bqn, { ...DIFF, reason }, ours);
    expect([...fates, ...changes].map(({ why }) => why)).toEqual(Array(4).fill(reason));
  });

  test('but is only elsewhere has the old entry go after the new one, and that is said', () => {
    const there = { policies: [policyItem()], subscribers: [subscriberItem(OTHER, 'maria', 'Gold')] };
    const { changes, fates } = plan({ policies: [aPolicy()], subscribers: [aSubscriber()] }, there, DIFF, ours);
    expect(changes.at(-1)).toMatchObject({
      action: 'delete',
      key: OTHER,
      after: IP,
      why: { kind: 'moved', id: 'maria', ip: IP },
    });
    expect(fates.map(({ effect }) => effect)).not.toContain('leaves');
  });

  test('or stays with it, where the new one cannot be written', () => {
    const there = { subscribers: [subscriberItem(OTHER, 'maria', 'Gone'), subscriberItem('100.64.0.7', 'x', 'Gone')] };
    const owned = owning({ subscriber: [IP, OTHER, '100.64.0.7'] });
    const { changes, stuck } = plan({ subscribers: [aSubscriber()] }, there, DIFF, owned);
    expect(stuck).toMatchObject([{ kind: 'subscriber', key: IP }]);
    expect(changes).toMatchObject([{ action: 'delete', key: '100.64.0.7' }]);
  });

  test('but not with a policy or group of the same name that is stuck', () => {
    const untaken = new Map([[IP, writeSignature(aPolicy({ name: IP }))]]);
    const there = {
      policies: [policyItem(), policyItem(IP, { policyId: 'gui' })],
      subscribers: [subscriberItem(OTHER, 'maria', 'Gold')],
    };
    const desired = { policies: [aPolicy(), aPolicy({ name: IP })], subscribers: [aSubscriber()] };
    const { changes, stuck } = plan(desired, there, { ...DIFF, untaken }, ours);
    expect(stuck).toMatchObject([{ kind: 'policy', key: IP }]);
    expect(changes.at(-1)).toMatchObject({ action: 'delete', key: OTHER });
  });

  test('a while ago keeps the entry that long, and is counted', () => {
    const grace = { seconds: 900, now: 1000 };
    const away = owning({ subscriber: { [IP]: { since: 500 }, [OTHER]: { since: 500 } } });
    const { changes, remarks } = plan({}, bqn, { ...DIFF, grace }, away);
    expect([changes, remarks]).toEqual([[], [{ kind: 'in grace', customers: 2 }]]);
  });
});

describe('an entry that is emptied', () => {
  test('says all that it is, so that it may be created anew with what it held', () => {
    const subscribers = [subscriberItem(IP, 'maria', 'Gold', { quota: { volume: 5 } })];
    const [change] = plan({}, { policies: [policyItem()], subscribers }, DIFF, owning({ subscriber: [IP] })).changes;
    expect(change).toEqual({
      kind: 'subscriber',
      action: 'update',
      key: IP,
      path: IP,
      who: 'maria',
      fields: [{ field: 'policyRate', from: 'Gold', to: null }],
      why: { kind: 'quota' },
      body: { policyRate: '' },
      whole: { subscriberId: 'maria', policyRate: '', quota: { volume: 5 } },
      policy: null,
      seen: false,
      otherwise: undefined,
      letsGo: false,
      belongsTo: [IP],
    });
  });

  test('keeps its name when it is created anew, and gets none where it has none', () => {
    const wholes = (item: object) => {
      const desired = aDesired({ subscribers: [aSubscriber()], claims: [['maria', '2001:db8:0:10::/64']] });
      const bqn = aBqn({ policies: [policyItem('Lead')], subscribers: [{ subscriberIp: '2001:db8:0:10::', ...item }] });
      const { changes } = planChanges(desired, bqn, owning({ policy: ['Lead'] }), NEVER);
      return changes.flatMap((change) => (change.key.includes(':') && 'whole' in change ? [change.whole] : []));
    };
    const written = { policyRate: 'Lead', policyAssignedBy: 'api' };
    expect(wholes({ ...written, subscriberId: 'jose' })).toEqual([{ subscriberId: 'jose', policyRate: '' }]);
    expect(wholes(written)).toEqual([{ policyRate: '' }]);
  });
});

describe('whom billing does not know, under a policy that a plan takes over', () => {
  const theirs = (policy: string) => ({ subscribers: [subscriberItem('198.51.100.1', 'server', policy)] });

  test('is told as at their address, with the policy for a reason', () => {
    const bqn = { policies: [policyItem('Gold', { rateLimitDownlink: { rate: 900_000 } })], ...theirs('Gold') };
    const { fates } = plan({ policies: [aPolicy()] }, bqn);
    const place = { customer: 'server', login: 'server', ip: '198.51.100.1', movedFrom: undefined };
    const rest = { contractGone: false, contract: 0, status: '', plan: 0, effect: 'slows' };
    const rates = { kind: 'limited', policy: 'Gold', upKbps: 50_000 };
    const why = { kind: 'policy changed', policy: 'Gold', why: { kind: 'plan policy', id: '1' } };
    expect(fates).toEqual([
      { ...place, ...rest, from: { ...rates, downKbps: 900_000 }, to: { ...rates, downKbps: 100_000 }, why },
    ]);
  });

  test('is told nothing of a policy that only gets another id, or is made', () => {
    const renamed = { policies: [policyItem('Gold', { policyId: '7' })], ...theirs('Gold') };
    expect(plan({ policies: [aPolicy()] }, renamed).fates).toEqual([]);
    expect(plan({ policies: [aPolicy()] }, theirs('Gold')).fates).toEqual([]);
    const unnamed = { policies: [policyItem('Gold', { rateLimitDownlink: { rate: 9 } })], ...theirs('') };
    expect(plan({ policies: [aPolicy()] }, unnamed).fates).toEqual([]);
  });
});

describe('groups', () => {
  const maria = aSubscriber();
  const heir = aSubscriber({ ip: IP, id: 'heir' });
  const policies = [BLOCK_ITEM, policyItem()];
  const others = { policies, subscribers: [subscriberItem(IP, 'maria', 'Gold')] };

  test('whoever made it, a group that holds an heir’s address and prefix lets go; with nothing left it is deleted', () => {
    const groups = [groupItem('DS-gone', { subscriberMembers: [IP], subscriberRanges: [PREFIX], policyRate: 'Gold' })];
    const desired: DesiredParts = { subscribers: [heir], claims: [['heir', PREFIX]], proven: { logins: 'cut' } };
    const { changes } = plan(desired, { policies, groups }, { ...DIFF, prune: 'none' });
    expect(changes.filter(({ kind }) => kind === 'group')).toMatchObject([{ action: 'delete', letsGo: true }]);
  });

  test('one that keeps something keeps it', () => {
    const groups = [groupItem('DS-gone', { subscriberMembers: [IP, '100.64.0.9'], policyRate: 'Gold' })];
    const { changes } = plan({ subscribers: [heir] }, { policies, groups });
    expect(changes.find(({ kind }) => kind === 'group')).toMatchObject({
      action: 'update',
      body: { subscriberMembers: ['100.64.0.9'], policyRate: 'Gold' },
      letsGo: true,
    });
  });

  test('one that was taken over is emptied and never deleted', () => {
    const groups = [groupItem('DS-gone', { subscriberMembers: [IP], policyRate: 'Gold' })];
    const owned = owning({ group: { 'DS-gone': { takenOver: true } } });
    const { changes } = plan({ subscribers: [heir] }, { policies, groups }, DIFF, owned);
    expect(changes.find(({ kind }) => kind === 'group')).toMatchObject({ action: 'update' });
  });

  test('a group without anything of anybody is left as it is', () => {
    const groups = [groupItem('DS-maria', {}), groupItem('DS-gone', { subscriberRanges: [PREFIX] })];
    expect(plan({ policies: [aPolicy()], subscribers: [maria] }, { ...others, groups }).changes).toEqual([]);
  });

  test('with dual stack off the group of a customer is deleted if it is ours, and else follows', () => {
    const groups = [groupItem('DS-maria', { subscriberMembers: [IP], subscriberRanges: [PREFIX], policyRate: 'Gold' })];
    const blocked = { policies: [BLOCK], subscribers: [aSubscriber({ standing: BLOCKED })] };
    const ours = plan(blocked, { ...others, groups }, DIFF, owning({ group: ['DS-maria'] }));
    expect(briefly(ours)).toContain('delete group DS-maria');
    const { changes } = plan(blocked, { ...others, groups });
    expect(changes.find(({ kind }) => kind === 'group')).toMatchObject({ policy: 'Billing-Block', action: 'update' });
  });

  test('last good ranges stay, unless somebody else holds them; where there is no group, none is made', () => {
    const desired: DesiredParts = {
      policies: [aPolicy()],
      subscribers: [maria, aSubscriber({ ip: OTHER, id: 'ana', loginId: 2 })],
      groups: [aGroup(maria, 'last good')],
      claims: [['ana', '2001:db8:0:20::/60']],
    };
    const ranges = [PREFIX, '2001:db8:0:20::/60'];
    const groups = [groupItem('DS-maria', { subscriberMembers: [IP], subscriberRanges: ranges, policyRate: 'Gold' })];
    const found = plan(desired, { ...others, groups }).changes.find(({ kind }) => kind === 'group');
    expect(found).toMatchObject({ body: { subscriberRanges: [PREFIX] } });
    expect(plan(desired, others).changes.filter(({ kind }) => kind === 'group')).toEqual([]);
  });

  test('a prefix longer than /64, and a /64 among the members, are what they are', () => {
    const desired = {
      policies: [aPolicy()],
      subscribers: [maria],
      groups: [aGroup(maria, ['2001:db8:1:1::/64', '2001:db8:2:2:8000::/68'])],
    };
    const listed = { subscriberMembers: [IP, '2001:db8:1:1::/64'], subscriberRanges: ['2001:db8:2:2::/64'] };
    const groups = [groupItem('DS-maria', { ...listed, policyRate: 'Gold' })];
    expect(plan(desired, { ...others, groups }).changes).toEqual([]);
  });

  test('a member that is no customer’s address or prefix is nobody’s', () => {
    const groups = [groupItem('DS-gone', { subscriberMembers: ['fe80::1'], policyRate: 'Gold' })];
    expect(plan({ claims: [['x', PREFIX]] }, { ...others, groups }).changes).toEqual([]);
  });

  test('a BQN that drops the policy of groups is told, and they are not written again', () => {
    const desired = { policies: [aPolicy()], subscribers: [maria], groups: [aGroup(maria, [PREFIX])] };
    const groups = [groupItem('DS-maria', { subscriberMembers: [IP], subscriberRanges: [PREFIX] })];
    const found = plan(desired, { ...others, groups }, { ...DIFF, dropsGroupPolicy: true });
    expect([found.changes, found.remarks]).toEqual([[], [{ kind: 'drops group policy', customers: 1 }]]);
    expect(plan(desired, others, { ...DIFF, dropsGroupPolicy: true }).remarks).toEqual([]);
  });

  test('while an entry cannot be read no policy goes: it may be the one that the entry names', () => {
    const bqn = aBqn({ policies: [policyItem('Old')] });
    const owned = owning({ policy: { Old: { id: policyItem('Old')['policyId'] as string } } });
    expect(briefly(planChanges(aDesired({}), bqn, owned, DIFF))).toContain('delete policy Old');
    expect(briefly(planChanges(aDesired({}), { ...bqn, odd: ['a subscriber has no name'] }, owned, DIFF))).toEqual([]);
  });

  test('entries out of shape are passed over aloud, the first with its name', () => {
    const odd = ['a subscriber without an address', 'the group G has members that are no texts'];
    const { remarks } = planChanges(aDesired({}), { ...aBqn({}), odd }, owning(), DIFF);
    expect(remarks).toEqual([{ kind: 'passed over', odd }]);
    expect(remarks.map(remarkText)).toEqual([expect.stringMatching(/^2 entries .*a subscriber without an address$/)]);
  });

  test('an operator’s group that gives customers another policy is reported and not touched', () => {
    const subscribers = many(5, (number) => aSubscriber({ ip: address(number), id: `l${number}` }));
    const members = subscribers.map(({ ip }) => ip);
    const groups = [
      groupItem('VIP', { subscriberMembers: members, policyRate: 'VIP' }),
      groupItem('One', { subscriberMembers: members.slice(0, 1), policyRate: 'VIP' }),
      groupItem('Same', { subscriberMembers: members, policyRate: 'Gold' }),
      groupItem('Nothing', { subscriberMembers: members }),
    ];
    const { changes, remarks } = plan({ policies: [aPolicy()], subscribers }, { policies, groups });
    expect(changes.filter(({ kind }) => kind === 'group')).toEqual([]);
    expect(remarks.map(remarkText)).toEqual([
      expect.stringContaining('and 2 more'),
      expect.stringContaining('group One'),
    ]);
  });

  test('of a policy that is not there: a stranger goes all the same', () => {
    const groups = [groupItem('DS-maria', { subscriberMembers: [IP, OTHER], policyRate: 'Gold' })];
    const bqn = { subscribers: [subscriberItem(IP, 'maria', 'Gold')], groups };
    const desired = {
      subscribers: [maria, aSubscriber({ ip: OTHER, id: 'ana', loginId: 2 })],
      groups: [aGroup(maria, [PREFIX])],
    };
    expect(plan(desired, bqn).changes.find(({ kind }) => kind === 'group')).toMatchObject({
      policy: null,
      letsGo: true,
    });
  });
});

describe('an address in doubt', () => {
  const rivals = [aSubscriber(), aSubscriber({ id: 'jose', loginId: 2, choice: { kind: 'named', name: 'Lead' } })];
  const policies = [BLOCK_ITEM, policyItem(), policyItem('Lead')];
  const owned = owning({ policy: ['Gold', 'Lead'], subscriber: { [IP]: { id: 'gone', login: 9 } } });
  const at = (id: string, policy: string, bqn: Lists = {}) =>
    plan(
      { doubts: [rivals] },
      { policies, subscribers: [subscriberItem(IP, id, policy)], ...bqn },
      { ...DIFF, prune: 'none' },
      owned,
    );

  test('is left with a plan of one of them, also under a name that nobody knows', () => {
    expect(at('maria', 'Gold').changes).toEqual([]);
    expect(at('maria@isp', 'Gold').changes).toEqual([]);
  });

  test.each([
    ['a block that none of them is due', 'maria', 'Billing-Block'],
    ['a block under a name that nobody knows', 'maria@isp', 'Billing-Block'],
    ['the plan of somebody else', 'gone', 'Gold'],
  ])('loses %s', (_, id, policy) => {
    expect(at(id, policy).changes).toMatchObject([{ key: IP, body: { policyRate: '' } }]);
  });

  test('keeps a block that one of them is due, and a policy of the operator’s', () => {
    const due = [
      aSubscriber({ standing: BLOCKED }),
      aSubscriber({ id: 'jose', standing: { kind: 'silent', contract: 2 } }),
    ];
    const bqn = { policies, subscribers: [subscriberItem(IP, 'maria', 'Billing-Block')] };
    expect(plan({ doubts: [due] }, bqn, NEVER, owned).changes).toEqual([]);
    expect(plan({ doubts: [rivals] }, { subscribers: [subscriberItem(IP, 'x', 'VIP')] }).changes).toEqual([]);
    expect(plan({ doubts: [rivals] }, {}).changes).toEqual([]);
  });

  test('keeps the block of one who is due it beside one who is not', () => {
    const one = [aSubscriber(), aSubscriber({ id: 'jose', loginId: 2, standing: BLOCKED })];
    const bqn = { policies, subscribers: [subscriberItem(IP, 'maria', 'Billing-Block')] };
    expect(plan({ doubts: [one] }, bqn, NEVER, owned).changes).toEqual([]);
  });

  test('what says nothing, comes from rules or has no name is left, whosever it is', () => {
    expect(at('gone', '').changes).toEqual([]);
    const from = (item: object) =>
      plan({ doubts: [rivals] }, { policies, subscribers: [{ subscriberIp: IP, ...item }] }, NEVER, owned).changes;
    expect(from({ subscriberId: 'gone', policyRate: 'Gold', policyAssignedBy: 'rules' })).toEqual([]);
    expect(from({ policyRate: 'Gold', policyAssignedBy: 'api' })).toEqual([]);
  });

  test('an entry without a name that blocks is emptied, too', () => {
    const subscribers = [{ subscriberIp: IP, policyRate: 'Billing-Block', policyAssignedBy: 'api' }];
    expect(plan({ doubts: [rivals] }, { policies, subscribers }, NEVER, owned).changes).toMatchObject([
      { who: IP, whole: { policyRate: '' } },
    ]);
  });

  test('the group of the one whose entry stands there says what the entry says; others let go of the address', () => {
    const groups = ['DS-maria', 'DS-jose'].map((name) =>
      groupItem(name, { subscriberMembers: [IP], subscriberRanges: [PREFIX], policyRate: 'Gold' }),
    );
    const { changes } = at('maria', 'Gold', { groups });
    expect(changes).toMatchObject([{ key: 'DS-jose', policy: 'Lead', body: { subscriberMembers: [] } }]);
  });

  test.each([
    ['blocked', { standing: BLOCKED }, 'Billing-Block'],
    ['undecided', { standing: { kind: 'silent', contract: 2 } }, 'Gold'],
    ['on a plan that is not there', { choice: { kind: 'named', name: 'New' } }, 'Gold'],
    ['on an unreadable plan', { choice: { kind: 'ifThere', name: 'Lead' } }, 'Gold'],
  ] as const)('the group of a rival who is %s', (_, fields, policy) => {
    const groups = [groupItem('DS-jose', { subscriberMembers: [IP], subscriberRanges: [PREFIX], policyRate: 'Gold' })];
    const bqn = { policies, subscribers: [subscriberItem(IP, 'maria', 'Gold')], groups };
    const doubts = [[aSubscriber(), aSubscriber({ id: 'jose', loginId: 2, ...fields })]];
    expect(plan({ doubts }, bqn, NEVER, owned).changes).toMatchObject([{ key: 'DS-jose', policy }]);
  });
});

describe('what stood there before under a name that we need', () => {
  test('a policy of another id is taken over aloud, with who uses it', () => {
    const bqn = {
      policies: [policyItem('Gold', { policyId: undefined, rateLimitDownlink: {}, rateLimitUplink: {} })],
      subscribers: [subscriberItem('198.51.100.1', 'server', 'Gold')],
      groups: [groupItem('VIP', { policyRate: 'Gold' })],
    };
    const { takenOver, fates } = plan({ policies: [aPolicy()] }, bqn);
    expect(takenOver).toMatchObject([{ kind: 'policy', key: 'Gold', users: 2 }]);
    // The operator's own customers count at the gate.
    expect(fates).toMatchObject([{ login: 'server', effect: 'slows' }]);
  });

  test('a name that is ours in the ledger, under another id, is not among ours', () => {
    const owned = owning({ policy: { Old: { id: '7' }, Bare: {} }, subscriber: { [IP]: { id: 'maria' } } });
    const bqn = {
      policies: [policyItem('Old'), policyItem('Bare', { policyId: undefined })],
      subscribers: [subscriberItem(IP, 'jose', '')],
    };
    const { ours } = plan({}, bqn, { ...DIFF, prune: 'none' }, owned);
    expect([[...ours.policy.keys()], ours.policy.get('Bare'), ours.subscriber.size]).toEqual([['Bare'], '', 0]);
    expect(mayDelete({ kind: 'subscriber', key: IP, id: 'jose', assignedBy: 'api' }, 'owned', owned, true)).toBe(false);
  });
});

test('an uninstall wants nothing at all', () => {
  const owned = owning({ group: ['DS-maria'] });
  const groups = [groupItem('DS-maria', { subscriberMembers: [IP], subscriberRanges: [PREFIX] })];
  const reason = { kind: 'asked', flag: '--remove-all' } as const;
  const found = planChanges(NOTHING_DESIRED, aBqn({ groups }), owned, { ...DIFF, reason });
  expect(found.changes).toMatchObject([{ action: 'delete', why: reason }]);
});
