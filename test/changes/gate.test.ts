import { describe, expect, test } from 'vitest';
import type { Change, ChangePlan } from '../../src/changes/change-plan.ts';
import { planChanges } from '../../src/changes/diff.ts';
import { type GateMemory, gate, type Limits, NO_MEMORY } from '../../src/changes/gate.ts';
import type { Holds } from '../../src/changes/holds.ts';
import type { FateChange } from '../../src/fate/fate-change.ts';
import {
  aBqn,
  aChange,
  aChangePlan,
  aDeletion,
  aDesired,
  address,
  aFate,
  aGroup,
  aPolicy,
  aSubscriber,
  BLOCK_ITEM,
  BLOCKED,
  DIFF,
  groupItem,
  many,
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
    online: new Set((fields.fates ?? []).map(({ customer }) => customer)),
    ...fields,
  });
}

/** How many pass of all fates and changes, and what is told of the rest. */
function through(plan: ChangePlan, limits: Partial<Limits> = {}, memory: Partial<GateMemory> = {}) {
  let holds: Holds | undefined;
  const gated = gate(plan, { ...LIMITS, ...limits }, { ...NO_MEMORY, ...memory }, aBqn(), (wished) => {
    holds = wished;
    return plan;
  });
  return {
    told: gated.heldBack.map(({ count, outOf: all, what }) => `${count} of ${all} ${what}`),
    held: gated.held,
    passed: gated.passed,
    customers: [...(holds?.customers.keys() ?? [])],
    policies: [...(holds?.policies ?? [])],
    plan: gated.plan,
  };
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
  const recently = (count: number): Partial<GateMemory> => {
    const blocks = new Set(many(count, (number) => `r${number}`));
    return { recent: { ...NO_MEMORY.recent, blocks } };
  };

  test('a slide is seen: 15 after 6 are 21 of 100', () => {
    expect(through(outOf(100, { fates: becoming(15) }), {}, recently(5)).told).toEqual([]);
    expect(through(outOf(100, { fates: becoming(15) }), {}, recently(6)).told).toEqual([
      '15 of 100 subscribers newly blocked',
    ]);
  });

  test('what passes is remembered; who had nothing before is no part of a slide', () => {
    expect(through(outOf(100, { fates: becoming(2) })).passed.blocks).toEqual(['l1', 'l2']);
    const newcomers = becoming(2, { from: { kind: 'unsaid' } });
    expect(through(outOf(100, { fates: newcomers })).passed.blocks).toEqual([]);
  });

  test('a customer counts once', () => {
    const recent = { ...NO_MEMORY.recent, blocks: new Set(many(20, (number) => `l${number}`)) };
    expect(through(outOf(100, { fates: becoming(20) }), {}, { recent }).told).toEqual([]);
  });
});

describe('who is held back waits', () => {
  const waiting = (count: number): Partial<GateMemory> => {
    const blocks = new Set(many(count, (number) => `l${number}`));
    return { held: { ...NO_MEMORY.held, blocks } };
  };

  test('until it is let pass, and ordinary blocks do not wait behind them', () => {
    const fates = [...becoming(30), aFate({ customer: 'ordinary', ip: address(200) })];
    const { told, customers, passed } = through(outOf(100, { fates }), {}, waiting(30));
    expect(told).toEqual(['30 of 100 subscribers newly blocked']);
    expect(customers).not.toContain('ordinary');
    expect(passed.blocks).toEqual(['ordinary']);
  });

  test('also while some of them are away: reconnections do not wear the gate down', () => {
    const plan = outOf(100, { fates: becoming(2), online: new Set(['l1', 'l2']) });
    expect(through(plan, {}, waiting(30)).held.blocks).toEqual(['l1', 'l2']);
  });

  test('no longer than there are so many: what is no mass event any more passes', () => {
    const all = new Set(many(30, (number) => `l${number}`));
    expect(through(outOf(100, { fates: becoming(3), online: all }), {}, waiting(30)).told).toEqual([]);
  });
});

describe('--approve lets so many pass, once', () => {
  const approved = (blocks: number) => ({ approved: new Map([['blocks', blocks]]) });

  test('all of them', () => {
    const { told, passed } = through(outOf(100, { fates: becoming(64) }), approved(64));
    expect([told, passed.blocks]).toEqual([[], []]);
  });

  test('the rest is judged as ever', () => {
    expect(through(outOf(100, { fates: becoming(66) }), approved(64)).told).toEqual([]);
    expect(through(outOf(100, { fates: becoming(90) }), approved(64)).told).toEqual([
      '26 of 100 subscribers newly blocked',
    ]);
  });

  test('of entries, as many as that and no more', () => {
    const plan = outOf(100, leaving(50));
    expect(through(plan, { approved: new Map([['deletes', 50]]) }).told).toEqual([]);
    expect(through(plan, { approved: new Map([['deletes', 49]]) }).told).toHaveLength(1);
    expect(through(plan, { approved: new Map([['groups', 50]]) }).told).toHaveLength(1);
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
  });

  test('what lets go of somebody else’s address waits for nothing', () => {
    const changes = many(90, (number) => aDeletion({ kind: 'group', key: `DS-${number}`, letsGo: true }));
    expect(through(outOf(100, { changes })).plan.changes).toHaveLength(90);
  });
});

describe('who waits, and who is new', () => {
  const waiting = many(3, (number) => `l${number}`);
  const held = { ...NO_MEMORY.held, blocks: new Set(waiting) };

  test('count together when those who waited need not wait any more', () => {
    // Three waited of 12; of 15 they would pass alone, and two more with them would not.
    const fates = becoming(5);
    expect(fates.slice(0, 3).map(({ customer }) => customer)).toEqual(waiting);
    const { held: kept, passed } = through(outOf(15, { fates }), {}, { held });
    expect([kept.blocks.length, passed.blocks.length]).toEqual([2, 3]);
  });

  test('go on being judged when so many went offline that a percentage says little', () => {
    const fates = becoming(4);
    expect(through(outOf(9, { fates })).held.blocks).toEqual([]);
    expect(through(outOf(9, { fates }), {}, { held }).held.blocks).toEqual(waiting);
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
    expect(gated.held).toMatchObject({ blocks: { length: 10 }, speeds: { length: 14 } });
    expect(gated.passed).toEqual({ blocks: [], opens: [], speeds: [], plans: [] });
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
    gate(plan, { ...LIMITS, ...limits }, { ...NO_MEMORY, ...memory }, aBqn(), () => plan);
  const blocked = (...numbers: readonly number[]) =>
    numbers.map((number) => aFate({ customer: `l${number}`, login: `l${number}`, ip: address(number) }));
  const names = (...numbers: readonly number[]) => new Set(numbers.map((number) => `l${number}`));
  const only = (kind: 'blocks', who: ReadonlySet<string>) => ({ ...NO_MEMORY.held, [kind]: who });

  test('of blocks and departures at once both are', () => {
    const away = leaving(12);
    const { heldBack } = judged(outOf(12, { ...away, fates: [...(away.fates ?? []), ...blocked(13, 14, 15, 16)] }));
    expect(heldBack.map(({ kind, who }) => [kind, who.length])).toEqual([
      ['blocks', 4],
      ['deletes', 12],
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

  test('who waits goes before who is new where some are let pass, and each is counted once', () => {
    const plan = outOf(20, { fates: blocked(1, 2, 3, 4, 5, 6, 7) });
    const held = (approved: number) =>
      judged(plan, { approved: new Map([['blocks', approved]]) }, { held: only('blocks', names(6)) }).held.blocks;
    expect(new Set(held(1))).toEqual(names(1, 2, 3, 4, 5, 7));
    expect(new Set(held(2))).toEqual(names(2, 3, 4, 5, 7));
    const { heldBack } = judged(plan, { approved: new Map([['blocks', 1]]) });
    expect(heldBack[0]?.fates.map(({ customer }) => customer)).toEqual([...names(2, 3, 4, 5, 6, 7)]);
  });

  test('those who wait, the absent and the last hour are added up, also where as many wait as passed', () => {
    const plan = outOf(10, { fates: blocked(1) });
    const memory = (held: ReadonlySet<string>, recent: ReadonlySet<string>) => ({
      held: only('blocks', held),
      recent: only('blocks', recent),
    });
    expect(judged(plan, {}, memory(names(1, 2), names(3))).held.blocks).toEqual(['l1']);
    expect(judged(plan, {}, memory(names(1), names(3))).held.blocks).toEqual([]);
    // Fewer than ten are left of an ISP that was large enough.
    const few = outOf(8, { fates: blocked(1) });
    expect(judged(few, {}, memory(names(1, 2), names(3, 4))).held.blocks).toEqual(['l1']);
    expect(judged(few, {}, {}).held.blocks).toEqual([]);
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

  test('of those who wait beside others that pass: only theirs', () => {
    const fates = becoming(22);
    const own = fates.map(({ ip }) => aChange({ kind: 'subscriber', key: ip, belongsTo: [ip] }));
    const before = new Set(many(21, (number) => `l${number}`));
    const memory = { ...NO_MEMORY, held: { ...NO_MEMORY.held, blocks: before } };
    const plan = outOf(100, { fates, changes: own });
    const { heldBack } = gate(plan, LIMITS, memory, aBqn(), () => outOf(100, {}));
    expect(heldBack[0]?.changes).toHaveLength(21);
  });

  test('of deletions: entries, policies and groups, each its own', () => {
    const { fates = [], changes: entries = [] } = leaving(31);
    const changes = [...entries, ...deletions('policy', 31), ...deletions('group', 31)];
    const { deletes, policies, groups } = told(outOf(100, { fates, changes }));
    expect([deletes?.length, policies?.length, groups?.length]).toEqual([31, 31, 31]);
    expect([deletes?.[0], policies?.[0], groups?.[0]]).toEqual([address(1), 'policy1', 'group1']);
  });
});

describe('how many may still be slowed', () => {
  const room = (plan: ChangePlan, limits: Partial<Limits> = {}, recent: readonly string[] = []) =>
    gate(
      plan,
      { ...LIMITS, ...limits },
      { ...NO_MEMORY, recent: { ...NO_MEMORY.recent, speeds: new Set(recent) } },
      aBqn(),
      () => plan,
    ).mayBeSlowed;
  const slowed = (count: number) => ({ fates: becoming(count, SLOWED) });

  test('what the limit leaves after those of this run and of the hour, each counted once', () => {
    expect(room(outOf(100, {}))).toBe(20);
    expect(room(outOf(104, {}))).toBe(20);
    expect(room(outOf(100, slowed(5)))).toBe(15);
    expect(room(outOf(100, slowed(5)), {}, ['l1', 'x'])).toBe(14);
    expect(room(outOf(100, {}), { maxSpeed: 50 })).toBe(50);
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
