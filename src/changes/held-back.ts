import type { FateChange } from '../customers/fate-change.ts';
import type { Change } from './change-plan.ts';
import type { GrossError } from './gross.ts';
import type { Incident } from './incidents.ts';
import type { Crossing } from './windows.ts';

/** What the gate does not let pass, by what it is to customers; policies and groups of others go with `--prune all` alone. */
export const HELD_KINDS = ['blocks', 'opens', 'speeds', 'plans', 'leaves', 'policies', 'groups'] as const;
export type HeldKind = (typeof HELD_KINDS)[number];

/** A part of the plan that the gate does not let pass. */
export interface HeldBack {
  readonly kind: HeldKind;
  readonly count: number;
  readonly outOf: number;
  readonly limitPercent: number;
  readonly flag: string;
  /** Why it is too much; where nothing is said, for the share of one run. */
  readonly crossing?: Crossing | undefined;
  /** Plans whose speed is more likely a slip than a price. */
  readonly plans?: readonly GrossError[];
  /** What it is a part of, where it stays from run to run. */
  readonly incident?: Incident | undefined;
  /** Unix time in s since when; absent for what is judged anew in each run. */
  readonly since?: number | undefined;
  /** Customers who were not held back in the run before. */
  readonly joined?: readonly string[];
  /** Customers, or names of policies or groups. */
  readonly who: readonly string[];
  /** What would have become of these customers. */
  readonly fates: readonly FateChange[];
  readonly changes: readonly Change[];
}
