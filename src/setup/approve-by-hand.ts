import { EXIT, type ExitCode } from '../run/exit-code.ts';
import type { Settings } from '../settings/settings.ts';
import { say } from '../text/language.ts';
import type { FirstRunPorts } from './first-run.ts';

/** Whether somebody lets pass what is held back, to write; what a restoration may do is said with its own preview. */
export function approves({ mode, restore, limits }: Settings): boolean {
  return mode === 'sync' && !restore && limits.approved.size > 0;
}

/** `--approve` on a terminal: it shows what is held back, and asks before that passes. */
export async function approveByHand(settings: Settings, { asker, say: tell, run }: FirstRunPorts): Promise<ExitCode> {
  const shown = await run({ ...settings, mode: 'held', limits: { ...settings.limits, approved: new Map() } });
  if (shown !== EXIT.done && shown !== EXIT.refused && shown !== EXIT.heldBack) return shown;
  const asked = [...settings.limits.approved].map(([kind, count]) => `${kind}=${count}`).join(',');
  const answer = await asker.ask(say`Let this pass: ${asked}? (yes or no)`, 'no', false);
  if (/^(y|yes|s|sim)$/i.test(answer.trim())) return await run(settings);
  tell(say`Nothing was written.`);
  return EXIT.done;
}
