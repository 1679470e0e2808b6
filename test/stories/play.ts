import fc from 'fast-check';
import { expect } from 'vitest';
import { chapter } from './events.ts';
import { Story } from './story.ts';

/** Half of the suite's 5,000 stories: two files of tests, so that two cores play them. */
const HALF = 2500;
const LIMIT_MS = 500_000;

/** Plays stories until one breaks. One that there was no time for is a failure as well. @param part which half */
export async function playStories(part: 1 | 2): Promise<void> {
  const seed = fc.readConfigureGlobal().seed;
  await fc.assert(
    fc.asyncProperty(fc.array(chapter, { minLength: 3, maxLength: 6 }), async (chapters) => {
      expect(await new Story().play(chapters)).toBeUndefined();
    }),
    {
      ...(seed !== undefined && { seed: seed + part }),
      numRuns: Number(process.env['STORIES'] ?? HALF),
      interruptAfterTimeLimit: Number(process.env['STORIES_MS'] ?? LIMIT_MS),
      markInterruptAsFailure: process.env['STORIES_MS'] === undefined,
    },
  );
}
