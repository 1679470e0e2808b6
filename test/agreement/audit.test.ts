import { expect, test } from 'vitest';
import { Agreed } from '../../src/agreement/agreed.ts';
import { defectLines } from '../../src/report/proof-lines.ts';
import type { Outcome } from '../../src/run/outcome.ts';
import { MemoryAgreement } from '../support/known.ts';
import { Quarter } from './quarter.ts';
import { Twins } from './twins.ts';

const WISHES = {
  ...({ dualStack: true, prune: 'owned', grace: 'none', conflict: 'skip', force: false } as const),
  ...{ factor: 'none', burst: false, status: 'none' },
};
const QUIET = { happenings: [], later: 0, refuses: 0 };
const HOURS_S = 3600;

/** A customer whose contract turns, whom a broken memory takes for one who is as before. */
const TURNS = {
  happenings: [{ what: 'contract turns', who: 3, other: 0, state: 'CA', prefix: '' } as const],
  later: 0,
  refuses: 0,
};

/** Says of everybody in agreement that they are still, whatever was read of their contract. */
class Forgetful extends MemoryAgreement {
  override read(label: string, name: string): Agreed | undefined {
    const found = super.read(label, name);
    if (found === undefined) return undefined;
    const { columns } = found;
    return new Agreed({ ...columns, contracts: columns.contracts.map(() => 999_999), keys: columns.keys.map(() => 2) });
  }
}

async function played(days: Parameters<Quarter['play']>[0], agreement: MemoryAgreement): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const twins = new Twins(agreement, (outcome) => outcomes.push(outcome));
  await new Quarter(WISHES).play(days, twins);
  return outcomes;
}

test('a look at everybody in every sixth hour finds nothing that was missed', async () => {
  const outcomes = await played([QUIET, TURNS, QUIET, { ...QUIET, later: 6 * HOURS_S }, QUIET], new MemoryAgreement());
  expect(outcomes.map(({ exitCode }) => exitCode)).toEqual(outcomes.map(() => 0));
  expect(outcomes.flatMap(({ bqns }) => bqns.flatMap(defectLines))).toEqual([]);
  const passed = outcomes.map(({ billing }) => (billing?.beyond?.logins ?? 0) > 0);
  // The first makes all, the second finds it made; the audit is the one before the last.
  expect(passed.slice(-3)).toEqual([true, false, true]);
});

test('what it finds is made, told, and a defect', async () => {
  const outcomes = await played([QUIET, TURNS, { ...QUIET, later: 6 * HOURS_S }], new Forgetful());
  const last = outcomes.at(-1);
  expect(last?.exitCode).toBe(1);
  expect(last?.bqns.flatMap(defectLines).join('\n')).toContain('would have missed (subscriber update 100.64.0.4');
  expect(last?.bqns[0]?.applied?.done.map(({ key }) => key)).toContain('100.64.0.4');
});

test('what was asked for the first of the two looks is not asked for the second: a contract may turn between them', async () => {
  const paid = {
    happenings: [{ what: 'contract turns', who: 8, other: 0, state: 'A', prefix: '' } as const],
    later: 6 * HOURS_S,
    refuses: 0,
  };
  const outcomes: Outcome[] = [];
  const quarter = new Quarter(WISHES);
  await quarter.play([QUIET, paid, QUIET], new Twins(new MemoryAgreement(), (outcome) => outcomes.push(outcome)));
  expect(outcomes.map(({ exitCode }) => exitCode)).toEqual(outcomes.map(() => 0));
  expect(outcomes.at(-2)?.bqns[0]?.applied?.done.map(({ key }) => key)).toContain('100.64.0.9');
  // Once by each of the twins.
  expect(quarter.asked).toEqual([9, 9]);
});
