import type { Row } from '../listing/row.ts';
import { phrase, say, translated } from '../text/language.ts';
import { fewRows, type IxcApi } from './client.ts';
import { IxcError } from './errors.ts';
import { LOGINS } from './tables.ts';

/** States of `online` in which a customer with a fixed address may be on the net, though no RADIUS tells. */
const UNSEEN = [
  { state: 'SS', means: phrase`never seen by the RADIUS` },
  { state: 'I', means: phrase`no longer known to the RADIUS` },
] as const;

/**
 * Logins with a fixed address that are not online by IXC's own count, a sentence each: their customers may use the net all
 * the same, and are neither limited nor blocked. Two questions for one row each; an IXC that does not do as asked is not
 * pressed.
 */
export async function fixedAddressNotes(api: IxcApi): Promise<string[]> {
  const notes: string[] = [];
  for (const { state, means } of UNSEEN) {
    const count = await countFixed(api, '=', state, ['fixar_ip']);
    if (count === 0) continue;
    notes.push(
      say`${count} logins with a fixed IP (fixar_ip = S) are ${translated(means)} (online = ${state}): they are not online for IXC, so their customers are neither limited nor blocked`,
    );
  }
  return notes;
}

/**
 * How many logins with a fixed IP are not online, whatever their state: one question for one row.
 * @returns 0 also where this IXC does not do as asked
 */
export async function countUnseen(api: IxcApi): Promise<number> {
  return await countFixed(api, '!=', 'S', ['fixar_ip', 'ativo']);
}

/**
 * Logins in this state, or in another, of which each of these columns says S.
 * @returns 0 also where the one row that came shows that something else was counted
 */
async function countFixed(api: IxcApi, oper: '=' | '!=', state: string, marks: readonly string[]): Promise<number> {
  const { name } = LOGINS;
  const grid = marks.map((column) => ({ TB: `${name}.${column}`, OP: '=', P: 'S' }));
  const query = { qtype: `${name}.online`, query: state, oper, grid_param: JSON.stringify(grid) };
  const isAsAsked = (row: Row) =>
    (row['online'] === state) === (oper === '=') && marks.every((column) => row[column] === 'S');
  try {
    const { rows, total } = await fewRows(api, name, query, { columns: ['online', ...marks], most: 1 });
    return rows.length > 0 && rows.every(isAsAsked) ? total : 0;
  } catch (error) {
    // Not every IXC has the column, or lets two conditions be asked for.
    if (error instanceof IxcError) return 0;
    throw error;
  }
}
