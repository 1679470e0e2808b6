import { Interrupted } from '../interruption/interrupted.ts';
import type { Wait } from '../interruption/wait.ts';
import type { KnownRow, KnownRows, Print } from '../listing/known-rows.ts';
import type { Row } from '../listing/row.ts';
import type { IxcApi, Page, Query, RowSink } from './client.ts';
import { IxcCouldNotProcess, IxcMalformed, IxcTimedOut, IxcUnavailable } from './errors.ts';
import { MissingColumns } from './missing.ts';
import type { TableName } from './table-name.ts';
import type { Table } from './tables.ts';

/** How hard a table is asked for. */
export interface PagingLimits {
  /** Rows asked for at a time (`rp`). */
  readonly pageSize: number;
  /** Pages at most; undefined for as many as there are. */
  readonly maxPages: number | undefined;
}

/** Tries for one page in all (src/ixc/README.md, "How a list is read"). */
const TRIES = 5;
/** A page is not made smaller than this by a slow server. */
const LEAST_PAGE = 100;

/** Rows that are known already, and what is kept of one. */
export interface Knowing<T> {
  readonly rows: KnownRows;
  readonly read: (row: KnownRow) => T;
}

/** Why a page is asked for again: in smaller ones, or as it was; undefined where asking is no use. */
interface Judgement {
  readonly error: unknown;
  readonly reason: 'slow' | 'broken' | undefined;
}

/** The pages of one table, one at a time: tries again what may pass, and asks for less where a server is too slow. */
export class Pager {
  readonly #source: IxcApi;
  readonly #wait: Wait;
  readonly table: TableName;
  readonly #columns: readonly string[];
  readonly #needed: readonly string[];
  /** What rows of its pages leave out. */
  readonly missing: MissingColumns;
  #pageSize: number;
  #pages = 0;
  #retries = 0;
  #slowed = false;
  #rows = 0;

  constructor(
    source: IxcApi,
    table: Pick<Table<unknown>, 'name' | 'columns' | 'needed'>,
    pageSize: number,
    wait: Wait,
  ) {
    this.#source = source;
    this.#wait = wait;
    this.table = table.name;
    this.#columns = table.columns;
    this.#needed = table.needed;
    this.missing = new MissingColumns(table.needed);
    this.#pageSize = pageSize;
  }

  get label(): string {
    return this.#source.label;
  }

  /** Rows asked for at a time now. */
  get pageSize(): number {
    return this.#pageSize;
  }

  /** Pages that were answered. */
  get pages(): number {
    return this.#pages;
  }

  /** Whether a page was too much for the server, so that less was asked for. */
  get slowed(): boolean {
    return this.#slowed;
  }

  /** Rows that came on all of them. */
  get rows(): number {
    return this.#rows;
  }

  get retries(): number {
    return this.#retries;
  }

  /** From now on asks for as many rows as the server gives. */
  settleFor(pageSize: number): void {
    this.#pageSize = Math.max(1, pageSize);
  }

  /**
   * @param query for the page size at hand
   * @param read turns a row into what is kept
   * @param knowing rows that need not be read, where there are any
   * @throws {IxcError} when the tries are used up or trying is no use
   */
  async ask<T>(
    query: (pageSize: number) => Query,
    read: (row: Row, print?: Print) => T,
    knowing?: Knowing<T>,
  ): Promise<Page & { readonly kept: T[] }> {
    const kept: T[] = [];
    let missing = new MissingColumns(this.#needed);
    const sink: RowSink = {
      columns: this.#columns,
      known: knowing?.rows,
      reset: () => {
        kept.length = 0;
        missing = new MissingColumns(this.#needed);
      },
      take: (row, print) => {
        missing.look(row);
        kept.push(read(row, print));
      },
      takeKnown(row) {
        missing.pass();
        if (knowing !== undefined) kept.push(knowing.read(row));
      },
    };
    for (let attempt = 1, tries = 1; ; attempt++, tries++) {
      const size = this.#pageSize;
      try {
        const page = await this.#source.list(this.table, query(size), size, sink);
        this.#pages++;
        this.#rows += page.rows;
        this.missing.add(missing);
        return { ...page, kept };
      } catch (first) {
        const { error, reason } = await this.#judge(first, query, sink);
        // A question for few rows that failed by itself was a try of its own: a dead server is not asked twice as often.
        if (error !== first) tries++;
        if (reason === undefined) throw error;
        if (tries >= TRIES) throw this.#givenUp(error);
        if (reason === 'slow') {
          this.#slowed = true;
          this.#pageSize = smaller(size);
        }
        this.#retries++;
        const asked = error instanceof IxcUnavailable ? error.waitMs : 0;
        await this.#wait(Math.max(backoffMs(attempt), asked));
      }
    }
  }

  /**
   * What to make of a failure. The red box says too little: the same query is asked once for few rows. Answered, it was too
   * heavy, or has passed; refused again, or for so few from the start, it is a bad query.
   */
  async #judge(error: unknown, query: (pageSize: number) => Query, sink: RowSink): Promise<Judgement> {
    if (!(error instanceof IxcCouldNotProcess)) return { error, reason: this.#worthAnotherTry(error) };
    const size = Math.min(LEAST_PAGE, this.#pageSize);
    try {
      await this.#source.list(this.table, query(size), size, sink);
      return { error, reason: size < this.#pageSize ? 'slow' : 'broken' };
    } catch (again) {
      if (again instanceof IxcCouldNotProcess) return { error, reason: undefined };
      return { error: again, reason: this.#worthAnotherTry(again) };
    }
  }

  #worthAnotherTry(error: unknown): Judgement['reason'] {
    if (error instanceof Interrupted) return undefined;
    if (error instanceof IxcTimedOut) return 'slow';
    // A body that ends early can look like any damage, so damage too is asked for again.
    if (error instanceof IxcUnavailable || error instanceof IxcMalformed) return 'broken';
    return undefined;
  }

  #givenUp(error: unknown): unknown {
    const { label, table } = this;
    if (error instanceof IxcTimedOut) {
      return new IxcTimedOut(label, table, TRIES, error.cause instanceof Error ? error.cause : error);
    }
    if (error instanceof IxcUnavailable) return new IxcUnavailable(label, table, TRIES, error.said, { cause: error });
    return error;
  }
}

function smaller(pageSize: number): number {
  return pageSize <= LEAST_PAGE ? pageSize : Math.max(LEAST_PAGE, Math.floor(pageSize / 4));
}

/** 0.25, 0.5, 1 and 2 s: short against the time limit of a request, long for a server that restarts a worker. */
function backoffMs(attempt: number): number {
  return 250 * 2 ** (attempt - 1);
}
