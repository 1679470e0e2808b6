import ipaddr from 'ipaddr.js';
import { parsePrefix } from '../address/address.ts';
import type { Login } from '../billing/records.ts';
import type { Group, Skip } from './desired.ts';
import { toBqnName } from './name.ts';
import type { MappedLogins } from './subscribers.ts';

export interface MappedGroups {
  readonly groups: ReadonlyMap<string, Group>;
  readonly leftAlone: ReadonlySet<string>;
  readonly skipped: readonly Skip[];
}

/** The dual-stack group of a subscriber (reference/bqn-api.md). */
export function groupName(subscriberId: string): string {
  return `DS-${subscriberId}`;
}

interface Claim {
  readonly login: Login;
  readonly prefix: string;
  readonly first: bigint;
  readonly last: bigint;
}

/** Subscribers with an IPv6 prefix to dual-stack groups. Whether one has a policy to share is seen on the BQN. */
export function mapGroups(mapped: MappedLogins): MappedGroups {
  const skipped: Skip[] = [];
  const leftAlone = new Set(mapped.doubtful.map((login) => groupName(toBqnName(login.login))));
  const claims = mapped.chosen.flatMap(({ login }) => claimsOf(login, skipped));
  const doubtful = greedyClaims(claims);
  const ranges = new Map<Login, string[]>();
  for (const claim of claims) {
    if (doubtful.has(claim)) skipped.push(skip('shared-prefix', claim.login, claim.prefix));
    else ranges.set(claim.login, [...(ranges.get(claim.login) ?? []), claim.prefix]);
  }
  const groups = new Map<string, Group>();
  for (const { login, subscriber } of byLoginId(mapped)) {
    const name = groupName(subscriber.id);
    const own = ranges.get(login);
    if (own === undefined) {
      // A prefix that nobody can use today is no reason to take away the group that it had yesterday.
      if (hasPrefix(login)) leftAlone.add(name);
    } else if (groups.has(name)) {
      skipped.push(skip('shared-group', login, name));
    } else {
      groups.set(name, { name, subscriber, ranges: own });
    }
  }
  for (const name of groups.keys()) leftAlone.delete(name);
  return { groups, leftAlone, skipped };
}

function byLoginId(mapped: MappedLogins) {
  return [...mapped.chosen].sort((one, other) => one.login.id - other.login.id);
}

function hasPrefix(login: Login): boolean {
  return !isNoPrefix(login.delegatedPrefix) || !isNoPrefix(login.linkPrefix);
}

/** The login's prefixes, each once; bad ones are reported. */
function claimsOf(login: Login, skipped: Skip[]): Claim[] {
  const prefixes = new Set<string>();
  for (const text of [login.delegatedPrefix, login.linkPrefix]) {
    if (isNoPrefix(text)) continue;
    const prefix = parsePrefix(text);
    if (prefix === undefined) skipped.push(skip('bad-prefix', login, text.trim()));
    else prefixes.add(prefix);
  }
  return [...prefixes].map((prefix) => ({ login, prefix, ...span(prefix) }));
}

/** As the IPv4 column says 0.0.0.0, the IPv6 ones may say `::`. */
function isNoPrefix(text: string): boolean {
  return /^(|::(\/\d+)?)$/.test(text.trim());
}

/** The first and last address of a canonical prefix. */
function span(prefix: string): { first: bigint; last: bigint } {
  const [address = '', bits = '128'] = prefix.split('/');
  const hex = ipaddr.IPv6.parse(address)
    .toByteArray()
    .map((byte) => byte.toString(16).padStart(2, '0'));
  const first = BigInt(`0x${hex.join('')}`);
  return { first, last: first + (1n << BigInt(128 - Number(bits))) - 1n };
}

/**
 * Claims that hold another login's prefix: a whole pool typed into one customer, or one prefix on two stale sessions.
 * Obeying one would put others under that customer's limit, or under that customer's block.
 */
function greedyClaims(claims: readonly Claim[]): Set<Claim> {
  const greedy = new Set<Claim>();
  const sorted = [...claims].sort((one, other) => compare(one.first, other.first) || compare(other.last, one.last));
  /** Claims that hold the place where we are, the widest first. */
  let open: Claim[] = [];
  for (const claim of sorted) {
    open = open.filter((wider) => wider.last >= claim.first);
    for (const wider of open) {
      if (wider.login === claim.login) continue;
      greedy.add(wider);
      if (wider.first === claim.first && wider.last === claim.last) greedy.add(claim);
    }
    open.push(claim);
  }
  return greedy;
}

function compare(one: bigint, other: bigint): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function skip(reason: 'bad-prefix' | 'shared-prefix' | 'shared-group', login: Login, detail: string): Skip {
  return { reason, what: `login ${login.id} (${login.login})`, detail };
}
