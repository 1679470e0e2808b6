import { expect, test } from 'vitest';
import type { BqnKind } from '../../src/bqn/kinds.ts';
import type { Change } from '../../src/changes/change-plan.ts';
import { sitesToday } from '../../src/state/bookkeeping.ts';
import { NEW_BQN } from '../../src/state/record.ts';
import { isOfToday, suspicionOf, untakenAfter, untakenOthers, untakenPolicies } from '../../src/state/untaken.ts';
import { aBqn, aChangePlan, aCreation, aDeletion, anUpdate, owning, policyItem } from '../support/builders.ts';
import { anApplied } from '../support/outcomes.ts';

/** What a BQN took without effect is so for a day at most. */

const DAY = 86_400;

test('a day, and no longer for a clock that was set back', () => {
  expect([0, DAY - 1, DAY, -1].map((later) => isOfToday(1000, 1000 + later))).toEqual([true, true, false, false]);
  expect(isOfToday(undefined, 1000)).toBe(false);
});

test('a note about a policy holds while the list shows it as it stood then', () => {
  const bqn = aBqn({ policies: [policyItem()] });
  const was = JSON.stringify(['1', { rate: 100_000 }, { rate: 50_000 }]);
  const untaken = new Map([
    ['policy Gold', { what: 'a', was, at: 1000 }],
    ['policy Lead', { what: 'b', was, at: 1000 }],
    ['policy Gone', { what: 'c', was: 'none', at: 1000 }],
    ['subscriber 100.64.0.1', { what: 'd', was: '', at: 1000 }],
  ]);
  const record = { ...NEW_BQN, untaken };
  expect([...untakenPolicies(record, bqn, 1000)]).toEqual([
    ['Gold', 'a'],
    ['Gone', 'c'],
  ]);
  expect(untakenPolicies(record, bqn, 1000 + DAY).size).toBe(0);
  expect([...untakenOthers(record, 1000)]).toEqual([['subscriber 100.64.0.1', 'd']]);
  expect(untakenOthers(record, 1000 + DAY).size).toBe(0);
});

test('what came to nothing is noted where others of its kind came, or it is the only one', () => {
  const [one, other] = [aCreation({ key: '100.64.0.1' }), aCreation({ key: '100.64.0.2' })];
  const noted = (kept: readonly BqnKind[], dropped: readonly Change[]) => {
    const run = { bqn: aBqn(), plan: aChangePlan([]), now: 1000 };
    return [...untakenAfter(NEW_BQN, run, anApplied({ kept: new Set(kept), dropped })).keys()];
  };
  expect(noted(['subscriber'], [one, other])).toEqual(['subscriber 100.64.0.1', 'subscriber 100.64.0.2']);
  expect(noted(['policy'], [one]), 'a static one').toEqual(['subscriber 100.64.0.1']);
  expect(noted(['policy'], [one, other]), 'a list of subscribers that lags, or lies').toEqual([]);
  expect(noted([], [one])).toEqual([]);
});

test('that memberships are not shown is tried again after a day', () => {
  const sites = { most: 3, isTried: true, at: 1000 };
  expect(sitesToday({ ...NEW_BQN, sites }, 1000)).toBe(sites);
  expect(sitesToday({ ...NEW_BQN, sites }, 1000 + DAY)).toMatchObject({ most: 3, isTried: false });
  expect(sitesToday(NEW_BQN, 1000)).toBe(NEW_BQN.sites);
});

test('what the run before sent as well is looked at', () => {
  const fields = [{ field: 'policyRate', from: 'Gold', to: 'Lead' }];
  const what = 'policyRate=Lead';
  const suspects = (runs: number) =>
    suspicionOf({
      ...NEW_BQN,
      owned: owning({ subscriber: { '100.64.0.1': { missed: 1 }, '100.64.0.2': {} } }),
      rewrites: new Map([['subscriber 100.64.0.1', { what, runs }]]),
    });
  expect(suspects(1)(anUpdate({ fields }))).toBe(true);
  expect(suspects(2)(anUpdate({ fields })), 'it was looked at: somebody else writes it, too').toBe(false);
  expect(suspects(1)(anUpdate({ fields: [{ field: 'policyRate', from: 'Gold', to: 'VIP' }] }))).toBe(false);
  expect(suspects(1)(anUpdate({ fields, key: '100.64.0.2' }))).toBe(false);
  expect(suspects(1)(anUpdate({ kind: 'policy', key: 'Gold' }))).toBe(false);
  expect(suspects(1)(aCreation({ key: '100.64.0.2' }))).toBe(false);
  expect(suspects(1)({ ...aCreation({ key: '100.64.0.2' }), known: true })).toBe(true);
  expect([aDeletion({ key: '100.64.0.1' }), aDeletion({ key: '100.64.0.2' })].map(suspects(1))).toEqual([true, false]);
});
