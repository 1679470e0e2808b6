import { test } from 'vitest';
import { playStories } from '../../stories/play.ts';

test('in no story is anybody under what is another’s, and each ends in agreement (first half)', {
  timeout: 600_000,
}, async () => {
  await playStories(0, 2);
});
