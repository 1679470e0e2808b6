import type { Plan } from '../billing/records.ts';
import { type BurstOptions, burstsOf } from './burst.ts';
import { BLOCK_POLICY, type Bursts, burstText, type Policy, type RateFactor, type Rates } from './desired.ts';
import { isUsableName, toBqnName } from './name.ts';
import type { PlanSkip } from './skip.ts';
import { parseSpeed, type Speed, type SpeedOptions } from './speed.ts';

/** A plan at a speed, with the name that it wishes for. Rates are undefined where the plan's speed is unreadable. */
export interface Offer {
  readonly plan: Plan;
  readonly wish: string;
  readonly rates: Rates | undefined;
  readonly bursts: Bursts | undefined;
  readonly skipped: readonly PlanSkip[];
}

/** An offer under the name that it gets. */
export interface NamedOffer extends Offer {
  readonly name: string;
}

const UNLIMITED = -1;

/** A limit stays one: at least 1 Kbps, since 0 would block. */
function scaled(rates: Rates | undefined, factor: RateFactor | undefined): Rates | undefined {
  if (rates === undefined || factor === undefined) return rates;
  const times = (kbps: number, by: number) => (kbps === UNLIMITED ? kbps : Math.max(1, Math.round(kbps * by)));
  return { downKbps: times(rates.downKbps, factor.down), upKbps: times(rates.upKbps, factor.up) };
}

/** What a plan offers. */
export function offerOf(plan: Plan, options: BurstOptions): Offer {
  const rates = ratesOf(plan, options);
  // What an operator typed for a reduced speed is meant as it is typed.
  const isOwn = plan.policyId !== undefined;
  if (isOwn) return { plan, wish: toBqnName(plan.name), rates, bursts: undefined, skipped: [] };
  const offered = scaled(rates, options.rateFactor);
  return { plan, wish: toBqnName(plan.name), rates: offered, ...burstsOf(plan, offered, options) };
}

export function isInternet(plan: Plan): boolean {
  return plan.kind.trim().toUpperCase() === 'I';
}

/** Internet plans first, so that a telephony plan whose users come and go never renames one of them; then by id. */
export function inOrder(plans: readonly Plan[]): Plan[] {
  return [...plans].sort((one, other) => Number(isInternet(other)) - Number(isInternet(one)) || one.id - other.id);
}

/** Whether the name that an offer wishes for can stand on a BQN. */
export function isNameable({ wish }: Offer): boolean {
  return isUsableName(wish);
}

/**
 * Names offers in their order, no two of different speeds under one name: the first takes its wish, later ones share it
 * when their speeds are equal, else get their plan's id behind it. Nor do one that is left alone and one that is not: its
 * policy is the operator's.
 * @param skipped plans that are left alone
 */
export function nameOffers(
  offers: readonly Offer[],
  beside: readonly Policy[] = [],
  skipped: ReadonlySet<number> = new Set(),
): NamedOffer[] {
  const reserved = new Set([BLOCK_POLICY, ...beside.map(({ name }) => name)]);
  const taken = new Map<string, Offer>();
  const wanted = new Set(offers.map(({ wish }) => wish));
  return offers.map((offer) => {
    const name = freeName(offer, { taken, wanted, reserved, skipped });
    if (!taken.has(name)) taken.set(name, offer);
    return { ...offer, name };
  });
}

interface Names {
  /** With the speed of the first that has it. */
  readonly taken: ReadonlyMap<string, Offer>;
  readonly wanted: ReadonlySet<string>;
  /** Never a plan's, whatever its speed. */
  readonly reserved: ReadonlySet<string>;
  /** Plans that are left alone. */
  readonly skipped: ReadonlySet<number>;
}

function freeName(offer: Offer, { taken, wanted, reserved, skipped }: Names): string {
  const { wish, plan } = offer;
  const first = taken.get(wish);
  const isShared = first !== undefined && skipped.has(first.plan.id) === skipped.has(plan.id) && isLike(first, offer);
  if (!reserved.has(wish) && (first === undefined || isShared)) return wish;
  let name = `${wish}-${plan.id}`;
  while (taken.has(name) || wanted.has(name) || reserved.has(name)) name = `${name}-${plan.id}`;
  return name;
}

/** Whether one policy would do for both. */
function isLike(one: Offer, { rates, bursts }: Offer): boolean {
  if (one.rates === undefined || one.rates.downKbps !== rates?.downKbps || one.rates.upKbps !== rates.upKbps)
    return false;
  return burstText(one.bursts?.down) === burstText(bursts?.down) && burstText(one.bursts?.up) === burstText(bursts?.up);
}

function ratesOf(plan: Plan, options: SpeedOptions): Rates | undefined {
  const down = parseSpeed(plan.download, options);
  const up = parseSpeed(plan.upload, options);
  if (down.kind === 'unreadable' || up.kind === 'unreadable') return undefined;
  return { downKbps: toKbps(down), upKbps: toKbps(up) };
}

function toKbps(speed: Exclude<Speed, { kind: 'unreadable' }>): number {
  return speed.kind === 'limited' ? speed.kbps : UNLIMITED;
}
