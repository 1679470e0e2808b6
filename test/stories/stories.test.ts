import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chapter } from './events.ts';
import { Story } from './story.ts';

test('in no story is anybody under what is another’s, and each ends in agreement', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(chapter, { minLength: 3, maxLength: 6 }), async (chapters) => {
      expect(await new Story().play(chapters)).toBeUndefined();
    }),
    {
      numRuns: Number(process.env['STORIES'] ?? '5000'),
      interruptAfterTimeLimit: Number(process.env['STORIES_MS'] ?? '500000'),
    },
  );
});
