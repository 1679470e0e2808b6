import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalAddress } from '../../src/address/address.ts';
import { apply } from '../../src/apply/apply.ts';
import type { BqnState } from '../../src/bqn/resources.ts';
import { type Change, type ChangePlan, policyAfter } from '../../src/changes/change-plan.ts';
import { planChanges } from '../../src/changes/diff.ts';
import { gate } from '../../src/changes/gate.ts';
import { NO_MEMORY } from '../../src/changes/gate-memory.ts';
import { type Holds, NO_HOLDS } from '../../src/changes/holds.ts';
import type { Owned } from '../../src/changes/ownership.ts';
import { situation } from '../support/arbitraries.ts';
import { aBqn, aDesired, aPolicy, aSubscriber, briefly, DIFF, owning, policyItem } from '../support/builders.ts';
import { MemoryBqn } from '../support/memory-bqn.ts';
import { applying } from '../support/planning.ts';

/** What holds for every IXC, every BQN, every ledger. */

const RUNS = { numRuns: 500 };
const STRICT = { maxDelete: 0, maxBlock: 0, maxSpeed: 0, force: false, approved: new Map() };

/** What the strictest gate lets through, as if the plan were part of a larger one, in which percentages count. */
function gated({ desired, owned, options }: Situation, bqn: BqnState) {
  const planWith = (holds: Holds) => planChanges(desired, bqn, owned, { ...options, holds });
  const plan = planWith(NO_HOLDS);
  const larger = { ...plan, managed: plan.managed + 100, blocked: plan.blocked + 100 };
  return gate(larger, STRICT, NO_MEMORY, bqn, planWith);
}

type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never;

type Property = (plan: ChangePlan, bqn: BqnState, owned: Owned, prune: string) => void;

/** A plan of a situation, and what the gate lets through of it at its strictest. */
function plansOf(all: Situation) {
  const { desired, lists, owned, options } = all;
  const bqn = aBqn(lists);
  return { bqn, owned, prune: options.prune, plans: [planChanges(desired, bqn, owned, options), gated(all, bqn).plan] };
}

function check(holds: Property, { bqn, owned, prune, plans }: ReturnType<typeof plansOf>): void {
  for (const plan of plans) holds(plan, bqn, owned, prune);
}

let planned: readonly ReturnType<typeof plansOf>[] | undefined;

/** A property of both, for any situation. They are planned once for all properties; for one that breaks, again and shrunk. */
function forEveryPlan(holds: Property): void {
  planned ??= fc.sample(situation, RUNS.numRuns).map(plansOf);
  try {
    for (const one of planned) check(holds, one);
  } catch (error) {
    fc.assert(
      fc.property(situation, (all) => check(holds, plansOf(all))),
      RUNS,
    );
    throw error;
  }
}

function deleted({ changes }: ChangePlan): Change[] {
  return changes.filter(({ action }) => action === 'delete');
}

function isWrite({ action }: Change): boolean {
  return action !== 'delete';
}

function keyOf({ kind, key }: Change): string {
  return kind === 'subscriber' ? canonicalAddress(key) : key;
}

describe('property: a plan, once applied', () => {
  // Finding: see the last test of this file.
  test('leaves nothing to do: the second plan is empty', () => {
    fc.assert(
      fc.property(situation, ({ desired, lists, owned, options }) => {
        const bqn = new MemoryBqn(lists);
        bqn.carryOut(planChanges(desired, bqn.state, owned, options));
        expect(briefly(planChanges(desired, bqn.state, owned, options))).toEqual([]);
      }),
      RUNS,
    );
  });

  test('leaves nothing to do, where every login has a plan that is known: the second plan is empty', () => {
    fc.assert(
      fc.property(situation, ({ desired, lists, owned, options }) => {
        fc.pre([...desired.subscribers.values()].every(({ choice }) => choice.kind !== 'none'));
        const bqn = new MemoryBqn(lists);
        bqn.carryOut(planChanges(desired, bqn.state, owned, options));
        expect(briefly(planChanges(desired, bqn.state, owned, options))).toEqual([]);
      }),
      RUNS,
    );
  });

  test('also when apply wrote it, whatever the concurrency', async () => {
    await fc.assert(
      fc.asyncProperty(
        situation,
        fc.integer({ min: 1, max: 4 }),
        async ({ desired, lists, owned, options }, concurrency) => {
          fc.pre([...desired.subscribers.values()].every(({ choice }) => choice.kind !== 'none'));
          const bqn = new MemoryBqn(lists);
          const { state } = bqn;
          const plan = planChanges(desired, state, owned, options);
          const applied = await apply(plan, state, desired.policies, bqn, applying({ concurrency }));
          expect(applied.refused).toEqual([]);
          expect(applied.done).toHaveLength(plan.changes.length);
          expect(briefly(planChanges(desired, bqn.state, owned, options))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('has pointed nobody at a policy that is not there, at any moment', () => {
    fc.assert(
      fc.property(situation, ({ desired, lists, owned, options }) => {
        const bqn = new MemoryBqn(lists);
        bqn.carryOut(planChanges(desired, bqn.state, owned, options));
        expect(bqn.store.violations).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe('property: what a plan deletes', () => {
  test('--prune owned: nothing outside the ledger', () => {
    forEveryPlan((plan, _, owned, prune) => {
      if (prune !== 'owned') return;
      const foreign = deleted(plan).filter((change) => !owned[change.kind].has(keyOf(change)));
      // But a group that held somebody else, and nobody beside.
      expect(foreign.filter((change) => change.action === 'delete' && !change.letsGo)).toEqual([]);
    });
  });

  test('--prune none: nothing', () => {
    forEveryPlan((plan, _bqn, _owned, prune) => {
      if (prune !== 'none') return;
      expect(deleted(plan).filter((change) => change.action === 'delete' && !change.letsGo)).toEqual([]);
    });
  });

  test('whatever --prune says: no address that the box merely sees, no all-subscribers, no Billing-Block', () => {
    forEveryPlan((plan, bqn) => {
      for (const change of deleted(plan)) {
        expect(['all-subscribers', 'Billing-Block']).not.toContain(change.key);
        if (change.kind === 'subscriber') expect(bqn.subscribers.get(keyOf(change))?.assignedBy).not.toBe('rules');
      }
    });
  });

  test('nothing that IXC wants, nor what is in doubt', () => {
    fc.assert(
      fc.property(situation, ({ desired, lists, owned, options }) => {
        const gone = deleted(planChanges(desired, aBqn(lists), owned, options));
        for (const change of gone) {
          const key = keyOf(change);
          if (change.kind === 'policy')
            expect([desired.policies.has(key), desired.leftAlone.has(key)]).toEqual([false, false]);
          if (change.kind === 'subscriber') {
            expect([desired.subscribers.has(key), desired.doubts.has(key)]).toEqual([false, false]);
          }
        }
        if (desired.proven.logins === 'whole') return;
        expect(gone.filter((change) => change.action === 'delete' && !change.letsGo)).toEqual([]);
      }),
      RUNS,
    );
  });

  test('never a policy that anything on the BQN still uses', () => {
    fc.assert(
      fc.property(situation, fc.boolean(), (all, strict) => {
        const { desired, lists, owned, options } = all;
        const bqn = new MemoryBqn(lists);
        const { state } = bqn;
        const wished = planChanges(desired, state, owned, options);
        const plan = strict ? gated(all, state).plan : wished;
        bqn.carryOut(plan);
        const gone = new Set(
          deleted(plan)
            .filter(({ kind }) => kind === 'policy')
            .map(({ key }) => key),
        );
        const after = [...bqn.state.subscribers.values(), ...bqn.state.groups.values()];
        expect(after.filter(({ policy }) => policy !== null && gone.has(policy))).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe('property: what a plan writes', () => {
  test('no change names a policy that does not exist: it is there and stays, or is made before', () => {
    forEveryPlan(({ changes }, bqn) => {
      const policies = changes.filter(({ kind }) => kind === 'policy');
      const [gone, made] = [policies.filter(({ action }) => action === 'delete'), policies.filter(isWrite)];
      const there = new Set([...bqn.policies.keys(), ...made.map(({ key }) => key)]);
      for (const { key } of gone) there.delete(key);
      const named = changes.map(policyAfter).filter((policy) => policy !== null);
      expect(named.filter((policy) => !there.has(policy))).toEqual([]);
      const users = changes.findIndex(({ kind }) => kind !== 'policy');
      if (users >= 0)
        expect(changes.slice(users).filter((change) => change.kind === 'policy' && isWrite(change))).toEqual([]);
    });
  });

  test('each entry once; what is there is updated or deleted, what is not is created', () => {
    forEveryPlan((plan, bqn) => {
      const maps = { policy: bqn.policies, subscriber: bqn.subscribers, group: bqn.groups };
      const touched = plan.changes.map((change) => `${change.kind} ${keyOf(change)}`);
      expect(new Set(touched).size).toBe(touched.length);
      for (const change of plan.changes) expect(maps[change.kind].has(keyOf(change))).toBe(change.action !== 'create');
    });
  });

  test('nothing that agrees already: each update changes at least one field of ours', () => {
    forEveryPlan(({ changes }) => {
      for (const change of changes) {
        if (change.action === 'delete') continue;
        if (change.action === 'update') expect(change.fields.length).toBeGreaterThan(0);
        for (const { from, to } of change.fields) expect(from).not.toBe(to);
      }
    });
  });

  test('in the order in which it is written', () => {
    const order = ['policy', 'subscriber', 'group', 'delete group', 'delete subscriber', 'delete policy'];
    forEveryPlan(({ changes }) => {
      const places = changes.map(({ action, kind }) => order.indexOf(action === 'delete' ? `delete ${kind}` : kind));
      expect(places).toEqual([...places].sort((one, other) => one - other));
    });
  });

  test('an operator’s fields survive: all that was listed and is not ours is still there', () => {
    fc.assert(
      fc.property(situation, ({ desired, lists, owned, options }) => {
        const bqn = new MemoryBqn(lists);
        const burst = [...bqn.store.policies].filter(([, { rateLimitDownlink }]) =>
          JSON.stringify(rateLimitDownlink).includes('burst'),
        );
        bqn.carryOut(planChanges(desired, bqn.state, owned, options));
        for (const [name] of burst) {
          const now = bqn.store.policy(name);
          if (now !== undefined) expect(now.rateLimitDownlink).toMatchObject({ burstRate: 99 });
        }
      }),
      RUNS,
    );
  });

  test('every subscriber that IXC wants is unchanged, changed, or said to be stuck', () => {
    fc.assert(
      fc.property(situation, ({ desired, lists, owned, options }) => {
        const { changes, unchanged, stuck } = planChanges(desired, aBqn(lists), owned, options);
        const count = (kind: string, all: readonly { readonly kind: string }[]) =>
          all.filter((one) => one.kind === kind).length;
        // What becomes of entries that nobody wants is no answer to what is wanted.
        const wantedKeys = { policy: desired.policies, subscriber: desired.subscribers, group: desired.groups };
        const writes = changes.filter((change) => isWrite(change) && wantedKeys[change.kind].has(change.key));
        for (const [kind, wanted] of [
          ['subscriber', desired.subscribers],
          ['policy', desired.policies],
        ] as const) {
          // One whose block is taken away though its policy is not there is both changed and stuck.
          const both = stuck.filter((one) => writes.some((write) => write.kind === one.kind && write.key === one.key));
          expect(unchanged[kind] + count(kind, writes) + count(kind, stuck) - count(kind, both)).toBe(wanted.size);
        }
      }),
      RUNS,
    );
  });
});

describe('property: the gate', () => {
  test('all it takes away is told or belongs to what is told; without anything to tell it changes nothing', () => {
    fc.assert(
      fc.property(situation, (all) => {
        const bqn = aBqn(all.lists);
        const { plan, heldBack, putOff } = gated(all, bqn);
        const held = new Set(heldBack.flatMap(({ changes }) => changes));
        expect(plan.changes.filter((change) => held.has(change))).toEqual([]);
        const wished = planChanges(all.desired, bqn, all.owned, all.options);
        if (heldBack.length === 0 && putOff === undefined) expect(plan.changes).toEqual(wished.changes);
      }),
      RUNS,
    );
  });

  test('nobody who is blocked now is let through only because the contract is gone, nobody open is blocked', () => {
    fc.assert(
      fc.property(situation, (all) => {
        const { plan } = gated(all, aBqn(all.lists));
        const harm = plan.fates.filter(({ effect, contractGone }) => effect === 'blocks' || contractGone);
        expect(harm).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe('a subscriber without a plan in billing', () => {
  test('keeps the policy of the BQN’s rules, also on the second run', () => {
    const seen = { subscriberIp: '100.64.0.1', policyAssignedBy: 'rules', policyRate: 'VIP' };
    const bqn = new MemoryBqn({ policies: [{ policyName: 'VIP' }], subscribers: [seen] });
    const desired = aDesired({ subscribers: [aSubscriber({ choice: { kind: 'none' }, plan: 0 })] });
    for (let run = 1; run <= 2; run++) {
      bqn.carryOut(planChanges(desired, bqn.state, owning(), DIFF));
    }
    expect(bqn.store.subscriber('100.64.0.1')?.policyRate).toBe('VIP');
  });

  // Finding: operators' rules choose our policies by name too; once our write made the BQN say `api`, it is taken away.
  test('keeps the policy of the BQN’s rules, also on the second run, though it is one of ours', () => {
    const seen = { subscriberIp: '100.64.0.1', policyAssignedBy: 'rules', policyRate: 'Gold' };
    const bqn = new MemoryBqn({ policies: [policyItem()], subscribers: [seen] });
    const planless = aSubscriber({ choice: { kind: 'none' }, plan: 0 });
    const desired = aDesired({ policies: [aPolicy()], subscribers: [planless] });
    for (let run = 1; run <= 2; run++) {
      bqn.carryOut(planChanges(desired, bqn.state, owning(), DIFF));
    }
    expect(bqn.store.subscriber('100.64.0.1')?.policyRate).toBe('Gold');
  });
});
