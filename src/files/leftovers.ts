import { lstatSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DAY_MS } from '../text/time-units.ts';
import { isTrustedFolder, isTrustedOwner } from './trust.ts';

/** What was put aside for somebody to look at holds customers or secrets, and is done with after this long. In ms. */
const KEPT_MS = 30 * DAY_MS;

/**
 * Removes files that were put aside long ago, where they are ours and lie where only we decide what lies there. What cannot
 * be removed stays: no run fails over it.
 * @param now Unix ms
 */
export function removeLeftovers(paths: readonly string[], now: number): void {
  for (const path of paths) if (isOver(path, now)) tryToRemove(path);
}

function tryToRemove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The next run tries again.
  }
}

function isOver(path: string, now: number): boolean {
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined || !stat.isFile() || !isTrustedOwner(stat) || !isTrustedFolder(dirname(path))) return false;
    return now - stat.mtimeMs > KEPT_MS;
  } catch {
    return false;
  }
}
