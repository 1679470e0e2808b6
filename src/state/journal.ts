import { LogFile } from '../files/log-file.ts';
import { fileTrouble } from '../files/trouble.ts';
import { alikeName } from '../text/alike.ts';
import { type Form, list, maybe, number, object, orElse, text } from '../text/form.ts';
import { parseJson } from '../text/json.ts';
import { say } from '../text/language.ts';
import { showUnseen } from '../text/printable.ts';
import { cutToShow } from '../text/shown.ts';

/** Should it be impossible to pack what was written, that much is put aside three times over, and no more kept. In bytes. */
const LARGEST_UNPACKED = 15_000_000;

/** One line of the journal: what became of a customer, or why not. */
export interface JournalEntry {
  /** ISO 8601, UTC. */
  readonly time: string;
  /** The start of the run, which names it. */
  readonly run: string;
  readonly bqn: string;
  /** `blocks`, `opens`, ...; `held back (KIND)`, `no longer held (KIND)`, `refused`, `approved`, `forced`. */
  readonly event: string;
  readonly login: string;
  readonly ip: string;
  readonly from: string;
  readonly to: string;
  readonly contract: number;
  readonly status: string;
  readonly plan: number;
  readonly reason: string;
  /** What came to many at once, since the policy that they are under changed. */
  readonly policy?: PolicyUsers | undefined;
}

/** Whoever was under a policy when it changed. */
export interface PolicyUsers {
  readonly name: string;
  readonly customers: number;
  /** Each as `personText` says it: so the history of one of them finds this line, whatever they are called later. */
  readonly who: readonly string[];
}

/** Whom an entry is about. */
export type Person = Pick<JournalEntry, 'login' | 'ip' | 'contract'>;

/** `maria 100.64.0.7 12`: a customer in one word where there are thousands in a line. */
export function personText({ login, ip, contract }: Person): string {
  return `${login} ${ip} ${contract}`;
}

/** A login may have blanks, what follows it has none. Undefined for what is none of these texts. */
export function readPerson(text: string): Person | undefined {
  const [whole, login = '', ip = '', contract] = /^(.*) (\S*) (\d{1,15})$/s.exec(text) ?? [];
  return whole === undefined ? undefined : { login, ip, contract: Number(contract) };
}

/** Which entries are asked for: those of a login, an address or a contract; of all where it is undefined. */
export type Asked =
  | { readonly kind: 'all' }
  | { readonly kind: 'contract'; readonly contract: number }
  /** `isAlike`: names count that are written otherwise, as IXC finds them. */
  | { readonly kind: 'name'; readonly name: string; readonly isAlike?: true };

/** `contract:12`, `all`, an address or a login. */
export function parseQuery(text: string): Asked {
  const [, contract] = /^(?:contract|contrato):\s*(\d{1,15})$/i.exec(text) ?? [];
  if (contract !== undefined) return { kind: 'contract', contract: Number(contract) };
  return text === 'all' ? { kind: 'all' } : { kind: 'name', name: text.replace(/\s/g, '_') };
}

export function matches(query: Asked, entry: Person & Pick<JournalEntry, 'policy'>): boolean {
  return query.kind === 'all' || peopleOf(entry, query).length > 0;
}

/** Those of an entry who are asked for. */
export function peopleOf(
  { policy, ...entry }: Person & Pick<JournalEntry, 'policy'>,
  query: Exclude<Asked, { kind: 'all' }>,
): readonly Person[] {
  const people = [entry, ...(policy?.who ?? []).flatMap((text) => readPerson(text) ?? [])];
  return people.filter((person) => isAbout(query, person));
}

/** Whether somebody is who is asked for. */
export function isAbout(query: Exclude<Asked, { kind: 'all' }>, { login, ip, contract }: Person): boolean {
  if (query.kind === 'contract') return contract === query.contract;
  if (query.isAlike) return alikeName(login) === alikeName(query.name);
  return login === query.name || ip === query.name;
}

/** An entry as it stands in the file. @param clean takes secrets out of a text */
export function journalLine(entry: JournalEntry, clean: (text: string) => string): string {
  // Cleaned before it is JSON: a secret with a quote in it looks different afterwards.
  const cleaned = (_field: string, value: unknown) => (typeof value === 'string' ? cutToShow(clean(value)) : value);
  return `${showUnseen(JSON.stringify(entry, cleaned))}\n`;
}

/**
 * Only root should learn what became of a customer: the file is made 0600. It is packed by whoever holds the lock of a run
 * (journal-pack.ts).
 * @param clean takes secrets out of a text
 */
export function appendToJournal(
  path: string,
  entries: readonly JournalEntry[],
  clean: (text: string) => string,
  warn: (text: string) => void,
): void {
  if (entries.length === 0) return;
  try {
    new LogFile(path, LARGEST_UNPACKED).append(entries.map((entry) => journalLine(entry, clean)).join(''));
  } catch (error) {
    warn(say`--journal: ${path} cannot be written (${fileTrouble(error)})`);
  }
}

const [SAID, COUNTED] = [orElse(text, ''), orElse(number, 0)];

/** An entry as it stands in its line; versions before 3.0 left fields out. */
const ENTRY: Form<JournalEntry> = object({
  ...{ time: SAID, run: SAID, bqn: SAID, event: text, login: SAID, ip: SAID, from: SAID, to: SAID },
  ...{ contract: COUNTED, status: SAID, plan: COUNTED, reason: SAID },
  policy: maybe<PolicyUsers>(object({ name: text, customers: number, who: list(text) })),
});

/** Undefined for a line that is no entry: damaged, another program's, or the mark of what was packed. */
export function readEntry(line: string): JournalEntry | undefined {
  return ENTRY.read(parseJson(line));
}
