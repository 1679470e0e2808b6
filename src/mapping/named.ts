import type { Login } from '../billing/records.ts';

/** Where an operator names a login; where a plan, or a site. */
export type NamedBy = 'override' | 'skip-login' | 'skip-plan' | 'only-site' | 'skip-site';

/** A name that means nobody who is online, more than one, or no plan. */
export interface OddName {
  readonly by: NamedBy;
  readonly name: string;
  /** Those who are online and have it. */
  readonly ids: readonly number[];
}

/** The logins behind each name, several where they are namesakes. */
export function loginsNamed(names: Iterable<string>, logins: readonly Login[]): ReadonlyMap<string, readonly Login[]> {
  const found = new Map<string, Login[]>([...names].map((name) => [name, []]));
  if (found.size === 0) return found;
  for (const login of logins) {
    found.get(login.login.trim())?.push(login);
    found.get(`id:${login.id}`)?.push(login);
  }
  return found;
}

/** What is odd of the names that an operator gave. @param said names by where they stand */
export function oddNames(said: readonly (readonly [NamedBy, Iterable<string>])[], logins: readonly Login[]): OddName[] {
  return said.flatMap(([by, names]) =>
    [...loginsNamed(names, logins)].flatMap(([name, found]) =>
      found.length === 1 ? [] : [{ by, name, ids: found.map(({ id }) => id) }],
    ),
  );
}
