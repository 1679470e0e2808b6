import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { replaceFile } from '../files/atomic-file.ts';
import { readRegularBytes } from '../files/regular-file.ts';
import { inFileName } from '../state/before.ts';
import { isObject, parseJson } from '../text/json.ts';
import { Agreed, type AgreedColumns, type AgreedHead } from './agreed.ts';

/** Customers stand in it, if only as numbers. */
const MODE = 0o600;
const PROGRAM = 'sync-ixc-bqn agreed';
const VERSION = 1;
/** In bytes; 200,000 customers make some 20 MB. */
const LARGEST = 200_000_000;
const SUM_BYTES = 32;
/** Numbers of eight bytes lie at a multiple of it. */
const ALIGNED = 8;

/** The columns in the order of the file, each with what it is made of. */
const COLUMNS = [
  ['logins', Float64Array],
  ['contracts', Float64Array],
  ['plans', Float64Array],
  ['contractIds', Float64Array],
  ['contractAt', Int32Array],
  ['loginPrints', Int32Array],
  ['entryPrints', Int32Array],
  ['groupPrints', Int32Array],
  ['keyStarts', Int32Array],
  ['keys', Int32Array],
  ['contractPrints', Int32Array],
  ['seed', Uint8Array],
  ['flags', Uint8Array],
] as const satisfies readonly (readonly [ColumnName, unknown])[];

type ColumnName = Exclude<keyof AgreedColumns, 'head'>;

/** Which file keeps who is in agreement on a BQN. */
export function agreedFile(stateFile: string, label: string): string {
  return join(dirname(stateFile), `${stem(stateFile)}.agreed.${inFileName(label)}.bin`);
}

function stem(stateFile: string): string {
  return basename(stateFile).replace(/\.state\.json$/, '');
}

/**
 * Who is in agreement, if the file is whole and the one that the books mean.
 * @param name what the books call it
 * @returns undefined on any doubt
 */
export function readAgreed(path: string, name: string): Agreed | undefined {
  try {
    const bytes = readRegularBytes(path, LARGEST);
    const end = bytes.length - SUM_BYTES;
    if (end < ALIGNED || !sumOf(bytes.subarray(0, end)).equals(bytes.subarray(end))) return undefined;
    return decoded(bytes, end, name);
  } catch {
    // It only saves work.
    return undefined;
  }
}

/** @returns whether it is on the disk now */
export function writeAgreed(path: string, name: string, agreed: Agreed): boolean {
  try {
    replaceFile(path, encoded(agreed, name), MODE);
    return true;
  } catch {
    return false;
  }
}

export function removeAgreed(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Without its name in the books it says nothing.
  }
}

function encoded({ columns, head }: Agreed, name: string): Buffer {
  const sizes = COLUMNS.map(([column]) => columns[column].length);
  const said = Buffer.from(JSON.stringify({ program: PROGRAM, version: VERSION, name, head, sizes }));
  const parts: Buffer[] = [Buffer.alloc(ALIGNED), said];
  parts[0]?.writeUInt32LE(said.length);
  for (const [column] of COLUMNS) {
    parts.push(padding(parts));
    const { buffer, byteOffset, byteLength } = columns[column];
    parts.push(Buffer.from(buffer, byteOffset, byteLength));
  }
  return Buffer.concat([...parts, sumOf(...parts)]);
}

function padding(parts: readonly Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.alloc((ALIGNED - (length % ALIGNED)) % ALIGNED);
}

function decoded(bytes: Buffer, end: number, name: string): Agreed | undefined {
  const length = bytes.readUInt32LE(0);
  const said = parseJson(bytes.toString('utf8', ALIGNED, ALIGNED + length));
  if (!isObject(said) || said['program'] !== PROGRAM || said['version'] !== VERSION || said['name'] !== name)
    return undefined;
  const { head, sizes } = said;
  const places = Array.isArray(sizes) ? placesOf(sizes, ALIGNED + length, end) : undefined;
  return isHead(head) && places !== undefined ? new Agreed(columnsOf(head, aligned(bytes), places)) : undefined;
}

/** Where each column begins, and how many values it has. */
type Places = ReadonlyMap<ColumnName, { readonly at: number; readonly size: number }>;

function placesOf(sizes: readonly unknown[], from: number, end: number): Places | undefined {
  const places = new Map<ColumnName, { at: number; size: number }>();
  let at = from;
  for (const [index, [column, { BYTES_PER_ELEMENT }]] of COLUMNS.entries()) {
    at = Math.ceil(at / ALIGNED) * ALIGNED;
    const size = sizes[index];
    if (typeof size !== 'number' || at + size * BYTES_PER_ELEMENT > end) return undefined;
    places.set(column, { at, size });
    at += size * BYTES_PER_ELEMENT;
  }
  return places;
}

function columnsOf(head: AgreedHead, bytes: Buffer, places: Places): AgreedColumns {
  const column = <T>(name: ColumnName, Column: new (buffer: ArrayBufferLike, from: number, size: number) => T): T => {
    const { at = 0, size = 0 } = places.get(name) ?? {};
    return new Column(bytes.buffer, bytes.byteOffset + at, size);
  };
  return {
    head,
    seed: column('seed', Uint8Array),
    logins: column('logins', Float64Array),
    contracts: column('contracts', Float64Array),
    plans: column('plans', Float64Array),
    contractAt: column('contractAt', Int32Array),
    flags: column('flags', Uint8Array),
    loginPrints: column('loginPrints', Int32Array),
    entryPrints: column('entryPrints', Int32Array),
    groupPrints: column('groupPrints', Int32Array),
    keyStarts: column('keyStarts', Int32Array),
    keys: column('keys', Int32Array),
    contractIds: column('contractIds', Float64Array),
    contractPrints: column('contractPrints', Int32Array),
  };
}

/** The same bytes, where numbers of eight bytes can lie: a file may be anywhere in the memory that it was read into. */
function aligned(bytes: Buffer): Buffer {
  return bytes.byteOffset % ALIGNED === 0 ? bytes : Buffer.from(new Uint8Array(bytes).buffer);
}

function isHead(value: unknown): value is AgreedHead {
  if (!isObject(value)) return false;
  const { under, plans, wholeAt, day, widths } = value;
  const areTexts = typeof under === 'string' && typeof plans === 'string';
  const isSound = areTexts && typeof wholeAt === 'number' && typeof day === 'number';
  return isSound && isObject(widths) && isNumbers(widths['v4']) && isNumbers(widths['v6']);
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'number');
}

function sumOf(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
