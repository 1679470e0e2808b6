import { mendings } from '../report/worklist.ts';
import type { Language } from '../text/language.ts';
import { code, said, table } from './cells.ts';

const TITLES: Readonly<Record<Language, readonly string[]>> = {
  en: ['reason', 'where', 'what to do'],
  pt: ['motivo', 'onde', 'o que fazer'],
};

/** What is left out, as log and worklist name it, and how it is mended. */
export function skipTable(language: Language): string {
  const rows = mendings().map(({ problem, screen, cure }) => [
    said(language, problem),
    screen.startsWith('--') ? code(screen) : screen,
    said(language, cure),
  ]);
  return table(TITLES[language], rows);
}
