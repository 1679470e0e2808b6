import type { BqnKind } from '../bqn/kinds.ts';
import { type BqnState, BUILT_IN_GROUP, isFromRules, wholeOf } from '../bqn/resources.ts';
import { effectBetween } from '../customers/effect.ts';
import { fateUnder } from '../customers/fate.ts';
import { type FateChange, OF_NOBODY } from '../customers/fate-change.ts';
import type { Owned } from '../customers/owned.ts';
import { Roll } from '../customers/roll.ts';
import { NOTHING_DESIRED, type Policy } from '../mapping/desired.ts';
import { isObject, type JsonObject } from '../text/json.ts';
import { BURST_FIELDS } from './burst-fields.ts';
import { type Change, type ChangePlan, type FieldChange, policyAfter, type Stuck } from './change-plan.ts';
import { type DiffOptions, planChanges, withoutUsedPolicies } from './diff.ts';
import { diffSites } from './diff-sites.ts';
import { type Holds, isHeld } from './holds.ts';
import { policyDeletions } from './keep.ts';
import { type RatesAround, rateFates } from './rate-fates.ts';
import { nameOf } from './second-look.ts';
import { wasWritten } from './subscriber-change.ts';
import type { WhyNot } from './why-not.ts';
import { type Said, saidByGroup, saidByPolicy, saidBySubscriber, type Wrote } from './wrote.ts';

/** What the books say of a BQN that is to be as it was. */
export interface PutBackBooks {
  readonly owned: Owned;
  /** What was written on entries that stood there before, by `nameOf`. */
  readonly wrote: ReadonlyMap<string, Wrote>;
}

/** An entry as it stood there, and as it stands now if it does. */
interface Pair {
  readonly kind: BqnKind;
  readonly key: string;
  /** The same as the BQN writes it. */
  readonly path: string;
  readonly who: string;
  readonly before: Said;
  readonly now: Said | undefined;
  /** All that was listed of it, then and now. */
  readonly listedBefore: JsonObject;
  readonly listedNow: JsonObject | undefined;
  readonly belongsTo: readonly string[];
}

/** What stood there before is never deleted by a restoration: it is ours no more. */
export function withoutThoseBefore(owned: Owned, before: BqnState): Owned {
  const rest = <T>(entries: ReadonlyMap<string, T>, stood: ReadonlyMap<string, unknown>) =>
    new Map([...entries].filter(([key]) => !stood.has(key)));
  const written = new Map([...before.subscribers].filter(([, entry]) => wasWritten(entry)));
  return {
    policy: rest(owned.policy, before.policies),
    subscriber: rest(owned.subscriber, written),
    group: rest(owned.group, before.groups),
  };
}

/**
 * What must be written so that a BQN is as it was before this program: what the program made since goes, as an
 * uninstallation removes it; what it changed or deleted is as it was, field by field; and what others changed since is left
 * alone, and named. Pure.
 */
export function planBack(before: BqnState, bqn: BqnState, books: PutBackBooks, options: DiffOptions): ChangePlan {
  const owned = withoutThoseBefore(books.owned, before);
  const base = planChanges(NOTHING_DESIRED, bqn, owned, options);
  const roll = new Roll(NOTHING_DESIRED, bqn, {
    owned: books.owned,
    remembered: options.remembered,
    outside: options.outside,
  });
  const { found, stuck, equal } = compared(before, bqn, books);
  const policies = found.filter(({ kind, key }) => kind === 'policy' && !options.holds.policies.has(key));
  const restored = new Set(policies.map(({ key }) => key));
  const rates: RatesAround = {
    ratesBefore: (name) => bqn.policies.get(name),
    ratesAfter: (name) => (restored.has(name) ? before : bqn).policies.get(name),
  };
  const entries = entriesBack(found, bqn, options.holds, roll, rates);
  const touched = new Set(entries.changes.filter(({ kind }) => kind === 'subscriber').map(({ key }) => key));
  const ofPolicies = rateFates(policies, bqn, NOTHING_DESIRED, roll, rates);
  const ours = [...bqn.subscribers].filter(([ip]) => books.owned.subscriber.has(ip) || touched.has(ip));
  const managed = new Set(ours.map(([ip, entry]) => roll.keyOf(ip, entry))).size;
  // What stood there is put back and nothing else, also where it was a block.
  const rest = base.changes.filter(
    ({ kind, action, key }) =>
      !(kind === 'policy' && action === 'delete') && !(kind === 'group' && before.groups.has(key)),
  );
  // Also of entries that stood there before: it is written after all else, when they are as they were.
  const gone = rest.filter(({ kind }) => kind === 'subscriber');
  const stood = knownAsBefore(books.owned, before, bqn);
  const { memberships } = diffSites(NOTHING_DESIRED, bqn, stood, options.sites, [gone]);
  // Policies that were made since; those that something will still name are left out afterwards.
  const made = policyDeletions(bqn, { ...options, owned }, { kind: 'as before' });
  return withoutUsedPolicies(
    {
      ...base,
      memberships,
      changes: [...policies, ...entries.changes, ...rest, ...made],
      fates: [...base.fates, ...entries.fates, ...ofPolicies.filter(({ ip }) => !touched.has(ip))],
      stuck: [...base.stuck, ...stuck, ...entries.stuck],
      managed: Math.max(base.managed, managed),
      unchanged: eachOfKinds((kind) => base.unchanged[kind] + equal[kind]),
    },
    bqn,
  );
}

/**
 * What was ours, under the ids that are there again where a restoration that was killed has put them back: whom we put into the
 * group of a site is in it by us all the same.
 */
function knownAsBefore(owned: Owned, before: BqnState, bqn: BqnState): Owned {
  const subscriber = new Map(owned.subscriber);
  for (const [ip, known] of owned.subscriber) {
    const id = bqn.subscribers.get(ip)?.id ?? undefined;
    if (id !== undefined && id === before.subscribers.get(ip)?.id) subscriber.set(ip, { ...known, id });
  }
  return { ...owned, subscriber };
}

/** What differs by our hand, and by others', and how many entries are as they were. */
function compared(before: BqnState, bqn: BqnState, { wrote }: PutBackBooks) {
  const found: Change[] = [];
  const stuck: Stuck[] = [];
  const equal = { policy: 0, subscriber: 0, group: 0 };
  for (const pair of pairsOf(before, bqn)) {
    const decided = decide(pair, wrote.get(nameOf(pair)));
    if (decided.change !== undefined) found.push(decided.change);
    if (decided.stuck !== undefined) stuck.push(decided.stuck);
    if (decided.change === undefined && decided.stuck === undefined) equal[pair.kind]++;
  }
  return { found, stuck, equal };
}

/** Subscribers and groups as they were, but what the gate holds back, and what would name a policy that is not there. */
function entriesBack(found: readonly Change[], bqn: BqnState, holds: Holds, roll: Roll, rates: RatesAround) {
  const changes: Change[] = [];
  const fates: FateChange[] = [];
  const stuck: Stuck[] = [];
  const available = new Set([...bqn.policies.keys(), ...found.filter(isPolicy).map(({ key }) => key)]);
  for (const change of found) {
    if (isPolicy(change)) continue;
    const { kind, key } = change;
    const policy = policyAfter(change);
    if (policy !== null && !available.has(policy)) {
      stuck.push({ kind, key, why: { kind: 'policy not there', policy }, harmful: false });
      continue;
    }
    const fate = kind === 'subscriber' ? fateOf(change, bqn, roll, rates) : undefined;
    if (fate !== undefined && isHeld(holds, fate.customer, fate.effect)) continue;
    if (fate !== undefined && fate.effect !== 'none') fates.push(fate);
    changes.push(change);
  }
  return { changes, fates, stuck };
}

function isPolicy({ kind }: Change): boolean {
  return kind === 'policy';
}

function eachOfKinds(count: (kind: BqnKind) => number): Record<BqnKind, number> {
  return { policy: count('policy'), subscriber: count('subscriber'), group: count('group') };
}

/** The policies as they are to be, for seeing that the BQN took them; not those that say nothing of their id. */
export function policiesBack({ policies }: BqnState): ReadonlyMap<string, Policy> {
  const back = new Map<string, Policy>();
  for (const { name, id, downKbps, upKbps } of policies.values())
    if (id !== null) back.set(name, { name, id, downKbps: downKbps ?? -1, upKbps: upKbps ?? -1 });
  return back;
}

function* pairsOf(before: BqnState, bqn: BqnState): Generator<Pair> {
  for (const [key, policy] of before.policies) {
    const now = bqn.policies.get(key);
    const said = { before: saidByPolicy(policy), now: now && saidByPolicy(now) };
    const listed = { listedBefore: policy.listed, listedNow: now?.listed };
    yield { kind: 'policy', key, path: key, who: key, belongsTo: [], ...said, ...listed };
  }
  for (const [key, entry] of before.subscribers) {
    // Nobody wrote it: what we made of it goes with what is ours.
    if (entry.id === null || !wasWritten(entry)) continue;
    const shown = bqn.subscribers.get(key);
    // What was deleted comes back as an address that the box merely sees, as long as there is traffic.
    const now = shown !== undefined && isFromRules(shown) && shown.id === null ? undefined : shown;
    const said = { before: saidBySubscriber(entry), now: now && saidBySubscriber(now) };
    const listed = { listedBefore: entry.listed ?? {}, listedNow: now && (now.listed ?? {}) };
    yield {
      kind: 'subscriber',
      key,
      path: shown?.key ?? entry.key,
      who: entry.id,
      belongsTo: [key],
      ...said,
      ...listed,
    };
  }
  for (const [key, group] of before.groups) {
    if (key === BUILT_IN_GROUP) continue;
    const now = bqn.groups.get(key);
    const said = { before: saidByGroup(group), now: now && saidByGroup(now) };
    const listed = { listedBefore: group.listed, listedNow: now?.listed };
    yield { kind: 'group', key, path: key, who: key, belongsTo: group.members, ...said, ...listed };
  }
}

interface Decided {
  readonly change?: Change;
  readonly stuck?: Stuck;
}

function decide(pair: Pair, wrote: Wrote = []): Decided {
  const { kind, key, before, now } = pair;
  const left = (why: WhyNot): Decided => ({ stuck: { kind, key, why, harmful: false } });
  if (now === undefined) {
    return wrote.includes('deleted') ? { change: creation(pair) } : left({ kind: 'deleted since' });
  }
  const others: FieldChange[] = [];
  const ours: FieldChange[] = [];
  for (const [field, to] of Object.entries(before)) {
    const from = now[field] ?? null;
    if (from === to) continue;
    // Fields that we never wrote are nobody's business here, but those by which an entry counts.
    if (wrote.some((one) => one !== 'deleted' && one[field] === from && field in one)) ours.push({ field, from, to });
    else if (!field.endsWith(' burst')) others.push({ field, from, to });
  }
  const [other] = others;
  return {
    ...(ours.length > 0 && { change: update(pair, ours) }),
    ...(other !== undefined && left({ kind: 'changed since', field: other.field, now: other.from })),
  };
}

function base({ kind, key, path, who, belongsTo }: Pair) {
  return { kind, key, path, who, belongsTo, why: { kind: 'as before' } } as const;
}

function creation(pair: Pair): Change {
  const { before, listedBefore } = pair;
  const fields = Object.entries(before)
    .filter(([, to]) => to !== null)
    .map(([field, to]) => ({ field, from: null, to }));
  const ours: JsonObject =
    pair.kind === 'subscriber' ? { subscriberId: pair.who, policyRate: before['policyRate'] ?? '' } : {};
  return {
    ...base(pair),
    action: 'create',
    fields,
    body: wholeOf(listedBefore, ours),
    policy: before['policyRate'] ?? null,
  };
}

function update(pair: Pair, fields: readonly FieldChange[]): Change {
  const { before, now = {}, listedBefore, listedNow = {} } = pair;
  const back = new Set(fields.map(({ field }) => field));
  const body: Record<string, unknown> = {};
  if (back.has('policyId')) body['policyId'] = before['policyId'] ?? '';
  if (back.has('subscriberId')) body['subscriberId'] = pair.who;
  if (back.has('policyRate')) body['policyRate'] = before['policyRate'] ?? '';
  if (back.has('parts')) {
    body['subscriberMembers'] = listedBefore['subscriberMembers'] ?? [];
    body['subscriberRanges'] = listedBefore['subscriberRanges'] ?? [];
  }
  if (back.has('ids')) body['subscriberIds'] = listedBefore['subscriberIds'] ?? [];
  for (const [way, field] of [
    ['downlink', 'rateLimitDownlink'],
    ['uplink', 'rateLimitUplink'],
  ] as const) {
    const limit = limitBack(way, back, listedBefore[field], listedNow[field]);
    if (limit !== undefined) body[field] = limit;
  }
  const policy = (back.has('policyRate') ? before : now)['policyRate'] ?? null;
  const whole = wholeOf(listedNow, body);
  return {
    ...base(pair),
    action: 'update',
    fields,
    body,
    whole,
    policy,
    seen: false,
    otherwise: undefined,
    letsGo: false,
  };
}

/** A limit as it was, in the fields that were ours; what an operator has set beside them stays. */
function limitBack(way: string, back: ReadonlySet<string>, before: unknown, now: unknown): JsonObject | undefined {
  if (!back.has(way) && !back.has(`${way} burst`)) return undefined;
  const was = isObject(before) ? before : {};
  const burst = BURST_FIELDS.map((field) => [field, was[field] ?? 0] as const);
  return {
    ...(isObject(now) && now),
    ...(back.has(way) && { rate: was['rate'] ?? -1 }),
    ...(back.has(`${way} burst`) && Object.fromEntries(burst)),
  };
}

function fateOf(change: Change, bqn: BqnState, roll: Roll, { ratesBefore, ratesAfter }: RatesAround): FateChange {
  const { key: ip, who, why } = change;
  const entry = bqn.subscribers.get(ip);
  const from = fateUnder(entry?.policy ?? null, ratesBefore);
  const to = fateUnder(policyAfter(change), ratesAfter);
  const customer = roll.keyOf(ip, { id: entry?.id ?? who });
  return { customer, login: who, ip, from, to, effect: effectBetween(from, to), why, ...OF_NOBODY };
}
