import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { billOfMaterials } from './bill-of-materials.mjs';
import { ROOT, sha256 } from './files.mjs';
import { besideEachOther } from './links.mjs';

/** What goes along with the bundle and the wrapper. */
const DOCUMENTS = ['README.md', 'LEIAME.md', 'CHANGELOG.md', 'LICENSE'];
/** For Prometheus, Zabbix and Grafana. */
const MONITORING = 'src/monitoring';
/** Without these it is no release. */
const NEEDED_DOCUMENTS = ['README.md', 'LEIAME.md', 'LICENSE'];

/**
 * Lays out what a release consists of.
 * @param {string} folder
 * @param {Awaited<ReturnType<typeof import('./bundle.mjs').bundle>>} built
 * @param {ReadonlyMap<string, string>} manuals text by file name
 */
export function writeArtifact(folder, { text, packages, notices }, manuals) {
  const missing = DOCUMENTS.filter((name) => !existsSync(join(ROOT, name)));
  const needed = missing.filter((name) => NEEDED_DOCUMENTS.includes(name));
  if (needed.length > 0) throw new Error(`no release without ${needed.join(', ')}`);
  if (missing.length > 0) process.stderr.write(`left out, because not there: ${missing.join(', ')}\n`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const write = (/** @type {string} */ name, /** @type {string | Buffer} */ content, mode = 0o644) =>
    writeFileSync(join(folder, name), content, { mode });
  write('sync-ixc-bqn.js', text, 0o755);
  write('sync-ixc-bqn.sh', readFileSync(join(ROOT, 'sync-ixc-bqn.sh')), 0o755);
  const documents = DOCUMENTS.filter((name) => !missing.includes(name));
  const monitoring = readdirSync(join(ROOT, MONITORING));
  const names = new Set([...documents, ...manuals.keys(), ...monitoring]);
  for (const name of documents) write(name, besideEachOther(readFileSync(join(ROOT, name), 'utf8'), names));
  for (const [name, manual] of manuals) write(name, besideEachOther(manual, names));
  for (const name of monitoring) write(name, readFileSync(join(ROOT, MONITORING, name)));
  write('THIRD-PARTY-LICENSES.txt', `${notices}\n`);
  write('sync-ixc-bqn.cdx.json', billOfMaterials(packages, text));
  const sums = readdirSync(folder)
    .sort()
    .map((name) => `${sha256(readFileSync(join(folder, name)))}  ${name}\n`);
  write('SHA256SUMS', sums.join(''));
}
