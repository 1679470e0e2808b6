import type { ReadingWatch } from '../billing/source.ts';
import type { Pause } from '../interruption/pause.ts';
import type { PagingLimits } from './paging.ts';

/** How a table is read, and who is told. */
export interface ReadingOptions extends PagingLimits, ReadingWatch {
  readonly pause: Pause;
  /** Breaks off the tables that are read beside one that failed. */
  readonly abandon: () => void;
}
