import { DAY_S, HOUR_S } from '../text/time-units.ts';
import type { GateMemory } from './gate-memory.ts';
import { isLasting } from './gate-memory.ts';
import { type Harm, type HarmKind, LEAST } from './harm.ts';

/** What this ISP has never done: so many times the most of any hour, and no fewer than these. */
const NEVER_BEFORE = { times: 5, customers: 20, percent: 2 } as const;

/** Why something is too much. */
export type Crossing =
  | { readonly kind: 'hour' | 'day'; readonly limitPercent: number }
  /** More than ever within an hour, of which the most was so many. */
  | { readonly kind: 'never before'; readonly most: number }
  /** A plan's speed that is more likely a slip than a price. */
  | { readonly kind: 'gross' };

/** Whether so many, together with those of the last hour and of the last day, are too many; undefined where they are not. */
export function crossing(harm: Harm, who: readonly string[], memory: GateMemory): Crossing | undefined {
  const recent = memory.recent[harm.kind];
  // Of an ISP that was large enough an hour ago the gate does not let go because two of its customers went offline.
  const base = recent.size > 0 || memory.incidents[harm.kind] !== undefined ? Math.max(harm.base, LEAST) : harm.base;
  if (who.length === 0 || base < LEAST || isExpected(harm.kind, who, memory)) return undefined;
  const within = (seconds: number) => countWithin(seconds, harm.kind, who, memory);
  const isOver = (count: number, percent: number) => count * 100 > harm.outOf * percent;
  const hour = within(HOUR_S);
  if (isOver(hour, harm.hourPercent)) return { kind: 'hour', limitPercent: harm.hourPercent };
  if (isOver(within(DAY_S), harm.dayPercent)) return { kind: 'day', limitPercent: harm.dayPercent };
  const most = isLasting(harm.kind) ? memory.most?.[harm.kind] : undefined;
  const isUnheardOf = most !== undefined && hour > most * NEVER_BEFORE.times && hour >= NEVER_BEFORE.customers;
  return isUnheardOf && isOver(hour, NEVER_BEFORE.percent) ? { kind: 'never before', most } : undefined;
}

/** How many more may meet a harm, now and within the day. */
export function roomFor(harm: Harm, passing: readonly string[], memory: GateMemory): number {
  if (harm.base < LEAST) return Number.POSITIVE_INFINITY;
  const left = (seconds: number, most: number) => most - countWithin(seconds, harm.kind, passing, memory);
  const ofAll = (percent: number) => Math.floor((harm.outOf * percent) / 100);
  const usual = Math.min(left(HOUR_S, ofAll(harm.hourPercent)), left(DAY_S, ofAll(harm.dayPercent)));
  return Math.max(0, usual, left(DAY_S, memory.expected.get(harm.kind)?.count ?? 0));
}

/** Each customer once, whether they meet it now or met it since. */
export function countTogether(who: readonly string[], recent: ReadonlyMap<string, number>, after: number): number {
  const all = new Set(who);
  for (const [customer, at] of recent) if (at > after) all.add(customer);
  return all.size;
}

/** Those, and whoever met it since. Under an announcement nobody is forgotten while it holds: it is for so many in all. */
function countWithin(seconds: number, kind: HarmKind, who: readonly string[], memory: GateMemory): number {
  const { recent, expected, now } = memory;
  return countTogether([...who, ...(expected.get(kind)?.used ?? [])], recent[kind], now - seconds);
}

/** Whether an announcement covers these, together with those who met it under the same one and of late. */
export function isExpected(kind: HarmKind, who: readonly string[], memory: GateMemory): boolean {
  const announced = memory.expected.get(kind);
  return announced !== undefined && countWithin(DAY_S, kind, who, memory) <= announced.count;
}
