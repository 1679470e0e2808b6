import { replaceFile } from '../files/atomic-file.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { isTrustedOwner } from '../files/trust.ts';
import { SettingsError } from '../settings/settings.ts';
import { say } from '../text/language.ts';

/** cron's own pace, in minutes. */
const CRON_MINUTES = 5;
/** cron is a few seconds early or late: a start counts for the multiple of its pace that is nearest. In s. */
const HALF_A_TICK = 150;
const LARGEST_STAMP = 100;
const STAMP_MODE = 0o600;

/** When runs act. */
export interface Pace {
  readonly minutes: number;
  /** Where the time of the last one that did is kept. */
  readonly stamp: string;
}

/** `SYNC_EVERY_MINUTES`. @throws {SettingsError} */
export function readMinutes(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  const shown = text.length <= 20 ? text : `${text.slice(0, 20)}...`;
  throw new SettingsError(say`error: SYNC_EVERY_MINUTES: '${shown}' is no number of minutes`);
}

/**
 * Whether this start of cron's is one that acts, which is then remembered. A clock that was set back since, or a stamp that
 * is no number or another user's, makes it act.
 * @param now in Unix s
 */
export function isDue({ minutes, stamp }: Pace, now: number, warn: (text: string) => void): boolean {
  if (minutes <= CRON_MINUTES) return true;
  const last = readStamp(stamp);
  if (last !== undefined && last <= now && now - last < minutes * 60 - HALF_A_TICK) return false;
  try {
    replaceFile(stamp, `${now}\n`, STAMP_MODE);
  } catch {
    warn(say`${stamp} cannot be written, so every start acts, not one in ${minutes} minutes`);
  }
  return true;
}

function readStamp(path: string): number | undefined {
  try {
    const text = readRegularFile(path, LARGEST_STAMP, (stat) => {
      if (!isTrustedOwner(stat)) throw new Error('of another user');
    });
    return /^\d{1,11}\n?$/.test(text) ? Number(text) : undefined;
  } catch {
    return undefined;
  }
}
