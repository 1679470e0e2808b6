import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/changes/change-plan.ts';
import { type GateMemory, NO_MEMORY } from '../../src/changes/gate-memory.ts';
import { LASTING } from '../../src/changes/harm.ts';
import type { OwnedEntry } from '../../src/customers/owned.ts';
import type { Situation } from '../../src/proof/situation.ts';
import { totalsOf } from '../../src/proof/too-many.ts';
import type { JsonObject } from '../../src/text/json.ts';
import { anUpdate, aPlan, groupItem, many, owning, policyItem, subscriberItem } from '../support/builders.ts';
import {
  aDebtor,
  aPayer,
  broken,
  drops,
  makes,
  type Parts,
  POLICIES,
  proving,
  situationOf,
  speeds,
  turns,
  UNKNOWN,
} from './proving.ts';

const LIMITS: Situation['limits'] = { maxBlock: 20, maxDelete: 20, maxSpeed: 20, force: false, approved: new Map() };
const ip = (number: number) => `100.64.0.${number}`;
const owned = owning({ subscriber: many(12, ip), policy: ['Gold'] });

/** Ten customers, of whom so many meet something. */
function ten(met: number, policy: string, fields: Parameters<typeof aPayer>[0], parts: Parts = {}): Parts {
  const logins = many(10, (id) => aPayer({ id, login: `c${id}`, ip: ip(id), ...(id <= met && fields) }));
  const subscribers = logins.map((login) => subscriberItem(login.ip, login.login, policy));
  return { logins, bqn: { subscribers }, owned, limits: LIMITS, ...parts };
}

const JOSES = makes('100.64.0.2', 'jose', 'Billing-Block');
const each = (count: number, policyRate: string): Change[] => many(count, (id) => turns(ip(id), { policyRate }));

describe('no more harm is done than the limits let pass', () => {
  const debtors = { contract: 2 };

  test('blocks', () => {
    expect(broken(ten(2, 'Gold', debtors), each(2, 'Billing-Block'))).toEqual([]);
    expect(broken(ten(3, 'Gold', debtors), each(3, 'Billing-Block'))).toEqual(['too many']);
    expect(broken(ten(3, 'Billing-Block', debtors), each(3, 'Billing-Block'))).toEqual([]);
    const last = new Map(many(3, (id) => [`login ${id}`, { kind: 'blocked' }] as const));
    const again = ten(3, 'Gold', debtors, { memory: { ...NO_MEMORY, last } });
    expect(broken(again, each(3, 'Billing-Block')), 'who come home to their block').toEqual([]);
  });

  test('blocked ones let through whose contract is gone, of those who are blocked', () => {
    const gone = { contract: UNKNOWN };
    expect(broken(ten(2, 'Billing-Block', gone), each(2, 'Gold'))).toEqual([]);
    expect(broken(ten(3, 'Billing-Block', gone), each(3, 'Gold'))).toEqual(['too many']);
    expect(broken(ten(0, 'Billing-Block', {}), each(3, 'Gold'))).toEqual([]);
    expect(broken(ten(3, 'Gold', gone), each(3, 'Lead')), 'who were not blocked').toEqual([]);
    const { bqn, ...parts } = ten(1, 'Gold', gone);
    const few = bqn?.subscribers?.map((item, at) => (at < 4 ? { ...item, policyRate: 'Billing-Block' } : item)) ?? [];
    expect(broken({ ...parts, bqn: { subscribers: few } }, each(1, 'Gold')), 'one of four').toEqual(['too many']);
  });

  test('plans lost', () => {
    expect(broken(ten(3, 'Gold', { plan: 0 }), each(3, ''))).toEqual(['too many']);
    expect(broken(ten(2, 'Gold', { plan: 0 }), each(2, ''))).toEqual([]);
    expect(broken(ten(3, 'Billing-Block', { plan: 0 }), each(3, '')), 'a block is no plan').toEqual([]);
    expect(broken(ten(3, 'Ghost', { plan: 0 }), each(3, '')), 'nor is one that is not there').toEqual([]);
    expect(broken(ten(3, '', {}), each(3, 'Gold')), 'who gets one is not slowed').toEqual([]);
  });

  test('whom it hits is said, and all that is written of them is withheld', () => {
    const writes = each(3, 'Billing-Block');
    const { findings, withheld } = proving(ten(3, 'Gold', debtors), writes);
    expect(findings.filter(({ rule }) => rule === 'too many')).toEqual([
      { rule: 'too many', change: undefined, logins: [1, 2, 3], was: null, becomes: 'blocks 3', also: writes },
    ]);
    expect(withheld).toEqual(writes);
  });

  test.each([
    ['slowed to less than half', 100_000, '49999k', 49_999, true],
    ['slowed', 100_000, '50M', 50_000, false],
    ['quicker', 100_000, '500M', 500_000, false],
    ['let go', 100_000, '', -1, true],
    ['limited for the first time', -1, '10M', 10_000, true],
    ['let go of what let nothing through', 0, '', -1, true],
    ['no more stopped', 0, '10M', 10_000, false],
    ['without a limit as before', -1, '', -1, false],
  ])('%s by their policy', (_what, before, plan, kbps, isHarm) => {
    const limit = { rate: before };
    const item = policyItem('Gold', { rateLimitDownlink: limit, rateLimitUplink: limit });
    const plans = [aPlan({ download: plan, upload: plan })];
    const { bqn, ...parts } = ten(0, 'Gold', {}, { plans });
    const listed = { ...bqn, policies: [...POLICIES.filter(({ policyName }) => policyName !== 'Gold'), item] };
    expect(broken({ ...parts, bqn: listed }, [speeds('Gold', kbps)])).toEqual(isHarm ? ['too many'] : []);
  });

  test.each([
    ['slowed down alone', [100_000, 50_000], [49_999, 50_000], true],
    ['slowed up alone', [100_000, 50_000], [100_000, 24_999], true],
    ['slowed in the one way that is limited', [100_000, -1], [60_000, -1], false],
    ['let go in one way', [100_000, 50_000], [100_000, -1], true],
  ] as const)('%s', (_what, [down, up], [toDown, toUp], isHarm) => {
    const body = (one: number, other: number) => ({
      rateLimitDownlink: { rate: one },
      rateLimitUplink: { rate: other },
    });
    const said = (kbps: number) => (kbps < 0 ? '' : `${kbps}k`);
    const { bqn, ...parts } = ten(0, 'Gold', {}, { plans: [aPlan({ download: said(toDown), upload: said(toUp) })] });
    const policies = [
      ...POLICIES.filter(({ policyName }) => policyName !== 'Gold'),
      policyItem('Gold', body(down, up)),
    ];
    const sets = anUpdate({ kind: 'policy', key: 'Gold', body: body(toDown, toUp) });
    expect(broken({ ...parts, bqn: { ...bqn, policies } }, [sets])).toEqual(isHarm ? ['too many'] : []);
  });

  test('deletions of those who are not online, each customer once', () => {
    const subscribers = many(12, (id) => subscriberItem(ip(id), `c${id}`, 'Gold'));
    const parts = { logins: [], bqn: { subscribers }, owned, limits: LIMITS };
    const deletes = (count: number) => many(count, (id) => drops('subscriber', ip(id)));
    expect(broken(parts, deletes(2))).toEqual([]);
    const { findings } = proving(parts, deletes(3));
    expect(findings).toEqual([
      { rule: 'too many', change: undefined, logins: [], was: null, becomes: 'leaves 3', also: deletes(3) },
    ]);
    const empties = many(3, (id) => turns(ip(id), { policyRate: '' }));
    expect(broken(parts, empties), 'an entry that is emptied stays').toEqual([]);
    const named = many(3, (id) => groupItem(`DS-c${id}`));
    const groups = {
      ...parts,
      bqn: { subscribers, groups: named },
      owned: owning({ group: many(3, (id) => `DS-c${id}`) }),
    };
    expect(
      broken(
        groups,
        many(3, (id) => drops('group', `DS-c${id}`)),
      ),
      'a group is no customer',
    ).toEqual([]);
    expect(broken(parts, [drops('subscriber', ip(99))]), 'what is not there').toEqual(["others' entry"]);
    const passed: readonly Parts[] = [
      { limits: { ...LIMITS, approved: new Map([['leaves', 1]]) } },
      { limits: { ...LIMITS, uninstalls: true } },
      { memory: { ...NO_MEMORY, expected: new Map([['leaves', { count: 9, used: new Set<string>() }]]) } },
    ];
    for (const fields of passed) expect(broken({ ...parts, ...fields }, deletes(3))).toEqual([]);
    expect(broken({ ...parts, logins: [aPayer({ login: 'c1', ip: ip(50) })] }, deletes(3)), 'one moved').toEqual([]);
    expect(
      broken({ ...parts, logins: [aPayer({ login: 'x', ip: ip(1), plan: 0 })] }, deletes(3)),
      "one is another's place",
    ).toEqual([]);
    const renamed = [aPayer({ id: 7, login: 'new', ip: ip(50) })];
    const isLeft = (entry: Partial<OwnedEntry>) => {
      const all = Object.fromEntries(many(12, (id) => [ip(id), id === 1 ? entry : {}]));
      const found = broken({ ...parts, logins: renamed, owned: owning({ subscriber: all }) }, deletes(3));
      return found.includes('too many');
    };
    expect(isLeft({ id: 'c1', login: 7 }), 'one has another name and another address').toBe(false);
    expect(isLeft({ id: 'new', former: 'c1', login: 7, formerLogin: 7 })).toBe(false);
    expect(isLeft({ id: 'new', former: 'c1', login: 7, formerLogin: 8 }), 'it was to become theirs').toBe(true);
    expect([isLeft({ id: 'x', login: 7 }), isLeft({ id: 'c1', login: 8 }), isLeft({ id: 'c1' })]).toEqual([
      true,
      true,
      true,
    ]);
    const same = many(12, (id) => subscriberItem(ip(id), id < 4 ? 'c1' : '', 'Gold'));
    expect(broken({ ...parts, bqn: { subscribers: same } }, deletes(3)), 'three of one').toEqual([]);
    expect(broken({ ...parts, bqn: { subscribers: same } }, deletes(5)), 'nameless ones').toEqual(['too many']);
    const v6 = [...subscribers, ...many(3, (id) => subscriberItem(`2001:db8:0:${id}::`, `c${id}`, 'Gold'))];
    const known = owning({ subscriber: many(3, (id) => `2001:db8:0:${id}::`) });
    expect(
      broken(
        { ...parts, owned: known, bqn: { subscribers: v6 } },
        many(3, (id) => drops('subscriber', `2001:db8:0:${id}::`)),
      ),
    ).toEqual([]);
  });

  test('unless somebody let it pass', () => {
    const debts = ten(3, 'Gold', debtors);
    const writes = each(3, 'Billing-Block');
    expect(broken({ ...debts, limits: { ...LIMITS, force: true } }, writes)).toEqual([]);
    expect(broken({ ...debts, limits: { ...LIMITS, approved: new Map([['blocks', 1]]) } }, writes)).toEqual([]);
    expect(
      broken({ ...debts, limits: { ...LIMITS, approved: new Map(LASTING.map((kind) => [kind, 9])) } }, writes),
    ).toEqual([]);
  });

  test('of a kind that is announced, held back, or approved of late, the gate alone can say', () => {
    const customers = { ...NO_MEMORY.approved.customers, blocks: new Set(['c9']) };
    const memories: readonly GateMemory[] = [
      { ...NO_MEMORY, expected: new Map([['blocks', { count: 1, used: new Set() }]]) },
      { ...NO_MEMORY, incidents: { blocks: { mark: 'a', began: 1, most: 1, told: 1, members: new Map() } } },
      { ...NO_MEMORY, approved: { ...NO_MEMORY.approved, customers } },
    ];
    for (const memory of memories) {
      expect(broken({ ...ten(3, 'Gold', debtors), memory }, each(3, 'Billing-Block'))).toEqual([]);
      expect(broken({ ...ten(3, 'Gold', { plan: 0 }), memory }, each(3, '')), 'another kind').toEqual(['too many']);
    }
  });

  test('percentages are of those whom billing wants, or whom the BQN holds of ours, whichever are more', () => {
    const totals = (logins: number, subscribers: readonly JsonObject[]) =>
      totalsOf(
        situationOf({
          ...ten(0, 'Gold', {}),
          logins: ten(0, 'Gold', {}).logins?.slice(0, logins) ?? [],
          bqn: { subscribers },
          owned: owning({ subscriber: [...many(12, ip), '2001:db8:0:1::'] }),
        }),
      );
    const held = (count: number, policy: string) => many(count, (id) => subscriberItem(ip(id), `c${id}`, policy));
    expect(totals(10, [])).toEqual({ customers: 10, blocked: 0 });
    expect(totals(10, held(4, 'Billing-Block'))).toEqual({ customers: 10, blocked: 4 });
    expect(totals(2, held(4, 'Gold'))).toEqual({ customers: 4, blocked: 0 });
    const left = many(3, (number) => subscriberItem(ip(number + 4), 'c1', 'Billing-Block'));
    expect(totals(0, [...held(4, 'Gold'), ...left]), 'not at each address').toEqual({ customers: 4, blocked: 1 });
    const prefixOf = (id: string) => subscriberItem('2001:db8:0:1::', id, 'Billing-Block');
    expect(totals(0, [...held(4, 'Gold'), prefixOf('c1')]), 'counted at their address').toMatchObject({ customers: 4 });
    expect(totals(0, [...held(4, 'Gold'), prefixOf('c9')])).toEqual({ customers: 5, blocked: 1 });
    const others = [
      subscriberItem('203.0.113.9', 'x', 'Billing-Block'),
      subscriberItem('2001:db8::', 'c1', 'Billing-Block'),
    ];
    expect(totals(0, [...held(1, 'Gold'), ...others])).toEqual({ customers: 1, blocked: 0 });
    const moved = ten(0, 'Gold', {}).logins?.map((login) => ({ ...login, ip: ip(login.id + 1) })) ?? [];
    const byBooks = owning({ subscriber: Object.fromEntries(many(10, (id) => [ip(id), { id: `c${id}`, login: id }])) });
    expect(
      totalsOf(situationOf({ logins: moved, owned: byBooks, bqn: { subscribers: held(4, 'Billing-Block') } })),
      'whoever is there now is not who is blocked there',
    ).toEqual({ customers: 10, blocked: 4 });
    const six = (id: string, policy = 'Gold') => subscriberItem('2001:db8:0:1::', id, policy);
    const both = (item: JsonObject) => {
      const bqn = { subscribers: [...held(1, 'Gold'), item] };
      const ours = owning({ subscriber: [ip(1), '2001:db8:0:1::'] });
      return totalsOf(situationOf({ logins: [], bqn, owned: ours }));
    };
    expect(both(six('c1', 'Billing-Block')), 'of one who is counted').toEqual({ customers: 1, blocked: 0 });
    expect(both(six('c2')), 'of one who has no other').toEqual({ customers: 2, blocked: 0 });
    expect(both(six('c2', 'Billing-Block'))).toEqual({ customers: 2, blocked: 1 });
    const taken = {
      ...{ logins: [aPayer({ ip: ip(1) })], owned: owning({ subscriber: [ip(1), '2001:db8:0:1::'] }) },
      bqn: { subscribers: [...held(1, 'Gold'), six('c1', 'Billing-Block')] },
    };
    expect(totalsOf(situationOf(taken)).blocked, 'of one whose address is another’s by now').toBe(1);
    const login = aPayer({ delegatedPrefix: '2001:db8:0:1::/64' });
    expect(
      totalsOf(situationOf({ logins: [login], mapping: { ipv6Subscribers: 64 } })),
      'a customer at two places',
    ).toEqual({
      customers: 1,
      blocked: 0,
    });
  });

  test('of fewer than ten a percentage says nothing', () => {
    expect(broken({ logins: [aPayer(), aDebtor()], limits: LIMITS }, [JOSES])).toEqual([]);
  });

  /** The same where so many others are passed over. */
  const beside = (customers: number, blocked: number, parts: Parts): Parts => {
    const { desired } = situationOf(parts);
    return { ...parts, desired: { ...desired, beyond: { customers, blocked, groups: 0 } } };
  };

  test('of a part whoever is passed over counts among all', () => {
    const part = { logins: [aPayer(), aDebtor()], limits: LIMITS };
    expect(broken(beside(8, 0, part), [JOSES]), 'one of ten').toEqual([]);
    const strict = { ...part, limits: { ...LIMITS, maxBlock: 5 } };
    expect(broken(beside(8, 0, strict), [JOSES])).toEqual(['too many']);
    const due = ten(3, 'Gold', debtors);
    expect(broken(beside(10, 0, due), each(3, 'Billing-Block')), 'three of twenty').toEqual([]);
    const gone = ten(3, 'Billing-Block', { contract: UNKNOWN });
    expect(broken(beside(10, 10, gone), each(3, 'Gold')), 'three of twenty who are blocked').toEqual([]);
  });

  test('an address that the box merely sees is an entry of nobody yet', () => {
    const login = aPayer();
    const customersAt = (fields: object) => {
      const gone = subscriberItem('100.64.0.77', 'gone', 'Gold');
      const bqn = { subscribers: [{ subscriberIp: login.ip, ...fields }, gone] };
      return totalsOf(situationOf({ logins: [login], bqn, owned: owning({ subscriber: ['100.64.0.77'] }) })).customers;
    };
    expect(customersAt({ policyAssignedBy: 'rules' })).toBe(1);
    expect(customersAt({ policyAssignedBy: 'rules', subscriberId: login.login })).toBe(1);
    expect(customersAt({ policyAssignedBy: 'api', subscriberId: login.login })).toBe(2);
  });
});
