import { cutName, printable } from '../text/printable.ts';

/** Aligned columns under a title. Widths count characters, which is what a terminal shows of IXC's names. */
export function table(title: string, head: readonly string[], entries: readonly (readonly string[])[]): string[] {
  const rows = entries.map((row) => row.map((cell) => printable(cutName(cell))));
  const widths = head.map((cell, at) => rows.reduce((most, row) => Math.max(most, width(row[at] ?? '')), width(cell)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => pad(cell, widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return [title, line(head), widths.map((columns) => '-'.repeat(columns)).join('  '), ...rows.map(line)];
}

/** The first `most` rows, and how many there are beyond them. */
export function cut<T>(rows: readonly T[], most: number): { readonly shown: readonly T[]; readonly more: number } {
  return { shown: rows.slice(0, most), more: Math.max(0, rows.length - most) };
}

/** Accents that stand as characters of their own (NFD) take no room. */
function width(text: string): number {
  return [...text.normalize('NFC')].length;
}

function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - width(text)));
}
