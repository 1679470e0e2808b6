import fc from 'fast-check';
import type { Completeness } from '../../src/billing/reading.ts';
import type { StatusTable } from '../../src/billing/standing.ts';
import type { ChangePlan } from '../../src/changes/change-plan.ts';
import { planChanges } from '../../src/changes/diff.ts';
import { gate } from '../../src/changes/gate.ts';
import { NO_MEMORY } from '../../src/changes/gate-memory.ts';
import type { Limits } from '../../src/changes/harm.ts';
import { type Holds, NO_HOLDS } from '../../src/changes/holds.ts';
import type { Prune } from '../../src/changes/ownership.ts';
import type { Override, OverrideWish } from '../../src/customers/override-rule.ts';
import type { MappingOptions } from '../../src/mapping/desired.ts';
import { mapToBqn } from '../../src/mapping/map-to-bqn.ts';
import { EVERYBODY, type ScopeRule } from '../../src/mapping/scope-rule.ts';
import type { Situation } from '../../src/proof/situation.ts';
import type { JsonObject } from '../../src/text/json.ts';
import {
  aBqn,
  aContract,
  aLogin,
  anIxc,
  aPlan,
  DIFF,
  groupItem,
  MAPPING,
  type OwnedNames,
  owning,
  policyItem,
} from '../support/builders.ts';

/** Small worlds in which all that can meet meets: skipped ones, namesakes, nested prefixes, ranges, lanes, lost books. */

const LOGINS = ['maria', 'jose', 'ana', 'rui', 'eva', 'ivo'] as const;
const IPS = [1, 2, 3, 4, 5, 6].map((last) => `100.64.0.${last}`);
const PREFIXES = ['', '', '', '2001:db8:0:10::/60', '2001:db8:0:20::/60', '2001:db8:0:20::/64', '2001:db8::/48'];
const POLICIES = ['Gold', 'Lead', 'Old', 'Billing-Block', 'Billing-Slow', 'VIP'];
const RATES = [-1, 1000, 10_000];

const completeness = fc.constantFrom<Completeness>('whole', 'whole', 'whole', 'whole', 'moving', 'cut');

const billing = fc
  .record({
    logins: fc.uniqueArray(
      fc.record({
        login: fc.constantFrom(...LOGINS, 'maria'),
        ip: fc.constantFrom(...IPS, ...IPS, ''),
        delegatedPrefix: fc.constantFrom(...PREFIXES),
        contract: fc.integer({ min: 0, max: 6 }),
        plan: fc.integer({ min: 0, max: 4 }),
        connectedAt: fc.constantFrom('2024-01-08 12:00:00', '2024-01-09 12:00:00'),
        isUnseen: fc.constantFrom(false, false, false, true),
      }),
      { maxLength: 6, selector: ({ login, ip }) => `${login} ${ip}` },
    ),
    speeds: fc.tuple(...[1, 2, 3].map(() => fc.constantFrom('10M', '10M', '1M', '', 'fast'))),
    statuses: fc.tuple(...[1, 2, 3, 4, 5].map(() => fc.constantFrom('A', 'A', 'FA', 'CA', 'CM', null))),
    completeness: fc.record({ logins: completeness, plans: completeness, contracts: completeness }),
  })
  .map(({ logins, speeds, statuses, completeness }) => {
    const rows = logins.map(({ isUnseen, ...fields }, at) =>
      aLogin({ id: at + 1, ...fields, ...(isUnseen && { isUnseen: true as const }) }),
    );
    const plans = ['Gold', 'Lead', 'Old'].map((name, at) =>
      aPlan({ id: at + 1, name, download: speeds[at] ?? '', upload: speeds[at] ?? '' }),
    );
    const contracts = statuses.map((status, at) => aContract({ id: at + 1, status }));
    return anIxc({ logins: rows, plans, contracts, completeness });
  });

const wish = fc.constantFrom<OverrideWish>(
  { kind: 'skip' },
  { kind: 'open' },
  { kind: 'slow' },
  { kind: 'plan', name: 'Lead' },
  { kind: 'rate', rates: { downKbps: 5000, upKbps: 5000 } },
);

const overrides = fc
  .option(fc.tuple(fc.constantFrom(...LOGINS), wish), { nil: undefined, freq: 3 })
  .map((one): ReadonlyMap<string, Override> | undefined => {
    if (one === undefined) return undefined;
    const [login, what] = one;
    return new Map([[login, { login, wish: what, until: '2099-12-31', by: 'ana', why: 'test' }]]);
  });

const scope = fc.option(
  fc.constantFrom<ScopeRule>(
    { ...EVERYBODY, skipLogins: new Set(['ana']) },
    { ...EVERYBODY, skipPlans: new Set(['lead']) },
    { ...EVERYBODY, skipSubnets: [{ first: 0x64400005, last: 0x64400006 }] },
  ),
  { nil: undefined, freq: 2 },
);

const TABLE: StatusTable = {
  codes: new Map([
    ['A', 'open'],
    ['FA', 'open'],
    ['CM', 'slow'],
  ]),
  others: 'block',
};

const mapping: fc.Arbitrary<MappingOptions> = fc
  .record({
    block: fc.constantFrom(true, true, true, false),
    dualStack: fc.boolean(),
    joinContracts: fc.constantFrom(false, false, true),
    ipv6Subscribers: fc.constantFrom(undefined, undefined, 64, 60),
    ipConflict: fc.constantFrom<MappingOptions['ipConflict']>('skip', 'skip', 'newest'),
    isSlow: fc.constantFrom(false, false, true),
    overrides,
    scope,
  })
  .map(({ isSlow, ...rest }) => ({
    ...MAPPING,
    ...rest,
    slow: isSlow || rest.overrides !== undefined ? { downKbps: 256, upKbps: 256 } : undefined,
    statusTable: isSlow ? TABLE : undefined,
  }));

const policy = fc.constantFrom(...POLICIES, '');

const lists = fc.record({
  policies: fc
    .dictionary(fc.constantFrom(...POLICIES), fc.record({ down: fc.constantFrom(...RATES), burst: fc.boolean() }))
    .map((all) => Object.entries(all).map(([name, { down, burst }]) => listedPolicy(name, down, burst))),
  subscribers: fc
    .dictionary(
      fc.constantFrom(...IPS, '100.64.0.9', '2001:db8:0:20::', '2001:db8:0:10::'),
      fc.record({
        subscriberId: fc.constantFrom(...LOGINS, 'gone', ''),
        policyRate: policy,
        policyAssignedBy: fc.constantFrom('api', 'api', 'api', 'rules', 'radius'),
        quota: fc.constantFrom<JsonObject>({}, {}, {}, { volume: 5 }),
      }),
    )
    .map((all) => Object.entries(all).map(([subscriberIp, fields]) => ({ subscriberIp, ...fields }))),
  groups: fc
    .dictionary(
      fc.constantFrom('DS-maria', 'DS-jose', 'DS-ana', 'DS-gone', 'VIPs', 'all-subscribers'),
      fc.record({
        subscriberMembers: fc.subarray(IPS, { maxLength: 2 }),
        subscriberRanges: fc.subarray(['2001:db8:0:10::/60', '2001:db8:0:20::/60', '100.64.0.4/31'], { maxLength: 2 }),
        subscriberIds: fc.subarray(['rui', 'eva'], { maxLength: 1 }),
        policyRate: policy,
      }),
    )
    .map((all) => Object.entries(all).map(([name, fields]) => groupItem(name, withoutPolicyOfAll(name, fields)))),
});

/** A policy of everybody is another matter. */
function withoutPolicyOfAll(name: string, fields: JsonObject): JsonObject {
  return name === 'all-subscribers' ? { ...fields, policyRate: '' } : fields;
}

function listedPolicy(name: string, down: number, burst: boolean): JsonObject {
  const block = name === 'Billing-Block';
  const rate = block ? 0 : down;
  return policyItem(name, {
    policyId: block ? 'block' : '1',
    rateLimitDownlink: { rate, ...(burst && { burstRate: 99 }) },
    rateLimitUplink: { rate },
  });
}

/** The books know all, nothing, or a part; of a part under which id. */
const books = fc.record({
  subscriber: fc.dictionary(
    fc.constantFrom(...IPS, '100.64.0.9', '2001:db8:0:20::'),
    fc.record({ id: fc.constantFrom(undefined, ...LOGINS, 'gone') }),
  ),
  policy: fc.subarray(POLICIES),
  group: fc.subarray(['DS-maria', 'DS-jose', 'DS-ana', 'DS-gone']),
  remembered: fc.dictionary(fc.constantFrom(...LOGINS), fc.constantFrom('Gold', 'Billing-Block')),
});

/** A situation, and how strictly the gate judges what is planned for it. */
export const situation: fc.Arbitrary<Situation> = fc
  .record({
    billing,
    mapping,
    lists,
    books,
    prune: fc.constantFrom<Prune>('owned', 'owned', 'owned', 'all', 'none'),
    percent: fc.constantFrom(100, 100, 20),
  })
  .map((drawn) => {
    const { policy: policies, group, subscriber, remembered } = drawn.books;
    const known: OwnedNames = subscriber;
    const bqn = aBqn(drawn.lists);
    const limits: Limits = {
      maxBlock: drawn.percent,
      maxDelete: drawn.percent,
      maxSpeed: drawn.percent,
      force: false,
      approved: new Map(),
    };
    return {
      billing: drawn.billing,
      mapping: drawn.mapping,
      desired: mapToBqn(drawn.billing, drawn.mapping),
      bqn,
      owned: owning({ policy: policies, group, subscriber: known }),
      remembered: new Map(Object.entries(remembered)),
      prune: drawn.prune,
      limits,
      memory: NO_MEMORY,
      heldBack: [],
    };
  });

/** What the planner makes of it, and the gate lets pass. */
export function planned(one: Situation): { readonly plan: ChangePlan; readonly situation: Situation } {
  const { desired, bqn, owned, mapping, prune, remembered, limits, memory } = one;
  const dualStack = mapping.dualStack || mapping.joinContracts === true;
  const options = { ...DIFF, prune, dualStack, remembered };
  const planWith = (holds: Holds) => planChanges(desired, bqn, owned, { ...options, holds });
  const { plan, heldBack } = gate(planWith(NO_HOLDS), limits, memory, bqn, planWith);
  return { plan, situation: { ...one, heldBack } };
}
