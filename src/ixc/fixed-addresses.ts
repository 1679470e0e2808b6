import type { Row } from '../listing/row.ts';
import { phrase, say, translated } from '../text/language.ts';
import type { IxcApi, Query } from './client.ts';
import { IxcError } from './errors.ts';
import { LOGINS } from './tables.ts';

/** States of `online` in which a customer with a fixed address may be on the net, though no RADIUS tells. */
const UNSEEN = [
  { state: 'SS', means: phrase`never seen by the RADIUS` },
  { state: 'I', means: phrase`no longer known to the RADIUS` },
] as const;
const COLUMNS = ['online', 'fixar_ip', 'ativo'] as const;

/**
 * Logins with a fixed address that are not online by IXC's own count, a sentence each: their customers may use the net all
 * the same, and are neither limited nor blocked. Two questions for one row each; an IXC that does not do as asked is not
 * pressed.
 */
export async function fixedAddressNotes(api: IxcApi): Promise<string[]> {
  const notes: string[] = [];
  for (const { state, means } of UNSEEN) {
    const count = await countOf(api, state);
    if (count === 0) continue;
    notes.push(
      say`${count} logins with a fixed IP (fixar_ip = S) are ${translated(means)} (online = ${state}): they are not online for IXC, so their customers are neither limited nor blocked`,
    );
  }
  return notes;
}

/** @returns 0 also where the one row that came shows that something else was counted */
function countOf(api: IxcApi, state: string): Promise<number> {
  return counted(api, fixedAt(state), (row) => row['online'] === state && row['fixar_ip'] === 'S');
}

async function counted(api: IxcApi, query: Query, isAsAsked: (row: Row) => boolean): Promise<number> {
  const rows: Row[] = [];
  const sink = { columns: COLUMNS, reset: () => void rows.splice(0), take: (row: Row) => void rows.push(row) };
  try {
    const { total } = await api.list(LOGINS.name, query, 1, sink);
    return rows.length > 0 && rows.every(isAsAsked) ? total : 0;
  } catch (error) {
    // Not every IXC has the column, or lets two conditions be asked for.
    if (error instanceof IxcError) return 0;
    throw error;
  }
}

function fixedAt(state: string): Query {
  const { name } = LOGINS;
  return {
    qtype: `${name}.online`,
    query: state,
    oper: '=',
    page: '1',
    rp: '1',
    grid_param: JSON.stringify([{ TB: `${name}.fixar_ip`, OP: '=', P: 'S' }]),
  };
}

/**
 * How many logins with a fixed IP are not online, whatever their state: one question for one row.
 * @returns 0 also where this IXC does not do as asked
 */
export async function countUnseen(api: IxcApi): Promise<number> {
  const { name } = LOGINS;
  const query = {
    qtype: `${name}.online`,
    query: 'S',
    oper: '!=',
    page: '1',
    rp: '1',
    grid_param: JSON.stringify([
      { TB: `${name}.fixar_ip`, OP: '=', P: 'S' },
      { TB: `${name}.ativo`, OP: '=', P: 'S' },
    ]),
  };
  return await counted(api, query, (row) => row['online'] !== 'S' && row['fixar_ip'] === 'S' && row['ativo'] === 'S');
}
