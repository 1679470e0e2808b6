import { EXIT, type ExitCode } from '../run/exit-code.ts';
import { type Outcome, refusalsOf, unansweredOf } from '../run/outcome.ts';
import { say, translated } from '../text/language.ts';
import { cutName } from '../text/printable.ts';
import type { Shown } from '../text/shown.ts';
import { errorText } from './error-text.ts';
import { heldBackText } from './held-lines.ts';
import { defectLines } from './proof-lines.ts';
import { resultText } from './summary.ts';
import { whyNotText } from './why-text.ts';

/** Why a run ended as it did, in one sentence, whatever its exit code: for monitoring, notices and the page. */
export function causeOf(exitCode: ExitCode, outcome: Outcome | undefined): Shown {
  return ownWords(exitCode, outcome) ?? translated(resultText(exitCode, outcome));
}

function ownWords(exitCode: ExitCode, outcome: Outcome | undefined): Shown | undefined {
  const bqns = outcome?.bqns ?? [];
  switch (exitCode) {
    case EXIT.usage:
    case EXIT.sourceUnreadable:
      return said(outcome?.error);
    case EXIT.bqnFailed:
      return said(outcome?.error ?? bqns.find(({ error }) => error !== undefined)?.error);
    case EXIT.heldBack: {
      const bqn = bqns.find(({ heldBack }) => heldBack.length > 0);
      const [part] = bqn?.heldBack ?? [];
      return bqn && part && say`BQN ${bqn.label}: ${heldBackText(part)}`;
    }
    case EXIT.defect:
      return bqns.flatMap(defectLines)[0];
    case EXIT.refused:
      return [...bqns.map(refusedText), ...bqns.map(unansweredText)].find((text) => text !== undefined);
    default:
      return undefined;
  }
}

function said(error: Error | undefined): Shown | undefined {
  return error && errorText(error);
}

function refusedText(bqn: Outcome['bqns'][number]): Shown | undefined {
  const refused = refusalsOf(bqn).map(({ change, why }) => ({ key: change.key, why }));
  const stuck = (bqn.plan?.stuck ?? []).filter(({ harmful }) => harmful);
  const [first, ...others] = [...refused, ...stuck];
  if (first === undefined) return undefined;
  return say`BQN ${bqn.label}: refused: ${cutName(first.key)}${moreText(others)} (${whyNotText(first.why)})`;
}

function unansweredText(bqn: Outcome['bqns'][number]): Shown | undefined {
  const [first, ...others] = unansweredOf(bqn);
  if (first === undefined) return undefined;
  return say`BQN ${bqn.label}: not answered: ${cutName(first.change.key)}${moreText(others)} (${whyNotText(first.why)})`;
}

function moreText({ length }: readonly unknown[]): string {
  return length === 0 ? '' : say` and ${length} more`;
}

/** What the run cost each server, a line each. */
export function costLines(outcome: Outcome): Shown[] {
  return (outcome.costs ?? []).map(({ server, requests, rows, bytes, waitedMs }) => {
    const sent = rows === undefined ? '' : say`, ${rows} rows`;
    return say`cost of ${server}: ${requests} requests${sent}, ${bytes} bytes, ${(waitedMs / 1000).toFixed(1)} s of waiting`;
  });
}
