import type { BqnPolicy, BqnState } from '../bqn/resources.ts';
import { type Fate, policyOf } from '../customers/fate.ts';
import type { FateChange } from '../customers/fate-change.ts';
import { BLOCK_POLICY, type Rates } from '../mapping/desired.ts';
import { isObject } from '../text/json.ts';
import type { ChangePlan, Update } from './change-plan.ts';
import type { GateMemory } from './gate-memory.ts';
import { recalled } from './harm.ts';

/** A plan whose speed falls to a tenth, rises tenfold, or is lost altogether: more likely a slip of the keyboard than a price. */
export interface GrossError {
  readonly policy: string;
  /** The policy that the customers are under today, where the plan was renamed in the same breath. */
  readonly under: string;
  /** Kbps; -1 for no limit. */
  readonly before: Rates;
  readonly after: Rates;
  /** Customers who are under it, online or away. */
  readonly who: readonly string[];
  readonly fates: readonly FateChange[];
}

/** So many times more, or less, is gross. */
const GROSS = 10;

/** The gross errors of a plan of changes: nobody would type them on purpose, whatever the share of the customers. */
export function grossErrors(plan: ChangePlan, bqn: BqnState, memory: GateMemory): GrossError[] {
  return [...changedErrors(plan, bqn, memory), ...renamedErrors(plan, bqn, memory)];
}

function changedErrors(plan: ChangePlan, bqn: BqnState, memory: GateMemory): GrossError[] {
  const found: GrossError[] = [];
  for (const change of plan.changes) {
    if (change.kind !== 'policy' || change.action !== 'update' || change.key === BLOCK_POLICY) continue;
    const policy = bqn.policies.get(change.key);
    if (policy === undefined) continue;
    const today = ratesOf(policy);
    const after = ratesWritten(change, today);
    const before = grossBefore(policy.name, today, after, memory);
    if (before === undefined) continue;
    const hit = customersUnder(policy.name, plan, memory.last);
    // What nobody uses may be set up, and set right, at will.
    if (hit.who.length === 0) continue;
    found.push({ policy: policy.name, under: policy.name, before, after, ...hit });
  }
  return found;
}

/** A plan that got another name, and with it another speed: its customers move from the one policy to the other. */
function renamedErrors(plan: ChangePlan, bqn: BqnState, memory: GateMemory): GrossError[] {
  const made = new Map(
    plan.changes.flatMap((change) => {
      const id = change.kind === 'policy' && change.action !== 'delete' ? change.body['policyId'] : undefined;
      return typeof id === 'string' ? [[change.key, id] as const] : [];
    }),
  );
  const idOf = (name: string) => made.get(name) ?? bqn.policies.get(name)?.id ?? undefined;
  const found = new Map<string, Omit<GrossError, 'who'> & { readonly fates: FateChange[] }>();
  // Whoever was away has last been under a name that is gone: the same error, where it is one to those who were there.
  const absent: [policy: string, fate: FateChange][] = [];
  for (const fate of recalled(plan.fates, memory)) {
    const [under, policy] = [policyOf(fate.from), policyOf(fate.to)];
    if (under === null || policy === null || under === policy) continue;
    const id = idOf(policy);
    const listed = bqn.policies.get(under);
    if (id === undefined || (listed !== undefined && listed.id !== id)) continue;
    const after = ratesUnder(fate.to);
    const before = grossBefore(under, ratesUnder(fate.from), after, memory);
    if (before === undefined) continue;
    if (listed === undefined) {
      absent.push([policy, fate]);
      continue;
    }
    const known = found.get(policy) ?? { policy, under, before, after, fates: [] };
    known.fates.push(fate);
    found.set(policy, known);
  }
  for (const [policy, fate] of absent) found.get(policy)?.fates.push(fate);
  return [...found.values()].map((one) => ({ ...one, who: [...new Set(one.fates.map(({ customer }) => customer))] }));
}

/**
 * The speed of before, where that of after is gross: today's, or that of a day ago, so that no error passes bit by bit.
 * What another hand has changed on the BQN meanwhile may be set right.
 */
function grossBefore(policy: string, today: Rates, after: Rates, { agreed }: GateMemory): Rates | undefined {
  const known = agreed.get(policy);
  if (isSame(today, after) || (known?.isSteady === true && isSame(known, after))) return undefined;
  if (known !== undefined && isGross(known, after)) return { downKbps: known.downKbps, upKbps: known.upKbps };
  return isGross(today, after) ? today : undefined;
}

/** Of somebody who is under a policy that does not block. */
export function ratesUnder(fate: Fate): Rates {
  if (fate.kind !== 'limited') return { downKbps: -1, upKbps: -1 };
  return { downKbps: fate.downKbps, upKbps: fate.upKbps };
}

/** What a policy is told by, where what was let pass is remembered. */
export function policyAt({ policy, after }: Pick<GrossError, 'policy' | 'after'>): string {
  return `${policy} ${after.downKbps}/${after.upKbps}`;
}

export function isGross(before: Rates, after: Rates): boolean {
  return isGrossWay(before.downKbps, after.downKbps) || isGrossWay(before.upKbps, after.upKbps);
}

function isSame(one: Rates, other: Rates): boolean {
  return one.downKbps === other.downKbps && one.upKbps === other.upKbps;
}

function isGrossWay(before: number, after: number): boolean {
  // Of what was unlimited or blocked nothing can be a tenth.
  if (before <= 0) return false;
  // No limit, -1, is less than any.
  return after * GROSS <= before || after >= before * GROSS;
}

/** Kbps of a policy once a change of it is written: a way that it leaves out, as a restoration may, stays as it is today. */
export function ratesWritten({ body }: Pick<Update, 'body'>, today: Rates): Rates {
  const { rateLimitDownlink: down, rateLimitUplink: up } = body;
  const rate = (limit: unknown) => (isObject(limit) && typeof limit['rate'] === 'number' ? limit['rate'] : -1);
  return {
    downKbps: down === undefined ? today.downKbps : rate(down),
    upKbps: up === undefined ? today.upKbps : rate(up),
  };
}

export function ratesOf({ downKbps, upKbps }: Pick<BqnPolicy, 'downKbps' | 'upKbps'>): Rates {
  return { downKbps: downKbps ?? -1, upKbps: upKbps ?? -1 };
}

/** Who is to be under the new speed: those whom it hits now, and those who are away and will come home to it. */
function customersUnder(
  under: string,
  { fates }: ChangePlan,
  last: ReadonlyMap<string, Fate>,
): Pick<GrossError, 'who' | 'fates'> {
  const isUnder = (fate: Fate) => policyOf(fate) === under;
  const hit = fates.filter(({ from, to }) => isUnder(from) && policyOf(to) === under);
  const moved = new Set(fates.filter(({ to }) => policyOf(to) !== under).map(({ customer }) => customer));
  const away = [...last]
    .filter(([customer, fate]) => isUnder(fate) && !moved.has(customer))
    .map(([customer]) => customer);
  return { who: [...new Set([...hit.map(({ customer }) => customer), ...away])], fates: hit };
}
