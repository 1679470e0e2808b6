import { isObject } from '../text/json.ts';

/** An object of the state file as a map; what is not as it should be is left out. */
export function readMap<T>(value: unknown, read: (value: unknown) => T | undefined): Map<string, T> {
  const found = new Map<string, T>();
  if (!isObject(value)) return found;
  for (const [key, entry] of Object.entries(value)) {
    const known = read(entry);
    if (known !== undefined) found.set(key, known);
  }
  return found;
}
