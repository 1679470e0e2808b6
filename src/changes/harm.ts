import { isOfUnseen, isUndecided, type Standing } from '../billing/standing.ts';
import type { Effect } from '../customers/effect.ts';
import { effectBetween } from '../customers/effect.ts';
import { type Fate, fateUnder, policyOf } from '../customers/fate.ts';
import type { FateChange } from '../customers/fate-change.ts';
import type { Rates } from '../mapping/desired.ts';
import type { ChangePlan } from './change-plan.ts';

/** Kinds of harm that, once held back, stay so until they are let pass or taken back. */
export const LASTING = ['blocks', 'opens', 'speeds', 'plans'] as const;
export type LastingKind = (typeof LASTING)[number];

/** All kinds of harm that are added up over time. */
export const HARMS = [...LASTING, 'leaves'] as const;
export type HarmKind = (typeof HARMS)[number];

/** Which limit of the operator's is for which harm. */
const LIMIT_OF = {
  blocks: 'maxBlock',
  opens: 'maxBlock',
  speeds: 'maxSpeed',
  plans: 'maxDelete',
  leaves: 'maxDelete',
} as const satisfies Record<HarmKind, LimitName>;
export type LimitName = 'maxBlock' | 'maxSpeed' | 'maxDelete';

export const LIMIT_FLAGS: Readonly<Record<LimitName, string>> = {
  maxBlock: '--max-block',
  maxSpeed: '--max-speed',
  maxDelete: '--max-delete',
};

/** How much of each sort may pass. */
export interface Limits {
  /** Percent of the customers who may go offline for good, and of those who may lose their plan, within an hour. */
  readonly maxDelete: number;
  /** Percent of the customers who may be blocked within an hour, and of the blocked who may be let through unproven. */
  readonly maxBlock: number;
  /** Percent of the customers who may be slowed to less than half, or let go unlimited, within an hour. */
  readonly maxSpeed: number;
  /** Percent within 24 hours, where the operator says another than half as much again. */
  readonly withinDay?: Readonly<Partial<Record<LimitName, number>>>;
  /** Let everything pass, once. */
  readonly force: boolean;
  /** Let so many of a kind pass, once. */
  readonly approved: ReadonlyMap<string, number>;
  /** Whether it is the operator who takes everything away: nothing of that waits for anybody to come back. */
  readonly uninstalls?: boolean;
}

/** Half as much again as within an hour. */
const DAY_FACTOR = 1.5;

/** Below this many customers a percentage says nothing. */
export const LEAST = 10;

/** Which effects count as which kind of harm. */
export const EFFECTS_OF: Readonly<Record<HarmKind, readonly Effect[]>> = {
  blocks: ['blocks'],
  opens: ['opens'],
  speeds: ['slows', 'lifts'],
  plans: ['loses plan'],
  leaves: ['leaves'],
};

/** One kind of harm, how much of it is too much, and the customers who meet it. */
export interface Harm {
  readonly kind: HarmKind;
  readonly flag: string;
  readonly hourPercent: number;
  readonly dayPercent: number;
  /** What the percentages are of. */
  readonly outOf: number;
  /** Customers in all: of a few a percentage says nothing. */
  readonly base: number;
  /** Each once. */
  readonly who: readonly string[];
  readonly fates: readonly FateChange[];
}

/** Whether what billing says of a customer's contract is that a harm is not to come to them any more. */
export function isTakenBack(kind: HarmKind, standing: Standing | undefined): boolean {
  if (standing === undefined || isUndecided(standing) || isOfUnseen(standing)) return false;
  return (kind === 'opens' && standing.kind !== 'none') || (kind === 'blocks' && standing.kind !== 'blocked');
}

/** What of this kind a plan does. */
export function harmOf(kind: HarmKind, plan: ChangePlan, limits: Limits, memory: Recollection): Harm {
  const fates = recalled(plan.fates, memory).filter(
    ({ effect, contractGone }) => EFFECTS_OF[kind].includes(effect) && (kind !== 'opens' || contractGone),
  );
  const who = [...new Set(fates.map(({ customer }) => customer))];
  return { kind, ...percentages(kind, limits), ...measure(kind, plan, who.length), who, fates };
}

/** What is known of customers and policies beside what the BQN shows. */
export interface Recollection {
  /** What each customer was last. */
  readonly last: ReadonlyMap<string, Fate>;
  /** What policies were at before any change of the last day. */
  readonly agreed: ReadonlyMap<string, Baseline>;
}

/** What a policy was at before any change of the last day. */
export interface Baseline extends Rates {
  /** Whether billing has wanted just that all the day: what is otherwise on a BQN is another hand's. */
  readonly isSteady: boolean;
}

/**
 * Somebody of whom the BQN says nothing may be known from before: whoever comes home to a block had service, and whoever
 * was blocked comes home to nothing new. And a speed that falls bit by bit is measured at what it was a day ago.
 */
export function recalled(fates: readonly FateChange[], recollection: Recollection): readonly FateChange[] {
  const { last, agreed } = recollection;
  if (last.size === 0 && agreed.size === 0) return fates;
  return fates.map((fate) => {
    if (fate.effect === 'leaves') return fate;
    const known = last.get(fate.customer);
    const isAgain = fate.effect === 'blocks' && known?.kind === 'blocked';
    const from = fate.from.kind === 'unsaid' || isAgain ? known : before(fate, agreed);
    return from === undefined ? fate : { ...fate, from, effect: effectBetween(from, fate.to) };
  });
}

/** What a customer who stays under a policy had before its changes of the last day, where that makes today's a harm. */
function before({ from, to, effect }: FateChange, agreed: ReadonlyMap<string, Baseline>): Fate | undefined {
  const policy = policyOf(from);
  if (policy === null || from.kind === 'blocked' || policyOf(to) !== policy) return undefined;
  const rates = agreed.get(policy);
  if (rates === undefined || EFFECTS_OF.speeds.includes(effect)) return undefined;
  const fate = fateUnder(policy, () => rates);
  return EFFECTS_OF.speeds.includes(effectBetween(fate, to)) ? fate : undefined;
}

function percentages(kind: HarmKind, limits: Limits): Pick<Harm, 'flag' | 'hourPercent' | 'dayPercent'> {
  const name = LIMIT_OF[kind];
  const hourPercent = limits[name];
  return { flag: LIMIT_FLAGS[name], hourPercent, dayPercent: limits.withinDay?.[name] ?? hourPercent * DAY_FACTOR };
}

function measure(kind: HarmKind, plan: ChangePlan, count: number): Pick<Harm, 'outOf' | 'base'> {
  const customers = countCustomers(plan);
  if (kind === 'opens') return { outOf: plan.blocked, base: customers };
  // With --prune all more may leave than is ours.
  const outOf = kind === 'leaves' ? Math.max(customers, count) : customers;
  return { outOf, base: outOf };
}

/** Those that billing wants, or the BQN holds of ours, whichever are more. */
export function countCustomers({ wanted, managed }: ChangePlan): number {
  return Math.max(wanted, managed);
}

/**
 * Whom a harm took something from: an entry of ours without a policy is service, too. Somebody of whom nothing was known
 * until now is no part of a slide.
 */
export function hadSomething({ fates }: Harm, { ours }: Pick<ChangePlan, 'ours'>): (customer: string) => boolean {
  const isKnown = ({ from, ip, movedFrom = ip }: FateChange) =>
    from.kind !== 'unsaid' || ours.subscriber.has(ip) || ours.subscriber.has(movedFrom);
  const known = new Set(fates.filter(isKnown).map(({ customer }) => customer));
  return (customer) => known.has(customer);
}

export function eachHarm<T>(of: (kind: HarmKind) => T): Record<HarmKind, T> {
  return { ...eachLasting(of), leaves: of('leaves') };
}

export function eachLasting<T>(of: (kind: LastingKind) => T): Record<LastingKind, T> {
  return { blocks: of('blocks'), opens: of('opens'), speeds: of('speeds'), plans: of('plans') };
}
