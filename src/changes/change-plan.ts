import { canonicalAddress } from '../address/address.ts';
import type { BqnKind } from '../bqn/kinds.ts';
import type { JsonObject } from '../text/json.ts';

/** One field that we own, before and after; null for "none". */
export interface FieldChange {
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** What a change does to a customer, for the gate. */
export type Effect =
  /** A customer who is not blocked now will be. */
  | 'blocks'
  /** A blocked customer is let through only because it has no contract any more. */
  | 'unblocks-unknown'
  /** A customer with a plan will have none. */
  | 'takes-plan'
  | 'none';

/** One write to a BQN, and why. */
export interface Change {
  readonly kind: BqnKind;
  readonly action: 'create' | 'update' | 'delete';
  /** Policy or group name, or the address as the BQN writes it. */
  readonly key: string;
  /** Who it is about, for people: subscriber id, or the key again. */
  readonly who: string;
  readonly fields: readonly FieldChange[];
  readonly reason: string;
  /** Fields to send: all of ours to create, those that carry a change to update; none to delete. */
  readonly body: JsonObject;
  /** To create the entry anew should the BQN not know it: all of ours and all that was listed. */
  readonly whole: JsonObject;
  /** The policy that the entry will name; it must exist by then. */
  readonly policy: string | null;
  readonly effect: Effect;
  /** For a group: the canonical addresses of the subscribers that it belongs to, so that both are held back together. */
  readonly belongsTo: readonly string[];
}

/** What an entry is called wherever entries are looked up: a subscriber by its canonical address. */
export function entryKey({ kind, key }: Pick<Change, 'kind' | 'key'>): string {
  return kind === 'subscriber' ? canonicalAddress(key) : key;
}

/** Why an entry that names this policy is left as it is. */
export function policyMissing(policy: string | null): string {
  return `its policy ${policy} is not on the BQN`;
}

/** Entries that agree or that we may touch, and what must change. Nothing is written that is not in here. */
export interface ChangePlan {
  readonly changes: readonly Change[];
  readonly unchanged: Readonly<Record<BqnKind, number>>;
  /** Entries on the BQN that this program made or finds equal, before anything is written. */
  readonly ours: Readonly<Record<BqnKind, ReadonlySet<string>>>;
  /** Subscribers on the BQN that are ours or online, and those of them that are blocked now. */
  readonly managed: number;
  readonly blocked: number;
  /** Online subscribers that IXC wants on the BQN. */
  readonly wanted: number;
  /** Entries that should change but cannot, with the reason. */
  readonly stuck: readonly Stuck[];
}

export interface Stuck {
  /** Whether somebody is worse off for it, so that the run must not end as if all were well. */
  readonly harmful: boolean;
  readonly kind: BqnKind;
  readonly key: string;
  readonly reason: string;
}

/** A part of the plan that the gate does not let pass. */
export interface HeldBack {
  readonly what: string;
  readonly count: number;
  readonly outOf: number;
  readonly limitPercent: number;
  readonly flag: string;
  readonly changes: readonly Change[];
}
