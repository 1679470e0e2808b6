/**
 * The few functions of the `reflect-metadata` package that @peculiar/x509's injector asks for. It must be imported
 * before that library; having them here spares a dependency that nothing else needs.
 */

type Metadata = Map<unknown, unknown>;

const stored = new WeakMap<object, Map<unknown, Metadata>>();

function own(target: object, property: unknown): Metadata {
  const properties = stored.get(target) ?? new Map<unknown, Metadata>();
  stored.set(target, properties);
  const metadata = properties.get(property) ?? new Map<unknown, unknown>();
  properties.set(property, metadata);
  return metadata;
}

function getOwnMetadata(key: unknown, target: object, property?: unknown): unknown {
  return stored.get(target)?.get(property)?.get(key);
}

/** Also looks up the prototype chain. */
function getMetadata(key: unknown, target: object, property?: unknown): unknown {
  for (let level: object | null = target; level !== null; level = Reflect.getPrototypeOf(level)) {
    const found = getOwnMetadata(key, level, property);
    if (found !== undefined) return found;
  }
  return undefined;
}

function defineMetadata(key: unknown, value: unknown, target: object, property?: unknown): void {
  own(target, property).set(key, value);
}

/** The decorator that TypeScript's emitted code applies for its `design:` types. */
function metadata(key: unknown, value: unknown): (target: object, property?: unknown) => void {
  return (target, property) => defineMetadata(key, value, target, property);
}

if (!('getMetadata' in Reflect)) {
  Object.assign(Reflect, {
    getMetadata,
    getOwnMetadata,
    defineMetadata,
    metadata,
    hasOwnMetadata: (key: unknown, target: object) => getOwnMetadata(key, target) !== undefined,
  });
}
