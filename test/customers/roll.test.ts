import { describe, expect, test } from 'vitest';
import type { Other } from '../../src/customers/customer.ts';
import { type Books, NO_BOOKS, Roll } from '../../src/customers/roll.ts';
import {
  aBqn,
  aDesired,
  anOther,
  aSubscriber,
  BLOCK_ITEM,
  type DesiredParts,
  groupItem,
  type Lists,
  owning,
  policyItem,
  subscriberItem,
} from '../support/builders.ts';

const HERE = '100.64.0.1';
const THERE = '100.64.0.2';
const FAR = '100.64.0.3';
const PREFIX = '2001:db8:0:1::';
const MARIA = { id: 'maria', ip: HERE, loginId: 1 };
const ONLINE = { subscribers: [aSubscriber(MARIA)] };
const BLOCK = 'Billing-Block';
const POLICIES = [policyItem(), policyItem('Lead', { policyId: '2' }), BLOCK_ITEM];

function roll(bqn: Lists, people: DesiredParts = ONLINE, books: Partial<Books> = {}): Roll {
  return new Roll(aDesired(people), aBqn({ policies: POLICIES, ...bqn }), { ...NO_BOOKS, ...books });
}

const made = (login: number | undefined, id: string) => owning({ subscriber: { [HERE]: { id, login } } });

describe('the policy that a customer is under before anything is written', () => {
  test.each<[string, Lists, string | null | undefined]>([
    ['their own entry here', { subscribers: [subscriberItem(HERE, 'maria', 'Gold')] }, 'Gold'],
    ['their own entry elsewhere', { subscribers: [subscriberItem(THERE, 'maria', 'Gold')] }, 'Gold'],
    ['a policy that is not there', { subscribers: [subscriberItem(HERE, 'maria', 'Lost')] }, null],
    ['an entry without a policy', { subscribers: [subscriberItem(HERE, 'maria', '')] }, null],
    ['a name that nobody knows', { subscribers: [subscriberItem(HERE, 'maria@isp', 'Gold')] }, 'Gold'],
    ['a name that nobody knows, blocked', { subscribers: [subscriberItem(HERE, 'maria@isp', BLOCK)] }, BLOCK],
    ['no name, blocked', { subscribers: [subscriberItem(HERE, '', BLOCK)] }, BLOCK],
    ['no name, with a policy that was written', { subscribers: [subscriberItem(HERE, '', 'Gold')] }, 'Gold'],
    [
      'no name, with a policy of rules',
      { subscribers: [subscriberItem(HERE, '', 'Gold', { policyAssignedBy: 'rules' })] },
      undefined,
    ],
    ['nothing', {}, undefined],
    [
      'their own entry elsewhere, and another name here: they are known under their own',
      { subscribers: [subscriberItem(HERE, 'x', BLOCK), subscriberItem(THERE, 'maria', 'Gold')] },
      'Gold',
    ],
    [
      'two entries elsewhere, one blocked',
      { subscribers: [subscriberItem(THERE, 'maria', 'Gold'), subscriberItem(FAR, 'maria', BLOCK)] },
      BLOCK,
    ],
    [
      'one here and another elsewhere: the one here counts',
      { subscribers: [subscriberItem(THERE, 'maria', BLOCK), subscriberItem(HERE, 'maria', 'Gold')] },
      'Gold',
    ],
  ])('%s', (_what, bqn, policy) => {
    expect(roll(bqn).policyBefore(MARIA)).toBe(policy);
  });

  test('of several entries of before the one that was needed last', () => {
    const bqn = { subscribers: [subscriberItem(THERE, 'maria', BLOCK), subscriberItem(FAR, 'maria', 'Gold')] };
    const since = (there: number | undefined, far: number | undefined) => ({
      owned: owning({ subscriber: { [THERE]: { since: there }, [FAR]: { since: far } } }),
    });
    expect(roll(bqn, ONLINE, since(100, 900)).policyBefore(MARIA)).toBe('Gold');
    expect(roll(bqn, ONLINE, since(900, 100)).policyBefore(MARIA)).toBe(BLOCK);
    expect(roll(bqn, ONLINE, since(100, undefined)).policyBefore(MARIA), 'needed until now').toBe('Gold');
    expect(roll(bqn, ONLINE, since(undefined, 100)).policyBefore(MARIA)).toBe(BLOCK);
  });

  test('an entry of theirs tells of them though somebody else is there now', () => {
    const people = { subscribers: [aSubscriber(MARIA), aSubscriber({ id: 'jose', ip: THERE, loginId: 2 })] };
    expect(roll({ subscribers: [subscriberItem(THERE, 'maria', BLOCK)] }, people).policyBefore(MARIA)).toBe(BLOCK);
  });

  test('of one who is not on the BQN what was remembered counts, by key or by a name of old', () => {
    const by = (who: string) => ({ remembered: new Map([[who, BLOCK]]) });
    expect(roll({}, ONLINE, by('login 1')).policyBefore(MARIA)).toBe(BLOCK);
    expect(roll({}, ONLINE, by('maria')).policyBefore(MARIA)).toBe(BLOCK);
    expect(roll({}, ONLINE, by('jose')).policyBefore(MARIA)).toBeUndefined();
    const emptied = { subscribers: [subscriberItem(THERE, 'maria', '')] };
    expect(roll(emptied, ONLINE, by('maria')).policyBefore(MARIA), 'emptied while they were away').toBe(BLOCK);
    const here = { subscribers: [subscriberItem(HERE, 'maria', 'Gold')] };
    expect(roll(here, ONLINE, by('maria')).policyBefore(MARIA)).toBe('Gold');
    const lost = { subscribers: [subscriberItem(HERE, 'maria', 'Lost')] };
    expect(roll(lost, ONLINE, by('login 1')).policyBefore(MARIA), 'its policy is not there').toBeNull();
    const bare = { subscribers: [subscriberItem(HERE, 'maria', '')] };
    expect(roll(bare, ONLINE, by('login 1')).policyBefore(MARIA), 'emptied where they are').toBe(BLOCK);
    const stranger = { subscribers: [subscriberItem(HERE, 'x', 'Gold')] };
    expect(roll(stranger, ONLINE, by('login 1')).policyBefore(MARIA)).toBe(BLOCK);
  });

  test('what is remembered under a name that several have is nobody’s, but under an address', () => {
    const twins = { subscribers: [aSubscriber(MARIA), aSubscriber({ ...MARIA, ip: THERE, loginId: 2 })] };
    expect(roll({}, twins, { remembered: new Map([['maria', BLOCK]]) }).policyBefore(MARIA)).toBeUndefined();
    expect(roll({}, twins, { remembered: new Map([[HERE, BLOCK]]) }).policyBefore(MARIA)).toBe(BLOCK);
    const { ip: _ip, ...nowhere } = MARIA;
    expect(roll({}, twins, { remembered: new Map([['maria', BLOCK]]) }).remembered(nowhere)).toBeUndefined();
  });

  test('at a prefix their own entry there counts, else the one at their address', () => {
    const at = { ...MARIA, ip: PREFIX, main: HERE };
    const own = subscriberItem(PREFIX, 'maria', BLOCK);
    const main = subscriberItem(HERE, 'maria', 'Gold');
    expect(roll({ subscribers: [main] }).policyBefore(at)).toBe('Gold');
    expect(roll({ subscribers: [main, own] }).policyBefore(at)).toBe(BLOCK);
    expect(roll({ subscribers: [subscriberItem(HERE, 'x', 'Lead')] }).policyBefore(at)).toBe('Lead');
  });

  test('at a new address the entry of a prefix that they have goes before the books, if no other of theirs says otherwise', () => {
    const books = { remembered: new Map([['login 1', BLOCK]]) };
    const both = { subscribers: [aSubscriber(MARIA), aSubscriber({ ...MARIA, ip: PREFIX, main: HERE })] };
    const prefix = subscriberItem(PREFIX, 'maria', 'Gold');
    const before = (policy: string, people: DesiredParts = both, own = prefix) =>
      roll({ subscribers: [own, subscriberItem(THERE, 'maria', policy)] }, people, books).policyBefore(MARIA);
    expect(before('Gold')).toBe('Gold');
    expect(before('Lead')).toBe(BLOCK);
    expect(before('Gold', ONLINE), 'the prefix of before').toBe(BLOCK);
    expect(before('Lost', both, subscriberItem(PREFIX, 'maria', 'Lost')), 'it is not there').toBe(BLOCK);
    const unknown = roll({ subscribers: [prefix, subscriberItem(THERE, 'maria', BLOCK)] }, both);
    expect(unknown.policyBefore(MARIA), 'and goes before what stands elsewhere, where the books are lost').toBe('Gold');
  });

  test('as a fate it has its speeds', () => {
    const all = roll({ subscribers: [subscriberItem(HERE, 'maria', 'Gold')] });
    const rates = () => ({ downKbps: 5, upKbps: 6 });
    expect(all.fateBefore(MARIA, rates)).toEqual({ kind: 'limited', policy: 'Gold', downKbps: 5, upKbps: 6 });
    expect(all.fateBefore({ id: 'jose', ip: THERE, loginId: 2 }, rates)).toEqual({ kind: 'unsaid' });
  });
});

describe('the groups that a customer is under', () => {
  const item = (name: string, fields = {}) =>
    groupItem(name, { policyRate: 'Gold', subscriberMembers: [HERE], ...fields });
  const under = (groups: Lists['groups'], people: DesiredParts = ONLINE, books: Partial<Books> = {}) =>
    roll({ groups: groups ?? [] }, people, books)
      .groupsOf(MARIA)
      .map(({ name }) => name);

  test('are dual-stack groups of their own, or of nobody who is known', () => {
    const jose = aSubscriber({ id: 'jose', ip: THERE, loginId: 2 });
    expect(
      under([item('DS-maria'), item('DS-x'), item('DS-jose'), item('Condo')], {
        subscribers: [aSubscriber(MARIA), jose],
      }),
    ).toEqual(['DS-maria', 'DS-x']);
    expect(under([item('DS-ana')], ONLINE, { owned: owning({ group: ['DS-ana'] }) }), 'known to the books').toEqual([]);
  });

  test('are called by their name and the id of their login, too, where a namesake had the other', () => {
    const whose = (id: string) =>
      roll({}, { subscribers: [aSubscriber({ ...MARIA, id }), aSubscriber({ id, ip: THERE, loginId: 2 })] });
    const logins = (one: Roll, name: string) => one.ownersOf(name).map(({ loginId }) => loginId);
    expect(logins(whose('maria'), 'DS-maria-2')).toEqual([2]);
    expect(logins(whose('maria'), 'DS-maria-3')).toEqual([]);
    expect(logins(whose('maria'), 'DS-maria2')).toEqual([]);
    expect(logins(whose('maria-2'), 'DS-maria-2')).toEqual([1, 2]);
    const blocks = [item('DS-maria-1', { policyRate: BLOCK })];
    expect(roll({ groups: blocks }).blockedByGroups).toEqual(new Set([1]));
  });

  test('are those of the login for which the books say that they were made, whatever their name', () => {
    const made = (login: number) => ({ owned: owning({ group: { 'DS-old': { login } } }) });
    expect(under([item('DS-old')], ONLINE, made(1))).toEqual(['DS-old']);
    expect(under([item('DS-old')], ONLINE, made(2))).toEqual([]);
  });

  test('hold them by each of their prefixes', () => {
    const people = {
      ...ONLINE,
      claims: [
        ['maria', '2001:db8:0:1::/64'],
        ['maria', '2001:db8:0:2::/64'],
      ] as const,
    };
    const by = (range: string) => item('DS-maria', { subscriberMembers: [], subscriberRanges: [range] });
    expect(under([by('2001:db8:0:1::/64')], people)).toEqual(['DS-maria']);
    expect(under([by('2001:db8:0:2::/64')], people)).toEqual(['DS-maria']);
    expect(under([by('2001:db8:0:3::/64')], people)).toEqual([]);
  });

  test('say what their policy was, where their own entry says nothing', () => {
    const at = (groups: Lists['groups'], subscribers: Lists['subscribers'] = []) =>
      roll({ groups: groups ?? [], subscribers }).policyBefore(MARIA);
    expect(at([item('DS-maria', { policyRate: BLOCK })])).toBe(BLOCK);
    expect(at([item('DS-maria', { policyRate: BLOCK })], [subscriberItem(HERE, 'maria', 'Gold')])).toBe('Gold');
    expect(at([item('DS-maria', { policyRate: 'Lost' })]), 'it is not there').toBeUndefined();
    expect(at([item('DS-maria')], [subscriberItem(HERE, 'maria', 'Lost')]), 'what their entry names is not').toBe(
      'Gold',
    );
  });

  test('of nobody say it only where the books know nothing', () => {
    const groups = [item('DS-x')];
    expect(roll({ groups }).policyBefore(MARIA)).toBe('Gold');
    const books = { remembered: new Map([['login 1', BLOCK]]) };
    expect(roll({ groups }, ONLINE, books).policyBefore(MARIA)).toBe(BLOCK);
    expect(roll({ groups: [item('DS-maria'), ...groups] }, ONLINE, books).policyBefore(MARIA)).toBe('Gold');
  });
});

describe('whose an entry is', () => {
  const jose = aSubscriber({ id: 'jose', ip: THERE, loginId: 2 });

  test('the login’s for which it was made, whatever that is called now', () => {
    const renamed = { subscribers: [aSubscriber({ ...MARIA, id: 'new' }), jose] };
    const all = roll({}, renamed, { owned: made(1, 'old') });
    expect(all.whose(HERE, { id: 'old' })).toMatchObject({ kind: 'online', customer: { loginId: 1 } });
    expect(all.keyOf(HERE, { id: 'old' })).toBe('login 1');
    const moved = roll({}, { subscribers: [aSubscriber({ ...MARIA, ip: FAR, id: 'new' })] }, { owned: made(1, 'old') });
    expect(moved.whose(HERE, { id: 'old' })).toMatchObject({ kind: 'online', customer: { ip: FAR } });
  });

  test('of one who is not online: known to the books, by login or by name', () => {
    expect(roll({}, { subscribers: [jose] }, { owned: made(7, 'ana') }).whose(HERE, { id: 'ana' })).toEqual({
      kind: 'away',
      key: 'login 7',
    });
    const byName = roll({}, { subscribers: [jose] }, { owned: made(undefined, 'ana') });
    expect(byName.whose(HERE, { id: 'ana' })).toEqual({ kind: 'away', key: 'ana' });
    expect(byName.keyOf(HERE, { id: 'ana' })).toBe('ana');
  });

  test('what stands there under another id than the books say was written by another hand', () => {
    const all = roll({}, { subscribers: [jose] }, { owned: made(7, 'ana') });
    expect(all.whose(HERE, { id: 'other' })).toEqual({ kind: 'stranger' });
    expect(all.whose(HERE, { id: 'jose' })).toMatchObject({ kind: 'online', customer: { loginId: 2 } });
    expect(all.whose(HERE, { id: null })).toEqual({ kind: 'nobody' });
    expect(all.keyOf(HERE, { id: null }), 'called by its address').toBe(HERE);
  });

  test('under its id of before the one’s for whom it was made then: a write over it was taken without effect', () => {
    const written = { id: 'maria', login: 1, former: 'ana' };
    const all = (formerLogin: number | undefined) =>
      roll({}, ONLINE, { owned: owning({ subscriber: { [HERE]: { ...written, formerLogin } } }) });
    expect(all(7).whose(HERE, { id: 'ana' })).toEqual({ kind: 'away', key: 'login 7' });
    expect(all(undefined).whose(HERE, { id: 'ana' })).toEqual({ kind: 'away', key: 'ana' });
    expect(all(1).whose(HERE, { id: 'ana' }), 'renamed').toMatchObject({ customer: { loginId: 1 } });
    expect(all(7).whose(HERE, { id: 'maria' })).toMatchObject({ customer: { loginId: 1 } });
    const blocked = { subscribers: [subscriberItem(HERE, 'ana', BLOCK)] };
    const owned = owning({ subscriber: { [HERE]: { ...written, formerLogin: 7 } } });
    expect(roll(blocked, ONLINE, { owned }).policyBefore(MARIA), 'another’s block').toBeUndefined();
  });

  test('of a name that several have: the one’s who is there, the one’s for whom it was made, else nobody can tell', () => {
    const twins = [aSubscriber({ id: 'cpe', ip: HERE }), aSubscriber({ id: 'cpe', ip: THERE, loginId: 2 })];
    const all = roll({}, { subscribers: twins });
    expect(all.whose(THERE, { id: 'cpe' })).toMatchObject({ customer: { loginId: 2 } });
    expect(all.whose(FAR, { id: 'cpe' })).toMatchObject({ kind: 'namesakes', customers: twins });
    expect(all.keyOf(FAR, { id: 'cpe' })).toBe('cpe');
    const known = roll(
      {},
      { subscribers: twins },
      { owned: owning({ subscriber: { [FAR]: { id: 'cpe', login: 2 } } }) },
    );
    expect(known.whose(FAR, { id: 'cpe' })).toMatchObject({ kind: 'online', customer: { loginId: 2 } });
    const inDoubt = roll(
      {},
      { subscribers: twins.slice(0, 1), doubts: [[aSubscriber({ id: 'cpe', ip: THERE, loginId: 2 })]] },
    );
    expect(inDoubt.whose(THERE, { id: 'cpe' })).toMatchObject({ customer: { loginId: 2 } });
  });

  test('entries of a customer are found wherever they are', () => {
    const bqn = { subscribers: [subscriberItem(FAR, 'cpe', BLOCK), subscriberItem(HERE, 'cpe', 'Gold')] };
    const twins = [aSubscriber({ id: 'cpe', ip: THERE, loginId: 2 }), aSubscriber({ id: 'cpe', ip: HERE })];
    const all = roll(bqn, { subscribers: twins });
    expect(all.seatsOf({ loginId: 2 })).toEqual([]);
    expect(all.seatsOf({ loginId: 1 }).map(({ ip }) => ip)).toEqual([HERE]);
  });

  test('the entry of a prefix is counted at the IPv4 of its customer, where the BQN has one', () => {
    const entries = [subscriberItem(PREFIX, 'maria', 'Gold'), subscriberItem(HERE, 'maria', 'Gold')];
    const both = roll({ subscribers: entries });
    expect(both.mainsOf(PREFIX, { id: 'maria' })).toEqual([HERE]);
    expect(both.mainsOf(HERE, { id: 'maria' }), 'the IPv4 is counted itself').toEqual([]);
    expect(both.mainsOf(PREFIX, { id: null }), 'of nobody').toEqual([]);
    expect(both.mainsOf(PREFIX, { id: 'jose' })).toEqual([]);
    expect(roll({ subscribers: entries.slice(0, 1) }).mainsOf(PREFIX, { id: 'maria' })).toEqual([]);
    const away = roll({ subscribers: entries }, {});
    expect(away.mainsOf(PREFIX, { id: 'maria' }), 'though they are offline').toEqual([HERE]);
  });
});

describe('who is left alone', () => {
  const vip: Other = anOther({ id: 'vip', loginId: 9, ip: THERE, served: 'by hand' });
  const people = { ...ONLINE, others: [vip] };

  test('holds the address all the same', () => {
    const all = roll({}, people);
    expect([all.othersAt(THERE), all.othersAt(HERE), all.holdersOf(THERE), all.holdersOf(FAR)]).toEqual([
      [vip],
      [],
      [vip],
      [],
    ]);
    expect([...all.addresses()].sort()).toEqual([HERE, THERE]);
    const both = roll({}, { ...people, others: [vip, { ...vip, loginId: 10, ip: HERE }, { ...vip, loginId: 11 }] });
    expect(both.holdersOf(HERE).map(({ loginId }) => loginId)).toEqual([1, 10]);
    expect(both.othersAt(THERE).map(({ loginId }) => loginId)).toEqual([9, 11]);
  });

  test('has entries that are left alone, online or not', () => {
    const all = roll({}, people, { outside: new Set(['gone']) });
    const outside = (id: string | null) => all.isOutside(FAR, { id });
    expect([outside('vip'), outside('gone'), outside('maria'), outside('x'), outside(null)]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    const namesake = { ...people, subscribers: [aSubscriber(MARIA), aSubscriber({ id: 'vip', ip: FAR, loginId: 3 })] };
    expect(roll({}, namesake).isOutside('100.64.0.9', { id: 'vip' }), 'nobody can tell whose it is').toBe(true);
  });

  test('but whoever is online without an address is not', () => {
    const nowhere = { others: [anOther({ id: 'ana', loginId: 4 })] };
    expect(roll({}, nowhere).isOutside(FAR, { id: 'ana' })).toBe(false);
    expect(roll({}, nowhere).whose(FAR, { id: 'ana' })).toMatchObject({
      kind: 'online',
      customer: { served: 'nowhere' },
    });
  });
});

test('what an older version remembers by name or address is known by the key of today', () => {
  const people = {
    subscribers: [
      aSubscriber(MARIA),
      ...[2, 3].map((n) => aSubscriber({ id: 'cpe', ip: `100.64.1.${n}`, loginId: n })),
    ],
  };
  const all = roll({}, people);
  expect(['maria', 'cpe', '100.64.1.3', 'ana', 'login 1'].map((name) => all.keyOfName(name))).toEqual([
    'login 1',
    'cpe',
    'login 3',
    'ana',
    'login 1',
  ]);
});

test('a login is one customer, at the address that it is counted at', () => {
  const people = {
    subscribers: [
      aSubscriber({ ...MARIA, ip: PREFIX, main: PREFIX }),
      aSubscriber({ ...MARIA, ip: '2001:db8:9::', main: PREFIX }),
    ],
  };
  expect(roll({}, { subscribers: [...people.subscribers].reverse() }).named('maria')).toMatchObject([{ ip: PREFIX }]);
  expect(roll({}, people).named('maria')).toMatchObject([{ ip: PREFIX }]);
  expect(roll({}, { subscribers: [...people.subscribers].reverse() }).online(1)).toMatchObject({ ip: PREFIX });
  expect(roll({}, people).online(1)).toMatchObject({ ip: PREFIX });
  expect(roll({}, people).online(2)).toBeUndefined();
});
