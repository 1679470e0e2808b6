import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Counts of tests that really ran, out of the runner's own reports. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, each in a line of its own: what the closing lines name. */
  readonly failures: readonly string[];
}

/** For a part of the tests: the thresholds of coverage are for all of them. */
export const PART = '--coverage.enabled=false';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export const EMPTY: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };

export function sum(one: Tally, other: Tally): Tally {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
    failures: [...one.failures, ...other.failures],
  };
}

/** What is no test by itself: a command that goes well, or fails as `title`. */
export function single(title: string, ok: boolean): Tally {
  return ok ? { ...EMPTY, passed: 1 } : { ...EMPTY, failed: 1, failures: [title] };
}

export function reportFolder(): string {
  return mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-tests-'));
}

/** Runs vitest with what it prints shown, and counts what its report holds. A run that fails never counts as none. */
export function vitest(args: readonly string[], report: string, env: Readonly<Record<string, string>> = {}): Tally {
  return counted(runs('npx', vitestCommand(args, report), env), args, report);
}

/** The same side by side with others: what it prints is shown when it has ended. */
export async function vitestBeside(
  args: readonly string[],
  report: string,
  env: Readonly<Record<string, string>>,
): Promise<Tally> {
  const child = spawn('npx', vitestCommand(args, report), { cwd: ROOT, env: { ...process.env, ...env } });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => printed.push(chunk));
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  process.stdout.write(Buffer.concat(printed));
  return counted(code === 0, args, report);
}

function vitestCommand(args: readonly string[], report: string): readonly string[] {
  const command = ['vitest', 'run', '--config', 'test/vitest.config.ts', ...args];
  return ['--no-install', ...command, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
}

function counted(ok: boolean, args: readonly string[], report: string): Tally {
  const tally = read(report);
  if (ok || tally.failed > 0) return tally;
  // Coverage below its threshold, or a runner that did not get as far as a report.
  return sum(tally, single(`vitest ${args.join(' ')}: no test failed, the run did`, false));
}

/** Whether a command, shown as it runs, ends well. */
export function runs(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): boolean {
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } });
  return status === 0;
}

/** The heading of the closing lines: `.ci/run` shows those of both tiers once more at its end. */
const IN_SHORT = '=== in short';

/** The closing lines of everything, with what failed by name, and the exit code that goes with it. */
export function finish({ passed, failed, skipped, failures }: Tally): void {
  const lines = [IN_SHORT, ...failures.map((failure) => `  FAILED ${failure}`)];
  if (skipped > 0) lines.push(`${skipped} skipped`);
  process.stdout.write(`\n${lines.join('\n')}\n${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

/** What the runner's JSON says of a file of tests. */
interface FileResult {
  readonly name: string;
  readonly status: string;
  readonly message?: string;
  readonly assertionResults: readonly {
    readonly status: string;
    readonly fullName: string;
    readonly failureMessages?: readonly string[];
  }[];
}

interface Report {
  readonly numPassedTests?: number;
  readonly numPendingTests?: number;
  readonly numTodoTests?: number;
  readonly testResults?: readonly FileResult[];
}

function read(report: string): Tally {
  try {
    const { numPassedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
      readFileSync(report, 'utf8'),
    ) as Report;
    const failures = (testResults ?? []).flatMap(failuresOf);
    return {
      passed: numPassedTests ?? 0,
      failed: failures.length,
      skipped: (numPendingTests ?? 0) + (numTodoTests ?? 0),
      failures,
    };
  } catch {
    return EMPTY;
  }
}

function failuresOf({ name, status, message, assertionResults }: FileResult): readonly string[] {
  const file = relative(ROOT, name);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  // A file that could not be loaded has no tests at all.
  if (failed.length === 0 && status === 'failed') return [`${file}: ${firstLines(message)}`];
  return failed.map(({ fullName, failureMessages }) => `${file}: ${fullName}: ${firstLines(failureMessages?.[0])}`);
}

/** The first lines of what was thrown, in one. */
function firstLines(text = ''): string {
  return text.split('\n').slice(0, LINES).join(' | ').slice(0, MOST_CHARACTERS);
}

const LINES = 12;
const MOST_CHARACTERS = 700;
