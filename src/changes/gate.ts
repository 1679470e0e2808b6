import type { BqnState } from '../bqn/resources.ts';
import type { Effect } from '../customers/effect.ts';
import { policyOf } from '../customers/fate.ts';
import type { FateChange } from '../customers/fate-change.ts';
import { type Change, type ChangePlan, isLettingGo } from './change-plan.ts';
import { withoutUsedPolicies } from './diff.ts';
import type { GateMemory } from './gate-memory.ts';
import { type GrossError, grossErrors, policyAt } from './gross.ts';
import {
  EFFECTS_OF,
  eachHarm,
  eachLasting,
  HARMS,
  type Harm,
  type HarmKind,
  hadSomething,
  harmOf,
  isTakenBack,
  LASTING,
  type LastingKind,
  LEAST,
  LIMIT_FLAGS,
  type Limits,
} from './harm.ts';
import type { HeldBack, HeldKind } from './held-back.ts';
import type { Holds } from './holds.ts';
import { goesOn, type Incident, incidentAfter, inOrder } from './incidents.ts';
import { judgeLeaving, type Leaving, type PutOff, waitingIn } from './leaving.ts';
import { type Crossing, crossing, isExpected, roomFor } from './windows.ts';

export interface Gated {
  readonly plan: ChangePlan;
  readonly heldBack: readonly HeldBack[];
  /** Entries that stay for now since too many customers are offline at once. */
  readonly putOff: PutOff | undefined;
  /** Customers whose entries these are. */
  readonly waiting: ReadonlySet<string>;
  /** Whom a harm comes to as a matter of course, to be remembered for a day. */
  readonly passed: Readonly<Record<HarmKind, readonly string[]>>;
  /** Whom it comes to since so many are announced. */
  readonly expected: Readonly<Record<HarmKind, readonly string[]>>;
  /** Whom it comes to since the operator says so. */
  readonly approved: Readonly<Record<HarmKind, readonly string[]>>;
  readonly approvedPolicies: readonly string[];
  /** Policies whose change of speed is held back. */
  readonly heldPolicies: ReadonlySet<string>;
  /** Gross errors that are held back, as `policyAt` writes them, since when. */
  readonly gross: ReadonlyMap<string, number>;
  /** What is held back, or put off, after this run. */
  readonly incidents: Readonly<Partial<Record<HarmKind, Incident>>>;
  /** What was held back until this run. */
  readonly ended: readonly { readonly kind: HarmKind; readonly incident: Incident }[];
  /** Approvals of more than is held back: then nothing at all is let pass. */
  readonly refused: readonly Refusal[];
  /** Customers who may still be slowed or let go before it would be too many. */
  readonly mayBeSlowed: number;
}

/** The operator let more pass than there is, as a forgotten line of a crontab would. */
export interface Refusal {
  readonly kind: string;
  readonly asked: number;
  readonly held: number;
}

const NOTHING_APPROVED: ReadonlyMap<string, number> = new Map();

/**
 * Holds back what hits so many customers, at once, within an hour or within a day, that it is more likely a mistake in
 * billing, or in reading it, than the truth. What exceeds its limit is held back whole; the rest goes on.
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
  const asked = { plan, limits, memory, bqn, replan };
  if (limits.approved.size === 0 || limits.force) return gateOnce(asked);
  const unapproved = gateOnce({ ...asked, limits: { ...limits, approved: NOTHING_APPROVED } });
  const refused = refusals(limits.approved, unapproved, memory);
  return refused.length > 0 ? { ...unapproved, refused } : gateOnce(asked);
}

/** What the gate is asked. */
interface Asked {
  readonly plan: ChangePlan;
  readonly limits: Limits;
  readonly memory: GateMemory;
  readonly bqn: BqnState;
  readonly replan: (holds: Holds) => ChangePlan;
}

function refusals(asked: ReadonlyMap<string, number>, { heldBack, putOff }: Gated, memory: GateMemory): Refusal[] {
  return [...asked].flatMap(([kind, count]) => {
    const here = heldBack.find((part) => part.kind === kind)?.count ?? 0;
    const waiting = kind === 'leaves' ? (putOff?.count ?? 0) : 0;
    const elsewhere = memory.elsewhere[kind as HarmKind] ?? 0;
    const held = Math.max(here + waiting, elsewhere);
    return count > held ? [{ kind, asked: count, held }] : [];
  });
}

function gateOnce(asked: Asked): Gated {
  const { plan, limits, memory, bqn } = asked;
  const leaving = judgeLeaving(plan, limits, memory);
  const others = deletionsOfOthers(plan, limits);
  const { plan: replanned, rounds, last, holds } = holdBack(asked);
  const held = eachLasting((kind) => unique(rounds.flatMap((judged) => judged[kind].held)));
  const isHeldBack = LASTING.some((kind) => held[kind].length > 0);
  const isKept = leaving.kept.length > 0 || others.length > 0;
  const kept = isHeldBack || isKept ? withoutDeletions(replanned, leaving, others, bqn) : plan;
  const incidents = incidentsAfter(plan, rounds, held, leaving, memory, limits);
  const known = new Set(kept.changes.map(nameOf));
  const parts = united(rounds).map((judged) => asHeldBack(judged, plan, known, memory, incidents));
  const left = leaving.held.length === 0 ? [] : [leavingHeldBack(leaving, plan, memory)];
  return {
    plan: kept,
    heldBack: [...parts, ...left, ...others],
    putOff: leaving.putOff,
    waiting: new Set(waitingIn(leaving).map(({ customer }) => customer)),
    ...passedOf(last, leaving, memory),
    approved: {
      ...eachLasting((kind) => unique(rounds.flatMap((judged) => judged[kind].approved))),
      leaves: leaving.approved,
    },
    approvedPolicies: unique(rounds.flatMap(({ speeds }) => speeds.approvedPolicies)),
    heldPolicies: holds.policies,
    gross: grossAfter(rounds, memory),
    incidents,
    ended: HARMS.flatMap((kind) => {
      const incident = memory.incidents[kind];
      return incident !== undefined && incidents[kind] === undefined ? [{ kind, incident }] : [];
    }),
    refused: [],
    mayBeSlowed: limits.force ? Number.POSITIVE_INFINITY : roomFor(last.speeds.harm, last.speeds.passed, memory),
  };
}

/** What passes as a matter of course, and what passes since it is announced and weighs on nobody afterwards. */
function passedOf(last: JudgedKinds, leaving: Leaving, memory: GateMemory): Pick<Gated, 'passed' | 'expected'> {
  const all = { ...eachLasting((kind) => last[kind].passed), leaves: leaving.passed };
  return {
    passed: eachHarm((kind) => (isExpected(kind, all[kind], memory) ? [] : all[kind])),
    expected: eachHarm((kind) => (isExpected(kind, all[kind], memory) ? all[kind] : [])),
  };
}

interface Judged {
  readonly harm: Harm;
  readonly held: readonly string[];
  readonly passed: readonly string[];
  readonly approved: readonly string[];
  readonly approvedPolicies: readonly string[];
  readonly crossing: Crossing | undefined;
  /** Plans that are held back whatever their share; their customers are among those held. */
  readonly gross: readonly GrossError[];
}

type JudgedKinds = Readonly<Record<LastingKind, Judged>>;

interface HeldPlan {
  readonly plan: ChangePlan;
  readonly rounds: readonly JudgedKinds[];
  readonly last: JudgedKinds;
  readonly holds: Holds;
}

/**
 * Judges the plan, and again what is left of it: whoever is not blocked, since that is held back, stays under a policy
 * whose speed may fall in the same run. Each round holds something more, so that there are few.
 */
function holdBack({ plan, limits, memory, bqn, replan }: Asked): HeldPlan {
  const rounds: JudgedKinds[] = [];
  const found: [judged: Judged, plan: ChangePlan][] = [];
  const known = new Set<string>();
  let current = plan;
  for (;;) {
    const judging = { plan: current, limits, memory, gross: grossErrors(current, bqn, memory), rounds };
    const judged = eachLasting((kind) => judge(kind, judging));
    rounds.push(judged);
    const more = LASTING.map((kind) => judged[kind]).filter((one) => heldParts(one).some((part) => !known.has(part)));
    if (more.length === 0) return { plan: current, rounds, last: judged, holds: holdsOf(found) };
    for (const one of more) {
      found.push([one, current]);
      for (const part of heldParts(one)) known.add(part);
    }
    current = replan(holdsOf(found));
  }
}

/** What is held, to be told apart: whoever is kept from one thing may be due for another once that is held, or a policy is. */
function heldParts({ harm, held, gross }: Judged): string[] {
  const who = new Set(held);
  const fates = [...harm.fates.filter(({ customer }) => who.has(customer)), ...gross.flatMap((one) => one.fates)];
  return [
    ...fates.map(({ customer, effect }) => `${harm.kind} ${customer} ${effect}`),
    ...gross.map(({ policy }) => `policy ${policy}`),
  ];
}

interface Judging {
  readonly plan: ChangePlan;
  readonly limits: Limits;
  readonly memory: GateMemory;
  readonly gross: readonly GrossError[];
  /** The rounds before. */
  readonly rounds: readonly JudgedKinds[];
}

/**
 * Who is new to a harm is judged together with the last hour and the last day, all or nothing; while an incident lasts they
 * join it. A gross error is held back by itself, and nobody joins it.
 */
function judge(kind: LastingKind, judging: Judging): Judged {
  const { plan, limits, memory, rounds } = judging;
  const harm = harmOf(kind, plan, limits, memory);
  const nothing = { harm, held: [], approved: [], approvedPolicies: [], crossing: undefined, gross: [] };
  if (limits.force) return { ...nothing, passed: [], approvedPolicies: judging.gross.map(policyAt) };
  const earlier = unique(rounds.flatMap((round) => round[kind].approved));
  const policiesSaid = new Set([
    ...memory.approved.policies,
    ...rounds.flatMap(({ speeds }) => speeds.approvedPolicies),
  ]);
  const gross = kind === 'speeds' ? judging.gross.filter((one) => !policiesSaid.has(policyAt(one))) : [];
  const hitByGross = new Set(gross.flatMap(({ who }) => who));
  const said = new Set([...memory.approved.customers[kind], ...earlier]);
  const open = harm.who.filter((customer) => !said.has(customer) && !hitByGross.has(customer));
  const budget = (limits.approved.get(kind) ?? 0) - earlier.length;
  const isOpen = rounds.some((round) => round[kind].crossing !== undefined && round[kind].crossing?.kind !== 'gross');
  const first = verdict(harm, open, isOpen, judging);
  const asking = first === undefined ? [] : open;
  const { who: approved, gross: letPass } = approvedOf(kind, asking, gross, budget, memory);
  const isApproved = new Set(approved);
  const rest = open.filter((customer) => !isApproved.has(customer));
  const crossed = approved.length === 0 ? first : verdict(harm, rest, isOpen, judging);
  const grossHeld = gross.filter((one) => !letPass.includes(one));
  const held = [...(crossed === undefined ? [] : rest), ...grossHeld.flatMap(({ who }) => who)];
  const had = hadSomething(harm, plan);
  return {
    harm,
    held: unique(held),
    passed: crossed === undefined ? rest.filter(had) : [],
    approved: unique([...approved, ...letPass.flatMap(({ who }) => who)]),
    approvedPolicies: letPass.map(policyAt),
    crossing: crossed ?? (grossHeld.length > 0 ? { kind: 'gross' } : undefined),
    gross: grossHeld,
  };
}

/** Why these are held back; undefined where they pass. */
function verdict(harm: Harm, who: readonly string[], isOpen: boolean, { memory, plan }: Judging): Crossing | undefined {
  const incident = memory.incidents[harm.kind];
  const members = incident?.members ?? new Map<string, number>();
  const asking = who.filter((customer) => members.has(customer)).length;
  const away = awayOf(harm.kind, incident, plan).length;
  const isJoined = isOpen || (incident !== undefined && goesOn(incident, asking, away));
  const crossed = crossing(harm, who, memory);
  if (who.length === 0) return undefined;
  return crossed ?? (isJoined ? { kind: 'hour', limitPercent: harm.hourPercent } : undefined);
}

/** The customers of an incident who cannot be asked: not served here now, where billing does not say that it is taken back. */
function awayOf(kind: HarmKind, incident: Incident | undefined, { online, unserved }: ChangePlan): string[] {
  if (incident === undefined) return [];
  const standings = unserved();
  return [...incident.members.keys()].filter(
    (customer) => !online.has(customer) && !isTakenBack(kind, standings.get(customer)),
  );
}

/**
 * Whom an approval lets pass. The operator was shown those who waited: it goes to them first, and what joined since, or is held
 * back in this run for the first time, gets what is left of it.
 */
function approvedOf(
  kind: LastingKind,
  asking: readonly string[],
  gross: readonly GrossError[],
  budget: number,
  memory: GateMemory,
): { readonly who: readonly string[]; readonly gross: readonly GrossError[] } {
  const incident = memory.incidents[kind];
  const isWaiting = (one: GrossError) => memory.gross.has(policyAt(one));
  const waited = asking.filter((customer) => incident?.members.has(customer)).length;
  const inTurn = inOrder(asking, incident);
  let left = Math.max(0, budget);
  const take = (who: readonly string[]) => {
    const taken = who.slice(0, left);
    left -= taken.length;
    return taken;
  };
  // A plan's speed is one thing: it passes for all of its customers, or for none.
  const takeWhole = (one: GrossError) => one.who.length <= left && take(one.who).length > 0;
  const first = take(inTurn.slice(0, waited));
  const firstGross = gross.filter((one) => isWaiting(one) && takeWhole(one));
  const joined = take(inTurn.slice(waited));
  const newGross = gross.filter((one) => !isWaiting(one) && takeWhole(one));
  return { who: [...first, ...joined], gross: [...firstGross, ...newGross] };
}

function unique(all: readonly string[]): readonly string[] {
  return [...new Set(all)];
}

function grossAfter(rounds: readonly JudgedKinds[], memory: GateMemory): ReadonlyMap<string, number> {
  const names = rounds.flatMap(({ speeds }) => speeds.gross.map(policyAt));
  return new Map(names.map((name) => [name, memory.gross.get(name) ?? memory.now]));
}

/** What several rounds held back of each kind, as one. */
function united(rounds: readonly JudgedKinds[]): Judged[] {
  return LASTING.flatMap((kind) => {
    const found = rounds.map((round) => round[kind]).filter(({ held }) => held.length > 0);
    const [first] = found;
    if (first === undefined) return [];
    const fates = new Map(found.flatMap(({ harm }) => harm.fates).map((fate) => [`${fate.customer} ${fate.ip}`, fate]));
    for (const { gross } of found)
      for (const fate of gross.flatMap((one) => one.fates)) fates.set(`${fate.customer} ${fate.ip}`, fate);
    return [
      {
        ...first,
        held: unique(found.flatMap(({ held }) => held)),
        gross: [...new Map(found.flatMap(({ gross }) => gross).map((one) => [one.policy, one])).values()],
        crossing: found.map((one) => one.crossing).find((one) => one?.kind !== 'gross') ?? first.crossing,
        harm: { ...first.harm, fates: [...fates.values()] },
      },
    ];
  });
}

function incidentsAfter(
  plan: ChangePlan,
  rounds: readonly JudgedKinds[],
  held: Readonly<Record<LastingKind, readonly string[]>>,
  leaving: Leaving,
  memory: GateMemory,
  limits: Limits,
): Gated['incidents'] {
  const after: Partial<Record<HarmKind, Incident>> = {};
  const { now } = memory;
  for (const kind of LASTING) {
    const gross = new Set(rounds.flatMap((round) => round[kind].gross.flatMap(({ who }) => who)));
    const ofShare = held[kind].filter((customer) => !gross.has(customer));
    const before = memory.incidents[kind];
    const approved = new Set(rounds.flatMap((round) => round[kind].approved));
    const away = new Set(awayOf(kind, before, plan));
    const isAway = (customer: string) => away.has(customer) && !approved.has(customer);
    const lasts = !limits.force && before !== undefined && goesOn(before, ofShare.length, away.size);
    const incident = incidentAfter(kind, before, { lasts, held: ofShare, isAway, now });
    if (incident !== undefined) after[kind] = incident;
  }
  if (leaving.incident !== undefined) after.leaves = leaving.incident;
  return after;
}

/** Whoever is kept from a speed, and has no entry now, is kept from coming home to it. */
const KEPT_FROM: Readonly<Record<HarmKind, readonly Effect[]>> = {
  ...EFFECTS_OF,
  speeds: [...EFFECTS_OF.speeds, 'comes'],
};

/** @param found what was held back, each with the plan in which it was found */
function holdsOf(found: readonly (readonly [Judged, ChangePlan])[]): Holds {
  const customers = new Map<string, Set<Effect>>();
  const policies = new Set<string>();
  for (const [{ harm, held, gross }, plan] of found) {
    const changing = new Set(plan.changes.filter(({ kind }) => kind === 'policy').map(({ key }) => key));
    const who = new Set(held);
    const keep = ({ customer, effect }: FateChange, effects: readonly Effect[]) => {
      const kept = customers.get(customer) ?? new Set<Effect>();
      for (const one of [effect, ...effects]) kept.add(one);
      customers.set(customer, kept);
    };
    for (const fate of harm.fates.filter(({ customer }) => who.has(customer))) {
      keep(fate, KEPT_FROM[harm.kind]);
      const policy = policyOf(fate.from);
      // A speed is held back where it is set: at the policy, for all who are under it.
      if (harm.kind === 'speeds' && policy !== null && changing.has(policy)) policies.add(policy);
    }
    for (const one of gross) {
      if (one.policy === one.under) policies.add(one.policy);
      // A plan that was renamed in the same breath: its customers stay under its name of before.
      else for (const fate of one.fates) keep(fate, ['comes']);
    }
  }
  return { customers, policies };
}

/** Deletions of what others made, which only `--prune all` asks for; what lets go of somebody else's address waits for nothing. */
function deletionsOfOthers(plan: ChangePlan, { maxDelete, force, approved, uninstalls }: Limits): HeldBack[] {
  const ofKind = (kind: 'policy' | 'group', name: 'policies' | 'groups'): HeldBack[] => {
    const changes = plan.changes.filter(
      (change) =>
        change.kind === kind && isGatedDeletion(change) && (uninstalls === true || !plan.ours[kind].has(change.key)),
    );
    if (changes.length === 0) return [];
    const outOf = Math.max(plan.ours[kind].size, changes.length);
    const isTooMuch = outOf >= LEAST && changes.length * 100 > outOf * maxDelete;
    if (force || !isTooMuch || changes.length <= (approved.get(name) ?? 0)) return [];
    const who = changes.map(({ key }) => key);
    const rule = { limitPercent: maxDelete, flag: LIMIT_FLAGS.maxDelete };
    return [{ kind: name, count: who.length, outOf, ...rule, who, fates: [], changes }];
  };
  return [...ofKind('policy', 'policies'), ...ofKind('group', 'groups')];
}

function isGatedDeletion(change: Change): boolean {
  return change.action === 'delete' && !change.letsGo;
}

/** Whether an entry goes, or says nothing any more, since its place is another's by now, or in doubt: that waits for nobody. */
function isForAnother(change: Change): boolean {
  const { kind } = change.why;
  return isLettingGo(change) || kind === "another's prefix" || kind === 'in doubt';
}

/** A group goes with its subscriber: a customer whose entry stays on IPv4 stays on IPv6. */
function withoutDeletions(plan: ChangePlan, { kept }: Leaving, others: readonly HeldBack[], bqn: BqnState): ChangePlan {
  const subscribers = new Set(kept.map(({ ip }) => ip));
  const names = { policy: namesOf(others, 'policies'), group: namesOf(others, 'groups') };
  const isKept = (change: Change) => {
    const isTheirs = change.belongsTo.some((ip) => subscribers.has(ip));
    if (change.kind === 'subscriber') return isTheirs && !isForAnother(change);
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

function namesOf(parts: readonly HeldBack[], kind: HeldKind): ReadonlySet<string> {
  return new Set(parts.filter((part) => part.kind === kind).flatMap(({ who }) => who));
}

function asHeldBack(
  judged: Judged,
  plan: ChangePlan,
  kept: ReadonlySet<string>,
  memory: GateMemory,
  incidents: Gated['incidents'],
): HeldBack {
  const { harm, held, gross, crossing: crossed } = judged;
  const kind = harm.kind as LastingKind;
  const who = inOrder(held, memory.incidents[kind]);
  const isHeld = new Set(who);
  const fates = harm.fates.filter(({ customer }) => isHeld.has(customer));
  const incident = incidents[kind];
  const sinces = gross.flatMap((one) => memory.gross.get(policyAt(one)) ?? []);
  const known = new Set([
    ...(memory.incidents[kind]?.members.keys() ?? []),
    ...gross.filter((one) => memory.gross.has(policyAt(one))).flatMap((one) => one.who),
  ]);
  return {
    kind,
    count: who.length,
    outOf: outOfAll(harm, who, plan),
    limitPercent: harm.hourPercent,
    flag: harm.flag,
    who,
    fates,
    changes: changesOf(fates, gross, plan, kept),
    crossing: crossed,
    plans: gross,
    incident,
    since: incident?.began ?? Math.min(memory.now, ...sinces),
    joined: who.filter((customer) => !known.has(customer)),
  };
}

/** Those of whom these are a part: held back is also who is away, or whom no entry blocks, and of these no limit is measured. */
function outOfAll({ kind, outOf }: Harm, who: readonly string[], { online, blockedNow }: ChangePlan): number {
  return Math.max(outOf, new Set([...(kind === 'opens' ? blockedNow : online.keys()), ...who]).size);
}

function leavingHeldBack(
  { harm, held, crossing: crossed, incident }: Leaving,
  plan: ChangePlan,
  memory: GateMemory,
): HeldBack {
  const who = unique(held.map(({ customer }) => customer));
  const keys = new Set(held.map(({ ip }) => ip));
  const changes = plan.changes.filter((change) => change.kind === 'subscriber' && keys.has(change.key));
  const members = memory.incidents.leaves?.members;
  return {
    kind: 'leaves',
    count: who.length,
    outOf: harm.outOf,
    limitPercent: harm.hourPercent,
    flag: harm.flag,
    who,
    fates: held,
    changes,
    crossing: crossed,
    incident,
    since: incident?.began,
    joined: members === undefined ? who : who.filter((customer) => !members.has(customer)),
  };
}

function nameOf({ kind, action, key }: Change): string {
  return `${kind} ${action} ${key}`;
}

/** Of the changes that would have been made, those of these customers, and of these plans, that now are not. */
function changesOf(
  fates: readonly FateChange[],
  gross: readonly GrossError[],
  plan: ChangePlan,
  kept: ReadonlySet<string>,
): Change[] {
  const addresses = new Set(fates.map(({ ip }) => ip));
  const policies = new Set(gross.map(({ policy }) => policy));
  return plan.changes.filter((change) => {
    if (change.kind === 'group' || kept.has(nameOf(change))) return false;
    return change.kind === 'policy' ? policies.has(change.key) : change.belongsTo.some((ip) => addresses.has(ip));
  });
}
