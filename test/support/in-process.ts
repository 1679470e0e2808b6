import { readFileSync, realpathSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { Interrupted } from '../../src/interruption/interrupted.ts';
import { tellFailedStart } from '../../src/notify/failed-start.ts';
import { type ProcessPort, runProgram } from '../../src/program.ts';
import type { Terminal } from '../../src/report/progress.ts';
import { EXIT, type ExitCode } from '../../src/run/exit-code.ts';
import type { CommandLine } from '../../src/settings/command-line.ts';
import { withEnvFile } from '../../src/settings/env-file.ts';
import type { Flag } from '../../src/settings/flag.ts';
import { FLAGS, FlagValues } from '../../src/settings/flags.ts';
import { SettingsError } from '../../src/settings/settings.ts';
import { toSettings } from '../../src/settings/to-settings.ts';
import { wasToRun, whereTold } from '../../src/settings/where-told.ts';
import { parseCommandLine } from '../../src/settings/yargs.ts';
import { initialise } from '../../src/setup/init.ts';
import { begin } from '../../src/start/begin.ts';
import { asLines, line, shownLines } from '../../src/text/shown.ts';
import type { Run } from './process.ts';
import { atItsTime, isShiftAlone } from './shifted-clock.ts';

/** What a start of the program is given. */
export interface Start {
  /** The file whose folder the state file is in. */
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Whether a start needs nothing that is the process' own: signals, another folder, what Node itself reads, `--fleet`, a language
 * or a time zone, which is one for the whole process, and a wrapper that chooses either.
 */
export function canRunInProcess({ args, env }: Start): boolean {
  const own = /^--(lang|fleet|env-file)\b/;
  const isOwn =
    args.some((arg, at) => own.test(arg) && !(arg === '--lang' && args[at + 1] === 'en')) ||
    OF_THE_PROCESS.some((name) => env[name] !== undefined);
  return !isOwn && !args.some(isInItsFolder) && !choosesForTheProcess(env['SYNC_WRAPPER']) && isShiftAlone(env);
}

const FILE_FLAGS = new Set(
  (FLAGS as readonly Flag[])
    .filter(({ placeholder = '' }) => placeholder.includes('FILE'))
    .flatMap(({ name, alias, oldName }) => [`--${name}`, `-${alias ?? oldName ?? name}`, `-${oldName ?? name}`]),
);

/** Whether an argument is a file in the folder of the process: here that is the tree, and no test would look for it there. */
function isInItsFolder(arg: string, at: number, args: readonly string[]): boolean {
  return FILE_FLAGS.has(args[at - 1] ?? '') && !isAbsolute(arg) && !['-', 'off'].includes(arg);
}

const OF_THE_PROCESS = ['IXC_BQN_LANG', 'TZ'];

function choosesForTheProcess(wrapper: string | undefined): boolean {
  return wrapper !== undefined && /^\s*(export\s+)?(IXC_BQN_LANG|TZ)=/m.test(readFileSync(wrapper, 'utf8'));
}

/**
 * The program from its source, in this process: what `src/main.ts` does, without what it does to its process. A variant of
 * a fault costs a third of the CPU of one with a process of its own.
 */
export async function runInProcess(start: Start): Promise<Run> {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const around = { out: terminal(stdout), err: terminal(stderr), flags: {}, env: start.env };
  const code = await atItsTime(start.env, () => codeOf(start, around));
  const [out, err] = [stdout.join(''), stderr.join('')];
  return { code, signal: null, stdout: out, stderr: err, output: out + err };
}

/** Where what is not in the log is said, by cron's starts in the log as well; and what is known by then, should it end here. */
interface Around {
  out: Terminal;
  err: Terminal;
  flags: CommandLine['flags'];
  env: Start['env'];
}

async function codeOf(start: Start, around: Around): Promise<ExitCode> {
  try {
    return await act(start, around);
  } catch (error) {
    const code = complain(error, around);
    await tellWatchers(error, start, around);
    return code;
  }
}

async function act({ program: path, args, env: given }: Start, around: Around): Promise<ExitCode> {
  const program = realpathSync(path);
  const beginning = begin({
    argv: args,
    env: given,
    program,
    isTerminal: false,
    stderr: around.err,
    onKnown: (env, log) => void Object.assign(around, { env }, log && { out: log, err: log }),
    now: Math.floor(Date.now() / 1000),
  });
  if (!beginning.acts) return EXIT.done;
  const commandLine = args.length === 0 ? NO_ARGUMENTS : await parseCommandLine(args, 80);
  if (commandLine.kind === 'information') {
    around.out.write(asLines([commandLine.text]));
    return EXIT.done;
  }
  around.flags = commandLine.flags;
  const envFile = commandLine.flags['env-file'] ?? beginning.env['IXC_BQN_ENV_FILE'];
  const env = withEnvFile(envFile, beginning.env, process.getuid?.());
  around.env = env;
  const port = portOf(around);
  if (new FlagValues(commandLine.flags, env).on('init')) {
    return await initialise(
      commandLine,
      { env, program },
      {
        asker: undefined,
        say: (text) => void around.out.write(asLines([text])),
        run: (settings, onOutcome) => runProgram(settings, { ...port, ...(onOutcome && { onOutcome }) }),
      },
    );
  }
  const settings = toSettings(commandLine, { env, program });
  return await runProgram({ ...settings, hints: [...beginning.hints, ...settings.hints] }, port);
}

/** As under cron, where there is nothing to parse. */
const NO_ARGUMENTS: CommandLine = { kind: 'run', flags: {}, bqns: [], positionals: [] };

/** Lines. */
const MOST_OF_STACK = 40;

function complain(error: unknown, { err }: Around): ExitCode {
  if (error instanceof Interrupted) return EXIT.interrupted;
  if (error instanceof SettingsError) {
    err.write(asLines([line`sync-ixc-bqn: ${error.message}`]));
    return EXIT.usage;
  }
  err.write(asLines([shownLines((error instanceof Error && error.stack) || String(error), MOST_OF_STACK)]));
  return EXIT.defect;
}

/** Told to whoever watches what ended a start before there was an outcome. */
async function tellWatchers(error: unknown, { program, args }: Start, { out, err, flags, env }: Around): Promise<void> {
  if (!(error instanceof Error) || error instanceof Interrupted || !wasToRun(args)) return;
  const ports = { stdout: out, stderr: err, now: Date.now() / 1000, signal: new AbortController().signal };
  await tellFailedStart(error, whereTold(flags, env, realpathSync(program)), ports);
}

function portOf({ out, err }: Around): ProcessPort {
  return {
    stdout: out,
    stderr: err,
    colour: false,
    onSignal: () => {},
    exit: (code) => {
      throw new Error(`it ends itself with ${code}`);
    },
  };
}

function terminal(written: string[]): Terminal {
  return { isTTY: false, write: (text: string) => written.push(text) > 0 };
}
