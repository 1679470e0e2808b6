// Bundles src/main.ts into dist/sync-ixc-bqn.js: one CommonJS file that needs nothing but Node 16.20 or later.
//
//   node build.mjs             writes dist/
//   node build.mjs --check     builds in memory and fails when dist/ differs
//   node build.mjs --artifact [FOLDER]
//                              lays out artifact/: what a release consists of, with licences, an SBOM and SHA256SUMS
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeArtifact } from './.build/artifact.mjs';
import { bundle } from './.build/bundle.mjs';
import { ROOT } from './.build/files.mjs';

const bundlePath = join(ROOT, 'dist', 'sync-ixc-bqn.js');

const [mode, folder] = process.argv.slice(2);
const built = await bundle();
if (mode === '--artifact') {
  writeArtifact(folder ?? join(ROOT, 'artifact'), built);
} else if (mode === '--check') {
  if (readFileSync(bundlePath, 'utf8') !== built.text) {
    process.stderr.write('dist/ differs from a fresh build: run "npm run build" and commit it.\n');
    process.exit(1);
  }
} else {
  rmSync(dirname(bundlePath), { recursive: true, force: true });
  mkdirSync(dirname(bundlePath), { recursive: true });
  writeFileSync(bundlePath, built.text, { mode: 0o755 });
}
