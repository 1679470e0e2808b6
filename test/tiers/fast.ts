/**
 * `npm test`, what a person waits for: types, style, walls, the committed bundle; the pure rooms with every branch; the other
 * rooms, the bundle, the box, what people are told; stories of the bundle's seed; the oldest and the newest Node.
 * `npm test -- wrapper` runs only the tests with that in their path. README.md beside this folder has the rest.
 */
import { join } from 'node:path';
import { VERSIONS } from '../nodes/fetch.ts';
import { ARE_FOR_US, everyNode } from '../nodes/matrix.ts';
import { readAsked, storiesEnv } from './asked.ts';
import type { Part } from './parts.ts';
import { COVERED_ROOMS } from './rooms.ts';
import { PART, reportFolder, runs, single, sum, vitest, vitestBeside } from './tally.ts';
import { playTier } from './tier.ts';

const STORIES = 300;

const asked = readAsked(process.argv.slice(2));
const folder = reportFolder();
const report = (name: string) => join(folder, `${name}.json`);
const costs = asked.slowest ? { CPU_BY_TEST: folder } : {};
const rooms = COVERED_ROOMS.map((room) => `test/${room}/`);

const check: Part = {
  title: 'types, style, walls, committed bundle (npm run check)',
  run: () => single('npm run check', runs('npm', ['run', '--silent', 'check'])),
};

const pure: Part = {
  title: 'the pure rooms, with every branch of them',
  // Counting which branches ran makes whatever else these processes do longer: what counts none runs with the rest.
  run: () => vitest(rooms, report('rooms'), { ...costs, WHOLE_SUITE: 'yes' }),
};

const outside: Part = {
  title: 'the other rooms, the bundle, the box, what people are told',
  run() {
    const elsewhere = ['test/long/**', 'test/stories/**', ...rooms.map((room) => `${room}**`)];
    // Where the Nodes below do not run, the smoke test is for the one that is here.
    if (ARE_FOR_US) elsewhere.push('test/nodes/smoke.test.ts');
    return vitest([...elsewhere.flatMap((path) => ['--exclude', path]), PART], report('outside'), costs);
  },
};

const STORIES_ARGS = ['test/stories/', PART];
const storiesOptions = { ...costs, ...storiesEnv(asked, STORIES) };

const stories: Part = {
  title: `${STORIES} stories of seed ${asked.seed}`,
  run: () => vitest(STORIES_ARGS, report('stories'), storiesOptions),
};

const ends: Part = {
  title: `${STORIES} stories of seed ${asked.seed}, and every counter-example that was found; the oldest and the newest Node`,
  // Neither has work for two cores until its end.
  async run() {
    const majors = [VERSIONS[0], VERSIONS.at(-1)].map((version) => String(version?.split('.')[0]));
    const both = [vitestBeside(STORIES_ARGS, report('stories'), storiesOptions), everyNode(majors, folder)] as const;
    const [told, tried] = await Promise.all(both);
    return sum(told, tried);
  },
};

const chosen: Part = {
  title: `tests of ${asked.rest.join(' ')}`,
  run: () => vitest([...asked.rest, PART], report('chosen'), { ...costs, ...storiesEnv(asked, STORIES) }),
};

await playTier({ asked, folder, whole: [check, pure, outside, ends], stories, chosen });
