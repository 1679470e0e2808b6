import fc from 'fast-check';
import { asCounterExample } from './counter-example.ts';
import { type Chapter, chapter } from './events.ts';
import { shorter } from './shorter.ts';
import { Story } from './story.ts';

/** Of random stories: short ones find what long ones find, and more of them are played in the same time. */
const stories = fc.array(chapter, { minLength: 3, maxLength: 6 });
const USUAL_STORIES = 300;
const LIMIT_MS = 500_000;
/**
 * A plan that the proof withholds is a defect that wronged nobody: a rare one is told, and more than one in this many is a
 * failure (test/README.md).
 */
const STORIES_A_WITHHELD = 1000;
const WITHHELD = 'the plan of changes was wrong';

/**
 * Plays stories of a seed, which moves from run to run: STORIES of them, of STORIES_SEED, or the one that STORIES_PATH
 * names. One that there was no time for is a failure as well.
 * @param part of how many files of tests, so that each core plays its own
 * @throws {Error} for the first story in which something is broken, or one in which the proof withheld something too often, made as short as it can be
 */
export async function playStories(part = 0, parts = 1): Promise<void> {
  const seed = Number(process.env['STORIES_SEED'] ?? Date.now() % 1_000_000_007) + part;
  const path = process.env['STORIES_PATH'];
  const numRuns = Math.ceil(Number(process.env['STORIES'] ?? USUAL_STORIES) / parts);
  const withheld: string[] = [];
  process.stdout.write(`stories of seed ${seed}\n`);
  const result = await fc.check(
    fc.asyncProperty(stories, async (chapters) => {
      const broken = await brokenIn(chapters);
      if (broken === undefined) return;
      if (path === undefined && broken.includes(WITHHELD)) {
        withheld.push(asCounterExample(broken, chapters));
        if (withheld.length <= Math.ceil(numRuns / STORIES_A_WITHHELD)) return;
      }
      throw new Error(broken);
    }),
    {
      seed,
      ...(path !== undefined && { path }),
      numRuns,
      interruptAfterTimeLimit: LIMIT_MS,
      markInterruptAsFailure: true,
    },
  );
  if (withheld.length > 0) process.stdout.write(`withheld by the proof:\n${withheld.join('\n')}\n`);
  if (result.failed) throw new Error(await explained(seed, result));
}

/** @returns what is broken in a story, and in which run; or what it was ended by */
async function brokenIn(chapters: readonly Chapter[]): Promise<string | undefined> {
  try {
    const broken = await new Story().play(chapters);
    return broken && `run ${broken.chapter + 1}: ${broken.what}`;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** What is broken, how it is played again alone, and how it is kept. */
async function explained(seed: number, result: fc.RunDetails<[Chapter[]]>): Promise<string> {
  if (result.counterexample === null) return `only ${result.numRuns} stories of seed ${seed} in ${LIMIT_MS / 1000} s`;
  const [first] = result.counterexample;
  const chapters = await shorter(first, async (story) => (await brokenIn(story)) !== undefined);
  const what = (await brokenIn(chapters)) ?? String(result.errorInstance);
  return [
    what,
    '',
    'This story alone:',
    `  npm test -- --seed ${seed} --path ${result.counterexamplePath ?? ''}`,
    '',
    'As it stands in test/stories/counter-examples.ts, behind a line that says what it was:',
    asCounterExample(what, chapters),
    '',
  ].join('\n');
}
