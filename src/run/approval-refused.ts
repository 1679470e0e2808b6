import type { Refusal } from '../changes/gate.ts';
import { say } from '../text/language.ts';

/** More was approved than is held back, as by a line that was forgotten in a crontab: nothing is written. */
export class ApprovalRefused extends Error {
  override readonly name = 'ApprovalRefused';
  constructor(label: string, refused: readonly Refusal[]) {
    const parts = refused.map(({ kind, asked, held }) =>
      held === 0
        ? say`--approve ${kind}=${asked}: nothing of that is held back`
        : say`--approve ${kind}=${asked}: ${held} {3|is|are} held back, and no more can be approved`,
    );
    super(say`BQN ${label}: ${parts.join('; ')}. Nothing was written; --held shows what is held back.`);
  }
}
