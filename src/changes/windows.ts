import type { GateMemory } from './gate-memory.ts';
import { isLasting } from './gate-memory.ts';
import { type Harm, LEAST } from './harm.ts';

/** In s. */
export const HOUR_S = 3600;
export const DAY_S = 86_400;

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
  if (who.length === 0 || base < LEAST || isExpected(harm, who, memory)) return undefined;
  const within = (seconds: number) => countTogether(who, recent, memory.now - seconds);
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
  const recent = memory.recent[harm.kind];
  const left = (seconds: number, percent: number) =>
    Math.floor((harm.outOf * percent) / 100) - countTogether(passing, recent, memory.now - seconds);
  return Math.max(0, Math.min(left(HOUR_S, harm.hourPercent), left(DAY_S, harm.dayPercent)));
}

/** Each customer once, whether they meet it now or met it since. */
export function countTogether(who: readonly string[], recent: ReadonlyMap<string, number>, after: number): number {
  const all = new Set(who);
  for (const [customer, at] of recent) if (at > after) all.add(customer);
  return all.size;
}

/** Whether an announcement covers these, together with those who met it under the same one and of late. */
function isExpected({ kind }: Harm, who: readonly string[], { expected, recent, now }: GateMemory): boolean {
  const announced = expected.get(kind);
  if (announced === undefined) return false;
  return countTogether([...who, ...announced.used], recent[kind], now - DAY_S) <= announced.count;
}
