import { canonicalAddress } from '../address/address.ts';
import type { BqnGroup, BqnPolicy, BqnSubscriber } from '../bqn/resources.ts';
import { isObject } from '../text/json.ts';
import { listedBurst } from './burst-fields.ts';
import type { Change } from './change-plan.ts';
import { comparablePart, showSet } from './group-parts.ts';

/** What fields of an entry say, in one spelling, so that two readings of it can be compared; null for nothing. */
export type Said = Readonly<Record<string, string | null>>;

/** What this program wrote on an entry that stood there before it: the fields, or that it deleted it. */
export type Written = Said | 'deleted';

/**
 * The same, what was written last first. What was written before it may be there still, where a run was killed or the BQN
 * took the last without effect: as long as no list has shown the last, it is ours as well.
 */
export type Wrote = readonly Written[];

/** Of an entry whose last write may have come to nothing so many are remembered. */
const MOST_WROTE = 3;

export function saidByPolicy({ id, listed }: BqnPolicy): Said {
  const [down, up] = [listed['rateLimitDownlink'], listed['rateLimitUplink']];
  return { policyId: id, ...limitSaid('downlink', down), ...limitSaid('uplink', up) };
}

export function saidBySubscriber({ id, policy }: BqnSubscriber): Said {
  return { subscriberId: id, policyRate: policy };
}

export function saidByGroup({ policy, members, ranges, ids }: BqnGroup): Said {
  return { policyRate: policy, parts: partsSaid([...members, ...ranges]), ids: showSet(ids) };
}

/** What was written on an entry, once this is written as well. */
export function wroteThen(known: Wrote, written: Written): Wrote {
  const [last] = known;
  if (last !== undefined && isShown(written, last)) return known;
  const isAdded = typeof last === 'object' && typeof written === 'object';
  return [isAdded ? { ...last, ...written } : written, ...known].slice(0, MOST_WROTE);
}

/** What may still be there of what was written, by what a list says of the entry now: the last, and what it shows. */
export function wroteStill(wrote: Wrote, now: Said | undefined): Wrote {
  const [last] = wrote;
  const shown = wrote.find((one) => isShown(one, now ?? 'deleted'));
  if (last === undefined || shown === undefined) return wrote;
  return shown === last ? [last] : [last, shown];
}

/** Whether an entry that is so shows all that was written. */
function isShown(written: Written, now: Written): boolean {
  if (written === 'deleted' || now === 'deleted') return written === now;
  return Object.entries(written).every(([field, said]) => now[field] === said);
}

/** Of a change that is written, what the entry says then; only of the fields that it carries. */
export function writtenBy(change: Change): Written {
  if (change.action === 'delete') return 'deleted';
  const { kind, body, fields } = change;
  const text = (field: string) => (typeof body[field] === 'string' && body[field] !== '' ? body[field] : null);
  const texts = (field: string) => (Array.isArray(body[field]) ? body[field].map(String) : []);
  const ifThere = (field: string) => (field in body ? { [field]: text(field) } : {});
  switch (kind) {
    case 'policy': {
      const hasBurst = (way: string) => fields.some(({ field }) => field === `${way} burst`);
      const limit = (way: string, field: string) => {
        const said = limitSaid(way, body[field]);
        return hasBurst(way) ? said : Object.fromEntries(Object.entries(said).filter(([name]) => name === way));
      };
      return {
        policyId: text('policyId'),
        ...limit('downlink', 'rateLimitDownlink'),
        ...limit('uplink', 'rateLimitUplink'),
      };
    }
    case 'subscriber':
      return { ...ifThere('subscriberId'), ...ifThere('policyRate') };
    case 'group': {
      const hasParts = 'subscriberMembers' in body || 'subscriberRanges' in body;
      const parts = partsSaid([...texts('subscriberMembers'), ...texts('subscriberRanges')].map(canonicalAddress));
      return {
        ...ifThere('policyRate'),
        ...(hasParts && { parts }),
        ...('subscriberIds' in body && { ids: showSet(texts('subscriberIds')) }),
      };
    }
  }
}

/** `rate`, and beside it the burst. Absent, null and -1 are one: no limit (src/bqn/README.md, "Policies"). */
function limitSaid(way: string, limit: unknown): Record<string, string | null> {
  const fields = isObject(limit) ? limit : {};
  const rate = Number(fields['rate'] ?? -1);
  return { [way]: String(rate < 0 ? -1 : rate), [`${way} burst`]: listedBurst(limit) };
}

/** Members and ranges as one set: where a BQN lists a prefix is its own affair. */
function partsSaid(parts: readonly string[]): string | null {
  return showSet(parts.map(comparablePart));
}
