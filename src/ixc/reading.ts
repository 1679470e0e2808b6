import type { Billing, Reading } from '../billing/reading.ts';
import type { Login, Plan } from '../billing/records.ts';
import type { Sparing } from '../billing/source.ts';
import { together } from '../interruption/together.ts';
import type { IxcApi } from './client.ts';
import { readOutOfService, type SparedContracts } from './contracts.ts';
import { IxcKeyRefused, IxcRouteRefused } from './errors.ts';
import { countUnseen } from './fixed-addresses.ts';
import { readByKeyset } from './keyset.ts';
import { Pager } from './paging.ts';
import { readPlaces } from './places.ts';
import { readTable } from './read-table.ts';
import type { ReadingOptions } from './reading-options.ts';
import type { TableName } from './table-name.ts';
import { CONTRACTS, fixedLogins, LOGINS, loginsWithSites, PLANS, type Table, withTransmitters } from './tables.ts';

/**
 * Reads the three tables side by side, one request a table at a time. A login may name a plan or contract that was made
 * after its table was read; then what was added to that table is read as well.
 * @throws {IxcError} for the first that fails
 */
export async function readIxc(source: IxcApi, options: ReadingOptions, sparing?: Sparing): Promise<Billing> {
  const hearing = new Hearing(source);
  const heard = <T>({ name }: { readonly name: TableName }, read: (heard: IxcApi) => Promise<T>) =>
    explained(hearing.of(name, read), name, hearing, options);
  const tables = [
    heard(LOGINS, (api) => readAndCountLogins(api, options)),
    heard(PLANS, (api) => readTable(api, PLANS, options)),
    heard(CONTRACTS, (api) => readContracts(api, sparing, options)),
  ] as const;
  const [logins, plans, { contracts, presumed, newest }] = await together<[LoginsRead, Reading<Plan>, ContractsRead]>(
    tables,
    options.abandon,
  );
  const named = (column: 'plan' | 'contract') =>
    logins.logins.rows.reduce((most, login) => Math.max(most, login[column]), 0);
  return {
    system: 'IXC',
    ...logins,
    ...(presumed && { presumed }),
    plans: await catchUp(source, PLANS, plans, { read: lastOf(plans), named: named('plan') }, options),
    contracts: await catchUp(source, CONTRACTS, contracts, { read: newest, named: named('contract') }, options),
    ...(options.places === true && (await readPlaces(source, options))),
  };
}

/** The contracts, or those out of service, and the highest id of all that were there. */
type ContractsRead = Omit<SparedContracts, 'presumed'> & Partial<Pick<SparedContracts, 'presumed'>>;

async function readContracts(
  source: IxcApi,
  sparing: Sparing | undefined,
  options: ReadingOptions,
): Promise<ContractsRead> {
  const spared = sparing && (await readOutOfService(source, sparing, options));
  if (spared !== undefined) return spared;
  const contracts = await readTable(source, CONTRACTS, options);
  return { contracts, newest: lastOf(contracts) };
}

/** The highest id that was read, if the table can be read on from there; else 0. */
function lastOf({ how, rows }: Reading<{ readonly id: number }>): number {
  return how === 'keyset' ? (rows.at(-1)?.id ?? 0) : 0;
}

/** Logins that are online, with those that have a fixed IP where they are asked for. @throws {IxcError} */
async function readLogins(source: IxcApi, options: ReadingOptions): Promise<Reading<Login>> {
  const sited = options.sites === true ? loginsWithSites() : LOGINS;
  const table = options.places === true ? withTransmitters(sited) : sited;
  const online = await readTable(source, { ...table, known: options.known?.logins }, options);
  let all = online;
  for (const fixed of options.fixedIp ?? []) {
    all = withUnseen(all, await readTable(source, fixedLogins(table, fixed), options));
  }
  return all;
}

/** The logins, and how many more have a fixed IP where these are only counted. */
type LoginsRead = Pick<Billing, 'logins' | 'unseen'>;

async function readAndCountLogins(source: IxcApi, options: ReadingOptions): Promise<LoginsRead> {
  const logins = await readLogins(source, options);
  // One that knows no condition beside the filter would only answer with an error.
  const isCounted = (options.fixedIp ?? []).length === 0 && logins.how === 'keyset';
  return isCounted ? { logins, unseen: await countUnseen(source) } : { logins };
}

/** One that came online meanwhile, or was changed, is in both, and counts as it was first read; one that is cut has no service to be limited. */
function withUnseen(online: Reading<Login>, fixed: Reading<Login>): Reading<Login> {
  const known = new Set(online.rows.map(({ id }) => id));
  const unseen = fixed.rows.filter(({ id, isUnseen, isCut }) => isUnseen === true && isCut !== true && !known.has(id));
  const doubtful = [fixed, online].find(({ completeness }) => completeness !== 'whole');
  return {
    ...online,
    rows: [...online.rows, ...unseen],
    completeness: doubtful?.completeness ?? 'whole',
    pages: online.pages + fixed.pages,
    retries: online.retries + fixed.retries,
    received: online.received + fixed.received,
    ms: online.ms + fixed.ms,
  };
}

/** The logins alone, for a check. @throws {IxcError} */
export function readLoginsAlone(source: IxcApi, options: ReadingOptions): Promise<Reading<Login>> {
  return heardAlone(source, LOGINS.name, () => readLogins(source, options));
}

/**
 * How long a refused key waits to hear how the other tables fare, in ms: a large one takes as long
 * (src/ixc/README.md, "What asking costs").
 */
const HEARING_MS = 30_000;

/** How the tables that are read side by side fare: whether anything of each was answered. */
class Hearing {
  readonly #source: IxcApi;
  readonly #fared = new Map<TableName, Promise<boolean>>();

  constructor(source: IxcApi) {
    this.#source = source;
  }

  get label(): string {
    return this.#source.label;
  }

  /** Reads a table, and hears of its first page, or of its failure. */
  of<T>(table: TableName, read: (heard: IxcApi) => Promise<T>): Promise<T> {
    const { promise, tell } = deferred<boolean>();
    this.#fared.set(table, promise);
    const heard: IxcApi = {
      label: this.#source.label,
      list: async (...question) => {
        const page = await this.#source.list(...question);
        tell(true);
        return page;
      },
    };
    const reading = read(heard);
    reading.then(
      () => tell(true),
      () => tell(false),
    );
    return reading;
  }

  /** Another table that is answered, as soon as one is; undefined when all others have failed. */
  goodBeside(table: TableName): Promise<TableName | undefined> {
    const others = [...this.#fared].filter(([name]) => name !== table);
    const { promise, tell } = deferred<TableName | undefined>();
    for (const [name, isGood] of others) isGood.then((yes) => yes && tell(name));
    void Promise.all(others.map(([, isGood]) => isGood)).then((all) => !all.includes(true) && tell(undefined));
    return promise;
  }
}

function deferred<T>(): { readonly promise: Promise<T>; readonly tell: (value: T) => void } {
  let tell: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => {
    tell = resolve;
  });
  return { promise, tell: (value) => tell(value) };
}

/** A key that is refused for one table only is not a wrong key: how the others fare tells. */
async function explained<T>(
  reading: Promise<T>,
  table: TableName,
  hearing: Hearing,
  { wait }: ReadingOptions,
): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof IxcKeyRefused)) throw error;
    const late = wait(HEARING_MS).catch(() => {});
    const other = await Promise.race([hearing.goodBeside(table), late]);
    throw other === undefined ? error : new IxcRouteRefused(hearing.label, table, other);
  }
}

/**
 * Reads one table. A key that is refused for one table only is not a wrong key: one row of another table tells.
 * @throws {IxcError}
 */
export function readAlone<T extends { readonly id: number }>(
  source: IxcApi,
  table: Table<T>,
  options: ReadingOptions,
): Promise<Reading<T>> {
  return heardAlone(source, table.name, () => readTable(source, table, options));
}

async function heardAlone<T>(source: IxcApi, table: TableName, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof IxcKeyRefused)) throw error;
    const other = table === LOGINS.name ? PLANS.name : LOGINS.name;
    const sink = { columns: [], reset() {}, take() {} };
    const isGood = await source.list(other, { page: '1', rp: '1' }, 1, sink).then(
      () => true,
      () => false,
    );
    throw isGood ? new IxcRouteRefused(source.label, table, other) : error;
  }
}

async function catchUp<T extends { readonly id: number }>(
  source: IxcApi,
  table: Table<T>,
  reading: Reading<T>,
  { read: last, named }: { readonly read: number; readonly named: number },
  options: ReadingOptions,
): Promise<Reading<T>> {
  if (reading.completeness !== 'whole' || last === 0 || named <= last) return reading;
  const pager = new Pager(source, table, options.pageSize, options.wait);
  const added = await readByKeyset(pager, table, options, last);
  if (added.kind === 'unusable') return { ...reading, completeness: 'moving' };
  return {
    ...reading,
    rows: [...reading.rows, ...added.rows],
    completeness: added.completeness,
    pages: reading.pages + pager.pages,
    received: reading.received + added.received,
  };
}
