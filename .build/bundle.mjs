import { builtinModules } from 'node:module';
import { build } from 'esbuild';
import { ROOT, readJson } from './files.mjs';
import { HTTP_CLASSES, HTTP_CLASSES_MODULE } from './http-classes.mjs';
import { licenceNotices } from './licences.mjs';

/** src/entry.ts and all that it needs as one CommonJS text, with the licences of the packages in it. */
export async function bundle() {
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: ['src/entry.ts'],
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
      ...HTTP_CLASSES,
    },
    inject: [HTTP_CLASSES_MODULE],
  });
  refuseExternals(result.metafile);
  const [output] = result.outputFiles;
  if (output === undefined) throw new Error('esbuild made nothing of src/entry.ts');
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
