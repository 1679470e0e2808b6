import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/changes/change-plan.ts';
import type { OwnedEntry } from '../../src/customers/owned.ts';
import { EVERYBODY } from '../../src/mapping/scope-rule.ts';
import type { JsonObject } from '../../src/text/json.ts';
import { aDesired, anUpdate, aSubscriber, groupItem, owning, policyItem, subscriberItem } from '../support/builders.ts';
import {
  aDebtor,
  aPayer,
  drops,
  groups,
  makes,
  type Parted,
  type Parts,
  regroups,
  speeds,
  turns,
  worldOf,
} from './proving.ts';

const IP = '100.64.0.1';
const PREFIX = '2001:db8:0:20::/60';
const maria = aPayer();
const names = (logins: readonly { readonly login: string }[]) => logins.map(({ login }) => login).sort();
const held = (name: string, policyRate: string, more: JsonObject = {}) =>
  groupItem(name, { subscriberMembers: [IP], policyRate, ...more });

describe('writes concern', () => {
  const logins = [maria, aDebtor({ delegatedPrefix: PREFIX }), aPayer({ id: 3, login: 'ana', ip: '100.64.0.3' })];
  const bqn = {
    subscribers: [
      subscriberItem(IP, 'maria', 'Gold'),
      subscriberItem('100.64.0.2', 'jose', 'Lead'),
      subscriberItem('100.64.0.3', 'ana', ''),
    ],
    groups: [held('DS-maria', 'Gold')],
  };
  const rates = (down: number, up: number) =>
    anUpdate({
      kind: 'policy',
      key: 'Gold',
      body: { rateLimitDownlink: { rate: down }, rateLimitUplink: { rate: up } },
    });

  test.each<readonly [string, Change, readonly string[]]>([
    ['whose address an entry is at', turns(IP, { policyRate: '' }), ['maria']],
    ['whose prefix it is for', makes('2001:db8:0:20::', 'jose', 'Gold'), ['jose']],
    ['nobody, where nobody is', makes('100.64.0.9', 'rui', 'Gold'), []],
    ['whom a group held', regroups('DS-maria', { members: [] }), ['maria']],
    ['whom a group comes to hold', regroups('DS-maria', { members: ['100.64.0.2'] }), ['jose', 'maria']],
    ['whom one holds that is made', groups('DS-jose', { ranges: [PREFIX] }), ['jose']],
    ['whose policy has another speed down', rates(1, 50_000), ['maria']],
    ['whose policy has another speed up', rates(100_000, 1), ['maria']],
    ['nobody by a policy that stays as quick as it was', rates(100_000, 50_000), []],
  ])('%s', (_whom, change, whom) => {
    expect(names(worldOf({ logins, bqn }, [change]).concerned)).toEqual(whom);
  });
});

describe('entries of a login stand', () => {
  const at = (fields: Parameters<typeof aPayer>[0], mapping: Parts['mapping'] = {}) => {
    const login = aPayer(fields);
    return worldOf({ logins: [login, aDebtor({ delegatedPrefix: '2001:db8:0:f0::/64' })], mapping }).keysOf(login);
  };

  test('at their address, and where their prefixes begin, as wide as entries of IPv6 are', () => {
    expect(at({ delegatedPrefix: '2001:db8:0:20::/64', linkPrefix: '2001:db8:9::/64' })).toEqual([
      IP,
      '2001:db8:0:20::',
      '2001:db8:9::',
    ]);
    expect(at({ delegatedPrefix: '2001:db8:0:21::/64' }, { ipv6Subscribers: 60 })).toEqual([IP, '2001:db8:0:20::']);
    expect(at({ ip: '', delegatedPrefix: '2001:db8:7::/72' })).toEqual(['2001:db8:7::']);
    expect(at({ ip: '' })).toEqual([]);
  });

  test('not at a prefix that is wider than these, nor at the provider’s pool', () => {
    expect(at({ delegatedPrefix: PREFIX })).toEqual([IP]);
    expect(at({ delegatedPrefix: '2001:db8::/48' }, { ipv6Subscribers: 48 })).toEqual([IP]);
  });
});

describe('of the groups', () => {
  const pool = aDebtor({ delegatedPrefix: '2001:db8::/48' });
  const groupsOf = (login: typeof maria, parts: Parts, changes: readonly Change[]) =>
    worldOf(
      {
        logins: [aPayer({ delegatedPrefix: PREFIX }), pool].map((one) => (one.id === login.id ? login : one)),
        ...parts,
      },
      changes,
    ).groupsOf(login);

  test('those are a login’s that hold them and say something, before or after', () => {
    const bqn = {
      groups: [
        held('DS-maria', 'Gold'),
        held('Condo', 'VIP'),
        held('Silent', ''),
        groupItem('DS-x', { policyRate: 'Gold' }),
      ],
    };
    const changes = [turns(IP, { policyRate: '' }), drops('group', 'DS-maria'), groups('DS-new', { members: [IP] })];
    expect(groupsOf(maria, { bqn }, changes)).toEqual(['DS-maria', 'Condo', 'DS-new']);
    expect(groupsOf(maria, { bqn }, [speeds('VIP', 5)]), 'of whom the writes concern').toEqual([]);
  });

  test('one says nothing without a policy', () => {
    const world = worldOf({ logins: [maria], bqn: { groups: [held('Silent', ''), held('Condo', 'VIP')] } });
    const at = (name: string) => world.groupAt(name, world.before, maria)?.policy;
    expect([at('Silent'), at('Condo'), at('none')]).toEqual([undefined, 'VIP', undefined]);
  });

  test('a group in a pool holds nobody by the pool', () => {
    const item = groupItem('DS-x', { subscriberRanges: ['2001:db8:0:99::/64'], policyRate: 'Gold' });
    expect(groupsOf(pool, { bqn: { groups: [item] } }, [turns('100.64.0.2', { policyRate: '' })])).toEqual([]);
  });
});

describe('what the writes leave', () => {
  const after = (parts: Parts, changes: readonly Change[]) => worldOf({ logins: [maria], ...parts }, changes);
  const entry = { subscribers: [subscriberItem(IP, 'maria', 'Gold')] };

  test('is what entries and groups of ours say; a group of the operator’s says what it says', () => {
    const touches = [turns(IP, { subscriberId: 'maria' })];
    const fate = (name: string, owned: readonly string[] = []) =>
      after(
        { bqn: { ...entry, groups: [held(name, 'Billing-Block')] }, owned: owning({ group: owned }) },
        touches,
      ).fateAfter(maria);
    expect(fate('Condo')).toMatchObject({ isBlocked: false, policy: 'Gold', downKbps: 100_000, upKbps: 50_000 });
    expect(fate('Condo', ['Condo'])).toMatchObject({ isBlocked: true, policy: 'Billing-Block' });
    expect(fate('DS-x')).toMatchObject({ isBlocked: true, policy: 'Billing-Block' });
  });

  test('is no limit where nothing is said, or by a policy that is not there', () => {
    const fate = (policyRate: string) => after({ bqn: entry }, [turns(IP, { policyRate })]).fateAfter(maria);
    expect(fate('')).toEqual({ isBlocked: false, policy: null, downKbps: -1, upKbps: -1, isSure: true });
    expect(fate('Ghost')).toEqual({ isBlocked: false, policy: 'Ghost', downKbps: -1, upKbps: -1, isSure: true });
  });

  test.each<readonly [string, boolean, readonly Change[]]>([
    ['another policy', true, [turns(IP, { policyRate: 'Lead' })]],
    ['another name', false, [turns(IP, { subscriberId: 'mary' })]],
    ['another speed down', true, [anUpdate({ kind: 'policy', key: 'Gold', body: { rateLimitDownlink: { rate: 1 } } })]],
    ['another speed up', true, [anUpdate({ kind: 'policy', key: 'Gold', body: { rateLimitUplink: { rate: 1 } } })]],
    ['another speed of another policy', false, [speeds('Lead', 1)]],
  ])('touches somebody by %s: %s', (_what, isTouched, changes) => {
    expect(after({ bqn: entry }, changes).isTouched(maria)).toBe(isTouched);
  });

  test('a group says nothing more of whom it lets go', () => {
    const bqn = { ...entry, groups: [held('DS-maria', 'Lead')] };
    const world = after({ bqn }, [regroups('DS-maria', { members: ['100.64.0.9'], policy: 'Lead' })]);
    expect([...world.saidOf(maria, world.before)]).toEqual(['Gold', 'Lead']);
    expect([...world.saidOf(maria, world.after)]).toEqual(['Gold']);
  });
});

describe('what a customer had is', () => {
  /** By what stands at the address of maria, who gets Gold there. */
  const had = (parts: Parts, changes: readonly Change[] = [turns(IP, { subscriberId: 'maria', policyRate: 'Gold' })]) =>
    worldOf({ logins: [maria, aDebtor()], ...parts }, changes).fateBefore(maria);
  const remembered = (policy: string) => new Map([['login 1', policy]]);
  const at = (id: string, policy: string, more: JsonObject[] = []) => ({
    subscribers: [subscriberItem(IP, id, policy), ...more],
  });
  const known = (entry: Partial<OwnedEntry>) => owning({ subscriber: { [IP]: entry } });

  test('what the entry says that names them, whatever else is said', () => {
    expect(had({ bqn: at('maria', 'Gold'), remembered: remembered('Billing-Block') })).toEqual({
      isBlocked: false,
      policy: 'Gold',
      downKbps: 100_000,
      upKbps: 50_000,
      isSure: true,
    });
    expect(
      had({ bqn: { ...at('maria', 'Billing-Block'), policies: [policyItem()] } }),
      'without the policy',
    ).toMatchObject({
      isBlocked: true,
      isSure: true,
    });
    const both = { ...at('maria', 'Ghost'), groups: [held('DS-maria', 'Lead')] };
    expect(had({ bqn: both }), 'a policy that is not there limits nobody').toMatchObject({
      policy: 'Lead',
      isSure: true,
    });
  });

  test('what their own entry of a prefix says, whatever stands at their address under a name that nobody knows', () => {
    const six = aPayer({ delegatedPrefix: PREFIX });
    const beside = (policy: string) => {
      const bqn = at('radius', 'VIP', [subscriberItem('2001:db8:0:20::', 'maria', policy)]);
      const changes = [turns(IP, { subscriberId: 'maria', policyRate: 'Gold' })];
      return worldOf({ logins: [six], mapping: { ipv6Subscribers: 60 }, bqn }, changes).fateBefore(six);
    };
    expect(beside('Lead'), 'but nothing is concluded').toMatchObject({ policy: 'Lead', isSure: false });
    expect(beside('Ghost'), 'a policy that is not there limits nobody').toMatchObject({ policy: 'VIP' });
    expect(beside('VIP')).toMatchObject({ policy: 'VIP', isSure: true });
  });

  test('what a group of theirs says, unless the books differ', () => {
    const bqn = { groups: [held('DS-maria', 'Lead'), held('DS-jose', 'VIP')] };
    expect(had({ bqn })).toMatchObject({ policy: 'Lead', isSure: true });
    expect(had({ bqn, remembered: remembered('Lead') })).toMatchObject({ policy: 'Lead', isSure: true });
    expect(had({ bqn, remembered: remembered('Billing-Block') })).toBeUndefined();
  });

  test('what the books remember where what stands there is another’s who is online', () => {
    const blocks = { ...at('jose', 'Billing-Block'), groups: [held('DS-jose', 'Billing-Block')] };
    expect(had({ bqn: blocks, remembered: remembered('Lead') })).toMatchObject({ isBlocked: false, policy: 'Lead' });
    expect(had({ bqn: blocks })).toMatchObject({ isBlocked: false, policy: null, downKbps: -1 });
    expect(had({ bqn: at('jose', 'Gold'), remembered: remembered('Ghost') })).toMatchObject({ policy: null });
  });

  test('perhaps what an entry says of nobody who is known', () => {
    expect(had({ bqn: at('radius', 'Billing-Block') })).toMatchObject({ isBlocked: true, isSure: false });
    expect(had({ bqn: at('radius', 'VIP') })).toMatchObject({ policy: 'VIP', isSure: false });
    expect(had({ bqn: at('radius', 'VIP'), remembered: remembered('Lead') }), 'the books differ').toBeUndefined();
    expect(had({ bqn: at('radius', 'Ghost') }), 'a policy that is not there').toMatchObject({ policy: null });
  });

  test('unknown where an entry blocks one who is not online: who was renamed is the same customer', () => {
    const books = new Map([['gone', 'Gold']]);
    expect(had({ bqn: at('gone', 'Billing-Block'), remembered: books })).toBeUndefined();
    expect(had({ bqn: at('gone', 'Billing-Block'), owned: known({ id: 'gone' }) })).toBeUndefined();
    expect(had({ bqn: at('gone', 'VIP'), remembered: books }), 'no block').toMatchObject({ policy: null });
    expect(had({ bqn: at('gone', 'VIP'), owned: known({ id: 'gone' }) })).toMatchObject({ policy: null });
  });

  test('what stands where they were before, but for the entries of another who had the name', () => {
    const elsewhere = {
      subscribers: [subscriberItem('100.64.0.9', 'maria', 'Lead'), subscriberItem('100.64.0.8', '', 'VIP')],
    };
    expect(had({ bqn: elsewhere })).toMatchObject({ policy: 'Lead', isSure: true });
    expect(had({ bqn: elsewhere, remembered: remembered('Gold') })).toBeUndefined();
    expect(had({ bqn: at('maria', ''), remembered: remembered('Gold') }), 'an empty entry').toBeUndefined();
    const owned = owning({ subscriber: { '100.64.0.9': { id: 'maria', login: 7 } } });
    expect(had({ bqn: elsewhere, owned, remembered: remembered('Gold') })).toMatchObject({ policy: 'Gold' });
  });

  test('nothing that was taken, where nothing of theirs stood, and nothing stands', () => {
    const lets = [drops('group', 'DS-jose')];
    const parts: Parted = { members: [IP] };
    expect(had({ bqn: { groups: [held('DS-jose', 'VIP')] }, remembered: remembered('Lead') }, lets)).toBeUndefined();
    expect(had({ remembered: remembered('Lead') }, [groups('DS-maria', parts)])).toMatchObject({ policy: 'Lead' });
  });
});

describe('a place that two show', () => {
  const at = (time: string, fields: Partial<typeof maria> = {}) =>
    aPayer({ connectedAt: `2024-01-09 ${time}`, ...fields });
  const ana = (time: string) => at(time, { id: 3, login: 'ana', delegatedPrefix: '2001:db8:3::/64' });
  /** Which the wishes decided for maria. */
  const decided =
    (mapping: NonNullable<Parts['mapping']>, winner = at('12:00:00')) =>
    (other: typeof maria) =>
      worldOf({ logins: [winner, other], mapping, desired: aDesired({ subscribers: [aSubscriber()] }) });
  const skip = { scope: { ...EVERYBODY, skipLogins: new Set(['ana']) } };

  test('is lost by the older session, where that counts', () => {
    const isOusted = (ipConflict: 'newest' | 'skip', time: string, key = IP) => {
      const other = ana(time);
      return decided({ ...skip, ipConflict })(other).isOusted(other, key);
    };
    expect(isOusted('newest', '11:59:59')).toBe(true);
    expect(isOusted('newest', '12:00:00')).toBe(false);
    expect(isOusted('newest', '12:00:01')).toBe(false);
    expect(isOusted('skip', '11:59:59')).toBe(false);
    expect(isOusted('newest', '11:59:59', '100.64.0.9'), 'another place').toBe(false);
  });

  test('is also that of the one who has it', () => {
    const isShared = (mapping: NonNullable<Parts['mapping']>, time = '11:59:59', customer = 1) => {
      const other = ana(time);
      return decided(mapping)(other).isShared(other, new Set([customer]));
    };
    expect(isShared({})).toBe(true);
    expect(isShared({}, '11:59:59', 3), 'of nobody else').toBe(false);
    expect(isShared(skip), 'not of whoever is left alone').toBe(false);
    expect(isShared({ ...skip, ipConflict: 'newest' }), 'unless they are ousted').toBe(true);
    expect(isShared({ ...skip, ipConflict: 'newest' }, '12:00:01')).toBe(false);
  });
});

describe('whose an entry is', () => {
  test.each<readonly [string, string, Partial<OwnedEntry>, boolean]>([
    ['theirs by name', 'maria', { id: 'maria' }, false],
    ['theirs by the login that it was made for', 'mary', { id: 'mary', login: 1 }, false],
    ['another’s by name', 'jose', {}, true],
    ['another’s by the books', 'gone', { id: 'gone' }, true],
    ['another’s by the login that it was made for', 'maria', { id: 'maria', login: 2 }, true],
    ['nobody’s who is known', 'radius', { id: 'maria' }, false],
  ])('%s', (_whose, id, entry, isOthers) => {
    const world = worldOf({ logins: [maria, aDebtor()], owned: owning({ subscriber: { [IP]: entry } }) });
    expect(world.isOthers(IP, { id }, maria)).toBe(isOthers);
    expect(world.isOthers(IP, { id: null }, maria), 'one without a name').toBe(false);
  });
});
