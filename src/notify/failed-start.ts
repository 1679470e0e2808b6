import { existsSync } from 'node:fs';
import { Log } from '../report/log.ts';
import type { Terminal } from '../report/progress.ts';
import { publish } from '../report/publish.ts';
import type { RunFacts } from '../report/report-file.ts';
import { EXIT } from '../run/exit-code.ts';
import type { Outcome } from '../run/outcome.ts';
import { EXIT_MEANINGS } from '../settings/exit-codes.ts';
import { SettingsError } from '../settings/settings.ts';
import type { WhereTold } from '../settings/where-told.ts';
import { Ledger } from '../state/ledger.ts';
import { pauseNow } from '../state/pause.ts';
import { translated } from '../text/language.ts';
import { shown } from '../text/shown.ts';
import { VERSION } from '../version.ts';
import { notify } from './notify.ts';

export interface TellPorts {
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  /** Unix s. */
  readonly now: number;
  readonly signal: AbortSignal;
}

/**
 * A start that ended before there was an outcome, for its settings or for a defect of ours, told as any run is: report,
 * metrics, page, notices. Without it a box that was configured wrongly looks as well as it did in its last run.
 */
export async function tellFailedStart(
  error: Error,
  where: WhereTold,
  { stdout, stderr, now, signal }: TellPorts,
): Promise<void> {
  const log = new Log({ format: 'text', secrets: where.secrets, write: (text) => void stderr.write(text) });
  const ledger = readLedger(where.stateFile);
  const history = ledger?.history ?? { lastSuccess: undefined, failuresInARow: 0 };
  const failures = { ...history, failuresInARow: history.failuresInARow + 1 };
  const isRefused = error instanceof SettingsError;
  // Of a defect the stack is on standard error; its words may be anybody's.
  const text = isRefused ? error.message : translated(EXIT_MEANINGS[EXIT.defect]);
  const facts: RunFacts = {
    version: VERSION,
    mode: 'sync',
    started: now,
    ended: now,
    exitCode: isRefused ? EXIT.usage : EXIT.defect,
    problems: [{ level: 'error', text }],
    pause: pauseNow(where.stateFile, now, () => {}),
    everyS: where.everyS,
    ...failures,
  };
  const { exitCode } = facts;
  const outcome: Outcome = {
    exitCode,
    error: isRefused ? error : undefined,
    billing: undefined,
    desired: undefined,
    bqns: [],
    durations: {},
  };
  await publish(where, facts, outcome, log, stdout);
  const before = ledger?.told ?? [];
  const warn = (text: string) => log.warn(shown(text));
  const told = await notify(where, facts, outcome, { told: before, signal, warn });
  const { post, telegram } = where.notify;
  // Where nobody is told a first start leaves nothing behind.
  if (post === undefined && telegram === undefined && !existsSync(where.stateFile)) return;
  Ledger.amend(where.stateFile, (kept) => {
    kept.remember(failures);
    kept.rememberTold(told);
  });
}

/** Undefined where the state file is itself what is wrong. */
function readLedger(path: string): Ledger | undefined {
  try {
    return Ledger.open(path, () => {}, false);
  } catch {
    return undefined;
  }
}
