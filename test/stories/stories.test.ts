import { test } from 'vitest';
import { playStories } from './play.ts';

test('in no story is anybody under what is another’s, and each ends in agreement', { timeout: 600_000 }, async () => {
  await playStories();
});
