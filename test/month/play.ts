import type { HarmKind } from '../../src/changes/harm.ts';
import type { Accident } from './accidents.ts';
import { DAY_S, HOUR_S, Isp } from './isp.ts';
import { MONTH_BEGINS } from './ordinary.ts';
import { Stage } from './stage.ts';

/** Percent of all that may meet a harm within an hour, and within a day (design.md). */
const LIMITS: Readonly<Record<HarmKind, readonly [hour: number, day: number]>> = {
  blocks: [20, 30],
  opens: [20, 30],
  speeds: [20, 30],
  plans: [30, 45],
  leaves: [30, 45],
};

/** What came of an accident. */
export interface AccidentResult {
  readonly what: string;
  readonly harm: HarmKind;
  readonly outOf: number;
  /** The most customers who met it within one hour, within one day, and in all. */
  readonly hour: number;
  readonly day: number;
  readonly all: number;
  /** What was allowed. */
  readonly mayHour: number;
  readonly mayDay: number;
  /** Minutes after which something was held back, or put off, first; undefined for never. */
  readonly stopped: number | undefined;
  readonly isStopped: boolean;
}

/** How an accident goes, by what customers had before it, and have on the BQN then. */
export async function play(accident: Accident, customers: number, seed = 1): Promise<AccidentResult> {
  const { what, harm } = accident;
  const isp = new Isp(customers, seed, MONTH_BEGINS);
  const stage = new Stage(isp);
  await stage.run('--force');
  await stage.tick();
  if (accident.isGrownUp === true) stage.grownUp();
  const memory = { hit: [] };
  const was = new Map<string, number | undefined>();
  const met: number[] = [];
  const harmed = new Set<string>();
  let stopped: number | undefined;
  let blocked = 0;
  for (let minute = 0; minute <= (accident.hours ?? 48) * 60; minute += 5) {
    accident.happens(isp, minute, memory);
    const before = stage.fates();
    for (const [login, fate] of before) was.set(login, fate);
    blocked = Math.max(blocked, [...before.values()].filter((fate) => fate === 0).length);
    const { bqn } = await stage.tick();
    const isHeld =
      bqn.heldBack.some(({ kind }) => kind === harm) || (harm === 'leaves' && bqn.putOff?.since !== undefined);
    if (isHeld) stopped ??= minute;
    const now = stage.fates();
    for (const [login, fate] of was) {
      if (harmed.has(login) || !isHarm(harm, fate, now.get(login), now.has(login))) continue;
      harmed.add(login);
      met.push(isp.now);
    }
  }
  // Of the blocked, who are few, a share of ten at least.
  const outOf = harm === 'opens' ? Math.max(10, blocked) : customers;
  const [hourPercent, dayPercent] = LIMITS[harm];
  const may = (percent: number) => (accident.isGross === true ? 0 : Math.floor((outOf * percent) / 100));
  const result = { what, harm, outOf, hour: most(met, HOUR_S), day: most(met, DAY_S), all: met.length };
  const allowed = { mayHour: may(hourPercent), mayDay: may(dayPercent) };
  const isStopped = stopped !== undefined && result.hour <= allowed.mayHour && result.day <= allowed.mayDay;
  return { ...result, ...allowed, stopped, isStopped };
}

/** Whether what a customer has now is that harm, measured at what they had. Kbps down; 0 is blocked, -1 no limit. */
function isHarm(harm: HarmKind, was: number | undefined, is: number | undefined, isThere: boolean): boolean {
  if (harm === 'leaves') return !isThere;
  if (!isThere) return false;
  switch (harm) {
    case 'blocks':
      return is === 0 && was !== 0;
    case 'opens':
      return was === 0 && is !== 0;
    case 'plans':
      return is === undefined && was !== undefined;
    case 'speeds':
      if (is === undefined || is === 0 || was === undefined || was === 0) return false;
      return was > 0 && (is < 0 || is * 2 < was || is >= was * 10);
  }
}

/** The most that came within so many seconds. */
function most(times: readonly number[], seconds: number): number {
  let found = 0;
  for (const [at, time] of times.entries()) {
    let count = 0;
    while (at + count < times.length && (times[at + count] ?? 0) - time < seconds) count++;
    found = Math.max(found, count);
  }
  return found;
}
