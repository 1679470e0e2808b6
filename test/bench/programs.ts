import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { HTTP_CLASSES, HTTP_CLASSES_MODULE } from '../../.build/http-classes.mjs';
import { bundleOf, type Version } from './released.ts';

/** Programs run as processes of their own, with what they cost. */

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const OUT = join(ROOT, 'bench-out');
export const NODE = process.env['NODE_UNDER_TEST'] ?? process.execPath;

/** Far more than any run takes, in ms: a run that hangs must not keep the machine busy. */
const HANG_MS = 600_000;

const HELPERS = ['meter', 'bare-read', 'bare-write', 'growth-run', 'scan-run'] as const;

/** Plain JavaScript in `bench-out`, so that no start of tsx is counted. */
export async function buildHelpers(): Promise<void> {
  mkdirSync(OUT, { recursive: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: HELPERS.map((name) => `test/bench/${name}.ts`),
    outdir: OUT,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node16.20',
    logLevel: 'warning',
    outExtension: { '.js': '.cjs' },
  });
}

/** The bundle of a release, as a file; undefined where this clone's history lacks it. */
export function releasedFile(version: Version): string | undefined {
  const bundle = bundleOf(version, ROOT);
  if (bundle === undefined) return undefined;
  const file = join(OUT, `sync-ixc-bqn-${version}.js`);
  writeFileSync(file, bundle);
  return file;
}

/** Our own source as a bundle that notes nothing in its books: what they cost is only seen beside such a run. */
export async function bundleWithoutBooks(): Promise<string> {
  const outfile = join(OUT, 'without-books.js');
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['src/entry.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node16.20',
    charset: 'ascii',
    logLevel: 'warning',
    // Of another version nobody would be in agreement.
    define: { __VERSION__: JSON.stringify(readVersion()), ...HTTP_CLASSES },
    inject: [HTTP_CLASSES_MODULE],
    plugins: [
      {
        name: 'no books',
        setup: ({ onResolve }) =>
          onResolve({ filter: /\/(bookkeeping|harm-books)\.ts$/ }, ({ importer }) =>
            /\/src\/run\/[a-z-]+\.ts$/.test(importer) ? { path: join(ROOT, 'test/bench/no-books.ts') } : undefined,
          ),
      },
    ],
  });
  return outfile;
}

function readVersion(): string {
  return (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;
}

export function helper(name: (typeof HELPERS)[number]): string {
  return join(OUT, `${name}.cjs`);
}

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From the start of the process to its end. */
  readonly wallMs: number;
  /** What came on descriptor 3. */
  readonly aside: string;
}

export interface Cost {
  readonly wallMs: number;
  /** User and system, all threads. */
  readonly cpuMs: number;
  /** Peak resident set. */
  readonly peakMb: number;
}

export type Costly = Finished & Cost;

/** Runs a CommonJS program under the meter. @throws when it fails */
export async function runMetered(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Costly> {
  const finished = await runNode([helper('meter'), program, ...args], env);
  return { ...finished, ...(JSON.parse(finished.aside) as Omit<Cost, 'wallMs'>) };
}

/** @throws when it fails */
export function runNode(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(NODE, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    const parts: [string[], string[], string[]] = [[], [], []];
    [1, 2, 3].forEach((descriptor, index) => {
      child.stdio[descriptor]?.on('data', (chunk: Buffer) => parts[index]?.push(chunk.toString('utf8')));
    });
    const limit = setTimeout(() => child.kill('SIGKILL'), HANG_MS);
    let wallMs = 0;
    child.once('exit', () => {
      wallMs = performance.now() - started;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(limit);
      const [stdout, stderr, aside] = parts.map((part) => part.join(''));
      const finished = { code, wallMs, stdout: stdout ?? '', stderr: stderr ?? '', aside: aside ?? '' };
      if (code === 0) resolve(finished);
      else reject(new Error(`exit ${code} of ${args.join(' ')}\n${finished.stdout}${finished.stderr}`));
    });
  });
}
