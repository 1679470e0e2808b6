import { isObject, type JsonObject } from './json.ts';

/** How a value stands in a file of JSON: said once, for reading and for writing. */
export interface Form<T, Written = unknown> {
  /** Undefined for what is not as it should be. */
  read(value: unknown): T | undefined;
  /** Undefined for what need not stand there. */
  write(value: T): Written;
  /** Whether that which it is a part of is as it should be without it. */
  readonly mayLack?: true;
}

/** Something is read of whatever stands there. */
export interface Sure<T, Written = unknown> extends Form<T, Written> {
  read(value: unknown): T;
}

function asItIs<T>(value: T): T {
  return value;
}

export const text: Form<string> = { read: (value) => (typeof value === 'string' ? value : undefined), write: asItIs };
export const number: Form<number> = { read: (value) => (typeof value === 'number' ? value : undefined), write: asItIs };
export const truth: Form<boolean> = {
  read: (value) => (value === true || value === false ? value : undefined),
  write: asItIs,
};
export const anyObject: Form<JsonObject> = { read: (value) => (isObject(value) ? value : undefined), write: asItIs };

/** Said only where it is so. */
export const yes: Form<boolean> = {
  read: (value) => (value === true ? true : undefined),
  write: (value) => (value ? true : undefined),
};

/** A whole number above zero. */
export const count: Form<number> = {
  read: (value) => (typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined),
  write: asItIs,
};

export function oneOf<T extends string>(all: readonly T[]): Form<T> {
  return { read: (value) => all.find((one) => one === value), write: asItIs };
}

export function orNull<T>(form: Form<T>): Form<T | null> {
  return {
    read: (value) => (value === null ? null : form.read(value)),
    write: (value) => (value === null ? null : form.write(value)),
  };
}

/** What is made of another form, and how it is made that again. */
export function via<T, V>(form: Form<T>, of: (value: T) => V | undefined, back: (value: V) => T): Form<V> {
  return {
    read: (value) => {
      const found = form.read(value);
      return found === undefined ? undefined : of(found);
    },
    write: (value) => form.write(back(value)),
  };
}

export function maybe<T>({ read, write }: Form<T>): Sure<T | undefined> {
  return { read, write: (value) => (value === undefined ? undefined : write(value)), mayLack: true };
}

export function orElse<T, Written>(form: Form<T, Written>, other: T): Sure<T, Written> {
  const read = (value: unknown) => {
    const found = form.read(value);
    return found === undefined ? other : found;
  };
  return { read, write: (value) => form.write(value) };
}

/** What says nothing does not stand there. */
export function unless<T>(form: Form<T>, other: T, isNothing = (value: T) => value === other): Sure<T> {
  return { ...orElse(form, other), write: (value) => (isNothing(value) ? undefined : form.write(value)) };
}

/** Those that are as they should be. */
export function list<T>(form: Form<T>): Form<readonly T[]> {
  return {
    read: (values) => {
      if (!Array.isArray(values)) return undefined;
      const found: T[] = [];
      for (const value of values) {
        const known = form.read(value);
        if (known !== undefined) found.push(known);
      }
      return found;
    },
    write: (values) => values.map((one) => form.write(one)),
  };
}

/** The same by name; none of what is no object. */
export function mapOf<T>(form: Form<T>): Sure<ReadonlyMap<string, T>> {
  return {
    read: (value) => {
      const found = new Map<string, T>();
      for (const [key, entry] of Object.entries(isObject(value) ? value : {})) {
        const known = form.read(entry);
        if (known !== undefined) found.set(key, known);
      }
      return found;
    },
    write: (map) => Object.fromEntries([...map].map(([key, value]) => [key, form.write(value)])),
  };
}

/** The same as an object, which it has to be in the file as well. */
export function recordOf<T>(form: Form<T>): Form<Readonly<Record<string, T>>> {
  const map = mapOf(form);
  return {
    read: (value) => (isObject(value) ? Object.fromEntries(map.read(value)) : undefined),
    write: (values) => map.write(new Map(Object.entries(values))),
  };
}

/** Of what is empty nothing is said. */
export function some<T extends object>(form: Form<T>): Form<T> {
  const none = (value: T) => (Object.keys(value).length === 0 ? undefined : value);
  return via(form, none, (value) => value);
}

/** What is read of a form. */
export type Read<F> = F extends Form<infer T> ? T : never;

type Parts = Readonly<Record<string, Form<unknown>>>;
type Whole<P extends Parts> = { readonly [name in keyof P]: Read<P[name]> };

/** @param names what a part is called in the file, where it is not called so here */
export function object<P extends Parts>(
  parts: P,
  names: Readonly<Record<string, string>> = {},
): Form<Whole<P>, JsonObject> {
  const all = Object.entries<Form<unknown>>(parts).map(([part, form]) => ({ part, form, name: names[part] ?? part }));
  // Of tens of thousands of objects each is a copy of one: to make it part by part takes far longer.
  const [blank, unwritten] = [blankOf(all.map(({ part }) => part)), blankOf(all.map(({ name }) => name))];
  return {
    read: (value) => {
      if (!isObject(value)) return undefined;
      const found = { ...blank };
      for (const { part, form, name } of all) {
        const known = form.read(value[name]);
        if (known === undefined && form.mayLack !== true) return undefined;
        found[part] = known;
      }
      return isWhole(found, parts) ? found : undefined;
    },
    write: (value) => {
      const written = { ...unwritten };
      if (isObject(value)) for (const { part, form, name } of all) written[name] = form.write(value[part]);
      return written;
    },
  };
}

function blankOf(names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, undefined]));
}

/** The parts one after the other, without their names; what says nothing at the end is left out. */
export function row<P extends Parts>(parts: P): Form<Whole<P>> {
  const places = Object.keys(parts);
  const named = object(parts);
  return {
    read: (value) =>
      Array.isArray(value) ? named.read(Object.fromEntries(places.map((part, at) => [part, value[at]]))) : undefined,
    write: (value) => {
      const written = Object.values(named.write(value));
      while (written.length > 0 && written.at(-1) === undefined) written.pop();
      return written;
    },
  };
}

function isWhole<P extends Parts>(found: object, parts: P): found is Whole<P> {
  for (const part in parts) if (!(part in found)) return false;
  return true;
}
