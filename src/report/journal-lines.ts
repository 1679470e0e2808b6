import type { JournalEntry } from '../state/journal.ts';
import type { Found } from '../state/journal-scan.ts';
import { phrase, say, translated } from '../text/language.ts';
import { line, type Shown } from '../text/shown.ts';
import { table } from './table.ts';

/** What is told of settings that are other than in the run before; nothing on a first run, or of a flag that is new. */
export function settingsEntry(
  before: Readonly<Record<string, string>> | undefined,
  now: Readonly<Record<string, string>>,
  ended: number,
): JournalEntry[] {
  // A version before 3.0 remembers them in other words.
  if (before === undefined || 'scope' in before) return [];
  const changed = Object.keys(now).filter((name) => before[name] !== undefined && before[name] !== now[name]);
  if (changed.length === 0) return [];
  const time = new Date(ended * 1000).toISOString();
  const reason = changed.map((name) => `--${name}: ${before[name]} -> ${now[name]}`).join(', ');
  return [{ ...NOBODY, time, run: time, bqn: '', event: 'settings changed', reason }];
}

/** What somebody did by hand with all runs. @param now Unix s */
export function commandEntry(event: string, reason: string, now: number): JournalEntry {
  const time = new Date(now * 1000).toISOString();
  return { ...NOBODY, time, run: time, bqn: '', event, reason };
}

/** Of an entry that is about no customer. */
export const NOBODY = { login: '', ip: '', from: '', to: '', contract: 0, status: '', plan: 0, reason: '' };

export const HELD_WORDS: Readonly<Record<string, string>> = {
  blocks: phrase`blocks`,
  opens: phrase`opens`,
  speeds: phrase`speeds`,
  plans: phrase`plans`,
  leaves: phrase`leaves`,
  // As older journals have it.
  deletes: phrase`deletes`,
  policies: phrase`policies`,
  groups: phrase`groups`,
};

/** How an event says that something is held back from a customer, and that it is no more, of whichever kind of harm. */
export function heldEvent(kind: string): string {
  return `held back (${kind})`;
}

export function noLongerHeldEvent(kind: string): string {
  return `no longer held (${kind})`;
}

/** Whether an event is about what is held back, and nothing that came to the customer. */
export function isOfHold(event: string): boolean {
  return event.startsWith('held back (') || event.startsWith('no longer held (');
}

/** In the file events are codes; people read words. */
export function eventText(event: string): Shown {
  const [, what, kind] = /^(held back|no longer held) \((.*)\)$/.exec(event) ?? [];
  if (what === undefined || kind === undefined) return translated(event);
  const said = what === 'held back' ? say`held back` : say`no longer held`;
  return line`${said} (${translated(HELD_WORDS[kind] ?? kind)})`;
}

/** What may stand in a journal beside the effects. */
export const EVENTS = [
  phrase`settings changed`,
  phrase`refused`,
  phrase`not answered`,
  phrase`withheld`,
  phrase`approved`,
  phrase`forced`,
  phrase`expected`,
  phrase`paused`,
  phrase`resumed`,
  phrase`grouped`,
  phrase`adopted`,
] as const;

/**
 * Entries of one customer, or of all, the newest last, as a table.
 * @param older how many are not among them, since there are too many
 */
export function historyLines({ entries, older }: Found, asked: string): Shown[] {
  if (entries.length === 0) return [say`nothing in the journal of ${asked}`];
  const rows = entries.map(({ time, bqn, event, login, ip, from, to, reason, policy }) => [
    time.replace('T', ' ').replace(/\..*$/, ''),
    bqn,
    eventText(event),
    policy === undefined ? login : say`${policy.customers} under ${policy.name}`,
    ip,
    from === '' && to === '' ? '' : `${from} -> ${to}`,
    reason,
  ]);
  const lines = table(
    say`HISTORY of ${asked} (${entries.length}, times in UTC)`,
    [say`time`, line`BQN`, say`what`, line`login`, say`address`, say`fate`, say`why`],
    rows,
  );
  return older === 0 ? lines : [...lines, say`and ${older} older ones: ask for one customer, or for less with --since`];
}
