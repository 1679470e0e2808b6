import Papa from 'papaparse';
import { canonicalName } from '../billing/login-name.ts';
import type { Override, OverrideWish } from '../customers/override-rule.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { phrase, say, translated } from '../text/language.ts';
import { dayOf } from '../text/local-time.ts';
import type { Shown } from '../text/shown.ts';
import { DAY_MS } from '../text/time-units.ts';
import { readNamed } from './named-file.ts';
import { SettingsError } from './settings.ts';
import { ratesIn } from './wishes/status.ts';

/** Overrides that hold today, by their login, and those whose last day is over. */
export interface OverridesRead {
  readonly active: ReadonlyMap<string, Override>;
  readonly expired: readonly Override[];
  /** What is wrong with lines that were passed over, a sentence each. */
  readonly wrong: readonly Shown[];
}

/** In bytes: some ten thousand lines. */
const LARGEST_FILE = 2_000_000;
/** What has no end in sight belongs into billing. In days. */
const MOST_DAYS = 90;
const EXPECTED = {
  wish: phrase`open, slow, rate 300M/150M, plan NAME, or skip`,
  until: phrase`a day such as 2026-12-31 (or 31/12/2026)`,
} as const;

/**
 * Reads the file of overrides: `login,what,until,by,why`, a line each, `#` before a remark; a login also as `id:12`. A line that is wrong counts for
 * nobody and is told: one slip of one hand must not stop the synchronising of all.
 * @param now for what is over, and what is too far away; by local days
 * @throws {SettingsError} for a file that cannot be read, or is none of overrides at all
 */
export function readOverrides(file: string, origin: string, now: Date): OverridesRead {
  const active = new Map<string, Override>();
  const expired: Override[] = [];
  const wrong: Shown[] = [];
  const today = dayOf(now);
  const last = dayOf(new Date(now.getTime() + MOST_DAYS * DAY_MS));
  const passedOver = (line: number, what: Shown) => say`${origin}: ${file}, line ${line} is passed over: ${what}.`;
  for (const { line, fields } of linesOf(textOf(file, origin))) {
    const override = overrideOf(fields, last);
    if (typeof override === 'string') wrong.push(passedOver(line, override));
    else if (override.until < today) expired.push(override);
    else if (active.has(override.login)) wrong.push(passedOver(line, say`login ${override.login} has a line already`));
    else active.set(override.login, override);
  }
  return { active, expired, wrong: cut(wrong) };
}

/** Lines told one by one. */
const MOST_TOLD = 20;

function cut(wrong: readonly Shown[]): readonly Shown[] {
  const more = wrong.length - MOST_TOLD;
  return more > 0 ? [...wrong.slice(0, MOST_TOLD), say`and ${more} more`] : wrong;
}

function textOf(file: string, origin: string): string {
  const text = readNamed(origin, file, () => readRegularFile(file, LARGEST_FILE));
  if (/[,;]/.test(text) || text.replace(/^\s*#.*$/gm, '').trim() === '') return text;
  throw new SettingsError(say`${origin}: ${file} is no file of overrides: it has no line with fields by commas.`);
}

interface Line {
  readonly line: number;
  readonly fields: readonly string[];
}

/** Lines with anything in them, as spreadsheets write them: commas or semicolons, quotes, a line of titles. */
function linesOf(text: string): Line[] {
  const delimiter = delimiterOf(text);
  const { data, errors } = Papa.parse<string[]>(text, { delimiter });
  // A quote that nobody closes would swallow the lines that follow: then each is read by itself.
  const rows = errors.some(({ type }) => type === 'Quotes')
    ? text.split(/\r\n?|\n/).map((line) => Papa.parse<string[]>(line, { delimiter }).data[0] ?? [])
    : data;
  const filled = rows
    .map((fields, at) => ({ line: at + 1, fields }))
    .filter(({ fields }) => fields.join('').trim() !== '' && !fields[0]?.trim().startsWith('#'));
  return filled.filter(({ fields }, at) => at > 0 || fields[0]?.trim().toLowerCase() !== 'login');
}

/** The first comma or semicolon that stands outside of quotes and remarks: a reason may hold either. */
function delimiterOf(text: string): string {
  const bare = text.replace(/^#.*$/gm, '').replace(/"[^"]*"/g, '');
  return /[,;]/.exec(bare)?.[0] ?? ',';
}

/** What a decoder puts where bytes are no UTF-8, as where somebody saved the file as Latin-1. */
const NO_CHARACTER = '\ufffd';

/** @param last day that an override may last until; @returns what is wrong with the line, in words */
function overrideOf(fields: readonly string[], last: string): Override | Shown {
  if (fields.join('').includes(NO_CHARACTER)) return say`it is not in UTF-8: save the file as UTF-8`;
  const [typed = ''] = fields;
  const [login = '', what = '', until = '', by = '', why = '', ...more] = fields.map((field) => field.trim());
  if (more.some((field) => field !== '') || why === '' || by === '' || login === '') {
    return say`it needs login, what, until, by whom and why, five fields by commas`;
  }
  // To IXC that is another login, and perhaps somebody else.
  if (typed !== login) return say`login "${typed}" begins or ends with a blank: take it away`;
  const wish = wishOf(what);
  if (wish === undefined) return say`"${what.slice(0, 40)}" is not ${translated(EXPECTED.wish)}`;
  const day = dayIn(until);
  if (day === undefined) return say`"${until.slice(0, 40)}" is not ${translated(EXPECTED.until)}`;
  if (day > last) return say`until ${day} is more than ${MOST_DAYS} days away: what lasts longer belongs into IXC`;
  return { login: canonicalName(login), wish, until: day, by, why };
}

function wishOf(text: string): OverrideWish | undefined {
  const [, kind = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(text) ?? [];
  const rates = ratesIn(rest);
  switch (kind.toLowerCase()) {
    case 'open':
      return rest === '' ? { kind: 'open' } : undefined;
    case 'slow':
      return rest === '' ? { kind: 'slow' } : undefined;
    case 'skip':
      return rest === '' ? { kind: 'skip' } : undefined;
    case 'plan':
      return rest === '' ? undefined : { kind: 'plan', name: rest };
    case 'rate':
      return rates && { kind: 'rate', rates };
    default:
      return undefined;
  }
}

/** @returns `YYYY-MM-DD`; undefined for a day that no calendar has */
function dayIn(text: string): string | undefined {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  const iso = year === undefined ? text : `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  if (!/^\d{4}-\d\d-\d\d$/.test(iso)) return undefined;
  const time = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(time.getTime()) || time.toISOString().slice(0, 10) !== iso ? undefined : iso;
}
