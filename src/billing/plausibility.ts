import type { Billing } from './reading.ts';

/** What is more likely a mistake, of the billing system or in reading it, than the truth. */
export interface Doubt {
  /** Whether a run ends for it before the first write. */
  readonly stops: boolean;
  readonly said: string;
}

/**
 * Nothing plausible is assumed from nothing (design.md): one set of rules, for a run and for a check.
 * @param block whether contracts block customers at all
 */
export function doubtsOf({ system, plans, logins, contracts }: Billing, block: boolean): Doubt[] {
  const doubts: Doubt[] = [];
  if (plans.rows.length === 0) {
    doubts.push({ stops: true, said: `${system} has no speed plan at all (${plans.name} is empty)` });
  }
  const named = logins.rows.some((login) => login.contract !== 0);
  if (block && contracts.rows.length === 0 && named) {
    const said = `${system} has no contract at all (${contracts.name} is empty), though logins name some`;
    doubts.push({ stops: true, said });
  }
  return doubts;
}

/** Nobody online is believed only of an ISP whose BQN holds nobody of ours. */
export function nobodyOnline({ logins }: Billing): boolean {
  return logins.rows.length === 0;
}
