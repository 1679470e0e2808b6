import type { BqnState } from '../bqn/resources.ts';
import type { ChangePlan } from '../changes/change-plan.ts';
import { type DiffOptions, planChanges, withoutUsedPolicies } from '../changes/diff.ts';
import { type Gated, gate } from '../changes/gate.ts';
import type { GateMemory } from '../changes/gate-memory.ts';
import { type Holds, NO_HOLDS } from '../changes/holds.ts';
import { planBack } from '../changes/put-back.ts';
import { tryingOne, withoutUntaken } from '../changes/second-look.ts';
import { type Desired, NOTHING_DESIRED } from '../mapping/desired.ts';
import type { Settings } from '../settings/settings.ts';
import { outsideNow, sitesToday } from '../state/bookkeeping.ts';
import { approvedBy, gateMemory, rekeyed, rememberedPolicies } from '../state/harm-books.ts';
import type { BqnLedger } from '../state/ledger.ts';
import type { BqnRecord } from '../state/record.ts';
import { isOfToday, untakenOthers, untakenPolicies } from '../state/untaken.ts';
import type { Ports } from './ports.ts';

/** A plan that the gate let through, and what the gate went by. */
export type Judged = Gated & { readonly memory: GateMemory };

type Said = Parameters<typeof gateMemory>[2];

const NOTHING_SAID: Said = { approved: approvedBy([]), expected: undefined, elsewhere: {} };

/** What the operator said, or let pass on another BQN, that matters to this one. */
export function saidOf(
  { ledger, expected }: Pick<Ports, 'expected'> & { readonly ledger: BqnLedger },
  label: string,
  now: number,
): Said {
  const others = ledger.labels().filter((other) => other !== label);
  const sizes = others.flatMap((other) => Object.entries(ledger.bqn(other).harm.incidents));
  const elsewhere: Partial<Record<string, number>> = {};
  for (const [kind, { members }] of sizes) elsewhere[kind] = Math.max(elsewhere[kind] ?? 0, members.size);
  // Of a plan's slip the books know the plan alone, not how many are under it there.
  if (others.some((other) => ledger.bqn(other).harm.gross.size > 0)) elsewhere['speeds'] = Number.POSITIVE_INFINITY;
  return { approved: approvedBy(ledger.approvals(now)), expected, elsewhere };
}

/** What a plan is made and judged by. */
interface Judging {
  readonly bqn: BqnState;
  /** As it is now (`booksAt`). */
  readonly record: BqnRecord;
  readonly settings: Settings;
  /** Unix time in s. */
  readonly now: number;
  /** Nothing where it is left out. */
  readonly said?: Said;
}

/** What is wanted. */
export function planAndGate(desired: Desired, judging: Judging): Judged {
  const { bqn, record } = judging;
  const options = optionsOf(desired, judging);
  return gated((holds) => planChanges(desired, bqn, record.owned, { ...options, holds }), judging);
}

/** What stood there before the first run, put back. */
export function planAndGateBack(before: BqnState, judging: Judging): Judged {
  const { bqn, record, now } = judging;
  const usual = optionsOf(NOTHING_DESIRED, judging);
  const options = { ...usual, grace: { seconds: 0, now }, reason: { kind: 'asked', flag: '--restore' } } as const;
  return gated((holds) => planBack(before, bqn, record, { ...options, holds }), judging);
}

/** @param plan with what is to be held back left out of it */
function gated(
  plan: (holds: Holds) => ChangePlan,
  { bqn, record, settings, now, said = NOTHING_SAID }: Judging,
): Judged {
  const others = untakenOthers(record, now);
  const isTrying = record.dropsGroupPolicy === true && !isDropping(record, now);
  const planWith = (holds: Holds) => {
    const whole = plan(holds);
    // What is not written may go on using a policy that would have been deleted.
    const tried = others.size === 0 ? whole : withoutUsedPolicies(withoutUntaken(whole, others), bqn);
    return isTrying ? tryingOne(tried) : tried;
  };
  const first = planWith(NO_HOLDS);
  const memory = gateMemory(rekeyed(record.harm, first.keyOfName), now, said);
  const limits = { ...settings.limits, uninstalls: settings.removeAll || settings.restore };
  return { ...gate(first, limits, memory, bqn, planWith), memory };
}

/** Whether it was seen within a day that groups get no policy there. */
function isDropping({ dropsGroupPolicy, dropsAt }: BqnRecord, now: number): boolean {
  return dropsGroupPolicy === true && isOfToday(dropsAt, now);
}

function optionsOf(desired: Desired, { bqn, record, settings, now }: Judging): Omit<DiffOptions, 'holds'> {
  return {
    prune: settings.prune,
    dualStack: settings.mapping.dualStack || settings.mapping.joinContracts === true,
    untaken: untakenPolicies(record, bqn, now),
    dropsGroupPolicy: isDropping(record, now),
    sites: sitesToday(record, now),
    remembered: rememberedPolicies(record.harm, { bqn, desired }),
    outside: outsideNow(record, desired),
    grace: { seconds: settings.removeAll ? 0 : settings.offlineGraceS, now },
    ...(settings.removeAll && { reason: { kind: 'asked', flag: '--remove-all' } }),
  };
}
