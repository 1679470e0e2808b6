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
import type { BqnRecord } from '../state/record.ts';
import { isOfToday, untakenOthers, untakenPolicies } from '../state/untaken.ts';
import type { Ports } from './ports.ts';

/** A plan that the gate let through, and what the gate went by. */
export type Judged = Gated & { readonly memory: GateMemory };

type Said = Parameters<typeof gateMemory>[2];

const NOTHING_SAID: Said = { approved: approvedBy([]), expected: undefined, elsewhere: {} };

/** What the operator said, or let pass on another BQN, that matters to this one. */
export function saidOf({ ledger, expected }: Pick<Ports, 'ledger' | 'expected'>, label: string, now: number): Said {
  const others = ledger.labels().filter((other) => other !== label);
  const sizes = others.flatMap((other) => Object.entries(ledger.bqn(other).harm.incidents));
  const elsewhere: Partial<Record<string, number>> = {};
  for (const [kind, { members }] of sizes) elsewhere[kind] = Math.max(elsewhere[kind] ?? 0, members.size);
  return { approved: approvedBy(ledger.approvals(now)), expected, elsewhere };
}

/** What is wanted. @param record as it is now (`booksAt`) */
export function planAndGate(
  desired: Desired,
  bqn: BqnState,
  record: BqnRecord,
  settings: Settings,
  now: number,
  said = NOTHING_SAID,
): Judged {
  const options = optionsOf(desired, bqn, record, settings, now);
  const planWith = (holds: Holds) => planChanges(desired, bqn, record.owned, { ...options, holds });
  return gated(planWith, { bqn, record, settings, now, said });
}

/** What stood there before the first run, put back. @param record as it is now (`booksAt`) */
export function planAndGateBack(
  before: BqnState,
  bqn: BqnState,
  record: BqnRecord,
  settings: Settings,
  now: number,
  said = NOTHING_SAID,
): Judged {
  const usual = optionsOf(NOTHING_DESIRED, bqn, record, settings, now);
  const options = { ...usual, grace: { seconds: 0, now }, reason: '--restore' };
  const planWith = (holds: Holds) => planBack(before, bqn, record, { ...options, holds });
  return gated(planWith, { bqn, record, settings, now, said });
}

interface Judging {
  readonly bqn: BqnState;
  readonly record: BqnRecord;
  readonly settings: Settings;
  readonly now: number;
  readonly said: Said;
}

/** @param plan with what is to be held back left out of it */
function gated(plan: (holds: Holds) => ChangePlan, { bqn, record, settings, now, said }: Judging): Judged {
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

function optionsOf(
  desired: Desired,
  bqn: BqnState,
  record: BqnRecord,
  settings: Settings,
  now: number,
): Omit<DiffOptions, 'holds'> {
  return {
    prune: settings.prune,
    dualStack: settings.mapping.dualStack || settings.mapping.joinContracts === true,
    untaken: untakenPolicies(record, bqn, now),
    dropsGroupPolicy: isDropping(record, now),
    sites: sitesToday(record, now),
    remembered: rememberedPolicies(record.harm, { bqn, desired }),
    outside: outsideNow(record, desired),
    grace: { seconds: settings.removeAll ? 0 : settings.offlineGraceS, now },
    ...(settings.removeAll && { reason: '--remove-all' }),
  };
}
