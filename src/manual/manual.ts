import type { Language } from '../text/language.ts';
import { eventTable } from './event-table.ts';
import { exitCodeTable } from './exit-code-table.ts';
import { flagTables } from './flag-tables.ts';
import { messageTable } from './messages.ts';
import { metricTable } from './metric-table.ts';
import { bqnTable, reportTable } from './report-table.ts';
import { skipTable } from './skip-table.ts';

/** What a manual is made of. */
export interface ManualParts {
  readonly language: Language;
  /** manual.en.md or manual.pt.md of this folder. */
  readonly source: string;
  /** The text of sync-ixc-bqn.sh. */
  readonly wrapper: string;
}

const BY_HAND: Readonly<Record<Language, string>> = {
  en: '<!-- Made by `npm run build` of src/manual/, src/settings/ and src/text/: change it there. -->',
  pt: '<!-- Feito pelo `npm run build` a partir de src/manual/, src/settings/ e src/text/: mude lá. -->',
};

/**
 * The manual: the prose of its source, and in the place of each `<!-- table: NAME -->` what the program knows of itself.
 * @throws {Error} for a table that there is not, or that has no place in the source
 */
export function manualOf({ language, source, wrapper }: ManualParts): string {
  const tables = new Map([
    ['flags', () => flagTables(language)],
    ['messages', () => messageTable(language, wrapper)],
    ['exit codes', () => exitCodeTable(language)],
    ['skipped', () => skipTable(language)],
    ['metrics', () => metricTable(language)],
    ['events', () => eventTable(language)],
    ['report', () => reportTable(language)],
    ['report of a BQN', () => bqnTable(language)],
  ]);
  const filled = source.replace(/^<!-- table: (.*) -->$/gm, (_all, name: string) => {
    const make = tables.get(name);
    if (make === undefined) throw new Error(`the manual (${language}) asks for a table "${name}" that there is not`);
    tables.delete(name);
    return make();
  });
  if (tables.size > 0) throw new Error(`the manual (${language}) has no place for: ${[...tables.keys()].join(', ')}`);
  return `${BY_HAND[language]}\n\n${filled}`;
}
