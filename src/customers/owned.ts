import type { BqnKind } from '../bqn/kinds.ts';
import type { JsonObject } from '../text/json.ts';

/** A field that a wish wrote: when nobody wishes it any more it goes back to what stood there before. */
export interface WrittenField {
  /** As it was written, newest first: of a write that was not seen to have come, what stood there until then stays known. */
  readonly wrote: readonly string[];
  /** What stood there before us, by the names of the BQN; what is missing nobody had set. */
  readonly before: JsonObject;
}

/** By the name of the field on the BQN. */
export type WrittenFields = Readonly<Record<string, WrittenField>>;

/** One entry that this program made or found equal. */
export interface OwnedEntry {
  /** `policyId` or `subscriberId`: what stands there under another is not ours. Undefined where it is not known. */
  readonly id: string | undefined;
  /** The login that an entry or group was last wanted for: a renamed login is the same customer. Undefined where it is not known. */
  readonly login?: number | undefined;
  /**
   * The id that it may have instead, until a list shows which: the one before this, since a write may have been taken without
   * effect, or, before the first write, the one that it is to get.
   */
  readonly former?: string | undefined;
  /** The login that it was wanted for under that id; undefined where it is not known. */
  readonly formerLogin?: number | undefined;
  /** `policyAssignedBy` as it was when the entry was as we want it; undefined where nothing was said. */
  readonly by: string | undefined;
  /** Whole lists of the BQN in a row that did not show it. */
  readonly missed: number;
  /** Readings of the logins in a row, moving ones included, in which nobody had this address. */
  readonly unseen: number;
  /** Unix time in s of the first run that found nobody to need it; undefined while somebody does. */
  readonly since?: number | undefined;
  /** Whether this program has its customer blocked by it. */
  readonly isBlocked?: boolean | undefined;
  /** Whether it stood there before us under a name that we need: never deleted. */
  readonly takenOver: boolean;
  /** Fields of a policy that wishes wrote; undefined for none. */
  readonly written?: WrittenFields | undefined;
  /** Groups of sites that we put a subscriber into; undefined where that is not known. */
  readonly sites?: readonly string[] | undefined;
  /** Whether no list has shown yet that it is under the id that we gave it: the ledger of 2.0.0 held names alone. */
  readonly isUnproven?: boolean | undefined;
  /** Whether it stood there when this program first had to do with it; known only where that is kept (`--restore`). */
  readonly isFound?: boolean | undefined;
}

/** What this program made or found equal on one BQN. Subscribers by canonical address. */
export type Owned = { readonly [kind in BqnKind]: ReadonlyMap<string, OwnedEntry> };

export const NOTHING_OWNED: Owned = { policy: new Map(), subscriber: new Map(), group: new Map() };

export const NEWLY_OWNED: OwnedEntry = { id: undefined, by: undefined, missed: 0, unseen: 0, takenOver: false };

/** An entry of a BQN, as far as it matters to whether it is ours. */
export interface NamedEntry {
  readonly kind: BqnKind;
  readonly key: string;
  readonly id: string | null;
}

/** The login that an entry of ours was made for which stands there under this id; undefined where it is not known. */
export function madeFor({ id, login, former, formerLogin }: OwnedEntry, shown: string | null): number | undefined {
  // Whoever was to have it does not, where the write was taken without effect.
  return former !== undefined && former === shown && former !== id ? formerLogin : login;
}

/** Whether what stands there is what the ledger names: the same name and the same id. */
export function isOurs({ kind, key, id }: NamedEntry, owned: Owned): boolean {
  const entry = owned[kind].get(key);
  return entry !== undefined && (kind === 'group' ? entry.isUnproven !== true : isShownAs(entry, id));
}

/** Whether what stands there under this id is the entry that the ledger has. */
export function isShownAs({ id, former, isUnproven }: OwnedEntry, shown: string | null): boolean {
  if (isUnproven === true) return false;
  return id === undefined || id === shown || (former !== undefined && former === shown);
}

/**
 * Whether this program has a customer blocked by an entry or group of theirs. A ledger from before 3.0 does not say so, nor for
 * which login it made anything: the block of a customer under their own name is ours there.
 */
export function isOurBlock({ kind, key }: Omit<NamedEntry, 'id'>, owned: Owned, isTheirs: boolean): boolean {
  const entry = owned[kind].get(key);
  return entry?.isBlocked === true || (entry !== undefined && entry.login === undefined && isTheirs);
}
