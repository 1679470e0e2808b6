import type { Language } from '../text/language.ts';
import { PORTUGUESE } from '../text/portuguese.ts';

/** A text of the manual alone, in both languages; what the program itself says has its Portuguese in the catalogue. */
export interface Both {
  readonly en: string;
  readonly pt: string;
}

/**
 * What the program says, in a language.
 * @param english the text as it is in the code
 * @throws {Error} when the catalogue does not know it: the program does not say so any more
 */
export function said(language: Language, english: string): string {
  const portuguese = PORTUGUESE[english];
  if (portuguese === undefined) throw new Error(`the program does not say "${english}": see src/text/portuguese.ts`);
  return language === 'pt' ? portuguese : english;
}

/** A table in Markdown: a row of titles, then the rows. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [titles, titles.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.map(inOneCell).join(' | ')} |`).join('\n');
}

function inOneCell(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?<!\\)\|/g, '\\|');
}

/**
 * A text of the program as Markdown: flags marked, and what would be a tag or a slant in it kept as it is. What stands in
 * code already stays.
 */
export function asMarkdown(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((piece, at) =>
      at % 2 === 1 ? piece : piece.replace(/[<>*]/g, '\\$&').replace(/(?<!\S)--?[a-z][\w-]*/g, code),
    )
    .join('');
}

/** Marks what stands for itself. */
export function code(text: string): string {
  return `\`${text}\``;
}
