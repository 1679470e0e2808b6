import { EFFECTS, type Effect } from '../customers/effect.ts';
import { type Fate, fateUnder, policyOf } from '../customers/fate.ts';
import type { FateChange } from '../customers/fate-change.ts';
import {
  type Form,
  list,
  mapOf,
  maybe,
  number,
  object,
  oneOf,
  row,
  type Sure,
  text,
  unless,
  via,
} from '../text/form.ts';
import { type Person, personText, readPerson } from './journal.ts';

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

/** `[]` for nothing said, else the policy, with its rates where it limits. */
const FATE: Sure<Fate> = {
  read: (value) => {
    const [policy, down, up]: unknown[] = Array.isArray(value) ? value : [];
    const rates = { downKbps: number.read(down) ?? null, upKbps: number.read(up) ?? null };
    return fateUnder(text.read(policy) ?? null, () => rates);
  },
  write: (fate) => {
    const policy = policyOf(fate);
    if (policy === null) return [];
    return fate.kind === 'limited' ? [policy, fate.downKbps, fate.upKbps] : [policy];
  },
};

const UNTOLD: Form<Untold> = via(
  row({
    ...{ customer: text, effect: oneOf(EFFECTS), login: text, ip: text, from: FATE, to: FATE },
    ...{ contract: number, status: text, plan: number, group: maybe(text) },
  }),
  ({ group, ...untold }) => ({ ...untold, ...(group !== undefined && { group }) }),
  ({ group, ...untold }) => ({ ...untold, group }),
);

/** As it stands in the state file; what is not as it should be counts as not there. */
export const MEMORY: Sure<JournalMemory> = unless(
  object({
    held: mapOf(via(text, readPerson, personText)),
    refused: mapOf<ToldRefusal>(row({ what: text, at: number })),
    untold: unless(list(UNTOLD), [], ({ length }) => length === 0),
  }),
  NOTHING_TOLD,
  ({ held, refused, untold }) => held.size + refused.size + untold.length === 0,
);

/** Changes of fate that a killed run must not have left untold: to another policy, and of more than a speed that hardly differs. */
export function isToBeNoted({ effect, from, to }: Pick<FateChange, 'effect' | 'from' | 'to'>): boolean {
  return NOTED.has(effect) && policyOf(from) !== policyOf(to);
}

const NOTED: ReadonlySet<Effect> = new Set<Effect>(['blocks', 'opens', 'slows', 'lifts', 'loses plan']);
