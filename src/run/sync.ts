import { Implausible } from '../billing/errors.ts';
import { doubtsOf, nobodyOnline } from '../billing/plausibility.ts';
import type { Billing, PageNews } from '../billing/reading.ts';
import type { BillingSource } from '../billing/source.ts';
import type { BqnTarget } from '../bqn/client.ts';
import { BqnError } from '../bqn/errors.ts';
import { type BqnState, isFromRules } from '../bqn/resources.ts';
import { type Applied, apply } from '../changes/apply.ts';
import { type ChangePlan, entryKey } from '../changes/change-plan.ts';
import { planChanges } from '../changes/diff.ts';
import { gate } from '../changes/gate.ts';
import type { Owned } from '../changes/ownership.ts';
import { Interrupted } from '../interruption/interrupted.ts';
import { type Desired, NOTHING_DESIRED } from '../mapping/desired.ts';
import { mapToBqn } from '../mapping/map-to-bqn.ts';
import type { Settings } from '../settings/settings.ts';
import type { Ledger } from '../state/ledger.ts';
import { exitCodeOf, exitCodeOfBqn, gravest } from './exit-code.ts';
import type { BqnOutcome, Durations, Outcome } from './outcome.ts';

/** All that a run touches, so that it can be run against anything. */
export interface Ports {
  readonly source: BillingSource;
  readonly targets: readonly BqnTarget[];
  readonly ledger: Ledger;
  readonly signal: AbortSignal;
  readonly watch: RunWatch;
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
  | { readonly target: BqnTarget; readonly state: undefined; readonly error: BqnError | Interrupted };

/** One run. Never throws for what IXC, a BQN or the operator does; the outcome says it. */
export async function synchronise(settings: Settings, ports: Ports): Promise<Outcome> {
  const durations: Durations = {};
  const partial: { billing?: Billing; desired?: Desired } = {};
  try {
    if (settings.removeAll) return await removeAll(settings, ports, durations);
    // Side by side with IXC, and each for itself: one that is slow or dead does not keep the others waiting.
    const readings = ports.targets.map(readBqn);
    // They are waited for further below; until then a defect in one must not end the process by itself.
    for (const reading of readings) reading.catch(() => {});
    const billing = await timed(durations, 'read', () => readSource(ports));
    partial.billing = billing;
    refuseImplausible(billing, settings);
    if (nobodyOnline(billing)) refuseNobody(billing, await Promise.all(readings), settings, ports.ledger);
    const desired = await timed(durations, 'map', async () => mapToBqn(billing, settings.mapping));
    partial.desired = desired;
    ports.watch.mapped(desired);
    const bqns = await timed(durations, 'write', () => bringAll(desired, readings, settings, ports));
    return { exitCode: gravest(bqns.map((bqn) => bqn.exitCode)), error: undefined, billing, desired, bqns, durations };
  } catch (error) {
    const exitCode = exitCodeOf(error);
    if (exitCode === undefined || !(error instanceof Error)) throw error;
    return { exitCode, error, billing: partial.billing, desired: partial.desired, bqns: [], durations };
  }
}

function readSource({ source, watch }: Ports): Promise<Billing> {
  return source.read({ onPage: watch.page, onNote: watch.note });
}

function bringAll(
  desired: Desired,
  readings: readonly Promise<BqnReading>[],
  settings: Settings,
  ports: Ports,
): Promise<BqnOutcome[]> {
  return Promise.all(readings.map(async (reading) => bringIntoAgreement(desired, await reading, settings, ports)));
}

/** Removes what the ledger names, through the same planner and the same gate. IXC has no say in it. */
async function removeAll(settings: Settings, ports: Ports, durations: Durations): Promise<Outcome> {
  const owned: Settings = { ...settings, prune: 'owned' };
  const readings = ports.targets.map(readBqn);
  await timed(durations, 'read', () => Promise.all(readings));
  const bqns = await timed(durations, 'write', () => bringAll(NOTHING_DESIRED, readings, owned, ports));
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
    if (error instanceof BqnError || error instanceof Interrupted) return { target, state: undefined, error };
    throw error;
  }
}

/** @throws {Implausible} */
function refuseImplausible(billing: Billing, { mapping }: Settings): void {
  const doubt = doubtsOf(billing, mapping.block).find(({ stops }) => stops);
  if (doubt !== undefined) throw new Implausible(doubt.said);
}

/** @throws {Implausible} when nobody is online, and somebody on a BQN is ours */
function refuseNobody({ system }: Billing, readings: readonly BqnReading[], settings: Settings, ledger: Ledger): void {
  if (!readings.some((reading) => holdsOurs(reading, settings, ledger))) return;
  throw new Implausible(`${system} shows no login online at all, while the BQN holds subscribers of this program`);
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
    return {
      label,
      exitCode: exitCodeOfBqn({ heldBack: false, refused: false, stopped: error }),
      error,
      plan: undefined,
      heldBack: [],
      applied: undefined,
    };
  }
  const { state } = reading;
  const { ledger, signal, watch } = ports;
  const { owned, untaken } = ledger.bqn(label);
  const { dualStack } = settings.mapping;
  const wished = planChanges(desired, state, owned, {
    prune: settings.prune,
    dualStack,
    untaken,
    ...(settings.removeAll && { reason: '--remove-all' }),
  });
  const { plan, heldBack } = gate(wished, settings.limits, state);
  const ending = { heldBack: heldBack.length > 0, refused: plan.stuck.some(({ harmful }) => harmful) };
  if (settings.mode === 'dry-run') {
    const exitCode = exitCodeOfBqn({ ...ending, stopped: undefined });
    return { label, exitCode, error: undefined, plan, heldBack, applied: undefined };
  }

  announce(ledger, label, plan);
  const applied = await apply(plan, state, desired.policies, target, {
    concurrency: settings.bqn.concurrency,
    signal,
    onWrite: (done, planned) => watch.written(label, done, planned),
  });
  settle(ledger, label, plan, applied);
  const { stopped } = applied;
  const exitCode = exitCodeOfBqn({ ...ending, refused: ending.refused || applied.refused.length > 0, stopped });
  return { label, exitCode, error: stopped, plan, heldBack, applied };
}

type Names = { readonly [kind in keyof Owned]: Set<string> };

function namesOf(plan: ChangePlan): Names {
  const { policy, subscriber, group } = plan.ours;
  return { policy: new Set(policy), subscriber: new Set(subscriber), group: new Set(group) };
}

/** In the ledger, before the first write, stands what will be made: a run that is killed leaves no orphans. */
function announce(ledger: Ledger, label: string, plan: ChangePlan): void {
  const owned = namesOf(plan);
  for (const change of plan.changes) if (change.action === 'create') owned[change.kind].add(entryKey(change));
  ledger.update(label, { owned });
  ledger.save();
}

/** After the last write stands what is there: made, changed or found equal, or perhaps made though no answer came. */
function settle(ledger: Ledger, label: string, plan: ChangePlan, applied: Applied): void {
  const owned = namesOf(plan);
  for (const change of applied.done) {
    if (change.action === 'delete') owned[change.kind].delete(entryKey(change));
    else owned[change.kind].add(entryKey(change));
  }
  for (const { change, unanswered } of applied.refused) {
    if (unanswered && change.action === 'create') owned[change.kind].add(entryKey(change));
  }
  const untaken = new Map(ledger.bqn(label).untaken);
  for (const change of applied.done) if (change.kind === 'policy') untaken.delete(change.key);
  for (const [name, signature] of applied.untaken) untaken.set(name, signature);
  ledger.update(label, { owned, untaken });
  ledger.save();
}
