import { isObject, type JsonObject } from '../text/json.ts';
import { type Person, personText, readPerson } from './journal.ts';
import { readMap } from './read-map.ts';

/** What the journal was told of a BQN and what goes on since: it is told once, not in each run. */
export interface JournalMemory {
  /** From whom something is held back, by `heldKey`: what they were called when it began. */
  readonly held: ReadonlyMap<string, Person>;
  /** What was refused, by kind and key of the entry. */
  readonly refused: ReadonlyMap<string, ToldRefusal>;
}

export interface ToldRefusal {
  /** A hash of what was refused and why. */
  readonly what: string;
  /** Unix time in s. */
  readonly at: number;
}

export const NOTHING_TOLD: JournalMemory = { held: new Map(), refused: new Map() };

export function heldKey(kind: string, customer: string): string {
  return `${kind} ${customer}`;
}

export function kindOfHeld(key: string): string {
  return key.slice(0, key.indexOf(' '));
}

export function customerOfHeld(key: string): string {
  return key.slice(key.indexOf(' ') + 1);
}

/** As it stands in the state file; what is not as it should be counts as not there. */
export function readMemory(value: unknown): JournalMemory {
  if (!isObject(value)) return NOTHING_TOLD;
  return { held: readMap(value['held'], readHeld), refused: readMap(value['refused'], readRefusal) };
}

function readHeld(value: unknown): Person | undefined {
  return typeof value === 'string' ? readPerson(value) : undefined;
}

function readRefusal(value: unknown): ToldRefusal | undefined {
  if (!Array.isArray(value)) return undefined;
  const [what, at]: unknown[] = value;
  return typeof what === 'string' && typeof at === 'number' ? { what, at } : undefined;
}

/** Undefined for one that says nothing. */
export function writeMemory({ held, refused }: JournalMemory): JsonObject | undefined {
  if (held.size + refused.size === 0) return undefined;
  return {
    held: Object.fromEntries([...held].map(([key, person]) => [key, personText(person)])),
    refused: Object.fromEntries([...refused].map(([key, { what, at }]) => [key, [what, at]])),
  };
}
