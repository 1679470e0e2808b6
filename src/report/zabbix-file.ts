import { customerCount, wantedCounts } from '../mapping/desired.ts';
import { type BqnOutcome, heldBackCount, type Outcome, refusalsOf, unansweredOf } from '../run/outcome.ts';
import { shownJson } from '../text/shown.ts';
import { causeOf } from './cause.ts';
import { countFates, type RunFacts } from './report-file.ts';
import { resultText } from './summary.ts';

/** Zabbix keeps the text of an item for each time that it was read, and cuts what is longer than 64 kB. In bytes. */
const MOST_BYTES = 4096;

/**
 * What monitoring asks of a run and nothing that grows with it: the report names whoever is held, and has no bound. Times
 * are Unix seconds, 0 for never.
 * @param clean takes secrets out of a text
 */
export function zabbixJson(
  facts: RunFacts,
  outcome: Outcome | undefined,
  clean: (text: string) => string = (text) => text,
): string {
  const bqns = outcome?.bqns ?? [];
  const sum = (count: (bqn: BqnOutcome) => number) => bqns.reduce((total, bqn) => total + count(bqn), 0);
  const desired = outcome?.desired;
  const fixed = {
    schema: 1,
    program: 'sync-ixc-bqn',
    version: facts.version,
    mode: facts.mode,
    ended: Math.round(facts.ended),
    seconds: Math.round((facts.ended - facts.started) * 1000) / 1000,
    every: facts.everyS,
    exitCode: facts.exitCode,
    result: resultText(facts.exitCode, outcome),
    lastSuccess: Math.round(facts.lastSuccess ?? 0),
    pausedUntil: Math.round(facts.pause?.until ?? 0),
    failuresInARow: facts.failuresInARow,
    // Not null where IXC was not read: to Zabbix that is a value, and none of a number.
    ...(desired !== undefined && { subscribers: wantedCounts(desired).subscribers, customers: customerCount(desired) }),
    bqns: bqns.length,
    bqnsDown: sum(({ error }) => (error === undefined ? 0 : 1)),
    writes: sum(({ applied }) => applied?.writes ?? 0),
    heldBack: sum(heldBackCount),
    refused: sum((bqn) => refusalsOf(bqn).length),
    unanswered: sum((bqn) => unansweredOf(bqn).length),
    blocked: sum((bqn) => countFates(bqn)['blocks'] ?? 0),
    offline: sum(({ offline }) => offline?.count ?? 0),
    offlineSince: Math.round(Math.min(...darkTimes(bqns))),
  };
  // Last, since it is what is cut: a sentence may name a customer whose name fills a page.
  return `${withCause(fixed, clean(causeOf(facts.exitCode, outcome)))}\n`;
}

/** Since when a fifth of a BQN's customers is offline; 0 where it is not. */
function darkTimes(bqns: readonly BqnOutcome[]): readonly number[] {
  const times = bqns.flatMap(({ offline }) => offline?.darkSince ?? []);
  return times.length === 0 ? [0] : times;
}

function withCause(fixed: object, cause: string): string {
  for (let length = Math.min(cause.length, MOST_BYTES); ; length = Math.floor(length * 0.8)) {
    const shown = length < cause.length ? `${cause.slice(0, length).replace(/\p{Cs}$/u, '')}...` : cause;
    const text = shownJson({ ...fixed, cause: shown });
    if (Buffer.byteLength(text) < MOST_BYTES || length === 0) return text;
  }
}
