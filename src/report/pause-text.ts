import type { Pause } from '../state/pause.ts';
import { say } from '../text/language.ts';
import { localTime } from '../text/local-time.ts';
import type { Shown } from '../text/shown.ts';

/** What the log says of a pause, and who pauses reads. */
export function pauseText({ until, reason }: Pause): Shown {
  const end = localTime(until);
  const why = reason === '' ? '' : ` (${reason})`;
  return say`paused until ${end}${why}: runs look and do not write; --resume ends it`;
}
