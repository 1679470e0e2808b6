import { type Billing, isWhole } from '../billing/reading.ts';
import type { Contract, Login, Plan } from '../billing/records.ts';
import { say } from '../text/language.ts';
import type { ReducedOptions, Skip } from './desired.ts';
import { loginText, skipLogin } from './skip.ts';

/** Logins with the plan that counts for them now, and plans with those that were made for it. */
export interface Effective {
  readonly logins: readonly Login[];
  readonly plans: readonly Plan[];
  /** Those of the logins whose plan nobody can tell, as something that decides about it was not read. */
  readonly unread: ReadonlySet<Login>;
  readonly skipped: readonly Skip[];
}

/** What IXC knows of `status_velocidade`; some installations type others (src/ixc/README.md, "Contracts"). */
const NORMAL = 'N';
const REDUCED = 'R';

/**
 * Reduced speed as IXC means it: in arrears the plan that the customer's plan names for it (`id_plano_atraso`), past the
 * data cap the one for that (`id_plano_franquia`). A reduced plan is not reduced again.
 */
export function effectivePlans(billing: Billing, options: ReducedOptions | undefined): Effective {
  const logins = billing.logins.rows;
  const plans = billing.plans.rows;
  if (options === undefined) return { logins, plans, unread: new Set(), skipped: [] };
  const { rate: reducedRate } = options;
  const byId = new Map(plans.map((plan) => [plan.id, plan]));
  const contracts = new Map(billing.contracts.rows.map((contract) => [contract.id, contract]));
  const targets = new Set(plans.flatMap(({ arrearsPlan = 0, capPlan = 0 }) => [arrearsPlan, capPlan]));
  const made = new Map<number, Plan>();
  const unread = new Set<Login>();
  const asUnread = (login: Login) => {
    // A login of its own, as the operator's word may yet put this one under another plan.
    const copy = { ...login };
    unread.add(copy);
    return copy;
  };
  const skipped: Skip[] = [];
  const lowered = logins.map((login) => {
    const plan = byId.get(login.plan);
    const contract = contracts.get(login.contract);
    const odd = oddity(login, contract);
    if (odd !== undefined) skipped.push(odd);
    if (plan === undefined || targets.has(plan.id)) return login;
    if (contract === undefined && login.contract !== 0 && !isWhole(billing.contracts)) return asUnread(login);
    const target = targetOf(login, contract, plan);
    if (target === undefined) return login;
    // This one may be the reduced plan of one that was not read, and the plan that is named may be there.
    if (!isWhole(billing.plans)) return asUnread(login);
    if (byId.has(target)) return { ...login, plan: target };
    if (reducedRate === undefined) {
      skipped.push(
        skip(login, target === 0 ? say`plan ${plan.id} names no reduced plan` : say`plan ${target} is not there`),
      );
      return login;
    }
    const own = made.get(plan.id) ?? {
      ...plan,
      ...reducedRate,
      id: -plan.id,
      name: `${plan.name}_RED`,
      kind: '',
      policyId: `red-${plan.id}`,
    };
    made.set(plan.id, own);
    return { ...login, plan: own.id };
  });
  return { logins: lowered, plans: [...plans, ...made.values()], unread, skipped };
}

/** @returns the reduced plan's id, 0 where none is named; undefined for a customer at full speed */
function targetOf(
  { isPastCap }: Login,
  contract: Contract | undefined,
  { arrearsPlan = 0, capPlan = 0 }: Plan,
): number | undefined {
  if (contract?.speedStatus === REDUCED) return arrearsPlan;
  return isPastCap === true ? capPlan : undefined;
}

function oddity(login: Login, contract: Contract | undefined): Skip | undefined {
  const status = contract?.speedStatus ?? '';
  if (status === '' || status === NORMAL || status === REDUCED) return undefined;
  return {
    reason: 'odd-speed-status',
    what: loginText(login),
    detail: say`contract ${contract?.id}: status_velocidade ${status.slice(0, 20)} is not obeyed`,
  };
}

function skip(login: Login, why: string): Skip {
  return skipLogin('no-reduced-plan', login, say`${why}: it keeps its speed`);
}
