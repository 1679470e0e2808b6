import { expect, test } from 'vitest';
import { chaptersOf } from './counter-example.ts';
import { COUNTER_EXAMPLES } from './counter-examples.ts';
import { Story } from './story.ts';

test.each(COUNTER_EXAMPLES)('is mended and stays so: $what', async (example) => {
  expect(await new Story().play(chaptersOf(example))).toBeUndefined();
});
