import type { Billing } from '../../src/billing/reading.ts';
import type { Contract, Login, Plan } from '../../src/billing/records.ts';
import type { Change, ChangePlan, Create, Delete, Update } from '../../src/changes/change-plan.ts';
import { NO_MEMORY } from '../../src/changes/gate-memory.ts';
import type { MappingOptions } from '../../src/mapping/desired.ts';
import { mapToBqn } from '../../src/mapping/map-to-bqn.ts';
import { People } from '../../src/proof/people.ts';
import { prove } from '../../src/proof/proof.ts';
import type { Proved, RuleName, Situation } from '../../src/proof/situation.ts';
import { World } from '../../src/proof/world.ts';
import type { JsonObject } from '../../src/text/json.ts';
import {
  aBqn,
  aChangePlan,
  aContract,
  aCreation,
  aDeletion,
  aLogin,
  anIxc,
  anUpdate,
  aPlan,
  BLOCK_ITEM,
  type IxcParts,
  type Lists,
  MAPPING,
  owning,
  policyItem,
  subscriberItem,
} from '../support/builders.ts';

/** A situation of which a test names only what matters to it: one plan, Gold, and contracts in and out of service. */
export interface Parts extends Partial<Omit<Situation, 'billing' | 'bqn' | 'mapping'>> {
  readonly logins?: readonly Login[];
  readonly contracts?: readonly Contract[];
  readonly plans?: readonly Plan[];
  readonly completeness?: IxcParts['completeness'];
  readonly presumed?: NonNullable<Situation['billing']>['presumed'];
  readonly bqn?: Lists;
  readonly mapping?: Partial<MappingOptions>;
  readonly fates?: ChangePlan['fates'];
  readonly stuck?: ChangePlan['stuck'];
}

export const IN_SERVICE = 1;
export const OUT_OF_SERVICE = 2;
export const SILENT = 3;
export const UNKNOWN = 9;

const CONTRACTS = [
  aContract({ id: IN_SERVICE, status: 'A' }),
  aContract({ id: OUT_OF_SERVICE, status: 'CA' }),
  aContract({ id: SILENT, status: null }),
];

/** Gold as billing sells it and the BQN has it; beside it Lead, and the block. */
export const POLICIES = [BLOCK_ITEM, policyItem(), policyItem('Lead', { policyId: '2' }), policyItem('VIP')];
/** On which maria is blocked. */
export const BLOCKED_BQN: Lists = { subscribers: [subscriberItem('100.64.0.1', 'maria', 'Billing-Block')] };
export const PLANS = [aPlan(), aPlan({ id: 2, name: 'Lead' })];

export function situationOf(parts: Parts): Situation & { readonly billing: Billing } {
  const { logins = [], contracts = CONTRACTS, plans = PLANS, completeness = {}, presumed, ...rest } = parts;
  const billing = { ...anIxc({ logins, contracts, plans, completeness }), ...(presumed && { presumed }) };
  const mapping = { ...MAPPING, ...parts.mapping };
  return {
    desired: mapToBqn(billing, mapping),
    owned: owning(),
    remembered: new Map(),
    prune: 'owned',
    limits: { maxBlock: 100, maxDelete: 100, maxSpeed: 100, force: false, approved: new Map() },
    memory: NO_MEMORY,
    heldBack: [],
    ...rest,
    billing,
    mapping,
    bqn: aBqn({ policies: POLICIES, ...parts.bqn }),
  };
}

export function proving(parts: Parts, changes: readonly Change[]): Proved {
  const { fates = [], stuck = [] } = parts;
  return prove(aChangePlan(changes, { fates, stuck }), situationOf(parts));
}

/** What the rules look at. */
export function worldOf(parts: Parts, changes: readonly Change[] = []): World {
  const situation = situationOf(parts);
  return new World(situation, aChangePlan(changes), new People(situation.billing, situation));
}

/** The rules that the plan breaks, but for what only tells that something is missing in a plan of a test. */
export function broken(parts: Parts, changes: readonly Change[]): RuleName[] {
  const told: readonly RuleName[] = ['undone', 'not as told'];
  return proving(parts, changes).findings.flatMap(({ rule }) => (told.includes(rule) ? [] : [rule]));
}

/** A login in service, on Gold. */
export function aPayer(fields: Partial<Login> = {}): Login {
  return aLogin({ contract: IN_SERVICE, plan: 1, ...fields });
}

export function aDebtor(fields: Partial<Login> = {}): Login {
  return aLogin({ id: 2, login: 'jose', ip: '100.64.0.2', contract: OUT_OF_SERVICE, plan: 1, ...fields });
}

/** The write of an entry, as of one that is not there. */
export function makes(ip: string, id: string, policy: string, fields: Partial<Create> = {}): Create {
  return aCreation({
    key: ip,
    who: id,
    body: { subscriberId: id, policyRate: policy },
    policy,
    belongsTo: [ip],
    ...fields,
  });
}

/** The write of an entry that is there. */
export function turns(ip: string, body: JsonObject, fields: Partial<Update> = {}): Update {
  return anUpdate({ key: ip, body, belongsTo: [ip], ...fields });
}

export function drops(kind: Change['kind'], key: string, fields: Partial<Delete> = {}): Delete {
  return aDeletion({ kind, key, belongsTo: kind === 'subscriber' ? [key] : [], ...fields });
}

export interface Parted {
  readonly members?: readonly string[];
  readonly ranges?: readonly string[];
  readonly ids?: readonly string[];
  readonly policy?: string;
}

export function groups(name: string, parts: Parted, fields: Partial<Create> = {}): Create {
  return aCreation({
    kind: 'group',
    key: name,
    body: groupBody(parts),
    policy: parts.policy ?? null,
    belongsTo: [],
    ...fields,
  });
}

export function regroups(name: string, parts: Parted, fields: Partial<Update> = {}): Update {
  return anUpdate({
    kind: 'group',
    key: name,
    body: groupBody(parts),
    policy: parts.policy ?? null,
    belongsTo: [],
    ...fields,
  });
}

export function groupBody({ members = [], ranges = [], ids = [], policy = 'Gold' }: Parted): JsonObject {
  return { subscriberMembers: members, subscriberRanges: ranges, subscriberIds: ids, policyRate: policy };
}

export function speeds(name: string, kbps: number, action: 'create' | 'update' = 'update'): Change {
  const body = { rateLimitDownlink: { rate: kbps }, rateLimitUplink: { rate: kbps } };
  return action === 'create'
    ? aCreation({ kind: 'policy', key: name, body })
    : anUpdate({ kind: 'policy', key: name, body });
}
