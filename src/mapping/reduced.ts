import { type Billing, isWhole } from '../billing/reading.ts';
import type { Contract, Login, Plan } from '../billing/records.ts';
import type { MappingOptions } from './desired.ts';
import { type NotReduced, type Skip, skipLogin } from './skip.ts';
import { parseSpeed, type Speed } from './speed.ts';

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
export function effectivePlans(billing: Billing, options: ReducingOptions): Effective {
  const logins = billing.logins.rows;
  const plans = billing.plans.rows;
  if (options.reduced === undefined) return { logins, plans, unread: new Set(), skipped: [] };
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
    const rates = ownRates(plan, target, options);
    if (rates === 'unreadable') return asUnread(login);
    if ('kind' in rates) {
      skipped.push(skipLogin(login, { reason: 'no-reduced-plan', why: rates }));
      return login;
    }
    const own = made.get(plan.id) ?? ownPlan(plan, rates);
    made.set(plan.id, own);
    return { ...login, plan: own.id };
  });
  return { logins: lowered, plans: [...plans, ...made.values()], unread, skipped };
}

type ReducingOptions = Pick<MappingOptions, 'reduced' | 'speedBase' | 'bareUnit' | 'rateFactor'>;

interface Ways {
  readonly download: string;
  readonly upload: string;
}

/** A part of the plan's speed: `10%`. In percent; undefined for what is no part. */
export function partOf(text: string): number | undefined {
  const number = /^(\d{1,3}(?:[.,]\d{1,3})?) ?%$/.exec(text)?.[1];
  return number === undefined ? undefined : Number(number.replace(',', '.'));
}

/** The plan that is made of one for reduced speed. */
function ownPlan(plan: Plan, rates: Ways): Plan {
  return { ...plan, ...rates, id: -plan.id, name: `${plan.name}_RED`, kind: '', policyId: `red-${plan.id}` };
}

/**
 * The speed where no reduced plan is there: each way as the operator says it, or as a part of what the plan's policy has.
 * @param target the plan that is named and not there; 0 where none is named
 * @returns `unreadable` where it is a part of what nobody can tell, or why there is none
 */
function ownRates(plan: Plan, target: number, options: ReducingOptions): Ways | 'unreadable' | NotReduced {
  const { reduced, rateFactor = { down: 1, up: 1 } } = options;
  if (reduced?.rate === undefined)
    return target === 0 ? { kind: 'none named', plan: plan.id } : { kind: 'not there', plan: target };
  const way = (text: string, of: Speed, factor: number): string | undefined => {
    const percent = partOf(text);
    if (percent === undefined) return noFaster(text, of, factor, options);
    if (of.kind === 'unreadable') return undefined;
    return of.kind === 'unlimited' ? '' : partSaid(of.kbps * factor, percent);
  };
  const download = way(reduced.rate.download, parseSpeed(plan.download, options), rateFactor.down);
  const upload = way(reduced.rate.upload, parseSpeed(plan.upload, options), rateFactor.up);
  if (download === undefined || upload === undefined) return 'unreadable';
  if (download === '' && upload === '') return { kind: 'unlimited', plan: plan.id };
  return { download, upload };
}

/** Less than half a Kbps would become 0, and 0 blocks. */
function partSaid(kbps: number, percent: number): string {
  return `${Math.max(1, Math.round((kbps * percent) / 100))}k`;
}

/** One rate for all plans reduces nobody whose plan is slower: they keep what the plan's policy has. */
function noFaster(text: string, of: Speed, factor: number, options: ReducingOptions): string {
  const rate = parseSpeed(text, options);
  if (of.kind !== 'limited' || (rate.kind === 'limited' && rate.kbps <= of.kbps * factor)) return text;
  return partSaid(of.kbps * factor, 100);
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
  const { id = 0, speedStatus: status = '' } = contract ?? {};
  if (status === '' || status === NORMAL || status === REDUCED) return undefined;
  return skipLogin(login, { reason: 'odd-speed-status', contract: id, status });
}
