import { type BqnPolicy, type BqnState, wholeOf } from '../bqn/resources.ts';
import type { Why } from '../customers/why.ts';
import { BLOCK_POLICY, burstText, type Desired, type Policy } from '../mapping/desired.ts';
import { isObject, type JsonObject } from '../text/json.ts';
import { type BurstDiff, diffBursts, lacksBursts } from './burst-fields.ts';
import type { Change, FieldChange, TakeOver } from './change-plan.ts';
import type { Holds } from './holds.ts';
import { changed, type Diff, emptyDiff } from './kind-diff.ts';
import { NOTHING_OWNED, type Owned } from './ownership.ts';

/** What a policy write asks for, to be compared with what came of it. */
export function writeSignature(policy: Policy): string {
  const { id, downKbps, upKbps, bursts } = policy;
  const burst = bursts === undefined ? '' : ` ${burstText(bursts.down)} ${burstText(bursts.up)}`;
  return `${id} ${downKbps}/${upKbps}${burst}`;
}

export interface PolicyContext {
  /**
   * Policy writes that the BQN took without effect, as `writeSignature`: a static policy made in its GUI. A note holds
   * only while the list shows that policy, and otherwise than wanted.
   */
  readonly untaken: ReadonlyMap<string, string>;
  readonly holds: Holds;
  readonly owned: Owned;
}

interface PolicyDiff extends Diff {
  readonly takenOver: TakeOver[];
  /** Policies that are still another plan's, since the BQN takes no write of them, or it is held back. */
  readonly anothers: ReadonlySet<string>;
}

/** Policies, compared by id and both rates. */
export function diffPolicies(desired: Desired, bqn: BqnState, { untaken, holds, owned }: PolicyContext): PolicyDiff {
  const diff = emptyDiff();
  const takenOver: TakeOver[] = [];
  const anothers = new Set<string>();
  for (const policy of desired.policies.values()) {
    const existing = bqn.policies.get(policy.name);
    const bursts = diffBursts(existing, policy, owned);
    const fields = [...rateFields(existing, policy), ...bursts.fields];
    if (fields.length === 0) {
      diff.equal.push(policy.name);
    } else if (existing !== undefined && untaken.get(policy.name) === writeSignature(policy)) {
      diff.stuck.push({ kind: 'policy', key: policy.name, why: { kind: 'static policy' }, harmful: false });
      if (isAnotherPlans(existing, policy, desired, owned)) anothers.add(policy.name);
    } else if (existing !== undefined && holds.policies.has(policy.name)) {
      if (isAnotherPlans(existing, policy, desired, owned)) anothers.add(policy.name);
    } else {
      diff.changes.push(policyChange(existing, policy, fields, bursts, owned));
      if (existing !== undefined && isSomebodysElse(existing, policy, owned)) {
        takenOver.push(takeOver(existing, policy, bqn));
      }
    }
  }
  diff.changes.push(...wishesTakenBack(desired, bqn, owned));
  return { ...diff, takenOver, anothers };
}

/** Whether a policy is that of another plan, or was when this program made it; one of the operator's own is nobody's. */
function isAnotherPlans({ id }: BqnPolicy, { name, id: wanted }: Policy, { policies }: Desired, owned: Owned): boolean {
  if (id === wanted) return false;
  const known = owned.policy.get(name);
  const isMade = known?.takenOver === false && known.id === id;
  return isMade || [...policies.values()].some((other) => other.id === id);
}

/** Fields that a wish wrote on a policy that no plan has any more go back as long as the policy stays. */
function wishesTakenBack(desired: Desired, bqn: BqnState, owned: Owned): Change[] {
  if (desired.proven.logins !== 'whole' || desired.proven.plans !== 'whole') return [];
  return [...owned.policy].flatMap(([name, { written }]) => {
    const existing = bqn.policies.get(name);
    if (written === undefined || existing === undefined) return [];
    if (desired.policies.has(name) || desired.leftAlone.has(name)) return [];
    const { id, downKbps, upKbps } = existing;
    const policy = { name, id: String(id), downKbps: downKbps ?? -1, upKbps: upKbps ?? -1 };
    const bursts = diffBursts(existing, policy, owned);
    if (bursts.fields.length === 0) return [];
    return [{ ...policyChange(existing, policy, bursts.fields, bursts, owned), why: { kind: 'no such plan' } }];
  });
}

/** A policy that stood there before us under another id: the operator's own, or another plan's of before. */
function isSomebodysElse(existing: BqnPolicy, policy: Policy, owned: Owned): boolean {
  const known = owned.policy.get(policy.name);
  if (policy.name === BLOCK_POLICY || existing.id === policy.id) return false;
  return known === undefined || (known.id !== undefined && known.id !== existing.id);
}

function takeOver(existing: BqnPolicy, policy: Policy, { subscribers, groups }: BqnState): TakeOver {
  let users = 0;
  for (const entry of subscribers.values()) if (entry.policy === policy.name) users++;
  for (const group of groups.values()) if (group.policy === policy.name) users++;
  return { kind: 'policy', key: policy.name, was: existing, becomes: policy, users };
}

/** Whether the BQN holds the policy as it is wanted. @param change what was written of it, if anything was */
export function agrees(existing: BqnPolicy | undefined, policy: Policy, change?: Change): boolean {
  if (existing === undefined || rateFields(existing, policy).length > 0) return false;
  if (diffBursts(existing, policy, NOTHING_OWNED).fields.length > 0) return false;
  return change === undefined || change.action === 'delete' || !lacksBursts(existing, change.fields);
}

function rateFields(existing: BqnPolicy | undefined, policy: Policy): FieldChange[] {
  return changed([
    { field: 'policyId', from: existing?.id ?? null, to: policy.id },
    {
      field: 'downlink',
      from: existing === undefined ? null : showRate(existing.downKbps),
      to: showRate(policy.downKbps),
    },
    { field: 'uplink', from: existing === undefined ? null : showRate(existing.upKbps), to: showRate(policy.upKbps) },
  ]);
}

function policyChange(
  existing: BqnPolicy | undefined,
  policy: Policy,
  fields: readonly FieldChange[],
  { toWrite }: BurstDiff,
  owned: Owned,
): Change {
  const base = {
    kind: 'policy',
    key: policy.name,
    path: policy.name,
    who: policy.name,
    fields,
    why: whyOf(policy),
    policy: null,
    belongsTo: [],
  } as const;
  const body = {
    policyId: policy.id,
    rateLimitDownlink: rateLimit('rateLimitDownlink', existing, policy.downKbps, toWrite),
    rateLimitUplink: rateLimit('rateLimitUplink', existing, policy.upKbps, toWrite),
  };
  if (existing === undefined) return { ...base, action: 'create', body, known: owned.policy.has(policy.name) };
  const whole = wholeOf(existing.listed, body);
  return { ...base, action: 'update', body, whole, seen: false, otherwise: undefined, letsGo: false };
}

function whyOf({ name, id }: Policy): Why {
  return name === BLOCK_POLICY ? { kind: 'block policy' } : { kind: 'plan policy', id };
}

/** An operator's burst and congestion settings live beside our rate and go back as they were read. */
function rateLimit(
  limit: string,
  existing: BqnPolicy | undefined,
  rate: number,
  bursts: BurstDiff['toWrite'],
): JsonObject {
  const listed = existing?.listed[limit];
  return { ...(isObject(listed) && listed), rate, ...bursts[limit] };
}

/** Absent, null and -1 are one: no limit (src/bqn/README.md, "Policies"). */
function showRate(kbps: number | null): string {
  return kbps === null || kbps < 0 ? '-1' : String(kbps);
}
