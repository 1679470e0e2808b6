import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Churn } from '../simulator/churn.ts';
import type { BareReadOrders } from './bare-read.ts';
import { type BareServer, bareClient } from './bare-request.ts';
import type { BareStages, BareWriteOrders } from './bare-write.ts';
import { type Costly, helper, ROOT, runMetered } from './programs.ts';

/** Both simulators in a process of their own, and a box with the bundle that knows them. */

export interface SiteOptions {
  /** Rows of `radusuarios` that are online, or nearly. */
  readonly online: number;
  /** Share of all logins that is online. */
  readonly share?: number;
  readonly contracts?: number;
  /** Share of the logins whose contract is out of service. */
  readonly blocked?: number;
  readonly groups?: number;
  readonly columns?: 'few' | 'real';
  /** ms that one write takes, eight at a time. */
  readonly writeMs?: number;
  readonly bundle: string;
  /** Other bundles, measured beside it. */
  readonly beside?: string | undefined;
  readonly last?: string | undefined;
  readonly withoutBooks?: string | undefined;
  readonly pageSize: number;
}

/** Which of the bundles runs; each has a folder, so a ledger, of its own. */
export type Which = 'bundle' | 'beside' | 'last' | 'withoutBooks';
const BUNDLES: readonly Which[] = ['bundle', 'beside', 'last', 'withoutBooks'];

/** Beside each other: ours, and of those before whichever is there. */
export const RIVALS = ['bundle', 'beside', 'last'] as const;
export type Rival = (typeof RIVALS)[number];

/** What the simulator prints first (test/simulator/main.ts). */
interface Described {
  readonly ixc: {
    readonly host: string;
    readonly port: number;
    readonly key: string;
    readonly certificateFile: string;
  };
  readonly bqn: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string;
    readonly certificateFile: string;
  };
}

/** What `counters` answers. */
export interface Counters {
  readonly ixc: { readonly requests: number; readonly rowsSent: number; readonly bytesSent: number };
  readonly bqn: { readonly writes: Readonly<Record<string, number>>; readonly violations: number };
  readonly held: { readonly subscribers: number; readonly groups: number };
}

/** What the program's `--report -` says, as far as it is of interest here. */
export interface Report {
  readonly durationsMs: { readonly read?: number; readonly map?: number; readonly write?: number };
  readonly bqns: readonly { readonly writes: number }[];
}

type Resource = Readonly<Record<string, unknown>>;
export const KINDS = ['policies/rate', 'subscribers', 'subscriberGroups'] as const;
export type Lists = Readonly<Record<(typeof KINDS)[number], readonly Resource[]>>;
const KEYS = { 'policies/rate': 'policyName', subscribers: 'subscriberIp', subscriberGroups: 'subscriberGroupName' };

/** Everything runs as the shipped program would: the bundle alone in a folder. */
export async function openSite(options: SiteOptions): Promise<Site> {
  const { online, share = 1, contracts, blocked, groups, columns = 'real', writeMs } = options;
  const logins = Math.round(online / share);
  const flag = (name: string, value: number | undefined) => (value === undefined ? [] : [name, String(value)]);
  const args = [
    ...['--logins', String(logins), '--online', String(share), '--columns', columns],
    ...flag('--contracts', contracts),
    ...flag('--blocked', blocked),
    ...flag('--groups', groups),
    ...(writeMs === undefined || writeMs === 0 ? [] : ['--bqn-delay', String(writeMs), '--bqn-parallel', '8']),
  ];
  const child = spawn(process.execPath, ['--max-old-space-size=8000', '--import', 'tsx', SIMULATOR, ...args], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const described = JSON.parse((await lines.next()).value) as Described;
  return new Site(options, child, lines, described);
}

const SIMULATOR = join(ROOT, 'test/simulator/main.ts');

export class Site {
  readonly #options: SiteOptions;
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #described: Described;
  readonly #folder = mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-bench-'));

  constructor(options: SiteOptions, child: ChildProcess, lines: AsyncIterator<string>, described: Described) {
    this.#options = options;
    this.#child = child;
    this.#lines = lines;
    this.#described = described;
    for (const which of BUNDLES) this.#install(which, options[which]);
  }

  has(which: Which): boolean {
    return this.#options[which] !== undefined;
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.stdin?.end();
    await ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  counters(): Promise<Counters> {
    return this.#command({ cmd: 'counters' });
  }

  reset(): Promise<unknown> {
    return this.#command({ cmd: 'reset' });
  }

  /** Changes the ISP, and makes its pages beforehand: the simulator is not what is measured. */
  async churn(what: Churn): Promise<unknown> {
    const done = await this.#command({ cmd: 'churn', ...what });
    await this.#command({ cmd: 'warm' });
    await this.reset();
    return done;
  }

  /** One run of the program, or of the bundle beside it. */
  async run(args: readonly string[] = [], which: Which = 'bundle'): Promise<Costly & { readonly report: Report }> {
    const { pageSize } = this.#options;
    const options = ['--report', '-', '--dual-stack', '--force', '--page-size', String(pageSize), ...args];
    const costly = await runMetered(this.#installed(which), options, this.env());
    return { ...costly, report: JSON.parse(costly.stdout) as Report };
  }

  /** What the program gets to know from its environment. */
  env(): NodeJS.ProcessEnv {
    const { ixc, bqn } = this.#described;
    return {
      PATH: '/usr/bin:/bin',
      IXC_SERVER: ixc.host,
      IXC_KEY: ixc.key,
      IXC_BQN_IXC_CA: ixc.certificateFile,
      BQN_OAM_IP: bqn.host,
      BQN_REST_USER: bqn.user,
      BQN_REST_PW: bqn.password,
    };
  }

  bareRead(): Promise<Costly> {
    const { port, key, certificateFile } = this.#described.ixc;
    const orders: BareReadOrders = {
      port,
      authorization: `Basic ${Buffer.from(key).toString('base64')}`,
      certificate: readFileSync(certificateFile, 'utf8'),
      pageSize: this.#options.pageSize,
    };
    return runMetered(helper('bare-read'), [], { BARE: JSON.stringify(orders) });
  }

  bareWrite(stages: BareStages, concurrency: number): Promise<Costly> {
    const file = join(this.#folder, 'writes.json');
    writeFileSync(file, JSON.stringify(stages));
    const orders: BareWriteOrders = { ...this.#bqn(), concurrency, file };
    return runMetered(helper('bare-write'), [], { BARE: JSON.stringify(orders) });
  }

  /** What the BQN holds. */
  async lists(): Promise<Lists> {
    const { ask, close } = bareClient(this.#bqn(), 1);
    const entries: [string, readonly Resource[]][] = [];
    for (const kind of KINDS) {
      const { text } = await ask('GET', `/api/v1/${kind}`);
      entries.push([kind, (JSON.parse(text) as { items: readonly Resource[] }).items]);
    }
    close();
    return Object.fromEntries(entries) as Lists;
  }

  #bqn(): BareServer {
    const { port, user, password, certificateFile } = this.#described.bqn;
    return {
      port,
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
      certificate: readFileSync(certificateFile, 'utf8'),
    };
  }

  #install(which: Which, file: string | undefined): void {
    if (file === undefined) return;
    mkdirSync(join(this.#folder, which));
    copyFileSync(file, this.#installed(which));
  }

  /** What one of the bundles knows is what the other knows from now on. */
  handLedger(from: Which, to: Which): void {
    const [source, target] = [join(this.#folder, from), join(this.#folder, to)];
    for (const name of readdirSync(source))
      if (name.endsWith('.state.json') || name.includes('.agreed.'))
        copyFileSync(join(source, name), join(target, name));
  }

  #installed(which: Which): string {
    return join(this.#folder, which, 'sync-ixc-bqn.js');
  }

  async #command<T>(command: object): Promise<T> {
    this.#child.stdin?.write(`${JSON.stringify(command)}\n`);
    return JSON.parse((await this.#lines.next()).value) as T;
  }
}

/** The writes that make an empty BQN hold this. */
export function writesFor(lists: Lists): BareStages {
  return KINDS.map((kind) =>
    keyed(lists, kind)
      .filter(([key]) => key !== 'all-subscribers')
      .map(([key, fields]) => [`/api/v1/${kind}/${encodeURIComponent(key)}`, JSON.stringify(fields)] as const),
  );
}

/** How many entries differ: no client can make one of the other with fewer writes, as each writes one entry. */
export function leastWrites(from: Lists, to: Lists): number {
  return KINDS.reduce((sum, kind) => {
    const before = new Map(keyed(from, kind).map(([key, fields]) => [key, JSON.stringify(fields)]));
    let differ = 0;
    for (const [key, fields] of keyed(to, kind)) {
      if (before.get(key) !== JSON.stringify(fields)) differ += 1;
      before.delete(key);
    }
    return sum + differ + before.size;
  }, 0);
}

function keyed(lists: Lists, kind: (typeof KINDS)[number]): [string, Resource][] {
  return lists[kind].map((item) => {
    const { [KEYS[kind]]: key, policyAssignedBy: _, ...fields } = item;
    return [String(key), fields];
  });
}
