import yargs from 'yargs';
import { FLAGS, type Flag, type FlagName } from './flags.ts';
import { wrapLines } from './report/wrap.ts';
import { SettingsError } from './settings.ts';
import { VERSION } from './version.ts';

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
  readonly text: string;
}

const USUAL_COLUMNS = 100;

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['$0 -n ixc.example', 'Read IXC (key in IXC_KEY) and show what would be made of it'],
  ['$0 -n', 'Everything from the environment, as the wrapper sets it: preview a run'],
  ['$0 --check', 'Find out what is missing before the first run'],
  ['$0 --force', 'After a mass change in IXC that is really meant'],
];

const EPILOGUE = `Environment: IXC_SERVER and IXC_KEY stand for IXC-HOST and API-KEY; BQN_OAM_IP (one address, or several
with blanks between), BQN_REST_USER and BQN_REST_PW for --bqn; IXC_DUAL_STACK for --dual-stack; and
IXC_BQN_ with the flag in capitals for any other, such as IXC_BQN_MAX_DELETE=40. A flag goes before the
environment. Secrets belong in the environment or in --env-file: arguments are visible to every user.

Without a BQN the program only reads IXC and prints what it would want of one.

Exit codes:
  0  done                                       5  done, but some entries were refused
  1  a defect of this program                   6  part held back: --max-delete, --max-block
  2  usage or settings                          7  another run is under way
  3  IXC could not be read whole, no write      8  the check failed
  4  a BQN could not be read, or went silent    130, 143  interrupted

README.md explains every step, message and decision.`;

/**
 * Splits the command line into flags, BQNs and positionals.
 * @param columns width of the terminal that help is shown on
 * @throws {SettingsError}
 */
export function parseCommandLine(argv: readonly string[], columns = USUAL_COLUMNS): CommandLine | Information {
  const { rest, bqns, switches } = takeOldForms(argv);
  const { parsed, failure, information } = parseWithYargs(rest);
  if (failure !== undefined) throw new SettingsError(`${firstLine(failure)}. --help shows all that can be given.`);
  if (information !== '') return { kind: 'information', text: readableHelp(information, columns) };
  if (parsed['bqn'] !== undefined) {
    throw new SettingsError('-b, --bqn: write it by itself, with three words behind it: -b IP USER PASSWORD.');
  }
  return { kind: 'run', flags: { ...flagTexts(parsed), ...switches }, bqns, positionals: positionalsOf(parsed) };
}

interface Parsed {
  readonly parsed: Readonly<Record<string, unknown>>;
  readonly failure: string | undefined;
  readonly information: string;
}

function parseWithYargs(argv: readonly string[]): Parsed {
  let failure: string | undefined;
  let information = '';
  const parser = configure(yargs([]));
  try {
    const parsed = parser.parse([...argv], {}, (error: Error | undefined, _argv: unknown, output: string) => {
      if (error != null) failure = error.message;
      else information = output;
    }) as Readonly<Record<string, unknown>>;
    return { parsed, failure, information };
  } catch (error) {
    // It keeps its own names among ours: a flag called `_` or `$0` makes it fall over.
    if (!(error instanceof TypeError)) throw error;
    return { parsed: {}, failure: 'There is an argument that is no flag of this program', information };
  }
}

function configure(parser: ReturnType<typeof yargs>) {
  parser
    .scriptName('sync-ixc-bqn')
    .usage(
      '$0 [options] [IXC-HOST] [API-KEY]\n\nReads plans, logins and contracts from an IXC and brings the rate policies, subscribers and dual-stack groups of a Bequant BQN into agreement, with the fewest writes.',
    )
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'duplicate-arguments-array': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'short-option-groups': true,
    })
    .option('bqn', {
      alias: 'b',
      type: 'string',
      group: 'Where from, where to:',
      describe: 'IP USER PASSWORD of the BQN, three words; repeat it for several BQNs',
    });
  for (const flag of FLAGS as readonly Flag[]) {
    parser.option(flag.name, {
      type: flag.kind === 'text' ? 'string' : flag.kind === 'switch' ? 'boolean' : 'count',
      group: flag.group,
      describe: describe(flag),
      ...(flag.alias !== undefined && { alias: flag.alias }),
      ...(flag.kind === 'text' && { requiresArg: true }),
    });
  }
  return parser
    .example(EXAMPLES.map(([command, what]) => [command, what] as [string, string]))
    .epilogue(EPILOGUE)
    .group(['help', 'version'], 'About:')
    .version(VERSION)
    .help()
    .alias('help', 'h')
    .strictOptions()
    .detectLocale(false)
    .exitProcess(false)
    .wrap(null);
}

function describe({ describe: text, placeholder, oldName, fallback }: Flag): string {
  const value = placeholder === undefined ? '' : `${placeholder}: `;
  const usual = fallback === undefined ? '' : ` [default: ${fallback}]`;
  return `${value}${text}${oldName === undefined ? '' : ` (also -${oldName})`}${usual}`;
}

/** As people read it: without yargs' names for kinds of flags, and broken between words, which it cannot in a bundle. */
function readableHelp(help: string, columns: number): string {
  const width = Math.max(60, Math.min(USUAL_COLUMNS, columns));
  return wrapLines(help.replace(/ *\[(?:string|boolean|count)\]$/gm, ''), width);
}

function flagTexts(parsed: Readonly<Record<string, unknown>>): Partial<Record<FlagName, string>> {
  const texts: Partial<Record<FlagName, string>> = {};
  for (const { name, kind } of FLAGS) {
    const value = parsed[name];
    if (kind === 'count' ? value === 0 : value === undefined) continue;
    if (kind === 'text' && String(value).trim() === '') throw new SettingsError(`--${name}: a value is missing.`);
    texts[name] = String(value);
  }
  return texts;
}

function positionalsOf(parsed: Readonly<Record<string, unknown>>): string[] {
  const positionals = Array.isArray(parsed['_']) ? parsed['_'].map(String) : [];
  if (positionals.length <= 2) return positionals;
  // Not the values themselves: one of them may be a key.
  throw new SettingsError(`${positionals.length} arguments are too many: only IXC-HOST and API-KEY stand alone.`);
}

/**
 * Takes out what yargs would read otherwise: `-b IP USER PASSWORD`, whose values may be anything; the old script's
 * `-ds`, `-ps`, `-mp` and `-lf`, which would be single letters; and `--switch=text`, of which yargs makes a silent no.
 */
function takeOldForms(argv: readonly string[]) {
  const rest: string[] = [];
  const bqns: [string, string, string][] = [];
  const switches: Partial<Record<FlagName, string>> = {};
  for (let at = 0; at < argv.length; at++) {
    const token = argv[at] ?? '';
    if (token === '--') {
      rest.push(...argv.slice(at));
      break;
    }
    const withText = switchWithText(token);
    if (token === '-b' || token === '--bqn') {
      bqns.push(bqnValues(argv.slice(at + 1, at + 4)));
      at += 3;
    } else if (token.startsWith('--bqn=')) {
      throw new SettingsError('--bqn: give it three values after a blank: IP USER PASSWORD.');
    } else if (/^--?(_|\$0)(=|$)/.test(token)) {
      throw new SettingsError(`Unknown argument: ${token.replace(/=.*$/s, '')}. --help shows all that can be given.`);
    } else if (withText !== undefined) {
      switches[withText.name] = withText.text;
    } else {
      rest.push(...modernForm(token));
    }
  }
  return { rest, bqns, switches };
}

function bqnValues(values: readonly string[]): [string, string, string] {
  const [ip, user, password] = values;
  if (ip === undefined || user === undefined || password === undefined || values.some(isFlag)) {
    throw new SettingsError('-b, --bqn: three values belong to it: IP USER PASSWORD.');
  }
  return [ip, user, password];
}

function isFlag(token: string): boolean {
  const flags: readonly Flag[] = FLAGS;
  return flags.some(
    ({ name, alias, oldName }) =>
      token === `--${name}` ||
      (alias !== undefined && token === `-${alias}`) ||
      (oldName !== undefined && token === `-${oldName}`),
  );
}

function switchWithText(token: string): { name: FlagName; text: string } | undefined {
  const [, name, text] = /^--?([a-z-]+)=(.*)$/s.exec(token) ?? [];
  const flag = FLAGS.find(
    (entry: Flag) => entry.kind === 'switch' && [entry.name, entry.alias, entry.oldName].includes(name),
  );
  return flag === undefined || text === undefined ? undefined : { name: flag.name, text };
}

/** `-ps 500`, `-ps=500` and `-ps500` are one to the old script. */
function modernForm(token: string): string[] {
  for (const { name, oldName, kind } of FLAGS as readonly Flag[]) {
    if (oldName === undefined || !token.startsWith(`-${oldName}`)) continue;
    const value = token.slice(1 + oldName.length).replace(/^=/, '');
    if (value === '') return [`--${name}`];
    if (kind === 'text') return [`--${name}=${value}`];
  }
  return [token];
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0]?.replace(/\.$/, '') ?? '';
}
