import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { decidedIn } from './decisions.ts';

/** The approved page: what was decided in random situations when somebody last looked at it (test/README.md). */
const PAGE = fileURLToPath(new URL('decisions.txt', import.meta.url));
const RENEW = 'RENEW_DECISIONS=1 npx vitest run --config test/vitest.config.ts test/changes/decisions.test.ts';

/** Situations by their seed. Another one is a heading of its own, with nothing under it until the page is renewed. */
function situationsOn(page: string): [seed: number, lines: string[]][] {
  return page
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [seed, ...lines] = part.trimEnd().split('\n');
      return [Number(seed), lines];
    });
}

async function renewed(page: string): Promise<string> {
  const [top = ''] = page.split(/^## /m);
  const parts = await Promise.all(
    situationsOn(page).map(async ([seed]) => [`## ${seed}`, ...(await decidedIn(seed)), '', ''].join('\n')),
  );
  return `${top}${parts.join('').trimEnd()}\n`;
}

if (process.env['RENEW_DECISIONS'] === '1') writeFileSync(PAGE, await renewed(readFileSync(PAGE, 'utf8')));

test.each(situationsOn(readFileSync(PAGE, 'utf8')))(
  'decides in situation %i as it was approved',
  async (seed, lines) => {
    expect(await decidedIn(seed), `decisions.txt says otherwise; where it is meant, ${RENEW}`).toEqual(lines);
  },
);
