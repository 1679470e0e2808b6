import type { KnownLists, ReadingWatch } from '../billing/source.ts';
import type { Wait } from '../interruption/wait.ts';
import type { PagingLimits } from './paging.ts';
import type { FixedIp } from './tables.ts';

/** What is read beyond what every run needs. */
export interface ReadingExtras {
  /** Each login's site. */
  readonly sites?: boolean;
  /** Each login's transmitter, and where these stand. */
  readonly places?: boolean;
  /** Logins with a fixed IP that are not online as well: those whose `fixar_ip` is one of these. */
  readonly fixedIp?: readonly FixedIp[];
}

/** Rows of an earlier reading, by what they are of. */
export interface ReadingKnown {
  readonly known?: KnownLists | undefined;
}

/** How a table is read, and who is told. */
export interface ReadingOptions extends ReadingKnown, PagingLimits, ReadingWatch, ReadingExtras {
  readonly wait: Wait;
  /** Breaks off the tables that are read beside one that failed. */
  readonly abandon: () => void;
}
