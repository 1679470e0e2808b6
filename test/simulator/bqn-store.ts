import { canonicalAddress, canonicalPrefix, subscriberKey } from './bqn-address.ts';
import { BQN_QUIRKS, type BqnQuirks } from './bqn-quirks.ts';

/** What a BQN holds, and the rules by which a write changes it (src/bqn/README.md, "Writes"). Knows no HTTP. */

export const KINDS = ['policies', 'subscribers', 'subscriberGroups'] as const;
export type Kind = (typeof KINDS)[number];

/** Any fields, those named among them. */
export type Resource = Record<string, unknown> & {
  policyId?: unknown;
  policyRate?: unknown;
  subscriberId?: unknown;
  rateLimitDownlink?: unknown;
  rateLimitUplink?: unknown;
  rate?: unknown;
};

/** Built in, and cannot be removed. */
export const ALL_SUBSCRIBERS = 'all-subscribers';

const KEY_FIELDS: Record<Kind, Record<BqnQuirks['keyFields'], string>> = {
  policies: { long: 'policyName', short: 'name' },
  subscribers: { long: 'subscriberIp', short: 'ip' },
  subscriberGroups: { long: 'subscriberGroupName', short: 'name' },
};

/** A write that the box refuses. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface WriteResult {
  readonly status: number;
  readonly resource: Resource | undefined;
}

export class BqnStore {
  readonly policies = new Map<string, Resource>();
  /** Written ones and, as `policyAssignedBy: rules`, those that are only seen. */
  readonly subscribers = new Map<string, Resource>();
  readonly groups = new Map<string, Resource>();
  /** Names of policies made in the GUI. */
  readonly staticPolicies = new Set<string>();
  /** Addresses whose traffic the box sees. */
  readonly seen = new Set<string>();
  readonly quirks: BqnQuirks;
  /** Every moment at which something pointed to a policy that does not exist. Should stay empty. */
  readonly violations: string[] = [];

  constructor(quirks: Partial<BqnQuirks>) {
    this.quirks = { ...BQN_QUIRKS, ...quirks };
    this.groups.set(ALL_SUBSCRIBERS, {});
  }

  /** A policy in place before the test begins, with any operator's fields. Unlimited unless told otherwise. */
  seedPolicy(name: string, fields: Resource = {}): void {
    const unlimited = { policyId: '1', rateLimitDownlink: { rate: -1 }, rateLimitUplink: { rate: -1 } };
    this.policies.set(name, { ...unlimited, ...structuredClone(fields) });
  }

  /** Made in the GUI: a write onto it is silently ignored. */
  seedStaticPolicy(name: string, fields: Resource = {}): void {
    this.seedPolicy(name, fields);
    this.staticPolicies.add(name);
  }

  /** A subscriber that somebody wrote: `policyAssignedBy` is `api` unless told otherwise. */
  seedSubscriber(ip: string, fields: Resource = {}): void {
    this.subscribers.set(this.#key('subscribers', ip), { policyAssignedBy: 'api', ...structuredClone(fields) });
  }

  /** An address that nobody wrote: the box sees its traffic, and its rules give it a policy. */
  seedSeen(ip: string, fields: Resource = {}): void {
    const key = this.#key('subscribers', ip);
    this.seen.add(key);
    if (!this.subscribers.has(key))
      this.subscribers.set(key, { policyAssignedBy: 'rules', ...structuredClone(fields) });
  }

  seedGroup(name: string, fields: Resource = {}): void {
    this.groups.set(name, this.#accepted('subscriberGroups', structuredClone(fields)));
  }

  policy(name: string): Resource | undefined {
    return this.get('policies', name);
  }

  subscriber(ip: string): Resource | undefined {
    return this.get('subscribers', ip);
  }

  group(name: string): Resource | undefined {
    return this.get('subscriberGroups', name);
  }

  /** As the API answers it, with its own key in it. */
  get(kind: Kind, name: string): Resource | undefined {
    const key = this.#key(kind, name);
    const stored = this.#map(kind).get(key);
    return stored === undefined ? undefined : this.#shown(kind, key, stored);
  }

  list(kind: Kind): Resource[] {
    const all = [...this.#map(kind)].filter(([key]) => this.#listed(kind, key));
    return all.map(([key, stored]) => this.#shown(kind, key, stored));
  }

  /** Creates, or updates and resets every field that it does not carry. */
  post(kind: Kind, name: string, body: Resource): WriteResult {
    const key = this.#key(kind, name);
    const exists = this.#map(kind).has(key);
    if (exists && this.#ignores(kind, key)) return { status: 200, resource: this.get(kind, key) };
    const accepted = this.#accepted(kind, body);
    this.#store(kind, key, accepted, accepted);
    return { status: exists ? 200 : 201, resource: this.get(kind, key) };
  }

  /** Updates and keeps what it does not carry. */
  put(kind: Kind, name: string, body: Resource): WriteResult {
    const key = this.#key(kind, name);
    const stored = this.#map(kind).get(key);
    if (stored === undefined) return this.#putOnMissing(kind, key, body);
    if (this.#ignores(kind, key)) return { status: 200, resource: this.get(kind, key) };
    const accepted = this.#withGroups(stored, this.#accepted(kind, body));
    const merged = this.quirks.nestedOnPut === 'merged' ? deeper(stored, accepted) : accepted;
    this.#store(kind, key, { ...stored, ...merged }, accepted);
    return { status: 200, resource: this.get(kind, key) };
  }

  delete(kind: Kind, name: string): WriteResult {
    const key = this.#key(kind, name);
    if (kind === 'subscriberGroups' && key === ALL_SUBSCRIBERS) throw new Refused(400, `${key} cannot be removed`);
    if (!this.#map(kind).has(key)) throw new Refused(404, `${key} not found`);
    const { deleteStatus } = this.quirks;
    if (!this.#ignores(kind, key)) this.#remove(kind, key);
    if (deleteStatus === '404 though done') throw new Refused(404, `${key} not found`);
    return { status: deleteStatus, resource: undefined };
  }

  /** Everything that points to a policy that is not there, now. */
  dangling(): string[] {
    const users = [...this.subscribers, ...this.groups];
    return users.filter(([, user]) => this.#isDangling(user)).map(([key, user]) => `${key} -> ${policyOf(user)}`);
  }

  #putOnMissing(kind: Kind, key: string, body: Resource): WriteResult {
    const { putOnMissing } = this.quirks;
    if (putOnMissing !== 'creates') throw new Refused(putOnMissing, `${key} not found`);
    return this.post(kind, key, body);
  }

  #map(kind: Kind): Map<string, Resource> {
    if (kind === 'policies') return this.policies;
    return kind === 'subscribers' ? this.subscribers : this.groups;
  }

  #store(kind: Kind, key: string, resource: Resource, written: Resource): void {
    this.#map(kind).set(key, kind === 'subscribers' ? { ...resource, policyAssignedBy: 'api' } : resource);
    if (kind !== 'policies' && this.#isDangling(written)) {
      this.violations.push(`${kind} ${key} written with the policy ${policyOf(written)}, which does not exist`);
    }
  }

  #remove(kind: Kind, key: string): void {
    this.#map(kind).delete(key);
    if (kind === 'policies') this.#watchUsers(key);
    if (kind === 'subscribers' && this.quirks.seenComesBack && this.seen.has(key)) this.seedSeen(key);
  }

  #watchUsers(policy: string): void {
    const users = [...this.subscribers, ...this.groups].filter(([, user]) => policyOf(user) === policy);
    if (users.length === 0) return;
    this.violations.push(`policy ${policy} deleted while used by ${users.length}, such as ${users[0]?.[0]}`);
  }

  #isDangling(user: Resource): boolean {
    const policy = policyOf(user);
    return policy !== '' && !this.policies.has(policy);
  }

  #ignores(kind: Kind, key: string): boolean {
    if (kind !== 'policies' || !this.staticPolicies.has(key)) return false;
    if (this.quirks.staticWrite === 400) throw new Refused(400, `${key} is a static policy`);
    return true;
  }

  #listed(kind: Kind, key: string): boolean {
    return this.quirks.staticListed || kind !== 'policies' || !this.staticPolicies.has(key);
  }

  #key(kind: Kind, name: string): string {
    if (kind === 'policies') return name;
    if (kind === 'subscriberGroups') return groupName(name);
    const key = subscriberKey(name, this.quirks.subscriberPrefix);
    if (key === undefined) throw new Refused(400, `${name} is no address`);
    return key;
  }

  /** What of a body is stored. Unknown fields are tolerated; the key and who assigned the policy are not the client's. */
  #accepted(kind: Kind, body: Resource): Resource {
    const ownKeys = Object.values(KEY_FIELDS[kind]);
    const fields = Object.entries(body).filter(([name]) => name !== 'policyAssignedBy' && !ownKeys.includes(name));
    const resource = Object.fromEntries(fields);
    if (kind === 'policies') checkRates(resource);
    if (kind === 'subscribers') this.#checkGroups(resource);
    if (kind !== 'subscriberGroups') return resource;
    return this.#canonicalLists(resource);
  }

  #checkGroups({ subscriberGroups = [] }: Resource): void {
    if (!Array.isArray(subscriberGroups)) throw new Refused(400, 'subscriberGroups is no list');
    const names = subscriberGroups.filter((name) => name !== ALL_SUBSCRIBERS);
    if (names.length > this.quirks.mostGroups) throw new Refused(400, 'too many groups');
  }

  #withGroups(stored: Resource, body: Resource): Resource {
    const [before, now] = [stored['subscriberGroups'], body['subscriberGroups']];
    if (this.quirks.groupsOnPut === 'replaced' || !Array.isArray(before) || !Array.isArray(now)) return body;
    return { ...body, subscriberGroups: [...new Set([...before, ...now])] };
  }

  #canonicalLists(resource: Resource): Resource {
    const lists = { subscriberMembers: canonicalAddress, subscriberRanges: canonicalPrefix };
    const canonical = Object.entries(lists)
      .filter(([field]) => resource[field] !== undefined)
      .map(([field, canonise]) => [field, this.#ordered(canonicalSet(field, resource[field], canonise))]);
    return { ...resource, ...Object.fromEntries(canonical) };
  }

  #ordered(items: string[]): string[] {
    const sorted = items.sort();
    return this.quirks.listOrder === 'sorted' ? sorted : sorted.reverse();
  }

  /** Empty lists may be absent. */
  #shown(kind: Kind, key: string, stored: Resource): Resource {
    const isShown = (field: string) => field !== 'subscriberGroups' || this.quirks.groupsListed;
    const full = Object.entries(stored).filter(
      ([field, value]) => isShown(field) && !(Array.isArray(value) && value.length === 0),
    );
    const keyField = KEY_FIELDS[kind][this.quirks.keyFields];
    return this.quirks.spelling({ [keyField]: key, ...structuredCloneOf(full) });
  }
}

function structuredCloneOf(fields: [string, unknown][]): Resource {
  return Object.fromEntries(fields.map(([name, value]) => [name, isObject(value) ? structuredClone(value) : value]));
}

function policyOf(user: Resource): string {
  const policy = user.policyRate;
  return typeof policy === 'string' ? policy : '';
}

/** Objects are merged one level down; lists are replaced. */
function deeper(stored: Resource, body: Resource): Resource {
  const merged = Object.entries(body).map(([name, value]) => {
    const before = stored[name];
    const both = isObject(before) && isObject(value) && !Array.isArray(value);
    return [name, both ? { ...before, ...value } : value];
  });
  return Object.fromEntries(merged) as Resource;
}

/** `rate` is an integer in Kbps: 0 blocks, -1 is unlimited. */
function checkRates(policy: Resource): void {
  for (const field of ['rateLimitDownlink', 'rateLimitUplink']) {
    const limit = policy[field];
    if (limit === undefined) continue;
    const rate = isObject(limit) ? limit.rate : undefined;
    if (rate !== undefined && (!Number.isInteger(rate) || Number(rate) < -1))
      throw new Refused(400, `${field} ${rate}`);
    if (!isObject(limit)) throw new Refused(400, `${field} is no object`);
  }
}

function canonicalSet(field: string, value: unknown, canonise: (text: string) => string | undefined): string[] {
  if (!Array.isArray(value)) throw new Refused(400, `${field} is no list`);
  const items = value.map((item: unknown) => {
    const canonical = typeof item === 'string' ? canonise(item) : undefined;
    if (canonical === undefined) throw new Refused(400, `${field}: ${String(item)}`);
    return canonical;
  });
  return [...new Set(items)];
}

/** No spaces in names. */
function groupName(name: string): string {
  if (/\s/.test(name)) throw new Refused(400, `a group's name has no spaces: ${name}`);
  return name;
}

function isObject(value: unknown): value is Resource {
  return typeof value === 'object' && value !== null;
}
