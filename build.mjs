// Compiles the scanner of listings, bundles src/entry.ts into dist/sync-ixc-bqn.js, one CommonJS file that needs nothing but Node 16.20 or later, and writes
// the manual of it in both languages.
//
//   node build.mjs             writes dist/
//   node build.mjs --check     builds in memory and fails when dist/ differs
//   node build.mjs --artifact [FOLDER]
//                              lays out artifact/: what a release consists of, with licences, an SBOM and SHA256SUMS
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeArtifact } from './.build/artifact.mjs';
import { bundle } from './.build/bundle.mjs';
import { ROOT } from './.build/files.mjs';
import { manuals } from './.build/manual.mjs';
import { SCANNER_CODE, scannerCode } from './.build/scanner.mjs';

const dist = join(ROOT, 'dist');

const [mode, folder] = process.argv.slice(2);
const scanner = await scannerCode();
if (mode !== '--check') {
  writeFileSync(join(ROOT, SCANNER_CODE), scanner);
} else if (scanner !== readFileSync(join(ROOT, SCANNER_CODE), 'utf8')) {
  refuse([SCANNER_CODE]);
}
const [built, manualTexts] = await Promise.all([bundle(), manuals()]);
const wanted = new Map([['sync-ixc-bqn.js', built.text], ...manualTexts]);
if (mode === '--artifact') {
  writeArtifact(folder ?? join(ROOT, 'artifact'), built, manualTexts);
} else if (mode === '--check') {
  const names = new Set([...wanted.keys(), ...(existsSync(dist) ? readdirSync(dist) : [])]);
  const differing = [...names].filter((name) => wanted.get(name) !== textIn(name));
  if (differing.length > 0) {
    refuse(differing.map((name) => `dist/${name}`));
  }
} else {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  for (const [name, text] of wanted) {
    writeFileSync(join(dist, name), text, { mode: name.endsWith('.js') ? 0o755 : 0o644 });
  }
}

/** @param {readonly string[]} files */
function refuse(files) {
  process.stderr.write(`not what a fresh build gives: ${files.join(', ')}. Run "npm run build" and commit it.\n`);
  process.exit(1);
}

/** @param {string} name */
function textIn(name) {
  const path = join(dist, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
