import { dirname } from 'node:path';
import { runCheck } from './commands/check.ts';
import { explain } from './commands/explain.ts';
import { findHeld, showHeld } from './commands/held.ts';
import { shelfBeside, whatStoodBefore } from './commands/restore.ts';
import { sayToRuns } from './commands/say-to-runs.ts';
import { requestLine, writeSupport } from './commands/support.ts';
import { removeLeftovers } from './files/leftovers.ts';
import { type Lock, LockHeld, takeLock } from './files/lock.ts';
import { fileTrouble } from './files/trouble.ts';
import type { Trace } from './http/client.ts';
import { openTls, resolveName } from './http/inspection.ts';
import { Interrupted } from './interruption/interrupted.ts';
import { BLOCK_POLICY, wantedCounts } from './mapping/desired.ts';
import { notify, testNotices } from './notify/notify.ts';
import { costLines } from './report/cause.ts';
import { desiredTables, SHORT_TABLE, skippedTable } from './report/desired-tables.ts';
import { errorText } from './report/error-text.ts';
import { fateLines } from './report/fate-lines.ts';
import { historyLines } from './report/journal-lines.ts';
import { keepJournal, letLogGo } from './report/keep-journal.ts';
import type { Log } from './report/log.ts';
import { isFailure, isSuccess } from './report/metrics.ts';
import { openLog, screenOf, tellOn } from './report/open-log.ts';
import { describeChange, preview } from './report/preview.ts';
import { Progress, type Terminal } from './report/progress.ts';
import { defectLines, provedLines } from './report/proof-lines.ts';
import { publish } from './report/publish.ts';
import type { RunFacts } from './report/report-file.ts';
import { expectedText, pauseText } from './report/said-text.ts';
import { summary } from './report/summary.ts';
import { agreementBeside } from './run/agreement-beside.ts';
import { connected } from './run/connections.ts';
import { CostBook } from './run/cost.ts';
import { EXIT, type ExitCode, exitCodeOf } from './run/exit-code.ts';
import { Interruption } from './run/interruption.ts';
import { collectInBulk, collectSoonest } from './run/memory.ts';
import { uniteBoxes } from './run/one-box.ts';
import type { Outcome } from './run/outcome.ts';
import type { RunWatch } from './run/ports.ts';
import { synchronise } from './run/sync.ts';
import { EXIT_MEANINGS } from './settings/exit-codes.ts';
import { type Settings, SettingsError } from './settings/settings.ts';
import { cronCopyIn } from './setup/cron-copy.ts';
import { expectedNow } from './state/expected.ts';
import type { Expected } from './state/harm-books.ts';
import { parseQuery } from './state/journal.ts';
import { damagedPackOf } from './state/journal-files.ts';
import { findInJournal, othersOfContract } from './state/journal-scan.ts';
import { damagedOf, Ledger, StateFileUnusable } from './state/ledger.ts';
import { type Pause, pauseNow } from './state/pause.ts';
import { say, translated } from './text/language.ts';
import { cutName } from './text/printable.ts';
import { hide } from './text/secrets.ts';
import { asLines, line, type Shown, shown } from './text/shown.ts';
import { VERSION } from './version.ts';

/** With more than these it is the writing that costs, and no more what was read. */
const MANY_CHANGES = 2000;
/** For so many a run plans as a whole. */
const MANY_CUSTOMERS = 20_000;

/** What the program needs of its process. */
export interface ProcessPort {
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  readonly colour: boolean;
  onSignal(act: (signal: 'SIGINT' | 'SIGTERM') => void): void;
  exit(code: number): void;
  /** Told what came of a run, or in a dry run would come. */
  readonly onOutcome?: (outcome: Outcome) => void;
}

/** Changes of each sort shown by a dry run where they were not asked for whole. */
const MOST_CHANGES = 50;

/** One start of the program with settings that hold. @throws {SettingsError} for a state file that cannot be one */
export async function runProgram(settings: Settings, port: ProcessPort): Promise<ExitCode> {
  hide(settings.secrets);
  if (settings.mode === 'history') return await showHistory(settings, port);
  if (settings.mode === 'expect' || settings.mode === 'pause' || settings.mode === 'resume') {
    sayToRuns(settings, unixNow(), (text) => tellOn(port.stdout, text));
    return EXIT.done;
  }
  const log = openLog(settings, port.stdout, port.stderr);
  const interruption = new Interruption(settings.maxTimeS, (text) => log.warn(shown(text)));
  port.onSignal((signal) => interruption.onSignal(signal, port.exit));
  log.info(line`synchronization script starts (v${VERSION})`);
  for (const hint of settings.hints) log.warn(shown(hint));
  const pause = pauseNow(settings.stateFile, unixNow(), (text) => log.warn(shown(text)));
  if (pause !== undefined) log.warn(pauseText(pause));
  const expected = expectedNow(settings.stateFile, unixNow(), (text) => log.warn(shown(text)));
  if (expected !== undefined) log.info(expectedText(expected));
  try {
    const lock = lockFor(settings, log);
    if (lock === 'held') {
      log.info(say`result: ${translated(EXIT_MEANINGS[EXIT.locked])} (exit code ${EXIT.locked})`);
      return EXIT.locked;
    }
    try {
      // Read under the lock: what another run learned until now is in it.
      const ledger = openLedger(settings, log);
      const warn = (text: string) => log.warn(shown(text));
      const united = await uniteBoxes(settings, ledger, { resolve: resolveName, fingerprintOf: shownThere, warn });
      return await act({ settings: united, port, log, ledger, interruption, pause, expected });
    } finally {
      lock?.release();
    }
  } finally {
    interruption.end();
    log.info(line`synchronization script ends`);
  }
}

/** In ms. */
const GREETING_LIMIT = 5000;

/** The certificate of a BQN, before anything is said to it. */
async function shownThere({ host, port }: { readonly host: string; readonly port: number }): Promise<string> {
  const peer = { host, port, trust: { kind: 'anyone' }, oldTls: true, connectLimitMs: GREETING_LIMIT } as const;
  return (await openTls(peer)).fingerprint;
}

/** A start that holds its lock and knows what earlier runs learned. */
interface Start {
  readonly settings: Settings;
  readonly port: ProcessPort;
  readonly log: Log;
  readonly ledger: Ledger;
  readonly interruption: Interruption;
  /** In which runs look and do not write. */
  readonly pause: Pause | undefined;
  /** What the operator announced. */
  readonly expected: Expected | undefined;
}

async function act(start: Start): Promise<ExitCode> {
  const { settings, log, interruption } = start;
  switch (settings.mode) {
    case 'check': {
      const exitCode = await runCheck(settings, log, start.ledger, interruption, {
        colour: inColour(settings, start.port),
        testNotices: (isSound) => testNotices(settings, VERSION, { signal: interruption.signal, isSound }),
      });
      return interruption.exitCode({ exitCode, billing: undefined });
    }
    case 'explain':
      return await tellOne(start);
    case 'support':
      return await support(start);
    case 'held': {
      const { ledger, expected } = start;
      const outcome = await findHeld(settings, log, ledger, interruption, { now: unixNow, expected });
      tellErrors(outcome, log, interruption);
      showHeld(outcome, log, settings.log.verbosity > 0);
      start.port.onOutcome?.(outcome);
      return interruption.exitCode(outcome);
    }
    default:
      return await runOnce(settings.mode === 'sync' ? start : { ...start, pause: undefined });
  }
}

/** In a pause a run does what a dry run does. */
function lookingOnly(start: Start): Start {
  return { ...start, settings: { ...start.settings, mode: 'dry-run' } };
}

/** What is said for one start, and comes to nothing where that one writes nothing. */
function lostInPause({ limits, adopt }: Settings): Shown[] {
  const said = [
    ...(limits.approved.size > 0 ? ['--approve'] : []),
    ...(limits.force ? ['--force'] : []),
    ...(adopt ? ['--adopt'] : []),
  ];
  return said.map(inPauseText);
}

function inPauseText(flag: string): Shown {
  return say`${flag} does nothing in a pause: say it again once it is over`;
}

/** Whoever uninstalls goes on by how this ended, and then nobody is left to put right what it did not do. */
function refuseToUninstall({ removeAll, restore }: Settings): void {
  if (removeAll || restore) throw new SettingsError(inPauseText(restore ? '--restore' : '--remove-all'));
}

async function runOnce(given: Start): Promise<ExitCode> {
  const start = given.pause === undefined ? given : lookingOnly(given);
  const { settings, port, log, ledger, interruption, pause } = start;
  if (pause !== undefined) refuseToUninstall(settings);
  if (pause !== undefined) for (const flag of lostInPause(settings)) log.warn(flag);
  if (settings.removeAll && settings.bqns.some(({ label }) => ledger.bqn(label).before?.kind === 'kept'))
    log.info(say`note: what stood there before the first run is kept: --restore puts that back, too`);
  const started = unixNow();
  const found = await work(start);
  const outcome = { ...found, exitCode: detailed(settings, interruption.exitCode(found), found) };
  port.onOutcome?.(outcome);
  for (const bqn of outcome.bqns) for (const fate of fateLines(bqn)) log.info(fate);
  conclude(settings, log, outcome, interruption);
  const { exitCode } = outcome;
  const ended = unixNow();
  if (settings.mode === 'sync') {
    await keepJournal(start, outcome, started, ended);
    removeLeftovers(leftoversOf(settings), ended * 1000);
    letLogGo(start, ended);
  }
  const history = historyAfter(settings, ledger, exitCode, ended);
  const mode = pause === undefined ? settings.mode : 'paused';
  const facts: RunFacts = {
    version: VERSION,
    mode,
    started,
    ended,
    exitCode,
    problems: log.problems,
    pause,
    everyS: settings.everyS,
    ...history,
  };
  await publish(settings, facts, outcome, log, port.stdout);
  if (given.settings.mode === 'sync') await tellPeople(start, facts, outcome);
  return exitCode;
}

/** Whoever wants to be told how the run ended; the interruption's own signal may have been used up by then. */
async function tellPeople({ settings, port, log, ledger }: Start, facts: RunFacts, outcome: Outcome): Promise<void> {
  const told = await notify(settings, facts, outcome, {
    told: ledger.told,
    signal: signalOf(port),
    warn: (text) => log.warn(shown(text)),
  });
  if (told.join('\n') === ledger.told.join('\n')) return;
  ledger.rememberTold(told);
  ledger.save();
}

function signalOf(port: ProcessPort): AbortSignal {
  const stop = new AbortController();
  port.onSignal(() => stop.abort());
  return stop.signal;
}

/** Whether there is something to write is a question of its own, which scripts ask. */
function detailed({ detailedExitCode }: Settings, exitCode: ExitCode, { bqns }: Outcome): ExitCode {
  const wouldWrite = bqns.some(({ plan }) => plan !== undefined && plan.changes.length + plan.memberships.length > 0);
  return detailedExitCode && wouldWrite && exitCode === EXIT.done ? EXIT.wouldChange : exitCode;
}

/** What was put aside for somebody to look at. */
function leftoversOf({ stateFile, program, journalFile }: Settings): string[] {
  const damagedPack = journalFile === undefined ? [] : [damagedPackOf(journalFile)];
  return [damagedOf(stateFile), cronCopyIn(dirname(program)), ...damagedPack];
}

/** `--explain`: one customer, asked of billing, of each BQN and of the journal. */
async function tellOne({ settings, log, ledger, interruption, expected }: Start): Promise<ExitCode> {
  const note = (text: string) => log.info(shown(text));
  try {
    const { lines, name } = await connected(settings, ledger, interruption, { note }, async (connections) => {
      return await explain(settings, { connections, ledger, expected, now: unixNow, describe: describeChange });
    });
    const { journalFile } = settings;
    const asked = { query: parseQuery(name), after: unixNow() - settings.journalKeepS };
    const warn = (text: string) => log.warn(shown(text));
    const none = { query: asked.query, entries: [], older: 0 };
    const found = journalFile === undefined ? none : await findInJournal(journalFile, asked, warn);
    log.block([...lines, ...historyLines(found, name, log.columns)]);
    return EXIT.done;
  } catch (error) {
    const exitCode = exitCodeOf(error);
    if (exitCode === undefined || !(error instanceof Error)) throw error;
    log.error(describe(error, interruption));
    return interruption.exitCode({ exitCode, billing: undefined });
  }
}

/** `--support`: what somebody needs who is to help. */
async function support({ settings, log, ledger, interruption }: Start): Promise<ExitCode> {
  const requests: string[] = [];
  const watch = {
    trace: (asked: Trace) => void requests.push(requestLine(asked)),
    note: (text: string) => log.info(shown(text)),
  };
  const facts = { version: VERSION, node: process.version, history: ledger.history, requests: () => requests };
  try {
    await connected(settings, ledger, interruption, watch, async (connections) => {
      await writeSupport(settings.query, settings, connections, facts);
    });
    log.info(say`written to ${settings.query}: look through it, and send it with your report`);
    return EXIT.done;
  } catch (error) {
    if (error instanceof Interrupted) return interruption.exitCode({ exitCode: EXIT.interrupted, billing: undefined });
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw new SettingsError(say`--support: ${settings.query} cannot be written (${fileTrouble(error)}).`, {
      cause: error,
    });
  }
}

/** `--history`: from the journal alone, without a word to anybody. */
async function showHistory(
  { journalFile, query, sinceS, journalKeepS }: Settings,
  { stdout, stderr }: ProcessPort,
): Promise<ExitCode> {
  if (journalFile === undefined) throw new SettingsError(say`--history: there is no journal, since --journal is off.`);
  // What is over is not shown, though it goes from the disk by the month.
  const after = unixNow() - Math.min(sinceS ?? journalKeepS, journalKeepS);
  const warn = (text: string) => void stderr.write(line`sync-ixc-bqn: ${text}\n`);
  const asked = { query: parseQuery(query), after };
  const found = await findInJournal(journalFile, asked, warn);
  const others = await othersOfContract(journalFile, found, after);
  stdout.write(asLines(historyLines({ ...found, others }, query, screenOf(stdout))));
  return EXIT.done;
}

async function work(start: Start): Promise<Outcome> {
  const { settings, port, log, ledger, interruption } = start;
  const costs = new CostBook();
  const progress = new Progress(port.stderr, settings.log.progress);
  const note = (text: string) => {
    progress.clear();
    log.info(shown(text));
  };
  const trace = (asked: Trace) => {
    costs.add(asked);
    if (settings.log.verbosity < 2) return;
    const { server, method, path, result, ms, bytes } = asked;
    note(line`${server}: ${method} ${cutName(path)} ${result} ${ms.toFixed(0)} ms ${bytes} bytes`);
  };
  try {
    return await connected(settings, ledger, interruption, { note, trace }, async ({ source, targets }) => {
      const { signal, abandon } = interruption;
      const done = await synchronise(settings, {
        ...{ source, targets, ledger, signal, abandon, now: unixNow, expected: start.expected },
        watch: watchFor(settings, log, progress),
        shelf: shelfBeside(settings.stateFile),
        agreement: agreementBeside(settings.stateFile, VERSION),
        ...(settings.restore && { before: whatStoodBefore(settings, ledger) }),
      });
      const outcome = { ...done, costs: costs.all(source.label, done.billing) };
      progress.clear();
      showChanges(start, outcome);
      return outcome;
    });
  } finally {
    progress.clear();
  }
}

function watchFor(settings: Settings, log: Log, progress: Progress): RunWatch {
  return {
    page: (news) => progress.page(news),
    note: (text) => log.info(say`note: ${text}`),
    mapped(desired) {
      if (desired.subscribers.size > MANY_CUSTOMERS) collectSoonest();
      progress.clear();
      const policies = desired.policies.size - (desired.policies.has(BLOCK_POLICY) ? 1 : 0);
      log.info(line`synchronization of ${policies} policies and ${wantedCounts(desired).subscribers} subscribers`);
      const verbose = settings.log.verbosity > 0;
      if (!verbose && settings.bqns.length > 0) return;
      const most = verbose ? Number.POSITIVE_INFINITY : SHORT_TABLE;
      log.block([...desiredTables(desired, most), ...skippedTable(desired, most)]);
    },
    written(_label, done, planned) {
      if (done === 1 && planned > MANY_CHANGES) collectInBulk();
      progress.written(done, planned);
    },
  };
}

/** The changes one by one, for whom asked to see them. */
function showChanges({ settings, port, log, pause }: Start, outcome: Outcome): void {
  const verbose = settings.log.verbosity > 0;
  // In a pause every run would fill the log with the same.
  if ((settings.mode !== 'dry-run' || pause !== undefined) && !verbose) return;
  const most = verbose ? Number.POSITIVE_INFINITY : MOST_CHANGES;
  const isWanted = outcome.desired !== undefined;
  for (const bqn of outcome.bqns) {
    if (bqn.plan === undefined) continue;
    log.block(
      preview(bqn, bqn.applied?.done ?? bqn.plan.changes, { colour: inColour(settings, port), most, isWanted }),
    );
  }
}

function inColour({ log, report }: Settings, { colour }: ProcessPort): boolean {
  return colour && log.file === undefined && log.format === 'text' && report !== '-';
}

/** The last lines of every run. */
function conclude(settings: Settings, log: Log, outcome: Outcome, interruption: Interruption): void {
  tellErrors(outcome, log, interruption);
  for (const defect of outcome.bqns.flatMap(defectLines)) log.error(defect);
  if (settings.log.verbosity > 0) for (const proved of provedLines(outcome)) log.info(proved);
  if (settings.log.verbosity > 1) for (const cost of costLines(outcome)) log.info(cost);
  const isScreen = log.columns !== undefined;
  for (const said of summary(outcome, settings.mode === 'dry-run', settings.mapping, isScreen)) log.info(said);
}

/** Each once: several BQNs may have failed by the same. */
function tellErrors({ error, bqns }: Outcome, log: Log, interruption: Interruption): void {
  const errors = [error, ...bqns.map((bqn) => bqn.error)].filter((one) => one !== undefined);
  for (const text of new Set(errors.map((one) => describe(one, interruption)))) log.error(text);
}

function describe(error: Error, interruption: Interruption): Shown {
  return error instanceof Interrupted ? shown(interruption.explain()) : errorText(error);
}

/** A dry run says nothing about how well the synchronisation does. */
function historyAfter(settings: Settings, ledger: Ledger, exitCode: ExitCode, now: number) {
  const { lastSuccess, failuresInARow } = ledger.history;
  if (settings.mode !== 'sync' || settings.bqns.length === 0) return ledger.history;
  const history = isSuccess({ exitCode })
    ? { lastSuccess: now, failuresInARow: 0 }
    : { lastSuccess, failuresInARow: failuresInARow + (isFailure({ exitCode }) ? 1 : 0) };
  ledger.remember(history);
  ledger.save();
  return history;
}

function openLedger(settings: Settings, log: Log): Ledger {
  try {
    const writes = settings.mode === 'sync' && settings.bqns.length > 0;
    return Ledger.open(settings.stateFile, (text) => log.warn(shown(text)), writes);
  } catch (error) {
    if (error instanceof StateFileUnusable) throw new SettingsError(error.message, { cause: error });
    throw error;
  }
}

/** Only a run that writes needs the lock. */
function lockFor(settings: Settings, log: Log): Lock | 'held' | undefined {
  if (settings.mode !== 'sync' || settings.bqns.length === 0) return undefined;
  try {
    return takeLock(settings.stateFile, (text) => log.warn(shown(text)));
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error;
    log.error(shown(error.message));
    return 'held';
  }
}

function unixNow(): number {
  return Date.now() / 1000;
}
