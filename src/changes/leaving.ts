import type { FateChange } from '../customers/fate-change.ts';
import { DAY_S, HOUR_S } from '../text/time-units.ts';
import { type ChangePlan, isLettingGo } from './change-plan.ts';
import type { GateMemory } from './gate-memory.ts';
import { type Harm, harmOf, LEAST, type Limits } from './harm.ts';
import { type Incident, incidentAfter, inOrder } from './incidents.ts';
import { type Crossing, countTogether, crossing } from './windows.ts';

/** Deletions of customers who are merely offline: never urgent, and of many at once more likely a power cut than the truth. */
export interface Leaving {
  readonly harm: Harm;
  /** Customers whose entries go. */
  readonly passed: readonly string[];
  /** What is not deleted, whatever the reason. */
  readonly kept: readonly FateChange[];
  /** Those of them that are held back, and why; none while they are merely put off. */
  readonly held: readonly FateChange[];
  readonly crossing: Crossing | undefined;
  /** Let go since the operator says so. */
  readonly approved: readonly string[];
  readonly putOff: PutOff | undefined;
  readonly incident: Incident | undefined;
}

/** Entries that stay for now though nobody online has them. */
export interface PutOff {
  readonly count: number;
  /** Blocked customers among them. */
  readonly blocked: number;
  /** Unix time in s since when there are too many; undefined where only the blocked wait for the others. */
  readonly since: number | undefined;
}

/** Of what is put off, no more than this share of an hour's limit is left when it goes on. */
const LEFT_SHARE = 0.5;
/** A blocked customer's entry goes while those who left before have used up no more than this share of the limits. */
const BLOCKED_SHARE = 0.5;

/**
 * Beyond an hour's, or a day's, limit they are put off, without an alarm, for as long as a power cut may last; what is left
 * after a day is held back, since then it is the accounting. What is not ours waits for nobody to come back (--prune all).
 */
export function judgeLeaving(plan: ChangePlan, limits: Limits, memory: GateMemory): Leaving {
  const harm = harmOf('leaves', plan, limits, memory);
  const asked = limits.force ? harm.who.length : (limits.approved.get('leaves') ?? 0);
  const isOurs = ({ ip }: FateChange) => plan.ours.subscriber.has(ip);
  const isWaitedFor = (fate: FateChange) => limits.uninstalls !== true && isOurs(fate);
  const before = memory.incidents.leaves;
  const all = crossing(harm, harm.who, memory);
  const goesOn = before !== undefined && isStillMany(harm, before);
  const isTooMuch = !limits.force && (all !== undefined || goesOn);
  const mayWait = waitableIn(plan, harm);
  const began = before?.began ?? memory.now;
  const isOver = memory.now - began >= DAY_S;
  const isHeld = (fate: FateChange) => isOver || !isWaitedFor(fate);
  // Said of those who would stay otherwise: first of whom is held back, then of who waits; of each those whom the operator saw.
  const staying = [mayWait.filter(isHeld), mayWait.filter((fate) => !isHeld(fate))].flatMap((part) =>
    inOrder([...new Set(part.map(({ customer }) => customer))], before),
  );
  const approved = isTooMuch ? [...new Set(staying)].slice(0, asked) : [];
  const left = without(mayWait, approved);
  if (!isTooMuch || left.length === 0) return passing(harm, mayWait, limits.force ? [] : approved, limits, memory);
  const held = left.filter(isHeld);
  const waiting = left.filter((fate) => !isHeld(fate));
  return {
    harm,
    passed: goneOf(harm, approved, left),
    kept: left,
    held,
    crossing: all ?? { kind: 'hour', limitPercent: harm.hourPercent },
    approved,
    putOff: waiting.length === 0 ? undefined : { ...counted(waiting), since: began },
    incident: incidentAfter('leaves', before, {
      lasts: true,
      held: left.map(({ customer }) => customer),
      isAway: () => false,
      now: memory.now,
    }),
  };
}

/** Of those who leave, whose place nobody has by now who is left alone: what covers another waits for nobody. */
function waitableIn({ changes }: ChangePlan, { fates }: Harm): readonly FateChange[] {
  const lettingGo = new Set(changes.filter(isLettingGo).map(({ key }) => key));
  return fates.filter(({ ip }) => !lettingGo.has(ip));
}

/** Not many, and yet the blocked go last: who comes home without their entry has service until the next run. */
function passing(
  harm: Harm,
  mayWait: readonly FateChange[],
  approved: readonly string[],
  limits: Limits,
  memory: GateMemory,
): Leaving {
  const waits = !limits.force && limits.uninstalls !== true && isHalfUsed(harm, memory);
  const kept = waits ? without(mayWait, approved).filter(({ from }) => from.kind === 'blocked') : [];
  return {
    harm,
    passed: limits.force ? [] : goneOf(harm, approved, kept),
    kept,
    held: [],
    crossing: undefined,
    approved,
    putOff: kept.length === 0 ? undefined : { ...counted(kept), since: undefined },
    incident: undefined,
  };
}

/** Whose entries go as a matter of course. */
function goneOf({ fates }: Harm, approved: readonly string[], kept: readonly FateChange[]): readonly string[] {
  const others = [...approved, ...kept.map(({ customer }) => customer)];
  return without(fates, others).map(({ customer }) => customer);
}

/** Whose entries stay though nothing is held back of them. */
export function waitingIn({ kept, held }: Leaving): readonly FateChange[] {
  return without(
    kept,
    held.map(({ customer }) => customer),
  );
}

function isStillMany({ who, outOf, hourPercent }: Harm, { most }: Incident): boolean {
  return most > 0 && who.length * 100 > outOf * hourPercent * LEFT_SHARE;
}

function isHalfUsed({ outOf, base, hourPercent, dayPercent }: Harm, { recent, now }: GateMemory): boolean {
  const isOver = (seconds: number, percent: number) =>
    countTogether([], recent.leaves, now - seconds) * 100 > outOf * percent * BLOCKED_SHARE;
  return base >= LEAST && (isOver(HOUR_S, hourPercent) || isOver(DAY_S, dayPercent));
}

function without(fates: readonly FateChange[], customers: readonly string[]): readonly FateChange[] {
  if (customers.length === 0) return fates;
  const gone = new Set(customers);
  return fates.filter(({ customer }) => !gone.has(customer));
}

function counted(fates: readonly FateChange[]): Pick<PutOff, 'count' | 'blocked'> {
  const blocked = fates.filter(({ from }) => from.kind === 'blocked').length;
  return { count: fates.length, blocked };
}
