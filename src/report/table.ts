import { cutName } from '../text/printable.ts';
import { columnsOf, joined, laidOut, padded, type Shown, shown } from '../text/shown.ts';

/** Aligned columns under a title. Widths count characters, which is what a terminal shows of IXC's names. */
export function table(title: Shown, head: readonly Shown[], entries: readonly (readonly string[])[]): Shown[] {
  const rows = entries.map((row) => row.map((cell) => shown(cutName(cell))));
  const widths = head.map((cell, at) =>
    rows.reduce((most, row) => Math.max(most, columnsOf(row[at] ?? '')), columnsOf(cell)),
  );
  const line = (row: readonly Shown[]) =>
    laidOut(
      joined(
        row.map((cell, at) => padded(cell, widths[at] ?? 0)),
        '  ',
      ).trimEnd(),
    );
  const rule = widths.map((columns) => shown('-'.repeat(columns)));
  return [title, line(head), line(rule), ...rows.map(line)];
}

/** The first `most` rows, and how many there are beyond them. */
export function cut<T>(rows: readonly T[], most: number): { readonly shown: readonly T[]; readonly more: number } {
  return { shown: rows.slice(0, most), more: Math.max(0, rows.length - most) };
}
