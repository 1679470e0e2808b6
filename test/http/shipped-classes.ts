import { join } from 'node:path';
import { transform } from 'esbuild';
import type { Plugin } from 'vitest/config';
import { ROOT } from '../../.build/files.mjs';
import { HTTP_CLASSES, HTTP_CLASSES_MODULE } from '../../.build/http-classes.mjs';

const THIN = [...new Set(Object.values(HTTP_CLASSES).filter((name) => name.startsWith('Thin')))];

/**
 * Gives ky and our modules the classes that the bundle gives them, where a test run has Node's own otherwise: by the
 * same replacements, so that what is tested is what ships.
 */
export function shippedHttpClasses(): Plugin {
  const home = join(ROOT, HTTP_CLASSES_MODULE);
  return {
    name: 'shipped-http-classes',
    enforce: 'post',
    async transform(code, id) {
      if (id.startsWith(home) || !(id.includes('/node_modules/ky/') || id.startsWith(join(ROOT, 'src')))) return;
      const { code: replaced } = await transform(code, { define: HTTP_CLASSES, format: 'esm', target: 'esnext' });
      const used = THIN.filter((name) => replaced.includes(name));
      return used.length === 0 ? replaced : `import { ${used.join(', ')} } from ${JSON.stringify(home)};\n${replaced}`;
    },
  };
}
