import { expect, vi } from 'vitest';
import { aContract, addressAt, aPlan, type Isp, type Login, type TableName } from '../../simulator/index.ts';
import { type Random, seededRandom } from '../../simulator/random.ts';
import { contractOf, itemOf, newCustomer } from '../../support/an-isp.ts';
import { bundleIf, sampled } from '../../support/from-source.ts';
import { BLOCK } from '../../support/wanted.ts';
import { aWorld, type World } from '../../support/world.ts';
import { expectOutcome, expectRecovery, type Fault } from '../fault.ts';

/** IXC while it changes: rows join and leave between two pages, at every page size, in both ways of paging. */

/** That of a page for each row is the dearest; ixc/interleavings.test.ts has them all in memory. */
const PAGE_SIZES = sampled([7, 2, 50, 13, 3, 1], 3);
/** That through the shipped file, for the first of a kind; the others from the source. */
const SHIPPED = 7;

type Comings = (isp: Isp, random: Random, flickering: readonly Login[]) => void;

/** A few customers come and go as they please; all the others are online throughout. */
const comeAndGo: Comings = (_isp, random, flickering) => {
  const login = random.pick(flickering);
  const isOnline = login.online === 'S';
  Object.assign(login, isOnline ? { online: 'N', ip: '' } : { online: 'S', ip: addressOf(login) });
};

/** The worst for numbered pages: each row that leaves the front pulls all others forward, and another joins at the end. */
const leaveInFront: Comings = (isp, _random, flickering) => {
  const first = flickering.find((login) => login.online === 'S');
  if (first !== undefined) Object.assign(first, { online: 'N', ip: '' });
  if (isp.logins.length < MOST_LOGINS) newCustomer(isp);
};

/** Newcomers end some time; a table without an end is a fault of its own. */
const MOST_LOGINS = 90;

function addressOf(login: Login): string {
  return addressAt(700 + Number(login.id));
}

function whileReading(fault: string, keyset: World['ixc']['quirks']['keyset'], comings: Comings): Fault {
  return {
    system: 'IXC while it changes',
    fault,
    does:
      keyset === 'obeyed'
        ? 'misses nobody who is online throughout'
        : 'detects it, and deletes nobody who is online throughout',
    exit: [0, 3, 6],
    async story(onEnd, line) {
      const seed = Math.floor(Math.random() * 2 ** 31);
      const random = seededRandom(seed);
      const world = await aWorld(onEnd, { ixc: { quirks: { keyset } } });
      await world.begin();
      // Of a newcomer the contract may be read a run later, and end in a block.
      const known = new Set(world.ixc.isp.logins);
      for (const size of PAGE_SIZES) await readWhileChanging(world, line, size, comings, random, { seed, known });
      world.ixc.beforePage(() => {});
      await settle(world);
    },
  };
}

async function readWhileChanging(
  world: World,
  line: Fault,
  size: number,
  comings: Comings,
  random: Random,
  { seed, known: atFirst }: { readonly seed: number; readonly known: ReadonlySet<Login> },
): Promise<void> {
  const { isp } = world.ixc;
  const flickering = isp.logins.filter((_, at) => at % 6 === 1).slice(0, 7);
  const steady = isp.logins.filter((login) => login.online === 'S' && !flickering.includes(login));
  reading.set(world, (table) => {
    if (table === 'radusuarios') comings(isp, random, flickering);
  });
  listen(world);
  const before = world.held();
  world.bqn.forgetWrites();
  const run = await bundleIf(size === SHIPPED, () => world.run(['--page-size', String(size)]));
  reading.delete(world);
  const at = `page size ${size}, seed ${seed}`;
  // Those who came and went may be there or not, as they were or as they are: only the steady ones are judged.
  const judged = {
    ...before,
    subscribers: new Map([...before.subscribers].filter(([ip]) => steady.some((one) => one.ip === ip))),
    groups: new Map(),
  };
  expect([0, 3, 6], `${at}\n${run.output}`).toContain(run.code);
  for (const login of steady) {
    const ip = login.ip ?? '';
    const entry = world.bqn.subscriber(ip);
    const known = judged.subscribers.get(ip);
    if (run.code === 0 || known !== undefined)
      expect(entry, `${at}: ${login.login} is missing\n${run.output}`).toBeDefined();
    if (known !== undefined && atFirst.has(login))
      expect(entry?.policyRate, `${at}: ${login.login}\n${run.output}`).toBe(known.policyRate);
  }
  world.expectGoodManners(run);
  expect(line.exit).toContain(run.code);
}

const reading = new WeakMap<World, (table: TableName) => void>();
const listening = new WeakSet<World>();

function listen(world: World): void {
  if (listening.has(world)) return;
  listening.add(world);
  world.ixc.beforePage(({ table }) => reading.get(world)?.(table));
}

async function settle(world: World): Promise<void> {
  const run = await world.run(['--force']);
  expect(run.code, run.output).toBe(0);
  await expectRecovery(world);
}

/** Something that is made in IXC after the two small tables were read and before the logins are. */
function madeMeanwhile(
  fault: string,
  does: string,
  make: (world: World) => void,
  check: (world: World, run: string) => void,
): Fault {
  return {
    system: 'IXC while it changes',
    fault,
    does,
    exit: [0, 6],
    async story(onEnd, line) {
      const world = await aWorld(onEnd);
      await world.begin();
      const asked = {
        radgrupos: world.ixc.requestsFor('radgrupos').length,
        cliente_contrato: world.ixc.requestsFor('cliente_contrato').length,
      };
      let made = false;
      world.ixc.beforePage(async ({ table }) => {
        if (table !== 'radusuarios' || made) return;
        made = true;
        await vi.waitUntil(
          () =>
            answered(world, 'radgrupos', asked.radgrupos) &&
            answered(world, 'cliente_contrato', asked.cliente_contrato),
          { timeout: 15_000, interval: 5 },
        );
        make(world);
      });
      const before = world.held();
      const run = await world.run(['--page-size', '1000']);
      expectOutcome(line, world, run, before);
      check(world, run.output);
      await expectRecovery(world);
    },
  };
}

function answered({ ixc }: World, table: TableName, before: number): boolean {
  const latest = ixc.requestsFor(table).slice(before);
  return latest.length > 0 && latest.every(({ status }) => status === 200);
}

function openCustomer(world: World, at: number): Login {
  const open = world.ixc.isp.logins.filter(
    (login) => login.online === 'S' && contractOf(world.ixc.isp, login).status === 'A',
  );
  return itemOf(open, at);
}

/** Each answer brings one more row than it takes away. */
const endless: Fault = {
  system: 'IXC while it changes',
  fault: 'a table that grows as fast as it is read',
  does: 'ends after --max-time, before the first write',
  exit: 3,
  async story(onEnd, line) {
    const world = await aWorld(onEnd);
    await world.begin();
    let growing = true;
    world.ixc.beforePage(({ table }) => {
      if (growing && table === 'radusuarios') newCustomer(world.ixc.isp);
    });
    const before = world.held();
    const run = await world.run(['--page-size', '1', '--max-time', '3']);
    expectOutcome(line, world, run, before);
    growing = false;
    // Thousands may have joined: read in pages of a size for them.
    await expectRecovery(world, ['--page-size', '10000']);
  },
};

export const CHANGES: readonly Fault[] = [
  endless,
  whileReading('logins go on and off between two pages', 'obeyed', comeAndGo),
  whileReading('logins leave in front and join behind between two pages', 'obeyed', leaveInFront),
  whileReading('logins go on and off between two numbered pages', 'refused', comeAndGo),
  whileReading('logins leave in front and join behind between two numbered pages', 'refused', leaveInFront),
  madeMeanwhile(
    'a customer moves to a plan that was made after the plans were read',
    'reads what was added to the plans, too',
    (world) => {
      world.ixc.isp.plans.push(aPlan({ id: '70', name: 'Novo 2026', download: '30M', upload: '30M' }));
      openCustomer(world, 3).plan = '70';
    },
    (world) => expect(world.bqn.subscriber(openCustomer(world, 3).ip ?? '')?.policyRate).not.toBe(''),
  ),
  madeMeanwhile(
    'a blocked customer moves to a contract that was made after the contracts were read',
    'reads what was added to the contracts, too',
    (world) => {
      const { isp } = world.ixc;
      const blocked = itemOf(
        isp.logins.filter((login) => login.online === 'S' && contractOf(isp, login).status === 'CA'),
        1,
      );
      isp.contracts.push(aContract('99001', { status: 'CA' }));
      blocked.contract = '99001';
    },
    (world) => {
      const moved = itemOf(
        world.ixc.isp.logins.filter(({ contract }) => contract === '99001'),
        0,
      );
      expect(world.bqn.subscriber(moved.ip ?? '')?.policyRate).toBe(BLOCK);
    },
  ),
];
