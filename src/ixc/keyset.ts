import { type KnownRow, KnownRowsHere, type PassedOver, type Print } from '../listing/known-rows.ts';
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
      readonly passed?: PassedOver<T>;
      readonly prints?: ReadonlyMap<number, Print>;
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
  const read = new RowsRead(table);
  let last = after;
  /** Rows that should still come, by the page before. */
  let expected = Number.NaN;
  let doubtful = false;
  let emptyPages = 0;
  do {
    if (pager.pages >= (options.maxPages ?? Number.POSITIVE_INFINITY)) return found(read, 'cut');
    const page = await askAfter(pager, table, last);
    const why = disobedience(page, last);
    if (why !== undefined) return { kind: 'unusable', why };
    doubtful ||= page.total < expected || page.rows > page.total;
    for (const one of page.kept) read.add(one);
    last = page.kept.at(-1)?.id ?? last;
    expected = Math.max(0, page.total - page.rows);
    emptyPages = page.rows === 0 ? emptyPages + 1 : 0;
    if (emptyPages > 1) return { kind: 'unusable', why: say`${expected} rows are announced but do not come` };
    options.onPage({ list: table.name, pages: pager.pages, rows: read.count, total: read.count + expected });
    // A full page may be the last one; one more question makes sure, if it may be asked.
    if (expected === 0 && page.rows >= pager.pageSize && pager.pages !== options.maxPages) expected = Number.NaN;
  } while (expected !== 0);
  return doubtful ? await recount(pager, table, after, read) : found(read, 'whole');
}

/** The rows of a table so far: those that are known are not made into objects. */
class RowsRead<T extends { readonly id: number }> implements PassedOver<T> {
  readonly #table: Table<T>;
  readonly rows: T[] = [];
  readonly prints = new Map<number, Print>();
  readonly #known: KnownRowsHere;

  constructor(table: Table<T>) {
    this.#table = table;
    this.#known = new KnownRowsHere(table.known?.size ?? 0);
  }

  get count(): number {
    return this.rows.length + this.size;
  }

  get isKnowing(): boolean {
    return this.#table.known !== undefined;
  }

  add({ record, known, print, id }: Checked<T>): void {
    if (known !== undefined) this.#known.add(known);
    if (record === undefined) return;
    this.rows.push(record);
    if (print !== undefined) this.prints.set(id, print);
  }

  get size(): number {
    return this.#known.size;
  }

  has(index: number): boolean {
    return this.#known.has(index);
  }

  restore(isAsked: (index: number) => boolean): T[] {
    return Array.from(this.#known.rows(isAsked), ([, row]) => this.#table.read(row));
  }
}

function found<T extends { readonly id: number }>(
  read: RowsRead<T>,
  completeness: 'whole' | 'moving' | 'cut',
): KeysetResult<T> {
  const { rows, count, prints } = read;
  const found = { kind: 'read', rows, completeness, received: count } as const;
  return read.isKnowing ? { ...found, prints, passed: read } : found;
}

/** Whether rows only left while we read, or some did not come. */
async function recount<T extends { readonly id: number }>(
  pager: Pager,
  table: Table<T>,
  after: number,
  read: RowsRead<T>,
): Promise<KeysetResult<T>> {
  const { total } = await askAfter(pager, table, after, 1);
  const missing = total - read.count;
  // Far fewer is as suspicious as more: a server that has begun to answer nothing says that there is nothing, too.
  if (Math.abs(missing) > churn(read.count)) {
    return { kind: 'unusable', why: say`${read.count} rows came, ${total} are announced` };
  }
  return found(read, missing > 0 ? 'moving' : 'whole');
}

function askAfter<T extends { readonly id: number }>(
  pager: Pager,
  table: Table<T>,
  last: number,
  mostRows = Number.POSITIVE_INFINITY,
) {
  const { known: rows } = table;
  return pager.ask<Checked<T>>(
    (pageSize) => keysetQuery(table, last, Math.min(pageSize, mostRows)),
    (row, print) => ({ print, ...readChecked(table, row) }),
    // What was wanted before is wanted, since it says the same.
    rows && { rows, read: (known) => ({ id: rows.idOf(known.index), record: undefined, wanted: true, known }) },
  );
}

interface Checked<T> {
  readonly id: number;
  /** Undefined for one that is known. */
  readonly record: T | undefined;
  readonly wanted: boolean;
  readonly known?: KnownRow;
  readonly print?: Print | undefined;
}

export function readChecked<T extends { readonly id: number }>(table: Table<T>, row: Row): Checked<T> {
  const record = table.read(row);
  return { id: record.id, record, wanted: isWanted(table, row) };
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
  for (const { id, wanted } of page.kept) {
    if (!wanted) return say`rows come that were not asked for`;
    if (id <= previous) return say`ids do not rise`;
    previous = id;
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
