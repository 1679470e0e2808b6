import { join } from 'node:path';
import { EMPTY, PART, single, sum, type Tally, vitestBeside } from '../tiers/tally.ts';
import { fetchNode, type PinnedVersion, VERSIONS } from './fetch.ts';

/** Whether the Nodes that are fetched run on this machine. */
export const ARE_FOR_US = process.platform === 'linux' && process.arch === 'x64';

/** The smoke test on every Node that the program supports, or on those of the majors that are named. */
export async function everyNode(majors: readonly string[], reports: string): Promise<Tally> {
  const versions = VERSIONS.filter((version) => majors.length === 0 || majors.includes(version.split('.')[0] ?? ''));
  if (!ARE_FOR_US) {
    process.stdout.write('These Nodes are for Linux on x86-64, as the box is: left out here.\n');
    return { ...EMPTY, skipped: versions.length };
  }
  const waiting = [...versions];
  let all = EMPTY;
  // Each mostly waits for one process or the other: two at a time.
  const lane = async () => {
    for (let version = waiting.shift(); version !== undefined; version = waiting.shift()) {
      const tally = await oneNode(version, reports);
      all = sum(all, tally);
    }
  };
  await Promise.all([lane(), lane()]);
  return all;
}

/** Makes the Nodes known to tests that look for them. What cannot be fetched is a failure later on, for `everyNode`. */
export function fetchAll(): void {
  if (!ARE_FOR_US) return;
  for (const version of VERSIONS) {
    try {
      fetchNode(version);
    } catch {}
  }
}

async function oneNode(version: PinnedVersion, reports: string): Promise<Tally> {
  try {
    const { path } = fetchNode(version);
    const env = { NODE_UNDER_TEST: path, NODE_VERSION_UNDER_TEST: version };
    const tally = await vitestBeside(['test/nodes/smoke.test.ts', PART], join(reports, `${version}.json`), env);
    process.stdout.write(`== Node ${version}: ${tally.passed} passed, ${tally.failed} failed\n`);
    return tally;
  } catch (error) {
    return single(`Node ${version}: ${error instanceof Error ? error.message : String(error)}`, false);
  }
}
