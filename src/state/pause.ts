import { rmSync } from 'node:fs';
import { replaceFile } from '../files/atomic-file.ts';
import { readIfThere } from '../files/regular-file.ts';
import { isMissing, readingTrouble } from '../files/trouble.ts';
import { LONGEST_PAUSE_S } from '../settings/settings.ts';
import { isObject, parseJson } from '../text/json.ts';
import { say } from '../text/language.ts';

/** A time in which runs look and do not write. Unix seconds. */
export interface Pause {
  readonly until: number;
  readonly reason: string;
}

const PAUSE_MODE = 0o600;
/** In bytes. */
const LARGEST_FILE = 10_000;

/** It lies beside the state file, so that it holds for all runs that share one. */
function pauseFile(stateFile: string): string {
  return `${stateFile}.pause`;
}

/**
 * The pause that holds now. One that cannot be read, or lasts longer than any can, is none: runs go on, and say so.
 * @param now Unix s
 */
export function pauseNow(stateFile: string, now: number, warn: (text: string) => void): Pause | undefined {
  const path = pauseFile(stateFile);
  let text: string | undefined;
  try {
    text = readIfThere(path, LARGEST_FILE);
  } catch (error) {
    warn(say`the pause in ${path} cannot be read (${readingTrouble(error)}), so it does not hold`);
  }
  if (text === undefined) return undefined;
  const pause = parsed(text);
  if (pause === undefined || pause.until - now > LONGEST_PAUSE_S) {
    warn(say`the pause in ${path} is damaged, so it does not hold: --resume takes it away`);
    return undefined;
  }
  return pause.until > now ? pause : undefined;
}

function parsed(text: string): Pause | undefined {
  const value = parseJson(text);
  if (!isObject(value)) return undefined;
  const { until, reason } = value;
  return typeof until === 'number' && typeof reason === 'string' ? { until, reason } : undefined;
}

/** @throws NodeJS.ErrnoException when it cannot be written */
export function beginPause(stateFile: string, pause: Pause): void {
  replaceFile(pauseFile(stateFile), `${JSON.stringify(pause)}\n`, PAUSE_MODE);
}

/** @returns whether there was one @throws NodeJS.ErrnoException when it cannot be removed */
export function endPause(stateFile: string): boolean {
  try {
    rmSync(pauseFile(stateFile));
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
