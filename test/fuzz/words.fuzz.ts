import { writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { selfSigned } from '../simulator/index.ts';
import { aListener, EACH_ASKED, expectHarmless, saidByRun, saidOnTerminal, saidWhenAsked } from '../support/outputs.ts';
import { aWorld, type WorldOptions } from '../support/world.ts';
import { Dice } from './chaos.ts';
import { forMinutes } from './for-minutes.ts';
import { aWord, layWords, turnBadly } from './words.ts';

/** How a run may be started whose words are looked at. */
const STYLES: readonly (readonly string[])[] = [
  [],
  ['-v'],
  ['-vv', '--force'],
  ['-vv', '--log-format', 'json'],
  ['--notify-names', '-v'],
  ['--dry-run', '-vv'],
  ['--prune', 'all', '--force'],
  ['--dual-stack', '--reduced', '--burst', '--force'],
];
const LANGUAGES = [[], ['--lang', 'pt']];
const LIMITS = ['--ixc-timeout', '3', '--bqn-timeout', '3', '--max-time', '20'];

test('no word of a server, a customer or a file reaches anybody but by the rule of its output', async (context) => {
  await forMinutes(context.signal, async (seed, onEnd) => {
    const dice = new Dice(seed * 2_654_435_761);
    const world = await aWorld(onEnd, await certificates(dice));
    const listener = await aListener(onEnd);
    if (dice.roll(2) === 0) await world.begin();
    layWords(world, dice);
    for (let round = 1 + dice.roll(3); round > 0; round--) {
      const args = [
        ...dice.one(STYLES),
        ...dice.one(LANGUAGES),
        ...LIMITS,
        ...settingsOf(dice, world.path('overrides.csv')),
      ];
      expectHarmless(await saidByRun(world, listener, args), args.join(' '));
      // Of a list that names another policy than the BQN holds nobody can know.
      world.bqn.forgetWrites();
      turnBadly(world, dice);
    }
    for (let turn = 2; turn > 0; turn--) {
      const asked = dice.one(EACH_ASKED);
      const args = [...dice.one(LANGUAGES), ...LIMITS];
      const word = aWord(dice).replaceAll('\0', '').slice(0, 5000);
      expectHarmless(await saidWhenAsked(world, asked, word, args), [asked, ...args].join(' '));
    }
    if (dice.roll(4) === 0)
      expectHarmless(await saidOnTerminal(world, [...dice.one(LANGUAGES), ...LIMITS, '-n', '-v']), 'a terminal');
    return '';
  });
});

/** Of servers that show one with words in it, or none but the usual. */
async function certificates(dice: Dice): Promise<WorldOptions> {
  if (dice.roll(4) > 0) return {};
  const edition = aWord(dice)
    .replace(/[\0\p{Cs}]/gu, '')
    .slice(0, 300);
  const certificate = await selfSigned({ edition });
  return { ixc: { certificate }, bqn: { certificate } };
}

/** What an operator, or whoever wrote a file for him, may have written. */
function settingsOf(dice: Dice, overrides: string): readonly string[] {
  const word = () =>
    aWord(dice)
      .replace(/[\0,\r\n]/g, '')
      .slice(0, 500);
  const lines = Array.from(
    { length: 3 },
    () =>
      `${word()},${dice.one(['open', 'slow', 'rate 1M/1M', `plan ${word()}`, word()])},2099-01-01,${word()},${word()}`,
  );
  writeFileSync(overrides, `login,what,until,by,why\n${lines.join('\n')}\n`);
  return dice.one([
    [],
    ['--overrides', overrides],
    ['--skip-login', word()],
    ['--bqn-fingerprint', 'ab'.repeat(32)],
    ['--ixc-fingerprint', 'ab'.repeat(32)],
    ['--skip-plan', word(), '--skip-site', word()],
  ]);
}
