import { canonicalAddress, isAddress } from '../address/address.ts';
import type { KnownRows, Print } from '../listing/known-rows.ts';
import { isObject, type JsonObject } from '../text/json.ts';
import { say } from '../text/language.ts';

/** A rate policy as a BQN lists it. Rates in Kbps; null where the BQN shows none. */
export interface BqnPolicy {
  readonly name: string;
  readonly id: string | null;
  readonly downKbps: number | null;
  readonly upKbps: number | null;
  readonly listed: JsonObject;
}

export interface BqnSubscriber {
  /** As the BQN writes it, for the path. */
  readonly key: string;
  readonly id: string | null;
  readonly policy: string | null;
  /** `rules` for an address that nobody wrote; other values are not all known (src/bqn/README.md, "Subscribers"). */
  readonly assignedBy: string | null;
  /** Undefined when it holds nothing that `id` and `policy` do not say. */
  readonly listed: JsonObject | undefined;
}

export interface BqnGroup {
  readonly name: string;
  readonly policy: string | null;
  readonly members: readonly string[];
  /** Prefixes, and IPv4 networks of any width. */
  readonly ranges: readonly string[];
  /** Subscriber ids that it holds at whatever address. */
  readonly ids: readonly string[];
  /** All addresses that result, where the BQN lists them: computed, and never written back. */
  readonly all: readonly string[];
  readonly listed: JsonObject;
}

/** What a BQN holds. Subscribers by their canonical address. */
export interface BqnState {
  readonly policies: ReadonlyMap<string, BqnPolicy>;
  readonly subscribers: ReadonlyMap<string, BqnSubscriber>;
  readonly groups: ReadonlyMap<string, BqnGroup>;
  /** Entries that were passed over, with what is wrong with them. */
  readonly odd?: readonly string[];
  /** What is known of a reading before, where that was asked for. */
  readonly reread?: Reread;
}

/** Entries of which it is known what they said before. */
export interface KnownEntries {
  readonly subscribers: KnownRows;
  readonly groups: KnownRows;
}

/** A list of which known entries were passed over. */
export interface RereadList<T> {
  /** Whether a known entry was passed over. */
  has(index: number): boolean;
  /** The fingerprint of an entry that was looked at, by name or canonical address. */
  print(key: string): Print | undefined;
  /**
   * All entries that were looked at and those of the others that are asked for, in the order of the list: of two under one key
   * the last one counts.
   */
  with(isAsked: (index: number) => boolean): readonly Listed<T>[];
}

export interface Listed<T> {
  readonly entry: T;
  /** Which of the known entries it is; undefined for one that was looked at. */
  readonly index: number | undefined;
}

export interface Reread {
  readonly subscribers: RereadList<readonly [string, BqnSubscriber]>;
  readonly groups: RereadList<BqnGroup>;
}

/** The BQN's own group of everybody (src/bqn/README.md, "Groups"). */
export const BUILT_IN_GROUP = 'all-subscribers';

/** An entry of a list that is not what it should be; the message says in what. */
export class UnreadableItem extends Error {
  override readonly name = 'UnreadableItem';
}

/** The documentation names the keys in paths, not in lists, so each of these is understood. */
const POLICY_KEYS = ['policyName', 'name', 'ratePolicyName', 'policyRateName', 'policy'] as const;
const SUBSCRIBER_KEYS = ['subscriberIp', 'ip', 'subscriberIP', 'ipAddress', 'subscriberAddress', 'address'] as const;
const GROUP_KEYS = ['subscriberGroupName', 'name', 'groupName', 'subscriberGroup', 'group'] as const;

export function readPolicy(item: JsonObject): BqnPolicy {
  return {
    name: keyOf(item, POLICY_KEYS, isName, 'policy'),
    id: text(item['policyId']),
    downKbps: rateOf(item['rateLimitDownlink']),
    upKbps: rateOf(item['rateLimitUplink']),
    listed: item,
  };
}

/** @returns the canonical address and what stands under it */
export function readSubscriber(item: JsonObject): readonly [string, BqnSubscriber] {
  const key = keyOf(
    item,
    SUBSCRIBER_KEYS,
    (field, value) => field !== 'subscriberId' && isAddress(value),
    'subscriber',
  );
  if (!isAddress(key)) throw new UnreadableItem(say`subscriber "${key.slice(0, 60)}" is not under an address`);
  const subscriber = {
    key,
    id: text(item['subscriberId']),
    policy: policyOf(item),
    assignedBy: text(item['policyAssignedBy']),
    listed: hasMore(item) ? item : undefined,
  };
  return [canonicalAddress(key), subscriber];
}

export function readGroup(item: JsonObject): BqnGroup {
  return {
    name: keyOf(item, GROUP_KEYS, isName, 'group'),
    policy: policyOf(item),
    members: addresses(item, 'subscriberMembers'),
    ranges: addresses(item, 'subscriberRanges'),
    ids: texts(item, 'subscriberIds'),
    all: Array.isArray(item['subscriberAll']) ? addresses(item, 'subscriberAll') : [],
    listed: item,
  };
}

/** What a BQN computes of a group (src/bqn/README.md, "Groups"). */
const COMPUTED = ['subscriberAll', 'subscriberGroupType'] as const;
const NOT_OURS = new Set<string>([...POLICY_KEYS, ...SUBSCRIBER_KEYS, ...GROUP_KEYS, ...COMPUTED, 'policyAssignedBy']);

/** What a POST must carry to leave the rest of an entry as it was: all that was listed but its key, its origin and what the BQN computes. */
export function wholeOf(listed: JsonObject | undefined, ours: JsonObject): JsonObject {
  if (listed === undefined) return ours;
  const rest = Object.entries(listed).filter(([field]) => !NOT_OURS.has(field));
  return { ...Object.fromEntries(rest), ...ours };
}

/** Whether it is an address that the box merely sees, perhaps with a policy of the operator's rules: nobody wrote it. */
export function isFromRules({ assignedBy }: Pick<BqnSubscriber, 'assignedBy'>): boolean {
  return assignedBy?.toLowerCase() === 'rules';
}

/** All that is looked at in the entry of a subscriber of which nothing else says anything. */
export const SUBSCRIBER_FIELDS: readonly string[] = [
  ...SUBSCRIBER_KEYS,
  'subscriberId',
  'policyRate',
  'policyAssignedBy',
];
const PLAIN_SUBSCRIBER: ReadonlySet<string> = new Set(SUBSCRIBER_FIELDS);

/** Of hundreds of thousands of entries only those are kept whole that hold something which a POST would reset. */
function hasMore(item: JsonObject): boolean {
  for (const field in item) if (!PLAIN_SUBSCRIBER.has(field) && !isUnset(item[field])) return true;
  return false;
}

/** The groups of a subscriber whom nobody put into one, as JSON. */
export const UNSET_GROUPS = JSON.stringify([BUILT_IN_GROUP]);

/** What a field says that nobody has set, or that the BQN itself sets for everybody (src/bqn/README.md, "Policies"). */
function isUnset(value: unknown): boolean {
  if (value === null || value === '' || value === 0) return true;
  if (Array.isArray(value)) return value.every((element) => element === BUILT_IN_GROUP);
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** The item's own key: under one of the names we know, else in the first field that looks like it. */
function keyOf(
  item: JsonObject,
  known: readonly string[],
  looksRight: (field: string, value: string) => boolean,
  kind: string,
): string {
  for (const field of known) {
    const value = item[field];
    if (typeof value === 'string' && value !== '') return inPath(value, kind);
  }
  for (const [field, value] of Object.entries(item)) {
    if (typeof value === 'string' && value !== '' && looksRight(field, value)) return inPath(value, kind);
  }
  throw new UnreadableItem(say`a ${kind} has no name`);
}

/** `..` as the end of a path would be another path, perhaps that of a whole list. */
function inPath(name: string, kind: string): string {
  if (name === '.' || name === '..') throw new UnreadableItem(say`a ${kind} is named "${name}"`);
  return name;
}

function isName(field: string): boolean {
  return /name$/i.test(field);
}

/** Absent, null and empty all say "none". */
function text(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' ? String(value) : null;
}

/** Of one that names its policy in a way that we cannot read, nobody could say which policy is in use. */
function policyOf(item: JsonObject): string | null {
  const value = item['policyRate'];
  if (typeof value === 'object' && value !== null) throw new UnreadableItem(say`the policy of an entry is no name`);
  return text(value);
}

function rateOf(limit: unknown): number | null {
  if (!isObject(limit)) return null;
  const rate = typeof limit['rate'] === 'string' ? Number(limit['rate']) : limit['rate'];
  return typeof rate === 'number' && Number.isFinite(rate) ? rate : null;
}

/** Empty lists may be absent, and the order is not kept (src/bqn/README.md, "Groups"). */
function addresses(item: JsonObject, field: string): string[] {
  return texts(item, field).map(canonicalAddress);
}

function texts(item: JsonObject, field: string): readonly string[] {
  const value = item[field];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every((entry) => typeof entry === 'string')) {
    const name = keyOf(item, GROUP_KEYS, isName, 'group');
    throw new UnreadableItem(say`group "${name.slice(0, 60)}" has ${field} that are no list of addresses`);
  }
  return value;
}
