import { request as httpsRequest } from 'node:https';
import type { IxcSimulator } from './ixc.ts';
import { matching, readQuery, sorted } from './query.ts';
import { IXC_TABLES, TABLES } from './tables.ts';

/**
 * Asks the simulator for every page that the last reader asked for, as they are now, so that its cache has them before
 * a benchmark measures the next run. Follows keyset pages as well as numbered ones. Says how many pages that was.
 */
export async function warm(ixc: IxcSimulator): Promise<number> {
  let pages = 0;
  for (const table of TABLES) {
    const last = ixc
      .requestsFor(table)
      .filter(({ ixcsoft }) => ixcsoft === 'listar')
      .at(-1)?.body;
    if (last === undefined) continue;
    for (const body of pagesLike(ixc, table, last as Readonly<Record<string, string>>)) {
      await fetchPage(ixc, table, body);
      pages += 1;
    }
  }
  return pages;
}

type Body = Readonly<Record<string, string>>;

function pagesLike(ixc: IxcSimulator, table: (typeof TABLES)[number], body: Body): Body[] {
  const query = readQuery(IXC_TABLES[table], body, undefined);
  const isKeyset = query.filter?.column === 'id' && query.filter.oper === '>';
  const first = isKeyset ? { ...body, query: '0' } : { ...body, page: '1' };
  const filter = isKeyset || query.filter === undefined ? [] : [query.filter];
  const rows = sorted(matching(query, ixc.isp, [...filter, ...query.grid]), query, false);
  const pages: Body[] = [first];
  for (let end = query.rp; end < rows.length; end += query.rp) {
    pages.push(isKeyset ? { ...body, query: rows[end - 1]?.id ?? '0' } : { ...body, page: String(end / query.rp + 1) });
  }
  return pages;
}

function fetchPage(ixc: IxcSimulator, table: string, body: Body): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = httpsRequest(
      {
        host: '127.0.0.1',
        port: ixc.port,
        method: 'POST',
        path: `/webservice/v1/${table}`,
        ca: ixc.certificate,
        headers: {
          ixcsoft: 'listar',
          authorization: `Basic ${Buffer.from(ixc.key).toString('base64')}`,
          'content-type': 'application/json',
          'accept-encoding': 'gzip',
        },
      },
      (response) => response.resume().once('end', resolve),
    );
    request.once('error', reject);
    request.end(JSON.stringify(body));
  });
}
