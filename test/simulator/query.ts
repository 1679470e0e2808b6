import type { Isp } from './isp.ts';
import { isNumeric, type Row, type Table } from './tables.ts';

/** Reading and answering one listing request as IXC's PHP and MySQL do (src/ixc/README.md, "Asking for a list"). */

export interface Condition {
  readonly column: string;
  readonly oper: string;
  readonly value: string;
}

export interface Query {
  readonly table: Table;
  /** From `qtype`, `oper` and `query`; undefined when the request carries no `qtype`. */
  readonly filter: Condition | undefined;
  /** From `grid_param`, ANDed with the filter. */
  readonly grid: readonly Condition[];
  /** Undefined when no order was asked for: then there is none. */
  readonly sort: { readonly column: string; readonly descending: boolean } | undefined;
  /** From 1. */
  readonly page: number;
  /** Rows asked for. */
  readonly rp: number;
}

/** A bad column, filter or prefix: IXC answers with an HTML `<div>`. */
export class BadQuery extends Error {
  override readonly name = 'BadQuery';
}

const OPERATORS = new Set(['=', '!=', '>', '>=', '<', '<=', 'L', 'NL', 'IN', 'NI', 'BE', 'NBE']);
/** What `rp` is when the request has none. */
const ROWS_BY_DEFAULT = 20;

/** Whatever the client sent under these names. */
interface Fields {
  readonly qtype?: unknown;
  readonly query?: unknown;
  readonly oper?: unknown;
  readonly page?: unknown;
  readonly rp?: unknown;
  readonly sortname?: unknown;
  readonly sortorder?: unknown;
  readonly grid_param?: unknown;
}

interface GridFields {
  readonly TB?: unknown;
  readonly OP?: unknown;
  readonly P?: unknown;
}

/** Throws BadQuery where IXC refuses. `sample` is any row of the table, to learn which columns exist. */
export function readQuery(table: Table, body: unknown, sample: Row | undefined): Query {
  if (!isFields(body)) throw new BadQuery('the body is not a JSON object');
  const column = (text: string): string => columnOf(table, text, sample);
  const qtype = text(body.qtype);
  const sortname = text(body.sortname);
  const sortorder = text(body.sortorder);
  if (!['', 'asc', 'desc'].includes(sortorder)) throw new BadQuery(`sortorder ${sortorder}`);
  return {
    table,
    filter: qtype === '' ? undefined : condition(column(qtype), text(body.oper) || '=', text(body.query)),
    grid: readGrid(body.grid_param, column),
    sort: sortname === '' ? undefined : { column: column(sortname), descending: sortorder === 'desc' },
    page: positive(body.page, 1),
    rp: positive(body.rp, ROWS_BY_DEFAULT),
  };
}

/** The rows that match both filter and grid: their number is the answer's `total`. */
export function matching(query: Query, isp: Isp, conditions: readonly Condition[]): Row[] {
  const tests = conditions.map((one) => matcher(query.table, one));
  return query.table.rows(isp).filter((row) => tests.every((test) => test(row)));
}

/** In the order asked for. `asText` sorts ids as text, '10' before '9'. */
export function sorted(rows: Row[], query: Query, asText: boolean): Row[] {
  const { sort, table } = query;
  if (sort === undefined) return rows;
  const value = (row: Row): string => table.value(row, sort.column) ?? '';
  const order =
    isNumeric(sort.column) && !asText
      ? sortedBy(
          rows,
          (row) => number(value(row)),
          (a, b) => a - b,
        )
      : sortedBy(rows, (row) => folded(value(row)), byText);
  return sort.descending ? order.reverse() : order;
}

/** The key of a row is read once, not at every comparison: there are 200,000 rows. */
function sortedBy<K>(rows: readonly Row[], key: (row: Row) => K, compare: (a: K, b: K) => number): Row[] {
  const keyed = rows.map((row) => ({ row, key: key(row) }));
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ row }) => row);
}

/** Both folded. */
function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function columnOf(table: Table, name: string, sample: Row | undefined): string {
  const [prefix, column, ...rest] = name.split('.');
  if (prefix !== table.name || column === undefined || rest.length > 0) throw new BadQuery(`column ${name}`);
  if (sample !== undefined && table.value(sample, column) === undefined) throw new BadQuery(`column ${name}`);
  return column;
}

function condition(column: string, oper: string, value: string): Condition {
  if (!OPERATORS.has(oper)) throw new BadQuery(`operator ${oper}`);
  return { column, oper, value };
}

/** `grid_param` is a JSON **string** (src/ixc/README.md, "Asking for a list"), not an array. */
function readGrid(value: unknown, column: (text: string) => string): Condition[] {
  if (value === undefined || value === '') return [];
  if (typeof value !== 'string') throw new BadQuery('grid_param is not a string');
  const parsed = jsonOf(value);
  if (!Array.isArray(parsed)) throw new BadQuery('grid_param is not a list');
  return parsed.map((entry: unknown) => {
    if (!isFields(entry)) throw new BadQuery('grid_param entry');
    return condition(column(text(entry.TB)), text(entry.OP), text(entry.P));
  });
}

function matcher(table: Table, { column, oper, value }: Condition): (row: Row) => boolean {
  const test = isNumeric(column) ? numberTest(oper, value) : textTest(oper, value);
  return (row) => {
    const found = table.value(row, column);
    return found !== null && found !== undefined && test(found);
  };
}

type Test = (value: string) => boolean;

function numberTest(oper: string, value: string): Test {
  const wanted = number(value);
  const list = value.split(',').map(number);
  return (
    ordered(oper, (found) => number(found) - wanted) ?? listed(oper, value, (found) => list.includes(number(found)))
  );
}

function textTest(oper: string, value: string): Test {
  const wanted = folded(value);
  const list = value.split(',').map(folded);
  return (
    ordered(oper, (found) => byText(folded(found), wanted)) ??
    listed(oper, value, (found) => list.includes(folded(found)))
  );
}

function ordered(oper: string, compare: (found: string) => number): Test | undefined {
  switch (oper) {
    case '=':
      return (found) => compare(found) === 0;
    case '!=':
      return (found) => compare(found) !== 0;
    case '>':
      return (found) => compare(found) > 0;
    case '>=':
      return (found) => compare(found) >= 0;
    case '<':
      return (found) => compare(found) < 0;
    case '<=':
      return (found) => compare(found) <= 0;
    default:
      return undefined;
  }
}

function listed(oper: string, value: string, isListed: Test): Test {
  const [low = '', high = ''] = value.split(',');
  const contains: Test = (found) => folded(found).includes(folded(value));
  const between: Test = (found) =>
    Number.isNaN(Number(low))
      ? folded(found) >= folded(low) && folded(found) <= folded(high)
      : within(found, low, high);
  const tests: Record<string, Test> = { L: contains, IN: isListed, BE: between };
  const negated: Record<string, Test> = { NL: contains, NI: isListed, NBE: between };
  const positiveTest = tests[oper];
  const negatedTest = negated[oper];
  return positiveTest ?? ((found) => negatedTest !== undefined && !negatedTest(found));
}

function within(found: string, low: string, high: string): boolean {
  return number(found) >= number(low) && number(found) <= number(high);
}

/** MySQL's cast: leading digits count, anything else is 0. */
function number(value: string): number {
  const direct = Number(value);
  return Number.isNaN(direct) ? Number.parseFloat(value) || 0 : direct;
}

/** MySQL's usual collation: neither case nor accents nor trailing spaces matter. */
function folded(value: string): string {
  const trimmed = value.trimEnd().toLowerCase();
  return isAscii(trimmed) ? trimmed : trimmed.normalize('NFD').replace(/\p{M}/gu, '');
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 127) return false;
  return true;
}

function positive(value: unknown, fallback: number): number {
  const parsed = Math.trunc(Number(text(value)));
  return parsed > 0 ? parsed : fallback;
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}

function jsonOf(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    throw new BadQuery('grid_param is not JSON');
  }
}

function isFields(value: unknown): value is Fields & GridFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
