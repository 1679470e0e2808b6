import { createHash, randomBytes } from 'node:crypto';
import { linkSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { maybe, number, object, type Read, text } from '../text/form.ts';
import { parseJson } from '../text/json.ts';
import { say } from '../text/language.ts';
import { readRegularFile } from './regular-file.ts';
import { fileTrouble } from './trouble.ts';

/**
 * Who holds a lock. A PID alone may have gone to another process since: `started` says when it began, in clock ticks since
 * the machine did, where /proc tells.
 */
const HOLDER = object({ pid: number, started: maybe(text), host: text, token: text });
type Holder = Read<typeof HOLDER>;

/** Another run is under way. */
export class LockHeld extends Error {
  override readonly name = 'LockHeld';
  constructor(path: string, pid: number) {
    super(say`Another run holds the lock ${path} (process ${pid}). It ends by itself; the next run takes over.`);
  }
}

export interface Lock {
  release(): void;
}

/** A holder on another machine cannot be looked at: after this long its run is over. In ms. */
const REMOTE_EXPIRY_MS = 3_600_000;
/** In bytes; ours has some two hundred. */
const LARGEST_LOCK = 4096;
/** Takers that meet over one stale lock. */
const ATTEMPTS = 5;

/**
 * Takes the lock that keeps two runs with one state file from writing at the same time. Where its folder cannot be
 * written, the lock is taken in the folder for temporary files.
 * @returns undefined when it can be taken nowhere, which is told to `warn`
 * @throws {LockHeld}
 */
export function takeLock(stateFile: string, warn: (text: string) => void): Lock | undefined {
  const beside = `${stateFile}.lock`;
  const name = createHash('sha256').update(stateFile).digest('hex').slice(0, 16);
  const temporary = join(tmpdir(), `sync-ixc-bqn-${name}`, 'lock');
  let trouble: unknown;
  for (const path of [beside, temporary]) {
    try {
      if (path === temporary) makeOwnFolder(dirname(path));
      return takeAt(path);
    } catch (error) {
      if (error instanceof LockHeld) throw error;
      trouble ??= error;
    }
  }
  warn(say`no lock can be taken at ${beside} (${fileTrouble(trouble)}): make sure that two runs never meet`);
  return undefined;
}

/** In a folder for everybody: one that another user laid there under this name would be theirs to empty and to fill. */
function makeOwnFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stat = lstatSync(folder);
  const isOwn = stat.isDirectory() && stat.uid === (process.getuid?.() ?? stat.uid) && (stat.mode & 0o077) === 0;
  if (!isOwn) throw new Error(say`${folder} is not this user's own folder`);
}

function takeAt(path: string): Lock {
  const token = randomBytes(12).toString('hex');
  const mine: Holder = { pid: process.pid, started: startOf(process.pid), host: hostname(), token };
  const draft = `${path}.${token}`;
  try {
    writeFileSync(draft, JSON.stringify(mine), { mode: 0o600, flag: 'wx' });
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const lock = { release: () => release(path, token) };
      // A link appears with its content, so nobody ever reads half a lock.
      if (tryLink(draft, path)) return lock;
      const holder = readHolder(path);
      if (holder !== undefined && isAlive(holder, path)) throw new LockHeld(path, holder.pid);
      if (takeOver(path, draft, holder?.token)) return lock;
    }
    throw new LockHeld(path, readHolder(path)?.pid ?? 0);
  } finally {
    rmSync(draft, { force: true });
  }
}

function tryLink(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Puts our lock in the place of one whose holder is gone. Only who makes the claim on that very lock may do so, and only
 * while it still lies there: of any number who meet over it, one gets it.
 */
function takeOver(path: string, draft: string, staleToken: string | undefined): boolean {
  const claim = `${path}.${staleToken ?? 'unreadable'}.claim`;
  if (!tryLink(draft, claim)) {
    const claimer = readHolder(claim);
    if (claimer === undefined || !isAlive(claimer, claim)) rmSync(claim, { force: true });
    return false;
  }
  try {
    if (readHolder(path)?.token !== staleToken) return false;
    renameSync(draft, path);
    return true;
  } finally {
    rmSync(claim, { force: true });
  }
}

function release(path: string, token: string): void {
  try {
    if (readHolder(path)?.token === token) rmSync(path, { force: true });
  } catch {
    // What cannot be removed is stale to the next run, since this process is gone by then.
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    const holder = HOLDER.read(parseJson(readRegularFile(path, LARGEST_LOCK)));
    return holder !== undefined && isToken(holder.token) ? holder : undefined;
  } catch {
    return undefined;
  }
}

/** It becomes a part of a path. */
function isToken(token: string): boolean {
  return /^[\w-]{1,64}$/.test(token);
}

function isAlive(holder: Holder, path: string): boolean {
  if (holder.host !== hostname()) return Math.abs(Date.now() - statSync(path).mtimeMs) < REMOTE_EXPIRY_MS;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' && sameStart(holder);
  }
  return sameStart(holder);
}

/** A process that started at another moment only has the number of the one that took the lock. */
function sameStart(holder: Holder): boolean {
  const started = startOf(holder.pid);
  return holder.started === undefined || started === undefined || started === holder.started;
}

/** Boot and start time of a process. Its name, in brackets, may hold blanks and brackets. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return start === undefined ? undefined : `${boot} ${start}`;
  } catch {
    return undefined;
  }
}
