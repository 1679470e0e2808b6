import type { Customer } from './customer.ts';
import type { Effect } from './effect.ts';
import type { Fate } from './fate.ts';
import type { Why } from './why.ts';

/** What becomes of one customer, and why. */
export interface FateChange {
  /** What the customer is called wherever something is remembered of them: the login, or the address. */
  readonly customer: string;
  readonly login: string;
  /** The address that they have now. */
  readonly ip: string;
  /** The one that they had; undefined when it is the same or there was none. */
  readonly movedFrom: string | undefined;
  /** The group by which alone it comes, where no entry of theirs says it. */
  readonly group?: string;
  readonly from: Fate;
  readonly to: Fate;
  readonly effect: Effect;
  /** Let through only because the contract is gone. */
  readonly contractGone: boolean;
  /** What the billing system says: 0 and '' where it says nothing. */
  readonly contract: number;
  readonly status: string;
  readonly plan: number;
  readonly why: Why;
}

/** Of whom billing says nothing. */
export const OF_NOBODY = { movedFrom: undefined, contractGone: false, contract: 0, status: '', plan: 0 } as const;

/** What billing says of a customer to whom this comes. */
export function byBilling({ standing, plan }: Customer, effect: Effect) {
  return {
    contractGone: effect === 'opens' && standing.kind === 'none',
    contract: standing.contract,
    status: 'status' in standing ? standing.status : '',
    plan,
  };
}

/**
 * What becomes of a customer is told once, whatever the number of their entries and groups.
 * @param effect where given, the one of which that holds: others are told for each entry
 */
export function toldOnce(fates: readonly FateChange[], effect?: Effect): FateChange[] {
  const told = new Set<string>();
  return fates.filter((fate) => {
    if (effect !== undefined && fate.effect !== effect) return true;
    const name = `${fate.effect} ${fate.customer}`;
    const isNew = !told.has(name);
    told.add(name);
    return isNew;
  });
}
