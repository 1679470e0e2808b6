import { DAY_S, Isp } from './isp.ts';
import { live, MONTH_BEGINS } from './ordinary.ts';
import { Stage } from './stage.ts';

/** What came of an ordinary month. */
export interface MonthResult {
  readonly customers: number;
  readonly runs: number;
  /** Runs in which something was held back: nobody should be woken for any. */
  readonly held: number;
  /** Runs that put deletions off, without an alarm. */
  readonly putOff: number;
  /** What the first held runs held. */
  readonly examples: readonly string[];
  /** Blocks and unblocks that came to customers. */
  readonly blocked: number;
  readonly writes: number;
}

/** @param days of the month, from the first one on */
export async function playMonth(customers: number, days: number, seed = 1): Promise<MonthResult> {
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
  return { customers, runs, ...result, examples };
}
