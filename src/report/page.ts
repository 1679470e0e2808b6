import { doubtsOf, type Judging } from '../billing/plausibility.ts';
import type { HeldBack } from '../changes/held-back.ts';
import { customerKey } from '../customers/customer.ts';
import { customerCount, customersOf } from '../mapping/desired.ts';
import { EXIT } from '../run/exit-code.ts';
import { oddSpeeds, type SpeedJudging } from '../run/odd-speeds.ts';
import type { BqnOutcome, Outcome } from '../run/outcome.ts';
import type { JournalEntry } from '../state/journal.ts';
import { joinedMarkup, type Markup, markup, safe } from '../text/html.ts';
import { say, translated } from '../text/language.ts';
import { line, type Shown } from '../text/shown.ts';
import { DAY_S } from '../text/time-units.ts';
import { doubtText } from './billing-words.ts';
import { causeOf } from './cause.ts';
import { chart, type WhoIn } from './chart.ts';
import { fateText } from './fate-lines.ts';
import { grossText, heldWhat, reasonText } from './held-lines.ts';
import { framed } from './page-frame.ts';
import {
  cellOf,
  commandBlock,
  factsOf,
  headOf,
  type Mood,
  none,
  notKnown,
  section,
  tableOf,
  when,
} from './page-pieces.ts';
import { searchData, searchPart } from './page-search.ts';
import type { RunFacts } from './report-file.ts';
import { SKIP_REASONS, skipDetail, skippedText } from './skip-words.ts';
import { resultText } from './summary.ts';
import { whyText } from './why-text.ts';
import { cureOf } from './worklist.ts';

/** How far back the page looks, in s. */
export const LOOKED_BACK_S = DAY_S;

export interface PageFacts {
  readonly facts: RunFacts;
  readonly outcome: Outcome | undefined;
  readonly judging: Judging & SpeedJudging;
  /** The journal, the newest last; undefined where there is none. */
  readonly journal: readonly JournalEntry[] | undefined;
  /** How the program is started, for commands that are shown. */
  readonly command: string;
}

/**
 * The last run and the last day as one page that fetches nothing. All that customers or billing can name is escaped. What
 * was not read is said to be not known, and how old it all is the browser counts.
 */
export function pageHtml(about: PageFacts): Markup {
  const { facts, outcome, journal } = about;
  const result = translated(resultText(facts.exitCode, outcome));
  const day = journal?.filter(({ time }) => Date.parse(time) / 1000 > facts.ended - LOOKED_BACK_S);
  const who = whoIn(outcome);
  const main = joinedMarkup(
    [
      section(say`Search`, searchPart(about)),
      section(say`Held back`, heldPart(about)),
      section(say`Newly blocked`, day === undefined ? noJournal() : blockedPart(day, who)),
      section(say`To mend in IXC`, mendPart(about)),
      section(say`Last day`, day === undefined ? noJournal() : chart(day, facts.ended, who)),
      searchData(outcome, day ?? []),
    ],
    markup`\n`,
  );
  return framed(say`sync-ixc-bqn: ${result}`, markup`${head(about, result)}\n<main>\n${main}\n</main>`);
}

function head({ facts, outcome }: PageFacts, result: Shown): Markup {
  const cause = causeOf(facts.exitCode, outcome);
  // Of what is held back the page has a chapter.
  const isSaid = cause === result || facts.exitCode === EXIT.heldBack;
  const parts: (readonly [string, Markup])[] = [
    [say`customers online`, numberOf(onlineCount(outcome))],
    [say`of them blocked`, numberOf(blockedCount(outcome))],
    [say`customers held back`, numberOf(heldCount(outcome))],
    ...(facts.lastSuccess === facts.ended ? [] : [[say`last success`, lastSuccess(facts)] as const]),
    ...(facts.pause === undefined ? [] : [[say`paused until`, when(facts.pause.until, 'whole')] as const]),
    ['BQN', safe(line`${(outcome?.bqns ?? []).map(({ label }) => label)}`)],
    [say`took`, safe(say`${(facts.ended - facts.started).toFixed(1)} s`)],
    [say`exit code`, safe(String(facts.exitCode))],
    [say`version`, safe(facts.version)],
  ];
  const inner = markup`${isSaid ? markup`` : markup`<p>${safe(cause)}</p>`}${factsOf(parts.filter(([, value]) => value !== ''))}`;
  return headOf({ mood: moodOf(facts), title: result, ended: facts.ended, everyS: facts.everyS, inner });
}

/** In a pause all is as it was meant, and yet nothing is written. */
function moodOf({ exitCode, pause }: RunFacts): Mood {
  if (exitCode === EXIT.refused || exitCode === EXIT.heldBack) return 'look';
  if (exitCode !== EXIT.done) return 'bad';
  return pause === undefined ? 'good' : 'look';
}

function numberOf(count: number | undefined): Markup {
  return safe(count === undefined ? say`not known` : String(count));
}

function lastSuccess({ lastSuccess: at }: RunFacts): Markup {
  return at === undefined ? safe(say`never`) : when(at, 'ago');
}

function onlineCount(outcome: Outcome | undefined): number | undefined {
  return outcome?.desired === undefined ? undefined : customerCount(outcome.desired);
}

function blockedCount(outcome: Outcome | undefined): number | undefined {
  if (outcome?.desired === undefined) return undefined;
  const held = heldCustomers(outcome);
  const isBlocked = customersOf(outcome.desired).filter(({ standing }) => standing.kind === 'blocked');
  return isBlocked.filter((one) => !held.has(customerKey(one))).length;
}

/** Each once, for whatever of them is held back and however many entries they have. */
function heldCount(outcome: Outcome | undefined): number | undefined {
  return isHeldKnown(outcome) ? heldCustomers(outcome).size : undefined;
}

function heldCustomers(outcome: Outcome | undefined): ReadonlySet<string> {
  const parts = (outcome?.bqns ?? []).flatMap(({ heldBack }) => heldBack);
  return new Set(parts.flatMap(({ fates }) => fates.map(({ customer }) => customer)));
}

/** Whether all BQNs were compared with what IXC says. */
function isHeldKnown(outcome: Outcome | undefined): boolean {
  const bqns = outcome?.bqns ?? [];
  if (bqns.length === 0) return outcome?.desired !== undefined;
  return bqns.every(({ plan }) => plan !== undefined);
}

function heldPart({ outcome, command }: PageFacts): Markup {
  const bqns = outcome?.bqns ?? [];
  if (bqns.length === 0) return isHeldKnown(outcome) ? none() : notKnown();
  const parts = bqns.flatMap((bqn) => heldOn(bqn, command));
  return parts.length === 0 ? none() : joinedMarkup(parts, markup`\n`);
}

function heldOn({ label, plan, heldBack }: BqnOutcome, start: string): Markup[] {
  if (plan === undefined) return [notKnown(say`BQN ${label}: not known, since it was not read`)];
  return heldBack.map((part) => {
    const { kind, count, outOf, since, plans = [] } = part;
    const said = say`BQN ${label}: ${count} of ${outOf} ${heldWhat(kind)} (${reasonText(part)}).`;
    const began = since === undefined ? markup`` : markup` ${safe(say`Held since`)} ${when(since, 'whole')}.`;
    const slips = joinedMarkup(plans.map((plan) => markup`<p>${safe(grossText(plan))}</p>`));
    const command = commandBlock(line`${start} --approve ${kind}=${count}`);
    return markup`<p>${safe(said)}${began} ${safe(say`If this is meant, type:`)}</p>${command}${slips}${whoOf(part)}`;
  });
}

function whoOf({ fates, who }: HeldBack): Markup {
  if (fates.length === 0)
    return tableOf(
      [say`who`],
      who.map((name) => [cellOf(name)]),
    );
  const heads = [say`login`, say`address`, say`as it is`, say`would be`, say`why`];
  return tableOf(
    heads,
    fates.map(({ login, ip, from, to, why }) => [login, ip, fateText(from), fateText(to), whyText(why)].map(cellOf)),
  );
}

/** Whom a line of the journal is about: it says a name, which several may have; those are told apart by their contracts. */
function whoIn(outcome: Outcome | undefined): WhoIn {
  const seen = new Set<string>();
  const namesakes = new Set<string>();
  for (const { id } of outcome?.desired === undefined ? [] : customersOf(outcome.desired))
    (seen.has(id) ? namesakes : seen).add(id);
  return ({ login, contract }) => (namesakes.has(login) ? `${login} ${contract}` : login);
}

/** Who was blocked in the last day and is blocked still, each once, the last one first. */
function blockedPart(day: readonly JournalEntry[], who: WhoIn): Markup {
  const last = new Map<string, JournalEntry>();
  for (const entry of [...day].reverse()) {
    const { event } = entry;
    const customer = who(entry);
    if ((event === 'blocks' || event === 'opens') && !last.has(customer)) last.set(customer, entry);
  }
  const blocked = [...last.values()].filter(({ event }) => event === 'blocks');
  return tableOf(
    [say`login`, say`address`, say`time`, say`why`],
    blocked.map(({ login, ip, time, reason }) => [
      cellOf(login),
      cellOf(ip),
      when(Date.parse(time) / 1000, 'clock'),
      cellOf(reason),
    ]),
  );
}

function noJournal(): Markup {
  return notKnown(say`not known, since there is no journal`);
}

function mendPart({ outcome, judging }: PageFacts): Markup {
  const { desired, billing } = outcome ?? {};
  const doubts = billing === undefined ? [] : doubtsOf(billing, judging).map(doubtText);
  const slips = billing === undefined ? [] : oddSpeeds(billing, judging);
  const said = joinedMarkup([...doubts, ...slips].map((doubt) => markup`<p>${safe(doubt)}</p>`));
  if (desired === undefined) return said === '' ? notKnown() : said;
  const rows = desired.skipped.map((skip) => {
    const [screen, cure] = cureOf(skip.reason);
    const reason = translated(SKIP_REASONS[skip.reason]);
    return [skippedText(skip), reason, skipDetail(skip), line`${screen}: ${translated(cure)}`].map(cellOf);
  });
  if (rows.length === 0 && said !== '') return said;
  return joinedMarkup([said, tableOf([say`what`, say`reason`, say`detail`, say`what to do`], rows)]);
}
