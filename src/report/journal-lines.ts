import { EFFECTS } from '../customers/effect.ts';
import { type JournalEntry, parseQuery } from '../state/journal.ts';
import type { Found, OfContract } from '../state/journal-scan.ts';
import { phrase, say, translated } from '../text/language.ts';
import { clockTime, dayOf, isoTime } from '../text/local-time.ts';
import { cutName } from '../text/printable.ts';
import { columnsOf, line, type Shown, wrapped } from '../text/shown.ts';
import { eventOfOne } from './fate-lines.ts';
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
  const reason = changed.map((name) => `--${name}: ${before[name]} -> ${now[name]}`).join(', ');
  return [commandEntry('settings changed', reason, ended)];
}

/** What somebody did by hand with all runs. @param now Unix s */
export function commandEntry(event: string, reason: string, now: number): JournalEntry {
  const time = isoTime(now);
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

/** A kind of harm in words. */
export function heldWord(kind: string): Shown {
  return translated(HELD_WORDS[kind] ?? kind);
}

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
  if (what === undefined || kind === undefined) {
    const effect = EFFECTS.find((one) => one === event);
    return effect === undefined ? translated(event) : eventOfOne(effect);
  }
  const said = what === 'held back' ? say`held back` : say`no longer held`;
  return line`${said} (${heldWord(kind)})`;
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
  phrase`restored`,
] as const;

/**
 * Entries of one customer, or of all, the newest last: as a table, or, on a terminal that is too narrow for it, a few lines each.
 * @param older how many are not among them, since there are too many
 * @param others who else is there under the customer's contract
 * @param columns of the terminal; undefined where it is none
 */
export function historyLines(
  { entries, older, others }: Pick<Found, 'entries' | 'older'> & { readonly others?: OfContract | undefined },
  asked: string,
  columns?: number,
): Shown[] {
  const whose = parseQuery(asked).kind === 'all' ? say`everybody` : asked;
  if (entries.length === 0) return [say`nothing in the journal of ${whose}`];
  const rows = entries.map(({ time, bqn, event, login, ip, from, to, reason, policy }) => [
    localTime(time),
    bqn,
    eventText(event),
    policy === undefined ? login : say`${policy.customers} under ${policy.name}`,
    ip,
    from === '' && to === '' ? '' : `${from} -> ${to}`,
    reason,
  ]);
  const title = say`HISTORY of ${whose} (${entries.length}, local time)`;
  const lines = table(title, [say`time`, line`BQN`, say`what`, line`login`, say`address`, say`fate`, say`why`], rows);
  const isWide = columns === undefined || lines.every((one) => columnsOf(one) <= columns);
  const said = isWide ? lines : [title, ...rows.flatMap((row) => cardOf(row, columns))];
  return [
    ...said,
    ...(older === 0 ? [] : [say`and ${older} older ones: ask for one customer, or for less with --since`]),
    ...(others === undefined ? [] : [othersText(others)]),
  ];
}

function othersText({ contract, logins }: OfContract): Shown {
  const named = line`${logins.slice(0, MOST_NAMED).map(cutName)}${logins.length > MOST_NAMED ? ', ...' : ''}`;
  return say`under the same contract there are lines of ${named}, as it may have been called before: --history contract:${contract}`;
}

/** Logins that are named in a line. */
const MOST_NAMED = 5;

/** One entry in a few lines: when, what and whom; then the fate; then the reason. */
function cardOf(
  [time = '', bqn = '', what = '', login = '', ip = '', fate = '', why = '']: readonly string[],
  columns: number,
) {
  const first = line`${[time, what, login, ip, bqn].filter((part) => part !== '').join('  ')}`;
  const others = [fate, why].filter((part) => part !== '').map((part) => line`    ${part}`);
  return [wrapped(first, columns, 4), ...others.map((one) => wrapped(one, columns, 6))];
}

/** On one clock with the reasons, which say until when a pause was meant. */
function localTime(iso: string): Shown {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? line`${iso}` : line`${dayOf(date)} ${clockTime(date)}`;
}
