import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ArmoredKey, fetchVerifiedNodeShasums, pickFileChecksumFromShasumsFile } from '@pnpm/crypto.shasums-file';
import type { NodeBinary } from './fetch.ts';

/**
 * Whether a Node is the one that Node's own release team built. What npm carries was pinned by us at some moment, and says no
 * more than that it has not changed since. The team signs a list of sums of its archives for every version; that list and its
 * signature are kept in `test/nodes/official/`, a folder for each version, and the keys of the team come with a package that
 * is pinned. In an archive whose sum is on the list lies the program that ours must be, byte for byte.
 */
const KEPT = fileURLToPath(new URL('./official/', import.meta.url));
const SUMS = 'SHASUMS256.txt';

export interface OfficialPlaces {
  /** Where the lists are kept, by version. */
  readonly kept?: string;
  /** Whose signatures count; the release team's unless told otherwise. */
  readonly keys?: readonly ArmoredKey[];
}

/** Whether the signed list of this version is kept. */
export function isKept(version: string, { kept = KEPT }: OfficialPlaces = {}): boolean {
  return [SUMS, `${SUMS}.sig`].every((name) => existsSync(join(kept, `v${version}`, name)));
}

/**
 * @param archive `node-v<version>-linux-x64.tar.gz`, from wherever: its sum decides
 * @throws {Error} when the signature is not the release team's, the archive is not on the list, or this Node is not in it
 */
export async function refuseUnofficial(
  { version, path }: Pick<NodeBinary, 'path'> & { readonly version: string },
  archive: string,
  { kept = KEPT, keys }: OfficialPlaces = {},
): Promise<void> {
  const list = join(kept, `v${version}`, SUMS);
  const sums = await fetchVerifiedNodeShasums(async (file) => new Response(readFileSync(String(file))), list, keys);
  const folder = `node-v${version}-linux-x64`;
  const wanted = pickFileChecksumFromShasumsFile(sums, `${folder}.tar.gz`);
  if (`sha256-${sumOf(archive)}` !== wanted) throw new Error(`${archive} is not the archive of Node ${version}`);
  const work = mkdtempSync(join(tmpdir(), 'official-node-'));
  try {
    const { status, stderr } = spawnSync('tar', ['-xzf', archive, '-C', work, `${folder}/bin/node`], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`tar: ${stderr}`);
    if (sumOf(join(work, folder, 'bin/node')) !== sumOf(path)) {
      throw new Error(`what npm carries as Node ${version} is not the program that Node's release team built`);
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function sumOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('base64');
}
