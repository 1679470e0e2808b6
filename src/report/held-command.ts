import { connect, type Stop } from '../run/connections.ts';
import type { ExitCode } from '../run/exit-code.ts';
import type { Ports } from '../run/ports.ts';
import { synchronise } from '../run/sync.ts';
import type { Settings } from '../settings/settings.ts';
import type { Ledger } from '../state/ledger.ts';
import { say } from '../text/language.ts';
import { line, shown } from '../text/shown.ts';
import { heldLines, putOffText } from './held-lines.ts';
import type { Log } from './log.ts';

/** `--held`: what the gate holds back, as a run would find it now; nothing is written. */
export async function showHeld(
  settings: Settings,
  log: Log,
  ledger: Ledger,
  stop: Stop,
  { now, expected }: Pick<Ports, 'now' | 'expected'>,
): Promise<{ exitCode: ExitCode; wasRead: boolean }> {
  const connections = connect(settings, ledger, stop, { trace: () => {}, note: (text) => log.info(shown(text)) });
  try {
    const { source, targets } = connections;
    const { signal, abandon } = stop;
    const watch = { page() {}, note: (text: string) => log.info(shown(text)), mapped() {}, written() {} };
    const ports = { source, targets, ledger, signal, abandon, now, watch, expected };
    const outcome = await synchronise({ ...settings, mode: 'dry-run' }, ports);
    const errors = [outcome.error, ...outcome.bqns.map(({ error }) => error)].filter((error) => error !== undefined);
    for (const text of new Set(errors.map(({ message }) => message))) log.error(shown(text));
    const isVerbose = settings.log.verbosity > 0;
    for (const bqn of outcome.bqns) {
      const parts = bqn.heldBack.flatMap((part) => heldLines(bqn, part, outcome.billing, isVerbose));
      const waiting = putOffText(bqn);
      const lines = [...parts, ...(waiting === undefined ? [] : [line`BQN ${bqn.label}: ${waiting}`])];
      if (bqn.plan !== undefined) log.block(lines.length === 0 ? [say`BQN ${bqn.label}: nothing is held back`] : lines);
    }
    return { exitCode: outcome.exitCode, wasRead: outcome.billing !== undefined };
  } finally {
    stop.abandon();
    connections.close();
  }
}
