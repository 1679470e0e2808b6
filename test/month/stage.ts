import type { Billing } from '../../src/billing/reading.ts';
import type { BillingSource } from '../../src/billing/source.ts';
import type { BqnOutcome, Outcome } from '../../src/run/outcome.ts';
import { synchronise } from '../../src/run/sync.ts';
import type { Settings } from '../../src/settings/settings.ts';
import { toSettings } from '../../src/settings/to-settings.ts';
import { parseCommandLine } from '../../src/settings/yargs.ts';
import { Ledger } from '../../src/state/ledger.ts';
import { MemoryBqn } from '../support/memory-bqn.ts';
import { DAY_S, type Isp } from './isp.ts';

const ENV = {
  IXC_SERVER: 'ixc.example',
  IXC_KEY: '1:ab',
  BQN_OAM_IP: '192.0.2.7',
  BQN_REST_USER: 'u',
  BQN_REST_PW: 'pw',
};

/** One ISP, one BQN and the program between them, in one process and by a clock of its own. */
export class Stage {
  readonly isp: Isp;
  readonly bqn = new MemoryBqn({}, {}, '192.0.2.7:3443');
  readonly ledger = Ledger.open('/dev/null', () => {});
  readonly #source: BillingSource;

  constructor(isp: Isp) {
    this.isp = isp;
    this.#source = {
      label: 'IXC',
      peer: undefined,
      read: async () => this.isp.billing(),
      nameOf: (list) => list,
      readList: async <K extends 'logins' | 'plans' | 'contracts'>(list: K): Promise<Billing[K]> =>
        this.isp.billing()[list],
    };
  }

  async run(...argv: string[]): Promise<{ readonly outcome: Outcome; readonly bqn: BqnOutcome }> {
    this.bqn.writes.length = 0;
    const stop = new AbortController();
    const outcome = await synchronise(settings(argv), {
      source: this.#source,
      targets: [this.bqn],
      ledger: this.ledger,
      signal: stop.signal,
      abandon: () => stop.abort(),
      now: () => this.isp.now,
      watch: { page() {}, note() {}, mapped() {}, written() {} },
    });
    const [bqn] = outcome.bqns;
    if (bqn === undefined) throw outcome.error ?? new Error('no BQN was looked at');
    return { outcome, bqn };
  }

  /** A run after five more minutes. */
  async tick() {
    this.isp.now += 300;
    return await this.run();
  }

  /** An ISP that has been served for 45 days, in which a hundredth was the most that met anything within an hour. */
  grownUp(): void {
    const { label } = this.bqn;
    const { harm } = this.ledger.bqn(label);
    const most = Math.ceil(this.isp.customers.length / 100);
    const since = this.isp.now - 45 * DAY_S;
    this.ledger.update(label, {
      harm: { ...harm, since, most: { blocks: most, opens: most, speeds: most, plans: most } },
    });
  }

  /** What each customer with an entry is under, by login: Kbps down, 0 for blocked, -1 for no limit; undefined for nothing said. */
  fates(): ReadonlyMap<string, number | undefined> {
    const { store } = this.bqn;
    const fates = new Map<string, number | undefined>();
    for (const entry of store.subscribers.values()) {
      const policy = String(entry['policyRate'] ?? '');
      const limit = store.policies.get(policy)?.['rateLimitDownlink'] as { rate?: number } | undefined;
      fates.set(String(entry['subscriberId']), policy === '' ? undefined : (limit?.rate ?? -1));
    }
    return fates;
  }
}

const known = new Map<string, Settings>();

function settings(argv: readonly string[]): Settings {
  const key = argv.join(' ');
  const made = known.get(key);
  if (made !== undefined) return made;
  const commandLine = parseCommandLine(argv);
  if (commandLine.kind !== 'run') throw new Error('it asks for information');
  const found = {
    ...toSettings(commandLine, { env: ENV, program: '/nowhere/sync-ixc-bqn.js' }),
    stateFile: '/dev/null',
  };
  known.set(key, found);
  return found;
}
