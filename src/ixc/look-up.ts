import { idIn } from '../billing/login-name.ts';
import { say } from '../text/language.ts';
import { fewRows, type IxcApi, type Query } from './client.ts';

/** Logins of one name that are looked at: generic names occur many times. */
const MOST = 20;

const COLUMNS = ['id', 'login', 'online', 'ativo', 'ip', 'id_contrato', 'id_grupo', 'ultima_conexao_inicial'] as const;

/** By the name of a login, or its id: `id:12`. */
function queryFor(name: string): Query {
  const id = idIn(name);
  const column = id === undefined ? 'radusuarios.login' : 'radusuarios.id';
  return { qtype: column, query: id === undefined ? name : String(id), oper: '=' };
}

/** What IXC says of a login, or of `id:12`, that may not be online, a line each. @throws {IxcError}, {Interrupted} */
export async function lookUpLogin(api: IxcApi, login: string): Promise<string[]> {
  const { rows } = await fewRows(api, 'radusuarios', queryFor(login), { columns: COLUMNS, most: MOST });
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
  const id = idIn(name);
  const looked = { columns: ['id', 'login'], most: MOST };
  const { rows } = await fewRows(api, 'radusuarios', queryFor(name), looked);
  return rows.some((row) => (id === undefined ? String(row['login']).trim() === name : Number(row['id']) === id));
}
