import { describe, expect, test } from 'vitest';
import type { Standing } from '../../src/billing/standing.ts';
import { type Create, policyAfter, type Update } from '../../src/changes/change-plan.ts';
import { agrees, writeSignature } from '../../src/changes/diff-policies.ts';
import {
  aBqn,
  aGroup,
  aLogin,
  aPlan,
  aPolicy,
  aSubscriber,
  BLOCK_ITEM,
  briefly,
  DIFF,
  groupItem,
  mapped,
  owning,
  policyItem,
  subscriberItem,
} from '../support/builders.ts';
import { plan } from '../support/planning.ts';

const IP = '100.64.0.1';
const BLOCK = aPolicy({ name: 'Billing-Block', id: 'block', downKbps: 0, upKbps: 0 });

/** The only change of a plan, which is no deletion. */
function only({ changes }: ReturnType<typeof plan>): Create | Update {
  expect(changes).toHaveLength(1);
  const [change] = changes;
  if (change === undefined || change.action === 'delete') throw new Error('no entry is written');
  return change;
}

/** What becomes of the only customer of whom anything becomes. */
function fate({ fates }: ReturnType<typeof plan>) {
  expect(fates).toHaveLength(1);
  return fates[0];
}

describe('policies: compare the id and both rates, nothing else', () => {
  test('equal: nothing is written, and it counts as ours', () => {
    const { changes, unchanged, ours } = plan({ policies: [aPolicy()] }, { policies: [policyItem()] });
    expect(changes).toEqual([]);
    expect(unchanged).toEqual({ policy: 1, subscriber: 0, group: 0 });
    expect([...ours.policy.keys()]).toEqual(['Gold']);
  });

  test('an operator’s burst fields, congestion management and unknown fields are no difference', () => {
    const listed = policyItem('Gold', {
      rateLimitDownlink: { rate: 100_000, burstRate: 200_000, burstDuration: 10, congestionMgmt: true },
      comment: 'by hand',
    });
    expect(plan({ policies: [aPolicy()] }, { policies: [listed] }).changes).toEqual([]);
  });

  test('ids and rates as text or number are the same value', () => {
    const listed = policyItem('Gold', { policyId: 1, rateLimitDownlink: { rate: '100000' } });
    expect(plan({ policies: [aPolicy()] }, { policies: [listed] }).changes).toEqual([]);
  });

  test.each([
    ['policyId', { policyId: '2' }, { field: 'policyId', from: '2', to: '1' }],
    ['downlink', { rateLimitDownlink: { rate: 1 } }, { field: 'downlink', from: '1', to: '100000' }],
    ['uplink', { rateLimitUplink: { rate: -1 } }, { field: 'uplink', from: '-1', to: '50000' }],
    ['uplink', { rateLimitUplink: undefined }, { field: 'uplink', from: '-1', to: '50000' }],
  ])('another %s is one: it is updated', (_, fields, change) => {
    const change1 = only(plan({ policies: [aPolicy()] }, { policies: [policyItem('Gold', fields)] }));
    expect(change1).toMatchObject({ action: 'update', kind: 'policy', key: 'Gold', fields: [change] });
  });

  test('missing: it is created with all that is ours', () => {
    const { changes } = plan({ policies: [aPolicy({ downKbps: -1 })] }, {});
    expect(changes).toMatchObject([
      {
        action: 'create',
        why: { kind: 'plan policy', id: '1' },
        body: { policyId: '1', rateLimitDownlink: { rate: -1 }, rateLimitUplink: { rate: 50_000 } },
      },
    ]);
  });

  test('Billing-Block is made for blocked customers', () => {
    expect(only(plan({ policies: [BLOCK] }, {}))).toMatchObject({
      why: { kind: 'block policy' },
      body: { policyId: 'block', rateLimitDownlink: { rate: 0 }, rateLimitUplink: { rate: 0 } },
    });
  });

  test('PUT what was read with our field changed: burst fields go back as they were', () => {
    const listed = policyItem('Gold', {
      rateLimitDownlink: { rate: 1, burstRate: 200_000, congestionMgmt: true },
      acm: { on: true },
    });
    const change = only(plan({ policies: [aPolicy()] }, { policies: [listed] }));
    expect(change.body).toEqual({
      policyId: '1',
      rateLimitDownlink: { rate: 100_000, burstRate: 200_000, congestionMgmt: true },
      rateLimitUplink: { rate: 50_000 },
    });
    expect(change).toMatchObject({ whole: { ...change.body, acm: { on: true } } });
  });

  test.each([null, 5, 'x', [1]])('a rate limit that is no object (%j) is replaced', (rateLimitDownlink) => {
    const change = only(plan({ policies: [aPolicy()] }, { policies: [policyItem('Gold', { rateLimitDownlink })] }));
    expect(change.body).toMatchObject({ rateLimitDownlink: { rate: 100_000 } });
  });
});

describe('a write that did not take (a static policy) is not written again every run', () => {
  const slow = policyItem('Gold', { rateLimitDownlink: { rate: 1 } });

  test('while IXC wants the same', () => {
    const untaken = new Map([['Gold', writeSignature(aPolicy())]]);
    const { changes, stuck } = plan({ policies: [aPolicy()] }, { policies: [slow] }, { ...DIFF, untaken });
    expect(changes).toEqual([]);
    expect(stuck).toMatchObject([{ kind: 'policy', key: 'Gold', why: { kind: 'static policy' } }]);
  });

  describe('and who is to join it while it is still another plan’s', () => {
    const lead = { kind: 'named', name: 'Lead' } as const;
    const policies = [aPolicy({ id: '2', name: 'Lead' }), aPolicy({ id: '7', name: 'Gold' })];
    const untaken = new Map([['Lead', writeSignature(aPolicy({ id: '2', name: 'Lead' }))]]);
    const become = (standsUnder: string | undefined, id: string, owned: Parameters<typeof owning>[0] = {}) => {
      const listed = {
        policies: [
          BLOCK_ITEM,
          policyItem('Gold', { policyId: '7' }),
          policyItem('Lead', { policyId: id, rateLimitDownlink: { rate: 9 } }),
        ],
        subscribers: standsUnder === undefined ? [] : [subscriberItem(IP, 'maria', standsUnder)],
      };
      const wanted = { policies, subscribers: [aSubscriber({ choice: lead })] };
      const { changes, stuck } = plan(wanted, listed, { ...DIFF, untaken }, owning(owned));
      const waits = stuck.some(({ why }) => why.kind === "another plan's");
      return `${changes.map(policyAfter).join()}${waits ? ' waits' : ''}`;
    };

    test('waits under their own policy, whichever plan that is', () => {
      expect(become('Gold', '7')).toBe(' waits');
      const made = { policy: { Lead: { id: '5', takenOver: false } } };
      expect(become('Gold', '5', made), 'of a plan that is no more').toBe(' waits');
    });

    test('joins it from none, from the block, or from one that is not there: any limit is better than that', () => {
      for (const from of [undefined, '', 'Billing-Block', 'Nowhere']) expect(become(from, '7')).toBe('Lead');
      expect(become('Lead', '7'), 'who is there stays').toBe('');
    });

    test('joins the operator’s own, and one that lacks no more than its speed', () => {
      expect(become('Gold', 'op')).toBe('Lead');
      expect(become('Gold', '2')).toBe('Lead');
      const found = { policy: { Lead: { id: 'op', takenOver: true } } };
      expect(become('Gold', 'op', found)).toBe('Lead');
    });
  });

  test('but is when IXC wants something else', () => {
    const untaken = new Map([['Gold', writeSignature(aPolicy({ upKbps: 7 }))]]);
    expect(only(plan({ policies: [aPolicy()] }, { policies: [slow] }, { ...DIFF, untaken }))?.action).toBe('update');
  });

  test('and is forgotten when it agrees after all', () => {
    const untaken = new Map([['Gold', writeSignature(aPolicy())]]);
    const { stuck, unchanged } = plan({ policies: [aPolicy()] }, { policies: [policyItem()] }, { ...DIFF, untaken });
    expect([stuck, unchanged.policy]).toEqual([[], 1]);
  });

  test('a signature tells apart all that we write', () => {
    const signatures = [aPolicy(), aPolicy({ id: '2' }), aPolicy({ downKbps: 2 }), aPolicy({ upKbps: 2 })].map(
      writeSignature,
    );
    expect(new Set(signatures).size).toBe(4);
  });

  test('agrees: only a policy that is there and equal', () => {
    const { policies } = aBqn({ policies: [policyItem(), policyItem('Slow', { policyId: '9' })] });
    expect(agrees(policies.get('Gold'), aPolicy())).toBe(true);
    expect(agrees(policies.get('Slow'), aPolicy())).toBe(false);
    expect(agrees(undefined, aPolicy())).toBe(false);
  });
});

describe('subscribers: compare the id and the policy, nothing else', () => {
  const desired = { policies: [aPolicy()], subscribers: [aSubscriber()] };
  const policies = [policyItem()];

  test('equal, though the BQN holds quota, groups and RADIUS ids: nothing is written', () => {
    const subscribers = [subscriberItem(IP, 'maria', 'Gold', { quota: { volume: 1 }, subscriberGroups: ['VIP'] })];
    const { changes, unchanged, ours } = plan(desired, { policies, subscribers });
    expect(changes).toEqual([]);
    expect(unchanged.subscriber).toBe(1);
    expect([...ours.subscriber.keys()]).toEqual([IP]);
  });

  test('missing: created', () => {
    expect(only(plan(desired, { policies }))).toMatchObject({
      action: 'create',
      kind: 'subscriber',
      key: IP,
      who: 'maria',
      body: { subscriberId: 'maria', policyRate: 'Gold' },
      policy: 'Gold',
      why: { kind: 'plan', plan: 1, givesPolicy: true, found: 'nothing', id: 'maria' },
    });
  });

  test('another policy: updated with our two fields, so that a PUT keeps the rest', () => {
    const subscribers = [subscriberItem(IP, 'maria', 'Lead', { quota: { volume: 1 } })];
    const change = only(plan(desired, { policies: [...policies, policyItem('Lead')], subscribers }));
    expect(change).toMatchObject({
      action: 'update',
      fields: [{ field: 'policyRate', from: 'Lead', to: 'Gold' }],
      why: { kind: 'plan', found: 'their own' },
      body: { subscriberId: 'maria', policyRate: 'Gold' },
    });
    // Should the BQN not know it after all, it is made anew with everything that was read.
    expect(change).toMatchObject({ whole: { subscriberId: 'maria', policyRate: 'Gold', quota: { volume: 1 } } });
  });

  test('another login on the address: updated, and the reason names it', () => {
    const subscribers = [subscriberItem(IP, 'jose', 'Gold')];
    expect(only(plan(desired, { policies, subscribers }))).toMatchObject({
      fields: [{ field: 'subscriberId', from: 'jose', to: 'maria' }],
      why: { kind: 'plan', found: 'another', id: 'maria' },
    });
  });

  test('an address that the box merely sees is made the customer’s', () => {
    const seen = { subscriberIp: IP, policyAssignedBy: 'rules', policyRate: 'default' };
    expect(only(plan(desired, { policies, subscribers: [seen] }))).toMatchObject({ action: 'update', policy: 'Gold' });
  });

  test('the path of a write names the address as the BQN writes it', () => {
    const subscribers = [subscriberItem(`${IP}/32`, 'maria', '')];
    expect(only(plan(desired, { policies, subscribers }))).toMatchObject({ key: IP, path: `${IP}/32` });
  });
});

describe('a subscriber is never pointed at a policy that does not exist', () => {
  test('an unreadable plan whose policy the BQN has: that one, as it is', () => {
    const subscribers = [aSubscriber({ choice: { kind: 'ifThere', name: 'Old' } })];
    expect(only(plan({ subscribers }, { policies: [policyItem('Old')] }))).toMatchObject({ policy: 'Old' });
  });

  test('an unreadable plan whose policy the BQN does not have: none', () => {
    const subscribers = [aSubscriber({ choice: { kind: 'ifThere', name: 'Old' } })];
    expect(only(plan({ subscribers }, {}))).toMatchObject({
      policy: null,
      body: { subscriberId: 'maria', policyRate: '' },
      why: { kind: 'plan', plan: 1, givesPolicy: false, found: 'nothing', id: 'maria' },
    });
  });

  test('a policy that cannot be made: the subscriber stays as it is and is reported', () => {
    const { changes, stuck } = plan({ subscribers: [aSubscriber()] }, {});
    expect(changes).toEqual([]);
    expect(stuck.map(({ kind, key }) => `${kind} ${key}`)).toEqual([`subscriber ${IP}`]);
  });

  test('but a block does not stay for it, nor somebody else’s plan', () => {
    const gold = owning({ policy: ['Lead'] });
    for (const [id, policy] of [
      ['maria', 'Billing-Block'],
      ['jose', 'Lead'],
    ] as const) {
      const bqn = { policies: [BLOCK_ITEM, policyItem('Lead')], subscribers: [subscriberItem(IP, id, policy)] };
      const { changes, stuck } = plan({ subscribers: [aSubscriber()] }, bqn, { ...DIFF, prune: 'none' }, gold);
      expect(changes).toMatchObject([{ key: IP, policy: null, body: { subscriberId: 'maria', policyRate: '' } }]);
      expect(stuck).toMatchObject([{ key: IP, harmful: true }]);
    }
  });

  test('a policy that a static one hides is not written again, as long as the list shows it so', () => {
    const untaken = new Map([['Gold', writeSignature(aPolicy())]]);
    const listed = policyItem('Gold', { rateLimitDownlink: { rate: 1 } });
    const found = plan({ policies: [aPolicy()] }, { policies: [listed] }, { ...DIFF, untaken });
    expect([found.changes, found.stuck.map(({ key }) => key)]).toEqual([[], ['Gold']]);
    expect(briefly(plan({ policies: [aPolicy()] }, {}, { ...DIFF, untaken }))).toEqual(['create policy Gold']);
  });

  test('nor is its group', () => {
    const subscriber = aSubscriber();
    const listed = { subscribers: [subscriberItem(IP, 'maria', 'Gold')] };
    const desired = {
      subscribers: [subscriber],
      groups: [aGroup(subscriber, ['2001:db8::/64'])],
    };
    const { changes, stuck } = plan(desired, listed);
    expect(changes).toEqual([]);
    expect(stuck).toContainEqual({
      kind: 'group',
      key: 'DS-maria',
      why: { kind: 'policy not there', policy: 'Gold' },
      harmful: true,
    });
  });

  test('a policy that this very plan makes does exist by then', () => {
    expect(briefly(plan({ policies: [aPolicy()], subscribers: [aSubscriber()] }, {}))).toEqual([
      'create policy Gold',
      `create subscriber ${IP}`,
    ]);
  });
});

describe('a subscriber without a plan in billing', () => {
  const subscribers = [aSubscriber({ choice: { kind: 'none' }, plan: 0 })];

  test.each([
    ['IXC still has', { policies: [aPolicy()] }, owning()],
    ['this program made once', {}, owning({ policy: ['Gold'] })],
    ['of an unreadable plan', { leftAlone: ['Gold'] }, owning()],
  ])('loses a policy that %s', (_, wanted, owned) => {
    const bqn = { policies: [policyItem()], subscribers: [subscriberItem(IP, 'maria', 'Gold')] };
    const found = plan({ subscribers, ...wanted }, bqn, DIFF, owned);
    expect(fate(found)?.effect).toBe('loses plan');
    expect(found.changes[0]).toMatchObject({
      policy: null,
      body: { policyRate: '' },
      fields: [{ field: 'policyRate', from: 'Gold', to: null }],
      why: { kind: 'plan', plan: 0, givesPolicy: false, found: 'their own' },
    });
  });

  test('keeps one that is an operator’s own, whoever the BQN says gave it', () => {
    const bqn = { policies: [policyItem('VIP')], subscribers: [subscriberItem(IP, 'maria', 'VIP')] };
    expect(plan({ subscribers }, bqn).changes).toEqual([]);
  });

  test('a policy that stays is not sent, so that the BQN does not take it for one that we gave', () => {
    const seen = { subscriberIp: IP, policyAssignedBy: 'rules', policyRate: 'VIP', quota: 1 };
    expect(only(plan({ subscribers }, { policies: [policyItem('VIP')], subscribers: [seen] }))).toMatchObject({
      fields: [{ field: 'subscriberId', from: null, to: 'maria' }],
      body: { subscriberId: 'maria' },
      whole: { subscriberId: 'maria', policyRate: 'VIP', quota: 1 },
    });
  });

  test.each(['rules', 'Rules', 'RULES'])('keeps the one that came from the BQN’s rules (%s)', (policyAssignedBy) => {
    const listed = [subscriberItem(IP, 'maria', 'Gold', { policyAssignedBy })];
    expect(plan({ subscribers }, { policies: [policyItem()], subscribers: listed }).changes).toEqual([]);
  });

  test('has none to begin with', () => {
    expect(only(plan({ subscribers }, {}))).toMatchObject({ policy: null, why: { plan: 0, found: 'nothing' } });
  });
});

describe('what was not read proves nothing', () => {
  test('a plan not among those read: whatever the BQN has stays', () => {
    const subscribers = [aSubscriber({ choice: { kind: 'unread' } })];
    const listed = [subscriberItem(IP, 'maria', 'Lead')];
    expect(plan({ subscribers }, { policies: [policyItem('Lead')], subscribers: listed }).changes).toEqual([]);
  });

  test('a login whose plan or contract was not among those read is not made: it might be blocked, or without a limit', () => {
    const unread = [{ choice: { kind: 'unread' } }, { standing: { kind: 'unread', contract: 12 } }] as const;
    for (const fields of unread) {
      const { changes, stuck } = plan({ policies: [aPolicy()], subscribers: [aSubscriber(fields)] }, {});
      expect(changes.filter(({ kind }) => kind === 'subscriber')).toEqual([]);
      expect(stuck).toMatchObject([{ key: IP, why: { kind: 'unread' } }]);
    }
  });

  test.each([
    ['Gold', 'Lead', 'Gold', 'a refused write left them at odds'],
    ['Gold', 'Gold', undefined, 'they agree'],
    ['', 'Lead', undefined, 'a limit is better than none'],
    ['Billing-Block', 'Lead', undefined, 'nobody is blocked by what was not read'],
  ])(
    'of a contract that was not read: an address under %j, a prefix under %j, which is written %j: %s',
    (at, prefix, written, _why) => {
      const PREFIX = '2001:db8:0:1::';
      const standing = { kind: 'unread', contract: 12 } as const;
      const subscribers = [aSubscriber({ standing }), aSubscriber({ ip: PREFIX, main: IP, standing })];
      const listed = [subscriberItem(IP, 'maria', at), subscriberItem(PREFIX, 'maria', prefix)];
      const policies = [policyItem(), policyItem('Lead'), BLOCK_ITEM];
      const { changes } = plan({ policies: [aPolicy()], subscribers }, { policies, subscribers: listed });
      const ofPrefix = changes.filter(({ key }) => key === PREFIX);
      expect(ofPrefix).toMatchObject(written === undefined ? [] : [{ policy: written }]);
    },
  );

  test('logins not all read: nothing at all is deleted', () => {
    const owned = owning({ policy: ['Old'], subscriber: [IP], group: ['DS-maria'] });
    const bqn = {
      policies: [policyItem('Old')],
      subscribers: [subscriberItem(IP, 'maria', '')],
      groups: [groupItem('DS-maria', { subscriberMembers: [IP] })],
    };
    for (const prune of ['owned', 'all'] as const) {
      expect(plan({ proven: { logins: 'cut' } }, bqn, { ...DIFF, prune }, owned).changes).toEqual([]);
    }
    expect(plan({}, bqn, DIFF, owned).changes).toHaveLength(3);
  });

  test('plans not all read: no policy is deleted', () => {
    const owned = owning({ policy: ['Old'], subscriber: [IP] });
    const bqn = { policies: [policyItem('Old')], subscribers: [subscriberItem(IP, 'maria', '')] };
    expect(briefly(plan({ proven: { plans: 'moving' } }, bqn, DIFF, owned))).toEqual([`delete subscriber ${IP}`]);
  });
});

describe('blocked customers', () => {
  const policies = [BLOCK_ITEM, policyItem()];
  const blocked = aSubscriber({ standing: { kind: 'blocked', contract: 12, status: 'CA' } });
  const unproven = aSubscriber({ standing: { kind: 'silent', contract: 12 } });

  test('get Billing-Block, whatever their plan', () => {
    const found = plan(
      { policies: [BLOCK], subscribers: [blocked] },
      { policies, subscribers: [subscriberItem(IP, 'maria', 'Gold')] },
    );
    expect(found.changes).toMatchObject([
      { policy: 'Billing-Block', why: { kind: 'blocked', standing: blocked.standing } },
    ]);
    expect(fate(found)).toMatchObject({ customer: 'login 1', effect: 'blocks', from: { policy: 'Gold' } });
  });

  test('on the dual-stack group too', () => {
    const desired = { policies: [BLOCK], subscribers: [blocked], groups: [aGroup(blocked, ['2001:db8::/64'])] };
    const groups = [
      groupItem('DS-maria', { subscriberMembers: [IP], subscriberRanges: ['2001:db8::/64'], policyRate: 'Gold' }),
    ];
    const { changes } = plan(desired, { policies, subscribers: [subscriberItem(IP, 'maria', 'Gold')], groups });
    expect(changes.map((change) => [change.kind, policyAfter(change)])).toEqual([
      ['subscriber', 'Billing-Block'],
      ['group', 'Billing-Block'],
    ]);
  });

  test.each(['CA', null])('with the reason on the group as well (status %j)', (status) => {
    const standing: Standing =
      status === null ? { kind: 'silent', contract: 12 } : { kind: 'blocked', contract: 12, status };
    const customer = aSubscriber({ standing });
    const desired = { policies: [BLOCK], subscribers: [customer], groups: [aGroup(customer, ['2001:db8::/64'])] };
    const bqn = { policies, subscribers: [subscriberItem(IP, 'maria', 'Billing-Block')] };
    expect(only(plan(desired, bqn))).toMatchObject({
      kind: 'group',
      why: { kind: 'follows', id: 'maria', blockedBy: standing },
    });
  });

  test('are not newly blocked when they come back under another address', () => {
    const bqn = { policies, subscribers: [subscriberItem('100.64.0.9', 'maria', 'Billing-Block')] };
    const { changes, fates } = plan({ policies: [BLOCK], subscribers: [blocked] }, bqn);
    expect(changes).toMatchObject([{ action: 'create', policy: 'Billing-Block' }]);
    expect(fates).toEqual([]);
  });

  test('get their service back, with the reason', () => {
    const bqn = { policies, subscribers: [subscriberItem(IP, 'maria', 'Billing-Block')] };
    const found = plan({ subscribers: [aSubscriber({ standing: { kind: 'open', contract: 12, status: 'A' } })] }, bqn);
    expect(only(found)).toMatchObject({
      policy: 'Gold',
      why: { kind: 'let through', standing: { contract: 12, status: 'A' } },
    });
    expect(fate(found)).toMatchObject({ effect: 'opens', contractGone: false });
  });

  test('whose contract is gone: let through, but told apart for the gate', () => {
    const bqn = { policies, subscribers: [subscriberItem(IP, 'maria', 'Billing-Block')] };
    const found = plan({ subscribers: [aSubscriber({ standing: { kind: 'none', contract: 12 } })] }, bqn);
    expect(only(found)).toMatchObject({
      policy: 'Gold',
      why: { kind: 'let through', standing: { kind: 'none', contract: 12 } },
    });
    expect(fate(found)).toMatchObject({ effect: 'opens', contractGone: true });
  });

  test('that name no contract any more likewise', () => {
    const bqn = { policies, subscribers: [subscriberItem(IP, 'maria', 'Billing-Block')] };
    const found = plan({ subscribers: [aSubscriber({ standing: { kind: 'none', contract: 0 } })] }, bqn);
    expect(fate(found)?.contractGone).toBe(true);
  });

  test('who also have no plan lose no plan', () => {
    const subscribers = [aSubscriber({ choice: { kind: 'none' } })];
    const bqn = { policies, subscribers: [subscriberItem(IP, 'maria', 'Billing-Block')] };
    const found = plan({ subscribers }, bqn);
    expect(only(found).policy).toBeNull();
    expect(fate(found)?.effect).toBe('opens');
  });

  test('IXC does not say whether blocked: who is stays so', () => {
    const bqn = { policies, subscribers: [subscriberItem(IP, 'maria', 'Billing-Block')] };
    expect(plan({ subscribers: [unproven] }, bqn).changes).toEqual([]);
  });

  test('IXC does not say whether blocked: who has service keeps it, though an entry of before still blocks', () => {
    const before = subscriberItem('100.64.0.9', 'maria', 'Billing-Block');
    const bqn = { policies, subscribers: [subscriberItem(IP, 'maria', 'Gold'), before] };
    expect(plan({ subscribers: [unproven] }, bqn).changes).toEqual([]);
  });

  test('who is to be slow is not blocked by an entry of before, but where there is no slow lane', () => {
    const slow = aSubscriber({
      standing: { kind: 'open', contract: 12, status: 'FA', isSlow: true },
      choice: { kind: 'named', name: 'Billing-Slow' },
    });
    const before = subscriberItem('100.64.0.9', 'maria', 'Billing-Block');
    const of = (lane: boolean) => {
      const listed = [...policies, ...(lane ? [policyItem('Billing-Slow', { policyId: 'slow' })] : [])];
      const entries = [subscriberItem(IP, 'maria', lane ? 'Billing-Slow' : ''), before];
      return plan({ subscribers: [slow] }, { policies: listed, subscribers: entries }, { ...DIFF, prune: 'none' })
        .changes;
    };
    expect(of(true)).toMatchObject([{ key: '100.64.0.9', policy: 'Billing-Slow' }]);
    expect(of(false)).toEqual([]);
  });

  test('who have service count as newly blocked, though an entry of before still blocks', () => {
    const before = subscriberItem('100.64.0.9', 'maria', 'Billing-Block');
    const bqn = { policies, subscribers: [subscriberItem(IP, 'maria', 'Gold'), before] };
    const found = plan({ policies: [BLOCK], subscribers: [blocked] }, bqn, { ...DIFF, prune: 'none' });
    expect(found.changes).toMatchObject([{ policy: 'Billing-Block' }]);
    expect(fate(found)?.effect).toBe('blocks');
  });

  test('IXC does not say whether blocked: who is not keeps the service', () => {
    const bqn = { policies, subscribers: [subscriberItem(IP, 'maria', 'Gold')] };
    expect(plan({ subscribers: [unproven] }, bqn).changes).toEqual([]);
  });

  test('IXC does not say whether blocked: who is stays so under another address', () => {
    const bqn = { policies, subscribers: [subscriberItem('100.64.0.9', 'maria', 'Billing-Block')] };
    const found = plan({ subscribers: [unproven] }, bqn);
    expect(only(found)).toMatchObject({
      action: 'create',
      policy: 'Billing-Block',
      why: { kind: 'blocked', standing: unproven.standing },
    });
    expect(found.fates).toEqual([]);
  });

  test('IXC does not say whether blocked: who is stays so under another address that the box already sees', () => {
    const seen = { subscriberIp: IP, policyAssignedBy: 'rules' };
    const bqn = { policies, subscribers: [subscriberItem('100.64.0.9', 'maria', 'Billing-Block'), seen] };
    expect(only(plan({ subscribers: [unproven] }, bqn)).policy).toBe('Billing-Block');
  });

  test('whose contract is gone are told apart for the gate under another address too', () => {
    const bqn = { policies, subscribers: [subscriberItem('100.64.0.9', 'maria', 'Billing-Block')] };
    const subscribers = [aSubscriber({ standing: { kind: 'none', contract: 12 } })];
    expect(fate(plan({ subscribers }, bqn))?.contractGone).toBe(true);
  });
});

describe('groups: compare members, ranges and policy, sets as sets', () => {
  const subscriber = aSubscriber();
  const desired = {
    policies: [aPolicy()],
    subscribers: [subscriber],
    groups: [aGroup(subscriber, ['2001:db8:0:10::/60', '2001:db8:5::/64'])],
  };
  const fields = {
    subscriberMembers: [IP],
    subscriberRanges: ['2001:db8:5::/64', '2001:db8:0:10::/60'],
    policyRate: 'Gold',
  };
  const others = { policies: [policyItem()], subscribers: [subscriberItem(IP, 'maria', 'Gold')] };

  test('equal in another order and spelling: nothing is written', () => {
    const groups = [
      groupItem('DS-maria', {
        ...fields,
        subscriberRanges: ['2001:DB8:5::/64', '2001:DB8:0:1F::/60', '2001:db8:5::/64'],
        subscriberGroupType: 'x',
      }),
    ];
    const { changes, unchanged, ours } = plan(desired, { ...others, groups });
    expect(changes).toEqual([]);
    expect(unchanged.group).toBe(1);
    expect([...ours.group.keys()]).toEqual(['DS-maria']);
  });

  test('missing: created with the policy of its subscriber', () => {
    expect(only(plan(desired, others))).toMatchObject({
      action: 'create',
      kind: 'group',
      key: 'DS-maria',
      body: {
        subscriberMembers: [IP],
        subscriberRanges: ['2001:db8:0:10::/60', '2001:db8:5::/64'],
        policyRate: 'Gold',
      },
      belongsTo: [IP],
      policy: 'Gold',
    });
  });

  test.each([
    ['policyRate', { policyRate: '' }, { field: 'policyRate', from: null, to: 'Gold' }],
    ['members', { subscriberMembers: undefined }, { field: 'members', from: null, to: IP }],
    [
      'ranges',
      { subscriberRanges: ['2001:db8:5::/64'] },
      { field: 'ranges', from: '2001:db8:5::/64', to: '2001:db8:0:10::/60 2001:db8:5::/64' },
    ],
  ])('another %s: updated, and what else it holds is kept, but what the BQN computes', (_, difference, change) => {
    const computed = { subscriberGroupType: 'x', subscriberAll: [IP] };
    const groups = [groupItem('DS-maria', { ...fields, ...difference, ...computed, subscriberVlans: [7] })];
    const found = only(plan(desired, { ...others, groups }));
    expect(found).toMatchObject({ action: 'update', fields: [change], whole: { subscriberVlans: [7] } });
    expect(JSON.stringify(found)).not.toMatch(/subscriberGroupType|subscriberAll/);
  });

  test('equal with a prefix of one address', () => {
    const { groups } = mapped(
      { logins: [aLogin({ delegatedPrefix: '2001:db8::1/128', plan: 1 })], plans: [aPlan()] },
      { dualStack: true },
    );
    const listed = groupItem('DS-maria', { ...fields, subscriberRanges: ['2001:db8::1/128'] });
    const { changes } = plan({ ...desired, groups: [...groups.values()] }, { ...others, groups: [listed] });
    expect(changes).toEqual([]);
  });

  test('a subscriber without a policy has none to share: no group is made, and one of ours goes', () => {
    const bare = aSubscriber({ choice: { kind: 'none' } });
    const wanted = { subscribers: [bare], groups: [aGroup(bare, ['2001:db8::/64'])] };
    expect(briefly(plan(wanted, {}))).toEqual([`create subscriber ${IP}`]);
    const bqn = {
      subscribers: [subscriberItem(IP, 'maria', '')],
      groups: [groupItem('DS-maria', { subscriberMembers: [IP] })],
    };
    expect(briefly(plan(wanted, bqn, DIFF, owning({ group: ['DS-maria'] })))).toEqual(['delete group DS-maria']);
  });

  test('of a subscriber that is not there: none', () => {
    const lonely = { policies: [aPolicy()], groups: [aGroup(subscriber, ['2001:db8::/64'])] };
    expect(plan(lonely, { policies: [policyItem()] }).changes).toEqual([]);
  });
});

describe('order: policies, subscribers, groups are written, then groups, subscribers, policies deleted', () => {
  test('so that nothing ever names what is not there', () => {
    const subscriber = aSubscriber();
    const desired = {
      policies: [aPolicy()],
      subscribers: [subscriber],
      groups: [aGroup(subscriber, ['2001:db8::/64'])],
    };
    const bqn = {
      policies: [policyItem('Old')],
      subscribers: [subscriberItem('100.64.0.9', 'old', 'Old')],
      groups: [groupItem('DS-old', { subscriberMembers: ['100.64.0.9'], policyRate: 'Old' })],
    };
    const owned = owning({ policy: ['Old'], subscriber: ['100.64.0.9'], group: ['DS-old'] });
    const found = plan(desired, bqn, DIFF, owned);
    expect(briefly(found)).toEqual([
      'create policy Gold',
      `create subscriber ${IP}`,
      'create group DS-maria',
      'delete group DS-old',
      'delete subscriber 100.64.0.9',
      'delete policy Old',
    ]);
    expect(found.changes.slice(3)).toMatchObject([
      { why: { kind: 'not needed' }, belongsTo: ['100.64.0.9'] },
      { why: { kind: 'nobody online' }, belongsTo: ['100.64.0.9'], who: 'old' },
      { why: { kind: 'no such plan' }, belongsTo: [] },
    ]);
  });
});

describe('left alone: what is in doubt is neither changed nor deleted', () => {
  test('an address on several logins, its group, and the policy of an unreadable plan', () => {
    const bqn = {
      policies: [policyItem('Old')],
      subscribers: [subscriberItem(IP, 'maria', '')],
      groups: [groupItem('DS-maria', { subscriberMembers: [IP] })],
    };
    const owned = owning({ policy: ['Old'], subscriber: [IP], group: ['DS-maria'] });
    const doubts = [[aSubscriber(), aSubscriber({ id: 'jose', loginId: 2 })]];
    for (const prune of ['owned', 'all'] as const) {
      expect(plan({ leftAlone: ['Old'], doubts }, bqn, { ...DIFF, prune }, owned).changes).toEqual([]);
    }
  });
});

describe('a policy goes only when nothing on the BQN will use it', () => {
  const owned = owning({ policy: ['Old'], subscriber: [IP], group: ['DS-maria'] });

  test.each([
    ['a subscriber that is not ours', { subscribers: [subscriberItem('100.64.0.9', 'radius', 'Old')] }],
    ['a group that is not ours', { groups: [groupItem('VIP', { policyRate: 'Old' })] }],
    [
      'an address that the box merely sees',
      { subscribers: [{ subscriberIp: '10.0.0.1', policyRate: 'Old', policyAssignedBy: 'rules' }] },
    ],
  ])('used by %s: it stays', (_, users) => {
    expect(plan({}, { policies: [policyItem('Old')], ...users }, DIFF, owned).changes).toEqual([]);
  });

  test('used only by what goes or changes with it: it goes', () => {
    const bqn = {
      policies: [policyItem('Old'), policyItem()],
      subscribers: [subscriberItem(IP, 'maria', 'Old'), subscriberItem('100.64.0.2', 'jose', 'Old')],
      groups: [groupItem('DS-maria', { policyRate: 'Old', subscriberMembers: [IP] })],
    };
    const desired = { policies: [aPolicy()], subscribers: [aSubscriber({ ip: '100.64.0.2', id: 'jose' })] };
    expect(briefly(plan(desired, bqn, DIFF, owned))).toEqual([
      'update subscriber 100.64.0.2',
      'delete group DS-maria',
      `delete subscriber ${IP}`,
      'delete policy Old',
    ]);
  });
});

describe('what a plan says of what is ours', () => {
  test('the ledger’s entries that are still there, and all that agrees: a lost ledger is taken up again', () => {
    const bqn = { policies: [policyItem(), policyItem('Old')], subscribers: [subscriberItem(IP, 'maria', 'Gold')] };
    const desired = { policies: [aPolicy()], subscribers: [aSubscriber()] };
    const { ours } = plan(
      desired,
      bqn,
      { ...DIFF, prune: 'none' },
      owning({ policy: ['Old', 'Gone'], group: ['Gone'] }),
    );
    const entriesOf = (kind: keyof typeof ours) => [...ours[kind].keys()].map((key) => [key, ours[kind].get(key)]);
    expect(entriesOf('policy')).toEqual([
      ['Gold', '1'],
      ['Old', '1'],
    ]);
    expect([entriesOf('subscriber'), entriesOf('group')]).toEqual([[[IP, 'maria']], []]);
    expect([ours.policy.has('Old'), ours.policy.has('Gone'), ours.policy.size]).toEqual([true, false, 2]);
  });

  test('a customer is counted once, at however many addresses entries of theirs are left', () => {
    const at = (last: number) => `100.64.0.${last}`;
    const bqn = {
      policies: [BLOCK_ITEM, policyItem()],
      subscribers: [
        ...[1, 11, 12].map((last) => subscriberItem(at(last), 'maria', 'Gold')),
        ...[2, 21, 22].map((last) => subscriberItem(at(last), 'jose', 'Billing-Block')),
        ...[31, 32].map((last) => subscriberItem(at(last), 'away', 'Billing-Block')),
        subscriberItem('2001:db8:0:1::', 'ana', 'Gold'),
        subscriberItem('2001:db8:0:2::', 'ana', 'Gold'),
      ],
    };
    const subscribers = [
      aSubscriber({ ip: at(1) }),
      aSubscriber({ ip: at(2), id: 'jose', loginId: 2, standing: { kind: 'blocked', contract: 2, status: 'CA' } }),
      ...[1, 2].map((net) => aSubscriber({ ip: `2001:db8:0:${net}::`, main: '2001:db8:0:1::', id: 'ana', loginId: 3 })),
    ];
    const owned = owning({ subscriber: bqn.subscribers.map(({ subscriberIp }) => String(subscriberIp)) });
    const { managed, blocked, wanted } = plan({ subscribers }, bqn, { ...DIFF, prune: 'none' }, owned);
    expect({ managed, blocked, wanted }).toEqual({ managed: 4, blocked: 2, wanted: 3 });
    const moved = [aSubscriber({ ip: at(99) })];
    expect(plan({ subscribers: moved }, bqn, { ...DIFF, prune: 'none' }, owned).managed, 'nor not at all').toBe(4);
    const [first, ...others] = subscribers.map((one) => ({ ...one, main: at(98) })).slice(-1);
    const elsewhere = first === undefined ? [] : [aSubscriber({ ...first, ip: at(98) }), first, ...others];
    const six = { ...bqn, subscribers: [subscriberItem('2001:db8:0:2::', 'other', 'Gold')] };
    expect(plan({ subscribers: elsewhere }, six, DIFF, owned).managed, 'by a prefix alone').toBe(1);
  });

  test('managed: ours or online and written, not what the box merely sees; blocked: those of them', () => {
    const bqn = {
      policies: [BLOCK_ITEM, policyItem()],
      subscribers: [
        subscriberItem('100.64.0.1', 'online', 'Gold'),
        subscriberItem('100.64.0.2', 'owned', 'Billing-Block'),
        subscriberItem('100.64.0.3', 'foreign', 'Billing-Block'),
        { subscriberIp: '100.64.0.4', policyAssignedBy: 'rules' },
        subscriberItem('100.64.0.5', 'seen', 'Gold', { policyAssignedBy: 'Rules' }),
        { subscriberIp: '100.64.0.6', subscriberId: 'unknown origin', policyRate: 'Gold' },
      ],
    };
    const subscribers = [1, 4, 5, 6, 7].map((last) => aSubscriber({ ip: `100.64.0.${last}`, loginId: last }));
    const { managed, blocked, wanted } = plan({ subscribers }, bqn, DIFF, owning({ subscriber: ['100.64.0.2'] }));
    expect({ managed, blocked, wanted }).toEqual({ managed: 3, blocked: 1, wanted: 5 });
  });
});
