import { BLOCK_POLICY } from './customer.ts';

/**
 * What a customer gets from a BQN: blocked; limited to so many Kbps; unlimited (a policy says so); or nothing said, which
 * limits nobody either. `policy` is the one that says it.
 */
export type Fate =
  | { readonly kind: 'blocked' }
  | { readonly kind: 'limited'; readonly policy: string; readonly downKbps: number; readonly upKbps: number }
  | { readonly kind: 'unlimited'; readonly policy: string }
  | { readonly kind: 'unsaid' };

export const UNSAID: Fate = { kind: 'unsaid' };

/** Of a policy in Kbps; null and -1 limit nothing. */
interface Rates {
  readonly downKbps: number | null;
  readonly upKbps: number | null;
}

/** Rates of a policy; undefined for a policy that is not there. */
export type RatesOf = (policy: string) => Rates | undefined;

const BLOCKED: Fate = { kind: 'blocked' };

/** Tens of thousands are under one policy: what it makes of them is one object. */
const ofRates = new WeakMap<Rates, Extract<Fate, { readonly policy: string }>>();

/** What a policy makes of whoever is under it; one that is not there limits nobody (src/bqn/README.md, "Policies"). */
export function fateUnder(policy: string | null, ratesOf: RatesOf): Fate {
  if (policy === null) return UNSAID;
  if (policy === BLOCK_POLICY) return BLOCKED;
  const rates = ratesOf(policy);
  if (rates === undefined) return { kind: 'unlimited', policy };
  const known = ofRates.get(rates);
  if (known?.policy === policy) return known;
  const fate = under(policy, rates);
  ofRates.set(rates, fate);
  return fate;
}

function under(policy: string, { downKbps, upKbps }: Rates): Extract<Fate, { readonly policy: string }> {
  const down = downKbps ?? -1;
  const up = upKbps ?? -1;
  return down < 0 && up < 0 ? { kind: 'unlimited', policy } : { kind: 'limited', policy, downKbps: down, upKbps: up };
}

/** The policy that says it; null where nothing is said. */
export function policyOf(fate: Fate): string | null {
  switch (fate.kind) {
    case 'blocked':
      return BLOCK_POLICY;
    case 'unsaid':
      return null;
    default:
      return fate.policy;
  }
}

export function sameFate(one: Fate, other: Fate): boolean {
  if (one.kind === 'limited' && other.kind === 'limited')
    return one.policy === other.policy && one.downKbps === other.downKbps && one.upKbps === other.upKbps;
  return one.kind === other.kind && policyOf(one) === policyOf(other);
}
