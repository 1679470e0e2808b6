import { existsSync } from 'node:fs';
import { replaceFile } from '../files/atomic-file.ts';
import { NoRegularFile, readRegularFile } from '../files/regular-file.ts';
import { fileTrouble } from '../files/trouble.ts';
import type { Trace } from '../http/client.ts';
import { formOf } from '../listing/shape.ts';
import type { Connections } from '../run/connections.ts';
import { decisiveSettings } from '../settings/decisive.ts';
import type { Settings } from '../settings/settings.ts';
import type { History } from '../state/ledger.ts';
import { printable, showUnseen } from '../text/printable.ts';
import { redact } from '../text/secrets.ts';

const LOG_LINES = 200;
/** In bytes: a log is put aside at 5 MB. */
const LARGEST_LOG = 20_000_000;
/** In characters. */
const LONGEST_LINE = 2000;
const MODE = 0o600;
/** The time before a line of the log. */
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ /;

export interface SupportFacts {
  readonly version: string;
  readonly node: string;
  readonly history: History;
  /** What was asked until now, a line each. */
  readonly requests: () => readonly string[];
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
  const tables = (await source.shapes?.()) ?? [];
  const lists: string[] = [];
  for (const target of targets) lists.push('', ...((await target.shapes?.()) ?? []));
  const lines = [
    `sync-ixc-bqn ${facts.version}, Node ${facts.node}, ${process.platform} ${process.arch}`,
    outcomeLine(facts.history),
    ...settingLines(settings),
    '',
    ...tables,
    ...lists,
    '',
    'What was asked for this file:',
    ...facts.requests(),
    '',
    'The last lines of the log:',
    ...logLines(settings, facts.program),
  ];
  replaceFile(path, showUnseen(redact(`${lines.join('\n')}\n`, settings.secrets)), MODE);
}

function outcomeLine({ lastSuccess, failuresInARow }: History): string {
  const last = lastSuccess === undefined ? 'never' : new Date(lastSuccess * 1000).toISOString();
  return `last success ${last}; failures in a row ${failuresInARow}`;
}

/** As flags; addresses, names and files are the operator's own. */
function settingLines(settings: Settings): string[] {
  const { ixc, bqn, bqns, pageSize, maxPages, maxTimeS, journalFile, log } = settings;
  const others = {
    'ixc-trust': ixc.trust.kind,
    'bqn-trust': bqn.trust.kind,
    'ixc-timeout': ixc.timeoutMs / 1000,
    'bqn-timeout': bqn.timeoutMs / 1000,
    'page-size': pageSize,
    'max-pages': maxPages ?? 'none',
    'max-time': maxTimeS,
    concurrency: bqn.concurrency,
    journal: journalFile === undefined ? 'off' : 'on',
    'log-format': log.format,
  };
  return [
    `BQNs: ${bqns.length}`,
    ...Object.entries({ ...decisiveSettings(settings), ...others }).map(([name, value]) => `--${name} ${value}`),
  ];
}

/** Headers whose values are shown; of others the name. */
const HARMLESS: ReadonlySet<string> = new Set([
  'content-type',
  'content-encoding',
  'content-length',
  'transfer-encoding',
  'connection',
  'server',
  'retry-after',
  'x-powered-by',
]);
/** In characters. */
const LONGEST_HEADER = 60;

/** `POST radusuarios: 200, 812 ms, 20000 bytes; content-type text/x-json; ...`. */
export function requestLine({ method, path, result, ms, bytes, headers }: Trace): string {
  const shown = Object.entries(headers ?? {}).map(([name, value]) =>
    HARMLESS.has(name) ? `${name} ${printable(String(value)).slice(0, LONGEST_HEADER)}` : name.slice(0, LONGEST_HEADER),
  );
  return `  ${method} ${path}: ${[result, `${ms.toFixed(0)} ms`, `${bytes} bytes`].join(', ')}; ${shown.join('; ')}`;
}

function logLines({ log: { file } }: Settings, program: string): string[] {
  if (file === undefined) return ['  there is no log file (--log-file)'];
  const known = new Set(program.match(/[A-Za-z]{2,}/g) ?? []);
  try {
    // One that was just put aside goes before.
    const lines = [`${file}.1`, file].flatMap((path) =>
      existsSync(path) ? readRegularFile(path, LARGEST_LOG).trimEnd().split('\n') : [],
    );
    return lines.slice(-LOG_LINES).map((line) => `  ${masked(line.slice(0, LONGEST_LINE), known)}`);
  } catch (error) {
    return [`  the log cannot be read (${error instanceof NoRegularFile ? error.message : fileTrouble(error)})`];
  }
}

/** A line of the log with its time and the program's own words; of all others the form. */
function masked(line: string, known: ReadonlySet<string>): string {
  const [time = ''] = TIME.exec(line) ?? [];
  const rest = line.slice(time.length);
  return `${time}${rest.replace(/[\p{L}\p{N}_.@/:-]+/gu, (word) => (isOurs(word, known) ? word : formOf(word)))}`;
}

/** A word of the program's own text; all with digits, or joined by signs, is somebody's. */
function isOurs(word: string, known: ReadonlySet<string>): boolean {
  return known.has(word.replace(/[:.]$/, ''));
}
