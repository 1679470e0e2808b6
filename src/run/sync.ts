import { Implausible } from '../billing/errors.ts';
import { doubtsOf, nobodyOnline } from '../billing/plausibility.ts';
import type { Billing, PageNews } from '../billing/reading.ts';
import type { BillingSource, ReadingWatch } from '../billing/source.ts';
import type { BqnTarget } from '../bqn/client.ts';
import { BqnGone } from '../bqn/errors.ts';
import { type BqnState, isFromRules } from '../bqn/resources.ts';
import { type Applied, apply } from '../changes/apply.ts';
import type { ChangePlan } from '../changes/change-plan.ts';
import { type DiffOptions, planChanges } from '../changes/diff.ts';
import { type Gated, gate } from '../changes/gate.ts';
import { fatesLeftBehind } from '../changes/handover.ts';
import { type Holds, NO_HOLDS } from '../changes/holds.ts';
import { planBack, policiesBack, withoutThoseBefore } from '../changes/put-back.ts';
import { policyOf } from '../customers/fate.ts';
import type { FateChange } from '../customers/fate-change.ts';
import { breathe } from '../interruption/breathe.ts';
import { Interrupted } from '../interruption/interrupted.ts';
import { together } from '../interruption/together.ts';
import { type Desired, NOTHING_DESIRED } from '../mapping/desired.ts';
import type { Settings } from '../settings/settings.ts';
import { announced, booksOf, gateMemory, rememberedPolicies, settled, tugsOfWar } from '../state/bookkeeping.ts';
import type { ContractsMemory, Ledger } from '../state/ledger.ts';
import type { BqnRecord } from '../state/record.ts';
import { say } from '../text/language.ts';
import { exitCodeOf, exitCodeOfBqn, gravest } from './exit-code.ts';
import { noteBefore, type Shelf, stoodOf } from './note-before.ts';
import type { BqnOutcome, Durations, Outcome } from './outcome.ts';
import { inVain, memoryAfter, type ProofPorts, Proven, sparingOf } from './sparing.ts';
import { noReadablePlan } from './unreadable-plans.ts';
import { wantedOf } from './wanted.ts';

/** All that a run touches, so that it can be run against anything. */
export interface Ports {
  readonly source: BillingSource;
  readonly targets: readonly BqnTarget[];
  readonly ledger: Ledger;
  readonly signal: AbortSignal;
  /** Breaks off all that is under way. */
  readonly abandon: () => void;
  /** Unix time in s. */
  readonly now: () => number;
  readonly watch: RunWatch;
  /** Keeps what stands on a BQN before the first write there; absent where nothing is to be kept. */
  readonly shelf?: Shelf;
  /** What stood on each BQN before the first write there, where it is to be put back. */
  readonly before?: ReadonlyMap<string, BqnState>;
}

/** Told what happens, as it happens. */
export interface RunWatch {
  page(news: PageNews): void;
  note(text: string): void;
  mapped(desired: Desired): void;
  written(label: string, done: number, planned: number): void;
}

/** A BQN as it was read, or what kept it from being read. */
type BqnReading =
  | { readonly target: BqnTarget; readonly state: BqnState }
  | { readonly target: BqnTarget; readonly state: undefined; readonly error: BqnGone | Interrupted };

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
    if (unreadable !== undefined) throw new Implausible(unreadable);
    await breathe(ports.signal);
    ports.watch.mapped(desired);
    const proven = new Proven(billing, settings, proofPorts(settings, ports));
    const bqns = await timed(durations, 'write', () => bringAll(wanted.of, readings, settings, ports, proven));
    return { exitCode: gravest(bqns.map((bqn) => bqn.exitCode)), error: undefined, billing, desired, bqns, durations };
  } catch (error) {
    await breakOff(readings, ports);
    const exitCode = exitCodeOf(error);
    if (exitCode === undefined || !(error instanceof Error)) throw error;
    return { exitCode, error, billing: partial.billing, desired: partial.desired, bqns: [], durations };
  }
}

/** Nothing may be asked after the run has ended: what is under way ends now, and is waited for. */
async function breakOff(readings: readonly Promise<BqnReading>[], { abandon }: Ports): Promise<void> {
  abandon();
  await Promise.all(readings.map((reading) => reading.catch(() => {})));
}

/** Billing; of its contracts, where they can be spared, only those out of service. */
async function readSource(settings: Settings, ports: Ports): Promise<Billing> {
  const { source, ledger, now } = ports;
  const sparing = sparingOf(settings, ledger.contracts, now());
  const billing = await source.read(watchOf(ports), sparing);
  rememberContracts(settings, ledger, memoryAfter(billing, ledger.contracts, sparing !== undefined, now()));
  return billing;
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
      return bringIntoAgreement(desired, reading, settings, ports);
    const books = booksOf(ports.ledger.bqn(label), ports.now());
    const certain = await proven.desired(label, desired, reading.state, books);
    return bringIntoAgreement(certain, reading, settings, ports);
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

/** Rejects only for a defect of ours. */
async function readBqn(target: BqnTarget): Promise<BqnReading> {
  try {
    return { target, state: await target.read() };
  } catch (error) {
    if (error instanceof BqnGone || error instanceof Interrupted) return { target, state: undefined, error };
    throw error;
  }
}

/** @throws {Implausible} */
function refuseImplausible(billing: Billing, { mapping }: Settings): void {
  const doubt = doubtsOf(billing, mapping).find(({ stops }) => stops);
  if (doubt !== undefined) throw new Implausible(doubt.said);
}

/** @throws {Implausible} when nobody is online, and somebody on a BQN is ours */
function refuseNobody({ system }: Billing, readings: readonly BqnReading[], settings: Settings, ledger: Ledger): void {
  if (!readings.some((reading) => holdsOurs(reading, settings, ledger))) return;
  throw new Implausible(say`${system} shows no login online at all, while the BQN holds subscribers of this program`);
}

function holdsOurs(reading: BqnReading, settings: Settings, ledger: Ledger): boolean {
  if (reading.state === undefined) return false;
  const { subscriber: owned } = ledger.bqn(reading.target.label).owned;
  for (const [ip, entry] of reading.state.subscribers) {
    if (owned.has(ip) || (settings.prune === 'all' && !isFromRules(entry))) return true;
  }
  return false;
}

/** Plan, gate and apply for one BQN. */
async function bringIntoAgreement(
  desired: Desired,
  reading: BqnReading,
  settings: Settings,
  ports: Ports,
): Promise<BqnOutcome> {
  const { target } = reading;
  const { label } = target;
  if (reading.state === undefined) {
    const { error } = reading;
    const exitCode = exitCodeOfBqn({ heldBack: false, refused: false, stopped: error });
    return { label, exitCode, error, plan: undefined, heldBack: [], applied: undefined, fates: [], tugs: [] };
  }
  const { ledger, signal, watch } = ports;
  const bqn = reading.state;
  const record = ledger.bqn(label);
  const now = ports.now();
  const before = ports.before?.get(label);
  // Several BQNs are planned for one after the other.
  await breathe(signal);
  const gated =
    before === undefined
      ? planAndGate(desired, bqn, record, settings, now)
      : planAndGateBack(before, bqn, record, settings, now);
  const { plan, heldBack } = gated;
  await breathe(signal);
  const ending = { heldBack: heldBack.length > 0, refused: plan.stuck.some(({ harmful }) => harmful) };
  if (settings.mode === 'dry-run') {
    const exitCode = exitCodeOfBqn({ ...ending, stopped: undefined });
    return { label, exitCode, error: undefined, plan, heldBack, applied: undefined, fates: plan.fates, tugs: [] };
  }
  const noted = before === undefined ? noteBefore(label, { bqn, plan, record, now }, ports) : record.before;
  const run = { desired, bqn, plan, now, stood: stoodOf({ ...record, before: noted }, before !== undefined) };
  const books = before === undefined ? record : { ...record, owned: withoutThoseBefore(record.owned, before) };
  const told = announced({ ...books, before: noted }, run);
  // What is not made need not be announced, and of a run that wrote nothing the end of the run is soon enough.
  keep(ledger, label, told, plan.changes.some(({ action }) => action === 'create') || told.wrote !== record.wrote);
  const policies = before === undefined ? desired.policies : policiesBack(before);
  const applied = await apply(plan, bqn, policies, target, {
    concurrency: settings.bqn.concurrency,
    signal,
    lookAtGroups: record.dropsGroupPolicy === undefined,
    mayBeLeft: gated.mayBeSlowed,
    onWrite: (done, planned) => watch.written(label, done, planned),
  });
  const left = fatesLeftBehind(plan.fates, applied.leftBehind, (name) => policies.get(name));
  const after = settled(ledger.bqn(label), run, applied, withLeft(gated, left));
  keep(ledger, label, after, applied.writes > 0);
  const { stopped } = applied;
  const exitCode = exitCodeOfBqn({ ...ending, refused: ending.refused || applied.refused.length > 0, stopped });
  const fates = [...fatesThatCame(plan, applied), ...left];
  return { label, exitCode, error: stopped, plan, heldBack, applied, fates, tugs: tugsOfWar(after, bqn) };
}

/** Whoever was left behind under a policy that slows them or lets them go counts as others whom a speed hit. */
function withLeft(gated: Gated, left: readonly FateChange[]): Gated {
  const speeds = [...gated.passed.speeds, ...left.map(({ customer }) => customer)];
  return { ...gated, passed: { ...gated.passed, speeds } };
}

/** Of the changes of fate in a plan, those whose write was done: the customer's own, or that of the policy they are under. */
function fatesThatCame(plan: ChangePlan, { done }: Applied): FateChange[] {
  const planned = new Set(plan.changes.filter(({ kind }) => kind === 'subscriber').map(({ key }) => key));
  const written = new Set(done.map(({ kind, key }) => `${kind} ${key}`));
  return plan.fates.filter(({ ip, from }) => {
    if (planned.has(ip)) return written.has(`subscriber ${ip}`);
    const policy = policyOf(from);
    return policy !== null && written.has(`policy ${policy}`);
  });
}

export function planAndGate(
  desired: Desired,
  bqn: BqnState,
  record: BqnRecord,
  settings: Settings,
  now: number,
): Gated {
  const options = optionsOf(record, settings, now);
  const planWith = (holds: Holds) => planChanges(desired, bqn, record.owned, { ...options, holds });
  const plan = planWith(NO_HOLDS);
  return gate(plan, settings.limits, gateMemory(record, now, plan.keyOfName), bqn, planWith);
}

/** What stood there before the first run, put back. */
function planAndGateBack(before: BqnState, bqn: BqnState, record: BqnRecord, settings: Settings, now: number): Gated {
  const options = { ...optionsOf(record, settings, now), grace: { seconds: 0, now }, reason: '--restore' };
  const planWith = (holds: Holds) => planBack(before, bqn, record, { ...options, holds });
  const plan = planWith(NO_HOLDS);
  return gate(plan, settings.limits, gateMemory(record, now, plan.keyOfName), bqn, planWith);
}

function optionsOf(record: BqnRecord, settings: Settings, now: number): Omit<DiffOptions, 'holds'> {
  return {
    prune: settings.prune,
    dualStack: settings.mapping.dualStack || settings.mapping.joinContracts === true,
    untaken: record.untaken,
    dropsGroupPolicy: record.dropsGroupPolicy === true,
    sites: record.sites,
    remembered: rememberedPolicies(record, now),
    outside: record.outside,
    grace: { seconds: settings.removeAll ? 0 : settings.offlineGraceS, now },
    ...(settings.removeAll && { reason: '--remove-all' }),
  };
}

/** What was learned meanwhile, such as a certificate, stays. */
function keep(ledger: Ledger, label: string, { fingerprint: _, ...record }: BqnRecord, isNow: boolean): void {
  ledger.update(label, record);
  if (isNow) ledger.save();
}
