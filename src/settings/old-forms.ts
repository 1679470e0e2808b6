import { say } from '../text/language.ts';
import { FLAGS, type FlagName } from './flags.ts';
import { SettingsError } from './settings.ts';

/** The arguments that yargs can read, and what was taken out of them. */
export interface OldForms {
  readonly rest: readonly string[];
  readonly bqns: readonly (readonly [ip: string, user: string, password: string])[];
  readonly switches: Readonly<Partial<Record<FlagName, string>>>;
}

/**
 * Takes out what yargs would read otherwise: `-b IP USER PASSWORD`, whose values may be anything; the old script's
 * `-ds`, `-ps`, `-mp` and `-lf`, which would be single letters; and `--switch=text`, of which yargs makes a silent no.
 *
 * @throws {SettingsError}
 */
export function takeOldForms(argv: readonly string[]): OldForms {
  const rest: string[] = [];
  const bqns: [string, string, string][] = [];
  const switches: Partial<Record<FlagName, string>> = {};
  for (let at = 0; at < argv.length; at++) {
    const token = argv[at] ?? '';
    if (token === '--') {
      rest.push(...argv.slice(at));
      break;
    }
    const withText = switchWithText(token) ?? switchWithWord(token, argv[at + 1]);
    if (token === '-b' || token === '--bqn') {
      bqns.push(bqnValues(argv.slice(at + 1, at + 4)));
      at += 3;
    } else if (token.startsWith('--bqn=')) {
      throw new SettingsError(say`--bqn: give it three values after a blank: IP USER PASSWORD.`);
    } else if (/^--?(_|\$0)(=|$)/.test(token)) {
      throw new SettingsError(
        say`Unknown argument: ${token.replace(/=.*$/s, '')}. --help shows all that can be given.`,
      );
    } else if (withText !== undefined) {
      switches[withText.name] = withText.text;
      at += withText.taken ?? 0;
    } else {
      rest.push(...modernForm(token));
    }
  }
  return { rest, bqns, switches };
}

function bqnValues(values: readonly string[]): [string, string, string] {
  const [ip, user, password] = values;
  if (ip === undefined || user === undefined || password === undefined || values.some(isFlag)) {
    throw new SettingsError(say`-b, --bqn: three values belong to it: IP USER PASSWORD.`);
  }
  return [ip, user, password];
}

function isFlag(token: string): boolean {
  return FLAGS.some(
    ({ name, alias, oldName }) =>
      token === `--${name}` ||
      (alias !== undefined && token === `-${alias}`) ||
      (oldName !== undefined && token === `-${oldName}`),
  );
}

interface SwitchSaid {
  readonly name: FlagName;
  readonly text: string;
  /** Arguments behind it that belong to it. */
  readonly taken?: number;
}

/** `--fixed-ip all`; any other word behind a switch stands for itself. */
function switchWithWord(token: string, next: string | undefined): SwitchSaid | undefined {
  const flag = FLAGS.find(({ kind, name }) => kind === 'switch' && token === `--${name}`);
  return next !== undefined && flag?.words?.includes(next) ? { name: flag.name, text: next, taken: 1 } : undefined;
}

function switchWithText(token: string): SwitchSaid | undefined {
  const [, name, text] = /^--?([a-z-]+)=(.*)$/s.exec(token) ?? [];
  const flag = FLAGS.find(
    (entry) => entry.kind === 'switch' && [entry.name, entry.alias, entry.oldName].includes(name),
  );
  return flag === undefined || text === undefined ? undefined : { name: flag.name, text };
}

/** `-ps 500`, `-ps=500` and `-ps500` are one to the old script. */
function modernForm(token: string): string[] {
  for (const { name, oldName, kind } of FLAGS) {
    if (oldName === undefined || !token.startsWith(`-${oldName}`)) continue;
    const value = token.slice(1 + oldName.length).replace(/^=/, '');
    if (value === '') return [`--${name}`];
    if (kind === 'text') return [`--${name}=${value}`];
  }
  return [token];
}
