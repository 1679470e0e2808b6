import { describe, expect, test } from 'vitest';
import type { Override } from '../../src/customers/override-rule.ts';
import { EVERYBODY } from '../../src/mapping/scope-rule.ts';
import type { JsonObject } from '../../src/text/json.ts';
import { groupItem, owning, subscriberItem } from '../support/builders.ts';
import {
  aDebtor,
  aPayer,
  broken,
  drops,
  groups,
  IN_SERVICE,
  makes,
  OUT_OF_SERVICE,
  proving,
  regroups,
  turns,
} from './proving.ts';

const SKIP: Override = { login: 'maria', wish: { kind: 'skip' }, until: '2099-12-31', by: 'ana', why: 'test' };
const site = (value: string) => ({ column: 'id_concentrador', value });
const bqn = { subscribers: [subscriberItem('100.64.0.1', 'maria', 'Gold')] };
const owned = owning({ subscriber: ['100.64.0.1'], group: ['DS-maria', 'DS-jose'] });

describe('whoever is not served keeps what they have', () => {
  test.each([
    ['by an override', { overrides: new Map([['maria', SKIP]]) }],
    ['by their login', { scope: { ...EVERYBODY, skipLogins: new Set(['maria']) } }],
    ["by their plan's name", { scope: { ...EVERYBODY, skipPlans: new Set(['gold']) } }],
    ["by their plan's id", { scope: { ...EVERYBODY, skipPlans: new Set(['1']) } }],
    ['by their site', { scope: { ...EVERYBODY, skipSites: new Set(['north']) } }],
    ['by a subnet', { scope: { ...EVERYBODY, skipSubnets: [{ first: 0x64400001, last: 0x64400001 }] } }],
    ['by the subnets that are', { scope: { ...EVERYBODY, onlySubnets: [{ first: 1, last: 2 }] } }],
  ])('%s', (_how, mapping) => {
    const parts = { logins: [aPayer({ site: site('north') }), aDebtor()], bqn, owned, mapping };
    expect(broken(parts, [turns('100.64.0.1', { policyRate: 'Lead' })])).toContain('not served');
    expect(broken(parts, [drops('subscriber', '100.64.0.1')])).toEqual(['not served']);
    expect(broken(parts, [turns('100.64.0.1', { subscriberId: 'maria' })])).toEqual([]);
  });

  test('but for an address that is another’s by the newest session: their group lets go of it, and of nothing else', () => {
    const parted = { subscriberMembers: ['100.64.0.1'], policyRate: 'VIP' };
    const of = (connectedAt: string, group: JsonObject, ipConflict: 'newest' | 'skip' = 'newest') =>
      broken(
        {
          logins: [aPayer({ delegatedPrefix: '2001:db8:0:1::/64' }), aPayer({ id: 3, login: 'ana', connectedAt })],
          mapping: { overrides: new Map([['maria', SKIP]]), ipConflict },
          bqn: { groups: [groupItem('DS-maria', group)] },
        },
        [regroups('DS-maria', { members: [], policy: 'VIP' })],
      );
    const newer = '2029-01-09 00:00:00';
    expect(of(newer, parted)).toEqual([]);
    expect(of(newer, { subscriberRanges: ['100.64.0.0/31'], policyRate: 'VIP' })).toEqual([]);
    expect(of(newer, { ...parted, subscriberRanges: ['2001:db8:0:1::/64'] })).toEqual(['not served']);
    expect(of(newer, parted, 'skip')).toEqual(['not served']);
    expect(of('2001-01-09 00:00:00', parted)).toEqual(['not served']);
    const nowhere = { logins: [aPayer({ ip: '', delegatedPrefix: '2001:db8:0:1::/64' })] };
    const group = { groups: [groupItem('DS-maria', { subscriberRanges: ['2001:db8:0:1::/64'], policyRate: 'VIP' })] };
    const mapping = { overrides: new Map([['maria', SKIP]]) };
    const lets = [regroups('DS-maria', { members: [], policy: 'VIP' })];
    expect(broken({ ...nowhere, mapping, bqn: group }, lets)).toEqual(['not served']);
  });

  test('whoever is served is not among them', () => {
    const scope = {
      ...EVERYBODY,
      onlySubnets: [{ first: 0x64400000, last: 0x644000ff }],
      skipPlans: new Set(['lead']),
    };
    expect(broken({ logins: [aPayer()], mapping: { scope } }, [makes('100.64.0.1', 'maria', 'Gold')])).toEqual([]);
  });

  test('a plan that was not read may be one that is skipped', () => {
    const scope = { ...EVERYBODY, skipPlans: new Set(['vip']) };
    const parts = { logins: [aPayer({ plan: 7 })], bqn, owned, mapping: { scope } };
    const deletes = [drops('subscriber', '100.64.0.1')];
    expect(broken({ ...parts, completeness: { plans: 'cut' } }, deletes)).toEqual(['not served']);
    expect(broken(parts, deletes)).toEqual([]);
    expect(broken({ ...parts, logins: [aPayer({ plan: 0 })], completeness: { plans: 'cut' } }, deletes)).toEqual([]);
    expect(broken({ ...parts, logins: [aPayer()], completeness: { plans: 'cut' } }, deletes)).not.toContain(
      'not served',
    );
  });

  test('but what was of another, or a block of ours that their contract does not ask for any more', () => {
    const mapping = { overrides: new Map([['maria', SKIP]]) };
    const another = { subscribers: [subscriberItem('100.64.0.1', 'jose', 'Gold')] };
    const parts = { logins: [aPayer(), aDebtor()], owned, mapping };
    expect(broken({ ...parts, bqn: another }, [drops('subscriber', '100.64.0.1')])).toEqual([]);
    expect(broken({ ...parts, bqn: another }, [turns('100.64.0.1', { policyRate: '' })])).toEqual([]);
    expect(broken({ ...parts, bqn: another }, [turns('100.64.0.1', { subscriberId: 'maria' })])).toEqual([]);
    expect(broken({ ...parts, bqn: another }, [turns('100.64.0.1', { policyRate: 'Lead' })])).toContain('not served');
    const blocked = { subscribers: [subscriberItem('100.64.0.1', 'maria', 'Billing-Block')] };
    const frees = [turns('100.64.0.1', { policyRate: '' })];
    expect(broken({ ...parts, bqn: blocked }, frees)).toEqual([]);
    expect(broken({ ...parts, bqn: blocked, owned: owning() }, frees)).toContain('not served');
    const debtor = [aPayer({ contract: OUT_OF_SERVICE })];
    expect(broken({ ...parts, logins: debtor, bqn: blocked }, frees)).toEqual(['not served']);
    expect(broken({ ...parts, logins: [aPayer({ contract: 9 })], bqn: blocked }, frees)).toEqual([]);
  });

  test('nor what a group comes to say that the entry says of an address in doubt', () => {
    const mapping = { overrides: new Map([['maria', SKIP]]) };
    const rival = aPayer({ id: 3, login: 'ana', plan: 2 });
    const group = groupItem('DS-ana', { subscriberMembers: ['100.64.0.1'], policyRate: 'Billing-Block' });
    const says = (policy: string, entry: string) =>
      broken(
        {
          ...{ logins: [aPayer({ contract: OUT_OF_SERVICE }), rival], owned: owning({ group: ['DS-ana'] }), mapping },
          bqn: { subscribers: [subscriberItem('100.64.0.1', 'ana', entry)], groups: [group] },
        },
        [regroups('DS-ana', { members: ['100.64.0.1'], policy })],
      );
    expect(says('Lead', 'Lead')).toEqual([]);
    expect(says('Lead', 'Gold')).toContain('not served');
  });

  test('nor is their entry given another name', () => {
    const mapping = { overrides: new Map([['maria', SKIP]]) };
    const of = (policy: string, changes: Parameters<typeof proving>[1]) => {
      const subscribers = [subscriberItem('100.64.0.1', 'maria', policy)];
      return proving({ logins: [aPayer()], bqn: { subscribers }, owned, mapping }, changes).findings.filter(
        ({ rule }) => rule === 'not served',
      );
    };
    const renames = turns('100.64.0.1', { subscriberId: 'mary' });
    expect(of('Gold', [renames])).toEqual([
      { rule: 'not served', change: renames, logins: [1], was: 'Gold', becomes: 'Gold' },
    ]);
    expect(of('Billing-Block', [renames]), 'a block that stays').toHaveLength(1);
    expect(of('', [renames]), 'one that says nothing').toEqual([]);
    expect(of('', [drops('subscriber', '100.64.0.1')])).toEqual([]);
    const empty = makes('100.64.0.1', 'maria', '');
    expect(broken({ logins: [aPayer()], mapping }, [empty])).not.toContain('not served');
  });

  test('in groups, too', () => {
    const mapping = { overrides: new Map([['maria', SKIP]]) };
    const parts = { logins: [aPayer(), aDebtor()], owned, mapping };
    const held = (name: string, policyRate = 'Gold') => ({
      groups: [groupItem(name, { subscriberMembers: ['100.64.0.1'], policyRate })],
    });
    const members = ['100.64.0.1'];
    expect(broken({ ...parts, bqn: held('DS-maria') }, [regroups('DS-maria', { members, policy: 'Lead' })])).toEqual([
      'not served',
    ]);
    expect(broken({ ...parts, bqn: held('DS-maria') }, [regroups('DS-maria', { members, policy: 'Gold' })])).toEqual(
      [],
    );
    expect(broken({ ...parts, bqn: held('DS-maria') }, [drops('group', 'DS-maria')])).toEqual(['not served']);
    expect(broken({ ...parts, bqn: held('DS-jose') }, [drops('group', 'DS-jose')])).toEqual([]);
    expect(broken({ ...parts, bqn: held('DS-jose') }, [regroups('DS-jose', { members, policy: 'Lead' })])).toContain(
      'not served',
    );
    expect(broken({ ...parts, bqn: held('DS-maria', 'Billing-Block') }, [drops('group', 'DS-maria')])).toEqual([]);
    expect(broken({ ...parts, bqn: held('DS-maria') }, [makes('100.64.0.3', 'x', 'Gold')])).not.toContain('not served');
    const other = aPayer({ id: 5, login: 'ana', ip: '100.64.0.5', contract: IN_SERVICE });
    const two = { groups: [...held('DS-maria').groups, ...held('DS-jose').groups] };
    expect(
      broken({ ...parts, logins: [...parts.logins, other], bqn: two }, [regroups('DS-jose', { policy: '' })]),
    ).toEqual([]);
  });

  test('of several of one name, one of whom is served, a group that holds them by it is theirs', () => {
    const namesake = aPayer({ id: 5, login: 'maria', ip: '100.64.0.5', contract: IN_SERVICE });
    const mapping = { overrides: new Map([['id:1', SKIP]]) };
    const of = (fields: JsonObject, logins = [aPayer(), namesake]) =>
      broken({ logins, mapping, bqn: { groups: [groupItem('DS-maria', { ...fields, policyRate: 'Gold' })] } }, [
        drops('group', 'DS-maria'),
      ]);
    expect(of({ subscriberIds: ['maria'] })).not.toContain('not served');
    expect(of({ subscriberIds: ['maria'] }, [aPayer()]), 'of one alone').toContain('not served');
    expect(of({ subscriberIds: ['maria'], subscriberMembers: ['100.64.0.1'] }), 'that has theirs').toContain(
      'not served',
    );
    const made = [groups('DS-maria', { members: ['100.64.0.1'], policy: 'Gold' })];
    expect(broken({ logins: [aPayer(), namesake], mapping }, made), 'that is made').toContain('not served');
  });
});
