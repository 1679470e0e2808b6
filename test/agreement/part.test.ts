import { expect, test } from 'vitest';
import { playQuarters, playTowns } from './play.ts';
import { type Day, Quarter, type Wishes } from './quarter.ts';
import { Twins } from './twins.ts';

/** The long tier plays more of them. */
const RUNS = 8;

test('the plan for a part is the plan for the whole: what is written, noted and told', async () => {
  const met = await playQuarters(RUNS);
  expect(met.parts).toBeGreaterThan(met.runs / 4);
  expect(met.writes).toBeGreaterThan(met.parts / 5);
});

test('in stories of worse days, too', () => playTowns(RUNS));

const USUAL: Wishes = {
  ...{ dualStack: true, prune: 'owned', grace: 'none', conflict: 'skip', force: false },
  ...{ factor: 'none', burst: false, status: 'none' },
};
const QUIET: Day = { happenings: [], later: 0, refuses: 0 };

function dayOf(...happenings: Partial<Day['happenings'][number]>[]): Day {
  const usual = { what: 'moves', who: 0, other: 0, state: 'A', prefix: '' } as const;
  return { happenings: happenings.map((one) => ({ ...usual, ...one })), later: 0, refuses: 0 };
}

const everybody = Array.from({ length: 12 }, (_, who) => ({ what: 'contract turns', who, state: 'CA' }) as const);

/** What random days meet once in a hundred. */
test.each<[string, readonly Day[]]>([
  ['a group that is needed no more', [dayOf({ what: 'other prefix' }), QUIET, QUIET, QUIET, QUIET]],
  ['many who are blocked at once', [dayOf(...everybody), QUIET, dayOf({ what: 'moves' }), QUIET]],
  [
    'somebody at the address of another, who goes',
    [
      dayOf({ what: 'moves to another', who: 1, other: 2 }),
      QUIET,
      dayOf({ what: 'goes offline', who: 2 }),
      QUIET,
      QUIET,
    ],
  ],
  [
    'a block that is taken back',
    [
      dayOf({ what: 'contract turns', state: 'CA' }),
      QUIET,
      QUIET,
      dayOf({ what: 'contract turns', state: 'A' }),
      QUIET,
    ],
  ],
  ['a new day', [QUIET, { ...QUIET, later: 86_400 }, dayOf({ what: 'moves' }), QUIET]],
])('so it is with %s', async (_what, days) => {
  const twins = new Twins();
  await new Quarter(USUAL).play(days, twins);
  expect(twins.differences).toEqual([]);
  expect(twins.met.parts).toBeGreaterThan(0);
});
