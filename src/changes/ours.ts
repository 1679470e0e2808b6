import type { BqnKind } from '../bqn/kinds.ts';
import { isOurs, type Owned } from '../customers/owned.ts';

/** Entries of one kind that are ours, each with the id that it stands under, empty for none. */
export interface OurEntries {
  readonly size: number;
  has(key: string): boolean;
  get(key: string): string | undefined;
  keys(): Iterable<string>;
}

/** Entries of one kind, as a BQN lists them. */
interface Listed<T> {
  readonly entries: ReadonlyMap<string, T>;
  /** What tells an entry from another of the same key; empty for nothing. */
  idOf(entry: T): string;
}

/**
 * Which of the entries that stand on a BQN are ours, before anything is written: those that this program made, and those that
 * it finds equal. Most runs ask for few of tens of thousands, so each is looked at when it is asked for.
 */
export class Ours<T> implements OurEntries {
  readonly #kind: BqnKind;
  readonly #listed: Listed<T>;
  readonly #owned: Owned;
  readonly #agreed: readonly string[];
  #equal: ReadonlySet<string> | undefined;

  /** @param agreed keys of the entries that were found equal */
  constructor(kind: BqnKind, listed: Listed<T>, owned: Owned, agreed: readonly string[]) {
    this.#kind = kind;
    this.#listed = listed;
    this.#owned = owned;
    this.#agreed = agreed;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  get(key: string): string | undefined {
    const entry = this.#listed.entries.get(key);
    if (entry === undefined) return undefined;
    const id = this.#listed.idOf(entry);
    // What agrees is ours, whoever's the ledger says that it was: a list that lagged told it so.
    return isOurs({ kind: this.#kind, key, id }, this.#owned) || this.#agrees(key) ? id : undefined;
  }

  get size(): number {
    return this.keys().length;
  }

  keys(): readonly string[] {
    const others = [...this.#owned[this.#kind].keys()].filter((key) => !this.#agrees(key) && this.has(key));
    return [...this.#agreed, ...others];
  }

  #agrees(key: string): boolean {
    this.#equal ??= new Set(this.#agreed);
    return this.#equal.has(key);
  }
}
