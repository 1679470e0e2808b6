import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { listFolder } from '../files/folder.ts';

/** A month that lies packed beside the journal. */
export interface PackedMonth {
  /** `2026-10`, UTC. */
  readonly month: string;
  readonly path: string;
}

const ENDING = '.jsonl';

/** `sync-ixc-bqn.journal.2026-10.jsonl.gz` beside `sync-ixc-bqn.journal.jsonl`. */
export function packedAs(journal: string, month: string): string {
  return `${stem(journal)}.${month}${ENDING}.gz`;
}

function stem(journal: string): string {
  return journal.endsWith(ENDING) ? journal.slice(0, -ENDING.length) : journal;
}

/** The oldest first. */
export function packedMonths(journal: string): readonly PackedMonth[] {
  const folder = dirname(journal);
  const begins = `${basename(stem(journal))}.`;
  const found = listFolder(folder).flatMap((name) => {
    const [, month] = /^(\d{4}-(?:0[1-9]|1[0-2]))\.jsonl\.gz$/.exec(name.slice(begins.length)) ?? [];
    return name.startsWith(begins) && month !== undefined ? [{ month, path: join(folder, name) }] : [];
  });
  return found.sort((one, other) => (one.month < other.month ? -1 : 1));
}

/** What was put aside and is not packed yet, the oldest first; versions before 3.0 left it so. */
export function putAside(journal: string): readonly string[] {
  return [`${journal}.2`, `${journal}.1`].filter((path) => existsSync(path));
}

/** Where a month goes of which nothing can be unpacked any more, for somebody to look at. */
export function damagedPackOf(journal: string): string {
  return `${journal}.damaged`;
}

/** Unix time in s, at which a month ends. */
export function endOf(month: string): number {
  return Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 1) / 1000;
}

/** @param at Unix time in s */
export function monthOf(at: number): string {
  return new Date(at * 1000).toISOString().slice(0, 7);
}

/** The month of a line of the journal; undefined for a line without a time. */
export function monthOfLine(line: string): string | undefined {
  return /"time":\s*"(\d{4}-\d\d)-/.exec(line)?.[1];
}

/**
 * What says in a packed month that a file has been packed into it: whoever is killed before that file is gone, or reads
 * both meanwhile, would have its lines twice.
 */
export function markOf(unpacked: string): string {
  return JSON.stringify({ packed: createHash('sha256').update(unpacked).digest('hex').slice(0, 32) });
}

/** How all of them begin. */
export const MARK_BEGINS = '{"packed":"';

/**
 * The lines of what is not packed, by the month that they go to. A time of the future is of a clock that was ahead, and would
 * be kept until then: it goes to this month. A line without a time stays beside the one before it.
 * @param now Unix time in s
 */
export function byMonth(unpacked: string, now: number): ReadonlyMap<string, readonly string[]> {
  const latest = monthOf(now);
  const months = new Map<string, string[]>();
  let month = latest;
  for (const line of unpacked.split('\n')) {
    if (line.trim() === '') continue;
    const said = monthOfLine(line) ?? month;
    month = said < latest ? said : latest;
    const lines = months.get(month);
    if (lines === undefined) months.set(month, [line]);
    else lines.push(line);
  }
  return months;
}
