import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const WRAPPER = fileURLToPath(new URL('../../sync-ixc-bqn.sh', import.meta.url));

/** The last one that bash ran to its end, as boxes have it that get only a new program. */
export const WRAPPER_2 = fileURLToPath(new URL('wrapper-2/sync-ixc-bqn.sh', import.meta.url));

/** Edits the settings of a wrapper as a technician does: between single quotes, optional ones by taking away their `#`. */
export function editSettings(path: string, settings: Readonly<Record<string, string>>): void {
  let text = readFileSync(path, 'utf8');
  for (const [name, value] of Object.entries(settings)) {
    const line = new RegExp(`^#?(export )?${name}=.*$`, 'gm');
    const found = text.match(line)?.length ?? 0;
    if (found !== 1) throw new Error(`${name} stands ${found} times in ${path}`);
    text = text.replace(line, (_line, exported = '') => `${exported}${name}=${shellQuoted(value)}`);
  }
  writeFileSync(path, text);
}

function shellQuoted(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}
