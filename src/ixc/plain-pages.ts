import type { Row } from '../listing/row.ts';
import { say } from '../text/language.ts';
import type { Page, Query } from './client.ts';
import { IxcIncomplete } from './errors.ts';
import { churn, isWanted } from './keyset.ts';
import type { Pager } from './paging.ts';
import type { ReadingOptions } from './reading-options.ts';
import { readId, type Table } from './tables.ts';

export interface PlainResult<T> {
  readonly rows: readonly T[];
  readonly completeness: 'whole' | 'moving' | 'cut';
  readonly how: 'pages';
  readonly received: number;
}

/** Passes over the table before giving up on seeing it stand still. */
const PASSES = 3;
/** Rows that are asked for in one page where pages do not add up: 80 MB in the field, passed through and not kept. */
const ONE_PAGE_LIMIT = 20_000;

/**
 * Reads numbered pages, with the requests known to work for years (src/ixc/README.md, "Asking for a list").
 *
 * They have no snapshot and no order: a row that leaves moves all behind it one place forward, and one of those slips
 * between two pages, with `total` none the wiser if another row joined. So one page that holds everything is believed,
 * and several only when a second pass, with its pages cut elsewhere, brings the same rows. Where pages do not add up,
 * everything is asked for at once. A table that will not stand still even so is `moving`: what was seen may be used,
 * what was not seen proves nothing.
 */
export async function readByPages<T extends { readonly id: number }>(
  pager: Pager,
  table: Table<T>,
  options: ReadingOptions,
): Promise<PlainResult<T>> {
  const seen = new Map<number, T | undefined>();
  let received = 0;
  let before: Pass<T> | undefined;
  for (let round = 1; round <= PASSES; round++) {
    const pass = await readPass(pager, table, options);
    received += pass.received;
    for (const [id, record] of pass.byId) seen.set(id, record);
    const result = (completeness: PlainResult<T>['completeness']) =>
      ({ rows: records(pass.byId), completeness, how: 'pages', received }) as const;
    if (pass.end === 'cut') return result('cut');
    if (pass.end === 'snapshot') return result('whole');
    if (pass.end === 'steady' && before?.end === 'steady' && sameIds(before, pass)) return result('whole');
    pager.settleFor(nextPageSize(pager, pass, round));
    before = pass;
  }
  const total = before?.total ?? 0;
  if (seen.size < total) {
    const said = say`${seen.size} of ${total} rows after ${PASSES} attempts; a --page-size above ${total} may help`;
    throw new IxcIncomplete(pager.label, table.name, said);
  }
  options.onNote(say`${table.name}: rows came and went while it was read, so nothing is concluded from a missing one`);
  return { rows: records(seen), completeness: 'moving', how: 'pages', received };
}

/**
 * After a pass that adds up, pages cut at other places, so that what slipped through it does not slip through the next.
 * After one that does not, or the second, one page for everything, unless the server showed that it is too slow for it.
 */
function nextPageSize<T>(pager: Pager, pass: Pass<T>, round: number): number {
  const inOne = pass.total + Math.max(100, Math.ceil(pass.total / 20));
  const mayAskForAll = !pager.slowed && inOne <= ONE_PAGE_LIMIT;
  if (mayAskForAll && (pass.end !== 'steady' || round === PASSES - 1)) return inOne;
  return pager.pageSize - Math.max(1, Math.floor(pager.pageSize / 3));
}

/** Once through the table. */
interface Pass<T> {
  /** Every row once; undefined for one that the table is not limited to. */
  readonly byId: ReadonlyMap<number, T | undefined>;
  readonly total: number;
  readonly received: number;
  /**
   * `snapshot`: one query gave all. `steady`: several pages that agree. `short`: they do not agree, or do not add up.
   * `cut`: `--max-pages`.
   */
  readonly end: 'snapshot' | 'steady' | 'short' | 'cut';
}

async function readPass<T extends { readonly id: number }>(
  pager: Pager,
  table: Table<T>,
  options: ReadingOptions,
): Promise<Pass<T>> {
  const pass = new PassSoFar<T>();
  const mostPages = options.maxPages ?? Number.POSITIVE_INFINITY;
  for (let number = 1; number <= mostPages; number++) {
    const sizeBefore = pager.pageSize;
    const page = await pager.ask(
      (pageSize) => plainQuery(table, number, pageSize),
      (row) => readWanted(table, row),
    );
    // Page n of another size is another place in the table: start again with the size that works.
    if (number > 1 && pager.pageSize !== sizeBefore) return await readPass(pager, table, options);
    // A server's own limit on the page size may or may not move the places of the pages; ours then does not.
    if (pass.add(page, number, pager.pageSize)) pager.settleFor(page.rows);
    options.onPage({ list: table.name, pages: pager.pages, rows: pass.rows, total: page.total });
    const end = pass.endAfter(number);
    if (end !== undefined) return pass.finish(end);
  }
  return pass.finish('cut');
}

class PassSoFar<T> {
  readonly #byId = new Map<number, T | undefined>();
  #received = 0;
  #total: number | undefined;
  #lastTotal = 0;
  #steady = true;
  #grew = true;

  get rows(): number {
    return this.#byId.size;
  }

  /** @returns whether the server shows a limit of its own on the page size */
  add(page: Page & { readonly kept: readonly Wanted<T>[] }, number: number, pageSize: number): boolean {
    const known = this.#byId.size;
    for (const { id, record } of page.kept) this.#byId.set(id, record);
    this.#received += page.rows;
    this.#total ??= page.total;
    this.#lastTotal = page.total;
    this.#grew = this.#byId.size > known;
    // Pages of one row cannot be cut at other places.
    this.#steady &&= page.total === this.#total && this.#byId.size === known + page.rows && pageSize > 1;
    return number === 1 && page.rows > 0 && page.rows < pageSize && page.rows < page.total;
  }

  /** How the pass ends with this page; undefined when more should come. */
  endAfter(number: number): 'snapshot' | 'steady' | 'short' | undefined {
    if (this.#byId.size > this.#lastTotal + churn(this.#byId.size)) return 'short';
    if (this.#byId.size >= this.#lastTotal) {
      if (number === 1) return 'snapshot';
      return this.#steady ? 'steady' : 'short';
    }
    return this.#grew ? undefined : 'short';
  }

  finish(end: Pass<T>['end']): Pass<T> {
    return { byId: this.#byId, total: this.#lastTotal, received: this.#received, end };
  }
}

interface Wanted<T> {
  readonly id: number;
  readonly record: T | undefined;
}

function readWanted<T>(table: Table<T>, row: Row): Wanted<T> {
  return { id: readId(row), record: isWanted(table, row) ? table.read(row) : undefined };
}

function plainQuery(table: Table<unknown>, page: number, pageSize: number): Query {
  const paging = { page: String(page), rp: String(pageSize) };
  if (table.only === undefined) return paging;
  return { qtype: `${table.name}.${table.only.column}`, query: table.only.value, oper: '=', ...paging };
}

function records<T>(byId: ReadonlyMap<number, T | undefined>): T[] {
  const found: T[] = [];
  for (const record of byId.values()) if (record !== undefined) found.push(record);
  return found;
}

/** The same rows in the same order: a row that left and came back stands elsewhere. */
function sameIds<T>(one: Pass<T>, other: Pass<T>): boolean {
  if (one.byId.size !== other.byId.size) return false;
  const others = other.byId.keys();
  for (const id of one.byId.keys()) if (others.next().value !== id) return false;
  return true;
}
