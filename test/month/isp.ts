import type { Billing, Reading } from '../../src/billing/reading.ts';
import type { Contract, Login, Plan } from '../../src/billing/records.ts';

/** An ISP whose life can be played in minutes: its customers, plans and contracts, as a billing system gives them. */

export const MINUTE_S = 60;
export const HOUR_S = 3600;
export const DAY_S = 86_400;

export interface Customer {
  readonly id: number;
  login: string;
  plan: number;
  contract: number;
  /** As the contract says. */
  status: string;
  ip: string;
  isOnline: boolean;
  /** Unix s at which somebody who is offline comes back; undefined for whoever stays away until told. */
  back: number | undefined;
  /** Of the month, on which what is owed is due. */
  readonly dueDay: number;
}

/** One stream of chance, the same for the same seed (mulberry32). */
export function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Of the month, on which bills are due. */
export const DUE_DAYS = [5, 10, 15, 20, 25] as const;
const SPEEDS = [50, 100, 200, 300, 400, 500, 600, 800] as const;

export class Isp {
  readonly random: () => number;
  readonly customers: Customer[] = [];
  plans: Plan[];
  /** Contracts that billing does not show any more. */
  readonly gone = new Set<number>();
  /** Unix s. */
  now: number;
  #lastId = 0;
  #lastAddress = 0;

  constructor(count: number, seed: number, now: number) {
    this.random = chances(seed);
    this.now = now;
    this.plans = SPEEDS.map((speed, at) => {
      return { id: at + 1, name: `Fibra_${speed}M`, kind: 'I', download: `${speed}M`, upload: `${speed / 2}M` };
    });
    for (let at = 0; at < count; at++) this.join();
  }

  /** Somebody new. */
  join(): Customer {
    const id = ++this.#lastId;
    const customer: Customer = {
      id,
      login: `cliente${id}`,
      plan: 1 + Math.floor(this.random() * this.plans.length),
      contract: 100_000 + id,
      status: this.random() < 0.03 ? 'CA' : 'A',
      ip: this.freshAddress(),
      isOnline: true,
      back: undefined,
      dueDay: DUE_DAYS[Math.floor(this.random() * DUE_DAYS.length)] ?? 5,
    };
    this.customers.push(customer);
    return customer;
  }

  freshAddress(): string {
    const number = this.#lastAddress++ % 4_000_000;
    return `100.${64 + Math.floor(number / 65_536)}.${Math.floor(number / 256) % 256}.${number % 256}`;
  }

  /** Customers of whom a random share is taken. */
  some(share: number, among: readonly Customer[] = this.customers): Customer[] {
    return among.filter(() => this.random() < share);
  }

  /** So many customers, spread over all. */
  take(count: number, among: readonly Customer[] = this.customers): Customer[] {
    const left = [...among];
    const taken: Customer[] = [];
    while (taken.length < count && left.length > 0)
      taken.push(...left.splice(Math.floor(this.random() * left.length), 1));
    return taken;
  }

  leave(customer: Customer, back?: number): void {
    customer.isOnline = false;
    customer.back = back;
  }

  comeBack(customer: Customer): void {
    customer.isOnline = true;
    customer.back = undefined;
    if (this.random() < 0.5) customer.ip = this.freshAddress();
  }

  get open(): Customer[] {
    return this.customers.filter(({ status }) => status === 'A');
  }

  billing(): Billing {
    const online = this.customers.filter(({ isOnline }) => isOnline);
    const logins = online.map(
      ({ id, login, ip, contract, plan }): Login => ({
        id,
        login,
        ip,
        contract,
        plan,
        delegatedPrefix: '',
        linkPrefix: '',
        connectedAt: '',
      }),
    );
    const contracts = this.customers
      .filter(({ contract }) => !this.gone.has(contract))
      .map(({ contract, status }): Contract => ({ id: contract, status }));
    return {
      system: 'IXC',
      logins: reading('logins', logins),
      plans: reading('plans', this.plans),
      contracts: reading('contracts', contracts),
    };
  }
}

function reading<T>(name: string, rows: readonly T[]): Reading<T> {
  return { name, rows, completeness: 'whole', how: 'month', pages: 1, retries: 0, received: rows.length, ms: 0 };
}
