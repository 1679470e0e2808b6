import type { Change, FieldChange, Stuck } from './change-plan.ts';

/** What is to be done about the wanted entries of one kind. */
export interface Diff {
  readonly changes: Change[];
  /** Keys of those that agree. */
  readonly equal: string[];
  readonly stuck: Stuck[];
}

export function emptyDiff(): Diff {
  return { changes: [], equal: [], stuck: [] };
}

/** Of the fields that we own, those that differ. */
export function changed(fields: readonly FieldChange[]): FieldChange[] {
  return fields.filter(({ from, to }) => from !== to);
}
