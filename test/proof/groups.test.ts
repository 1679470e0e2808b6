import { describe, expect, test } from 'vitest';
import { readGroup } from '../../src/bqn/resources.ts';
import { customersOf, heldBy, holds, Near } from '../../src/proof/groups.ts';
import { groupItem, owning } from '../support/builders.ts';
import { aDebtor, aPayer, groupBody, type Parted, worldOf } from './proving.ts';

const maria = aPayer({ delegatedPrefix: '2001:db8:0:20::/60', linkPrefix: '2001:db8:9::/64' });
const jose = aDebtor({ login: 'jo se' });
const eva = aPayer({ id: 5, login: 'eva', ip: '', delegatedPrefix: '2001:db8:0:40::/60' });
/** Whose prefix is the provider's pool, in which maria and eva have theirs. */
const rui = aPayer({ id: 6, login: 'rui', ip: '100.64.1.6', delegatedPrefix: '2001:db8::/48' });
const LOGINS = [maria, jose, eva, rui];
const { people } = worldOf({ logins: LOGINS });

const group = (parts: Parted) => readGroup(groupItem('DS-x', groupBody(parts)));
const namesOf = (logins: Iterable<{ readonly login: string }>) => [...logins].map(({ login }) => login).sort();

describe('a group holds', () => {
  test.each<readonly [string, Parted, readonly string[]]>([
    ['nobody, empty', {}, []],
    ['whose addresses are its members', { members: ['100.64.0.1', '100.64.0.2', '100.64.0.9'] }, ['jo se', 'maria']],
    ['whose address lies in a range', { ranges: ['100.64.0.0/31'] }, ['maria']],
    ['all whose addresses lie in it', { ranges: ['100.64.0.0/30'] }, ['jo se', 'maria']],
    ['whose address alone is one', { ranges: ['100.64.0.2/32'] }, ['jo se']],
    ['whose address lies in any of several', { ranges: ['x', 'y::z', '203.0.113.0/24', '100.64.0.2'] }, ['jo se']],
    ['whose prefix is a range', { ranges: ['2001:db8:0:20::/60'] }, ['maria']],
    ['whose other prefix is one', { ranges: ['2001:db8:9::/64'] }, ['maria']],
    ['who have a part of their prefix in it', { ranges: ['2001:db8:0:41::/64'] }, ['eva']],
    ['all whose prefixes lie in it', { ranges: ['2001:db8::/56'] }, ['eva', 'maria']],
    ['nobody by a part of the pool that is nobody’s', { ranges: ['2001:db8:0:99::/64'] }, []],
    ['whoever is called so on a BQN', { ids: ['jo_se', 'jo', 'nobody'] }, ['jo se']],
    ['and not as billing calls them', { ids: ['jo se'] }, []],
    ['nobody by what is no address', { members: ['x'], ranges: ['x', 'y::z'] }, []],
  ])('%s', (_whom, parts, names) => {
    const held = group(parts);
    expect(namesOf(heldBy(held, people))).toEqual(names);
    expect(namesOf(LOGINS.filter((login) => holds(held, login, people)))).toEqual(names);
    expect(namesOf(new Near(LOGINS).to(held))).toEqual(expect.arrayContaining([...names]));
  });

  test('of some logins those near to any of several groups may be in them, but in none without a policy', () => {
    const near = new Near([maria, eva]);
    const of = (parts: Parted) => namesOf(near.to(undefined, group(parts)));
    expect(of({ ranges: ['100.64.0.0/16'] })).toEqual(['maria']);
    expect(of({ ranges: ['100.64.0.2/31'] })).toEqual([]);
    expect(of({ ranges: ['2001:db8:0:40::/60'] })).toEqual(['eva']);
    expect(of({ members: ['100.64.0.1', '100.64.0.2'], ids: ['eva'] })).toEqual(['eva', 'maria']);
    expect(of({ members: ['100.64.0.1'], policy: '' })).toEqual([]);
    expect(namesOf(near.to(group({ ids: ['eva'] }), group({ ids: ['maria'] })))).toEqual(['eva', 'maria']);
  });
});

describe('a group is for', () => {
  const logins = [
    maria,
    aPayer({ id: 7, login: 'ana-2' }),
    aPayer({ id: 8, login: 'ana' }),
    aPayer({ id: 9, login: 'ana-b' }),
  ];
  const world = worldOf({ logins, owned: owning({ group: { 'DS-ana': { login: 1 }, Condo: { login: 1 } } }) });

  test.each<readonly [string, readonly number[]]>([
    ['DS-maria', [1]],
    ['DS-maria-12', [1]],
    ['DS-maria-x', []],
    ['DS-ana-2', [7, 8]],
    ['DS-ana-2-b', []],
    ['DS-ana', [1]],
    ['VIPmaria', []],
    ['Condo', []],
  ])('whom its name is made of, or the books name: %s', (name, ids) => {
    expect([...customersOf(name, world.situation, world.people)].sort()).toEqual(ids);
  });

  test('all whom the wishes put into it, before whatever the books say', () => {
    const joined = {
      logins: [maria, aPayer({ id: 3, login: 'ana', ip: '100.64.0.3' })],
      mapping: { joinContracts: true },
    };
    const { situation, people } = worldOf({ ...joined, owned: owning({ group: { 'DS-maria': { login: 9 } } }) });
    expect([...customersOf('DS-maria', situation, people)]).toEqual([1, 3]);
  });
});
