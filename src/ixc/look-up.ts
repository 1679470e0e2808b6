import { say } from '../text/language.ts';
import { fewRows, type IxcApi } from './client.ts';

/** Logins of one name that are looked at: generic names occur many times. */
const MOST = 20;

const COLUMNS = ['id', 'login', 'online', 'ativo', 'ip', 'id_contrato', 'id_grupo', 'ultima_conexao_inicial'] as const;

/** What IXC says of a login that may not be online, a line each. @throws {IxcError}, {Interrupted} */
export async function lookUpLogin(api: IxcApi, login: string): Promise<string[]> {
  const query = { qtype: 'radusuarios.login', query: login, oper: '=' };
  const { rows } = await fewRows(api, 'radusuarios', query, { columns: COLUMNS, most: MOST });
  if (rows.length === 0) return [say`IXC: there is no login ${login}`];
  return rows.map((row) => {
    const shown = COLUMNS.filter((column) => typeof row[column] === 'string');
    return say`IXC: ${shown.map((column) => `${column} ${String(row[column])}`).join(', ')}`;
  });
}

/**
 * Whether a login of this name, or `id:12`, is there, online or not. IXC compares names without case; here they are compared
 * as they are used.
 * @throws {IxcError}, {Interrupted}
 */
export async function hasLogin(api: IxcApi, name: string): Promise<boolean> {
  const id = /^id:(\d+)$/.exec(name)?.[1];
  const asked = id === undefined ? { qtype: 'radusuarios.login', query: name } : { qtype: 'radusuarios.id', query: id };
  const looked = { columns: ['id', 'login'], most: MOST };
  const { rows } = await fewRows(api, 'radusuarios', { ...asked, oper: '=' }, looked);
  return rows.some((row) => (id === undefined ? String(row['login']).trim() === name : String(row['id']) === id));
}
