import type { BurstTexts, Contract, ContractMark, Login, Plan, Pop, Site, Transmitter } from '../billing/records.ts';
import type { KnownTable } from '../billing/source.ts';
import { MalformedAnswer } from '../listing/malformed.ts';
import type { Row } from '../listing/row.ts';
import { say } from '../text/language.ts';
import type { TableName } from './table-name.ts';

/** How one table is asked for and read. */
export interface Table<T> {
  readonly name: TableName;
  /** All that `read` and `only` look at. */
  readonly columns: readonly string[];
  /** Only rows with this column at this value are wanted. */
  readonly only?: { readonly column: string; readonly value: string };
  /** Rows with this column at one of these values, in capitals, are not wanted. */
  readonly except?: { readonly column: string; readonly values: readonly string[] };
  /** Columns that every installation has: one that no row has at all means that this is another table. */
  readonly needed: readonly string[];
  /** Rows of an earlier reading, where those that say the same are not to be read. */
  readonly known?: KnownTable | undefined;
  /** @throws {MalformedAnswer} when the row has no usable id */
  readonly read: (row: Row) => T;
}

/** `radusuarios`: only those online. */
export const LOGINS: Table<Login> = {
  name: 'radusuarios',
  columns: [
    'id',
    'login',
    'online',
    'ip',
    'pd_ipv6',
    'framed_pd_ipv6',
    'id_contrato',
    'id_grupo',
    'ultima_conexao_inicial',
    'ativo',
    'franquia_atingida',
  ],
  needed: ['login', 'ip', 'id_contrato', 'id_grupo'],
  only: { column: 'online', value: 'S' },
  read: (row) => ({
    id: readId(row),
    login: sparse(row, 'login') ?? '',
    ip: sparse(row, 'ip') ?? '',
    delegatedPrefix: optional(row, 'pd_ipv6'),
    linkPrefix: optional(row, 'framed_pd_ipv6'),
    contract: reference(sparse(row, 'id_contrato')),
    plan: reference(sparse(row, 'id_grupo')),
    connectedAt: comparableTime(optional(row, 'ultima_conexao_inicial')),
    ...(isLetter(row, 'ativo', 'N') && { isCut: true }),
    ...(isLetter(row, 'franquia_atingida', 'S') && { isPastCap: true }),
  }),
};

/** `08/01/2024 12:00:00`, as some installations write it, so that times compare as text (src/ixc/README.md, "Logins"). */
function comparableTime(text: string): string {
  const [, day = '', month = '', year = '', rest = ''] = /^\s*(\d\d)\/(\d\d)\/(\d{4})(.*)$/.exec(text) ?? [];
  return year === '' ? text : `${year}-${month}-${day}${rest}`;
}

/** `fixar_ip`: by the login itself, or as the general settings say (src/ixc/README.md, "Logins"). */
export type FixedIp = 'S' | 'H';

/**
 * Logins with a fixed IP, whatever their session: also customers whom no RADIUS ever sees
 * (src/ixc/README.md, "Logins").
 */
export function fixedLogins(logins: Table<Login>, fixed: FixedIp): Table<Login> {
  return {
    ...logins,
    columns: [...logins.columns, 'fixar_ip'],
    only: { column: 'fixar_ip', value: fixed },
    read: (row) => ({ ...logins.read(row), ...(!isLetter(row, 'online', 'S') && { isUnseen: true }) }),
  };
}

/**
 * Where a login's site stands: the first of these that says something, since not all are filled
 * (src/ixc/README.md, "Sites").
 */
const SITE_COLUMNS = ['id_concentrador', 'concentrador', 'conexao'] as const;

/** `radusuarios` with each login's site, which costs three columns more. */
export function loginsWithSites(): Table<Login> {
  const known = new Map<string, Site>();
  return {
    ...LOGINS,
    columns: [...LOGINS.columns, ...SITE_COLUMNS],
    read(row) {
      const site = siteOf(row, known);
      return { ...LOGINS.read(row), ...(site !== undefined && { site }) };
    },
  };
}

function siteOf(row: Row, known: Map<string, Site>): Site | undefined {
  for (const column of SITE_COLUMNS) {
    const value = optional(row, column).trim();
    if (value === '' || value === '0') continue;
    const key = `${column} ${value}`;
    const site = known.get(key) ?? { column, value };
    known.set(key, site);
    return site;
  }
  return undefined;
}

/**
 * `radusuarios` with each login's transmitter. The column is IXC's own name for it as integrators give it; no reference
 * page shows it filled, so a table without it is no fault.
 */
export function withTransmitters(logins: Table<Login>): Table<Login> {
  return {
    ...logins,
    columns: [...logins.columns, 'id_transmissor'],
    read: (row) => ({ ...logins.read(row), transmitter: reference(optional(row, 'id_transmissor')) }),
  };
}

/** `radpop_radio`. */
export const TRANSMITTERS: Table<Transmitter> = {
  name: 'radpop_radio',
  columns: ['id', 'descricao', 'id_pop'],
  needed: ['descricao'],
  read: (row) => ({ id: readId(row), name: optional(row, 'descricao'), pop: reference(optional(row, 'id_pop')) }),
};

/** `radpop`. */
export const POPS: Table<Pop> = {
  name: 'radpop',
  columns: ['id', 'pop'],
  needed: ['pop'],
  read: (row) => ({ id: readId(row), name: optional(row, 'pop') }),
};

/** `radgrupos`. */
export const PLANS: Table<Plan> = {
  name: 'radgrupos',
  columns: [
    'id',
    'grupo',
    'tipo',
    'download',
    'upload',
    'qos_ativo',
    'id_plano_atraso',
    'id_plano_franquia',
    ...burstColumns('download'),
    ...burstColumns('upload'),
  ],
  needed: ['grupo', 'tipo', 'download', 'upload'],
  read: (row) => ({
    id: readId(row),
    name: sparse(row, 'grupo') ?? '',
    kind: sparse(row, 'tipo') ?? '',
    // Without QoS the speeds are what somebody left there: IXC itself limits nothing then (src/ixc/README.md, "Plans").
    download: isLetter(row, 'qos_ativo', 'N') ? '' : sparse(row, 'download', ''),
    upload: isLetter(row, 'qos_ativo', 'N') ? '' : sparse(row, 'upload', ''),
    ...reducedPlans(row),
    ...(isLetter(row, 'qos_ativo', 'N') ? {} : bursts(row)),
  }),
};

/** `cliente_contrato`. */
export const CONTRACTS: Table<Contract> = {
  name: 'cliente_contrato',
  columns: ['id', 'status_internet', 'status', 'contrato_suspenso', 'desbloqueio_confianca_ativo', 'status_velocidade'],
  needed: ['status_internet'],
  read: (row) => {
    const marks = marksOf(row);
    const speedStatus = optional(row, 'status_velocidade').trim().toUpperCase();
    return {
      id: readId(row),
      status: sparse(row, 'status_internet'),
      ...(marks.length > 0 && { marks }),
      // Nearly all are at full speed, of which nothing need be kept.
      ...(speedStatus !== '' && speedStatus !== 'N' && { speedStatus }),
    };
  },
};

/** Those contracts that are in none of these states, which have service. */
export function contractsBut(states: readonly string[]): Table<Contract> {
  return { ...CONTRACTS, except: { column: 'status_internet', values: states } };
}

/** Those contracts that are in this state. */
export function contractsIn(state: string): Table<Contract> {
  return { ...CONTRACTS, only: { column: 'status_internet', value: state } };
}

/** Plans that a plan names for customers who are to be slower; most name none. */
function reducedPlans(row: Row): Pick<Plan, 'arrearsPlan' | 'capPlan'> {
  const arrearsPlan = reference(optional(row, 'id_plano_atraso'));
  const capPlan = reference(optional(row, 'id_plano_franquia'));
  return { ...(arrearsPlan !== 0 && { arrearsPlan }), ...(capPlan !== 0 && { capPlan }) };
}

/** IXC's own spelling (src/ixc/README.md, "Plans"). */
function burstColumns(way: 'download' | 'upload'): readonly [rate: string, threshold: string, time: string] {
  return [`${way}_busrt`, `${way}_busrt_th`, `${way}_busrt_time`];
}

function bursts(row: Row): Pick<Plan, 'downloadBurst' | 'uploadBurst'> {
  const downloadBurst = burstOf(row, 'download');
  const uploadBurst = burstOf(row, 'upload');
  return { ...(downloadBurst && { downloadBurst }), ...(uploadBurst && { uploadBurst }) };
}

function burstOf(row: Row, way: 'download' | 'upload'): BurstTexts | undefined {
  const [rate, threshold, time] = burstColumns(way).map((column) => optional(row, column).trim());
  return rate === undefined || rate === '' || /^0+\D?$/.test(rate)
    ? undefined
    : { rate, threshold: threshold ?? '', time: time ?? '' };
}

function marksOf(row: Row): ContractMark[] {
  const marks: ContractMark[] = [];
  if (isLetter(row, 'desbloqueio_confianca_ativo', 'S')) marks.push('unblocked on trust');
  if (isLetter(row, 'contrato_suspenso', 'S')) marks.push('suspended');
  if (isLetter(row, 'status', 'I') || isLetter(row, 'status', 'N')) marks.push('not active');
  return marks;
}

/** Whether a column says this; one that is missing, or odd, says nothing. */
function isLetter(row: Row, column: string, letter: string): boolean {
  const value = row[column];
  return typeof value === 'string' && value.trim().toUpperCase() === letter;
}

/** The three tables, by what they are to a run. */
export const TABLES = { logins: LOGINS, plans: PLANS, contracts: CONTRACTS } as const;

/** The row's own `id`: a positive whole number, which the paging relies on. */
export function readId(row: Row): number {
  const id = wholeNumber(required(row, 'id'));
  if (id === undefined || id === 0) throw new MalformedAnswer(say`a row has no usable \`id\``);
  return id;
}

/** A column that every installation has; its absence means that this is not the table we asked for. */
export function required(row: Row, column: string): string | null {
  const value = row[column];
  if (value === undefined) throw new MalformedAnswer(say`a row has no column \`${column}\``);
  return asText(value, column);
}

/** A column that a row may leave out where it is empty (src/ixc/README.md, "The answer of a list"). */
function sparse(row: Row, column: string, missing: string | null = null): string | null {
  const value = row[column];
  return value === undefined ? missing : asText(value, column);
}

/** A column that came with a later version of IXC. */
function optional(row: Row, column: string): string {
  const value = row[column];
  return value === undefined ? '' : (asText(value, column) ?? '');
}

/** Values are strings, seldom numbers or null. */
function asText(value: unknown, column: string): string | null {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new MalformedAnswer(say`column \`${column}\` is neither text nor number`);
}

/** The id of a row in another table; '', '0', null and what is no number name none. */
function reference(text: string | null): number {
  return wholeNumber(text) ?? 0;
}

function wholeNumber(text: string | null): number | undefined {
  if (text === null || !/^\s*\d{1,15}\s*$/.test(text)) return undefined;
  return Number(text);
}
