import { isIpv6 } from '../address/address.ts';
import { PrefixHolders, spanOf } from '../address/prefix.ts';
import { isUndecided } from '../billing/standing.ts';
import { type BqnState, type BqnSubscriber, isFromRules, wholeOf } from '../bqn/resources.ts';
import type { Seats } from '../fate/seats.ts';
import { BLOCK_POLICY, type Desired, type PrefixClaim, type Subscriber } from '../mapping/desired.ts';
import { say } from '../text/language.ts';
import type { Update } from './change-plan.ts';

/**
 * Addresses that several logins show are left as they are, but for what is certainly wrong there: a block that none of
 * them is due, or the plan or block of somebody who is none of them.
 */
export function diffDoubts(desired: Desired, bqn: BqnState, isOurPolicy: (policy: string) => boolean): Update[] {
  const changes: Update[] = [];
  for (const [ip, rivals] of desired.doubts) {
    const existing = bqn.subscribers.get(ip);
    if (existing === undefined || !isWrong(existing, rivals, isOurPolicy)) continue;
    changes.push(emptied(ip, existing, say`${rivals.length} logins show this IP, and this is due to none of them`));
  }
  return changes;
}

/**
 * Entries of IPv6 prefixes that nobody is to have here (`--ipv6-subscribers` is off, or was another length), and that are
 * somebody else's now: they would put an online customer under the plan or block of another. Lets go whatever else waits.
 * @param isOfOurs whether it is about customers of ours: by its policy, by whose it says that it is, or by the ledger
 */
export function diffStrangers(
  { subscribers, doubts, claims }: Desired,
  bqn: BqnState,
  seats: Seats,
  isOfOurs: (policy: string, id: string | null, ip: string) => boolean,
): Update[] {
  const found: [string, BqnSubscriber][] = [];
  for (const [ip, entry] of bqn.subscribers) {
    if (!isIpv6(ip) || subscribers.has(ip) || doubts.has(ip) || isFromRules(entry)) continue;
    if (entry.policy !== null && isOfOurs(entry.policy, entry.id, ip)) found.push([ip, entry]);
  }
  if (found.length === 0) return [];
  const holders = new PrefixHolders(claims(), ({ loginId }) => loginId);
  // Of one of several who have this name nobody can tell whether it is theirs.
  const isTheirs = (id: string | null) => (holder: PrefixClaim) => holder.id === id && !seats.isAmbiguous(holder.id);
  return found
    .filter(([ip, { id }]) => holders.isAnothers(spanOf(ip), isTheirs(id)))
    .map(([ip, entry]) => emptied(ip, entry, say`its prefix is somebody else's now`));
}

function isWrong(
  { id, policy, ...entry }: BqnSubscriber,
  rivals: readonly Subscriber[],
  isOurPolicy: (policy: string) => boolean,
): boolean {
  if (policy === null || isFromRules(entry) || !isOurPolicy(policy)) return false;
  if (id !== null && !rivals.some((rival) => rival.id === id)) return true;
  return policy === BLOCK_POLICY && !rivals.some(mayBeBlocked);
}

function mayBeBlocked({ standing }: Subscriber): boolean {
  return standing.kind === 'blocked' || isUndecided(standing);
}

/** An entry that stays, with no policy any more. */
export function emptied(ip: string, existing: BqnSubscriber, reason: string): Update {
  const body = { policyRate: '' };
  return {
    kind: 'subscriber',
    action: 'update',
    key: ip,
    path: existing.key,
    who: existing.id ?? ip,
    fields: [{ field: 'policyRate', from: existing.policy, to: null }],
    reason,
    body,
    whole: wholeOf(existing.listed, existing.id === null ? body : { subscriberId: existing.id, ...body }),
    policy: null,
    seen: false,
    otherwise: undefined,
    letsGo: false,
    belongsTo: [ip],
  };
}
