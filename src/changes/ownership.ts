import type { BqnKind } from '../bqn/kinds.ts';
import { isFromRules } from '../bqn/resources.ts';

/** Whom a run may delete from: what the ledger names, all but what is certainly not ours, or nobody. */
export type Prune = 'owned' | 'all' | 'none';

/** What this program made or found equal on one BQN. Subscribers by canonical address. */
export interface Owned {
  readonly policy: ReadonlySet<string>;
  readonly subscriber: ReadonlySet<string>;
  readonly group: ReadonlySet<string>;
}

export const NOTHING_OWNED: Owned = { policy: new Set(), subscriber: new Set(), group: new Set() };

/** The BQN's own group of everybody (reference/bqn-api.md). */
export const BUILT_IN_GROUP = 'all-subscribers';

/** What is known of an entry that IXC does not want (any more). */
export interface Candidate {
  readonly kind: BqnKind;
  readonly key: string;
  /** `policyAssignedBy` of a subscriber. */
  readonly assignedBy: string | null;
}

/** Whether an entry that IXC does not want may be deleted. */
export function mayDelete(candidate: Candidate, prune: Prune, owned: Owned, dualStack: boolean): boolean {
  const { kind, key } = candidate;
  if (prune === 'none') return false;
  if (kind === 'group' && key === BUILT_IN_GROUP) return false;
  // An address that the box merely sees: nobody wrote it, and deleting it would change nothing.
  if (isFromRules(candidate)) return false;
  if (owned[kind].has(key)) {
    // It was ours, but RADIUS has written it since.
    return candidate.assignedBy?.toLowerCase().includes('radius') !== true;
  }
  // The old script had nothing to do with groups unless told to.
  return prune === 'all' && (kind !== 'group' || dualStack);
}
