import { readdirSync } from 'node:fs';

/** The names of what lies in a folder, in their order; none where that cannot be known: whoever writes there is told what is wrong with it. */
export function listFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
