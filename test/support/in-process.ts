import { realpathSync } from 'node:fs';
import { Interrupted } from '../../src/interruption/interrupted.ts';
import { runProgram } from '../../src/program.ts';
import { EXIT, type ExitCode } from '../../src/run/exit-code.ts';
import { withEnvFile } from '../../src/settings/env-file.ts';
import { SettingsError } from '../../src/settings/settings.ts';
import { toSettings } from '../../src/settings/to-settings.ts';
import { parseCommandLine } from '../../src/settings/yargs.ts';
import { begin } from '../../src/start/begin.ts';
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
 * Whether a start needs nothing that is the process' own: signals, another folder, what Node itself reads, `--init` and
 * its questions, `--fleet`, a language or a time zone, which is one for the whole process, and a wrapper, which chooses both.
 */
export function canRunInProcess({ args, env }: Start): boolean {
  const own = /^--(init|lang|fleet|support|env-file)\b/;
  const variables = ['IXC_BQN_LANG', 'SYNC_WRAPPER', 'TZ'];
  const isOwn = args.some((arg) => own.test(arg)) || variables.some((name) => env[name] !== undefined);
  return !isOwn && isShiftAlone(env);
}

/**
 * The program from its source, in this process: what `src/main.ts` does, without what it does to its process. A variant of
 * a fault costs a third of the CPU of one with a process of its own.
 */
export async function runInProcess(start: Start): Promise<Run> {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const code = await atItsTime(start.env, () => codeOf(start, stdout, stderr));
  const [out, err] = [stdout.join(''), stderr.join('')];
  return { code, signal: null, stdout: out, stderr: err, output: out + err };
}

async function codeOf({ program, args, env: given }: Start, stdout: string[], stderr: string[]): Promise<ExitCode> {
  try {
    const beginning = begin({
      argv: args,
      env: given,
      program: realpathSync(program),
      isTerminal: false,
      stderr: terminal(stderr),
      onKnown: () => {},
      now: Math.floor(Date.now() / 1000),
    });
    if (!beginning.acts) return EXIT.done;
    const commandLine = await parseCommandLine(args, 80);
    if (commandLine.kind === 'information') {
      stdout.push(`${commandLine.text}\n`);
      return EXIT.done;
    }
    const envFile = commandLine.flags['env-file'] ?? beginning.env['IXC_BQN_ENV_FILE'];
    const env = withEnvFile(envFile, beginning.env, process.getuid?.());
    const settings = toSettings(commandLine, { env, program: realpathSync(program) });
    return await runProgram(
      { ...settings, hints: [...beginning.hints, ...settings.hints] },
      {
        stdout: terminal(stdout),
        stderr: terminal(stderr),
        colour: false,
        onSignal: () => {},
        exit: (code) => {
          throw new Error(`it ends itself with ${code}`);
        },
      },
    );
  } catch (error) {
    if (error instanceof Interrupted) return EXIT.interrupted;
    if (error instanceof SettingsError) {
      stderr.push(`sync-ixc-bqn: ${error.message}\n`);
      return EXIT.usage;
    }
    stderr.push(`${(error instanceof Error && error.stack) || String(error)}\n`);
    return EXIT.defect;
  }
}

function terminal(written: string[]) {
  return { isTTY: false, write: (text: string) => written.push(text) > 0 };
}
