/** What stands in the place of the bookkeeping where it is measured what books cost: nothing is kept. */
import type { BqnRecord } from '../../src/state/record.ts';

export { booksOf, gateMemory, rememberedPolicies, tugsOfWar } from '../../src/state/bookkeeping.ts';

export function announced(record: BqnRecord): BqnRecord {
  return record;
}

export function settled(record: BqnRecord): BqnRecord {
  return record;
}
