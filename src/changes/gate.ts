import { type BqnKind, KIND_NAMES, KINDS } from '../bqn/kinds.ts';
import type { BqnState } from '../bqn/resources.ts';
import type { Change, ChangePlan, Effect, HeldBack } from './change-plan.ts';
import { withoutUsedPolicies } from './diff.ts';

export interface Limits {
  /** Percent of ours of a kind that one run may delete, and of the subscribers that may lose their plan. */
  readonly maxDelete: number;
  /** Percent of the subscribers that one run may block. */
  readonly maxBlock: number;
  /** Let everything pass, once. */
  readonly force: boolean;
}

export interface Gated {
  readonly plan: ChangePlan;
  readonly heldBack: readonly HeldBack[];
}

/** Below this many of ours a percentage says nothing. */
const LEAST = 10;

/**
 * Holds back what hits so many at once that it is more likely a mistake in IXC, or in reading it, than the truth.
 * The rest of the plan goes on.
 */
export function gate(plan: ChangePlan, limits: Limits, bqn: BqnState): Gated {
  if (limits.force) return { plan, heldBack: [] };
  const heldBack = [
    ...KINDS.map((kind) => holdDeletes(plan, kind, limits)),
    hold(
      plan,
      'blocks',
      'subscribers newly blocked',
      Math.max(plan.managed, plan.wanted),
      limits.maxBlock,
      '--max-block',
      plan.managed,
    ),
    hold(
      plan,
      'takes-plan',
      'subscribers losing their plan',
      plan.managed,
      limits.maxDelete,
      '--max-delete',
      plan.managed,
    ),
    hold(
      plan,
      'unblocks-unknown',
      'blocked subscribers whose contract is gone',
      plan.blocked,
      limits.maxBlock,
      '--max-block',
      plan.managed,
    ),
  ].filter((held): held is HeldBack => held !== undefined);
  if (heldBack.length === 0) return { plan, heldBack };
  return { plan: withoutHeld(plan, heldBack, bqn), heldBack };
}

function holdDeletes(plan: ChangePlan, kind: BqnKind, limits: Limits): HeldBack | undefined {
  const changes = plan.changes.filter((change) => change.kind === kind && change.action === 'delete');
  // With --prune all more may be deleted than is ours.
  const outOf = Math.max(plan.ours[kind].size, changes.length);
  return exceeding(`${KIND_NAMES[kind]} to delete`, changes, outOf, limits.maxDelete, '--max-delete', outOf);
}

function hold(
  plan: ChangePlan,
  effect: Effect,
  what: string,
  outOf: number,
  limitPercent: number,
  flag: string,
  ours: number,
): HeldBack | undefined {
  const changes = plan.changes.filter((change) => change.effect === effect);
  return exceeding(what, changes, outOf, limitPercent, flag, ours);
}

function exceeding(
  what: string,
  changes: readonly Change[],
  outOf: number,
  limitPercent: number,
  flag: string,
  ours: number,
): HeldBack | undefined {
  if (ours < LEAST || changes.length * 100 <= outOf * limitPercent) return undefined;
  return { what, count: changes.length, outOf, limitPercent, flag, changes };
}

/** A group goes with its subscriber: a customer held back on IPv4 is held back on IPv6. */
function withoutHeld(plan: ChangePlan, heldBack: readonly HeldBack[], bqn: BqnState): ChangePlan {
  const held = new Set(heldBack.flatMap((part) => part.changes));
  const addresses = new Set(
    [...held].filter((change) => change.kind === 'subscriber').flatMap((change) => change.belongsTo),
  );
  const changes = plan.changes.filter(
    (change) => !held.has(change) && !(change.kind === 'group' && change.belongsTo.some((ip) => addresses.has(ip))),
  );
  // What is held back may go on using a policy that would have been deleted.
  return withoutUsedPolicies({ ...plan, changes }, bqn);
}
