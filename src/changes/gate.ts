import { type BqnKind, KIND_NAMES } from '../bqn/kinds.ts';
import type { BqnState } from '../bqn/resources.ts';
import type { Effect } from '../customers/effect.ts';
import { policyOf } from '../customers/fate.ts';
import type { FateChange } from '../customers/fate-change.ts';
import { say, translated } from '../text/language.ts';
import type { Change, ChangePlan, HeldBack, HeldKind } from './change-plan.ts';
import { withoutUsedPolicies } from './diff.ts';
import type { Holds } from './holds.ts';

/** How much of each sort may pass. */
export interface Limits {
  /** Percent of the customers that one run may delete, and of those who may lose their plan within an hour. */
  readonly maxDelete: number;
  /** Percent of the customers who may be blocked within an hour, and of the blocked who may be let through unproven. */
  readonly maxBlock: number;
  /** Percent of the customers who may be slowed to less than half, or let go unlimited, within an hour. */
  readonly maxSpeed: number;
  /** Let everything pass, once. */
  readonly force: boolean;
  /** Let so many of a kind pass, once. */
  readonly approved: ReadonlyMap<string, number>;
}

/** Kinds of harm that are added up over an hour and, once held back, stay so until they are let pass. */
export const LASTING = ['blocks', 'opens', 'speeds', 'plans'] as const;
export type LastingKind = (typeof LASTING)[number];

/** What the gate remembers between runs, by kind and customer. */
export interface GateMemory {
  /** Customers who met it within the last hour, and had passed the gate as a matter of course. */
  readonly recent: Readonly<Record<LastingKind, ReadonlySet<string>>>;
  /** Customers whom it is held back from. */
  readonly held: Readonly<Record<LastingKind, ReadonlySet<string>>>;
}

const NOBODY: ReadonlySet<string> = new Set();
const NO_ONE = { blocks: NOBODY, opens: NOBODY, speeds: NOBODY, plans: NOBODY };
export const NO_MEMORY: GateMemory = { recent: NO_ONE, held: NO_ONE };

export interface Gated {
  readonly plan: ChangePlan;
  readonly heldBack: readonly HeldBack[];
  /** What passed as a matter of course, and what is held back, to be remembered. */
  readonly passed: Readonly<Record<LastingKind, readonly string[]>>;
  readonly held: Readonly<Record<LastingKind, readonly string[]>>;
  /** Customers who may still be slowed or let go before it would be too many. */
  readonly mayBeSlowed: number;
}

/** Below this many customers a percentage says nothing. */
const LEAST = 10;

/** Which effects count as which kind of harm. */
const EFFECTS_OF: Readonly<Record<LastingKind, readonly Effect[]>> = {
  blocks: ['blocks'],
  opens: ['opens'],
  speeds: ['slows', 'lifts'],
  plans: ['loses plan'],
};

interface Rule {
  readonly kind: HeldKind;
  readonly what: string;
  readonly limitPercent: number;
  readonly flag: string;
  /** What the percentage is of. */
  readonly outOf: number;
  /** Customers, or entries, in all: of a few a percentage says nothing. */
  readonly base: number;
}

/** Customers, or entries, that meet one kind of harm. */
interface Harm extends Rule {
  readonly who: readonly string[];
  readonly fates: readonly FateChange[];
}

/**
 * Holds back what hits so many customers at once, or within an hour, that it is more likely a mistake in billing, or in
 * reading it, than the truth. What exceeds its limit is held back whole; the rest goes on.
 *
 * @param replan the plan with these holds: what is held back for a customer holds at every address of theirs
 */
export function gate(
  plan: ChangePlan,
  limits: Limits,
  memory: GateMemory,
  bqn: BqnState,
  replan: (holds: Holds) => ChangePlan,
): Gated {
  const deleted = deletionHarms(plan, limits).filter((harm) => isExceeded(harm, harm.who.length, 0, limits));
  const { plan: replanned, rounds, last } = holdBack(plan, limits, memory, replan);
  const heldLasting = rounds.flatMap((judged) => LASTING.map((kind) => judged[kind])).filter(holdsSomebody);
  const held = recordOf((kind) => [...new Set(rounds.flatMap((judged) => judged[kind].held))]);
  const passed = recordOf((kind) => last[kind].passed);
  const mayBeSlowed = roomFor('speeds', last, memory, limits);
  if (heldLasting.length + deleted.length === 0) return { plan, heldBack: [], passed, held, mayBeSlowed };
  const kept = withoutDeletions(replanned, deleted, bqn);
  const before = new Set(kept.changes.map(nameOf));
  const heldBack = [
    ...united(heldLasting).map(({ harm, held: who }) => asHeldBack(harm, who, changesOf(harm, who, plan, before))),
    ...deleted.map((harm) => asHeldBack(harm, harm.who, deletionsOf(harm, plan))),
  ];
  return { plan: kept, heldBack, passed, held, mayBeSlowed };
}

/** How many more may meet a harm within this hour. */
function roomFor(kind: LastingKind, judged: JudgedKinds, { recent }: GateMemory, { force }: Limits): number {
  const { harm, passed } = judged[kind];
  if (force || harm.base < LEAST) return Number.POSITIVE_INFINITY;
  const used = new Set([...recent[kind], ...passed]).size;
  return Math.max(0, Math.floor((harm.outOf * harm.limitPercent) / 100) - used);
}

type JudgedKinds = Readonly<Record<LastingKind, Judged>>;

/**
 * Judges the plan, and again what is left of it: whoever is not blocked, since that is held back, stays under a policy
 * whose speed may fall in the same run. Each round holds somebody more, so that there are few.
 */
function holdBack(
  plan: ChangePlan,
  limits: Limits,
  memory: GateMemory,
  replan: (holds: Holds) => ChangePlan,
): { readonly plan: ChangePlan; readonly rounds: readonly JudgedKinds[]; readonly last: JudgedKinds } {
  const rounds: JudgedKinds[] = [];
  const found: [judged: Judged, plan: ChangePlan][] = [];
  let current = plan;
  for (;;) {
    const judged = recordOf((kind) => judge(harmOf(kind, current, limits), memory, limits, current.online));
    rounds.push(judged);
    const known = new Set(found.flatMap(([{ harm, held }]) => held.map((customer) => `${harm.kind} ${customer}`)));
    const more = LASTING.map((kind) => judged[kind]).filter(({ harm, held }) =>
      held.some((customer) => !known.has(`${harm.kind} ${customer}`)),
    );
    if (more.length === 0) return { plan: current, rounds, last: judged };
    for (const one of more) found.push([one, current]);
    current = replan(holdsOf(found));
  }
}

function holdsSomebody({ held }: Judged): boolean {
  return held.length > 0;
}

/** What several rounds held back of one kind, as one. */
function united(judged: readonly Judged[]): Judged[] {
  const kinds = new Map<HeldKind, Judged>();
  for (const one of judged) {
    const before = kinds.get(one.harm.kind);
    const held = [...new Set([...(before?.held ?? []), ...one.held])];
    const fates = [...(before?.harm.fates ?? []), ...one.harm.fates];
    const byCustomer = new Map(fates.map((fate) => [`${fate.customer} ${fate.ip}`, fate]));
    kinds.set(one.harm.kind, { ...one, held, harm: { ...one.harm, fates: [...byCustomer.values()] } });
  }
  return [...kinds.values()];
}

function recordOf<T>(of: (kind: LastingKind) => T): Record<LastingKind, T> {
  return { blocks: of('blocks'), opens: of('opens'), speeds: of('speeds'), plans: of('plans') };
}

function harmOf(kind: LastingKind, plan: ChangePlan, limits: Limits): Harm {
  const fates = plan.fates.filter(
    ({ effect, contractGone }) => EFFECTS_OF[kind].includes(effect) && (kind !== 'opens' || contractGone),
  );
  return { ...ruleOf(kind, plan, limits), who: [...new Set(fates.map(({ customer }) => customer))], fates };
}

function ruleOf(kind: LastingKind, plan: ChangePlan, { maxBlock, maxSpeed, maxDelete }: Limits): Rule {
  const customers = countCustomers(plan);
  const of = (outOf: number) => ({ outOf, base: outOf });
  switch (kind) {
    case 'blocks':
      return {
        kind,
        what: say`subscribers newly blocked`,
        limitPercent: maxBlock,
        flag: '--max-block',
        ...of(customers),
      };
    case 'opens': {
      const what = say`blocked subscribers whose contract is gone`;
      return { kind, what, limitPercent: maxBlock, flag: '--max-block', outOf: plan.blocked, base: customers };
    }
    case 'speeds': {
      const what = say`subscribers slowed to less than half, or let go without a limit`;
      return { kind, what, limitPercent: maxSpeed, flag: '--max-speed', ...of(customers) };
    }
    case 'plans': {
      const what = say`subscribers losing their plan`;
      return { kind, what, limitPercent: maxDelete, flag: '--max-delete', ...of(customers) };
    }
  }
}

/** Those that billing wants, or the BQN holds of ours, whichever are more. */
function countCustomers({ wanted, managed }: ChangePlan): number {
  return Math.max(wanted, managed);
}

/** Whom a harm took something from: somebody of whom nothing was said until now is no part of a slide. */
function hadSomething({ fates }: Harm): (customer: string) => boolean {
  const known = new Set(fates.filter(({ from }) => from.kind !== 'unsaid').map(({ customer }) => customer));
  return (customer) => known.has(customer);
}

interface Judged {
  readonly harm: Harm;
  readonly held: readonly string[];
  readonly passed: readonly string[];
}

/**
 * Who is new to a harm is judged together with the last hour, all or nothing. Who waits already goes on waiting until the
 * harm is let pass, or those who wait, the absent ones among them, have become so few that it is no mass event any more.
 */
function judge(harm: Harm, memory: GateMemory, limits: Limits, online: ReadonlySet<string>): Judged {
  const kind = harm.kind as LastingKind;
  if (limits.force) return { harm, held: [], passed: [] };
  const before = memory.held[kind];
  const approved = new Set(inOrder(harm, before).slice(0, limits.approved.get(kind) ?? 0));
  const open = harm.who.filter((customer) => !approved.has(customer));
  const waiting = open.filter((customer) => before.has(customer));
  const fresh = open.filter((customer) => !before.has(customer));
  const again = fresh.filter((customer) => memory.recent[kind].has(customer)).length;
  const absent = [...before].filter((customer) => !online.has(customer)).length;
  // Of an ISP that was large enough an hour ago the gate does not let go because two of its customers went offline.
  const base = before.size + memory.recent[kind].size > 0 ? Math.max(harm.base, LEAST) : harm.base;
  const isTooMuch = (count: number, recent: number) =>
    count > 0 && isExceeded({ ...harm, base }, count, recent, limits);
  const keepsWaiting = isTooMuch(waiting.length, absent + memory.recent[kind].size);
  // Those who need not wait any more are a part of what passes now.
  const passing = keepsWaiting ? 0 : waiting.length;
  const isSlide = isTooMuch(fresh.length, memory.recent[kind].size - again + passing);
  const held = [...(keepsWaiting ? waiting : []), ...(isSlide ? fresh : [])];
  const passed = [...(keepsWaiting ? [] : waiting), ...(isSlide ? [] : fresh)];
  return { harm, held, passed: passed.filter(hadSomething(harm)) };
}

/** Those who wait first. */
function inOrder({ who }: Harm, held: ReadonlySet<string>): string[] {
  return [...who.filter((customer) => held.has(customer)), ...who.filter((customer) => !held.has(customer))];
}

function isExceeded({ kind, outOf, base, limitPercent }: Harm, count: number, recent: number, limits: Limits): boolean {
  if (limits.force || count <= (isLasting(kind) ? 0 : (limits.approved.get(kind) ?? 0))) return false;
  return base >= LEAST && (count + recent) * 100 > outOf * limitPercent;
}

function isLasting(kind: HeldKind): kind is LastingKind {
  return (LASTING as readonly HeldKind[]).includes(kind);
}

function deletionHarms(plan: ChangePlan, { maxDelete }: Limits): Harm[] {
  const leaving = plan.fates.filter(({ effect }) => effect === 'leaves');
  const rule = { limitPercent: maxDelete, flag: '--max-delete', fates: [] };
  const ofKind = (kind: Exclude<BqnKind, 'subscriber'>, name: 'policies' | 'groups'): Harm => {
    const who = plan.changes.filter((change) => isGatedDeletion(change) && change.kind === kind).map(({ key }) => key);
    // With --prune all more may be deleted than is ours.
    const outOf = Math.max(plan.ours[kind].size, who.length);
    return { kind: name, what: say`${translated(KIND_NAMES[kind])} to delete`, who, outOf, base: outOf, ...rule };
  };
  const who = leaving.map(({ customer }) => customer);
  const outOf = Math.max(countCustomers(plan), who.length);
  return [
    { ...rule, kind: 'deletes', what: say`subscribers to delete`, who, outOf, base: outOf, fates: leaving },
    ofKind('policy', 'policies'),
    ofKind('group', 'groups'),
  ];
}

/** What lets go of somebody else's address waits for nothing. */
function isGatedDeletion(change: Change): boolean {
  return change.action === 'delete' && !change.letsGo;
}

/** @param found what was held back, each with the plan in which it was found */
function holdsOf(found: readonly (readonly [Judged, ChangePlan])[]): Holds {
  const customers = new Map<string, Set<Effect>>();
  const policies = new Set<string>();
  for (const [{ harm, held }, plan] of found) {
    const changing = new Set(plan.changes.filter(({ kind }) => kind === 'policy').map(({ key }) => key));
    const who = new Set(held);
    for (const { customer, from } of harm.fates.filter((fate) => who.has(fate.customer))) {
      const effects = customers.get(customer) ?? new Set<Effect>();
      for (const effect of EFFECTS_OF[harm.kind as LastingKind]) effects.add(effect);
      customers.set(customer, effects);
      const policy = policyOf(from);
      // A speed is held back where it is set: at the policy, for all who are under it.
      if (harm.kind === 'speeds' && policy !== null && changing.has(policy)) policies.add(policy);
    }
  }
  return { customers, policies };
}

/** A group goes with its subscriber: a customer held back on IPv4 is held back on IPv6. */
function withoutDeletions(plan: ChangePlan, harms: readonly Harm[], bqn: BqnState): ChangePlan {
  const subscribers = new Set(
    harms.flatMap(({ kind, fates }) => (kind === 'deletes' ? fates.map(({ ip }) => ip) : [])),
  );
  const names = { policy: namesOf(harms, 'policies'), group: namesOf(harms, 'groups') };
  const isKept = (change: Change) => {
    const isTheirs = change.belongsTo.some((ip) => subscribers.has(ip));
    if (change.kind === 'subscriber') return isTheirs;
    if (!isGatedDeletion(change)) return false;
    return names[change.kind].has(change.key) || (change.kind === 'group' && isTheirs);
  };
  const changes = plan.changes.filter((change) => !isKept(change));
  // What is held back may go on using a policy that would have been deleted.
  return withoutUsedPolicies(
    { ...plan, changes, fates: plan.fates.filter(({ ip, effect }) => effect !== 'leaves' || !subscribers.has(ip)) },
    bqn,
  );
}

function namesOf(harms: readonly Harm[], kind: HeldKind): ReadonlySet<string> {
  return new Set(harms.filter((harm) => harm.kind === kind).flatMap(({ who }) => who));
}

function asHeldBack(harm: Harm, who: readonly string[], changes: readonly Change[]): HeldBack {
  const { kind, what, limitPercent, flag, outOf } = harm;
  const held = new Set(who);
  const fates = harm.fates.filter(({ customer }) => held.has(customer));
  return { kind, what, count: who.length, outOf, limitPercent, flag, who, fates, changes };
}

function nameOf({ kind, action, key }: Change): string {
  return `${kind} ${action} ${key}`;
}

/** Of the changes that would have been made, those of these customers that now are not. */
function changesOf({ fates }: Harm, who: readonly string[], plan: ChangePlan, kept: ReadonlySet<string>): Change[] {
  const held = new Set(who);
  const addresses = new Set(fates.filter(({ customer }) => held.has(customer)).map(({ ip }) => ip));
  return plan.changes.filter(
    (change) =>
      change.kind !== 'group' && change.belongsTo.some((ip) => addresses.has(ip)) && !kept.has(nameOf(change)),
  );
}

function deletionsOf({ kind, who, fates }: Harm, plan: ChangePlan): Change[] {
  const keys = new Set(kind === 'deletes' ? fates.map(({ ip }) => ip) : who);
  const wanted: BqnKind = kind === 'deletes' ? 'subscriber' : kind === 'policies' ? 'policy' : 'group';
  return plan.changes.filter((change) => change.kind === wanted && keys.has(change.key));
}
