import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, readJson } from './files.mjs';

/**
 * The licences of all that is bundled ask for their text in every copy; the copy is this one file.
 * @param {readonly string[]} packages
 */
export function licenceNotices(packages) {
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
      return readFileSync(join(ROOT, 'node_modules', name, file), 'utf8')
        .replaceAll('\r\n', '\n')
        .trim();
    } catch {}
  }
  throw new Error(`${name} is bundled but carries no licence text`);
}
