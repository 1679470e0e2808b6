import type { Row } from '../listing/row.ts';
import { say } from '../text/language.ts';
import type { IxcApi } from './client.ts';

/** Logins of one name that are looked at: generic names occur many times. */
const MOST = 20;

const COLUMNS = ['id', 'login', 'online', 'ativo', 'ip', 'id_contrato', 'id_grupo', 'ultima_conexao_inicial'] as const;

/** What IXC says of a login that may not be online, a line each. @throws {IxcError}, {Interrupted} */
export async function lookUpLogin(api: IxcApi, login: string): Promise<string[]> {
  const lines: string[] = [];
  const sink = {
    columns: COLUMNS,
    reset() {
      lines.length = 0;
    },
    take(row: Row) {
      const shown = COLUMNS.filter((column) => typeof row[column] === 'string');
      lines.push(say`IXC: ${shown.map((column) => `${column} ${String(row[column])}`).join(', ')}`);
    },
  };
  const query = { qtype: 'radusuarios.login', query: login, oper: '=', page: '1', rp: String(MOST) };
  await api.list('radusuarios', query, MOST, sink);
  return lines.length === 0 ? [say`IXC: there is no login ${login}`] : lines;
}
