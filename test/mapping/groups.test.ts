import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Login } from '../../src/billing/records.ts';
import type { Desired, Group } from '../../src/mapping/desired.ts';
import { aContract, address, aLogin, aPlan, mapped, skipDetails, skips } from '../support/builders.ts';

const GOLD = aPlan();

function groupsOf(logins: readonly Login[]): Desired {
  return mapped({ logins, plans: [GOLD, aPlan({ id: 2, name: 'Lead' })] }, { dualStack: true });
}

/** `DS-maria 100.64.0.1: 2001:db8::/64` of each. */
function shown({ groups }: Desired): string[] {
  return [...groups.values()].map(({ name, subscriber, ranges }) => `${name} ${subscriber.ip}: ${rangesOf(ranges)}`);
}

function rangesOf(ranges: Group['ranges']): string {
  return ranges === 'last good' ? ranges : ranges.join(' ');
}

function login(number: number, prefix: string, more: Partial<Login> = {}): Login {
  return aLogin({ id: number, login: `l${number}`, ip: address(number), plan: 1, delegatedPrefix: prefix, ...more });
}

describe('dual stack: a subscriber with an IPv6 prefix gets a group', () => {
  test('DS-<subscriberId>, with its IPv4 as member and its prefixes as ranges', () => {
    const maria = aLogin({ login: 'maria silva', delegatedPrefix: '2001:DB8:0:1F::/60', linkPrefix: '2001:db8:5::' });
    expect(shown(groupsOf([maria]))).toEqual(['DS-maria_silva 100.64.0.1: 2001:db8:0:10::/60 2001:db8:5::/64']);
  });

  test('off unless asked for', () => {
    const desired = mapped({ logins: [login(1, '2001:db8::/64')] }, { dualStack: false });
    expect([desired.groups.size, skips(desired)]).toEqual([0, ['unknown-plan: login 1 (l1)']]);
  });

  test('the subscriber’s own access and plan are the group’s: a blocked one is blocked there too', () => {
    const desired = mapped(
      {
        logins: [login(1, '2001:db8::/64', { contract: 1 })],
        plans: [GOLD],
        contracts: [aContract({ status: 'CA' })],
      },
      { dualStack: true },
    );
    expect(desired.groups.get('DS-l1')?.subscriber).toBe(desired.subscribers.get(address(1)));
    expect(desired.groups.get('DS-l1')?.subscriber.standing.kind).toBe('blocked');
  });

  test('one prefix in both columns, in two spellings, is one range', () => {
    expect(shown(groupsOf([login(1, '2001:db8::/64', { linkPrefix: '2001:0DB8::1/64' })]))).toEqual([
      `DS-l1 ${address(1)}: 2001:db8::/64`,
    ]);
  });

  test.each(['', '  ', '::', '::/0', ' ::/128 '])('%j says that there is no prefix', (prefix) => {
    const desired = groupsOf([login(1, prefix)]);
    expect([shown(desired), skips(desired)]).toEqual([[], []]);
  });
});

describe('a bad IPv6 prefix is reported and skipped', () => {
  test('and the group that the BQN has keeps its last good ranges', () => {
    const desired = groupsOf([login(1, ' fe80::/64 ')]);
    expect(shown(desired)).toEqual([`DS-l1 ${address(1)}: last good`]);
    expect(skips(desired)).toEqual(['bad-prefix: login 1 (l1)']);
    expect(skipDetails(desired)).toEqual(['bad-prefix: fe80::/64']);
  });

  test('the other prefix of the login counts', () => {
    const desired = groupsOf([login(1, 'x', { linkPrefix: '2001:db8::/64' })]);
    expect(shown(desired)).toEqual([`DS-l1 ${address(1)}: 2001:db8::/64`]);
  });
});

describe('a prefix that holds another login’s would put others under one customer’s limit or block', () => {
  test('one prefix on two logins: neither gets it, both are reported', () => {
    const desired = groupsOf([login(1, '2001:db8::/64'), login(2, '2001:DB8::/64')]);
    expect(shown(desired)).toEqual([`DS-l1 ${address(1)}: last good`, `DS-l2 ${address(2)}: last good`]);
    expect(skips(desired)).toEqual(['shared-prefix: login 1 (l1)', 'shared-prefix: login 2 (l2)']);
    expect(desired.claims().map(({ id, prefix }) => `${id} ${prefix}`)).toEqual([
      'l1 2001:db8::/64',
      'l2 2001:db8::/64',
    ]);
  });

  test('a whole pool typed into one customer: only that one is skipped', () => {
    const desired = groupsOf([
      login(1, '2001:db8::/48'),
      login(2, '2001:db8:0:10::/60'),
      login(3, '2001:db8:0:20::/60'),
    ]);
    expect(shown(desired)).toEqual([
      `DS-l1 ${address(1)}: last good`,
      `DS-l2 ${address(2)}: 2001:db8:0:10::/60`,
      `DS-l3 ${address(3)}: 2001:db8:0:20::/60`,
    ]);
    expect(skips(desired)).toEqual(['shared-prefix: login 1 (l1)']);
    // The pool is nobody's: it would evict everybody else.
    expect(desired.claims().map(({ id }) => id)).toEqual(['l2', 'l3']);
  });

  test('a pool that several show, with a prefix of several in it, is nobody’s', () => {
    const desired = groupsOf([
      ...[1, 2].map((number) => login(number, '2001:db8::/48')),
      ...[3, 4].map((number) => login(number, '2001:db8:0:10::/60')),
    ]);
    expect(desired.claims().map(({ id }) => id)).toEqual(['l3', 'l4']);
  });

  test('a login’s own prefixes may lie in one another', () => {
    expect(shown(groupsOf([login(1, '2001:db8::/56', { linkPrefix: '2001:db8::/64' })]))).toEqual([
      `DS-l1 ${address(1)}: 2001:db8::/56 2001:db8::/64`,
    ]);
  });

  test('neighbours do not touch', () => {
    expect(shown(groupsOf([login(1, '2001:db8::/64'), login(2, '2001:db8:0:1::/64')]))).toHaveLength(2);
  });

  const prefix = fc
    .tuple(
      fc.constantFrom('0', '10', '11', '1f', '20', '100'),
      fc.constantFrom('', '1'),
      fc.constantFrom(48, 56, 60, 64, 128),
    )
    .map(([net, host, bits]) => `2001:db8:0:${net}::${host}/${bits}`);
  const prefixes = fc.array(fc.tuple(prefix, fc.option(prefix, { nil: '' })), { maxLength: 6 });

  test('property: no range of a group holds a prefix of another group’s login', () => {
    fc.assert(
      fc.property(prefixes, (pairs) => {
        const logins = pairs.map(([one, other], index) => login(index + 1, one, { linkPrefix: other }));
        const desired = groupsOf(logins);
        for (const { subscriber, ranges } of desired.groups.values()) {
          const others = prefixesOf(logins.filter(({ id }) => id !== subscriber.loginId));
          expect(usable(ranges).filter((range) => others.some((prefix) => holds(range, prefix)))).toEqual([]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('property: every prefix is a range of its login’s group, or reported', () => {
    fc.assert(
      fc.property(prefixes, (pairs) => {
        const logins = pairs.map(([one, other], index) => login(index + 1, one, { linkPrefix: other }));
        const desired = groupsOf(logins);
        for (const each of logins) {
          const ranges = usable(desired.groups.get(`DS-${each.login}`)?.ranges ?? []);
          const lost = prefixesOf([each]).filter((prefix) => !ranges.some((range) => holds(range, prefix)));
          const reported = desired.skipped.some((skip) => 'login' in skip && skip.login.id === each.id);
          expect(reported || lost.length === 0).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('one group name', () => {
  test('on two logins: the lowest login id has it, the other is reported', () => {
    const logins = [
      login(7, '2001:db8:0:7::/64', { login: 'maria s' }),
      login(4, '2001:db8:0:4::/64', { login: 'maria_s' }),
    ];
    const desired = groupsOf(logins);
    expect(shown(desired)).toEqual([`DS-maria_s ${address(4)}: 2001:db8:0:4::/64`]);
    expect(skips(desired)).toEqual(['shared-group: login 7 (maria s)']);
    expect(desired.skipped).toMatchObject([{ group: 'DS-maria_s' }]);
  });
});

test('of one contract whose lead has no name for its group the next one leads', () => {
  const logins = [
    login(4, '2001:db8:0:4::/64', { login: 'maria_s' }),
    login(7, '2001:db8:0:7::/64', { login: 'maria s', contract: 1 }),
    login(8, '2001:db8:0:8::/64', { login: 'jose', contract: 1 }),
    login(9, '2001:db8:0:9::/64', { login: 'ana', contract: 1 }),
  ];
  const contracts = [aContract({ status: 'A' })];
  const desired = mapped({ logins, plans: [GOLD], contracts }, { dualStack: true, joinContracts: true });
  expect(desired.groups.get('DS-jose')).toMatchObject({
    subscriber: { loginId: 8 },
    ranges: ['2001:db8:0:8::/64'],
    joined: [{ subscriber: { loginId: 9 }, ranges: ['2001:db8:0:9::/64'] }],
  });
  expect([...desired.groups.keys()]).toEqual(['DS-maria_s', 'DS-jose']);
  expect(skips(desired)).toEqual(['shared-group: login 7 (maria s)']);
});

describe('one group name, of which one login is blocked', () => {
  test('a blocked customer’s prefix is always in a group of their own', () => {
    const logins = [
      login(4, '2001:db8:0:4::/64', { login: 'maria silva' }),
      login(7, '2001:db8:0:7::/64', { login: 'maria_silva', contract: 1 }),
    ];
    const desired = mapped({ logins, plans: [GOLD], contracts: [aContract({ status: 'CA' })] }, { dualStack: true });
    expect(shown(desired)).toEqual([
      `DS-maria_silva ${address(4)}: 2001:db8:0:4::/64`,
      `DS-maria_silva-7 ${address(7)}: 2001:db8:0:7::/64`,
    ]);
  });
});

describe('an address in doubt', () => {
  test('makes no group of any login behind it, and tells who they are', () => {
    const rivals = [
      login(1, '2001:db8::/64', { ip: address(9) }),
      login(2, '', { ip: address(9), plan: 2, login: 'jo ana' }),
    ];
    const desired = mapped({ logins: rivals, plans: [GOLD, aPlan({ id: 2, name: 'Lead' })] }, { dualStack: true });
    expect(shown(desired)).toEqual([]);
    expect(desired.doubts.get(address(9))?.map(({ id }) => id)).toEqual(['l1', 'jo_ana']);
  });
});

function usable(ranges: Group['ranges']): readonly string[] {
  return ranges === 'last good' ? [] : ranges;
}

function prefixesOf(logins: readonly Login[]): string[] {
  return logins.flatMap((each) => [each.delegatedPrefix, each.linkPrefix]).filter((prefix) => prefix !== '');
}

/** Whether a canonical range holds a canonical prefix, by their bits. */
function holds(range: string, prefix: string): boolean {
  const [outer, inner] = [bitsOf(range), bitsOf(prefix)];
  return inner !== '' && inner.startsWith(outer);
}

function bitsOf(prefix: string): string {
  if (prefix === '') return '';
  const [whole = '', length] = prefix.split('/');
  const [left = '', right = ''] = whole.split('::');
  const groups = (part: string) => part.split(':').filter((group) => group !== '');
  const missing = 8 - groups(left).length - groups(right).length;
  const all = [...groups(left), ...Array.from({ length: missing }, () => '0'), ...groups(right)];
  return all
    .map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0'))
    .join('')
    .slice(0, Number(length));
}
