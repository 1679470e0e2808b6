import type { BqnGroup, BqnState } from '../bqn/resources.ts';
import { policyOf } from '../customers/fate.ts';
import type { FateChange } from '../customers/fate-change.ts';
import { GROUP_PREFIX } from '../customers/groups-at.ts';
import { BLOCK_POLICY } from '../mapping/desired.ts';
import type { BqnRecord } from '../state/record.ts';

/** Of what a run that was killed was about to write, what is there now. */
export function unheardOf({ journal }: BqnRecord, { subscribers, groups }: BqnState): FateChange[] {
  if (journal.untold.length === 0) return [];
  // Whom a group of theirs blocks is blocked, whatever their entry says.
  const blocked = new Set([...groups.values()].filter(isBlock).flatMap(({ members }) => members));
  const policyAt = (ip: string) => (blocked.has(ip) ? BLOCK_POLICY : (subscribers.get(ip)?.policy ?? null));
  const came = journal.untold.filter(({ ip, to }) => policyAt(ip) === policyOf(to));
  return came.map((fate) => ({ ...fate, movedFrom: undefined, contractGone: false, why: { kind: 'cut off' } }));
}

function isBlock({ name, policy }: BqnGroup): boolean {
  return policy === BLOCK_POLICY && name.startsWith(GROUP_PREFIX);
}
