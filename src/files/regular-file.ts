import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { say } from '../text/language.ts';

/** What lies at a path is not a file that can be read: a pipe, a device, a folder, or far too large. */
export class NoRegularFile extends Error {
  override readonly name = 'NoRegularFile';
}

/**
 * Reads a text file, and nothing else: a pipe that somebody left there would keep the program waiting for ever, and a
 * device has no end. Looked at by its descriptor, so that what is read is what was looked at.
 * @param limitBytes larger files are refused
 * @param look throws to refuse the file by owner or mode before it is read
 * @throws {NoRegularFile}, NodeJS.ErrnoException, and what `look` throws
 */
export function readRegularFile(path: string, limitBytes: number, look: (stat: Stats) => void = () => {}): string {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(file);
    if (stat.isDirectory()) throw new NoRegularFile(say`it is a folder`);
    if (!stat.isFile()) throw new NoRegularFile(say`it is no regular file`);
    if (stat.size > limitBytes) throw new NoRegularFile(say`it has ${stat.size} bytes, more than such a file can have`);
    look(stat);
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}
