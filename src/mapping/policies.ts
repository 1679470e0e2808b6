import type { Plan } from '../billing/records.ts';
import type { BurstOptions } from './burst.ts';
import {
  BLOCK_POLICY,
  BLOCK_POLICY_ID,
  type MappingOptions,
  type Policy,
  type PolicyChoice,
  SLOW_POLICY,
  SLOW_POLICY_ID,
} from './desired.ts';
import { inOrder, isInternet, isNameable, type NamedOffer, nameOffers, type Offer, offerOf } from './offers.ts';
import type { PlanSkip } from './skip.ts';

export interface MappedPlans {
  readonly policies: ReadonlyMap<string, Policy>;
  /** Names whose policies are neither changed nor deleted. */
  readonly leftAlone: ReadonlySet<string>;
  /** For each plan by its id. */
  readonly choices: ReadonlyMap<number, PolicyChoice>;
  readonly skipped: readonly PlanSkip[];
}

export interface PlanOptions extends BurstOptions {
  /** Policies that come from no plan: the block, the slow lane, what was promised to single customers. */
  readonly beside: readonly Policy[];
  /** Plans that an online login uses. */
  readonly used: ReadonlySet<number>;
  /** Plans that are left alone: they have their names, so that no other plan takes them, and no policy of ours. */
  readonly skipped?: ReadonlySet<number>;
}

/** Plans to policies: every plan of tipo I, and any other that an online login uses. */
export function mapPlans(plans: readonly Plan[], options: PlanOptions): MappedPlans {
  const { skipped = new Set() } = options;
  const isSkipped = ({ plan }: Offer) => skipped.has(plan.id);
  const wanted = inOrder(plans.filter((plan) => isInternet(plan) || options.used.has(plan.id)));
  const offers = wanted.map((plan) => offerOf(plan, options));
  const nameless = offers.filter((offer) => !isNameable(offer));
  const named = nameOffers(offers.filter(isNameable), options.beside, skipped);
  const ours = named.filter((offer) => !isSkipped(offer));
  const unreadable = ours.filter(({ rates }) => rates === undefined);
  const bad = new Map([
    ...nameless.filter((offer) => !isSkipped(offer)).map(({ plan }) => [plan, 'bad-plan-name'] as const),
    ...unreadable.map(({ plan }) => [plan, 'unreadable-speed'] as const),
  ]);
  const badSkips = wanted.flatMap((plan): PlanSkip[] => {
    const reason = bad.get(plan);
    return reason === undefined ? [] : [{ reason, plan }];
  });
  return {
    policies: policiesOf(ours, options),
    // Customers may be blocked by hand with it, so it stays also when we block nobody.
    leftAlone: new Set([BLOCK_POLICY, ...[...unreadable, ...named.filter(isSkipped)].map(({ name }) => name)]),
    choices: choicesOf(nameless, named, isSkipped),
    skipped: [...badSkips, ...ours.flatMap((offer) => offer.skipped)],
  };
}

/** The block and the slow lane, where they are wanted. */
export function lanes({ block, slow }: Pick<MappingOptions, 'block' | 'slow'>): Policy[] {
  return [
    ...(block ? [{ name: BLOCK_POLICY, id: BLOCK_POLICY_ID, downKbps: 0, upKbps: 0 }] : []),
    ...(slow === undefined ? [] : [{ name: SLOW_POLICY, id: SLOW_POLICY_ID, ...slow }]),
  ];
}

function policiesOf(named: readonly NamedOffer[], { beside }: PlanOptions): Map<string, Policy> {
  const policies = new Map(beside.map((policy) => [policy.name, policy]));
  for (const { name, plan, rates, bursts } of named) {
    // Later ones of that name share the first one's policy.
    if (!policies.has(name) && rates !== undefined)
      policies.set(name, { name, id: plan.policyId ?? String(plan.id), ...rates, bursts });
  }
  return policies;
}

/** What a plan gives; of one that is left alone, or whose speed cannot be read, there is a policy only if another hand made it. */
function choicesOf(
  nameless: readonly Offer[],
  named: readonly NamedOffer[],
  isSkipped: (offer: Offer) => boolean,
): Map<number, PolicyChoice> {
  const choices = new Map<number, PolicyChoice>(nameless.map(({ plan }) => [plan.id, { kind: 'none' }]));
  for (const offer of named) {
    const isOurs = offer.rates !== undefined && !isSkipped(offer);
    choices.set(offer.plan.id, { kind: isOurs ? 'named' : 'ifThere', name: offer.name });
  }
  return choices;
}
