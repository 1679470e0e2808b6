import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import {
  addressAt,
  type BqnOptions,
  type BqnSimulator,
  type Isp,
  type IxcOptions,
  type IxcSimulator,
  PASSWORD_CANARY,
  startBqn,
  startIxc,
} from '../simulator/index.ts';
import { aTidyIsp, fiveMinutes, itemOf } from './an-isp.ts';
import { beginAs } from './beginning.ts';
import { nodeUnderTest, type Run, type StartOptions, startProcess } from './box.ts';
import { aroundIt, isFromSource } from './from-source.ts';
import { disagreement, type Held, heldBy, type Keys, KINDS, keysOf, lost, OPERATORS_NOTE } from './held.ts';
import { canRunInProcess, runInProcess } from './in-process.ts';
import { textsIn } from './texts-in.ts';
import { type Wanted, wantedOf } from './wanted.ts';

/** Read once, so that every test of a file has the same program. */
const BUNDLE = readFileSync(fileURLToPath(new URL('../../dist/sync-ixc-bqn.js', import.meta.url)));
export const BQN_PASSWORD = 'Segredo-do-BQN-9471';

export interface WorldOptions {
  readonly isp?: Isp;
  readonly ixc?: IxcOptions;
  readonly bqn?: BqnOptions;
  /** False for a BQN that nobody has touched yet. */
  readonly seeded?: boolean;
}

/** Both systems, a box with the bundle in an empty folder, and what was there before us. Shared with no other test. */
export interface World {
  readonly ixc: IxcSimulator;
  readonly bqn: BqnSimulator;
  readonly folder: string;
  readonly stateFile: string;
  readonly lockFile: string;
  readonly bundle: string;
  readonly env: Readonly<Record<string, string>>;
  /** What others put on the BQN. */
  readonly foreign: Keys;
  /** The first run, which brings both into agreement, and the operator's hand on some entries after it. */
  begin(args?: readonly string[]): Promise<void>;
  /** What other hands do to the BQN meanwhile: it is theirs from then on. */
  others(act: (bqn: BqnSimulator) => void): void;
  /** Five minutes at the ISP. */
  pass(): void;
  run(args?: readonly string[], options?: StartOptions): Promise<Run>;
  /** As `run`, without any setting but these. */
  runBare(args: readonly string[], options?: StartOptions): Promise<Run>;
  /** As `run`, with a command in front of the bundle's, such as one that takes rights away. */
  runUnder(command: readonly string[], args?: readonly string[], options?: StartOptions): Promise<Run>;
  held(): Held;
  wanted(): Wanted;
  /** Everything lost since `before`; must be empty. */
  lostSince(before: Held, wanted?: Wanted): string[];
  disagreement(stale?: boolean): string[];
  path(name: string): string;
  /** What a run must never do, whatever its outcome. */
  expectGoodManners(run: Run): void;
}

/** How a test tells what to do when it is over: the context's own, since tests run side by side. */
export type OnEnd = (act: () => unknown) => void;

/** That of a test's context. */
export function onEnd(context: { onTestFinished: (act: () => Promise<void>) => void }): OnEnd {
  return (act) => context.onTestFinished(async () => void (await act()));
}

export async function aWorld(onEnd: OnEnd, options: WorldOptions = {}): Promise<World> {
  const ixc = await startIxc(options.isp ?? aTidyIsp(), options.ixc);
  onEnd(() => ixc.close());
  const bqn = await startBqn({ password: BQN_PASSWORD, ...options.bqn });
  onEnd(() => bqn.close());
  if (options.seeded !== false) seedOthers(bqn);
  const foreign = keysOf(heldBy(bqn));
  seedOperatorsHand(bqn);
  const folder = mkdtempSync(join(tmpdir(), 'worst-day-'));
  onEnd(() => rmSync(folder, { recursive: true, force: true }));
  return layOut(ixc, bqn, folder, foreign, Object.keys(options).length === 0);
}

function layOut(ixc: IxcSimulator, bqn: BqnSimulator, folder: string, foreign: Keys, isUsual: boolean): World {
  const path = (name: string) => join(folder, name);
  const bundle = path('sync-ixc-bqn.js');
  writeFileSync(bundle, BUNDLE);
  writeFileSync(path('ixc-ca.pem'), ixc.certificate);
  mkdirSync(path('tmp'));
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: folder,
    TMPDIR: path('tmp'),
    IXC_SERVER: ixc.host,
    IXC_KEY: ixc.key,
    IXC_BQN_IXC_CA: path('ixc-ca.pem'),
    BQN_OAM_IP: bqn.host,
    BQN_REST_USER: bqn.user,
    BQN_REST_PW: bqn.password,
  };
  // As settings, not as flags: a start without arguments is what cron does, and the quicker one.
  const usual = {
    IXC_DUAL_STACK: 'yes',
    IXC_BQN_VERBOSE: '2',
    IXC_BQN_PAGE_SIZE: '10',
    IXC_BQN_REPORT: path('report.json'),
    IXC_BQN_METRICS_FILE: path('metrics.prom'),
    IXC_BQN_IXC_TIMEOUT: '20',
    IXC_BQN_BQN_TIMEOUT: '15',
  };
  let round = 0;
  const start = ([command, ...before]: readonly string[], args: readonly string[], options: StartOptions) => {
    const here = { program: bundle, args, env: options.env ?? {} };
    const isPlain = command === undefined && options.onStart === undefined && options.cwd === folder;
    if (isFromSource() && isPlain && canRunInProcess(here)) return runInProcess(here);
    const program = [nodeUnderTest(), bundle, ...args];
    const [first = '', ...rest] = command === undefined ? program : [command, ...before, ...program];
    return startProcess(first, rest, options);
  };
  const world: World = {
    ixc,
    bqn,
    folder,
    bundle,
    env,
    foreign,
    stateFile: path('sync-ixc-bqn.state.json'),
    lockFile: path('sync-ixc-bqn.state.json.lock'),
    path,
    async begin(args = []) {
      await beginAs(isUsual ? JSON.stringify(args) : undefined, world, async () => {
        const first = await aroundIt(() => world.run(args));
        expect(first.code, told(first)).toBe(0);
        expect(world.disagreement(), 'after the first run').toEqual([]);
      });
      seedQuotas(bqn, world.wanted());
      bqn.forgetWrites();
    },
    others(act) {
      const known = keysOf(heldBy(bqn));
      act(bqn);
      const now = keysOf(heldBy(bqn));
      for (const kind of KINDS) for (const key of now[kind]) if (!known[kind].has(key)) foreign[kind].add(key);
    },
    pass() {
      fiveMinutes(ixc.isp, round);
      round += 1;
    },
    run: (args, options) => world.runUnder([], args, options),
    runBare: (args, options = {}) => start([], args, { ...options, cwd: folder, env: { ...env, ...options.env } }),
    runUnder: (command, args = [], options = {}) =>
      start(command, args, { ...options, cwd: options.cwd ?? folder, env: { ...env, ...usual, ...options.env } }),
    held: () => heldBy(bqn),
    wanted: () => wantedOf(ixc.isp),
    lostSince: (before, wanted = world.wanted()) => lost(before, heldBy(bqn), wanted, foreign),
    disagreement: (stale = false) => disagreement(heldBy(bqn), world.wanted(), foreign, stale),
    expectGoodManners: (run) => expectGoodManners(world, run),
  };
  return world;
}

/** The end of what a run said, for a failing test's message. */
export function told(run: Run): string {
  return run.output.split('\n').slice(-25).join('\n');
}

function expectGoodManners({ ixc, bqn, folder }: World, run: Run): void {
  expect(bqn.violations, 'nothing names a policy that is not there').toEqual([]);
  expect(ixc.inserts, 'nothing is inserted into IXC').toBe(0);
  expect(ixc.complaints, 'every request to IXC is as documented').toEqual([]);
  expect([...ixc.traffic.defects, ...bqn.traffic.defects], 'the simulators are sound').toEqual([]);
  if (run.code !== 1) expect(run.output, 'no stack trace').not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  const [, hash = ''] = ixc.key.split(':');
  const secrets = [
    PASSWORD_CANARY,
    hash,
    Buffer.from(ixc.key).toString('base64'),
    bqn.password,
    Buffer.from(`${bqn.user}:${bqn.password}`).toString('base64'),
  ];
  for (const [name, text] of [['the output', run.output] as const, ...textsIn(folder)]) {
    for (const secret of secrets) expect(text.includes(secret), `${name} holds a secret (${secret})`).toBe(false);
  }
}

/** What other hands than ours have put on a BQN. */
function seedOthers(bqn: BqnSimulator): void {
  const burst = { rate: 90_000, burstRate: 120_000, burstDuration: 30, burstThreshold: 80_000 };
  bqn.seedStaticPolicy('Static-GUI', { policyId: 'gui', rateLimitDownlink: { rate: 5000 } });
  bqn.seedPolicy('Operator-Gold', { policyId: 'gold', rateLimitDownlink: { ...burst, congestionMgmt: true } });
  bqn.seedSubscriber('203.0.113.5', {
    policyAssignedBy: 'radius',
    policyRate: 'Operator-Gold',
    subscriberId: 'radius-5',
    radiusSessionId: '5AF0',
  });
  bqn.seedSubscriber('203.0.113.6', {
    subscriberId: 'nobody-in-billing',
    policyRate: 'Operator-Gold',
    quota: { volume: 5 },
  });
  for (let at = 0; at < 6; at++) bqn.seedSeen(`198.51.100.${at}`, at % 2 === 0 ? { policyRate: 'Static-GUI' } : {});
  bqn.seedGroup('Condominio-Sol', { subscriberMembers: ['203.0.113.6'], policyRate: 'Operator-Gold' });
  bqn.seedGroup('DS-of-another-tool', { subscriberRanges: ['2001:db8:ffff::/48'], policyRate: 'Operator-Gold' });
}

/** A plan's policy that the operator had made by hand, with burst and ACM, and a customer's address already seen. */
function seedOperatorsHand(bqn: BqnSimulator): void {
  bqn.seedPolicy('Gamer', {
    policyId: 'by hand',
    rateLimitDownlink: { rate: 1, burstRate: 900_000, burstDuration: 10, congestionMgmt: 'acm' },
    rateLimitUplink: { rate: 2, burstRate: 450_000 },
    note: OPERATORS_NOTE,
  });
  bqn.seedSeen(addressAt(501));
  bqn.seedSeen(addressAt(502), { policyRate: 'Static-GUI' });
}

/** Once our entries are there, the operator adds to them. */
function seedQuotas(bqn: BqnSimulator, wanted: Wanted): void {
  const addresses = [...wanted.subscribers.keys()];
  for (const at of [2, 6, 11, 20]) {
    const entry = bqn.subscribers.get(itemOf(addresses, at));
    if (entry !== undefined)
      Object.assign(entry, { quota: { volume: 1000 + at, used: at }, subscriberGroups: ['Gold'] });
  }
  const group = bqn.groups.get(itemOf([...wanted.groups.keys()], 1));
  if (group !== undefined) Object.assign(group, { note: 'kept' });
}
