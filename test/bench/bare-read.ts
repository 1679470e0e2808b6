/**
 * The limit for reading: the pages that the program asks for, fetched over `node:https` and given to `JSON.parse`,
 * table by table side by side, nothing checked and nothing kept. Takes its orders as JSON in BARE.
 */
import { type BareServer, bareClient } from './bare-request.ts';

export interface BareReadOrders extends BareServer {
  readonly pageSize: number;
}

interface Listing {
  readonly total: string;
  readonly registros?: readonly { readonly id: string }[];
}

const { pageSize, ...server } = JSON.parse(process.env['BARE'] ?? '') as BareReadOrders;
const { ask, close } = bareClient(server, 3);

async function readTable(table: string, gridParam?: string): Promise<number> {
  let rows = 0;
  for (let last = '0'; ; ) {
    const query = {
      qtype: `${table}.id`,
      query: last,
      oper: '>',
      page: '1',
      rp: String(pageSize),
      sortname: `${table}.id`,
      sortorder: 'asc',
      ...(gridParam !== undefined && { grid_param: gridParam }),
    };
    const { text } = await ask('POST', `/webservice/v1/${table}`, JSON.stringify(query), {
      ixcsoft: 'listar',
      'content-type': 'application/json',
      'accept-encoding': 'gzip',
    });
    const { total, registros = [] } = JSON.parse(text) as Listing;
    rows += registros.length;
    if (registros.length < pageSize && Number(total) <= registros.length) return rows;
    last = registros[registros.length - 1]?.id ?? last;
  }
}

async function readAll(): Promise<void> {
  const rows = await Promise.all([
    readTable('radusuarios', '[{"TB":"radusuarios.online","OP":"=","P":"S"}]'),
    readTable('radgrupos'),
    readTable('cliente_contrato'),
  ]);
  process.stdout.write(JSON.stringify(rows));
  close();
}

void readAll();
