import { EXIT, type ExitCode } from '../run/exit-code.ts';
import type { Settings } from '../settings/settings.ts';
import { say } from '../text/language.ts';
import { type FirstRunPorts, preview, wasShown } from './first-run.ts';
import { ask } from './yes-no.ts';

/** Whether a person wants to put back what stood there before, and has not said yet that all of it shall pass. */
export function isRestoreByHand({ mode, restore, limits }: Settings): boolean {
  return mode === 'sync' && restore && !limits.force && limits.approved.size === 0;
}

/**
 * `--restore` by hand: it shows what it would do, and asks. Who has seen it and says yes is the person whom the gate waits
 * for, so what it would hold back passes.
 */
export async function restoreByHand(settings: Settings, { asker, say: tell, run }: FirstRunPorts): Promise<ExitCode> {
  const { exitCode } = await preview(settings, run);
  if (!wasShown(exitCode)) return exitCode;
  const answer = await ask(asker, say`Put this back on the BQN, what the gate would hold back included? (yes or no)`);
  if (answer === 'yes') return await run({ ...settings, limits: { ...settings.limits, force: true } });
  tell(say`Nothing was written.`);
  return EXIT.done;
}
