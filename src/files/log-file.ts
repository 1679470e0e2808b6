import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { mayBePutAside, refuseForeignWay, troubleOfOwnFile } from './own-file.ts';
import { openRegularFile, whileOpen } from './regular-file.ts';
import { isSystems } from './trust.ts';

/** A file's size at which it is put aside, and how many are kept in all: 5 MB x 3 (src/report/README.md, "The log"). */
const LARGEST = 5_000_000;
const KEPT = 3;

/**
 * A log file that can fill no disk and survives being removed, filled or put aside: it is opened anew for each text.
 * A pipe that nobody reads is not waited for, and what another user laid there is neither followed nor written
 * (own-file.ts), since whoever may write in /tmp could let it point at any file of root's.
 */
export class LogFile {
  readonly #path: string;
  readonly #largest: number;

  /** @param largest size at which it is put aside, in bytes */
  constructor(path: string, largest = LARGEST) {
    this.#path = path;
    this.#largest = largest;
  }

  /** Makes the file where there is none. @throws what `append` would throw */
  test(): void {
    closeSync(this.#open());
  }

  /** @throws NodeJS.ErrnoException when nothing can be written there */
  append(text: string): void {
    for (const part of parts(text)) this.#appendPart(part);
  }

  #appendPart(text: string): void {
    const bytes = Buffer.from(text);
    let file = this.#open();
    try {
      const stat = fstatSync(file);
      const { size } = stat;
      if (stat.isFile() && size > 0 && size + bytes.length > this.#largest) {
        closeSync(file);
        if (size > this.#largest) tryTo(() => keepEnd(this.#path, size, this.#largest));
        this.#rotate();
        file = this.#open();
        // What cannot be put aside, as another user has laid something there, is kept by half rather than by no limit.
        if (fstatSync(file).size > 0) keepEnd(this.#path, fstatSync(file).size, this.#largest / 2);
      }
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    } finally {
      closeSync(file);
    }
  }

  #open(): number {
    const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW } = constants;
    const flags = O_APPEND | O_CREAT | O_WRONLY;
    // /dev/stdout is a link, and perhaps a pipe, that nobody but the system makes.
    if (isSystems(this.#path)) return openSync(this.#path, flags, 0o600);
    refuseForeignWay(this.#path);
    const [file, stat] = openRegularFile(this.#path, flags | O_NOFOLLOW);
    const trouble = troubleOfOwnFile(stat);
    if (trouble !== undefined) {
      closeSync(file);
      throw new Error(trouble);
    }
    // One that an older version or a shell made may be open to all; it names customers.
    if ((stat.mode & 0o077) !== 0) tryTo(() => fchmodSync(file, 0o600));
    return file;
  }

  #rotate(): void {
    const names = logsOf(this.#path);
    for (let age = KEPT - 1; age >= 1; age--) {
      const [younger = '', older = ''] = names.slice(age - 1, age + 1);
      if (mayBePutAside(younger, older)) tryTo(() => renameSync(younger, older));
    }
  }
}

/** A log and what of it was put aside, the youngest first. */
export function logsOf(path: string): readonly string[] {
  return Array.from({ length: KEPT }, (_none, age) => (age === 0 ? path : `${path}.${age}`));
}

/** Leaves only the end of a file, in whole lines. @param most in bytes */
function keepEnd(path: string, size: number, most: number): void {
  const [file] = openRegularFile(path, constants.O_RDWR | constants.O_NOFOLLOW);
  whileOpen(file, () => {
    const kept = Math.min(size, most);
    const end = Buffer.alloc(kept);
    const length = readSync(file, end, 0, kept, size - kept);
    const from = kept < size ? end.subarray(0, length).indexOf(LINE_FEED) + 1 : 0;
    ftruncateSync(file);
    writeSync(file, end, from, length - from, 0);
  });
}

const LINE_FEED = 10;

function tryTo(act: () => void): void {
  try {
    act();
  } catch {
    // Not there, or not ours: the log goes on.
  }
}

/** Whole lines, no part larger than a file may be. */
function parts(text: string): string[] {
  if (text.length <= LARGEST / 4) return [text];
  const found: string[] = [];
  let part = '';
  for (const line of text.split(/(?<=\n)/)) {
    if (part.length + line.length > LARGEST / 4) {
      found.push(part);
      part = '';
    }
    part += line;
  }
  return [...found, part];
}
