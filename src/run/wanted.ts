import { NobodyInScope } from '../billing/errors.ts';
import type { Billing } from '../billing/reading.ts';
import { customerKey } from '../customers/customer.ts';
import type { Desired } from '../mapping/desired.ts';
import { mapToBqn } from '../mapping/map-to-bqn.ts';
import { type OddName, oddNames } from '../mapping/named.ts';
import { oddPlaces } from '../mapping/scope.ts';
import { skipKey } from '../mapping/skip.ts';
import type { Settings } from '../settings/settings.ts';

/** What each BQN is to hold: one and the same, unless they serve different customers. */
export interface Wanted {
  /** Of all of them together, for people. */
  readonly all: Desired;
  of(label: string): Desired;
}

/** Names that the operator gave and that mean nobody who is online, more than one, or no plan. */
export function oddNamesOf(
  { logins, plans }: Billing,
  { mapping, scopes }: Pick<Settings, 'mapping' | 'scopes'>,
): OddName[] {
  const rules = [...scopes.values()];
  const odd = oddNames(
    [
      ['override', mapping.overrides?.keys() ?? []],
      ['skip-login', new Set(rules.flatMap(({ skipLogins }) => [...skipLogins]))],
    ],
    logins.rows,
  );
  // What is said of all BQNs is told once.
  const places = rules.flatMap((rule) => oddPlaces(rule, logins.rows, plans));
  return [...odd, ...new Map(places.map((one) => [`${one.by} ${one.name}`, one])).values()];
}

/** @throws {NobodyInScope} where somebody is online, and a BQN would serve nobody of them */
export function wantedOf(billing: Billing, { mapping, scopes }: Settings): Wanted {
  const [first, ...others] = [...scopes].map(([label, scope]) => {
    const desired = mapToBqn(billing, { ...mapping, scope });
    refuseNobodyInScope(label, billing, desired);
    return [label, desired] as const;
  });
  if (first === undefined) {
    const desired = mapToBqn(billing, mapping);
    return { all: desired, of: () => desired };
  }
  const byLabel = new Map([first, ...others]);
  return {
    all: together(
      first[1],
      others.map(([, desired]) => desired),
    ),
    of: (label) => byLabel.get(label) ?? first[1],
  };
}

function refuseNobodyInScope(label: string, { logins }: Billing, { outside }: Desired): void {
  if (logins.rows.length === 0 || outside.logins < logins.rows.length) return;
  throw new NobodyInScope(label, logins.rows.length);
}

/** All by their keys; where two cities have one address, or one name, each customer's stands beside the other's. */
function beside<T>(maps: readonly ReadonlyMap<string, T>[], loginOf: (one: T) => number): Map<string, T> {
  const all = new Map<string, T>();
  for (const [key, one] of maps.flatMap((map) => [...map])) {
    const first = all.get(key);
    const isSame = first === undefined || loginOf(first) === loginOf(one);
    all.set(isSame ? key : `${key} ${customerKey({ loginId: loginOf(one) })}`, one);
  }
  return all;
}

/** What is the same for all is counted once. */
function together(first: Desired, others: readonly Desired[]): Desired {
  if (others.length === 0) return first;
  const wanted = [first, ...others];
  const skipped = new Map(wanted.flatMap((one) => one.skipped).map((skip) => [skipKey(skip), skip]));
  return {
    ...first,
    policies: new Map(wanted.flatMap((one) => [...one.policies])),
    subscribers: beside(
      wanted.map(({ subscribers }) => subscribers),
      ({ loginId }) => loginId,
    ),
    groups: beside(
      wanted.map(({ groups }) => groups),
      ({ subscriber }) => subscriber.loginId,
    ),
    doubts: new Map(wanted.flatMap((one) => [...one.doubts])),
    others: first.others.filter(({ loginId }) =>
      others.every((one) => one.others.some((other) => other.loginId === loginId)),
    ),
    outside: {
      said: first.outside.said,
      logins: Math.min(...wanted.map(({ outside }) => outside.logins)),
      ids: new Set([...first.outside.ids].filter((id) => others.every(({ outside }) => outside.ids.has(id)))),
      hasAddress: (ip) => wanted.every(({ outside }) => outside.hasAddress(ip)),
      leaves: (login) => wanted.every(({ outside }) => outside.leaves(login)),
      seen: first.outside.seen,
    },
    skipped: [...skipped.values()],
    did: new Map(
      [...new Set(wanted.flatMap(({ did = new Map() }) => [...did.keys()]))].map((flag) => [
        flag,
        new Set(wanted.flatMap(({ did }) => [...(did?.get(flag) ?? [])])),
      ]),
    ),
  };
}
