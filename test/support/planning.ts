import type { ApplyOptions } from '../../src/apply/apply.ts';
import { planChanges } from '../../src/changes/diff.ts';
import type { Holds } from '../../src/changes/holds.ts';
import type { Effect } from '../../src/customers/effect.ts';
import {
  aBqn,
  aDesired,
  aPolicy,
  BLOCK_ITEM,
  type DesiredParts,
  DIFF,
  type Lists,
  owning,
  policyItem,
} from './builders.ts';

/** Plans for one BQN, as the tests of planning ask for them. */

/** What becomes of a BQN that lists this. */
export function plan(desired: DesiredParts, bqn: Lists, options = DIFF, owned = owning()) {
  return planChanges(aDesired(desired), aBqn(bqn), owned, options);
}

/** Two plans, whose policies are on the BQN and ours, beside the operator's VIP. */
export const TWO_PLANS = {
  wanted: [aPolicy(), aPolicy({ name: 'Lead', id: '2' })],
  listed: [BLOCK_ITEM, policyItem(), policyItem('Lead', { policyId: '2' }), policyItem('VIP')],
  owned: ['Gold', 'Lead', 'Billing-Block'],
};

/** How a plan is carried out, if nothing else is said: one write at a time, nobody may be left behind. */
export function applying(more: Partial<ApplyOptions> = {}): ApplyOptions {
  const { signal } = new AbortController();
  return {
    concurrency: 1,
    signal,
    lookAtGroups: false,
    isSuspect: () => false,
    mayBeLeft: 0,
    onWrite: () => {},
    ...more,
  };
}

/** What the gate says when it keeps one customer from something. */
export function keeping(customer: string, ...effects: readonly Effect[]): Holds {
  return { customers: new Map([[customer, new Set(effects)]]), policies: new Set() };
}
