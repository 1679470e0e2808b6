import { test } from 'vitest';
import { playStories } from '../../stories/play.ts';

test('in no story is anybody under what is another’s, and each ends in agreement (second half)', {
  timeout: 600_000,
}, async () => {
  await playStories(1, 2);
});
