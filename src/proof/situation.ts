import type { Billing } from '../billing/reading.ts';
import type { BqnState } from '../bqn/resources.ts';
import type { Change, ChangePlan } from '../changes/change-plan.ts';
import type { GateMemory } from '../changes/gate-memory.ts';
import type { Limits } from '../changes/harm.ts';
import type { HeldBack } from '../changes/held-back.ts';
import type { Owned, Prune } from '../changes/ownership.ts';
import type { Remembered } from '../customers/roll.ts';
import type { Desired, MappingOptions } from '../mapping/desired.ts';

/** What was read of billing, raw: everybody who is online, also those whom this BQN does not serve. */
export type Read = Pick<Billing, 'logins' | 'plans' | 'contracts' | 'presumed'>;

/** All that a plan of changes is judged by, for one BQN. */
export interface Situation {
  /** Undefined where billing has no say (`--remove-all`, `--restore`): then only what is others' is looked at. */
  readonly billing: Read | undefined;
  /** The operator's word for this BQN: whom it serves, states of contracts, overrides. */
  readonly mapping: MappingOptions;
  /** What the wishes decided. */
  readonly desired: Desired;
  /** As it is before the first write. */
  readonly bqn: BqnState;
  /** What stood there before the first run, where that is put back (`--restore`): it may be written as it was. */
  readonly stood?: BqnState | undefined;
  readonly owned: Owned;
  /** What the books say of customers who are not on the BQN: the policy that they are due to meet, by customer. */
  readonly remembered: Remembered;
  readonly prune: Prune;
  readonly limits: Limits;
  readonly memory: GateMemory;
  readonly heldBack: readonly HeldBack[];
}

/** What must hold of a plan (README). */
export type RuleName =
  | 'under another'
  | 'let through'
  | 'blocked for nothing'
  | 'policy not there'
  | 'other speed'
  | 'limit lost'
  | "others' entry"
  | "others' field"
  | 'not served'
  | 'too many'
  | 'not as told'
  | 'at odds'
  | 'undone';

/** Where a plan breaks a rule. */
export interface Finding {
  readonly rule: RuleName;
  /** The write that does it; undefined where one is missing. */
  readonly change: Change | undefined;
  /** Whom it wrongs, by the ids of their logins. */
  readonly logins: readonly number[];
  /** The policies of before and after, or the field, as far as that matters. */
  readonly was?: string | null;
  readonly becomes?: string | null;
  /** Instead of a write: the entry that is put into groups of its site after all else. */
  readonly membership?: string;
  /** What else is withheld for it. */
  readonly also?: readonly Change[];
}

/** What was looked at, for whoever wants to know what a proof is of. */
export interface Looked {
  readonly changes: number;
  readonly customers: number;
  /** Entries that are to be there. */
  readonly wanted: number;
}

/** What is left of a plan, and why the rest is not. */
export interface Proved {
  readonly plan: ChangePlan;
  readonly findings: readonly Finding[];
  readonly withheld: readonly Change[];
  readonly looked: Looked;
}
