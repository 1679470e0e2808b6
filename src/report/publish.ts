import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { replaceFile } from '../files/atomic-file.ts';
import { fileTrouble } from '../files/trouble.ts';
import type { Outcome } from '../run/outcome.ts';
import type { Settings } from '../settings/settings.ts';
import type { JournalEntry } from '../state/journal.ts';
import { findInJournal } from '../state/journal-scan.ts';
import { say } from '../text/language.ts';
import { redact } from '../text/secrets.ts';
import { shown } from '../text/shown.ts';
import type { Log } from './log.ts';
import { metricsText } from './metrics.ts';
import { LOOKED_BACK_S, pageHtml } from './page.ts';
import type { Terminal } from './progress.ts';
import { type RunFacts, reportJson } from './report-file.ts';
import { worklistCsv } from './worklist.ts';
import { zabbixJson } from './zabbix-file.ts';

/** The report names customers; monitoring that is not root reads it through its group. */
const REPORT_MODE = 0o640;
const METRICS_MODE = 0o644;

/** Where the outcome goes, and what is needed to write it. */
export type Published = Pick<
  Settings,
  'report' | 'metricsFile' | 'zabbixFile' | 'worklist' | 'html' | 'secrets' | 'mapping' | 'journalFile' | 'program'
>;

/** Writes the report and the metrics, where they are wanted. A file that cannot be written is a warning. */
export async function publish(
  { report, metricsFile, zabbixFile, worklist, html, secrets, mapping, journalFile, program }: Published,
  facts: RunFacts,
  outcome: Outcome | undefined,
  log: Log,
  stdout: Terminal,
): Promise<void> {
  if (report !== undefined) {
    const text = reportJson(facts, outcome, (part) => redact(part, secrets));
    if (report === '-') stdout.write(text);
    else put('--report', report, text, REPORT_MODE, log);
  }
  // Without the lists there is nothing to mend that anybody knows of: what the file says stays.
  if (worklist !== undefined && outcome?.desired !== undefined)
    put('--worklist', worklist, redact(worklistCsv(outcome, mapping), secrets), REPORT_MODE, log);
  if (html !== undefined) {
    const journal = await lastDay(journalFile, facts, log);
    const page = () => pageHtml({ facts, outcome, judging: mapping, journal, command: commandBeside(program) });
    put('--html', html, page, REPORT_MODE, log);
  }
  // Metrics tell how the synchronisation does, of which a dry run knows nothing.
  if (metricsFile !== undefined && facts.mode !== 'dry-run')
    put('--metrics-file', metricsFile, metricsText(facts, outcome), METRICS_MODE, log);
  if (zabbixFile !== undefined && facts.mode !== 'dry-run') {
    const text = zabbixJson(facts, outcome, (part) => redact(part, secrets));
    put('--zabbix-file', zabbixFile, text, REPORT_MODE, log);
  }
}

async function lastDay(
  journalFile: string | undefined,
  { ended }: RunFacts,
  log: Log,
): Promise<readonly JournalEntry[] | undefined> {
  if (journalFile === undefined) return undefined;
  const asked = { query: { kind: 'all' }, after: ended - LOOKED_BACK_S } as const;
  return (await findInJournal(journalFile, asked, (text) => log.warn(shown(text)))).entries;
}

/** As people start it: by the wrapper, where there is one. */
function commandBeside(program: string): string {
  const wrapper = join(dirname(program), 'sync-ixc-bqn.sh');
  return existsSync(wrapper) ? wrapper : `node ${program}`;
}

function put(flag: string, path: string, text: string | (() => string), mode: number, log: Log): void {
  try {
    replaceFile(path, typeof text === 'string' ? text : text(), mode);
  } catch (error) {
    log.warn(say`${flag}: ${path} cannot be written (${fileTrouble(error)})`);
  }
}
