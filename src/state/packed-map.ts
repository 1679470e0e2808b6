/** Asked of the login of an entry before anything is made of it; undefined for an entry of none. */
export type IsWanted = (login: number | undefined) => boolean;

/**
 * What is remembered of tens of thousands, as it stands in the state file. Objects are made of all of it when somebody looks
 * at all; most runs ask for those of a few logins alone.
 */
export class PackedMap<V> implements ReadonlyMap<string, V> {
  readonly #unpack: (isWanted: IsWanted) => ReadonlyMap<string, V>;
  #made: ReadonlyMap<string, V> | undefined;

  constructor(unpack: (isWanted: IsWanted) => ReadonlyMap<string, V>) {
    this.#unpack = unpack;
  }

  ofLogins(isWanted: IsWanted): ReadonlyMap<string, V> {
    return this.#unpack(isWanted);
  }

  get size(): number {
    return this.#all.size;
  }

  get(key: string): V | undefined {
    return this.#all.get(key);
  }

  has(key: string): boolean {
    return this.#all.has(key);
  }

  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    this.#all.forEach(visit);
  }

  entries(): ReturnType<ReadonlyMap<string, V>['entries']> {
    return this.#all.entries();
  }

  keys(): ReturnType<ReadonlyMap<string, V>['keys']> {
    return this.#all.keys();
  }

  values(): ReturnType<ReadonlyMap<string, V>['values']> {
    return this.#all.values();
  }

  [Symbol.iterator](): ReturnType<ReadonlyMap<string, V>['entries']> {
    return this.#all.entries();
  }

  get #all(): ReadonlyMap<string, V> {
    this.#made ??= this.#unpack(() => true);
    return this.#made;
  }
}

/** The entries of some logins. @param loginOf whose an entry is */
export function entriesOf<V>(
  map: ReadonlyMap<string, V>,
  loginOf: (key: string, value: V) => number | undefined,
  isWanted: IsWanted,
): ReadonlyMap<string, V> {
  if (map instanceof PackedMap) return (map as PackedMap<V>).ofLogins(isWanted);
  const found = new Map<string, V>();
  map.forEach((value, key) => {
    if (isWanted(loginOf(key, value))) found.set(key, value);
  });
  return found;
}
