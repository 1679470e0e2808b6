import { type Effect, Faults, type Listing, type ListingRow, nginxPage, type Subject } from './faults.ts';
import type { Isp } from './isp.ts';
import { ERROR_DIV, ERROR_TYPE, ixcErrorBody, LISTING_TYPE, LOGIN_PAGE } from './ixc-faults.ts';
import { IXC_QUIRKS, type IxcQuirks, type TableQuirks } from './ixc-quirks.ts';
import { PageCache } from './page-cache.ts';
import { BadQuery, type Condition, matching, type Query, readQuery, sorted } from './query.ts';
import { scatter } from './random.ts';
import type { SentAnswer } from './sending.ts';
import { type Incoming, type ServerOptions, startServer, type Traffic, type Visit } from './server.ts';
import { asciiJson, IXC_TABLES, type Row, TABLES, type Table, type TableName } from './tables.ts';

/** A real HTTPS IXC on loopback, faithful to src/ixc/README.md and to nothing else. */

export interface IxcOptions extends ServerOptions {
  /** `<numeric user id>:<64 hex>`. */
  readonly key?: string;
  readonly quirks?: Partial<IxcQuirks>;
  readonly tableQuirks?: TableQuirks;
  /** Keeps pages, compressed, until `changed()` says that a table's rows are others. For benchmarks. */
  readonly cache?: boolean;
}

/** One request as it came; its `status` and `ms` are filled in as it is answered and stay 0 while it hangs. */
export interface IxcRequest {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** Last part of the path. */
  readonly table: string;
  /** The parsed JSON, or undefined when it is not JSON. */
  readonly body: unknown;
  /** The header that makes a POST a listing; undefined when it was left out. */
  readonly ixcsoft: string | undefined;
  readonly authorization: string | undefined;
  readonly acceptEncoding: string | undefined;
  /** 0 when no answer went out. */
  status: number;
  ms: number;
}

export interface PageRequest {
  readonly table: TableName;
  /** How many listings of this table were asked for so far, this one included. */
  readonly count: number;
  readonly page: number;
  readonly rp: number;
}
export type PageHook = (request: PageRequest) => void | Promise<void>;

export interface IxcSimulator {
  /** "127.0.0.1:PORT" */
  readonly host: string;
  readonly port: number;
  /** As an operator would paste it: `id:hash`. */
  readonly key: string;
  /** PEM. */
  readonly certificate: string;
  readonly fingerprint256: string;
  isp: Isp;
  readonly quirks: IxcQuirks;
  readonly tableQuirks: TableQuirks;
  readonly faults: Faults;
  /** Tables that this key's user group may not read. */
  readonly forbidden: Set<string>;
  /** False when the caller's network is not on the key's list. */
  networkAllowed: boolean;
  readonly requests: IxcRequest[];
  /** Requests that would have changed the ISP's data: must stay 0. */
  inserts: number;
  /** Rows of all listings so far. */
  rowsSent: number;
  /** What a client does of which nothing is known, such as values that are no strings. */
  readonly complaints: string[];
  readonly traffic: Traffic;
  /** Called before each page is computed, so that a test can change the ISP while it is being read. */
  beforePage(hook: PageHook): void;
  /** Tells the cache that this table, or all, have other rows now. */
  changed(table?: TableName): void;
  /** The requests for one table, in order. */
  requestsFor(table: TableName): IxcRequest[];
  close(): Promise<void>;
}

const KEY = `7:${'5a15d248376b1324cd1524ad3a37be31'.repeat(2)}`;

export async function startIxc(isp: Isp, options: IxcOptions = {}): Promise<IxcSimulator> {
  const site = new IxcSite(isp, options);
  const server = await startServer(site, site.faults, options);
  return Object.assign(site, {
    host: server.host,
    port: server.port,
    certificate: server.certificate.certificate,
    fingerprint256: server.certificate.fingerprint256,
    traffic: server.traffic,
    close: server.close,
  });
}

class IxcSite {
  readonly gzip = true;
  readonly key: string;
  readonly quirks: IxcQuirks;
  readonly tableQuirks: TableQuirks;
  readonly faults = new Faults();
  readonly forbidden = new Set<string>();
  readonly requests: IxcRequest[] = [];
  readonly complaints: string[] = [];
  isp: Isp;
  networkAllowed = true;
  inserts = 0;
  rowsSent = 0;
  readonly #cache: PageCache | undefined;
  readonly #hooks: PageHook[] = [];
  readonly #counts: Partial<Record<TableName, number>> = {};

  constructor(isp: Isp, options: IxcOptions) {
    this.isp = isp;
    this.key = options.key ?? KEY;
    this.quirks = { ...IXC_QUIRKS, ...options.quirks };
    this.tableQuirks = { ...options.tableQuirks };
    this.#cache = options.cache === true ? new PageCache() : undefined;
  }

  beforePage(hook: PageHook): void {
    this.#hooks.push(hook);
  }

  changed(table?: TableName): void {
    this.#cache?.forget(table);
  }

  requestsFor(table: TableName): IxcRequest[] {
    return this.requests.filter((request) => request.table === table);
  }

  open(incoming: Incoming): Visit {
    const [path = ''] = incoming.url.split('?');
    const table = path.split('/').at(-1) ?? '';
    const body = parsed(incoming.body);
    const record: IxcRequest = {
      at: Date.now(),
      method: incoming.method,
      path,
      table,
      body,
      ixcsoft: header(incoming, 'ixcsoft'),
      authorization: header(incoming, 'authorization'),
      acceptEncoding: header(incoming, 'accept-encoding'),
      status: 0,
      ms: 0,
    };
    this.requests.push(record);
    const { page, rp } = pageFields(body);
    const subject = { method: incoming.method, target: table, key: '', page, rp, path, body };
    return {
      subject,
      answer: (effects) => this.#answer(record, subject, effects),
      answered: (status, ms) => Object.assign(record, { status, ms }),
    };
  }

  /** In the order of a real request's way: nginx, the key, its network, the operation, its permission, MySQL. */
  async #answer(request: IxcRequest, subject: Subject, effects: readonly Effect[]): Promise<SentAnswer> {
    const service = /^\/webservice\/v1\/[^/]+$/.test(request.path);
    if (!service) return page(LOGIN_PAGE, 200, 'text/html; charset=UTF-8');
    if (!this.#isKey(request.authorization)) return page(nginxPage(401), 401, 'text/html');
    if (!this.networkAllowed) return this.#error('Seu IP não está liberado para acessar este recurso!<br />Verifique.');
    if (request.ixcsoft !== 'listar') return this.#insert(request);
    const table = TABLES.find((name) => name === request.table);
    if (table === undefined) return this.#error(`Recurso ${request.table} não está disponível!`);
    if (this.forbidden.has(table)) return this.#error(`Usuário não tem permissão<br />para listar ${table}.`);
    return this.#list(IXC_TABLES[table], subject, effects);
  }

  #isKey(authorization: string | undefined): boolean {
    const expected = Buffer.from(this.key).toString('base64');
    return authorization?.replace(/^basic /i, '') === expected;
  }

  /** Without `ixcsoft: listar` a POST is an INSERT (sure). It is counted, and answered as if it were done. */
  #insert(request: IxcRequest): SentAnswer {
    this.inserts += 1;
    this.complaints.push(`${request.method} ${request.path} without "ixcsoft: listar"`);
    return page(asciiJson({ type: 'success', message: 'Registro inserido com sucesso!', id: '1' }), 200, ERROR_TYPE);
  }

  #error(text: string): SentAnswer {
    return page(ixcErrorBody(text, this.quirks.errorField), 200, ERROR_TYPE);
  }

  async #list(table: Table, subject: Subject, effects: readonly Effect[]): Promise<SentAnswer> {
    this.#complain(subject);
    const count = (this.#counts[table.name] ?? 0) + 1;
    this.#counts[table.name] = count;
    for (const hook of this.#hooks) await hook({ table: table.name, count, page: subject.page, rp: subject.rp });
    const quirks = { ...this.quirks, ...this.tableQuirks[table.name] };
    const compute = (): SentAnswer => this.#listing(table, subject, effects, quirks, count);
    const bent = effects.some((effect) => effect.kind !== 'delay');
    const answer =
      this.#cache === undefined || bent ? compute() : await this.#cache.answer(table.name, subject.body, compute);
    this.rowsSent += answer.rows ?? 0;
    return answer;
  }

  #listing(table: Table, subject: Subject, effects: readonly Effect[], quirks: IxcQuirks, count: number): SentAnswer {
    try {
      const query = readQuery(table, subject.body, table.rows(this.isp)[0]);
      const conditions = obeyedConditions(query, quirks);
      const found = inOrder(query, quirks, matching(query, this.isp, conditions), count);
      const rows = pageOf(found, query, quirks);
      const changes = effects.filter((effect) => effect.kind === 'listing');
      const texts = rows.map((row) => table.json(row, this.isp.columns));
      if (changes.length === 0)
        return { ...page(listingJson(query, found.length, texts, quirks), 200, LISTING_TYPE), rows: rows.length };
      const listing = listingObject(query, found.length, texts, quirks);
      for (const { change } of changes) change(listing, subject);
      return page(asciiJson(listing), 200, LISTING_TYPE);
    } catch (error) {
      if (error instanceof BadQuery) return page(ERROR_DIV, quirks.queryErrorStatus, ERROR_TYPE);
      throw error;
    }
  }

  /** "Every value is a string": what another type does is nobody's knowledge. */
  #complain({ method, path, body }: Subject): void {
    if (method !== 'POST') this.complaints.push(`${method} ${path}: one installation requires POST`);
    const values = Object.entries(typeof body === 'object' && body !== null ? body : {});
    const odd = values.filter(([, value]) => typeof value !== 'string').map(([name]) => name);
    if (odd.length > 0) this.complaints.push(`${path}: not a string: ${odd.join(', ')}`);
  }
}

/** Which conditions this server heeds; throws BadQuery where it refuses. */
function obeyedConditions({ filter, grid }: Query, { keyset }: IxcQuirks): Condition[] {
  const isKeyset = filter?.column === 'id' && filter.oper === '>';
  if (isKeyset && keyset === 'refused') throw new BadQuery('id >');
  if (grid.length > 0 && keyset === 'grid_param refused') throw new BadQuery('grid_param');
  const kept = filter === undefined || (isKeyset && keyset === 'filter ignored') ? [] : [filter];
  return keyset === 'grid_param ignored' ? kept : [...kept, ...grid];
}

/** There is no order without `sortname` (src/ixc/README.md, "The answer of a list"). */
function inOrder(query: Query, { keyset, order }: IxcQuirks, rows: Row[], count: number): Row[] {
  if (query.sort !== undefined && keyset !== 'sort ignored') return sorted(rows, query, keyset === 'string-sorted ids');
  if (order === 'insertion') return rows;
  const seed = order === 'reshuffled' ? count : 1;
  return rows.slice().sort((a, b) => scatter(Number(a.id), seed) - scatter(Number(b.id), seed));
}

function pageOf(rows: readonly Row[], { page: number, rp }: Query, quirks: IxcQuirks): readonly Row[] {
  const size = Math.min(rp, quirks.cap);
  const offset = quirks.pageIgnored ? 0 : (number - 1) * (quirks.capOffset === 'capped' ? size : rp);
  return rows.slice(offset, offset + size + quirks.surplus);
}

/** Built as text: a page of 10,000 real rows is 40 MB, and parsing it only to write it again would take seconds. */
function listingJson(query: Query, total: number, rows: readonly string[], quirks: IxcQuirks): string {
  const totalText = quirks.total === 'number' ? String(total) : `"${total}"`;
  const head = `"page":"${query.page}","total":${totalText}`;
  if (rows.length === 0 && quirks.noRows === 'absent') return `{${head}}`;
  if (quirks.registros === 'array') return `{${head},"registros":[${rows.join(',')}]}`;
  return `{${head},"registros":{${rows.map((row, index) => `"${index}":${row}`).join(',')}}}`;
}

/** The same for faults that change rows; these are always an array at first. */
function listingObject(query: Query, total: number, rows: readonly string[], quirks: IxcQuirks): Listing {
  const records = rows.map((row) => JSON.parse(row) as ListingRow);
  return { page: String(query.page), total: quirks.total === 'number' ? total : String(total), registros: records };
}

function page(body: string, status: number, contentType: string): SentAnswer {
  return { status, body, headers: { server: 'nginx', 'content-type': contentType } };
}

function header(incoming: Incoming, name: string): string | undefined {
  const value = incoming.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

function pageFields(body: unknown): { page: number; rp: number } {
  const fields = typeof body === 'object' && body !== null ? (body as { page?: unknown; rp?: unknown }) : {};
  return { page: Number(fields.page ?? 0), rp: Number(fields.rp ?? 0) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
