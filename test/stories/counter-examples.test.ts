import { expect, test } from 'vitest';
import { chaptersOf } from './counter-example.ts';
import { COUNTER_EXAMPLES } from './counter-examples.ts';
import { Story } from './story.ts';

for (const example of COUNTER_EXAMPLES) {
  test(`is mended and stays so: ${example.what}`, async () => {
    expect(await new Story().play(chaptersOf(example))).toBeUndefined();
  });
}
