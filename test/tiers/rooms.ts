import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Rooms of `src/` of which no branch goes untested, in the fast tier alone. Another one is another name here. */
export const COVERED_ROOMS: readonly string[] = ['billing', 'changes', 'customers', 'mapping', 'proof'];

/** Folders of tests that are called like the room of `src/` that they try, in the tests' own process. */
export function testedRooms(): readonly string[] {
  const rooms = new Set(foldersIn('src'));
  return foldersIn('test').filter((folder) => rooms.has(folder));
}

function foldersIn(folder: string): string[] {
  const entries = readdirSync(`${ROOT}${folder}`, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
