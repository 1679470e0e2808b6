import type { Billing } from '../billing/reading.ts';
import type { Desired, MappingOptions } from './desired.ts';
import { mapGroups } from './groups.ts';
import { mapPlans } from './policies.ts';
import { mapLogins } from './subscribers.ts';

/** What the BQN should hold, by what IXC says. Pure, so that a dry run and a real one cannot differ. */
export function mapToBqn(ixc: Billing, options: MappingOptions): Desired {
  const used = new Set(ixc.logins.rows.map((login) => login.plan));
  const plans = mapPlans(ixc.plans.rows, { ...options, used });
  const plansProven = ixc.plans.completeness === 'whole';
  const logins = mapLogins(
    ixc.logins.rows,
    {
      choices: plans.choices,
      plansProven,
      contracts: new Map(ixc.contracts.rows.map((contract) => [contract.id, contract])),
      contractsProven: ixc.contracts.completeness === 'whole',
    },
    options,
  );
  const groups = options.dualStack
    ? mapGroups(logins)
    : { groups: new Map(), leftAlone: new Set<string>(), skipped: [] };
  return {
    policies: plans.policies,
    subscribers: logins.subscribers,
    groups: groups.groups,
    leftAlone: { policies: plans.leftAlone, subscribers: logins.leftAlone, groups: groups.leftAlone },
    proven: { logins: ixc.logins.completeness === 'whole', plans: plansProven },
    skipped: [...plans.skipped, ...logins.skipped, ...groups.skipped],
  };
}
