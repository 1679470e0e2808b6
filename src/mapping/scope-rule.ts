import type { Subnet } from '../address/subnet.ts';

/** Whom one BQN serves, as its operator says it. Sites and plans in small letters; undefined where nothing is said. */
export interface ScopeRule {
  /** As it was said, for people. */
  readonly said: string;
  readonly onlySubnets: readonly Subnet[] | undefined;
  readonly skipSubnets: readonly Subnet[];
  readonly onlySites: ReadonlySet<string> | undefined;
  readonly skipSites: ReadonlySet<string>;
  /** Ids and names. */
  readonly skipPlans: ReadonlySet<string>;
  /** As billing calls them, or `id:12`. */
  readonly skipLogins: ReadonlySet<string>;
}

/** Everybody, so that what is said can be put over it. */
export const EVERYBODY: ScopeRule = {
  said: 'everybody',
  onlySubnets: undefined,
  skipSubnets: [],
  onlySites: undefined,
  skipSites: new Set(),
  skipPlans: new Set(),
  skipLogins: new Set(),
};
