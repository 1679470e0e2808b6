import { existsSync } from 'node:fs';
import { LogFile } from '../files/log-file.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { fileTrouble, readingTrouble } from '../files/trouble.ts';
import { isObject, type JsonObject, parseJson } from '../text/json.ts';
import { say } from '../text/language.ts';
import { showUnseen } from '../text/printable.ts';

/** Each of its files is put aside at 5 MB; what grew larger is something else. In bytes. */
const LARGEST = 20_000_000;

/** One line of the journal: what became of a customer, or why not. */
export interface JournalEntry {
  /** ISO 8601, UTC. */
  readonly time: string;
  /** The start of the run, which names it. */
  readonly run: string;
  readonly bqn: string;
  /** `blocks`, `opens`, ...; `held back`, `refused`, `approved`, `forced`. */
  readonly event: string;
  readonly login: string;
  readonly ip: string;
  readonly from: string;
  readonly to: string;
  readonly contract: number;
  readonly status: string;
  readonly plan: number;
  readonly reason: string;
}

/** Which entries are asked for: those of a login, an address or a contract; of all where it is undefined. */
export type Asked =
  | { readonly kind: 'all' }
  | { readonly kind: 'contract'; readonly contract: number }
  | { readonly kind: 'name'; readonly name: string };

/** `contract:12`, `all`, an address or a login. */
export function parseQuery(text: string): Asked {
  const [, contract] = /^(?:contract|contrato):\s*(\d{1,15})$/i.exec(text) ?? [];
  if (contract !== undefined) return { kind: 'contract', contract: Number(contract) };
  return text === 'all' ? { kind: 'all' } : { kind: 'name', name: text.replace(/\s/g, '_') };
}

export function matches(
  query: Asked,
  { login, ip, contract }: Pick<JournalEntry, 'login' | 'ip' | 'contract'>,
): boolean {
  if (query.kind === 'all') return true;
  return query.kind === 'contract' ? contract === query.contract : login === query.name || ip === query.name;
}

/**
 * Only root should learn what became of a customer: the file is made 0600, and put aside at 5 MB, three in all.
 * @param clean takes secrets out of a text
 */
export function appendToJournal(
  path: string,
  entries: readonly JournalEntry[],
  clean: (text: string) => string,
  warn: (text: string) => void,
): void {
  if (entries.length === 0) return;
  // Cleaned before it is JSON: a secret with a quote in it looks different afterwards.
  const cleaned = (_field: string, value: unknown) => (typeof value === 'string' ? clean(value) : value);
  try {
    new LogFile(path).append(entries.map((entry) => `${showUnseen(JSON.stringify(entry, cleaned))}\n`).join(''));
  } catch (error) {
    warn(say`--journal: ${path} cannot be written (${fileTrouble(error)})`);
  }
}

/**
 * The entries, the oldest first, those that were put aside included; lines that are none are passed over.
 * @param warn told of a file that cannot be read, or is not ours
 */
export function readJournal(path: string, warn: (text: string) => void): JournalEntry[] {
  return [`${path}.2`, `${path}.1`, path].filter((file) => existsSync(file)).flatMap((file) => readEntries(file, warn));
}

function readEntries(path: string, warn: (text: string) => void): JournalEntry[] {
  try {
    const lines = readRegularFile(path, LARGEST).split('\n');
    return lines.map(parseJson).filter(isObject).map(readEntry);
  } catch (error) {
    warn(say`--journal: ${path} cannot be read (${readingTrouble(error)})`);
    return [];
  }
}

function readEntry(line: JsonObject): JournalEntry {
  const text = (name: string) => (typeof line[name] === 'string' ? line[name] : '');
  const number = (name: string) => (typeof line[name] === 'number' ? line[name] : 0);
  return {
    time: text('time'),
    run: text('run'),
    bqn: text('bqn'),
    event: text('event'),
    login: text('login'),
    ip: text('ip'),
    from: text('from'),
    to: text('to'),
    contract: number('contract'),
    status: text('status'),
    plan: number('plan'),
    reason: text('reason'),
  };
}
