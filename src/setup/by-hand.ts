import { isSuccess } from '../report/metrics.ts';
import { EXIT, type ExitCode } from '../run/exit-code.ts';
import { oddSpeeds } from '../run/odd-speeds.ts';
import type { BqnOutcome, Outcome } from '../run/outcome.ts';
import type { Settings } from '../settings/settings.ts';
import { Ledger } from '../state/ledger.ts';
import { countsPerKind } from '../text/counts.ts';
import { say } from '../text/language.ts';
import type { Shown } from '../text/shown.ts';
import { type Asker, ask } from './asker.ts';

export interface ByHandPorts {
  readonly asker: Asker;
  readonly say: (text: Shown) => void;
  readonly run: Run;
}

/** One run of the program with settings, its output shown; what came of it goes to `onOutcome`. */
export type Run = (settings: Settings, onOutcome?: (outcome: Outcome) => void) => Promise<ExitCode>;

/**
 * A start on a terminal: what a person should see before it is written is shown first, and asked about. cron, which has no
 * terminal, is kept from mass events by the gate.
 */
export async function startByHand(settings: Settings, ports: ByHandPorts): Promise<ExitCode> {
  const { mode, bqns, limits, adopt, restore, removeAll, stateFile } = settings;
  const isSaid = limits.force || limits.approved.size > 0;
  if (mode !== 'sync') return await ports.run(settings);
  if (restore && !isSaid) return await restoreByHand(settings, ports);
  if (adopt) return await adoptByHand(settings, ports);
  // What a restoration may do is said with its own preview.
  if (limits.approved.size > 0 && !restore) return await approveByHand(settings, ports);
  const isFirst = bqns.length > 0 && !isSaid && !removeAll && !restore && Ledger.isNew(stateFile);
  return isFirst ? await firstRunByHand(settings, ports) : await ports.run(settings);
}

/** Who has seen it and says yes is the person whom the gate waits for, so what it would hold back passes. */
async function restoreByHand(settings: Settings, ports: ByHandPorts): Promise<ExitCode> {
  const { exitCode } = await preview(settings, ports.run);
  if (!wasShown(exitCode)) return exitCode;
  const meant = { ...settings, limits: { ...settings.limits, force: true } };
  const question = say`Put this back on the BQN, what the gate would hold back included? (yes or no)`;
  return await runIfMeant(meant, question, ports);
}

/** It shows what would be ours again and what would come of it. */
async function adoptByHand(settings: Settings, ports: ByHandPorts): Promise<ExitCode> {
  let count = 0;
  const exitCode = await ports.run({ ...settings, mode: 'dry-run' }, ({ bqns }) => {
    count = bqns.reduce((sum, { adopted = [] }) => sum + adopted.length, 0);
  });
  if (!wasShown(exitCode)) return exitCode;
  if (count === 0) {
    ports.say(say`There is nothing to take up again. Nothing was written.`);
    return EXIT.done;
  }
  const question = say`Are these ${count} this program's again, and may they go? (yes or no)`;
  return await runIfMeant(settings, question, ports);
}

/** It shows what is held back before that passes. */
async function approveByHand(settings: Settings, ports: ByHandPorts): Promise<ExitCode> {
  let isHeld = false;
  const { limits } = settings;
  const wanted: Settings = { ...settings, mode: 'held', limits: { ...limits, approved: new Map() } };
  const exitCode = await ports.run(wanted, ({ bqns }) => {
    isHeld = bqns.some(({ heldBack }) => heldBack.length > 0);
  });
  if (!wasShown(exitCode)) return exitCode;
  if (!isHeld) {
    ports.say(say`Nothing was written.`);
    return EXIT.usage;
  }
  return await runIfMeant(settings, say`Let this pass: ${countsPerKind(limits.approved)}? (yes or no)`, ports);
}

/** Nothing is remembered of any run: it shows what it would do, whom it would block in its last line. */
async function firstRunByHand(settings: Settings, ports: ByHandPorts): Promise<ExitCode> {
  const { exitCode, blocked, isOdd } = await preview(settings, ports.run);
  if (!wasShown(exitCode)) return exitCode;
  // Where nobody loses service, or speed by a slip, there is nothing to ask.
  if (blocked === 0 && !isOdd) return await ports.run(settings);
  const question = say`This is the first run here. Write this to the BQN? (yes or no)`;
  const otherwise = say`Nothing was written. Start it again when it is meant; --dry-run -v shows every change.`;
  return await runIfMeant(settings, question, ports, otherwise);
}

async function runIfMeant(
  settings: Settings,
  question: Shown,
  { asker, say: tell, run }: ByHandPorts,
  otherwise = say`Nothing was written.`,
): Promise<ExitCode> {
  if ((await ask(asker, question)) === 'yes') return await run(settings);
  tell(otherwise);
  return EXIT.done;
}

/** Whether a run that only shows got as far as to show it. */
function wasShown(exitCode: ExitCode): boolean {
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
