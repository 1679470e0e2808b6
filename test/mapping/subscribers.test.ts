import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Completeness, ListKind } from '../../src/billing/reading.ts';
import type { Contract } from '../../src/billing/records.ts';
import type { Desired, MappingOptions } from '../../src/mapping/desired.ts';
import { aContract, aLogin, aPlan, type IxcParts, many, mapped, skipDetails, skips } from '../support/builders.ts';

const GOLD = aPlan({ id: 1, name: 'Gold' });
const LEAD = aPlan({ id: 2, name: 'Lead', download: '1M' });
const IP = '100.64.0.1';

function subscriberOf(parts: IxcParts, options: Partial<MappingOptions> = {}) {
  return mapped(parts, options).subscribers.get(IP);
}

/** `100.64.0.1 maria` of each. */
function who({ subscribers }: Desired): string[] {
  return [...subscribers.values()].map(({ ip, id }) => `${ip} ${id}`);
}

describe('subscriber: an online login with a usable IP', () => {
  test('is keyed by the IP, named by the login with white space as _, and gets its plan’s policy', () => {
    const login = aLogin({ id: 12, login: 'maria da silva', ip: ` ${IP} `, plan: 1, contract: 5 });
    expect(subscriberOf({ logins: [login], plans: [GOLD], contracts: [aContract({ id: 5 })] })).toEqual({
      ip: IP,
      id: 'maria_da_silva',
      loginId: 12,
      choice: { kind: 'named', name: 'Gold' },
      standing: { kind: 'open', contract: 5, status: 'A' },
      plan: 1,
    });
  });

  test.each(['', '  ', '0.0.0.0', ' 0.0.0.0 '])('no IP (%j): skipped with its reason', (ip) => {
    const desired = mapped({ logins: [aLogin({ ip })] });
    expect(who(desired)).toEqual([]);
    expect(skips(desired)).toEqual(['no-ip: login 1 (maria)']);
  });

  test.each(['127.0.0.1', 'x', '100.64.0.300'])('an unusable IP (%j): skipped with its reason', (ip) => {
    const desired = mapped({ logins: [aLogin({ ip })] });
    expect(who(desired)).toEqual([]);
    expect(skips(desired)).toEqual(['bad-ip: login 1 (maria)']);
    expect(desired.skipped).toMatchObject([{ ip }]);
  });

  test.each(['', '  ', '..', 'a\u0000'])('no usable name (%j): skipped with its reason', (login) => {
    const desired = mapped({ logins: [aLogin({ login })] });
    expect(who(desired)).toEqual([]);
    expect(skips(desired)).toEqual([`no-name: login 1 (${login})`]);
  });

  test('one bad login never keeps the others from the BQN', () => {
    const logins = [
      aLogin({ id: 1, ip: 'x' }),
      aLogin({ id: 2, login: '', ip: '100.64.0.2' }),
      aLogin({ id: 3, login: 'jo' }),
    ];
    expect(who(mapped({ logins }))).toEqual([`${IP} jo`]);
  });
});

describe('one IP on several logins', () => {
  const two = (plans: readonly [number, number], more: Parameters<typeof aLogin>[0] = {}) => [
    aLogin({ id: 8, login: 'eight', plan: plans[0], connectedAt: '2024-01-08 12:00:00' }),
    aLogin({ id: 3, login: 'three', plan: plans[1], connectedAt: '2024-01-08 11:00:00', ...more }),
  ];

  test('that would get the same policy: the lowest login id wins', () => {
    const desired = mapped({ logins: two([1, 1]), plans: [GOLD] });
    expect(who(desired)).toEqual([`${IP} three`]);
    expect(skips(desired)).toEqual(['same-ip: login 8 (eight)']);
    expect(desired.skipped).toMatchObject([{ ip: IP, winner: 'three' }]);
    expect([...desired.doubts.keys()]).toEqual([]);
  });

  test('who has not got it is known all the same, unless they are in doubt, at a place of their own, or not online', () => {
    const ousted = (logins: readonly ReturnType<typeof aLogin>[], options: Parameters<typeof mapped>[1] = {}) =>
      mapped({ logins, plans: [GOLD, { ...GOLD, id: 2, name: 'Lead' }] }, options).ousted.map(
        ({ id, ip }) => `${ip} ${id}`,
      );
    expect(ousted(two([1, 1]))).toEqual([`${IP} eight`]);
    expect(ousted(two([1, 2]), { ipConflict: 'newest' })).toEqual([`${IP} three`]);
    expect(ousted(two([1, 2])), 'in doubt').toEqual([]);
    expect(ousted(two([1, 1], { isUnseen: true }))).toEqual([]);
    expect(ousted(two([1, 1]).slice(1))).toEqual([]);
    const dual = two([1, 1]).map((login) => ({ ...login, delegatedPrefix: `2001:db8:0:${login.id}::/64` }));
    expect(ousted(dual, { ipv6Subscribers: 64 }), 'at a prefix of their own').toEqual([]);
  });

  test('two plans that share a policy are the same policy', () => {
    const desired = mapped({ logins: two([1, 2]), plans: [GOLD, { ...GOLD, id: 2 }] });
    expect(who(desired)).toEqual([`${IP} three`]);
  });

  test('blocked both, though of different plans: the same policy', () => {
    const logins = two([1, 2]).map((login) => ({ ...login, contract: 1 }));
    const desired = mapped({ logins, plans: [GOLD, LEAD], contracts: [aContract({ status: 'CA' })] });
    expect(who(desired)).toEqual([`${IP} three`]);
  });

  test('with different policies: the address is skipped and the BQN’s entry left alone', () => {
    const desired = mapped({ logins: two([1, 2]), plans: [GOLD, LEAD] });
    expect(who(desired)).toEqual([]);
    expect([...desired.doubts.keys()]).toEqual([IP]);
    expect(skips(desired)).toEqual(['shared-ip: login 8 (eight)', 'shared-ip: login 3 (three)']);
  });

  test('one of them blocked is a different policy', () => {
    const logins = two([1, 1], { contract: 1 });
    const desired = mapped({ logins, plans: [GOLD], contracts: [aContract({ status: 'CA' })] });
    expect([...desired.doubts.keys()]).toEqual([IP]);
  });

  test('neither plan gives a policy: the same policy', () => {
    expect(who(mapped({ logins: two([0, 7]), plans: [GOLD] }))).toEqual([`${IP} three`]);
  });

  test.each([
    ['contracts were not read', { contracts: [], completeness: { contracts: 'moving' } }],
    ['contracts have no status', { contracts: [1, 2].map((id) => aContract({ id, status: null })) }],
  ] as const)('whose %s: each stays as they are, and nobody knows whether that is the same', (_what, parts) => {
    const [eight, three] = two([1, 1]);
    const of = (one: number, other: number) => {
      const logins = [aLogin({ ...eight, contract: one }), aLogin({ ...three, contract: other })];
      return mapped({ logins, plans: [GOLD], ...parts });
    };
    expect([...of(1, 2).doubts.keys()]).toEqual([IP]);
    expect(who(of(1, 1)), 'of one contract it is').toEqual([`${IP} three`]);
  });

  test('whose plans were not read: likewise', () => {
    const of = (plans: readonly [number, number]) =>
      mapped({ logins: two(plans), plans: [GOLD], completeness: { plans: 'moving' } });
    expect([...of([8, 9]).doubts.keys()]).toEqual([IP]);
    expect(who(of([8, 8]))).toEqual([`${IP} three`]);
  });

  test('three logins, two of which agree, do not agree', () => {
    const logins = [...two([1, 1]), aLogin({ id: 9, login: 'nine', plan: 2 })];
    expect([...mapped({ logins, plans: [GOLD, LEAD] }).doubts.keys()]).toEqual([IP]);
  });

  test('--ip-conflict newest: the latest ultima_conexao_inicial wins', () => {
    const desired = mapped({ logins: two([1, 2]), plans: [GOLD, LEAD] }, { ipConflict: 'newest' });
    expect(who(desired)).toEqual([`${IP} eight`]);
    expect(skips(desired)).toEqual(['shared-ip: login 3 (three)']);
  });

  test('--ip-conflict newest: whatever the order in which they are listed', () => {
    const desired = mapped({ logins: two([1, 2]).reverse(), plans: [GOLD, LEAD] }, { ipConflict: 'newest' });
    expect(who(desired)).toEqual([`${IP} eight`]);
  });

  test('--ip-conflict newest: with the same policy the lowest login id wins all the same', () => {
    expect(who(mapped({ logins: two([1, 1]), plans: [GOLD] }, { ipConflict: 'newest' }))).toEqual([`${IP} three`]);
  });

  test.each([
    ['2024-01-08 12:00:00', '2024-01-08 12:00:00'],
    ['0000-00-00 00:00:00', '0000-00-00 00:00:00'],
    ['', ''],
    ['yesterday', '2024-01-08 12:00:00'],
    ['since 2024-01-09', '2024-01-08 12:00:00'],
  ])('--ip-conflict newest, when nobody can tell (%j, %j): skipped', (one, other) => {
    const logins = two([1, 2]).map((login, index) => ({ ...login, connectedAt: index === 0 ? one : other }));
    const desired = mapped({ logins, plans: [GOLD, LEAD] }, { ipConflict: 'newest' });
    expect(who(desired)).toEqual([]);
    expect([...desired.doubts.keys()]).toEqual([IP]);
  });

  test('--ip-conflict newest: between two with a prefix each in what the BQN keys as one it decides nothing', () => {
    const wanted = (one: string, other: string) => {
      const prefixes = [one, other];
      const logins = two([1, 2], { ip: '100.64.0.9' }).map((login, at) => ({
        ...login,
        delegatedPrefix: `${prefixes[at]}`,
      }));
      const options = { ipConflict: 'newest', ipv6Subscribers: 56 } as const;
      const { subscribers, doubts } = mapped({ logins, plans: [GOLD, LEAD] }, options);
      return [subscribers.get('2001:db8::')?.id, doubts.get('2001:db8::')?.length];
    };
    expect(wanted('2001:db8:0:1::/64', '2001:db8:0:2::/64')).toEqual([undefined, 2]);
    expect(wanted('2001:db8:0:1::/64', '2001:db8:0:1::/64'), 'a stale session').toEqual(['eight', undefined]);
    expect(wanted('2001:db8:0:1::/64', '2001:db8::/56'), 'one holds what the other shows').toEqual([
      'eight',
      undefined,
    ]);
  });

  test('--ip-conflict newest: of three as of two', () => {
    const starts = ['2024-01-08 12:00:00', '2024-01-10 12:00:00', '2024-01-09 12:00:00'];
    const logins = starts.map((connectedAt, at) =>
      aLogin({ id: at + 1, login: `l${at}`, plan: 1 + (at % 2), connectedAt }),
    );
    expect(who(mapped({ logins, plans: [GOLD, LEAD] }, { ipConflict: 'newest' }))).toEqual([`${IP} l1`]);
  });

  test('--ip-conflict newest: a login without a session start is older than one with', () => {
    const logins = two([1, 2], { connectedAt: '0000-00-00 00:00:00' });
    expect(who(mapped({ logins, plans: [GOLD, LEAD] }, { ipConflict: 'newest' }))).toEqual([`${IP} eight`]);
  });
});

describe('blocked: contract found and status not in --allowed-status', () => {
  const standing = (status: string | null, options: Partial<MappingOptions> = {}) =>
    subscriberOf({ logins: [aLogin({ contract: 1 })], contracts: [aContract({ status })] }, options)?.standing.kind;

  test.each(['A', 'FA', 'a', ' FA '])('%j has service', (status) => {
    expect(standing(status)).toBe('open');
  });

  test.each(['CM', 'CA', 'D', 'AA', 'CE', ''])('%j is blocked', (status) => {
    expect(standing(status)).toBe('blocked');
  });

  test('--allowed-status names others', () => {
    const allowedStatus = new Set(['A', 'AA']);
    expect(standing('AA', { allowedStatus })).toBe('open');
    expect(standing('FA', { allowedStatus })).toBe('blocked');
  });

  test('--no-block: nobody is, whatever the contract', () => {
    expect(standing('CA', { block: false })).toBe('open');
    expect(standing(null, { block: false })).toBe('open');
  });

  test('a null status proves nothing: neither blocked nor let through for it, and reported', () => {
    const desired = mapped({
      logins: [aLogin({ contract: 1, plan: 1 })],
      plans: [GOLD],
      contracts: [aContract({ status: null })],
    });
    expect(desired.subscribers.get(IP)?.standing.kind).toBe('silent');
    expect(skips(desired)).toEqual(['no-status: login 1 (maria)']);
  });

  test('a contract that does not exist does not block, and is reported', () => {
    const desired = mapped({ logins: [aLogin({ contract: 77, plan: 1 })], plans: [GOLD] });
    expect(desired.subscribers.get(IP)?.standing).toEqual({ kind: 'none', contract: 77 });
    expect(skips(desired)).toEqual(['unknown-contract: login 1 (maria)']);
  });

  test('no contract at all does not block, and is no cause for remark', () => {
    const desired = mapped({ logins: [aLogin({ contract: 0, plan: 1 })], plans: [GOLD] });
    expect(desired.subscribers.get(IP)?.standing).toEqual({ kind: 'none', contract: 0 });
    expect(skips(desired)).toEqual([]);
  });

  test.each<Completeness>(['cut', 'moving'])('a contract not among those read (%s) proves nothing', (contracts) => {
    const parts = { logins: [aLogin({ contract: 77 })], completeness: { contracts } };
    expect(subscriberOf(parts)?.standing.kind).toBe('unread');
    expect(subscriberOf({ ...parts, logins: [aLogin({ contract: 0 })] })?.standing.kind).toBe('none');
  });
});

describe('what the operator should look at', () => {
  const told = (contracts: readonly Contract[], completeness: Partial<Record<ListKind, Completeness>> = {}) => {
    const desired = mapped({ logins: [aLogin({ contract: 5, plan: 1 })], plans: [GOLD], contracts, completeness });
    return skipDetails(desired);
  };

  test('is a contract that does not exist, or was not read, and one without a status', () => {
    const unknown = ['unknown-contract: contract 5: not blocked for it'];
    expect([told([]), told([], { contracts: 'moving' })]).toEqual([unknown, unknown]);
    expect(told([aContract({ id: 5, status: null })])).toEqual(['no-status: contract 5: left as it is']);
    expect(told([aContract({ id: 5 })])).toEqual([]);
  });

  test('is an IP that is none, without the blanks around it', () => {
    expect(mapped({ logins: [aLogin({ ip: ' x ' })] }).skipped).toMatchObject([{ ip: 'x' }]);
  });
});

describe('a plan that is unknown gives no policy', () => {
  test('and is reported', () => {
    const desired = mapped({ logins: [aLogin({ plan: 99 })], plans: [GOLD] });
    expect(desired.subscribers.get(IP)?.choice).toEqual({ kind: 'none' });
    expect(skips(desired)).toEqual(['unknown-plan: login 1 (maria)']);
    expect(desired.skipped).toMatchObject([{ planId: [...desired.subscribers.values()][0]?.plan }]);
  });

  test('no plan at all likewise', () => {
    const desired = mapped({ logins: [aLogin({ plan: 0 })], plans: [GOLD] });
    expect(desired.subscribers.get(IP)?.choice).toEqual({ kind: 'none' });
    expect(skips(desired)).toEqual(['no-plan: login 1 (maria)']);
  });

  test.each<Completeness>(['cut', 'moving'])('a plan not among those read (%s) is not unknown: all stays', (plans) => {
    const parts = { logins: [aLogin({ plan: 99 })], plans: [GOLD], completeness: { plans } };
    expect(subscriberOf(parts)?.choice).toEqual({ kind: 'unread' });
    expect(subscriberOf({ ...parts, logins: [aLogin({ plan: 0 })] })?.choice).toEqual({ kind: 'none' });
  });

  test('an unreadable one gives the policy that the BQN has, if it has one', () => {
    const plan = aPlan({ download: '10240' });
    expect(subscriberOf({ logins: [aLogin({ plan: 1 })], plans: [plan] })?.choice).toEqual({
      kind: 'ifThere',
      name: 'Gold',
    });
  });
});

describe('what was read in part proves nothing missing', () => {
  test.each<Completeness>(['whole', 'moving', 'cut'])('%s is told as it is', (completeness) => {
    expect(mapped({ completeness: { logins: completeness } }).proven).toEqual({ logins: completeness, plans: 'whole' });
    expect(mapped({ completeness: { plans: completeness } }).proven).toEqual({ logins: 'whole', plans: completeness });
  });
});

describe('property: subscribers of any logins', () => {
  const login = fc.record({
    login: fc.constantFrom('maria', 'jose', 'ana b', '', '..'),
    ip: fc.constantFrom(IP, '100.64.0.2', ' 100.64.0.3', '', '0.0.0.0', 'x'),
    plan: fc.integer({ min: 0, max: 4 }),
    contract: fc.integer({ min: 0, max: 4 }),
    connectedAt: fc.constantFrom('', '2024-01-01 00:00:00', '2024-01-02 00:00:00'),
  });
  const parts = fc.record({
    logins: fc
      .array(login, { maxLength: 10 })
      .map((fields) => fields.map((field, index) => aLogin({ id: index + 1, ...field }))),
    plans: fc.constant([GOLD, LEAD, aPlan({ id: 3, name: 'Old', download: '5' })]),
    contracts: fc.constant([aContract(), aContract({ id: 2, status: 'CA' }), aContract({ id: 3, status: null })]),
  });

  test('every login is a subscriber, or skipped with a reason, or stands behind another; never two on one address', () => {
    fc.assert(
      fc.property(parts, fc.constantFrom<'skip' | 'newest'>('skip', 'newest'), (ixc, ipConflict) => {
        const desired = mapped(ixc, { ipConflict });
        const named = new Set(desired.skipped.flatMap((skip) => ('login' in skip ? [skip.login.id] : [])));
        const chosen = new Set([...desired.subscribers.values()].map(({ loginId }) => loginId));
        for (const { id } of ixc.logins) {
          expect(chosen.has(id) || named.has(id)).toBe(true);
        }
        for (const ip of desired.doubts.keys()) expect(desired.subscribers.has(ip)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  test('the order in which IXC lists the logins changes nothing', () => {
    fc.assert(
      fc.property(parts, fc.constantFrom<'skip' | 'newest'>('skip', 'newest'), (ixc, ipConflict) => {
        const there = mapped(ixc, { ipConflict });
        const back = mapped({ ...ixc, logins: [...ixc.logins].reverse() }, { ipConflict });
        expect(back.subscribers).toEqual(there.subscribers);
        expect(new Set(back.doubts.keys())).toEqual(new Set(there.doubts.keys()));
      }),
      { numRuns: 500 },
    );
  });
});

test('150,000 logins on one address are reported one by one, and are no defect of ours', () => {
  const logins = many(150_000, (id) => aLogin({ id, login: `l${id}`, plan: id % 2 === 0 ? 1 : 2 }));
  const plans = [aPlan(), aPlan({ id: 2, name: 'Silver' })];
  const desired = mapped({ logins, plans });
  expect([desired.subscribers.size, desired.doubts.size, desired.skipped.length]).toEqual([0, 1, 150_000]);
});
