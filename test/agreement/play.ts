import fc from 'fast-check';
import { chapter } from '../stories/events.ts';
import { Story } from '../stories/story.ts';
import { day, Quarter, wishes } from './quarter.ts';
import { Twins } from './twins.ts';

/** Fails with what differs between a run over all and one over a part. */
function same({ differences }: Twins): void {
  if (differences.length > 0) throw new Error(differences.slice(0, 5).join('\n'));
}

/** Quiet days of a quarter. @returns in how many runs somebody was passed over, and how many of these wrote something */
export async function playQuarters(runs: number): Promise<Twins['met']> {
  const met = { runs: 0, parts: 0, writes: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(day, { minLength: 3, maxLength: 12 }), wishes, async (days, asked) => {
      const twins = new Twins();
      await new Quarter(asked).play(days, twins);
      for (const key of ['runs', 'parts', 'writes'] as const) met[key] += twins.met[key];
      same(twins);
    }),
    { numRuns: runs },
  );
  return met;
}

/** Worse days of a town, in which hardly anybody is passed over. */
export async function playTowns(runs: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(chapter, { minLength: 3, maxLength: 8 }), async (chapters) => {
      const twins = new Twins();
      await new Story(twins.run).play(chapters);
      same(twins);
    }),
    { numRuns: runs },
  );
}
