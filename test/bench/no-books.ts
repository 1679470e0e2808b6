/** What stands in the place of the books of a run where it is measured what books cost: nothing is kept. */
import type { HarmBooks } from '../../src/state/harm-books.ts';
import type { BqnRecord } from '../../src/state/record.ts';

// What is not replaced below.
export * from '../../src/state/bookkeeping.ts';
export * from '../../src/state/harm-books.ts';

export function announced(record: BqnRecord): BqnRecord {
  return record;
}

export function settled(record: BqnRecord): BqnRecord {
  return record;
}

export function harmAnnounced(books: HarmBooks): HarmBooks {
  return books;
}

export function harmSettled(books: HarmBooks): HarmBooks {
  return books;
}
