import pc from 'picocolors';
import { check } from './check.ts';
import { connect, pauseUnless } from './connections.ts';
import { Interrupted } from './http/errors.ts';
import { EXIT, type ExitCode } from './outcome.ts';
import type { Log } from './report/log.ts';
import { printable } from './report/printable.ts';
import { EXIT_TEXT } from './report/summary.ts';
import type { Settings } from './settings.ts';
import { isLink, writingTrouble } from './state/atomic-file.ts';
import type { Ledger } from './state/ledger.ts';

/** `--check`: the steps, each as soon as it is known. */
export async function runCheck(
  settings: Settings,
  log: Log,
  ledger: Ledger,
  signal: AbortSignal,
  colour: boolean,
): Promise<ExitCode> {
  const clocks = new Map<string, { theirs: number; ours: number }>();
  const connections = connect(settings, ledger, signal, ({ server, date }) => {
    const theirs = Date.parse(date ?? '');
    if (!Number.isNaN(theirs)) clocks.set(server, { theirs, ours: Date.now() });
  });
  const paint = pc.createColors(colour);
  const marks = { ok: paint.green('ok    '), look: paint.yellow('look  '), failed: paint.red('failed') };
  try {
    const exitCode = await check(settings, {
      connections,
      ledger,
      clocks,
      pause: pauseUnless(signal),
      nodeVersion: process.version,
      writable: (path) => (path === settings.log.file && isLink(path) ? 'it is a link' : writingTrouble(path)),
      tell: ({ state, text }) => log.block([`${marks[state]} ${printable(text)}`]),
    });
    log.info(`result: ${exitCode === EXIT.done ? 'the check passed' : EXIT_TEXT[exitCode]} (exit code ${exitCode})`);
    return exitCode;
  } catch (error) {
    if (error instanceof Interrupted) return EXIT.interrupted;
    throw error;
  } finally {
    connections.close();
  }
}
