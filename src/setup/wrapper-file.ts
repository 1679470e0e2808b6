import { SettingsError } from '../settings/settings.ts';
import { lineTroubleText, readSettingsLines } from '../settings/settings-lines.ts';
import { settingsPart } from '../settings/wrapper-text.ts';
import { say } from '../text/language.ts';
import type { Shown } from '../text/shown.ts';
import { readAssignments, type Unread, type UnreadWhy } from './old-wrapper.ts';

/** Settings by the names that the wrapper gives them. */
export type WrapperSettings = Readonly<Record<string, string>>;

/** A value of which every character stands for itself, whatever it holds. */
export function quote(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}

/**
 * The wrapper's text with these settings in the place of those it has, also of those that are commented out. All else
 * stays as it is.
 * @returns undefined when this is not the wrapper of this program
 */
export function fillSettings(wrapper: string, settings: WrapperSettings): string | undefined {
  const part = settingsPart(wrapper);
  if (part === undefined) return undefined;
  let head = wrapper.slice(part.start, part.end);
  for (const [name, value] of Object.entries(settings)) head = withSetting(head, name, value);
  return wrapper.slice(0, part.start) + head + wrapper.slice(part.end);
}

function withSetting(head: string, name: string, value: string): string {
  const line = `${name.startsWith('IXC_BQN_') ? 'export ' : ''}${name}=${quote(value)}`;
  // Of several lines the last one counts, so that each has to say the same.
  const inUse = new RegExp(`(?<![^\\n])[ \\t]*(?:export[ \\t]+)?${name}=[^\\r\\n]*`, 'g');
  const behindHash = new RegExp(`(?<![^\\n])# *(?:export )?${name}=[^\\r\\n]*`);
  const present = inUse.test(head) ? inUse : behindHash;
  // A function, since a `$` in a password would mean something in a replacement text.
  return present === inUse || present.test(head) ? head.replace(present, () => line) : `${head}${line}\n`;
}

export interface WrapperRead {
  /** Those that are not empty. */
  readonly settings: WrapperSettings;
  /** Lines of them that only bash could read, for people. */
  readonly unread: readonly Shown[];
}

/**
 * The settings of these names that a wrapper holds: of this version, of an older one, or the old Python script's. Those
 * that bash ran are read as bash reads them.
 * @throws {SettingsError} for a wrapper of this version with a line that is no setting
 */
export function readSettings(wrapper: string, names: readonly string[], path: string): WrapperRead {
  const part = settingsPart(wrapper);
  const firstLine = part?.firstLine ?? 1;
  if (part?.isData === true) {
    const { settings, trouble } = readSettingsLines(part.text, firstLine);
    if (trouble !== undefined) throw new SettingsError(say`error: ${lineTroubleText(path, trouble, true)}`);
    return { settings: wanted(new Map(settings.map(({ name, value }) => [name, value])), names), unread: [] };
  }
  const { values, unread } = readAssignments(part?.text ?? wrapper);
  return {
    settings: wanted(values, names),
    unread: unread
      .filter(({ name, why }) => why === 'sourced' || names.includes(name))
      .map((one) => unreadText(path, { ...one, line: one.line + firstLine - 1 })),
  };
}

function wanted(values: ReadonlyMap<string, string>, names: readonly string[]): WrapperSettings {
  return Object.fromEntries([...values].filter(([name, value]) => names.includes(name) && value !== ''));
}

function unreadText(path: string, { name, line, why }: Unread): Shown {
  const place = say`${path}, line ${line}, ${name}`;
  const reason: Readonly<Record<UnreadWhy, string>> = {
    computed: say`its value comes from a command or from a variable that is not set there`,
    unclosed: say`a quote is missing`,
    condition: say`it is set only under a condition`,
    changed: say`a command changes it`,
    sourced: say`it is another file, which may set more`,
  };
  return say`${place}: not taken: ${reason[why]}; nothing of that file is run`;
}

/**
 * How often the old Python script's wrapper acts: cron starts it every 5 minutes, and a line of it lets only those pass
 * whose minute is a multiple (`$(date +%M) % 15`).
 * @returns undefined where no such line is, as in a wrapper of ours
 */
export function minutesOfOldScript(wrapper: string): string | undefined {
  const line = wrapper
    .split('\n')
    .find((one) => !one.trimStart().startsWith('#') && /date\b|min/i.test(one) && MODULO.test(one));
  const minutes = Number(MODULO.exec(line ?? '')?.[1]);
  return minutes >= 5 && minutes <= 60 ? String(minutes) : undefined;
}

/** Not the letters of a format, `%M`. */
const MODULO = /%\s*(\d{1,2})\b/;
