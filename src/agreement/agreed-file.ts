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
] as const satisfies readonly (readonly [Exclude<keyof AgreedColumns, 'head'>, unknown])[];

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
    if (end < ALIGNED || sumOf(bytes.subarray(0, end)) !== bytes.toString('hex', end)) return undefined;
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
  const body = Buffer.concat(parts);
  return Buffer.concat([body, Buffer.from(sumOf(body), 'hex')]);
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
  if (!isHead(head) || !Array.isArray(sizes)) return undefined;
  const found: Record<string, unknown> = { head };
  let at = ALIGNED + length;
  for (const [index, [column, Column]] of COLUMNS.entries()) {
    at = Math.ceil(at / ALIGNED) * ALIGNED;
    const size: unknown = sizes[index];
    if (typeof size !== 'number' || at + size * Column.BYTES_PER_ELEMENT > end) return undefined;
    // A copy, since a file may lie anywhere in its buffer.
    const part = new Uint8Array(bytes.subarray(at, at + size * Column.BYTES_PER_ELEMENT));
    found[column] = new Column(part.buffer);
    at += part.length;
  }
  return new Agreed(found as unknown as AgreedColumns);
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

function sumOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
