import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import {
  aContract,
  addressAt,
  aLogin,
  anIsp,
  aPlan,
  changeRows,
  errorDiv,
  ixcError,
  nginxError,
  type Subject,
} from '../../simulator/index.ts';
import { variant } from '../../support/variant.ts';
import { aWorld, onEnd, told, type World } from '../../support/world.ts';

/** Only contracts out of service are asked for, and nobody is let through on a presumption (`--contracts auto`). */

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

const BLOCK = 'Billing-Block';
const CUSTOMERS = 80;
const CONTRACTS = 2200;
const OUT_OF_SERVICE = 700;

/** Eighty customers online, of whom the first eight are blocked, and the contracts of those who left long ago. */
async function aTown(context: Parameters<typeof onEnd>[0]): Promise<World> {
  const isp = anIsp({ plans: [aPlan({ id: '1', name: 'Ouro', download: '100M', upload: '50M' })] });
  for (let at = 1; at <= CONTRACTS; at++) {
    const isOut = at <= 8 || at > CONTRACTS - OUT_OF_SERVICE;
    isp.contracts.push(aContract(String(at), { status: isOut ? 'CA' : at % 2 === 0 ? 'A' : 'FA' }));
  }
  for (let at = 1; at <= CUSTOMERS; at++)
    isp.logins.push(aLogin({ login: `c${at}`, ip: addressAt(at), plan: '1', contract: String(at) }));
  const world = await aWorld(onEnd(context), { isp, seeded: false });
  await run(world, 0, ['--force']);
  expect(rowsAsked(world), 'all at first').toBe(CONTRACTS);
  expect(blocked(world)).toHaveLength(8);
  return world;
}

async function run(world: World, code: number, args: readonly string[] = []): Promise<string> {
  world.ixc.requests.splice(0);
  world.bqn.forgetWrites();
  const done = await world.runBare([...args, '--report', world.path('report.json')]);
  expect(done.code, told(done)).toBe(code);
  world.expectGoodManners(done);
  return done.output;
}

function blocked(world: World): string[] {
  const entries = [...world.bqn.subscribers.values()].filter(({ policyRate }) => policyRate === BLOCK);
  return entries.map(({ subscriberId }) => String(subscriberId));
}

/** How many contracts IXC sent in the last run, those asked for by id aside. */
function rowsAsked(world: World): number {
  const { read } = JSON.parse(readFileSync(world.path('report.json'), 'utf8')) as {
    readonly read: Readonly<Record<string, { readonly rows: number }>>;
  };
  return read['cliente_contrato']?.rows ?? Number.NaN;
}

/** The contracts that were asked for one by one. */
function askedById(world: World): string[] {
  const bodies = world.ixc.requestsFor('cliente_contrato').map(({ body }) => body as Record<string, string>);
  return bodies
    .filter(({ qtype, oper }) => qtype === 'cliente_contrato.id' && oper === '=')
    .map(({ query = '' }) => query);
}

function setStatus(world: World, number: number, status: string): void {
  for (const one of world.ixc.isp.contracts) if (one.id === String(number)) one.status = status;
}

/** Requests for contracts out of service. */
const isForPart = ({ body }: Subject) => JSON.stringify(body).includes('!=');
const isById = ({ body }: Subject) => (body as Record<string, string>)['oper'] === '=';

test.concurrent('from the second run on those in service are not asked for, and nothing is written', async (context) => {
  const world = await aTown(context);
  await run(world, 0);
  expect(rowsAsked(world)).toBe(OUT_OF_SERVICE + 8);
  expect(askedById(world), 'nobody would be let through').toEqual([]);
  expect(world.bqn.writes).toEqual([]);
  await run(world, 0, ['--contracts', 'all']);
  expect(rowsAsked(world)).toBe(CONTRACTS);
});

variant('who is blocked is seen, and who pays is asked for before they are let through', async (context) => {
  const world = await aTown(context);
  setStatus(world, 1, 'FA');
  setStatus(world, 20, 'CM');
  const output = await run(world, 0);
  expect(askedById(world)).toEqual(['1']);
  expect(blocked(world).sort()).toEqual(['c2', 'c20', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8']);
  expect(output).toMatch(/opens c1 .*contract 1: FA -> service/);
  await run(world, 0);
  expect(askedById(world)).toEqual([]);
  expect(world.bqn.writes).toEqual([]);
});

variant('a contract that is gone, or says nothing, lets nobody through by being no block', async (context) => {
  const world = await aTown(context);
  const { contracts } = world.ixc.isp;
  const without = (numbers: readonly number[]) => contracts.filter(({ id }) => !numbers.includes(Number(id)));
  world.ixc.isp.contracts = without([1, 2, 3]);
  const output = await run(world, 6);
  expect(askedById(world), 'asked for, and not there').toEqual(['1', '2', '3']);
  expect(output).toMatch(/3 of 8 blocked subscribers whose contract is gone/);
  expect(blocked(world)).toHaveLength(8);
  world.ixc.isp.contracts = contracts;
  setStatus(world, 4, '');
  for (const one of contracts) if (one.id === '5') one.extra = { status_internet: null };
  await run(world, 0);
  expect(rowsAsked(world), 'one without a status is in neither part: all are read').toBe(CONTRACTS);
  expect(blocked(world)).toHaveLength(8);
});

variant('of more than fifty all are read instead', async (context) => {
  const world = await aTown(context);
  for (let at = 1; at <= 70; at++) setStatus(world, at, 'CA');
  await run(world, 0, ['--force']);
  expect(blocked(world)).toHaveLength(70);
  for (let at = 1; at <= 60; at++) setStatus(world, at, 'A');
  await run(world, 0);
  expect(askedById(world)).toEqual([]);
  expect(blocked(world)).toHaveLength(10);
  expect(
    world.ixc.requestsFor('cliente_contrato').some(({ body }) => !JSON.stringify(body).includes('grid_param')),
  ).toBe(true);
  await run(world, 0);
  expect(rowsAsked(world), 'the next runs do not try again at once').toBe(CONTRACTS);
});

const DISOBEDIENT: readonly (readonly [what: string, bend: (world: World) => void])[] = [
  ['refuses the question', (world) => world.ixc.faults.on({ target: 'cliente_contrato', when: isForPart }, errorDiv())],
  [
    'answers with one that is in service',
    (world) =>
      world.ixc.faults.on(
        { target: 'cliente_contrato', when: isForPart },
        changeRows((rows) => rows.map((row, at) => (at === 5 ? { ...row, status_internet: 'A' } : row))),
      ),
  ],
  [
    'leaves one out',
    (world) =>
      world.ixc.faults.on(
        { target: 'cliente_contrato', when: isForPart },
        changeRows((rows) => rows.filter(({ id }) => id !== '2')),
      ),
  ],
];

for (const [what, bend] of DISOBEDIENT) {
  variant(`an IXC that ${what} is asked for all, now and in the next runs`, async (context) => {
    const world = await aTown(context);
    bend(world);
    await run(world, 0);
    expect(rowsAsked(world)).toBe(CONTRACTS);
    expect(world.bqn.writes).toEqual([]);
    await run(world, 0);
    expect(world.ixc.requestsFor('cliente_contrato').some(({ body }) => JSON.stringify(body).includes('!='))).toBe(
      false,
    );
  });
}

variant('whose contract cannot be asked for stays as they are', async (context) => {
  const world = await aTown(context);
  setStatus(world, 1, 'A');
  const fault = world.ixc.faults.on(
    { target: 'cliente_contrato', when: isById },
    ixcError('Recurso x não está disponível!'),
  );
  const output = await run(world, 0);
  expect(output).toMatch(/1 contracts could not be asked for, so their customers stay as they are/);
  expect(blocked(world)).toContain('c1');
  world.ixc.faults.off(fault);
  await run(world, 0);
  expect(blocked(world)).not.toContain('c1');
});

variant('another contract than the one that was asked for is no answer', async (context) => {
  const world = await aTown(context);
  setStatus(world, 1, 'A');
  world.ixc.faults.on(
    { target: 'cliente_contrato', when: isById },
    changeRows((rows) => rows.map((row) => ({ ...row, id: '77' }))),
  );
  expect(await run(world, 0)).toMatch(/another contract came than 1/);
  expect(blocked(world)).toContain('c1');
});

variant('a dead IXC ends the run as ever, and a contract newer than the count is read', async (context) => {
  const world = await aTown(context);
  world.ixc.isp.contracts.push(aContract('9001', { status: 'AA' }));
  world.ixc.isp.logins.push(aLogin({ login: 'new', ip: addressAt(200), plan: '1', contract: '9001' }));
  // The count is of before it was made.
  const fault = world.ixc.faults.on(
    { target: 'cliente_contrato', when: ({ body }) => JSON.stringify(body).includes('"desc"') },
    changeRows((rows) => rows.map((row) => ({ ...row, id: String(CONTRACTS) }))),
  );
  await run(world, 0);
  expect(blocked(world)).toContain('new');
  world.ixc.faults.off(fault);
  world.ixc.faults.on({ target: 'cliente_contrato' }, nginxError(500));
  await run(world, 3);
  expect(world.bqn.writes).toEqual([]);
});

variant('twice a day, for a page or a list of what to mend, and with reduced speeds, all are read', async (context) => {
  const world = await aTown(context);
  for (const args of [
    ['--worklist', world.path('w.csv')],
    ['--html', world.path('p.html')],
    ['--reduced'],
    ['--no-block'],
  ]) {
    await run(world, 0, [...args, '--force']);
    expect(rowsAsked(world), args.join(' ')).toBe(CONTRACTS);
  }
  await run(world, 0, ['--force']);
  expect(rowsAsked(world)).toBeLessThan(CONTRACTS);
  const state = JSON.parse(readFileSync(world.stateFile, 'utf8')) as { contracts: { at: number } };
  state.contracts.at -= 13 * 3600;
  writeFileSync(world.stateFile, JSON.stringify(state));
  await run(world, 0);
  expect(rowsAsked(world)).toBe(CONTRACTS);
});
