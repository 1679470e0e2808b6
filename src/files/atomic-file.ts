import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { fileTrouble } from './trouble.ts';

/**
 * Puts `text` in place of a file at once: whoever reads it, or is killed, sees all of the old or all of the new. A link
 * stays one; a device such as /dev/null is written to and not replaced.
 * @throws NodeJS.ErrnoException when the disk is full or the folder cannot be written; the old file is as it was
 */
export function replaceFile(path: string, text: string, mode: number): void {
  const present = isForeignLink(path) ? undefined : statSync(path, { throwIfNoEntry: false });
  if (present !== undefined && !present.isFile()) {
    writeInto(path, text);
    return;
  }
  const target = present === undefined ? path : realpathSync(path);
  const draft = `${target}.${process.pid}.new`;
  try {
    // Whatever lies there is not ours, and is not written through.
    rmSync(draft, { force: true });
    const file = openSync(draft, 'wx', mode);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** A link that another user laid, to lead us to a file that only we may write: it is replaced and not followed. */
function isForeignLink(path: string): boolean {
  const link = lstatSync(path, { throwIfNoEntry: false });
  return link?.isSymbolicLink() === true && link.uid !== 0 && link.uid !== process.getuid?.();
}

/** A pipe that nobody reads is an error and not something to wait for. */
function writeInto(path: string, text: string): void {
  const file = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  try {
    writeFileSync(file, text);
  } finally {
    closeSync(file);
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
