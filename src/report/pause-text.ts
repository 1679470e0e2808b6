import type { Pause } from '../state/pause.ts';
import { say } from '../text/language.ts';
import type { Shown } from '../text/shown.ts';

/** What the log says of a pause, and who pauses reads. */
export function pauseText({ until, reason }: Pause): Shown {
  const end = localTime(until);
  const why = reason === '' ? '' : ` (${reason})`;
  return say`paused until ${end}${why}: runs look and do not write; --resume ends it`;
}

/** `2026-01-08 14:45`, as the clock on the wall has it. */
function localTime(unixSeconds: number): string {
  const date = new Date(unixSeconds * 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
