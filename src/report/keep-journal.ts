import { endLog } from '../files/log-age.ts';
import { fileTrouble } from '../files/trouble.ts';
import type { Outcome } from '../run/outcome.ts';
import type { Settings } from '../settings/settings.ts';
import { TUG_OF_WAR } from '../state/bookkeeping.ts';
import { appendToJournal, type JournalEntry } from '../state/journal.ts';
import { type Keeping, soundClock, tendJournal } from '../state/journal-pack.ts';
import type { Ledger } from '../state/ledger.ts';
import type { BqnRecord } from '../state/record.ts';
import { say } from '../text/language.ts';
import { dayOf } from '../text/local-time.ts';
import { redact } from '../text/secrets.ts';
import { shown } from '../text/shown.ts';
import { commandEntry, settingsEntry } from './journal-lines.ts';
import { journalOf, type ToldBefore } from './journal-of-run.ts';
import type { Log } from './log.ts';

/** Entries that are written before it is looked at whether the journal is to be packed: some megabytes. */
const ENTRIES_AT_ONCE = 10_000;

export interface JournalPorts {
  readonly settings: Settings;
  readonly ledger: Ledger;
  readonly log: Log;
}

/** Tells the journal of a run, and the ledger what the journal knows now. Times are Unix seconds. */
export async function keepJournal(
  ports: JournalPorts,
  outcome: Outcome,
  started: number,
  ended: number,
): Promise<void> {
  const { settings, ledger } = ports;
  const now = settings.decisive;
  if (settings.journalFile !== undefined) {
    const entries = settingsEntry(ledger.settings, now, ended);
    if (settings.restore) entries.push(commandEntry('restored', '--restore', ended));
    const run = { started, ended, limits: settings.limits, desired: outcome.desired };
    for (const bqn of outcome.bqns) {
      const told = journalOf(bqn, run, toldBefore(ledger.bqn(bqn.label)));
      for (const entry of told.entries) entries.push(entry);
      if (ledger.knows(bqn.label)) ledger.update(bqn.label, { journal: told.memory });
    }
    await enter(ports, settings.journalFile, entries, ended);
  }
  ledger.rememberSettings(now);
}

/** @param record as it is after the run */
function toldBefore({ journal, harm, rewrites }: BqnRecord): ToldBefore {
  const members = new Map(Object.entries(harm.incidents).map(([kind, incident]) => [kind, incident.members]));
  return {
    memory: journal,
    waits: (kind, customer) => members.get(kind)?.has(customer) === true,
    isOldTug: (kind, key) => (rewrites.get(`${kind} ${key}`)?.runs ?? 0) > TUG_OF_WAR,
  };
}

/** Some thousands at a time, so that however many there are none is lost before it is packed. */
async function enter(
  { settings, ledger, log }: JournalPorts,
  journalFile: string,
  entries: readonly JournalEntry[],
  now: number,
): Promise<void> {
  const clean = (text: string) => redact(text, settings.secrets);
  const warn = (text: string) => log.warn(shown(text));
  const keeping = { ...clocks(ledger, now), keepS: settings.journalKeepS, warn };
  for (let at = 0; at === 0 || at < entries.length; at += ENTRIES_AT_ONCE) {
    appendToJournal(journalFile, entries.slice(at, at + ENTRIES_AT_ONCE), clean, warn);
    await tendJournal(journalFile, keeping);
  }
}

/** What is too old in the log goes, too: it names customers as the journal does. @param now Unix time in s */
export function letLogGo({ settings, ledger, log }: JournalPorts, now: number): void {
  const { file } = settings.log;
  if (file === undefined) return;
  const since = (soundClock(clocks(ledger, now)) - settings.journalKeepS) * 1000;
  try {
    endLog(file, { since, firstDay: dayOf(new Date(since)), today: dayOf(new Date(now * 1000)) }, now * 1000);
  } catch (error) {
    log.warn(say`--journal-keep: what is too old stays in ${file} (${fileTrouble(error)})`);
  }
}

function clocks({ history }: Ledger, now: number): Pick<Keeping, 'now' | 'before'> {
  return { now, before: history.lastSuccess };
}
