import type { BqnState } from '../bqn/resources.ts';
import { effectBetween } from '../customers/effect.ts';
import { fateUnder, type RatesOf } from '../customers/fate.ts';
import { type FateChange, OF_NOBODY } from '../customers/fate-change.ts';
import type { Roll } from '../customers/roll.ts';
import type { Desired } from '../mapping/desired.ts';
import type { Change } from './change-plan.ts';

/** Rates before anything is written, and after. */
export interface RatesAround {
  readonly ratesBefore: RatesOf;
  readonly ratesAfter: RatesOf;
}

/**
 * What a change of a policy's speed is to those whom this run does not serve: who are away, are left alone, or are an operator's
 * own customers, who use a policy that a plan's name takes over. Of whom it serves the fate is at the address that they have now.
 */
export function rateFates(
  changes: readonly Change[],
  { subscribers }: BqnState,
  desired: Desired,
  roll: Roll,
  { ratesBefore, ratesAfter }: RatesAround,
): FateChange[] {
  const changed = new Map(changes.filter(({ action }) => action === 'update').map((change) => [change.key, change]));
  if (changed.size === 0) return [];
  const fates: FateChange[] = [];
  for (const [ip, { id, policy }] of subscribers) {
    const change = policy === null ? undefined : changed.get(policy);
    if (change === undefined || desired.subscribers.has(ip)) continue;
    const whose = roll.whose(ip, { id });
    if (whose.kind === 'online' && roll.servedAt(whose.customer) !== undefined) continue;
    const from = fateUnder(policy, ratesBefore);
    const to = fateUnder(policy, ratesAfter);
    const effect = effectBetween(from, to);
    if (effect === 'none') continue;
    // Of the entries of one customer one is counted.
    if (roll.mainsOf(ip, { id }).some((main) => subscribers.get(main)?.policy === policy)) continue;
    const login = id ?? ip;
    const why = { kind: 'policy changed', policy: change.key, why: change.why } as const;
    fates.push({ customer: roll.keyOf(ip, { id }), login, ip, from, to, effect, why, ...OF_NOBODY });
  }
  return fates;
}
