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

/**
 * Whether a login of this name, or `id:12`, is there, online or not. IXC compares names without case; here they are compared
 * as they are used.
 * @throws {IxcError}, {Interrupted}
 */
export async function hasLogin(api: IxcApi, name: string): Promise<boolean> {
  const id = /^id:(\d+)$/.exec(name)?.[1];
  let isThere = false;
  const sink = {
    columns: ['id', 'login'],
    reset() {
      isThere = false;
    },
    take({ id: found, login }: Row) {
      isThere ||= id === undefined ? String(login).trim() === name : String(found) === id;
    },
  };
  const asked = id === undefined ? { qtype: 'radusuarios.login', query: name } : { qtype: 'radusuarios.id', query: id };
  await api.list('radusuarios', { ...asked, oper: '=', page: '1', rp: String(MOST) }, MOST, sink);
  return isThere;
}
