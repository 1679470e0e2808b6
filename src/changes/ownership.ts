import type { BqnKind } from '../bqn/kinds.ts';
import { BUILT_IN_GROUP, isFromRules } from '../bqn/resources.ts';

/** Whom a run may delete from: what the ledger names, all but what is certainly not ours, or nobody. */
export type Prune = 'owned' | 'all' | 'none';

/** One entry that this program made or found equal. */
export interface OwnedEntry {
  /** `policyId` or `subscriberId`: what stands there under another is not ours. Undefined where it is not known. */
  readonly id: string | undefined;
  /** The id that it had before we gave it this one, until a list shows which: a write may have been taken without effect. */
  readonly former?: string | undefined;
  /** `policyAssignedBy` as it was when the entry was as we want it; undefined where nothing was said. */
  readonly by: string | undefined;
  /** Whole lists of the BQN in a row that did not show it. */
  readonly missed: number;
  /** Readings of the logins in a row, moving ones included, in which nobody had this address. */
  readonly unseen: number;
  /** Unix time in s of the first run that found nobody to need it; undefined while somebody does. */
  readonly since?: number | undefined;
  /** Whether it stood there before us under a name that we need: never deleted. */
  readonly takenOver: boolean;
}

/** What this program made or found equal on one BQN. Subscribers by canonical address. */
export type Owned = { readonly [kind in BqnKind]: ReadonlyMap<string, OwnedEntry> };

export const NOTHING_OWNED: Owned = { policy: new Map(), subscriber: new Map(), group: new Map() };

export const NEWLY_OWNED: OwnedEntry = { id: undefined, by: undefined, missed: 0, unseen: 0, takenOver: false };

/** An entry of a BQN, as far as it matters to whom it belongs. */
export interface ListedEntry {
  readonly kind: BqnKind;
  readonly key: string;
  readonly id: string | null;
  /** `policyAssignedBy` of a subscriber. */
  readonly assignedBy: string | null;
}

/** Whether what stands there is what the ledger names: the same name and the same id. */
export function isOurs({ kind, key, id }: Omit<ListedEntry, 'assignedBy'>, owned: Owned): boolean {
  const entry = owned[kind].get(key);
  if (entry === undefined || kind === 'group' || entry.id === undefined) return entry !== undefined;
  return entry.id === id || (entry.former !== undefined && entry.former === id);
}

/** Whether another hand has written an entry since it was ours: it says so, and did not say so then. */
export function isRewritten(assignedBy: string | null, { by }: Pick<OwnedEntry, 'by'>): boolean {
  const hand = assignedBy?.toLowerCase() ?? 'api';
  return hand !== 'api' && hand !== by?.toLowerCase();
}

/** How long an entry stays after its customer went offline. In s; times are Unix seconds. */
export interface Grace {
  readonly seconds: number;
  readonly now: number;
}

export const NO_GRACE: Grace = { seconds: 0, now: 0 };

/** Whether the customer of an entry of ours is offline for so short a time that it stays; of others' no time is known. */
export function isInGrace(entry: OwnedEntry | undefined, { seconds, now }: Grace): boolean {
  return entry !== undefined && seconds > 0 && now - (entry.since ?? now) < seconds;
}

/** Whether an entry that nobody wants may be deleted. */
export function mayDelete(entry: ListedEntry, prune: Prune, owned: Owned, dualStack: boolean): boolean {
  const { kind, key, assignedBy } = entry;
  if (prune === 'none') return false;
  if (kind === 'group' && key === BUILT_IN_GROUP) return false;
  // An address that the box merely sees: nobody wrote it, and deleting it would change nothing.
  if (isFromRules(entry)) return false;
  const known = owned[kind].get(key);
  if (known?.takenOver === true) return false;
  if (known !== undefined && isOurs(entry, owned)) return !isRewritten(assignedBy, known);
  if (prune !== 'all') return false;
  // The old script had nothing to do with groups unless told to, and kept entries that do not say who wrote them.
  return kind === 'group' ? dualStack : kind === 'policy' || assignedBy !== null;
}
