import { LIST_KINDS, type Reading } from '../billing/reading.ts';
import { KIND_NAMES, KINDS } from '../bqn/kinds.ts';
import type { HeldBack } from '../changes/change-plan.ts';
import { SKIP_REASONS } from '../mapping/desired.ts';
import { EXIT, type ExitCode } from '../run/exit-code.ts';
import { type BqnOutcome, countsOf, type Outcome, tally } from '../run/outcome.ts';

/** Reasons shown of each sort; the rest is counted. */
const MOST_REASONS = 12;

export const EXIT_TEXT: Readonly<Record<ExitCode, string>> = {
  [EXIT.done]: 'done',
  [EXIT.defect]: 'a defect of this program',
  [EXIT.usage]: 'settings refused',
  [EXIT.sourceUnreadable]: 'IXC could not be read whole, nothing written',
  [EXIT.bqnFailed]: 'a BQN could not be read or stopped answering',
  [EXIT.refused]: 'done, but some entries were refused',
  [EXIT.heldBack]: 'part held back by the gate',
  [EXIT.locked]: 'another run is under way',
  [EXIT.checkFailed]: 'the check failed',
  [EXIT.interrupted]: 'interrupted',
  [EXIT.terminated]: 'terminated',
};

/** The last lines of a run, also of one that failed: what was read, what came of it, and what is unusual. */
export function summary(outcome: Outcome, dryRun: boolean): string[] {
  return [
    ...readLines(outcome),
    ...skippedLines(outcome),
    ...outcome.bqns.flatMap((bqn) => bqnLines(bqn, dryRun)),
    ...durationLines(outcome),
    `result: ${EXIT_TEXT[outcome.exitCode]} (exit code ${outcome.exitCode})`,
  ];
}

function readLines({ billing }: Outcome): string[] {
  return billing === undefined ? [] : [`read: ${LIST_KINDS.map((list) => readPart(billing[list])).join(', ')}`];
}

function readPart({ name, rows, pages, retries, completeness }: Reading<unknown>): string {
  const counted = `${pages} ${pages === 1 ? 'page' : 'pages'}`;
  const again = retries === 0 ? '' : `, ${retries} asked again`;
  const doubt = completeness === 'whole' ? '' : `, ${completeness}`;
  return `${name} ${rows.length} rows (${counted}${again}${doubt})`;
}

function skippedLines({ desired }: Outcome): string[] {
  if (desired === undefined || desired.skipped.length === 0) return [];
  const reasons = tally(desired.skipped.map((skip) => SKIP_REASONS[skip.reason]));
  return [`skipped: ${reasons.map(([reason, count]) => `${count} ${reason}`).join(', ')}`];
}

function bqnLines(bqn: BqnOutcome, dryRun: boolean): string[] {
  const name = `BQN ${bqn.label}`;
  if (bqn.plan === undefined) return [];
  const counts = KINDS.map((kind) => {
    const { created, changed, deleted, unchanged } = countsOf(bqn, kind);
    return `${KIND_NAMES[kind]} ${created} created, ${changed} changed, ${deleted} deleted, ${unchanged} unchanged`;
  });
  const waiting = bqn.plan.changes.length - (bqn.applied?.done.length ?? 0) - (bqn.applied?.refused.length ?? 0);
  return [
    `${name}${dryRun ? ' (dry run, nothing written)' : ''}: ${counts.join('; ')}`,
    ...bqn.heldBack.map((part) => `${name}: ${heldBackText(part)}`),
    ...reasonLines(
      `${name}: refused`,
      (bqn.applied?.refused ?? []).map(({ change, reason }) => [`${KIND_NAMES[change.kind]}, ${reason}`, change.key]),
    ),
    ...reasonLines(
      `${name}: left as it is`,
      bqn.plan.stuck.map(({ kind, key, reason }) => [`${KIND_NAMES[kind]}, ${reason}`, key]),
    ),
    ...(!dryRun && waiting > 0 ? [`${name}: ${waiting} changes left for the next run`] : []),
  ];
}

/** `held back 90 of 100 subscribers to delete (limit 30 %, --max-delete); --force lets it pass once`. */
export function heldBackText({ what, count, outOf, limitPercent, flag }: HeldBack): string {
  return `held back: ${count} of ${outOf} ${what} (limit ${limitPercent} %, ${flag}); if this is meant, run once with --force`;
}

/** One line a reason, with an example: a single refusal is not hidden among a thousand alike. */
function reasonLines(title: string, entries: readonly (readonly [reason: string, key: string])[]): string[] {
  const examples = new Map<string, string>();
  for (const [reason, key] of entries) if (!examples.has(reason)) examples.set(reason, key);
  const reasons = tally(entries.map(([reason]) => reason));
  const shown = reasons.slice(0, MOST_REASONS).map(([reason, count]) => {
    const more = count === 1 ? '' : ` and ${count - 1} more`;
    return `${title}: ${examples.get(reason)}${more} (${reason})`;
  });
  const hidden = reasons.length - shown.length;
  return hidden > 0 ? [...shown, `${title}: ${hidden} further reasons`] : shown;
}

function durationLines({ durations }: Outcome): string[] {
  const stages = Object.entries(durations).map(([stage, ms]) => `${stage} ${(ms / 1000).toFixed(1)} s`);
  return stages.length === 0 ? [] : [`durations: ${stages.join(', ')}`];
}
