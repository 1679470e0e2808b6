import { describe, expect, test } from 'vitest';
import type { OwnedEntry } from '../../src/customers/owned.ts';
import { aLogin, aPlan, groupItem, owning, policyItem, subscriberItem } from '../support/builders.ts';
import {
  aDebtor,
  aPayer,
  BLOCKED_BQN,
  broken,
  drops,
  groups,
  IN_SERVICE,
  makes,
  POLICIES,
  proving,
  regroups,
  SILENT,
  speeds,
  turns,
  UNKNOWN,
} from './proving.ts';

const opens = [turns('100.64.0.1', { subscriberId: 'maria', policyRate: 'Gold' })];
const overridden = (kind: 'open' | 'slow') => ({
  overrides: new Map([['maria', { login: 'maria', wish: { kind }, until: '2099-12-31', by: 'ana', why: 'test' }]]),
  slow: { downKbps: 256, upKbps: 256 },
});

describe('nobody blocked is let through whose contract was not seen in service', () => {
  const bqn = BLOCKED_BQN;

  test('seen in service, or gone for certain, or promised by the operator: let through', () => {
    expect(broken({ logins: [aPayer()], bqn }, opens)).toEqual([]);
    expect(broken({ logins: [aPayer({ contract: UNKNOWN })], bqn }, opens)).toEqual([]);
    for (const kind of ['open', 'slow'] as const) {
      expect(broken({ logins: [aPayer({ contract: SILENT })], bqn, mapping: overridden(kind) }, opens)).toEqual([]);
    }
  });

  test.each([
    ['out of service', { logins: [aPayer({ contract: 2 })] }],
    ['without a status', { logins: [aPayer({ contract: SILENT })] }],
    ['unread', { logins: [aPayer({ contract: UNKNOWN })], completeness: { contracts: 'moving' as const } }],
    [
      'presumed',
      { logins: [aPayer({ contract: UNKNOWN })], presumed: { absent: new Set<number>(), unread: new Set<number>() } },
    ],
  ])('%s: not', (_what, parts) => {
    expect(broken({ ...parts, bqn }, opens)).toEqual(['let through']);
    expect(broken({ ...parts, bqn }, [drops('subscriber', '100.64.0.1')])).toContain('let through');
  });

  test('who it is, and by which writes, is said', () => {
    const item = groupItem('DS-maria', { subscriberMembers: ['100.64.0.1'], policyRate: 'Billing-Block' });
    const both = { ...bqn, groups: [item] };
    const regroup = regroups('DS-maria', { members: ['100.64.0.1'], policy: 'Gold' });
    const parts = { logins: [aPayer({ contract: SILENT })], bqn: both, owned: owning({ group: ['DS-maria'] }) };
    const [entry] = opens;
    expect(proving(parts, [regroup, ...opens]).findings[0]).toEqual({
      rule: 'let through',
      change: entry,
      logins: [1],
      was: 'Billing-Block',
      becomes: 'Gold',
      also: [entry, regroup],
    });
    const one = {
      ...parts,
      bqn: { groups: [item, groupItem('DS-maria-2', { ...item, subscriberGroupName: 'DS-maria-2' })] },
    };
    const frees = drops('group', 'DS-maria-2');
    const owned = owning({ group: ['DS-maria', 'DS-maria-2'] });
    expect(proving({ ...one, owned }, [frees]).findings, 'one of two blocks').toEqual([]);
  });

  test('two prefixes at one place are of one customer', () => {
    const two = { delegatedPrefix: '2001:db8:0:21::/64', linkPrefix: '2001:db8:0:22::/64' };
    const parts = { bqn, mapping: { ipv6Subscribers: 60 } };
    expect(broken({ ...parts, logins: [aPayer({ contract: SILENT, ...two })] }, opens)).toEqual(['let through']);
    const one = aPayer({ contract: SILENT, delegatedPrefix: two.delegatedPrefix });
    const other = aPayer({ id: 6, login: 'ana', ip: '100.64.0.6', linkPrefix: two.linkPrefix });
    expect(broken({ ...parts, logins: [one, other] }, opens), 'or of two').not.toContain('let through');
  });

  test('a group blocks as well as an entry, at a prefix as well as at an address', () => {
    const login = aPayer({ contract: SILENT, delegatedPrefix: '2001:db8:0:20::/60' });
    const parts = { logins: [login], owned: owning({ group: ['DS-maria'] }) };
    const item = groupItem('DS-maria', { subscriberRanges: ['2001:db8:0:20::/60'], policyRate: 'Billing-Block' });
    const opening = regroups('DS-maria', { ranges: ['2001:db8:0:20::/60'], policy: 'Gold' });
    expect(broken({ ...parts, bqn: { groups: [item] } }, [opening])).toEqual(['let through']);
  });

  test('who is blocked where they were before, or in the books, is blocked at a new address', () => {
    const logins = [aPayer({ contract: SILENT })];
    const made = [makes('100.64.0.1', 'maria', 'Gold')];
    const elsewhere = { subscribers: [subscriberItem('100.64.0.9', 'maria', 'Billing-Block')] };
    expect(broken({ logins, bqn: elsewhere }, made)).toEqual(['let through']);
    expect(broken({ logins, remembered: new Map([['maria', 'Billing-Block']]) }, made)).toEqual(['let through']);
    expect(broken({ logins, remembered: new Map([['maria', 'Gold']]) }, made)).toEqual([]);
  });

  test('an entry elsewhere under their name says nothing of them where the books know that it is of another', () => {
    const logins = [aPayer({ contract: SILENT })];
    const made = [makes('100.64.0.1', 'maria', 'Gold')];
    const elsewhere = { subscribers: [subscriberItem('100.64.0.9', 'maria', 'Billing-Block')] };
    const under = (known: Partial<OwnedEntry>) =>
      broken({ logins, bqn: elsewhere, owned: owning({ subscriber: { '100.64.0.9': known } }) }, made);
    expect(under({ id: 'maria', login: 7 }), 'of one who had the name').toEqual([]);
    expect(under({ id: 'maria', login: 1 })).toEqual(['let through']);
    expect(under({ id: 'maria' }), 'of whoever has the name').toEqual(['let through']);
    expect(under({ id: 'jose', login: 7 }), 'of another hand since').toEqual(['let through']);
  });

  test('a stranger’s block at the address of one who has an entry at a prefix is not theirs for certain', () => {
    const logins = [aPayer({ contract: SILENT, delegatedPrefix: '2001:db8:0:1::/64' })];
    const mapping = { ipv6Subscribers: 64 };
    const at = (policy: string) => ({
      subscribers: [
        subscriberItem('100.64.0.1', 'radius', 'Billing-Block'),
        subscriberItem('2001:db8:0:1::', 'maria', policy),
      ],
    });
    expect(broken({ logins, bqn: at('Gold'), mapping }, opens)).toEqual([]);
    const opensBoth = [...opens, turns('2001:db8:0:1::', { policyRate: 'Gold' })];
    expect(broken({ logins, bqn: at('Billing-Block'), mapping }, opensBoth)).toEqual(['let through']);
  });

  test('of whom nothing is certain nothing is concluded', () => {
    const logins = [aPayer({ contract: SILENT })];
    const made = [makes('100.64.0.1', 'maria', 'Gold')];
    const elsewhere = { subscribers: [subscriberItem('100.64.0.9', 'maria', 'Billing-Block')] };
    const differing = { logins, bqn: elsewhere, remembered: new Map([['maria', 'Gold']]) };
    expect(broken(differing, made), 'books and old entries differ').toEqual([]);
    const namesakes = [...logins, aPayer({ id: 5, ip: '100.64.0.5' })];
    expect(broken({ logins: namesakes, bqn: elsewhere }, made), 'a name of two').toEqual([]);
    const byName = new Map([['maria', 'Billing-Block']]);
    expect(broken({ logins: namesakes, remembered: byName }, made), 'a name of two in the books').toEqual([]);
    const byAddress = new Map([['100.64.0.1', 'Billing-Block']]);
    expect(broken({ logins: namesakes, remembered: byAddress }, made), 'the address of one').toEqual(['let through']);
    const without = [aPayer({ contract: SILENT, ip: '', delegatedPrefix: '2001:db8:0:1::/64' }), ...namesakes.slice(1)];
    const prefixed = [makes('2001:db8:0:1::', 'maria', 'Gold')];
    expect(
      broken({ logins: without, remembered: byName, mapping: { ipv6Subscribers: 64 } }, prefixed),
      'a name of two, without an address',
    ).not.toContain('let through');
    expect(broken({ logins, remembered: byAddress }, made), 'the address of somebody of before').toEqual([]);
    const unknown = { subscribers: [subscriberItem('100.64.0.1', 'radius', 'Billing-Block')] };
    expect(broken({ logins, bqn: unknown }, opens), 'an entry of nobody who is known').toEqual([]);
    const gone = { logins, bqn: unknown, owned: owning({ subscriber: { '100.64.0.1': { id: 'radius' } } }) };
    expect(broken(gone, opens), 'an entry of one who is not online').toEqual([]);
    const other = {
      logins: [...logins, aDebtor()],
      bqn: { subscribers: [subscriberItem('100.64.0.1', 'jose', 'Billing-Block')] },
    };
    expect(broken(other, opens), 'an entry of another').toEqual([]);
    const prefix = '2001:db8:0:1::/64';
    const wide = '2001:db8:0:10::/60';
    const sharing = [
      aPayer({ contract: SILENT, delegatedPrefix: wide }),
      aPayer({ id: 6, login: 'ana', ip: '100.64.0.6', linkPrefix: wide }),
    ];
    expect(broken({ logins: sharing, bqn }, opens), 'whose prefix another shows, too').not.toContain('let through');
    const shared = [aPayer({ contract: SILENT, delegatedPrefix: prefix }), aPayer({ id: 6, login: 'ana', plan: 2 })];
    const there = { subscribers: [subscriberItem('2001:db8:0:1::', 'maria', 'Billing-Block')] };
    const atPrefix = [turns('2001:db8:0:1::', { policyRate: 'Gold' })];
    expect(
      broken({ logins: shared, bqn: there, mapping: { ipv6Subscribers: 64 } }, atPrefix),
      'whose address another shows, too',
    ).not.toContain('let through');
    const rivals = [...logins, aPayer({ id: 6, login: 'ana', plan: 2 })];
    expect(broken({ logins: rivals, bqn }, opens), 'an address of two').not.toContain('let through');
  });

  test('whose an entry of another name is the books say, by the login that it was made for', () => {
    const renamed = { subscribers: [subscriberItem('100.64.0.1', 'mary', 'Billing-Block')] };
    const opened = (known: Partial<OwnedEntry>) => {
      const owned = owning({ subscriber: { '100.64.0.1': known } });
      const change = turns('100.64.0.1', { subscriberId: 'maria', policyRate: 'Gold' });
      return broken({ logins: [aPayer({ contract: SILENT })], bqn: renamed, owned }, [change]);
    };
    expect(opened({ id: 'mary', login: 1 }), 'renamed in billing').toEqual(['let through']);
    const before = { id: 'maria', former: 'mary', login: 1 };
    expect(opened({ ...before, formerLogin: 1 }), 'under the name of before').toEqual(['let through']);
    expect(opened({ ...before, formerLogin: 7 }), 'the write over another’s was taken without effect').toEqual([]);
    expect(opened({ id: 'mary', login: 7 }), 'of one who is not online').toEqual([]);
    expect(opened({ id: 'maria', login: 1 }), 'of another hand since').not.toContain('let through');
  });

  test('whoever has nothing before and nothing afterwards is not let through', () => {
    const remembered = new Map([['maria', 'Billing-Block']]);
    const logins = [aPayer({ contract: SILENT })];
    const bqn2 = { groups: [groupItem('DS-jose', { subscriberMembers: ['100.64.0.1'], policyRate: 'Gold' })] };
    expect(broken({ logins, remembered, bqn: bqn2 }, [drops('group', 'DS-jose', { letsGo: true })])).toEqual([]);
    const speed = [speeds('Gold', 100_000)];
    const others = { subscribers: [subscriberItem('100.64.0.1', 'jose', 'Gold')], policies: [policyItem('Gold')] };
    expect(
      broken({ logins: [...logins, aDebtor()], remembered, bqn: others, plans: [aPlan({ upload: '100M' })] }, speed),
    ).toEqual([]);
  });
});

describe('nobody is blocked but by a contract that was seen out of service', () => {
  const blocks = [makes('100.64.0.1', 'maria', 'Billing-Block')];

  test('seen out of service: blocked', () => {
    expect(broken({ logins: [aPayer({ contract: 2 })] }, blocks)).toEqual([]);
  });

  test.each([
    ['in service', { logins: [aPayer()] }],
    ['silent', { logins: [aPayer({ contract: SILENT })] }],
    ['gone', { logins: [aPayer({ contract: UNKNOWN })] }],
    ['contracts block nobody', { logins: [aPayer({ contract: 2 })], mapping: { block: false } }],
    ['promised', { logins: [aPayer({ contract: 2 })], mapping: overridden('open') }],
  ])('%s: not', (_what, parts) => {
    expect(broken(parts, blocks)).toEqual(['blocked for nothing']);
  });

  test('whoever was blocked, silent now, stays blocked at a new address', () => {
    const remembered = new Map([['maria', 'Billing-Block']]);
    expect(broken({ logins: [aPayer({ contract: SILENT })], remembered }, blocks)).toEqual([]);
  });
});

describe('nobody loses their limit but by a plan without one', () => {
  const bqn = { subscribers: [subscriberItem('100.64.0.1', 'maria', 'Gold')] };
  const empties = [turns('100.64.0.1', { policyRate: '' })];
  const owned = owning({ subscriber: ['100.64.0.1'] });

  test('a plan that is not there, or none, gives none', () => {
    expect(broken({ logins: [aPayer({ plan: 0 })], bqn, owned }, empties)).toEqual([]);
  });

  test("a plan that is unreadable or unread lifts nobody's limit", () => {
    expect(
      broken(
        {
          logins: [aPayer({ plan: 2 })],
          plans: [aPlan(), aPlan({ id: 2, name: 'Odd', download: 'fast' })],
          bqn,
          owned,
        },
        empties,
      ),
    ).toEqual(['limit lost']);
    expect(broken({ logins: [aPayer({ plan: 7 })], completeness: { plans: 'cut' }, bqn, owned }, empties)).toEqual([
      'limit lost',
    ]);
    expect(broken({ logins: [aPayer()], bqn, owned }, empties)).toEqual(['limit lost']);
  });

  test('a plan without a limit lifts it, in the way that it has none', () => {
    const free = aPlan({ id: 2, name: 'Free', download: '', upload: '' });
    const item = policyItem('Free', { rateLimitDownlink: { rate: -1 }, rateLimitUplink: {} });
    const parts = { logins: [aPayer({ plan: 2 })], plans: [aPlan(), free], owned };
    const listed = { ...bqn, policies: [...POLICIES, item] };
    expect(broken({ ...parts, bqn: listed }, [turns('100.64.0.1', { policyRate: 'Free' })])).toEqual([]);
    expect(
      broken({ ...parts, logins: [aPayer()], bqn: listed }, [turns('100.64.0.1', { policyRate: 'Free' })]),
    ).toEqual(['limit lost']);
    expect(broken({ ...parts, bqn: listed }, [turns('100.64.0.1', { policyRate: 'VIP' })])).toEqual([]);
  });

  test('in each way for itself, and whatever it was', () => {
    const lifted = (download: string, upload: string) =>
      broken({ logins: [aPayer()], plans: [aPlan({ download, upload })], bqn, owned }, [speeds('Gold', -1)]);
    expect(lifted('', '')).toEqual([]);
    expect(lifted('', '50M')).toContain('limit lost');
    expect(lifted('100M', '')).toContain('limit lost');
    expect(lifted('100M', '50M')).toContain('limit lost');
    const stop = policyItem('Stop', { rateLimitDownlink: { rate: 0 }, rateLimitUplink: { rate: 0 } });
    const listed = (policy: string) => ({
      policies: [...POLICIES, stop],
      subscribers: [subscriberItem('100.64.0.1', 'maria', policy)],
    });
    expect(broken({ logins: [aPayer()], bqn: listed('Stop'), owned }, empties)).toEqual(['limit lost']);
    const stops = [turns('100.64.0.1', { policyRate: 'Stop' })];
    expect(broken({ logins: [aPayer()], bqn: listed('Gold'), owned }, stops)).toEqual([]);
  });

  test('whoever stays under a policy gets what its plan has now', () => {
    const plans = [aPlan({ download: '', upload: '' })];
    const parts = { logins: [aPayer({ plan: 7 })], completeness: { plans: 'cut' as const }, plans, bqn, owned };
    expect(broken(parts, [speeds('Gold', -1)])).toEqual([]);
  });

  test('a group alone limits, too', () => {
    const item = groupItem('DS-maria', { subscriberMembers: ['100.64.0.1'], policyRate: 'Gold' });
    const parts = { logins: [aPayer()], bqn: { groups: [item] }, owned: owning({ group: ['DS-maria'] }) };
    expect(broken(parts, [drops('group', 'DS-maria')])).toEqual(['limit lost']);
    expect(broken(parts, [regroups('DS-maria', { members: ['100.64.0.1'], policy: '' })])).toEqual(['limit lost']);
  });

  test('an IPv6 entry alone limits, too', () => {
    const login = aPayer({ ip: '', delegatedPrefix: '2001:db8:0:20::/64' });
    const parts = { logins: [login], bqn: { subscribers: [subscriberItem('2001:db8:0:20::', 'maria', 'Gold')] } };
    const owned = owning({ subscriber: ['2001:db8:0:20::'] });
    expect(broken({ ...parts, owned }, [drops('subscriber', '2001:db8:0:20::')])).toEqual(['limit lost']);
  });

  test('an IPv6 entry is not what they had where the entry of their address, which is another now, says otherwise', () => {
    const login = aPayer({ delegatedPrefix: '2001:db8:0:20::/64' });
    const owned = owning({ subscriber: ['2001:db8:0:20::', '100.64.0.9'] });
    const prefix = subscriberItem('2001:db8:0:20::', 'maria', 'Gold');
    const free = policyItem('Free', { rateLimitDownlink: { rate: -1 }, rateLimitUplink: { rate: -1 } });
    const comes = makes('100.64.0.1', 'maria', 'Free');
    const found = (policy: string, here: readonly ReturnType<typeof subscriberItem>[] = []) =>
      broken(
        {
          logins: [login],
          bqn: {
            policies: [...POLICIES, free],
            subscribers: [prefix, subscriberItem('100.64.0.9', 'maria', policy), ...here],
          },
          owned,
        },
        [comes, turns('2001:db8:0:20::', { policyRate: 'Free' })],
      );
    expect(found('Free')).not.toContain('limit lost');
    expect(found('Gold')).toContain('limit lost');
    expect(found('Free', [subscriberItem('100.64.0.1', 'maria', 'Gold')])).toContain('limit lost');
  });

  test('a group of the operator says what it says, whatever is written', () => {
    const login = aLogin({ contract: IN_SERVICE, plan: 0 });
    const listed = {
      ...bqn,
      groups: [groupItem('VIPs', { subscriberMembers: ['100.64.0.1'], policyRate: 'Billing-Block' })],
    };
    expect(broken({ logins: [login], bqn: listed, owned }, empties)).toEqual([]);
    expect(broken({ logins: [aPayer()] }, [groups('L1-north', { policy: '' }, {})])).not.toContain('limit lost');
  });
});
