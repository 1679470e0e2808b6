import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './files.mjs';

/** The manual in each language, by its name in dist/. */
const MANUALS = /** @type {const} */ ({ 'manual.en.md': 'en', 'manual.pt.md': 'pt' });

/** @returns {Promise<ReadonlyMap<string, string>>} text by file name */
export async function manuals() {
  const { manualOf } = await maker();
  const wrapper = readFileSync(join(ROOT, 'sync-ixc-bqn.sh'), 'utf8');
  return new Map(
    Object.entries(MANUALS).map(([name, language]) => {
      const source = readFileSync(join(ROOT, 'src', 'manual', name), 'utf8');
      return [name, manualOf({ language, source, wrapper })];
    }),
  );
}

/**
 * src/manual/manual.ts as a module that this Node can run.
 * @returns {Promise<typeof import('../src/manual/manual.ts')>}
 */
async function maker() {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['src/manual/manual.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error('esbuild made nothing of src/manual/manual.ts');
  return import(`data:text/javascript,${encodeURIComponent(output.text)}`);
}
