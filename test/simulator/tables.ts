import { PASSWORD_CANARIES, paddingColumns, paddingValue, passwordColumns } from './columns.ts';
import type { Contract, Isp, Login, Plan, Pop, Transmitter } from './isp.ts';

/**
 * The tables that the program reads, as IXC serves them (src/ixc/README.md, "Logins", "Plans", "Contracts", "Sites");
 * of the last two, for groups of sites, no page shows the columns, so these are the names that integrators give.
 */
export const TABLES = ['radusuarios', 'radgrupos', 'cliente_contrato', 'radpop_radio', 'radpop'] as const;
export type TableName = (typeof TABLES)[number];

export type Row = Plan | Login | Contract | Transmitter | Pop;
type Value = string | null;

/** A table over the ISP's live data: nothing is copied, a changed customer shows in the next answer. */
export interface Table {
  readonly name: TableName;
  rows(isp: Isp): readonly Row[];
  /** One column of one row; undefined when the table has no such column. */
  value(row: Row, column: string): Value | undefined;
  /** The row as IXC writes it: JSON in pure ASCII. */
  json(row: Row, columns: Isp['columns']): string;
}

type Columns<R> = Readonly<Record<string, (row: R) => Value>>;

const always = (text: string) => () => text;

const LOGIN_COLUMNS: Columns<Login> = {
  id: (row) => row.id,
  login: (row) => row.login,
  online: (row) => row.online,
  ativo: (row) => row.active,
  ip: (row) => row.ip,
  pd_ipv6: (row) => row.prefix,
  framed_pd_ipv6: (row) => row.wanPrefix,
  id_contrato: (row) => row.contract,
  id_grupo: (row) => row.plan,
  ultima_conexao_inicial: (row) => row.lastStart,
  ultima_atualizacao: (row) => row.lastStart,
};

/** `busrt` is IXC's own spelling. */
const PLAN_COLUMNS: Columns<Plan> = {
  id: (row) => row.id,
  grupo: (row) => row.name,
  tipo: (row) => row.kind,
  download: (row) => row.download,
  upload: (row) => row.upload,
  download_busrt: always(''),
  download_busrt_th: always(''),
  download_busrt_time: always(''),
  upload_busrt: always(''),
  upload_busrt_th: always(''),
  upload_busrt_time: always(''),
  red_ativo: always('N'),
  red_download: always(''),
  red_upload: always(''),
  rate_limit: always(''),
};

const CONTRACT_COLUMNS: Columns<Contract> = {
  id: (row) => row.id,
  status_internet: (row) => row.status,
  status_velocidade: (row) => row.speedStatus,
  desbloqueio_confianca_ativo: (row) => row.trusted,
  ultima_atualizacao: always('2026-01-05 08:00:00'),
};

const TRANSMITTER_COLUMNS: Columns<Transmitter> = {
  id: (row) => row.id,
  descricao: (row) => row.name,
  id_pop: (row) => row.pop,
};

const POP_COLUMNS: Columns<Pop> = { id: (row) => row.id, pop: (row) => row.name };

export const IXC_TABLES: Readonly<Record<TableName, Table>> = {
  radusuarios: table('radusuarios', (isp) => isp.logins, LOGIN_COLUMNS, passwordColumns),
  radgrupos: table('radgrupos', (isp) => isp.plans, PLAN_COLUMNS),
  cliente_contrato: table('cliente_contrato', (isp) => isp.contracts, CONTRACT_COLUMNS),
  radpop_radio: table('radpop_radio', (isp) => isp.transmitters, TRANSMITTER_COLUMNS),
  radpop: table('radpop', (isp) => isp.pops, POP_COLUMNS),
};

function table<R extends Row>(
  name: TableName,
  rows: (isp: Isp) => R[],
  columns: Columns<R>,
  passwords?: (id: string) => string,
): Table {
  const names = Object.keys(columns);
  return {
    name,
    rows,
    value: (row, column) => {
      if (row.extra !== undefined && column in row.extra) return row.extra[column];
      const read = columns[column];
      if (read !== undefined) return read(row as R);
      return (passwords === undefined ? undefined : passwordValue(row.id, column)) ?? paddingValue(row.id, column);
    },
    json: (row, breadth) => {
      const own = Object.fromEntries(names.map((column) => [column, columns[column]?.(row as R)]));
      const shown = asciiJson({ ...own, ...row.extra }).slice(1, -1);
      const padding = breadth === 'real' ? `,${paddingColumns(row.id)}` : '';
      return passwords === undefined ? `{${shown}${padding}}` : `{${shown},${passwords(row.id)}${padding}}`;
    },
  };
}

function passwordValue(id: string, column: string): string | undefined {
  const canary = Object.entries(PASSWORD_CANARIES).find(([name]) => name === column)?.[1];
  return canary === undefined ? undefined : `${canary}-${id}`;
}

/** Compared as numbers by MySQL; everything else as text. */
const NUMERIC = new Set(['id', 'id_contrato', 'id_grupo', 'id_cliente']);

export function isNumeric(column: string): boolean {
  return NUMERIC.has(column);
}

/**
 * As PHP's `json_encode` writes it: pure ASCII, `\u00XX` for accents (src/ixc/README.md, "The answer of a list"), `\/`
 * for a slash.
 */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[/\u007f-\uffff]/g, escaped);
}

function escaped(character: string): string {
  if (character === '/') return '\\/';
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
