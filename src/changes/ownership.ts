import { BUILT_IN_GROUP, isFromRules } from '../bqn/resources.ts';
import { isOurs, type NamedEntry, type Owned, type OwnedEntry } from '../customers/owned.ts';

export {
  isOurs,
  NEWLY_OWNED,
  NOTHING_OWNED,
  type Owned,
  type OwnedEntry,
  type WrittenField,
  type WrittenFields,
} from '../customers/owned.ts';

/** Whom a run may delete from: what the ledger names, all but what is certainly not ours, or nobody. */
export type Prune = 'owned' | 'all' | 'none';

/** An entry of a BQN, as far as it matters to whom it belongs. */
export interface ListedEntry extends NamedEntry {
  /** `policyAssignedBy` of a subscriber. */
  readonly assignedBy: string | null;
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
