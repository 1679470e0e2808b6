import { say, speak } from './text/language.ts';
import './working-folder.ts';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exchangeable } from './files/trust.ts';
import { Interrupted } from './interruption/interrupted.ts';
import { type ProcessPort, runProgram } from './program.ts';
import { tellOn } from './report/open-log.ts';
import type { Terminal } from './report/progress.ts';
import { EXIT, type ExitCode } from './run/exit-code.ts';
import { collectSooner } from './run/memory.ts';
import type { CommandLine, Information } from './settings/command-line.ts';
import { withEnvFile } from './settings/env-file.ts';
import { FlagValues } from './settings/flags.ts';
import { fleetSettings } from './settings/fleet-settings.ts';
import { type Settings, SettingsError } from './settings/settings.ts';
import { type Surroundings, toSettings } from './settings/to-settings.ts';
import { wasToRun, whereTold } from './settings/where-told.ts';
import type { Run } from './setup/by-hand.ts';
import { type Beginning, begin } from './start/begin.ts';
import { redact } from './text/secrets.ts';
import { asLines, line, type Shown, shownLines } from './text/shown.ts';

/** The process: argv, environment, signals, exit code. Nothing else knows `process`. */
async function main(): Promise<ExitCode> {
  collectSooner();
  const program = realpathSync(process.argv[1] ?? '.');
  const beginning = beginHere(program);
  if (!beginning.acts) return EXIT.done;
  if (beginning.byCron) process.chdir(dirname(program));
  speak(languageOf(process.argv.slice(2)) ?? beginning.env['IXC_BQN_LANG']);
  const commandLine = await commandLineOf(process.argv.slice(2));
  known = { ...known, flags: commandLine.kind === 'run' ? commandLine.flags : {} };
  if (commandLine.kind === 'information') {
    out.write(asLines([commandLine.text]));
    return EXIT.done;
  }
  const fleet = fleetSettings(commandLine);
  if (fleet !== undefined) {
    const { mergeFleet } = await import('./commands/fleet.ts');
    return mergeFleet(fleet, { stdout: out, stderr: err, now: Math.floor(Date.now() / 1000) });
  }
  const env = withEnvFile(
    commandLine.flags['env-file'] ?? beginning.env['IXC_BQN_ENV_FILE'],
    beginning.env,
    process.getuid?.(),
  );
  known = { ...known, env };
  speak(new FlagValues(commandLine.flags, env).text('lang'));
  const around: Surroundings = { env, program };
  const port = thisProcess();
  if (!(new FlagValues(commandLine.flags, env).on('init') || (await wantsInterview(env, program)))) {
    const settings = settingsFrom(commandLine, around, beginning);
    return process.stdin.isTTY && process.stdout.isTTY
      ? await byHand(settings, port)
      : await runProgram(settings, port);
  }
  // What no run of cron needs is not loaded by one.
  const { initialise } = await import('./setup/init.ts');
  const { TERMINAL_ASKER } = await import('./setup/terminal-asker.ts');
  return await initialise(commandLine, around, {
    asker: process.stdin.isTTY ? TERMINAL_ASKER : undefined,
    say: tell,
    run: runOf(port),
  });
}

/** Where all that is not in the log is said: by cron's starts in the log as well, a line each. */
let out: Terminal = process.stdout;
let err: Terminal = process.stderr;

function beginHere(program: string): Beginning {
  const beginning = begin({
    argv: process.argv.slice(2),
    env: process.env,
    program,
    isTerminal: process.stdout.isTTY === true,
    stderr: process.stderr,
    onKnown: (env, log) => {
      known = { ...known, env };
      out = log ?? out;
      err = log ?? err;
    },
    now: Math.floor(Date.now() / 1000),
  });
  // Of all settings this one is Node's own.
  const zone = beginning.env['TZ'];
  if (zone !== undefined && zone !== process.env['TZ']) process.env['TZ'] = zone;
  return beginning;
}

/** As much of the settings as is known by now, for telling why a start ended. */
let known: { readonly flags: CommandLine['flags']; readonly env: NodeJS.ProcessEnv } = { flags: {}, env: process.env };

/** What ended a start before there was an outcome, told to whoever watches, unless a person sees it here. */
async function tellWatchers(error: unknown): Promise<void> {
  const isWatched = process.stdin.isTTY && process.stdout.isTTY;
  const argv = process.argv.slice(2);
  if (!(error instanceof Error) || error instanceof Interrupted || isWatched || !wasToRun(argv)) return;
  const { tellFailedStart } = await import('./notify/failed-start.ts');
  const where = whereTold(known.flags, known.env, realpathSync(process.argv[1] ?? '.'));
  const stop = new AbortController();
  const { stdout, stderr, onSignal } = thisProcess();
  onSignal(() => stop.abort());
  await tellFailedStart(error, where, { stdout, stderr, now: Date.now() / 1000, signal: stop.signal });
}

/** The language, before the command line is taken apart: what is wrong with it is said in that language, too. */
function languageOf(argv: readonly string[]): string | undefined {
  const at = argv.indexOf('--lang');
  if (at >= 0) return argv[at + 1];
  return argv.find((argument) => argument.startsWith('--lang='))?.slice('--lang='.length);
}

/** Whether somebody who starts it bare, before there are any settings, wants to be asked for them. */
async function wantsInterview(env: NodeJS.ProcessEnv, program: string): Promise<boolean> {
  const isWatched = process.stdin.isTTY && process.stdout.isTTY;
  const isBare = process.argv.slice(2).every((argument) => /^(--lang(=.*)?|en|pt)$/.test(argument));
  const isSet = ['IXC_SERVER', 'IXC_KEY', 'BQN_OAM_IP'].some((name) => (env[name] ?? '').trim() !== '');
  if (!isWatched || !isBare || isSet || !existsSync(join(dirname(program), 'sync-ixc-bqn.sh'))) return false;
  const { ask } = await import('./setup/asker.ts');
  const { TERMINAL_ASKER } = await import('./setup/terminal-asker.ts');
  return (await ask(TERMINAL_ASKER, say`There are no settings yet. Set it up now? (yes or no)`, 'yes')) === 'yes';
}

async function byHand(settings: Settings, port: ProcessPort): Promise<ExitCode> {
  const { startByHand } = await import('./setup/by-hand.ts');
  const { TERMINAL_ASKER } = await import('./setup/terminal-asker.ts');
  return await startByHand(settings, { asker: TERMINAL_ASKER, say: tell, run: runOf(port) });
}

function runOf(port: ProcessPort): Run {
  return (settings, onOutcome) => runProgram(settings, { ...port, ...(onOutcome && { onOutcome }) });
}

/** Under cron there is nothing to parse, so that yargs, a tenth of such a run, need not be loaded. */
async function commandLineOf(argv: readonly string[]): Promise<CommandLine | Information> {
  if (argv.length === 0) return { kind: 'run', flags: {}, bqns: [], positionals: [] };
  const { parseCommandLine } = await import('./settings/yargs.ts');
  return parseCommandLine(argv, process.stdout.columns);
}

function tell(text: Shown): void {
  tellOn(out, text);
}

function complain(text: Shown): void {
  tellOn(err, text);
}

/** Lines of a stack. */
const MOST_OF_STACK = 40;

/** What must not appear even in a stack trace. */
let secrets: readonly string[] = [];

function settingsFrom(commandLine: CommandLine, around: Surroundings, { hints, wrapper }: Beginning): Settings {
  const read = toSettings(commandLine, around);
  const settings = { ...read, hints: [...hints, ...read.hints] };
  secrets = settings.secrets;
  const beside = join(dirname(around.program), 'sync-ixc-bqn.sh');
  const open = exchangeable([around.program, wrapper ?? beside, realpathSync(process.execPath)]);
  if (open.length === 0) return settings;
  const hint = say`others may write to ${open}: whatever they put there runs as this user; close it (chmod go-w)`;
  return { ...settings, hints: [...settings.hints, hint] };
}

function thisProcess(): ProcessPort {
  return {
    stdout: out,
    stderr: err,
    colour: process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined,
    onSignal(act) {
      process.on('SIGINT', () => act('SIGINT'));
      process.on('SIGTERM', () => act('SIGTERM'));
      process.on('SIGHUP', () => act('SIGTERM'));
    },
    exit: (code) => process.exit(code),
  };
}

// A reader that goes away (`| head`) must not end a run in the middle of its writes.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

/** Tells why the program could not do its work, and ends with the code that says so. */
function fail(error: unknown): void {
  if (error instanceof SettingsError) {
    complain(line`sync-ixc-bqn: ${error.message}`);
    process.exitCode = EXIT.usage;
  } else if (error instanceof Interrupted) {
    process.exitCode = EXIT.interrupted;
  } else {
    const stack = (error instanceof Error && error.stack) || String(error);
    complain(say`sync-ixc-bqn: this is a defect of the program, please report it:`);
    err.write(asLines([shownLines(redact(stack, secrets), MOST_OF_STACK)]));
    process.exitCode = EXIT.defect;
  }
}

// Node would open its debugger to whoever may send a signal.
process.on('SIGUSR1', () => {});

// Node's own words would show the error as it is.
process.on('uncaughtException', (error) => {
  fail(error);
  process.exit();
});

/** Nothing of ours goes on after the last line of the log: what still hangs somewhere ends with the process. */
function endWith(code: ExitCode): void {
  process.exitCode = code;
  process.stdout.write('', () => process.stderr.write('', () => process.exit()));
}

main().then(endWith, async (error: unknown) => {
  fail(error);
  const code = process.exitCode;
  // Whatever goes wrong in the telling, the start ended for what it ended for.
  await tellWatchers(error).catch((trouble: unknown) => fail(trouble));
  process.exitCode = code;
  process.stderr.write('', () => process.exit());
});
