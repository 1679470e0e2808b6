import { flagsOf, SYNC } from '../flag.ts';
import type { Wish } from './wish.ts';

/** The plans' bursts. What is made of them: `mapping/burst.ts`; what they leave behind when it is off: `changes/burst-fields.ts`. */
export const BURST = {
  flags: flagsOf(SYNC, [
    [
      { name: 'burst', decides: true },
      "Also the plans' bursts (download_busrt and the like); a plan without one keeps what the BQN has",
    ],
  ]),
  read: (values) => ({ burst: values.on('burst') }),
  isForParts: () => true,
} as const satisfies Wish<'burst', 'burst'>;
