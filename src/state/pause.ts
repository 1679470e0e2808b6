import { rmSync } from 'node:fs';
import { isMissing } from '../files/trouble.ts';
import { LONGEST_PAUSE_S } from '../settings/settings.ts';
import { number, object, text } from '../text/form.ts';
import { say } from '../text/language.ts';
import { readWord, type Word, writeWord } from './word.ts';

/** A time in which runs look and do not write. Unix seconds. */
export interface Pause {
  readonly until: number;
  readonly reason: string;
}

export const PAUSE: Word<Pause> = {
  file: (stateFile) => `${stateFile}.pause`,
  form: object({ until: number, reason: text }),
  unread: (path, trouble) => say`the pause in ${path} cannot be read (${trouble}), so it does not hold`,
  damaged: (path) => say`the pause in ${path} is damaged, so it does not hold: --resume takes it away`,
};

/**
 * The pause that holds now. One that cannot be read, or lasts longer than any can, is none: runs go on, and say so.
 * @param now Unix s
 */
export function pauseNow(stateFile: string, now: number, warn: (text: string) => void): Pause | undefined {
  const pause = readWord(PAUSE, stateFile, warn);
  if (pause !== undefined && pause.until - now > LONGEST_PAUSE_S) warn(PAUSE.damaged(PAUSE.file(stateFile)));
  else if (pause !== undefined && pause.until > now) return pause;
  return undefined;
}

/** @throws NodeJS.ErrnoException when it cannot be written */
export function beginPause(stateFile: string, pause: Pause): void {
  writeWord(PAUSE, stateFile, pause);
}

/** @returns whether there was one @throws NodeJS.ErrnoException when it cannot be removed */
export function endPause(stateFile: string): boolean {
  try {
    rmSync(PAUSE.file(stateFile));
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
