import type { Reading } from '../billing/reading.ts';
import { say } from '../text/language.ts';
import { line } from '../text/shown.ts';
import type { IxcApi } from './client.ts';
import { IxcIncomplete, IxcMalformed, IxcQueryRefused } from './errors.ts';
import { readByKeyset } from './keyset.ts';
import { Pager } from './paging.ts';
import { readByPages } from './plain-pages.ts';
import type { ReadingOptions } from './reading-options.ts';
import type { Table } from './tables.ts';

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
  const pager = new Pager(source, table, options.pageSize, options.wait);
  const found = (await tryKeyset(pager, table, options)) ?? (await readByPages(pager, table, options));
  // An empty list after rows is a server that has stopped answering, and no table that was emptied meanwhile.
  if (found.received === 0 && pager.rows > 0) {
    throw new IxcIncomplete(source.label, table.name, say`${pager.rows} rows came at first, and then none`);
  }
  const unknown = pager.missing.unknown();
  if (unknown !== undefined) throw new IxcMalformed(source.label, table.name, say`no row has the column ${unknown}`);
  for (const note of pager.missing.notes()) options.onNote(line`${table.name}: ${note}`);
  return { name: table.name, ...found, pages: pager.pages, retries: pager.retries, ms: performance.now() - started };
}

async function tryKeyset<T extends { readonly id: number }>(pager: Pager, table: Table<T>, options: ReadingOptions) {
  try {
    const result = await readByKeyset(pager, table, options);
    if (result.kind === 'read') return { ...result, how: 'keyset' as const };
    options.onNote(say`${table.name}: this IXC does not page by id (${result.why}); reading plain pages instead`);
  } catch (error) {
    if (!(error instanceof IxcQueryRefused)) throw error;
    options.onNote(say`${table.name}: this IXC refuses to page by id; reading plain pages instead`);
  }
  return undefined;
}
