import type { Subscriber } from '../customers/customer.ts';
import { customersOf, type Desired, SLOW_POLICY } from '../mapping/desired.ts';
import type { Outcome } from '../run/outcome.ts';
import { overrideText } from '../settings/override-text.ts';
import type { JournalEntry } from '../state/journal.ts';
import { joinedMarkup, jsonInScript, type Markup, markup, safe } from '../text/html.ts';
import { say, translated } from '../text/language.ts';
import { cutName } from '../text/printable.ts';
import { line, type Shown, shown } from '../text/shown.ts';
import { fateText } from './fate-lines.ts';
import { eventText, HELD_WORDS, isOfHold } from './journal-lines.ts';
import { arrowed, within } from './page-pieces.ts';
import { SKIP_REASONS, skipDetail, skippedText } from './skip-words.ts';
import { whyText } from './why-text.ts';

/** The page is to stay below 1.5 MB whatever its ISP: what logins may take of it, and what happened. In bytes. */
const MOST_LOGINS = 1_200_000;
const MOST_EVENTS = 200_000;

/** Words that many rows share, each once. */
class Words {
  readonly #places = new Map<string, number>();
  readonly list: Shown[] = [];

  at(text: Shown): number {
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, this.list.length);
    this.list.push(text);
    return this.list.length - 1;
  }
}

/** A login, its address, what it gets (a place among the words), and what is to be added to that: words, or the number of a contract. */
type Row = readonly (Shown | number)[];
/** What became of a login, and when (Unix s). */
type Event = readonly [login: Shown, at: number, event: number, reason: Shown];

/** The field to type into, and where what is found is shown. */
export function searchPart({
  outcome,
  command,
}: {
  readonly outcome: Outcome | undefined;
  readonly command: string;
}): Markup {
  const label = safe(say`Login or address`);
  const [nobody, more] = [say`not on this page; ask the program:`, say`more are found; type more of it`];
  const texts = markup`data-nobody="${safe(nobody)}" data-command="${safe(line`${command} --explain`)}"
 data-more="${safe(more)}" data-copy="${safe(say`copy`)}" data-copied="${safe(say`copied`)}" data-contract="${safe(say`contract`)}"`;
  const notes = joinedMarkup(doubtsAbout(outcome).map((text) => markup`<p class="note">${safe(text)}</p>`));
  return markup`<form role="search"><label for="search">${label}</label>
<input id="search" type="search" autocomplete="off" autocapitalize="none" spellcheck="false"></form>
<p id="said" role="status"></p>
<div id="found" ${texts}></div>${notes}`;
}

/** Where what is found is not what a BQN is known to hold. */
function doubtsAbout(outcome: Outcome | undefined): Shown[] {
  if (outcome?.desired === undefined)
    return [say`IXC was not read in this run: only what happened in the last day is found`];
  return outcome.bqns
    .filter(({ plan, error }) => plan === undefined || error !== undefined)
    .map(
      ({ label }) => say`BQN ${label} could not be read and written: what it holds may differ from what IXC asks for`,
    );
}

/** All that the search knows: every login that was read, with what it gets, and what became of it in the last day. */
export function searchData(outcome: Outcome | undefined, day: readonly JournalEntry[]): Markup {
  const words = new Words();
  const events = within(MOST_EVENTS, eventsOf(day, words), asJson);
  const known = rowsOf(outcome, words);
  const names = new Set<unknown>(known.map(([login]) => login));
  const addresses = new Map(day.map(({ login, ip }) => [shown(cutName(login)), ip]));
  const gone = events.flatMap(([login]) => {
    if (names.has(login)) return [];
    names.add(login);
    return [[login, shown(addresses.get(login) ?? ''), words.at(say`not seen in the last run`)] as const];
  });
  const rows = within(MOST_LOGINS, [...known, ...gone], asJson);
  const heads = [say`login`, say`address`, say`fate`, say`last day`];
  const data = jsonInScript({ heads, words: words.list, rows, events });
  return markup`<script type="application/json" id="rows">${data}</script>`;
}

/** Those of whom there is most to say stand first: where there is no room for all, the last ones are left out. */
function rowsOf(outcome: Outcome | undefined, words: Words): Row[] {
  const desired = outcome?.desired;
  const held = heldOf(outcome);
  const row = (login: string, ip: string, fate: Shown, detail: string | number = ''): Row => {
    const start = [shown(cutName(login)), shown(ip), words.at(fate)] as const;
    if (typeof detail === 'number') return [...start, detail];
    return detail === '' ? start : [...start, shown(arrowed(cutName(detail)))];
  };
  const customers = desired === undefined ? [] : customersOf(desired);
  const rows = customers
    .filter(({ id, ip }) => !held.has(`${id} ${ip}`))
    .map((customer) => ({
      row: row(customer.id, customer.ip, ...fateOf(customer, desired)),
      standing: customer.standing.kind,
    }));
  return [
    ...[...held.values()].map(({ login, ip, fate, detail }) => row(login, ip, fate, detail)),
    ...rows.filter(({ standing }) => standing === 'blocked').map(({ row }) => row),
    ...rows.filter(({ standing }) => standing !== 'blocked').map(({ row }) => row),
    ...(desired?.others ?? []).map(({ id, ip, served }) => row(id, ip ?? '', OTHERS[served]())),
    ...(desired?.skipped ?? []).map((skip) =>
      row(skippedText(skip), '', translated(SKIP_REASONS[skip.reason]), skipDetail(skip)),
    ),
  ];
}

const OTHERS = {
  elsewhere: () => say`not for this BQN`,
  'by hand': () => say`left alone by the operator's word`,
  nowhere: () => say`online without an address`,
} as const;

/** Customers for whom something is held back keep what they have. */
function heldOf(outcome: Outcome | undefined) {
  const held = new Map<string, { login: string; ip: string; fate: Shown; detail: string }>();
  for (const { heldBack } of outcome?.bqns ?? [])
    for (const { kind, fates } of heldBack)
      for (const { login, ip, from, why } of fates) {
        const detail = say`held back (${translated(HELD_WORDS[kind] ?? kind)}): ${whyText(why)}`;
        held.set(`${login} ${ip}`, { login, ip, fate: fateText(from), detail });
      }
  return held;
}

/** What IXC asks a BQN to give a customer, and what there is to add. */
function fateOf(
  { choice, standing, override }: Subscriber,
  desired: Desired | undefined,
): [fate: Shown, detail: string | number] {
  const because = override === undefined ? '' : overrideText(override);
  switch (standing.kind) {
    case 'blocked':
      return [line`${say`blocked`}: ${standing.status}`, because || standing.contract];
    case 'unread':
      return [say`as it is: its contract was not read`, because];
    case 'silent':
      return [
        standing.status === undefined
          ? say`as it is: its contract has no status`
          : say`as it is: --status says keep of ${standing.status}`,
        because || standing.contract,
      ];
    default:
  }
  const isSlow = standing.kind === 'open' && standing.isSlow === true;
  if (isSlow) return [ratesOf(SLOW_POLICY, desired), because];
  switch (choice.kind) {
    case 'named':
      return [ratesOf(choice.name, desired), because];
    case 'ifThere':
      return [say`${choice.name}, at the speed that the BQN has`, because];
    case 'none':
      return [say`nothing said`, because];
    case 'unread':
      return [say`as it is: its plan was not read`, because];
  }
}

function ratesOf(policy: string, desired: Desired | undefined): Shown {
  const rates = desired?.policies.get(policy);
  if (rates === undefined) return shown(policy);
  const { downKbps, upKbps } = rates;
  if (downKbps < 0 && upKbps < 0) return fateText({ kind: 'unlimited', policy });
  return fateText({ kind: 'limited', policy, downKbps, upKbps });
}

/** The newest first; what is held back stands in a customer's row. */
function eventsOf(day: readonly JournalEntry[], words: Words): Event[] {
  const told = [...day].reverse().filter(({ login, event }) => login !== '' && !isOfHold(event));
  return told.map(({ time, event, login, reason }) => [
    shown(cutName(login)),
    Math.floor(Date.parse(time) / 1000),
    words.at(eventText(event)),
    shown(arrowed(cutName(reason))),
  ]);
}

const asJson = (row: unknown): string => JSON.stringify(row);
