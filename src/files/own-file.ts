import { lstatSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { say } from '../text/language.ts';
import { linkOfAnother } from './trust.ts';

/**
 * The rule for the log, wherever it lies: it is a regular file, of this user, under one name, and no link that another user
 * laid leads to it. The same holds for the files that it is put aside as.
 * @returns what is against it, in a few words
 */
export function troubleOfOwnFile(stat: Stats): string | undefined {
  if (stat.isSymbolicLink()) return say`it is a link`;
  if (!stat.isFile()) return say`it is no regular file`;
  if (stat.uid !== (process.getuid?.() ?? stat.uid)) return say`it belongs to another user (${stat.uid})`;
  return stat.nlink > 1 ? say`it has a second name (a hard link)` : undefined;
}

/** A folder on the way that is another user's link would lead wherever that user likes. @throws Error */
export function refuseForeignWay(path: string): void {
  const foreign = linkOfAnother(dirname(path));
  if (foreign !== undefined) throw new Error(say`${foreign} is a link of another user's`);
}

/** Whether a log may take this name: nothing stands there, or an older log, or a link of whoever, which goes away. */
export function mayBePutAside(log: string, older: string): boolean {
  const [stat, there] = [log, older].map((path) => lstatSync(path, { throwIfNoEntry: false }));
  if (stat === undefined || troubleOfOwnFile(stat) !== undefined) return false;
  return there === undefined || there.isSymbolicLink() || troubleOfOwnFile(there) === undefined;
}
