import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';
import { ROOT } from './files.mjs';

const FOLDER = 'src/listing/scanner';
/** The same code as a module, so that whatever runs the source (tests, bench, tools) needs no compiler for it. */
export const SCANNER_CODE = `${FOLDER}/code.ts`;

/** src/listing/scanner/rows.ts as WebAssembly, as the text of a module that holds it. */
export async function scannerCode() {
  /** @type {Uint8Array | undefined} */
  let code;
  const { error, stderr } = await asc.main(
    [
      'rows.ts',
      '--outFile',
      'rows.wasm',
      '-O3',
      '--runtime',
      'stub',
      '--enable',
      'simd',
      '--noAssert',
      '--use',
      'abort=',
    ],
    {
      readFile: (name) => (name === 'rows.ts' ? readFileSync(join(ROOT, FOLDER, name), 'utf8') : null),
      writeFile(_name, contents) {
        if (typeof contents !== 'string') code = contents;
      },
      listFiles: () => [],
    },
  );
  if (error !== null || code === undefined) throw new Error(`the scanner cannot be compiled: ${stderr}`);
  const lines =
    Buffer.from(code)
      .toString('base64')
      .match(/.{1,110}/g) ?? [];
  return [
    '/** What `rows.ts` beside this is when it is compiled: written by the build, compared by `npm run check`. */',
    `export const SCANNER_CODE =`,
    `${lines.map((line) => `  '${line}'`).join(' +\n')};\n`,
  ].join('\n');
}
