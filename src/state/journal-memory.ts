import { EFFECTS, type Effect } from '../customers/effect.ts';
import { type Fate, fateUnder, policyOf } from '../customers/fate.ts';
import type { FateChange } from '../customers/fate-change.ts';
import { isObject, type JsonObject } from '../text/json.ts';
import { type Person, personText, readPerson } from './journal.ts';
import { readMap } from './read-map.ts';

/** What the journal was told of a BQN and what goes on since: it is told once, not in each run. */
export interface JournalMemory {
  /** From whom something is held back, by `heldKey`: what they were called when it began. */
  readonly held: ReadonlyMap<string, Person>;
  /** What was refused, by kind and key of the entry. */
  readonly refused: ReadonlyMap<string, ToldRefusal>;
  /** What a run was about to write, noted before its first write: of one that is killed the next one tells what came of it. */
  readonly untold: readonly Untold[];
}

export type Untold = Pick<
  FateChange,
  'customer' | 'effect' | 'login' | 'ip' | 'group' | 'from' | 'to' | 'contract' | 'status' | 'plan'
>;

export interface ToldRefusal {
  /** A hash of what was refused and why. */
  readonly what: string;
  /** Unix time in s. */
  readonly at: number;
}

export const NOTHING_TOLD: JournalMemory = { held: new Map(), refused: new Map(), untold: [] };

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
  const rows: unknown = value['untold'];
  return {
    held: readMap(value['held'], readHeld),
    refused: readMap(value['refused'], readRefusal),
    untold: Array.isArray(rows) ? rows.flatMap((row: unknown) => readUntold(row) ?? []) : [],
  };
}

function readUntold(row: unknown): Untold | undefined {
  if (!Array.isArray(row)) return undefined;
  const [customer, said, login, ip, from, to, contract, status, plan, group]: unknown[] = row;
  const effect = EFFECTS.find((one) => one === said);
  if (effect === undefined || !areTexts(customer, login, ip, status) || !areNumbers(contract, plan)) return undefined;
  const text = (value: unknown) => String(value);
  const number = (value: unknown) => Number(value);
  return {
    ...{ customer: text(customer), effect, login: text(login), ip: text(ip), from: readFate(from), to: readFate(to) },
    ...{ contract: number(contract), status: text(status), plan: number(plan) },
    ...(typeof group === 'string' && { group }),
  };
}

function areTexts(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === 'string');
}

function areNumbers(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === 'number');
}

/** `[]` for nothing said, else the policy, with its rates where it limits. */
function readFate(value: unknown): Fate {
  const [policy, down, up]: unknown[] = Array.isArray(value) ? value : [];
  const rateOf = (rate: unknown) => (typeof rate === 'number' ? rate : null);
  return fateUnder(typeof policy === 'string' ? policy : null, () => ({ downKbps: rateOf(down), upKbps: rateOf(up) }));
}

function writeFate(fate: Fate): readonly unknown[] {
  const policy = policyOf(fate);
  if (policy === null) return [];
  return fate.kind === 'limited' ? [policy, fate.downKbps, fate.upKbps] : [policy];
}

/** Changes of fate that a killed run must not have left untold: to another policy, and of more than a speed that hardly differs. */
export function isToBeNoted({ effect, from, to }: Pick<FateChange, 'effect' | 'from' | 'to'>): boolean {
  return NOTED.has(effect) && policyOf(from) !== policyOf(to);
}

const NOTED: ReadonlySet<Effect> = new Set<Effect>(['blocks', 'opens', 'slows', 'lifts', 'loses plan']);

function readHeld(value: unknown): Person | undefined {
  return typeof value === 'string' ? readPerson(value) : undefined;
}

function readRefusal(value: unknown): ToldRefusal | undefined {
  if (!Array.isArray(value)) return undefined;
  const [what, at]: unknown[] = value;
  return typeof what === 'string' && typeof at === 'number' ? { what, at } : undefined;
}

/** Undefined for one that says nothing. */
export function writeMemory({ held, refused, untold }: JournalMemory): JsonObject | undefined {
  if (held.size + refused.size + untold.length === 0) return undefined;
  return {
    held: Object.fromEntries([...held].map(([key, person]) => [key, personText(person)])),
    refused: Object.fromEntries([...refused].map(([key, { what, at }]) => [key, [what, at]])),
    ...(untold.length > 0 && { untold: untold.map(rowOf) }),
  };
}

function rowOf({ customer, effect, login, ip, group, from, to, contract, status, plan }: Untold): readonly unknown[] {
  return [
    customer,
    effect,
    login,
    ip,
    writeFate(from),
    writeFate(to),
    contract,
    status,
    plan,
    ...(group === undefined ? [] : [group]),
  ];
}
