/**
 * Plans for one made-up ISP, in a process of its own (`--expose-gc`), and prints a `GrowthPoint`. GROWTH is how many there
 * are of what GROWTH_OF names. Two plans are timed: for an empty BQN, and for one that agrees but for one subscriber in a
 * hundred; or, where `renamed` grows, for all who are on one plan that got another name.
 */

import type { Billing, Reading } from '../../src/billing/reading.ts';
import type { Contract, Login, Plan } from '../../src/billing/records.ts';
import type { BqnGroup, BqnPolicy, BqnState, BqnSubscriber } from '../../src/bqn/resources.ts';
import { planChanges } from '../../src/changes/diff.ts';
import { NOTHING_LEARNT } from '../../src/changes/diff-sites.ts';
import { gate } from '../../src/changes/gate.ts';
import { NO_MEMORY } from '../../src/changes/gate-memory.ts';
import { type Holds, NO_HOLDS } from '../../src/changes/holds.ts';
import { NEWLY_OWNED, NOTHING_OWNED, type Owned, type OwnedEntry } from '../../src/changes/ownership.ts';
import type { Desired, MappingOptions } from '../../src/mapping/desired.ts';
import { mapToBqn } from '../../src/mapping/map-to-bqn.ts';
import { GROWING, type Growing } from './growing.ts';

export interface GrowthPoint {
  readonly of: Growing;
  /** How many there are of it. */
  readonly size: number;
  readonly mapMs: number;
  /** Plan and gate over an empty BQN. */
  readonly firstMs: number;
  /** Plan and gate over a BQN that differs by 1 %, or in the name of one plan. */
  readonly churnMs: number;
  readonly changes: { readonly first: number; readonly churn: number };
  /** Live heap that the records, the wishes, the BQN's state and the first plan take. */
  readonly heapMb: number;
}

const OPTIONS: MappingOptions = {
  allowedStatus: new Set(['A', 'FA']),
  block: true,
  dualStack: true,
  speedBase: 1000,
  ipConflict: 'skip',
};
const EMPTY: BqnState = { policies: new Map(), subscribers: new Map(), groups: new Map() };
const LIMITS = { maxDelete: 30, maxBlock: 20, maxSpeed: 20, approved: new Map(), force: false };
/** Customers where it is not they who grow. */
const CUSTOMERS = 20_000;
const PLANS = 60;

const size = Number(process.env['GROWTH']);
const of = GROWING.find((name) => name === process.env['GROWTH_OF']) ?? 'subscribers';
const before = liveBytes();
const ixc = madeUp();
const [desired, mapMs] = timed(() => mapToBqn(ixc, OPTIONS));
const [first, firstMs] = timed(() => plan(desired, EMPTY, NOTHING_OWNED));
const bqn = agreeing(desired);
const heapMb = (liveBytes() - before) / 1024 / 1024;
const owned: Owned = {
  policy: ownedOf(bqn.policies.keys()),
  subscriber: ownedOf(bqn.subscribers.keys()),
  group: ownedOf(bqn.groups.keys()),
};
const churned = mapToBqn(of === 'renamed' ? renamed(ixc) : churnedBy(ixc, 100), OPTIONS);
const [churn, churnMs] = timed(() => plan(churned, bqn, owned));
const point: GrowthPoint = {
  of,
  size: of === 'subscribers' ? desired.subscribers.size : size,
  mapMs,
  firstMs,
  churnMs,
  changes: { first: first.plan.changes.length, churn: churn.plan.changes.length },
  heapMb,
};
process.stdout.write(JSON.stringify(point));

function plan(wished: Desired, state: BqnState, ours: Owned) {
  const options = {
    prune: 'owned',
    dualStack: true,
    dropsGroupPolicy: false,
    sites: NOTHING_LEARNT,
    grace: { seconds: 0, now: 0 },
  } as const;
  const known = { untaken: new Map(), remembered: new Map(), outside: new Set<string>() };
  const planWith = (holds: Holds) => planChanges(wished, state, ours, { ...options, ...known, holds });
  return gate(planWith(NO_HOLDS), LIMITS, NO_MEMORY, state, planWith);
}

function ownedOf(names: Iterable<string>): ReadonlyMap<string, OwnedEntry> {
  return new Map([...names].map((name) => [name, NEWLY_OWNED]));
}

/** In CPU time, the collector's threads included: a busy machine changes it least. */
function timed<T>(act: () => T): [T, number] {
  const started = process.cpuUsage();
  const result = act();
  const { user, system } = process.cpuUsage(started);
  return [result, (user + system) / 1000];
}

function liveBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** A fifth has IPv6, and there are half as many contracts again as logins, as in the other scenarios. */
function madeUp(): Billing {
  const count = of === 'subscribers' || of === 'renamed' ? size : CUSTOMERS;
  const planCount = of === 'plans' ? size : of === 'renamed' ? 1 : PLANS;
  const contractCount = of === 'contracts' ? size : Math.round(count * 1.5);
  const logins = Array.from({ length: count }, (_, index): Login => {
    const prefix = `2001:db8:${(index >> 12).toString(16)}:${((index & 0xfff) << 4).toString(16)}::/60`;
    return {
      id: index + 1,
      login: `customer ${index + 1}`,
      ip: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
      delegatedPrefix: index % 5 === 0 ? prefix : '',
      linkPrefix: '',
      contract: index + 1,
      plan: 1 + (index % planCount),
      connectedAt: '2026-01-05 08:00:00',
    };
  });
  const plans = Array.from({ length: planCount }, (_, index): Plan => {
    return { id: index + 1, name: `Fibra ${index + 1}`, kind: 'I', download: '310M', upload: '155M' };
  });
  const contracts = Array.from({ length: contractCount }, (_, index): Contract => {
    return { id: index + 1, status: index % 20 === 0 ? 'CA' : 'A' };
  });
  return { system: 'IXC', logins: whole(logins), plans: whole(plans), contracts: whole(contracts) };
}

function whole<T>(rows: readonly T[]): Reading<T> {
  return {
    name: 'a table',
    rows,
    completeness: 'whole',
    how: 'keyset',
    pages: 1,
    retries: 0,
    received: rows.length,
    ms: 0,
  };
}

/** One login in `every` gets another address: an entry to delete and one to create. */
function churnedBy(data: Billing, every: number): Billing {
  const rows = data.logins.rows.map((login, index) =>
    index % every === 0 ? { ...login, ip: login.ip.replace(/^10/, '172') } : login,
  );
  return { ...data, logins: whole(rows) };
}

/** Every plan has another name: on a BQN another policy, and all its customers move to it. */
function renamed(data: Billing): Billing {
  return { ...data, plans: whole(data.plans.rows.map((plan) => ({ ...plan, name: `${plan.name} new` }))) };
}

/** A BQN that holds what is wished. */
function agreeing(wished: Desired): BqnState {
  const policies = new Map<string, BqnPolicy>();
  for (const { name, id, downKbps, upKbps } of wished.policies.values()) {
    policies.set(name, { name, id, downKbps, upKbps, listed: {} });
  }
  const subscribers = new Map<string, BqnSubscriber>();
  const policyOf = new Map<string, string | null>();
  for (const [ip, { id, standing, choice }] of wished.subscribers) {
    const named = 'name' in choice ? choice.name : null;
    const policy = standing.kind === 'blocked' ? 'Billing-Block' : named;
    policyOf.set(ip, policy);
    subscribers.set(ip, { key: ip, id, policy, assignedBy: 'api', listed: undefined });
  }
  const groups = new Map<string, BqnGroup>();
  for (const { name, subscriber, ranges } of wished.groups.values()) {
    const policy = policyOf.get(subscriber.ip) ?? null;
    const usable = ranges === 'last good' ? [] : ranges;
    groups.set(name, { name, policy, members: [subscriber.ip], ranges: usable, ids: [], all: [], listed: {} });
  }
  return { policies, subscribers, groups };
}
