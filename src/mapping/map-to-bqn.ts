import { type Billing, isWhole, type RowsBeyond } from '../billing/reading.ts';
import type { Login } from '../billing/records.ts';
import type { Contracts } from '../billing/standing.ts';
import type { Beyond } from '../customers/beyond.ts';
import type { Desired, MappingOptions } from './desired.ts';
import { didOf } from './did.ts';
import { type Claims, claimsOf, mapGroups, NO_KEYS, prefixEntriesOf } from './groups.ts';
import { lazily } from './lazily.ts';
import {
  type Overrides,
  type OverridesResolved,
  overridePolicies,
  resolveOverrides,
  withOverrides,
} from './override.ts';
import { lanes, mapPlans } from './policies.ts';
import { effectivePlans } from './reduced.ts';
import { scopeOf } from './scope.ts';
import { EVERYBODY, type ScopeRule } from './scope-rule.ts';
import { mapSiteGroups } from './site-groups.ts';
import { type Skip, skipLogin } from './skip.ts';
import { mapLogins } from './subscribers.ts';

/** What the BQN should hold, by what the billing system says. Pure, so that a dry run and a real one cannot differ. */
export function mapToBqn(billing: Billing, options: MappingOptions): Desired {
  const { logins, plans } = billing;
  const { overrides = NO_OVERRIDES } = options;
  const resolved = resolveOverrides(overrides, logins.rows);
  const scope = scopeOf(logins.rows, plans, withSkipped(options.scope, overrides, resolved));
  const effective = effectivePlans({ ...billing, logins: { ...logins, rows: scope.logins } }, options);
  const plansWhole = isWhole(plans);
  const overridden = withOverrides(scope.logins, effective, resolved.byId, plansWhole);
  const used = new Set([...overridden.logins.map((login) => login.plan), ...(billing.beyond?.plans.keys() ?? [])]);
  const beside = [...lanes(options), ...overridePolicies(overrides)];
  const offered = mapPlans(effective.plans, { ...options, used, beside, skipped: scope.skippedPlans });
  const isSeen = ({ isUnseen }: Login) => isUnseen !== true;
  const outsiders = scope.outsiders.map(({ login }) => login).filter(isSeen);
  const claims = lazily(() => claimsOf(overridden.logins.filter(isSeen), outsiders));
  const prefixes = ipv6EntriesOf(claims, options);
  const lookup = {
    choices: offered.choices,
    plansWhole,
    unread: overridden.unread,
    contracts: judgedBy(billing, options),
    overrides: resolved.byId,
    prefixesOf: prefixes.prefixesOf,
  };
  const mapped = mapLogins(overridden.logins, scope.outsiders, lookup, options.ipConflict);
  const groups = mapGroups(mapped, claims, options);
  const sites = mapSiteGroups(mapped.chosen, billing, options.siteGroups);
  const together = [...groups.groups.values()].flatMap((group) =>
    group.joined === undefined ? [] : [group, ...group.joined],
  );
  const found = { chosen: mapped.chosen, original: scope.logins, effective: effective.logins, sites };
  const joined = together.map(({ subscriber }) => subscriber.loginId);
  return {
    policies: offered.policies,
    subscribers: mapped.subscribers,
    groups: groups.groups,
    sites,
    did: didOf({ ...found, overridden: resolved.byId, joined }, options),
    doubts: mapped.doubts,
    ousted: mapped.ousted,
    claims: () => claims().held,
    leftAlone: offered.leftAlone,
    others: mapped.others,
    outside: scope.outside,
    ...(billing.beyond && { beyond: beyondOf(billing.beyond) }),
    proven: { logins: logins.completeness, plans: plans.completeness },
    skipped: [
      ...offered.skipped,
      ...effective.skipped,
      ...overridden.skipped,
      ...leftAlonePlans(overridden.logins, scope.skippedPlans),
      ...mapped.skipped,
      ...prefixes.skipped,
      ...groups.skipped,
    ],
  };
}

/** Of whose own plan is left alone nothing is said: they are not served. Somebody else may be put on it. */
function leftAlonePlans(logins: readonly Login[], skippedPlans: ReadonlySet<number>): Skip[] {
  if (skippedPlans.size === 0) return [];
  return logins
    .filter(({ plan }) => skippedPlans.has(plan))
    .map((login) => skipLogin(login, { reason: 'plan-left-alone', planId: login.plan }));
}

function beyondOf({ logins, blocked, groups }: RowsBeyond): Beyond {
  return { customers: logins, blocked, groups };
}

/** Prefixes that get entries of their own, where the operator asks for that. */
function ipv6EntriesOf(claims: () => Claims, { ipv6Subscribers, dualStack }: MappingOptions) {
  if (ipv6Subscribers === undefined) return { prefixesOf: () => NO_KEYS, skipped: [] };
  // With groups these are reported there.
  const skipped = dualStack ? [] : [...claims().bad];
  return { prefixesOf: prefixEntriesOf(claims(), ipv6Subscribers, skipped), skipped };
}

const NO_OVERRIDES: Overrides = new Map();

/** Whom an override skips is left alone, as whom a filter skips. */
function withSkipped(
  scope: ScopeRule | undefined,
  overrides: Overrides,
  { ambiguous, overtaken }: OverridesResolved,
): ScopeRule | undefined {
  const skipped = [...overrides.values()]
    .filter(({ wish, login }) => wish.kind === 'skip' && !ambiguous.has(login) && !overtaken.has(login))
    .map(({ login }) => login);
  if (skipped.length === 0) return scope;
  const rule = scope ?? EVERYBODY;
  return { ...rule, skipLogins: new Set([...rule.skipLogins, ...skipped]) };
}

function judgedBy({ contracts, presumed }: Billing, { allowedStatus, statusTable, block }: MappingOptions): Contracts {
  return {
    byId: new Map(contracts.rows.map((contract) => [contract.id, contract])),
    whole: isWhole(contracts),
    allowedStatus,
    statusTable,
    block,
    presumed,
  };
}
