import type { ReadingWatch } from '../billing/source.ts';
import type { Pause } from '../interruption/pause.ts';
import type { PagingLimits } from './paging.ts';

/** How a table is read, and who is told. */
/** What is read beyond what every run needs. */
export interface ReadingExtras {
  /** Each login's site. */
  readonly sites?: boolean;
  /** Logins with a fixed IP that are not online as well. */
  readonly fixedIp?: boolean;
}

export interface ReadingOptions extends PagingLimits, ReadingWatch, ReadingExtras {
  readonly pause: Pause;
  /** Breaks off the tables that are read beside one that failed. */
  readonly abandon: () => void;
}
