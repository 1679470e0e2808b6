/**
 * `npm run stories [MINUTES] [SEED]`: random stories of many days until the minutes are over; the first in which something
 * is broken is made as short as it can be, and shown as it would stand in counter-examples.ts.
 */
import fc from 'fast-check';
import { synchronise } from '../../src/run/sync.ts';
import { asCounterExample } from './counter-example.ts';
import { type Chapter, chapter } from './events.ts';
import { shorter } from './shorter.ts';
import { type Runs, Story } from './story.ts';

const TOLD_EVERY = 100_000;
const [minutes = '5', seed = String(Date.now() % 1_000_000_007)] = process.argv.slice(2);
let runs = 0;
const counted: Runs = (settings, ports) => {
  runs++;
  if (runs % TOLD_EVERY === 0) process.stderr.write(`${runs} runs\n`);
  return synchronise(settings, ports);
};
const story = fc.asyncProperty(fc.array(chapter, { minLength: 3, maxLength: 40 }), async (chapters) => {
  const broken = await brokenIn(chapters);
  if (broken !== undefined) throw new Error(broken);
});

async function brokenIn(chapters: readonly Chapter[]): Promise<string | undefined> {
  const broken = await new Story(counted).play(chapters);
  return broken && `run ${broken.chapter + 1}: ${broken.what}`;
}

async function main(): Promise<void> {
  const result = await fc.check(story, {
    seed: Number(seed),
    numRuns: 100_000_000,
    interruptAfterTimeLimit: Number(minutes) * 60_000,
  });
  process.stdout.write(`seed ${seed}: ${result.numRuns} stories, ${runs} runs\n`);
  if (result.counterexample === null) return;
  const told = result.errorInstance instanceof Error ? result.errorInstance.message : String(result.errorInstance);
  const [first] = result.counterexample;
  const isThrown = (await brokenIn(first).catch(() => undefined)) === undefined;
  const chapters = isThrown ? first : await shorter(first, async (one) => (await brokenIn(one)) !== undefined);
  process.stdout.write(`${asCounterExample(isThrown ? told : ((await brokenIn(chapters)) ?? told), chapters)}\n`);
  process.exitCode = 1;
}

void main();
