import { constants, lstatSync, readFileSync, renameSync, rmSync, type Stats } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { replaceFile } from '../files/atomic-file.ts';
import { DamagedPack, packedLines } from '../files/line-stream.ts';
import { type Lock, LockHeld, takeLock } from '../files/lock.ts';
import { mayBePutAside, troubleOfOwnFile } from '../files/own-file.ts';
import { beginningOf, NoRegularFile, openRegularFile, readRegularBytes, whileOpen } from '../files/regular-file.ts';
import { fileTrouble } from '../files/trouble.ts';
import { isSystems } from '../files/trust.ts';
import { say } from '../text/language.ts';
import { DAY_S } from '../text/time-units.ts';
import {
  byMonth,
  damagedPackOf,
  endOf,
  MARK_BEGINS,
  markOf,
  monthOf,
  monthOfLine,
  packedAs,
  packedMonths,
  putAside,
} from './journal-files.ts';

/** What is not packed is packed beyond this; and in all no more is kept than that. In bytes. */
const LARGEST_UNPACKED = 5_000_000;
const LARGEST_IN_ALL = 50_000_000;
/** The largest that may be put aside unpacked, and some more: see journal.ts. In bytes. */
const LARGEST_PART = 64_000_000;
/** The journal names customers. */
const MODE = 0o600;

export interface Keeping {
  /** Unix time in s. */
  readonly now: number;
  /** How long what became of customers is kept, in s. */
  readonly keepS: number;
  /**
   * Unix time in s that the clock of the run before showed. A clock that has jumped ahead takes nobody's history: by age
   * nothing goes that would not go within a week of that run.
   */
  readonly before: number | undefined;
  readonly warn: (text: string) => void;
}

/** In s. */
const PLAUSIBLE_PAUSE_S = 7 * DAY_S;

/**
 * Packs what is of a past month, or has grown, and lets go of what is too old or too much. Whatever goes wrong is told, and
 * tried again in the next run.
 */
export async function tendJournal(journal: string, keeping: Keeping): Promise<void> {
  if (isSystems(journal)) return;
  let lock: Lock | undefined;
  try {
    if (putAside(journal).length > 0 || isDue(journal, keeping.now)) {
      // One journal may belong to several state files, each with a lock of its own.
      lock = takeLock(journal, () => {});
      await pack(journal, keeping);
    }
    letGo(journal, keeping);
  } catch (error) {
    if (error instanceof LockHeld) return;
    keeping.warn(say`--journal: ${journal} cannot be packed (${fileTrouble(error)})`);
  } finally {
    lock?.release();
  }
}

/** Whether the journal is to be packed: it begins in another month than this one, or has grown. */
function isDue(journal: string, now: number): boolean {
  const stat = lstatSync(journal, { throwIfNoEntry: false });
  if (stat === undefined || stat.size === 0 || troubleOfOwnFile(stat) !== undefined) return false;
  if (stat.size > LARGEST_UNPACKED) return true;
  const [file] = openRegularFile(journal, constants.O_RDONLY | constants.O_NOFOLLOW);
  const month = monthOfLine(whileOpen(file, () => beginningOf(file)));
  return month !== undefined && month !== monthOf(now);
}

async function pack(journal: string, keeping: Keeping): Promise<void> {
  // What an earlier run could not pack, or an older version left, goes first: it is older.
  for (const part of putAside(journal)) await packPart(journal, part, keeping);
  const aside = `${journal}.1`;
  if (!isDue(journal, keeping.now) || !mayBePutAside(journal, aside)) return;
  // From here on nobody writes to what is packed.
  renameSync(journal, aside);
  await packPart(journal, aside, keeping);
}

/** The part goes only after all its months are on disk; each of them knows what it has of it. */
async function packPart(journal: string, part: string, { now, warn }: Keeping): Promise<void> {
  const text = readPart(part);
  const mark = markOf(text);
  for (const [month, lines] of byMonth(text, now)) {
    const path = packedAs(journal, month);
    const before = await packedBefore(journal, path, warn);
    if (before.marks.has(mark)) continue;
    const added = gzipSync([mark, ...lines, ''].join('\n'));
    // Rather the end of a month than the whole of it too often.
    const isTooMuch = before.bytes.length + added.length > LARGEST_IN_ALL;
    replaceFile(path, isTooMuch ? added : Buffer.concat([before.bytes, added]), MODE);
  }
  rmSync(part);
}

/** @throws {NoRegularFile} for what is not ours to remove */
function readPart(part: string): string {
  const [file, stat] = openRegularFile(part, constants.O_RDONLY | constants.O_NOFOLLOW);
  return whileOpen(file, () => {
    refuseOthers(stat);
    if (stat.size > LARGEST_PART)
      throw new NoRegularFile(say`it has ${stat.size} bytes, more than such a file can have`);
    return readFileSync(file, 'utf8');
  });
}

function refuseOthers(stat: Stats): void {
  const trouble = troubleOfOwnFile(stat);
  if (trouble !== undefined) throw new NoRegularFile(trouble);
}

/** What lies packed of a month, to which more is to be added. */
interface Packed {
  readonly bytes: Buffer;
  /** Of what was packed into it. */
  readonly marks: ReadonlySet<string>;
}

async function packedBefore(journal: string, path: string, warn: (text: string) => void): Promise<Packed> {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return { bytes: Buffer.alloc(0), marks: new Set() };
  refuseOthers(stat);
  try {
    const marks = await marksIn(path);
    return { bytes: readRegularBytes(path, LARGEST_PART), marks };
  } catch (error) {
    if (!(error instanceof DamagedPack)) throw error;
    const bytes = await saved(path);
    const aside = damagedPackOf(journal);
    renameSync(path, aside);
    warn(say`--journal: ${path} is damaged; it is kept as ${aside} for 30 days, and what could be read of it goes on`);
    return { bytes, marks: new Set() };
  }
}

/** What can be unpacked of a damaged month, packed anew. */
async function saved(path: string): Promise<Buffer> {
  const blocks: Buffer[] = [];
  try {
    for await (const block of packedLines(path)) blocks.push(gzipSync(block));
  } catch {
    // From here on it is damaged.
  }
  return Buffer.concat(blocks);
}

/** What was packed into a month. @throws {DamagedPack} */
async function marksIn(path: string): Promise<ReadonlySet<string>> {
  const marks = new Set<string>();
  for await (const block of packedLines(path)) for (const mark of marksOf(block)) marks.add(mark);
  return marks;
}

/** The marks among whole lines. */
export function marksOf(block: Buffer): string[] {
  const marks: string[] = [];
  for (let at = block.indexOf(MARK_BEGINS); at >= 0; at = block.indexOf(MARK_BEGINS, at + 1))
    if (at === 0 || block[at - 1] === LINE_FEED) marks.push(block.toString('utf8', at, block.indexOf(LINE_FEED, at)));
  return marks;
}

const LINE_FEED = 10;

/** The time by which something is too old. */
export function soundClock({ now, before }: Pick<Keeping, 'now' | 'before'>): number {
  return before === undefined ? now : Math.min(now, before + PLAUSIBLE_PAUSE_S);
}

/** By age, and by size the oldest first. */
function letGo(journal: string, keeping: Keeping): void {
  const { keepS, warn } = keeping;
  const clock = soundClock(keeping);
  for (const { month, path } of packedMonths(journal)) if (endOf(month) + keepS < clock) removeOwn(path);
  const left = packedMonths(journal);
  let size = [journal, ...putAside(journal), ...left.map(({ path }) => path)].reduce(
    (sum, path) => sum + sizeOf(path),
    0,
  );
  for (const { month, path } of left) {
    if (size <= LARGEST_IN_ALL) return;
    const its = sizeOf(path);
    if (!removeOwn(path)) continue;
    size -= its;
    const most = LARGEST_IN_ALL / 1_000_000;
    warn(
      say`--journal: what became of customers in ${month} is removed, since more than ${most} MB would be kept in all`,
    );
  }
}

/** What another user laid under such a name is not ours to remove. */
function removeOwn(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined || troubleOfOwnFile(stat) !== undefined) return false;
  rmSync(path);
  return true;
}

function sizeOf(path: string): number {
  return lstatSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
