/**
 * `npm test`, what a person waits for: types, style, walls, the committed bundle; the rooms with every branch of the pure
 * ones; the bundle, the box, what people are told; stories of a moving seed; the oldest and the newest Node.
 * `npm test -- wrapper` runs only the tests with that in their path. README.md beside this folder has the rest.
 */
import { join } from 'node:path';
import { VERSIONS } from '../nodes/fetch.ts';
import { everyNode } from '../nodes/matrix.ts';
import { readAsked, storiesEnv } from './asked.ts';
import type { Part } from './parts.ts';
import { testedRooms } from './rooms.ts';
import { PART, reportFolder, runs, single, vitest } from './tally.ts';
import { playTier } from './tier.ts';

const STORIES = 300;

const asked = readAsked(process.argv.slice(2));
const folder = reportFolder();
const report = (name: string) => join(folder, `${name}.json`);
const costs = asked.slowest ? { CPU_BY_TEST: folder } : {};
const rooms = testedRooms().map((room) => `test/${room}/`);

const check: Part = {
  title: 'types, style, walls, committed bundle (npm run check)',
  run: () => single('npm run check', runs('npm', ['run', '--silent', 'check'])),
};

const pure: Part = {
  title: 'the rooms, with every branch of the pure ones',
  // Counting which branches ran makes whatever else these processes do longer.
  run: () => vitest(rooms, report('rooms'), { ...costs, WHOLE_SUITE: 'yes' }),
};

const outside: Part = {
  title: 'the bundle, the box, what people are told',
  run() {
    const elsewhere = ['test/long/', 'test/stories/', ...rooms].flatMap((path) => ['--exclude', `${path}**`]);
    return vitest([...elsewhere, PART], report('outside'), costs);
  },
};

const stories: Part = {
  title: `${STORIES} stories of seed ${asked.seed}, and every counter-example that was found`,
  run: () => vitest(['test/stories/', PART], report('stories'), { ...costs, ...storiesEnv(asked, STORIES) }),
};

const nodes: Part = {
  title: 'the oldest and the newest Node',
  run: () =>
    everyNode(
      [VERSIONS[0], VERSIONS.at(-1)].map((version) => String(version?.split('.')[0])),
      folder,
    ),
};

const chosen: Part = {
  title: `tests of ${asked.rest.join(' ')}`,
  run: () => vitest([...asked.rest, PART], report('chosen'), { ...costs, ...storiesEnv(asked, STORIES) }),
};

await playTier({ asked, folder, whole: [check, pure, outside, stories, nodes], stories, chosen });
