import type { Listing, ListingRow } from './faults.ts';
import type { TableName } from './tables.ts';

/** What src/ixc/README.md leaves open or reports from single sites. All of it can change while the server runs. */
export interface IxcQuirks {
  /**
   * How keyset paging (`T.id > last`, sorted by id, online through `grid_param`) fares: nobody public uses it.
   * `refused` and `grid_param refused` answer the HTML `<div>`; `string-sorted ids` puts '10' before '9'.
   */
  keyset:
    | 'obeyed'
    | 'refused'
    | 'grid_param refused'
    | 'filter ignored'
    | 'sort ignored'
    | 'grid_param ignored'
    | 'string-sorted ids';
  /** The most rows a page ever holds; some report 200 or 500. */
  cap: number;
  /** Under a cap, where page n begins: counted in the rows asked for, or in the capped ones. */
  capOffset: 'asked' | 'capped';
  /** More rows than asked for, by so many: one client saw that. */
  surplus: number;
  /** The first page, whatever page was asked for. */
  pageIgnored: boolean;
  /** `total` is a string, sometimes a number. */
  total: 'string' | 'number';
  /** Rarely an object map. */
  registros: 'array' | 'object';
  /** With 0 rows, and past the last page: `registros` is absent or `[]`. */
  noRows: 'absent' | 'empty';
  /** Without `sortname`: as inserted; in one odd order; or in another odd order on every request. */
  order: 'insertion' | 'shuffled' | 'reshuffled';
  /** A wrong query is answered 200, or 500 as IXC's documentation has it. */
  queryErrorStatus: 200 | 500;
  /** Where the text of an error stands. */
  errorField: 'message' | 'mensagem' | 'valor';
}

export const IXC_QUIRKS: Readonly<IxcQuirks> = {
  keyset: 'obeyed',
  cap: Number.POSITIVE_INFINITY,
  capOffset: 'asked',
  surplus: 0,
  pageIgnored: false,
  total: 'string',
  registros: 'array',
  noRows: 'absent',
  order: 'insertion',
  queryErrorStatus: 200,
  errorField: 'message',
};

/** Quirks of one table alone, over those of the whole server. */
export type TableQuirks = Partial<Record<TableName, Partial<IxcQuirks>>>;

/** The rows of a listing in whatever form they have. */
export function rowsOf(listing: Listing): ListingRow[] {
  if (Array.isArray(listing.registros)) return listing.registros as ListingRow[];
  return Object.values((listing.registros ?? {}) as Record<string, ListingRow>);
}
