import { describe, expect, test } from 'vitest';
import { EVERYBODY } from '../../src/mapping/scope-rule.ts';
import { aLogin, groupItem, owning, subscriberItem } from '../support/builders.ts';
import { aDebtor, aPayer, broken, drops, groups, IN_SERVICE, makes, proving, regroups, turns } from './proving.ts';

const PREFIX = '2001:db8:0:20::/60';
const skipping = (login: string) => ({
  overrides: new Map([
    [login, { login, wish: { kind: 'skip' } as const, until: '2099-12-31', by: 'ana', why: 'test' }],
  ]),
});

describe('nobody online is put under an entry of somebody else', () => {
  test('one that names them is theirs', () => {
    expect(broken({ logins: [aPayer()] }, [makes('100.64.0.1', 'maria', 'Gold')])).toEqual([]);
  });

  test('one that names another is not, and is withheld with all of that customer', () => {
    const logins = [aPayer(), aDebtor()];
    const changes = [
      makes('100.64.0.1', 'jose', 'Billing-Block', { belongsTo: ['100.64.0.2'] }),
      makes('100.64.0.2', 'jose', 'Billing-Block'),
    ];
    const { findings, withheld, plan } = proving({ logins }, changes);
    expect(findings[0]).toMatchObject({ rule: 'under another', logins: [1], was: null, becomes: 'Billing-Block' });
    expect(withheld).toEqual(changes);
    expect(plan.changes).toEqual([]);
  });

  test('what stood there before and is left as it stood is no finding; nor what says nothing', () => {
    const bqn = { subscribers: [subscriberItem('100.64.0.1', 'gone', 'Gold')] };
    const owned = owning({ subscriber: ['100.64.0.1'] });
    expect(broken({ logins: [aPayer()], bqn, owned }, [turns('100.64.0.1', { subscriberId: 'gone' })])).toEqual([]);
    expect(broken({ logins: [aPayer()], bqn, owned }, [turns('100.64.0.1', { policyRate: '' })])).toEqual([]);
    expect(broken({ logins: [aPayer()], bqn, owned }, [turns('100.64.0.1', { policyRate: 'Lead' })])).toEqual([
      'under another',
    ]);
  });

  test('an entry that is made another’s is, though it says what it said', () => {
    const bqn = { subscribers: [subscriberItem('100.64.0.1', 'maria', 'Gold')] };
    expect(broken({ logins: [aPayer(), aDebtor()], bqn }, [turns('100.64.0.1', { subscriberId: 'jose' })])).toContain(
      'under another',
    );
  });

  test('one that names them is theirs whomever the books name', () => {
    const bqn = { subscribers: [subscriberItem('100.64.0.1', 'maria', 'Gold')] };
    const owned = owning({ subscriber: { '100.64.0.1': { id: 'maria', login: 7 } } });
    expect(broken({ logins: [aPayer()], bqn, owned }, [turns('100.64.0.1', { policyRate: 'Lead' })])).toEqual([]);
  });

  test('a login by its id in billing is named by what it is called on the BQN', () => {
    const spaced = aPayer({ login: 'ma ria' });
    expect(broken({ logins: [spaced] }, [makes('100.64.0.1', 'ma_ria', 'Gold')])).toEqual([]);
  });

  test('an IPv6 entry is of whoever has the narrowest prefix around it', () => {
    const logins = [aPayer({ delegatedPrefix: '2001:db8:0:20::/64' }), aDebtor({ delegatedPrefix: '2001:db8::/48' })];
    const mapping = { ipv6Subscribers: 64 };
    expect(broken({ logins, mapping }, [makes('2001:db8:0:20::', 'jose', 'Billing-Block')])).toContain('under another');
    expect(broken({ logins, mapping }, [makes('2001:db8:0:99::', 'jose', 'Billing-Block')])).not.toContain(
      'under another',
    );
  });
});

describe('what a BQN keys as one prefix, where one shows it and another has a part of it', () => {
  const mapping = { ipv6Subscribers: 60 };
  const ana = { id: 3, login: 'ana', ip: '100.64.0.3', delegatedPrefix: '2001:db8:0:21::/64' };
  const [key] = PREFIX.split('/');
  const entry = (id: string) => [makes(key ?? '', id, 'Gold')];
  const logins = [aPayer({ delegatedPrefix: PREFIX }), aPayer(ana)];

  test('is that of the one whom the wishes decided for, who stands for both', () => {
    expect(broken({ logins, mapping }, entry('maria'))).toEqual([]);
    expect(broken({ logins, mapping }, entry('jose'))).toContain('under another');
  });

  test("is nobody's while they would get different things", () => {
    const [maria = aPayer()] = logins;
    const differ = [maria, aPayer({ ...ana, plan: 2 })];
    expect(broken({ logins: differ, mapping }, entry('maria'))).toContain('under another');
  });

  test('and not of one who has their name and shows nothing of it', () => {
    const namesake = aPayer({ id: 4, login: 'ana', ip: '100.64.0.4' });
    const [maria = aPayer()] = logins;
    expect(broken({ logins: [maria, namesake], mapping }, entry('ana'))).toContain('under another');
  });
});

describe('a place that two show', () => {
  const rivals = [aPayer({ plan: 1 }), aPayer({ id: 3, login: 'ana', plan: 2 })];

  test("is nobody's while they would get different things", () => {
    expect(broken({ logins: rivals }, [makes('100.64.0.1', 'maria', 'Gold')])).toContain('under another');
  });

  test('is that of the one whom the wishes decided for', () => {
    const same = [aPayer({ delegatedPrefix: PREFIX }), aPayer({ id: 3, login: 'ana' })];
    expect(broken({ logins: same }, [makes('100.64.0.1', 'maria', 'Gold')])).toEqual([]);
    const group = groups('DS-maria', { members: ['100.64.0.1'], policy: 'Gold' });
    expect(broken({ logins: same, mapping: { dualStack: true } }, [group])).toEqual([]);
  });

  test('is held by whoever is skipped, unless they are the older session where the newest counts', () => {
    const skipped = { ...skipping('ana') };
    expect(broken({ logins: rivals, mapping: skipping('id:3') }, [makes('100.64.0.1', 'maria', 'Gold')])).toEqual(
      expect.arrayContaining(['under another', 'not served']),
    );
    expect(broken({ logins: rivals, mapping: skipped }, [makes('100.64.0.1', 'maria', 'Gold')])).toEqual(
      expect.arrayContaining(['under another', 'not served']),
    );
    const newest = { ...skipped, ipConflict: 'newest' as const };
    const older = [aPayer({ connectedAt: '2024-01-09 00:00:00' }), aPayer({ id: 3, login: 'ana' })];
    expect(broken({ logins: older, mapping: newest }, [makes('100.64.0.1', 'maria', 'Gold')])).toEqual([]);
    const group = groups('DS-maria', { members: ['100.64.0.1'], policy: 'Gold' });
    const dual = older.map((login, at) => (at === 0 ? { ...login, delegatedPrefix: PREFIX } : login));
    const both = [makes('100.64.0.1', 'maria', 'Gold'), group];
    expect(broken({ logins: dual, mapping: { ...newest, dualStack: true } }, both)).toEqual([]);
    expect(broken({ logins: rivals, mapping: newest }, [makes('100.64.0.1', 'maria', 'Gold')])).toContain(
      'under another',
    );
    const alike = [aPayer({ delegatedPrefix: PREFIX }), aPayer({ id: 3, login: 'ana' })];
    const of = (change: typeof group) =>
      broken({ logins: alike, mapping: { ...skipped, dualStack: true } }, [change]).includes('under another');
    expect([of(group), of(makes('100.64.0.1', 'maria', 'Gold'))], 'though they have the same plan').toEqual([
      true,
      true,
    ]);
  });

  test('is free of one who is served by another box, where the same addresses may be in use', () => {
    const scope = { ...EVERYBODY, onlySites: new Set(['north']) };
    const north = aPayer({ site: { column: 'id_concentrador', value: ' North ' } });
    const south = aPayer({ id: 3, login: 'ana', plan: 2, site: { column: 'id_concentrador', value: 'south' } });
    expect(broken({ logins: [north, south], mapping: { scope } }, [makes('100.64.0.1', 'maria', 'Gold')])).toEqual([]);
    const ip = '203.0.113.1';
    const there = [north, south].map((login) => ({ ...login, ip }));
    expect(broken({ logins: there, mapping: { scope } }, [makes(ip, 'maria', 'Gold')]), 'a public one').toContain(
      'under another',
    );
  });
});

describe('nobody online is put into a group of somebody else', () => {
  const logins = [aPayer({ delegatedPrefix: PREFIX }), aDebtor()];
  const blocks = { policy: 'Billing-Block' };

  test.each([
    ['by member', { members: ['100.64.0.1'] }],
    ['by IPv4 range', { ranges: ['100.64.0.0/31'] }],
    ['by a range of one address', { ranges: ['100.64.0.1/32'] }],
    ['by prefix', { ranges: [PREFIX] }],
    ['by a wider prefix', { ranges: ['2001:db8::/48'] }],
    ['by a narrower prefix', { ranges: ['2001:db8:0:21::/64'] }],
    ['by subscriber id', { ids: ['maria'] }],
  ])('%s', (_how, parts) => {
    expect(broken({ logins }, [groups('DS-jose', { ...parts, ...blocks })])).toContain('under another');
    expect(broken({ logins }, [groups('DS-maria', { ...parts, policy: 'Gold' })])).not.toContain('under another');
  });

  test('whose a group is the books say, by the login that it was made for', () => {
    const put = (name: string, login: number) =>
      broken({ logins, owned: owning({ group: { [name]: { login } } }) }, [
        regroups(name, { members: ['100.64.0.1'], ...blocks }),
      ]);
    expect(put('DS-jose', 1), 'of maria, who was renamed').not.toContain('under another');
    expect(put('DS-maria', 2), 'of jose, who was called so').toContain('under another');
  });

  test('an entry under the name of before is of whom the books know by it', () => {
    const renamed = [aPayer({ login: 'mary', delegatedPrefix: PREFIX })];
    const bqn = { subscribers: [subscriberItem('2001:db8:0:20::', 'maria', 'Lead')] };
    const change = turns('2001:db8:0:20::', { policyRate: 'Gold' });
    const made = (login: number) =>
      broken({ logins: renamed, bqn, owned: owning({ subscriber: { '2001:db8:0:20::': { id: 'maria', login } } }) }, [
        change,
      ]);
    expect(made(1)).not.toContain('under another');
    expect(made(7)).toContain('under another');
  });

  test('a pool in which others have their own is nobody’s, and what is left of it, neither', () => {
    const owned = owning({ group: { 'DS-maria': { login: 1 } } });
    const bqn = { groups: [groupItem('DS-maria', { subscriberRanges: ['2001:db8:0:99::/64'], policyRate: 'Gold' })] };
    const turned = [regroups('DS-maria', { ranges: ['2001:db8:0:99::/64'], policy: 'Lead' })];
    const wide = (delegatedPrefix: string) => [
      aPayer({ delegatedPrefix: PREFIX }),
      aDebtor({ contract: IN_SERVICE, delegatedPrefix }),
    ];
    expect(broken({ logins: wide('2001:db8::/48'), bqn, owned }, turned)).not.toContain('under another');
    expect(broken({ logins: wide('2001:db8:0:99::/64'), bqn, owned }, turned)).toContain('under another');
  });

  test('what is no address holds nobody', () => {
    expect(
      broken({ logins }, [
        groups('DS-jose', { members: ['x'], ranges: ['y::z', '1::/999'], ids: ['nobody'], ...blocks }),
      ]),
    ).not.toContain('under another');
  });

  test('a range that is none is passed over', () => {
    const ranges = ['x', 'y::z', '100.64.0.0/30', '2001:db8::/48'];
    const bqn = { groups: [groupItem('Condo', { subscriberRanges: ranges, policyRate: 'Gold' })] };
    const odd = [aPayer({ delegatedPrefix: 'bad', linkPrefix: PREFIX })];
    expect(broken({ logins: odd, bqn }, [makes('100.64.0.1', 'maria', 'Gold')])).toEqual([]);
  });

  test('who was in it before is wronged by another policy alone', () => {
    const bqn = { groups: [groupItem('DS-jose', { subscriberMembers: ['100.64.0.1'], policyRate: 'Gold' })] };
    const owned = owning({ group: ['DS-jose'] });
    expect(broken({ logins, bqn, owned }, [regroups('DS-jose', { members: ['100.64.0.1'], policy: 'Gold' })])).toEqual(
      [],
    );
    expect(broken({ logins, bqn, owned }, [regroups('DS-jose', { members: ['100.64.0.1'], policy: 'Lead' })])).toEqual([
      'under another',
    ]);
    expect(broken({ logins, bqn, owned }, [regroups('DS-jose', { members: ['100.64.0.1'], policy: '' })])).toEqual([]);
    expect(broken({ logins, bqn, owned }, [drops('group', 'DS-jose')])).toEqual([]);
  });

  test('a group may come to say what the entry says of an address in doubt, under which they are anyway', () => {
    const rivals = [aPayer({ plan: 1 }), aPayer({ id: 3, login: 'ana', plan: 2 })];
    const bqn = {
      subscribers: [subscriberItem('100.64.0.1', 'maria', 'Gold')],
      groups: [groupItem('DS-maria', { subscriberMembers: ['100.64.0.1'], policyRate: 'Lead' })],
    };
    const owned = owning({ group: ['DS-maria'] });
    const agreeing = regroups('DS-maria', { members: ['100.64.0.1'], policy: 'Gold' });
    expect(broken({ logins: rivals, bqn, owned }, [agreeing])).toEqual([]);
    const others = regroups('DS-maria', { members: ['100.64.0.1'], policy: 'VIP' });
    const { findings } = proving({ logins: rivals, bqn, owned }, [others]);
    expect(findings.filter(({ rule }) => rule === 'under another')).toEqual([
      { rule: 'under another', change: others, logins: [3], was: 'Lead', becomes: 'VIP' },
    ]);
    const { subscribers: _none, ...groupsAlone } = bqn;
    expect(broken({ logins: rivals, bqn: groupsAlone, owned }, [agreeing]), 'no entry').toEqual(['under another']);
    const [maria, ana] = rivals;
    const prefixed = [
      { ...aPayer(), ...maria },
      { ...aPayer(), ...ana, delegatedPrefix: '2001:db8:0:30::/64' },
    ];
    expect(broken({ logins: prefixed, bqn, owned, mapping: { ipv6Subscribers: 64 } }, [agreeing])).toEqual([]);
  });

  test('who shares a place with the customer of a group may be in it, though they have another of their own', () => {
    const ana = aPayer({ id: 3, login: 'ana', delegatedPrefix: '2001:db8:0:30::/64' });
    const group = groups('DS-maria', { members: ['100.64.0.1'], policy: 'Gold' });
    const mapping = { dualStack: true, ipv6Subscribers: 64 };
    const same = [aPayer({ delegatedPrefix: '2001:db8:0:20::/64' }), ana];
    expect(broken({ logins: same, mapping }, [group])).not.toContain('under another');
  });

  test('all of a contract share the group that joins them', () => {
    const joined = [aPayer(), aPayer({ id: 3, login: 'ana', ip: '100.64.0.3' })];
    const group = groups('DS-maria', { members: ['100.64.0.1', '100.64.0.3'], policy: 'Gold' });
    expect(broken({ logins: joined, mapping: { joinContracts: true } }, [group])).toEqual([]);
    expect(broken({ logins: joined }, [group])).toContain('under another');
  });

  test("whoever is not online is in nobody's way", () => {
    const unseen = aLogin({ id: 4, login: 'rui', ip: '100.64.0.4', contract: IN_SERVICE, plan: 1, isUnseen: true });
    const group = groups('DS-jose', { members: ['100.64.0.4'], ids: ['rui'], ...blocks });
    expect(broken({ logins: [...logins, unseen] }, [group])).not.toContain('under another');
  });
});
