import type { BqnState } from '../bqn/resources.ts';
import { BLOCK_POLICY } from '../customers/customer.ts';
import { policyOf } from '../customers/fate.ts';
import type { FateChange } from '../customers/fate-change.ts';
import { GROUP_PREFIX, GroupsAt } from '../customers/groups-at.ts';
import type { BqnRecord } from '../state/record.ts';

/** Of what a run that was killed was about to write, what is there now. */
export function unheardOf({ journal }: BqnRecord, { subscribers, groups }: BqnState): FateChange[] {
  if (journal.untold.length === 0) return [];
  const blocking = new GroupsAt(
    [...groups.values()].filter(({ name, policy }) => policy === BLOCK_POLICY && name.startsWith(GROUP_PREFIX)),
  );
  const came = journal.untold.filter(({ login, ip, group, to }) => {
    const asked = policyOf(to);
    if (group !== undefined) return (groups.get(group)?.policy ?? null) === asked;
    // Whom a group of theirs blocks is blocked, whatever their entry says.
    const isBlocked =
      groups.get(`${GROUP_PREFIX}${login}`)?.policy === BLOCK_POLICY || blocking.holding(ip, login, []).length > 0;
    return (isBlocked ? BLOCK_POLICY : (subscribers.get(ip)?.policy ?? null)) === asked;
  });
  return came.map((fate) => ({ ...fate, movedFrom: undefined, contractGone: false, why: { kind: 'cut off' } }));
}
