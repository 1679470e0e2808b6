import { expect, test } from 'vitest';
import type { HttpClient } from '../../src/http/client.ts';
import { ixcApi } from '../../src/ixc/client.ts';

/** More rows than a page of any server has (src/ixc/README.md, "The answer of a list"). */
const MOST = 500_000;

test('a table without end is no listing, and is read no further', async () => {
  const thousand = Buffer.from('{"id":"7"},'.repeat(1000));
  let rows = 0;
  const http: Pick<HttpClient, 'send'> = {
    async send(_method, _path, { sink }) {
      sink?.reset();
      sink?.write(Buffer.from('{"page":"1","total":"1","registros":['));
      for (; rows < 2 * MOST; rows += 1000) sink?.write(thousand);
      return await Promise.reject(new Error('it was taken'));
    },
  };
  const api = ixcApi(http as HttpClient, 'IXC', 1000);
  const listed = api.list('cliente_contrato', { page: '1' }, 10, {
    columns: undefined,
    reset: () => {},
    take: () => {},
  });
  await expect(listed).rejects.toThrow(/more than 500000 rows/);
  expect(rows).toBe(MOST);
});
