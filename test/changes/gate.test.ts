import { describe, expect, test } from 'vitest';
import type { Standing } from '../../src/billing/standing.ts';
import type { Change, ChangePlan } from '../../src/changes/change-plan.ts';
import { planChanges } from '../../src/changes/diff.ts';
import { gate } from '../../src/changes/gate.ts';
import { type GateMemory, NO_MEMORY } from '../../src/changes/gate-memory.ts';
import { eachHarm, eachLasting, type HarmKind, type Limits } from '../../src/changes/harm.ts';
import type { Holds } from '../../src/changes/holds.ts';
import type { Incident } from '../../src/changes/incidents.ts';
import type { FateChange } from '../../src/customers/fate-change.ts';
import { heldWhat } from '../../src/report/held-lines.ts';
import {
  aBqn,
  aChange,
  aChangePlan,
  aDeletion,
  aDesired,
  address,
  aFate,
  aGroup,
  allOnline,
  aPolicy,
  aSubscriber,
  BLOCK_ITEM,
  BLOCKED,
  DIFF,
  groupItem,
  many,
  OPEN,
  owning,
  policyItem,
  subscriberItem,
} from '../support/builders.ts';

const LIMITS: Limits = { maxDelete: 30, maxBlock: 20, maxSpeed: 20, force: false, approved: new Map() };

/** So many customers to whom the same becomes. */
function becoming(count: number, fields: Partial<FateChange> = {}): FateChange[] {
  return many(count, (number) =>
    aFate({ customer: `l${number}`, login: `l${number}`, ip: address(number), ...fields }),
  );
}

function leaving(count: number): Partial<ChangePlan> {
  const fates = becoming(count, { to: { kind: 'unsaid' }, effect: 'leaves' });
  return { fates, changes: fates.map(({ ip }) => aDeletion({ key: ip, belongsTo: [ip] })) };
}

function deletions(kind: 'policy' | 'group', count: number): Change[] {
  return many(count, (number) => aDeletion({ kind, key: `${kind}${number}` }));
}

/** A plan for so many customers, of whom all are ours. */
function outOf(customers: number, fields: Partial<ChangePlan>): ChangePlan {
  const names = new Map(many(customers, (number) => [String(number), '']));
  const ours = { policy: names, subscriber: names, group: names };
  return aChangePlan(fields.changes ?? [], {
    ours,
    managed: customers,
    wanted: customers,
    blocked: customers,
    online: allOnline((fields.fates ?? []).map(({ customer }) => customer)),
    ...fields,
  });
}

/** So many entries that are ours. */
function oursAt(count: number): ChangePlan['ours'] {
  return { policy: new Map(), subscriber: new Map(many(count, (number) => [address(number), ''])), group: new Map() };
}

const NOW = 1_700_000_000;
const HOUR = 3600;

/** Customers whom something came to so long ago, in s. */
function met(who: Iterable<string>, ago = 0): ReadonlyMap<string, number> {
  return new Map([...who].map((customer) => [customer, NOW - ago]));
}

function recently(kind: HarmKind, who: Iterable<string>, ago = 0): Partial<GateMemory> {
  return { recent: { ...eachHarm(() => new Map()), [kind]: met(who, ago) } };
}

function anIncident(who: Iterable<string>, most?: number): Incident {
  const members = met(who, HOUR);
  return { mark: 'blocks-1', began: NOW - HOUR, most: most ?? members.size, told: members.size, members };
}

function waitingFor(who: Iterable<string>, most?: number): Partial<GateMemory> {
  return { incidents: { blocks: anIncident(who, most) } };
}

/** How many pass of all fates and changes, and what is told of the rest. */
function through(plan: ChangePlan, limits: Partial<Limits> = {}, memory: Partial<GateMemory> = {}) {
  let holds: Holds | undefined;
  const gated = gate(plan, { ...LIMITS, ...limits }, { ...NO_MEMORY, now: NOW, ...memory }, aBqn(), (wished) => {
    holds = wished;
    return plan;
  });
  return {
    told: gated.heldBack.map(({ kind, count, outOf: all }) => `${count} of ${all} ${heldWhat(kind)}`),
    held: heldOf(gated),
    incidents: gated.incidents,
    refused: gated.refused,
    approved: gated.approved,
    expected: gated.expected,
    putOff: gated.putOff,
    passed: gated.passed,
    customers: [...(holds?.customers.keys() ?? [])],
    policies: [...(holds?.policies ?? [])],
    plan: gated.plan,
  };
}

/** Who is held back of each kind. */
function heldOf({ heldBack }: Pick<ReturnType<typeof gate>, 'heldBack'>): Record<string, readonly string[]> {
  return eachLasting((kind) => heldBack.find((part) => part.kind === kind)?.who ?? []);
}

const SLOWED = {
  effect: 'slows',
  to: { kind: 'limited', policy: 'Gold', downKbps: 1000, upKbps: 1000 },
} as const satisfies Partial<FateChange>;

describe.each([
  ['newly blocked', {}, 20, 'subscribers newly blocked', 'maxBlock'],
  ['slowed', SLOWED, 20, 'subscribers slowed to less than half, or let go without a limit', 'maxSpeed'],
  [
    'let go without a limit',
    { effect: 'lifts' },
    20,
    'subscribers slowed to less than half, or let go without a limit',
    'maxSpeed',
  ],
  ['losing their plan', { effect: 'loses plan' }, 30, 'subscribers losing their plan', 'maxDelete'],
  [
    'let through with the contract gone',
    { effect: 'opens', contractGone: true },
    20,
    'blocked subscribers whose contract is gone',
    'maxBlock',
  ],
] as const)('customers %s', (_name, fields, percent, what, limit) => {
  test('as many as the limit says pass, one more and all are held back', () => {
    expect(through(outOf(100, { fates: becoming(percent, fields) })).told).toEqual([]);
    const { told, customers } = through(outOf(100, { fates: becoming(percent + 1, fields) }));
    expect(told).toEqual([`${percent + 1} of 100 ${what}`]);
    expect(customers).toHaveLength(percent + 1);
  });

  test('the limit is a flag', () => {
    const fates = becoming(percent + 1, fields);
    expect(through(outOf(100, { fates }), { [limit]: percent + 1 }).told).toEqual([]);
    expect(through(outOf(100, { fates: becoming(1, fields) }), { [limit]: 0 }).told).toEqual([`1 of 100 ${what}`]);
  });

  test('below 10 customers a percentage says nothing', () => {
    expect(through(outOf(9, { fates: becoming(9, fields) })).told).toEqual([]);
    expect(through(outOf(10, { fates: becoming(10, fields) })).told).toHaveLength(1);
  });

  test('--force lets all pass, and nothing of it is remembered', () => {
    const { told, passed } = through(outOf(100, { fates: becoming(90, fields) }), { force: true });
    expect(told).toEqual([]);
    expect(Object.values(passed).flat()).toEqual([]);
  });
});

describe('a first run counts against those whom billing wants', () => {
  test('229 of 249 are not blocked on the first tick of cron', () => {
    const plan = outOf(0, { fates: becoming(229, { from: { kind: 'unsaid' } }), wanted: 249 });
    expect(through(plan).told).toEqual(['229 of 249 subscribers newly blocked']);
  });
});

describe('the last hour counts as well', () => {
  const some = (count: number, ago: number) =>
    recently(
      'blocks',
      many(count, (number) => `r${number}`),
      ago,
    );

  test('a slide is seen: 15 after 6 are 21 of 100', () => {
    expect(through(outOf(100, { fates: becoming(15) }), {}, some(5, 3000)).told).toEqual([]);
    expect(through(outOf(100, { fates: becoming(15) }), {}, some(6, 3000)).told).toEqual([
      '15 of 100 subscribers newly blocked',
    ]);
  });

  test('and the last day, with half as much again, or with what the operator says', () => {
    const plan = outOf(100, { fates: becoming(15) });
    expect(through(plan, {}, some(15, 2 * HOUR)).told).toEqual([]);
    expect(through(plan, {}, some(16, 2 * HOUR)).told).toHaveLength(1);
    expect(through(plan, { withinDay: { maxBlock: 31 } }, some(16, 2 * HOUR)).told).toEqual([]);
    expect(through(plan, { withinDay: { maxBlock: 20 } }, some(6, 2 * HOUR)).told).toHaveLength(1);
    expect(through(plan, {}, some(90, 25 * HOUR)).told).toEqual([]);
  });

  test('what passes is remembered; who had nothing before is no part of a slide', () => {
    expect(through(outOf(100, { fates: becoming(2) })).passed.blocks).toEqual(['l1', 'l2']);
    const newcomers = becoming(2, { from: { kind: 'unsaid' } });
    expect(through(outOf(100, { fates: newcomers })).passed.blocks).toEqual([]);
    // Without a plan there is service all the same, and at whichever address the entry of it stood.
    const { ours } = outOf(100, {});
    const withEntry = { ...ours, subscriber: new Map([[address(1), 'l1']]) };
    expect(through(outOf(100, { fates: newcomers, ours: withEntry })).passed.blocks).toEqual(['l1']);
    const moved = newcomers.map((fate) => ({ ...fate, ip: '100.64.9.9', movedFrom: fate.ip }));
    expect(through(outOf(100, { fates: moved, ours: withEntry })).passed.blocks).toEqual(['l1']);
  });

  test('a customer counts once', () => {
    const same = many(20, (number) => `l${number}`);
    expect(through(outOf(100, { fates: becoming(20) }), {}, recently('blocks', same)).told).toEqual([]);
  });
});

describe('what is held back is an incident', () => {
  const waiting = (count: number, most?: number) =>
    waitingFor(
      many(count, (number) => `l${number}`),
      most,
    );

  test('it begins with those who are too many, and has a mark', () => {
    const { incidents } = through(outOf(100, { fates: becoming(30) }));
    expect(incidents.blocks).toMatchObject({ began: NOW, most: 30, told: 30, members: { size: 30 } });
    expect(incidents.blocks?.mark).toMatch(/^blocks-/);
  });

  test('further harm of its kind joins it, however little, and of another kind does not', () => {
    const fates = [...becoming(30), aFate({ customer: 'ordinary', ip: address(200) })];
    const opens = aFate({ customer: 'gone', ip: address(201), effect: 'opens', contractGone: true });
    const { told, customers, passed, incidents } = through(outOf(100, { fates: [...fates, opens] }), {}, waiting(30));
    expect(told).toEqual(['31 of 100 subscribers newly blocked']);
    expect(customers).toContain('ordinary');
    expect(passed).toMatchObject({ blocks: [], opens: ['gone'] });
    expect(incidents.blocks).toMatchObject({ began: NOW - HOUR, most: 31, mark: 'blocks-1' });
  });

  test('it stays while some of them are away: reconnections do not wear the gate down', () => {
    const plan = outOf(100, { fates: becoming(2), online: allOnline(['l1', 'l2']) });
    const { held, incidents } = through(plan, {}, waiting(30));
    expect(held['blocks']).toEqual(['l1', 'l2']);
    expect(incidents.blocks).toMatchObject({ most: 30, members: { size: 30 } });
  });

  test('when half of the mistake is mended, the other half is not carried out', () => {
    const online = allOnline(many(30, (number) => `l${number}`));
    const plan = outOf(100, { fates: becoming(15), online });
    expect(through(plan, {}, waiting(30)).held['blocks']).toHaveLength(15);
  });

  test('it ends when no more than a tenth of the most is left, which then is judged as ever', () => {
    const online = allOnline(many(30, (number) => `l${number}`));
    expect(through(outOf(100, { fates: becoming(4), online }), {}, waiting(30)).held['blocks']).toHaveLength(4);
    const over = through(outOf(100, { fates: becoming(3), online }), {}, waiting(30));
    expect([over.told, over.incidents]).toEqual([[], {}]);
  });

  test('it ends when billing takes it back, though a few of them are away', () => {
    const online = allOnline(many(20, (number) => `l${number}`));
    expect(through(outOf(100, { fates: [], online }), {}, waiting(30)).incidents).toEqual({});
    expect(through(outOf(100, { fates: [], online: allOnline(['l1']) }), {}, waiting(30)).incidents).not.toEqual({});
  });

  test('it ends when billing takes it back of those whom this BQN serves nowhere', () => {
    const of = (kind: HarmKind, standing: Standing) => {
      const unserved = new Map(many(20, (number) => [`l${number}`, standing]));
      const members = met(unserved.keys());
      const incident = { mark: 'm', began: NOW - HOUR, most: 20, told: 20, members };
      return (
        kind in
        through(outOf(100, { fates: [], unserved: () => unserved }), {}, { incidents: { [kind]: incident } }).incidents
      );
    };
    const gone = { kind: 'none', contract: 9 } as const;
    const unread = { kind: 'unread', contract: 1 } as const;
    expect([gone, unread, OPEN, BLOCKED].map((standing) => of('opens', standing))).toEqual([true, true, false, false]);
    expect([gone, unread, OPEN, BLOCKED].map((standing) => of('blocks', standing))).toEqual([false, true, false, true]);
    expect([gone, unread, OPEN, BLOCKED].map((standing) => of('speeds', standing))).toEqual([true, true, true, true]);
    // Nobody is blocked at the fixed IP of one who is not online, which says nothing of what they owe.
    const unseen = { ...OPEN, isUnseen: true } as const;
    expect([of('blocks', unseen), of('opens', unseen)]).toEqual([true, true]);
  });

  test('when it has doubled since people were told, they are told again', () => {
    expect(through(outOf(100, { fates: becoming(39) }), {}, waiting(20)).incidents.blocks).toMatchObject({ told: 20 });
    expect(through(outOf(100, { fates: becoming(40) }), {}, waiting(20)).incidents.blocks).toMatchObject({ told: 40 });
  });

  test('an ISP of which a percentage says little goes on being judged', () => {
    const fates = becoming(4);
    expect(through(outOf(9, { fates })).held['blocks']).toEqual([]);
    expect(through(outOf(9, { fates }), {}, waiting(3)).held['blocks']).toHaveLength(4);
  });
});

describe('what this ISP has never done', () => {
  const most = { blocks: 4, opens: 4, speeds: 4, plans: 4 };

  test('more than five times the most of any hour, of 20 customers and 2 % at least', () => {
    const blocked = (count: number, all = 1000) => through(outOf(all, { fates: becoming(count) }), {}, { most }).told;
    expect(blocked(20)).toEqual([]);
    expect(blocked(21)).toHaveLength(1);
    expect(blocked(21, 1100)).toEqual([]);
    const never = { most: { ...most, blocks: 0 } };
    expect(through(outOf(1000, { fates: becoming(19) }), {}, never).told).toEqual([]);
    expect(through(outOf(900, { fates: becoming(20) }), {}, never).told).toHaveLength(1);
    expect(through(outOf(900, { fates: becoming(25) }), {}, { most: { ...most, blocks: 5 } }).told).toEqual([]);
  });

  test('only where the books are old enough to say so', () => {
    expect(through(outOf(1000, { fates: becoming(150) })).told).toEqual([]);
  });
});

describe('what is announced', () => {
  const announced = (count: number, used: readonly string[] = []): Partial<GateMemory> => ({
    expected: new Map([['blocks', { count, used: new Set(used) }]]),
  });

  test('raises the limit to that number, once, and counts for nothing after it', () => {
    const plan = outOf(100, { fates: becoming(60) });
    const { told, passed, expected } = through(plan, {}, announced(60));
    expect([told, passed.blocks, expected.blocks.length]).toEqual([[], [], 60]);
    expect(through(plan, {}, announced(59)).told).toHaveLength(1);
    expect(through(plan, {}, announced(60, ['another'])).told).toHaveLength(1);
  });

  test('what it does not cover is counted, together with those whom it let pass', () => {
    const { told, passed, expected } = through(outOf(100, { fates: becoming(15) }), {}, announced(14));
    expect([told, passed.blocks.length, expected.blocks]).toEqual([[], 15, []]);
    const used = many(6, (number) => `r${number}`);
    expect(through(outOf(100, { fates: becoming(15) }), {}, announced(14, used)).told).toHaveLength(1);
  });
});

describe('what each was last is in the books', () => {
  const GOLD = { kind: 'limited', policy: 'Gold', downKbps: 100_000, upKbps: 50_000 } as const;
  const coming = becoming(40, { from: { kind: 'unsaid' } });
  const last = (fate: typeof GOLD | { kind: 'blocked' }) => ({
    last: new Map(coming.map(({ customer }) => [customer, fate])),
  });

  test('customers who come home to a block count as others do', () => {
    const few = { ...outOf(100, { fates: coming.slice(0, 15) }) };
    expect(through(few).passed.blocks).toEqual([]);
    expect(through(few, {}, last(GOLD)).passed.blocks).toHaveLength(15);
  });

  test('whoever was blocked and comes home blocked is nothing new', () => {
    expect(through(outOf(100, { fates: coming }), {}, last({ kind: 'blocked' })).told).toEqual([]);
    expect(through(outOf(100, { fates: coming })).told).toHaveLength(1);
    const underTheirPlan = outOf(100, { fates: becoming(40) });
    expect(through(underTheirPlan, {}, last({ kind: 'blocked' })).told, 'an address had their plan').toEqual([]);
    expect(through(underTheirPlan, {}, last(GOLD)).told).toHaveLength(1);
  });
});

describe('--approve lets so many pass, once', () => {
  const approved = (blocks: number) => ({ approved: new Map([['blocks', blocks]]) });

  test('all of them', () => {
    const { told, passed } = through(outOf(100, { fates: becoming(64) }), approved(64));
    expect([told, passed.blocks]).toEqual([[], []]);
  });

  test('as many as are put off may be let go, and no more', () => {
    const leave = (count: number) => through(outOf(100, leaving(31)), { approved: new Map([['leaves', count]]) });
    expect([leave(31).refused, leave(31).plan.changes.length]).toEqual([[], 31]);
    expect(leave(32).refused).toEqual([{ kind: 'leaves', asked: 32, held: 31 }]);
  });

  test('more than is held back is refused, with the number, and nothing passes', () => {
    const { told, refused } = through(outOf(100, { fates: becoming(64) }), approved(65));
    expect(refused).toEqual([{ kind: 'blocks', asked: 65, held: 64 }]);
    expect(told).toHaveLength(1);
    expect(through(outOf(100, { fates: becoming(5) }), approved(1)).refused).toEqual([
      { kind: 'blocks', asked: 1, held: 0 },
    ]);
    expect(through(outOf(100, { fates: becoming(64) }), approved(65), { elsewhere: { blocks: 65 } }).refused).toEqual(
      [],
    );
  });

  test('a member of a cluster that was away lets the same pass, and no others', () => {
    const said = {
      customers: { ...NO_MEMORY.approved.customers, blocks: new Set(many(30, (number) => `l${number}`)) },
    };
    const memory = { approved: { ...said, policies: new Set<string>() } };
    expect(through(outOf(100, { fates: becoming(30) }), {}, memory).told).toEqual([]);
    expect(through(outOf(100, { fates: becoming(60) }), {}, memory).told).toEqual([
      '30 of 100 subscribers newly blocked',
    ]);
  });

  test('the rest is judged as ever', () => {
    expect(through(outOf(100, { fates: becoming(66) }), approved(64)).told).toEqual([]);
    expect(through(outOf(100, { fates: becoming(90) }), approved(64)).told).toEqual([
      '26 of 100 subscribers newly blocked',
    ]);
  });

  test('of entries, as many as that and no more', () => {
    const plan = outOf(100, leaving(50));
    expect(through(plan, { approved: new Map([['leaves', 50]]) }).told).toEqual([]);
    expect(through(plan, { approved: new Map([['leaves', 49]]) }).told).toEqual(['1 of 100 subscribers to delete']);
    expect(through(plan, { approved: new Map([['groups', 50]]) }).refused).toHaveLength(1);
  });
});

describe('a speed is held back at the policy that sets it', () => {
  test('where the policy changes, not where the customer does', () => {
    const changes = [aChange({ kind: 'policy', key: 'Gold' })];
    expect(through(outOf(100, { fates: becoming(50, SLOWED), changes })).policies).toEqual(['Gold']);
    expect(through(outOf(100, { fates: becoming(50, SLOWED) })).policies).toEqual([]);
  });
});

describe('deletions', () => {
  test('30 of 100 leave, 31 are kept, and their groups with them', () => {
    expect(through(outOf(100, leaving(30))).plan.changes).toHaveLength(30);
    const { changes = [], fates } = leaving(31);
    const group = aDeletion({ kind: 'group', key: 'DS-l1', belongsTo: [address(1)] });
    const { told, plan } = through(outOf(100, { fates: fates ?? [], changes: [...changes, group] }));
    expect(told).toEqual(['31 of 100 subscribers to delete']);
    expect(plan.changes).toEqual([]);
    expect(plan.fates).toEqual([]);
  });

  test('an entry that loses its policy instead is kept as it is, too', () => {
    const { fates } = leaving(31);
    const changes = [aChange({ key: address(1), belongsTo: [address(1)] })];
    expect(through(outOf(100, { fates: fates ?? [], changes })).plan.changes).toEqual([]);
  });

  test('with --prune all more may go than is ours: then all that would go is the measure', () => {
    expect(through(outOf(0, leaving(50))).told).toEqual(['50 of 50 subscribers to delete']);
  });

  test.each(['policy', 'group'] as const)('of kind %s count by themselves', (kind) => {
    const name = { policy: 'policies', group: 'groups' }[kind];
    expect(through(outOf(100, { changes: deletions(kind, 30) })).plan.changes).toHaveLength(30);
    expect(through(outOf(100, { changes: deletions(kind, 31) })).told).toEqual([`31 of 100 ${name} to delete`]);
    expect(through(outOf(100, { changes: deletions(kind, 31) })).plan.changes).toEqual([]);
    const { heldBack } = gate(outOf(100, { changes: deletions(kind, 31) }), LIMITS, NO_MEMORY, aBqn(), () =>
      aChangePlan([]),
    );
    expect(heldBack).toMatchObject([{ limitPercent: 30, flag: '--max-delete' }]);
    expect(through(outOf(10, { changes: deletions(kind, 4) })).told).toEqual([`4 of 10 ${name} to delete`]);
    const approved = new Map([[name, 4]]);
    expect(through(outOf(10, { changes: deletions(kind, 4) }), { approved }).told).toEqual([]);
  });

  test.each(['policy', 'group'] as const)('of kind %s that are ours count where all is taken away', (kind) => {
    const changes = many(31, (number) => aDeletion({ kind, key: String(number) }));
    expect(through(outOf(100, { changes })).told).toEqual([]);
    expect(through(outOf(100, { changes }), { uninstalls: true }).told).toHaveLength(1);
  });

  test('what lets go of somebody else’s address waits for nothing', () => {
    const changes = many(90, (number) => aDeletion({ kind: 'group', key: `DS-${number}`, letsGo: true }));
    expect(through(outOf(100, { changes })).plan.changes).toHaveLength(90);
  });
});

test('nothing held back: the plan is the very same', () => {
  const plan = outOf(100, { fates: becoming(5) });
  expect(through(plan).plan).toBe(plan);
});

describe('what is held back for a customer holds on IPv4 and IPv6, at every address', () => {
  const names = many(20, (number) => ({ ip: address(number), id: `l${number}` }));
  const bqn = aBqn({
    policies: [BLOCK_ITEM, policyItem()],
    subscribers: names.map(({ ip, id }) => subscriberItem(ip, id, 'Gold')),
    groups: names.map(({ ip, id }, index) =>
      groupItem(`DS-${id}`, {
        subscriberMembers: [ip],
        subscriberRanges: [`2001:db8:0:${index}::/64`],
        policyRate: 'Gold',
      }),
    ),
  });
  const owned = owning({
    policy: ['Gold'],
    subscriber: names.map(({ ip }) => ip),
    group: names.map(({ id }) => `DS-${id}`),
  });
  const policies = [aPolicy(), aPolicy({ name: 'Billing-Block', id: 'block', downKbps: 0, upKbps: 0 })];

  function gated(desired: ReturnType<typeof aDesired>, state = bqn) {
    const planWith = (holds: Holds) => planChanges(desired, state, owned, { ...DIFF, holds });
    return gate(planWith(DIFF.holds), LIMITS, NO_MEMORY, state, planWith);
  }

  test('mass blocking: neither the subscribers nor their groups are blocked, what else there is goes on', () => {
    const subscribers = names.map(({ ip, id }, index) =>
      aSubscriber({ ip, id, loginId: index + 1, ...(index > 0 && { standing: BLOCKED }) }),
    );
    const desired = aDesired({
      policies: [...policies, aPolicy({ name: 'New', id: '9' })],
      subscribers,
      groups: subscribers.map((subscriber, index) => aGroup(subscriber, [`2001:db8:0:${index}::/60`])),
    });
    const { plan, heldBack } = gated(desired);
    expect(heldBack.map(({ kind, count, who }) => [kind, count, who.length])).toEqual([['blocks', 19, 19]]);
    expect(plan.changes.filter((change) => change.action !== 'delete' && change.policy === 'Billing-Block')).toEqual(
      [],
    );
    expect(plan.changes.map(({ key }) => key)).toContain('New');
  });

  test('a blocked customer whose unblocking is held back is blocked at a new address, and the old entry goes', () => {
    const blocked = aBqn({
      policies: [BLOCK_ITEM, policyItem()],
      subscribers: names.map(({ ip, id }) => subscriberItem(ip, id, 'Billing-Block')),
    });
    const subscribers = names.map(({ ip, id }, index) =>
      aSubscriber({
        ip: index === 0 ? '100.64.9.9' : ip,
        id,
        loginId: index + 1,
        standing: { kind: 'none', contract: 5 },
      }),
    );
    const { plan, heldBack } = gated(aDesired({ policies, subscribers }), blocked);
    expect(heldBack.map(({ kind, count }) => [kind, count])).toEqual([['opens', 20]]);
    expect(plan.changes).toMatchObject([
      { action: 'create', key: '100.64.9.9', policy: 'Billing-Block' },
      { action: 'delete', key: address(1), after: '100.64.9.9' },
    ]);
  });

  test('a policy that those held back go on using is not deleted', () => {
    const { plan } = gated(aDesired({ policies: policies.slice(1) }));
    expect(plan.changes.filter(({ action }) => action === 'delete')).toEqual([]);
  });
});

describe('what is left of a plan is judged again', () => {
  const all = 40;
  const [blocked, slowed] = [becoming(10), becoming(14, SLOWED)];

  test('whoever is not blocked, since that is held back, may be slowed instead: that counts as well', () => {
    // Four are slowed, and the ten whose block is held back stay under the same policy.
    const rounds: Holds[] = [];
    const first = outOf(all, {
      fates: [...blocked, ...slowed.slice(10)],
      changes: [aChange({ kind: 'policy', key: 'Gold' })],
    });
    const second = outOf(all, { fates: slowed, changes: first.changes });
    const gated = gate(first, LIMITS, NO_MEMORY, aBqn(), (holds) => {
      rounds.push(holds);
      return holds.policies.has('Gold') ? outOf(all, {}) : second;
    });
    expect(gated.heldBack.map(({ kind, count }) => `${kind} ${count}`)).toEqual(['blocks 10', 'speeds 14']);
    expect(rounds.map(({ customers, policies }) => [customers.size, [...policies]])).toEqual([
      [10, []],
      [14, ['Gold']],
    ]);
    expect(heldOf(gated)).toMatchObject({ blocks: { length: 10 }, speeds: { length: 14 } });
    expect(gated.passed).toEqual({ blocks: [], opens: [], speeds: [], plans: [], leaves: [] });
    expect(gated.plan.fates).toEqual([]);
  });

  test('of one kind held back in two rounds each customer is told once', () => {
    const first = outOf(all, { fates: slowed.slice(0, 9) });
    const second = outOf(all, { fates: slowed });
    const gated = gate(first, LIMITS, NO_MEMORY, aBqn(), ({ customers }) =>
      customers.size > 9 ? outOf(all, {}) : second,
    );
    expect(gated.heldBack.map(({ kind, count, fates }) => [kind, count, fates.length])).toEqual([['speeds', 14, 14]]);
  });
});

describe('what is held back, and nothing else', () => {
  const judged = (plan: ChangePlan, limits: Partial<Limits> = {}, memory: Partial<GateMemory> = {}) =>
    gate(plan, { ...LIMITS, ...limits }, { ...NO_MEMORY, now: NOW, ...memory }, aBqn(), () => plan);
  const blocked = (...numbers: readonly number[]) =>
    numbers.map((number) => aFate({ customer: `l${number}`, login: `l${number}`, ip: address(number) }));
  const names = (...numbers: readonly number[]) => new Set(numbers.map((number) => `l${number}`));

  test('of blocks and departures at once both are', () => {
    const away = leaving(12);
    const { heldBack } = judged(outOf(12, { ...away, fates: [...(away.fates ?? []), ...blocked(13, 14, 15, 16)] }));
    expect(heldBack.map(({ kind, who }) => [kind, who.length])).toEqual([
      ['blocks', 4],
      ['leaves', 12],
    ]);
    expect(heldBack[1]?.who).toEqual([...names(...many(12, (number) => number))]);
  });

  test('service that a contract gives is no harm', () => {
    const opened = becoming(12, { from: { kind: 'blocked' }, to: SLOWED.to, effect: 'opens' });
    expect(judged(outOf(12, { fates: opened })).heldBack).toEqual([]);
    expect(judged(outOf(12, { fates: opened.map((fate) => ({ ...fate, contractGone: true })) })).heldBack).toHaveLength(
      1,
    );
  });

  test('whom a group alone blocks is among the blocked of whom so many are told', () => {
    const opened = becoming(12, { from: { kind: 'blocked' }, effect: 'opens', contractGone: true });
    const told = (fields: Partial<ChangePlan>) => judged(outOf(20, { fates: opened, ...fields })).heldBack;
    expect(told({ blocked: 0 })).toMatchObject([{ count: 12, outOf: 12 }]);
    const byEntries = new Set(['l1', 'others']);
    expect(told({ blocked: 2, blockedNow: byEntries })).toMatchObject([{ count: 12, outOf: 13 }]);
  });

  test('who waits goes before who is new where some are let pass, and each is counted once', () => {
    const plan = outOf(20, { fates: blocked(1, 2, 3, 4, 5, 6, 7) });
    const held = (approved: number) =>
      heldOf(judged(plan, { approved: new Map([['blocks', approved]]) }, waitingFor(names(6))))['blocks'];
    expect(new Set(held(1))).toEqual(names(1, 2, 3, 4, 5, 7));
    expect(new Set(held(2))).toEqual(names(2, 3, 4, 5, 7));
    const { heldBack } = judged(plan, { approved: new Map([['blocks', 1]]) });
    expect(heldBack[0]?.fates.map(({ customer }) => customer)).toEqual([...names(2, 3, 4, 5, 6, 7)]);
  });

  test('of departures goes with the groups of those who leave, and what is not theirs stays', () => {
    const away = leaving(12);
    const others: Change[] = [
      aChange({ kind: 'group', key: 'DS-follows', belongsTo: [address(99)] }),
      aDeletion({ kind: 'group', key: 'DS-other', belongsTo: [address(99)] }),
      aDeletion({ kind: 'group', key: 'DS-lets-go', belongsTo: [address(1)], letsGo: true }),
      aDeletion({ kind: 'policy', key: 'Former', belongsTo: [] }),
      aChange({ kind: 'subscriber', key: address(99), belongsTo: [address(99)] }),
    ];
    const theirs = aDeletion({ kind: 'group', key: 'DS-l1', belongsTo: [address(1)] });
    const stays = aFate({ customer: 'l99', ip: address(99), effect: 'changes' });
    const plan = outOf(12, {
      fates: [...(away.fates ?? []), stays],
      changes: [...(away.changes ?? []), theirs, ...others],
    });
    const { plan: kept } = judged(plan);
    expect(kept.changes).toEqual(others);
    expect(kept.fates).toEqual([stays]);
  });

  test('of departures goes with what is emptied in place of going, and not with what is another’s by now', () => {
    const away = leaving(12);
    const emptied = { kind: 'subscriber', key: '2001:db8::', belongsTo: ['2001:db8::', address(1)] } as const;
    const anothers: Change[] = [
      aChange({ ...emptied, why: { kind: "another's prefix" } }),
      aChange({ ...emptied, why: { kind: 'in doubt', logins: 2 } }),
      aDeletion({ key: address(2), belongsTo: [address(2)], letsGo: true }),
    ];
    const others = (away.changes ?? []).filter(({ key }) => key !== address(2));
    const changes = [...others, aChange({ ...emptied, why: { kind: 'quota' } }), ...anothers];
    const { plan: kept, putOff, passed } = judged(outOf(12, { ...away, changes, ours: oursAt(12) }));
    expect(kept.changes).toEqual(anothers);
    expect(kept.fates.map(({ customer }) => customer)).toEqual(['l2']);
    expect([putOff?.count, passed.leaves]).toEqual([11, ['l2']]);
  });

  test('of policies to delete leaves a group of the same name alone', () => {
    const group = aDeletion({ kind: 'group', key: 'policy1', belongsTo: [] });
    const { plan: kept, heldBack } = judged(outOf(12, { changes: [...deletions('policy', 12), group] }));
    expect(heldBack.map(({ kind }) => kind)).toEqual(['policies']);
    expect(kept.changes).toEqual([group]);
  });
});

describe('the changes that are held back, as people read them', () => {
  /** The keys of what each held-back part would have written. */
  function told(plan: ChangePlan, replanned = plan): Record<string, string[]> {
    const { heldBack } = gate(plan, LIMITS, NO_MEMORY, aBqn(), () => replanned);
    return Object.fromEntries(heldBack.map(({ kind, changes }) => [kind, changes.map(({ key }) => key)]));
  }

  test('of customers: their own writes that are not made now, groups left out', () => {
    const fates = becoming(30);
    const own = fates.map(({ ip }) => aChange({ kind: 'subscriber', key: ip, belongsTo: [ip] }));
    const prefix = aChange({ kind: 'subscriber', key: '2001:db8::', belongsTo: ['2001:db8::', address(1)] });
    const group = aChange({ kind: 'group', key: 'DS-l1', belongsTo: [address(1)] });
    const other = aChange({ kind: 'subscriber', key: '100.64.9.9', belongsTo: ['100.64.9.9'] });
    const [still] = own;
    if (still === undefined) throw new Error('nobody');
    const plan = outOf(100, { fates, changes: [...own, prefix, group, other] });
    const { blocks } = told(plan, outOf(100, { changes: [still, other] }));
    expect(blocks).toEqual([...own.slice(1).map(({ key }) => key), '2001:db8::']);
  });

  test('of deletions: entries, policies and groups, each its own', () => {
    const { fates = [], changes: entries = [] } = leaving(31);
    const changes = [...entries, ...deletions('policy', 31), ...deletions('group', 31)];
    const { leaves, policies, groups } = told(outOf(100, { fates, changes }));
    expect([leaves?.length, policies?.length, groups?.length]).toEqual([31, 31, 31]);
    expect([leaves?.[0], policies?.[0], groups?.[0]]).toEqual([address(1), 'policy1', 'group1']);
  });
});

describe('how many may still be slowed', () => {
  const room = (plan: ChangePlan, limits: Partial<Limits> = {}, recent: readonly string[] = []) =>
    gate(plan, { ...LIMITS, ...limits }, { ...NO_MEMORY, now: NOW, ...recently('speeds', recent) }, aBqn(), () => plan)
      .mayBeSlowed;
  const slowed = (count: number) => ({ fates: becoming(count, SLOWED) });

  test('what the limit leaves after those of this run and of the hour, each counted once', () => {
    expect(room(outOf(100, {}))).toBe(20);
    expect(room(outOf(104, {}))).toBe(20);
    expect(room(outOf(100, slowed(5)))).toBe(15);
    expect(room(outOf(100, slowed(5)), {}, ['l1', 'x'])).toBe(14);
    expect(room(outOf(100, {}), { maxSpeed: 50 })).toBe(50);
  });

  test('or what is announced leaves', () => {
    const memory = { ...NO_MEMORY, expected: new Map([['speeds', { count: 30, used: new Set(['x']) }]]) };
    const plan = outOf(100, slowed(5));
    expect(gate(plan, LIMITS, memory, aBqn(), () => plan).mayBeSlowed).toBe(24);
  });

  test('never less than nobody', () => {
    expect(room(outOf(100, {}), { maxSpeed: 1 }, ['x', 'y', 'z'])).toBe(0);
  });

  test('any number where a percentage says nothing, or all may pass', () => {
    expect(room(outOf(9, {}))).toBe(Number.POSITIVE_INFINITY);
    expect(room(outOf(10, {}))).toBe(2);
    expect(room(outOf(100, {}), { force: true })).toBe(Number.POSITIVE_INFINITY);
  });
});

test('a deletion that is held back takes no other fate with it', () => {
  const { fates = [], changes = [] } = leaving(31);
  const blocked = becoming(1, { customer: 'other', ip: address(1) });
  const { plan } = through(outOf(100, { fates: [...fates, ...blocked], changes }));
  expect(plan.fates).toEqual(blocked);
});

test('an entry of somebody whose deletion is held back is kept, and a group of somebody else goes', () => {
  const { fates = [], changes = [] } = leaving(31);
  const theirs = aDeletion({ kind: 'group', key: 'DS-l1', belongsTo: [address(1)] });
  const others = aDeletion({ kind: 'group', key: 'DS-x', belongsTo: ['100.64.9.9'] });
  const policy = aDeletion({ kind: 'policy', key: 'Old', belongsTo: [address(1)] });
  const { plan } = through(outOf(100, { fates, changes: [...changes, theirs, others, policy] }));
  expect(plan.changes.map(({ key }) => key)).toEqual(['DS-x', 'Old']);
});
