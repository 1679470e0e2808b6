import { heldLines, putOffText } from '../report/held-lines.ts';
import type { Log } from '../report/log.ts';
import { connected, type Stop } from '../run/connections.ts';
import type { Outcome } from '../run/outcome.ts';
import type { Ports } from '../run/ports.ts';
import { synchronise } from '../run/sync.ts';
import type { Settings } from '../settings/settings.ts';
import type { Ledger } from '../state/ledger.ts';
import { say } from '../text/language.ts';
import { line, shown } from '../text/shown.ts';

/** `--held`: what a run would find now; nothing is written. */
export async function findHeld(
  settings: Settings,
  log: Log,
  ledger: Ledger,
  stop: Stop,
  { now, expected }: Pick<Ports, 'now' | 'expected'>,
): Promise<Outcome> {
  const note = (text: string) => log.info(shown(text));
  const watch = { page() {}, note, mapped() {}, written() {} };
  return await connected(settings, ledger, stop, { note }, async ({ source, targets }) => {
    const { signal, abandon } = stop;
    const ports = { source, targets, ledger, signal, abandon, now, watch, expected };
    return await synchronise({ ...settings, mode: 'dry-run' }, ports);
  });
}

/** What the gate holds back of it, of each BQN that was read. @param isVerbose names all, and not the first of them */
export function showHeld({ bqns, billing }: Outcome, log: Log, isVerbose: boolean): void {
  for (const bqn of bqns) {
    if (bqn.plan === undefined) continue;
    const parts = bqn.heldBack.flatMap((part) => heldLines(bqn, part, billing, isVerbose));
    const waiting = putOffText(bqn);
    const lines = [...parts, ...(waiting === undefined ? [] : [line`BQN ${bqn.label}: ${waiting}`])];
    log.block(lines.length === 0 ? [say`BQN ${bqn.label}: nothing is held back`] : lines);
  }
}
