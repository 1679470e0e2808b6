import type { BqnSimulator, Resource } from '../simulator/index.ts';
import { BLOCK, type Wanted } from './wanted.ts';

/** What a BQN holds at one moment, and the judgement over how a run changed it. */

/** On a policy that the operator had made by hand before the first run. */
export const OPERATORS_NOTE = 'do not lose my burst';

export const KINDS = ['policies', 'subscribers', 'groups'] as const;
export type HeldKind = (typeof KINDS)[number];
export type Held = Readonly<Record<HeldKind, ReadonlyMap<string, Resource>>>;
export type Keys = Readonly<Record<HeldKind, Set<string>>>;

export function heldBy(bqn: BqnSimulator): Held {
  return {
    policies: structuredClone(bqn.policies),
    subscribers: structuredClone(bqn.subscribers),
    groups: structuredClone(bqn.groups),
  };
}

export function keysOf(held: Held): Keys {
  const keys = (kind: HeldKind) => new Set(held[kind].keys());
  return { policies: keys('policies'), subscribers: keys('subscribers'), groups: keys('groups') };
}

/**
 * What a worst day may do at most: each of our entries is as it was or as IXC wants it, gone only if IXC does not want
 * it, and nobody else's entry or field is another. Returns every offence; empty when nothing was lost.
 */
export function lost(before: Held, after: Held, wanted: Wanted, foreign: Keys): string[] {
  return [
    ...KINDS.flatMap((kind) => foreignTouched(kind, before, after, foreign)),
    ...KINDS.flatMap((kind) => wronglyGone(kind, before, after, wanted, foreign)),
    ...KINDS.flatMap((kind) => neitherOldNorNew(kind, before, after, wanted, foreign)),
    ...KINDS.flatMap((kind) => operatorsFieldsLost(kind, before, after, foreign)),
  ];
}

/** Everything in which the BQN differs from IXC. With `stale`, entries that nobody wants any more are no difference. */
export function disagreement(after: Held, wanted: Wanted, foreign: Keys, stale = false): string[] {
  const missing = KINDS.flatMap((kind) =>
    [...wanted[kind].keys()]
      .filter((key) => essence(kind, after[kind].get(key)) !== wish(kind, key, wanted))
      .map((key) => `${kind} ${key}: ${essence(kind, after[kind].get(key))} instead of ${wish(kind, key, wanted)}`),
  );
  if (stale) return missing;
  const used = new Set(
    [...after.subscribers.values(), ...after.groups.values()].map((user) => String(user.policyRate)),
  );
  const left = KINDS.flatMap((kind) =>
    [...after[kind]]
      .filter(([key, entry]) => !foreign[kind].has(key) && !isMerelySeen(entry) && !wanted[kind].has(key))
      .filter(([key]) => kind !== 'policies' || !used.has(key))
      .filter(([, entry]) => !stays(kind, entry))
      .map(([key]) => `${kind} ${key} is left behind`),
  );
  return [...missing, ...left];
}

/**
 * What is not deleted though nobody wants it: a quota belongs to the address, so its entry only loses its policy; and a
 * policy of the operator's own that a plan took over by its name.
 */
function stays(kind: HeldKind, entry: Resource): boolean {
  if (kind === 'subscribers') return 'quota' in entry && (entry.policyRate ?? '') === '';
  return kind === 'policies' && entry['note'] === OPERATORS_NOTE;
}

/** Written by nobody: the box sees its traffic. */
function isMerelySeen(entry: Resource | undefined): boolean {
  return entry?.['policyAssignedBy'] === 'rules';
}

function foreignTouched(kind: HeldKind, before: Held, after: Held, foreign: Keys): string[] {
  return [...foreign[kind]]
    .filter((key) => JSON.stringify(before[kind].get(key)) !== JSON.stringify(after[kind].get(key)))
    .map((key) => `foreign ${kind} ${key} was touched`);
}

function wronglyGone(kind: HeldKind, before: Held, after: Held, wanted: Wanted, foreign: Keys): string[] {
  return ours(kind, before, foreign)
    .filter((key) => wanted[kind].has(key) && isAbsent(after[kind].get(key)))
    .map((key) => `${kind} ${key} was deleted`);
}

function neitherOldNorNew(kind: HeldKind, before: Held, after: Held, wanted: Wanted, foreign: Keys): string[] {
  return ours(kind, after, foreign)
    .filter((key) => {
      const now = essence(kind, after[kind].get(key));
      const was = essence(kind, before[kind].get(key));
      // A newcomer without a plan has lost none.
      const isNew = kind === 'subscribers' && was === undefined && (after[kind].get(key)?.policyRate ?? '') === '';
      const entry = after[kind].get(key);
      const isOver = entry !== undefined && !wanted[kind].has(key) && stays(kind, entry);
      const isHeld = kind !== 'policies' && isKeptElsewhere(kind, entry, before);
      return now !== was && now !== wish(kind, key, wanted) && !isNew && !isOver && !isHeld;
    })
    .map((key) => {
      const [was, is] = [essence(kind, before[kind].get(key)), essence(kind, after[kind].get(key))];
      return `${kind} ${key} was ${was}, should be ${wish(kind, key, wanted)}, is ${is}`;
    });
}

/** What the gate holds back for a customer holds at every address: they keep at the new one what they had. */
function isKeptElsewhere(kind: 'subscribers' | 'groups', entry: Resource | undefined, before: Held): boolean {
  if (entry === undefined) return false;
  const isSame = (old: Resource) => old.policyRate === entry.policyRate && old.subscriberId === entry.subscriberId;
  if (kind === 'subscribers') return [...before.subscribers.values()].some(isSame);
  const [member] = setOf(entry['subscriberMembers']);
  const all = [...before.groups.values()].filter(({ policyRate }) => policyRate === entry.policyRate);
  return all.some(
    (old) => `${setOf(old['subscriberRanges'])}` === `${setOf(entry['subscriberRanges'])}` && member !== undefined,
  );
}

/** Burst, ACM, quotas, notes: whatever of an entry of ours is not ours. */
function operatorsFieldsLost(kind: HeldKind, before: Held, after: Held, foreign: Keys): string[] {
  return ours(kind, before, foreign)
    .filter((key) => !isAbsent(after[kind].get(key)))
    .filter((key) => operatorsPart(before[kind].get(key)) !== operatorsPart(after[kind].get(key)))
    .map((key) => `${kind} ${key}: the operator's fields were ${operatorsPart(before[kind].get(key))}`);
}

function ours(kind: HeldKind, held: Held, foreign: Keys): string[] {
  return [...held[kind]].filter(([key, entry]) => !foreign[kind].has(key) && !isMerelySeen(entry)).map(([key]) => key);
}

function isAbsent(entry: Resource | undefined): boolean {
  return entry === undefined || isMerelySeen(entry);
}

/** The fields that the program owns, as one text; undefined for nothing. */
function essence(kind: HeldKind, entry: Resource | undefined): string | undefined {
  if (entry === undefined || isMerelySeen(entry)) return undefined;
  if (kind === 'policies') {
    return JSON.stringify([entry.policyId, rate(entry.rateLimitDownlink), rate(entry.rateLimitUplink)]);
  }
  if (kind === 'subscribers') return JSON.stringify([entry.subscriberId, entry.policyRate ?? '']);
  return JSON.stringify([setOf(entry['subscriberMembers']), setOf(entry['subscriberRanges']), entry.policyRate]);
}

function wish(kind: HeldKind, key: string, wanted: Wanted): string | undefined {
  if (kind === 'policies') {
    const policy = wanted.policies.get(key);
    return policy && JSON.stringify([policy.id, policy.down, policy.up]);
  }
  if (kind === 'subscribers') {
    const subscriber = wanted.subscribers.get(key);
    return subscriber && JSON.stringify([subscriber.id, subscriber.policy]);
  }
  const group = wanted.groups.get(key);
  return group && JSON.stringify([setOf(group.members), setOf(group.ranges), group.policy]);
}

function rate(limit: unknown): unknown {
  return isResource(limit) ? limit.rate : undefined;
}

function setOf(list: unknown): unknown[] {
  return Array.isArray(list) ? [...list].sort() : [];
}

const OWN_FIELDS = new Set([
  'policyId',
  'subscriberId',
  'policyRate',
  'policyAssignedBy',
  'subscriberMembers',
  'subscriberRanges',
]);

function operatorsPart(entry: Resource | undefined): string {
  const rest = Object.entries(entry ?? {})
    .filter(([field]) => !OWN_FIELDS.has(field))
    .map(([field, value]): [string, unknown] => [field, isResource(value) ? { ...value, rate: undefined } : value])
    .filter(([, value]) => JSON.stringify(value) !== '{}')
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(rest);
}

function isResource(value: unknown): value is Resource {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Who is cut off now. */
export function blockedIn(held: Held): string[] {
  return [...held.subscribers].filter(([, { policyRate }]) => policyRate === BLOCK).map(([ip]) => ip);
}
