import { joinedMarkup, type Markup, markup, safe } from '../text/html.ts';
import { say } from '../text/language.ts';
import { cutName } from '../text/printable.ts';
import type { Shown } from '../text/shown.ts';

/** What one list of a page may take, in bytes. */
const MOST_LISTED = 30_000;

/** How long after two paces nothing may be heard before it is an alarm, as in prometheus-rules.yml. In s. */
const GRACE_S = 1200;

/** After how many s without news a page is late, and after how many it is not to be believed any more. */
export function patienceOf(everyS: number): { readonly late: number; readonly old: number } {
  return { late: 2 * everyS, old: 2 * everyS + GRACE_S };
}

/** A chapter, which screen readers list by its heading. */
export function section(title: Shown, inner: Markup): Markup {
  return markup`<section><h2>${safe(title)}</h2>\n${inner}</section>`;
}

export function none(): Markup {
  return markup`<p class="none">${safe(say`nothing`)}</p>`;
}

/** In the place of what nobody read: an empty list would be a lie. */
export function notKnown(why?: string): Markup {
  return markup`<p class="none">${safe(why ?? say`not known, since it was not read`)}</p>`;
}

/**
 * A time, which the browser shows as its own clock does: `whole` with its day, `clock` without, `ago` as an age. Without a
 * script it is UTC. @param seconds Unix time
 */
export function when(seconds: number, how: 'whole' | 'clock' | 'ago'): Markup {
  if (!Number.isFinite(seconds) || Math.abs(seconds) > 8e12) return markup`?`;
  const iso = new Date(seconds * 1000).toISOString();
  const text = how === 'clock' ? iso.slice(11, 16) : iso.slice(0, 16).replace('T', ' ');
  return markup`<time class="${safe(how)}" datetime="${safe(iso)}">${safe(text)} UTC</time>`;
}

/** Something to type, with a button that copies it. */
export function commandBlock(command: string): Markup {
  const words = markup`data-done="${safe(say`copied`)}"`;
  // No line ends within a word, as between the dashes of a flag, but behind an @, and in one that is longer than a line.
  const whole = (part: string) => (LONG_WORD.test(part) ? safe(part) : markup`<span>${safe(part)}</span>`);
  const parts = command.split(' ').map((word) => joinedMarkup(word.split(/(?<=@)/).map(whole), markup`<wbr>`));
  return markup`<div class="command"><code>${joinedMarkup(parts, markup` `)}</code><button type="button" ${words}>${safe(say`copy`)}</button></div>`;
}

/** A longer word has no room on a phone, and may be broken there. In characters. */
export const LONG_WORD = /\S{35}/u;
/** Behind a mark between words, where there is one. */
export const PIECES = /\S{1,33}[._@:/-]|\S{1,34}|\s+/gu;

/** The arrow of a log as one character, which no line breaks in two. */
export function arrowed(text: string): string {
  return text.replace(/(?<=\s)->(?=\s)/g, '→');
}

/** A text of others in a cell: its words stay whole, but for one that no line has room for. */
export function cellOf(text: string): Markup {
  const name = arrowed(cutName(text));
  if (!LONG_WORD.test(name)) return safe(name);
  return joinedMarkup((name.match(PIECES) ?? []).map(safe), markup`<wbr>`);
}

/** A table, which is cards where there is no room, and says what it is to screen readers in both. @param most bytes of rows; the others are counted */
export function tableOf(heads: readonly string[], rows: readonly (readonly Markup[])[], most = MOST_LISTED): Markup {
  if (rows.length === 0) return none();
  const cells = (row: readonly Markup[]) =>
    row.map((cell, at) => markup`<td role="cell" data-of="${safe(heads[at] ?? '')}">${cell}</td>`);
  const listed = within(
    most,
    rows.map((row) => markup`<tr role="row">${joinedMarkup(cells(row))}</tr>`),
    (row) => row,
  );
  const more = rows.length - listed.length;
  const rest = more > 0 ? markup`<p>${safe(say`and ${more} more`)}</p>` : markup``;
  const titles = joinedMarkup(heads.map((head) => markup`<th role="columnheader" scope="col">${safe(head)}</th>`));
  return markup`<div class="wide"><table role="table"><thead role="rowgroup"><tr role="row">${titles}</tr></thead>
<tbody role="rowgroup">${joinedMarkup(listed, markup`\n`)}</tbody></table></div>${rest}`;
}

/** Short facts, each with its name. */
export function factsOf(parts: readonly (readonly [name: string, value: Markup])[]): Markup {
  return markup`<dl>${joinedMarkup(parts.map(([name, value]) => markup`<div><dt>${safe(name)}</dt><dd>${value}</dd></div>`))}</dl>`;
}

/** How well something is, by its colour; never by that alone. */
export type Mood = 'good' | 'look' | 'bad';

/**
 * The top of a page: how it is, how old that is, and a warning that the browser shows when it grows too old to be believed.
 * @param ended Unix s
 */
export function headOf(about: {
  readonly mood: Mood;
  readonly title: string;
  readonly ended: number;
  readonly everyS: number;
  readonly inner: Markup;
}): Markup {
  const { late, old } = patienceOf(about.everyS);
  const words = markup`data-late="${safe(say`Late: nothing was heard for longer than two runs take; load the page again`)}"
 data-old="${safe(say`Old: nothing is heard any more; nobody knows whether what stands here is still so`)}"
 data-ahead="${safe(say`The clock of this device is behind that of the box, so that the age shown here is wrong`)}"`;
  return markup`<header class="${safe(about.mood)}" data-ended="${Math.floor(about.ended)}" data-late="${late}" data-old="${old}">
<h1>${safe(about.title)}</h1>
<p class="warning" role="alert" hidden ${words}></p>
<p><span class="age">${when(about.ended, 'ago')}</span> (${when(about.ended, 'whole')})</p>
${about.inner}</header>`;
}

/** The first of these that fit, whole. @param most bytes @param text as it stands in the page */
export function within<T>(most: number, items: readonly T[], text: (item: T) => string): T[] {
  let left = most;
  return items.filter((item) => {
    left -= Buffer.byteLength(text(item)) + 1;
    return left >= 0;
  });
}
