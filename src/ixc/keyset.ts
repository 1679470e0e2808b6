import type { Row } from '../listing/row.ts';
import { say } from '../text/language.ts';
import type { Page, Query } from './client.ts';
import type { Pager } from './paging.ts';
import type { ReadingOptions } from './reading-options.ts';
import { required, type Table } from './tables.ts';

export type KeysetResult<T> =
  | {
      readonly kind: 'read';
      readonly rows: T[];
      readonly completeness: 'whole' | 'moving' | 'cut';
      readonly received: number;
    }
  /** The server answers something else than what was asked. */
  | { readonly kind: 'unusable'; readonly why: string };

/**
 * Reads `id > last` in the order of ids. Whatever joins or leaves between two pages, a row that is there throughout
 * cannot slip: its id is above what was read until it is read. `total` counts the rows still to come, so that each
 * page shows whether it is the last one; when it ever counts fewer than the page before let expect, rows left or rows
 * were lost, and the table is counted once more to tell which.
 * @param after the id to begin behind; 0 for the whole table
 */
export async function readByKeyset<T extends { readonly id: number }>(
  pager: Pager,
  table: Table<T>,
  options: ReadingOptions,
  after = 0,
): Promise<KeysetResult<T>> {
  const rows: T[] = [];
  let last = after;
  /** Rows that should still come, by the page before. */
  let expected = Number.NaN;
  let doubtful = false;
  let emptyPages = 0;
  do {
    if (pager.pages >= (options.maxPages ?? Number.POSITIVE_INFINITY)) return found(rows, 'cut');
    const page = await askAfter(pager, table, last);
    const why = disobedience(page, last);
    if (why !== undefined) return { kind: 'unusable', why };
    doubtful ||= page.total < expected || page.rows > page.total;
    for (const { record } of page.kept) rows.push(record);
    last = rows.at(-1)?.id ?? last;
    expected = Math.max(0, page.total - page.rows);
    emptyPages = page.rows === 0 ? emptyPages + 1 : 0;
    if (emptyPages > 1) return { kind: 'unusable', why: say`${expected} rows are announced but do not come` };
    options.onPage({ list: table.name, pages: pager.pages, rows: rows.length, total: rows.length + expected });
    // A full page may be the last one; one more question makes sure, if it may be asked.
    if (expected === 0 && page.rows >= pager.pageSize && pager.pages !== options.maxPages) expected = Number.NaN;
  } while (expected !== 0);
  return doubtful ? await recount(pager, table, after, rows) : found(rows, 'whole');
}

function found<T>(rows: T[], completeness: 'whole' | 'moving' | 'cut'): KeysetResult<T> {
  return { kind: 'read', rows, completeness, received: rows.length };
}

/** Whether rows only left while we read, or some did not come. */
async function recount<T>(pager: Pager, table: Table<T>, after: number, rows: T[]): Promise<KeysetResult<T>> {
  const { total } = await askAfter(pager, table, after, 1);
  const missing = total - rows.length;
  // Far fewer is as suspicious as more: a server that has begun to answer nothing says that there is nothing, too.
  if (Math.abs(missing) > churn(rows.length)) {
    return { kind: 'unusable', why: say`${rows.length} rows came, ${total} are announced` };
  }
  return found(rows, missing > 0 ? 'moving' : 'whole');
}

function askAfter<T>(pager: Pager, table: Table<T>, last: number, mostRows = Number.POSITIVE_INFINITY) {
  return pager.ask(
    (pageSize) => keysetQuery(table, last, Math.min(pageSize, mostRows)),
    (row) => readChecked(table, row),
  );
}

interface Checked<T> {
  readonly record: T;
  readonly wanted: boolean;
}

export function readChecked<T>(table: Table<T>, row: Row): Checked<T> {
  return { record: table.read(row), wanted: isWanted(table, row) };
}

/** Whether the row has the column value that the table is limited to, and none of those that it is to be without. */
export function isWanted({ only, except }: Table<unknown>, row: Row): boolean {
  if (except !== undefined) {
    const value = row[except.column];
    if (typeof value === 'string' && except.values.includes(value.trim().toUpperCase())) return false;
  }
  return only === undefined || required(row, only.column) === only.value;
}

/** Rows behind an id, in the order of ids. */
export function keysetQuery(table: Table<unknown>, last: number, pageSize: number): Query {
  const id = `${table.name}.id`;
  return {
    qtype: id,
    query: String(last),
    oper: '>',
    page: '1',
    rp: String(pageSize),
    sortname: id,
    sortorder: 'asc',
    ...conditions(table),
  };
}

/** What is asked beside the id; all of it must hold (src/ixc/README.md, "Asking for a list"). */
function conditions({ name, only, except }: Table<unknown>): Readonly<Record<string, string>> {
  const grid = [
    ...(only === undefined ? [] : [{ TB: `${name}.${only.column}`, OP: '=', P: only.value }]),
    ...(except?.values ?? []).map((value) => ({ TB: `${name}.${except?.column}`, OP: '!=', P: value })),
  ];
  return grid.length === 0 ? {} : { grid_param: JSON.stringify(grid) };
}

/** What shows that the server did not do what was asked; undefined when it did. */
export function disobedience<T extends { readonly id: number }>(
  page: Page & { readonly kept: readonly Checked<T>[] },
  last: number,
): string | undefined {
  let previous = last;
  for (const { record, wanted } of page.kept) {
    if (!wanted) return say`rows come that were not asked for`;
    if (record.id <= previous) return say`ids do not rise`;
    previous = record.id;
  }
  // Rows and count are two queries of IXC's, and a few rows may join between them.
  if (page.rows > page.total + churn(page.rows)) {
    return say`${page.rows} rows come, ${page.total} are announced`;
  }
  return undefined;
}

/**
 * How many rows may have joined behind our back while a table of several pages was read: half a percent in the minute
 * that it takes. A server that loses more than that loses them by itself; of a small table, which plain pages read as
 * easily, none is forgiven.
 */
export function churn(rows: number): number {
  return Math.floor(rows / 200);
}
