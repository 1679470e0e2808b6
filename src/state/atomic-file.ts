import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';

/**
 * Puts `text` in place of a file at once: whoever reads it, or is killed, sees all of the old or all of the new.
 * @throws NodeJS.ErrnoException when the disk is full or the folder cannot be written; the old file is as it was
 */
export function replaceFile(path: string, text: string, mode: number): void {
  const draft = `${path}.${process.pid}.new`;
  try {
    const file = openSync(draft, 'w', mode);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Why a file could not be used, as a few words for people. */
export function fileTrouble(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'writing there is not allowed';
    case 'ENOENT':
    case 'ENOTDIR':
      return 'its folder does not exist';
    case 'EISDIR':
      return 'it is a folder';
    default:
      return code ?? String(error);
  }
}

/** Why a file at this path could not be replaced; undefined when it could. Leaves nothing behind. */
export function writingTrouble(path: string): string | undefined {
  const trial = `${path}.${process.pid}.trial`;
  try {
    if (existsSync(path) && statSync(path).isDirectory()) return 'it is a folder';
    writeFileSync(trial, 'trial');
    return undefined;
  } catch (error) {
    return fileTrouble(error);
  } finally {
    rmSync(trial, { force: true });
  }
}

/** Whether the path itself is a link, and not one of the system's own in /dev. */
export function isLink(path: string): boolean {
  return !path.startsWith('/dev/') && (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false);
}
