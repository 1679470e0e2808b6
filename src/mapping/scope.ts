import { isIpv6, parseIpv4 } from '../address/address.ts';
import { isWithin } from '../address/subnet.ts';
import { isWhole, type Reading } from '../billing/reading.ts';
import type { Login, Plan } from '../billing/records.ts';
import { NOTHING_DESIRED, type Outside, type ScopedLogin } from './desired.ts';
import { lazily } from './lazily.ts';
import { toBqnName } from './name.ts';
import type { NamedBy, OddName } from './named.ts';
import type { ScopeRule } from './scope-rule.ts';

/** A login that is not for this BQN, and who serves it instead. */
export interface Outsider {
  readonly login: Login;
  readonly served: 'elsewhere' | 'by hand';
  /** Whether the networks of private addresses there may be in use here as well; a subnet that is named is where it is. */
  readonly isAtAnotherSite?: boolean;
}

export interface Scope {
  readonly logins: readonly Login[];
  readonly outsiders: readonly Outsider[];
  /** Plans that are left alone, by id. */
  readonly skippedPlans: ReadonlySet<number>;
  readonly outside: Outside;
}

/**
 * The logins that a BQN serves, chosen before addresses are compared: two cities with one CGNAT range have no address in
 * common then. What belongs to the others is left alone on the BQN, not deleted for it.
 */
export function scopeOf(logins: readonly Login[], plans: PlanRows, rule: ScopeRule | undefined): Scope {
  if (rule === undefined) return { logins, outsiders: [], skippedPlans: new Set(), outside: NOTHING_DESIRED.outside };
  const skippedPlans = new Set(plans.rows.filter((plan) => isNamed(plan, rule.skipPlans)).map(({ id }) => id));
  const mayBeSkipped = unreadTest(plans, rule.skipPlans);
  const inside: Login[] = [];
  const outsiders: Outsider[] = [];
  const isByHand = (login: ScopedLogin) =>
    skippedPlans.has(login.plan) || mayBeSkipped(login.plan) || isSkipped(login, rule);
  for (const login of logins) {
    if (isAtAnotherSite(login, rule)) outsiders.push({ login, served: 'elsewhere', isAtAnotherSite: true });
    else if (isInAnotherSubnet(login, rule)) outsiders.push({ login, served: 'elsewhere' });
    else if (isByHand(login)) outsiders.push({ login, served: 'by hand' });
    else inside.push(login);
  }
  const ids = new Set([...rule.skipLogins].map(toBqnName));
  const hasAddress = (ip: string) => !isIpv6(ip) && !isServedAddress(ip, rule);
  return {
    logins: inside,
    outsiders,
    skippedPlans,
    outside: {
      ...{ said: rule.said, logins: outsiders.length, ids, hasAddress },
      leaves: (login) => isAtAnotherSite(login, rule) || isInAnotherSubnet(login, rule) || isByHand(login),
      seen: lazily(() => new Map(outsiders.map(({ login }) => [toBqnName(login.login), login]))),
    },
  };
}

type PlanRows = Pick<Reading<Plan>, 'rows' | 'completeness'>;

/** Whether a plan was not read, so that it may be called as one that is to be left alone. */
function unreadTest(plans: PlanRows, named: ReadonlySet<string>): (plan: number) => boolean {
  if (named.size === 0 || isWhole(plans)) return () => false;
  const known = new Set(plans.rows.map(({ id }) => id));
  return (plan) => plan !== 0 && !known.has(plan);
}

function isNamed({ id, name }: Plan, plans: ReadonlySet<string>): boolean {
  return plans.has(String(id)) || plans.has(comparable(name));
}

/** Whether the operator keeps this login for their own hand. */
function isSkipped({ id, ip, login, site }: ScopedLogin, { skipLogins, skipSites, skipSubnets }: ScopeRule): boolean {
  if (skipLogins.has(login.trim()) || skipLogins.has(`id:${id}`)) return true;
  if (skipSites.has(comparable(site?.value ?? ''))) return true;
  const address = parseIpv4(ip);
  return address !== undefined && skipSubnets.some((subnet) => isWithin(address, subnet));
}

/** Whether another BQN serves this login by its site; of one without a site nobody knows where it is. */
function isAtAnotherSite({ site }: ScopedLogin, { onlySites }: ScopeRule): boolean {
  return onlySites !== undefined && !onlySites.has(comparable(site?.value ?? ''));
}

function isInAnotherSubnet({ ip }: ScopedLogin, rule: ScopeRule): boolean {
  return rule.onlySubnets !== undefined && !isServedAddress(parseIpv4(ip) ?? '', rule);
}

function isServedAddress(ip: string, { onlySubnets, skipSubnets }: ScopeRule): boolean {
  if (skipSubnets.some((subnet) => isWithin(ip, subnet))) return false;
  return onlySubnets === undefined || onlySubnets.some((subnet) => isWithin(ip, subnet));
}

/** As sites and plans are compared. */
export function comparable(name: string): string {
  return name.trim().toLowerCase();
}

/** Plans and sites that a rule names, and that there are not: a slip of the hand leaves alone whom nobody meant. */
export function oddPlaces(rule: ScopeRule, logins: readonly Login[], plans: PlanRows): OddName[] {
  const plansThere = new Set(plans.rows.flatMap(({ id, name }) => [String(id), comparable(name)]));
  const sitesThere = asksForSites(rule) ? new Set(logins.map(({ site }) => comparable(site?.value ?? ''))) : NO_NAMES;
  const missing = (by: NamedBy, names: ReadonlySet<string>, there: ReadonlySet<string>) =>
    [...names].filter((name) => !there.has(name)).map((name) => ({ by, name, ids: [] }));
  return [
    ...(isWhole(plans) ? missing('skip-plan', rule.skipPlans, plansThere) : []),
    ...missing('only-site', rule.onlySites ?? NO_NAMES, sitesThere),
    ...missing('skip-site', rule.skipSites, sitesThere),
  ];
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** Whether a login's site decides anything. */
export function asksForSites({ onlySites, skipSites }: ScopeRule): boolean {
  return onlySites !== undefined || skipSites.size > 0;
}
