import type { Applied, Refusal } from '../apply/apply.ts';
import type { Billing } from '../billing/reading.ts';
import type { BqnKind } from '../bqn/kinds.ts';
import type { ChangePlan } from '../changes/change-plan.ts';
import type { HarmKind } from '../changes/harm.ts';
import type { HeldBack } from '../changes/held-back.ts';
import type { Incident } from '../changes/incidents.ts';
import type { PutOff } from '../changes/leaving.ts';
import type { FateChange } from '../customers/fate-change.ts';
import type { Desired } from '../mapping/desired.ts';
import type { Proved } from '../proof/situation.ts';
import type { Adopted } from '../state/adopt.ts';
import type { Cost } from './cost.ts';
import type { ExitCode } from './exit-code.ts';
import type { NameTrouble } from './names.ts';

/** What was held back until this run: it was let pass, or billing took it back. */
export interface EndedIncident {
  readonly kind: HarmKind;
  readonly incident: Incident;
}

/** What came of one BQN. */
export interface BqnOutcome {
  readonly label: string;
  readonly exitCode: ExitCode;
  /** What kept it from being read, or ended the writing. */
  readonly error: Error | undefined;
  /** What a plan for a part would have missed, where a run looks whether it would: a defect of ours. */
  readonly missed?: readonly string[];
  /** What was wanted of this BQN, of those in its scope alone; absent when it could not be read. */
  readonly desired?: Desired;
  /** What the gate let through; undefined when the BQN could not be read. */
  readonly plan: ChangePlan | undefined;
  readonly heldBack: readonly HeldBack[];
  /** What was proved of the plan, and what of it was withheld; undefined when the BQN could not be read. */
  readonly proof?: Proved | undefined;
  /** Undefined for a dry run. */
  readonly applied: Applied | undefined;
  /** What became of customers, or in a dry run would. */
  readonly fates: readonly FateChange[];
  /** What became of customers by a run that was killed before it could tell; absent for nothing. */
  readonly unheard?: readonly FateChange[];
  /** What was taken up again (`--adopt`), or in a dry run would be; absent for none. */
  readonly adopted?: readonly Adopted[];
  /** Entries that stay for now since too many customers are offline at once. */
  readonly putOff?: PutOff | undefined;
  /** What was held back until this run. */
  readonly ended?: readonly EndedIncident[];
  /** How many of each kind the operator let pass. */
  readonly letPass?: ReadonlyMap<string, number>;
  /** Customers of the last day who are offline, since when they are a mass, and when that was counted (Unix time in s). */
  readonly offline?: { readonly count: number; readonly darkSince: number | undefined; readonly at: number };
  /** Whether a customer is blocked now, as far as the books know, whatever their contract says; by key. */
  readonly isBlocked?: (customer: string) => boolean;
  /** Entries that another hand writes in turn with us, a sentence each. */
  readonly tugs: readonly string[];
}

/** Duration of each stage in ms; those not reached are missing. */
export type Durations = Partial<Record<'read' | 'map' | 'plan' | 'write', number>>;

/** What came of a run, also of one that failed. */
export interface Outcome {
  readonly exitCode: ExitCode;
  readonly error: Error | undefined;
  readonly billing: Billing | undefined;
  readonly desired: Desired | undefined;
  readonly bqns: readonly BqnOutcome[];
  readonly durations: Durations;
  /** Names of the operator's that do not do what they may think; absent where it was not looked. */
  readonly names?: readonly NameTrouble[];
  /** What the run cost each server; absent where nobody added it up. */
  readonly costs?: readonly Cost[];
}

export interface KindCounts {
  readonly created: number;
  readonly changed: number;
  readonly deleted: number;
  readonly unchanged: number;
  readonly refused: number;
  /** Neither done nor refused: the connection broke, or the BQN had an error of its own. */
  readonly unanswered: number;
}

/** What the BQN, or this program before it, said no to. */
export function refusalsOf({ applied }: Pick<BqnOutcome, 'applied'>): readonly Refusal[] {
  return (applied?.refused ?? []).filter(({ unanswered }) => !unanswered);
}

/** What was sent and not answered, or with an error of the BQN's own: nobody refused it, and perhaps it was done. */
export function unansweredOf({ applied }: Pick<BqnOutcome, 'applied'>): readonly Refusal[] {
  return (applied?.refused ?? []).filter(({ unanswered }) => unanswered);
}

/** How much the gate holds back. */
export function heldBackCount({ heldBack }: Pick<BqnOutcome, 'heldBack'>): number {
  return heldBack.reduce((sum, { count }) => sum + count, 0);
}

/** What was done, or in a dry run would be, with each kind of entry. */
export function countsOf(bqn: BqnOutcome, kind: BqnKind): KindCounts {
  const changes = (bqn.applied?.done ?? bqn.plan?.changes ?? []).filter((change) => change.kind === kind);
  const count = (action: string) => changes.filter((change) => change.action === action).length;
  return {
    created: count('create'),
    changed: count('update'),
    deleted: count('delete'),
    unchanged: bqn.plan?.unchanged[kind] ?? 0,
    refused: refusalsOf(bqn).filter(({ change }) => change.kind === kind).length,
    unanswered: unansweredOf(bqn).filter(({ change }) => change.kind === kind).length,
  };
}

/** What became of customers and the groups of sites; `left` is there where somebody was taken out of one. */
export interface Memberships {
  readonly pending: number;
  readonly joined: number;
  readonly refused: number;
  readonly left?: number;
}

/** How many customers are to be, were, or could not be put into the groups of their sites, or taken out of others. */
export function membershipsOf({ plan, applied }: Pick<BqnOutcome, 'plan' | 'applied'>): Memberships {
  const { joined = 0, left = 0, refused = 0 } = applied?.sites ?? {};
  const pending = Math.max(0, (plan?.memberships.length ?? 0) - joined - left - refused);
  return { pending, joined, refused, ...(left > 0 && { left }) };
}

/** About how many customers each wish that is asked for decided something. */
export function wishCounts({ desired }: Pick<Outcome, 'desired'>): Readonly<Record<string, number>> {
  return Object.fromEntries([...(desired?.did ?? [])].map(([flag, ids]) => [flag, ids.size]));
}

/** The flags that decided something about a login. */
export function wishesAbout(loginId: number, { did = new Map() }: Pick<Desired, 'did'>): readonly string[] {
  return [...did].flatMap(([flag, ids]) => (ids.has(loginId) ? [`--${flag}`] : []));
}

/** How often each key occurs, the most frequent first. */
export function tally(keys: Iterable<string>): readonly (readonly [key: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1] || byText(one[0], other[0]));
}

/** By code units: what languages say of order takes Node longer to find out than the rest of a small run. */
function byText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
