import { replaceFile } from '../files/atomic-file.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { say } from '../text/language.ts';

/** cron's own pace. */
const CRON_S = 300;
/** cron is a few seconds early or late: a start counts for the multiple of its pace that is nearest. */
const HALF_A_TICK_S = 150;
const LARGEST_STAMP = 100;
const STAMP_MODE = 0o600;

/** When runs act. */
export interface Pace {
  readonly everyS: number;
  /** Where the time of the last one that did is kept. */
  readonly stamp: string;
}

/**
 * Whether this start of cron's is one that acts, which is then remembered. A clock that was set back since, or a stamp that
 * is no number or another user's, makes it act.
 * @param now in Unix s
 */
export function isDue({ everyS, stamp }: Pace, now: number, warn: (text: string) => void): boolean {
  if (everyS <= CRON_S) return true;
  const last = readStamp(stamp);
  if (last !== undefined && last <= now && now - last < everyS - HALF_A_TICK_S) return false;
  try {
    replaceFile(stamp, `${now}\n`, STAMP_MODE);
  } catch {
    warn(say`${stamp} cannot be written, so every start acts, not one in ${everyS / 60} minutes`);
  }
  return true;
}

function readStamp(path: string): number | undefined {
  try {
    const text = readRegularFile(path, LARGEST_STAMP);
    return /^\d{1,11}\n?$/.test(text) ? Number(text) : undefined;
  } catch {
    return undefined;
  }
}
