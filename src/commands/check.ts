import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pc from 'picocolors';
import { isLink, writingTrouble } from '../files/atomic-file.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { writersBeside } from '../files/trust.ts';
import type { Trace } from '../http/client.ts';
import { Interrupted } from '../interruption/interrupted.ts';
import type { Log } from '../report/log.ts';
import { type Connections, connected, type Stop } from '../run/connections.ts';
import type { CronView } from '../run/cron-wiring.ts';
import { EXIT, type ExitCode } from '../run/exit-code.ts';
import { EXIT_MEANINGS } from '../settings/exit-codes.ts';
import type { Settings } from '../settings/settings.ts';
import type { Ledger } from '../state/ledger.ts';
import { say, translated } from '../text/language.ts';
import { coloured, joined, line, padded, shown } from '../text/shown.ts';
import { type CheckPorts, check } from './check-steps.ts';
import { otherStates } from './other-instances.ts';

/** In bytes. */
const LARGEST_CRONTAB = 1_000_000;

export const THIS_MACHINE: CronView = {
  exists: existsSync,
  read(path) {
    try {
      return readRegularFile(path, LARGEST_CRONTAB, undefined, 'anybody');
    } catch {
      return undefined;
    }
  },
  mode: (path) => statSync(path, { throwIfNoEntry: false })?.mode,
};

interface CheckLook extends Pick<CheckPorts, 'testNotices'> {
  readonly colour: boolean;
}

/** `--check`: the steps, each as soon as it is known. */
export async function runCheck(
  settings: Settings,
  log: Log,
  ledger: Ledger,
  stop: Stop,
  { colour, testNotices }: CheckLook,
): Promise<ExitCode> {
  const clocks = new Map<string, { theirs: number; ours: number }>();
  const note = (text: string) => log.info(shown(text));
  const trace = ({ server, date }: Trace) => {
    const theirs = Date.parse(date ?? '');
    if (!Number.isNaN(theirs)) clocks.set(server, { theirs, ours: Date.now() });
  };
  const paint = pc.createColors(colour);
  const width = Math.max(say`look`.length, say`failed`.length);
  const marks = {
    ok: coloured(padded(line`ok`, width), paint.green),
    look: coloured(padded(say`look`, width), paint.yellow),
    failed: coloured(padded(say`failed`, width), paint.red),
  };
  const look = async (connections: Connections) =>
    await check(settings, {
      ...{ connections, ledger, clocks, note, testNotices },
      cron: THIS_MACHINE,
      otherStates: () => otherStates(settings),
      wrapper: join(dirname(settings.program), 'sync-ixc-bqn.sh'),
      nodeVersion: process.version,
      writable: (path) =>
        [settings.log.file, settings.log.ofCron].includes(path) && isLink(path)
          ? say`it is a link`
          : writingTrouble(path),
      writers: (path) => writersBeside(dirname(path)),
      tell: ({ state, text }) => log.block([joined([marks[state], shown(text)], ' ')]),
    });
  try {
    const exitCode = await connected(settings, ledger, stop, { note, trace }, look);
    log.info(
      say`result: ${exitCode === EXIT.done ? say`the check passed` : translated(EXIT_MEANINGS[exitCode])} (exit code ${exitCode})`,
    );
    return exitCode;
  } catch (error) {
    if (error instanceof Interrupted) return EXIT.interrupted;
    throw error;
  }
}
