import type { Billing } from '../../src/billing/reading.ts';
import type { Contract, Login, Plan } from '../../src/billing/records.ts';
import type { Sparing } from '../../src/billing/source.ts';
import type { Override } from '../../src/mapping/override-rule.ts';
import { anIxc } from '../support/builders.ts';
import {
  ADDRESSES,
  ALL_READ,
  CUSTOMERS,
  type Event,
  PREFIXES,
  type Trouble,
  type Unread,
  type Wish,
} from './events.ts';

/** One customer, as the oracle sees them: what billing says, and what they should get. */
export interface Customer {
  readonly login: string;
  isOnline: boolean;
  address: number;
  prefix: string;
  /** Of the contract; several customers may share one. */
  contract: number;
  plan: number;
  /** What the operator says of them. */
  wish: Wish;
}

interface Contracted {
  status: string;
}

/** The contract is there, and its status is not. */
export const SILENT = 'none';
const SERVICE = new Set(['A', 'FA']);
export const BLOCK = 'Billing-Block';
/** Instead of a status: the contract is not in billing any more. Its customer has service. */
export const GONE = 'gone';

/** A small ISP: fourteen customers, seventeen addresses, three plans. */
export class Town {
  readonly customers: Customer[] = Array.from({ length: CUSTOMERS }, (_none, at) => ({
    login: `c${at}`,
    isOnline: at % 5 !== 4,
    address: at,
    prefix: at % 2 === 0 ? (PREFIXES[3 + at] ?? '') : '',
    contract: at,
    plan: at % 3,
    wish: 'nothing' as const,
  }));
  readonly contracts: Contracted[] = this.customers.map((_one, at) => ({ status: at % 6 === 5 ? 'CA' : 'A' }));
  readonly plans = [
    { name: 'Gold', speed: '100M' },
    { name: 'Silver', speed: '50M' },
    { name: 'Bronze', speed: '40M' },
  ];
  /** Unix time in s. */
  now = 1_800_000_000;

  happen(event: Event): void {
    switch (event.kind) {
      case 'goes offline':
      case 'comes online':
        this.#who(event.who).isOnline = event.kind === 'comes online';
        break;
      case 'connects':
        Object.assign(this.#who(event.who), { isOnline: true, address: event.at });
        break;
      case 'swap addresses': {
        const [one, other] = [this.#who(event.who), this.#who(event.other)];
        [one.address, other.address] = [other.address, one.address];
        break;
      }
      case 'all reconnect':
        for (const one of this.customers) one.address = (one.address + event.shift) % ADDRESSES;
        break;
      case 'gets prefix':
        this.#who(event.who).prefix = PREFIXES[event.prefix] ?? '';
        break;
      case 'contract turns':
        this.#contractOf(event.who).status = event.status;
        break;
      case 'contracts turn':
        for (let at = 0; at < event.count; at++) this.#contractOf((event.from + at) % CUSTOMERS).status = event.status;
        break;
      case 'shares contract':
        this.#who(event.who).contract = this.#who(event.other).contract;
        break;
      case 'changes plan':
        this.#who(event.who).plan = event.plan;
        break;
      case 'plan gets speed':
        Object.assign(this.plans[event.plan] ?? {}, { speed: event.speed });
        break;
      case 'plan is renamed':
        Object.assign(this.plans[event.plan] ?? {}, { name: event.name });
        break;
      case 'operator says':
        this.#who(event.who).wish = event.wish;
        break;
      case 'time passes':
        this.now += event.minutes * 60;
        break;
    }
  }

  #contractOf(at: number): Contracted {
    return this.contracts[this.#who(at).contract] ?? { status: GONE };
  }

  /** Whoever is to be served is served, whatever the contract says. */
  statusOf({ contract, wish }: Customer): string {
    if (wish === 'open') return 'A';
    return this.contracts[contract]?.status ?? GONE;
  }

  #who(at: number): Customer {
    const found = this.customers[at];
    if (found === undefined) throw new Error(`no customer ${at}`);
    return found;
  }

  /**
   * What billing shows of it to one run.
   * @param sparing whether only contracts out of service are asked for; one without a status is in neither part
   */
  reading(trouble: Trouble, sparing?: Sparing): Billing {
    const all = this.#all(trouble);
    const isWhole = all.contracts.completeness === 'whole';
    if (sparing === undefined || !isWhole || all.contracts.rows.some(({ status }) => status === null)) return all;
    const rows = all.contracts.rows.filter(({ status }) => !sparing.inService.includes(status ?? ''));
    return { ...all, contracts: { ...all.contracts, rows }, presumed: { absent: sparing.absent, unread: new Set() } };
  }

  /** Contracts one by one, as they are. */
  contractsById(ids: readonly number[]): ReadonlyMap<number, Contract | undefined> {
    return new Map(
      ids.map((id) => {
        const status = this.contracts[id - 1]?.status ?? GONE;
        return [id, status === GONE ? undefined : { id, status: status === SILENT ? null : status }];
      }),
    );
  }

  #all({ unread }: Trouble): Billing {
    const logins: Login[] = [];
    const contracts: Contract[] = [];
    for (const [at, one] of this.customers.entries()) {
      const { login, isOnline, address, prefix, contract, plan } = one;
      const status = this.contracts[at]?.status ?? GONE;
      if (!unread.contracts.includes(at) && status !== GONE)
        contracts.push({ id: at + 1, status: status === SILENT ? null : status });
      if (!isOnline || unread.logins.includes(at)) continue;
      const fields = { delegatedPrefix: prefix, linkPrefix: '', plan: plan + 1, connectedAt: '' };
      logins.push({ id: at + 1, login, ip: ipOf(address), contract: contract + 1, ...fields });
    }
    const plans: Plan[] = this.plans.map(({ name, speed }, at) => ({
      id: at + 1,
      name,
      kind: 'I',
      download: speed,
      upload: speed,
    }));
    const shown = plans.filter((_plan, at) => !unread.plans.includes(at));
    const completeness = {
      ...(unread.plans.length > 0 && { plans: 'moving' as const }),
      ...(unread.logins.length > 0 && { logins: 'moving' as const }),
      ...(unread.contracts.length > 0 && { contracts: 'moving' as const }),
    };
    const billing = anIxc({ logins, plans: shown, contracts, completeness });
    // An IXC of that many contracts is not asked for all of them each time.
    return { ...billing, contracts: { ...billing.contracts, received: 100_000 } };
  }

  /** Those who are online at an address that nobody else shows, and of whom this run read everything. */
  certain({ unread }: Pick<Trouble, 'unread'>): Customer[] {
    return this.customers.filter((one, at) => {
      const others = this.customers.filter((other) => isServed(other) && other.address === one.address);
      const isSure = isServed(one) && others.length === 1 && !this.isAmbiguous(one);
      return isSure && !unread.logins.includes(at) && this.isRead(one, unread);
    });
  }

  /** Whether the contract and the plan of a customer were among the rows of a reading. */
  isRead(one: Customer, unread: Unread): boolean {
    // Whose plan the operator named is looked up by name among those read.
    return this.isContractRead(one, unread) && !unread.plans.includes(planOf(one));
  }

  /** Whether the operator named a plan by a name that two have: which of them it is depends on which was read. */
  isAmbiguous({ wish }: Customer): boolean {
    return typeof wish === 'number' && this.plans.filter(({ name }) => name === this.plans[wish]?.name).length > 1;
  }

  isContractRead({ contract, wish }: Customer, unread: Unread): boolean {
    return wish === 'open' || !unread.contracts.includes(contract);
  }

  /** The operator's word about customers, as a run is told it. */
  overrides(): ReadonlyMap<string, Override> {
    const wishes = this.customers.flatMap(({ login, wish }): Override[] => {
      const rest = { login, until: '2099-12-31', by: 'ana', why: 'test' };
      if (wish === 'nothing') return [];
      if (typeof wish === 'string') return [{ ...rest, wish: { kind: wish } }];
      return [{ ...rest, wish: { kind: 'plan', name: this.plans[wish]?.name ?? '' } }];
    });
    return new Map(wishes.map((override) => [override.login, override]));
  }

  /** Customers with an address that nobody else shows, of those that a run read. */
  alone({ unread: { logins } }: Pick<Trouble, 'unread'>): number {
    return this.certain({ unread: { ...ALL_READ, logins } }).length;
  }

  /** Whether another login that is online shows a prefix of this customer's. */
  sharesPrefix(one: Customer): boolean {
    return this.customers.some((other) => other !== one && isServed(other) && other.prefix === one.prefix);
  }

  isBlocked(one: Customer): boolean {
    const status = this.statusOf(one);
    return status !== GONE && status !== SILENT && !SERVICE.has(status);
  }

  /** Whether billing leaves open what the customer should get. */
  isUnsaid(one: Customer): boolean {
    return this.statusOf(one) === SILENT || this.plans[planOf(one)]?.speed === 'nonsense' || this.#hasTwin(planOf(one));
  }

  /** Of two plans with one name and other speeds the second gets another name, which the oracle leaves to the mapping. */
  #hasTwin(plan: number): boolean {
    const { name, speed } = this.plans[plan] ?? { name: '', speed: '' };
    return this.plans.some((other, at) => at !== plan && other.name === name && other.speed !== speed);
  }

  policyOf(one: Customer): string {
    return this.isBlocked(one) ? BLOCK : (this.plans[planOf(one)]?.name ?? '');
  }

  kbpsOf(one: Customer): number {
    if (this.isBlocked(one)) return 0;
    const speed = this.plans[planOf(one)]?.speed ?? '';
    return speed === '' ? -1 : Number(speed.slice(0, -1)) * 1000;
  }
}

/** Whether this program has to do with a customer now. */
export function isServed(one: Customer): boolean {
  return one.isOnline && !isSkipped(one);
}

export function isSkipped({ wish }: Customer): boolean {
  return wish === 'skip';
}

function planOf({ plan, wish }: Customer): number {
  return typeof wish === 'number' ? wish : plan;
}

/** How a BQN that keys its IPv6 subscribers by /56 writes that of a prefix. */
export function entryOf(prefix: string): string {
  return prefix.replace('/56', '');
}

export function ipOf(address: number): string {
  return `100.64.0.${address + 1}`;
}
