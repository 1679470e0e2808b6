import type { BqnState } from '../bqn/resources.ts';
import { effectBetween } from '../fate/effect.ts';
import { fateUnder, type RatesOf } from '../fate/fate.ts';
import type { FateChange } from '../fate/fate-change.ts';
import { say } from '../text/language.ts';
import { type Change, policyAfter } from './change-plan.ts';

/**
 * A policy may change under people who are to leave it in the same run: a plan took over the name of theirs, or two plans
 * of one name are told apart now. Who leaves is moved first, since whoever cannot be moved would be under another plan.
 */

/** What is written one after the other: the policies, then the entries and groups that name them. */
export interface Stage {
  readonly policies: readonly Change[];
  /** What is to leave each of these policies that does harm to whoever stays. */
  readonly leavers: ReadonlyMap<string, readonly Change[]>;
  /** Whether the policies wait until they are left. */
  readonly waits: boolean;
  readonly others: readonly Change[];
}

/**
 * Splits what is created and updated so that a policy that slows, or lets go, those who are to leave it changes after
 * them. Where policies change names in a circle, the one that the fewest leave waits for nobody.
 * @param ratesAfter of the policies that are wanted
 */
export function stagesOf(changes: readonly Change[], bqn: BqnState, ratesAfter: RatesOf): Stage[] {
  const writes = changes.filter(({ action }) => action !== 'delete');
  const harmful = new Set(writes.filter((change) => isHarmful(change, bqn, ratesAfter)).map(({ key }) => key));
  const leavers = leaversOf(writes, harmful, bqn);
  const levels = levelsOf(leavers);
  const levelOf = new Map(levels.flatMap(({ names }, at) => names.map((name) => [name, at + 1] as const)));
  const stages = [{ names: [], waits: true }, ...levels].map(({ names, waits }) => ({
    policies: [] as Change[],
    leavers: new Map(names.map((name) => [name, leavers.get(name) ?? []])),
    waits,
    others: [] as Change[],
  }));
  for (const change of writes) {
    const policy = change.kind === 'policy' ? change.key : policyAfter(change);
    const stage = stages[policy === null ? 0 : (levelOf.get(policy) ?? 0)];
    (change.kind === 'policy' ? stage?.policies : stage?.others)?.push(change);
  }
  return stages;
}

/** Whether whoever stays under the policy is slowed to less than half, or let go. */
function isHarmful({ kind, action, key }: Change, { policies }: BqnState, ratesAfter: RatesOf): boolean {
  if (kind !== 'policy' || action !== 'update') return false;
  const effect = effectBetween(
    fateUnder(key, (name) => policies.get(name)),
    fateUnder(key, ratesAfter),
  );
  return effect === 'slows' || effect === 'lifts';
}

function leaversOf(writes: readonly Change[], policies: ReadonlySet<string>, bqn: BqnState): Map<string, Change[]> {
  const leavers = new Map<string, Change[]>();
  if (policies.size === 0) return leavers;
  for (const change of writes) {
    const { kind, key } = change;
    if (kind === 'policy') continue;
    const now = (kind === 'group' ? bqn.groups.get(key) : bqn.subscribers.get(key))?.policy ?? null;
    if (now === null || !policies.has(now) || now === policyAfter(change)) continue;
    const known = leavers.get(now);
    if (known === undefined) leavers.set(now, [change]);
    else known.push(change);
  }
  return leavers;
}

/** Policies that change together. */
interface Level {
  readonly names: readonly string[];
  readonly waits: boolean;
}

function levelsOf(leavers: ReadonlyMap<string, readonly Change[]>): Level[] {
  const joined = new Map(
    [...leavers].map(([name, changes]) => [name, new Set(changes.map((change) => policyAfter(change)))]),
  );
  const levels: Level[] = [];
  const rest = new Set(leavers.keys());
  while (rest.size > 0) {
    const free = [...rest].filter((name) => ![...rest].some((other) => joined.get(name)?.has(other)));
    const waits = free.length > 0;
    const level = { names: waits ? free : [fewest(rest, leavers)], waits };
    for (const name of level.names) rest.delete(name);
    levels.push(level);
  }
  return levels;
}

function fewest(names: Iterable<string>, leavers: ReadonlyMap<string, readonly Change[]>): string {
  const countOf = (name: string) => leavers.get(name)?.length ?? 0;
  return [...names].reduce((one, other) => (countOf(other) < countOf(one) ? other : one));
}

/** The addresses of the customers who are still to leave. */
export function addressesLeft(leavers: readonly Change[] | undefined, done: ReadonlySet<Change>): ReadonlySet<string> {
  const left = (leavers ?? []).filter((change) => !done.has(change));
  return new Set(left.flatMap(({ kind, key, belongsTo }) => (kind === 'subscriber' ? [key] : belongsTo)));
}

/** Who is left behind under a policy that changed: address to policy. */
export function leftBehind(stages: readonly Stage[], done: readonly Change[]): ReadonlyMap<string, string> {
  const left = new Map<string, string>();
  if (stages.every(({ leavers }) => leavers.size === 0)) return left;
  const written = new Set(done);
  for (const { policies, leavers } of stages)
    for (const policy of policies.filter((change) => written.has(change)))
      for (const ip of addressesLeft(leavers.get(policy.key), written)) left.set(ip, policy.key);
  return left;
}

/**
 * What became of customers whose move away from a policy was refused, and whose policy changed all the same.
 * @param leftBehind address to policy
 */
export function fatesLeftBehind(
  fates: readonly FateChange[],
  leftBehind: ReadonlyMap<string, string>,
  ratesAfter: RatesOf,
): FateChange[] {
  return fates.flatMap((fate) => {
    const policy = leftBehind.get(fate.ip);
    if (policy === undefined || fate.from.kind === 'blocked' || fate.from.kind === 'unsaid') return [];
    if (fate.from.policy !== policy) return [];
    const to = fateUnder(policy, ratesAfter);
    const reason = say`policy ${policy} changed, and the move away from it was refused`;
    return [{ ...fate, to, effect: effectBetween(fate.from, to), reason }];
  });
}
