import { createHash } from 'node:crypto';
import { doubtsOf, type Judging } from '../billing/plausibility.ts';
import { customersOf, SKIP_REASONS } from '../mapping/desired.ts';
import type { Outcome } from '../run/outcome.ts';
import type { JournalEntry } from '../state/journal.ts';
import { joinedMarkup, jsonInScript, type Markup, markup, safe } from '../text/html.ts';
import { language, say, translated } from '../text/language.ts';
import { cutName } from '../text/printable.ts';
import { line, type Shown, shown } from '../text/shown.ts';
import { causeOf } from './cause.ts';
import { chart } from './chart.ts';
import { eventText, HELD_WORDS } from './journal-lines.ts';
import { SCRIPT, STYLE } from './page-parts.ts';
import type { RunFacts } from './report-file.ts';
import { EXIT_TEXT, heldBackText } from './summary.ts';
import { cureOf } from './worklist.ts';

/** How far back the page looks, in s. */
const DAY_S = 86_400;
/** The page is to stay below 300 kB whatever its ISP: what a list may take, and what can be searched. In bytes. */
const MOST_LISTED = 30_000;
const MOST_SEARCHED = 200_000;

/** What can be found of a customer, under what it is: login, address, and why. */
type Group = {
  readonly what: Shown;
  readonly rows: (readonly [login: Shown, ip: Shown, why: Shown])[];
};

export interface PageFacts {
  readonly facts: RunFacts;
  readonly outcome: Outcome | undefined;
  readonly judging: Judging;
  /** The journal, the newest last. */
  readonly journal: readonly JournalEntry[];
  /** How the program is started, for commands that are shown. */
  readonly command: string;
}

/**
 * The last run and the last day as one page that fetches nothing. All that customers or billing can name is escaped, and
 * the page forbids itself whatever it does not bring.
 */
export function pageHtml(about: PageFacts): Markup {
  const { facts, outcome, journal } = about;
  const day = journal.filter(({ time }) => Date.parse(time) / 1000 > facts.ended - DAY_S);
  const title = say`sync-ixc-bqn: ${translated(EXIT_TEXT[facts.exitCode])}`;
  const body = joinedMarkup(
    [
      head(about),
      section(say`Last day`, chart(day, facts.ended)),
      section(say`Held back`, heldPart(about)),
      section(say`Newly blocked`, listPart(blockedRows(day))),
      section(say`To mend in IXC`, mendPart(about)),
      section(say`Search`, searchPart(about.command)),
      markup`<script type="application/json" id="rows">${jsonInScript(searchable(outcome, day))}</script>`,
    ],
    markup`\n`,
  );
  return markup`<!doctype html>
<html lang="${language() === 'pt' ? markup`pt-BR` : markup`en`}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer"><title>${safe(title)}</title><style>${STYLE}</style></head>
<body>
${body}
<script>${SCRIPT}</script>
</body></html>
`;
}

/** Nothing runs and nothing is drawn but our own style and script, whatever a name may smuggle in. */
const policy = () =>
  markup`default-src 'none'; style-src ${hashOf(STYLE)}; script-src ${hashOf(SCRIPT)}; base-uri 'none'; form-action 'none'`;

function hashOf(source: Markup): Markup {
  return markup`'sha256-${safe(createHash('sha256').update(source).digest('base64'))}'`;
}

function head({ facts, outcome }: PageFacts): Markup {
  const mood =
    facts.exitCode === 0 ? markup`good` : facts.exitCode === 5 || facts.exitCode === 6 ? markup`look` : markup`bad`;
  const labels = (outcome?.bqns ?? []).map(({ label }) => label).join(', ');
  const parts: (readonly [string, string])[] = [
    [say`ended`, new Date(facts.ended * 1000).toISOString().replace('T', ' ').replace(/\..*$/, ' UTC')],
    [say`took`, say`${(facts.ended - facts.started).toFixed(1)} s`],
    ['BQN', labels],
    [say`exit code`, String(facts.exitCode)],
    [say`customers online`, String(outcome?.desired === undefined ? '?' : customersOf(outcome.desired).length)],
    [say`version`, facts.version],
  ];
  const cells = joinedMarkup(
    parts.map(([name, value]) => markup`<div><dt>${safe(name)}</dt><dd>${safe(value)}</dd></div>`),
  );
  return markup`<header class="${mood}"><h1>${safe(translated(EXIT_TEXT[facts.exitCode]))}</h1>
<p>${safe(causeOf(facts.exitCode, outcome))}</p><dl>${cells}</dl></header>`;
}

function section(title: Shown, inner: Markup): Markup {
  return markup`<section><h2>${safe(title)}</h2>\n${inner}</section>`;
}

function heldPart({ outcome, command }: PageFacts): Markup {
  const parts = (outcome?.bqns ?? []).flatMap(({ label, heldBack }) =>
    heldBack.map((part) => {
      const approve = line`${command} --approve ${part.kind}=${part.count}`;
      return markup`<p>BQN ${safe(label)}: ${safe(heldBackText(part))}</p><pre>${safe(approve)}</pre>`;
    }),
  );
  return parts.length === 0 ? none() : joinedMarkup(parts, markup`\n`);
}

function blockedRows(day: readonly JournalEntry[]): string[][] {
  const blocked = day.filter(({ event }) => event === 'blocks').reverse();
  return blocked.map(({ time, login, ip, reason }) => [login, ip, time.slice(11, 16), reason]);
}

function listPart(rows: readonly (readonly string[])[]): Markup {
  return tableOf([say`login`, say`address`, say`time (UTC)`, say`why`], rows);
}

function mendPart({ outcome, judging }: PageFacts): Markup {
  const doubts = outcome?.billing === undefined ? [] : doubtsOf(outcome.billing, judging).map(({ said }) => said);
  const rows = (outcome?.desired?.skipped ?? []).map(({ reason, what, detail }) => {
    const [screen, cure] = cureOf(reason);
    return [what, translated(SKIP_REASONS[reason]), detail, `${screen}: ${translated(cure)}`];
  });
  const said = joinedMarkup(doubts.map((doubt) => markup`<p>${safe(doubt)}</p>`));
  if (rows.length === 0) return said === '' ? none() : said;
  return joinedMarkup([said, tableOf([say`what`, say`reason`, say`detail`, say`what to do`], rows)]);
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): Markup {
  if (rows.length === 0) return none();
  const row = (cells: readonly Markup[]) => markup`<tr>${joinedMarkup(cells)}</tr>`;
  const listed = within(
    MOST_LISTED,
    rows.map((cells) => row(cells.map((cell) => markup`<td>${safe(cutName(cell))}</td>`))),
  );
  const more = rows.length - listed.length;
  const rest = more > 0 ? markup`<p>${safe(say`and ${more} more`)}</p>` : markup``;
  const titles = row(head.map((cell) => markup`<th>${safe(cell)}</th>`));
  return markup`<div class="wide"><table>${joinedMarkup([titles, ...listed], markup`\n`)}</table></div>${rest}`;
}

function none(): Markup {
  return markup`<p class="none">${safe(say`nothing`)}</p>`;
}

function searchPart(command: string): Markup {
  const label = safe(say`Login or address`);
  return markup`<p><input id="search" type="search" aria-label="${label}" placeholder="${label}" autocomplete="off"></p>
<div id="found" aria-live="polite" data-nobody="${safe(say`not on this page; ask the program:`)}" data-command="${safe(line`${command} --explain`)}"
 data-more="${safe(say`more are found; type more of it`)}"></div>`;
}

/** The first of these texts that fit, whole. @param most bytes */
function within<T extends string>(most: number, texts: readonly T[]): T[] {
  let left = most;
  return texts.filter((text) => {
    left -= Buffer.byteLength(text) + 1;
    return left >= 0;
  });
}

/** Whom the page can be searched for: held back, changed in the last day, blocked, and skipped, in this order. */
function searchable(outcome: Outcome | undefined, day: readonly JournalEntry[]): Group[] {
  const groups = new Map<string, Group>();
  let left = MOST_SEARCHED;
  const add = (what: Shown, login: string, ip: string, why: string) => {
    const row = [shown(cutName(login)), shown(ip), shown(cutName(why))] as const;
    left -= Buffer.byteLength(JSON.stringify(row)) + 1;
    if (left < 0) return;
    const group = groups.get(what);
    if (group === undefined) groups.set(what, { what, rows: [row] });
    else group.rows.push(row);
  };
  for (const { heldBack } of outcome?.bqns ?? [])
    for (const { kind, fates } of heldBack)
      for (const { login, ip, reason } of fates)
        add(say`held back (${translated(HELD_WORDS[kind] ?? kind)})`, login, ip, reason);
  for (const { time, event, login, ip, reason } of [...day].reverse())
    if (login !== '' && !event.startsWith('held back'))
      add(eventText(event), login, ip, line`${time.slice(11, 16)} UTC: ${reason}`);
  for (const { id, ip, standing } of outcome?.desired === undefined ? [] : customersOf(outcome.desired))
    if (standing.kind === 'blocked') add(say`blocked`, id, ip, say`contract ${standing.contract}: ${standing.status}`);
  for (const { reason, what, detail } of outcome?.desired?.skipped ?? [])
    add(translated(SKIP_REASONS[reason]), what, '', detail);
  return [...groups.values()];
}
