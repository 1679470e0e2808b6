import { lstatSync, readlinkSync, type Stats, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { say } from '../text/language.ts';

/** Bit of a folder in which only its owner may rename and remove an entry, as in /tmp. */
const STICKY = 0o1000;
const GROUP_MAY_WRITE = 0o020;
const OTHERS_MAY_WRITE = 0o002;
/** As many as Linux follows. */
const MOST_LINKS = 40;

/** Whether a file or folder belongs to root or to us. */
export function isTrustedOwner({ uid }: Pick<Stats, 'uid'>): boolean {
  return uid === 0 || uid === (process.getuid?.() ?? uid);
}

/** Whether a path is the system's own, such as /dev/stdout: not what lies deeper, as in /dev/shm, which is open to all. */
export function isSystems(path: string): boolean {
  return /^\/dev\/(?:[^/]+|(?:fd|pts)\/\d+)$/.test(path);
}

/** Whether only root and we decide which entries a folder has; in a sticky one that holds for entries of our own. */
export function isTrustedFolder(folder: string): boolean {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat === undefined || !isTrustedOwner(stat)) return false;
  return (stat.mode & STICKY) !== 0 || !isOpenToOthers(stat);
}

/** Whether nobody but root and us can make an entry in a folder, as anybody can in /tmp. */
export function isOnlyOurs(folder: string): boolean {
  const stat = statSync(folder, { throwIfNoEntry: false });
  return stat !== undefined && isTrustedOwner(stat) && !isOpenToOthers(stat);
}

/** @returns who else may put an entry into a folder or in its place, in a few words; undefined when nobody may */
export function writersBeside(folder: string): string | undefined {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  const here = writersOf(stat);
  if (here !== undefined) return here;
  const [above] = exchangeable([folder]);
  return above;
}

/**
 * Files that others could exchange or write to, with whatever of their way there lets them: the file, a link, a folder,
 * or one above it, up to the root. What they put there would run as us, or be believed by us.
 * @returns each as `path (who)`
 */
export function exchangeable(paths: readonly string[]): string[] {
  const found = new Map<string, string>();
  for (const path of new Set(paths.flatMap((each) => wayTo(resolve(each))))) {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    const writers = stat === undefined ? undefined : writersOf(stat);
    if (writers !== undefined) found.set(path, writers);
  }
  return [...found].map(([path, writers]) => `${path} (${writers})`);
}

/** The first link on the way to a path that neither root nor we laid; undefined where there is none. */
export function linkOfAnother(path: string): string | undefined {
  return wayTo(resolve(path)).find((each) => {
    const stat = lstatSync(each, { throwIfNoEntry: false });
    return stat?.isSymbolicLink() === true && !isTrustedOwner(stat);
  });
}

function writersOf(stat: Stats): string | undefined {
  if (!isTrustedOwner(stat)) return say`it belongs to user ${stat.uid}`;
  // Every link says 0777, which means nothing.
  if (stat.isSymbolicLink()) return undefined;
  // There only an entry's owner may exchange it, and that one is looked at by itself.
  if (stat.isDirectory() && (stat.mode & STICKY) !== 0) return undefined;
  return isOpenToOthers(stat) ? say`mode ${(stat.mode & 0o7777).toString(8).padStart(4, '0')}` : undefined;
}

/** The path, each folder above it, and the same for whatever links among them lead to. */
function wayTo(path: string, links = 0): string[] {
  const above = dirname(path);
  const way = above === path ? [] : wayTo(above, links);
  const stat = lstatSync(path, { throwIfNoEntry: false });
  const led =
    stat?.isSymbolicLink() === true && links < MOST_LINKS ? wayTo(resolve(above, readlinkSync(path)), links + 1) : [];
  return [...way, path, ...led];
}

/** A group of root's is as good as root. */
function isOpenToOthers({ mode, gid }: Stats): boolean {
  return (mode & OTHERS_MAY_WRITE) !== 0 || ((mode & GROUP_MAY_WRITE) !== 0 && gid !== 0 && gid !== process.getgid?.());
}
