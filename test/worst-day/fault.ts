import { expect, test, vi } from 'vitest';
import type { TableName as AnyTable } from '../simulator/index.ts';
import type { Run } from '../support/box.ts';
import { aroundIt, bundleIf, fromSource, isFromSource } from '../support/from-source.ts';
import type { Held } from '../support/held.ts';
import { aWorld, type OnEnd, told, type World, type WorldOptions } from '../support/world.ts';

/** A fault as one line of a list: what happens, and what the program must do about it. */
export interface Fault {
  readonly system: 'IXC' | 'IXC while it changes' | 'Mass event' | 'BQN' | 'Box' | 'Unknown' | 'Operator';
  /** A short name for people. */
  readonly fault: string;
  /** What the program does, in one short sentence. */
  readonly does: string;
  /** The run's exit code; a list when tables or tries differ. */
  readonly exit: number | readonly number[];
  /** Each table of IXC in turn meets the fault. */
  readonly tables?: readonly TableName[];
  readonly world?: WorldOptions;
  /** Of every run of the test. */
  readonly always?: readonly string[];
  /** Of the run that meets the fault. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Makes the fault, after the first run and the changes in IXC. */
  readonly arrange?: (world: World, table: TableName) => void | Promise<void>;
  /** Instead of the ordinary run. */
  readonly act?: (world: World, args: readonly string[], table: TableName) => Promise<Run>;
  /** What else must hold after it. */
  readonly check?: (world: World, run: Run, before: Held, table: TableName) => void | Promise<void>;
  /** Takes the fault away, beside clearing the simulators' own. */
  readonly clear?: (world: World, table: TableName) => void;
  /** Of the run after the fault. */
  readonly nextArgs?: readonly string[];
  /** Entries of customers who left may stay for ever: the price of a lost state file. */
  readonly stale?: boolean;
  /** The whole test, for what does not fit: must keep the other fields true. */
  readonly story?: (onEnd: OnEnd, fault: Fault) => Promise<void>;
  /** A variant that the long tier alone plays, since the fast one has its like, and its rule is tried without a server. */
  readonly long?: boolean;
  /** A finding: the program does not do this yet. The test is expected to fail. */
  readonly finding?: string;
}

/** The tables that every run reads. */
export type TableName = Exclude<AnyTable, 'radpop_radio' | 'radpop'>;

const WITHOUT_TABLES: readonly TableName[] = ['radusuarios'];
export const ALL_TABLES: readonly TableName[] = ['radusuarios', 'radgrupos', 'cliente_contrato'];

/** All of them through the shipped bundle; or that for the first of each kind, most of its variants from the source in this process. */
export type Through = 'bundle' | 'bundle for each kind';

/** A test for each fault. They share nothing, so they run side by side. */
export function testFaults(faults: readonly Fault[], through: Through): void {
  vi.setConfig({ maxConcurrency: 8, testTimeout: 300_000 });
  const played = faults.filter(({ long }) => through === 'bundle' || long !== true);
  // Of those that are played: the first of all may be for the long tier alone.
  const first = new Map([...played].reverse().map((fault) => [kindOf(fault), fault]));
  for (const fault of played) {
    const check = fault.finding === undefined ? test.concurrent : test.concurrent.fails;
    check(`${fault.fault}: ${fault.does}`, async ({ onTestFinished }) => {
      const onEnd: OnEnd = (act) => onTestFinished(async () => void (await act()));
      const meet = () => fault.story?.(onEnd, fault) ?? provoke(fault, onEnd);
      await (through === 'bundle' || first.get(kindOf(fault)) === fault ? meet() : fromSource(meet));
    });
  }
}

/** Faults of one system after which a run ends in one way. */
function kindOf({ system, exit }: Fault): string {
  return `${system}: ${String(exit)}`;
}

/** Agreement, changes and the fault, then a run without it that must finish the work, and one with nothing to do. */
async function provoke(fault: Fault, onEnd: OnEnd): Promise<void> {
  const world = await aWorld(onEnd, fault.world);
  const always = fault.always ?? [];
  await world.begin(always);
  let hasLike = true;
  for (const [at, table] of tablesOf(fault).entries()) {
    world.pass();
    await fault.arrange?.(world, table);
    const before = world.held();
    world.bqn.forgetWrites();
    const args = [...always, ...(fault.args ?? [])];
    // Its kind is met through the shipped file at the first of them.
    const run = await bundleIf(at === 0, () => (fault.act ?? actPlainly(fault))(world, args, table));
    expectOutcome(fault, world, run, before, table);
    await fault.check?.(world, run, before, table);
    hasLike &&= leftNothing(fault, world, run);
    clear(fault, world, table);
  }
  if (isFromSource() && hasLike) return;
  await expectRecovery(world, [...always, ...(fault.nextArgs ?? [])], fault.stale ?? false);
}

/** Whether a run ended before it wrote anything: the next one is then what it is after the first of its kind. */
function leftNothing({ clear, nextArgs }: Fault, { bqn }: World, { code }: Run): boolean {
  return code !== 0 && bqn.writes.length === 0 && clear === undefined && nextArgs === undefined;
}

/** All that it says; of a variant one, another one for the next name. */
function tablesOf({ fault, tables = WITHOUT_TABLES }: Fault): readonly TableName[] {
  if (!isFromSource() || tables.length <= 1) return tables;
  const at = [...fault].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0);
  return tables.slice(at % tables.length).slice(0, 1);
}

function actPlainly({ env }: Fault) {
  return (world: World, args: readonly string[]) => world.run(args, env === undefined ? {} : { env });
}

/** Nothing lost, nothing touched, nothing told; and the exit code is the designed one. */
export function expectOutcome(fault: Fault, world: World, run: Run, before: Held, at = ''): void {
  const codes = typeof fault.exit === 'number' ? [fault.exit] : fault.exit;
  expect(codes, `exit code ${run.code} (${run.signal}) ${at}:\n${told(run)}`).toContain(run.code);
  expect(world.lostSince(before), `${at}:\n${told(run)}`).toEqual([]);
  world.expectGoodManners(run);
  if (run.code === 3) expect(world.bqn.writes, `nothing is written ${at}`).toEqual([]);
  if (run.code === 2) expect(world.bqn.writes, `nothing is written ${at}`).toEqual([]);
}

function clear(fault: Fault, world: World, table: TableName): void {
  world.ixc.faults.clear();
  world.bqn.faults.clear();
  world.ixc.networkAllowed = true;
  world.bqn.networkAllowed = true;
  world.ixc.forbidden.clear();
  fault.clear?.(world, table);
}

/**
 * The next run finishes the work, and the one after it writes nothing; at once, where nothing was left to do. A variant leaves
 * the one that has nothing to do to the first of its kind.
 */
export async function expectRecovery(world: World, args: readonly string[] = [], stale = false): Promise<void> {
  const before = world.held();
  const isDone = world.disagreement(stale).length === 0;
  if (isFromSource() && isDone) return;
  const written = world.bqn.writes.length;
  const next = await aroundIt(() => world.run(args));
  expect(next.code, `the next run:\n${told(next)}`).toBe(0);
  expect(world.lostSince(before), `the next run:\n${told(next)}`).toEqual([]);
  expect(world.disagreement(stale), `the next run finishes the work:\n${told(next)}`).toEqual([]);
  world.expectGoodManners(next);
  if (isFromSource() || (isDone && world.bqn.writes.length === written)) return;
  world.bqn.forgetWrites();
  const further = await aroundIt(() => world.run(args));
  expect(further.code, `a further run:\n${told(further)}`).toBe(0);
  expect(world.bqn.writes, 'a further run writes nothing').toEqual([]);
}
