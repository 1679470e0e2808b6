import type { Plan } from '../billing/records.ts';
import { BLOCK_POLICY, BLOCK_POLICY_ID, type Policy, type PolicyChoice, type Skip } from './desired.ts';
import { isUsableName, toBqnName } from './name.ts';
import { parseSpeed, type Speed, type SpeedBase } from './speed.ts';

export interface MappedPlans {
  readonly policies: ReadonlyMap<string, Policy>;
  readonly leftAlone: ReadonlySet<string>;
  /** For each plan by its id. */
  readonly choices: ReadonlyMap<number, PolicyChoice>;
  readonly skipped: readonly Skip[];
}

export interface PlanOptions {
  readonly speedBase: SpeedBase;
  readonly block: boolean;
  /** Plans that an online login uses. */
  readonly used: ReadonlySet<number>;
}

/** Kbps both ways, or undefined when one of them is unreadable. */
type Rates = { readonly downKbps: number; readonly upKbps: number } | undefined;

const UNLIMITED = -1;

/**
 * Plans to policies: every plan of tipo I, and any other that an online login uses. Internet plans choose their names
 * first, in the order of their ids, so that a telephony plan whose users come and go never renames one of them.
 */
export function mapPlans(plans: readonly Plan[], options: PlanOptions): MappedPlans {
  const taken = new Map<string, Rates>([[BLOCK_POLICY, { downKbps: 0, upKbps: 0 }]]);
  const policies = new Map<string, Policy>();
  // Customers may be blocked by hand with it, so it stays also when we block nobody.
  const leftAlone = new Set<string>([BLOCK_POLICY]);
  const choices = new Map<number, PolicyChoice>();
  const skipped: Skip[] = [];
  if (options.block) {
    policies.set(BLOCK_POLICY, { name: BLOCK_POLICY, id: BLOCK_POLICY_ID, downKbps: 0, upKbps: 0 });
  }
  const mapped = inOrder(plans.filter((plan) => isInternet(plan) || options.used.has(plan.id)));
  const wanted = new Set(mapped.map((plan) => toBqnName(plan.name)));
  for (const plan of mapped) {
    const wish = toBqnName(plan.name);
    if (!isUsableName(wish)) {
      skipped.push({ reason: 'bad-plan-name', what: describe(plan), detail: 'its subscribers get no policy' });
      choices.set(plan.id, { kind: 'none' });
      continue;
    }
    const rates = ratesOf(plan, options.speedBase);
    const name = freeName(wish, plan.id, rates, taken, wanted);
    if (rates === undefined) {
      leftAlone.add(name);
      choices.set(plan.id, { kind: 'ifThere', name });
      skipped.push({ reason: 'unreadable-speed', what: describe(plan), detail: speedDetail(plan) });
    } else {
      if (!taken.has(name)) policies.set(name, { name, id: String(plan.id), ...rates });
      choices.set(plan.id, { kind: 'named', name });
    }
    if (!taken.has(name)) taken.set(name, rates);
  }
  return { policies, leftAlone, choices, skipped };
}

function isInternet(plan: Plan): boolean {
  return plan.kind.trim().toUpperCase() === 'I';
}

function inOrder(plans: readonly Plan[]): Plan[] {
  return [...plans].sort((one, other) => Number(isInternet(other)) - Number(isInternet(one)) || one.id - other.id);
}

function ratesOf(plan: Plan, base: SpeedBase): Rates {
  const down = parseSpeed(plan.download, base);
  const up = parseSpeed(plan.upload, base);
  if (down.kind === 'unreadable' || up.kind === 'unreadable') return undefined;
  return { downKbps: toKbps(down), upKbps: toKbps(up) };
}

function toKbps(speed: Exclude<Speed, { kind: 'unreadable' }>): number {
  return speed.kind === 'limited' ? speed.kbps : UNLIMITED;
}

/**
 * The name that a plan gets: its own, shared when the speeds are equal; else with its id behind it, as often as it
 * takes to meet no other plan.
 */
function freeName(
  wish: string,
  id: number,
  rates: Rates,
  taken: ReadonlyMap<string, Rates>,
  wanted: ReadonlySet<string>,
): string {
  if (!taken.has(wish) || (wish !== BLOCK_POLICY && sameRates(taken.get(wish), rates))) return wish;
  let name = `${wish}-${id}`;
  while (taken.has(name) || wanted.has(name)) name = `${name}-${id}`;
  return name;
}

function sameRates(one: Rates, other: Rates): boolean {
  return one !== undefined && one.downKbps === other?.downKbps && one.upKbps === other.upKbps;
}

function describe(plan: Plan): string {
  return `plan ${plan.id} (${plan.name})`;
}

function speedDetail(plan: Plan): string {
  return `download "${plan.download ?? 'null'}", upload "${plan.upload ?? 'null'}": write a number and k, M or G in IXC`;
}
