import fc from 'fast-check';
import type { Completeness } from '../../src/billing/reading.ts';
import type { DiffOptions } from '../../src/changes/diff.ts';
import { writeSignature } from '../../src/changes/diff-policies.ts';
import type { Owned } from '../../src/changes/ownership.ts';
import type { JsonObject } from '../../src/text/json.ts';
import {
  aContract,
  aLogin,
  aPlan,
  aPolicy,
  DIFF,
  groupItem,
  type IxcParts,
  type Lists,
  mapped,
  owning,
  policyItem,
} from './builders.ts';

/** A small world, so that what is wanted and what is there meet often: few names, few addresses. */
const PLAN_NAMES = ['Gold', 'Lead', 'Old', 'Billing-Block', 'Gold-2'] as const;
const POLICY_NAMES = [...PLAN_NAMES, 'VIP', 'Ghost'] as const;
const LOGINS = ['maria', 'jose', 'ana', 'rui', 'eva', 'ivo'] as const;
const ADDRESSES = ['100.64.0.1', '100.64.0.2', '100.64.0.3', '100.64.0.4', '100.64.0.5'] as const;
const PREFIXES = [
  '',
  '',
  '2001:db8:0:10::/60',
  '2001:db8:0:20::/60',
  '2001:db8::/48',
  '2001:db8:0:30::1/128',
  'bad',
] as const;
const RATES = [-1, 0, 1000, 10_000] as const;

const completeness = fc.constantFrom<Completeness>('whole', 'whole', 'whole', 'moving', 'cut');

export const ixcParts: fc.Arbitrary<IxcParts> = fc.record({
  // A login's name is its own in IXC (src/ixc/README.md, "Logins"); its address need not be.
  logins: fc
    .uniqueArray(
      fc.record({
        login: fc.constantFrom(...LOGINS),
        ip: fc.constantFrom(...ADDRESSES, ''),
        delegatedPrefix: fc.constantFrom(...PREFIXES),
        contract: fc.integer({ min: 0, max: 4 }),
        plan: fc.integer({ min: 0, max: 5 }),
      }),
      { maxLength: 6, selector: ({ login }) => login },
    )
    .map((all) => all.map((fields, index) => aLogin({ id: index + 1, ...fields }))),
  plans: fc
    .array(
      fc.record({
        name: fc.constantFrom(...PLAN_NAMES),
        kind: fc.constantFrom('I', 'I', 'T'),
        download: fc.constantFrom('10M', '1M', '', '10240'),
        upload: fc.constantFrom('10M', '1M', '0'),
      }),
      { maxLength: 5 },
    )
    .map((all) => all.map((fields, index) => aPlan({ id: index + 1, ...fields }))),
  contracts: fc.constant([
    aContract({ id: 1, status: 'A' }),
    aContract({ id: 2, status: 'CA' }),
    aContract({ id: 3, status: null }),
  ]),
  completeness: fc.record({ logins: completeness, plans: completeness, contracts: completeness }),
});

const policyName = fc.constantFrom(...POLICY_NAMES);

/** What a BQN may list: entries of ours, of operators and RADIUS, and those that the box merely sees. */
export const lists: fc.Arbitrary<Required<Lists>> = fc.record({
  policies: fc
    .dictionary(
      policyName.filter((name) => name !== 'Ghost'),
      fc.record({
        policyId: fc.constantFrom('1', '2', '3', 'block'),
        down: fc.constantFrom(...RATES),
        up: fc.constantFrom(...RATES),
        burst: fc.boolean(),
      }),
    )
    .map((all) => Object.entries(all).map(([name, fields]) => listedPolicy(name, fields))),
  subscribers: fc
    .dictionary(
      fc.constantFrom(...ADDRESSES, '100.64.0.9'),
      fc.record({
        subscriberId: fc.constantFrom(...LOGINS, ''),
        policyRate: fc.oneof(policyName, fc.constant('')),
        policyAssignedBy: fc.constantFrom('api', 'api', 'rules', 'radius', 'default'),
      }),
    )
    .map((all) => Object.entries(all).map(([subscriberIp, fields]) => ({ subscriberIp, ...fields }))),
  groups: fc
    .dictionary(
      fc.constantFrom('DS-maria', 'DS-jose', 'DS-ana', 'VIPs', 'all-subscribers'),
      fc.record({
        subscriberMembers: fc.subarray([...ADDRESSES], { maxLength: 2 }),
        subscriberRanges: fc.subarray(['2001:db8:0:10::/60', '2001:db8:0:20::/60'], { maxLength: 2 }),
        policyRate: fc.oneof(policyName, fc.constant('')),
      }),
    )
    .map((all) => Object.entries(all).map(([name, fields]) => groupItem(name, fields))),
});

interface ListedFields {
  readonly policyId: string;
  readonly down: number;
  readonly up: number;
  readonly burst: boolean;
}

function listedPolicy(name: string, { policyId, down, up, burst }: ListedFields): JsonObject {
  return policyItem(name, {
    policyId,
    rateLimitDownlink: { rate: down, ...(burst && { burstRate: 99 }) },
    rateLimitUplink: { rate: up },
  });
}

export const owned: fc.Arbitrary<Owned> = fc
  .record({
    policy: fc.subarray([...POLICY_NAMES]),
    subscriber: fc.subarray([...ADDRESSES, '100.64.0.9']),
    group: fc.subarray(['DS-maria', 'DS-jose', 'DS-ana', 'VIPs', 'all-subscribers']),
  })
  .map(({ policy, subscriber, group }) => ({
    ...owning({ policy, subscriber, group }),
  }));

const untaken = fc
  .subarray([aPolicy({ name: 'Gold', id: '1', downKbps: 10_000, upKbps: 10_000 })])
  .map((policies) => new Map(policies.map((policy) => [policy.name, writeSignature(policy)])));

export const desired = fc
  .tuple(ixcParts, fc.record({ block: fc.boolean(), dualStack: fc.boolean() }))
  .map(([parts, options]) => ({ desired: mapped(parts, options), dualStack: options.dualStack }));

/** All that a plan is made of. */
export const situation = fc
  .tuple(desired, lists, owned, fc.constantFrom<DiffOptions['prune']>('owned', 'all', 'none'), untaken)
  .map(([wanted, listed, ours, prune, notTaken]) => ({
    desired: wanted.desired,
    lists: listed,
    owned: ours,
    options: { ...DIFF, prune, dualStack: wanted.dualStack, untaken: notTaken } satisfies DiffOptions,
  }));
