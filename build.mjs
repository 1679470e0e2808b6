// Bundles src/main.ts into dist/sync-ixc-bqn.js: one CommonJS file that needs nothing but Node 16.20 or later.
//
//   node build.mjs             writes dist/
//   node build.mjs --check     builds in memory and fails when dist/ differs
//   node build.mjs --artifact [FOLDER]
//                              lays out artifact/: what a release consists of, with licences, an SBOM and SHA256SUMS
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));
const bundlePath = join(root, 'dist', 'sync-ixc-bqn.js');
/** What goes along with the bundle and the wrapper. */
const DOCUMENTS = ['README.md', 'LEIAME.md', 'CHANGELOG.md', 'LICENSE'];
/** Without these it is no release. */
const NEEDED_DOCUMENTS = ['README.md', 'LICENSE'];

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
    charset: 'ascii',
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
      // Without these ky makes no AbortController a request, which nobody asks, and Node does not load its own fetch.
      'globalThis.AbortController': 'undefined',
      'globalThis.FormData': 'undefined',
      'globalThis.ReadableStream': 'undefined',
      // Without globalThis too, in ky and here: a bare name is a ReferenceError on Node 16.
      Request: 'ThinRequest',
      Response: 'ThinResponse',
      Headers: 'ThinHeaders',
    },
    inject: ['src/http/thin-classes.ts'],
  });
  refuseExternals(result.metafile);
  const [output] = result.outputFiles;
  const packages = packagesIn(result.metafile);
  const notices = licenceNotices(packages);
  const text = `${output.text}\n/*\n${notices.replaceAll('*/', '* /').trim()}\n*/\n`;
  // With one letter beyond Latin-1 V8 would keep and scan all of it in two bytes a letter.
  const wide = /[\u0100-\uffff]/.exec(text);
  if (wide !== null) throw new Error(`a letter beyond Latin-1 in the bundle: ${wide[0]}`);
  return { text, packages, notices };
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
 * The names of all packages of which something is in the bundle.
 * @param {import('esbuild').Metafile} metafile
 */
function packagesIn(metafile) {
  const names = Object.keys(metafile.inputs)
    .map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
    .filter((name) => name !== undefined);
  return [...new Set(names)].sort();
}

/**
 * The licences of all that is bundled ask for their text in every copy; the copy is this one file.
 * @param {readonly string[]} packages
 */
function licenceNotices(packages) {
  const notices = packages.map((name) => {
    const { version, license } = readJson(`node_modules/${name}/package.json`);
    return `${name} ${version} (${license})\n\n${licenceText(name)}`;
  });
  return ['This file contains the following packages.', ...notices].join(`\n\n${'-'.repeat(80)}\n`);
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

/**
 * What is in the bundle, as CycloneDX: the packages that esbuild took something from, which are not the ones that npm
 * calls dependencies. Without date or serial number, so that the same source gives the same file.
 * @param {readonly string[]} packages
 * @param {string} text
 */
function billOfMaterials(packages, text) {
  const { name, version, description, license } = readJson('package.json');
  const locked = readJson('package-lock.json').packages;
  const bundled = new Set(packages);
  const refOf = (/** @type {string} */ other) =>
    `pkg:npm/${other.replace('@', '%40')}@${locked[`node_modules/${other}`].version}`;
  const components = packages.map((other) => {
    const { version, license, integrity } = locked[`node_modules/${other}`];
    const [, sha512 = ''] = /^sha512-(.+)$/.exec(integrity ?? '') ?? [];
    return {
      type: 'library',
      'bom-ref': refOf(other),
      name: other,
      version,
      purl: refOf(other),
      licenses: [{ license: { id: license } }],
      ...(sha512 !== '' && { hashes: [{ alg: 'SHA-512', content: Buffer.from(sha512, 'base64').toString('hex') }] }),
    };
  });
  const ourRef = `pkg:npm/${name}@${version}`;
  const needsOf = (/** @type {string} */ other) =>
    Object.keys(locked[`node_modules/${other}`].dependencies ?? {}).filter((need) => bundled.has(need));
  const needed = new Set(packages.flatMap(needsOf));
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': ourRef,
        name,
        version,
        description,
        purl: ourRef,
        licenses: [{ license: { id: license } }],
        hashes: [{ alg: 'SHA-256', content: sha256(text) }],
      },
    },
    components,
    dependencies: [
      { ref: ourRef, dependsOn: packages.filter((other) => !needed.has(other)).map(refOf) },
      ...packages.map((other) => ({ ref: refOf(other), dependsOn: needsOf(other).map(refOf) })),
    ],
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}

/** @param {string | Buffer} content */
function sha256(content) {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * @param {string} folder
 * @param {Awaited<ReturnType<typeof bundle>>} built
 */
function writeArtifact(folder, { text, packages, notices }) {
  const missing = DOCUMENTS.filter((name) => !existsSync(join(root, name)));
  const needed = missing.filter((name) => NEEDED_DOCUMENTS.includes(name));
  if (needed.length > 0) throw new Error(`no release without ${needed.join(', ')}`);
  if (missing.length > 0) process.stderr.write(`left out, because not there: ${missing.join(', ')}\n`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const write = (/** @type {string} */ name, /** @type {string | Buffer} */ content, mode = 0o644) =>
    writeFileSync(join(folder, name), content, { mode });
  write('sync-ixc-bqn.js', text, 0o755);
  write('sync-ixc-bqn.sh', readFileSync(join(root, 'sync-ixc-bqn.sh')), 0o755);
  for (const name of DOCUMENTS) if (!missing.includes(name)) write(name, readFileSync(join(root, name)));
  write('THIRD-PARTY-LICENSES.txt', `${notices}\n`);
  write('sync-ixc-bqn.cdx.json', billOfMaterials(packages, text));
  const sums = readdirSync(folder)
    .sort()
    .map((name) => `${sha256(readFileSync(join(folder, name)))}  ${name}\n`);
  write('SHA256SUMS', sums.join(''));
}

const [mode, folder] = process.argv.slice(2);
const built = await bundle();
if (mode === '--artifact') {
  writeArtifact(folder ?? join(root, 'artifact'), built);
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
