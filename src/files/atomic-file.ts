import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { say } from '../text/language.ts';
import { listFolder } from './folder.ts';
import { behindOurLinks, whileOpen } from './regular-file.ts';
import { fileTrouble } from './trouble.ts';
import { isSystems, isTrustedFolder, isTrustedOwner } from './trust.ts';

/** What a killed run left of a draft is cleared away after this long, in ms. */
const DRAFT_EXPIRY_MS = 3_600_000;

/**
 * Puts a text, or bytes, in place of a file at once: whoever reads it, or is killed, sees all of the old or all of the new. A link
 * of ours stays one; a device such as /dev/null is written to and not replaced. In a folder where others may write, such
 * as node_exporter's, nothing that they laid there is followed, and no name can be guessed.
 * @param mode of the new file, whatever the umask is: who shall read it is the caller's word
 * @throws NodeJS.ErrnoException when the disk is full or the folder cannot be written; the old file is as it was
 */
export function replaceFile(path: string, text: string | Uint8Array, mode: number): void {
  const target = targetOf(path);
  if (target.kind === 'device') {
    writeInto(target.path, text);
    return;
  }
  removeOldDrafts(target.path);
  const { draft, file } = openDraft(target.path, mode);
  try {
    whileOpen(file, () => {
      fchmodSync(file, mode);
      writeFileSync(file, text);
      fsyncSync(file);
    });
    renameSync(draft, target.path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Why a file at this path could not be replaced; undefined when it could. Leaves nothing behind. */
export function writingTrouble(path: string): string | undefined {
  try {
    const target = targetOf(path);
    if (target.kind === 'device') return undefined;
    const { draft, file } = openDraft(target.path, 0o600);
    closeSync(file);
    rmSync(draft, { force: true });
    return undefined;
  } catch (error) {
    return fileTrouble(error);
  }
}

/** Whether the path itself is a link, and not one of the system's own in /dev. */
export function isLink(path: string): boolean {
  return !isSystems(path) && (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false);
}

interface Target {
  readonly kind: 'file' | 'device';
  readonly path: string;
}

/** @throws {NoRegularFile} where a link on the way is another user's, also behind one of ours */
function targetOf(path: string): Target {
  if (!isSystems(path)) behindOurLinks(dirname(path));
  const link = lstatSync(path, { throwIfNoEntry: false });
  const followed = link?.isSymbolicLink() === true && isOurLink(path, link) ? behindOurLinks(path) : path;
  const stat = followed === path && !isSystems(path) ? link : lstatSync(followed, { throwIfNoEntry: false });
  if (stat?.isDirectory() === true) throw Object.assign(new Error('EISDIR'), { code: 'EISDIR' });
  // A pipe or a link that somebody else laid is replaced: what goes into it would go to them.
  const isDevice = stat !== undefined && !stat.isFile() && !stat.isSymbolicLink() && isTrustedOwner(stat);
  return { kind: isDevice || isSystems(followed) ? 'device' : 'file', path: followed };
}

/** One that only root or we can have laid; in another's folder it may be exchanged between this look and the next. */
function isOurLink(path: string, link: { readonly uid: number }): boolean {
  return isTrustedOwner(link) && isTrustedFolder(dirname(path));
}

function openDraft(target: string, mode: number): { draft: string; file: number } {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  const draft = `${target}.${randomBytes(8).toString('hex')}.new`;
  return { draft, file: openSync(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode) };
}

function removeOldDrafts(target: string): void {
  const folder = dirname(target);
  const begins = `${basename(target)}.`;
  for (const name of listFolder(folder)) {
    if (!name.startsWith(begins) || !/^[0-9a-f]{16}\.new$/.test(name.slice(begins.length))) continue;
    const draft = join(folder, name);
    const stat = lstatSync(draft, { throwIfNoEntry: false });
    if (stat !== undefined && isTrustedOwner(stat) && Date.now() - stat.mtimeMs > DRAFT_EXPIRY_MS)
      rmSync(draft, { force: true });
  }
}

/** A pipe that nobody reads is an error and not something to wait for. */
function writeInto(path: string, text: string | Uint8Array): void {
  const { O_WRONLY, O_NONBLOCK, O_NOFOLLOW } = constants;
  // /dev/stdout is a link, that nobody but the system makes.
  const file = openSync(path, O_WRONLY | O_NONBLOCK | (isSystems(path) ? 0 : O_NOFOLLOW));
  whileOpen(file, () => {
    const stat = fstatSync(file);
    if (stat.isFile() && !isSystems(path)) throw new Error(say`it was exchanged while it was looked at`);
    writeFileSync(file, text);
  });
}
