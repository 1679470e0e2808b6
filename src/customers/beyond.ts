/**
 * Customers of whom a run does not speak one by one, since all of them was found in agreement before, and nothing of it has
 * changed. They count in every total.
 */
export interface Beyond {
  readonly customers: number;
  /** Of these, blocked. */
  readonly blocked: number;
  /** Of these, with a group. */
  readonly groups: number;
}

export const NOBODY_BEYOND: Beyond = { customers: 0, blocked: 0, groups: 0 };
