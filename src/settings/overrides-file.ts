import Papa from 'papaparse';
import { readRegularFile } from '../files/regular-file.ts';
import { fileTrouble } from '../files/trouble.ts';
import type { Override, OverrideWish } from '../mapping/override-rule.ts';
import { parseSpeed } from '../mapping/speed.ts';
import { phrase, say, translated } from '../text/language.ts';
import { SettingsError } from './settings.ts';

/** Overrides that hold today, by their login, and those whose last day is over. */
export interface OverridesRead {
  readonly active: ReadonlyMap<string, Override>;
  readonly expired: readonly Override[];
}

/** In bytes: some ten thousand lines. */
const LARGEST_FILE = 2_000_000;
/** What has no end in sight belongs into billing. In days. */
const MOST_DAYS = 90;
const DAY_MS = 86_400_000;
const EXPECTED = {
  wish: phrase`open, slow, rate 300M/150M, plan NAME, or skip`,
  until: phrase`a day such as 2026-12-31 (or 31/12/2026)`,
} as const;

/**
 * Reads the file of overrides: `login,what,until,by,why`, a line each, `#` before a remark.
 * @param now for what is over, and what is too far away; by local days
 * @throws {SettingsError} for the first line that is wrong, since a run without it would do harm
 */
export function readOverrides(file: string, origin: string, now: Date): OverridesRead {
  const active = new Map<string, Override>();
  const expired: Override[] = [];
  const today = dayOf(now);
  const last = dayOf(new Date(now.getTime() + MOST_DAYS * DAY_MS));
  for (const { line, fields } of linesOf(textOf(file, origin))) {
    const wrong = (what: string) => new SettingsError(say`${origin}: ${file}, line ${line}: ${what}.`);
    const override = overrideOf(fields, wrong);
    if (override.until > last) {
      throw wrong(say`until ${override.until} is more than ${MOST_DAYS} days away: what lasts longer belongs into IXC`);
    }
    if (override.until < today) expired.push(override);
    else if (active.has(override.login)) throw wrong(say`login ${override.login} has a line already`);
    else active.set(override.login, override);
  }
  return { active, expired };
}

function textOf(file: string, origin: string): string {
  try {
    return readRegularFile(file, LARGEST_FILE);
  } catch (error) {
    throw new SettingsError(say`${origin}: ${file} cannot be read (${fileTrouble(error)}).`, { cause: error });
  }
}

interface Line {
  readonly line: number;
  readonly fields: readonly string[];
}

/** Lines with anything in them, as spreadsheets write them: commas or semicolons, quotes, a line of titles. */
function linesOf(text: string): Line[] {
  const { data } = Papa.parse<string[]>(text, { delimiter: delimiterOf(text) });
  const lines = data.map((fields, at) => ({ line: at + 1, fields: fields.map((field) => field.trim()) }));
  const filled = lines.filter(
    ({ fields: [first = '', ...others] }) => first + others.join('') !== '' && !first.startsWith('#'),
  );
  return filled.filter(({ fields }, at) => at > 0 || fields[0]?.toLowerCase() !== 'login');
}

/** The first comma or semicolon that stands outside of quotes and remarks: a reason may hold either. */
function delimiterOf(text: string): string {
  const bare = text.replace(/^#.*$/gm, '').replace(/"[^"]*"/g, '');
  return /[,;]/.exec(bare)?.[0] ?? ',';
}

function overrideOf(fields: readonly string[], wrong: (what: string) => SettingsError): Override {
  const [login = '', what = '', until = '', by = '', why = '', ...more] = fields;
  if (more.some((field) => field !== '') || why === '' || by === '' || login === '') {
    throw wrong(say`it needs login, what, until, by whom and why, five fields by commas`);
  }
  const wish = wishOf(what);
  if (wish === undefined) throw wrong(say`"${what.slice(0, 40)}" is not ${translated(EXPECTED.wish)}`);
  const day = dayIn(until);
  if (day === undefined) throw wrong(say`"${until.slice(0, 40)}" is not ${translated(EXPECTED.until)}`);
  return { login, wish, until: day, by, why };
}

function wishOf(text: string): OverrideWish | undefined {
  const [, kind = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(text) ?? [];
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
      return rateOf(rest);
    default:
      return undefined;
  }
}

function rateOf(text: string): OverrideWish | undefined {
  const parts = text.split('/').map((part) => parseSpeed(part.trim(), { speedBase: 1000 }));
  const [down, up = down] = parts;
  if (parts.length > 2 || down?.kind !== 'limited' || up?.kind !== 'limited') return undefined;
  return { kind: 'rate', rates: { downKbps: down.kbps, upKbps: up.kbps } };
}

/** @returns `YYYY-MM-DD`; undefined for a day that no calendar has */
function dayIn(text: string): string | undefined {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  const iso = year === undefined ? text : `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  if (!/^\d{4}-\d\d-\d\d$/.test(iso)) return undefined;
  const time = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(time.getTime()) || time.toISOString().slice(0, 10) !== iso ? undefined : iso;
}

/** The day that people on this machine have. */
function dayOf(time: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}
