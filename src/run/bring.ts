import { apply } from '../apply/apply.ts';
import { fatesLeftBehind } from '../apply/handover.ts';
import type { Billing } from '../billing/reading.ts';
import type { BqnTarget } from '../bqn/client.ts';
import type { BqnState } from '../bqn/resources.ts';
import type { ChangePlan } from '../changes/change-plan.ts';
import { withoutContested } from '../changes/contested.ts';
import { withoutHeldGroups } from '../changes/held-groups.ts';
import { policiesBack, withoutThoseBefore } from '../changes/put-back.ts';
import { BLOCK_POLICY } from '../customers/customer.ts';
import type { FateChange } from '../customers/fate-change.ts';
import { breathe } from '../interruption/breathe.ts';
import type { Desired } from '../mapping/desired.ts';
import { prove } from '../proof/proof.ts';
import type { Proved } from '../proof/situation.ts';
import type { Settings } from '../settings/settings.ts';
import { type Adopted, adoptable, withAdopted } from '../state/adopt.ts';
import { announced, isToBeAnnounced, type Run, settled, tugsOfWar } from '../state/bookkeeping.ts';
import {
  approvalOf,
  believed,
  booksAt,
  countsSomebody,
  harmAnnounced,
  harmSettled,
  offlineCount,
  rememberedPolicies,
} from '../state/harm-books.ts';
import { isToBeNoted } from '../state/journal-memory.ts';
import type { BqnLedger } from '../state/ledger.ts';
import type { BqnRecord } from '../state/record.ts';
import { suspicionOf } from '../state/untaken.ts';
import { ApprovalRefused } from './approval-refused.ts';
import { fatesThatCame } from './came.ts';
import { EXIT, exitCodeOf, exitCodeOfBqn } from './exit-code.ts';
import { noteBefore, stoodOf } from './note-before.ts';
import type { BqnOutcome } from './outcome.ts';
import { type Judged, planAndGate, planAndGateBack, saidOf } from './plan-and-gate.ts';
import type { Ports } from './ports.ts';
import type { BqnReading } from './read-bqn.ts';
import { unheardOf } from './unheard.ts';

/** One BQN: how it is, how it is to be, and what is known of it. */
interface Task {
  readonly target: BqnTarget;
  readonly desired: Desired;
  /** Undefined where billing has no say. */
  readonly billing: Billing | undefined;
  readonly bqn: BqnState;
  /** What stood there before the first run, where that is put back. */
  readonly before: BqnState | undefined;
  /** As it is now (`booksAt`), with what is adopted. */
  readonly record: BqnRecord;
  readonly adopted: readonly Adopted[];
  /** What a run wrote that was killed before it could tell. */
  readonly unheard: readonly FateChange[];
  /** Unix time in s, as the clock says. */
  readonly clock: number;
  /** The time that the run goes by. Unix time in s. */
  readonly now: number;
}

/** The same with what may be written. */
export interface Work extends Task {
  readonly gated: Judged;
  readonly proof: Proved;
  /** What is left by gate and proof. */
  readonly plan: ChangePlan;
}

/** What one BQN has a part in: the books of all but of whoever is passed over. */
export type BqnPorts = Omit<Ports, 'ledger'> & { readonly ledger: BqnLedger };

/** Plan, gate, proof and apply for one BQN. */
export async function bringIntoAgreement(
  desired: Desired,
  billing: Billing | undefined,
  reading: BqnReading,
  settings: Settings,
  ports: BqnPorts,
): Promise<BqnOutcome> {
  const { target, state: bqn } = reading;
  if (bqn === undefined) return notRead(target.label, reading.error);
  return carryOut(await planned({ target, desired, billing, bqn }, settings, ports), settings, ports);
}

/** What is to be done on one BQN, and what of it may be. Nothing is written. */
export async function planned(
  given: Pick<Task, 'target' | 'desired' | 'billing' | 'bqn'>,
  settings: Settings,
  ports: BqnPorts,
): Promise<Work> {
  const task = taskOf(given, settings, ports);
  // Several BQNs are planned for one after the other.
  await breathe(ports.signal);
  const gated = gatedFor(task, settings, ports);
  await breathe(ports.signal);
  const proof = proofOf(task, gated, settings);
  return { ...task, gated, proof, plan: proof.plan };
}

/** Does it, or says why not. */
export async function carryOut(work: Work, settings: Settings, ports: BqnPorts): Promise<BqnOutcome> {
  const { target, gated, proof } = work;
  if (gated.refused.length > 0) {
    const error = new ApprovalRefused(target.label, gated.refused);
    const exitCode = exitCodeOf(error) ?? EXIT.usage;
    return { ...outcomeOf(work), exitCode, error, applied: undefined, fates: [], tugs: [] };
  }
  if (settings.mode === 'dry-run') {
    const exitCode = exitCodeOfBqn({ ...endingOf(work), stopped: undefined });
    return { ...outcomeOf(work), exitCode, error: undefined, applied: undefined, fates: proof.plan.fates, tugs: [] };
  }
  return await write(work, settings, ports);
}

function notRead(label: string, error: Extract<BqnReading, { readonly state: undefined }>['error']): BqnOutcome {
  const exitCode = exitCodeOfBqn({ heldBack: false, refused: false, stopped: error });
  return { label, exitCode, error, plan: undefined, heldBack: [], applied: undefined, fates: [], tugs: [] };
}

function taskOf(
  given: Pick<Task, 'target' | 'desired' | 'billing' | 'bqn'>,
  settings: Settings,
  { ledger, now: time, before }: BqnPorts,
): Task {
  const { label } = given.target;
  const clock = time();
  const known = ledger.bqn(label);
  const now = believed(known.harm, clock);
  const desired = withoutHeldGroups(withoutContested(given.desired, given.bqn), given.bqn, known.owned);
  const adopted = settings.adopt ? adoptable(desired, given.bqn, known) : [];
  const record = { ...withAdopted(known, adopted), harm: booksAt(known.harm, now) };
  const unheard = unheardOf(known, given.bqn);
  return { ...given, desired, before: before?.get(label), record, adopted, unheard, clock, now };
}

function gatedFor({ target, desired, bqn, before, record, now }: Task, settings: Settings, ports: BqnPorts): Judged {
  const said = saidOf(ports, target.label, now);
  const judging = { bqn, record, settings, now, said };
  return before === undefined ? planAndGate(desired, judging) : planAndGateBack(before, judging);
}

function proofOf(task: Task, { plan, memory, heldBack }: Judged, settings: Settings): Proved {
  const { target, desired, billing, bqn, before, record } = task;
  return prove(plan, {
    billing,
    mapping: { ...settings.mapping, scope: settings.scopes.get(target.label) },
    desired,
    bqn,
    stood: before,
    owned: before === undefined ? record.owned : withoutThoseBefore(record.owned, before),
    remembered: rememberedPolicies(record.harm, { bqn, desired }),
    prune: settings.prune,
    limits: settings.limits,
    memory,
    heldBack,
  });
}

/** What is to be told of a BQN, whether it is written to or not. */
function outcomeOf({ target, desired, billing, gated, proof, plan, adopted, unheard, record, now }: Work) {
  const { heldBack, putOff, ended } = gated;
  const count = offlineCount(record.harm.last, plan.online, now);
  return {
    ...{ label: target.label, desired, plan, heldBack, putOff, ended, proof, adopted, unheard },
    // Where billing was not asked, nobody knows who is online.
    ...(billing !== undefined && { offline: { count, darkSince: record.harm.dark, at: now } }),
    isBlocked: blockedBy(record.harm),
  };
}

function blockedBy({ last }: BqnRecord['harm']): (customer: string) => boolean {
  return (customer) => last.get(customer)?.policy === BLOCK_POLICY;
}

function endingOf({ gated, proof, plan }: Work) {
  return {
    heldBack: gated.heldBack.length > 0,
    refused: plan.stuck.some(({ harmful }) => harmful),
    defect: proof.findings.length > 0,
  };
}

async function write(work: Work, settings: Settings, ports: BqnPorts): Promise<BqnOutcome> {
  const { target, desired, billing, bqn, before, record, gated, plan, clock, now } = work;
  const { ledger } = ports;
  const { label } = target;
  const harmRun = { desired, bqn, gated, now, clock, expected: ports.expected, isAsked: billing !== undefined };
  const run = announce(work, harmRun, ports, settings.journalFile !== undefined);
  const policies = before === undefined ? desired.policies : policiesBack(before);
  const applied = await apply(plan, bqn, policies, target, {
    concurrency: settings.bqn.concurrency,
    signal: ports.signal,
    lookAtGroups: record.dropsGroupPolicy !== false,
    isSuspect: suspicionOf(record),
    mayBeLeft: gated.mayBeSlowed,
    onWrite: (done, planned) => ports.watch.written(label, done, planned),
  });
  const left = fatesLeftBehind(plan.fates, applied.leftBehind, (name) => policies.get(name));
  const told = ledger.bqn(label);
  // Whoever was left behind under a policy that slows them or lets them go counts as others whom a speed hit.
  const slowed = left.map(({ customer }) => customer);
  const after = { ...settled(told, run, applied), harm: harmSettled(told.harm, harmRun, applied, slowed) };
  keep(ledger, label, after, applied.writes > 0);
  const ending = endingOf(work);
  const refused = ending.refused || applied.refused.length > 0;
  const outcome = outcomeOf(work);
  return {
    ...outcome,
    exitCode: exitCodeOfBqn({ ...ending, refused, stopped: applied.stopped }),
    error: applied.stopped,
    applied,
    fates: [...fatesThatCame(plan, applied, bqn), ...left],
    tugs: tugsOfWar(after, bqn),
    letPass: letPassBy(gated),
    ...(outcome.offline && { offline: { ...outcome.offline, darkSince: after.harm.dark } }),
    isBlocked: blockedBy(after.harm),
  };
}

/** The books before the first write: what a run that is killed must not have forgotten. @returns what the end is to know */
function announce(
  work: Work,
  harmRun: Parameters<typeof harmAnnounced>[1],
  ports: BqnPorts,
  isJournalled: boolean,
): Run {
  const { target, desired, bqn, before, record, unheard, gated, plan, now } = work;
  const { ledger } = ports;
  const { label } = target;
  const noted = before === undefined ? noteBefore(label, { bqn, plan, record, now }, ports) : record.before;
  const run = { desired, bqn, plan, now, stood: stoodOf({ ...record, before: noted }, bqn, before !== undefined) };
  const books = before === undefined ? record : { ...record, owned: withoutThoseBefore(record.owned, before) };
  const untold = isJournalled ? [...unheard, ...plan.fates.filter(isToBeNoted)] : [];
  const told = {
    ...announced({ ...books, before: noted }, run),
    harm: harmAnnounced(record.harm, harmRun),
    journal: { ...record.journal, untold },
  };
  const approval = approvalOf(gated, now);
  if (approval !== undefined) ledger.rememberApproval(approval);
  const isCounted = countsSomebody(gated) || approval !== undefined;
  // What is not made need not be announced, and of a run that wrote nothing the end of the run is soon enough.
  keep(ledger, label, told, isToBeAnnounced(plan) || told.wrote !== record.wrote || isCounted || untold.length > 0);
  return run;
}

function letPassBy({ approved }: Judged): ReadonlyMap<string, number> {
  return new Map(Object.entries(approved).flatMap(([kind, who]) => (who.length > 0 ? [[kind, who.length]] : [])));
}

/** What was learned meanwhile, such as a certificate, stays. */
function keep(ledger: BqnLedger, label: string, { fingerprint: _, ...record }: BqnRecord, isNow: boolean): void {
  ledger.update(label, record);
  if (isNow) ledger.save();
}
