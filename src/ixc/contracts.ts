import type { Presumption, Reading } from '../billing/reading.ts';
import type { Contract } from '../billing/records.ts';
import type { Sparing } from '../billing/source.ts';
import { say } from '../text/language.ts';
import type { IxcApi } from './client.ts';
import { IxcIncomplete, IxcQueryRefused } from './errors.ts';
import { keysetQuery, readByKeyset } from './keyset.ts';
import { Pager } from './paging.ts';
import type { ReadingOptions } from './reading-options.ts';
import { CONTRACTS, contractsBut, contractsIn, type Table } from './tables.ts';

/** Contracts out of service, of which the others follow. */
export interface SparedContracts {
  readonly contracts: Reading<Contract>;
  readonly presumed: Presumption;
  /** The highest id of all: a login that names a higher one has a contract that was made since. */
  readonly newest: number;
}

/** Above this share of contracts out of service the whole table is as little to ask for. */
const WORTH_IT = 0.75;

/**
 * Reads the contracts that are out of service alone: those in service say nothing new, and are most of what IXC sends. It
 * counts all and those of each state in service, too: where that does not add up (a contract without a status is in neither
 * part), where this IXC refuses the question or answers another, and where the list does not stand still, nothing of it is
 * used.
 * @returns undefined where all contracts are to be read
 * @throws {IxcError} for what would befall the whole table as well
 */
export async function readOutOfService(
  source: IxcApi,
  { inService, absent }: Sparing,
  options: ReadingOptions,
): Promise<SparedContracts | undefined> {
  if (options.maxPages !== undefined) return undefined;
  const started = performance.now();
  const table = { ...contractsBut(inService), known: options.known?.contracts };
  const counter = new Counter(source, inService, options);
  const pager = new Pager(source, table, options.pageSize, options.wait);
  try {
    const before = await counter.count();
    if (before.outside > before.all * WORTH_IT) return undefined;
    const found = await readByKeyset(pager, table, options);
    if (found.kind !== 'read' || found.completeness !== 'whole') return undefined;
    // A contract may turn between two questions.
    const isAll = found.received === before.outside || found.received === (await counter.count()).outside;
    if (!isAll) return undefined;
    const { rows, completeness, received, passed, prints } = found;
    const contracts: Reading<Contract> = {
      name: CONTRACTS.name,
      rows,
      completeness,
      how: 'out of service',
      pages: pager.pages + counter.asked,
      retries: pager.retries,
      received: received + counter.asked,
      ms: performance.now() - started,
      ...(passed && { passed }),
      ...(prints && { prints }),
    };
    return { contracts, presumed: { absent, unread: new Set() }, newest: before.newest };
  } catch (error) {
    if (error instanceof IxcQueryRefused) return undefined;
    throw error;
  }
}

/** Counts contracts by questions for one row each. */
class Counter {
  readonly #source: IxcApi;
  readonly #inService: readonly string[];
  readonly #options: ReadingOptions;
  /** Questions asked. */
  asked = 0;

  constructor(source: IxcApi, inService: readonly string[], options: ReadingOptions) {
    this.#source = source;
    this.#inService = inService;
    this.#options = options;
  }

  /** @returns all, those outside of service, and the highest id */
  async count() {
    const { total: all, newest } = await this.#ask(CONTRACTS);
    let outside = all;
    for (const state of this.#inService) outside -= (await this.#ask(contractsIn(state))).total;
    return { all, outside, newest };
  }

  async #ask(table: Table<Contract>) {
    const pager = new Pager(this.#source, table, 1, this.#options.wait);
    this.asked++;
    const { total, kept } = await pager.ask(
      () => ({ ...keysetQuery(table, 0, 1), sortorder: 'desc' }),
      (row) => table.read(row),
    );
    return { total, newest: kept[0]?.id ?? 0 };
  }
}

/**
 * Contracts one by one; undefined for one that does not exist.
 * @throws {IxcError}
 */
export async function contractsById(
  source: IxcApi,
  ids: readonly number[],
  options: ReadingOptions,
): Promise<ReadonlyMap<number, Contract | undefined>> {
  const found = new Map<number, Contract | undefined>();
  const id = `${CONTRACTS.name}.id`;
  for (const wanted of ids) {
    const pager = new Pager(source, CONTRACTS, 1, options.wait);
    const { kept, total } = await pager.ask(
      () => ({ qtype: id, query: String(wanted), oper: '=', page: '1', rp: '1' }),
      (row) => CONTRACTS.read(row),
    );
    const contract = kept.find((one) => one.id === wanted);
    if (contract === undefined && total > 0)
      throw new IxcIncomplete(source.label, CONTRACTS.name, say`another contract came than ${wanted}`);
    found.set(wanted, contract);
  }
  return found;
}
