/**
 * Everything, as CI runs it: types, style, the committed bundle, all tests, then the smoke test on every supported Node.
 * What comes first does not keep the rest from running. `npm test -- wrapper` runs only the tests with that in their path.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { everyNode, fetchAll } from '../nodes/matrix.ts';
import { EMPTY, finish, PART, reportFolder, runs, sum, type Tally, vitest } from './tally.ts';

const chosen = process.argv.slice(2);
const folder = reportFolder();
const STORIES = 'test/stories/**';
/** Tests that run the pure heart in their own process: only they can show which of its branches are tried. */
const PURE = [
  'address',
  'billing',
  'bqn',
  'changes',
  'fate',
  'ixc',
  'listing',
  'mapping',
  'report',
  'run',
  'state',
].map((room) => `test/${room}/`);
try {
  finish(
    chosen.length > 0
      ? vitest([...chosen, PART], join(folder, 'chosen.json'))
      : [check(), suite(), await nodes()].reduce(sum),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function check(): Tally {
  title('types, style, committed bundle (npm run check)');
  return runs('npm', ['run', '--silent', 'check']) ? { ...EMPTY, passed: 1 } : { ...EMPTY, failed: 1 };
}

function suite(): Tally {
  title('tests');
  // One of these tests is about the package with a Node in it.
  fetchAll();
  // Counting which branches ran makes whatever else these processes do longer, the stories three times as long.
  const pure = vitest(PURE, join(folder, 'pure.json'), { WHOLE_SUITE: 'yes' });
  const beside = [STORIES, ...PURE.map((path) => `${path}**`)];
  const rest = vitest([...beside.flatMap((path) => ['--exclude', path]), PART], join(folder, 'rest.json'));
  const stories = vitest(['test/stories', PART], join(folder, 'stories.json'));
  return [pure, rest, stories].reduce(sum);
}

function nodes(): Promise<Tally> {
  title('every supported Node (npm run nodes)');
  return everyNode([], folder);
}

function title(text: string): void {
  process.stdout.write(`\n=== ${text}\n`);
}
