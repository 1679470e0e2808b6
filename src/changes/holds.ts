import type { Effect } from '../customers/effect.ts';

/** What is held back from customers: everything of it stays as it is for them, at every address. */
export interface Holds {
  /** For each customer the effects that they are kept from. */
  readonly customers: ReadonlyMap<string, ReadonlySet<Effect>>;
  /** Policies whose change of speed is held back. */
  readonly policies: ReadonlySet<string>;
}

export const NO_HOLDS: Holds = { customers: new Map(), policies: new Set() };

export function isHeld({ customers }: Holds, customer: string, effect: Effect): boolean {
  return customers.get(customer)?.has(effect) === true;
}
