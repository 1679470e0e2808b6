import { Implausible } from '../billing/errors.ts';
import { emptinessOf } from '../billing/plausibility.ts';
import type { Billing } from '../billing/reading.ts';
import { isFromRules } from '../bqn/resources.ts';
import type { Settings } from '../settings/settings.ts';
import type { Ledger } from '../state/ledger.ts';
import type { BqnReading } from './read-bqn.ts';
import { noReadablePlan } from './unreadable-plans.ts';

/** What a run is not made from, since nobody should believe it. */

/** @throws {Implausible} */
export function refuseUnreadable(billing: Billing, { mapping }: Settings): void {
  const unreadable = noReadablePlan(billing, mapping);
  if (unreadable !== undefined)
    throw new Implausible({ kind: 'no readable speed', system: billing.system, plans: unreadable });
}

/** @throws {Implausible} */
export function refuseImplausible(billing: Billing, { mapping }: Settings): void {
  const [doubt] = emptinessOf(billing, mapping);
  if (doubt !== undefined) throw new Implausible(doubt);
}

/** @throws {Implausible} when nobody is online, and somebody on a BQN is ours */
export function refuseNobody(
  { system }: Billing,
  readings: readonly BqnReading[],
  settings: Settings,
  ledger: Ledger,
): void {
  if (!readings.some((reading) => holdsOurs(reading, settings, ledger))) return;
  throw new Implausible({ kind: 'nobody online', system });
}

function holdsOurs(reading: BqnReading, settings: Settings, ledger: Ledger): boolean {
  if (reading.state === undefined) return false;
  const { subscriber: owned } = ledger.bqn(reading.target.label).owned;
  for (const [ip, entry] of reading.state.subscribers) {
    if (owned.has(ip) || (settings.prune === 'all' && !isFromRules(entry))) return true;
  }
  return false;
}
