import { isSuccess } from '../report/metrics.ts';
import { EXIT, type ExitCode } from '../run/exit-code.ts';
import { oddSpeeds } from '../run/odd-speeds.ts';
import type { BqnOutcome, Outcome } from '../run/outcome.ts';
import type { Settings } from '../settings/settings.ts';
import { Ledger } from '../state/ledger.ts';
import { say } from '../text/language.ts';
import type { Shown } from '../text/shown.ts';
import type { Asker } from './asker.ts';
import { ask } from './yes-no.ts';

export interface FirstRunPorts {
  readonly asker: Asker;
  readonly say: (text: Shown) => void;
  readonly run: Run;
}

/** One run of the program with settings, its output shown; what came of it goes to `onOutcome`. */
export type Run = (settings: Settings, onOutcome?: (outcome: Outcome) => void) => Promise<ExitCode>;

/** Whether a run that only shows got as far as to show it. */
export function wasShown(exitCode: ExitCode): boolean {
  return isSuccess({ exitCode });
}

/** A run that only shows, and how many customers it would block. */
export async function preview(
  settings: Settings,
  run: Run,
): Promise<{ exitCode: ExitCode; blocked: number; isOdd: boolean }> {
  let blocked = 0;
  let isOdd = false;
  const exitCode = await run({ ...settings, mode: 'dry-run' }, ({ bqns, billing }) => {
    const would = ({ fates, heldBack }: BqnOutcome) => [fates, ...heldBack.map((held) => held.fates)].flat();
    isOdd = billing !== undefined && oddSpeeds(billing, settings.mapping).length > 0;
    blocked = bqns.flatMap(would).filter(({ effect }) => effect === 'blocks').length;
  });
  return { exitCode, blocked, isOdd };
}

/** Whether a person starts the program for the first time here, to write: nothing is remembered of any run. */
export function isFirstByHand(settings: Settings): boolean {
  const { mode, bqns, limits, removeAll, restore, stateFile } = settings;
  const isMeant = limits.force || limits.approved.size > 0 || removeAll || restore;
  return mode === 'sync' && bqns.length > 0 && !isMeant && Ledger.isNew(stateFile);
}

/**
 * A first run by hand: it shows what it would do, whom it would block in its last line, and asks before it does so. cron,
 * which has no terminal, is kept from mass events by the gate.
 */
export async function firstRunByHand(settings: Settings, { asker, say: tell, run }: FirstRunPorts): Promise<ExitCode> {
  const { exitCode, blocked, isOdd } = await preview(settings, run);
  if (!wasShown(exitCode)) return exitCode;
  // Where nobody loses service, or speed by a slip, there is nothing to ask.
  if (blocked === 0 && !isOdd) return await run(settings);
  const answer = await ask(asker, say`This is the first run here. Write this to the BQN? (yes or no)`);
  if (answer === 'yes') return await run(settings);
  tell(say`Nothing was written. Start it again when it is meant; --dry-run -v shows every change.`);
  return EXIT.done;
}
