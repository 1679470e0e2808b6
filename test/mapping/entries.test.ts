import { describe, expect, test } from 'vitest';
import { subscriberPrefix } from '../../src/address/address.ts';
import { customersOf, isMain } from '../../src/mapping/desired.ts';
import { aContract, aLogin, aPlan, aSubscriber, mapped, skips } from '../support/builders.ts';

/** Several entries of one login (`--ipv6-subscribers`), and several logins in one group (`--join`), as they are mapped. */

const GOLD = aPlan({ id: 1, name: 'Gold' });
const SILVER = aPlan({ id: 2, name: 'Silver' });
const CONTRACTS = [aContract({ id: 1 }), aContract({ id: 2, status: 'CA' })];

test.each([
  ['2001:db8:0:1::/64', 64, '2001:db8:0:1::'],
  ['2001:db8:0:1::5/128', 64, '2001:db8:0:1::'],
  ['2001:db8:0:100::/56', 64, undefined],
  ['2001:db8:0:1::/64', 56, '2001:db8::'],
])('the subscriber of %s on a BQN of /%i is %s', (prefix, bits, key) => {
  expect(subscriberPrefix(prefix, bits)).toBe(key);
});

describe('an entry for each IPv6 prefix', () => {
  const login = (fields: Parameters<typeof aLogin>[0]) => aLogin({ plan: 1, contract: 1, ...fields });
  const entries = (logins: readonly ReturnType<typeof aLogin>[], dualStack = false) => {
    const desired = mapped({ logins, plans: [GOLD, SILVER], contracts: CONTRACTS }, { ipv6Subscribers: 64, dualStack });
    return { desired, keys: [...desired.subscribers].map(([ip, { id }]) => `${ip} ${id}`).sort() };
  };

  test('beside the IPv4, one for prefixes that are one to the BQN', () => {
    const prefixes = { delegatedPrefix: '2001:db8:0:1::/64', linkPrefix: '2001:db8:0:1::9/128' };
    const { keys, desired } = entries([login({ id: 1, login: 'maria', ip: '100.64.0.1', ...prefixes })]);
    expect(keys).toEqual(['100.64.0.1 maria', '2001:db8:0:1:: maria']);
    expect(customersOf(desired).map(({ ip }) => ip)).toEqual(['100.64.0.1']);
    expect(desired.groups.size).toBe(0);
  });

  test('alone where there is no IPv4 or an unusable one, which is said', () => {
    const at = (prefix: number) => ({ delegatedPrefix: `2001:db8:0:${prefix}::/64` });
    const { keys, desired } = entries([
      login({ id: 1, login: 'maria', ip: '', ...at(1), linkPrefix: '2001:db8:0:a1::/64' }),
      login({ id: 2, login: 'bad', ip: '127.0.0.1', ...at(2) }),
      login({ id: 3, login: 'nobody', ip: '' }),
      login({ id: 4, login: ' ', ip: '100.64.0.4', ...at(4) }),
    ]);
    expect(keys).toEqual(['2001:db8:0:1:: maria', '2001:db8:0:2:: bad', '2001:db8:0:a1:: maria']);
    expect(skips(desired)).toEqual(['bad-ip: login 2 (bad)', 'no-ip: login 3 (nobody)', 'no-name: login 4 ( )']);
    expect(customersOf(desired).map(({ id }) => id)).toEqual(['maria', 'bad']);
  });

  test('and one group for all, at the IPv4; where there is none, no group', () => {
    const prefixes = { delegatedPrefix: '2001:db8:0:1::/64', linkPrefix: '2001:db8:0:2::/64' };
    const both = entries([login({ login: 'maria', ip: '100.64.0.1', ...prefixes })], true).desired;
    expect([...both.groups.values()]).toMatchObject([{ name: 'DS-maria', subscriber: { ip: '100.64.0.1' } }]);
    expect(skips(both)).toEqual([]);
    const alone = entries([login({ login: 'maria', ip: '', ...prefixes })], true).desired;
    expect([alone.subscribers.size, alone.groups.size, skips(alone)]).toEqual([2, 0, []]);
  });

  test('none for one that is wider, or no prefix, which are reported once', () => {
    const wide = login({ id: 1, login: 'maria', ip: '100.64.0.1', delegatedPrefix: '2001:db8:0:100::/56' });
    const bad = login({ id: 2, login: 'bad', ip: '100.64.0.2', delegatedPrefix: 'pool-1' });
    expect(skips(entries([wide, bad]).desired)).toEqual(['bad-prefix: login 2 (bad)', 'wide-prefix: login 1 (maria)']);
    const told = entries([wide]).desired.skipped;
    expect(told).toMatchObject([{ reason: 'wide-prefix', prefix: '2001:db8:0:100::/56', bits: 64 }]);
    expect(skips(entries([wide, bad], true).desired).sort()).toEqual([
      'bad-prefix: login 2 (bad)',
      'wide-prefix: login 1 (maria)',
    ]);
  });

  test('in doubt, or the lowest login’s, as an IPv4 would be; its customer is counted once', () => {
    const prefix = { delegatedPrefix: '2001:db8:0:1::/64', linkPrefix: '2001:db8:0:2::/64' };
    const maria = login({ id: 1, login: 'maria', ip: '100.64.0.1', ...prefix });
    const same = login({ id: 2, login: 'same', ip: '100.64.0.2', delegatedPrefix: '2001:db8:0:1::/64' });
    expect(entries([maria, same]).desired.subscribers.get('2001:db8:0:1::')?.id).toBe('maria');
    const other = entries([maria, { ...same, plan: 2, ip: '100.64.0.1' }]).desired;
    expect([...other.doubts.keys()]).toEqual(['100.64.0.1', '2001:db8:0:1::']);
    expect(customersOf(other).map(({ ip, id }) => `${ip} ${id}`)).toEqual(['2001:db8:0:2:: maria']);
  });

  test('a customer whose address is not theirs today is counted at one of their prefixes', () => {
    const beside = (ip: string) => aSubscriber({ ip, main: '100.64.0.9', loginId: 9 });
    const all = [aSubscriber(), beside('2001:db8:0:1::'), beside('2001:db8:0:2::')];
    const subscribers = new Map(all.map((one) => [one.ip, one]));
    expect(customersOf({ subscribers }).map(({ ip }) => ip)).toEqual(['100.64.0.1', '2001:db8:0:1::']);
  });
});

describe('logins of one contract in one group', () => {
  const maria = aLogin({ id: 1, login: 'maria', ip: '100.64.0.1', plan: 1, contract: 1 });
  const jose = aLogin({ id: 2, login: 'jose', ip: '100.64.0.2', plan: 1, contract: 1 });
  const groups = (logins: readonly ReturnType<typeof aLogin>[], dualStack = false) => {
    const desired = mapped({ logins, plans: [GOLD, SILVER], contracts: CONTRACTS }, { joinContracts: true, dualStack });
    const shown = [...desired.groups.values()].map(({ name, joined = [], ...lead }) => {
      return [name, ...[lead, ...joined].map(({ subscriber, ranges }) => `${subscriber.id} ${ranges}`.trim())];
    });
    return { desired, shown };
  };

  test('the lowest id leads, whatever the order', () => {
    expect(groups([jose, maria]).shown).toEqual([['DS-maria', 'maria', 'jose']]);
  });

  test('not without a contract, alone, of another contract, or while not online', () => {
    expect(groups([maria]).shown).toEqual([]);
    expect(groups([maria, { ...jose, contract: 2 }]).shown).toEqual([]);
    expect(
      groups([
        { ...maria, contract: 0 },
        { ...jose, contract: 0 },
      ]).shown,
    ).toEqual([]);
    expect(groups([maria, { ...jose, isUnseen: true }]).shown).toEqual([]);
  });

  test('only where it is asked for: else each has a group of their own, of one', () => {
    const logins = [
      { ...maria, delegatedPrefix: '2001:db8:0:1::/64' },
      { ...jose, delegatedPrefix: '2001:db8:0:2::/64' },
    ];
    const { groups: apart } = mapped({ logins, plans: [GOLD], contracts: CONTRACTS }, { dualStack: true });
    expect([...apart.values()].map((group) => Object.keys(group).sort())).toEqual(
      Array(2).fill(['name', 'ranges', 'subscriber']),
    );
  });

  test('who has another plan is not joined, and reported', () => {
    const { shown, desired } = groups([maria, { ...jose, plan: 2 }]);
    expect(shown).toEqual([]);
    expect(skips(desired)).toEqual(['other-plan: login 2 (jose)']);
    expect(desired.skipped).toMatchObject([{ contract: maria.contract, lead: 'maria' }]);
    expect(skips(groups([maria, { ...jose, plan: 2, contract: 2 }]).desired)).toEqual([]);
    const ana = { ...jose, id: 3, login: 'ana', ip: '100.64.0.3', plan: 2 };
    const three = groups([maria, jose, ana]);
    expect(three.shown).toEqual([['DS-maria', 'maria', 'jose']]);
    expect(skips(three.desired)).toEqual(['other-plan: login 3 (ana)']);
  });

  test('with their prefixes where dual stack is wanted, in one group', () => {
    const prefixed = { ...jose, delegatedPrefix: '2001:db8:0:2::/64' };
    expect(groups([maria, prefixed]).shown).toEqual([['DS-maria', 'maria', 'jose']]);
    expect(groups([maria, prefixed], true).shown).toEqual([['DS-maria', 'maria', 'jose 2001:db8:0:2::/64']]);
    expect(groups([maria, { ...jose, delegatedPrefix: 'pool-1' }], true).shown).toEqual([
      ['DS-maria', 'maria', 'jose last good'],
    ]);
  });
});

test('an entry is the one that its login is counted at, if none else is said or it is that itself', () => {
  expect(isMain({ ip: 'a' })).toBe(true);
  expect(isMain({ ip: 'a', main: 'a' })).toBe(true);
  expect(isMain({ ip: 'a', main: 'b' })).toBe(false);
});

test('a prefix of a login that is not online is nobody’s: it may be stale', () => {
  const prefix = { delegatedPrefix: '2001:db8:0:1::/64' };
  const unseen = aLogin({ ...prefix, isUnseen: true });
  expect(mapped({ logins: [unseen], plans: [GOLD] }).claims()).toEqual([]);
  expect(mapped({ logins: [aLogin(prefix)], plans: [GOLD] }).claims()).toHaveLength(1);
});
