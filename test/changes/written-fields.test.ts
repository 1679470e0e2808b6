import { describe, expect, test } from 'vitest';
import { apply } from '../../src/apply/apply.ts';
import { planChanges } from '../../src/changes/diff.ts';
import { gate } from '../../src/changes/gate.ts';
import { NO_MEMORY } from '../../src/changes/gate-memory.ts';
import type { Bursts, Policy } from '../../src/mapping/desired.ts';
import { announced, isToBeAnnounced, settled } from '../../src/state/bookkeeping.ts';
import { type BqnRecord, NEW_BQN, readRecord, writeRecord } from '../../src/state/record.ts';
import type { JsonObject } from '../../src/text/json.ts';
import { aDesired, aPolicy, DIFF, policyItem } from '../support/builders.ts';
import { MemoryBqn } from '../support/memory-bqn.ts';
import { applying } from '../support/planning.ts';

/** Bursts that a wish wrote go back to what stood there before, over several runs. */

const LIMITS = { maxDelete: 100, maxBlock: 100, maxSpeed: 100, approved: new Map(), force: true };
const burst = (rateKbps: number, thresholdKbps = 80_000, durationS = 10) => ({ rateKbps, thresholdKbps, durationS });
const DOWN: Bursts = { down: burst(200_000) };
const THEIRS = { burstRate: 900_000, burstDuration: 10 };
const OURS = { burstRate: 200_000, burstThreshold: 80_000, burstDuration: 10 };

/** A BQN and the books about it; through the state file after each run. */
class Runs {
  readonly bqn: MemoryBqn;
  record: BqnRecord = NEW_BQN;

  constructor(limit: JsonObject = {}, quirks = {}) {
    const policies = [policyItem('Gold', { rateLimitDownlink: { rate: 100_000, ...limit } })];
    this.bqn = new MemoryBqn({ policies }, quirks);
  }

  /** @param until what of the run happens: its death comes `announced`, or `written` and not in the books */
  async run(
    fields: Partial<Policy> | 'no plan' = {},
    until: 'announced' | 'written' | 'whole' = 'whole',
  ): Promise<void> {
    const desired = aDesired({ policies: fields === 'no plan' ? [] : [aPolicy(fields)] });
    const state = this.bqn.state;
    const planWith = () => planChanges(desired, state, this.record.owned, DIFF);
    const gated = gate(planWith(), LIMITS, NO_MEMORY, state, planWith);
    const run = { desired, bqn: state, plan: gated.plan, now: 1000 };
    const before = announced(this.record, run);
    if (isToBeAnnounced(gated.plan)) this.#keep(before);
    if (until === 'announced') return;
    const applied = await apply(gated.plan, state, desired.policies, this.bqn, applying());
    if (until === 'whole') this.#keep(settled(before, run, applied));
  }

  #keep(record: BqnRecord): void {
    this.record = readRecord(JSON.parse(JSON.stringify(writeRecord(record))));
  }

  /** What is set of the downlink. */
  get limit(): JsonObject {
    const limit = this.bqn.store.policy('Gold')?.rateLimitDownlink as JsonObject;
    return Object.fromEntries(Object.entries(limit).filter(([, value]) => value !== 0));
  }

  get remembers(): boolean {
    return this.record.owned.policy.get('Gold')?.written !== undefined;
  }
}

describe.each([
  ['nothing', {}],
  ['the operator’s', THEIRS],
])('a burst that was written where %s stood', (_name, before) => {
  test.each(['replaced', 'merged'] as const)(
    'goes back when nobody wishes it (what lies within a field is %s)',
    async (nestedOnPut) => {
      const runs = new Runs({ ...before, congestionMgmt: true, burstThresholdWindow: 5 }, { nestedOnPut });
      await runs.run({ bursts: DOWN });
      expect(runs.limit).toEqual({ rate: 100_000, ...OURS, congestionMgmt: true, burstThresholdWindow: 5 });
      await runs.run();
      expect(runs.limit).toEqual({ rate: 100_000, ...before, congestionMgmt: true, burstThresholdWindow: 5 });
      expect(runs.remembers).toBe(false);
      runs.bqn.writes.splice(0);
      await runs.run();
      expect(runs.bqn.writes, 'and is written no more').toEqual([]);
    },
  );

  test('goes back when no plan has the name any more and the policy stays, and is not written where it goes', async () => {
    const runs = new Runs(before);
    await runs.run({ bursts: DOWN });
    const { store, writes } = runs.bqn;
    store.seedSubscriber('203.0.113.9', { subscriberId: 'vip', policyRate: 'Gold' });
    writes.splice(0);
    await runs.run('no plan');
    expect(runs.limit).toEqual({ rate: 100_000, ...before });
    expect(writes).toHaveLength(1);
    await runs.run('no plan');
    expect(writes, 'and is written no more').toHaveLength(1);
    const others = new Runs(before);
    await others.run({ bursts: DOWN });
    others.bqn.writes.splice(0);
    // Rates that are left out are no limit.
    Object.assign(others.bqn.store.policies.get('Gold') ?? {}, { rateLimitDownlink: OURS, rateLimitUplink: {} });
    await others.run('no plan');
    expect(others.bqn.writes).toMatchObject([{ method: 'DELETE', key: 'Gold' }]);
  });

  test('goes back after it was changed twice, each way by itself', async () => {
    const runs = new Runs(before);
    await runs.run({ bursts: DOWN });
    await runs.run({ bursts: { down: burst(300_000), up: burst(90_000) } });
    await runs.run({ bursts: { up: burst(90_000) } });
    expect(runs.limit).toEqual({ rate: 100_000, ...before });
    expect(runs.bqn.store.policy('Gold')?.rateLimitUplink).toMatchObject({ burstRate: 90_000 });
    await runs.run();
    expect(runs.bqn.store.policy('Gold')?.rateLimitUplink).toMatchObject({ burstRate: 0 });
  });

  test('goes back when another plan inherits the name, or the plan’s speed passes it', async () => {
    const heir = new Runs(before);
    await heir.run({ bursts: DOWN });
    await heir.run({ id: '7' });
    expect(heir.limit).toEqual({ rate: 100_000, ...before });
    const faster = new Runs(before);
    await faster.run({ bursts: DOWN });
    await faster.run({ downKbps: 300_000 });
    expect(faster.limit).toEqual({ rate: 300_000, ...before });
    const twice = new Runs(before);
    await twice.run({ bursts: DOWN });
    await twice.run({ bursts: DOWN, id: '7' });
    await twice.run({ id: '7' });
    expect(twice.limit, 'inherited, and dropped later').toEqual({ rate: 100_000, ...before });
  });

  test.each(['announced', 'written'] as const)('goes back though a run was killed when it was %s', async (until) => {
    const runs = new Runs(before);
    await runs.run();
    await runs.run({ bursts: DOWN }, until);
    await runs.run({ bursts: { down: burst(250_000) } }, until);
    await runs.run({ bursts: { down: burst(300_000) } });
    await runs.run();
    expect(runs.limit).toEqual({ rate: 100_000, ...before });
  });

  test('goes back after a BQN kept nothing of a change', async () => {
    const runs = new Runs(before);
    await runs.run({ bursts: DOWN });
    runs.bqn.store.staticPolicies.add('Gold');
    await runs.run({ bursts: { down: burst(300_000) } });
    runs.bqn.store.staticPolicies.delete('Gold');
    await runs.run();
    expect(runs.limit).toEqual({ rate: 100_000, ...before });
  });

  test('that another hand has changed since is theirs', async () => {
    const runs = new Runs(before);
    await runs.run({ bursts: DOWN });
    const other = { rate: 100_000, ...OURS, burstDuration: 20 };
    runs.bqn.store.put('policies', 'Gold', { rateLimitDownlink: other });
    await runs.run();
    expect(runs.limit).toEqual(other);
    expect(runs.remembers).toBe(false);
  });
});

describe('a burst of a policy that was made with it', () => {
  const made = async () => {
    const runs = new Runs();
    runs.bqn.store.delete('policies', 'Gold');
    await runs.run({ bursts: DOWN });
    expect(runs.limit).toEqual({ rate: 100_000, ...OURS });
    return runs;
  };

  test('goes when nobody wishes it: nothing stood there before', async () => {
    const runs = await made();
    await runs.run();
    expect(runs.limit).toEqual({ rate: 100_000 });
    expect(runs.remembers).toBe(false);
  });

  test('is not written onto one that has to be made again', async () => {
    const runs = await made();
    runs.bqn.store.delete('policies', 'Gold');
    await runs.run();
    expect(runs.limit).toEqual({ rate: 100_000 });
  });
});

test('a burst that was found as it is wished is nobody’s that we know: it stays', async () => {
  const runs = new Runs(OURS);
  await runs.run({ bursts: DOWN });
  await runs.run();
  expect(runs.limit).toEqual({ rate: 100_000, ...OURS });
});

test('taking a burst back without effect is seen', async () => {
  const runs = new Runs();
  await runs.run({ bursts: DOWN });
  runs.bqn.store.staticPolicies.add('Gold');
  await runs.run();
  expect(runs.remembers).toBe(true);
  runs.bqn.store.staticPolicies.delete('Gold');
  await runs.run();
  expect(runs.limit, 'and tried again').toEqual({ rate: 100_000 });
});
