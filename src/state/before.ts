import { closeSync, constants, existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  type BqnState,
  type BqnSubscriber,
  readGroup,
  readPolicy,
  readSubscriber,
  UnreadableItem,
} from '../bqn/resources.ts';
import { replaceFile } from '../files/atomic-file.ts';
import { NoRegularFile, openRegularFile, readRegularBytes } from '../files/regular-file.ts';
import { isMissing, readingTrouble } from '../files/trouble.ts';
import { isObject, type JsonObject, parseJson } from '../text/json.ts';
import { say } from '../text/language.ts';

/** What stood on a BQN before this program wrote to it, as it lies on the disk. */
export interface Before {
  /** What the BQN was called then. */
  readonly label: string;
  /** SHA-256 of the certificate that it showed; undefined where none was known. */
  readonly fingerprint: string | undefined;
  /** Unix time in s. */
  readonly at: number;
  readonly state: BqnState;
}

/** The file is none of this program's, or not whole. The message says what is wrong with it. */
export class BeforeUnreadable extends Error {
  override readonly name = 'BeforeUnreadable';
}

const PROGRAM = 'sync-ixc-bqn before';
const VERSION = 1;
/** Customers stand in it. */
const MODE = 0o600;
/** In bytes, as it lies there and unpacked: 100,000 subscribers with all their fields are 50 MB. */
const LARGEST_PACKED = 64_000_000;
const LARGEST = 300_000_000;

/** Which file keeps what stood on a BQN. @param file its name, where the books know it */
export function beforeFile(stateFile: string, label: string, file = nameFor(label)): string {
  return join(dirname(stateFile), basename(file));
}

function nameFor(label: string): string {
  return `sync-ixc-bqn.before.${inFileName(label)}.json.gz`;
}

/** A BQN's label in the name of a file. No character of it may lead elsewhere: `[2001:db8::1]:3443`. */
export function inFileName(label: string): string {
  return label.replace(/[^A-Za-z0-9.-]/g, '_');
}

export function isBeforeName(name: string): boolean {
  return /^sync-ixc-bqn\.before\.[\w.-]+\.json\.gz$/.test(name);
}

/**
 * Keeps what stands on a BQN, once: what was kept before stays, whatever stands there now.
 * @returns the name of the file
 * @throws NodeJS.ErrnoException, NoRegularFile
 */
export function keepBefore(stateFile: string, { label, fingerprint, at, state }: Before): string {
  const path = beforeFile(stateFile, label);
  if (isKept(path)) return basename(path);
  const kept = {
    program: PROGRAM,
    version: VERSION,
    bqn: label,
    fingerprint,
    at,
    policies: [...state.policies.values()].map(({ listed }) => listed),
    subscribers: [...state.subscribers.values()].map(listedAs),
    groups: [...state.groups.values()].map(({ listed }) => listed),
  };
  replaceFile(path, gzipSync(JSON.stringify(kept)), MODE);
  return basename(path);
}

/** What another user laid under that name keeps nothing, and is replaced. */
function isKept(path: string): boolean {
  try {
    const [file] = openRegularFile(path, constants.O_RDONLY);
    closeSync(file);
    return true;
  } catch (error) {
    if (isMissing(error) || error instanceof NoRegularFile) return false;
    throw error;
  }
}

/** As the BQN lists it: of most nothing is remembered but what these fields say. */
function listedAs({ key, id, policy, assignedBy, listed }: BqnSubscriber): JsonObject {
  return listed ?? { subscriberIp: key, subscriberId: id, policyRate: policy, policyAssignedBy: assignedBy };
}

/** @throws {BeforeUnreadable} also where there is none */
export function readBefore(path: string): Before {
  const kept = parsed(path);
  const { program, version, bqn, fingerprint, at, policies, subscribers, groups } = kept;
  if (program !== PROGRAM || version !== VERSION || typeof bqn !== 'string')
    throw new BeforeUnreadable(say`${path} is no such file of this program, or of a later version`);
  try {
    return {
      label: bqn,
      fingerprint: typeof fingerprint === 'string' ? fingerprint : undefined,
      at: typeof at === 'number' ? at : 0,
      state: {
        policies: byName(items(policies).map(readPolicy)),
        subscribers: new Map(items(subscribers).map(readSubscriber)),
        groups: byName(items(groups).map(readGroup)),
      },
    };
  } catch (error) {
    if (!(error instanceof UnreadableItem)) throw error;
    throw new BeforeUnreadable(say`${path} is damaged: ${error.message}`);
  }
}

function parsed(path: string): JsonObject {
  const json = parseJson(unpacked(path));
  if (!isObject(json)) throw new BeforeUnreadable(say`${path} is damaged: it does not hold what this program wrote`);
  return json;
}

function unpacked(path: string): string {
  let packed: Buffer;
  try {
    packed = readRegularBytes(path, LARGEST_PACKED);
  } catch (error) {
    if (error instanceof NoRegularFile) throw new BeforeUnreadable(say`${path} cannot be read (${error.message})`);
    if (!existsSync(path)) throw new BeforeUnreadable(say`there is no file ${path}`);
    throw new BeforeUnreadable(say`${path} cannot be read (${readingTrouble(error)})`);
  }
  try {
    return gunzipSync(packed, { maxOutputLength: LARGEST }).toString('utf8');
  } catch (error) {
    throw new BeforeUnreadable(say`${path} is damaged: it cannot be unpacked`, { cause: error });
  }
}

function items(value: unknown): JsonObject[] {
  if (Array.isArray(value) && value.every(isObject)) return value;
  throw new UnreadableItem(say`a list is missing in it`);
}

function byName<T extends { readonly name: string }>(entries: readonly T[]): ReadonlyMap<string, T> {
  return new Map(entries.map((entry) => [entry.name, entry]));
}
