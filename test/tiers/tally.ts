import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Counts of tests that really ran, out of the runner's own reports. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** For a part of the tests: the thresholds of coverage are for all of them. */
export const PART = '--coverage.enabled=false';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export const EMPTY: Tally = { passed: 0, failed: 0, skipped: 0 };

export function sum(one: Tally, other: Tally): Tally {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

export function reportFolder(): string {
  return mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-tests-'));
}

/** Runs vitest with what it prints shown, and counts what its report holds. A run that fails never counts as none. */
export function vitest(args: readonly string[], report: string, env: Readonly<Record<string, string>> = {}): Tally {
  return counted(runs('npx', vitestCommand(args, report), env), report);
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
  return counted(code === 0, report);
}

function vitestCommand(args: readonly string[], report: string): readonly string[] {
  const command = ['vitest', 'run', '--config', 'test/vitest.config.ts', ...args];
  return ['--no-install', ...command, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
}

function counted(ok: boolean, report: string): Tally {
  const tally = read(report);
  return ok || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

/** Whether a command, shown as it runs, ends well. */
export function runs(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): boolean {
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } });
  return status === 0;
}

/** The closing line of everything, and the exit code that goes with it. */
export function finish({ passed, failed, skipped }: Tally): void {
  if (skipped > 0) process.stdout.write(`\n${skipped} skipped\n`);
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

function read(report: string): Tally {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
      readFileSync(report, 'utf8'),
    ) as Readonly<Record<string, number>>;
    return {
      passed: numPassedTests ?? 0,
      failed: numFailedTests ?? 0,
      skipped: (numPendingTests ?? 0) + (numTodoTests ?? 0),
    };
  } catch {
    return EMPTY;
  }
}
