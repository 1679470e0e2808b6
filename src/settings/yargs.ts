import yargs from 'yargs';
import { phrase, say, translated } from '../text/language.ts';
import { joined, laidOut, type Shown, shown } from '../text/shown.ts';
import { wrapLines } from '../text/wrap.ts';
import { VERSION } from '../version.ts';
import { type CommandLine, commandLineFrom, type Information, type Parsed } from './command-line.ts';
import { exitCodeLines } from './exit-codes.ts';
import type { Flag } from './flag.ts';
import { EVERYDAY, FLAGS } from './flags.ts';
import { meantFlag } from './meant-flag.ts';
import { takeOldForms } from './old-forms.ts';
import { SettingsError } from './settings.ts';

const USUAL_COLUMNS = 100;

/** How arguments are taken apart. */
const READING = {
  'boolean-negation': false,
  'camel-case-expansion': false,
  'dot-notation': false,
  'duplicate-arguments-array': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'short-option-groups': true,
} as const;

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['$0 -n ixc.example', phrase`Read IXC (key in IXC_KEY) and show what would be made of it`],
  ['$0 -n', phrase`Everything from the environment, as the wrapper sets it: preview a run`],
  ['$0 --check', phrase`Find out what is missing before the first run`],
  ['$0 --force', phrase`After a mass change in IXC that is really meant`],
];

const ENVIRONMENT = phrase`Environment: IXC_SERVER and IXC_KEY stand for IXC-HOST and API-KEY; BQN_OAM_IP (one address, or several with blanks between), BQN_REST_USER and BQN_REST_PW for --bqn; IXC_DUAL_STACK for --dual-stack; and IXC_BQN_ with the flag in capitals for any other, such as IXC_BQN_MAX_DELETE=40. A flag goes before the environment. Secrets belong in the environment or in --env-file: arguments are visible to every user.`;

/**
 * Splits the command line into flags, BQNs and positionals, or explains itself.
 * @param columns width of the terminal that help is shown on
 * @throws {SettingsError}
 */
export function parseCommandLine(argv: readonly string[], columns = USUAL_COLUMNS): CommandLine | Information {
  const { rest, isWhole } = takeHelpAll(argv);
  const forms = takeOldForms(rest);
  refuseOneDash(forms.rest);
  const { parsed, failure, information } = parseWithYargs(forms.rest, isWhole, widthOf(columns));
  if (failure !== undefined) {
    const meant = meantFlag(forms.rest.filter((token) => token.startsWith('-')));
    const asked = meant === undefined ? '' : say` Did you mean ${meant}?`;
    throw new SettingsError(say`${firstLine(failure)}.${asked} --help all shows all that can be given.`);
  }
  if (information !== '') return { kind: 'information', text: readableHelp(information, columns) };
  if (parsed['bqn'] !== undefined) {
    throw new SettingsError(say`-b, --bqn: write it by itself, with three words behind it: -b IP USER PASSWORD.`);
  }
  return commandLineFrom(parsed, forms);
}

/** Behind one dash the letters of a word would be flags of their own: `-check` would show the help. */
function refuseOneDash(tokens: readonly string[]): void {
  for (const token of tokens.filter((one) => /^-[a-z]{2}[a-z_-]/.test(one))) {
    const meant = meantFlag([token]);
    if (meant !== undefined && meant !== '--help') throw new SettingsError(say`${token}: did you mean ${meant}?`);
  }
}

/** `--help all` shows every flag, `--help` those of every day. */
function takeHelpAll(argv: readonly string[]): { readonly rest: readonly string[]; readonly isWhole: boolean } {
  const isHelp = (argument: string) => argument === '--help' || argument === '-h';
  const at = argv.findIndex((argument, place) => isHelp(argument) && argv[place + 1] === 'all');
  if (at < 0) return { rest: argv, isWhole: false };
  return { rest: argv.filter((_argument, place) => place !== at + 1), isWhole: true };
}

interface Answer {
  readonly parsed: Parsed;
  readonly failure: string | undefined;
  readonly information: string;
}

function parseWithYargs(argv: readonly string[], isWhole: boolean, columns: number): Answer {
  let failure: string | undefined;
  let information = '';
  const parser = configure(yargs([]), isWhole, columns);
  try {
    const parsed = parser.parse([...argv], {}, (error: Error | undefined, _argv: unknown, output: string) => {
      if (error != null) failure = error.message;
      else information = output;
    }) as Parsed;
    return { parsed, failure, information };
  } catch (error) {
    // It keeps its own names among ours: a flag called `_` or `$0` makes it fall over.
    if (!(error instanceof TypeError)) throw error;
    return { parsed: {}, failure: say`There is an argument that is no flag of this program`, information };
  }
}

function configure(parser: ReturnType<typeof yargs>, isWhole: boolean, columns: number) {
  parser
    .scriptName('sync-ixc-bqn')
    .usage(
      say`$0 [options] [IXC-HOST] [API-KEY]\n\nReads plans, logins and contracts from an IXC and brings the rate policies, subscribers and dual-stack groups of a Bequant BQN into agreement, with the fewest writes.`,
    )
    .parserConfiguration(READING)
    .option('bqn', {
      alias: 'b',
      type: 'string',
      group: say`Where from, where to:`,
      describe: say`IP USER PASSWORD of the BQN, three words; repeat it for several BQNs`,
    });
  for (const flag of FLAGS) {
    parser.option(flag.name, {
      type: flag.kind === 'text' ? 'string' : flag.kind === 'switch' ? 'boolean' : 'count',
      group: translated(flag.group),
      describe: describe(flag),
      hidden: !isWhole && !EVERYDAY.has(flag.name),
      ...(flag.alias !== undefined && { alias: flag.alias }),
      ...(flag.kind === 'text' && { requiresArg: true }),
    });
  }
  return parser
    .example((isWhole ? EXAMPLES : []).map(([command, what]) => [command, translated(what)] as [string, string]))
    .epilogue(epilogue(isWhole, columns))
    .group(['help', 'version'], say`About:`)
    .version(VERSION)
    .help()
    .alias('help', 'h')
    .strictOptions()
    .detectLocale(false)
    .updateStrings(yargsStrings())
    .exitProcess(false)
    .wrap(null);
}

function epilogue(isWhole: boolean, columns: number): string {
  const others = FLAGS.filter(({ name }) => !EVERYDAY.has(name)).map(({ name }) => `--${name}`);
  return [
    ...(isWhole ? [translated(ENVIRONMENT)] : [say`Shown by --help all: ${joined(others.map(shown), ' ')}`]),
    exitCodeLines(columns),
    say`manual.en.md, in every release, explains every setting, message and decision.`,
  ].join('\n\n');
}

/** Yargs' own words, as far as our flags let it say them; its types know nothing of those that have a plural. */
function yargsStrings(): Record<string, string> {
  const words: Record<string, string | { readonly one: string; readonly other: string }> = {
    'Examples:': say`Examples:`,
    'Show help': say`Show help`,
    'Show version number': say`Show version number`,
    'Not enough arguments following: %s': say`Not enough arguments following: %s`,
    'Unknown argument: %s': { one: say`Unknown argument: %s`, other: say`Unknown arguments: %s` },
  };
  return words as Record<string, string>;
}

function describe({ describe: text, placeholder, oldName, fallback, otherwise }: Flag): string {
  const value = placeholder === undefined ? '' : `${placeholder}: `;
  const held = fallback ?? (otherwise === undefined ? undefined : translated(otherwise));
  const usual = held === undefined ? '' : say` [default: ${held}]`;
  return `${value}${translated(text)}${oldName === undefined ? '' : say` (also -${oldName})`}${usual}`;
}

/** As people read it: without yargs' names for kinds of flags, and broken between words, which it cannot in a bundle. */
function readableHelp(help: string, columns: number): Shown {
  return laidOut(wrapLines(help.replace(/ *\[(?:string|boolean|count)\]$/gm, ''), widthOf(columns)));
}

function widthOf(columns: number): number {
  return Math.max(60, Math.min(USUAL_COLUMNS, columns));
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0]?.replace(/\.$/, '') ?? '';
}
