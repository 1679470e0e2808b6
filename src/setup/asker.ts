import { say } from '../text/language.ts';
import type { Shown } from '../text/shown.ts';

/** How questions are asked; a set-up by a script has none. */
export interface Asker {
  /** @returns the answer, or `usual` for an empty one; a secret is not echoed */
  ask(question: Shown, usual: string, secret: boolean): Promise<string>;
}

/** What takes an interview one question back. */
export const BACK = '<';

/** What a person answers to a question of yes or no; anything else is asked again. */
export function yesOrNo(answer: string): 'yes' | 'no' | 'back' | undefined {
  const text = answer.trim().toLowerCase();
  if (text === BACK) return 'back';
  if (/^(y|yes|s|sim|true|on|1|--dual-stack|-ds)$/.test(text)) return 'yes';
  return /^(n|no|não|nao|false|off|0|)$/.test(text.normalize('NFC')) ? 'no' : undefined;
}

/** Asks until it is a yes or a no. */
export async function ask(asker: Asker, question: Shown, usual: 'yes' | 'no' = 'no'): Promise<'yes' | 'no' | 'back'> {
  for (;;) {
    const answer = yesOrNo(await asker.ask(question, usual === 'yes' ? say`yes` : say`no`, false));
    if (answer !== undefined) return answer;
  }
}
