// Bundles src/main.ts into dist/sync-ixc-bqn.js: one CommonJS file that needs nothing but Node 16.20 or later.
//
//   node build.mjs           writes dist/
//   node build.mjs --check   builds in memory and fails when dist/ differs
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));
const bundlePath = join(root, 'dist', 'sync-ixc-bqn.js');

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

async function bundle() {
  const result = await build({
    absWorkingDir: root,
    entryPoints: ['src/main.ts'],
    outfile: 'dist/sync-ixc-bqn.js',
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    target: 'node16.20',
    charset: 'utf8',
    // Operators read stack traces, so the code stays as it was written.
    minify: false,
    legalComments: 'none',
    logLevel: 'warning',
    define: {
      __VERSION__: JSON.stringify(readJson('package.json').version),
      // ky finds its classes on globalThis; old Nodes have none, and new ones send every body through a stream.
      'globalThis.Request': 'ThinRequest',
      'globalThis.Response': 'ThinResponse',
      'globalThis.Headers': 'ThinHeaders',
    },
    inject: ['src/http/thin-classes.ts'],
  });
  refuseExternals(result.metafile);
  const [output] = result.outputFiles;
  return output.text + licenceNotices(result.metafile);
}

/** @param {import('esbuild').Metafile} metafile */
function refuseExternals(metafile) {
  const builtins = new Set([...builtinModules, ...builtinModules.map((name) => `node:${name}`)]);
  const externals = Object.values(metafile.outputs)
    .flatMap((output) => output.imports)
    .map((entry) => entry.path)
    .filter((path) => !builtins.has(path));
  if (externals.length > 0) throw new Error(`not in the bundle: ${externals.join(', ')}`);
}

/**
 * The licences of all that is bundled ask for their text in every copy; the copy is this one file.
 * @param {import('esbuild').Metafile} metafile
 */
function licenceNotices(metafile) {
  const packages = new Set(
    Object.keys(metafile.inputs)
      .map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
      .filter((name) => name !== undefined),
  );
  const notices = [...packages].sort().map((name) => {
    const { version, license } = readJson(`node_modules/${name}/package.json`);
    return `${name} ${version} (${license})\n\n${licenceText(name)}`;
  });
  const text = ['This file contains the following packages.', ...notices].join(`\n\n${'-'.repeat(80)}\n`);
  return `\n/*\n${text.replaceAll('*/', '* /').trim()}\n*/\n`;
}

/** @param {string} name */
function licenceText(name) {
  for (const file of ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license', 'LICENSE-MIT.txt', 'LICENCE']) {
    try {
      return readFileSync(join(root, 'node_modules', name, file), 'utf8')
        .replaceAll('\r\n', '\n')
        .trim();
    } catch {}
  }
  throw new Error(`${name} is bundled but carries no licence text`);
}

const text = await bundle();
if (process.argv.includes('--check')) {
  if (readFileSync(bundlePath, 'utf8') !== text) {
    process.stderr.write('dist/ differs from a fresh build: run "npm run build" and commit it.\n');
    process.exit(1);
  }
} else {
  rmSync(dirname(bundlePath), { recursive: true, force: true });
  mkdirSync(dirname(bundlePath), { recursive: true });
  writeFileSync(bundlePath, text, { mode: 0o755 });
}
