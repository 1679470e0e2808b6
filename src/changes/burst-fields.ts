import type { BqnPolicy } from '../bqn/resources.ts';
import { isOurs, type Owned, type WrittenField, type WrittenFields } from '../customers/owned.ts';
import { type Burst, type Bursts, burstText, type Policy } from '../mapping/desired.ts';
import { isObject, type JsonObject } from '../text/json.ts';
import type { FieldChange } from './change-plan.ts';

/**
 * Bursts as fields of a policy: what IXC gives one is ours on that way, all others are the operator's. What we wrote, and
 * what stood there before, is remembered (`WrittenField`), so that it goes back as soon as nobody wishes it any more: IXC
 * dropped it, `--burst` is off, the plan's speed has passed it, or the name went to a plan that has none. A burst that
 * another hand has changed since is theirs, and so is one that was found equal and that no run is known to have written.
 */

const WAYS = [
  { way: 'down', limit: 'rateLimitDownlink', field: 'downlink burst' },
  { way: 'up', limit: 'rateLimitUplink', field: 'uplink burst' },
] as const satisfies readonly { readonly way: keyof Bursts; readonly limit: string; readonly field: string }[];

/** In the order of `burstText`. */
export const BURST_FIELDS = ['burstRate', 'burstThreshold', 'burstDuration'] as const;
const NONE = 'none';
/** Of writes that were not seen to have come, so many of those before are remembered. */
const MOST_WRITTEN = 3;

/** What is to stand on the ways that we have a say in, by the name of the limit. */
export type BurstsToWrite = Readonly<Record<string, JsonObject>>;

export interface BurstDiff {
  readonly fields: readonly FieldChange[];
  readonly toWrite: BurstsToWrite;
}

/** What is to become of the bursts of a policy. */
export function diffBursts(existing: BqnPolicy | undefined, policy: Policy, owned: Owned): BurstDiff {
  const known = writtenOn(existing, owned, policy.name);
  const fields: FieldChange[] = [];
  const toWrite: Record<string, JsonObject> = {};
  for (const { way, limit, field } of WAYS) {
    const burst = policy.bursts?.[way];
    const listed = existing === undefined ? undefined : listedBurst(existing.listed[limit]);
    const values = burst === undefined ? takenBack(known[limit], listed) : fieldsOf(burst);
    if (values === undefined) continue;
    const to = burst === undefined ? textOf(values) : burstText(burst);
    toWrite[limit] = values;
    if (listed !== to) fields.push({ field, from: listed ?? NONE, to });
  }
  return { fields, toWrite };
}

/** Of the bursts that a change gives, which the list does not show now. */
export function lacksBursts(existing: BqnPolicy, fields: readonly FieldChange[]): boolean {
  return WAYS.some(({ limit, field }) => {
    const change = fields.find((one) => one.field === field);
    return change !== undefined && change.to !== listedBurst(existing.listed[limit]);
  });
}

/** Whether any of these fields is a burst: before it is written it must be known what stood there. */
export function writesBursts(fields: readonly FieldChange[]): boolean {
  return fields.some((one) => WAYS.some(({ field }) => field === one.field));
}

/**
 * What is remembered of a policy's bursts when they are written.
 * @param existing as it stood before the write
 * @param isSeen whether the write was seen to have come
 */
export function writtenAfter(
  existing: BqnPolicy | undefined,
  policy: Policy,
  fields: readonly FieldChange[],
  owned: Owned,
  isSeen: boolean,
): WrittenFields | undefined {
  const known = writtenOn(existing, owned, policy.name);
  const after: Record<string, WrittenField> = { ...known };
  for (const { way, limit, field } of WAYS) {
    const change = fields.find((one) => one.field === field);
    const burst = policy.bursts?.[way];
    if (change === undefined) continue;
    const memory = known[limit];
    if (burst === undefined) {
      if (isSeen) delete after[limit];
      continue;
    }
    const text = burstText(burst);
    const isOfOurs =
      memory !== undefined && (existing === undefined || memory.wrote.includes(listedBurst(existing.listed[limit])));
    const before = isOfOurs ? memory.before : setOf(existing?.listed[limit]);
    const earlier = isOfOurs && !isSeen ? memory.wrote.filter((one) => one !== text) : [];
    after[limit] = { wrote: [text, ...earlier].slice(0, MOST_WRITTEN), before };
  }
  return orNothing(after);
}

/** What is still ours of the bursts that we wrote: those that the list shows as they were written. */
export function writtenStill(written: WrittenFields, existing: BqnPolicy): WrittenFields | undefined {
  const still: Record<string, WrittenField> = {};
  for (const [limit, memory] of Object.entries(written))
    if (memory.wrote.includes(listedBurst(existing.listed[limit]))) still[limit] = memory;
  return orNothing(still);
}

function orNothing(written: WrittenFields): WrittenFields | undefined {
  return Object.keys(written).length === 0 ? undefined : written;
}

/** Of a policy that stands there under another's id nothing is ours. */
function writtenOn(existing: BqnPolicy | undefined, owned: Owned, name: string): WrittenFields {
  const isAnothers = existing !== undefined && !isOurs({ kind: 'policy', key: name, id: existing.id }, owned);
  return (isAnothers ? undefined : owned.policy.get(name)?.written) ?? {};
}

/** `200000/100000/8`, or `none`: what nobody has set may be missing, or listed as 0 (src/bqn/README.md, "Policies"). */
export function listedBurst(limit: unknown): string {
  return textOf(isObject(limit) ? limit : {});
}

function textOf(values: JsonObject): string {
  const numbers = BURST_FIELDS.map((field) => Number(values[field] ?? 0));
  return numbers.every((number) => number === 0) ? NONE : numbers.join('/');
}

function fieldsOf({ rateKbps, thresholdKbps, durationS }: Burst): JsonObject {
  return { burstRate: rateKbps, burstThreshold: thresholdKbps, burstDuration: durationS };
}

/** Those of a limit that anybody has set. */
function setOf(limit: unknown): JsonObject {
  if (!isObject(limit)) return {};
  return Object.fromEntries(
    BURST_FIELDS.filter((field) => Number(limit[field] ?? 0) !== 0).map((field) => [field, limit[field]]),
  );
}

/**
 * What stood there before us, where what is listed is ours. Said as 0 where it was not set: a BQN that merges what lies
 * within a field keeps what is left out.
 */
function takenBack(memory: WrittenField | undefined, listed: string | undefined): JsonObject | undefined {
  if (memory === undefined || listed === undefined || !memory.wrote.includes(listed)) return undefined;
  return Object.fromEntries(BURST_FIELDS.map((field) => [field, memory.before[field] ?? 0]));
}
