import { USUAL } from './counter-example.ts';
import type { Chapter } from './events.ts';

/**
 * Takes away from a story whatever it is broken without: runs, events, and what is not as usual in a run. The random
 * stories shrink each choice by itself, and leave much that has nothing to do with what is broken.
 */
export async function shorter(
  chapters: readonly Chapter[],
  isBroken: (chapters: readonly Chapter[]) => Promise<boolean>,
): Promise<readonly Chapter[]> {
  for (const candidate of candidates(chapters)) {
    if (await isBroken(candidate)) return await shorter(candidate, isBroken);
  }
  return chapters;
}

/** Each way to take one thing away. */
function* candidates(chapters: readonly Chapter[]): Generator<readonly Chapter[]> {
  for (const at of chapters.keys()) if (chapters.length > 1) yield chapters.filter((_one, other) => other !== at);
  for (const [at, { events, trouble }] of chapters.entries()) {
    const instead = (one: Chapter) => chapters.map((chapter, other) => (other === at ? one : chapter));
    for (const which of events.keys()) {
      yield instead({ events: events.filter((_event, other) => other !== which), trouble });
    }
    for (const [name, usual] of Object.entries(USUAL)) {
      const isUsual = JSON.stringify(trouble[name as keyof typeof trouble]) === JSON.stringify(usual);
      if (!isUsual) yield instead({ events, trouble: { ...trouble, [name]: usual } });
    }
  }
}
