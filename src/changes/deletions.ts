import type { BqnKind } from '../bqn/kinds.ts';
import type { BqnState, BqnSubscriber } from '../bqn/resources.ts';
import { fateUnder, type RatesOf, UNSAID } from '../fate/fate.ts';
import type { FateChange } from '../fate/fate-change.ts';
import type { Seats } from '../fate/seats.ts';
import type { Desired } from '../mapping/desired.ts';
import { say } from '../text/language.ts';
import type { Change, Delete } from './change-plan.ts';
import { emptied } from './diff-doubts.ts';
import { type Grace, isInGrace, mayDelete, type Owned, type Prune } from './ownership.ts';

export interface DeletionContext {
  readonly prune: Prune;
  readonly dualStack: boolean;
  readonly owned: Owned;
  readonly seats: Seats;
  readonly ratesBefore: RatesOf;
  readonly grace: Grace;
  /** Said of each deletion when not billing is the reason for it. */
  readonly reason: string | undefined;
}

/** Readings in a row, of a list that never stood still, after which an address that nobody had in any of them is gone. */
const UNSEEN_ENOUGH = 3;

export interface Deletions {
  readonly changes: readonly Change[];
  /** Customers who leave. */
  readonly fates: readonly FateChange[];
  /** Customers who are offline for so short a time that their entry stays. */
  readonly waiting: number;
}

/** Whether the billing system proves that nobody needs this entry (any more). */
export function isProvenGone(kind: BqnKind, key: string, { proven }: Desired, owned: Owned): boolean {
  if (proven.logins === 'whole') return true;
  if (proven.logins === 'cut' || kind === 'policy') return false;
  // This reading is one more.
  return (owned[kind].get(key)?.unseen ?? 0) + 1 >= UNSEEN_ENOUGH;
}

/**
 * Subscribers whom nobody shows any more. One with a quota only loses its policy: the quota belongs to the address.
 * @param written entries that something else becomes of in this run
 */
export function deleteSubscribers(
  desired: Desired,
  bqn: BqnState,
  context: DeletionContext,
  written: ReadonlySet<string>,
): Deletions {
  const { prune, dualStack, owned, seats, grace } = context;
  let waiting = 0;
  const changes: Change[] = [];
  const fates: FateChange[] = [];
  for (const [ip, entry] of bqn.subscribers) {
    if (written.has(ip) || desired.subscribers.has(ip) || desired.doubts.has(ip)) continue;
    if (isOutside(ip, entry, desired)) continue;
    const candidate = { kind: 'subscriber', key: ip, id: entry.id, assignedBy: entry.assignedBy } as const;
    if (!mayDelete(candidate, prune, owned, dualStack) || !isProvenGone('subscriber', ip, desired, owned)) continue;
    const leaves = !seats.isOnline(entry.id);
    if (leaves && isInGrace(owned.subscriber.get(ip), grace)) {
      waiting++;
      continue;
    }
    const change = hasQuota(entry) ? withoutPolicy(ip, entry) : deletion(ip, entry, context);
    if (change === undefined) continue;
    changes.push(change);
    if (leaves && seats.mainsOf(ip, entry).length === 0) fates.push(leaving(ip, entry, context));
  }
  return { changes, fates, waiting };
}

/** What belongs to customers whom another program or hand serves here stays theirs. */
function isOutside(ip: string, { id }: BqnSubscriber, { outside }: Desired): boolean {
  return outside.hasAddress(ip) || (id !== null && outside.ids.has(id));
}

function withoutPolicy(ip: string, entry: BqnSubscriber): Change | undefined {
  return entry.policy === null
    ? undefined
    : emptied(ip, entry, say`no online login has this IP; it holds a quota, so it stays`);
}

function hasQuota({ listed }: BqnSubscriber): boolean {
  const quota = listed?.['quota'];
  return typeof quota === 'object' && quota !== null && Object.keys(quota).length > 0;
}

function deletion(ip: string, entry: BqnSubscriber, { seats, reason }: DeletionContext): Delete {
  const moved = entry.id === null ? undefined : seats.addressNow(entry.id);
  const why = moved === undefined ? say`no online login has this IP` : say`${entry.id} is at ${moved} now`;
  return {
    kind: 'subscriber',
    action: 'delete',
    key: ip,
    path: entry.key,
    who: entry.id ?? ip,
    reason: reason ?? why,
    belongsTo: [ip, ...seats.mainsOf(ip, entry)],
    after: moved,
    letsGo: false,
  };
}

function leaving(ip: string, { id, policy }: BqnSubscriber, { ratesBefore, reason }: DeletionContext): FateChange {
  return {
    customer: id ?? ip,
    login: id ?? ip,
    ip,
    movedFrom: undefined,
    from: fateUnder(policy, ratesBefore),
    to: UNSAID,
    effect: 'leaves',
    contractGone: false,
    contract: 0,
    status: '',
    plan: 0,
    reason: reason ?? say`no online login has this IP`,
  };
}

/** Policies that no plan has any more. Those that something still uses stay. */
export function deletePolicies(desired: Desired, bqn: BqnState, context: DeletionContext): Delete[] {
  const { prune, dualStack, owned, reason } = context;
  const { logins, plans } = desired.proven;
  if (logins !== 'whole' || plans !== 'whole') return [];
  // An entry that could not be read may name any of them.
  if ((bqn.odd ?? []).length > 0) return [];
  const deletable = [...bqn.policies.values()].filter(({ name, id }) => {
    if (desired.policies.has(name) || desired.leftAlone.has(name)) return false;
    return mayDelete({ kind: 'policy', key: name, id, assignedBy: null }, prune, owned, dualStack);
  });
  return deletable.map(({ name }) => ({
    kind: 'policy',
    action: 'delete',
    key: name,
    path: name,
    who: name,
    reason: reason ?? say`no plan in IXC has this name`,
    belongsTo: [],
    after: undefined,
    letsGo: false,
  }));
}
