import { describe, expect, test } from 'vitest';
import { type Change, policyAfter } from '../../src/changes/change-plan.ts';
import type { DiffOptions } from '../../src/changes/diff.ts';
import { writeSignature } from '../../src/changes/diff-policies.ts';
import type { Group, Subscriber } from '../../src/mapping/desired.ts';
import { remarkText, wasAndBecomes } from '../../src/report/remark-text.ts';
import { whyText } from '../../src/report/why-text.ts';
import type { JsonObject } from '../../src/text/json.ts';
import {
  aGroup,
  aPolicy,
  aSubscriber,
  BLOCKED,
  type DesiredParts,
  DIFF,
  groupItem,
  type OwnedNames,
  owning,
  policyItem,
  subscriberItem,
} from '../support/builders.ts';
import { keeping, plan, TWO_PLANS } from '../support/planning.ts';

/** What becomes of one group: whose it is, what it should hold, and what it lets go of. */

const IP = '100.64.0.1';
const OTHER = '100.64.0.2';
const OLD = '100.64.0.9';
const RANGE = '2001:db8:0:10::/64';
const RANGE_2 = '2001:db8:0:20::/64';
const BLOCK = 'Billing-Block';
const maria = aSubscriber();
const jose = aSubscriber({ ip: OTHER, id: 'jose', loginId: 2 });
const ENTRIES = [subscriberItem(IP, 'maria', 'Gold'), subscriberItem(OTHER, 'jose', 'Gold')];

interface Case {
  readonly wanted?: readonly Group[];
  readonly subscribers?: readonly Subscriber[];
  readonly more?: DesiredParts;
  readonly groups?: readonly JsonObject[];
  readonly entries?: readonly JsonObject[];
  readonly owned?: OwnedNames;
  readonly options?: Partial<DiffOptions>;
}

function planned({ wanted = [], subscribers = [maria, jose], more, groups = [], entries, owned, options }: Case) {
  const made = plan(
    { policies: TWO_PLANS.wanted, subscribers, groups: wanted, ...more },
    { policies: TWO_PLANS.listed, subscribers: entries ?? ENTRIES, groups },
    { ...DIFF, prune: 'none', ...options },
    owning({ policy: TWO_PLANS.owned, ...(owned && { group: owned }) }),
  );
  return { plan: made, changes: made.changes.filter(({ kind }) => kind === 'group') };
}

/** `update Gold: 100.64.0.1 2001:db8:0:10::/64`. */
function shown(change: Change): string {
  if (change.action === 'delete') return `delete ${change.key}`;
  const { subscriberMembers: members, subscriberRanges: ranges } = change.body;
  return `${change.action} ${policyAfter(change) ?? 'none'}: ${[members, ranges].flat().join(' ')}`.trim();
}

const become = (one: Case) => planned(one).changes.map(shown);
const dsGroup = (members: readonly string[], ranges: readonly string[], policyRate: string, name = 'DS-maria') =>
  groupItem(name, { subscriberMembers: [...members], subscriberRanges: [...ranges], policyRate });

describe('a group that is wanted', () => {
  test('agrees as a set, in whatever order it is listed', () => {
    const wanted = [aGroup(maria, [RANGE, RANGE_2])];
    const { plan, changes } = planned({ wanted, groups: [dsGroup([IP], [RANGE_2, RANGE], 'Gold')] });
    expect([changes, plan.unchanged.group]).toEqual([[], 1]);
    expect(become({ wanted, groups: [dsGroup([IP], [RANGE_2], 'Gold')] })).toEqual([
      `update Gold: ${IP} ${RANGE} ${RANGE_2}`,
    ]);
    expect(become({ wanted, groups: [dsGroup([OLD], [RANGE, RANGE_2], 'Gold')] })).toHaveLength(1);
    expect(become({ wanted: [aGroup(maria, [RANGE])], groups: [dsGroup([IP], [RANGE_2], 'Gold')] })).toHaveLength(1);
  });

  test('is written whole, and says which fields differ and why', () => {
    const { changes } = planned({ wanted: [aGroup(maria, [RANGE])], groups: [dsGroup([IP], [RANGE], 'Lead')] });
    expect(changes).toMatchObject([
      {
        action: 'update',
        fields: [{ field: 'policyRate', from: 'Lead', to: 'Gold' }],
        why: { kind: 'follows', id: 'maria', blockedBy: undefined, letsGo: [] },
        who: 'maria',
        seen: false,
        otherwise: undefined,
        letsGo: false,
      },
    ]);
    expect(changes[0]).toHaveProperty('fields.length', 1);
  });

  test('is made with all that it holds, and holds no more than that', () => {
    const { changes } = planned({ wanted: [aGroup(maria, [RANGE])] });
    expect(changes).toMatchObject([
      {
        action: 'create',
        fields: [
          { field: 'policyRate', from: null, to: 'Gold' },
          { field: 'members', from: null, to: IP },
          { field: 'ranges', from: null, to: RANGE },
        ],
      },
    ]);
    const wide = [dsGroup([IP], [RANGE, RANGE_2], 'Gold')];
    expect(become({ wanted: [aGroup(maria, [RANGE])], groups: wide })).toEqual([`update Gold: ${IP} ${RANGE}`]);
  });

  test('says what blocks it', () => {
    const reasonOf = (standing: Subscriber['standing']) => {
      const blocked = aSubscriber({ standing });
      const entries = [subscriberItem(IP, 'maria', BLOCK)];
      return planned({ wanted: [aGroup(blocked, [RANGE])], subscribers: [blocked], entries }).changes.map(({ why }) =>
        whyText(why),
      )[0];
    };
    expect(reasonOf(BLOCKED)).toBe('dual stack of maria, contract 1: CA -> blocked');
    expect(reasonOf({ kind: 'unread', contract: 7 })).toBe('dual stack of maria, contract 7: not read, stays blocked');
  });

  test('under the name of a blocked one, or of one of several of a name, is theirs', () => {
    const named = { ...aGroup(maria, [RANGE]), name: 'DS-maria-7' };
    expect(become({ wanted: [named], groups: [dsGroup([IP], [RANGE], 'Gold', 'DS-maria-7')] })).toEqual([]);
    const second = aSubscriber({ ip: OTHER, loginId: 2 });
    const first = aSubscriber({ choice: { kind: 'named', name: 'Lead' } });
    const entries = [subscriberItem(IP, 'maria', 'Lead'), subscriberItem(OTHER, 'maria', 'Gold')];
    const both = { wanted: [aGroup(second, [RANGE])], subscribers: [first, second], entries };
    expect(become({ ...both, groups: [dsGroup([OTHER], [RANGE], 'Gold')] })).toEqual([]);
  });

  test('of one of several of a name holds nothing of the others, who may be under another policy', () => {
    const first = aSubscriber({ standing: BLOCKED });
    const second = aSubscriber({ ip: OTHER, loginId: 2 });
    const entries = [subscriberItem(IP, 'maria', BLOCK), subscriberItem(OTHER, 'maria', 'Gold')];
    // Claims are found by the name, so of the one who is named first.
    const claims = [['maria', RANGE]] as const;
    const both = { subscribers: [second, first], entries, groups: [dsGroup([OTHER], [RANGE], 'Gold')] };
    expect(become({ ...both, more: { claims } }), 'it holds none of them').toEqual([]);
    expect(become({ ...both, subscribers: [first, second], more: { claims } })).toEqual([
      `update ${BLOCK}: ${IP} ${RANGE}`,
    ]);
  });

  test('that stood there before us is taken over aloud, with what it was and becomes', () => {
    const was = [dsGroup([OLD], [], '')];
    const { plan } = planned({ wanted: [aGroup(maria, [RANGE])], groups: was });
    expect(plan.takenOver).toMatchObject([{ kind: 'group', key: 'DS-maria', users: 0 }]);
    expect(plan.takenOver.map(wasAndBecomes)).toEqual([
      {
        was: `policy none, members ${OLD}, ranges none`,
        becomes: `policy Gold, members ${IP}, ranges ${RANGE}`,
      },
    ]);
    const named = planned({ wanted: [aGroup(maria, [RANGE])], groups: [dsGroup([], [RANGE], 'VIP')] });
    expect(named.plan.takenOver).toMatchObject([{ was: { policy: 'VIP', members: [], ranges: [RANGE] } }]);
    expect(planned({ wanted: [aGroup(maria, [RANGE])], groups: was, owned: ['DS-maria'] }).plan.takenOver).toEqual([]);
    // One that only follows is not ours for it.
    expect(planned({ groups: [dsGroup([OLD], [], 'Gold')] }).plan.takenOver).toEqual([]);
  });

  test('of a policy that is not there is left, unless it blocks whom billing lets through', () => {
    const left = (standing: Subscriber['standing']) => {
      const subscriber = aSubscriber({ standing, choice: { kind: 'named', name: 'New' } });
      const one = { wanted: [aGroup(subscriber, [RANGE])], subscribers: [subscriber] };
      const entries = [subscriberItem(IP, 'maria', 'Dangling')];
      const { plan, changes } = planned({ ...one, entries, groups: [dsGroup([IP], [RANGE], BLOCK)] });
      return [changes.map(shown), plan.stuck.filter(({ kind }) => kind === 'group')];
    };
    const opened = [[`update none: ${IP} ${RANGE}`], []];
    expect(left({ kind: 'open', contract: 1, status: 'A' })).toEqual(opened);
    expect(left({ kind: 'none', contract: 0 })).toEqual(opened);
    expect(
      left({ kind: 'silent', contract: 1 }),
      'a block of theirs of which nobody can say whether it is due',
    ).toEqual([[], []]);
  });

  test('on a BQN that drops the policy of groups: one that has none is no difference, another one is', () => {
    const options = { dropsGroupPolicy: true };
    const wanted = [aGroup(maria, [RANGE])];
    expect(become({ wanted, groups: [dsGroup([IP], [RANGE], '')], options })).toEqual([]);
    expect(become({ wanted, groups: [dsGroup([IP], [RANGE], 'Lead')], options })).toHaveLength(1);
  });
});

describe('a group of several', () => {
  const joined = { ...aGroup(maria, [RANGE]), joined: [{ subscriber: jose, ranges: [RANGE_2] }] };
  const groups = [dsGroup([IP, OTHER], [RANGE, RANGE_2], 'Gold')];
  const claims = [
    ['maria', RANGE],
    ['jose', RANGE_2],
  ] as const;

  test('holds them all, and none is a stranger to it', () => {
    expect(become({ wanted: [joined], groups, more: { claims } })).toEqual([]);
  });

  test('that was made for one of them goes on holding what it held where the lead’s prefix cannot be read', () => {
    const owned = { 'DS-maria': { login: jose.loginId } };
    expect(become({ wanted: [{ ...joined, ranges: 'last good' }], groups, owned, more: { claims } })).toEqual([]);
    const anothers = { 'DS-maria': { login: 99 } };
    const left = become({ wanted: [{ ...joined, ranges: 'last good' }], groups, owned: anothers, more: { claims } });
    expect(left, 'and what was another’s is nothing to go by').toEqual([`update Gold: ${IP} ${OTHER} ${RANGE_2}`]);
  });

  test('who change together are no strangers to it either', () => {
    const lead = { kind: 'named', name: 'Lead' } as const;
    const [one, other] = [aSubscriber({ choice: lead }), { ...jose, choice: lead }];
    const together = { ...aGroup(one, [RANGE]), joined: [{ subscriber: other, ranges: [RANGE_2] }] };
    const { changes } = planned({ wanted: [together], subscribers: [one, other], groups, more: { claims } });
    expect(changes).toMatchObject([
      { policy: 'Lead', letsGo: false, why: { kind: 'follows', id: 'maria', letsGo: [] } },
    ]);
  });

  test('lets go first of one who is let through while the lead is kept from it', () => {
    const holds = keeping('login 1', 'opens');
    const { changes } = planned({
      wanted: [joined],
      groups: [dsGroup([IP, OTHER], [RANGE, RANGE_2], BLOCK)],
      entries: [subscriberItem(IP, 'maria', BLOCK), subscriberItem(OTHER, 'jose', BLOCK)],
      more: { claims },
      options: { holds },
    });
    expect(changes.map(shown)).toEqual([`update ${BLOCK}: ${IP} ${RANGE}`]);
    expect(changes).toMatchObject([{ letsGo: true }]);
  });
});

describe('a group that is not wanted, of a customer who is online', () => {
  test('follows them: to their address, under their policy; and is none of ours for it', () => {
    expect(become({ groups: [dsGroup([OLD], [RANGE], 'Lead')] })).toEqual([`update Gold: ${IP} ${RANGE}`]);
    const { plan, changes } = planned({ groups: [dsGroup([IP], [], 'Gold')] });
    expect([changes, plan.unchanged.group, plan.ours.group.size]).toEqual([[], 0, 0]);
  });

  test('at a block whose end is held back stays at it, and the entry that is let go of stays so', () => {
    const gone = aSubscriber({ standing: { kind: 'none', contract: 5 } });
    const of = (policy: string, holds?: DiffOptions['holds']) =>
      plan(
        { policies: TWO_PLANS.wanted, subscribers: [gone], groups: [aGroup(gone, [RANGE])] },
        {
          policies: TWO_PLANS.listed,
          subscribers: [subscriberItem(IP, 'maria', policy)],
          groups: [groupItem('DS-maria', { subscriberMembers: [IP], subscriberRanges: [RANGE], policyRate: BLOCK })],
        },
        { ...DIFF, ...(holds && { holds }) },
        owning({ policy: TWO_PLANS.owned }),
      ).changes.map(({ key, ...change }) => `${key} ${'policy' in change ? change.policy : 'gone'}`);
    const held = keeping('login 1', 'opens');
    expect(of('Gold')).toEqual(['DS-maria Gold']);
    expect(of('Gold', held)).toEqual([]);
    expect(of('', held), 'it says nothing').toEqual([`${IP} ${BLOCK}`]);
  });

  test('gets no address where it holds none: a prefix among the members is a prefix', () => {
    expect(become({ groups: [dsGroup([RANGE], [], 'Lead')] })).toEqual([`update Gold: ${RANGE}`]);
  });

  test('goes when all that it holds is somebody else’s', () => {
    const claims = [['jose', RANGE]] as const;
    const { changes } = planned({ groups: [dsGroup([RANGE], [], 'Gold')], more: { claims } });
    expect(changes).toMatchObject([
      {
        action: 'delete',
        key: 'DS-maria',
        who: 'maria',
        letsGo: true,
        why: { kind: "held another's", parts: [RANGE] },
      },
    ]);
  });

  test('without anything is left, as are those of whom only an IPv6 entry is wanted', () => {
    expect(become({ groups: [dsGroup([], [], 'Lead')] })).toEqual([]);
    const prefixed = aSubscriber({ ip: '2001:db8:0:10::' });
    expect(become({ subscribers: [prefixed], groups: [dsGroup([OLD], [], 'Lead')] })).toEqual([]);
    const doubts = [[prefixed, aSubscriber({ ip: '2001:db8:0:10::', id: 'ana', loginId: 3 })]];
    expect(become({ subscribers: [], more: { doubts }, groups: [dsGroup([OLD], [], 'Lead')] })).toEqual([]);
  });

  test('of two logins with one name follows the older, whatever their order, and one in doubt never goes before', () => {
    const lead = { kind: 'named', name: 'Lead' } as const;
    const twins = [maria, aSubscriber({ ip: OTHER, loginId: 2, choice: lead })];
    const entries = [subscriberItem(IP, 'maria', 'Gold'), subscriberItem(OTHER, 'maria', 'Lead')];
    const groups = [dsGroup([], [RANGE], 'VIP')];
    for (const subscribers of [twins, [...twins].reverse()])
      expect(become({ subscribers, entries, groups })).toEqual([`update Gold: ${RANGE}`]);
    const doubts = [
      [aSubscriber({ ip: OLD, loginId: 0, choice: lead }), aSubscriber({ ip: OLD, id: 'ana', loginId: 3 })],
    ];
    expect(become({ subscribers: [maria], more: { doubts }, groups })).toEqual([`update Gold: ${RANGE}`]);
  });
});

describe('a group at an address in doubt', () => {
  test('says what the entry there says, if it holds the address', () => {
    const rivals = [maria, aSubscriber({ id: 'jose', loginId: 2, choice: { kind: 'named', name: 'Lead' } })];
    const entries = [subscriberItem(IP, 'maria', 'Lead')];
    const at = (members: readonly string[]) =>
      become({ subscribers: [], more: { doubts: [rivals] }, entries, groups: [dsGroup(members, [RANGE], 'VIP')] });
    expect([at([IP]), at([])]).toEqual([[`update Lead: ${IP} ${RANGE}`], [`update Gold: ${RANGE}`]]);
  });
});

describe('a group that alone says what one gets whose address is in doubt', () => {
  const rivals = (more: Partial<Subscriber>) => [
    { ...maria, ...more },
    { ...jose, ip: IP },
  ];
  const at = (more: Partial<Subscriber>, options?: Partial<DiffOptions>, groups = [dsGroup([], [RANGE], 'Gold')]) =>
    planned({ subscribers: [], more: { doubts: [rivals(more)] }, entries: [], groups, ...(options && { options }) });
  const debtor = { standing: BLOCKED };

  test('shows the gate whom it harms, and keeps whom the gate keeps', () => {
    const { plan: made, changes } = at(debtor);
    expect(changes.map(shown)).toEqual([`update ${BLOCK}: ${RANGE}`]);
    expect(made.fates).toMatchObject([
      { customer: 'login 1', ip: IP, effect: 'blocks', from: { policy: 'Gold' }, group: 'DS-maria', contract: 1 },
    ]);
    const kept = at(debtor, { holds: keeping('login 1', 'blocks') });
    expect([kept.changes, kept.plan.fates]).toEqual([[], []]);
  });

  test('but for whoever has the entry of a prefix, who is told of there', () => {
    const prefix = { ...maria, ...debtor, ip: '2001:db8:0:10::', main: IP };
    const { plan: made, changes } = planned({
      ...{ subscribers: [prefix], more: { doubts: [rivals(debtor)] }, groups: [dsGroup([], [RANGE], 'Gold')] },
      entries: [subscriberItem('2001:db8:0:10::', 'maria', 'Gold')],
    });
    expect(changes.map(shown)).toEqual([`update ${BLOCK}: ${RANGE}`]);
    expect(made.fates.map(({ ip, effect, group }) => [ip, effect, group])).toEqual([
      ['2001:db8:0:10::', 'blocks', undefined],
    ]);
  });

  test('and is no harm where it says what it said, or something better', () => {
    expect(at({}).plan.fates).toEqual([]);
    expect(at({}, {}, [dsGroup([], [RANGE], '')]).plan.fates).toEqual([]);
  });
});

test('a group at an address in doubt waits under its policy while that of its customer is still another plan’s', () => {
  const lead = { name: 'Lead', id: '2' } as const;
  const theirs = aSubscriber({ choice: { kind: 'named', name: 'Lead' } });
  const rivals = [theirs, aSubscriber({ id: 'jose', loginId: 2 })];
  const at = (id: string, policy: string) =>
    plan(
      {
        policies: [aPolicy({ id: '1' }), aPolicy(lead)],
        subscribers: [],
        doubts: [rivals],
        claims: [['maria', RANGE, 1]],
      },
      {
        policies: [
          policyItem('Gold', { policyId: '1' }),
          policyItem('Lead', { policyId: id, rateLimitDownlink: { rate: 9 } }),
        ],
        groups: [dsGroup([], [RANGE], policy)],
      },
      { ...DIFF, untaken: new Map([['Lead', writeSignature(aPolicy(lead))]]) },
      owning({ group: { 'DS-maria': { login: 1 } } }),
    ).changes.map(shown);
  expect(at('1', 'Gold')).toEqual([]);
  expect(at('2', 'Gold'), 'theirs, but for its speed').toEqual([`update Lead: ${RANGE}`]);
  expect(at('1', ''), 'any limit is better than none').toEqual([`update Lead: ${RANGE}`]);
});

describe('a group of nobody who is online', () => {
  test('lets go of what is somebody else’s, and keeps its policy and the rest', () => {
    const groups = [dsGroup([OLD, IP], [RANGE], 'VIP', 'DS-gone')];
    const { changes } = planned({ groups });
    expect(changes.map(shown)).toEqual([`update VIP: ${OLD} ${RANGE}`]);
    const body = { subscriberMembers: [OLD], subscriberRanges: [RANGE], policyRate: '' };
    expect(changes).toMatchObject([
      {
        letsGo: true,
        seen: false,
        otherwise: body,
        why: { kind: 'follows', id: undefined, letsGo: [IP] },
        who: 'DS-gone',
      },
    ]);
  });

  test('also where it has no policy', () => {
    const { plan, changes } = planned({ groups: [dsGroup([OLD, IP], [], '', 'DS-gone')] });
    expect([changes.map(shown), plan.stuck]).toEqual([[`update none: ${OLD}`], []]);
  });

  test('holds what is theirs though no entry shows them', () => {
    const claims = [['gone', RANGE]] as const;
    expect(become({ groups: [dsGroup([], [RANGE], 'VIP', 'DS-gone')], more: { claims } })).toEqual([]);
  });

  test('of ours goes, and that is said', () => {
    const options = { prune: 'owned' } as const;
    const one = { groups: [dsGroup([OLD], [], 'Gold', 'DS-gone')], owned: ['DS-gone'], options };
    expect(planned(one).changes).toMatchObject([
      { action: 'delete', who: 'DS-gone', why: { kind: 'not needed' }, belongsTo: [OLD], letsGo: false },
    ]);
  });
});

describe('a customer whose group lets go of another’s', () => {
  test('is told both', () => {
    const groups = [dsGroup([IP, OTHER], [RANGE], 'Gold')];
    expect(planned({ wanted: [aGroup(maria, [RANGE])], groups }).changes).toMatchObject([
      { why: { kind: 'follows', id: 'maria', letsGo: [OTHER] }, letsGo: true },
    ]);
  });
});

describe('groups of other names', () => {
  const customers = [1, 2, 3, 4].map((at) => aSubscriber({ ip: `100.64.1.${at}`, id: `c${at}`, loginId: at }));
  const remarks = (members: readonly string[], name = 'Condo', options: Partial<DiffOptions> = {}) => {
    const groups = [groupItem(name, { subscriberMembers: [...members], policyRate: 'VIP' })];
    const { plan, changes } = planned({ subscribers: customers, entries: [], groups, options });
    return [...plan.remarks.map(remarkText), ...changes.map(shown)];
  };
  const ips = customers.map(({ ip }) => ip);

  test('that give customers another policy are told, three by name', () => {
    expect(remarks([...ips.slice(0, 3), OLD])).toEqual([
      'group Condo gives policy VIP to c1 100.64.1.1, c2 100.64.1.2, c3 100.64.1.3, who should have another',
    ]);
    expect(remarks(ips)).toEqual([
      'group Condo gives policy VIP to c1 100.64.1.1, c2 100.64.1.2, c3 100.64.1.3 and 1 more, who should have another',
    ]);
    expect(remarks([OLD])).toEqual([]);
  });

  test('and everybody’s own is left alone, whatever may be deleted', () => {
    expect(remarks(ips, 'all-subscribers')).toEqual([]);
    expect(remarks(ips, 'all-subscribers', { prune: 'all' })).toEqual([]);
  });
});

describe('a group that a namesake is to have', () => {
  const twin = aSubscriber({ loginId: 7, standing: BLOCKED });
  const of = (more: DesiredParts, owned: OwnedNames = { 'DS-maria': { login: 1 } }) => ({
    wanted: [aGroup(twin, 'last good')],
    subscribers: [twin],
    groups: [dsGroup([OLD], [RANGE], 'Gold')],
    owned,
    more,
  });
  const unread = { proven: { logins: 'moving' } } as const;

  test('stays with the login for which it was made, while that may only not have been read', () => {
    const { plan: made, changes } = planned(of(unread));
    expect(changes).toEqual([]);
    expect(made.stuck).toMatchObject([{ kind: 'group', key: 'DS-maria', harmful: false }]);
    expect(become(of({ proven: { logins: 'cut' } }))).toEqual([]);
    const heir = aSubscriber({ ip: OLD, id: 'jose', loginId: 2 });
    expect(become({ ...of(unread), subscribers: [twin, heir] }), 'but for what is another’s').toEqual([
      `update Gold: ${RANGE}`,
    ]);
  });

  test('is theirs, with nothing of what it held, once the other is gone', () => {
    const theirs = [`update ${BLOCK}: ${IP}`];
    expect(become(of({}))).toEqual(theirs);
    expect(become(of(unread, { 'DS-maria': { login: 1, unseen: 2 } })), 'missed by three readings').toEqual(theirs);
    const here = aSubscriber({ ip: OTHER });
    expect(become({ ...of(unread), subscribers: [twin, here] }), 'is here').toEqual(theirs);
  });

  test('is theirs as it is where the books say so, or nothing', () => {
    const asItWas = [`update ${BLOCK}: ${IP} ${RANGE}`];
    expect(become(of(unread, { 'DS-maria': { login: 7 } }))).toEqual(asItWas);
    expect(become(of(unread, []))).toEqual(asItWas);
  });
});
