#!/usr/bin/env node
import { say, speak } from './text/language.ts';
import './working-folder.ts';
import { readFileSync, realpathSync } from 'node:fs';
import { exchangeable } from './files/trust.ts';
import { Interrupted } from './interruption/interrupted.ts';
import { type ProcessPort, runProgram } from './program.ts';
import { EXIT, type ExitCode } from './run/exit-code.ts';
import { collectSooner } from './run/memory.ts';
import type { CommandLine, Information } from './settings/command-line.ts';
import { withEnvFile } from './settings/env-file.ts';
import { FlagValues } from './settings/flags.ts';
import { type Settings, SettingsError } from './settings/settings.ts';
import { type Surroundings, toSettings } from './settings/to-settings.ts';
import type { FirstRunPorts } from './setup/first-run.ts';
import { redact } from './text/secrets.ts';
import { VERSION } from './version.ts';

/** The process: argv, environment, signals, exit code. Nothing else knows `process`. */
async function main(): Promise<ExitCode> {
  collectSooner();
  speak(languageOf(process.argv.slice(2)) ?? process.env['IXC_BQN_LANG']);
  const commandLine = await commandLineOf(process.argv.slice(2));
  if (commandLine.kind === 'information') {
    process.stdout.write(`${commandLine.text}\n`);
    return EXIT.done;
  }
  const env = withEnvFile(
    commandLine.flags['env-file'] ?? process.env['IXC_BQN_ENV_FILE'],
    process.env,
    process.getuid?.(),
  );
  speak(new FlagValues(commandLine.flags, env).text('lang'));
  const around: Surroundings = { env, program: realpathSync(process.argv[1] ?? '.') };
  const port = thisProcess();
  if (!new FlagValues(commandLine.flags, env).on('init')) {
    const settings = settingsFrom(commandLine, around);
    return process.stdin.isTTY && process.stdout.isTTY
      ? await byHand(settings, port)
      : await runProgram(settings, port);
  }
  // What no run of cron needs is not loaded by one.
  const [{ initialise }, { TERMINAL_ASKER }] = await Promise.all([
    import('./setup/init.ts'),
    import('./setup/terminal-asker.ts'),
  ]);
  return await initialise(commandLine, around, {
    asker: process.stdin.isTTY ? TERMINAL_ASKER : undefined,
    say: (text) => void process.stdout.write(`${text}\n`),
    run: (settings, onOutcome) => runProgram(settings, { ...port, ...(onOutcome && { onOutcome }) }),
  });
}

/** The language, before the command line is taken apart: what is wrong with it is said in that language, too. */
function languageOf(argv: readonly string[]): string | undefined {
  const at = argv.indexOf('--lang');
  if (at >= 0) return argv[at + 1];
  return argv.find((argument) => argument.startsWith('--lang='))?.slice('--lang='.length);
}

async function byHand(settings: Settings, port: ProcessPort): Promise<ExitCode> {
  const [{ firstRunByHand, isFirstByHand }, { approveByHand, approves }, { TERMINAL_ASKER }] = await Promise.all([
    import('./setup/first-run.ts'),
    import('./setup/approve-by-hand.ts'),
    import('./setup/terminal-asker.ts'),
  ]);
  const ports: FirstRunPorts = {
    asker: TERMINAL_ASKER,
    say: (text) => void process.stdout.write(`${text}\n`),
    run: (wanted, onOutcome) => runProgram(wanted, { ...port, ...(onOutcome && { onOutcome }) }),
  };
  if (approves(settings)) return await approveByHand(settings, ports);
  return isFirstByHand(settings) ? await firstRunByHand(settings, ports) : await runProgram(settings, port);
}

/** Under cron there is nothing to parse, so that yargs, a tenth of such a run, need not be loaded. */
async function commandLineOf(argv: readonly string[]): Promise<CommandLine | Information> {
  if (argv.length === 0) return { kind: 'run', flags: {}, bqns: [], positionals: [] };
  if (argv.length === 1 && argv[0] === '--version') return { kind: 'information', text: VERSION };
  const { parseCommandLine } = await import('./settings/yargs.ts');
  return parseCommandLine(argv, process.stdout.columns);
}

/** What must not appear even in a stack trace. */
let secrets: readonly string[] = [];

function settingsFrom(commandLine: CommandLine, around: Surroundings): Settings {
  const settings = toSettings(commandLine, around);
  secrets = settings.secrets;
  const open = exchangeable([around.program, realpathSync(process.execPath)]);
  if (open.length === 0) return settings;
  const hint = say`others may write to ${open.join(', ')}: whatever they put there runs as this user; close it (chmod go-w)`;
  return { ...settings, hints: [...settings.hints, hint] };
}

function thisProcess(): ProcessPort {
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    colour: process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined,
    get program() {
      return readFileSync(process.argv[1] ?? '', 'utf8');
    },
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
    process.stderr.write(`sync-ixc-bqn: ${error.message}\n`);
    process.exitCode = EXIT.usage;
  } else if (error instanceof Interrupted) {
    process.exitCode = EXIT.interrupted;
  } else {
    const stack = (error instanceof Error && error.stack) || String(error);
    process.stderr.write(say`sync-ixc-bqn: this is a defect of the program, please report it:\n`);
    process.stderr.write(`${redact(stack, secrets)}\n`);
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

main().then(endWith, (error: unknown) => {
  fail(error);
  process.stderr.write('', () => process.exit());
});
