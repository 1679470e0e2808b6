import type { Shown } from '../text/shown.ts';

/** How questions are asked; a set-up by a script has none. */
export interface Asker {
  /** @returns the answer, or `usual` for an empty one; a secret is not echoed */
  ask(question: Shown, usual: string, secret: boolean): Promise<string>;
}
