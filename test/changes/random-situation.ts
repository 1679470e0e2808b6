import type { Billing, Completeness } from '../../src/billing/reading.ts';
import type { BurstTexts, Contract, Login, Plan } from '../../src/billing/records.ts';
import { TREATMENTS } from '../../src/billing/standing.ts';
import type { BqnState } from '../../src/bqn/resources.ts';
import type { ChangePlan } from '../../src/changes/change-plan.ts';
import { type DiffOptions, planChanges } from '../../src/changes/diff.ts';
import { writeSignature } from '../../src/changes/diff-policies.ts';
import { type GateMemory, NO_MEMORY } from '../../src/changes/gate-memory.ts';
import { eachHarm, eachLasting, type HarmKind, type LastingKind, type Limits } from '../../src/changes/harm.ts';
import { NEWLY_OWNED, NOTHING_OWNED, type Owned, type OwnedEntry } from '../../src/changes/ownership.ts';
import { nameOf, signatureOf } from '../../src/changes/second-look.ts';
import { type Wrote, writtenBy } from '../../src/changes/wrote.ts';
import type { Fate } from '../../src/customers/fate.ts';
import type { Override, OverrideWish } from '../../src/customers/override-rule.ts';
import { type Desired, type MappingOptions, SITE_KINDS } from '../../src/mapping/desired.ts';
import { mapToBqn } from '../../src/mapping/map-to-bqn.ts';
import { EVERYBODY, type ScopeRule } from '../../src/mapping/scope-rule.ts';
import { DAY_S, HOUR_S } from '../../src/text/time-units.ts';
import { type Random, scatter, seededRandom } from '../simulator/random.ts';
import { aLogin, anIxc, DIFF, groupItem, type Lists, MAPPING, many, policyItem } from '../support/builders.ts';
import { MemoryBqn } from '../support/memory-bqn.ts';

/**
 * A random situation for the approved pages: a town, the same town some runs later, and a BQN that was brought into
 * agreement with the former, on which others have had their hands since, as books say that may have lost a part.
 */
export interface Situation {
  readonly seed: number;
  readonly billing: Billing;
  readonly mapping: MappingOptions;
  /** As it was before the first run, for a restoration. */
  readonly stood: BqnState;
  /** What the BQN lists now. */
  readonly lists: Lists;
  readonly owned: Owned;
  /** What the first run wrote, by `nameOf`. */
  readonly wrote: ReadonlyMap<string, Wrote>;
  /** Changes of a plan that came to nothing before. */
  readonly untaken: (plan: ChangePlan) => ReadonlyMap<string, string>;
  readonly options: DiffOptions;
  readonly limits: Limits;
  readonly memory: GateMemory;
}

const NOW = 1_800_000_000;
const NAMES = ['maria', 'jose', 'ana', 'rui', 'eva', 'ivo'];
const IPS = ['100.64.0.1', '100.64.0.2', '100.64.0.3', '100.64.0.4', '100.64.0.5', '100.64.0.6'];
const PREFIXES = [
  '2001:db8:0:10::/60',
  '2001:db8:0:20::/60',
  '2001:db8:0:2f::/64',
  '2001:db8:0:20::/64',
  '2001:db8::/48',
  ' :: ',
  'bad',
];
const PLANS = ['Gold', 'Lead', 'Old', 'Gold', 'Billing-Block', 'a/b'];
const POLICIES = ['Gold', 'Lead', 'Old', 'Gold-2', 'Gold_RED', 'Billing-Block', 'Billing-Slow', 'VIP'];
const GROUPS = ['DS-maria', 'DS-jose', 'DS-ana', 'DS-gone', 'VIPs', 'L1-10_0_0_1', 'all-subscribers'];

/** What a situation is drawn with. */
class Dice {
  readonly #random: Random;
  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }
  readonly chance = (probability: number): boolean => this.#random.chance(probability);
  readonly below = (limit: number): number => this.#random.below(limit);
  readonly pick = <T>(all: readonly T[]): T => all[this.below(all.length)] as T;
  /** The usual one, or now and then another. */
  readonly mostly = <T>(usual: T, others: readonly T[], probability = 0.2): T =>
    this.chance(probability) ? this.pick(others) : usual;
  readonly some = <T>(all: readonly T[], probability = 0.3): T[] => all.filter(() => this.chance(probability));
}

export function situationOf(seed: number): Situation {
  const dice = new Dice(seed);
  const isCrowded = dice.chance(0.3);
  const mapping = mappingOf(dice);
  const rows = rowsOf(dice, isCrowded);
  const before = billingOf(dice, rows, false);
  const billing = billingOf(dice, laterRows(dice, rows), true);
  const bqn = new MemoryBqn(listsOf(dice));
  const stood = bqn.state;
  const dualStack = mapping.dualStack || mapping.joinContracts === true;
  const wanted = mapToBqn(before, mapping);
  const first = planChanges(wanted, stood, NOTHING_OWNED, { ...DIFF, dualStack });
  if (dice.chance(0.85)) bqn.carryOut(first);
  const owned = booksOf(dice, wanted, first, bqn.state);
  othersHands(dice, bqn);
  const { store } = bqn;
  const lists = {
    policies: store.list('policies'),
    subscribers: store.list('subscribers'),
    groups: store.list('subscriberGroups'),
  };
  return {
    ...{ seed, billing, mapping, stood, lists, owned },
    wrote: wroteIn(dice, first),
    options: optionsOf(dice, dualStack, wanted),
    limits: limitsOf(dice),
    memory: memoryOf(dice, isCrowded),
    untaken: ({ changes }) =>
      new Map(
        changes.filter(({ key }) => scatter(key.length, seed) % 4 === 0).map((one) => [nameOf(one), signatureOf(one)]),
      ),
  };
}

interface Rows {
  readonly logins: readonly Login[];
  readonly plans: readonly Plan[];
  readonly contracts: readonly Contract[];
}

function rowsOf(dice: Dice, isCrowded: boolean): Rows {
  const few = many(1 + dice.below(6), (id) => loginOf(dice, id));
  const crowd = isCrowded ? many(dice.pick([12, 16, 24]), (at) => oneOfCrowd(dice, at)) : [];
  return {
    logins: [...few, ...crowd],
    plans: many(3 + dice.below(3), (id) => planOf(dice, id)),
    contracts: many(7, (id) => contractOf(dice, id)),
  };
}

function loginOf(dice: Dice, id: number): Login {
  return aLogin({
    id,
    login: dice.mostly(NAMES[id - 1] ?? '', [...NAMES, ''], 0.15),
    ip: dice.mostly(IPS[id - 1] ?? '', [...IPS, '', 'bad', '2001:db8::9']),
    delegatedPrefix: dice.mostly('', PREFIXES, 0.5),
    linkPrefix: dice.mostly('', ['2001:db8:0:30::/64', '2001:db8:0:10::/60']),
    contract: dice.mostly(id, [0, 1, 2, 8], 0.3),
    plan: dice.mostly(1 + (id % 3), [0, 1, 4, 5, 9], 0.3),
    connectedAt: dice.pick(['2024-01-08 12:00:00', '2024-01-09 12:00:00', '']),
    isPastCap: dice.chance(0.2),
    transmitter: dice.below(4),
    ...(dice.chance(0.15) && { isUnseen: true as const }),
    ...(dice.chance(0.7) && { site: { column: 'nas', value: dice.pick(['10.0.0.1', '10.0.0.2']) } }),
  });
}

/** Enough of them that a percentage says something. */
function oneOfCrowd(dice: Dice, at: number): Login {
  const [login, ip] = [`m${at}`, `100.64.1.${at}`];
  return aLogin({ id: 100 + at, login, ip, contract: dice.mostly(1, [2, 3]), plan: dice.mostly(1, [2, 3]) });
}

function planOf(dice: Dice, id: number): Plan {
  const speed = () => dice.pick(['10M', '10M', '1M', '100M', '10240', '', '0', 'fast']);
  const download = speed();
  return {
    id,
    name: dice.mostly(PLANS[id - 1] ?? '', [...PLANS, '']),
    kind: dice.mostly('I', ['T'], 0.1),
    download,
    upload: dice.mostly(download, [speed(), null]),
    arrearsPlan: dice.mostly(0, [1, 2, 9]),
    capPlan: dice.mostly(0, [3, 9]),
    ...(dice.chance(0.3) && { downloadBurst: burstOf(dice) }),
    ...(dice.chance(0.3) && { uploadBurst: burstOf(dice) }),
  };
}

function burstOf(dice: Dice): BurstTexts {
  return {
    rate: dice.mostly('200M', ['20M', '1M', 'x', '']),
    threshold: dice.mostly('', ['5M', '20M', 'x']),
    time: dice.mostly('8', ['', '0', 'x', '30']),
  };
}

function contractOf(dice: Dice, id: number): Contract {
  return {
    id,
    status: dice.pick(['A', 'A', 'FA', 'CA', 'CA', 'CM', 'D', null]),
    speedStatus: dice.mostly('N', ['R', 'R', 'X']),
  };
}

/** Of each list some rows are others than before. */
function laterRows(dice: Dice, { logins, plans, contracts }: Rows): Rows {
  const share = dice.pick([0.1, 0.3, 0.6]);
  const isOther = () => dice.chance(share);
  return {
    logins: logins
      .filter(() => !dice.chance(share / 2))
      .map((one) => {
        if (!isOther()) return one;
        const other = one.id > 100 ? oneOfCrowd(dice, one.id - 100) : loginOf(dice, 1 + dice.below(6));
        return { ...one, ...Object.fromEntries(dice.some(Object.entries({ ...other, id: one.id }), 0.4)) };
      }),
    plans: plans.map((one) => (isOther() ? { ...planOf(dice, one.id), name: dice.mostly(one.name, PLANS) } : one)),
    contracts: contracts.map((one) => (isOther() ? contractOf(dice, one.id) : one)),
  };
}

function billingOf(dice: Dice, { logins, plans, contracts }: Rows, mayBeCut: boolean): Billing {
  const whole = (): Completeness => (mayBeCut ? dice.mostly('whole', ['moving', 'cut'], 0.15) : 'whole');
  const read = <T>(rows: readonly T[], completeness: Completeness) =>
    completeness === 'whole' ? rows : rows.filter(() => dice.chance(0.7));
  const completeness = { logins: whole(), plans: whole(), contracts: whole() };
  const billing = anIxc({
    logins: read(logins, completeness.logins),
    plans: read(plans, completeness.plans),
    contracts: read(contracts, completeness.contracts),
    completeness,
  });
  const isPresumed = dice.chance(0.1);
  return {
    ...billing,
    ...(dice.chance(0.5) && { places: PLACES }),
    ...(mayBeCut && dice.chance(0.15) && { beyond: BEYOND }),
    ...(isPresumed && { presumed: { absent: new Set([8]), unread: new Set([3]) } }),
  };
}

/** Customers who are passed over. */
const BEYOND = {
  logins: 7,
  contracts: 5,
  blocked: 2,
  groups: 3,
  plans: new Map([
    [1, 5],
    [5, 2],
  ]),
};

const PLACES = {
  transmitters: new Map([
    [1, { id: 1, name: 'OLT 1', pop: 1 }],
    [2, { id: 2, name: '', pop: 9 }],
  ]),
  pops: new Map([[1, { id: 1, name: 'Centro' }]]),
};

function mappingOf(dice: Dice): MappingOptions {
  const slow = dice.chance(0.4) ? { downKbps: 256, upKbps: 256 } : undefined;
  const treatment = () => dice.pick(TREATMENTS.filter((one) => one !== 'slow' || slow !== undefined));
  return {
    ...MAPPING,
    slow,
    block: dice.mostly(true, [false], 0.1),
    dualStack: dice.chance(0.6),
    speedBase: dice.mostly(1000, [1024]),
    bareUnit: dice.mostly(undefined, ['k', 'M']),
    ipConflict: dice.mostly('skip', ['newest'], 0.4),
    joinContracts: dice.chance(0.15),
    ipv6Subscribers: dice.mostly(undefined, [64, 60, 56], 0.25),
    siteGroups: dice.mostly(undefined, SITE_KINDS, 0.3),
    burst: dice.chance(0.3),
    scope: dice.chance(0.2) ? scopeOf(dice) : undefined,
    rateFactor: dice.mostly(undefined, [{ down: 1.1, up: 0.5 }], 0.1),
    reduced: dice.mostly(undefined, [{ rate: undefined }, { rate: { download: '2M', upload: '1M' } }], 0.3),
    statusTable: dice.chance(0.3)
      ? {
          codes: new Map([['A', 'open'], ...['FA', 'CM', 'CA'].map((code) => [code, treatment()] as const)]),
          others: treatment(),
        }
      : undefined,
    overrides: dice.chance(0.3)
      ? new Map(dice.some([...NAMES, 'id:2']).map((login) => [login, overrideOf(dice, login, slow !== undefined)]))
      : undefined,
  };
}

function scopeOf(dice: Dice): ScopeRule {
  const low = { first: 0x64400001, last: 0x64400003 };
  return dice.pick<ScopeRule>([
    { ...EVERYBODY, said: 'not ana', skipLogins: new Set(['ana', 'id:2']) },
    { ...EVERYBODY, said: 'not lead', skipPlans: new Set(['lead', '3']) },
    { ...EVERYBODY, said: 'a net', onlySubnets: [low] },
    { ...EVERYBODY, said: 'not a net', skipSubnets: [low] },
    { ...EVERYBODY, said: 'a site', onlySites: new Set(['10.0.0.1']) },
    { ...EVERYBODY, said: 'not a site', skipSites: new Set(['10.0.0.1']) },
  ]);
}

function overrideOf(dice: Dice, login: string, canSlow: boolean): Override {
  const wish = dice.pick<OverrideWish>([
    { kind: 'skip' },
    { kind: 'open' },
    { kind: canSlow ? 'slow' : 'open' },
    { kind: 'plan', name: dice.pick(['Lead', 'Nothing']) },
    { kind: 'rate', rates: { downKbps: 5000, upKbps: 5000 } },
  ]);
  return { login, wish, until: '2099-12-31', by: 'ana', why: 'test' };
}

/** What stood on the BQN before the first run. */
function listsOf(dice: Dice): Lists {
  const share = dice.pick([0, 0.15, 0.4]);
  return {
    policies: dice.some(POLICIES, share).map((name) => listedPolicy(dice, name)),
    subscribers: dice.some([...IPS, '100.64.0.9', '2001:db8:0:20::'], share).map((ip) => listedSubscriber(dice, ip)),
    groups: dice.some(GROUPS, share).map((name) => listedGroup(dice, name)),
  };
}

function listedPolicy(dice: Dice, policyName: string) {
  const rate = policyName === 'Billing-Block' ? 0 : dice.pick([-1, 1000, 10_000, 100_000]);
  return policyItem(policyName, {
    policyId: policyName === 'Billing-Block' ? 'block' : dice.pick(['1', '2', '3', '7']),
    rateLimitDownlink: { rate, ...(dice.chance(0.3) && { burstRate: 200_000, burstDuration: 8 }) },
    rateLimitUplink: { rate },
  });
}

function listedSubscriber(dice: Dice, subscriberIp: string) {
  return {
    subscriberIp,
    subscriberId: dice.pick([...NAMES, 'gone', '']),
    policyRate: dice.mostly(dice.pick(POLICIES), ['']),
    policyAssignedBy: dice.mostly('api', ['rules', 'radius', 'API']),
    ...(dice.chance(0.1) && { quota: { volume: 5 } }),
    ...(dice.chance(0.15) && { subscriberGroups: dice.some(['all-subscribers', 'VIPs', 'L1-10_0_0_1', 'L1-x'], 0.6) }),
  };
}

function listedGroup(dice: Dice, name: string) {
  const ranges = ['2001:db8:0:10::/60', '2001:db8:0:20::/60', '100.64.0.4/31'];
  return groupItem(name, {
    subscriberMembers: name.startsWith('L') ? [] : dice.some(IPS),
    subscriberRanges: name.startsWith('L') ? [] : dice.some(ranges, 0.2),
    subscriberIds: dice.some(NAMES, 0.1),
    policyRate: name.startsWith('DS-') || dice.chance(0.1) ? dice.pick([...POLICIES, '']) : '',
  });
}

/** What other hands did since the first run. */
function othersHands(dice: Dice, bqn: MemoryBqn): void {
  const share = dice.mostly(0, [0.05, 0.2], 0.7);
  if (dice.chance(0.1)) dropGroupPolicies(bqn);
  for (const { policyName, ...fields } of dice
    .some([...bqn.state.policies.keys()], share / 2)
    .map((name) => listedPolicy(dice, name)))
    bqn.store.seedPolicy(String(policyName), fields);
  for (const ip of dice.some([...bqn.state.subscribers.keys(), '100.64.0.9'], share)) {
    const { subscriberIp, ...fields } = listedSubscriber(dice, ip);
    bqn.store.seedSubscriber(subscriberIp, fields);
  }
  for (const name of dice.some([...bqn.state.groups.keys(), 'VIPs'], share)) {
    const { subscriberGroupName: _name, ...fields } = listedGroup(dice, name);
    bqn.store.seedGroup(name, fields);
  }
}

/** As a BQN of before R4.22 does. */
function dropGroupPolicies({ store }: MemoryBqn): void {
  for (const { subscriberGroupName: name, ...fields } of store.list('subscriberGroups'))
    store.seedGroup(String(name), { ...fields, policyRate: '' });
}

/** What the books say after the first run; of some entries another thing, of some nothing. */
function booksOf(
  dice: Dice,
  wanted: Desired,
  { changes }: ChangePlan,
  { policies, subscribers, groups }: BqnState,
): Owned {
  const lost = dice.mostly(0, [0.1, 0.5, 1]);
  const made = new Set(changes.filter(({ action }) => action === 'create').map(nameOf));
  const known = (name: string, entry: Partial<OwnedEntry>): OwnedEntry => ({
    ...NEWLY_OWNED,
    takenOver: !made.has(name) && dice.chance(0.5),
    ...entry,
    ...(dice.chance(0.15) && oddity(dice)),
  });
  const kept = <T>(all: Iterable<T>) => [...all].filter(() => !dice.chance(lost));
  return {
    policy: new Map(
      kept([...wanted.policies.values(), ...dice.some([...policies.values()], 0.1)]).map(({ name, id }) => [
        name,
        known(`policy ${name}`, { id: id ?? undefined, ...writtenOf(dice) }),
      ]),
    ),
    subscriber: new Map([
      ...kept(wanted.subscribers.values()).map(({ ip, id, loginId, standing }) => {
        const by = subscribers.get(ip)?.assignedBy ?? undefined;
        const isBlocked = standing.kind === 'blocked' ? true : undefined;
        const sites = dice.mostly(undefined, [['L1-10_0_0_1'], []]);
        return [ip, known(`subscriber ${ip}`, { id, login: loginId, by, isBlocked, sites })] as const;
      }),
      ...dice.some(['100.64.0.9'], 0.3).map((ip) => [ip, known('', { id: 'gone', login: 77 })] as const),
    ]),
    group: new Map([
      ...kept(wanted.groups.values()).map(({ name, subscriber: { loginId, standing } }) => {
        const isBlocked = standing.kind === 'blocked' ? true : undefined;
        return [name, known(`group ${name}`, { login: loginId, isBlocked })] as const;
      }),
      ...dice.some([...groups.keys()], 0.1).map((name) => [name, known('', {})] as const),
    ]),
  };
}

function oddity(dice: Dice): Partial<OwnedEntry> {
  return dice.pick<Partial<OwnedEntry>>([
    { missed: 1 },
    { missed: 5 },
    { unseen: 1 },
    { unseen: 5 },
    { since: NOW - 100 },
    { since: NOW - 10_000 },
    { login: undefined },
    { login: 1 + dice.below(6) },
    { id: undefined },
    { former: dice.pick([...NAMES, 'gone']), formerLogin: dice.pick([1, 2, 77, undefined]) },
    { isUnproven: true },
    { isBlocked: true },
    { isFound: true },
    { by: 'radius' },
    { takenOver: true },
  ]);
}

function writtenOf(dice: Dice): Partial<OwnedEntry> {
  if (dice.chance(0.7)) return {};
  const wrote = dice.some(['200000/10000/8', '200000/100000/8', '200000/0/8', 'none'], 0.5);
  return { written: { rateLimitDownlink: { wrote, before: dice.mostly({}, [{ burstRate: 300_000 }]) } } };
}

function optionsOf(dice: Dice, dualStack: boolean, { policies }: Desired): DiffOptions {
  return {
    ...DIFF,
    dualStack: dice.mostly(dualStack, [!dualStack], 0.1),
    prune: dice.mostly('owned', ['all', 'none'], 0.4),
    dropsGroupPolicy: dice.chance(0.1),
    untaken: new Map(dice.some([...policies.values()], 0.05).map((policy) => [policy.name, writeSignature(policy)])),
    sites: dice.mostly<DiffOptions['sites']>({ most: 3, isTried: false }, [
      { most: 1, isTried: true },
      { most: 2, isTried: false, at: NOW },
      { most: 0, isTried: true },
    ]),
    grace: dice.mostly({ seconds: 0, now: NOW }, [{ seconds: 3600, now: NOW }]),
    remembered: new Map(
      dice
        .some([...NAMES, ...many(6, (id) => `login ${id}`)], dice.pick([0, 0.3]))
        .map((key) => [key, dice.pick(['Gold', 'Lead', 'Billing-Block', 'Gone'])]),
    ),
    outside: new Set(dice.some([...NAMES, 'gone'], 0.05)),
    ...(dice.chance(0.07) && { reason: { kind: 'asked', flag: '--remove-all' } as const }),
  };
}

function limitsOf(dice: Dice): Limits {
  const percent = () => dice.mostly(20, [1, 5, 50, 100], 0.5);
  const approved = dice.chance(0.2)
    ? dice.some(['blocks', 'opens', 'speeds', 'plans', 'leaves', 'policies', 'groups'], 0.4)
    : [];
  return {
    maxBlock: percent(),
    maxDelete: percent(),
    maxSpeed: percent(),
    force: dice.chance(0.05),
    approved: new Map(approved.map((kind) => [kind, 1 + dice.below(4)])),
    ...(dice.chance(0.2) && { withinDay: { maxBlock: percent(), maxDelete: percent() } }),
    ...(dice.chance(0.05) && { uninstalls: true }),
  };
}

function memoryOf(dice: Dice, isCrowded: boolean): GateMemory {
  if (dice.chance(isCrowded ? 0.2 : 0.7)) return { ...NO_MEMORY, now: NOW };
  const keys = [...many(6, (id) => `login ${id}`), ...many(24, (at) => `login ${100 + at}`)];
  const times = (probability: number) =>
    new Map(
      dice
        .some(keys, probability)
        .map((key) => [key, NOW - dice.pick([60, HOUR_S - 1, HOUR_S, 5 * HOUR_S, DAY_S - 1, DAY_S])]),
    );
  const incident = (kind: HarmKind) => {
    const members = times(dice.pick([0.1, 0.3, 0.6]));
    const most = Math.max(1, members.size + dice.pick([0, 0, 5, 20]));
    return {
      mark: `${kind}-x`,
      began: NOW - dice.pick([60, HOUR_S, DAY_S, 2 * DAY_S]),
      most,
      told: dice.pick([1, most]),
      members,
    };
  };
  const incidents = dice.some<HarmKind>(['blocks', 'opens', 'speeds', 'plans', 'leaves'], 0.15);
  return {
    ...NO_MEMORY,
    now: NOW,
    recent: eachHarm(() => times(dice.pick([0, 0, 0.05, 0.2]))),
    incidents: Object.fromEntries(incidents.map((kind) => [kind, incident(kind)])),
    last: new Map(
      dice
        .some(keys, 0.2)
        .map((key) => [
          key,
          dice.pick<Fate>([
            { kind: 'blocked' },
            { kind: 'unlimited', policy: dice.pick(POLICIES) },
            { kind: 'limited', policy: dice.pick(POLICIES), downKbps: 10_000, upKbps: 10_000 },
          ]),
        ]),
    ),
    agreed: new Map(
      dice.some(POLICIES, 0.2).map((name) => {
        const kbps = dice.pick([1000, 10_000, 100_000]);
        return [name, { downKbps: kbps, upKbps: kbps, isSteady: dice.chance(0.5) }];
      }),
    ),
    gross: new Map(
      dice.some(['Gold 1000/1000', 'Gold 100000/100000', 'Lead 1000/1000'], 0.2).map((name) => [name, NOW - HOUR_S]),
    ),
    approved: {
      customers: eachLasting((_kind: LastingKind) => new Set(dice.some(keys, dice.pick([0, 0, 0.1])))),
      policies: new Set(dice.some(['Gold 1000/1000', 'Gold 100000/100000', 'Lead 1000/1000'], 0.1)),
    },
    expected: new Map(
      dice
        .some(['blocks', 'opens', 'speeds', 'plans', 'leaves'], 0.1)
        .map((kind) => [kind, { count: 1 + dice.below(8), used: new Set(dice.some(keys, 0.1)) }]),
    ),
    most: dice.chance(0.3) ? eachLasting(() => dice.below(3)) : undefined,
    elsewhere: dice.chance(0.2) ? { blocks: dice.below(5), leaves: dice.below(5) } : {},
  };
}

/** What the books say that was written, for a restoration: of a few entries something else beside it. */
function wroteIn(dice: Dice, { changes }: ChangePlan): ReadonlyMap<string, Wrote> {
  return new Map(
    changes.map((change) => {
      const wrote = [writtenBy(change)];
      return [
        nameOf(change),
        dice.mostly(wrote, [[], ['deleted' as const, ...wrote], [...wrote, { policyRate: 'Old' }]]),
      ];
    }),
  );
}
