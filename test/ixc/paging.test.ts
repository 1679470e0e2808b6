import { describe, expect, test } from 'vitest';
import type { PageNews } from '../../src/billing/reading.ts';
import { Interrupted } from '../../src/interruption/interrupted.ts';
import { type IxcError, IxcKeyRefused, IxcMalformed, IxcTimedOut, IxcUnavailable } from '../../src/ixc/errors.ts';
import { readTable } from '../../src/ixc/read-table.ts';
import { readIxc } from '../../src/ixc/reading.ts';
import type { ReadingOptions } from '../../src/ixc/reading-options.ts';
import { CONTRACTS, LOGINS, PLANS } from '../../src/ixc/tables.ts';
import { many } from '../support/builders.ts';
import { contractRow, type Habits, loginRow, MemoryIxc, planRow, sizesAsked } from '../support/memory-ixc.ts';

interface Notes {
  readonly pauses: number[];
  readonly notes: string[];
  readonly news: PageNews[];
}

function options(more: Partial<ReadingOptions> = {}): ReadingOptions & Notes {
  const [pauses, notes, news]: [number[], string[], PageNews[]] = [[], [], []];
  return {
    pageSize: 10,
    maxPages: undefined,
    abandon: () => {},
    wait: async (ms) => void pauses.push(ms),
    onPage: (page) => void news.push(page),
    onNote: (text) => void notes.push(text),
    pauses,
    notes,
    news,
    ...more,
  };
}

function logins(count: number, habits: Partial<Habits> = {}): MemoryIxc {
  return new MemoryIxc({ radusuarios: many(count, (id) => loginRow(id)) }, habits);
}

function ids(rows: readonly { readonly id: number }[]): number[] {
  return rows.map(({ id }) => id);
}

const timedOut = () => new IxcTimedOut('ixc.test', 'radusuarios', 1, new Error('no complete answer within 120 s'));
const unavailable = () => new IxcUnavailable('ixc.test', 'radusuarios', 1, 'HTTP 502');

describe('keyset pages', () => {
  test('T.id > last, sorted by T.id ascending, rp = page size, online = S through grid_param', async () => {
    const ixc = logins(25);
    await readTable(ixc, LOGINS, options());
    expect(ixc.asked.map(({ query }) => query)).toEqual(
      ['0', '10', '20'].map((query) => ({
        qtype: 'radusuarios.id',
        query,
        oper: '>',
        page: '1',
        rp: '10',
        sortname: 'radusuarios.id',
        sortorder: 'asc',
        grid_param: '[{"TB":"radusuarios.online","OP":"=","P":"S"}]',
      })),
    );
  });

  test('plans and contracts are asked for without grid_param', async () => {
    const ixc = new MemoryIxc({ radgrupos: [planRow(1)], cliente_contrato: [contractRow(1)] });
    await readTable(ixc, PLANS, options());
    await readTable(ixc, CONTRACTS, options());
    expect(ixc.asked.map(({ query }) => [query['qtype'], query['grid_param']])).toEqual([
      ['radgrupos.id', undefined],
      ['cliente_contrato.id', undefined],
    ]);
  });

  test.each([0, 1, 9, 10, 11, 19, 20, 21, 99, 100])('%i rows in pages of 10: all of them, whole', async (count) => {
    const reading = await readTable(logins(count), LOGINS, options());
    expect(ids(reading.rows)).toEqual(many(count, (id) => id));
    expect(reading).toMatchObject({ completeness: 'whole', how: 'keyset', retries: 0, received: count });
  });

  test('a full page may be the last one: one more question makes sure', async () => {
    const ixc = logins(10);
    expect((await readTable(ixc, LOGINS, options())).pages).toBe(2);
    expect((await readTable(logins(9), LOGINS, options())).pages).toBe(1);
  });

  test('a row that joins behind the last full page is read', async () => {
    const ixc = logins(10);
    ixc.before = (count) => {
      if (count === 2) ixc.tables.radusuarios.push(loginRow(11));
      return undefined;
    };
    expect(ids((await readTable(ixc, LOGINS, options())).rows)).toContain(11);
  });

  test.each([1, 7, 200])('a server that never gives more than %i rows a page loses none', async (cap) => {
    const reading = await readTable(logins(250, { cap }), LOGINS, options({ pageSize: 10_000 }));
    expect(ids(reading.rows)).toEqual(many(250, (id) => id));
    expect(reading).toMatchObject({ completeness: 'whole', how: 'keyset' });
  });

  test('a server that gives more rows than it was asked for loses none', async () => {
    const reading = await readTable(logins(95, { surplus: 3 }), LOGINS, options());
    expect(ids(reading.rows)).toEqual(many(95, (id) => id));
  });

  test('each page is told', async () => {
    const told = options();
    await readTable(logins(25), LOGINS, told);
    expect(told.news).toEqual([
      { list: 'radusuarios', pages: 1, rows: 10, total: 25 },
      { list: 'radusuarios', pages: 2, rows: 20, total: 25 },
      { list: 'radusuarios', pages: 3, rows: 25, total: 25 },
    ]);
    expect(told.notes).toEqual([]);
  });

  test('only those online: the others are never seen', async () => {
    const ixc = new MemoryIxc({ radusuarios: many(30, (id) => loginRow(id, { online: id % 3 === 0 ? 'S' : 'N' })) });
    expect(ids((await readTable(ixc, LOGINS, options())).rows)).toEqual([3, 6, 9, 12, 15, 18, 21, 24, 27, 30]);
  });
});

describe('a server that does not page by id is read by plain pages', () => {
  const shuffled: Habits['order'] = (rows) =>
    [...rows].sort((one, other) => ((Number(one.id) * 7) % 11) - ((Number(other.id) * 7) % 11));

  test.each<[string, Partial<Habits>, RegExp]>([
    ['it refuses (an error <div>)', { keyset: 'refused' }, /refuses to page by id/],
    ['ids do not rise', { keyset: 'sort ignored', order: shuffled }, /ids do not rise/],
    ['it ignores `>`: the same ids come again', { keyset: 'filter ignored' }, /ids do not rise/],
  ])('%s', async (_, habits, note) => {
    const told = options();
    const reading = await readTable(logins(45, habits), LOGINS, told);
    expect(ids(reading.rows).sort((one, other) => one - other)).toEqual(many(45, (id) => id));
    expect(reading).toMatchObject({ completeness: 'whole', how: 'pages' });
    expect(told.notes).toEqual([expect.stringMatching(note)]);
  });

  test('it ignores grid_param: a row that is not online comes', async () => {
    const told = options();
    const rows = many(45, (id) => loginRow(id, { online: id > 4 ? 'S' : 'N' }));
    const reading = await readTable(new MemoryIxc({ radusuarios: rows }, { keyset: 'grid ignored' }), LOGINS, told);
    expect(ids(reading.rows)).toEqual(many(41, (id) => id + 4));
    expect([reading.how, told.notes]).toEqual(['pages', [expect.stringMatching(/not asked for/)]]);
  });

  test('it compares ids as text, and so skips hundreds', async () => {
    const told = options({ pageSize: 100 });
    const reading = await readTable(logins(1200, { keyset: 'ids as text' }), LOGINS, told);
    expect(new Set(ids(reading.rows)).size).toBe(1200);
    expect(reading).toMatchObject({ completeness: 'whole', how: 'pages' });
  });

  test('far more rows come than are announced', async () => {
    const told = options({ pageSize: 100 });
    const habits: Partial<Habits> = { total: (rows) => Math.floor(rows / 2) };
    await readTable(logins(80, habits), LOGINS, told).catch(() => {});
    expect(told.notes[0]).toMatch(/80 rows come, 40 are announced/);
  });

  test('rows are announced and do not come', async () => {
    const told = options();
    await expect(readTable(logins(5, { total: (rows) => rows + 30 }), LOGINS, told)).rejects.toMatchObject({
      name: 'IxcIncomplete',
    });
    expect(told.notes).toEqual([expect.stringMatching(/announced but do not come/)]);
  });

  test('its pages rise, but rows are skipped between them: a count at the end shows it', async () => {
    const told = options({ pageSize: 1 });
    const backwards: Partial<Habits> = { keyset: 'sort ignored', order: (rows) => [...rows].reverse() };
    const reading = await readTable(logins(15, backwards), LOGINS, told);
    expect(reading.how).toBe('pages');
    expect(new Set(ids(reading.rows)).size).toBe(15);
  });

  test('hundreds of those announced leave at once: it was no fault of the server’s', async () => {
    const ixc = logins(500);
    ixc.before = (count) => {
      if (count === 2) ixc.tables.radusuarios.splice(100, 300);
      return undefined;
    };
    const reading = await readTable(ixc, LOGINS, options({ pageSize: 100 }));
    expect([reading.rows.length, new Set(ids(reading.rows)).size]).toEqual([200, 200]);
    expect(reading.completeness).toBe('whole');
  });

  test('another error than a refused query is no reason to ask otherwise', async () => {
    const ixc = logins(5);
    ixc.before = () => new IxcKeyRefused('ixc.test');
    await expect(readTable(ixc, LOGINS, options())).rejects.toMatchObject({ name: 'IxcKeyRefused' });
    expect(ixc.asked).toHaveLength(1);
  });
});

describe('plain pages', () => {
  const refused = { keyset: 'refused' } as const;

  test('the requests known from production', async () => {
    const ixc = new MemoryIxc({ radusuarios: [loginRow(1)], radgrupos: [planRow(1)] }, refused);
    await readTable(ixc, LOGINS, options());
    await readTable(ixc, PLANS, options());
    expect(ixc.asked.map(({ query }) => query).filter(({ oper }) => oper !== '>')).toEqual([
      { qtype: 'radusuarios.online', query: 'S', oper: '=', page: '1', rp: '10' },
      { page: '1', rp: '10' },
    ]);
  });

  test('one page that holds everything is one query, and so believed', async () => {
    const ixc = logins(10, refused);
    expect(await readTable(ixc, LOGINS, options())).toMatchObject({ completeness: 'whole', how: 'pages', pages: 1 });
  });

  test('several pages are believed when a second reading shows the same', async () => {
    const ixc = logins(35, refused);
    const reading = await readTable(ixc, LOGINS, options());
    expect(ids(reading.rows)).toEqual(many(35, (id) => id));
    expect(reading.completeness).toBe('whole');
    const sizes = sizesAsked(ixc).slice(1);
    expect(sizes.slice(0, 4)).toEqual([10, 10, 10, 10]);
    // Its pages are cut elsewhere, so that what slips through the one does not through the other.
    expect(Math.max(...sizes.slice(4))).toBeLessThan(10);
    expect(reading.received).toBe(70);
  });

  test('duplicates are removed by id', async () => {
    const ixc = new MemoryIxc(
      { radusuarios: [1, 2, 2, 3, 3, 3].map((id) => loginRow(id)) },
      { ...refused, total: () => 3 },
    );
    const reading = await readTable(ixc, LOGINS, options());
    expect(ids(reading.rows)).toEqual([1, 2, 3]);
    expect(reading.received).toBe(6);
  });

  test('fewer rows than `total`: the table could not be read whole', async () => {
    const ixc = logins(35, { ...refused, total: (rows) => rows + 1 });
    await expect(readTable(ixc, LOGINS, options())).rejects.toThrow(/35 of 36 rows after 3 attempts/);
  });

  test('a server that answers the first page for ever ends the reading', async () => {
    const ixc = logins(3500, { ...refused, pageIgnored: true, cap: 100 });
    await expect(readTable(ixc, LOGINS, options({ pageSize: 100 }))).rejects.toMatchObject({ name: 'IxcIncomplete' });
    expect(ixc.asked.length).toBeLessThan(10);
  });

  test('a server that ignores the filter: those not online count as rows, and are not kept', async () => {
    const ixc = new MemoryIxc({ radusuarios: many(8, (id) => loginRow(id, { online: id % 2 ? 'S' : 'N' })) }, refused);
    const list = ixc.list.bind(ixc);
    ixc.list = (table, { qtype: _, ...query }, ...rest) => list(table, query, ...rest);
    const reading = await readTable(ixc, LOGINS, options());
    expect(ids(reading.rows)).toEqual([1, 3, 5, 7]);
    expect([reading.received, reading.completeness]).toEqual([8, 'whole']);
  });

  test.each([1, 4, 7])('a server that never gives more than %i rows a page loses none', async (cap) => {
    const ixc = logins(25, { ...refused, cap });
    const reading = await readTable(ixc, LOGINS, options());
    expect(ids(reading.rows)).toEqual(many(25, (id) => id));
    // Two readings in pages of one row are cut at the same places, so the second proves nothing.
    expect(reading.completeness).toBe(cap === 1 ? 'moving' : 'whole');
    // Its own limit is what it is asked for from then on, so that page n is where we think it is.
    if (cap > 1) expect(Math.max(...sizesAsked(ixc).slice(2))).toBeLessThanOrEqual(cap);
  });

  test('a server that gives more rows than it was asked for loses none', async () => {
    const reading = await readTable(logins(25, { ...refused, surplus: 2 }), LOGINS, options());
    expect(ids(reading.rows)).toEqual(many(25, (id) => id));
  });

  test('a table that never stands still: what was seen is used, what was not seen proves nothing', async () => {
    const ixc = logins(25, { ...refused, cap: 10 });
    const rows = ixc.tables.radusuarios;
    ixc.before = (count) => {
      rows.shift();
      rows.push(loginRow(1000 + count));
      return undefined;
    };
    const told = options();
    const reading = await readTable(ixc, LOGINS, told);
    expect(reading.completeness).toBe('moving');
    expect(told.notes.at(-1)).toMatch(/rows came and went/);
  });

  test('a page that times out at a smaller size begins the table again, since page n is another place now', async () => {
    const ixc = logins(1000, { ...refused, cap: 300 });
    ixc.before = (count) => (count === 3 ? timedOut() : undefined);
    const reading = await readTable(ixc, LOGINS, options({ pageSize: 300 }));
    expect(new Set(ids(reading.rows)).size).toBe(1000);
    const [, first, second, third, again] = ixc.asked.map(({ query }) => `${query['page']}/${query['rp']}`);
    expect([first, second, third, again]).toEqual(['1/300', '2/300', '2/100', '1/100']);
  });
});

describe('5xx, a broken connection or a timeout is tried again', () => {
  const failing = (times: number, failure: () => IxcError) => {
    const ixc = logins(5);
    ixc.before = (count) => (count <= times ? failure() : undefined);
    return ixc;
  };

  test.each([unavailable, timedOut, () => new IxcMalformed('ixc.test', 'radusuarios', 'it is cut short')])(
    '4 failures, then an answer: read (%#)',
    async (failure) => {
      const told = options({ pageSize: 1000 });
      const reading = await readTable(failing(4, failure), LOGINS, told);
      expect(reading).toMatchObject({ completeness: 'whole', retries: 4, pages: 1 });
      expect(reading.rows).toHaveLength(5);
    },
  );

  test.each([
    [unavailable, /failed 5 times \(HTTP 502\)/],
    [timedOut, /in 5 tries \(no complete answer within 120 s\)/],
    [() => new IxcMalformed('ixc.test', 'radusuarios', 'it is cut short'), /it is cut short/],
  ])(
    'at most 5 tries a page in all, so a dead IXC ends a run after five times --ixc-timeout (%#)',
    async (failure, message) => {
      const ixc = failing(1000, failure);
      await expect(readTable(ixc, LOGINS, options())).rejects.toThrow(message);
      expect(ixc.asked).toHaveLength(5);
    },
  );

  test('the tries are counted for each page anew', async () => {
    const ixc = logins(25);
    ixc.before = (count) => (count % 5 === 0 ? undefined : unavailable());
    expect((await readTable(ixc, LOGINS, options())).retries).toBe(12);
  });

  test('with backoff: longer each time, and none after the last', async () => {
    const told = options();
    await readTable(failing(1000, unavailable), LOGINS, told).catch(() => {});
    expect(told.pauses).toEqual([250, 500, 1000, 2000]);
  });

  test('rows of a try that broke are not kept', async () => {
    const ixc = logins(5);
    const list = ixc.list.bind(ixc);
    let tries = 0;
    ixc.list = async (table, query, size, sink) => {
      const page = await list(table, query, size, sink);
      if (++tries === 1) throw unavailable();
      return page;
    };
    expect(ids((await readTable(ixc, LOGINS, options())).rows)).toEqual([1, 2, 3, 4, 5]);
  });

  test.each([new IxcKeyRefused('ixc.test'), new Interrupted(), new TypeError('ours')])(
    'but not %o',
    async (failure) => {
      const ixc = logins(5);
      ixc.before = () => failure;
      await expect(readTable(ixc, LOGINS, options())).rejects.toBe(failure);
      expect(ixc.asked).toHaveLength(1);
    },
  );

  test('an interruption ends the waiting', async () => {
    const interrupted = options({ wait: () => Promise.reject(new Interrupted()) });
    const ixc = failing(1000, unavailable);
    await expect(readTable(ixc, LOGINS, interrupted)).rejects.toMatchObject({ name: 'Interrupted' });
    expect(ixc.asked).toHaveLength(1);
  });
});

describe('a 504 or a timeout quarters the page size', () => {
  test('down to 100, which then stays', async () => {
    const ixc = logins(350);
    ixc.before = (_count, _table, query) => (Number(query['rp']) > 100 ? timedOut() : undefined);
    const reading = await readTable(ixc, LOGINS, options({ pageSize: 10_000 }));
    expect(sizesAsked(ixc)).toEqual([10_000, 2500, 625, 156, 100, 100, 100, 100]);
    expect([reading.rows.length, reading.completeness]).toEqual([350, 'whole']);
  });

  test('a page size below 100 that the operator chose is not made larger', async () => {
    const ixc = logins(60);
    ixc.before = (count) => (count === 1 ? timedOut() : undefined);
    await readTable(ixc, LOGINS, options({ pageSize: 50 }));
    expect(sizesAsked(ixc)).toEqual([50, 50, 50]);
  });

  test('other failures leave it', async () => {
    const ixc = logins(5);
    ixc.before = (count) => (count < 4 ? unavailable() : undefined);
    await readTable(ixc, LOGINS, options({ pageSize: 1000 }));
    expect(new Set(sizesAsked(ixc))).toEqual(new Set([1000]));
  });

  test('which then stays, in plain pages too', async () => {
    const ixc = logins(350, { keyset: 'refused' });
    ixc.before = (_count, _table, query) => (Number(query['rp']) > 100 ? timedOut() : undefined);
    const reading = await readTable(ixc, LOGINS, options({ pageSize: 400 }));
    expect(reading.rows).toHaveLength(350);
    expect(Math.max(...sizesAsked(ixc).slice(4))).toBeLessThanOrEqual(100);
  });

  test('plain pages never ask for more than --page-size', async () => {
    const ixc = logins(350, { keyset: 'refused' });
    await readTable(ixc, LOGINS, options({ pageSize: 100 }));
    expect(Math.max(...sizesAsked(ixc))).toBe(100);
  });
});

describe('--max-pages', () => {
  test.each(['obeyed', 'refused'] as const)(
    'ends the reading (keyset %s), and nothing is concluded from what is missing',
    async (keyset) => {
      const reading = await readTable(logins(100, { keyset }), LOGINS, options({ maxPages: 3 }));
      expect(ids(reading.rows)).toEqual(many(30, (id) => id));
      expect(reading.completeness).toBe('cut');
    },
  );

  test.each(['obeyed', 'refused'] as const)('that is not reached changes nothing (keyset %s)', async (keyset) => {
    const reading = await readTable(logins(25, { keyset }), LOGINS, options({ maxPages: 50 }));
    expect([reading.rows.length, reading.completeness]).toEqual([25, 'whole']);
  });

  test('reached by the very last page: it was all there is', async () => {
    const reading = await readTable(logins(30), LOGINS, options({ maxPages: 3 }));
    expect([reading.rows.length, reading.completeness, reading.pages]).toEqual([30, 'whole', 3]);
  });
});

describe('a table that cannot be read completely ends the run before any write', () => {
  test('the first table that fails is the failure of all', async () => {
    const ixc = new MemoryIxc({
      radusuarios: [loginRow(1)],
      radgrupos: [planRow(1)],
      cliente_contrato: [contractRow(1)],
    });
    ixc.before = (_, table) => (table === 'radgrupos' ? new IxcKeyRefused('ixc.test') : undefined);
    await expect(readIxc(ixc, options())).rejects.toMatchObject({ name: 'IxcKeyRefused' });
  });
});

describe('the three tables', () => {
  const full = () =>
    new MemoryIxc({
      radusuarios: many(35, (id) => loginRow(id)),
      radgrupos: many(12, (id) => planRow(id)),
      cliente_contrato: many(50, (id) => contractRow(id)),
    });

  test('are read side by side, one page of each at a time', async () => {
    const ixc = full();
    const underWay = { radusuarios: 0, radgrupos: 0, cliente_contrato: 0, radpop_radio: 0, radpop: 0 };
    let [most, mostOfOne] = [0, 0];
    ixc.before = async (_, table) => {
      underWay[table]++;
      mostOfOne = Math.max(mostOfOne, underWay[table]);
      most = Math.max(most, underWay.radusuarios + underWay.radgrupos + underWay.cliente_contrato);
      await new Promise(setImmediate);
      underWay[table]--;
      return undefined;
    };
    const { logins: online, plans, contracts } = await readIxc(ixc, options());
    expect([online.rows.length, plans.rows.length, contracts.rows.length]).toEqual([35, 12, 50]);
    expect([most, mostOfOne]).toEqual([3, 1]);
  });

  test('what a login names that was made while the tables were read is read as well', async () => {
    const ixc = full();
    ixc.before = (_, table, query) => {
      if (table === 'radusuarios' && query['query'] === '30') {
        ixc.tables.radgrupos.push(planRow(13));
        ixc.tables.cliente_contrato.push(contractRow(51));
        Object.assign(ixc.tables.radusuarios[34] ?? {}, { id_grupo: '13', id_contrato: '51' });
      }
      return undefined;
    };
    const { plans, contracts } = await readIxc(ixc, options({ pageSize: 10 }));
    expect([plans.rows.at(-1)?.id, contracts.rows.at(-1)?.id]).toEqual([13, 51]);
    expect([plans.completeness, contracts.completeness]).toEqual(['whole', 'whole']);
  });

  test('are reduced to the columns that we use: no password stays in memory', async () => {
    const { logins: online } = await readIxc(full(), options());
    expect(online.rows[0]).toEqual({
      id: 1,
      login: 'l1',
      ip: '100.64.0.1',
      delegatedPrefix: '',
      linkPrefix: '',
      contract: 0,
      plan: 1,
      connectedAt: '',
    });
    expect(JSON.stringify(online)).not.toContain('secret');
  });
});
