import { type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { say } from '../text/language.ts';

/** Bit of a folder in which only its owner may rename and remove an entry, as in /tmp. */
const STICKY = 0o1000;
const GROUP_MAY_WRITE = 0o020;
const OTHERS_MAY_WRITE = 0o002;

/** Whether a file or folder belongs to root or to us. */
export function isTrustedOwner({ uid }: Pick<Stats, 'uid'>): boolean {
  return uid === 0 || uid === (process.getuid?.() ?? uid);
}

/** Whether only root and we decide which entries a folder has; in a sticky one that holds for entries of our own. */
export function isTrustedFolder(folder: string): boolean {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat === undefined || !isTrustedOwner(stat)) return false;
  return (stat.mode & STICKY) !== 0 || !isOpenToOthers(stat);
}

/** @returns who else may write there, in a few words; undefined when nobody may */
export function writersBeside(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (!isTrustedOwner(stat)) return say`it belongs to user ${stat.uid}`;
  if (stat.isDirectory() && (stat.mode & STICKY) !== 0) return undefined;
  return isOpenToOthers(stat) ? say`mode ${(stat.mode & 0o7777).toString(8).padStart(4, '0')}` : undefined;
}

/** Files of a program, and their folders, that others could exchange: what they put there would run as us. */
export function exchangeable(paths: readonly string[]): string[] {
  const all = new Set(paths.flatMap((path) => [path, dirname(path)]));
  return [...all].flatMap((path) => {
    const writers = writersBeside(path);
    return writers === undefined ? [] : [`${path} (${writers})`];
  });
}

/** A group of root's is as good as root. */
function isOpenToOthers({ mode, gid }: Stats): boolean {
  return (mode & OTHERS_MAY_WRITE) !== 0 || ((mode & GROUP_MAY_WRITE) !== 0 && gid !== 0 && gid !== process.getgid?.());
}
