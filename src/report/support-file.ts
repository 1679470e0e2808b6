import { existsSync } from 'node:fs';
import { replaceFile } from '../files/atomic-file.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { formOf } from '../listing/shape.ts';
import type { Connections } from '../run/connections.ts';
import { decisiveSettings } from '../settings/decisive.ts';
import type { Settings } from '../settings/settings.ts';
import type { History } from '../state/ledger.ts';
import { showUnseen } from '../text/printable.ts';
import { redact } from '../text/secrets.ts';

const LOG_LINES = 200;
/** In bytes: a log is put aside at 5 MB. */
const LARGEST_LOG = 20_000_000;
const MODE = 0o600;

export interface SupportFacts {
  readonly version: string;
  readonly node: string;
  readonly history: History;
  /** The program's own text, whose words may be shown in the lines of its log. */
  readonly program: string;
}

/**
 * `--support FILE`: what a stranger needs to help, in one text: versions, settings without secrets, how it went, and what
 * the tables and lists look like. Names, addresses and numbers of customers are shown by their form only.
 * @throws NodeJS.ErrnoException where the file cannot be written
 */
export async function writeSupport(
  path: string,
  settings: Settings,
  { source, targets }: Connections,
  facts: SupportFacts,
): Promise<void> {
  const { lastSuccess, failuresInARow } = facts.history;
  const last = lastSuccess === undefined ? 'never' : new Date(lastSuccess * 1000).toISOString();
  const lines = [
    `sync-ixc-bqn ${facts.version}, Node ${facts.node}, ${process.platform} ${process.arch}`,
    `BQNs: ${settings.bqns.length}; page size ${settings.pageSize}; last success ${last}; failures in a row ${failuresInARow}`,
    ...Object.entries(decisiveSettings(settings)).map(([name, value]) => `--${name} ${value}`),
    '',
    ...((await source.shapes?.()) ?? []),
  ];
  for (const target of targets) lines.push('', ...((await target.shapes?.()) ?? []));
  lines.push('', 'The last lines of the log:', ...logLines(settings, facts.program));
  replaceFile(path, showUnseen(redact(`${lines.join('\n')}\n`, settings.secrets)), MODE);
}

function logLines({ log }: Settings, program: string): string[] {
  if (log.file === undefined || !existsSync(log.file)) return ['  there is no log file (--log-file)'];
  const known = new Set(program.match(/[A-Za-z]{2,}/g) ?? []);
  const lines = readRegularFile(log.file, LARGEST_LOG).split('\n').slice(-LOG_LINES);
  return lines.map(
    (line) => `  ${line.replace(/[\p{L}\p{N}_.@/:-]+/gu, (word) => (isOurs(word, known) ? word : formOf(word)))}`,
  );
}

/** A word of the program's own text; all with digits, or joined by signs, is somebody's. */
function isOurs(word: string, known: ReadonlySet<string>): boolean {
  return known.has(word.replace(/[:.]$/, ''));
}
