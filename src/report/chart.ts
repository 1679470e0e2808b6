import type { JournalEntry } from '../state/journal.ts';
import { joinedMarkup, type Markup, markup, safe } from '../text/html.ts';
import { say } from '../text/language.ts';
import { HOUR_S } from '../text/time-units.ts';
import { isOfHold } from './journal-lines.ts';
import { when } from './page-pieces.ts';

const HOURS = 24;
/** In units of the drawing. */
const WIDTH = 20;
const HEIGHT = 80;
/** Hours between two marks of the axis. */
const MARK_HOURS = 6;

/** Sorts of events that have a colour of their own, the lowest of a column first. */
const SORTS = ['blocks', 'opens', 'held', 'others'] as const;
type Sort = (typeof SORTS)[number];
/** Customers, each once; of those who merely are under a policy that changed, how many there are. */
interface Counted {
  readonly logins: Readonly<Record<Sort, Set<string>>>;
  readonly policies: Readonly<Record<Sort, Map<string, number>>>;
}

function nobody(): Counted {
  const each = <T>(make: () => T) => ({ blocks: make(), opens: make(), held: make(), others: make() });
  return { logins: each(() => new Set<string>()), policies: each(() => new Map<string, number>()) };
}

/** Tells customers apart of whom the journal has lines. */
export type WhoIn = (entry: JournalEntry) => string;

/** To how many customers something came in each of the last 24 hours, as columns. @param now Unix s */
export function chart(day: readonly JournalEntry[], now: number, who: WhoIn): Markup {
  const hours = Array.from({ length: HOURS }, nobody);
  const whole = nobody();
  for (const entry of day) {
    const { time, event, login, policy } = entry;
    const sort = sortOf(event);
    const hour = hours[HOURS - 1 - Math.floor((now - Date.parse(time) / 1000) / HOUR_S)];
    if (sort === undefined || hour === undefined) continue;
    for (const { logins, policies } of [hour, whole]) {
      if (policy !== undefined) policies[sort].set(policy.name, policy.customers);
      else if (login !== '') logins[sort].add(who(entry));
    }
  }
  const most = Math.max(1, ...hours.map((hour) => SORTS.reduce((sum, sort) => sum + countOf(hour, sort), 0)));
  const columns = joinedMarkup(hours.map((hour, at) => column(hour, at, most)));
  const words = wordsOf();
  const legend = SORTS.map(
    (sort) => markup`<span class="key ${safe(sort)}">${safe(words[sort])} ${countOf(whole, sort)}</span>`,
  );
  const label = safe(say`Customers by hour, the last 24 hours; at most ${most} in one`);
  const box = markup`0 0 ${HOURS * WIDTH} ${HEIGHT}`;
  const marks = Array.from({ length: HOURS / MARK_HOURS + 1 }, (_none, at) =>
    when(now - (HOURS - at * MARK_HOURS) * HOUR_S, 'clock'),
  );
  return markup`<p>${joinedMarkup(legend, markup` `)}</p><div class="chart"><div class="scale" aria-hidden="true"><span>${most}</span><span>0</span></div>
<svg viewBox="${box}" role="img" aria-label="${label}" preserveAspectRatio="none">${columns}</svg>
<div class="hours" aria-hidden="true">${joinedMarkup(marks)}</div></div>`;
}

function wordsOf() {
  return { blocks: say`blocks`, opens: say`opens`, held: say`held back`, others: say`other changes` };
}

function countOf({ logins, policies }: Counted, sort: Sort): number {
  return [...policies[sort].values()].reduce((sum, count) => sum + count, logins[sort].size);
}

function column(hour: Counted, at: number, most: number): Markup {
  const words = wordsOf();
  let top = HEIGHT;
  const bars = SORTS.map((sort) => {
    const count = countOf(hour, sort);
    if (count === 0) return markup``;
    const height = Math.max(1, (count / most) * (HEIGHT - 2));
    top -= height;
    const drawn = markup`y="${tenths(top)}" width="${WIDTH - 4}" height="${tenths(height)}"`;
    const title = markup`<title>${safe(words[sort])} ${count}</title>`;
    return markup`<rect class="${safe(sort)}" x="${at * WIDTH + 2}" ${drawn}>${title}</rect>`;
  });
  return joinedMarkup(bars);
}

function tenths(value: number): Markup {
  return safe(value.toFixed(1));
}

/** Refusals are of entries, and what somebody did by hand is of nobody: these are no changes of a customer's fate. */
function sortOf(event: string): Sort | undefined {
  if (event === 'blocks' || event === 'opens') return event;
  if (event.startsWith('held back')) return 'held';
  if (isOfHold(event)) return undefined;
  return event === 'refused' || event === 'not answered' ? undefined : 'others';
}
