import { EXIT, type ExitCode } from '../run/exit-code.ts';
import type { Settings } from '../settings/settings.ts';
import { say } from '../text/language.ts';
import { type FirstRunPorts, wasShown } from './first-run.ts';
import { ask } from './yes-no.ts';

/** Whether somebody takes up again what a lost ledger knew, to write. */
export function adopts({ mode, adopt }: Settings): boolean {
  return mode === 'sync' && adopt;
}

/** `--adopt` on a terminal: it shows what would be ours again and what would come of it, and asks. */
export async function adoptByHand(settings: Settings, { asker, say: tell, run }: FirstRunPorts): Promise<ExitCode> {
  let count = 0;
  const exitCode = await run({ ...settings, mode: 'dry-run' }, ({ bqns }) => {
    count = bqns.reduce((sum, { adopted = [] }) => sum + adopted.length, 0);
  });
  if (!wasShown(exitCode)) return exitCode;
  if (count === 0) {
    tell(say`There is nothing to take up again. Nothing was written.`);
    return EXIT.done;
  }
  const answer = await ask(asker, say`Are these ${count} this program's again, and may they go? (yes or no)`);
  if (answer === 'yes') return await run(settings);
  tell(say`Nothing was written.`);
  return EXIT.done;
}
