import { EXIT, type ExitCode } from '../run/exit-code.ts';
import type { Outcome } from '../run/outcome.ts';
import { say, translated } from '../text/language.ts';
import { cutName } from '../text/printable.ts';
import { heldBackText } from './held-lines.ts';
import { EXIT_TEXT } from './summary.ts';

/** Why a run ended as it did, in one sentence, whatever its exit code: for monitoring, notices and the page. */
export function causeOf(exitCode: ExitCode, outcome: Outcome | undefined): string {
  return ownWords(exitCode, outcome) ?? translated(EXIT_TEXT[exitCode]);
}

function ownWords(exitCode: ExitCode, outcome: Outcome | undefined): string | undefined {
  const bqns = outcome?.bqns ?? [];
  switch (exitCode) {
    case EXIT.sourceUnreadable:
      return outcome?.error?.message;
    case EXIT.bqnFailed:
      return outcome?.error?.message ?? bqns.find(({ error }) => error !== undefined)?.error?.message;
    case EXIT.heldBack: {
      const bqn = bqns.find(({ heldBack }) => heldBack.length > 0);
      const [part] = bqn?.heldBack ?? [];
      return bqn && part && say`BQN ${bqn.label}: ${heldBackText(part)}`;
    }
    case EXIT.refused:
      return bqns.map(refusedText).find((text) => text !== undefined);
    default:
      return undefined;
  }
}

function refusedText({ label, applied, plan }: Outcome['bqns'][number]): string | undefined {
  const refused = (applied?.refused ?? []).map(({ change, reason }) => ({ key: change.key, reason }));
  const stuck = (plan?.stuck ?? []).filter(({ harmful }) => harmful);
  const [first, ...others] = [...refused, ...stuck];
  if (first === undefined) return undefined;
  const more = others.length === 0 ? '' : say` and ${others.length} more`;
  return say`BQN ${label}: refused: ${cutName(first.key)}${more} (${first.reason})`;
}

/** What the run cost each server, a line each. */
export function costLines(outcome: Outcome): string[] {
  return (outcome.costs ?? []).map(({ server, requests, rows, bytes, waitedMs }) => {
    const sent = rows === undefined ? '' : say`, ${rows} rows`;
    return say`cost of ${server}: ${requests} requests${sent}, ${bytes} bytes, ${(waitedMs / 1000).toFixed(1)} s of waiting`;
  });
}
