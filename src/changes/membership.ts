/** A subscriber who is to be in the groups of their site as well, or in those of a site no more. */
export interface Membership {
  readonly key: string;
  /** The address as the BQN writes it, for the path of the request. */
  readonly path: string;
  readonly who: string;
  /** All that the entry is to list: whether a PUT adds to what stands there or replaces it is not known. */
  readonly groups: readonly string[];
  readonly added: readonly string[];
  /** Those that we put them into and that are theirs no more. */
  readonly removed: readonly string[];
}
