import { type BqnKind, KIND_NAMES, KINDS } from '../bqn/kinds.ts';
import type { BqnState } from '../bqn/resources.ts';
import type { ChangePlan, Effect, HeldBack } from './change-plan.ts';
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

/** Changes of one sort, and how many of them may pass. */
interface Rule extends Omit<HeldBack, 'count'> {
  readonly ours: number;
}

/**
 * Holds back what hits so many at once that it is more likely a mistake in IXC, or in reading it, than the truth.
 * The rest of the plan goes on.
 */
export function gate(plan: ChangePlan, limits: Limits, bqn: BqnState): Gated {
  if (limits.force) return { plan, heldBack: [] };
  const heldBack = rules(plan, limits)
    .filter(isExceeded)
    .map(({ what, changes, outOf, limitPercent, flag }) => ({
      what,
      count: changes.length,
      outOf,
      limitPercent,
      flag,
      changes,
    }));
  if (heldBack.length === 0) return { plan, heldBack };
  return { plan: withoutHeld(plan, heldBack, bqn), heldBack };
}

function rules(plan: ChangePlan, { maxDelete, maxBlock }: Limits): Rule[] {
  const { managed, wanted, blocked } = plan;
  const having = (effect: Effect) => plan.changes.filter((change) => change.effect === effect);
  const deleting = { limitPercent: maxDelete, flag: '--max-delete' };
  const blocking = { limitPercent: maxBlock, flag: '--max-block' };
  return [
    ...KINDS.map((kind) => ({ ...deletions(plan, kind), ...deleting })),
    {
      what: 'subscribers newly blocked',
      changes: having('blocks'),
      outOf: Math.max(managed, wanted),
      ours: managed,
      ...blocking,
    },
    {
      what: 'subscribers losing their plan',
      changes: having('takes-plan'),
      outOf: managed,
      ours: managed,
      ...deleting,
    },
    {
      what: 'blocked subscribers whose contract is gone',
      changes: having('unblocks-unknown'),
      outOf: blocked,
      ours: managed,
      ...blocking,
    },
  ];
}

function deletions(plan: ChangePlan, kind: BqnKind): Pick<Rule, 'what' | 'changes' | 'outOf' | 'ours'> {
  const changes = plan.changes.filter((change) => change.kind === kind && change.action === 'delete');
  // With --prune all more may be deleted than is ours.
  const outOf = Math.max(plan.ours[kind].size, changes.length);
  return { what: `${KIND_NAMES[kind]} to delete`, changes, outOf, ours: outOf };
}

function isExceeded({ changes, outOf, limitPercent, ours }: Rule): boolean {
  return ours >= LEAST && changes.length * 100 > outOf * limitPercent;
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
