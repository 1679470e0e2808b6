import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import {
  type BqnOptions,
  type BqnSimulator,
  type Isp,
  type IxcOptions,
  type IxcSimulator,
  startBqn,
  startIxc,
} from '../simulator/index.ts';

const BUNDLE = fileURLToPath(new URL('../../dist/sync-ixc-bqn.js', import.meta.url));

/** A run must end by itself well before this, in ms; a test that meets it has found a hang. */
const HANG_MS = 45_000;

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

/** An empty folder with the bundle in it and no node_modules in sight: the program as it is delivered. */
export interface Box {
  readonly folder: string;
  readonly bundle: string;
  readonly stateFile: string;
  readonly caFile: string;
  /** Runs the bundle. IXC, key and BQN come from the environment, as the wrapper gives them. */
  run(args?: readonly string[], options?: StartOptions): Promise<Run>;
  path(name: string): string;
}

export interface Systems {
  readonly ixc: IxcSimulator;
  readonly bqn: BqnSimulator;
}

/** Starts both systems and lays out a box that knows them. All of it ends with the test. */
export async function aBox(
  isp: Isp,
  options: { readonly ixc?: IxcOptions; readonly bqn?: BqnOptions } = {},
): Promise<Box & Systems> {
  const ixc = await startIxc(isp, options.ixc);
  onTestFinished(() => ixc.close());
  const bqn = await startBqn(options.bqn);
  onTestFinished(() => bqn.close());
  return { ...layOut(ixc, bqn), ixc, bqn };
}

/** A box for systems that the test started itself. */
export function layOut(ixc: IxcSimulator, bqn: BqnSimulator | undefined): Box {
  const folder = mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);
  const bundle = path('sync-ixc-bqn.js');
  copyFileSync(BUNDLE, bundle);
  const caFile = path('ixc-ca.pem');
  writeFileSync(caFile, ixc.certificate);
  const env = {
    // Where nothing but the shell's own folders is searched, as under cron.
    PATH: '/usr/bin:/bin',
    IXC_SERVER: ixc.host,
    IXC_KEY: ixc.key,
    IXC_BQN_IXC_CA: caFile,
    ...(bqn && { BQN_OAM_IP: bqn.host, BQN_REST_USER: bqn.user, BQN_REST_PW: bqn.password }),
  };
  return {
    folder,
    bundle,
    caFile,
    stateFile: path('sync-ixc-bqn.state.json'),
    path,
    run: (args = [], options = {}) =>
      startProcess(nodeUnderTest(), [bundle, ...args], {
        ...options,
        cwd: options.cwd ?? folder,
        env: { ...env, ...options.env },
      }),
  };
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
