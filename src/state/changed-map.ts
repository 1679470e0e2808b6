/** A map of many of which few change: while nothing does it is the map that it was, and nothing is copied. */
export class ChangedMap<K, V> {
  readonly #before: ReadonlyMap<K, V>;
  #after: Map<K, V> | undefined;

  constructor(before: ReadonlyMap<K, V>) {
    this.#before = before;
  }

  has(key: K): boolean {
    return this.now.has(key);
  }

  get(key: K): V | undefined {
    return this.now.get(key);
  }

  set(key: K, value: V): void {
    this.#changed().set(key, value);
  }

  delete(key: K): void {
    if (this.has(key)) this.#changed().delete(key);
  }

  /** As it is by now. */
  get now(): ReadonlyMap<K, V> {
    return this.#after ?? this.#before;
  }

  #changed(): Map<K, V> {
    this.#after ??= new Map(this.#before);
    return this.#after;
  }
}
