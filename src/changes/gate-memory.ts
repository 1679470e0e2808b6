import type { Fate } from '../customers/fate.ts';
import { type Baseline, eachHarm, eachLasting, type HarmKind, LASTING, type LastingKind } from './harm.ts';
import type { Incident } from './incidents.ts';

/** What the gate knows when a run begins. Times are Unix seconds. */
export interface GateMemory {
  readonly now: number;
  /** When each customer last met a harm that passed as a matter of course: those of the last 24 hours. */
  readonly recent: Readonly<Record<HarmKind, ReadonlyMap<string, number>>>;
  /** What is held back, or put off. */
  readonly incidents: Readonly<Partial<Record<HarmKind, Incident>>>;
  /** What each customer was last, those who are away included. */
  readonly last: ReadonlyMap<string, Fate>;
  /** What the policies were at before any change of the last day, where that is known. */
  readonly agreed: ReadonlyMap<string, Baseline>;
  /** Gross errors that are held back, as `policyAt` writes them, since when. */
  readonly gross: ReadonlyMap<string, number>;
  /** What was let pass within a day, on whichever BQN. */
  readonly approved: Approved;
  /** What is announced, for as long as it is. */
  readonly expected: ReadonlyMap<string, Expectation>;
  /** The most customers who met a harm within one hour so far; undefined while the books are too young to say. */
  readonly most: Readonly<Record<LastingKind, number>> | undefined;
  /** The largest number that is held back on any other BQN: of a cluster one member may lack what was approved. */
  readonly elsewhere: Readonly<Partial<Record<HarmKind, number>>>;
}

export interface Approved {
  readonly customers: Readonly<Record<LastingKind, ReadonlySet<string>>>;
  /** Speeds of policies, as `policyAt` writes them. */
  readonly policies: ReadonlySet<string>;
}

/** That so many of a kind are announced. */
export interface Expectation {
  readonly count: number;
  /** Who has met it already under this announcement. */
  readonly used: ReadonlySet<string>;
}

export const NO_MEMORY: GateMemory = {
  now: 0,
  recent: eachHarm(() => new Map()),
  incidents: {},
  last: new Map(),
  agreed: new Map(),
  gross: new Map(),
  approved: { customers: eachLasting(() => new Set()), policies: new Set() },
  expected: new Map(),
  most: undefined,
  elsewhere: {},
};

export function isLasting(kind: string): kind is LastingKind {
  return (LASTING as readonly string[]).includes(kind);
}
