import type { Row } from '../listing/row.ts';
import { say } from '../text/language.ts';

/** Rows of which a note names the ids. */
const MOST_NAMED = 10;

/** Which rows of a table leave out a column that others have. */
export class MissingColumns {
  readonly #needed: readonly string[];
  readonly #ids = new Map<string, string[]>();
  readonly #counts = new Map<string, number>();
  #rows = 0;

  constructor(needed: readonly string[]) {
    this.#needed = needed;
  }

  look(row: Row): void {
    this.#rows++;
    for (const column of this.#needed) {
      if (row[column] !== undefined) continue;
      this.#counts.set(column, (this.#counts.get(column) ?? 0) + 1);
      const ids = this.#ids.get(column) ?? [];
      if (ids.length < MOST_NAMED) this.#ids.set(column, [...ids, String(row['id'])]);
    }
  }

  /** One that was looked at in an earlier reading: of what it leaves out there is nothing new to tell. */
  pass(): void {
    this.#rows++;
  }

  /** Counts the rows of a page that was read to its end. */
  add(page: MissingColumns): void {
    this.#rows += page.#rows;
    for (const [column, count] of page.#counts) this.#counts.set(column, (this.#counts.get(column) ?? 0) + count);
    for (const [column, ids] of page.#ids) {
      this.#ids.set(column, [...(this.#ids.get(column) ?? []), ...ids].slice(0, MOST_NAMED));
    }
  }

  /** A column that no row has: this is not the table that was asked for. */
  unknown(): string | undefined {
    return this.#needed.find((column) => this.#rows > 0 && this.#counts.get(column) === this.#rows);
  }

  /** What to tell of the rows that leave something out, a sentence a column. */
  notes(): string[] {
    return [...this.#counts].map(([column, count]) => {
      const ids = (this.#ids.get(column) ?? []).join(', ');
      return say`${count} rows have no column ${column}, which counts as empty there (id ${ids})`;
    });
  }
}
