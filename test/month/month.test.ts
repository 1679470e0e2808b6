import { expect, test } from 'vitest';
import { isThroughBundle, sampled } from '../support/from-source.ts';
import { ACCIDENTS } from './accidents.ts';
import { playMonth } from './month.ts';
import { play } from './play.ts';

/** A small part of `npm run month`: the whole of it is in README.md beside this. */

// What takes longer than somebody waits for is played by the long tier.
test.runIf(isThroughBundle())('eight days of an ISP, a due day and a power cut among them, wake nobody', async () => {
  const { held, examples, putOff, blocked } = await playMonth(120, 8.5, { seed: 3 });
  expect(held, examples.join(', ')).toBe(0);
  expect(putOff).toBeGreaterThan(0);
  expect(blocked).toBeGreaterThan(0);
});

/** The last two stand in told/gate-companion.test.ts as well, at a smaller ISP. */
const ALL_SHORT = [
  '3 % are blocked every 12 minutes',
  'a plan of 15 % erodes by 40 % every five minutes',
  'a mass block of 30 % is mended for half of them',
  'accounting dies slowly: 2 % vanish every five minutes',
  'ten times as many are blocked as ever: 12 %',
  '19 % are blocked at once, and again after each hour',
  'a plan of 15 % is renamed, and at a thousandth of its speed',
];
const SHORT = sampled(ALL_SHORT, 4);

test.each(ACCIDENTS.filter(({ what }) => SHORT.includes(what)))('$what: stopped', async (accident) => {
  const result = await play({ ...accident, hours: 8 }, 338, 2);
  expect(result, JSON.stringify(result)).toMatchObject({ isStopped: true });
});

test('all that is tried is known', () => {
  expect(ACCIDENTS.filter(({ what }) => SHORT.includes(what))).toHaveLength(SHORT.length);
});
