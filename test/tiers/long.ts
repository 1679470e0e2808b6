/**
 * `npm run test:long`, what nobody waits for: everything of `test/long/` (all faults through the bundle, 5,000 stories of the
 * bundle's seed, weeks, the package, the page in a browser, the alarms), a minute of fuzz, an unchanged run beside the last
 * release's, every supported Node. Of what the fast tier has tried from the source it plays a half, another one for another bundle.
 * `npm run test:long -- --whole` plays all of that, `-- --seed 7` the stories of that seed, `-- --seed random` of a new one,
 * `npm run test:long -- weeks` what has it in its path.
 */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { everyNode, fetchAll } from '../nodes/matrix.ts';
import { readAsked, storiesEnv } from './asked.ts';
import type { Part } from './parts.ts';
import { PART, ROOT, reportFolder, runs, single, vitest } from './tally.ts';
import { playTier } from './tier.ts';

const STORIES = 5000;
const FUZZ_MINUTES = 1;

const asked = readAsked(process.argv.slice(2));
const folder = reportFolder();
const report = (name: string) => join(folder, `${name}.json`);
const costs = asked.slowest ? { CPU_BY_TEST: folder } : {};

const faults: Part = {
  title: 'every fault through the bundle, weeks, the package, the page in a browser, the alarms',
  run() {
    // One of these tests is about the package with a Node in it.
    fetchAll();
    return vitest(['test/long/', '--exclude', 'test/long/stories/**', PART], report('long'), {
      ...costs,
      THROUGH: 'bundle',
    });
  },
};

const PLAYED_IN_PART = [
  ...['bundle', 'told', 'box', 'month'],
  // A third of their random cases.
  ...['bqn', 'http', 'ixc', 'listing', 'run', 'settings', 'state', 'text'],
];

/** Half of their files, or all: which half hangs on the seed, and so on the bundle. */
function playedInPart(): string[] {
  const files = PLAYED_IN_PART.flatMap((folder) =>
    readdirSync(join(ROOT, 'test', folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(test|isolated)\.ts$/.test(name))
      .map((name) => `test/${folder}/${name}`),
  );
  const isOfHalf = (file: string) => (createHash('sha256').update(`${asked.seed} ${file}`).digest()[0] ?? 0) % 2 === 0;
  return asked.whole ? files : files.filter(isOfHalf);
}

const variants: Part = {
  title: `${asked.whole ? 'all' : 'half'} of what the fast tier plays from the source, or a part of, through the bundle and whole`,
  run: () => vitest([...playedInPart(), PART], report('variants'), { ...costs, THROUGH: 'bundle' }),
};

const stories: Part = {
  title: `${STORIES} stories of seed ${asked.seed}`,
  run: () => vitest(['test/long/stories/', PART], report('stories'), { ...costs, ...storiesEnv(asked, STORIES) }),
};

const fuzz: Part = {
  title: `fuzz for ${FUZZ_MINUTES} minute`,
  run: () =>
    single('npm run fuzz', runs('npm', ['run', '--silent', 'fuzz', '--', String(FUZZ_MINUTES), String(asked.seed)])),
};

/** Of the CPU of the last release, so that a slow third does not creep in unseen; one that is not in this history is not measured. */
const MOST_CPU = 1.25;
const BENCH = ['--only', 'unchanged', '--sizes', '5000', '--rounds', '3', '--beside', 'none'];

const bench: Part = {
  title: `an unchanged run takes no more than ${MOST_CPU} of the last release's CPU (npm run bench)`,
  run: () =>
    single('npm run bench', runs('npm', ['run', '--silent', 'bench', '--', ...BENCH, '--no-worse', String(MOST_CPU)])),
};

const nodes: Part = { title: 'every supported Node (npm run nodes)', run: () => everyNode([], folder) };

const chosen: Part = {
  title: `long tests of ${asked.rest.join(' ')}`,
  run: () => vitest([...asked.rest.map((path) => `test/long/${path}`), PART], report('chosen'), costs),
};

await playTier({ asked, folder, whole: [faults, variants, stories, fuzz, bench, nodes], stories, chosen });
