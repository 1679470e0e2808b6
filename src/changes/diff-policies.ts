import { type BqnPolicy, type BqnState, wholeOf } from '../bqn/resources.ts';
import { BLOCK_POLICY, type Burst, burstText, type Desired, type Policy } from '../mapping/desired.ts';
import { isObject, type JsonObject } from '../text/json.ts';
import { say } from '../text/language.ts';
import type { Change, FieldChange, TakeOver } from './change-plan.ts';
import type { Holds } from './holds.ts';
import { changed, type Diff, emptyDiff } from './kind-diff.ts';
import type { Owned } from './ownership.ts';

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

/** Policies, compared by id and both rates. */
export function diffPolicies(
  desired: Desired,
  bqn: BqnState,
  { untaken, holds, owned }: PolicyContext,
): Diff & { readonly takenOver: TakeOver[] } {
  const diff = emptyDiff();
  const takenOver: TakeOver[] = [];
  for (const policy of desired.policies.values()) {
    const existing = bqn.policies.get(policy.name);
    const fields = policyFields(existing, policy);
    if (existing !== undefined && fields.length === 0) {
      diff.equal.push(policy.name);
    } else if (existing !== undefined && untaken.get(policy.name) === writeSignature(policy)) {
      const reason = say`the BQN took the last such write without effect: a static policy, made in its GUI`;
      diff.stuck.push({ kind: 'policy', key: policy.name, reason, harmful: false });
    } else if (existing === undefined || !holds.policies.has(policy.name)) {
      diff.changes.push(policyChange(existing, policy, fields));
      if (existing !== undefined && isSomebodysElse(existing, policy, owned)) {
        takenOver.push(takeOver(existing, policy, bqn));
      }
    }
  }
  return { ...diff, takenOver };
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
  const shown = (id: string | null, down: number | null, up: number | null) =>
    say`id ${id ?? 'none'}, ${down ?? say`no limit`}/${up ?? say`no limit`} Kbps`;
  return {
    kind: 'policy',
    key: policy.name,
    was: shown(existing.id, existing.downKbps, existing.upKbps),
    becomes: shown(policy.id, policy.downKbps, policy.upKbps),
    users,
  };
}

/** Whether the BQN holds the policy as it is wanted. */
export function agrees(existing: BqnPolicy | undefined, policy: Policy): boolean {
  return existing !== undefined && policyFields(existing, policy).length === 0;
}

function policyFields(existing: BqnPolicy | undefined, policy: Policy): FieldChange[] {
  return changed([
    { field: 'policyId', from: existing?.id ?? null, to: policy.id },
    {
      field: 'downlink',
      from: existing === undefined ? null : showRate(existing.downKbps),
      to: showRate(policy.downKbps),
    },
    { field: 'uplink', from: existing === undefined ? null : showRate(existing.upKbps), to: showRate(policy.upKbps) },
    ...burstFields(existing, policy),
  ]);
}

/** Only of a policy that is to have one: what stands there otherwise is the operator's. */
function burstFields(existing: BqnPolicy | undefined, { bursts }: Policy): FieldChange[] {
  const ways = [
    { field: 'downlink burst', wanted: bursts?.down, listed: existing?.listed['rateLimitDownlink'] },
    { field: 'uplink burst', wanted: bursts?.up, listed: existing?.listed['rateLimitUplink'] },
  ];
  return ways.flatMap(({ field, wanted, listed }) =>
    wanted === undefined ? [] : [{ field, from: listedBurst(listed), to: burstText(wanted) }],
  );
}

/** In the order of `burstText`. */
const BURST_FIELDS = ['burstRate', 'burstThreshold', 'burstDuration'] as const;

function listedBurst(limit: unknown): string {
  if (!isObject(limit)) return 'none';
  return BURST_FIELDS.map((field) => Number(limit[field] ?? 0)).join('/');
}

function policyChange(existing: BqnPolicy | undefined, policy: Policy, fields: readonly FieldChange[]): Change {
  const base = {
    kind: 'policy',
    key: policy.name,
    path: policy.name,
    who: policy.name,
    fields,
    reason: policy.name === BLOCK_POLICY ? say`for blocked customers` : say`plan ${policy.id}`,
    policy: null,
    belongsTo: [],
  } as const;
  const body = {
    policyId: policy.id,
    rateLimitDownlink: rateLimit(existing?.listed['rateLimitDownlink'], policy.downKbps, policy.bursts?.down),
    rateLimitUplink: rateLimit(existing?.listed['rateLimitUplink'], policy.upKbps, policy.bursts?.up),
  };
  if (existing === undefined) return { ...base, action: 'create', body };
  const whole = wholeOf(existing.listed, body);
  return { ...base, action: 'update', body, whole, seen: false, otherwise: undefined, letsGo: false };
}

/** An operator's burst and congestion settings live beside our rate and go back as they were read. */
function rateLimit(listed: unknown, kbps: number, burst: Burst | undefined): JsonObject {
  const fields = isObject(listed) ? listed : {};
  if (burst === undefined) return { ...fields, rate: kbps };
  const { rateKbps: burstRate, thresholdKbps: burstThreshold, durationS: burstDuration } = burst;
  return { ...fields, rate: kbps, burstRate, burstThreshold, burstDuration };
}

/** Absent, null and -1 are one: no limit (src/bqn/README.md, "Policies"). */
function showRate(kbps: number | null): string {
  return kbps === null || kbps < 0 ? '-1' : String(kbps);
}
