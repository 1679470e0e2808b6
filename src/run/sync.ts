import { Implausible } from '../billing/errors.ts';
import { doubtsOf, nobodyOnline } from '../billing/plausibility.ts';
import type { Billing, PageNews } from '../billing/reading.ts';
import type { BillingSource, ReadingWatch } from '../billing/source.ts';
import type { BqnTarget } from '../bqn/client.ts';
import { BqnGone } from '../bqn/errors.ts';
import { type BqnState, isFromRules } from '../bqn/resources.ts';
import { type Applied, apply } from '../changes/apply.ts';
import type { ChangePlan } from '../changes/change-plan.ts';
import { planChanges, withoutUsedPolicies } from '../changes/diff.ts';
import { type Gated, gate } from '../changes/gate.ts';
import type { GateMemory } from '../changes/gate-memory.ts';
import { fatesLeftBehind } from '../changes/handover.ts';
import { type Holds, NO_HOLDS } from '../changes/holds.ts';
import { tryingOne, withoutUntaken } from '../changes/second-look.ts';
import { policyOf } from '../customers/fate.ts';
import type { FateChange } from '../customers/fate-change.ts';
import { breathe } from '../interruption/breathe.ts';
import { Interrupted } from '../interruption/interrupted.ts';
import { together } from '../interruption/together.ts';
import { type Desired, NOTHING_DESIRED } from '../mapping/desired.ts';
import { prove } from '../proof/proof.ts';
import type { Settings } from '../settings/settings.ts';
import { adoptable, withAdopted } from '../state/adopt.ts';
import {
  announced,
  booksOf,
  isToBeAnnounced,
  outsideNow,
  settled,
  sitesToday,
  tugsOfWar,
} from '../state/bookkeeping.ts';
import {
  approvalOf,
  approvedBy,
  believed,
  booksAt,
  countsSomebody,
  type Expected,
  gateMemory,
  harmAnnounced,
  harmSettled,
  offlineCount,
  rekeyed,
  rememberedPolicies,
} from '../state/harm-books.ts';
import type { ContractsMemory, Ledger } from '../state/ledger.ts';
import type { BqnRecord } from '../state/record.ts';
import { isOfToday, suspicionOf, untakenOthers, untakenPolicies } from '../state/untaken.ts';
import { say } from '../text/language.ts';
import { ApprovalRefused } from './approval-refused.ts';
import { EXIT, exitCodeOf, exitCodeOfBqn, gravest } from './exit-code.ts';
import { nameTroubles } from './names.ts';
import type { BqnOutcome, Durations, Outcome } from './outcome.ts';
import { inVain, memoryAfter, type ProofPorts, Proven, sparingOf } from './sparing.ts';
import { noReadablePlan } from './unreadable-plans.ts';
import { oddNamesOf, wantedOf } from './wanted.ts';

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
  /** What the operator announced (`--expect`). */
  readonly expected?: Expected | undefined;
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
    if (settings.removeAll) return await removeAll(readings, settings, ports, durations);
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

/** Removes what the ledger names, through the same planner and the same gate. IXC has no say in it. */
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
  billing: Billing | undefined,
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
  const clock = ports.now();
  const known = ledger.bqn(label);
  const now = believed(known.harm, clock);
  const adopted = settings.adopt ? adoptable(desired, bqn, known) : [];
  const record = { ...withAdopted(known, adopted), harm: booksAt(known.harm, now) };
  // Several BQNs are planned for one after the other.
  await breathe(signal);
  const gated = planAndGate(desired, bqn, record, settings, now, saidOf(ports, label, now));
  const { heldBack, putOff, ended } = gated;
  await breathe(signal);
  const proof = prove(gated.plan, {
    billing,
    mapping: { ...settings.mapping, scope: settings.scopes.get(label) },
    desired,
    bqn,
    owned: record.owned,
    remembered: rememberedPolicies(record.harm, { bqn, desired }),
    prune: settings.prune,
    limits: settings.limits,
    memory: gated.memory,
    heldBack,
  });
  const { plan } = proof;
  const count = offlineCount(record.harm.last, plan.online, now);
  const outcome = {
    ...{ label, plan, heldBack, putOff, ended, proof, adopted },
    offline: { count, darkSince: record.harm.dark, at: now },
  };
  const [refused] = [gated.refused].filter(({ length }) => length > 0);
  if (refused !== undefined) {
    const error = new ApprovalRefused(label, refused);
    return { ...outcome, exitCode: exitCodeOf(error) ?? EXIT.usage, error, applied: undefined, fates: [], tugs: [] };
  }
  const ending = {
    heldBack: heldBack.length > 0,
    refused: plan.stuck.some(({ harmful }) => harmful),
    defect: proof.findings.length > 0,
  };
  if (settings.mode === 'dry-run') {
    const exitCode = exitCodeOfBqn({ ...ending, stopped: undefined });
    return { ...outcome, exitCode, error: undefined, applied: undefined, fates: plan.fates, tugs: [] };
  }
  const run = { desired, bqn, plan, now };
  const harmRun = { desired, bqn, gated, now, clock, expected: ports.expected };
  const approval = approvalOf(gated, now);
  if (approval !== undefined) ledger.rememberApproval(approval);
  // What is not made need not be announced, and of a run that wrote nothing the end of the run is soon enough.
  keep(
    ledger,
    label,
    { ...announced(record, run), harm: harmAnnounced(record.harm, harmRun) },
    isToBeAnnounced(plan) || countsSomebody(gated) || approval !== undefined,
  );
  const applied = await apply(plan, bqn, desired.policies, target, {
    concurrency: settings.bqn.concurrency,
    signal,
    lookAtGroups: record.dropsGroupPolicy !== false,
    isSuspect: suspicionOf(record),
    mayBeLeft: gated.mayBeSlowed,
    onWrite: (done, planned) => watch.written(label, done, planned),
  });
  const left = fatesLeftBehind(plan.fates, applied.leftBehind, (name) => desired.policies.get(name));
  const before = ledger.bqn(label);
  // Whoever was left behind under a policy that slows them or lets them go counts as others whom a speed hit.
  const slowed = left.map(({ customer }) => customer);
  const after = { ...settled(before, run, applied), harm: harmSettled(before.harm, harmRun, applied, slowed) };
  keep(ledger, label, after, applied.writes > 0);
  const { stopped } = applied;
  const exitCode = exitCodeOfBqn({ ...ending, refused: ending.refused || applied.refused.length > 0, stopped });
  const fates = [...fatesThatCame(plan, applied), ...left];
  return {
    ...outcome,
    exitCode,
    error: stopped,
    applied,
    fates,
    tugs: tugsOfWar(after, bqn),
    letPass: new Map(
      Object.entries(gated.approved).flatMap(([kind, who]) => (who.length > 0 ? [[kind, who.length]] : [])),
    ),
    offline: { count, darkSince: after.harm.dark, at: now },
  };
}

/** What the operator said, or let pass on another BQN, that matters to this one. */
function saidOf({ ledger, expected }: Pick<Ports, 'ledger' | 'expected'>, label: string, now: number): Said {
  const others = ledger.labels().filter((other) => other !== label);
  const sizes = others.flatMap((other) => Object.entries(ledger.bqn(other).harm.incidents));
  const elsewhere: Partial<Record<string, number>> = {};
  for (const [kind, { members }] of sizes) elsewhere[kind] = Math.max(elsewhere[kind] ?? 0, members.size);
  return { approved: approvedBy(ledger.approvals(now)), expected, elsewhere };
}

type Said = Parameters<typeof gateMemory>[2];

const NOTHING_SAID: Said = { approved: approvedBy([]), expected: undefined, elsewhere: {} };

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

/** @param record as it is now (`booksAt`) */
export function planAndGate(
  desired: Desired,
  bqn: BqnState,
  record: BqnRecord,
  settings: Settings,
  now: number,
  said = NOTHING_SAID,
): Gated & { readonly memory: GateMemory } {
  const isDropping = record.dropsGroupPolicy === true && isOfToday(record.dropsAt, now);
  const others = untakenOthers(record, now);
  const options = {
    prune: settings.prune,
    dualStack: settings.mapping.dualStack || settings.mapping.joinContracts === true,
    untaken: untakenPolicies(record, bqn, now),
    dropsGroupPolicy: isDropping,
    sites: sitesToday(record, now),
    remembered: rememberedPolicies(record.harm, { bqn, desired }),
    outside: outsideNow(record, desired),
    grace: { seconds: settings.removeAll ? 0 : settings.offlineGraceS, now },
    ...(settings.removeAll && { reason: '--remove-all' }),
  };
  const planWith = (holds: Holds) => {
    const whole = planChanges(desired, bqn, record.owned, { ...options, holds });
    // What is not written may go on using a policy that would have been deleted.
    const plan = others.size === 0 ? whole : withoutUsedPolicies(withoutUntaken(whole, others), bqn);
    return record.dropsGroupPolicy === true && !isDropping ? tryingOne(plan) : plan;
  };
  const plan = planWith(NO_HOLDS);
  const memory = gateMemory(rekeyed(record.harm, plan.keyOfName), now, said);
  const limits = { ...settings.limits, uninstalls: settings.removeAll };
  return { ...gate(plan, limits, memory, bqn, planWith), memory };
}

/** What was learned meanwhile, such as a certificate, stays. */
function keep(ledger: Ledger, label: string, { fingerprint: _, ...record }: BqnRecord, isNow: boolean): void {
  ledger.update(label, record);
  if (isNow) ledger.save();
}
