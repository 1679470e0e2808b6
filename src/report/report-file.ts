import type { Refusal } from '../apply/apply.ts';
import { LIST_KINDS, rowCount } from '../billing/reading.ts';
import { KIND_NAMES, KINDS } from '../bqn/kinds.ts';
import type { Stuck, TakeOver } from '../changes/change-plan.ts';
import type { HeldBack } from '../changes/held-back.ts';
import type { FateChange } from '../customers/fate-change.ts';
import { customersOf, wantedCounts } from '../mapping/desired.ts';
import type { ExitCode } from '../run/exit-code.ts';
import {
  type BqnOutcome,
  countsOf,
  type KindCounts,
  membershipsOf,
  type Outcome,
  refusalsOf,
  tally,
  unansweredOf,
  wishCounts,
} from '../run/outcome.ts';
import { overrideText } from '../settings/override-text.ts';
import type { Pause } from '../state/pause.ts';
import { isoTime } from '../text/local-time.ts';
import { asLines, cutToShow, type Shown, shownJson } from '../text/shown.ts';
import { causeOf } from './cause.ts';
import { errorMessage } from './error-text.ts';
import { fateText, isTold } from './fate-lines.ts';
import { heldBackText, heldWhat, namesOf } from './held-lines.ts';
import type { Level } from './log.ts';
import { describeChange, membershipText } from './preview.ts';
import { findingText } from './proof-lines.ts';
import { remarkText, wasAndBecomes } from './remark-text.ts';
import { nameText, resultText } from './summary.ts';
import { whyNotText, whyText } from './why-text.ts';

/** Problems and changes that a report names one by one. */
const MOST = 100;

/** About the run as a process. Times are Unix seconds. */
export interface RunFacts {
  readonly version: string;
  readonly mode: string;
  readonly started: number;
  readonly ended: number;
  readonly exitCode: ExitCode;
  readonly problems: readonly { readonly level: Level; readonly text: string }[];
  readonly lastSuccess: number | undefined;
  readonly failuresInARow: number;
  /** How often runs are to start, in s. */
  readonly everyS: number;
  /** The pause that the run met. */
  readonly pause?: Pause | undefined;
}

/**
 * The report of a run as JSON; it only grows within a major version (src/report/README.md, "The report file").
 * @param clean takes secrets out of a text
 */
export function reportJson(
  facts: RunFacts,
  outcome: Outcome | undefined,
  clean: (text: string) => string = (text) => text,
): Shown {
  const report = {
    schema: 1,
    program: 'sync-ixc-bqn',
    version: facts.version,
    mode: facts.mode,
    started: isoTime(facts.started),
    ended: isoTime(facts.ended),
    seconds: Math.round((facts.ended - facts.started) * 1000) / 1000,
    every: facts.everyS,
    exitCode: facts.exitCode,
    result: resultText(facts.exitCode, outcome),
    cause: causeOf(facts.exitCode, outcome),
    error: outcome?.error === undefined ? null : { name: outcome.error.name, message: errorMessage(outcome.error) },
    paused: facts.pause === undefined ? null : { until: isoTime(facts.pause.until), reason: facts.pause.reason },
    lastSuccess: facts.lastSuccess === undefined ? null : isoTime(facts.lastSuccess),
    failuresInARow: facts.failuresInARow,
    durationsMs: wholeMs(outcome),
    costs: costsIn(outcome),
    read: readCounts(outcome),
    wanted: outcome?.desired === undefined ? null : wantedCounts(outcome.desired),
    skipped: skippedCounts(outcome),
    wishes: outcome === undefined ? {} : wishCounts(outcome),
    overrides: overridesIn(outcome),
    names: (outcome?.names ?? []).map((one) => ({ ...one, text: nameText(one) })),
    bqns: (outcome?.bqns ?? []).map(bqnReport),
    problems: facts.problems.slice(0, MOST),
    problemsInAll: facts.problems.length,
  };
  // Cleaned before it is JSON: a secret with a quote in it looks different afterwards.
  const cleaned = (_field: string, value: unknown) => (typeof value === 'string' ? cutToShow(clean(value)) : value);
  return asLines([shownJson(report, cleaned)]);
}

function readCounts(outcome: Outcome | undefined) {
  const billing = outcome?.billing;
  if (billing === undefined) return null;
  const entries = LIST_KINDS.map((list) => {
    const { name, pages, retries, completeness, how, ms } = billing[list];
    return [name, { rows: rowCount(billing, list), pages, retries, completeness, how, ms: Math.round(ms) }];
  });
  return Object.fromEntries(entries);
}

/** What the run cost each server; with the rows that came from billing. */
function costsIn(outcome: Outcome | undefined) {
  return (outcome?.costs ?? []).map(({ server, requests, rows = null, bytes, waitedMs }) => {
    return { server, requests, rows, bytes, waitedMs: Math.round(waitedMs) };
  });
}

/** Customers who are online and have an override, with its words. */
function overridesIn(outcome: Outcome | undefined) {
  const subscribers = outcome?.desired === undefined ? [] : customersOf(outcome.desired);
  return subscribers.flatMap(({ id, ip, override }) =>
    override === undefined ? [] : [{ login: id, ip, override: overrideText(override) }],
  );
}

function wholeMs(outcome: Outcome | undefined) {
  return Object.fromEntries(Object.entries(outcome?.durations ?? {}).map(([stage, ms]) => [stage, Math.round(ms)]));
}

export function skippedCounts(outcome: Outcome | undefined): Record<string, number> {
  return Object.fromEntries(tally((outcome?.desired?.skipped ?? []).map((skip) => skip.reason)));
}

function bqnReport(bqn: BqnOutcome) {
  const changes = bqn.applied?.done ?? bqn.plan?.changes ?? [];
  const memberships = membershipsOf(bqn);
  const { pending, joined, left = 0 } = memberships;
  const isLooking = bqn.applied === undefined;
  return {
    bqn: bqn.label,
    exitCode: bqn.exitCode,
    error: bqn.error === undefined ? null : { name: bqn.error.name, message: bqn.error.message },
    counts: Object.fromEntries(KINDS.map((kind) => [KIND_NAMES[kind], published(countsOf(bqn, kind))])),
    writes: bqn.applied?.writes ?? 0,
    passedOver: bqn.plan?.beyond.customers ?? 0,
    heldBack: bqn.heldBack.map(heldPart),
    defects: (bqn.proof?.findings ?? [])
      .slice(0, MOST)
      .map((finding) => ({ rule: finding.rule, text: findingText(finding) })),
    withheld: (bqn.proof?.withheld ?? []).slice(0, MOST).map(shortChange),
    putOff: bqn.putOff ?? null,
    offline: bqn.offline?.count ?? null,
    fates: bqn.fates
      .filter(({ effect }) => isTold(effect))
      .slice(0, MOST)
      .map(shortFate),
    fateCounts: countFates(bqn),
    takenOver: (bqn.plan?.takenOver ?? []).map(shortTakeOver),
    remarks: (bqn.plan?.remarks ?? []).map(remarkText),
    tugsOfWar: bqn.tugs,
    refused: refusalsOf(bqn).slice(0, MOST).map(shortRefusal),
    ...(unansweredOf(bqn).length > 0 && { unanswered: unansweredOf(bqn).slice(0, MOST).map(shortRefusal) }),
    leftAsItIs: (bqn.plan?.stuck ?? []).slice(0, MOST).map(shortStuck),
    memberships,
    changes: [...changes.slice(0, MOST).map(shortChange), ...(isLooking ? membershipChanges(bqn) : [])].slice(0, MOST),
    changesInAll: changes.length + (isLooking ? pending : joined + left),
  };
}

function published({ unanswered, ...counts }: KindCounts) {
  return unanswered === 0 ? counts : { ...counts, unanswered };
}

function shortRefusal({ change, why }: Refusal) {
  return { ...shortChange(change), reason: whyNotText(why) };
}

function shortStuck({ kind, key, why, harmful }: Stuck) {
  return { kind, key, reason: whyNotText(why), harmful };
}

function shortTakeOver(taken: TakeOver) {
  const { kind, key, users } = taken;
  return { kind, key, ...wasAndBecomes(taken), users };
}

function shortFate({ login, ip, effect, from, to, contract, status, plan, why }: FateChange) {
  return { login, ip, effect, from: fateText(from), to: fateText(to), contract, status, plan, why: whyText(why) };
}

/** How many customers each of it came to. */
export function countFates({ fates }: BqnOutcome): Record<string, number> {
  return Object.fromEntries(tally(fates.map(({ effect }) => effect)));
}

/** Of an incident its size, and not its customers once more. */
function heldPart(part: HeldBack) {
  const { kind, incident, plans = [], joined, ...rest } = part;
  return {
    kind,
    what: heldWhat(kind),
    ...rest,
    who: namesOf(part),
    fates: undefined,
    changes: undefined,
    plans: plans.map(({ policy, before, after, who }) => ({ policy, before, after, customers: who.length })),
    incident: incident && { mark: incident.mark, began: incident.began, most: incident.most },
    joined: joined?.length,
    text: heldBackText(part),
  };
}

function shortChange(change: BqnOutcome['heldBack'][number]['changes'][number]) {
  const { kind, action, key, who, why } = change;
  const fields = change.action === 'delete' ? [] : change.fields;
  return { kind, action, key, who, fields, why: whyText(why), text: describeChange(change) };
}

/** Those into groups of sites, which no field of ours carries. */
function membershipChanges({ plan }: BqnOutcome) {
  return (plan?.memberships ?? []).slice(0, MOST).map(({ key, who, added, removed }) => ({
    kind: 'subscriber',
    action: 'update',
    key,
    who,
    fields: [{ field: 'subscriberGroups', from: removed.join(' ') || null, to: added.join(' ') || null }],
    why: whyText({ kind: 'site' }),
    text: membershipText({ who, key, added, removed }),
  }));
}
