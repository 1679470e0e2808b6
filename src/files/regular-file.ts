import { closeSync, constants, fstatSync, openSync, readFileSync, readSync, realpathSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { say } from '../text/language.ts';
import { isMissing } from './trouble.ts';
import { isOnlyOurs, isSystems, isTrustedOwner, linkOfAnother } from './trust.ts';

/** What lies at a path is not a file of ours: a pipe, a device, a folder, far too large, or laid by another user. */
export class NoRegularFile extends Error {
  override readonly name = 'NoRegularFile';
}

/** Whose file may be opened: one of root's or ours; or anybody's, where whoever asks looks at the owner himself. */
export type Whose = 'ours' | 'anybody';

/**
 * Opens a regular file of ours, and nothing that another user laid in its place: no file of theirs, no link of theirs,
 * no second name that they gave to another file of root's. A pipe that somebody left there would keep the program
 * waiting for ever, and a device has no end. Looked at by its descriptor, so that what is used is what was looked at.
 * @param flags such as O_RDONLY; with O_NOFOLLOW no link is followed, not even ours
 * @throws {NoRegularFile}, NodeJS.ErrnoException
 */
export function openRegularFile(path: string, flags: number, whose: Whose = 'ours', mode = 0o600): [number, Stats] {
  const isLinkless = (flags & constants.O_NOFOLLOW) !== 0;
  const target = whose === 'anybody' || isSystems(path) || isLinkless ? path : behindOurLinks(path);
  const nofollow = whose === 'ours' && !isSystems(path) ? constants.O_NOFOLLOW : 0;
  const file = openSync(target, flags | nofollow | constants.O_NONBLOCK, mode);
  try {
    const stat = fstatSync(file);
    const trouble = typeTrouble(stat) ?? (whose === 'ours' ? ownerTrouble(stat, target) : undefined);
    if (trouble !== undefined) throw new NoRegularFile(trouble);
    return [file, stat];
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function typeTrouble(stat: Stats): string | undefined {
  if (stat.isDirectory()) return say`it is a folder`;
  return stat.isFile() ? undefined : say`it is no regular file`;
}

function ownerTrouble(stat: Stats, path: string): string | undefined {
  if (!isTrustedOwner(stat)) return say`it belongs to another user (${stat.uid})`;
  // Where only we make entries a second name is a backup's.
  if (stat.nlink > 1 && !isOnlyOurs(dirname(path))) return say`it has a second name (a hard link)`;
  return undefined;
}

/** Where links of root's and of ours lead. @throws {NoRegularFile} for one of another user's, be it of a folder above */
export function behindOurLinks(path: string): string {
  const foreign = linkOfAnother(path);
  if (foreign !== undefined) throw new NoRegularFile(say`${foreign} is a link of another user's`);
  // Where nothing lies there, opening it says so.
  return behindLinks(path);
}

/** Where links lead, though nothing lies there yet. */
function behindLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (isMissing(error)) return path;
    throw error;
  }
}

/**
 * Reads a text file of ours, and nothing else.
 * @param limitBytes larger files are refused
 * @param look throws to refuse the file by owner or mode before it is read
 * @throws {NoRegularFile}, NodeJS.ErrnoException, and what `look` throws
 */
export function readRegularFile(
  path: string,
  limitBytes: number,
  look?: (stat: Stats) => void,
  whose: Whose = 'ours',
): string {
  return readOpened(openRegularFile(path, constants.O_RDONLY, whose), limitBytes, look).toString('utf8');
}

/** The same of bytes, such as what is packed. @throws {NoRegularFile}, NodeJS.ErrnoException */
export function readRegularBytes(path: string, limitBytes: number): Buffer {
  return readOpened(openRegularFile(path, constants.O_RDONLY), limitBytes);
}

function readOpened([file, stat]: [number, Stats], limitBytes: number, look: (stat: Stats) => void = () => {}): Buffer {
  return whileOpen(file, () => {
    if (stat.size > limitBytes) throw new NoRegularFile(say`it has ${stat.size} bytes, more than such a file can have`);
    look(stat);
    return readFileSync(file);
  });
}

/** What comes of a file that is open; whatever happens it is closed then. */
export function whileOpen<T>(file: number, act: () => T): T {
  try {
    return act();
  } finally {
    closeSync(file);
  }
}

/** As much of a file as has a line with its day, however many customers that names. In bytes. */
const BEGINNING = 4096;

/** What a file that is open begins with. */
export function beginningOf(file: number): string {
  const beginning = Buffer.alloc(BEGINNING);
  return beginning.toString('utf8', 0, readSync(file, beginning, 0, BEGINNING, 0));
}

/** Reads a text file of ours that need not be there. @returns undefined where it is not @throws as `readRegularFile` */
export function readIfThere(path: string, limitBytes: number): string | undefined {
  try {
    return readRegularFile(path, limitBytes);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
