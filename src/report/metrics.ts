import { LIST_KINDS, rowCount } from '../billing/reading.ts';
import { KIND_NAMES, KINDS } from '../bqn/kinds.ts';
import { NOBODY_BEYOND } from '../customers/beyond.ts';
import { customerKey } from '../customers/customer.ts';
import { EFFECTS } from '../customers/effect.ts';
import { customersOf, wantedCounts } from '../mapping/desired.ts';
import { EXIT, type ExitCode } from '../run/exit-code.ts';
import { type BqnOutcome, countsOf, heldBackCount, membershipsOf, type Outcome, wishCounts } from '../run/outcome.ts';
import { countFates, type RunFacts, skippedCounts } from './report-file.ts';

type Labels = Readonly<Record<string, string>>;
export type Sample = readonly [labels: Labels, value: number];

const PREFIX = 'sync_ixc_bqn';

/** Metrics in Prometheus' text format, for node_exporter's textfile collector. Times are Unix seconds. */
export function metricsText(facts: RunFacts, outcome: Outcome | undefined): string {
  const bqns = outcome?.bqns ?? [];
  /** One series a BQN; none where nobody knows. */
  const each = (value: (bqn: BqnOutcome) => number | undefined): Sample[] =>
    bqns.flatMap((bqn): Sample[] => {
      const known = value(bqn);
      return known === undefined ? [] : [[{ bqn: bqn.label }, known]];
    });
  return [
    gauge('info', 'Version of the program', [[{ version: facts.version }, 1]]),
    gauge('last_attempt_timestamp_seconds', 'When the last run ended', [[{}, facts.ended]]),
    // A box that never succeeded must raise the alarm, for which there must be a series.
    gauge('last_success_timestamp_seconds', 'When a run last read and wrote, entries refused or held back included', [
      [{}, facts.lastSuccess ?? 0],
    ]),
    gauge('paused_until_timestamp_seconds', 'Until when runs only look, 0 for no pause', [
      [{}, facts.pause?.until ?? 0],
    ]),
    gauge('interval_seconds', 'How often runs are to start', [[{}, facts.everyS]]),
    gauge('last_exit_code', 'Exit code of the last run', [[{}, facts.exitCode]]),
    gauge('consecutive_failures', 'Runs in a row that did not read and write', [[{}, facts.failuresInARow]]),
    gauge('run_duration_seconds', 'How long the last run took', [[{}, facts.ended - facts.started]]),
    gauge('stage_duration_seconds', 'How long each stage of the last run took', stages(outcome)),
    gauge('ixc_rows', 'Rows of each IXC table that the last run used', rows(outcome)),
    gauge('entries', 'Entries that IXC wants on a BQN', wanted(outcome)),
    gauge('changes', 'Entries that the last run created, changed or deleted on each BQN', bqns.flatMap(changes)),
    gauge('unchanged', 'Entries that agreed already', perKind(bqns, 'unchanged')),
    gauge('refused', 'Entries that a BQN refused', perKind(bqns, 'refused')),
    gauge('unanswered', 'Writes that a BQN did not answer, or with an error of its own', perKind(bqns, 'unanswered')),
    gauge('held_back', 'Entries that the gate held back', each(heldBackCount)),
    gauge(
      'put_off',
      'Entries that stay since too many customers are offline at once',
      each(({ putOff }) => putOff?.count ?? 0),
    ),
    gauge(
      'offline',
      'Customers of the last day or two who are offline',
      each(({ offline }) => offline?.count),
    ),
    gauge(
      'offline_since_timestamp_seconds',
      'Since when a fifth of all customers or more is offline, 0 for not',
      each(({ offline }) => offline && (offline.darkSince ?? 0)),
    ),
    gauge('fate_changes', 'Customers by what the last run was to them', bqns.flatMap(fateChanges)),
    gauge('customers', 'Customers on each BQN whom billing wants there, by fate', bqns.flatMap(customers)),
    gauge('wishes', 'Customers about whom each wish decided something, by its flag', wishes(outcome)),
    gauge('memberships', 'Customers to be in the groups of their sites', bqns.flatMap(memberships)),
    gauge('skipped', 'Entries of IXC that were left out, by reason', skipped(outcome)),
    gauge(
      'bqn_up',
      'Whether the BQN could be read and written',
      each(({ error }) => (error === undefined ? 1 : 0)),
    ),
  ].join('');
}

/**
 * Each of these read and wrote: what was refused or held back has series of its own
 * (src/report/README.md, "The metrics").
 */
const SYNCHRONISED: readonly ExitCode[] = [EXIT.done, EXIT.refused, EXIT.heldBack];

/** When a run counts as a success. */
export function isSuccess(facts: Pick<RunFacts, 'exitCode'>): boolean {
  return SYNCHRONISED.includes(facts.exitCode);
}

const FAILED: readonly ExitCode[] = [EXIT.defect, EXIT.usage, EXIT.sourceUnreadable, EXIT.bqnFailed];

/**
 * When a run counts as a failure: it could not do its work, be it for its settings or for a defect of ours. One that was
 * interrupted, or left to another run, says nothing.
 */
export function isFailure({ exitCode }: Pick<RunFacts, 'exitCode'>): boolean {
  return FAILED.includes(exitCode);
}

/** One metric, with all its series. */
export function gauge(name: string, help: string, samples: readonly Sample[]): string {
  if (samples.length === 0) return '';
  const full = `${PREFIX}_${name}`;
  const lines = samples.map(([labels, value]) => `${full}${labelText(labels)} ${value}`);
  return `# HELP ${full} ${help}.\n# TYPE ${full} gauge\n${lines.join('\n')}\n`;
}

function labelText(labels: Labels): string {
  const escaped = (text: string) => text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function stages(outcome: Outcome | undefined): Sample[] {
  return Object.entries(outcome?.durations ?? {}).map(([stage, ms]) => [{ stage }, ms / 1000]);
}

function rows(outcome: Outcome | undefined): Sample[] {
  const billing = outcome?.billing;
  if (billing === undefined) return [];
  return LIST_KINDS.map((list) => [{ table: billing[list].name }, rowCount(billing, list)]);
}

function wanted(outcome: Outcome | undefined): Sample[] {
  const desired = outcome?.desired;
  if (desired === undefined) return [];
  const counts = wantedCounts(desired);
  return [
    [{ kind: 'policies' }, counts.policies],
    [{ kind: 'subscribers' }, counts.subscribers],
    [{ kind: 'groups' }, counts.groups],
  ];
}

function changes(bqn: BqnOutcome): Sample[] {
  return KINDS.flatMap((kind): Sample[] => {
    const counts = countsOf(bqn, kind);
    const labels = { bqn: bqn.label, kind: KIND_NAMES[kind] };
    return [
      [{ ...labels, action: 'created' }, counts.created],
      [{ ...labels, action: 'changed' }, counts.changed],
      [{ ...labels, action: 'deleted' }, counts.deleted],
    ];
  });
}

function perKind(bqns: readonly BqnOutcome[], field: 'unchanged' | 'refused' | 'unanswered'): Sample[] {
  return bqns.flatMap((bqn) =>
    KINDS.map((kind): Sample => [{ bqn: bqn.label, kind: KIND_NAMES[kind] }, countsOf(bqn, kind)[field]]),
  );
}

function fateChanges(bqn: BqnOutcome): Sample[] {
  const counts = { ...NO_CHANGES, ...countFates(bqn) };
  return Object.entries(counts).map(([effect, count]) => [{ bqn: bqn.label, effect }, count]);
}

/** A series that is not there is no zero: whoever watches it would see the last run that changed something. */
const NO_CHANGES = Object.fromEntries(EFFECTS.map((effect) => [effect, 0]));

function customers({ label, desired, isBlocked }: BqnOutcome): Sample[] {
  if (desired === undefined || isBlocked === undefined) return [];
  const { beyond = NOBODY_BEYOND } = desired;
  const all = customersOf(desired);
  // What they get, which is not what their contract says where that is held back, refused, or not to change it.
  const blocked = all.filter((customer) => isBlocked(customerKey(customer))).length + beyond.blocked;
  return [
    [{ bqn: label, fate: 'blocked' }, blocked],
    [{ bqn: label, fate: 'open' }, all.length + beyond.customers - blocked],
  ];
}

function wishes(outcome: Outcome | undefined): Sample[] {
  return outcome === undefined ? [] : Object.entries(wishCounts(outcome)).map(([flag, count]) => [{ flag }, count]);
}

function memberships(bqn: BqnOutcome): Sample[] {
  return Object.entries(membershipsOf(bqn)).map(([state, count]) => [{ bqn: bqn.label, state }, count]);
}

function skipped(outcome: Outcome | undefined): Sample[] {
  return Object.entries(skippedCounts(outcome)).map(([reason, count]) => [{ reason }, count]);
}
