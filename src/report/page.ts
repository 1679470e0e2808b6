import { doubtsOf, type Judging } from '../billing/plausibility.ts';
import { customersOf, SKIP_REASONS } from '../mapping/desired.ts';
import type { Outcome } from '../run/outcome.ts';
import type { JournalEntry } from '../state/journal.ts';
import { jsonInScript, safe } from '../text/html.ts';
import { language, say, translated } from '../text/language.ts';
import { cutName, printable } from '../text/printable.ts';
import { causeOf } from './cause.ts';
import { chart } from './chart.ts';
import { heldBackText } from './held-lines.ts';
import { eventText, HELD_WORDS } from './journal-lines.ts';
import { SCRIPT, STYLE } from './page-parts.ts';
import type { RunFacts } from './report-file.ts';
import { EXIT_TEXT } from './summary.ts';
import { cureOf } from './worklist.ts';

/** How far back the page looks, in s. */
const DAY_S = 86_400;
/** The page is to stay below 300 kB whatever its ISP: what a list may take, and what can be searched. In bytes. */
const MOST_LISTED = 30_000;
const MOST_SEARCHED = 200_000;

/** What can be found of a customer, under what it is: login, address, and why. */
interface Group {
  readonly what: string;
  readonly rows: (readonly [login: string, ip: string, why: string])[];
}

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
export function pageHtml(about: PageFacts): string {
  const { facts, outcome, journal } = about;
  const day = journal.filter(({ time }) => Date.parse(time) / 1000 > facts.ended - DAY_S);
  const title = say`sync-ixc-bqn: ${translated(EXIT_TEXT[facts.exitCode])}`;
  const body = [
    head(about),
    section(say`Last day`, chart(day, facts.ended)),
    section(say`Held back`, heldPart(about)),
    section(say`Newly blocked`, listPart(blockedRows(day))),
    section(say`To mend in IXC`, mendPart(about)),
    section(say`Search`, searchPart(about.command)),
    `<script type="application/json" id="rows">${jsonInScript(searchable(outcome, day))}</script>`,
  ].join('\n');
  const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
  return `<!doctype html>
<html lang="${language() === 'pt' ? 'pt-BR' : 'en'}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer"><title>${safe(title)}</title><style>${STYLE}</style></head>
<body>
${body}
<script>${SCRIPT}</script>
</body></html>
`;
}

function head({ facts, outcome }: PageFacts): string {
  const mood = facts.exitCode === 0 ? 'good' : facts.exitCode === 5 || facts.exitCode === 6 ? 'look' : 'bad';
  const labels = (outcome?.bqns ?? []).map(({ label }) => label).join(', ');
  const parts: (readonly [string, string])[] = [
    [say`ended`, new Date(facts.ended * 1000).toISOString().replace('T', ' ').replace(/\..*$/, ' UTC')],
    [say`took`, say`${(facts.ended - facts.started).toFixed(1)} s`],
    ['BQN', labels],
    [say`exit code`, String(facts.exitCode)],
    [say`customers online`, String(outcome?.desired === undefined ? '?' : customersOf(outcome.desired).length)],
    [say`version`, facts.version],
  ];
  const cells = parts.map(([name, value]) => `<div><dt>${safe(name)}</dt><dd>${safe(value)}</dd></div>`).join('');
  return `<header class="${mood}"><h1>${safe(translated(EXIT_TEXT[facts.exitCode]))}</h1>
<p>${safe(causeOf(facts.exitCode, outcome))}</p><dl>${cells}</dl></header>`;
}

function section(title: string, inner: string): string {
  return `<section><h2>${safe(title)}</h2>\n${inner}</section>`;
}

function heldPart({ outcome, command }: PageFacts): string {
  const parts = (outcome?.bqns ?? []).flatMap(({ label, heldBack }) =>
    heldBack.map((part) => {
      const approve = `${command} --approve ${part.kind}=${part.count}`;
      return `<p>BQN ${safe(label)}: ${safe(heldBackText(part))}</p><pre>${safe(approve)}</pre>`;
    }),
  );
  return parts.length === 0 ? none() : parts.join('\n');
}

function blockedRows(day: readonly JournalEntry[]): string[][] {
  const blocked = day.filter(({ event }) => event === 'blocks').reverse();
  return blocked.map(({ time, login, ip, reason }) => [login, ip, time.slice(11, 16), reason]);
}

function listPart(rows: readonly (readonly string[])[]): string {
  return tableOf([say`login`, say`address`, say`time (UTC)`, say`why`], rows);
}

function mendPart({ outcome, judging }: PageFacts): string {
  const doubts = outcome?.billing === undefined ? [] : doubtsOf(outcome.billing, judging).map(({ said }) => said);
  const rows = (outcome?.desired?.skipped ?? []).map(({ reason, what, detail }) => {
    const [screen, cure] = cureOf(reason);
    return [what, translated(SKIP_REASONS[reason]), detail, `${screen}: ${translated(cure)}`];
  });
  const said = doubts.map((doubt) => `<p>${safe(doubt)}</p>`).join('');
  if (rows.length === 0) return said === '' ? none() : said;
  return said + tableOf([say`what`, say`reason`, say`detail`, say`what to do`], rows);
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return none();
  const line = (cells: readonly string[], tag: 'th' | 'td') =>
    `<tr>${cells.map((cell) => `<${tag}>${safe(cutName(cell))}</${tag}>`).join('')}</tr>`;
  const shown = within(
    MOST_LISTED,
    rows.map((row) => line(row, 'td')),
  );
  const more = rows.length - shown.length;
  const rest = more > 0 ? `<p>${safe(say`and ${more} more`)}</p>` : '';
  return `<div class="wide"><table>${line(head, 'th')}\n${shown.join('\n')}</table></div>${rest}`;
}

function none(): string {
  return `<p class="none">${safe(say`nothing`)}</p>`;
}

function searchPart(command: string): string {
  const label = safe(say`Login or address`);
  return `<p><input id="search" type="search" aria-label="${label}" placeholder="${label}" autocomplete="off"></p>
<div id="found" aria-live="polite" data-nobody="${safe(say`not on this page; ask the program:`)}" data-command="${safe(`${command} --explain`)}"
 data-more="${safe(say`more are found; type more of it`)}"></div>`;
}

/** The first of these texts that fit, whole. @param most bytes */
function within(most: number, texts: readonly string[]): string[] {
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
  const add = (what: string, ...texts: Group['rows'][number]) => {
    const [login, ip, why] = texts;
    const row = [printable(cutName(login)), printable(ip), printable(cutName(why))] as const;
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
      add(eventText(event), login, ip, `${time.slice(11, 16)} UTC: ${reason}`);
  for (const { id, ip, standing } of outcome?.desired === undefined ? [] : customersOf(outcome.desired))
    if (standing.kind === 'blocked') add(say`blocked`, id, ip, say`contract ${standing.contract}: ${standing.status}`);
  for (const { reason, what, detail } of outcome?.desired?.skipped ?? [])
    add(translated(SKIP_REASONS[reason]), what, '', detail);
  return [...groups.values()];
}
