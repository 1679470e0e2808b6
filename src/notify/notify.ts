import type { RunFacts } from '../report/report-file.ts';
import { EXIT } from '../run/exit-code.ts';
import type { Outcome } from '../run/outcome.ts';
import type { Settings } from '../settings/settings.ts';
import { say } from '../text/language.ts';
import type { Shown } from '../text/shown.ts';
import { type Delivery, deliver, type Letter, lettersOf, pingOf } from './channels.ts';
import { noticeOf } from './notice.ts';

export interface NotifyPorts {
  /** Keys of what was so when people were last told. */
  readonly told: readonly string[];
  readonly signal: AbortSignal;
  readonly warn: (text: string) => void;
}

/**
 * The sign of life of a run, and at most one message for each channel, about what is new. Trouble is a warning.
 * @returns what is to be remembered as told
 */
export async function notify(
  settings: Pick<Settings, 'notify' | 'bqns' | 'secrets'>,
  facts: RunFacts,
  outcome: Outcome,
  { told, signal, warn }: NotifyPorts,
): Promise<readonly string[]> {
  const isCut = facts.exitCode === EXIT.interrupted || facts.exitCode === EXIT.terminated;
  if (isCut) return told;
  const ping = pingOf(settings.notify, facts);
  const { notice, now } = noticeOf(facts, outcome, told, settings.notify.names);
  const letters = notice === undefined ? [] : lettersOf(settings, facts, outcome, notice);
  const deliveries = await deliver([...(ping === undefined ? [] : [ping]), ...letters], signal);
  for (const line of troubleLines(deliveries)) warn(line);
  // What nobody got is told again by the next run.
  const arrived = deliveries.filter(({ letter, trouble }) => letter !== ping && trouble === undefined);
  return letters.length > 0 && arrived.length === 0 ? told : now;
}

/** `--check`: a message to each channel, so that the day it is needed is not the first. */
export async function testNotices(
  settings: Settings,
  version: string,
  { signal, isSound }: { readonly signal: AbortSignal; readonly isSound: boolean },
): Promise<{ readonly ok: boolean; readonly text: Shown }[]> {
  const facts = { exitCode: EXIT.done, version, ended: Date.now() / 1000 } as const;
  const notice = { events: ['test'], lines: [say`this is a test: notices arrive here`] } as const;
  // A sign of life from a box whose check failed would put an alarm out.
  const ping = isSound ? pingOf(settings.notify, facts) : undefined;
  const letters: Letter[] = [...(ping === undefined ? [] : [ping]), ...lettersOf(settings, facts, undefined, notice)];
  const deliveries = await deliver(letters, signal);
  return deliveries.map(({ letter: { flag, url }, trouble }) =>
    trouble === undefined
      ? { ok: true, text: say`${flag}: a test was sent to ${url.host}` }
      : { ok: false, text: say`${flag}: nothing arrives: ${trouble}` },
  );
}

function troubleLines(deliveries: readonly Delivery[]): string[] {
  return deliveries.flatMap(({ letter: { flag }, trouble }) =>
    trouble === undefined ? [] : [say`${flag}: not sent: ${trouble}`],
  );
}
