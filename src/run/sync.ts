import { Implausible } from '../billing/errors.ts';
import { emptinessOf, nobodyOnline } from '../billing/plausibility.ts';
import type { Billing } from '../billing/reading.ts';
import type { ReadingWatch } from '../billing/source.ts';
import { isFromRules } from '../bqn/resources.ts';
import { breathe } from '../interruption/breathe.ts';
import { together } from '../interruption/together.ts';
import { type Desired, NOTHING_DESIRED } from '../mapping/desired.ts';
import type { Settings } from '../settings/settings.ts';
import { booksOf } from '../state/bookkeeping.ts';
import { booksAt } from '../state/harm-books.ts';
import type { ContractsMemory, Ledger } from '../state/ledger.ts';
import { bringIntoAgreement } from './bring.ts';
import { exitCodeOf, gravest } from './exit-code.ts';
import { nameTroubles } from './names.ts';
import type { BqnOutcome, Durations, Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';
import { type BqnReading, readBqn } from './read-bqn.ts';
import { inVain, memoryAfter, type ProofPorts, Proven, sparingOf } from './sparing.ts';
import { noReadablePlan } from './unreadable-plans.ts';
import { oddNamesOf, wantedOf } from './wanted.ts';

/** One run. Never throws for what billing, a BQN or the operator does; the outcome says it. */
export async function synchronise(settings: Settings, ports: Ports): Promise<Outcome> {
  const durations: Durations = {};
  // Side by side with billing, and each for itself: one that is slow or dead does not keep the others waiting.
  const readings = ports.targets.map(readBqn);
  const partial: { billing?: Billing; desired?: Desired } = {};
  try {
    if (settings.removeAll || ports.before !== undefined) return await removeAll(readings, settings, ports, durations);
    // A failure of a reading that is a defect of ours is told when it is waited for.
    for (const reading of readings) reading.catch(() => {});
    const billing = await timed(durations, 'read', () => readSource(settings, ports));
    partial.billing = billing;
    await breathe(ports.signal);
    refuseImplausible(billing, settings);
    if (nobodyOnline(billing)) refuseNobody(billing, await Promise.all(readings), settings, ports.ledger);
    const wanted = await timed(durations, 'map', async () => wantedOf(billing, settings));
    const desired = wanted.all;
    partial.desired = desired;
    const unreadable = noReadablePlan(billing, settings.mapping);
    if (unreadable !== undefined)
      throw new Implausible({ kind: 'no readable speed', system: billing.system, plans: unreadable });
    await breathe(ports.signal);
    ports.watch.mapped(desired);
    const proven = new Proven(billing, settings, proofPorts(settings, ports));
    const bqns = await timed(durations, 'write', () => bringAll(wanted.of, readings, settings, ports, proven));
    const names = await oddNamesNow(billing, settings, ports);
    const exitCode = gravest(bqns.map((bqn) => bqn.exitCode));
    return { exitCode, error: undefined, billing, desired, bqns, durations, names };
  } catch (error) {
    await breakOff(readings, ports);
    const exitCode = exitCodeOf(error);
    if (exitCode === undefined || !(error instanceof Error)) throw error;
    return { exitCode, error, billing: partial.billing, desired: partial.desired, bqns: [], durations };
  }
}

/** After the writing: nobody waits for it. */
async function oddNamesNow(billing: Billing, settings: Settings, { source, ledger, now, signal }: Ports) {
  const odd = oddNamesOf(billing, settings);
  const hasLogin = signal.aborted ? undefined : source.hasLogin;
  const { troubles, memory } = await nameTroubles(odd, hasLogin, ledger.names, now());
  if (settings.mode !== 'dry-run') ledger.rememberNames(memory);
  return troubles;
}

/** Nothing may be asked after the run has ended: what is under way ends now, and is waited for. */
async function breakOff(readings: readonly Promise<BqnReading>[], { abandon }: Ports): Promise<void> {
  abandon();
  await Promise.all(readings.map((reading) => reading.catch(() => {})));
}

/** Billing; of its contracts, where they can be spared, only those out of service. */
async function readSource(settings: Settings, ports: Ports): Promise<Billing> {
  const { source, ledger, now } = ports;
  const sparing = sparingOf(settings, knownContracts(ledger, now()), now());
  const billing = await source.read(watchOf(ports), sparing);
  rememberContracts(
    settings,
    ledger,
    memoryAfter(billing, knownContracts(ledger, now()), sparing !== undefined, now()),
  );
  return billing;
}

/** What a clock of the future has noted is forgotten: all contracts are read once more. */
function knownContracts({ contracts }: Ledger, now: number): ContractsMemory | undefined {
  const isOfFuture = contracts !== undefined && Math.max(contracts.at, contracts.vainAt ?? 0) > now;
  return isOfFuture ? undefined : contracts;
}

function proofPorts(settings: Settings, ports: Ports): ProofPorts {
  const { source, ledger, now } = ports;
  return {
    source,
    watch: watchOf(ports),
    inVain: () => rememberContracts(settings, ledger, inVain(ledger.contracts, now())),
  };
}

function rememberContracts({ mode }: Settings, ledger: Ledger, memory: ContractsMemory | undefined): void {
  if (memory !== undefined && mode !== 'dry-run') ledger.rememberContracts(memory);
}

function watchOf({ watch }: Ports): ReadingWatch {
  return { onPage: watch.page, onNote: watch.note };
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

async function timed<T>(durations: Durations, stage: keyof Durations, act: () => Promise<T>): Promise<T> {
  const started = performance.now();
  try {
    return await act();
  } finally {
    durations[stage] = performance.now() - started;
  }
}

/** @throws {Implausible} */
function refuseImplausible(billing: Billing, { mapping }: Settings): void {
  const [doubt] = emptinessOf(billing, mapping);
  if (doubt !== undefined) throw new Implausible(doubt);
}

/** @throws {Implausible} when nobody is online, and somebody on a BQN is ours */
function refuseNobody({ system }: Billing, readings: readonly BqnReading[], settings: Settings, ledger: Ledger): void {
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
