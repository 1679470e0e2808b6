import fc from 'fast-check';
import type { Billing } from '../../src/billing/reading.ts';
import type { Contract, Login } from '../../src/billing/records.ts';
import { WriteRefused } from '../../src/bqn/errors.ts';
import type { Outcome } from '../../src/run/outcome.ts';
import type { Settings } from '../../src/settings/settings.ts';
import { toSettings } from '../../src/settings/to-settings.ts';
import { Ledger } from '../../src/state/ledger.ts';
import { aLogin, anIxc, aPlan } from '../support/builders.ts';
import { knownBilling, knownState } from '../support/known.ts';
import { MemoryBqn } from '../support/memory-bqn.ts';
import type { Twins } from './twins.ts';

/** A quarter of a town, of so many customers; most days little happens there. */
const CUSTOMERS = 40;
const FEW = fc.integer({ min: 0, max: CUSTOMERS - 1 });
const PLANS = 4;
const STATES = ['A', 'FA', 'CA', 'CM', 'D', 'AA', 'XX', ''] as const;
/** Prefixes that hold others, and some that are none. */
const PREFIXES = ['', '2001:db8:0:100::/56', '2001:db8:0:101::/64', '2001:db8::/48', '2001:db8:0:2::/64', 'x'] as const;
const RUN_EVERY_S = 300;

/** What may happen between two runs, to one customer or two. */
export const happening = fc.record({
  what: fc.constantFrom(
    'moves',
    'moves to another',
    'goes offline',
    'comes back',
    'contract turns',
    'other plan',
    'other prefix',
    'renamed',
    'namesake',
    'entry edited',
    'entry deleted',
    'group edited',
    'group deleted',
    'operator holds address',
    'operator holds network',
    'script left group',
    'stranger',
    'contract gone',
    'cut',
    'state file lost',
  ),
  who: FEW,
  other: FEW,
  state: fc.constantFrom(...STATES),
  prefix: fc.constantFrom(...PREFIXES),
});
export type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** A run, what happened before it, and how long after the last one it comes. */
export const day = fc.record({
  happenings: fc.array(happening, { maxLength: 3 }),
  later: fc.constantFrom<number>(0, 0, 0, 0, 0, 0, 1800, 86_400),
  /** Of the writes each so-manieth is refused; 0 for none. */
  refuses: fc.constantFrom<number>(0, 0, 0, 0, 0, 0, 0, 2),
});
export type Day = typeof day extends fc.Arbitrary<infer T> ? T : never;

/** The wishes under which a part may be planned. */
export const wishes = fc.record({
  dualStack: fc.boolean(),
  prune: fc.constantFrom('owned', 'none', 'all'),
  grace: fc.constantFrom('none', 'none', '10m'),
  conflict: fc.constantFrom('skip', 'newest'),
  force: fc.boolean(),
  factor: fc.constantFrom<string>('none', 'none', '1.5', '0.9/1.2'),
  burst: fc.boolean(),
  status: fc.constantFrom<string>('none', 'none', 'A,FA,CM'),
});
export type Wishes = typeof wishes extends fc.Arbitrary<infer T> ? T : never;

interface Customer {
  login: string;
  isOnline: boolean;
  place: number;
  prefix: string;
  plan: number;
  isCut: boolean;
  session: number;
}

export class Quarter {
  readonly #customers: Customer[] = Array.from({ length: CUSTOMERS }, (_, at) => ({
    login: `c${at}`,
    isOnline: true,
    place: at,
    prefix: at % 2 === 0 ? `2001:db8:1:${(at * 16).toString(16)}::/60` : '',
    plan: at % PLANS,
    isCut: false,
    session: 0,
  }));
  readonly #states: (string | undefined)[] = Array.from({ length: CUSTOMERS }, (_, at) => (at % 9 === 8 ? 'CA' : 'A'));
  readonly #bqn = new MemoryBqn();
  #ledger = Ledger.open('/dev/null', () => {}, false);
  readonly #settings: Settings;
  #now = 1_800_000_000;
  /** Contracts that were asked for one by one. */
  readonly asked: number[] = [];

  constructor({ dualStack, prune, grace, conflict, force, factor, burst, status }: Wishes) {
    const flags = {
      'dual-stack': String(dualStack),
      prune,
      ...(grace !== 'none' && { 'offline-grace': grace }),
      'ip-conflict': conflict,
      force: String(force),
      burst: String(burst),
      ...(factor !== 'none' && { 'rate-factor': factor }),
      ...(status !== 'none' && { 'allowed-status': status }),
    };
    this.#settings = toSettings(
      { kind: 'run', flags, bqns: [], positionals: [] },
      {
        env: {
          IXC_SERVER: 'ixc.example',
          IXC_KEY: '1:ab',
          BQN_OAM_IP: '192.0.2.7',
          BQN_REST_USER: 'u',
          BQN_REST_PW: 'p',
        },
        program: '/nowhere/sync-ixc-bqn.js',
      },
    );
  }

  async play(days: readonly Day[], twins: Twins): Promise<void> {
    // The first runs make everything, and find it made.
    const quiet = { happenings: [], later: 0, refuses: 0 };
    for (const { happenings, later, refuses } of [quiet, quiet, quiet, ...days]) {
      for (const one of happenings) this.#happen(one);
      this.#now += RUN_EVERY_S + later;
      await this.#run(twins, refuses);
    }
  }

  async #run(twins: Twins, refuses: number): Promise<Outcome> {
    let count = 0;
    this.#bqn.refuse = () => (refuses > 0 && ++count % refuses === 0 ? new WriteRefused(400, 'HTTP 400') : undefined);
    this.#bqn.read = async (known) => knownState(this.#bqn.state, known);
    const stop = new AbortController();
    const outcome = await twins.run(
      this.#settings,
      {
        source: {
          label: 'quarter',
          peer: undefined,
          read: async (_watch, sparing, known) =>
            knownBilling(this.#reading(sparing?.inService, sparing?.absent), known),
          contractsById: async (ids) => {
            this.asked.push(...ids);
            return new Map(ids.map((id) => [id, this.#contract(id - 1)]));
          },
          nameOf: String,
          readList: async (list) => this.#reading(undefined, undefined)[list],
        },
        targets: [this.#bqn],
        ledger: this.#ledger,
        signal: stop.signal,
        abandon: () => stop.abort(),
        now: () => this.#now,
        watch: { page() {}, note() {}, mapped() {}, written() {} },
      },
      this.#bqn,
      refuses === 0,
    );
    // As the journal does, once it has told.
    const { journal } = this.#ledger.bqn(this.#bqn.label);
    this.#ledger.update(this.#bqn.label, { journal: { ...journal, untold: [] } });
    return outcome;
  }

  #reading(inService: readonly string[] | undefined, absent: ReadonlySet<number> | undefined): Billing {
    const logins = this.#customers.flatMap((one, at): Login[] => (one.isOnline ? [loginOf(one, at)] : []));
    const contracts = this.#states.flatMap((_state, at) => this.#contract(at) ?? []);
    const plans = Array.from({ length: PLANS }, (_, at) =>
      // One of them is no Internet plan, and wanted for those alone who have it.
      aPlan({
        id: at + 1,
        downloadBurst: { rate: '90M', threshold: '', time: '8' },
        name: `Plan ${at}`,
        kind: at === 3 ? 'T' : 'I',
        download: `${(at + 1) * 10}M`,
        upload: '1M',
      }),
    );
    if (inService === undefined || absent === undefined) return anIxc({ logins, plans, contracts });
    const out = contracts.filter(({ status }) => !inService.includes(status ?? ''));
    return { ...anIxc({ logins, plans, contracts: out }), presumed: { absent, unread: new Set() } };
  }

  #contract(at: number): Contract | undefined {
    const status = this.#states[at];
    return status === undefined ? undefined : { id: at + 1, status };
  }

  #happen({ what, who, other, state, prefix }: Happening): void {
    const one = this.#customers[who];
    if (one === undefined) return;
    const { store } = this.#bqn;
    const ip = ipOf(one.place);
    const group = `DS-${one.login}`;
    switch (what) {
      case 'moves':
        one.place = CUSTOMERS + who;
        one.session++;
        break;
      case 'moves to another':
        one.place = other;
        one.session++;
        break;
      case 'goes offline':
        one.isOnline = false;
        break;
      case 'comes back':
        one.isOnline = true;
        one.session++;
        break;
      case 'contract turns':
        this.#states[who] = state;
        break;
      case 'contract gone':
        this.#states[who] = undefined;
        break;
      case 'other plan':
        one.plan = other % (PLANS + 2);
        break;
      case 'other prefix':
        one.prefix = prefix;
        break;
      case 'renamed':
        one.login = `r${who}`;
        break;
      case 'namesake':
        one.login = this.#customers[other]?.login ?? one.login;
        break;
      case 'state file lost':
        this.#ledger = Ledger.open('/dev/null', () => {}, false);
        break;
      case 'cut':
        one.isCut = !one.isCut;
        break;
      case 'entry edited':
        if (store.subscriber(ip) !== undefined) store.put('subscribers', ip, { policyRate: `Plan_${other % PLANS}` });
        break;
      case 'entry deleted':
        if (store.subscriber(ip) !== undefined) store.delete('subscribers', ip);
        break;
      case 'group edited':
        if (store.group(group) !== undefined)
          store.put('subscriberGroups', group, { subscriberMembers: [ipOf(other)] });
        break;
      case 'group deleted':
        if (store.group(group) !== undefined) store.delete('subscriberGroups', group);
        break;
      case 'operator holds address':
        store.seedGroup(`Op${who}`, { subscriberMembers: [ip], policyRate: 'Plan_0' });
        break;
      case 'operator holds network':
        store.seedGroup('Net', { subscriberRanges: [`${ipOf(other & ~7)}/29`], policyRate: 'Plan_1' });
        break;
      case 'script left group':
        store.seedGroup(`DS-x${who}`, {
          subscriberMembers: [ip],
          subscriberRanges: prefix === 'x' ? [] : [prefix].filter(Boolean),
          policyRate: 'Billing-Block',
        });
        break;
      case 'stranger':
        store.seedSubscriber(ipOf(CUSTOMERS * 2 + other), { subscriberId: one.login, policyRate: 'Plan_2' });
        break;
    }
  }
}

function loginOf({ login, place, prefix, plan, isCut, session }: Customer, at: number): Login {
  return aLogin({
    id: at + 1,
    login,
    ip: ipOf(place),
    delegatedPrefix: prefix,
    contract: at + 1,
    plan: plan + 1,
    connectedAt: `2026-11-0${1 + (session % 9)} 10:00:00`,
    ...(isCut && { isCut }),
  });
}

function ipOf(place: number): string {
  return `100.64.0.${place + 1}`;
}
