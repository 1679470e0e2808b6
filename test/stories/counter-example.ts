import { CALM, type Chapter, type Event, type Trouble } from './events.ts';

/** A story in which something was broken once, made as short as it could be. */
export interface CounterExample {
  /** What was broken, and for whom. */
  readonly what: string;
  readonly runs: readonly ShortChapter[];
}

/** What happens before a run, and what of it is not as usual. */
export interface ShortChapter {
  readonly events?: readonly Event[];
  readonly trouble?: Partial<Trouble>;
}

export function chaptersOf({ runs }: CounterExample): readonly Chapter[] {
  return runs.map(({ events = [], trouble = {} }) => ({ events, trouble: { ...USUAL, ...trouble } }));
}

/** As the stories draw it most often. */
const USUAL: Trouble = { ...CALM, force: false };

/** Ready to be put among the others; a formatter gives it its shape. */
export function asCounterExample(what: string, chapters: readonly Chapter[]): string {
  const runs = chapters.map(({ events, trouble }) => {
    const odd = Object.entries(trouble).filter(([name, value]) => !isUsual(name, value));
    return { ...(events.length > 0 && { events }), ...(odd.length > 0 && { trouble: Object.fromEntries(odd) }) };
  });
  const lines = runs.map((run) => `    ${asCode(run)},`);
  return ['{', `  what: ${JSON.stringify(what)},`, '  runs: [', ...lines, '  ],', '},'].join('\n');
}

function isUsual(name: string, value: unknown): boolean {
  return JSON.stringify(value) === JSON.stringify(USUAL[name as keyof Trouble]);
}

/** JSON without the quotes around names. */
function asCode(value: unknown): string {
  return JSON.stringify(value).replace(/"(\w+)":/g, '$1: ');
}
