import type { Applied } from '../apply/apply.ts';
import type { BqnState } from '../bqn/resources.ts';
import { type Change, type ChangePlan, policyAfter } from '../changes/change-plan.ts';
import { nameOf, writeOf } from '../changes/second-look.ts';
import { policyOf, UNSAID } from '../customers/fate.ts';
import type { FateChange } from '../customers/fate-change.ts';
import { BLOCK_POLICY } from '../mapping/desired.ts';

/**
 * Of the changes of fate in a plan, those whose write was done: the customer's own, their group's, or that of the policy they are
 * under. Whom a group of theirs blocks is blocked, whatever their entry says: a block comes with either, and ends with both.
 */
export function fatesThatCame(plan: ChangePlan, { done, otherwise }: Applied, { groups }: BqnState): FateChange[] {
  const planned = new Set(plan.changes.filter(({ kind }) => kind === 'subscriber').map(({ key }) => key));
  const written = new Set(done.map(nameOf));
  const inGroups = inGroupsOf(done);
  const blocked = inGroupsOf(done.filter((change) => policyAfter(change) === BLOCK_POLICY));
  const mended = new Set(otherwise.map(({ key }) => key));
  // Refused, or not written before the run was cut short.
  const isDone = new Set(done);
  const left = plan.changes.filter((change) => !isDone.has(change) && !mended.has(change.key));
  const stillBlocked = inGroupsOf(left.filter(({ key }) => groups.get(key)?.policy === BLOCK_POLICY));
  const came = plan.fates.filter((fate) => {
    const { ip, from, effect, group } = fate;
    if (effect === 'blocks' && blocked.has(ip)) return true;
    if (effect === 'opens' && (stillBlocked.has(ip) || mended.has(ip))) return !stillBlocked.has(ip);
    if (group !== undefined || planned.has(ip)) return written.has(writeOf(fate));
    if (inGroups.has(ip)) return true;
    const policy = policyOf(from);
    return policy !== null && written.has(`policy ${policy}`);
  });
  // Where their policy is not there, the block alone was taken away.
  return came.map((fate) => (fate.effect === 'opens' && mended.has(fate.ip) ? { ...fate, to: UNSAID } : fate));
}

/** The addresses of those to whom changes of groups belong, and the groups themselves. */
function inGroupsOf(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(changes.flatMap(({ kind, key, belongsTo }) => (kind === 'group' ? [key, ...belongsTo] : [])));
}
