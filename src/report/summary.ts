import type { Refusal } from '../apply/apply.ts';
import { doubtsOf, type Judging } from '../billing/plausibility.ts';
import { type Billing, LIST_KINDS, type Reading, rowCount } from '../billing/reading.ts';
import { type BqnKind, KIND_NAMES, KINDS } from '../bqn/kinds.ts';
import type { Remark } from '../changes/remark.ts';
import { EXIT, type ExitCode } from '../run/exit-code.ts';
import type { NameTrouble } from '../run/names.ts';
import { oddSpeeds, type SpeedJudging } from '../run/odd-speeds.ts';
import {
  type BqnOutcome,
  countsOf,
  type Outcome,
  refusalsOf,
  tally,
  unansweredOf,
  wishCounts,
} from '../run/outcome.ts';
import { unreadablePlans } from '../run/unreadable-plans.ts';
import { EXIT_MEANINGS } from '../settings/exit-codes.ts';
import { phrase, say, translated } from '../text/language.ts';
import { localTime } from '../text/local-time.ts';
import { cutName } from '../text/printable.ts';
import { joined, line, type Shown } from '../text/shown.ts';
import { COMPLETENESS_WORDS, doubtText } from './billing-words.ts';
import { fateCounts, wouldBlockText } from './fate-lines.ts';
import { darkText, heldBackText, lackingLines, putOffText } from './held-lines.ts';
import { heldWord } from './journal-lines.ts';
import { unreadableText } from './plan-words.ts';
import { membershipsDone } from './preview.ts';
import { remarkText, takenOverText } from './remark-text.ts';
import { SKIP_REASONS } from './skip-words.ts';
import { whyNotText } from './why-text.ts';

/** Reasons shown of each sort; the rest is counted. */
const MOST_REASONS = 12;

/** How a run ended; one of which only writes that nobody answered are missing was not refused anything. To be translated. */
export function resultText(exitCode: ExitCode, outcome: Pick<Outcome, 'bqns'> | undefined): string {
  const bqns = outcome?.bqns ?? [];
  const isRefused = bqns.some((bqn) => refusalsOf(bqn).length + harmfullyStuck(bqn) > 0);
  const isUnanswered = bqns.some((bqn) => unansweredOf(bqn).length > 0);
  return exitCode === EXIT.refused && isUnanswered && !isRefused ? NOT_ANSWERED : EXIT_MEANINGS[exitCode];
}

const NOT_ANSWERED = phrase`done, but some writes were not answered`;

function harmfullyStuck({ plan }: BqnOutcome): number {
  return (plan?.stuck ?? []).filter(({ harmful }) => harmful).length;
}

/** The last lines of a run, also of one that failed: what was read, what came of it, and what is unusual. */
export function summary(outcome: Outcome, dryRun: boolean, judging: Judging & SpeedJudging, isScreen = false): Shown[] {
  return [
    ...readLines(outcome),
    ...skippedLines(outcome),
    ...oddLines(outcome, judging),
    ...nameLines(outcome),
    ...wishLines(outcome),
    ...outcome.bqns.flatMap((bqn) => bqnLines(bqn, dryRun, isScreen)),
    ...lackingLines(outcome.bqns),
    ...durationLines(outcome),
    say`result: ${translated(resultText(outcome.exitCode, outcome))} (exit code ${outcome.exitCode})`,
    ...(dryRun
      ? outcome.bqns
          .filter((bqn) => bqn.plan !== undefined && (outcome.desired !== undefined || wouldBlock(bqn)))
          .map((bqn) => say`BQN ${bqn.label}: ${wouldBlockText(bqn)}`)
      : []),
  ];
}

/** What is put back or removed asks nobody whom to block. */
function wouldBlock({ fates, heldBack }: BqnOutcome): boolean {
  return [fates, ...heldBack.map((part) => part.fates)].flat().some(({ effect }) => effect === 'blocks');
}

function readLines({ billing }: Outcome): Shown[] {
  return billing === undefined
    ? []
    : [say`read: ${LIST_KINDS.map((list) => readPart(billing[list], rowCount(billing, list)))}`];
}

function readPart({ name, pages, retries, completeness, how }: Reading<unknown>, rows: number): Shown {
  const counted = pages === 1 ? say`1 page` : say`${pages} pages`;
  const again = retries === 0 ? '' : say`, ${retries} asked again`;
  const doubt = completeness === 'whole' ? '' : line`, ${translated(COMPLETENESS_WORDS[completeness])}`;
  const part = how === 'out of service' ? say`those out of service, ` : '';
  return say`${name} ${rows} {2|row|rows} (${part}${counted}${again}${doubt})`;
}

/** What billing says that may surprise, obeyed all the same. */
function oddLines({ billing, desired, error }: Outcome, judging: Judging & SpeedJudging): Shown[] {
  if (billing === undefined) return [];
  // What ended a run is told already.
  const plans = error === undefined ? unreadablePlans(billing, judging, desired) : undefined;
  const doubts = [
    ...unseenLines(billing),
    ...oddSpeeds(billing, judging).map((text) => say`look: ${text}`),
    ...doubtsOf(billing, judging).flatMap((doubt) => (doubt.stops ? [] : [say`look: ${doubtText(doubt)}`])),
  ];
  return plans === undefined ? doubts : [...doubts, say`look: ${unreadableText(plans)}`];
}

/** Customers with a fixed IP of whom no RADIUS tells use the net, and are not on the BQN. */
function unseenLines({ unseen = 0 }: Billing): Shown[] {
  if (unseen === 0) return [];
  return [
    say`look: ${unseen} logins with a fixed IP are not online, and neither limited nor blocked: --fixed-ip gives them their plan`,
  ];
}

function wishLines(outcome: Outcome): Shown[] {
  const done = Object.entries(wishCounts(outcome)).filter(([, count]) => count > 0);
  return done.length === 0 ? [] : [say`wishes: ${done.map(([flag, count]) => `${count} --${flag}`)}`];
}

/** Names that the operator gave and that do not do what they may think. */
function nameLines({ names = [] }: Outcome): Shown[] {
  const said = names.slice(0, MOST_REASONS).map((one) => say`look: ${nameText(one)}`);
  const more = names.length - said.length;
  return more > 0 ? [...said, say`look: ${more} more names of overrides or filters`] : said;
}

export function nameText({ by, name, ids, trouble }: NameTrouble): Shown {
  const what = by === 'override' ? say`override for ${cutName(name)}` : line`--${by} ${cutName(name)}`;
  if (by === 'skip-plan') return say`${what}: IXC has no such plan`;
  if (by === 'only-site' || by === 'skip-site') return say`${what}: nobody who is online is of such a site`;
  if (trouble === 'unknown') return say`${what}: IXC has no such login`;
  if (trouble === 'not online') return say`${what}: no such login is online`;
  const which = joined(
    ids.slice(0, MOST_REASONS).map((id) => line`id:${id}`),
    ', ',
  );
  return by === 'override'
    ? say`${what}: ${ids.length} online logins have this name, so it counts for none of them; name one in its place: ${which}`
    : say`${what}: ${ids.length} online logins have this name, and all are left alone; to name one: ${which}`;
}

function skippedLines({ desired }: Outcome): Shown[] {
  if (desired === undefined || desired.skipped.length === 0) return [];
  const reasons = tally(desired.skipped.map((skip) => translated(SKIP_REASONS[skip.reason])));
  return [say`skipped: ${reasons.map(([reason, count]) => say`${count} ${reason}`)}`];
}

type Counted = (created: number, changed: number, deleted: number, unchanged: number) => Shown;

/** A sentence for each kind, since in some languages a policy is a she. */
const COUNTED: Readonly<Record<BqnKind, Counted>> = {
  policy: (created, changed, deleted, unchanged) =>
    say`policies ${created} created, ${changed} changed, ${deleted} deleted, ${unchanged} unchanged`,
  subscriber: (created, changed, deleted, unchanged) =>
    say`subscribers ${created} created, ${changed} changed, ${deleted} deleted, ${unchanged} unchanged`,
  group: (created, changed, deleted, unchanged) =>
    say`groups ${created} created, ${changed} changed, ${deleted} deleted, ${unchanged} unchanged`,
};

type Named = Readonly<Record<'created' | 'changed' | 'deleted' | 'unchanged', (count: number) => Shown>>;

/** The same without what is not: for people at a terminal. */
const ONLY: Readonly<Record<BqnKind, Named>> = {
  policy: {
    created: (count) => say`${count} {1|policy|policies} created`,
    changed: (count) => say`${count} {1|policy|policies} changed`,
    deleted: (count) => say`${count} {1|policy|policies} deleted`,
    unchanged: (count) => say`${count} {1|policy|policies}`,
  },
  subscriber: {
    created: (count) => say`${count} {1|subscriber|subscribers} created`,
    changed: (count) => say`${count} {1|subscriber|subscribers} changed`,
    deleted: (count) => say`${count} {1|subscriber|subscribers} deleted`,
    unchanged: (count) => say`${count} {1|subscriber|subscribers}`,
  },
  group: {
    created: (count) => say`${count} {1|group|groups} created`,
    changed: (count) => say`${count} {1|group|groups} changed`,
    deleted: (count) => say`${count} {1|group|groups} deleted`,
    unchanged: (count) => say`${count} {1|group|groups}`,
  },
};

/** `1 policy created, 12 subscribers changed; as they were: 3 policies`, or `nothing changed: 3 policies, 12 subscribers`. */
function briefCounts(bqn: BqnOutcome): Shown {
  const counts = KINDS.map((kind) => ({ kind, counts: countsOf(bqn, kind) }));
  const of = (what: keyof Named) =>
    counts.flatMap((one) => (one.counts[what] > 0 ? [ONLY[one.kind][what](one.counts[what])] : []));
  const changed = [...of('created'), ...of('changed'), ...of('deleted')];
  const unchanged = of('unchanged');
  if (changed.length === 0)
    return unchanged.length === 0 ? say`nothing changed` : say`nothing changed: ${joined(unchanged, ', ')}`;
  const rest = unchanged.length === 0 ? '' : say`; as they were: ${joined(unchanged, ', ')}`;
  return line`${joined(changed, ', ')}${rest}`;
}

function bqnLines(bqn: BqnOutcome, dryRun: boolean, isScreen: boolean): Shown[] {
  const name = line`BQN ${bqn.label}`;
  if (bqn.plan === undefined) return [];
  const counts = KINDS.map((kind) => {
    const { created, changed, deleted, unchanged } = countsOf(bqn, kind);
    return COUNTED[kind](created, changed, deleted, unchanged);
  });
  const waiting = bqn.plan.changes.length - (bqn.applied?.done.length ?? 0) - (bqn.applied?.refused.length ?? 0);
  return [
    line`${name}${dryRun ? say` (dry run, nothing written)` : ''}: ${isScreen ? briefCounts(bqn) : joined(counts, '; ')}`,
    ...(fateCounts(bqn.fates) === '' ? [] : [say`${name}: customers: ${fateCounts(bqn.fates)}`]),
    ...bqn.heldBack.map((part) => line`${name}: ${heldBackText(part)}`),
    ...[putOffText(bqn), darkText(bqn)].flatMap((text) => (text === undefined ? [] : [line`${name}: ${text}`])),
    ...(bqn.ended ?? []).map(
      ({ kind, incident }) =>
        say`${name}: no longer held back: ${heldWord(kind)}, ${incident.most} at most since ${localTime(incident.began)}`,
    ),
    ...adoptedLines(bqn).map((said) => line`${name}: ${said}`),
    ...bqn.plan.takenOver.map((taken) => line`${name}: ${takenOverText(taken)}`),
    ...remarkLines(bqn.plan.remarks).map((said) => line`${name}: ${said}`),
    ...bqn.tugs.slice(0, MOST_REASONS).map((tug) => say`${name}: tug of war: ${tug}`),
    ...reasonLines(say`${name}: refused`, refusalsOf(bqn).map(reasonAndKey)),
    ...reasonLines(say`${name}: not answered`, unansweredOf(bqn).map(reasonAndKey)),
    ...reasonLines(
      say`${name}: left as it is`,
      bqn.plan.stuck.map(({ kind, key, why }) => [line`${translated(KIND_NAMES[kind])}, ${whyNotText(why)}`, key]),
    ),
    ...siteLines(bqn).map((said) => line`${name}: ${said}`),
    ...(!dryRun && waiting > 0 ? [say`${name}: ${waiting} {2|change|changes} left for the next run`] : []),
  ];
}

/** The report file has all of them. */
function remarkLines(remarks: readonly Remark[]): Shown[] {
  const more = remarks.length - MOST_REASONS;
  return [...remarks.slice(0, MOST_REASONS).map(remarkText), ...(more > 0 ? [say`and ${more} more`] : [])];
}

function adoptedLines({ adopted = [] }: BqnOutcome): Shown[] {
  if (adopted.length === 0) return [];
  const shown = adopted
    .slice(0, MOST_REASONS)
    .map(({ kind, key, who }) => (kind === 'group' ? key : `${cutName(who)} ${key}`));
  const more = adopted.length > shown.length ? say` and ${adopted.length - shown.length} more` : '';
  return [say`taken up again as this program's (--adopt): ${adopted.length} entries and groups: ${shown}${more}`];
}

function reasonAndKey({ change, why }: Refusal): [reason: Shown, key: string] {
  return [line`${translated(KIND_NAMES[change.kind])}, ${whyNotText(why)}`, change.key];
}

function siteLines({ plan, applied }: BqnOutcome): Shown[] {
  if (applied === undefined) {
    const all = plan?.memberships ?? [];
    const count = all.filter(({ added }) => added.length > 0).length;
    const leaving = all.length - count;
    return [
      ...(count > 0 ? [say`${count} {1|customer|customers} to be put into the groups of their sites`] : []),
      ...(leaving > 0 ? [say`${leaving} {1|customer|customers} to be taken out of groups of sites`] : []),
    ];
  }
  const { joined, left, refused, reason, most } = applied.sites;
  return [
    ...membershipsDone(joined, left),
    ...(refused > 0
      ? [say`${refused} {1|customer|customers} could not be put into the groups of their sites (${reason})`]
      : []),
    ...(most === undefined
      ? []
      : [say`it seems to take no more than ${most} groups for a subscriber: those of sites beyond that are left out`]),
  ];
}

/** One line a reason, with an example: a single refusal is not hidden among a thousand alike. */
function reasonLines(title: Shown, entries: readonly (readonly [reason: string, key: string])[]): Shown[] {
  const examples = new Map<string, string>();
  for (const [reason, key] of entries) if (!examples.has(reason)) examples.set(reason, key);
  const reasons = tally(entries.map(([reason]) => reason));
  const shown = reasons.slice(0, MOST_REASONS).map(([reason, count]) => {
    const more = count === 1 ? '' : say` and ${count - 1} more`;
    return line`${title}: ${cutName(examples.get(reason) ?? '')}${more} (${reason})`;
  });
  const hidden = reasons.length - shown.length;
  return hidden > 0 ? [...shown, say`${title}: ${hidden} further reasons`] : shown;
}

const STAGE_WORDS: Readonly<Record<string, string>> = { read: phrase`read`, map: phrase`map`, write: phrase`write` };

function durationLines({ durations }: Outcome): Shown[] {
  const stages = Object.entries(durations).map(
    ([stage, ms]) => line`${translated(STAGE_WORDS[stage] ?? stage)} ${(ms / 1000).toFixed(1)} s`,
  );
  return stages.length === 0 ? [] : [say`durations: ${stages}`];
}
