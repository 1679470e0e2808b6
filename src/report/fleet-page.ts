import { joinedMarkup, type Markup, markup, safe } from '../text/html.ts';
import { say } from '../text/language.ts';
import type { Shown } from '../text/shown.ts';
import { type BoxState, countsText, moodWord, worstOf } from './fleet.ts';
import { framed } from './page-frame.ts';
import { cellOf, commandBlock, headOf, patienceOf, section, tableOf, when } from './page-pieces.ts';

export interface FleetFacts {
  /** The worst first. */
  readonly states: readonly BoxState[];
  /** What was passed over or is odd, a sentence each. */
  readonly remarks: readonly Shown[];
  /** When it was merged, in Unix s, and how often that is to be. */
  readonly written: number;
  readonly everyS: number;
}

/** All boxes on one page, a row each, the worst first. Each row grows old by itself in the browser. */
export function fleetPage({ states, remarks, written, everyS }: FleetFacts): Markup {
  const counts = countsText(states);
  const title = say`${states.length} {1|box|boxes}: ${counts}`;
  const head = headOf({ mood: worstOf(states), title, ended: written, everyS, inner: markup`` });
  const heads = [say`box`, say`state`, say`since`, say`last run`, say`customers`, say`version`, say`what to type`];
  const newest = newestOf(states);
  const main = joinedMarkup(
    [
      section(
        say`Boxes`,
        tableOf(
          heads,
          states.map((state) => rowOf(state, newest)),
          Number.POSITIVE_INFINITY,
        ),
      ),
      ...(remarks.length === 0 ? [] : [section(say`Look`, remarksPart(remarks))]),
    ],
    markup`\n`,
  );
  return framed(say`sync-ixc-bqn: ${title}`, markup`${head}\n<main>\n${main}\n</main>`);
}

function rowOf({ box, mood, words, why, since, command }: BoxState, newest: string): Markup[] {
  const { report } = box;
  const reason = why === '' ? markup`` : markup`<div class="note">${cellOf(why)}</div>`;
  const version = report?.version ?? '';
  return [
    safe(box.name),
    markup`<span class="state ${safe(mood)}">${safe(moodWord(mood))}</span>: ${safe(words)}${reason}`,
    since === undefined ? (mood === 'good' ? markup`` : unknown()) : when(since, 'ago'),
    report === undefined ? unknown() : aged(report.ended, report.everyS),
    report?.customers === undefined ? unknown() : safe(String(report.customers)),
    version === '' || version === newest ? safe(version) : markup`${safe(version)} (${safe(say`old`)})`,
    command === undefined ? markup`` : commandBlock(command),
  ];
}

/** A box that falls silent after the page was made is seen to do so. */
function aged(ended: number, everyS: number): Markup {
  const { late, old } = patienceOf(everyS);
  return markup`<span data-ended="${Math.floor(ended)}" data-late="${late}" data-old="${old}"><span class="age">${when(ended, 'ago')}</span></span>`;
}

function unknown(): Markup {
  return safe(say`not known`);
}

function remarksPart(remarks: readonly Shown[]): Markup {
  return markup`<ul>${joinedMarkup(remarks.map((remark) => markup`<li>${safe(remark)}</li>`))}</ul>`;
}

/** The newest version of any box, by its numbers. */
function newestOf(states: readonly BoxState[]): string {
  const versions = states.flatMap(({ box }) => (box.report === undefined ? [] : [box.report.version]));
  const numbers = (version: string) => version.split(/[.+-]/).slice(0, 3).map(Number);
  return versions.reduce((newest, version) => {
    const [one, other] = [numbers(newest), numbers(version)];
    const at = one.findIndex((number, place) => number !== other[place]);
    return newest === '' || (at >= 0 && (other[at] ?? 0) > (one[at] ?? 0)) ? version : newest;
  }, '');
}
