import { spanOf } from '../../src/address/prefix.ts';
import type { Billing, Completeness, ListKind, Reading } from '../../src/billing/reading.ts';
import type { Contract, Login, Plan } from '../../src/billing/records.ts';
import type { Standing } from '../../src/billing/standing.ts';
import { type BqnState, type BqnSubscriber, readGroup, readPolicy, readSubscriber } from '../../src/bqn/resources.ts';
import type { Change, ChangePlan, Create, Delete, Update } from '../../src/changes/change-plan.ts';
import type { DiffOptions } from '../../src/changes/diff.ts';
import { NOTHING_LEARNT } from '../../src/changes/diff-sites.ts';
import type { HeldBack } from '../../src/changes/held-back.ts';
import { NO_HOLDS } from '../../src/changes/holds.ts';
import { NEWLY_OWNED, type Owned, type OwnedEntry } from '../../src/changes/ownership.ts';
import type { Other } from '../../src/customers/customer.ts';
import type { FateChange } from '../../src/customers/fate-change.ts';
import {
  type Desired,
  type Group,
  type MappingOptions,
  NOTHING_DESIRED,
  type Policy,
  type Subscriber,
} from '../../src/mapping/desired.ts';
import { mapToBqn } from '../../src/mapping/map-to-bqn.ts';
import { skipDetail, skippedText } from '../../src/report/skip-words.ts';
import type { JsonObject } from '../../src/text/json.ts';

/** Small, valid things, of which a test names only what matters to it. */

export function aLogin(fields: Partial<Login> = {}): Login {
  return {
    id: 1,
    login: 'maria',
    ip: '100.64.0.1',
    delegatedPrefix: '',
    linkPrefix: '',
    contract: 0,
    plan: 0,
    connectedAt: '2024-01-08 12:00:00',
    ...fields,
  };
}

export function aPlan(fields: Partial<Plan> = {}): Plan {
  return { id: 1, name: 'Gold', kind: 'I', download: '100M', upload: '50M', ...fields };
}

export function aContract(fields: Partial<Contract> = {}): Contract {
  return { id: 1, status: 'A', ...fields };
}

export function aReading<T>(rows: readonly T[], completeness: Completeness = 'whole'): Reading<T> {
  return { name: 'a table', rows, completeness, how: 'keyset', pages: 1, retries: 0, received: rows.length, ms: 5 };
}

export interface IxcParts {
  readonly logins?: readonly Login[];
  readonly plans?: readonly Plan[];
  readonly contracts?: readonly Contract[];
  /** `whole` where it says nothing. */
  readonly completeness?: Partial<Record<ListKind, Completeness>>;
}

export function anIxc({ logins = [], plans = [], contracts = [], completeness = {} }: IxcParts): Billing {
  return {
    system: 'IXC',
    logins: { ...aReading(logins, completeness.logins), name: 'radusuarios' },
    plans: { ...aReading(plans, completeness.plans), name: 'radgrupos' },
    contracts: { ...aReading(contracts, completeness.contracts), name: 'cliente_contrato' },
  };
}

export const MAPPING: MappingOptions = {
  allowedStatus: new Set(['A', 'FA']),
  block: true,
  dualStack: false,
  speedBase: 1000,
  ipConflict: 'skip',
};

/** What the program makes of an IXC. */
export function mapped(parts: IxcParts, options: Partial<MappingOptions> = {}): Desired {
  return mapToBqn(anIxc(parts), { ...MAPPING, ...options });
}

/** The reasons for which something was skipped, with whom it hit. */
export function skips(desired: Pick<Desired, 'skipped'>): string[] {
  return desired.skipped.map((skip) => `${skip.reason}: ${skippedText(skip)}`);
}

/** With what is said of each. */
export function skipDetails({ skipped }: Pick<Desired, 'skipped'>): string[] {
  return skipped.map((skip) => `${skip.reason}: ${skipDetail(skip)}`);
}

export function aPolicy(fields: Partial<Policy> = {}): Policy {
  return { name: 'Gold', id: '1', downKbps: 100_000, upKbps: 50_000, ...fields };
}

export const OPEN: Standing = { kind: 'open', contract: 1, status: 'A' };
export const BLOCKED: Standing = { kind: 'blocked', contract: 1, status: 'CA' };

export function aSubscriber(fields: Partial<Subscriber> = {}): Subscriber {
  return {
    ip: '100.64.0.1',
    id: 'maria',
    loginId: 1,
    choice: { kind: 'named', name: 'Gold' },
    standing: OPEN,
    plan: 1,
    ...fields,
  };
}

export function aGroup(subscriber: Subscriber, ranges: Group['ranges']): Group {
  return { name: `DS-${subscriber.id}`, subscriber, ranges };
}

export interface DesiredParts {
  readonly policies?: readonly Policy[];
  readonly subscribers?: readonly Subscriber[];
  readonly groups?: readonly Group[];
  readonly sites?: Desired['sites'];
  readonly leftAlone?: readonly string[];
  readonly doubts?: readonly (readonly Subscriber[])[];
  readonly claims?: readonly (readonly [id: string, prefix: string, loginId?: number])[];
  readonly ousted?: Desired['ousted'];
  readonly others?: Desired['others'];
  readonly outside?: Partial<Desired['outside']>;
  readonly proven?: Partial<Desired['proven']>;
  readonly skipped?: Desired['skipped'];
}

export function aDesired(parts: DesiredParts = {}): Desired {
  const { leftAlone = [], doubts = [], claims = [] } = parts;
  return {
    policies: new Map((parts.policies ?? []).map((policy) => [policy.name, policy])),
    subscribers: new Map((parts.subscribers ?? []).map((subscriber) => [subscriber.ip, subscriber])),
    groups: new Map((parts.groups ?? []).map((group) => [group.name, group])),
    sites: parts.sites ?? { kind: 'off' },
    doubts: new Map(doubts.map((rivals) => [rivals[0]?.ip ?? '', rivals])),
    ousted: parts.ousted ?? [],
    claims: () =>
      claims.map(([id, prefix, loginId = loginIdOf(id, parts)]) => ({ id, loginId, prefix, ...spanOf(prefix) })),
    // A block by hand stays, whatever IXC wants (mapping/policies.ts).
    leftAlone: new Set(['Billing-Block', ...leftAlone]),
    others:
      parts.others ??
      claims.filter(([id]) => !isKnown(id, parts)).map(([id]) => anOther({ id, loginId: loginIdOf(id, parts) })),
    outside: { ...NOTHING_DESIRED.outside, ...parts.outside },
    proven: { logins: 'whole', plans: 'whole', ...parts.proven },
    skipped: parts.skipped ?? [],
  };
}

function isKnown(name: string, { subscribers = [], doubts = [], ousted = [], groups = [] }: DesiredParts): boolean {
  return [...subscribers, ...doubts.flat(), ...ousted, ...groups.map(({ subscriber }) => subscriber)].some(
    ({ id }) => id === name,
  );
}

/** Who is online and gets no entry: without an address, unless told otherwise. */
export function anOther(fields: Partial<Other> = {}): Other {
  const { ip: _ip, ...customer } = aSubscriber();
  return { ...customer, ip: undefined, served: 'nowhere', ...fields };
}

/** Of one who is not among the subscribers, a number that nobody else has. */
function loginIdOf(name: string, { subscribers = [], doubts = [], groups = [] }: DesiredParts): number {
  const known = [...subscribers, ...doubts.flat(), ...groups.map(({ subscriber }) => subscriber)];
  return known.find(({ id }) => id === name)?.loginId ?? Number.parseInt(Buffer.from(name).toString('hex'), 16);
}

/** A policy as a BQN lists it: the one of `aPolicy` unless told otherwise. */
export function policyItem(name = 'Gold', fields: JsonObject = {}): JsonObject {
  return {
    policyName: name,
    policyId: '1',
    rateLimitDownlink: { rate: 100_000 },
    rateLimitUplink: { rate: 50_000 },
    ...fields,
  };
}

export const BLOCK_ITEM = policyItem('Billing-Block', {
  policyId: 'block',
  rateLimitDownlink: { rate: 0 },
  rateLimitUplink: { rate: 0 },
});

export function subscriberItem(ip: string, id: string, policy: string, fields: JsonObject = {}): JsonObject {
  return { subscriberIp: ip, subscriberId: id, policyRate: policy, policyAssignedBy: 'api', ...fields };
}

export function groupItem(name: string, fields: JsonObject = {}): JsonObject {
  return { subscriberGroupName: name, ...fields };
}

/** What a BQN lists. */
export interface Lists {
  readonly policies?: readonly JsonObject[];
  readonly subscribers?: readonly JsonObject[];
  readonly groups?: readonly JsonObject[];
}

/** A BQN's lists as the program reads them. */
export function aBqn({ policies = [], subscribers = [], groups = [] }: Lists = {}): BqnState {
  return {
    policies: new Map(policies.map(readPolicy).map((policy) => [policy.name, policy])),
    subscribers: new Map<string, BqnSubscriber>(subscribers.map(readSubscriber)),
    groups: new Map(groups.map(readGroup).map((group) => [group.name, group])),
  };
}

/** Names that the ledger holds: those of whatever id stands there, unless it is told. */
export type OwnedNames = Iterable<string> | Readonly<Record<string, Partial<OwnedEntry>>>;

export function owning(names: { readonly [kind in keyof Owned]?: OwnedNames } = {}): Owned {
  return { policy: ownedBy(names.policy), subscriber: ownedBy(names.subscriber), group: ownedBy(names.group) };
}

function ownedBy(names: OwnedNames = []): ReadonlyMap<string, OwnedEntry> {
  if (Symbol.iterator in names) return new Map([...names].map((name) => [name, NEWLY_OWNED]));
  return new Map(Object.entries(names).map(([name, entry]) => [name, { ...NEWLY_OWNED, ...entry }]));
}

export const DIFF: DiffOptions = {
  prune: 'owned',
  dualStack: true,
  untaken: new Map(),
  dropsGroupPolicy: false,
  sites: NOTHING_LEARNT,
  grace: { seconds: 0, now: 0 },
  holds: NO_HOLDS,
  remembered: new Map(),
  outside: new Set(),
};

export function anUpdate(fields: Partial<Update> = {}): Update {
  return {
    kind: 'subscriber',
    action: 'update',
    key: '100.64.0.1',
    path: fields.key ?? '100.64.0.1',
    who: 'maria',
    fields: [],
    why: { kind: 'plan policy', id: '1' },
    body: {},
    whole: {},
    policy: null,
    seen: false,
    otherwise: undefined,
    letsGo: false,
    belongsTo: [],
    ...fields,
  };
}

export function aCreation(fields: Partial<Create> = {}): Create {
  const { whole: _whole, seen: _seen, otherwise: _otherwise, letsGo: _letsGo, ...update } = anUpdate();
  const { kind, key = update.key, who, why, belongsTo, body, policy, fields: changed } = { ...update, ...fields };
  return { kind, key, path: key, who, why, belongsTo, body, policy, fields: changed, action: 'create' };
}

export function aDeletion(fields: Partial<Delete> = {}): Delete {
  const { kind, key, who, belongsTo } = anUpdate();
  const path = fields.key ?? key;
  const why = { kind: 'nobody online' } as const;
  return { kind, key, path, who, belongsTo, why, after: undefined, letsGo: false, ...fields, action: 'delete' };
}

type AnyField = Partial<Omit<Update, 'action'>> & { readonly action?: Change['action'] };

/** A change of whatever action, of which a test names only what matters to it. */
export function aChange({ action = 'update', ...fields }: AnyField = {}): Change {
  if (action === 'update') return anUpdate(fields);
  if (action === 'create') return aCreation(fields);
  const { kind = 'subscriber', key = '100.64.0.1', who = 'maria', why = { kind: 'nobody online' } } = fields;
  return aDeletion({ kind, key, who, why, belongsTo: fields.belongsTo ?? [] });
}

export function aHeldBack(fields: Partial<HeldBack> = {}): HeldBack {
  return {
    kind: 'blocks',
    count: 1,
    outOf: 10,
    limitPercent: 5,
    flag: '--max-block',
    who: [],
    fates: [],
    changes: [],
    ...fields,
  };
}

/** A customer whose fate changes. */
export function aFate(fields: Partial<FateChange> = {}): FateChange {
  return {
    customer: 'maria',
    login: 'maria',
    ip: '100.64.0.1',
    movedFrom: undefined,
    from: { kind: 'limited', policy: 'Gold', downKbps: 100_000, upKbps: 50_000 },
    to: { kind: 'blocked' },
    effect: 'blocks',
    contractGone: false,
    contract: 1,
    status: 'CA',
    plan: 1,
    why: { kind: 'blocked', standing: { kind: 'blocked', contract: 1, status: 'CA' } },
    ...fields,
  };
}

/** Customers whom a BQN serves, by what they are called. */
export function allOnline(customers: Iterable<string>): ChangePlan['online'] {
  return new Map([...customers].map((customer) => [customer, aSubscriber()]));
}

export function aChangePlan(changes: readonly Change[], fields: Partial<ChangePlan> = {}): ChangePlan {
  return {
    changes,
    unchanged: { policy: 0, subscriber: 0, group: 0 },
    beyond: { customers: 0, blocked: 0, groups: 0 },
    agreed: { policy: [], subscriber: [], group: [] },
    ours: { policy: new Map(), subscriber: new Map(), group: new Map() },
    fates: [],
    managed: 0,
    blocked: 0,
    wanted: 0,
    online: new Map(),
    unserved: () => new Map(),
    blockedNow: new Set(),
    kept: new Map(),
    keyOf: (_ip, { id }) => id ?? '',
    keyOfName: (name) => name,
    stuck: [],
    takenOver: [],
    remarks: [],
    memberships: [],
    ...fields,
  };
}

/** `create subscriber 100.64.0.1`, in the order of the plan. */
export function briefly({ changes }: Pick<ChangePlan, 'changes'>): string[] {
  return changes.map(({ action, kind, key }) => `${action} ${kind} ${key}`);
}

/** So many things, the first one number 1. */
export function many<T>(count: number, make: (number: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index + 1));
}

/** The n-th address of a provider's pool. */
export function address(number: number): string {
  return `100.64.${Math.floor(number / 250)}.${(number % 250) + 1}`;
}
