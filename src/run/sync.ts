import { allRead } from '../agreement/part.ts';
import { nobodyOnline } from '../billing/plausibility.ts';
import type { Billing } from '../billing/reading.ts';
import { breathe } from '../interruption/breathe.ts';
import { together } from '../interruption/together.ts';
import { type Desired, NOTHING_DESIRED } from '../mapping/desired.ts';
import type { Settings } from '../settings/settings.ts';
import { booksOf } from '../state/bookkeeping.ts';
import { booksAt } from '../state/harm-books.ts';
import { Agreeing } from './agreeing.ts';
import { bringIntoAgreement } from './bring.ts';
import { exitCodeOf, gravest } from './exit-code.ts';
import { oddNamesNow } from './odd-names-now.ts';
import type { BqnOutcome, Durations, Outcome } from './outcome.ts';
import { audit, bringPart, plannedPart, seenBy } from './part-of-run.ts';
import type { Ports } from './ports.ts';
import { type BqnReading, readBqn } from './read-bqn.ts';
import { proofPorts, readSource } from './read-source.ts';
import { refuseImplausible, refuseNobody, refuseUnreadable } from './refusals.ts';
import { Proven } from './sparing.ts';
import { timed } from './timed.ts';
import { wantedOf } from './wanted.ts';

/** One run. Never throws for what billing, a BQN or the operator does; the outcome says it. */
export async function synchronise(settings: Settings, ports: Ports): Promise<Outcome> {
  const durations: Durations = {};
  const agreeing = Agreeing.begin(settings, ports);
  if (settings.mode !== 'dry-run') forgetAgreements(ports);
  // Side by side with billing, and each for itself: one that is slow or dead does not keep the others waiting.
  const readings = ports.targets.map((target) => readBqn(target, agreeing?.known.entries));
  const partial: { billing?: Billing; desired?: Desired } = {};
  try {
    if (settings.removeAll || ports.before !== undefined) return await removeAll(readings, settings, ports, durations);
    // A failure of a reading that is a defect of ours is told when it is waited for.
    for (const reading of readings) reading.catch(() => {});
    const read = await timed(durations, 'read', () => readSource(settings, ports, agreeing?.known.lists));
    partial.billing = read;
    const bring = (billing: Billing, seenNow: typeof readings, at: Ports) => {
      partial.billing = billing;
      return bringWhole(billing, seenNow, settings, at, durations, partial);
    };
    if (agreeing === undefined) return await bring(read, readings, ports);
    const seen = await seenBy(agreeing, read, readings);
    const ofPart = await plannedPart(seen, settings, ports, durations);
    if (ofPart !== undefined && !agreeing.isAudit) return await bringPart(ofPart, settings, ports, durations);
    const whole = seen.sight && agreeing.everything(seen.sight);
    const now = whole === undefined ? readings : readings.map(async (one) => ({ ...(await one), state: whole.bqn }));
    const billing = whole?.billing ?? allRead(read);
    const outcome =
      ofPart === undefined
        ? await bring(billing, now, ports)
        : await audit(ofPart, billing, ports, (answered, at) => bring(answered, now, at));
    agreeing.end(outcome.bqns[0], whole, seen.sight);
    return outcome;
  } catch (error) {
    await breakOff(readings, ports);
    const exitCode = exitCodeOf(error);
    if (exitCode === undefined || !(error instanceof Error)) throw error;
    return { exitCode, error, billing: partial.billing, desired: partial.desired, bqns: [], durations };
  }
}

/** Nobody is in agreement by what the books hold from now on, until a run has said so. */
function forgetAgreements({ ledger }: Ports): void {
  for (const label of ledger.labels())
    if (ledger.bqn(label).agreed !== undefined) ledger.update(label, { agreed: undefined });
}

/** All that was read, for all BQNs. @throws {Implausible} */
async function bringWhole(
  billing: Billing,
  readings: readonly Promise<BqnReading>[],
  settings: Settings,
  ports: Ports,
  durations: Durations,
  partial: { desired?: Desired },
): Promise<Outcome> {
  await breathe(ports.signal);
  refuseImplausible(billing, settings);
  if (nobodyOnline(billing)) refuseNobody(billing, await Promise.all(readings), settings, ports.ledger);
  const wanted = await timed(durations, 'map', async () => wantedOf(billing, settings));
  const desired = wanted.all;
  partial.desired = desired;
  refuseUnreadable(billing, settings);
  await breathe(ports.signal);
  ports.watch.mapped(desired);
  const proven = new Proven(billing, settings, proofPorts(settings, ports));
  const bqns = await timed(durations, 'write', () => bringAll(wanted.of, readings, settings, ports, proven));
  const names = await oddNamesNow(billing, settings, ports);
  const exitCode = gravest(bqns.map((bqn) => bqn.exitCode));
  return { exitCode, error: undefined, billing, desired, bqns, durations, names };
}

/** Nothing may be asked after the run has ended: what is under way ends now, and is waited for. */
async function breakOff(readings: readonly Promise<BqnReading>[], { abandon }: Ports): Promise<void> {
  abandon();
  await Promise.all(readings.map((reading) => reading.catch(() => {})));
}

function bringAll(
  wanted: (label: string) => Desired,
  readings: readonly Promise<BqnReading>[],
  settings: Settings,
  ports: Ports,
  proven?: Proven,
): Promise<BqnOutcome[]> {
  const bringing = readings.map(async (pending) => {
    const reading = await pending;
    const { label } = reading.target;
    const desired = wanted(label);
    if (proven === undefined || reading.state === undefined)
      return bringIntoAgreement(desired, undefined, reading, settings, ports);
    const record = ports.ledger.bqn(label);
    const books = booksOf(record, booksAt(record.harm, ports.now()), { bqn: reading.state, desired });
    const certain = await proven.desired(label, desired, reading.state, books);
    return bringIntoAgreement(certain, proven.billing, reading, settings, ports);
  });
  return together(bringing, ports.abandon);
}

/** Removes what the ledger names, or puts back what stood there, through the same planner and gate. IXC has no say in it. */
async function removeAll(
  readings: readonly Promise<BqnReading>[],
  settings: Settings,
  ports: Ports,
  durations: Durations,
): Promise<Outcome> {
  const owned: Settings = { ...settings, prune: 'owned' };
  await timed(durations, 'read', () => Promise.all(readings));
  const bqns = await timed(durations, 'write', () => bringAll(() => NOTHING_DESIRED, readings, owned, ports));
  const exitCode = gravest(bqns.map((bqn) => bqn.exitCode));
  return { exitCode, error: undefined, billing: undefined, desired: undefined, bqns, durations };
}
