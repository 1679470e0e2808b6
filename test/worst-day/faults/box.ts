import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { expect } from 'vitest';
import { newCustomer } from '../../support/an-isp.ts';
import type { Run, StartOptions } from '../../support/box.ts';
import { aroundIt, isThroughBundle, shipped } from '../../support/from-source.ts';
import { aWorld, type OnEnd, told, type World } from '../../support/world.ts';
import { expectOutcome, expectRecovery, type Fault } from '../fault.ts';

/** What the box, its disk and its clock do on their worst day. */

/** Of later runs; two signals that end a run in one way share those of the fast tier. */
const ROUNDS = isThroughBundle() ? { SIGKILL: 4, SIGTERM: 4, SIGINT: 4 } : { SIGKILL: 2, SIGTERM: 2, SIGINT: 0 };

/** Kills at a random write of a first run and of later ones; the event is the write itself, not a moment. */
function killed(signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT', exit: number | null, does: string): Fault {
  return {
    system: 'Box',
    fault: `${signal} at a random write`,
    does,
    exit: exit ?? 137,
    async story(onEnd) {
      const world = await aWorld(onEnd);
      await killAtWrite(world, signal, exit, random(1, 60));
      await finish(world);
      for (let round = 0; round < ROUNDS[signal]; round++) {
        world.pass();
        for (let more = 0; more < 6; more++) newCustomer(world.ixc.isp);
        await killAtWrite(world, signal, exit, round === 0 ? 1 : random(1, 22));
        await finish(world);
      }
      await expectRecovery(world);
    },
  };
}

function random(least: number, most: number): number {
  return least + Math.floor(Math.random() * (most - least + 1));
}

async function killAtWrite(world: World, signal: NodeJS.Signals, exit: number | null, at: number): Promise<void> {
  const before = world.held();
  let kill = () => {};
  let writes = 0;
  const fault = world.bqn.faults.on({
    when: ({ method }) => {
      if (method !== 'GET' && ++writes === at) kill();
      return false;
    },
  });
  const onStart: StartOptions['onStart'] = (child) => {
    kill = () => void child.kill(signal);
  };
  const run = await world.run([], { onStart });
  world.bqn.faults.off(fault);
  const where = `${signal} at write ${at} of ${writes}:\n${told(run)}`;
  if (writes < at) expect(run.code, where).toBe(0);
  else if (exit === null) expect(run.signal, where).toBe(signal);
  else expect([exit, 0], where).toContain(run.code);
  expect(world.lostSince(before), where).toEqual([]);
  world.expectGoodManners(run);
  expect(() => JSON.parse(readFileSync(world.stateFile, 'utf8')), `the state file is sound: ${where}`).not.toThrow();
  if (exit !== null) expect(existsSync(world.lockFile), `the lock is given back: ${where}`).toBe(false);
}

async function finish(world: World): Promise<void> {
  const run = await aroundIt(() => world.run());
  expect(run.code, told(run)).toBe(0);
  expect(world.disagreement(), 'the next run finishes the work').toEqual([]);
}

/** Ends the run while IXC answers. */
async function interruptedReading(world: World, signal: NodeJS.Signals, args: readonly string[]): Promise<Run> {
  let kill = () => {};
  world.ixc.faults.on({
    when: ({ target }) => {
      if (target === 'cliente_contrato') kill();
      return false;
    },
  });
  return await world.run(args, {
    onStart: (child) => {
      kill = () => void child.kill(signal);
    },
  });
}

let left: Promise<string> | undefined;

/** A lock as a run leaves it that was killed: the first that leaves one leaves it for all. */
async function leaveLock(world: World): Promise<void> {
  if (left === undefined || isThroughBundle()) left = lockOfAKilled(world);
  writeFileSync(world.lockFile, await left);
}

async function lockOfAKilled(world: World): Promise<string> {
  await interruptedReading(world, 'SIGKILL', []);
  world.ixc.faults.clear();
  expect(existsSync(world.lockFile), 'a killed run leaves its lock').toBe(true);
  return readFileSync(world.lockFile, 'utf8');
}

function editLock(world: World, change: Readonly<Record<string, unknown>>): void {
  const lock = JSON.parse(readFileSync(world.lockFile, 'utf8')) as Record<string, unknown>;
  writeFileSync(world.lockFile, JSON.stringify({ ...lock, ...change }));
}

const agrees = (world: World) => void expect(world.disagreement()).toEqual([]);
const DISK = 'small';

/** What a small disk needs; without the right to mount one, the fault is tried on /dev/full alone. */
export function canMount(): boolean {
  const probe = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'none', '/nonexistent-mount-point']);
  return process.getuid?.() === 0 && !/permission denied|must be superuser/i.test(String(probe.stderr));
}

function mountSmallDisk(world: World, onEnd: OnEnd): string {
  const folder = world.path(DISK);
  mkdirSync(folder);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', folder]);
  expect(mounted.status, String(mounted.stderr)).toBe(0);
  onEnd(() => spawnSync('umount', ['-l', folder]));
  return folder;
}

/** The program's files on a disk of their own. */
function onDisk(folder: string): string[] {
  return [
    '--state-file',
    `${folder}/state.json`,
    '--log-file',
    `${folder}/run.log`,
    '--report',
    `${folder}/report.json`,
    '--metrics-file',
    `${folder}/metrics.prom`,
  ];
}

function fill(folder: string): void {
  try {
    writeFileSync(`${folder}/somebody-elses.bin`, Buffer.alloc(1 << 20));
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
  }
}

function stateOf(world: World): string {
  return readFileSync(world.stateFile, 'utf8');
}

/** A user who may read the box's folder and write nothing in it. */
const NOBODY = ['/usr/bin/setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];

function asNobody(world: World): readonly string[] {
  chmodSync(world.folder, 0o555);
  for (const name of ['sync-ixc-bqn.js', 'ixc-ca.pem', 'sync-ixc-bqn.state.json']) chmodSync(world.path(name), 0o444);
  chmodSync(world.path('tmp'), 0o777);
  return process.getuid?.() === 0 ? NOBODY : [];
}

export const BOX_FAULTS: readonly Fault[] = [
  killed('SIGKILL', null, 'state file and lock stay sound, the next run finishes the work'),
  killed('SIGTERM', 143, 'finishes what is under way and stops; the next run finishes the work'),
  killed('SIGINT', 130, 'finishes what is under way and stops; the next run finishes the work'),
  {
    system: 'Box',
    fault: 'SIGTERM while IXC is read',
    does: 'writes nothing',
    exit: 143,
    act: (world, args) => interruptedReading(world, 'SIGTERM', args),
    check: ({ bqn }) => expect(bqn.writes).toEqual([]),
  },
  {
    system: 'Box',
    fault: 'SIGINT while IXC hangs',
    does: 'stops at once and writes nothing',
    exit: 130,
    act: (world, args) => {
      world.ixc.faults.on({ target: 'radgrupos' }, { kind: 'instead', done: false, act: { kind: 'hang' } });
      return interruptedReading(world, 'SIGINT', args);
    },
    check: ({ bqn }) => expect(bqn.writes).toEqual([]),
  },
  {
    system: 'Box',
    fault: 'two runs at once',
    does: 'lets the first one go on and ends the second',
    exit: 0,
    async act(world, args) {
      const second = new Promise<Run>((resolve, reject) => {
        let asked = false;
        world.ixc.beforePage(async () => {
          if (asked) return;
          asked = true;
          await world.run(args).then(resolve, reject);
        });
      });
      const first = await world.run(args);
      const other = await second;
      expect(other.code, other.output).toBe(7);
      expect(other.output).toMatch(/Another run holds the lock/);
      return first;
    },
    check: agrees,
  },
  { system: 'Box', fault: 'a stale lock', does: 'takes it over', exit: 0, arrange: leaveLock, check: agrees },
  {
    system: 'Box',
    fault: 'a lock on a recycled PID',
    does: 'sees that another process has the number and takes it over',
    exit: 0,
    async arrange(world) {
      await leaveLock(world);
      editLock(world, { pid: process.pid });
    },
    // From the source the number would be its own.
    act: (world, args) => shipped(() => world.run(args)),
    check: agrees,
  },
  {
    system: 'Box',
    fault: 'an empty lock',
    does: 'takes it over',
    exit: 0,
    arrange: (world) => writeFileSync(world.lockFile, ''),
    check: agrees,
  },
  {
    system: 'Box',
    fault: 'a damaged lock',
    does: 'takes it over',
    exit: 0,
    arrange: (world) => writeFileSync(world.lockFile, '{"pid":'),
    check: agrees,
  },
  {
    system: 'Box',
    fault: 'a lock of another machine, hours old',
    does: 'takes it over',
    exit: 0,
    async arrange(world) {
      await leaveLock(world);
      editLock(world, { host: 'another-box' });
      const then = new Date(Date.now() - 7_200_000);
      utimesSync(world.lockFile, then, then);
    },
    check: agrees,
  },
  {
    system: 'Box',
    fault: 'a lock of another machine, from the future (clock set back)',
    does: 'does not wait for ever',
    exit: 0,
    async arrange(world) {
      await leaveLock(world);
      editLock(world, { host: 'another-box' });
      const then = new Date(Date.now() + 86_400_000 * 400);
      utimesSync(world.lockFile, then, then);
    },
    check: agrees,
    clear: (world) => rmSync(world.lockFile, { force: true }),
  },
  {
    system: 'Box',
    fault: 'read-only folder for state, log and report',
    does: 'does the work and says what it could not write',
    exit: 0,
    act(world, args) {
      const files = ['--log-file', world.path('run.log')];
      return world.runUnder(asNobody(world), [...args, ...files], { env: { HOME: '/' } });
    },
    check(world, run) {
      agrees(world);
      expect(run.output).toMatch(/state file \S+ cannot be written/);
      expect(run.output).toMatch(/--log-file \S+ cannot be written/);
      expect(run.output).toMatch(/--report: \S+ cannot be written/);
    },
    clear: (world) => {
      chmodSync(world.folder, 0o755);
      chmodSync(world.stateFile, 0o600);
    },
    // What it made could not be remembered.
    stale: true,
  },
  {
    system: 'Box',
    fault: 'full disk for state, log and report',
    does: 'does the work and says what it could not write',
    exit: 0,
    async story(onEnd, line) {
      if (!canMount()) return;
      const world = await aWorld(onEnd);
      const folder = mountSmallDisk(world, onEnd);
      const args = onDisk(folder);
      await world.begin(args);
      const state = readFileSync(`${folder}/state.json`, 'utf8');
      fill(folder);
      world.pass();
      const before = world.held();
      const run = await world.run(args);
      expectOutcome(line, world, run, before);
      agrees(world);
      expect(run.output).toMatch(/the disk is full/);
      const after = readFileSync(`${folder}/state.json`, 'utf8');
      expect(() => JSON.parse(after), 'the state file is whole').not.toThrow();
      expect(after.length).toBeGreaterThanOrEqual(state.length / 2);
      rmSync(`${folder}/somebody-elses.bin`);
      await expectRecovery(world, args);
    },
  },
  {
    system: 'Box',
    fault: 'the log goes to a full device',
    does: 'does the work and logs to standard error',
    exit: 0,
    args: ['--log-file', '/dev/full'],
    check(world, run) {
      agrees(world);
      expect(run.stderr).toMatch(/cannot be written \(the disk is full\)/);
      expect(run.stderr).toMatch(/synchronization script ends/);
    },
  },
  {
    system: 'Box',
    fault: 'report and metrics go to a device',
    does: 'leaves the device a device',
    exit: 0,
    async act(world, args) {
      const device = world.path('device');
      // A FIFO stands for /dev/null: root would replace the real one for the whole machine.
      expect(spawnSync('mkfifo', [device]).status).toBe(0);
      return world.run([...args, '--metrics-file', device]);
    },
    check: (world) => expect(lstatSync(world.path('device')).isFIFO(), 'still a FIFO').toBe(true),
    clear: (world) => rmSync(world.path('device')),
  },
  {
    system: 'Box',
    fault: 'the state file is a link',
    does: 'keeps the link and writes behind it',
    exit: 0,
    arrange(world) {
      const target = world.path('kept-elsewhere.json');
      writeFileSync(target, stateOf(world));
      rmSync(world.stateFile);
      symlinkSync(target, world.stateFile);
    },
    check: agrees,
  },
  {
    system: 'Box',
    fault: 'corrupt state file',
    does: 'keeps it aside, takes up again what agrees and deletes nothing it does not know',
    exit: 0,
    arrange: (world) => writeFileSync(world.stateFile, '{"program":"sync-ixc-bqn","version":1,"bq\u0000\u0001'),
    check(world, run) {
      expect(world.disagreement(true)).toEqual([]);
      expect(run.output).toMatch(/state file was damaged/);
      expect(existsSync(`${world.stateFile}.damaged`)).toBe(true);
    },
    stale: true,
  },
  {
    system: 'Box',
    fault: 'state file cut in half',
    does: 'keeps it aside and goes on',
    exit: 0,
    arrange: (world) => writeFileSync(world.stateFile, stateOf(world).slice(0, 300)),
    check: (world) => expect(world.disagreement(true)).toEqual([]),
    stale: true,
  },
  {
    system: 'Box',
    fault: 'empty state file',
    does: 'begins a new one',
    exit: 0,
    arrange: (world) => writeFileSync(world.stateFile, ''),
    check: (world) => expect(world.disagreement(true)).toEqual([]),
    stale: true,
  },
  {
    system: 'Box',
    fault: 'a state file full of zeros (power cut)',
    does: 'begins a new one',
    exit: 0,
    arrange: (world) => writeFileSync(world.stateFile, Buffer.alloc(4096)),
    check: (world) => expect(world.disagreement(true)).toEqual([]),
    stale: true,
  },
  {
    system: 'Box',
    fault: "another program's file as state file",
    does: 'does not touch it and goes on',
    exit: 0,
    args: [],
    act(world, args) {
      const file = world.path('package.json');
      writeFileSync(file, '{"name":"something else","version":"1.0.0"}');
      return world.run([...args, '--state-file', file]);
    },
    check(world, run) {
      expect(readFileSync(world.path('package.json'), 'utf8')).toBe('{"name":"something else","version":"1.0.0"}');
      expect(run.output).toMatch(/belongs to another program/);
      expect(world.disagreement(true)).toEqual([]);
    },
  },
  {
    system: 'Box',
    fault: 'a text file of somebody else as state file',
    does: 'does not touch it and goes on',
    exit: [0, 2],
    act(world, args) {
      const file = world.path('notes.txt');
      writeFileSync(file, 'shopping list\n- milk\n');
      return world.run([...args, '--state-file', file]);
    },
    check(world) {
      const kept = [world.path('notes.txt'), world.path('notes.txt.damaged')].filter((path) => existsSync(path));
      const texts = kept.map((path) => readFileSync(path, 'utf8'));
      expect(texts, 'its text is still somewhere').toContain('shopping list\n- milk\n');
    },
  },
  {
    system: 'Box',
    fault: 'state file is of a later version',
    does: 'does not touch it and goes on',
    exit: 0,
    act(world, args) {
      const file = world.path('later.json');
      writeFileSync(file, '{"program":"sync-ixc-bqn","version":99,"bqns":{}}');
      return world.run([...args, '--state-file', file]);
    },
    check: (world) =>
      expect(readFileSync(world.path('later.json'), 'utf8')).toBe('{"program":"sync-ixc-bqn","version":99,"bqns":{}}'),
  },
  {
    system: 'Box',
    fault: 'state file is a folder',
    does: 'refuses the setting',
    exit: 2,
    act: (world, args) => world.run([...args, '--state-file', world.path('tmp')]),
    check: (_world, run) => expect(run.stderr).toMatch(/--state-file/),
  },
  {
    system: 'Box',
    fault: 'clock set back: the state file is from the future',
    does: 'does the work and counts from now on',
    exit: 0,
    arrange(world) {
      const later = Math.round(Date.now() / 1000) + 400 * 86_400;
      const state = JSON.parse(stateOf(world)) as Record<string, unknown>;
      writeFileSync(world.stateFile, JSON.stringify({ ...state, history: { lastSuccess: later, failuresInARow: 0 } }));
      utimesSync(world.stateFile, later, later);
    },
    check(world) {
      agrees(world);
      const { history } = JSON.parse(stateOf(world)) as { history: { lastSuccess: number } };
      expect(history.lastSuccess).toBeLessThanOrEqual(Date.now() / 1000 + 1);
    },
  },
  {
    system: 'Box',
    fault: 'no locale, no HOME, no TMPDIR, a PATH with nothing in it',
    does: 'writes every accent as it is',
    exit: 0,
    act(world, args) {
      const env = { HOME: undefined, LANG: undefined, LC_ALL: 'POSIX', TMPDIR: undefined, PATH: '/nonexistent' };
      return shipped(() => world.run(args, { env }));
    },
    arrange({ ixc }) {
      newCustomer(ixc.isp, { login: 'conceição nº 9' });
    },
    check(world) {
      agrees(world);
      expect([...world.bqn.subscribers.values()].map(({ subscriberId }) => subscriberId)).toContain('conceição_nº_9');
    },
  },
  {
    system: 'Box',
    fault: 'whoever reads the output goes away',
    does: 'does the work all the same',
    exit: 0,
    act: (world, args) =>
      world.run(args, {
        onStart: (child) => {
          child.stdout?.destroy();
        },
      }),
    check: agrees,
  },
  {
    system: 'Box',
    fault: 'the working directory is gone',
    does: 'does the work all the same',
    exit: 0,
    act: (world, args) => {
      mkdirSync(world.path('gone'));
      return world.runUnder(['/bin/sh', '-c', 'rmdir "$PWD" && exec "$@"', 'sh'], args, { cwd: world.path('gone') });
    },
    check: agrees,
  },
];
