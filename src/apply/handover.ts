import type { BqnState } from '../bqn/resources.ts';
import { type Change, policyAfter } from '../changes/change-plan.ts';
import { addTo } from '../customers/add-to.ts';
import { effectBetween } from '../customers/effect.ts';
import { fateUnder, policyOf, type RatesOf } from '../customers/fate.ts';
import type { FateChange } from '../customers/fate-change.ts';

/**
 * A policy may change under people who are to leave it in the same run: a plan took over the name of theirs, or two plans
 * of one name are told apart now. Who leaves is moved first, since whoever cannot be moved would be under another plan.
 */

/** What is written one after the other: the policies, then the entries and groups that name them. */
export interface Stage {
  readonly policies: readonly Change[];
  /** What is to leave each of these policies that does harm to whoever stays. */
  readonly leavers: Leavers;
  /** Whether the policies are a part of a circle, and so cannot wait until they are left. */
  readonly isCircle: boolean;
  readonly others: readonly Change[];
}

/** By policy. */
type Leavers = ReadonlyMap<string, readonly Change[]>;

/**
 * Splits what is created and updated so that a policy that slows, or lets go, those who are to leave it changes after
 * them. Where policies change names in a circle, the one that the fewest leave waits for nobody.
 * @param ratesAfter of the policies that are wanted
 */
export function stagesOf(changes: readonly Change[], bqn: BqnState, ratesAfter: RatesOf): Stage[] {
  const writes = changes.filter(({ action }) => action !== 'delete');
  const leavers = leaversOf(writes, harmfulAmong(writes, bqn, ratesAfter), bqn);
  const levels = [FIRST, ...levelsOf(leavers)];
  const levelOf = new Map(levels.flatMap(({ names }, at) => names.map((name) => [name, at] as const)));
  const stageOf = (policy: string | null) => levelOf.get(policy ?? '') ?? 0;
  return levels.map(({ names, isCircle }, at) => ({
    policies: writes.filter(({ kind, key }) => kind === 'policy' && stageOf(key) === at),
    leavers: new Map([...leavers].filter(([name]) => names.includes(name))),
    isCircle,
    others: writes.filter((change) => change.kind !== 'policy' && stageOf(policyAfter(change)) === at),
  }));
}

/** Policies under which whoever stays is slowed to less than half, or let go. */
function harmfulAmong(writes: readonly Change[], { policies }: BqnState, ratesAfter: RatesOf): ReadonlySet<string> {
  const updated = writes.filter(({ kind, action }) => kind === 'policy' && action === 'update').map(({ key }) => key);
  const effectOf = (name: string) =>
    effectBetween(
      fateUnder(name, (policy) => policies.get(policy)),
      fateUnder(name, ratesAfter),
    );
  return new Set(updated.filter((name) => ['slows', 'lifts'].includes(effectOf(name))));
}

function leaversOf(writes: readonly Change[], policies: ReadonlySet<string>, bqn: BqnState): Leavers {
  const leavers = new Map<string, Change[]>();
  // Nearly always: then nobody needs to be looked up.
  if (policies.size === 0) return leavers;
  for (const change of writes) {
    const entry = change.kind === 'group' ? bqn.groups.get(change.key) : bqn.subscribers.get(change.key);
    const policy = entry?.policy ?? '';
    if (policies.has(policy) && policy !== policyAfter(change)) addTo(leavers, policy, change);
  }
  return leavers;
}

/** Policies that change together. */
interface Level {
  readonly names: readonly string[];
  readonly isCircle: boolean;
}

/** All those that nobody is to leave. */
const FIRST: Level = { names: [], isCircle: false };

function levelsOf(leavers: Leavers): Level[] {
  const levels: Level[] = [];
  const rest = new Map([...leavers].map(([name, changes]) => [name, new Set(changes.map(policyAfter))]));
  while (rest.size > 0) {
    const free = [...rest].filter(([, joined]) => ![...rest.keys()].some((name) => joined.has(name)));
    const isCircle = free.length === 0;
    const names = isCircle ? [leastLeft(leavers, rest)] : free.map(([name]) => name);
    for (const name of names) rest.delete(name);
    levels.push({ names, isCircle });
  }
  return levels;
}

function leastLeft(leavers: Leavers, among: ReadonlyMap<string, unknown>): string {
  const all = [...leavers].filter(([name]) => among.has(name));
  const [name] = all.reduce((one, other) => (other[1].length < one[1].length ? other : one));
  return name;
}

/** The addresses of the customers who are still to leave, each once. */
export function addressesLeft(leavers: readonly Change[] = [], done: ReadonlySet<Change>): ReadonlySet<string> {
  const left = leavers.filter((change) => !done.has(change));
  // The entry of a prefix is its customer's, who is counted at another address.
  return new Set(left.flatMap(({ kind, belongsTo }) => (kind === 'subscriber' ? belongsTo.slice(-1) : belongsTo)));
}

/** Who is left behind under a policy that changed: address to policy. */
export function leftBehind(stages: readonly Stage[], done: readonly Change[]): ReadonlyMap<string, string> {
  const left = new Map<string, string>();
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
    if (policy === undefined || policyOf(fate.from) !== policy) return [];
    const to = fateUnder(policy, ratesAfter);
    return [{ ...fate, to, effect: effectBetween(fate.from, to), why: { kind: 'left behind', policy } }];
  });
}
