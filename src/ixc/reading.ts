import type { Billing, Reading } from '../billing/reading.ts';
import type { Contract, Login, Plan } from '../billing/records.ts';
import { together } from '../interruption/together.ts';
import type { IxcApi } from './client.ts';
import { IxcIncomplete, IxcKeyRefused, IxcMalformed, IxcQueryRefused, IxcRouteRefused } from './errors.ts';
import { readByKeyset } from './keyset.ts';
import { Pager } from './paging.ts';
import { readByPages } from './plain-pages.ts';
import type { ReadingOptions } from './reading-options.ts';
import type { TableName } from './table-name.ts';
import { CONTRACTS, LOGINS, PLANS, type Table } from './tables.ts';

/**
 * Reads the three tables side by side, one request a table at a time. A login may name a plan or contract that was made
 * after its table was read; then what was added to that table is read as well.
 * @throws {IxcError} for the first that fails
 */
export async function readIxc(source: IxcApi, options: ReadingOptions): Promise<Billing> {
  const firsts: Firsts = new Map();
  const heard = noting(source, firsts);
  const tables = [
    explained(readTable(heard, LOGINS, options), LOGINS.name, source, firsts, options),
    explained(readTable(heard, PLANS, options), PLANS.name, source, firsts, options),
    explained(readTable(heard, CONTRACTS, options), CONTRACTS.name, source, firsts, options),
  ] as const;
  const [logins, plans, contracts] = await together<[Reading<Login>, Reading<Plan>, Reading<Contract>]>(
    tables,
    options.abandon,
  );
  const named = (column: 'plan' | 'contract') => logins.rows.reduce((most, login) => Math.max(most, login[column]), 0);
  return {
    system: 'IXC',
    logins,
    plans: await catchUp(source, PLANS, plans, named('plan'), options),
    contracts: await catchUp(source, CONTRACTS, contracts, named('contract'), options),
  };
}

/** How long a refused key waits to hear how the other tables fared, in ms. */
const HEARING_MS = 1500;

/** What became of the first question to each table: whether it was answered. */
type Firsts = Map<TableName, Promise<boolean>>;

function noting(source: IxcApi, firsts: Firsts): IxcApi {
  return {
    label: source.label,
    list(table, query, rowsAsked, sink) {
      const page = source.list(table, query, rowsAsked, sink);
      if (!firsts.has(table)) firsts.set(table, page.then(answered, unanswered));
      return page;
    },
  };
}

const answered = () => true;
const unanswered = () => false;

/** A key that is refused for one table only is not a wrong key: how the others fared tells. */
async function explained<T>(
  reading: Promise<T>,
  table: TableName,
  source: IxcApi,
  firsts: Firsts,
  { pause }: ReadingOptions,
): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof IxcKeyRefused)) throw error;
    const others = [...firsts].filter(([name]) => name !== table);
    const late = pause(HEARING_MS).then(
      () => undefined,
      () => undefined,
    );
    const good = others.map(([name, first]) => first.then((isGood) => (isGood ? name : new Promise<never>(() => {}))));
    const none = Promise.all(others.map(([, first]) => first)).then((all) => (all.includes(true) ? late : undefined));
    const other = await Promise.race([...good, none, late]);
    throw other === undefined ? error : new IxcRouteRefused(source.label, table, other);
  }
}

/**
 * Reads one table. A key that is refused for one table only is not a wrong key: one row of another table tells.
 * @throws {IxcError}
 */
export async function readAlone<T extends { readonly id: number }>(
  source: IxcApi,
  table: Table<T>,
  options: ReadingOptions,
): Promise<Reading<T>> {
  try {
    return await readTable(source, table, options);
  } catch (error) {
    if (!(error instanceof IxcKeyRefused)) throw error;
    const other = table.name === LOGINS.name ? PLANS.name : LOGINS.name;
    const sink = { columns: [], reset() {}, take() {} };
    const isGood = await source.list(other, { page: '1', rp: '1' }, 1, sink).then(
      () => true,
      () => false,
    );
    throw isGood ? new IxcRouteRefused(source.label, table.name, other) : error;
  }
}

async function catchUp<T extends { readonly id: number }>(
  source: IxcApi,
  table: Table<T>,
  reading: Reading<T>,
  named: number,
  options: ReadingOptions,
): Promise<Reading<T>> {
  const last = reading.rows.at(-1)?.id ?? 0;
  if (reading.how !== 'keyset' || reading.completeness !== 'whole' || last === 0 || named <= last) return reading;
  const pager = new Pager(source, table, options.pageSize, options.pause);
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

/**
 * Reads one table by keyset pages, which prove themselves; where this IXC does not know them, by plain pages.
 * @throws {IxcError}
 */
export async function readTable<T extends { readonly id: number }>(
  source: IxcApi,
  table: Table<T>,
  options: ReadingOptions,
): Promise<Reading<T>> {
  const started = performance.now();
  const pager = new Pager(source, table, options.pageSize, options.pause);
  const found = (await tryKeyset(pager, table, options)) ?? (await readByPages(pager, table, options));
  // An empty list after rows is a server that has stopped answering, and no table that was emptied meanwhile.
  if (found.received === 0 && pager.rows > 0) {
    throw new IxcIncomplete(source.label, table.name, `${pager.rows} rows came at first, and then none`);
  }
  const unknown = pager.missing.unknown();
  if (unknown !== undefined) throw new IxcMalformed(source.label, table.name, `no row has the column ${unknown}`);
  for (const note of pager.missing.notes()) options.onNote(`${table.name}: ${note}`);
  return { name: table.name, ...found, pages: pager.pages, retries: pager.retries, ms: performance.now() - started };
}

async function tryKeyset<T extends { readonly id: number }>(pager: Pager, table: Table<T>, options: ReadingOptions) {
  try {
    const result = await readByKeyset(pager, table, options);
    if (result.kind === 'read') return { ...result, how: 'keyset' as const };
    options.onNote(`${table.name}: this IXC does not page by id (${result.why}); reading plain pages instead`);
  } catch (error) {
    if (!(error instanceof IxcQueryRefused)) throw error;
    options.onNote(`${table.name}: this IXC refuses to page by id; reading plain pages instead`);
  }
  return undefined;
}
