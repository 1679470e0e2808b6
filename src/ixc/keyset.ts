import type { Row } from './answer.ts';
import type { Page, Query } from './client.ts';
import type { Pager } from './paging.ts';
import type { ReadingOptions } from './reading.ts';
import { required, type Table } from './records.ts';

export type KeysetResult<T> =
  | {
      readonly kind: 'read';
      readonly rows: T[];
      readonly completeness: 'whole' | 'cut';
      readonly received: number;
    }
  /** The server answers something else than what was asked. */
  | { readonly kind: 'unusable'; readonly why: string };

/**
 * Reads `id > last` in the order of ids. Whatever joins or leaves between two pages, a row that is there throughout
 * cannot slip: its id is above what was read until it is read. `total` counts the rows still to come, so that each
 * page shows whether it is the last one.
 */
export async function readByKeyset<T extends { readonly id: number }>(
  pager: Pager,
  table: Table<T>,
  options: ReadingOptions,
): Promise<KeysetResult<T>> {
  const rows: T[] = [];
  let last = 0;
  /** Rows that should still come, by the page before. */
  let expected: number | undefined;
  let emptyPages = 0;
  for (;;) {
    if (options.maxPages !== undefined && pager.pages >= options.maxPages) {
      return { kind: 'read', rows, completeness: 'cut', received: rows.length };
    }
    const page = await pager.ask(
      (pageSize) => keysetQuery(table, last, pageSize),
      (row) => readChecked(table, row),
    );
    const why = disobedience(page, last, expected);
    if (why !== undefined) return { kind: 'unusable', why };
    for (const { record } of page.kept) rows.push(record);
    last = rows.at(-1)?.id ?? last;
    expected = Math.max(0, page.total - page.rows);
    options.onPage({ table: table.name, pages: pager.pages, rows: rows.length, total: rows.length + expected });
    // A full page may be the last one; one more question makes sure, if it may be asked.
    if (expected === 0 && (page.rows < pager.pageSize || pager.pages === options.maxPages)) {
      return { kind: 'read', rows, completeness: 'whole', received: rows.length };
    }
    emptyPages = page.rows === 0 ? emptyPages + 1 : 0;
    if (emptyPages > 1) return { kind: 'unusable', why: `${expected} rows are announced but do not come` };
  }
}

interface Checked<T> {
  readonly record: T;
  readonly wanted: boolean;
}

function readChecked<T>(table: Table<T>, row: Row): Checked<T> {
  return { record: table.read(row), wanted: isWanted(table, row) };
}

/** Whether the row has the column value that the table is limited to. */
export function isWanted(table: Table<unknown>, row: Row): boolean {
  return table.only === undefined || required(row, table.only.column) === table.only.value;
}

function keysetQuery(table: Table<unknown>, last: number, pageSize: number): Query {
  const id = `${table.name}.id`;
  return {
    qtype: id,
    query: String(last),
    oper: '>',
    page: '1',
    rp: String(pageSize),
    sortname: id,
    sortorder: 'asc',
    ...(table.only && {
      grid_param: JSON.stringify([{ TB: `${table.name}.${table.only.column}`, OP: '=', P: table.only.value }]),
    }),
  };
}

/** What shows that the server did not do what was asked; undefined when it did. */
function disobedience<T extends { readonly id: number }>(
  page: Page & { readonly kept: readonly Checked<T>[] },
  last: number,
  expected: number | undefined,
): string | undefined {
  let previous = last;
  for (const { record, wanted } of page.kept) {
    if (!wanted) return 'rows come that were not asked for';
    if (record.id <= previous) return 'ids do not rise';
    previous = record.id;
  }
  if (page.rows > page.total + slack(page.rows)) return `${page.rows} rows come, ${page.total} are announced`;
  if (expected !== undefined && page.total < expected - slack(expected)) {
    return `${expected} rows should still come, ${page.total} are announced`;
  }
  return undefined;
}

/**
 * How many rows may join or leave between two queries without a doubt about the query itself. A server that compares
 * ids as text, for one, would skip far more than that.
 */
function slack(rows: number): number {
  return Math.max(20, Math.ceil(rows / 10));
}
