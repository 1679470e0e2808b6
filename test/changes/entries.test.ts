import { describe, expect, test } from 'vitest';
import { planChanges } from '../../src/changes/diff.ts';
import { gate } from '../../src/changes/gate.ts';
import { NO_MEMORY } from '../../src/changes/gate-memory.ts';
import type { Group, Subscriber } from '../../src/mapping/desired.ts';
import {
  aBqn,
  aDesired,
  aGroup,
  aPolicy,
  aSubscriber,
  BLOCK_ITEM,
  BLOCKED,
  briefly,
  DIFF,
  groupItem,
  owning,
  policyItem,
  subscriberItem,
} from '../support/builders.ts';

/** One customer with several entries, and several customers in one group, as they are planned. */

const IPV4 = '100.64.0.1';
const PREFIX = '2001:db8:0:1::';
const maria = aSubscriber({ ip: IPV4 });
const prefix = aSubscriber({ ip: PREFIX, main: IPV4 });
const POLICIES = [policyItem(), BLOCK_ITEM];
const ENTRIES = [subscriberItem(IPV4, 'maria', 'Gold'), subscriberItem(PREFIX, 'maria', 'Gold')];
const OURS = owning({ policy: ['Gold'], subscriber: [IPV4, PREFIX] });

function planned(subscribers: readonly Subscriber[], entries = ENTRIES) {
  const desired = aDesired({ policies: [aPolicy()], subscribers });
  return planChanges(desired, aBqn({ policies: POLICIES, subscribers: entries }), OURS, DIFF);
}

describe('one customer with two entries', () => {
  const told = ({ fates }: ReturnType<typeof planned>) => fates.map(({ effect, ip }) => `${effect} ${ip}`);

  test('is one customer, blocked once at both', () => {
    const plan = planned([
      { ...maria, standing: BLOCKED },
      { ...prefix, standing: BLOCKED },
    ]);
    expect(briefly(plan)).toEqual([`update subscriber ${IPV4}`, `update subscriber ${PREFIX}`]);
    expect(told(plan)).toEqual([`blocks ${IPV4}`]);
    expect([plan.wanted, plan.managed]).toEqual([1, 1]);
  });

  test('whose prefix alone is under a block is let through there, and that is told', () => {
    const plan = planned([maria, prefix], [ENTRIES[0] ?? {}, subscriberItem(PREFIX, 'maria', 'Billing-Block')]);
    expect(briefly(plan)).toEqual([`update subscriber ${PREFIX}`]);
    expect(told(plan)).toEqual([`opens ${PREFIX}`]);
  });

  test('whose prefix is new, or gone, does not move', () => {
    const [ipv4 = {}] = ENTRIES;
    expect(told(planned([maria, prefix], [ipv4]))).toEqual([]);
    expect(briefly(planned([maria, prefix], [ipv4]))).toEqual([`create subscriber ${PREFIX}`]);
    expect(told(planned([maria]))).toEqual([]);
    expect(briefly(planned([maria]))).toEqual([`delete subscriber ${PREFIX}`]);
  });

  test('who reconnects at another IPv4 moved from the IPv4', () => {
    const there = '100.64.0.2';
    const at = [
      { ...maria, ip: there, standing: BLOCKED },
      { ...prefix, main: there, standing: BLOCKED },
    ];
    expect(planned(at).fates).toMatchObject([{ effect: 'blocks', ip: there, movedFrom: IPV4 }]);
  });

  test('leaves once, and both entries are held back together', () => {
    const away = planned([]);
    expect(told(away)).toEqual([`leaves ${IPV4}`]);
    expect(briefly(away)).toEqual([`delete subscriber ${IPV4}`, `delete subscriber ${PREFIX}`]);
    const entries = Array.from({ length: 12 }, (_none, at) => [
      subscriberItem(`100.64.1.${at}`, `c${at}`, 'Gold'),
      subscriberItem(`2001:db8:1:${at}::`, `c${at}`, 'Gold'),
    ]).flat();
    const owned = owning({ subscriber: entries.map(({ subscriberIp }) => String(subscriberIp)) });
    const bqn = aBqn({ policies: POLICIES, subscribers: entries });
    const planWith = () => planChanges(aDesired({ policies: [aPolicy()] }), bqn, owned, DIFF);
    const limits = { maxDelete: 30, maxBlock: 20, maxSpeed: 20, approved: new Map(), force: false };
    const { plan, heldBack, putOff, waiting } = gate(planWith(), limits, NO_MEMORY, bqn, planWith);
    expect([heldBack, putOff]).toMatchObject([[], { count: 12 }]);
    expect(waiting.size).toBe(12);
    expect(briefly(plan)).toEqual([]);
  });

  test('two logins of one name stay apart, each counted at its IPv4', () => {
    const there = { ip: '100.64.0.2', loginId: 2, standing: BLOCKED };
    const plan = planned([
      maria,
      prefix,
      { ...maria, ...there },
      { ...prefix, ...there, ip: '2001:db8:0:2::', main: there.ip },
    ]);
    expect([...plan.online.keys()]).toEqual(['login 1', 'login 2']);
    expect(plan.wanted).toBe(2);
  });

  test('whose address is in doubt is known by the prefix', () => {
    const desired = aDesired({
      policies: [aPolicy()],
      subscribers: [prefix],
      doubts: [[maria, { ...maria, id: 'x' }]],
    });
    const plan = planChanges(desired, aBqn({ policies: POLICIES, subscribers: ENTRIES }), OURS, DIFF);
    expect(briefly(plan)).toEqual([]);
  });
});

test('a prefix in doubt leaves the groups of those who show it alone', () => {
  const rivals = [prefix, { ...prefix, id: 'jose', loginId: 2 }];
  const desired = aDesired({ policies: [aPolicy()], subscribers: [maria], doubts: [rivals] });
  const group = groupItem('DS-jose', { subscriberMembers: ['100.64.0.9'], policyRate: 'Gold' });
  const bqn = aBqn({ policies: POLICIES, subscribers: ENTRIES.slice(0, 1), groups: [group] });
  expect(planChanges(desired, bqn, OURS, DIFF).changes).toEqual([]);
});

describe('the entry of a prefix that is somebody else’s now, where such entries are not wanted', () => {
  const held = (entries: Parameters<typeof planned>[1], who: string) =>
    planChanges(
      aDesired({ policies: [aPolicy()], subscribers: [maria], claims: [[who, '2001:db8:0:1::/64']] }),
      aBqn({ policies: [...POLICIES, policyItem('Lead')], subscribers: entries ?? [] }),
      owning({ policy: ['Gold', 'Lead'], subscriber: [IPV4] }),
      DIFF,
    ).changes.filter(({ key }) => key === PREFIX);
  const entry = (policy: string, fields = {}) => [
    ...ENTRIES.slice(0, 1),
    subscriberItem(PREFIX, 'jose', policy, fields),
  ];

  test('says nothing any more, whoever made it', () => {
    expect(held(entry('Lead'), 'maria')).toMatchObject([{ action: 'update', body: { policyRate: '' } }]);
    expect(held(entry('Billing-Block'), 'maria')).toMatchObject([{ action: 'update', body: { policyRate: '' } }]);
    const nobodys = [{ subscriberIp: PREFIX, policyRate: 'Lead', policyAssignedBy: 'api' }];
    expect(held(nobodys, 'maria')).toMatchObject([{ action: 'update', policy: null }]);
  });

  test('nor that of a customer who is online elsewhere, under a policy that no plan makes any more', () => {
    const old = [...ENTRIES.slice(0, 1), subscriberItem(PREFIX, 'maria', 'Former')];
    expect(held(old, 'jose')).toMatchObject([{ action: 'update', body: { policyRate: '' } }]);
  });

  test('nor one that the ledger knows for ours, whatever it names', () => {
    const entries = [...ENTRIES.slice(0, 1), subscriberItem(PREFIX, 'jose', 'Former')];
    const plan = planChanges(
      aDesired({ policies: [aPolicy()], subscribers: [maria], claims: [['maria', '2001:db8:0:1::/64']] }),
      aBqn({ policies: POLICIES, subscribers: entries }),
      owning({ subscriber: [IPV4, PREFIX] }),
      { ...DIFF, prune: 'none' },
    );
    expect(plan.changes.filter(({ key }) => key === PREFIX)).toMatchObject([{ action: 'update', policy: null }]);
  });

  test('that of one of several who have this name is theirs, if the prefix is', () => {
    const namesake = aSubscriber({ ip: '100.64.0.2', loginId: 2 });
    const become = (subscribers: readonly Subscriber[]) =>
      planChanges(
        aDesired({ policies: [aPolicy()], subscribers, claims: [['maria', '2001:db8:0:1::/64']] }),
        aBqn({ policies: POLICIES, subscribers: [...ENTRIES.slice(0, 1), subscriberItem(PREFIX, 'maria', 'Gold')] }),
        owning({ policy: ['Gold'] }),
        DIFF,
      ).changes.filter(({ key }) => key === PREFIX);
    expect(become([maria])).toEqual([]);
    expect(become([maria, namesake])).toEqual([]);
  });

  test.each([
    ['of one login that shows it twice stays', ['maria', 'maria'], 0],
    ['of two logins says nothing any more', ['maria', 'jose'], 1],
  ])('a prefix %s', (_what, who, count) => {
    const { changes } = planChanges(
      aDesired({
        policies: [aPolicy()],
        subscribers: [maria],
        claims: who.map((id) => [id, '2001:db8:0:1::/64'] as const),
      }),
      aBqn({ policies: POLICIES, subscribers: [...ENTRIES.slice(0, 1), subscriberItem(PREFIX, 'maria', 'Gold')] }),
      owning({ policy: ['Gold'], subscriber: [IPV4] }),
      DIFF,
    );
    expect(changes.filter(({ key }) => key === PREFIX)).toHaveLength(count);
  });

  test('is not deleted as well', () => {
    const { changes } = planChanges(
      aDesired({ policies: [aPolicy()], subscribers: [maria], claims: [['maria', '2001:db8:0:1::/64']] }),
      aBqn({ policies: POLICIES, subscribers: entry('Gold') }),
      owning({ policy: ['Gold'], subscriber: [IPV4, PREFIX] }),
      DIFF,
    );
    expect(changes.filter(({ key }) => key === PREFIX)).toMatchObject([{ action: 'update' }]);
  });

  test('stays where the prefix is theirs, it says nothing, or the policy is the operator’s or from rules', () => {
    expect(held(entry('Gold'), 'jose')).toEqual([]);
    expect(held(entry(''), 'maria')).toEqual([]);
    expect(held([...ENTRIES.slice(0, 1), subscriberItem(PREFIX, 'maria', '')], 'jose')).toEqual([]);
    expect(held(entry('Operator'), 'maria')).toEqual([]);
    expect(held(entry('Gold', { policyAssignedBy: 'rules' }), 'maria')).toEqual([]);
  });
});

describe('several customers in one group', () => {
  const jose = aSubscriber({ ip: '100.64.0.2', id: 'jose', loginId: 2 });
  const entries = [subscriberItem(IPV4, 'maria', 'Gold'), subscriberItem(jose.ip, 'jose', 'Gold')];
  const group = (ranges: Group['ranges'], others: Group['ranges'], joined = jose): Group => ({
    ...aGroup(maria, ranges),
    joined: [{ subscriber: joined, ranges: others }],
  });
  const plan = (
    wanted: Group,
    listed?: readonly string[],
    subscribers = [maria, jose],
    ranges: readonly string[] = [],
  ) =>
    planChanges(
      aDesired({ policies: [aPolicy()], subscribers, groups: [wanted] }),
      aBqn({
        policies: POLICIES,
        subscribers: entries,
        ...(listed && {
          groups: [
            groupItem('DS-maria', { subscriberMembers: listed, subscriberRanges: [...ranges], policyRate: 'Gold' }),
          ],
        }),
      }),
      owning({ policy: ['Gold'], subscriber: [IPV4, jose.ip], group: ['DS-maria'] }),
      DIFF,
    );

  test('is made with all of them, and agrees then', () => {
    expect(plan(group([], [])).changes).toMatchObject([
      { action: 'create', key: 'DS-maria', body: { subscriberMembers: [IPV4, jose.ip] }, belongsTo: [IPV4, jose.ip] },
    ]);
    expect(plan(group([], []), [IPV4, jose.ip]).changes).toEqual([]);
  });

  test('keeps what it had of a prefix that cannot be read today, of whoever it is', () => {
    const had = ['2001:db8:0:2::/64'];
    expect(plan(group([], 'last good'), [IPV4, jose.ip], [maria, jose], had).changes).toEqual([]);
    expect(plan(group([], 'last good')).changes).toMatchObject([{ body: { subscriberRanges: [] } }]);
    expect(plan(group('last good', had), [IPV4, jose.ip], [maria, jose], had).changes).toEqual([]);
  });

  test('who is under another policy is not in it, nor is their prefix; one address alone makes none', () => {
    const other = { ...jose, standing: BLOCKED };
    const had = ['2001:db8:0:1::/64', '2001:db8:0:2::/64'];
    const left = plan(group('last good', ['2001:db8:0:2::/64'], other), [IPV4, jose.ip], [maria, other], had);
    expect(left.changes.filter(({ kind }) => kind === 'group')).toMatchObject([
      { action: 'update', body: { subscriberMembers: [IPV4], subscriberRanges: ['2001:db8:0:1::/64'] } },
    ]);
    expect(plan(group([], [], other), undefined, [maria, other]).changes.map(({ kind }) => kind)).toEqual([
      'subscriber',
    ]);
  });

  test('all whom it blocks though their entries say otherwise are told to be let through, each', () => {
    const blocked = underBlock({ kind: 'open', contract: 501, status: 'A' });
    expect(blocked.fates.map(({ effect, ip }) => `${effect} ${ip}`)).toEqual([`opens ${IPV4}`, `opens ${jose.ip}`]);
    expect(blocked.changes).toMatchObject([{ key: 'DS-maria', body: { policyRate: 'Gold' } }]);
  });

  test('while nobody can say whether its block is due, it stays for all of them', () => {
    expect(underBlock({ kind: 'unread', contract: 501 })).toMatchObject({ changes: [], fates: [] });
  });

  /** The group blocks both, of whom the entries say that they are in service: half of the end of a block was refused. */
  function underBlock(standing: Subscriber['standing']) {
    const both = [maria, jose].map((one) => ({ ...one, standing }));
    const [lead = maria, other = jose] = both;
    return planChanges(
      aDesired({
        policies: [aPolicy()],
        subscribers: both,
        groups: [{ ...aGroup(lead, []), joined: [{ subscriber: other, ranges: [] }] }],
      }),
      aBqn({
        policies: POLICIES,
        subscribers: entries,
        groups: [groupItem('DS-maria', { subscriberMembers: [IPV4, jose.ip], policyRate: 'Billing-Block' })],
      }),
      owning({ policy: ['Gold'], subscriber: [IPV4, jose.ip], group: ['DS-maria'] }),
      DIFF,
    );
  }
});
