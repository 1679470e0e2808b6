import { type BqnState, isFromRules } from '../bqn/resources.ts';
import { isRewritten } from '../changes/ownership.ts';
import { GROUP_PREFIX } from '../customers/groups-at.ts';
import { NEWLY_OWNED, type OwnedEntry } from '../customers/owned.ts';
import { BLOCK_POLICY, type Desired, SLOW_POLICY } from '../mapping/desired.ts';
import type { BqnRecord } from './record.ts';

/** An entry or group that a lost ledger knew, by all signs. */
export interface Adopted {
  readonly kind: 'subscriber' | 'group';
  readonly key: string;
  /** Whom it was made for, as the BQN has it. */
  readonly who: string;
}

/**
 * What names a policy of ours, and nobody who is online elsewhere: a customer who is served by another BQN or hand, or at
 * another address, may have it by somebody else's word. Nothing where the logins were not read whole.
 */
export function adoptable(desired: Desired, bqn: BqnState, { owned }: BqnRecord): readonly Adopted[] {
  if (desired.proven.logins !== 'whole') return [];
  const isOurPolicy = (policy: string | null) =>
    policy !== null && (policy === BLOCK_POLICY || policy === SLOW_POLICY || desired.policies.has(policy));
  const { subscribers, others, ousted, doubts } = desired;
  const shown = [...subscribers.values(), ...others, ...ousted, ...[...doubts.values()].flat()];
  const online = new Set(shown.map(({ id }) => id));
  const places = new Set(others.flatMap(({ ip }) => (ip === undefined ? [] : [ip])));
  const isNobodys = (id: string) => !online.has(id) && !desired.outside.ids.has(id);
  const isFree = (ip: string) => !places.has(ip) && !doubts.has(ip) && !desired.outside.hasAddress(ip);
  const entries = [...bqn.subscribers].flatMap(([ip, entry]): Adopted[] => {
    const { id, policy, assignedBy } = entry;
    if (id === null || subscribers.has(ip) || owned.subscriber.has(ip)) return [];
    const isByOthers = isFromRules(entry) || isRewritten(assignedBy, NEWLY_OWNED);
    const isOurs = !isByOthers && isOurPolicy(policy) && isNobodys(id) && isFree(ip);
    return isOurs ? [{ kind: 'subscriber', key: ip, who: id }] : [];
  });
  const groups = [...bqn.groups.values()].flatMap(({ name, policy, members }): Adopted[] => {
    if (!name.startsWith(GROUP_PREFIX) || desired.groups.has(name) || owned.group.has(name)) return [];
    const who = name.slice(GROUP_PREFIX.length);
    const isOurs = isOurPolicy(policy) && isNobodys(who) && members.every(isFree);
    return isOurs ? [{ kind: 'group', key: name, who }] : [];
  });
  return [...entries, ...groups];
}

/** The record of a BQN with these as ours again. */
export function withAdopted(record: BqnRecord, adopted: readonly Adopted[]): BqnRecord {
  if (adopted.length === 0) return record;
  const of = (kind: Adopted['kind']): Map<string, OwnedEntry> =>
    new Map([
      ...record.owned[kind],
      ...adopted
        .filter((one) => one.kind === kind)
        .map(({ key, who }): [string, OwnedEntry] => [
          key,
          kind === 'group' ? NEWLY_OWNED : { ...NEWLY_OWNED, id: who },
        ]),
    ]);
  return { ...record, owned: { ...record.owned, subscriber: of('subscriber'), group: of('group') } };
}
