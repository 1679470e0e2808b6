import { fewRows, type IxcApi } from './client.ts';
import { TABLES } from './tables.ts';

/**
 * Asks each table for one row, the quickest way to know whether the key may read them.
 * @throws {IxcError} of the first that it may not
 */
export async function tryAccess(api: IxcApi): Promise<void> {
  for (const { name } of Object.values(TABLES))
    await fewRows(api, name, { qtype: `${name}.id`, query: '0', oper: '>' }, { columns: ['id'], most: 1 });
}
