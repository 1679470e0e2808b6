import { expect } from 'vitest';
import {
  answer,
  changeRows,
  cut,
  emptyList,
  emptyObject,
  errorDiv,
  flood,
  hang,
  hangMidBody,
  invalidUtf8,
  ixcError,
  loginPage,
  lostRows,
  missingColumns,
  nginxError,
  nginxPage,
  noRecords,
  nullColumns,
  recordsAsObject,
  redirect,
  repeatedRows,
  reset,
  startIxc,
  totalAsNumber,
  totalOf,
  truncate,
  unsortedRows,
  wrongTableRows,
} from '../../simulator/index.ts';
import { isThroughBundle } from '../../support/from-source.ts';
import type { World } from '../../support/world.ts';
import { ALL_TABLES, type Fault, type TableName } from '../fault.ts';

/** What IXC does on its worst day. */

const WHOLE = 'ends before the first write';
const AGAIN = 'asks again and goes on';
const SOON = ['--ixc-timeout', '0.7'];

const everywhere = { system: 'IXC', tables: ALL_TABLES } as const;

/** Three columns of each table that a row cannot do without. */
const NEEDED: Readonly<Record<TableName, readonly string[]>> = {
  radusuarios: ['login', 'ip', 'id_contrato'],
  radgrupos: ['grupo', 'tipo', 'download'],
  cliente_contrato: ['status_internet'],
};

/** A text in each table's rows, behind which a byte can be damaged. */
const TEXTS: Readonly<Record<TableName, string>> = {
  radusuarios: '"login":"',
  radgrupos: '"grupo":"',
  cliente_contrato: '"status_internet":"',
};

function onEvery(effect: Parameters<World['ixc']['faults']['on']>[1]) {
  return (world: World, target: TableName) => void world.ixc.faults.on({ target }, effect);
}

function onFirst(effect: Parameters<World['ixc']['faults']['on']>[1]) {
  return (world: World, target: TableName) => void world.ixc.faults.on({ target, times: 1 }, effect);
}

function fromSecond(effect: Parameters<World['ixc']['faults']['on']>[1]) {
  return (world: World, target: TableName) => void world.ixc.faults.on({ target, from: 2 }, effect);
}

function onSecondOnly(effect: Parameters<World['ixc']['faults']['on']>[1]) {
  return (world: World, target: TableName) => void world.ixc.faults.on({ target, nth: 2 }, effect);
}

function quirk(change: Partial<World['ixc']['quirks']>) {
  return (world: World) => void Object.assign(world.ixc.quirks, change);
}

const PLAIN_QUIRKS = {
  keyset: 'obeyed',
  cap: Number.POSITIVE_INFINITY,
  surplus: 0,
  pageIgnored: false,
  total: 'string',
  registros: 'array',
} as const;

export const IXC_FAULTS: readonly Fault[] = [
  { ...everywhere, fault: '500 for ever', does: WHOLE, exit: 3, arrange: onEvery(nginxError(500)), check: fiveTries },
  { ...everywhere, fault: '500 once', does: AGAIN, exit: 0, arrange: onFirst(nginxError(500)), check: agrees },
  {
    ...everywhere,
    fault: '503 once on a later page',
    does: AGAIN,
    exit: 0,
    arrange: onSecondOnly(nginxError(503)),
    check: agrees,
  },
  {
    ...everywhere,
    fault: '502 once on a later page',
    does: AGAIN,
    exit: 0,
    arrange: onSecondOnly(nginxError(502)),
    check: agrees,
  },
  {
    ...everywhere,
    fault: '504 above a page size',
    does: 'asks for fewer rows at a time and goes on',
    exit: 0,
    args: ['--page-size', '10000'],
    arrange: ({ ixc }, target) => void ixc.faults.on({ target, rpOver: 100 }, nginxError(504)),
    check: agrees,
  },
  {
    ...everywhere,
    fault: '524 of a proxy above a page size',
    does: 'asks for fewer rows at a time and goes on',
    exit: 0,
    args: ['--page-size', '10000'],
    arrange: ({ ixc }, target) => void ixc.faults.on({ target, rpOver: 100 }, nginxError(524)),
    check: agrees,
  },
  { ...everywhere, fault: '504 for ever', does: WHOLE, exit: 3, arrange: onEvery(nginxError(504)), check: fiveTries },
  {
    ...everywhere,
    fault: 'hangs before the headers',
    does: WHOLE,
    exit: 3,
    args: SOON,
    arrange: onEvery(hang()),
    check: fiveTriesAtMost,
  },
  {
    ...everywhere,
    fault: 'hangs in the middle of the body',
    does: WHOLE,
    exit: 3,
    args: SOON,
    arrange: onEvery(hangMidBody()),
    check: fiveTriesAtMost,
  },
  {
    ...everywhere,
    fault: 'hangs once',
    does: AGAIN,
    exit: 0,
    args: ['--ixc-timeout', '2'],
    arrange: onFirst(hang()),
    check: agrees,
  },
  {
    ...everywhere,
    fault: 'the connection is reset for ever',
    does: WHOLE,
    exit: 3,
    arrange: onEvery(reset()),
    check: fiveTries,
  },
  {
    ...everywhere,
    fault: 'the connection is reset once',
    does: AGAIN,
    exit: 0,
    arrange: onSecondOnly(reset()),
    check: agrees,
  },
  { ...everywhere, fault: 'the body is cut short', does: WHOLE, exit: 3, arrange: onEvery(cut()), check: fiveTries },
  {
    ...everywhere,
    fault: 'the body is cut short, without a length',
    does: WHOLE,
    exit: 3,
    arrange: onEvery(cut('chunked')),
    check: fiveTries,
  },
  {
    ...everywhere,
    fault: 'the body is cut short and says that it is whole',
    does: WHOLE,
    exit: 3,
    arrange: onEvery(truncate()),
    check: fiveTries,
  },
  {
    ...everywhere,
    fault: 'the body is cut short once',
    does: AGAIN,
    exit: 0,
    arrange: onSecondOnly(truncate(0.7)),
    check: agrees,
  },
  { ...everywhere, fault: '{"type":"error"} on the first page', does: WHOLE, exit: 3, arrange: onEvery(ixcError()) },
  {
    ...everywhere,
    fault: '{"type":"error"} on a later page',
    does: WHOLE,
    exit: 3,
    arrange: fromSecond(ixcError('Erro interno')),
  },
  {
    ...everywhere,
    fault: '{"type":"error"} once, on a later page',
    does: 'never takes the list for complete',
    exit: [0, 3],
    arrange: onSecondOnly(ixcError('Erro interno', 'valor')),
  },
  { ...everywhere, fault: 'error <div>', does: WHOLE, exit: 3, arrange: onEvery(errorDiv()) },
  { ...everywhere, fault: 'error <div> with status 500', does: WHOLE, exit: 3, arrange: onEvery(errorDiv(500)) },
  { ...everywhere, fault: 'error <div> from a later page on', does: WHOLE, exit: 3, arrange: fromSecond(errorDiv()) },
  { ...everywhere, fault: 'login page', does: WHOLE, exit: 3, arrange: onEvery(loginPage()) },
  { ...everywhere, fault: 'login page from a later page on', does: WHOLE, exit: 3, arrange: fromSecond(loginPage()) },
  {
    ...everywhere,
    fault: 'empty list',
    does: 'does not believe it and ends before the first write',
    exit: 3,
    arrange: onEvery(emptyList()),
  },
  {
    ...everywhere,
    fault: 'empty list once, on the last page',
    does: 'does not believe that the rest has gone',
    exit: [0, 3],
    arrange: ({ ixc }, target) => {
      const last = Math.ceil(rowsOf(ixc.isp, target) / 10);
      ixc.faults.on({ target, nth: last }, emptyList());
    },
  },
  {
    ...everywhere,
    fault: 'no rows, though `total` announces them',
    does: WHOLE,
    exit: 3,
    arrange: onEvery(noRecords()),
  },
  {
    ...everywhere,
    fault: 'an empty list of rows, though `total` announces them',
    does: WHOLE,
    exit: 3,
    arrange: onEvery(noRecords('empty')),
  },
  { ...everywhere, fault: '{}', does: WHOLE, exit: 3, arrange: onEvery(emptyObject()) },
  { ...everywhere, fault: 'an empty body', does: WHOLE, exit: 3, arrange: onEvery(answer({})) },
  { ...everywhere, fault: '`total` is missing', does: WHOLE, exit: 3, arrange: onEvery(totalOf(undefined)) },
  { ...everywhere, fault: '`total` is no number', does: WHOLE, exit: 3, arrange: onEvery(totalOf('muitos')) },
  {
    ...everywhere,
    fault: '`total` as a number',
    does: 'reads it',
    exit: 0,
    arrange: onEvery(totalAsNumber()),
    check: agrees,
  },
  {
    ...everywhere,
    fault: '`registros` as an object map',
    does: 'reads it',
    exit: 0,
    arrange: onEvery(recordsAsObject()),
    check: agrees,
  },
  {
    system: 'IXC',
    fault: 'more rows than asked for',
    does: 'takes them',
    exit: 0,
    arrange: quirk({ surplus: 3 }),
    clear: quirk(PLAIN_QUIRKS),
    check: agrees,
  },
  {
    system: 'IXC',
    fault: 'fewer rows than asked for (a cap of the server)',
    does: 'goes on until it has all',
    exit: 0,
    arrange: quirk({ cap: 7 }),
    clear: quirk(PLAIN_QUIRKS),
    check: agrees,
  },
  {
    system: 'IXC',
    fault: 'the same page for ever',
    does: 'asks for all rows in one page',
    exit: 0,
    arrange: quirk({ keyset: 'filter ignored', pageIgnored: true }),
    clear: quirk(PLAIN_QUIRKS),
    check: agrees,
  },
  {
    system: 'IXC',
    fault: 'the same page for ever, and a cap of the server',
    does: WHOLE,
    exit: 3,
    arrange: quirk({ keyset: 'filter ignored', pageIgnored: true, cap: 7 }),
    clear: quirk(PLAIN_QUIRKS),
  },
  {
    ...everywhere,
    fault: 'rows repeated',
    does: 'counts each once',
    exit: 0,
    arrange: onEvery(repeatedRows(2)),
    check: agrees,
  },
  {
    ...everywhere,
    fault: 'rows unsorted',
    does: 'reads plain pages instead',
    exit: 0,
    arrange: onEvery(unsortedRows()),
    check: agrees,
  },
  {
    ...everywhere,
    fault: 'rows missing from every page',
    does: 'never takes the list for complete',
    exit: [0, 3],
    arrange: onEvery(lostRows(2)),
  },
  { ...everywhere, fault: 'rows of the wrong table', does: WHOLE, exit: 3, arrange: onEvery(wrongTableRows()) },
  {
    ...everywhere,
    fault: 'rows that are no objects',
    does: WHOLE,
    exit: 3,
    arrange: onEvery(changeRows((rows) => rows.map(() => 7))),
  },
  {
    ...everywhere,
    // What a process is sent costs whoever waits as much as it.
    ...(!isThroughBundle() && { tables: ['radusuarios'] }),
    fault: 'a 200 MB answer',
    does: 'stops reading it and ends before the first write',
    exit: 3,
    arrange: onEvery(flood(200_000_000)),
    check: readLittle,
  },
  {
    ...everywhere,
    fault: 'invalid UTF-8',
    does: WHOLE,
    exit: 3,
    arrange: ({ ixc }, target) => void ixc.faults.on({ target }, invalidUtf8(TEXTS[target])),
  },
  {
    ...everywhere,
    fault: 'missing columns',
    does: WHOLE,
    exit: 3,
    arrange: ({ ixc }, target) => void ixc.faults.on({ target }, missingColumns(...NEEDED[target])),
  },
  { ...everywhere, fault: 'null ids', does: WHOLE, exit: 3, arrange: onEvery(nullColumns('id')) },
  {
    system: 'IXC',
    tables: ['radusuarios'],
    fault: 'null addresses',
    does: 'takes the customers for addressless, and they keep what they have',
    exit: 0,
    check: nobodyOnlineGone,
    arrange: onEvery(nullColumns('ip')),
  },
  {
    system: 'IXC',
    tables: ['radusuarios'],
    fault: 'null plans on every login',
    does: 'holds back what would take the plans away',
    exit: 6,
    arrange: onEvery(nullColumns('id_grupo')),
  },
  {
    system: 'IXC',
    tables: ['radusuarios'],
    fault: 'null contracts on every login',
    does: 'lets nobody through who is blocked',
    exit: [3, 6],
    arrange: onEvery(nullColumns('id_contrato')),
  },
  {
    system: 'IXC',
    tables: ['cliente_contrato'],
    fault: 'null status on every contract',
    does: 'neither blocks nor unblocks anybody',
    exit: [0, 6],
    arrange: onEvery(nullColumns('status_internet')),
  },
  {
    system: 'IXC',
    tables: ['radgrupos'],
    fault: 'null speeds on every plan',
    does: 'makes nobody unlimited',
    exit: [0, 3, 6],
    arrange: onEvery(nullColumns('download', 'upload')),
  },
  {
    ...everywhere,
    fault: 'redirect to another host',
    does: 'does not follow: the key must not go there',
    exit: 3,
    async arrange(world, target) {
      const other = await startIxc(world.ixc.isp);
      elsewhere.set(world, [...(elsewhere.get(world) ?? []), other]);
      world.ixc.faults.on({ target }, redirect(`https://${other.host}/webservice/v1/${target}`));
    },
    async check(world) {
      for (const other of elsewhere.get(world) ?? []) {
        expect(other.traffic.connections + other.requests.length, 'nobody came').toBe(0);
        await other.close();
      }
    },
  },
  {
    ...everywhere,
    fault: '401 with a page of nginx',
    does: 'says how to make a new key',
    exit: 3,
    arrange: onEvery(answer({ status: 401, body: nginxPage(401) })),
  },
  {
    system: 'IXC',
    fault: 'wrong key',
    does: 'says how to make a new key',
    exit: 3,
    env: { IXC_KEY: `7:${'0'.repeat(64)}` },
    check: (world, run) => {
      expect(run.output).toMatch(/refused the API key/);
      expect(
        world.ixc.requests.filter(({ status }) => status === 401).length,
        'asked no more than once a table',
      ).toBeLessThanOrEqual(3);
    },
  },
  {
    system: 'IXC',
    fault: 'the address of this machine is not allowed',
    does: 'says where to allow it',
    exit: 3,
    arrange: ({ ixc }) => {
      ixc.networkAllowed = false;
    },
    check: (_world, run) => expect(run.output).toMatch(/IP address/),
  },
  {
    ...everywhere,
    fault: 'the key may not read a table',
    does: 'names the table and the permission',
    exit: 3,
    arrange: ({ ixc }, table) => void ixc.forbidden.add(table),
    check: (_world, run, _before, table) => expect(run.output).toContain(`permission to list ${table}`),
  },
];

const elsewhere = new WeakMap<World, Awaited<ReturnType<typeof startIxc>>[]>();

function agrees(world: World): void {
  expect(world.disagreement(), 'the work is done all the same').toEqual([]);
}

/** Whoever is online keeps their entry; those who are offline may lose theirs. */
function nobodyOnlineGone(world: World, _run: unknown, before: ReturnType<World['held']>): void {
  const online = new Set(world.ixc.isp.logins.filter((login) => login.online === 'S').map(({ ip }) => ip));
  const gone = [...before.subscribers.keys()].filter((ip) => !world.held().subscribers.has(ip));
  expect(
    gone.filter((ip) => online.has(ip)),
    'online, and gone',
  ).toEqual([]);
}

/** As `fiveTries`; a connection that takes too long to open under load is a try that the simulator does not see. */
function fiveTriesAtMost(world: World, _run: unknown, _before: unknown, table: TableName): void {
  expect(lastRun(world, table), `tries of ${table}`).toBeLessThanOrEqual(5);
}

/** "at most 5 tries a page in all" (src/ixc/README.md, "How a list is read"). */
function fiveTries(world: World, _run: unknown, _before: unknown, table: TableName): void {
  const answered = lastRun(world, table);
  expect(answered, `tries of ${table}`).toBe(5);
}

/** Requests since the last run began: each asks first for `id > 0`. */
function lastRun(world: World, table: TableName): number {
  const requests = world.ixc.requestsFor(table);
  const starts = requests.map(({ body }) => (body as { query?: unknown } | undefined)?.query === '0');
  let count = 0;
  for (let at = requests.length - 1; at >= 0 && starts[at]; at--) count++;
  return count;
}

function readLittle({ ixc }: World): void {
  expect(ixc.traffic.bytesSent, 'announced, not read: five times 200 MB a table').toBeGreaterThan(200_000_000);
}

function rowsOf(isp: World['ixc']['isp'], table: TableName): number {
  if (table === 'radgrupos') return isp.plans.length;
  if (table === 'cliente_contrato') return isp.contracts.length;
  return isp.logins.filter((login) => login.online === 'S').length;
}
