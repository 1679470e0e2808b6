import { DAY_S, Isp } from './isp.ts';
import { isEventful, live, MONTH_BEGINS, momentOf } from './ordinary.ts';
import { Stage } from './stage.ts';

/** What came of an ordinary month. */
export interface MonthResult {
  readonly customers: number;
  /** Minutes between two runs in hours in which nothing happens but that sessions come and go. */
  readonly quietMinutes: number;
  readonly runs: number;
  /** Runs in which something was held back: nobody should be woken for any. */
  readonly held: number;
  /** Runs that put deletions off, without an alarm. */
  readonly putOff: number;
  /** What the first held runs held. */
  readonly examples: readonly string[];
  /** Blocks that came to customers. */
  readonly blocked: number;
  readonly writes: number;
}

interface HowPlayed {
  readonly seed?: number;
  /** Between two runs while nothing happens: the ISP lives on, and what came meanwhile comes at once. */
  readonly quietMinutes?: number;
  /** Called with each day that begins. */
  readonly onDay?: (day: number, runs: number) => void;
}

/** @param days of the month, from the first one on */
export async function playMonth(
  customers: number,
  days: number,
  { seed = 1, quietMinutes = 5, onDay }: HowPlayed = {},
): Promise<MonthResult> {
  const isp = new Isp(customers, seed, MONTH_BEGINS - 300);
  const stage = new Stage(isp);
  // A first run blocks whoever is blocked, which the operator has looked at.
  await stage.run('--force');
  const result = { held: 0, putOff: 0, blocked: 0, writes: 0 };
  const examples: string[] = [];
  let runs = 0;
  while (isp.now + 300 < MONTH_BEGINS + days * DAY_S) {
    isp.now += 300;
    live(isp);
    const { day, minute } = momentOf(isp.now);
    if (minute === 0) onDay?.(day, runs);
    if (!isEventful(isp.now) && isp.now % (quietMinutes * 60) !== 0) continue;
    const { bqn } = await stage.run();
    runs++;
    result.writes += stage.bqn.writes.length;
    result.blocked += bqn.fates.filter(({ effect }) => effect === 'blocks').length;
    if (bqn.putOff?.since !== undefined) result.putOff++;
    if (bqn.heldBack.length === 0) continue;
    result.held++;
    if (examples.length < 5)
      examples.push(
        `${new Date(isp.now * 1000).toISOString()} ${bqn.heldBack.map(({ kind, count }) => `${kind}=${count}`).join(' ')}`,
      );
  }
  return { customers, quietMinutes, runs, ...result, examples };
}
