import { join } from 'node:path';
import { fetchNode, type PinnedVersion, VERSIONS } from './fetch.ts';
import { EMPTY, PART, sum, type Tally, vitest } from './tally.ts';

const ARE_FOR_US = process.platform === 'linux' && process.arch === 'x64';

/** The smoke test on every Node that the program supports, or on those of the majors that are named. */
export function everyNode(majors: readonly string[], reports: string): Tally {
  const versions = VERSIONS.filter((version) => majors.length === 0 || majors.includes(version.split('.')[0] ?? ''));
  if (!ARE_FOR_US) {
    process.stdout.write('These Nodes are for Linux on x86-64, as the box is: left out here.\n');
    return { ...EMPTY, skipped: versions.length };
  }
  return versions.map((version) => oneNode(version, reports)).reduce(sum, EMPTY);
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

function oneNode(version: PinnedVersion, reports: string): Tally {
  process.stdout.write(`\n== Node ${version}\n`);
  try {
    const { path } = fetchNode(version);
    const env = { NODE_UNDER_TEST: path, NODE_VERSION_UNDER_TEST: version };
    return vitest(['test/nodes/smoke.test.ts', PART], join(reports, `${version}.json`), env);
  } catch (error) {
    process.stdout.write(`Node ${version}: ${error instanceof Error ? error.message : String(error)}\n`);
    return { ...EMPTY, failed: 1 };
  }
}
