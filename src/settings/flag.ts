import { resolve } from 'node:path';
import { say } from '../text/language.ts';
import { SettingsError } from './settings.ts';

/** The group of wishes in `--help`. */
export const SYNC = 'What is synchronised:';

/** One flag of the command line, which is also an environment variable. */
export interface Flag {
  readonly name: string;
  readonly alias?: string;
  /** The old script's spelling with one dash. */
  readonly oldName?: string;
  readonly kind: 'text' | 'switch' | 'count';
  readonly group: string;
  readonly describe: string;
  /** Shown in `--help`, and used when neither flag nor environment says anything. */
  readonly fallback?: string;
  /** What holds where nothing is said and there is no `fallback`, in words; `--help` and the manual show it as the default. */
  readonly otherwise?: string;
  /** Name of the environment variable when it is not `IXC_BQN_` and the flag in capitals; null for none. */
  readonly variable?: string | null;
  readonly placeholder?: string;
  /** What a switch may be beside on and off; such a word behind it belongs to it. */
  readonly words?: readonly string[];
  /** Whether a change of it changes what customers get, so that the journal tells of it. */
  readonly decides?: true;
}

type Facts = Partial<Omit<Flag, 'name' | 'group' | 'describe'>>;

/** Flags of one group, each with what it does: one that has a placeholder is a text, and any other a switch. */
export function flagsOf<Name extends string>(
  group: string,
  flags: readonly (readonly [Facts & { readonly name: Name }, describe: string])[],
): readonly (Flag & { readonly name: Name })[] {
  return flags.map(([facts, describe]) => {
    return { kind: facts.placeholder === undefined ? 'switch' : 'text', ...facts, group, describe };
  });
}

/** The environment variable that stands for a flag; undefined for a flag that stands only on the command line. */
export function variableOf(flag: Flag): string | undefined {
  if (flag.variable === null) return undefined;
  return flag.variable ?? usualVariable(flag);
}

/** The name that a flag's variable has, unless it says another. */
export function usualVariable({ name }: Pick<Flag, 'name'>): string {
  return `IXC_BQN_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** Texts of the flags, the command line before the environment, the environment before the fallback. */
export class FlagTexts<Name extends string> {
  readonly #flags: readonly Flag[];
  readonly #given: Readonly<Partial<Record<Name, string>>>;
  readonly #env: NodeJS.ProcessEnv;

  constructor(flags: readonly Flag[], given: Readonly<Partial<Record<Name, string>>>, env: NodeJS.ProcessEnv) {
    this.#flags = flags;
    this.#given = given;
    this.#env = env;
  }

  text(name: Name): string | undefined {
    return this.#source(name)?.text;
  }

  /** A file or folder; undefined where none is named. */
  path(name: Name): string | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : resolve(text);
  }

  /** Words with commas, semicolons or blanks between them. */
  list(name: Name): string[] {
    return wordsIn(this.text(name) ?? '');
  }

  /** What `read` makes of a flag, where anything is said of it. */
  ifSaid<One extends Name, T>(name: One, read: (name: One) => T): T | undefined {
    return this.text(name) === undefined ? undefined : read(name);
  }

  /** A whole number from `least` to `most`. @throws {SettingsError} */
  whole(name: Name, least: number, most: number): number {
    return this.#number(name, least, most, /^\d+$/, say`a whole number`);
  }

  /** A number from `least` to `most`, decimals allowed. @throws {SettingsError} */
  number(name: Name, least: number, most: number): number {
    return this.#number(name, least, most, /^\d+(\.\d+)?$/, say`a number`);
  }

  /** @throws {SettingsError} */
  choice<T extends string>(name: Name, choices: readonly T[]): T {
    const source = this.#source(name);
    const chosen = choices.find((choice) => choice === source?.text);
    if (chosen === undefined) throw refused(source, say`one of ${choices.join(', ')}`);
    return chosen;
  }

  /** Yes or no; the text of the flag itself is a yes, as the old wrapper has it. @throws {SettingsError} */
  on(name: Name): boolean {
    const source = this.#source(name);
    if (source === undefined) return false;
    const text = source.text.toLowerCase();
    const flag = this.#flags.find((entry) => entry.name === name);
    if (flag?.words?.includes(text) === true) return true;
    if (['true', '1', 'yes', 'on', `--${name}`, `-${flag?.oldName ?? name}`].includes(text)) return true;
    if (['false', '0', 'no', 'off'].includes(text)) return false;
    throw refused(source, say`yes or no`);
  }

  /** What a switch is beside on and off; undefined where it is one of these. */
  word(name: Name): string | undefined {
    const flag = this.#flags.find((entry) => entry.name === name);
    return flag?.words?.find((word) => word === this.text(name)?.toLowerCase());
  }

  /** Whether the operator said it, by flag or variable. */
  isGiven(name: Name): boolean {
    const flag = this.#flags.find((entry) => entry.name === name);
    const variable = flag === undefined ? undefined : variableOf(flag);
    return this.#given[name] !== undefined || (variable !== undefined && (this.#env[variable] ?? '').trim() !== '');
  }

  /** Where the value comes from, as the operator wrote it: flag or variable. */
  origin(name: Name): string {
    return this.#source(name)?.name ?? `--${name}`;
  }

  refuse(name: Name, expected: string): SettingsError {
    return refused(this.#source(name), expected);
  }

  #number(name: Name, least: number, most: number, form: RegExp, what: string): number {
    const source = this.#source(name);
    const text = source?.text.trim() ?? '';
    const value = Number(text);
    if (!form.test(text) || value < least || value > most) throw refused(source, say`${what} from ${least} to ${most}`);
    return value;
  }

  #source(name: Name): Source | undefined {
    const flag = this.#flags.find((entry) => entry.name === name);
    if (flag === undefined) return undefined;
    const given = this.#given[name];
    if (given !== undefined) return { name: `--${name}`, text: given };
    const variable = variableOf(flag);
    const text = variable === undefined ? undefined : this.#env[variable];
    // The wrapper exports what is not set as empty.
    if (text !== undefined && text.trim() !== '') return { name: `${variable} (--${name})`, text };
    return flag.fallback === undefined ? undefined : { name: `--${name}`, text: flag.fallback };
  }
}

/** Of a list that people type. */
export function wordsIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter((word) => word !== '');
}

interface Source {
  readonly name: string;
  readonly text: string;
}

function refused(source: Source | undefined, expected: string): SettingsError {
  return new SettingsError(say`${source?.name ?? say`a flag`}: ${shownValue(source)} is not ${expected}.`);
}

/** What was typed, where that cannot be a secret: in a variable may stand what belongs into the next one. */
function shownValue(source: Source | undefined): string {
  const text = source?.text ?? '';
  const isShown = source?.name.startsWith('--') === true && text.length <= LONGEST_SHOWN && !/[@:]/.test(text);
  return isShown ? `"${text}"` : say`what it holds (${text.length} characters)`;
}

const LONGEST_SHOWN = 40;
