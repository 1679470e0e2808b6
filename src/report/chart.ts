import type { JournalEntry } from '../state/journal.ts';
import { joinedMarkup, type Markup, markup, safe } from '../text/html.ts';
import { say } from '../text/language.ts';

const HOURS = 24;
const HOUR_S = 3600;
/** In units of the drawing. */
const WIDTH = 20;
const HEIGHT = 80;

/** Sorts of events that have a colour of their own, the lowest of a column first. */
const SORTS = ['blocks', 'opens', 'held', 'others'] as const;
type Sort = (typeof SORTS)[number];

/** What became of customers in each of the last 24 hours, as columns. @param now Unix s */
export function chart(day: readonly JournalEntry[], now: number): Markup {
  const hours = Array.from({ length: HOURS }, () => new Map<Sort, number>());
  for (const { time, event, login, policy } of day) {
    const customers = policy?.customers ?? (login === '' ? 0 : 1);
    if (customers === 0 || event.startsWith('no longer held')) continue;
    const hour = hours[HOURS - 1 - Math.floor((now - Date.parse(time) / 1000) / HOUR_S)];
    const sort = sortOf(event);
    hour?.set(sort, (hour.get(sort) ?? 0) + customers);
  }
  const totals = hours.map((hour) => [...hour.values()].reduce((sum, count) => sum + count, 0));
  const most = Math.max(1, ...totals);
  const columns = joinedMarkup(hours.map((hour, at) => column(hour, at, most)));
  const words = { blocks: say`blocks`, opens: say`opens`, held: say`held back`, others: say`other changes` };
  const legend = SORTS.map((sort) => {
    const count = hours.reduce((sum, hour) => sum + (hour.get(sort) ?? 0), 0);
    return markup`<span class="key ${safe(sort)}">${safe(words[sort])} ${count}</span>`;
  });
  const label = safe(say`changes of fate by hour, the last 24 hours`);
  const box = markup`0 0 ${HOURS * WIDTH} ${HEIGHT}`;
  return markup`<p>${joinedMarkup(legend, markup` `)}</p><svg viewBox="${box}" role="img" aria-label="${label}" preserveAspectRatio="none">${columns}</svg>`;
}

function column(hour: ReadonlyMap<Sort, number>, at: number, most: number): Markup {
  let top = HEIGHT;
  const bars = SORTS.map((sort) => {
    const count = hour.get(sort) ?? 0;
    if (count === 0) return markup``;
    const height = Math.max(1, (count / most) * (HEIGHT - 2));
    top -= height;
    const drawn = markup`y="${tenths(top)}" width="${WIDTH - 4}" height="${tenths(height)}"`;
    return markup`<rect class="${safe(sort)}" x="${at * WIDTH + 2}" ${drawn}><title>${count}</title></rect>`;
  });
  return joinedMarkup(bars);
}

function tenths(value: number): Markup {
  return safe(value.toFixed(1));
}

/** Held-back customers are in the journal when it begins; refusals are of entries. */
function sortOf(event: string): Sort {
  if (event === 'blocks' || event === 'opens') return event;
  return event.startsWith('held back') ? 'held' : 'others';
}
