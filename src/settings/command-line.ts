import { say } from '../text/language.ts';
import type { Shown } from '../text/shown.ts';
import { FLAGS, type FlagName } from './flags.ts';
import { flagOfWord } from './meant-flag.ts';
import type { OldForms } from './old-forms.ts';
import { SettingsError } from './settings.ts';

/** What stands on the command line, not yet checked. */
export interface CommandLine {
  readonly kind: 'run';
  /** The texts of the flags; a switch that is on is `true`. */
  readonly flags: Readonly<Partial<Record<FlagName, string>>>;
  /** `-b`, as often as it was given. */
  readonly bqns: readonly (readonly [ip: string, user: string, password: string])[];
  /** IXC-HOST and API-KEY. */
  readonly positionals: readonly string[];
}

/** `--help` or `--version`: print this and be done. */
export interface Information {
  readonly kind: 'information';
  readonly text: Shown;
}

/** What the parser made of the arguments, by flag; words that stand alone under `_`. */
export type Parsed = Readonly<Record<string, unknown>>;

/** @throws {SettingsError} */
export function commandLineFrom(parsed: Parsed, { bqns, switches }: OldForms): CommandLine {
  return { kind: 'run', flags: { ...flagTexts(parsed), ...switches }, bqns, positionals: positionalsOf(parsed) };
}

function flagTexts(parsed: Readonly<Record<string, unknown>>): Partial<Record<FlagName, string>> {
  const texts: Partial<Record<FlagName, string>> = {};
  for (const { name, kind } of FLAGS) {
    const value = parsed[name];
    if (kind === 'count' ? value === 0 : value === undefined) continue;
    if (kind === 'text' && String(value).trim() === '') throw new SettingsError(say`--${name}: a value is missing.`);
    texts[name] = String(value);
  }
  return texts;
}

function positionalsOf(parsed: Readonly<Record<string, unknown>>): string[] {
  const positionals = Array.isArray(parsed['_']) ? parsed['_'].map(String) : [];
  for (const word of positionals) {
    const meant = flagOfWord(word);
    if (meant !== undefined) throw new SettingsError(say`${word} is no IXC-HOST: did you mean ${meant}?`);
  }
  if (positionals.length <= 2) return positionals;
  // Not the values themselves: one of them may be a key.
  throw new SettingsError(say`${positionals.length} arguments are too many: only IXC-HOST and API-KEY stand alone.`);
}
