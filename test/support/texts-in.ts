import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every text that the program left in its folder, a character a byte, by its path. */
export function textsIn(folder: string): [path: string, text: string][] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): [string, string][] => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return textsIn(path);
    const isOurs = entry.isFile() && !/\.(js|pem)$/.test(entry.name);
    return isOurs ? [[path, readFileSync(path, 'latin1')]] : [];
  });
}
