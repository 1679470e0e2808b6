import { rmSync } from 'node:fs';
import type { Asked } from './asked.ts';
import { type Part, runParts } from './parts.ts';
import { slowestLines } from './slowest.ts';
import { finish } from './tally.ts';

export interface Tier {
  readonly asked: Asked;
  /** Where the runner's reports lie meanwhile. */
  readonly folder: string;
  readonly whole: readonly Part[];
  /** Alone, where a seed was asked for. */
  readonly stories: Part;
  /** Alone, where tests were named. */
  readonly chosen: Part;
}

/** Plays what was asked of a tier, and ends the process as it came out. */
export async function playTier({ asked, folder, whole, stories, chosen }: Tier): Promise<void> {
  try {
    const tally = await runParts(asked.isReplay ? [stories] : asked.rest.length > 0 ? [chosen] : whole);
    if (asked.slowest) process.stdout.write(`\n${slowestLines(folder).join('\n')}\n`);
    finish(tally);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
