import { describe, expect, test } from 'vitest';
import { parseSubnet } from '../../src/address/subnet.ts';
import type { MappingOptions } from '../../src/mapping/desired.ts';
import { EVERYBODY, type ScopeRule } from '../../src/mapping/scope-rule.ts';
import { aLogin, aPlan, mapped, skips } from '../support/builders.ts';

/** Whom a filter leaves alone holds their address and their prefix, and nobody is told of what is wrong with theirs. */

const VIP = aLogin({ id: 9, login: 'vip', ip: '100.64.0.9', plan: 1 });
const MARIA = aLogin({ plan: 1 });

function around(logins: readonly ReturnType<typeof aLogin>[], more: Partial<MappingOptions> = {}) {
  const scope = { ...EVERYBODY, skipLogins: new Set(['vip']) };
  return mapped({ logins, plans: [aPlan()] }, { scope, dualStack: true, ...more });
}

test('is nobody’s subscriber, and stands among the others', () => {
  const { subscribers, others } = around([MARIA, VIP]);
  expect([...subscribers.keys()]).toEqual([MARIA.ip]);
  expect(others).toMatchObject([{ id: 'vip', loginId: 9, ip: VIP.ip, served: 'by hand' }]);
});

describe('an address that one of them shows as well', () => {
  const both = [MARIA, { ...VIP, ip: MARIA.ip }];

  test('is in doubt', () => {
    const { subscribers, doubts } = around(both);
    expect([subscribers.size, doubts.get(MARIA.ip)?.map(({ id }) => id)]).toEqual([0, ['maria', 'vip']]);
  });

  test('is theirs where the newest has it and that is they, and nothing is wanted there', () => {
    const newer = both.map((login) => (login.id === 9 ? { ...login, connectedAt: '2024-01-09 12:00:00' } : login));
    const desired = around(newer, { ipConflict: 'newest' });
    expect([desired.subscribers.size, desired.doubts.size]).toEqual([0, 0]);
    expect(skips(desired)).toEqual(['shared-ip: login 1 (maria)']);
  });
});

describe('a prefix of theirs', () => {
  const prefix = '2001:db8:0:10::/60';

  test('that lies in somebody’s, or is the same, is told of that one alone', () => {
    const desired = around([
      { ...MARIA, delegatedPrefix: prefix },
      { ...VIP, delegatedPrefix: prefix },
    ]);
    expect(desired.groups.get('DS-maria')?.ranges).toBe('last good');
    expect(skips(desired)).toEqual(['shared-prefix: login 1 (maria)']);
    expect(desired.claims().map(({ loginId }) => loginId)).toEqual([1, 9]);
  });

  test('that is none, or wider than an entry, is not told', () => {
    const wide = { ...VIP, delegatedPrefix: '2001:db8::/48', linkPrefix: 'fe80::/64' };
    const desired = around([MARIA, wide], { ipv6Subscribers: 64 });
    expect([skips(desired), desired.claims().length]).toEqual([[], 1]);
    const hers = around([{ ...MARIA, delegatedPrefix: '2001:db8::/48' }, VIP], { ipv6Subscribers: 64 });
    expect(skips(hers)).toEqual(['wide-prefix: login 1 (maria)']);
  });
});

describe('an address of the BQN is another’s', () => {
  const subnet = (text: string) => {
    const read = parseSubnet(text);
    if (read === undefined) throw new Error(text);
    return read;
  };
  const isOutside = (rule: Partial<ScopeRule>, ip: string) =>
    mapped({ logins: [MARIA] }, { scope: { ...EVERYBODY, ...rule } }).outside.hasAddress(ip);

  test('in a network that is skipped, and out of those that are served', () => {
    const skip = { skipSubnets: [subnet('100.64.9.0/24')] };
    expect([isOutside(skip, '100.64.9.1'), isOutside(skip, '100.64.8.1')]).toEqual([true, false]);
    const only = { onlySubnets: [subnet('100.64.0.0/16')], ...skip };
    expect([isOutside(only, '100.64.9.1'), isOutside(only, '100.64.8.1'), isOutside(only, '100.65.0.1')]).toEqual([
      true,
      false,
      true,
    ]);
    expect(isOutside(only, '2001:db8::'), 'networks are of IPv4').toBe(false);
  });

  test('by a site, which only a login has; a login without a site is at none that is skipped', () => {
    const sites = { skipSites: new Set(['3']) };
    expect(isOutside(sites, '100.64.9.1')).toBe(false);
    const at = (site: string | undefined) =>
      mapped(
        { logins: [{ ...MARIA, ...(site !== undefined && { site: { column: 'id_concentrador', value: site } }) }] },
        { scope: { ...EVERYBODY, ...sites } },
      ).others.map(({ id }) => id);
    expect([at(undefined), at('4'), at('3')]).toEqual([[], [], ['maria']]);
  });
});

test('what the operator’s word leaves alone is said of a login that is not online as well', () => {
  const onlySubnets = [{ first: 0x64400000, last: 0x6440ffff }];
  const rule = { ...EVERYBODY, skipPlans: new Set(['gold']), skipLogins: new Set(['jose']), onlySubnets };
  const { leaves, seen } = mapped(
    { logins: [aLogin({ login: 'jo se', plan: 1 }), aLogin({ id: 2, plan: 2 })], plans: [aPlan()] },
    { scope: rule },
  ).outside;
  expect([...seen().keys()]).toEqual(['jo_se']);
  expect(leaves(aLogin({ plan: 1 })), 'by the plan').toBe(true);
  expect(leaves(aLogin({ plan: 2 }))).toBe(false);
  expect(leaves(aLogin({ login: 'jose', plan: 2 })), 'by the name').toBe(true);
  expect(leaves(aLogin({ plan: 2, ip: '10.0.0.1' })), 'by the network').toBe(true);
  expect(leaves(aLogin({ plan: 2, ip: '' })), 'in none').toBe(true);
  const everybodys = mapped({ logins: [aLogin()] }).outside;
  expect([everybodys.leaves(aLogin()), [...everybodys.seen()]]).toEqual([false, []]);
});
