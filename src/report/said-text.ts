import type { Expected } from '../state/harm-books.ts';
import type { Pause } from '../state/pause.ts';
import { countsPerKind } from '../text/counts.ts';
import { say } from '../text/language.ts';
import { localTime } from '../text/local-time.ts';
import type { Shown } from '../text/shown.ts';

/** What the log says of an announcement, and who announces reads. */
export function expectedText({ counts, until, by, reason }: Expected): Shown {
  const what = countsPerKind(counts);
  const why = [by, reason].filter((part) => part !== '').join(': ');
  return say`expected until ${localTime(until)}: ${what}${why === '' ? '' : ` (${why})`}`;
}

/** The same of a pause. */
export function pauseText({ until, reason }: Pause): Shown {
  const why = reason === '' ? '' : ` (${reason})`;
  return say`paused until ${localTime(until)}${why}: runs look and do not write; --resume ends it`;
}
