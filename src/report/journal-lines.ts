import type { FateChange } from '../customers/fate-change.ts';
import type { Desired } from '../mapping/desired.ts';
import { type BqnOutcome, membershipsOf, wishesAbout } from '../run/outcome.ts';
import type { Settings } from '../settings/settings.ts';
import { type JournalEntry, matches, parseQuery } from '../state/journal.ts';
import { phrase, say, translated } from '../text/language.ts';
import { columnsOf, line, type Shown, wrapped } from '../text/shown.ts';
import { fateText, isTold } from './fate-lines.ts';
import { table } from './table.ts';

/** What the journal is told of a run: changes of fate, what was refused, held back, approved or forced. */
export function journalOf(
  bqns: readonly BqnOutcome[],
  { limits }: Pick<Settings, 'limits'>,
  started: number,
  ended: number,
  desired?: Desired,
): JournalEntry[] {
  const [run, time] = [started, ended].map((seconds) => new Date(seconds * 1000).toISOString());
  const stamp = { time: time ?? '', run: run ?? '' };
  const passes = limits.force ? 'forced' : 'approved';
  const isLet = limits.force || limits.approved.size > 0;
  return bqns.flatMap((bqn) => {
    const at = { ...stamp, bqn: bqn.label };
    const told = bqn.fates.filter(({ effect }) => isTold(effect));
    const held = bqn.heldBack.flatMap(({ kind, fates, joined }) => {
      // Whoever was held back in the run before is no news.
      const fresh = joined === undefined ? undefined : new Set(joined);
      return fates.filter(({ customer }) => fresh?.has(customer) ?? true).map((fate) => ({ kind, fate }));
    });
    return [
      ...(isLet && told.length > 0 ? [{ ...at, ...NOBODY, event: passes, reason: allowedText(limits) }] : []),
      ...told.map((fate) => ({ ...at, ...entryOf(fate, desired), event: fate.effect })),
      ...(bqn.applied === undefined ? [] : (bqn.adopted ?? [])).map(({ key, who }) => ({
        ...at,
        ...NOBODY,
        event: 'adopted',
        login: who,
        ip: key,
        reason: '--adopt',
      })),
      ...joinedEntries(bqn).map((reason) => ({ ...at, ...NOBODY, event: 'grouped', reason })),
      ...held.map(({ kind, fate }) => ({ ...at, ...entryOf(fate), event: `held back (${kind})` })),
      ...(bqn.proof?.withheld ?? []).map(({ who, key, reason }) => ({
        ...at,
        ...NOBODY,
        event: 'withheld',
        login: who,
        ip: key,
        reason,
      })),
      ...(bqn.applied?.refused ?? []).map(({ change, reason, unanswered }) => ({
        ...at,
        ...NOBODY,
        event: unanswered ? 'not answered' : 'refused',
        login: change.who,
        ip: change.key,
        reason,
      })),
    ];
  });
}

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

function allowedText({ force, approved }: Settings['limits']): string {
  return force ? '--force' : say`--approve ${[...approved].map(([kind, count]) => `${kind}=${count}`).join(',')}`;
}

const NOBODY = { login: '', ip: '', from: '', to: '', contract: 0, status: '', plan: 0 };

/** With the wishes that decided about the customer. */
function entryOf({ login, ip, from, to, contract, status, plan, reason }: FateChange, desired?: Desired) {
  const loginId = desired?.subscribers.get(ip)?.loginId;
  const wishes = desired === undefined || loginId === undefined ? [] : wishesAbout(loginId, desired);
  const why = wishes.length === 0 ? reason : `${reason} (${wishes.join(' ')})`;
  return { login, ip, from: fateText(from), to: fateText(to), contract, status, plan, reason: why };
}

function joinedEntries(bqn: BqnOutcome): string[] {
  const { joined } = membershipsOf(bqn);
  return joined === 0 ? [] : [say`${joined} {1|customer|customers} put into the groups of their sites`];
}

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

/** In the file events are codes; people read words. */
export function eventText(event: string): Shown {
  const [, kind] = /^held back \((.*)\)$/.exec(event) ?? [];
  return kind === undefined ? translated(event) : line`${say`held back`} (${translated(HELD_WORDS[kind] ?? kind)})`;
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
 * The entries of one customer, or of all, the newest last: as a table, or, on a terminal that is too narrow for it, a few lines
 * each.
 * @param after Unix s; older ones are left out
 * @param columns of the terminal; undefined where it is none
 */
export function historyLines(
  entries: readonly JournalEntry[],
  asked: string,
  after: number | undefined,
  columns?: number,
): Shown[] {
  const query = parseQuery(asked);
  const found = entries.filter(
    (entry) => matches(query, entry) && (after === undefined || Date.parse(entry.time) / 1000 >= after),
  );
  const whose = query.kind === 'all' ? say`everybody` : asked;
  if (found.length === 0) return [say`nothing in the journal of ${whose}`];
  const rows = found.map(({ time, bqn, event, login, ip, from, to, reason }) => [
    localTime(time),
    bqn,
    eventText(event),
    login,
    ip,
    from === '' && to === '' ? '' : `${from} -> ${to}`,
    reason,
  ]);
  const title = say`HISTORY of ${whose} (${found.length}, local time)`;
  const lines = table(title, [say`time`, line`BQN`, say`what`, line`login`, say`address`, say`fate`, say`why`], rows);
  if (columns === undefined || lines.every((one) => columnsOf(one) <= columns)) return lines;
  return [title, ...rows.flatMap((row) => cardOf(row, columns))];
}

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
  if (Number.isNaN(date.getTime())) return line`${iso}`;
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return line`${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
