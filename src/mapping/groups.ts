import { parsePrefix, subscriberPrefix } from '../address/address.ts';
import { bySpan, type Span, spanOf } from '../address/prefix.ts';
import type { Login } from '../billing/records.ts';
import { addTo } from '../customers/add-to.ts';
import { GROUP_PREFIX } from '../customers/groups-at.ts';
import type { Group, MappingOptions, PrefixClaim, Share, Subscriber } from './desired.ts';
import { joinByContract } from './joined.ts';
import { toBqnName } from './name.ts';
import { type Skip, skipLogin } from './skip.ts';
import type { Candidate, MappedLogins } from './subscribers.ts';

export interface MappedGroups {
  readonly groups: ReadonlyMap<string, Group>;
  readonly skipped: readonly Skip[];
}

export { GROUP_PREFIX };

/** The dual-stack group of a subscriber (src/bqn/README.md, "Groups"). */
export function groupName(subscriberId: string): string {
  return `${GROUP_PREFIX}${subscriberId}`;
}

/** The names that the group of a subscriber may have: the usual one, and that of a blocked one where it is taken. */
export function groupNames({ id, loginId }: Pick<Subscriber, 'id' | 'loginId'>): readonly [string, string] {
  const name = groupName(id);
  return [name, `${name}-${loginId}`];
}

interface Claim extends PrefixClaim {
  readonly login: Login;
}

/** The prefixes of all logins that are online. */
export interface Claims {
  readonly byLogin: ReadonlyMap<Login, readonly Claim[]>;
  /** Those in which another login has one: using them would put others under this customer's limit, or block. */
  readonly greedy: ReadonlySet<Claim>;
  /** Those that are somebody's, shared ones included; not the whole pool typed into one customer. */
  readonly held: readonly PrefixClaim[];
  /** Those of them who are left alone. */
  readonly others: ReadonlySet<Login>;
  readonly bad: readonly Skip[];
}

/** @param others logins that are left alone: theirs is theirs all the same, and nobody is told of what is wrong with it */
export function claimsOf(logins: readonly Login[], others: readonly Login[] = []): Claims {
  const bad: Skip[] = [];
  const byLogin = new Map<Login, readonly Claim[]>();
  const add = (login: Login, told: Skip[]) => {
    const claims = claimsOfLogin(login, told);
    if (claims.length > 0) byLogin.set(login, claims);
  };
  for (const login of logins) add(login, bad);
  for (const login of others) add(login, []);
  const all = [...byLogin.values()].flat();
  const { greedy, pools } = judge(all);
  return { byLogin, greedy, held: all.filter((claim) => !pools.has(claim)), others: new Set(others), bad };
}

/**
 * The prefixes of a login as a BQN of this prefix length keys its IPv6 subscribers, each once, with what of theirs lies in it; what
 * is wider is reported.
 */
export function prefixEntriesOf(
  { byLogin, others }: Claims,
  bits: number,
  skipped: Skip[],
): (login: Login) => ReadonlyMap<string, readonly Span[]> {
  const found = new Map<Login, ReadonlyMap<string, readonly Span[]>>();
  for (const [login, claims] of byLogin) {
    const keys = new Map<string, Span[]>();
    for (const claim of claims) {
      const { prefix } = claim;
      const key = subscriberPrefix(prefix, bits);
      if (key !== undefined) addTo(keys, key, claim);
      else if (!others.has(login)) skipped.push(skipLogin(login, { reason: 'wide-prefix', prefix, bits }));
    }
    found.set(login, keys);
  }
  return (login) => found.get(login) ?? NO_KEYS;
}

export const NO_KEYS: ReadonlyMap<string, readonly Span[]> = new Map();

const NO_CLAIMS: Claims = { byLogin: new Map(), greedy: new Set(), held: [], others: new Set(), bad: [] };

/** Which groups are wanted: of a login's IPv4 and IPv6, of all logins of a contract, or of both at once. */
type GroupOptions = Pick<MappingOptions, 'dualStack' | 'joinContracts'>;

/**
 * Subscribers with an IPv6 prefix, and those of one contract, to groups. Whether one has a policy to share is seen on the
 * BQN.
 */
export function mapGroups({ chosen }: MappedLogins, claimed: () => Claims, options: GroupOptions): MappedGroups {
  const claims = options.dualStack ? claimed() : NO_CLAIMS;
  const skipped = [...claims.bad];
  for (const { login, prefix } of claims.greedy)
    if (!claims.others.has(login)) skipped.push(skipLogin(login, { reason: 'shared-prefix', prefix }));
  const groups = new Map<string, Group>();
  const candidates = byLoginId(chosen.filter(({ subscriber }) => subscriber.main === undefined));
  const joined = new Map(options.joinContracts === true ? joinByContract(candidates, skipped) : []);
  const followers = new Set([...joined.values()].flat());
  for (const candidate of candidates) {
    const { login, subscriber } = candidate;
    const others = joined.get(candidate) ?? [];
    const isDual = options.dualStack && hasPrefix(login);
    if (followers.has(candidate) || (!isDual && others.length === 0)) continue;
    const name = freeName(candidate, groups);
    if (name === undefined) {
      skipped.push(skipLogin(login, { reason: 'shared-group', group: groupName(subscriber.id) }));
      // The next of the contract leads the others: without a group nothing would limit their prefixes.
      const [next, ...rest] = others;
      if (next !== undefined) {
        followers.delete(next);
        joined.set(next, rest);
      }
      continue;
    }
    const shares = others.map((other) => shareOf(other, claims, options));
    groups.set(name, {
      name,
      ...shareOf(candidate, claims, options),
      ...(shares.length > 0 && { joined: shares }),
    });
  }
  return { groups, skipped };
}

function shareOf({ login, subscriber }: Candidate, claims: Claims, { dualStack }: GroupOptions): Share {
  const usable = (claims.byLogin.get(login) ?? []).filter((claim) => !claims.greedy.has(claim));
  // A prefix that nobody can use today is no reason to take away the group that it had yesterday.
  if (usable.length === 0 && dualStack && hasPrefix(login)) return { subscriber, ranges: 'last good' };
  return { subscriber, ranges: usable.map(({ prefix }) => prefix) };
}

/** One of several logins with one name has its group; but a blocked one's prefix is always in some group at the block. */
function freeName({ subscriber }: Candidate, groups: ReadonlyMap<string, Group>): string | undefined {
  const [name, ofBlocked] = groupNames(subscriber);
  if (!groups.has(name)) return name;
  return subscriber.standing.kind === 'blocked' ? ofBlocked : undefined;
}

function byLoginId(chosen: readonly Candidate[]): Candidate[] {
  return [...chosen].sort((one, other) => one.login.id - other.login.id);
}

function hasPrefix(login: Login): boolean {
  return !isNoPrefix(login.delegatedPrefix) || !isNoPrefix(login.linkPrefix);
}

/** The login's prefixes, each once; bad ones are reported. */
function claimsOfLogin(login: Login, bad: Skip[]): Claim[] {
  const claims: Claim[] = [];
  const add = (text: string) => {
    if (isNoPrefix(text)) return;
    const prefix = parsePrefix(text);
    if (prefix === undefined) bad.push(skipLogin(login, { reason: 'bad-prefix', prefix: text.trim() }));
    else if (claims[0]?.prefix !== prefix) {
      const { first, last } = spanOf(prefix);
      claims.push({ login, id: toBqnName(login.login), loginId: login.id, prefix, first, last });
    }
  };
  add(login.delegatedPrefix);
  add(login.linkPrefix);
  return claims;
}

/** As the IPv4 column says 0.0.0.0, the IPv6 ones may say `::`. */
function isNoPrefix(text: string): boolean {
  return text === '' || /^(|::(\/\d+)?)$/.test(text.trim());
}

/** A prefix with all claims to it, and whose claims lie in it. */
interface Place {
  readonly claims: [Claim, ...Claim[]];
  readonly last: string;
  /** Logins that hold it or something in it; of more than one it does not matter which. */
  owner: Login | 'several';
  /** Whether another login has something narrower in it. */
  isPool: boolean;
}

/**
 * Claims that hold another login's prefix: a whole pool typed into one customer, or one prefix on two stale sessions.
 * Prefixes nest or are apart, so one walk in their order sees each inside those that hold it.
 */
function judge(claims: readonly Claim[]): { readonly greedy: Set<Claim>; readonly pools: Set<Claim> } {
  const greedy = new Set<Claim>();
  const pools = new Set<Claim>();
  const open: Place[] = [];
  const close = (place: Place) => {
    open.pop();
    if (place.owner === 'several') for (const claim of place.claims) greedy.add(claim);
    if (place.isPool) for (const claim of place.claims) pools.add(claim);
    const wider = open.at(-1);
    if (wider !== undefined) holdIn(wider, place.owner);
  };
  const closeThose = (isOver: (place: Place) => boolean) => {
    for (let place = open.at(-1); place !== undefined && isOver(place); place = open.at(-1)) close(place);
  };
  for (const claim of [...claims].sort(bySpan)) {
    closeThose(({ last }) => last < claim.first);
    const here = open.at(-1);
    if (here !== undefined && here.last === claim.last && here.claims[0].first === claim.first) {
      here.claims.push(claim);
      here.owner = 'several';
    } else {
      open.push({ claims: [claim], last: claim.last, owner: claim.login, isPool: false });
    }
  }
  closeThose(() => true);
  return { greedy, pools };
}

function holdIn(wider: Place, owner: Place['owner']): void {
  if (wider.owner === owner && owner !== 'several') return;
  wider.owner = 'several';
  wider.isPool = true;
}
