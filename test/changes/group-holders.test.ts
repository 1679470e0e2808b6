import { describe, expect, test } from 'vitest';
import type { Standing } from '../../src/billing/standing.ts';
import { type Change, policyAfter } from '../../src/changes/change-plan.ts';
import type { DiffOptions } from '../../src/changes/diff.ts';
import { remarkText } from '../../src/report/remark-text.ts';
import type { JsonObject } from '../../src/text/json.ts';
import {
  aGroup,
  anOther,
  aSubscriber,
  BLOCKED,
  type DesiredParts,
  DIFF,
  groupItem,
  OPEN,
  type OwnedNames,
  owning,
  subscriberItem,
} from '../support/builders.ts';
import { plan, TWO_PLANS } from '../support/planning.ts';

/** Whom a group is for, and whom it holds besides, by whichever of its ways. */

const IP = '100.64.0.1';
const OTHER = '100.64.0.2';
const OLD = '100.64.0.9';
const RANGE = '2001:db8:0:10::/64';
const BLOCK = 'Billing-Block';
const maria = aSubscriber();
const jose = aSubscriber({ ip: OTHER, id: 'jose', loginId: 2 });
const LEAD = { kind: 'named', name: 'Lead' } as const;

interface Case {
  readonly people?: DesiredParts;
  readonly groups: readonly JsonObject[];
  readonly owned?: OwnedNames;
  readonly options?: Partial<DiffOptions>;
}

function planned({ people = { subscribers: [maria, jose] }, groups, owned = [], options }: Case) {
  const entries = [...(people.subscribers ?? [])].map((one) =>
    subscriberItem(
      one.ip,
      one.id,
      one.standing.kind === 'blocked' ? BLOCK : 'name' in one.choice ? one.choice.name : '',
    ),
  );
  return plan(
    { policies: TWO_PLANS.wanted, ...people },
    { policies: TWO_PLANS.listed, subscribers: entries, groups },
    { ...DIFF, prune: 'none', ...options },
    owning({ policy: TWO_PLANS.owned, group: owned }),
  );
}

/** `update Gold: 100.64.0.1 2001:db8:0:10::/64`. */
function shown(change: Change): string {
  if (change.action === 'delete') return `delete ${change.key}`;
  const { subscriberMembers: members, subscriberRanges: ranges } = change.body;
  return `${change.action} ${change.key} ${policyAfter(change) ?? 'none'}: ${[members, ranges].flat().join(' ')}`.trim();
}

const groupChanges = (one: Case) => planned(one).changes.filter(({ kind }) => kind === 'group');
const become = (one: Case) => groupChanges(one).map(shown);
const group = (name: string, fields: JsonObject) => groupItem(name, { policyRate: 'Gold', ...fields });

describe('a dual-stack group lets go of somebody else', () => {
  test('whom it holds by a network', () => {
    const wide = [group('DS-maria', { subscriberMembers: [IP], subscriberRanges: ['100.64.0.0/30', RANGE] })];
    expect(become({ groups: wide })).toEqual([`update DS-maria Gold: ${IP} ${RANGE}`]);
    const alone = [group('DS-maria', { subscriberMembers: [IP], subscriberRanges: [`${IP}/32`] })];
    expect(become({ groups: alone }), 'a network of their own address').toEqual([]);
    const empty = [group('DS-maria', { subscriberMembers: [IP], subscriberRanges: ['100.65.0.0/16', '1.2.3.4/99'] })];
    expect(become({ groups: empty }), 'where nobody is').toEqual([]);
  });

  test('whom it holds by id, and keeps the others', () => {
    const groups = [group('DS-maria', { subscriberMembers: [IP], subscriberIds: ['maria', 'jose', 'nobody'] })];
    expect(groupChanges({ groups })).toMatchObject([
      { body: { subscriberIds: ['maria', 'nobody'] }, letsGo: true, why: { kind: 'follows', letsGo: ['jose'] } },
    ]);
    const own = [group('DS-maria', { subscriberMembers: [IP], subscriberIds: ['maria'] })];
    expect(become({ groups: own })).toEqual([]);
  });

  test('among whom some have an entry of a prefix alone', () => {
    const odd = aSubscriber({ ip: '2001:db8:0:9::', id: 'odd', loginId: 5 });
    const groups = [group('DS-maria', { subscriberMembers: [IP], subscriberRanges: ['100.64.0.2/31'] })];
    expect(become({ people: { subscribers: [odd, jose, maria] }, groups })).toEqual([`update DS-maria Gold: ${IP}`]);
  });
});

describe('a group of the operator’s that gives customers of ours another policy is told', () => {
  const remarks = (fields: JsonObject, people: DesiredParts = { subscribers: [maria, jose] }) =>
    planned({ people, groups: [group('Condo', { policyRate: 'VIP', ...fields })] }).remarks.map(remarkText);
  const told = (who: string) => [`group Condo gives policy VIP to ${who}, who should have another`];

  test.each<[string, JsonObject]>([
    ['by address', { subscriberMembers: [IP] }],
    ['by what the BQN computes', { subscriberAll: [IP] }],
    ['by network', { subscriberRanges: [`${IP}/32`] }],
    ['by id', { subscriberIds: ['maria'] }],
  ])('%s', (_what, fields) => {
    expect(remarks(fields)).toEqual(told(`maria ${IP}`));
  });

  test('by prefix, whatever its spelling or width, where their entry says another policy', () => {
    const people = { subscribers: [maria, jose], claims: [['maria', RANGE]] as const };
    for (const range of [RANGE, '2001:db8::/40', '2001:DB8:0:10:0::1/128'])
      expect(remarks({ subscriberRanges: [range] }, people)).toEqual(told(`maria ${RANGE}`));
    expect(remarks({ subscriberRanges: ['2001:db8:0:20::/64', 'x::y', 'fe80::/10'] }, people)).toEqual([]);
    const nobodys = { claims: [['ana', RANGE]] as const };
    expect(remarks({ subscriberRanges: [RANGE] }, nobodys), 'of one without an address').toEqual([]);
  });

  test('but nobody who is not ours: by hand, without an address, of a prefix alone, or elsewhere', () => {
    const others = [anOther({ id: 'vip', loginId: 8 }), anOther({ id: 'v6', loginId: 9, ip: '2001:db8:9::' })];
    expect(remarks({ subscriberIds: ['vip', 'v6', 'x'], subscriberMembers: [OLD] }, { others })).toEqual([]);
    expect(remarks({ subscriberMembers: [IP], policyRate: 'Gold' })).toEqual([]);
  });
});

describe('a group of this program’s names that another hand made', () => {
  const vip = (fields: JsonObject, owned: OwnedNames = []) => {
    const groups = [group('DS-vip', { policyRate: 'VIP', ...fields })];
    const found = planned({ groups, owned });
    const changes = found.changes.filter(({ kind }) => kind === 'group');
    return { changes: changes.map(shown), told: found.remarks.map(remarkText) };
  };
  const AWAY = '203.0.113.9';

  test('is told by its name when it lets go, or goes; one of ours follows its customer in silence', () => {
    expect(vip({ subscriberMembers: [IP, AWAY], subscriberIds: ['jose', 'x'] })).toEqual({
      changes: [`update DS-vip VIP: ${AWAY}`],
      told: [`group DS-vip, which another hand made, lets go of ${IP}, jose`],
    });
    expect(vip({ subscriberMembers: [IP] })).toEqual({
      changes: ['delete DS-vip'],
      told: [`group DS-vip, which another hand made, goes: it holds ${IP}`],
    });
    expect(vip({ subscriberMembers: [IP] }, ['DS-vip']).told).toEqual([]);
  });

  test('goes when it holds somebody as the BQN computes, by no way that a write could end', () => {
    const computed = { subscriberMembers: [AWAY], subscriberAll: [AWAY, IP, '2001:db8:9::/64'] };
    expect(vip(computed)).toEqual({
      changes: ['delete DS-vip'],
      told: [`group DS-vip, which another hand made, goes: it holds ${IP}`],
    });
    for (const by of [{ subscriberRanges: [`${IP}/32`] }, { subscriberIds: ['maria'] }, { subscriberMembers: [IP] }])
      expect(vip({ subscriberAll: [IP, AWAY], subscriberVlans: [7], ...by }).told, 'what it computes of that').toEqual([
        expect.stringMatching(/goes: it holds (100\.64\.0\.1|maria)$/),
      ]);
  });

  test('that goes has all named whom it holds; one that stays, whom it lets go of, and apart from them who stays in it', () => {
    expect(vip({ subscriberMembers: [IP, AWAY], subscriberAll: [IP, AWAY, OTHER] })).toEqual({
      changes: ['delete DS-vip'],
      told: [`group DS-vip, which another hand made, goes: it holds ${IP}, ${OTHER}`],
    });
    const ana = aSubscriber({ ip: OLD, id: 'ana', loginId: 3 });
    const people = { subscribers: [maria, jose, ana] };
    const theirs = (fields: JsonObject, owned: OwnedNames = []) => {
      const groups = [group('DS-maria', { policyRate: 'Lead', subscriberMembers: [IP], ...fields })];
      const found = planned({ people, groups, owned });
      const changes = found.changes.filter(({ kind }) => kind === 'group').map(shown);
      return { changes, told: found.remarks.map(remarkText) };
    };
    const lead = (who: string) => `group DS-maria gives policy Lead to ${who}, who should have another`;
    expect(theirs({ subscriberAll: [IP, OTHER] })).toEqual({
      changes: [`update DS-maria Gold: ${IP}`],
      told: [lead(`jose ${OTHER}`)],
    });
    expect(theirs({ subscriberAll: [IP, OTHER], subscriberIds: ['ana'] })).toEqual({
      changes: [`update DS-maria Gold: ${IP}`],
      told: ['group DS-maria, which another hand made, lets go of ana', lead(`jose ${OTHER}`)],
    });
    expect(theirs({ subscriberAll: [IP, OTHER], subscriberIds: ['ana'] }, ['DS-maria']).told).toEqual([
      lead(`jose ${OTHER}`),
    ]);
  });

  test('stays for whose it is, and what the BQN computes besides is told', () => {
    const groups = [group('DS-maria', { subscriberMembers: [IP], subscriberAll: [IP, OTHER] })];
    const lead = aSubscriber({ ip: OTHER, id: 'jose', loginId: 2, choice: LEAD });
    const found = planned({ people: { subscribers: [maria, lead] }, groups });
    expect(found.changes.filter(({ kind }) => kind === 'group').map(shown)).toEqual([]);
    expect(found.remarks.map(remarkText)).toEqual([
      `group DS-maria gives policy Gold to jose ${OTHER}, who should have another`,
    ]);
    const wanted = { subscribers: [maria, lead], groups: [aGroup(maria, [RANGE])] };
    const asWanted = { subscriberMembers: [IP], subscriberRanges: [RANGE] };
    const remarks = (all: readonly string[]) =>
      planned({ people: wanted, groups: [group('DS-maria', { ...asWanted, subscriberAll: all })] }).remarks;
    expect(remarks([IP, RANGE])).toEqual([]);
    expect(remarks([IP, RANGE, OTHER])).toHaveLength(1);
  });
});

describe('a group is for the login for which the books say that it was made', () => {
  const made = (login: number, more = {}) => ({ 'DS-old': { login, ...more } });
  const old = [group('DS-old', { subscriberMembers: [IP], subscriberRanges: [RANGE] })];

  test('whatever it is called: who was renamed is followed by it', () => {
    const moved = { subscribers: [aSubscriber({ choice: LEAD }), jose], claims: [['maria', RANGE]] as const };
    expect(become({ people: moved, groups: old, owned: made(1) })).toEqual([`update DS-old Lead: ${IP} ${RANGE}`]);
  });

  test('also while somebody of its name is left alone: a block reaches all that it holds', () => {
    const ana = aSubscriber({ id: 'ana', standing: BLOCKED });
    const vip = anOther({ id: 'old', loginId: 9, ip: OTHER, served: 'by hand' });
    const people = { subscribers: [ana], others: [vip], claims: [['ana', RANGE]] as const };
    expect(become({ people, groups: old, owned: made(1) })).toEqual([`update DS-old ${BLOCK}: ${IP} ${RANGE}`]);
  });

  test('and what they have is what their entry says under the old name, while their new policy is not there', () => {
    const stuck = aSubscriber({ choice: { kind: 'named', name: 'Missing' } });
    const made = plan(
      { policies: TWO_PLANS.wanted, subscribers: [stuck], groups: [aGroup(stuck, [RANGE])] },
      { policies: TWO_PLANS.listed, subscribers: [subscriberItem(IP, 'old', 'Gold')], groups: old },
      { ...DIFF, prune: 'none' },
      owning({ subscriber: { [IP]: { id: 'old', login: 1 } }, group: { 'DS-old': { login: 1 } } }),
    );
    expect(made.changes.map(shown)).toContain(`create DS-maria Gold: ${IP} ${RANGE}`);
  });

  test('until they get one of their new name: then it lets go of them', () => {
    const people = {
      subscribers: [maria, jose],
      groups: [aGroup(maria, [RANGE])],
      claims: [['maria', RANGE]] as const,
    };
    expect(become({ people, groups: old, owned: made(1) })).toEqual([
      `create DS-maria Gold: ${IP} ${RANGE}`,
      'delete DS-old',
    ]);
  });

  test('so while they are away, who has its name and holds a part of it is somebody else, and it lets go of them', () => {
    const namesake = aSubscriber({ id: 'old', ip: OTHER, loginId: 2, choice: LEAD });
    const groups = [group('DS-old', { subscriberMembers: [OLD, OTHER] })];
    const people = { subscribers: [maria, namesake] };
    expect(become({ people, groups, owned: made(7) })).toEqual([`update DS-old Gold: ${OLD}`]);
  });

  test('so a namesake of the name that they had is somebody else', () => {
    const namesake = aSubscriber({ id: 'old', ip: OTHER, loginId: 2, choice: LEAD });
    const people = { subscribers: [maria, namesake], claims: [['maria', RANGE]] as const };
    const groups = [group('DS-old', { subscriberMembers: [IP, OTHER], subscriberRanges: [RANGE] })];
    expect(become({ people, groups, owned: made(1) })).toEqual([`update DS-old Gold: ${IP} ${RANGE}`]);
  });

  test('and one of their new name that is another’s is none of theirs: the old one follows them', () => {
    const namesake = aSubscriber({ ip: OTHER, loginId: 2 });
    const people = {
      subscribers: [maria, namesake],
      groups: [aGroup(namesake, ['2001:db8:0:20::/64'])],
      claims: [['maria', RANGE]] as const,
    };
    expect(become({ people, groups: old, owned: made(1) })).toEqual([
      `create DS-maria Gold: ${OTHER} 2001:db8:0:20::/64`,
    ]);
  });

  test('while nobody can say whether the block that it is at is due, it stays, also in a group of a new name', () => {
    const unread = aSubscriber({ standing: { kind: 'unread', contract: 1 } });
    const groups = [group('DS-old', { subscriberMembers: [IP], subscriberRanges: [RANGE], policyRate: BLOCK })];
    const owned = made(1, { isBlocked: true });
    const claims = [['maria', RANGE]] as const;
    const options = { prune: 'owned' } as const;
    expect(become({ people: { subscribers: [unread], claims }, groups, owned, options })).toEqual([]);
    const wanted = { subscribers: [unread], groups: [aGroup(unread, [RANGE])], claims };
    expect(become({ people: wanted, groups, owned, options })).toEqual([
      `create DS-maria ${BLOCK}: ${IP} ${RANGE}`,
      'delete DS-old',
    ]);
  });

  test('so it stays while they are online without an address, and goes when they are gone', () => {
    const nowhere = { others: [anOther({ id: 'maria' })] };
    const one = { groups: [group('DS-old', { subscriberMembers: [OLD] })], options: { prune: 'owned' } as const };
    expect(become({ ...one, people: nowhere, owned: made(1) })).toEqual([]);
    expect(become({ ...one, people: nowhere, owned: made(7) })).toEqual(['delete DS-old']);
    expect(become({ ...one, people: {}, owned: made(7) })).toEqual(['delete DS-old']);
  });
});

test('of whoever is left alone an operator’s own group stays that says what they get, by any of its ways, whatever may go', () => {
  const vip = anOther({ id: 'vip', loginId: 9, served: 'by hand', ip: OLD });
  const people = {
    others: [vip],
    subscribers: [jose],
    claims: [
      ['vip', RANGE, 9],
      ['gone', '2001:db8:9::/64', 77],
    ] as const,
  };
  const left = (fields: JsonObject) =>
    become({
      people,
      groups: [group('Condo', { policyRate: 'VIP', ...fields })],
      options: { prune: 'all', dualStack: true },
    });
  expect(left({ subscriberMembers: [OLD] })).toEqual([]);
  expect(left({ subscriberRanges: ['100.64.0.0/24'] })).toEqual([]);
  expect(left({ subscriberRanges: ['2001:db8::/40'] })).toEqual([]);
  expect(left({ subscriberIds: ['vip'] })).toEqual([]);
  expect(left({ subscriberMembers: [OLD], policyRate: '' }), 'it says nothing').toEqual(['delete Condo']);
  expect(left({ subscriberMembers: [OTHER] }), 'of one who is served').toEqual(['delete Condo']);
  expect(left({ subscriberRanges: ['2001:db8:9::/64'] }), 'of one who is not online').toEqual(['delete Condo']);
});

describe('a block on the group of', () => {
  const blocked = [group('DS-vip', { subscriberMembers: [IP], subscriberRanges: [RANGE], policyRate: BLOCK })];
  const vip = (standing: Standing, served: 'by hand' | 'nowhere') =>
    anOther({ id: 'vip', loginId: 9, standing, choice: LEAD, served, ...(served === 'by hand' && { ip: IP }) });
  const of = (standing: Standing, served: 'by hand' | 'nowhere', owned: OwnedNames) =>
    become({ people: { others: [vip(standing, served)] }, groups: blocked, owned });

  test('one who is left alone goes where it was ours and they are due service', () => {
    const ours = { 'DS-vip': { isBlocked: true } };
    expect(of(OPEN, 'by hand', ours)).toEqual([`update DS-vip Lead: ${IP} ${RANGE}`]);
    expect(of(BLOCKED, 'by hand', ours)).toEqual([]);
    expect(of({ kind: 'open', contract: 1, status: 'A', isPresumed: true }, 'by hand', ours)).toEqual([]);
    expect(of(OPEN, 'by hand', { 'DS-vip': { login: 9 } }), 'another hand’s').toEqual([]);
    expect(of(OPEN, 'by hand', [])).toEqual([]);
    const nobody = { outside: { hasAddress: () => true } };
    expect(become({ people: nobody, groups: blocked, owned: ours }), 'of nobody who is online').toEqual([]);
  });

  test('one who is left alone goes, and leaves no plan of theirs where somebody else may be', () => {
    const one = vip(OPEN, 'by hand');
    const owned = { 'DS-vip': { isBlocked: true } };
    const claims = [['vip', RANGE, 9] as const];
    const inDoubt = { others: [one], doubts: [[maria, { ...one, ip: IP }]], claims };
    expect(become({ people: inDoubt, groups: blocked, owned })).toEqual([`update DS-vip none: ${IP} ${RANGE}`]);
    const shared = { others: [one], subscribers: [jose], claims: [...claims, ['jose', RANGE] as const] };
    expect(become({ people: shared, groups: blocked, owned })).toEqual([`update DS-vip none: ${IP} ${RANGE}`]);
  });

  test('one who is left alone lets go of others all the same, and keeps its policy', () => {
    const people = { others: [vip(OPEN, 'by hand')], subscribers: [jose] };
    const groups = [group('DS-vip', { subscriberMembers: [IP, OTHER], policyRate: 'VIP' })];
    expect(become({ people, groups })).toEqual([`update DS-vip VIP: ${IP}`]);
  });

  test('also one that the BQN does not have, which no write names', () => {
    const people = { others: [vip(OPEN, 'by hand')], subscribers: [jose] };
    const groups = [group('DS-vip', { subscriberMembers: [IP, OTHER], policyRate: 'Lost' })];
    const [change] = groupChanges({ people, groups });
    expect(change).toMatchObject({ policy: null, fields: [{ field: 'members', to: IP }] });
    expect(change).toHaveProperty('body', { subscriberMembers: [IP], subscriberRanges: [] });
  });

  test('one who is left alone, in a network or a prefix of many, stays on them alone', () => {
    const own = anOther({ id: 'vip', loginId: 9, standing: BLOCKED, choice: LEAD, served: 'by hand', ip: IP });
    const claims = [['vip', '2001:db8:0:11::/64', 9] as const, ['jose', '2001:db8:0:12::/64'] as const];
    const people = { others: [own], subscribers: [jose], claims };
    const of = (...subscriberRanges: string[]) =>
      become({ people, groups: [group('DS-vip', { subscriberRanges, policyRate: BLOCK })] });
    expect(of('100.64.0.0/24')).toEqual([`update DS-vip ${BLOCK}: ${IP}`]);
    expect(of('2001:db8:0:10::/60')).toEqual([`update DS-vip ${BLOCK}: 2001:db8:0:11::/64`]);
    expect(of('100.64.0.2/31'), 'they are not in it').toEqual([`update DS-vip ${BLOCK}:`]);
    const rival = { ...people, others: [own, { ...own, id: 'ana', loginId: 7 }] };
    const shared = [group('DS-vip', { subscriberRanges: ['100.64.0.0/24'], policyRate: BLOCK })];
    expect(become({ people: rival, groups: shared }), 'another is left alone there').toEqual([
      `update DS-vip ${BLOCK}: ${IP}`,
    ]);
    const taken = { ...people, subscribers: [jose, aSubscriber({ loginId: 7, id: 'ana' })] };
    expect(become({ people: taken, groups: shared }), 'one who is served is there').toEqual([
      `update DS-vip ${BLOCK}:`,
    ]);
    const twice = { ...rival, claims: [...claims, ['ana', '2001:db8:0:11::/64', 7] as const] };
    const pool = [group('DS-vip', { subscriberRanges: ['2001:db8:0:10::/60'], policyRate: BLOCK })];
    expect(become({ people: twice, groups: pool }), 'another who is left alone has it, too').toEqual([
      `update DS-vip ${BLOCK}: 2001:db8:0:11::/64`,
    ]);
    const gone = { ...people, claims: twice.claims };
    expect(become({ people: gone, groups: pool }), 'one of whom nobody knows has it').toEqual([
      `update DS-vip ${BLOCK}:`,
    ]);
    const listed = [
      group('DS-vip', { subscriberMembers: [IP], subscriberRanges: ['100.64.0.0/24'], policyRate: BLOCK }),
    ];
    expect(become({ people, groups: listed })).toEqual([`update DS-vip ${BLOCK}: ${IP}`]);
    const nowhere = { ...people, others: [{ ...own, ip: undefined }] };
    expect(become({ people: nowhere, groups: shared })).toEqual([`update DS-vip ${BLOCK}:`]);
  });

  test('one who is online without an address goes when they are due service, by name or by the books', () => {
    expect(of(OPEN, 'nowhere', [])).toEqual([`update DS-vip Lead: ${IP} ${RANGE}`]);
    expect(of(OPEN, 'nowhere', { 'DS-vip': { login: 9 } })).toEqual([`update DS-vip Lead: ${IP} ${RANGE}`]);
    expect(of(OPEN, 'nowhere', { 'DS-vip': { login: 4 } }), 'made for somebody else').toEqual([]);
    expect(of(BLOCKED, 'nowhere', [])).toEqual([]);
  });
});

test('the group that holds its customer by their id alone follows them, and lets go of the ids of others', () => {
  const people = { subscribers: [maria, jose] };
  const byId = (ids: readonly string[], policyRate: string) =>
    become({ people, groups: [group('DS-jose', { subscriberIds: ids, policyRate })] });
  expect(byId(['jose'], BLOCK)).toEqual(['update DS-jose Gold:']);
  expect(byId(['jose', 'maria'], BLOCK)).toEqual(['update DS-jose Gold:']);
  expect(byId(['jose'], 'Gold')).toEqual([]);
  expect(byId(['maria'], 'Gold'), 'holds others alone').toEqual(['delete DS-jose']);
  expect(byId(['nobody'], BLOCK)).toEqual([]);
});

test('the group of nobody that another hand gave an id to stays with it when its block goes, and when it lets go of others', () => {
  const reason = { kind: 'asked', flag: '--remove-all' } as const;
  const blocking = [group('DS-gone', { subscriberIds: ['ana'], policyRate: BLOCK })];
  expect(become({ people: {}, groups: blocking, options: { reason } })).toEqual(['update DS-gone none:']);
  const holding = [group('DS-gone', { subscriberIds: ['ana', 'jose'] })];
  expect(become({ groups: holding })).toEqual(['update DS-gone Gold:']);
  expect(become({ groups: [group('DS-gone', { subscriberIds: ['jose'] })] })).toEqual(['delete DS-gone']);
});

test('the group of one who is served here is theirs, also where it holds an address that another BQN serves', () => {
  const outside = { hasAddress: (ip: string) => ip === '100.64.9.9' };
  const groups = [
    group('DS-jose', { subscriberMembers: ['100.64.9.9'], subscriberRanges: [RANGE], policyRate: BLOCK }),
  ];
  const others = [anOther({ id: 'ana', loginId: 9, ip: '100.64.9.9', served: 'elsewhere' })];
  for (const people of [{ outside }, { outside, others }]) {
    expect(become({ people: { ...people, subscribers: [jose] }, groups })).toEqual([
      `update DS-jose Gold: ${jose.ip} ${RANGE}`,
    ]);
  }
  // Of one whose address is in doubt nobody can say what it should hold.
  const doubts = [[jose, aSubscriber({ ip: OTHER, id: 'bia', loginId: 5 })]];
  expect(become({ people: { outside, doubts }, groups })).toEqual([]);
});

test('what an older version remembers is asked for by the key of today', () => {
  const made = planned({ groups: [] });
  expect(['maria', OTHER, 'ana'].map((name) => made.keyOfName(name))).toEqual(['login 1', 'login 2', 'ana']);
  expect(made.keyOf(IP, { id: 'maria' }), 'of an entry').toBe('login 1');
});

test('a customer of whom one entry is blocked already is not blocked anew at the other', () => {
  const standing = BLOCKED;
  const prefix = '2001:db8:0:1::';
  const made = plan(
    {
      policies: TWO_PLANS.wanted,
      subscribers: [aSubscriber({ standing }), aSubscriber({ ip: prefix, main: IP, standing })],
    },
    {
      policies: TWO_PLANS.listed,
      subscribers: [subscriberItem(IP, 'maria', 'Gold'), subscriberItem(prefix, 'maria', BLOCK)],
    },
    { ...DIFF, remembered: new Map([['login 1', BLOCK]]) },
    owning({ policy: TWO_PLANS.owned }),
  );
  expect(made.changes).toMatchObject([{ key: IP, policy: BLOCK }]);
});

describe('of several of its name, when the books say nothing, a group is theirs whom it holds', () => {
  const debtor = aSubscriber({ ip: OTHER, loginId: 2, standing: BLOCKED });

  test.each([
    ['by address', { subscriberMembers: [IP] }],
    ['by prefix', { subscriberRanges: [RANGE] }],
  ])('%s', (_how, parts) => {
    const leftAlone = anOther({ id: 'maria', loginId: 1, ip: IP, served: 'by hand' });
    const people = { subscribers: [debtor], others: [leftAlone], claims: [['maria', RANGE, 1]] as const };
    expect(become({ people, groups: [group('DS-maria', parts)] })).toEqual([]);
  });

  test('of one that holds none of them nobody can tell', () => {
    const people = { subscribers: [maria, debtor] };
    expect(become({ people, groups: [group('DS-maria', { subscriberMembers: [OLD] })] })).toEqual([
      `update DS-maria Gold: ${IP}`,
    ]);
  });
});

test('an address that several show who are left alone stays in the group of each of them', () => {
  const [one, other] = ['maria', 'jose'].map((id, at) => anOther({ id, loginId: at + 1, ip: IP, served: 'elsewhere' }));
  const people = { subscribers: [], others: [one, other].flatMap((customer) => customer ?? []) };
  const groups = [group('DS-maria', { subscriberMembers: [IP] }), group('DS-ana', { subscriberMembers: [IP] })];
  expect(become({ people, groups })).toEqual(['delete DS-ana']);
});

test('an address in doubt stays in the group of who is left alone and shows it, whosever the entry there is', () => {
  const vip = anOther({ id: 'vip', loginId: 9, ip: IP, served: 'by hand' });
  const groups = [group('DS-vip', { subscriberMembers: [IP] }), group('DS-ana', { subscriberMembers: [IP] })];
  const of = (doubts: DesiredParts['doubts'], subscribers = [subscriberItem(IP, 'maria', 'Gold')]) =>
    plan(
      { policies: TWO_PLANS.wanted, others: [vip], ...(doubts === undefined ? { subscribers: [maria] } : { doubts }) },
      { policies: TWO_PLANS.listed, subscribers, groups },
      { ...DIFF, prune: 'none' },
      owning({ policy: TWO_PLANS.owned }),
    ).changes.map(({ action, key }) => `${action} ${key}`);
  expect(of([[maria, { ...vip, ip: IP }]])).toEqual(['delete DS-ana']);
  expect(of([[maria, { ...vip, ip: IP }]], [])).toEqual(['delete DS-ana']);
  expect(of(undefined), 'decided for another').toEqual(['update DS-vip', 'delete DS-ana']);
});

test('nor does it leave with a network of many', () => {
  const vip = anOther({ id: 'vip', loginId: 9, ip: IP, served: 'by hand' });
  const groups = [group('DS-vip', { subscriberRanges: ['100.64.0.0/29'], policyRate: 'VIP' })];
  const of = (people: DesiredParts) => become({ people: { others: [vip], ...people }, groups });
  const inDoubt = { subscribers: [jose], doubts: [[maria, { ...vip, ip: IP }]] };
  expect(of(inDoubt)).toEqual([`update DS-vip VIP: ${IP}`]);
  expect(of({ subscribers: [jose, maria] }), 'decided for another').toEqual(['update DS-vip VIP:']);
});

test('whoever uninstalls this program leaves nobody blocked in a group that stays', () => {
  const groups = [group('DS-maria', { subscriberMembers: [IP], policyRate: BLOCK })];
  expect(become({ people: {}, groups })).toEqual([]);
  const options = { reason: { kind: 'asked', flag: '--remove-all' } } as const;
  expect(become({ people: {}, groups, options })).toEqual([`update DS-maria none: ${IP}`]);
  const ofVlans = [group('DS-maria', { policyRate: BLOCK })];
  expect(become({ people: {}, groups: ofVlans, options }), 'nor goes one of which no list shows whom it holds').toEqual(
    ['update DS-maria none:'],
  );
});
