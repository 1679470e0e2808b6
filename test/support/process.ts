import { type ChildProcess, spawn } from 'node:child_process';

/**
 * A run must end by itself well before this, in ms; a test that meets it has found a hang. What the wrapper starts stands
 * behind all others, and waits for minutes on a machine that is busy.
 */
const HANG_MS = 240_000;

/** What a finished process left behind. */
export interface Run {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, for looking something up wherever it was said. */
  readonly output: string;
}

export interface StartOptions {
  /** On top of the few variables that the box gives; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Told once the process runs, for sending it a signal. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** The Node that the bundle is tried on: this one, or the one that the matrix names. */
export function nodeUnderTest(): string {
  return process.env['NODE_UNDER_TEST'] ?? process.execPath;
}

/** Starts a process, collects what it says and waits for its end. */
export function startProcess(command: string, args: readonly string[], options: StartOptions): Promise<Run> {
  return new Promise((resolve, reject) => {
    const env = Object.fromEntries(Object.entries(options.env ?? {}).filter(([, value]) => value !== undefined));
    const child = spawn(command, args, { cwd: options.cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const stdout: string[] = [];
    const stderr: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => stdout.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the run hangs:\n${stdout.join('')}${stderr.join('')}`));
    }, HANG_MS);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(limit);
      const [out, err] = [stdout.join(''), stderr.join('')];
      resolve({ code, signal, stdout: out, stderr: err, output: out + err });
    });
    options.onStart?.(child);
  });
}
