import { idIn } from '../billing/login-name.ts';
import type { Login, Plan } from '../billing/records.ts';
import type { Override } from '../customers/override-rule.ts';
import type { Policy, Rates } from './desired.ts';
import { toBqnName } from './name.ts';
import { loginsNamed } from './named.ts';
import type { Effective } from './reduced.ts';
import { comparable } from './scope.ts';
import { type Skip, skipLogin } from './skip.ts';

/** Overrides by how the operator names the login that they are about. */
export type Overrides = ReadonlyMap<string, Override>;

/** Whom each override is about. */
export interface OverridesResolved {
  /** By the login's id. */
  readonly byId: ReadonlyMap<number, Override>;
  /** Names of the file that several online logins have: such an override is nobody's. */
  readonly ambiguous: ReadonlySet<string>;
  /** Names of logins that have another override by their id, which counts. */
  readonly overtaken: ReadonlySet<string>;
}

/** An `id:N` goes before the same login's name. */
export function resolveOverrides(overrides: Overrides, logins: readonly Login[]): OverridesResolved {
  const byId = new Map<number, Override>();
  const ambiguous = new Set<string>();
  const found = [...loginsNamed(overrides.keys(), logins)];
  for (const [name, [login, ...namesakes]] of found) {
    const override = overrides.get(name);
    if (namesakes.length > 0) ambiguous.add(name);
    else if (login !== undefined && override !== undefined && (idIn(name) !== undefined || !byId.has(login.id)))
      byId.set(login.id, override);
  }
  const isOvertaken = ([name, [login]]: (typeof found)[number]) =>
    !ambiguous.has(name) && login !== undefined && byId.get(login.id) !== overrides.get(name);
  return { byId, ambiguous, overtaken: new Set(found.filter(isOvertaken).map(([name]) => name)) };
}

/** The policy of a speed that was promised to somebody; all who have it share one. */
function promisedPolicy({ downKbps, upKbps }: Rates): Policy {
  return { name: `Override-${downKbps}-${upKbps}`, id: `override-${downKbps}-${upKbps}`, downKbps, upKbps };
}

/** Policies that come from overrides alone. */
export function overridePolicies(overrides: Overrides): Policy[] {
  return [...overrides.values()].flatMap(({ wish }) => (wish.kind === 'rate' ? [promisedPolicy(wish.rates)] : []));
}

/** The policy that an override gives beside all plans, but for the slow lane, which is a standing. */
export function overridingPolicy({ wish }: Override): string | undefined {
  return wish.kind === 'rate' ? promisedPolicy(wish.rates).name : undefined;
}

export type Overridden = Pick<Effective, 'logins' | 'unread' | 'skipped'>;

/**
 * Logins under the plans that their overrides name. Whoever has an override is not reduced as well: it is the operator's
 * last word.
 * @param original the logins as billing has them
 * @param effective the same, one by one, with the plans that count for them now
 * @param plansWhole whether a plan that is not among the plans does not exist
 */
export function withOverrides(
  original: readonly Login[],
  effective: Effective,
  overrides: OverridesResolved['byId'],
  plansWhole: boolean,
): Overridden {
  if (overrides.size === 0) return { ...effective, skipped: [] };
  const { plans } = effective;
  const unread = new Set(effective.unread);
  const skipped: Skip[] = [];
  const logins = original.map((login, at) => {
    const override = overrides.get(login.id);
    if (override === undefined) return effective.logins[at] ?? login;
    if (override.wish.kind !== 'plan') return login;
    const plan = planCalled(override.wish.name, plans);
    if (plan !== undefined) return { ...login, plan: plan.id };
    if (!plansWhole) {
      unread.add(login);
      return login;
    }
    skipped.push(skipLogin(login, { reason: 'no-such-plan', override }));
    return login;
  });
  return { logins, unread, skipped };
}

/** By its name as IXC has it, or as the BQN has; the lowest id of several. What is made for reduced speed is no plan of IXC's. */
function planCalled(name: string, plans: readonly Plan[]): Plan | undefined {
  const wanted = comparable(name);
  const isCalled = ({ name: own, policyId }: Plan) =>
    policyId === undefined && (comparable(own) === wanted || comparable(toBqnName(own)) === wanted);
  const found = plans.filter(isCalled);
  return found.reduce<Plan | undefined>(
    (least, plan) => (least !== undefined && least.id < plan.id ? least : plan),
    undefined,
  );
}
