import type { HeldBack } from '../changes/held-back.ts';
import { addTo } from '../customers/add-to.ts';
import { causeOf } from '../report/cause.ts';
import { darkText, heldBackText } from '../report/held-lines.ts';
import { heldWord } from '../report/journal-lines.ts';
import { isFailure, isSuccess } from '../report/metrics.ts';
import type { RunFacts } from '../report/report-file.ts';
import { pauseText } from '../report/said-text.ts';
import { EXIT } from '../run/exit-code.ts';
import { type BqnOutcome, type Outcome, refusalsOf } from '../run/outcome.ts';
import { EXIT_MEANINGS } from '../settings/exit-codes.ts';
import { say, translated } from '../text/language.ts';
import { isoTime } from '../text/local-time.ts';
import { cutName } from '../text/printable.ts';
import { joined, line, type Shown } from '../text/shown.ts';
import { plainCause } from './plain-cause.ts';

/** For a condition that another one tells. */
const NOTHING = line``;

/**
 * Something that is so, until it is not: people are told when it begins. Kept in the state file from run to run, so the
 * `key` says all that makes it another one.
 */
interface Condition {
  readonly key: string;
  readonly event: NoticeEvent;
  /** Which BQN it is about; undefined for the run. */
  readonly bqn: string | undefined;
  /** For people; several of one event and BQN are told in one line. */
  readonly line: (alike: readonly Condition[]) => Shown;
  readonly who: string;
}

export type NoticeEvent =
  | 'failed'
  | 'failing'
  | 'recovered'
  | 'held-back'
  | 'released'
  | 'let-pass'
  | 'offline'
  | 'refused'
  | 'certificate'
  | 'tug-of-war'
  | 'names'
  | 'paused'
  | 'resumed'
  | 'test';

export interface Notice {
  readonly events: readonly NoticeEvent[];
  readonly lines: readonly Shown[];
}

export interface Told {
  /** What there is to tell; undefined for nothing new. */
  readonly notice: Notice | undefined;
  /** Keys of what is so now, to be remembered once it was told. */
  readonly now: readonly string[];
}

/** After this many failures in a row people are told again, once: the first may have been a hiccup. */
const STILL_FAILING = 3;

/** Refused entries that are remembered one by one. */
const MOST_REFUSED = 500;

/** Customers whom a notice names. */
const MOST_WHO = 10;

/**
 * What is to be told of a run, given what was so before.
 * @param before the `now` of the last run whose notice was delivered
 * @param names whether customers are named
 */
export function noticeOf(facts: RunFacts, outcome: Outcome, before: readonly string[], names: boolean): Told {
  const conditions = [
    ...failureConditions(facts, outcome, names),
    ...pauseConditions(facts),
    ...nameConditions(facts, outcome),
    ...outcome.bqns.flatMap((bqn) => bqnConditions(bqn, names, facts)),
  ];
  const known = new Set(before);
  const fresh = conditions.filter(({ key }) => !known.has(key));
  // In a pause nothing comes of what a run finds, and the next one finds it again.
  const over = [...endings(facts, known), ...(facts.pause === undefined ? outcome.bqns.flatMap(happenings) : [])];
  const events = [...fresh.map(({ event }) => event), ...over.map(({ event }) => event)];
  const lines = [...grouped(fresh, names), ...over.map(({ line }) => line)];
  const now = [...conditions.map(({ key }) => key), ...before.filter((key) => stillSo(key, facts, outcome))];
  return {
    notice: lines.length === 0 ? undefined : { events: [...new Set(events)], lines },
    now: [...new Set(now)],
  };
}

function failureConditions(facts: RunFacts, outcome: Outcome, names: boolean): Condition[] {
  if (!isFailure(facts)) return [];
  const cause = names ? causeOf(facts.exitCode, outcome) : plainCause(facts.exitCode, outcome);
  const failed = condition('failing', 'failed', say`the run failed: ${cause} (exit code ${facts.exitCode})`);
  if (facts.failuresInARow < STILL_FAILING) return [failed];
  // Only the newer of the two is worth a line.
  const still = say`${facts.failuresInARow} runs in a row have failed: ${cause} (exit code ${facts.exitCode})`;
  return [{ ...failed, line: () => NOTHING }, condition('failing-still', 'failing', still)];
}

function condition(key: string, event: NoticeEvent, said: Shown): Condition {
  return { key, event, bqn: undefined, who: '', line: () => said };
}

function pauseConditions({ pause }: RunFacts): Condition[] {
  return pause === undefined ? [] : [condition('paused', 'paused', pauseText(pause))];
}

/** Told anew each day, as long as it is so: nobody else would notice. Whoever is merely not online is no news. */
function nameConditions({ ended }: RunFacts, { names = [] }: Outcome): Condition[] {
  const day = isoTime(ended).slice(0, 10);
  return names
    .filter(({ trouble }) => trouble !== 'not online')
    .map(({ by, name, trouble }) => ({
      key: `names:${day}:${trouble}:${by}:${name}`,
      event: 'names',
      bqn: undefined,
      line: (alike) =>
        say`${alike.length} {1|name|names} of overrides or filters {1|needs|need} a look: IXC does not have {1|it|them}, or several logins do`,
      who: name,
    }));
}

function bqnConditions(bqn: BqnOutcome, names: boolean, facts: RunFacts): Condition[] {
  const { label, heldBack, tugs, error } = bqn;
  const about = (event: NoticeEvent, detail: string, said: Condition['line'], who = ''): Condition => {
    return { key: `${event}:${label}:${detail}`, event, bqn: label, line: said, who };
  };
  return [
    ...(error?.name === 'BqnCertificateRefused'
      ? [about('certificate', '', () => say`BQN ${label}: it shows another certificate than the one that is known`)]
      : []),
    ...heldBack.map((part) =>
      about('held-back', heldKey(part, facts), () => line`BQN ${label}: ${heldBackText(part, names)}`),
    ),
    ...[darkText(bqn)].flatMap((text) =>
      text === undefined ? [] : [about('offline', '', () => line`BQN ${label}: ${text}`)],
    ),
    ...refusedEntries(bqn).map(({ kind, key, who }) =>
      about(
        'refused',
        `${kind}:${key}`,
        (alike) => say`BQN ${label}: ${alike.length} {2|entry|entries} newly refused`,
        who,
      ),
    ),
    ...tugs.map((tug) =>
      about(
        'tug-of-war',
        // Of which entry, so that another one is news.
        tug.split(' ').slice(0, 2).join(' '),
        (alike) => say`BQN ${label}: tug of war over ${alike.length} {2|entry|entries}`,
      ),
    ),
  ];
}

function refusedEntries(bqn: BqnOutcome) {
  const refused = refusalsOf(bqn).map(({ change: { kind, key, who } }) => ({ kind, key, who }));
  const stuck = (bqn.plan?.stuck ?? [])
    .filter(({ harmful }) => harmful)
    .map(({ kind, key }) => ({ kind, key, who: key }));
  return [...refused, ...stuck].slice(0, MOST_REFUSED);
}

/**
 * What is held back is told again when it has doubled, and when it is another incident. What begins in a pause is remembered
 * nowhere, and so begins in each run.
 */
function heldKey({ kind, incident, plans = [] }: HeldBack, { pause, started }: RunFacts): string {
  const slips = plans.map(({ policy }) => policy).sort();
  if (pause !== undefined && incident !== undefined && incident.began >= started)
    return [kind, 'in a pause', ...slips].join('/');
  return [kind, incident?.mark ?? '', incident?.told ?? '', ...slips].join('/');
}

/** One line for all of an event on a BQN. */
function grouped(fresh: readonly Condition[], names: boolean): Shown[] {
  const groups = new Map<string, Condition[]>();
  for (const one of fresh) {
    const group = one.event === 'held-back' || one.event === 'offline' ? one.key : `${one.event}:${one.bqn}`;
    addTo(groups, group, one);
  }
  return [...groups.values()].flatMap((alike) => {
    const said = alike[0]?.line(alike) ?? NOTHING;
    const who = names ? alike.map((one) => cutName(one.who)).filter((name) => name !== '') : [];
    const more = who.length > MOST_WHO ? say` and ${who.length - MOST_WHO} more` : '';
    const named = who.length === 0 ? NOTHING : line`: ${who.slice(0, MOST_WHO)}${more}`;
    return said === NOTHING ? [] : [joined([said, named], '')];
  });
}

/** What happened in this run alone, and is worth a word. */
function happenings({ label, ended = [], letPass = new Map() }: BqnOutcome): Ending[] {
  return [
    ...[...letPass].map(([kind, count]): Ending => {
      return { event: 'let-pass', line: say`BQN ${label}: let pass by --approve: ${kind}=${count}` };
    }),
    ...ended.map(({ kind, incident }): Ending => {
      return {
        event: 'released',
        line: say`BQN ${label}: no longer held back: ${heldWord(kind)}, ${incident.most} at most`,
      };
    }),
  ];
}

interface Ending {
  readonly event: NoticeEvent;
  readonly line: Shown;
}

/** What was so and is over, and worth a word. */
function endings(facts: RunFacts, known: ReadonlySet<string>): Ending[] {
  const endings: Ending[] = [];
  if (isSuccess(facts) && known.has('failing')) {
    endings.push({ event: 'recovered', line: say`it works again: ${translated(EXIT_MEANINGS[facts.exitCode])}` });
  }
  if (facts.pause === undefined && known.has('paused')) {
    endings.push({ event: 'resumed', line: say`the pause is over: runs write again` });
  }
  return endings;
}

/** Whether a run that could not look leaves what was so before as it was. */
function stillSo(key: string, facts: RunFacts, { bqns }: Outcome): boolean {
  const isOfRun = key === 'failing' || key === 'failing-still' || key === 'paused';
  if (isOfRun) return key !== 'paused' && !isSuccess(facts);
  const judged = bqns.find(({ label }) => key.startsWith(`${key.split(':')[0]}:${label}:`));
  if (judged === undefined) return isFailure(facts) && facts.exitCode !== EXIT.bqnFailed;
  return judged.applied === undefined || judged.error !== undefined;
}
