/**
 * Data on one short line: what is undefined, false or empty is left out, what has a `kind` is called by it, and a field
 * that is merely true by its name; in whatever order its fields are.
 */
export function compact(value: unknown): string {
  if (value === null) return '-';
  if (value instanceof Map) return braced([...value].map(([key, one]) => `${compact(key)}:${compact(one)}`));
  if (value instanceof Set) return `{${[...value].map(compact).join(' ')}}`;
  if (Array.isArray(value)) return `[${value.map(compact).join(' ')}]`;
  if (typeof value !== 'object') return value === '' ? "''" : String(value);
  const { kind, ...fields } = fieldsIn(value) as Record<string, unknown>;
  const said = Object.entries(fields)
    .flatMap(([name, one]) => (isNothing(one) ? [] : [fieldOf(name, one)]))
    .sort();
  if (typeof kind !== 'string') return braced(said);
  return said.length === 0 ? kind : `${kind}(${said.join(' ')})`;
}

/** What is reckoned when it is asked for included. */
function fieldsIn(value: object, of: object | null = Object.getPrototypeOf(value)): object {
  if (of === null || of === Object.prototype) return value;
  const getters = Object.entries(Object.getOwnPropertyDescriptors(of)).filter(([, { get }]) => get !== undefined);
  const reckoned = getters.map(([name, { get }]) => [name, get?.call(value)]);
  return { ...fieldsIn(value, Object.getPrototypeOf(of)), ...Object.fromEntries(reckoned) };
}

function braced(all: readonly string[]): string {
  return `{${all.join(' ')}}`;
}

function fieldOf(name: string, value: unknown): string {
  return value === true ? `+${name}` : `${name}:${compact(value)}`;
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === false || value === '' || typeof value === 'function') return true;
  if (value instanceof Map || value instanceof Set) return value.size === 0;
  return Array.isArray(value) && value.length === 0;
}
