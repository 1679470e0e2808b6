import { describe, expect, test } from 'vitest';
import type { Login } from '../../src/billing/records.ts';
import type { OverrideWish } from '../../src/customers/override-rule.ts';
import { EVERYBODY, type ScopeRule } from '../../src/mapping/scope-rule.ts';
import type { Service } from '../../src/proof/people.ts';
import { placeOf } from '../../src/proof/place.ts';
import { aPlan } from '../support/builders.ts';
import { aDebtor, aPayer, type Parts, worldOf } from './proving.ts';

const ids = (logins: readonly Login[]) => logins.map(({ id }) => id).sort();
const site = (value: string) => ({ column: 'id_concentrador', value });
const net = (first: number, last = first) => ({ first: 0x64400000 + first, last: 0x64400000 + last });
const overriding = (key: string, wish: OverrideWish = { kind: 'skip' }) => ({
  overrides: new Map([[key, { login: key, wish, until: '2099-12-31', by: 'ana', why: '' }]]),
});

describe('who serves a login is said', () => {
  const serviceOf = (login: Login, scope: Partial<ScopeRule> | undefined, parts: Parts = {}) => {
    const mapping = { ...parts.mapping, ...(scope && { scope: { ...EVERYBODY, ...scope } }) };
    return worldOf({ logins: [login], ...parts, mapping }).people.serviceOf(login);
  };

  test.each<readonly [string, Partial<ScopeRule> | undefined, Service]>([
    ['by nobody', undefined, 'ours'],
    ['by an empty word', {}, 'ours'],
    ['by sites that are served', { onlySites: new Set(['north']) }, 'ours'],
    ['by sites that are served, none of them theirs', { onlySites: new Set(['south']) }, 'elsewhere'],
    ['by sites that are skipped', { skipSites: new Set(['north']) }, 'by hand'],
    ['by other sites that are', { skipSites: new Set(['south']) }, 'ours'],
    ['by their name', { skipLogins: new Set(['maria']) }, 'by hand'],
    ['by their id', { skipLogins: new Set(['id:1']) }, 'by hand'],
    ['by their plan', { skipPlans: new Set(['gold']) }, 'by hand'],
    ['by another plan', { skipPlans: new Set(['lead']) }, 'ours'],
    ['by subnets that are served', { onlySubnets: [net(9), net(0, 3)] }, 'ours'],
    ['by subnets that are served, none of them theirs', { onlySubnets: [net(9)] }, 'by hand'],
    ['by subnets that are skipped', { skipSubnets: [net(9), net(1)] }, 'by hand'],
    ['by other subnets that are', { skipSubnets: [net(9)] }, 'ours'],
    ['by subnets, of which a part is skipped', { onlySubnets: [net(0, 3)], skipSubnets: [net(1)] }, 'by hand'],
    ['by a site, before all else', { onlySites: new Set(['south']), skipLogins: new Set(['maria']) }, 'elsewhere'],
  ])('%s', (_how, scope, service) => {
    const plans = [aPlan({ name: ' Gold ' }), aPlan({ id: 2, name: 'Lead' })];
    expect(serviceOf(aPayer({ login: ' maria ', site: site(' North ') }), scope, { plans })).toBe(service);
  });

  test('of whom no site is known by none', () => {
    expect(serviceOf(aPayer(), { onlySites: new Set(['north']) })).toBe('elsewhere');
    expect(serviceOf(aPayer(), { skipSites: new Set(['north']) })).toBe('ours');
    const south = { onlySites: new Set(['south']) };
    expect(serviceOf(aPayer(), south, { mapping: overriding('maria') }), 'nor by an override').toBe('elsewhere');
    expect(serviceOf(aPayer(), {}, { mapping: overriding('maria') })).toBe('by hand');
  });

  test('by a plan that was not read only where plans are skipped', () => {
    const cut: Parts = { completeness: { plans: 'cut' } };
    const login = aPayer({ plan: 7 });
    expect(serviceOf(login, {}, cut)).toBe('ours');
    expect(serviceOf(login, { skipPlans: new Set(['vip']) }, cut)).toBe('by hand');
  });

  test('by an override, of a name that nobody else has, or of an id', () => {
    const maria = aPayer({ login: ' maria ' });
    const under = (key: string, others: readonly Login[] = []) =>
      serviceOf(maria, undefined, { logins: [maria, ...others], mapping: overriding(key) });
    const namesake = aPayer({ id: 3, login: ' maria', ip: '100.64.0.3' });
    expect(under('maria', [aDebtor()])).toBe('by hand');
    expect(under('jose', [aDebtor()])).toBe('ours');
    expect(under('maria', [namesake])).toBe('ours');
    expect(under('maria', [aDebtor(), namesake])).toBe('ours');
    expect(under('id:1', [namesake])).toBe('by hand');
    expect(under('id:3', [namesake])).toBe('ours');
  });
});

describe('who is where', () => {
  const unseen = aPayer({ id: 4, login: 'rui', ip: '100.64.0.4', delegatedPrefix: '2001:db8:4::/64', isUnseen: true });
  const logins = [
    aPayer({ delegatedPrefix: '2001:db8:1::/64', linkPrefix: '2001:db8:9::/64' }),
    aDebtor({ delegatedPrefix: '2001:db8:9::/64' }),
    aPayer({ id: 3, login: 'ana', ip: '', delegatedPrefix: '2001:db8:1::/48' }),
    unseen,
  ];
  const { people } = worldOf({ logins });
  const meeting = (text: string) => {
    const place = placeOf(text);
    return place === undefined ? [] : ids(people.claimsMeeting(place).map(({ login }) => login));
  };

  test('at an address are those who are online there', () => {
    expect([ids(people.at('100.64.0.1')), people.at('100.64.0.4'), people.at('100.64.0.9')]).toEqual([[1], [], []]);
    expect([ids(people.called('rui')), people.called('nobody')]).toEqual([[4], []]);
    expect([ids(people.logins(new Set([2, 4]))), people.logins(new Set())]).toEqual([[2, 4], []]);
  });

  test('a prefix is theirs who are online with it, and the pool nobody’s', () => {
    expect([meeting('2001:db8:1::/64'), meeting('2001:db8:9::/64'), meeting('2001:db8:4::/64')]).toEqual([
      [1],
      [1, 2],
      [],
    ]);
    expect(meeting('2001:db8:1:2::/64')).toEqual([]);
  });

  test('theirs alone is what nobody else shows', () => {
    const alone = logins.slice(0, 3).map((login) => people.prefixesOf(login));
    expect(alone).toEqual([[expect.objectContaining(placeOf('2001:db8:1::/64'))], [], []]);
  });
});

test('a login is looked up by its id, not looked for among all rows', () => {
  let walks = 0;
  const rows = new Proxy(
    [1, 2, 3].map((id) => aPayer({ id })),
    {
      get(all, name, proxy) {
        if (name === 'filter' || name === 'find' || name === 'map' || name === Symbol.iterator) walks++;
        return Reflect.get(all, name, proxy);
      },
    },
  );
  const { people } = worldOf({ logins: rows });
  expect(ids(people.logins(new Set()))).toEqual([]);
  walks = 0;
  for (const id of [1, 2, 3]) expect(ids(people.logins(new Set([id, 9])))).toEqual([id]);
  expect(walks).toBe(1);
});
