import { type BqnPolicy, type BqnState, wholeOf } from '../bqn/resources.ts';
import { BLOCK_POLICY, type Desired, type Policy } from '../mapping/desired.ts';
import { isObject, type JsonObject } from '../text/json.ts';
import type { Change, FieldChange } from './change-plan.ts';
import { changed, type Diff } from './kind-diff.ts';

/** What a policy write asks for, to be compared with what came of it. */
export function writeSignature(policy: Policy): string {
  return `${policy.id} ${policy.downKbps}/${policy.upKbps}`;
}

/**
 * Policies, compared by id and both rates.
 * @param untaken writes that the BQN took without effect: name to `writeSignature`
 */
export function diffPolicies(desired: Desired, bqn: BqnState, untaken: ReadonlyMap<string, string>): Diff {
  const diff: Diff = { changes: [], equal: [], stuck: [] };
  for (const policy of desired.policies.values()) {
    const existing = bqn.policies.get(policy.name);
    const fields = policyFields(existing, policy);
    if (existing !== undefined && fields.length === 0) {
      diff.equal.push(policy.name);
    } else if (untaken.get(policy.name) === writeSignature(policy)) {
      const reason = 'the BQN took the last such write without effect: a static policy, made in its GUI';
      diff.stuck.push({ kind: 'policy', key: policy.name, reason, harmful: false });
    } else {
      diff.changes.push(policyChange(existing, policy, fields));
    }
  }
  return diff;
}

/** Whether the BQN holds the policy as IXC wants it. */
export function agrees(existing: BqnPolicy | undefined, policy: Policy): boolean {
  return existing !== undefined && policyFields(existing, policy).length === 0;
}

function policyFields(existing: BqnPolicy | undefined, policy: Policy): FieldChange[] {
  return changed([
    { field: 'policyId', from: existing?.id ?? null, to: policy.id },
    { field: 'downlink', from: showRate(existing?.downKbps), to: showRate(policy.downKbps) },
    { field: 'uplink', from: showRate(existing?.upKbps), to: showRate(policy.upKbps) },
  ]);
}

function policyChange(existing: BqnPolicy | undefined, policy: Policy, fields: readonly FieldChange[]): Change {
  const body = {
    policyId: policy.id,
    rateLimitDownlink: rateLimit(existing?.listed['rateLimitDownlink'], policy.downKbps),
    rateLimitUplink: rateLimit(existing?.listed['rateLimitUplink'], policy.upKbps),
  };
  return {
    kind: 'policy',
    action: existing === undefined ? 'create' : 'update',
    key: policy.name,
    who: policy.name,
    fields,
    reason: policy.name === BLOCK_POLICY ? 'for blocked customers' : `plan ${policy.id}`,
    body,
    whole: wholeOf(existing?.listed, body),
    policy: null,
    effect: 'none',
    belongsTo: [],
  };
}

/** An operator's burst and congestion settings live beside our rate and go back as they were read. */
function rateLimit(listed: unknown, kbps: number): JsonObject {
  const fields = isObject(listed) ? listed : {};
  return { ...fields, rate: kbps };
}

function showRate(kbps: number | null | undefined): string | null {
  return kbps === null || kbps === undefined ? null : String(kbps);
}
