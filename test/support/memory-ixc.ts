import type { IxcApi, Page, Query, RowSink } from '../../src/ixc/client.ts';
import { IxcMalformed, IxcQueryRefused } from '../../src/ixc/errors.ts';
import type { TableName } from '../../src/ixc/table-name.ts';
import { MalformedAnswer } from '../../src/listing/malformed.ts';

/** A row as IXC sends it, with columns that nobody asked for. */
export type RawRow = Record<string, unknown> & { id: string };

export function loginRow(id: number, columns: Record<string, unknown> = {}): RawRow {
  return {
    id: String(id),
    login: `l${id}`,
    online: 'S',
    ip: `100.64.0.${id % 256}`,
    id_contrato: '0',
    id_grupo: '1',
    senha: 'secret',
    ...columns,
  };
}

export function planRow(id: number, columns: Record<string, unknown> = {}): RawRow {
  return { id: String(id), grupo: `Plan ${id}`, tipo: 'I', download: '10M', upload: '10M', ...columns };
}

export function contractRow(id: number, columns: Record<string, unknown> = {}): RawRow {
  return { id: String(id), status_internet: 'A', ...columns };
}

/** How an IXC takes what it is asked (src/ixc/README.md, "Asking for a list"). */
export interface Habits {
  readonly keyset: 'obeyed' | 'refused' | 'sort ignored' | 'filter ignored' | 'grid ignored' | 'ids as text';
  /** The most rows that a page holds. */
  readonly cap: number;
  /** Rows on top of those asked for. */
  readonly surplus: number;
  readonly pageIgnored: boolean;
  /** What `total` says of so many rows. */
  readonly total: (rows: number) => number;
  /** The order of rows that nobody asked to be sorted. */
  readonly order: (rows: readonly RawRow[]) => readonly RawRow[];
}

const SOUND: Habits = {
  keyset: 'obeyed',
  cap: Number.POSITIVE_INFINITY,
  surplus: 0,
  pageIgnored: false,
  total: (rows) => rows,
  order: (rows) => rows,
};

/** An IXC without HTTP, for what needs no more than an IxcApi. Its rows may change between two answers. */
export class MemoryIxc implements IxcApi {
  readonly label = 'ixc.test';
  readonly tables: Record<TableName, RawRow[]>;
  readonly habits: Habits;
  /** Every query that came, those that failed included. */
  readonly asked: { readonly table: TableName; readonly query: Query }[] = [];
  /** Called before each answer, which it may change, delay, or turn into a failure. */
  before: (count: number, table: TableName, query: Query) => Error | undefined | Promise<undefined> = () => undefined;

  constructor(tables: Partial<Record<TableName, RawRow[]>>, habits: Partial<Habits> = {}) {
    this.tables = { radusuarios: [], radgrupos: [], cliente_contrato: [], radpop_radio: [], radpop: [], ...tables };
    this.habits = { ...SOUND, ...habits };
  }

  async list(table: TableName, query: Query, _rowsAsked: number, sink: RowSink): Promise<Page> {
    this.asked.push({ table, query });
    const failure = await this.before(this.asked.length, table, query);
    if (failure !== undefined) throw failure;
    const { keyset, cap, surplus, pageIgnored, total } = this.habits;
    if (keyset === 'refused' && query['oper'] === '>') throw new IxcQueryRefused(this.label, table, 'Ocorreu um erro');
    const rows = this.#sorted(this.#matching(table, query), query);
    const size = Math.min(Number(query['rp']), cap);
    const start = pageIgnored ? 0 : (Number(query['page']) - 1) * size;
    const shown = rows.slice(start, start + size + surplus);
    sink.reset();
    try {
      for (const row of shown) sink.take({ ...row });
    } catch (error) {
      if (error instanceof MalformedAnswer) throw new IxcMalformed(this.label, table, error.message);
      throw error;
    }
    return { rows: shown.length, total: total(rows.length) };
  }

  #matching(table: TableName, { qtype, oper, query = '', grid_param: grid }: Query): readonly RawRow[] {
    const { keyset } = this.habits;
    return this.tables[table].filter((row) => {
      if (qtype === `${table}.online`) return row['online'] === query;
      const above = oper !== '>' || keyset === 'filter ignored' || this.#isAbove(row.id, query);
      return above && (grid === undefined || keyset === 'grid ignored' || row['online'] === 'S');
    });
  }

  #isAbove(id: string, last: string): boolean {
    return this.habits.keyset === 'ids as text' ? id > last : Number(id) > Number(last);
  }

  #sorted(rows: readonly RawRow[], { sortname }: Query): readonly RawRow[] {
    if (sortname === undefined || this.habits.keyset === 'sort ignored') return this.habits.order(rows);
    const byText = (one: RawRow, other: RawRow) => (one.id < other.id ? -1 : 1);
    const byNumber = (one: RawRow, other: RawRow) => Number(one.id) - Number(other.id);
    return [...rows].sort(this.habits.keyset === 'ids as text' ? byText : byNumber);
  }
}

/** The `rp` of each query. */
export function sizesAsked({ asked }: MemoryIxc): number[] {
  return asked.map(({ query }) => Number(query['rp']));
}
