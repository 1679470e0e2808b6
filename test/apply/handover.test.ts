import { describe, expect, test } from 'vitest';
import { type Applied, type ApplyOptions, apply } from '../../src/apply/apply.ts';
import { fatesLeftBehind } from '../../src/apply/handover.ts';
import { WriteRefused } from '../../src/bqn/errors.ts';
import type { Policy, Subscriber } from '../../src/mapping/desired.ts';
import { whyNotText } from '../../src/report/why-text.ts';
import {
  aDesired,
  aFate,
  aGroup,
  anOther,
  aPolicy,
  aSubscriber,
  BLOCK_ITEM,
  BLOCKED,
  type DesiredParts,
  groupItem,
  type Lists,
  policyItem,
  subscriberItem,
} from '../support/builders.ts';
import { MemoryBqn, written } from '../support/memory-bqn.ts';
import { applying, plan } from '../support/planning.ts';

/** Plans that take over names, while the BQN refuses some of what is written. */

const [ANA, BIA, CARLA, DORA] = ['100.64.0.1', '100.64.0.2', '100.64.0.3', '100.64.0.4'] as const;
const NO_LIMIT = { downKbps: -1, upKbps: -1 };

function speed(kbps: number) {
  return { rateLimitDownlink: { rate: kbps }, rateLimitUplink: { rate: kbps } };
}

function policy(name: string, id: string, kbps: number): Policy {
  return aPolicy({ name, id, downKbps: kbps, upKbps: kbps });
}

/** Who is where, and is to be under what. */
function online(...customers: readonly (readonly [ip: string, policy: string, fields?: Partial<Subscriber>])[]) {
  return customers.map(([ip, name, fields]) =>
    aSubscriber({ ip, id: nameAt(ip), loginId: Number(ip.slice(-1)), choice: { kind: 'named', name }, ...fields }),
  );
}

function nameAt(ip: string): string {
  return `c${ip.slice(-1)}`;
}

function under(name: string, ...addresses: readonly string[]) {
  return addresses.map((ip) => subscriberItem(ip, nameAt(ip), name));
}

/**
 * Plan 1 was Gold, of 100 M, and is called New from now on; plan 2 was Silver, of 40 M, and is called Gold. Three
 * customers leave Gold, and one joins it.
 */
const LISTED: Lists = {
  policies: [
    BLOCK_ITEM,
    policyItem('Gold', { policyId: '1', ...speed(100_000) }),
    policyItem('Silver', { policyId: '2', ...speed(40_000) }),
  ],
  subscribers: [...under('Gold', ANA, BIA, CARLA), ...under('Silver', DORA)],
};
const RENAMED: DesiredParts = {
  policies: [policy('New', '1', 100_000), policy('Gold', '2', 40_000)],
  subscribers: online([ANA, 'New'], [BIA, 'New'], [CARLA, 'New'], [DORA, 'Gold']),
};

interface Tried {
  /** `PUT subscriber 100.64.0.1` of those writes that the BQN refuses. */
  readonly refuses?: readonly string[];
  readonly options?: Partial<ApplyOptions>;
}

async function bring(bqn: MemoryBqn, desired: DesiredParts, { refuses = [], options }: Tried = {}): Promise<Applied> {
  bqn.refuse = ({ method, kind, key }) =>
    refuses.includes(`${method} ${kind} ${key}`) ? new WriteRefused(400, 'HTTP 400') : undefined;
  const { state } = bqn;
  const { policies } = aDesired(desired);
  const planned = plan(desired, { policies: bqn.store.list('policies'), ...listsOf(bqn) });
  return await apply(planned, state, policies, bqn, applying(options));
}

function listsOf({ store }: MemoryBqn): Lists {
  return { subscribers: store.list('subscribers'), groups: store.list('subscriberGroups') };
}

function reasons({ refused }: Applied): string[] {
  return refused.map(({ change, why }) => `${change.kind} ${change.key}: ${whyNotText(why)}`);
}

function policyAt({ store }: MemoryBqn, ip: string): unknown {
  return store.subscriber(ip)?.['policyRate'];
}

function rateOf({ store }: MemoryBqn, name: string): unknown {
  return store.policy(name)?.['rateLimitDownlink'];
}

describe('a policy that changes under people who are to leave it', () => {
  test('changes after they have left, and before others join it', async () => {
    const bqn = new MemoryBqn(LISTED);
    const applied = await bring(bqn, RENAMED);
    expect(written(bqn)).toEqual([
      'POST policy New',
      `PUT subscriber ${ANA}`,
      `PUT subscriber ${BIA}`,
      `PUT subscriber ${CARLA}`,
      'PUT policy Gold',
      `PUT subscriber ${DORA}`,
    ]);
    expect([applied.refused, [...applied.leftBehind]]).toEqual([[], []]);
    expect(bqn.reads.policies).toBe(2);
  });

  test('the list is read only after policies that were written', async () => {
    const listed = [...(LISTED.policies ?? []), policyItem('New', { policyId: '1', ...speed(100_000) })];
    const bqn = new MemoryBqn({ ...LISTED, policies: listed });
    await bring(bqn, RENAMED);
    expect(bqn.reads.policies).toBe(1);
  });

  test('stays as it is where one of them could not be moved, and so do those who are to join it', async () => {
    const bqn = new MemoryBqn(LISTED);
    const applied = await bring(bqn, RENAMED, { refuses: [`PUT subscriber ${ANA}`] });
    expect(reasons(applied)).toEqual([
      `subscriber ${ANA}: HTTP 400`,
      'policy Gold: 1 customers who are to leave it first could not be moved',
      `subscriber ${DORA}: its policy Gold is still another plan's`,
    ]);
    expect([policyAt(bqn, ANA), policyAt(bqn, BIA), policyAt(bqn, DORA)]).toEqual(['Gold', 'New', 'Silver']);
    expect(rateOf(bqn, 'Gold')).toEqual({ rate: 100_000 });
    expect([...applied.leftBehind]).toEqual([]);
  });

  test('each of what does not happen is told as settled', async () => {
    const told: number[] = [];
    await bring(new MemoryBqn(LISTED), RENAMED, {
      refuses: [`PUT subscriber ${ANA}`],
      options: { onWrite: (done) => void told.push(done) },
    });
    expect(told).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('changes all the same where those left behind are no more than the gate would let pass, and says who they are', async () => {
    const bqn = new MemoryBqn(LISTED);
    const applied = await bring(bqn, RENAMED, {
      refuses: [`PUT subscriber ${ANA}`, `PUT subscriber ${BIA}`],
      options: { mayBeLeft: 2 },
    });
    expect(rateOf(bqn, 'Gold')).toEqual({ rate: 40_000 });
    expect(policyAt(bqn, DORA)).toBe('Gold');
    expect([...applied.leftBehind]).toEqual([
      [ANA, 'Gold'],
      [BIA, 'Gold'],
    ]);
  });

  test('one more than that, and it does not', async () => {
    const bqn = new MemoryBqn(LISTED);
    const refuses = [ANA, BIA, CARLA].map((ip) => `PUT subscriber ${ip}`);
    await bring(bqn, RENAMED, { refuses, options: { mayBeLeft: 2 } });
    expect(rateOf(bqn, 'Gold')).toEqual({ rate: 100_000 });
  });

  test('those left behind under several policies count together', async () => {
    const bqn = new MemoryBqn({
      policies: [policyItem('Gold', speed(100_000)), policyItem('Lead', { policyId: '2', ...speed(90_000) })],
      subscribers: [...under('Gold', ANA), ...under('Lead', BIA)],
    });
    const applied = await bring(
      bqn,
      {
        policies: [policy('Gold', '1', 1000), policy('Lead', '2', 1000), policy('New', '3', 100_000)],
        subscribers: online([ANA, 'New'], [BIA, 'New']),
      },
      { refuses: [`PUT subscriber ${ANA}`, `PUT subscriber ${BIA}`], options: { mayBeLeft: 1 } },
    );
    expect([rateOf(bqn, 'Gold'), rateOf(bqn, 'Lead')]).toEqual([{ rate: 1000 }, { rate: 90_000 }]);
    expect([...applied.leftBehind]).toEqual([[ANA, 'Gold']]);
  });

  test('nobody is left behind under a policy that did not change either', async () => {
    const bqn = new MemoryBqn(LISTED);
    const refuses = [`PUT subscriber ${ANA}`, 'PUT policy Gold'];
    expect([...(await bring(bqn, RENAMED, { refuses, options: { mayBeLeft: 9 } })).leftBehind]).toEqual([]);
  });

  test('by a group too, which is moved first', async () => {
    const prefix = '2001:db8:0:100::/56';
    const group = groupItem('DS-c1', { subscriberMembers: [ANA], subscriberRanges: [prefix], policyRate: 'Gold' });
    const [ana, ...others] = RENAMED.subscribers ?? [];
    if (ana === undefined) throw new Error('nobody');
    const bqn = new MemoryBqn({ ...LISTED, groups: [group] });
    const desired = { ...RENAMED, subscribers: [ana, ...others], groups: [aGroup(ana, [prefix])] };
    const applied = await bring(bqn, desired, { refuses: ['PUT group DS-c1'] });
    expect(reasons(applied)[1]).toBe('policy Gold: 1 customers who are to leave it first could not be moved');
    const again = new MemoryBqn({ ...LISTED, groups: [group] });
    await bring(again, desired);
    const order = written(again);
    expect(order.indexOf('PUT group DS-c1')).toBeLessThan(order.indexOf('PUT policy Gold'));
  });

  test('a customer is counted once, whatever they have there', async () => {
    const prefix = '2001:db8:0:100::/56';
    const entry = '2001:db8:0:100::';
    const group = groupItem('DS-c1', { subscriberMembers: [ANA], subscriberRanges: [prefix], policyRate: 'Gold' });
    const bqn = new MemoryBqn({
      policies: [policyItem('Gold', speed(100_000))],
      subscribers: [...under('Gold', ANA), subscriberItem(entry, 'c1', 'Gold')],
      groups: [group],
    });
    const [ana, ofPrefix] = online([ANA, 'New', { main: ANA }], [entry, 'New', { id: 'c1', loginId: 1, main: ANA }]);
    if (ana === undefined || ofPrefix === undefined) throw new Error('nobody');
    const desired = {
      policies: [policy('Gold', '2', 1000), policy('New', '1', 100_000)],
      subscribers: [ana, ofPrefix],
      groups: [aGroup(ana, [prefix])],
    };
    const refuses = [`PUT subscriber ${ANA}`, `PUT subscriber ${entry}`, 'PUT group DS-c1'];
    const applied = await bring(bqn, desired, { refuses, options: { mayBeLeft: 1 } });
    expect(rateOf(bqn, 'Gold')).toEqual({ rate: 1000 });
    expect([...applied.leftBehind]).toEqual([[ANA, 'Gold']]);
  });

  test('all of a contract are left behind in the group that they share', async () => {
    const group = groupItem('DS-c1', { subscriberMembers: [ANA, BIA], policyRate: 'Gold' });
    const [ana, bia] = online([ANA, 'New'], [BIA, 'New']);
    if (ana === undefined || bia === undefined) throw new Error('nobody');
    const bqn = new MemoryBqn({
      policies: [policyItem('Gold', speed(100_000))],
      subscribers: under('Gold', ANA, BIA),
      groups: [group],
    });
    const joined = { ...aGroup(ana, []), joined: [{ subscriber: bia, ranges: [] }] };
    const policies = [policy('Gold', '2', 1000), policy('New', '1', 100_000)];
    const tried = { refuses: ['PUT group DS-c1'], options: { mayBeLeft: 1 } };
    await bring(bqn, { policies, subscribers: [ana, bia], groups: [joined] }, tried);
    expect(rateOf(bqn, 'Gold')).toEqual({ rate: 100_000 });
  });

  test('who leaves for no policy at all, in doubt, is moved first as well', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem('Gold', speed(100_000))], subscribers: under('Gold', ANA) });
    const [one, other] = [
      aSubscriber({ ip: ANA, id: 'x', loginId: 8, choice: { kind: 'named', name: 'Lead' } }),
      aSubscriber({ ip: ANA, id: 'y', loginId: 9, choice: { kind: 'named', name: 'New' } }),
    ];
    // Whose entry stands there is at none of its addresses.
    const whose = anOther({ id: nameAt(ANA), loginId: 7 });
    await bring(bqn, { policies: [policy('Gold', '2', 1000)], doubts: [[one, other]], others: [whose] });
    expect(written(bqn)).toEqual([`PUT subscriber ${ANA}`, 'PUT policy Gold']);
  });
});

describe('it waits for nobody', () => {
  test.each([
    ['faster', 100_000, 200_000],
    ['no slower than half', 100_000, 50_000],
    ['the same', 100_000, 100_000],
  ])('where whoever stays is no worse off: %s', async (_what, was, becomes) => {
    const bqn = new MemoryBqn({
      policies: [policyItem('Gold', speed(was))],
      subscribers: under('Gold', ANA),
    });
    await bring(bqn, {
      policies: [policy('Gold', '2', becomes), policy('New', '1', was)],
      subscribers: online([ANA, 'New']),
    });
    expect(written(bqn)).toEqual(['PUT policy Gold', 'POST policy New', `PUT subscriber ${ANA}`]);
  });

  test('where a name that is not there was named already', async () => {
    const bqn = new MemoryBqn({ subscribers: under('Gold', ANA) });
    await bring(bqn, {
      policies: [policy('Gold', '2', 1000), policy('New', '1', 100_000)],
      subscribers: online([ANA, 'New']),
    });
    expect(written(bqn)).toEqual(['POST policy Gold', 'POST policy New', `PUT subscriber ${ANA}`]);
  });

  test('where an entry changes and stays under it', async () => {
    const bqn = new MemoryBqn({
      policies: [policyItem('Gold', speed(100_000))],
      subscribers: [subscriberItem(ANA, 'before', 'Gold')],
    });
    await bring(bqn, { policies: [policy('Gold', '1', 1000)], subscribers: online([ANA, 'Gold']) });
    expect(written(bqn)).toEqual(['PUT policy Gold', `PUT subscriber ${ANA}`]);
  });

  test('where those who are under it stay', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem('Gold', speed(100_000))], subscribers: under('Gold', ANA) });
    await bring(bqn, { policies: [policy('Gold', '1', 1000)], subscribers: online([ANA, 'Gold'], [BIA, 'Gold']) });
    expect(written(bqn)).toEqual(['PUT policy Gold', `POST subscriber ${BIA}`]);
  });

  test('where they were let go unlimited it does', async () => {
    const bqn = new MemoryBqn({ policies: [policyItem('Gold', speed(100_000))], subscribers: under('Gold', ANA) });
    await bring(bqn, {
      policies: [{ ...policy('Gold', '2', 0), ...NO_LIMIT }, policy('New', '1', 100_000)],
      subscribers: online([ANA, 'New']),
    });
    expect(written(bqn).at(-1)).toBe('PUT policy Gold');
  });
});

describe('names that go on from plan to plan', () => {
  const listed: Lists = {
    policies: [
      policyItem('A', { policyId: '1', ...speed(400_000) }),
      policyItem('B', { policyId: '2', ...speed(100_000) }),
      policyItem('C', { policyId: '3', ...speed(10_000) }),
    ],
    subscribers: [...under('A', ANA), ...under('B', BIA, DORA), ...under('C', CARLA)],
  };

  test('the last of a row first', async () => {
    const bqn = new MemoryBqn(listed);
    await bring(bqn, {
      policies: [policy('New', '1', 400_000), policy('A', '2', 100_000), policy('B', '3', 10_000)],
      subscribers: online([ANA, 'New'], [BIA, 'A'], [DORA, 'A'], [CARLA, 'B']),
    });
    expect(written(bqn)).toEqual([
      'POST policy New',
      `PUT subscriber ${ANA}`,
      'PUT policy A',
      `PUT subscriber ${BIA}`,
      `PUT subscriber ${DORA}`,
      'PUT policy B',
      `PUT subscriber ${CARLA}`,
    ]);
  });

  test('a refusal at its end holds all of the row where it is', async () => {
    const bqn = new MemoryBqn(listed);
    const applied = await bring(
      bqn,
      {
        policies: [policy('New', '1', 400_000), policy('A', '2', 100_000), policy('B', '3', 10_000)],
        subscribers: online([ANA, 'New'], [BIA, 'A'], [DORA, 'A'], [CARLA, 'B']),
      },
      { refuses: [`PUT subscriber ${ANA}`] },
    );
    expect([ANA, BIA, DORA, CARLA].map((ip) => policyAt(bqn, ip))).toEqual(['A', 'B', 'B', 'C']);
    expect(reasons(applied)).toHaveLength(6);
  });

  test('in a circle the one that the fewest leave changes first, and the others after they were left', async () => {
    const bqn = new MemoryBqn({
      policies: [
        policyItem('A', { policyId: '1', rateLimitDownlink: { rate: 1000 }, rateLimitUplink: { rate: 9000 } }),
        policyItem('B', { policyId: '2', rateLimitDownlink: { rate: 9000 }, rateLimitUplink: { rate: 1000 } }),
      ],
      subscribers: [...under('A', ANA, CARLA), ...under('B', BIA)],
    });
    const desired = {
      policies: [
        aPolicy({ name: 'A', id: '2', downKbps: 9000, upKbps: 1000 }),
        aPolicy({ name: 'B', id: '1', downKbps: 1000, upKbps: 9000 }),
      ],
      subscribers: online([ANA, 'B'], [CARLA, 'B'], [BIA, 'A']),
    };
    const applied = await bring(bqn, desired, { refuses: [`PUT subscriber ${BIA}`] });
    expect(written(bqn)).toEqual([
      'PUT policy B',
      `PUT subscriber ${ANA}`,
      `PUT subscriber ${CARLA}`,
      'PUT policy A',
      `PUT subscriber ${BIA}`,
    ]);
    expect([...applied.leftBehind]).toEqual([[BIA, 'B']]);
  });
});

test('who gets another name under a policy that slows does not leave it', async () => {
  const bqn = new MemoryBqn({ policies: [policyItem('Gold', speed(100_000))], subscribers: under('Gold', ANA) });
  const renamed = { policies: [policy('Gold', '1', 1000)], subscribers: online([ANA, 'Gold', { id: 'ana' }]) };
  const applied = await bring(bqn, renamed);
  expect([written(bqn), reasons(applied)]).toEqual([['PUT policy Gold', `PUT subscriber ${ANA}`], []]);
});

test('the one that the fewest leave is found wherever it stands, and those left in the circle count for no other', async () => {
  const slowed = (name: string, id: string, isDown: boolean) =>
    policyItem(name, {
      policyId: id,
      rateLimitDownlink: { rate: isDown ? 1000 : 9000 },
      rateLimitUplink: { rate: isDown ? 9000 : 1000 },
    });
  const bqn = new MemoryBqn({
    policies: [slowed('A', '1', true), slowed('B', '2', false), policyItem('C', { policyId: '3', ...speed(9000) })],
    subscribers: [...under('A', BIA), ...under('B', ANA, CARLA), ...under('C', DORA)],
  });
  const applied = await bring(
    bqn,
    {
      policies: [
        aPolicy({ name: 'A', id: '2', downKbps: 9000, upKbps: 1000 }),
        aPolicy({ name: 'B', id: '1', downKbps: 1000, upKbps: 9000 }),
        policy('C', '4', 1000),
      ],
      subscribers: online([BIA, 'B'], [ANA, 'A'], [CARLA, 'A'], [DORA, 'A']),
    },
    { refuses: [`PUT subscriber ${DORA}`], options: { mayBeLeft: 1 } },
  );
  const policies = written(bqn).filter((write) => write.includes('policy'));
  expect(policies).toEqual(['PUT policy A', 'PUT policy B', 'PUT policy C']);
  expect([...applied.leftBehind]).toEqual([[DORA, 'C']]);
});

describe('who is to join a policy that is still another plan’s', () => {
  const refuses = ['PUT policy Gold'];

  test.each([
    ['from the block', under('Billing-Block', DORA), {}],
    ['from a policy that is not there', under('Nowhere', DORA), {}],
    ['from none', [subscriberItem(DORA, 'c4', '')], {}],
    ['from somebody else’s entry', [subscriberItem(DORA, 'other', 'Silver')], {}],
    ['from an entry that is called as a policy', [subscriberItem(DORA, 'Silver', 'Silver')], {}],
    ['as a new customer', [], {}],
  ])('joins it %s: any limit is better than that', async (_what, entry, fields) => {
    const bqn = new MemoryBqn({ ...LISTED, subscribers: [...under('Gold', ANA), ...entry] });
    await bring(bqn, { ...RENAMED, subscribers: online([ANA, 'New'], [DORA, 'Gold', fields]) }, { refuses });
    expect(policyAt(bqn, DORA)).toBe('Gold');
  });

  test('waits under their own policy, which stays', async () => {
    const bqn = new MemoryBqn(LISTED);
    const applied = await bring(bqn, RENAMED, { refuses });
    expect(policyAt(bqn, DORA)).toBe('Silver');
    expect(reasons(applied)).toEqual([
      'policy Gold: HTTP 400',
      `subscriber ${DORA}: its policy Gold is still another plan's`,
    ]);
  });

  test('waits where the BQN said yes to its change and kept nothing of it', async () => {
    const bqn = new MemoryBqn(LISTED);
    bqn.store.staticPolicies.add('Gold');
    const applied = await bring(bqn, RENAMED);
    expect(policyAt(bqn, DORA)).toBe('Silver');
    expect(reasons(applied)).toContain(`subscriber ${DORA}: its policy Gold is still another plan's`);
  });

  test.each([
    ['downlink', { downKbps: 40_000, upKbps: 100_000 }],
    ['uplink', { downKbps: 100_000, upKbps: 40_000 }],
  ])('waits though only its %s is to change', async (_way, rates) => {
    const policies = [policy('New', '1', 100_000), aPolicy({ name: 'Gold', id: '2', ...rates })];
    const bqn = new MemoryBqn(LISTED);
    await bring(bqn, { ...RENAMED, policies }, { refuses });
    expect(policyAt(bqn, DORA)).toBe('Silver');
  });

  test('of one that could not be made it is said that it is not there', async () => {
    const subscribers = online([ANA, 'New']);
    const applied = await bring(new MemoryBqn(LISTED), { ...RENAMED, subscribers }, { refuses: ['POST policy New'] });
    expect(reasons(applied)).toContain(`subscriber ${ANA}: its policy New is not on the BQN`);
    expect(applied.refused.map(({ unanswered }) => unanswered)).not.toContain(true);
  });

  test('does not wait where only the speed of the same plan was refused', async () => {
    const policies = [policy('New', '1', 100_000), policy('Silver', '2', 40_000), policy('Gold', '1', 300_000)];
    const bqn = new MemoryBqn(LISTED);
    await bring(bqn, { ...RENAMED, policies }, { refuses });
    expect(policyAt(bqn, DORA)).toBe('Gold');
  });

  test('nor where two plans had one speed, and the name only passed to the other', async () => {
    const policies = [policy('New', '1', 100_000), policy('Silver', '2', 40_000), policy('Gold', '7', 100_000)];
    const bqn = new MemoryBqn(LISTED);
    await bring(bqn, { ...RENAMED, policies }, { refuses });
    expect(policyAt(bqn, DORA)).toBe('Gold');
  });

  test('is blocked whatever becomes of it', async () => {
    const bqn = new MemoryBqn(LISTED);
    const subscribers = online([ANA, 'New'], [DORA, 'Gold', { standing: BLOCKED }]);
    await bring(bqn, { ...RENAMED, subscribers }, { refuses });
    expect(policyAt(bqn, DORA)).toBe('Billing-Block');
  });
});

describe('what became of those left behind', () => {
  const gold = { kind: 'limited', policy: 'Gold', downKbps: 100_000, upKbps: 100_000 } as const;
  const left = new Map([[ANA, 'Gold']]);
  const ratesAfter = () => ({ downKbps: 1000, upKbps: 1000 });

  test('they are slowed, and the reason says why', () => {
    const [fate, ...more] = fatesLeftBehind([aFate({ ip: ANA, from: gold, effect: 'changes' })], left, ratesAfter);
    expect(more).toEqual([]);
    expect(fate).toMatchObject({
      ip: ANA,
      from: gold,
      to: { ...gold, downKbps: 1000, upKbps: 1000 },
      effect: 'slows',
      why: { kind: 'left behind', policy: 'Gold' },
    });
  });

  test.each([
    ['who is elsewhere', aFate({ ip: BIA, from: gold })],
    ['who was blocked', aFate({ ip: ANA, from: { kind: 'blocked' } })],
    ['of whom nothing was said', aFate({ ip: ANA, from: { kind: 'unsaid' } })],
    ['who was under another policy', aFate({ ip: ANA, from: { ...gold, policy: 'Lead' } })],
  ])('not of one %s', (_who, fate) => {
    expect(fatesLeftBehind([fate], left, ratesAfter)).toEqual([]);
  });
});
