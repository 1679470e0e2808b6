import fc from 'fast-check';
import { asCounterExample } from './counter-example.ts';
import { type Chapter, chapter } from './events.ts';
import { Story } from './story.ts';

/** Of random stories: short ones find what long ones find, and more of them are played in the same time. */
const stories = fc.array(chapter, { minLength: 3, maxLength: 6 });
const USUAL_STORIES = 300;
const LIMIT_MS = 500_000;

/**
 * Plays stories of a seed, which moves from run to run: STORIES of them, of STORIES_SEED, or the one that STORIES_PATH
 * names. One that there was no time for is a failure as well.
 * @param part of how many files of tests, so that each core plays its own
 * @throws {Error} for the first story in which something is broken, made as short as it can be
 */
export async function playStories(part = 0, parts = 1): Promise<void> {
  const seed = Number(process.env['STORIES_SEED'] ?? Date.now() % 1_000_000_007) + part;
  const path = process.env['STORIES_PATH'];
  process.stdout.write(`stories of seed ${seed}\n`);
  const result = await fc.check(
    fc.asyncProperty(stories, async (chapters) => {
      const broken = await new Story().play(chapters);
      if (broken !== undefined) throw new Error(`run ${broken.chapter + 1}: ${broken.what}`);
    }),
    {
      seed,
      ...(path !== undefined && { path }),
      numRuns: Math.ceil(Number(process.env['STORIES'] ?? USUAL_STORIES) / parts),
      interruptAfterTimeLimit: LIMIT_MS,
      markInterruptAsFailure: true,
    },
  );
  if (result.failed) throw new Error(explained(seed, result));
}

/** What is broken, how it is played again alone, and how it is kept. */
function explained(seed: number, result: fc.RunDetails<[Chapter[]]>): string {
  if (result.counterexample === null) return `only ${result.numRuns} stories of seed ${seed} in ${LIMIT_MS / 1000} s`;
  const [chapters] = result.counterexample;
  const what = result.errorInstance instanceof Error ? result.errorInstance.message : String(result.errorInstance);
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
