import type { Billing, Reading } from '../billing/reading.ts';
import type { Contract } from '../billing/records.ts';
import type { Contracts } from '../billing/standing.ts';
import type { Desired, MappingOptions } from './desired.ts';
import { claimsOf, mapGroups } from './groups.ts';
import { mapPlans } from './policies.ts';
import { effectivePlans } from './reduced.ts';
import { scopeOf } from './scope.ts';
import { mapLogins } from './subscribers.ts';

/** What the BQN should hold, by what the billing system says. Pure, so that a dry run and a real one cannot differ. */
export function mapToBqn(billing: Billing, options: MappingOptions): Desired {
  const { logins, plans, contracts } = billing;
  const scope = scopeOf(logins.rows, plans.rows, options.scope);
  const effective = effectivePlans({ ...billing, logins: { ...logins, rows: scope.logins } }, options.reduced);
  const used = new Set(effective.logins.map((login) => login.plan));
  const offered = mapPlans(effective.plans, { ...options, used, skipped: scope.skippedPlans });
  const lookup = {
    choices: offered.choices,
    plansWhole: plans.completeness === 'whole',
    contracts: judgedBy(contracts, options),
  };
  const mapped = mapLogins(effective.logins, lookup, options.ipConflict);
  const claims = lazily(() => claimsOf(effective.logins.filter(({ isUnseen }) => isUnseen !== true)));
  const groups = options.dualStack ? mapGroups(mapped, claims()) : { groups: new Map(), skipped: [] };
  return {
    policies: offered.policies,
    subscribers: mapped.subscribers,
    groups: groups.groups,
    doubts: mapped.doubts,
    claims: () => claims().held,
    leftAlone: offered.leftAlone,
    outside: scope.outside,
    proven: { logins: logins.completeness, plans: plans.completeness },
    skipped: [...offered.skipped, ...effective.skipped, ...mapped.skipped, ...groups.skipped],
  };
}

function judgedBy(
  { rows, completeness }: Reading<Contract>,
  { allowedStatus, statusTable, block }: MappingOptions,
): Contracts {
  return {
    byId: new Map(rows.map((contract) => [contract.id, contract])),
    whole: completeness === 'whole',
    allowedStatus,
    statusTable,
    block,
  };
}

/** What many runs do not need is made by who asks first. */
function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
