import { spawn } from 'node:child_process';
import { Agent, request as httpsRequest } from 'node:https';
import { createInterface } from 'node:readline';
import { connect } from 'node:tls';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import {
  aContract,
  aLogin,
  ancient,
  anIsp,
  answer,
  aPlan,
  type BqnOptions,
  type BqnSimulator,
  certificateAuthority,
  churn,
  columnsSetTo,
  cut,
  type Effect,
  emptyList,
  emptyObject,
  errorDiv,
  expired,
  flood,
  generateIsp,
  hang,
  hangMidBody,
  type Isp,
  type IxcOptions,
  type IxcSimulator,
  invalidUtf8,
  ixcError,
  loginPage,
  missingColumns,
  nginxError,
  noRecords,
  nullColumns,
  PASSWORD_CANARY,
  recordsAsObject,
  redirect,
  repeatedRows,
  reset,
  selfSigned,
  startBqn,
  startIxc,
  totalAsNumber,
  truncate,
  unsortedRows,
  wrongTableRows,
} from './index.ts';

/** The simulator against src/ixc/README.md and src/bqn/README.md, over real HTTPS. */

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function ixcOf(isp: Isp, options?: IxcOptions): Promise<IxcSimulator> {
  const ixc = await startIxc(isp, options);
  open.push(ixc);
  return ixc;
}

async function bqnOf(options?: BqnOptions): Promise<BqnSimulator> {
  const bqn = await startBqn(options);
  open.push(bqn);
  return bqn;
}

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  readonly text: string;
}

interface Asked {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly agent?: Agent;
  readonly signal?: AbortSignal;
  readonly ca?: string;
}

type Target = { readonly port: number; readonly certificate: string };

function ask(server: Target, path: string, asked: Asked = {}): Promise<Reply> {
  const { method = 'POST', body, headers = {}, agent = false, ca = server.certificate } = asked;
  const { signal } = asked;
  const options = { host: '127.0.0.1', port: server.port, method, path, headers, agent, ca };
  return new Promise((resolve, reject) => {
    const request = httpsRequest({ ...options, ...(signal === undefined ? {} : { signal }) }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(parts);
        const text = response.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes).toString() : bytes.toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, text });
      });
    });
    request.on('error', reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function basic(text: string): string {
  return `Basic ${Buffer.from(text).toString('base64')}`;
}

function list(ixc: IxcSimulator, table: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
  const authorization = basic(ixc.key);
  return ask(ixc, `/webservice/v1/${table}`, { body, headers: { ixcsoft: 'listar', authorization, ...headers } });
}

interface Page {
  readonly page: string;
  readonly total: unknown;
  readonly registros?: { id?: unknown }[];
}

async function pageOf(ixc: IxcSimulator, table: string, body: unknown): Promise<Page> {
  return JSON.parse((await list(ixc, table, body)).text) as Page;
}

async function ids(ixc: IxcSimulator, body: Record<string, string>, table = 'radusuarios'): Promise<unknown[]> {
  const { registros } = await pageOf(ixc, table, body);
  return Object.values(registros ?? {}).map((row) => row.id);
}

const KNOWN = { qtype: 'radusuarios.online', oper: '=', query: 'S', page: '1', rp: '10000' };

function keyset(last: string, rp = '2'): Record<string, string> {
  const grid_param = JSON.stringify([{ TB: 'radusuarios.online', OP: '=', P: 'S' }]);
  const order = { sortname: 'radusuarios.id', sortorder: 'asc' };
  return { qtype: 'radusuarios.id', oper: '>', query: last, page: '1', rp, ...order, grid_param };
}

/** Ids 9, 10, 11, 12 online, inserted in another order, and 13 offline. */
function fiveLogins(): Isp {
  const ordered = ['10', '9', '12', '11'].map((id) => aLogin({ id }));
  return anIsp({ logins: [...ordered, aLogin({ id: '13', online: 'N' })] });
}

describe('IXC: access', () => {
  test('a wrong key is 401 with an nginx page, whatever else is wrong', async () => {
    const ixc = await ixcOf(anIsp());
    const reply = await list(ixc, 'nothing', KNOWN, { authorization: basic('7:beef') });
    expect(reply).toMatchObject({ status: 401, headers: { 'content-type': 'text/html' } });
    expect(reply.text).toContain('<center>nginx</center>');
  });

  test('a caller of another network, a table that is unknown or forbidden: 200, error JSON as HTML in ISO-8859-1', async () => {
    const ixc = await ixcOf(anIsp());
    ixc.forbidden.add('radgrupos');
    const unknown = await list(ixc, 'nada', {});
    const forbidden = await list(ixc, 'radgrupos', {});
    ixc.networkAllowed = false;
    const outside = await list(ixc, 'radusuarios', KNOWN);
    for (const reply of [unknown, forbidden, outside]) {
      expect(reply.status).toBe(200);
      expect(reply.headers['content-type']).toBe('text/html; charset=ISO-8859-1');
      expect(JSON.parse(reply.text)).toMatchObject({ type: 'error' });
    }
    expect(unknown.text).toContain('Recurso nada n\\u00e3o est\\u00e1 dispon\\u00edvel!');
    expect(forbidden.text).toContain('n\\u00e3o tem permiss\\u00e3o');
    expect(outside.text).toContain('Seu IP n\\u00e3o est\\u00e1 liberado');
  });

  test('a POST without "ixcsoft: listar" is an INSERT', async () => {
    const ixc = await ixcOf(anIsp());
    const headers = { authorization: basic(ixc.key) };
    await ask(ixc, '/webservice/v1/radusuarios', { body: KNOWN, headers });
    expect(ixc.inserts).toBe(1);
    await list(ixc, 'radusuarios', KNOWN);
    expect(ixc.inserts).toBe(1);
  });

  test('any other path is an admin page in HTML with status 200', async () => {
    const ixc = await ixcOf(anIsp());
    const reply = await ask(ixc, '/adm.php/webservice/v1/radusuarios', { body: KNOWN });
    expect(reply.status).toBe(200);
    expect(reply.text).toMatch(/^<!DOCTYPE html>/);
  });

  test('requests are recorded with header, body and status', async () => {
    const ixc = await ixcOf(anIsp());
    await list(ixc, 'radusuarios', KNOWN);
    const [first] = ixc.requestsFor('radusuarios');
    expect(first).toMatchObject({ method: 'POST', table: 'radusuarios', body: KNOWN, ixcsoft: 'listar', status: 200 });
    expect(ixc.traffic).toMatchObject({ requests: 1, connections: 1, peak: 1, defects: [] });
  });
});

describe('IXC: listing', () => {
  test('a good answer is text/x-json, pure ASCII with \\u00XX, total a string', async () => {
    const ixc = await ixcOf(anIsp({ logins: [aLogin({ login: 'joão 1' })] }));
    const reply = await list(ixc, 'radusuarios', KNOWN);
    expect(reply.headers['content-type']).toBe('text/x-json; charset=utf-8');
    expect(reply.text).toContain('jo\\u00e3o 1');
    expect(reply.text).toMatch(/^[\0-\x7f]*$/);
    expect(JSON.parse(reply.text)).toMatchObject({ page: '1', total: '1', registros: [{ login: 'joão 1' }] });
  });

  test('the request known from production: online = S', async () => {
    const ixc = await ixcOf(fiveLogins());
    expect(await ids(ixc, KNOWN)).toEqual(['10', '9', '12', '11']);
    expect(await pageOf(ixc, 'cliente_contrato', { rp: '2', page: '3' })).toMatchObject({ page: '3', total: '5' });
  });

  test('T.id with grid_param: both hold, and total counts what both let through', async () => {
    const ixc = await ixcOf(fiveLogins());
    expect(await pageOf(ixc, 'radusuarios', keyset('9'))).toMatchObject({
      total: '3',
      registros: [{ id: '10' }, { id: '11' }],
    });
    expect(await pageOf(ixc, 'radusuarios', keyset('11'))).toMatchObject({ total: '1', registros: [{ id: '12' }] });
  });

  test('every operator that is documented', async () => {
    const ixc = await ixcOf(fiveLogins());
    const by = async (oper: string, query: string) =>
      (await ids(ixc, { ...keyset('0', '99'), oper, query, grid_param: '' })).join(' ');
    expect(await by('=', '9')).toBe('9');
    expect(await by('!=', '9')).toBe('10 11 12 13');
    expect(await by('>=', '12')).toBe('12 13');
    expect(await by('<', '10')).toBe('9');
    expect(await by('<=', '10')).toBe('9 10');
    expect(await by('L', '1')).toBe('10 11 12 13');
    expect(await by('NL', '1')).toBe('9');
    expect(await by('IN', '9,12')).toBe('9 12');
    expect(await by('NI', '9,12')).toBe('10 11 13');
    expect(await by('BE', '10,12')).toBe('10 11 12');
    expect(await by('NBE', '10,12')).toBe('9 13');
  });

  test.each([
    { ...KNOWN, qtype: 'radusuarios.onlin' },
    { ...KNOWN, qtype: 'online' },
    { ...KNOWN, qtype: 'radgrupos.id' },
    { ...KNOWN, oper: '==' },
    { ...KNOWN, sortname: 'radusuarios.x' },
    { ...KNOWN, sortorder: 'up' },
    { ...KNOWN, grid_param: [{ TB: 'radusuarios.online', OP: '=', P: 'S' }] },
    { ...KNOWN, grid_param: '[{"TB":"online","OP":"=","P":"S"}]' },
    'not an object',
  ])('a bad column, filter or prefix is an HTML <div>: %j', async (body) => {
    const ixc = await ixcOf(fiveLogins());
    const reply = await list(ixc, 'radusuarios', body);
    expect(reply.status).toBe(200);
    expect(reply.text).toMatch(/^<div.*Ocorreu um erro ao processar/);
  });

  test('pages by number lose rows while customers come and go', async () => {
    const isp = fiveLogins();
    const ixc = await ixcOf(isp);
    ixc.beforePage(({ count }) => {
      const [gone] = isp.logins;
      if (count === 2 && gone !== undefined) gone.online = 'N';
    });
    const seen = [...(await ids(ixc, { ...KNOWN, rp: '2' })), ...(await ids(ixc, { ...KNOWN, rp: '2', page: '2' }))];
    expect(seen).toEqual(['10', '9', '11']);
  });

  test('0 rows, and a page past the end: registros absent or []', async () => {
    const ixc = await ixcOf(fiveLogins());
    expect(await pageOf(ixc, 'radusuarios', { ...KNOWN, page: '2' })).toEqual({ page: '2', total: '4' });
    ixc.quirks.noRows = 'empty';
    expect(await pageOf(ixc, 'radusuarios', { ...KNOWN, query: 'X' })).toEqual({
      page: '1',
      total: '0',
      registros: [],
    });
  });

  test('no order without sortname', async () => {
    const ixc = await ixcOf(generateIsp({ logins: 50, odd: false, online: 1 }), { quirks: { order: 'reshuffled' } });
    const [first, second] = [await ids(ixc, KNOWN), await ids(ixc, KNOWN)];
    expect(first).not.toEqual(second);
    expect(new Set(first)).toEqual(new Set(second));
    ixc.quirks.order = 'shuffled';
    expect(await ids(ixc, KNOWN)).toEqual(await ids(ixc, KNOWN));
  });

  test('a server cap, with offsets counted either way', async () => {
    const ixc = await ixcOf(fiveLogins(), { quirks: { cap: 1 } });
    expect(await ids(ixc, { ...KNOWN, rp: '2', page: '2' })).toEqual(['12']);
    ixc.quirks.capOffset = 'capped';
    expect(await ids(ixc, { ...KNOWN, rp: '2', page: '2' })).toEqual(['9']);
  });

  test('more rows than rp, and one page for ever', async () => {
    const ixc = await ixcOf(fiveLogins(), { quirks: { surplus: 1, pageIgnored: true } });
    expect(await ids(ixc, { ...KNOWN, rp: '1', page: '3' })).toEqual(['10', '9']);
  });

  test('total as a number, registros as an object map', async () => {
    const ixc = await ixcOf(fiveLogins(), { quirks: { total: 'number', registros: 'object' } });
    expect(await pageOf(ixc, 'radusuarios', KNOWN)).toMatchObject({ total: 4, registros: { 0: { id: '10' } } });
  });

  test('a row holds plain passwords, and is some 150 columns and 4 kB when that is asked for', async () => {
    const ixc = await ixcOf(generateIsp({ logins: 3, columns: 'real', odd: false, online: 1 }));
    const { text } = await list(ixc, 'radusuarios', KNOWN);
    const { registros = [] } = JSON.parse(text) as Page;
    expect(text.split(PASSWORD_CANARY)).toHaveLength(1 + 3 * 3);
    expect(Object.keys(registros[0] ?? {}).length).toBeGreaterThan(130);
    expect(text.length / 3).toBeGreaterThan(3_500);
  });

  test('gzip for who asks', async () => {
    const ixc = await ixcOf(generateIsp({ logins: 50 }));
    const plain = await list(ixc, 'radusuarios', KNOWN);
    const packed = await list(ixc, 'radusuarios', KNOWN, { 'accept-encoding': 'gzip' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.bytes.length).toBeLessThan(plain.bytes.length);
    expect(packed.text).toBe(plain.text);
  });

  test('a cached page is the page, until the table is said to have changed', async () => {
    const isp = fiveLogins();
    const ixc = await ixcOf(isp, { cache: true });
    const before = await list(ixc, 'radusuarios', KNOWN, { 'accept-encoding': 'gzip' });
    isp.logins.splice(0, 1);
    const kept = await list(ixc, 'radusuarios', KNOWN, { 'accept-encoding': 'gzip' });
    expect([kept.text, kept.headers['content-type']]).toEqual([before.text, before.headers['content-type']]);
    ixc.changed('radusuarios');
    expect(await ids(ixc, KNOWN)).toEqual(['9', '12', '11']);
  });
});

describe('IXC: keyset paging is used by nobody public', () => {
  test.each([
    ['obeyed', ['11', '12']],
    ['filter ignored', ['9', '10']],
    ['sort ignored', ['12', '11']],
    ['grid_param ignored', ['11', '12']],
    ['string-sorted ids', ['11', '12']],
  ] as const)('%s', async (keysetQuirk, expected) => {
    const ixc = await ixcOf(fiveLogins(), { quirks: { keyset: keysetQuirk } });
    expect(await ids(ixc, keyset('10'))).toEqual(expected);
  });

  test('string-sorted ids put 10 before 9', async () => {
    const ixc = await ixcOf(fiveLogins(), { quirks: { keyset: 'string-sorted ids' } });
    expect(await ids(ixc, keyset('0', '9'))).toEqual(['10', '11', '12', '9']);
  });

  test('without grid_param offline rows come along', async () => {
    const ixc = await ixcOf(fiveLogins(), { quirks: { keyset: 'grid_param ignored' } });
    expect(await ids(ixc, keyset('11', '9'))).toEqual(['12', '13']);
  });

  test('refused for one table alone, while production requests work', async () => {
    const ixc = await ixcOf(fiveLogins(), { tableQuirks: { radusuarios: { keyset: 'refused' } } });
    expect((await list(ixc, 'radusuarios', keyset('0'))).text).toMatch(/^<div/);
    expect(await ids(ixc, KNOWN)).toHaveLength(4);
    const plans = { qtype: 'radgrupos.id', oper: '>', query: '0', sortname: 'radgrupos.id', sortorder: 'asc', rp: '9' };
    expect(await ids(ixc, plans, 'radgrupos')).toHaveLength(1);
  });
});

describe('IXC: faults', () => {
  const struck = async (...effects: Effect[]): Promise<Reply> => {
    const ixc = await ixcOf(anIsp({ logins: [aLogin({ id: '1', login: 'joão' }), aLogin({ id: '2' })] }));
    ixc.faults.on({ target: 'radusuarios' }, ...effects);
    return list(ixc, 'radusuarios', KNOWN);
  };

  test('status, content type and body of every error form', async () => {
    expect(await struck(nginxError(504))).toMatchObject({
      status: 504,
      text: expect.stringContaining('Gateway Time-out'),
    });
    expect(await struck(errorDiv(500))).toMatchObject({ status: 500, text: expect.stringContaining('<div') });
    expect(JSON.parse((await struck(ixcError('x', 'valor'))).text)).toEqual({ type: 'error', valor: 'x' });
    expect(await struck(loginPage())).toMatchObject({ status: 200, text: expect.stringContaining('<form') });
    expect(await struck(emptyObject())).toMatchObject({ status: 200, text: '{}' });
    expect(await struck(redirect('https://outro.example/'))).toMatchObject({
      status: 302,
      headers: { location: 'https://outro.example/' },
    });
    const raw = { status: 203, body: '\ufeffolá', contentType: 'text/plain' };
    expect(await struck(answer(raw))).toMatchObject({ status: 203, text: '\ufeffolá' });
  });

  test('contents that are not what they should be', async () => {
    const page = async (...effects: Effect[]) => JSON.parse((await struck(...effects)).text) as unknown;
    expect(await page(emptyList())).toEqual({ page: '1', total: '0', registros: [] });
    expect(await page(noRecords())).toEqual({ page: '1', total: '2' });
    expect(await page(totalAsNumber(), recordsAsObject())).toMatchObject({ total: 2, registros: { 1: { id: '2' } } });
    expect(await page(repeatedRows())).toMatchObject({ registros: [{ id: '1' }, { id: '2' }, { id: '1' }] });
    expect(await page(unsortedRows())).toMatchObject({ registros: [{ id: '2' }, { id: '1' }] });
    expect(await page(nullColumns('ip'))).toMatchObject({ registros: [{ ip: null }, { ip: null }] });
    expect(await page(missingColumns('ip'))).not.toMatchObject({ registros: [{ ip: expect.anything() }] });
    expect(await page(columnsSetTo({ id: 7 }))).toMatchObject({ registros: [{ id: 7 }, { id: 7 }] });
    expect(await page(wrongTableRows())).toMatchObject({ registros: [{ id: '1', uf: 'SP' }, {}] });
  });

  test('bytes that are no UTF-8, inside a string', async () => {
    const reply = await struck(invalidUtf8('"login":"jo'));
    expect(reply.bytes.includes(Buffer.from([0x6f, 0xc3, 0x28]))).toBe(true);
    expect(JSON.parse(reply.text)).toMatchObject({ registros: [{ login: 'jo\ufffd(ão' }, {}] });
  });

  test('a body cut short: validly closed, with a length, chunked', async () => {
    const reply = await struck(truncate(0.5));
    expect(() => JSON.parse(reply.text) as unknown).toThrow();
    await expect(struck(cut('content-length'))).rejects.toThrow('aborted');
    await expect(struck(cut('chunked'))).rejects.toThrow('aborted');
  });

  test('a connection reset, and one that hangs before or within the body', async () => {
    await expect(struck(reset())).rejects.toThrow('socket hang up');
    const ixc = await ixcOf(fiveLogins());
    for (const effect of [hang(), hangMidBody()]) {
      const fault = ixc.faults.on({}, effect);
      const pending = list(ixc, 'radusuarios', KNOWN);
      pending.catch(() => undefined);
      await expect.poll(() => fault.hits).toBe(1);
      ixc.faults.off(fault);
    }
    expect(ixc.traffic.inFlight).toBe(2);
    expect(ixc.requests[0]).toMatchObject({ status: 0 });
    await ixc.close();
  });

  test('a body that seems endless', async () => {
    expect((await struck(flood(1_000_000))).bytes.length).toBeGreaterThan(1_000_000);
  });

  test('rules: n-th request, from, once, page, rows asked for, a predicate, and one in n that is the same each time', async () => {
    const ixc = await ixcOf(fiveLogins());
    const statuses = async (count: number, body = KNOWN) => {
      const found: number[] = [];
      for (let left = count; left > 0; left -= 1) found.push((await list(ixc, 'radusuarios', body)).status);
      ixc.faults.clear();
      return found.map((status) => (status === 200 ? '.' : 'X')).join('');
    };
    ixc.faults.on({ nth: 2 }, nginxError(500));
    expect(await statuses(3)).toBe('.X.');
    ixc.faults.on({ from: 2, times: 2 }, nginxError(500));
    expect(await statuses(4)).toBe('.XX.');
    ixc.faults.on({ pageOver: 1 }, nginxError(500));
    expect(await statuses(1)).toBe('.');
    ixc.faults.on({ rpOver: 9_999 }, nginxError(504));
    expect((await statuses(1)) + (await statuses(1, { ...KNOWN, rp: '100' }))).toBe('X.');
    ixc.faults.on({ when: ({ method }) => method === 'PUT' }, nginxError(500));
    expect(await statuses(1)).toBe('.');
    const random = async () => {
      ixc.faults.on({ oneIn: 3, seed: 5 }, nginxError(500));
      return statuses(12);
    };
    const first = await random();
    expect(first).toMatch(/X.*\./);
    expect(await random()).toBe(first);
  });

  test('a fault rule that cannot apply shows as a defect of the test', async () => {
    const ixc = await ixcOf(fiveLogins());
    ixc.faults.on({}, invalidUtf8('nowhere'));
    expect((await list(ixc, 'radusuarios', KNOWN)).status).toBe(599);
    expect(ixc.traffic.defects).toHaveLength(1);
  });
});

const ROOT = '/api/v1';

function tell(bqn: BqnSimulator, method: string, path: string, body?: unknown): Promise<Reply> {
  const headers = { authorization: basic(`${bqn.user}:${bqn.password}`), 'content-type': 'application/json' };
  return ask(bqn, ROOT + path, { method, headers, ...(body === undefined ? {} : { body }) });
}

async function items(bqn: BqnSimulator, path: string): Promise<Record<string, unknown>[]> {
  return (JSON.parse((await tell(bqn, 'GET', path)).text) as { items: Record<string, unknown>[] }).items;
}

const RATES = { policyId: '1', rateLimitDownlink: { rate: 1000 }, rateLimitUplink: { rate: 500 } };

describe('BQN: resources', () => {
  test('HTTP Basic, and an optional allow-list', async () => {
    const bqn = await bqnOf();
    expect((await ask(bqn, `${ROOT}/subscribers`, { method: 'GET' })).status).toBe(401);
    bqn.networkAllowed = false;
    expect((await tell(bqn, 'GET', '/subscribers')).status).toBe(403);
  });

  test('POST creates with 201; then updates with 200 and resets every field it does not carry', async () => {
    const bqn = await bqnOf();
    bqn.seedPolicy('P');
    expect((await tell(bqn, 'POST', '/subscribers/100.64.0.1', { subscriberId: 'a', quota: { mb: 5 } })).status).toBe(
      201,
    );
    expect((await tell(bqn, 'POST', '/subscribers/100.64.0.1', { policyRate: 'P' })).status).toBe(200);
    const expected = { subscriberIp: '100.64.0.1', policyRate: 'P', policyAssignedBy: 'api' };
    expect(bqn.subscriber('100.64.0.1')).toEqual(expected);
  });

  test('PUT updates with 200 and keeps the rest; a nested object is replaced or merged', async () => {
    const bqn = await bqnOf();
    const limits = { rateLimitDownlink: { rate: 1, burstRate: 2, congestionMgmt: true } };
    bqn.seedPolicy('P', limits);
    await tell(bqn, 'PUT', '/policies/rate/P', { rateLimitDownlink: { rate: 5 } });
    expect(bqn.policy('P')).toMatchObject({
      policyId: '1',
      rateLimitDownlink: { rate: 5 },
      rateLimitUplink: { rate: -1 },
    });
    expect(bqn.policy('P')?.rateLimitDownlink).toEqual({ rate: 5 });
    bqn.quirks.nestedOnPut = 'merged';
    bqn.seedPolicy('P', limits);
    await tell(bqn, 'PUT', '/policies/rate/P', { rateLimitDownlink: { rate: 5 } });
    expect(bqn.policy('P')?.rateLimitDownlink).toEqual({ rate: 5, burstRate: 2, congestionMgmt: true });
  });

  test('PUT on something missing: 404, 405 or created', async () => {
    const bqn = await bqnOf();
    const put = async () => (await tell(bqn, 'PUT', '/policies/rate/P', RATES)).status;
    expect(await put()).toBe(404);
    bqn.quirks.putOnMissing = 405;
    expect(await put()).toBe(405);
    bqn.quirks.putOnMissing = 'creates';
    expect(await put()).toBe(201);
    expect(bqn.counts).toEqual({ 'PUT 404': 1, 'PUT 405': 1, 'PUT 201': 1 });
  });

  test('DELETE: 200, 204 or 404 though done; bodies empty or not', async () => {
    const bqn = await bqnOf();
    const remove = async () => {
      bqn.seedPolicy('P');
      const { status, text } = await tell(bqn, 'DELETE', '/policies/rate/P');
      expect(bqn.policies.has('P')).toBe(false);
      return `${status} ${text.slice(0, 8)}`;
    };
    expect(await remove()).toBe('200 ');
    bqn.quirks.deleteStatus = 204;
    expect(await remove()).toBe('204 ');
    bqn.quirks.deleteStatus = '404 though done';
    expect(await remove()).toBe('404 {"error"');
    bqn.quirks.bodies = 'resource';
    expect(JSON.parse((await tell(bqn, 'POST', '/policies/rate/Q', RATES)).text)).toEqual({
      policyName: 'Q',
      ...RATES,
    });
  });

  test('names are percent-encoded with no safe characters', async () => {
    const bqn = await bqnOf();
    const name = 'Promoção_50%_OFF/#1?';
    await tell(bqn, 'POST', `/policies/rate/${encodeURIComponent(name)}`, RATES);
    expect([...bqn.policies.keys()]).toEqual([name]);
    expect((await tell(bqn, 'POST', '/policies/rate/a/b', RATES)).status).toBe(404);
    expect((await tell(bqn, 'POST', '/policies/rate/50%', RATES)).status).toBe(404);
  });

  test('an error says what is wrong, and a rate is a whole number of Kbps', async () => {
    const bqn = await bqnOf();
    const reply = await tell(bqn, 'POST', '/policies/rate/P', { ...RATES, rateLimitUplink: { rate: 1.5 } });
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.text)).toMatchObject({ error: { message: expect.stringContaining('rateLimitUplink') } });
    expect((await tell(bqn, 'POST', '/subscribers/100.64.0.300', {})).status).toBe(400);
  });

  test('lists are whole, with the key in a field whose name is not known for sure', async () => {
    const bqn = await bqnOf();
    bqn.seedPolicy('P');
    bqn.seedSubscriber('100.64.0.1', { subscriberId: 'a', policyRate: 'P' });
    expect(await items(bqn, '/policies/rate')).toMatchObject([{ policyName: 'P', rateLimitUplink: { rate: -1 } }]);
    expect(await items(bqn, '/subscriberGroups')).toEqual([{ subscriberGroupName: 'all-subscribers' }]);
    bqn.quirks.keyFields = 'short';
    expect(await items(bqn, '/subscribers')).toMatchObject([{ ip: '100.64.0.1', policyAssignedBy: 'api' }]);
    expect(bqn.lists).toEqual({ policies: 1, subscribers: 1, subscriberGroups: 1 });
    expect((await tell(bqn, 'POST', '/subscribers', [{}])).status).toBe(405);
  });

  test('the list also has IPs that nobody wrote, and a deleted one comes back while its traffic is seen', async () => {
    const bqn = await bqnOf();
    bqn.seedSeen('100.64.0.9');
    expect(await items(bqn, '/subscribers')).toEqual([{ subscriberIp: '100.64.0.9', policyAssignedBy: 'rules' }]);
    await tell(bqn, 'POST', '/subscribers/100.64.0.9', { subscriberId: 'a' });
    expect(bqn.subscriber('100.64.0.9')).toMatchObject({ policyAssignedBy: 'api' });
    await tell(bqn, 'DELETE', '/subscribers/100.64.0.9');
    expect(bqn.subscriber('100.64.0.9')).toEqual({ subscriberIp: '100.64.0.9', policyAssignedBy: 'rules' });
  });

  test('IPv6 is keyed by its /64', async () => {
    const bqn = await bqnOf();
    await tell(bqn, 'POST', `/subscribers/${encodeURIComponent('2001:DB8:0:10::1')}`, { subscriberId: 'a' });
    expect([...bqn.subscribers.keys()]).toEqual(['2001:db8:0:10::']);
  });

  test('groups: canonical IPv6, masked ranges, order not kept, empty lists absent, no spaces', async () => {
    const bqn = await bqnOf();
    const group = { subscriberMembers: ['100.64.0.1', '100.64.0.2'], subscriberRanges: ['2001:0DB8:0:10::1/60'] };
    await tell(bqn, 'POST', '/subscriberGroups/DS-a', group);
    expect(bqn.group('DS-a')).toEqual({
      subscriberGroupName: 'DS-a',
      subscriberMembers: ['100.64.0.2', '100.64.0.1'],
      subscriberRanges: ['2001:db8:0:10::/60'],
    });
    await tell(bqn, 'PUT', '/subscriberGroups/DS-a', { subscriberMembers: [] });
    expect(bqn.group('DS-a')).not.toHaveProperty('subscriberMembers');
    expect((await tell(bqn, 'POST', '/subscriberGroups/DS%20a', group)).status).toBe(400);
    expect((await tell(bqn, 'DELETE', '/subscriberGroups/all-subscribers')).status).toBe(400);
  });

  test('a static policy is listed or not, and ignores what is written onto it', async () => {
    const bqn = await bqnOf();
    bqn.seedStaticPolicy('GUI', { policyId: '9' });
    expect((await tell(bqn, 'POST', '/policies/rate/GUI', RATES)).status).toBe(200);
    expect(bqn.policy('GUI')).toMatchObject({ policyId: '9' });
    bqn.quirks.staticWrite = 400;
    expect((await tell(bqn, 'DELETE', '/policies/rate/GUI')).status).toBe(400);
    bqn.quirks.staticListed = false;
    expect(await items(bqn, '/policies/rate')).toEqual([]);
  });

  test('a subscriber may name a policy that does not exist: nothing limits the customer, so it is a violation', async () => {
    const bqn = await bqnOf();
    bqn.seedPolicy('P');
    await tell(bqn, 'POST', '/subscribers/100.64.0.1', { policyRate: 'P' });
    expect(bqn.violations).toEqual([]);
    await tell(bqn, 'POST', '/subscriberGroups/DS-a', { policyRate: 'Q' });
    await tell(bqn, 'DELETE', '/policies/rate/P');
    expect(bqn.violations).toHaveLength(2);
    expect(bqn.dangling()).toEqual(['100.64.0.1 -> P', 'DS-a -> Q']);
    bqn.forgetWrites();
    expect([bqn.violations, bqn.writes]).toEqual([[], []]);
  });

  test('an occasional 500, before or after the write was done', async () => {
    const bqn = await bqnOf();
    bqn.faults.on({ target: 'policies', key: 'P', nth: 1 }, answer({ status: 500 }));
    bqn.faults.on({ target: 'policies', key: 'P', nth: 2 }, answer({ status: 500 }, { done: true }));
    await tell(bqn, 'POST', '/policies/rate/P', RATES);
    expect(bqn.policies.has('P')).toBe(false);
    await tell(bqn, 'POST', '/policies/rate/P', RATES);
    expect(bqn.policies.has('P')).toBe(true);
    expect(bqn.writesOf('policies')).toMatchObject([
      { method: 'POST', kind: 'policies', key: 'P', body: RATES, status: 500 },
      { status: 500 },
    ]);
  });

  test('connections are kept alive, and so many requests are served at a time', async () => {
    const bqn = await bqnOf({ latency: { ms: 5, parallel: 2 } });
    const agent = new Agent({ keepAlive: true, maxSockets: 3 });
    const headers = { authorization: basic(`${bqn.user}:${bqn.password}`) };
    const started = performance.now();
    const get = () => ask(bqn, `${ROOT}/subscribers`, { method: 'GET', headers, agent });
    await Promise.all(Array.from({ length: 8 }, get));
    expect(performance.now() - started).toBeGreaterThan(15);
    expect(bqn.traffic).toMatchObject({ connections: 3, peak: 3, requests: 8 });
    agent.destroy();
  });
});

describe('certificates', () => {
  const get = async (bqn: BqnSimulator, ca: string) => ask(bqn, `${ROOT}/subscribers`, { method: 'GET', ca });

  test('self-signed: trusted by itself, refused by others, the same for the same options', async () => {
    const bqn = await bqnOf();
    const other = await selfSigned({ edition: 'another' });
    expect((await get(bqn, bqn.certificate)).status).toBe(401);
    await expect(get(bqn, other.certificate)).rejects.toThrow(/self.signed/);
    expect(bqn.traffic).toMatchObject({ requests: 1, refusedHandshakes: expect.any(Number) });
    expect((await selfSigned()).fingerprint256).toBe(bqn.fingerprint256);
    expect(other.fingerprint256).not.toBe(bqn.fingerprint256);
  });

  test('expired, and for another host', async () => {
    const old = await bqnOf({ certificate: await expired() });
    const elsewhere = await bqnOf({ certificate: await selfSigned({ host: 'bqn.example' }) });
    await expect(get(old, old.certificate)).rejects.toThrow('certificate has expired');
    await expect(get(elsewhere, elsewhere.certificate)).rejects.toThrow(/does not match certificate's altnames/);
  });

  test('a private CA with an intermediate', async () => {
    const root = await certificateAuthority();
    const leaf = await (await root.intermediate()).issue();
    const bqn = await bqnOf({ certificate: leaf });
    expect((await get(bqn, root.certificate)).status).toBe(401);
    await expect(get(bqn, (await certificateAuthority()).certificate)).rejects.toThrow();
  });

  test('a box as old as OpenSSL 1.0.1: TLS 1.2, RSA key exchange, CBC with SHA-1, RSA 1024', async () => {
    const certificate = await ancient();
    const ciphers = 'AES128-SHA:@SECLEVEL=0';
    const bqn = await bqnOf({ certificate, tls: { maxVersion: 'TLSv1.2', ciphers } });
    const socket = connect({ host: '127.0.0.1', port: bqn.port, rejectUnauthorized: false, ciphers });
    await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
    expect([socket.getProtocol(), socket.getCipher().name]).toEqual(['TLSv1.2', 'AES128-SHA']);
    expect(socket.getPeerCertificate().bits).toBe(1024);
    socket.destroy();
  });
});

describe('ISPs', () => {
  test('the same seed gives the same ISP, another seed another', () => {
    expect(generateIsp({ logins: 300, seed: 4 })).toEqual(generateIsp({ logins: 300, seed: 4 }));
    expect(generateIsp({ logins: 300, seed: 4 })).not.toEqual(generateIsp({ logins: 300, seed: 5 }));
  });

  test('a generated ISP has all that is told of IXC', () => {
    const { logins, plans, contracts } = generateIsp({ logins: 3000 });
    const online = logins.filter((login) => login.online === 'S');
    const addresses = online.map((login) => login.ip?.trim());
    const planIds = new Set(plans.map((plan) => plan.id));
    const contractIds = new Set(contracts.map((contract) => contract.id));
    expect(new Set(logins.map((login) => login.online))).toEqual(new Set(['S', 'N', 'SS', 'I', '']));
    expect(new Set(addresses).size).toBeLessThan(online.length);
    for (const odd of [undefined, '', '0.0.0.0']) expect(addresses).toContain(odd);
    expect(online.some((login) => login.ip !== login.ip?.trim())).toBe(true);
    expect(online.some((login) => login.plan === '0') && online.some((login) => login.plan === '99999')).toBe(true);
    expect(online.every((login) => planIds.has(login.plan))).toBe(false);
    expect(online.every((login) => contractIds.has(login.contract))).toBe(false);
    expect(online.some((login) => login.contract === '')).toBe(true);
    expect(new Set(contracts.map((contract) => contract.status))).toEqual(
      new Set(['A', 'FA', 'CM', 'CA', 'D', 'AA', 'CE', '']),
    );
    expect(contracts.length).toBe(9000);
    for (const speed of ['310M', '1,5M', '1.5M', '409600k', '10 M', '10240', '', '0', '1G']) {
      expect(plans.map((plan) => plan.download)).toContain(speed);
    }
    for (const sign of ['/', '%', '#', 'ç', ' ']) expect(plans.some((plan) => plan.name.includes(sign))).toBe(true);
    expect(new Set(plans.map((plan) => plan.name)).size).toBeLessThan(plans.length);
    expect(plans.some((plan) => plan.kind !== 'I')).toBe(true);
    expect(logins.filter((login) => login.prefix?.trim().toLowerCase().startsWith('2001:')).length).toBeGreaterThan(
      500,
    );
  });

  test('builders: a login finds a plan and a contract by itself, unless it names one or none', () => {
    const plan = aPlan({ name: 'Fibra' });
    const isp = anIsp({
      plans: [plan],
      logins: [aLogin(), aLogin({ contract: 'c1' }), aLogin({ plan: '0', contract: '' })],
      contracts: [aContract('c1', { status: 'CA' })],
    });
    const [own, blocked, none] = isp.logins;
    expect([own.plan, none.plan]).toEqual([plan.id, '0']);
    expect(isp.contracts.find(({ id }) => id === own.contract)).toMatchObject({ status: 'A' });
    expect(isp.contracts.find(({ id }) => id === blocked.contract)).toMatchObject({ status: 'CA' });
    expect([none.contract, isp.contracts.length]).toEqual(['', 2]);
  });

  test('churn changes as many customers as it says', () => {
    const isp = generateIsp({ logins: 500, odd: false });
    const before = isp.logins.map((login) => login.online);
    expect(churn(isp, { on: 10, off: 20, block: 5 })).toMatchObject({ on: 10, off: 20, block: 5 });
    expect(isp.logins.filter((login, index) => login.online !== before[index])).toHaveLength(30);
  });
});

test('as a process of its own: serves, answers commands, ends when stdin closes', async () => {
  const flags = [
    '--logins',
    '50',
    '--contracts',
    '80',
    '--groups',
    '9',
    '--online',
    '1',
    '--seed',
    '2',
    '--columns',
    'few',
  ];
  const main = new URL('main.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...flags], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const read = async () => JSON.parse(String((await lines.next()).value)) as { ixc?: unknown };
  const command = (text: string) => {
    child.stdin.write(`${text}\n`);
    return read();
  };
  const hello = await read();
  expect(hello).toMatchObject({
    ixc: { host: expect.stringMatching(/^127\.0\.0\.1:\d+$/), key: expect.any(String) },
    contracts: 80,
  });
  const ixc = hello.ixc as IxcSimulator;
  const agent = new Agent({ rejectUnauthorized: false });
  const headers = { ixcsoft: 'listar', authorization: basic(ixc.key), 'accept-encoding': 'gzip' };
  await ask(ixc, '/webservice/v1/radusuarios', { agent, headers, body: keyset('0', '20') });
  expect(await command('{"cmd":"churn","on":2,"off":3,"block":1}')).toMatchObject({ on: 0, off: 3, block: 1 });
  expect(await command('{"cmd":"warm"}')).toEqual({ pages: 3 });
  expect(await command('{"cmd":"counters"}')).toMatchObject({ ixc: { requests: 4, inserts: 0 }, bqn: { writes: {} } });
  expect(await command('{"cmd":"nonsense"}')).toHaveProperty('error');
  child.stdin.end();
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
});
