import { EXIT, type ExitCode } from '../run/exit-code.ts';
import type { Settings } from '../settings/settings.ts';
import { countsPerKind } from '../text/counts.ts';
import { say } from '../text/language.ts';
import { type FirstRunPorts, wasShown } from './first-run.ts';
import { ask } from './yes-no.ts';

/** Whether somebody lets pass what is held back, to write; what a restoration may do is said with its own preview. */
export function approves({ mode, restore, limits }: Settings): boolean {
  return mode === 'sync' && !restore && limits.approved.size > 0;
}

/** `--approve` on a terminal: it shows what is held back, and asks before that passes. */
export async function approveByHand(settings: Settings, { asker, say: tell, run }: FirstRunPorts): Promise<ExitCode> {
  let isHeld = false;
  const wanted: Settings = { ...settings, mode: 'held', limits: { ...settings.limits, approved: new Map() } };
  const shown = await run(wanted, ({ bqns }) => {
    isHeld = bqns.some(({ heldBack }) => heldBack.length > 0);
  });
  if (!wasShown(shown)) return shown;
  if (!isHeld) {
    tell(say`Nothing was written.`);
    return EXIT.usage;
  }
  const asked = countsPerKind(settings.limits.approved);
  const answer = await ask(asker, say`Let this pass: ${asked}? (yes or no)`);
  if (answer === 'yes') return await run(settings);
  tell(say`Nothing was written.`);
  return EXIT.done;
}
