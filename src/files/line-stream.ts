import { closeSync, constants, createReadStream, fstatSync, type Stats } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { say } from '../text/language.ts';
import { openRegularFile } from './regular-file.ts';

/** What is read at once, in bytes: large enough that Node's own work for each piece does not count. */
const PIECE = 1_000_000;
/** No line of ours is as long; one that is would fill the memory. In bytes. */
const LONGEST_LINE = 32_000_000;
const LINE_FEED = 10;

/** What a packed file unpacks to is not what was packed: it was cut short, or is something else. */
export class DamagedPack extends Error {
  override readonly name = 'DamagedPack';
  constructor() {
    super(say`it is damaged`);
  }
}

/**
 * The whole lines of a file of ours that gzip packed, some megabytes of them at a time, so that it may be of any length. A
 * line that is longer than any of ours, and the half of one at the end, are let go.
 * @param look may refuse the file, by throwing, before it is read
 * @throws {DamagedPack} after what could be unpacked, {NoRegularFile}, NodeJS.ErrnoException
 */
export async function* packedLines(path: string, look: (stat: Stats) => void = () => {}): AsyncGenerator<Buffer> {
  const [file] = openRegularFile(path, constants.O_RDONLY);
  try {
    look(fstatSync(file));
  } catch (error) {
    closeSync(file);
    throw error;
  }
  const pieces = createReadStream(path, { fd: file, highWaterMark: PIECE });
  const unpacked = createGunzip({ chunkSize: PIECE });
  // What goes wrong is thrown where the pieces are awaited.
  pipeline(pieces, unpacked, () => {});
  try {
    yield* wholeLines(unpacked);
  } catch (error) {
    throw isOfGzip(error) ? new DamagedPack() : error;
  }
}

function isOfGzip(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}

/** Blocks of whole lines, each with its line feed. */
async function* wholeLines(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  let length = 0;
  for await (const piece of pieces) {
    const first = piece.indexOf(LINE_FEED);
    const isWithin = length <= LONGEST_LINE;
    length = first < 0 ? length + piece.length : piece.length - piece.lastIndexOf(LINE_FEED) - 1;
    if (first < 0) {
      // Of a line that is too long nothing is kept, and its length tells so until it ends.
      begun = length <= LONGEST_LINE ? [...begun, piece] : [];
      continue;
    }
    const last = piece.lastIndexOf(LINE_FEED);
    if (isWithin) yield Buffer.concat([...begun, piece.subarray(0, first + 1)]);
    if (last > first) yield piece.subarray(first + 1, last + 1);
    begun = last + 1 < piece.length ? [piece.subarray(last + 1)] : [];
  }
}
