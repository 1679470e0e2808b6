import { type Customer, customerKey } from '../customers/customer.ts';
import { fateUnder, type RatesOf } from '../customers/fate.ts';
import { byBilling, type FateChange } from '../customers/fate-change.ts';

/** Where a block ends, and what comes after it. */
interface End {
  /** The address at which it is told. */
  readonly ip: string;
  readonly policy: string | null;
}

/**
 * What it is to a customer whom this run serves nowhere that a block of theirs ends: who is online without an address, is left
 * alone, or shows an address in doubt counts as anybody who is let through.
 */
export function letThrough(customer: Customer, { ip, policy }: End, ratesAfter: RatesOf): FateChange {
  const { id, standing } = customer;
  return {
    customer: customerKey(customer),
    login: id,
    ip,
    movedFrom: undefined,
    from: { kind: 'blocked' },
    to: fateUnder(policy, ratesAfter),
    effect: 'opens',
    ...byBilling(customer, 'opens'),
    why: { kind: 'let through', standing },
  };
}
