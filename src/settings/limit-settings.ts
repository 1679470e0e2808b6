import { HARMS, type LimitName, type Limits } from '../changes/harm.ts';
import { HELD_KINDS } from '../changes/held-back.ts';
import { say } from '../text/language.ts';
import { DAY_S } from '../text/time-units.ts';
import type { FlagValues } from './flags.ts';
import { type Expectation, SettingsError } from './settings.ts';

/** What was held back under another name in the versions before 3. */
const OLD_NAMES: Readonly<Record<string, string>> = { deletes: 'leaves' };

/** In characters. */
const LONGEST_REASON = 200;
/** An announcement that is forgotten must not let a mistake pass next week. In s. */
const LONGEST_EXPECTATION_S = DAY_S;

/** How much may pass, and what passes all the same, once. @throws {SettingsError} */
export function limitsOf(values: FlagValues): Limits {
  const limits = {
    maxDelete: percent(values, 'max-delete'),
    maxBlock: percent(values, 'max-block'),
    maxSpeed: percent(values, 'max-speed'),
  };
  const withinDay: Partial<Record<LimitName, number>> = {};
  for (const name of Object.keys(limits) as LimitName[]) {
    const { day } = limits[name];
    if (day !== undefined) withinDay[name] = day;
  }
  return {
    maxDelete: limits.maxDelete.hour,
    maxBlock: limits.maxBlock.hour,
    maxSpeed: limits.maxSpeed.hour,
    ...(Object.keys(withinDay).length > 0 && { withinDay }),
    force: values.on('force'),
    approved: countsOf(values, 'approve', HELD_KINDS),
  };
}

/** `20`, or `20/25` with what may pass within 24 hours. */
function percent(
  values: FlagValues,
  flag: 'max-delete' | 'max-block' | 'max-speed',
): { hour: number; day: number | undefined } {
  const text = values.text(flag)?.trim() ?? '';
  const [, hourText, dayText] = /^(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (hourText === undefined || dayText === undefined) return { hour: values.number(flag, 0, 100), day: undefined };
  const [hour, day] = [Number(hourText), Number(dayText)];
  if (hour > 100 || day > 100 || day < hour)
    throw values.refuse(
      flag,
      say`a number from 0 to 100, or two such as 20/25: within an hour, and no fewer within a day`,
    );
  return { hour, day };
}

/** `blocks=64`, several by commas. */
function countsOf(
  values: FlagValues,
  flag: 'approve' | 'expect',
  kinds: readonly string[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const part of values.list(flag)) {
    const [, name = '', count = ''] = /^([a-z]+)=(\d{1,7})$/.exec(part) ?? [];
    const kind = OLD_NAMES[name] ?? name;
    if (!kinds.includes(kind) || Number(count) < 1 || counts.has(kind)) {
      throw values.refuse(flag, say`a list such as blocks=64, of ${kinds.join(', ')}`);
    }
    counts.set(kind, Number(count));
  }
  return counts;
}

/** `--expect blocks=3000 --until 12:00`. @throws {SettingsError} */
export function expectationOf(values: FlagValues, now: Date, env: NodeJS.ProcessEnv): Expectation | undefined {
  if (values.text('expect') === undefined) {
    if (values.text('until') !== undefined) throw new SettingsError(say`--until belongs to --expect.`);
    return undefined;
  }
  const until = untilOf(values.text('until') ?? '', now);
  const seconds = until === undefined ? 0 : until - now.getTime() / 1000;
  if (until === undefined || seconds <= 0 || seconds > LONGEST_EXPECTATION_S) {
    throw new SettingsError(
      say`--expect needs --until: a time such as 12:00 or 2026-01-08T12:00, no further ahead than 24 hours.`,
    );
  }
  return {
    counts: countsOf(values, 'expect', HARMS),
    until,
    reason: reasonOf(values),
    by: (env['SUDO_USER'] ?? env['LOGNAME'] ?? env['USER'] ?? '').slice(0, 40),
  };
}

/** Why somebody says something to all runs, for the journal. */
export function reasonOf(values: FlagValues): string {
  return (values.text('reason') ?? '').trim().slice(0, LONGEST_REASON);
}

/** Unix s of `12:00` the next time that the clock on the wall shows it, or of a day and a time; undefined for neither. */
function untilOf(text: string, now: Date): number | undefined {
  const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim()) ?? [];
  if (hours !== undefined && minutes !== undefined) {
    const at = new Date(now);
    at.setHours(Number(hours), Number(minutes), 0, 0);
    if (at <= now) at.setDate(at.getDate() + 1);
    return at.getTime() / 1000;
  }
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d$/.test(text.trim())) return undefined;
  const at = new Date(text.trim().replace(' ', 'T')).getTime();
  return Number.isNaN(at) ? undefined : at / 1000;
}
