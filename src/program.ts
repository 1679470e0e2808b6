import { VERSION } from './command-line.ts';
import { connect, pauseUnless } from './connections.ts';
import { BLOCK_POLICY } from './mapping/desired.ts';
import { EXIT, type ExitCode, type Outcome } from './outcome.ts';
import { desiredTables, SHORT_TABLE, skippedTable } from './report/desired-tables.ts';
import { Log, redact, type Write } from './report/log.ts';
import { LogFile } from './report/log-file.ts';
import { isSuccess, metricsText } from './report/metrics.ts';
import { preview } from './report/preview.ts';
import { Progress, type Terminal } from './report/progress.ts';
import { type RunFacts, reportJson } from './report/report-file.ts';
import { summary } from './report/summary.ts';
import { type Settings, SettingsError } from './settings.ts';
import { fileTrouble, replaceFile } from './state/atomic-file.ts';
import { Ledger, StateFileUnusable } from './state/ledger.ts';
import { type Lock, LockHeld, takeLock } from './state/lock.ts';
import { type RunWatch, synchronise } from './sync.ts';

/** What the program needs of its process. */
export interface ProcessPort {
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  readonly colour: boolean;
  onSignal(act: (signal: 'SIGINT' | 'SIGTERM') => void): void;
  exit(code: number): void;
}

/** Rows and changes shown where they were not asked for whole. */
const MOST_CHANGES = 50;
/** The report is for monitoring, which seldom runs as root; it names customers all the same. */
const REPORT_MODE = 0o640;
const METRICS_MODE = 0o644;

/** One start of the program with settings that hold. @throws {SettingsError} for a log or state file that cannot be one */
export async function runProgram(settings: Settings, port: ProcessPort): Promise<ExitCode> {
  const log = openLog(settings, port);
  const started = unixNow();
  log.info(`synchronization script starts (v${VERSION})`);
  for (const hint of settings.hints) log.warn(hint);
  const ledger = openLedger(settings, log);
  const lock = lockFor(settings, log);
  if (lock === 'held')
    return finish(settings, port, log, { ledger, started, outcome: undefined, exitCode: EXIT.locked });
  const interruption = listen(port, log);
  try {
    const outcome = await work(settings, port, log, ledger, interruption.signal);
    const exitCode = outcome.exitCode === EXIT.interrupted ? interruption.exitCode() : outcome.exitCode;
    return finish(settings, port, log, { ledger, started, outcome: { ...outcome, exitCode }, exitCode });
  } finally {
    lock?.release();
  }
}

async function work(
  settings: Settings,
  port: ProcessPort,
  log: Log,
  ledger: Ledger,
  signal: AbortSignal,
): Promise<Outcome> {
  const progress = new Progress(port.stderr, settings.log.progress);
  const connections = connect(settings, ledger, signal, (line) => {
    if (settings.log.verbosity < 2) return;
    progress.clear();
    log.info(`${line.method} ${line.path} ${line.result} ${line.ms.toFixed(0)} ms ${line.bytes} bytes`);
  });
  try {
    const { source, targets } = connections;
    const watch = watchFor(settings, log, progress);
    const outcome = await synchronise(settings, { source, targets, ledger, pause: pauseUnless(signal), signal, watch });
    progress.clear();
    show(settings, port, log, outcome);
    return outcome;
  } finally {
    progress.clear();
    connections.close();
  }
}

function watchFor(settings: Settings, log: Log, progress: Progress): RunWatch {
  return {
    page: (news) => progress.page(news),
    note: (text) => log.info(`note: ${text}`),
    warn: (text) => log.warn(text),
    mapped(desired) {
      progress.clear();
      const policies = desired.policies.size - (desired.policies.has(BLOCK_POLICY) ? 1 : 0);
      log.info(`synchronization of ${policies} policies and ${desired.subscribers.size} subscribers`);
      const verbose = settings.log.verbosity > 0;
      const readOnly = settings.bqns.length === 0 && settings.mode === 'sync';
      if (!verbose && !readOnly) return;
      const most = verbose ? Number.POSITIVE_INFINITY : SHORT_TABLE;
      log.block([...desiredTables(desired, most), ...skippedTable(desired, most)]);
    },
    planned() {},
    written: (_label, done, planned) => progress.written(done, planned),
  };
}

/** The changes one by one, for whom asked to see them. */
function show(settings: Settings, port: ProcessPort, log: Log, outcome: Outcome): void {
  const verbose = settings.log.verbosity > 0;
  if (settings.mode !== 'dry-run' && !verbose) return;
  const options = {
    colour: port.colour && settings.log.file === undefined,
    most: verbose ? Number.POSITIVE_INFINITY : MOST_CHANGES,
  };
  for (const bqn of outcome.bqns) {
    if (bqn.plan !== undefined) log.block(preview(bqn, bqn.applied?.done ?? bqn.plan.changes, options));
  }
}

interface Ending {
  readonly ledger: Ledger;
  readonly started: number;
  readonly outcome: Outcome | undefined;
  readonly exitCode: ExitCode;
}

/** The last lines of every run, and what monitoring reads. */
function finish(
  settings: Settings,
  port: ProcessPort,
  log: Log,
  { ledger, started, outcome, exitCode }: Ending,
): ExitCode {
  if (outcome !== undefined) {
    if (outcome.error !== undefined) log.error(outcome.error.message);
    for (const bqn of outcome.bqns) if (bqn.error !== undefined) log.error(bqn.error.message);
    for (const line of summary(outcome, settings.mode === 'dry-run')) log.info(line);
  }
  const ended = unixNow();
  const history = historyAfter(settings, ledger, exitCode, ended);
  const facts: RunFacts = {
    version: VERSION,
    mode: settings.mode,
    started,
    ended,
    exitCode,
    problems: log.problems,
    ...history,
  };
  writeReports(settings, port, log, facts, outcome);
  log.info('synchronization script ends');
  return exitCode;
}

/** A dry run and a run that met another one say nothing about how well the synchronisation does. */
function historyAfter(settings: Settings, ledger: Ledger, exitCode: ExitCode, now: number) {
  const { lastSuccess, failuresInARow } = ledger.history;
  if (settings.mode !== 'sync' || settings.bqns.length === 0 || exitCode === EXIT.locked) return ledger.history;
  const history = isSuccess({ exitCode })
    ? { lastSuccess: now, failuresInARow: 0 }
    : { lastSuccess, failuresInARow: failuresInARow + 1 };
  ledger.remember(history);
  ledger.save();
  return history;
}

function writeReports(
  settings: Settings,
  port: ProcessPort,
  log: Log,
  facts: RunFacts,
  outcome: Outcome | undefined,
): void {
  const { report, metricsFile, secrets } = settings;
  if (report === '-') port.stdout.write(redact(reportJson(facts, outcome), secrets));
  else if (report !== undefined)
    writeOut(log, '--report', report, redact(reportJson(facts, outcome), secrets), REPORT_MODE);
  if (metricsFile !== undefined)
    writeOut(log, '--metrics-file', metricsFile, metricsText(facts, outcome), METRICS_MODE);
}

function writeOut(log: Log, flag: string, path: string, text: string, mode: number): void {
  try {
    replaceFile(path, text, mode);
  } catch (error) {
    log.warn(`${flag}: ${path} cannot be written (${fileTrouble(error)})`);
  }
}

function openLedger(settings: Settings, log: Log): Ledger {
  try {
    return Ledger.open(settings.stateFile, (text) => log.warn(text));
  } catch (error) {
    if (error instanceof StateFileUnusable) throw new SettingsError(error.message, { cause: error });
    throw error;
  }
}

/** Only a run that writes needs the lock. */
function lockFor(settings: Settings, log: Log): Lock | 'held' | undefined {
  if (settings.mode !== 'sync' || settings.bqns.length === 0) return undefined;
  try {
    return takeLock(settings.stateFile, (text) => log.warn(text));
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error;
    log.error(error.message);
    return 'held';
  }
}

/** The first signal lets what is under way come to an end and saves the ledger; the second ends at once. */
function listen(port: ProcessPort, log: Log): { readonly signal: AbortSignal; exitCode(): ExitCode } {
  const controller = new AbortController();
  let code: ExitCode = EXIT.interrupted;
  port.onSignal((signal) => {
    code = signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
    if (controller.signal.aborted) port.exit(code);
    log.warn(`${signal} received: stopping`);
    controller.abort();
  });
  return { signal: controller.signal, exitCode: () => code };
}

/**
 * The log goes to its file, else to standard output; where a report goes to standard output, to standard error. A file
 * that cannot be written loses the log and not the run.
 */
function openLog(settings: Settings, port: ProcessPort): Log {
  const { file, format } = settings.log;
  const { secrets } = settings;
  const terminal: Write = (text) => void (settings.report === '-' ? port.stderr : port.stdout).write(text);
  if (file === undefined) return new Log({ format, secrets, write: terminal });
  const logFile = new LogFile(file);
  let broken = false;
  const write: Write = (text) => {
    try {
      logFile.append(text);
    } catch (error) {
      if (!broken) port.stderr.write(`sync-ixc-bqn: --log-file ${file} cannot be written (${fileTrouble(error)})\n`);
      broken = true;
      port.stderr.write(text);
    }
  };
  return new Log({ format, secrets, write });
}

function unixNow(): number {
  return Math.round(Date.now() / 1000);
}
