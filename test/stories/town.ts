import type { Billing } from '../../src/billing/reading.ts';
import type { Contract, Login, Plan } from '../../src/billing/records.ts';
import type { Sparing } from '../../src/billing/source.ts';
import type { Override } from '../../src/customers/override-rule.ts';
import { anIxc } from '../support/builders.ts';
import {
  ADDRESSES,
  ALL_READ,
  type Asked,
  CUSTOMERS,
  type Event,
  NOTHING_ASKED,
  PREFIXES,
  SKIPPED_NETWORK,
  type Trouble,
  type Unread,
  type Wish,
} from './events.ts';

/** One customer, as the oracle sees them: what billing says, and what they should get. */
export interface Customer {
  /** Generic ones are several customers'. */
  login: string;
  isOnline: boolean;
  /** Whether they may be there although no session shows them. */
  isFixed: boolean;
  address: number;
  prefix: string;
  /** When the session began. Unix time in s. */
  since: number;
  /** Of the contract; several customers may share one. */
  contract: number;
  plan: number;
  /** What the operator says of them. */
  wish: Wish;
  /** Names that the login had. */
  readonly formerly: Set<string>;
}

interface Contracted {
  status: string;
  isReduced: boolean;
}

interface Sold {
  name: string;
  speed: string;
  /** The plan of its customers in arrears; -1 for none. */
  arrears: number;
  burst: string;
}

/** What a customer is to be under: a plan, or a policy that is no plan's. */
type Offer = { readonly plan: number } | { readonly policy: string; readonly kbps: number };

/** The contract is there, and its status is not. */
export const SILENT = 'none';
const SERVICE = new Set(['A', 'FA']);
export const BLOCK = 'Billing-Block';
export const SLOW_KBPS = 256;
const PROMISED_KBPS = 30_000;
export const REDUCED = '2M';
const REDUCED_KBPS = 2000;
/** Instead of a status: the contract is not in billing any more. Its customer has service. */
export const GONE = 'gone';

/** A small ISP: fourteen customers, seventeen addresses, three plans. */
export class Town {
  readonly customers: Customer[] = Array.from({ length: CUSTOMERS }, (_none, at) => ({
    login: `c${at}`,
    isOnline: at % 5 !== 4,
    isFixed: false,
    address: at,
    prefix: at % 2 === 0 ? (PREFIXES[3 + at] ?? '') : '',
    since: 0,
    contract: at,
    plan: at % 3,
    wish: 'nothing' as const,
    formerly: new Set<string>(),
  }));
  readonly contracts: Contracted[] = this.customers.map((_one, at) => ({
    status: at % 6 === 5 ? 'CA' : 'A',
    isReduced: false,
  }));
  readonly plans: Sold[] = [
    { name: 'Gold', speed: '100M', arrears: -1, burst: '' },
    { name: 'Silver', speed: '50M', arrears: -1, burst: '' },
    { name: 'Bronze', speed: '40M', arrears: -1, burst: '' },
  ];
  /** As the operator runs the program now. */
  asked: Asked = NOTHING_ASKED;
  /** Unix time in s. */
  now = 1_800_000_000;

  happen(event: Event): void {
    switch (event.kind) {
      case 'goes offline':
      case 'comes online':
        this.#who(event.who).isOnline = event.kind === 'comes online';
        break;
      case 'connects':
        Object.assign(this.#who(event.who), { isOnline: true, address: event.at, since: this.now });
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
      case 'plan names reduced plan':
        Object.assign(this.plans[event.plan] ?? {}, { arrears: event.arrears });
        break;
      case 'plan gets burst':
        Object.assign(this.plans[event.plan] ?? {}, { burst: event.burst });
        break;
      case 'contract is reduced':
        this.#contractOf(event.who).isReduced = event.isReduced;
        break;
      case 'gets fixed address':
        this.#who(event.who).isFixed = event.isFixed;
        break;
      case 'takes name':
        this.#rename(event.who, event.other);
        break;
      case 'operator says':
        this.#say(this.#called(this.#who(event.who).login), event.wish);
        break;
      case 'time passes':
        this.now += event.minutes * 60;
        break;
    }
  }

  #rename(at: number, other: number): void {
    const one = this.#who(at);
    const login = at === other ? `c${at}` : this.#who(other).login;
    const wish = this.#called(login).find((namesake) => namesake !== one)?.wish ?? 'nothing';
    one.formerly.add(one.login);
    one.login = login;
    this.#say(this.#called(login), wish);
  }

  /** A scope is meant for whoever has the name; an override by a name that several have is nobody's (src/mapping/override.ts). */
  #say(called: readonly Customer[], wish: Wish): void {
    for (const one of called) one.wish = wish === 'skip' || called.length === 1 ? wish : 'nothing';
  }

  #called(name: string): Customer[] {
    return this.customers.filter(({ login }) => login === name);
  }

  #contractOf(at: number): Contracted {
    return this.contracts[this.#who(at).contract] ?? { status: GONE, isReduced: false };
  }

  /** Whoever is to be served is served, whatever the contract says. */
  statusOf({ contract, wish }: Customer): string {
    if (isPromised(wish)) return 'A';
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
        return [id, this.#contractRow(id - 1)];
      }),
    );
  }

  #all({ unread }: Trouble): Billing {
    const logins: Login[] = [];
    const contracts: Contract[] = [];
    for (const [at, one] of this.customers.entries()) {
      const { login, isOnline, address, prefix, contract, plan } = one;
      const row = this.#contractRow(at);
      if (!unread.contracts.includes(at) && row !== undefined) contracts.push(row);
      if (!this.#isShown(one) || unread.logins.includes(at)) continue;
      const fields = { delegatedPrefix: prefix, linkPrefix: '', plan: plan + 1, connectedAt: timeOf(one.since) };
      const unseen = isOnline ? {} : { isUnseen: true as const };
      logins.push({ id: at + 1, login, ip: ipOf(address), contract: contract + 1, ...fields, ...unseen });
    }
    const plans = this.plans.map(planRow);
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

  #contractRow(at: number): Contract | undefined {
    const { status, isReduced } = this.contracts[at] ?? { status: GONE, isReduced: false };
    if (status === GONE) return undefined;
    return { id: at + 1, status: status === SILENT ? null : status, speedStatus: isReduced ? 'R' : 'N' };
  }

  /** Whether billing shows the login, since it is online or may be there. */
  #isShown({ isOnline, isFixed }: Customer): boolean {
    return isOnline || (isFixed && this.asked.fixedIp);
  }

  /** Whether this program has to do with a customer now. */
  isServed(one: Customer): boolean {
    return this.#isShown(one) && !this.isSkipped(one);
  }

  /** Whether the operator keeps them for their own hand: by name, with all of the plan that billing has them on, or of a network. */
  isSkipped({ wish, plan, address }: Customer): boolean {
    return wish === 'skip' || plan === this.asked.skipped || this.isSkippedAddress(ipOf(address));
  }

  /** Whether the operator keeps a network with this address for their own hand. */
  isSkippedAddress(ip: string): boolean {
    return this.asked.skipped === SKIPPED_NETWORK && /^100\.64\.0\.1[2-5]$/.test(ip);
  }

  /**
   * Whether somebody else may have the address as well, one who is left alone included; of whoever is online no more than
   * those who are online, too.
   */
  hasRival(one: Customer): boolean {
    return this.customers.some(
      (other) =>
        other !== one &&
        (this.isServed(other) || other.isOnline) &&
        other.address === one.address &&
        (other.isOnline || !one.isOnline),
    );
  }

  /** Whether another has the same name, so that only the address tells them apart. */
  hasNamesake(one: Customer): boolean {
    return this.isSeverals(one.login);
  }

  /** Whether a name is several customers', so that it tells nobody of them. */
  isSeverals(name: string): boolean {
    return this.#called(name).length > 1;
  }

  /** Those who are online at an address that nobody else shows, and of whom this run read everything. */
  certain({ unread }: Pick<Trouble, 'unread'>): Customer[] {
    return this.customers.filter((one, at) => {
      const isSure = this.isServed(one) && !this.hasRival(one) && !this.isAmbiguous(one);
      return isSure && !unread.logins.includes(at) && this.isRead(one, unread);
    });
  }

  /** Whether the contract and the plan of a customer were among the rows of a reading. */
  isRead(one: Customer, unread: Unread): boolean {
    return this.isContractRead(one, unread) && this.#isPlanRead(one, unread.plans);
  }

  #isPlanRead(one: Customer, unread: readonly number[]): boolean {
    // Whose plan the operator named is looked up by name among those read.
    if (unread.includes(planOf(one))) return false;
    if (!this.#mayBeReduced(one)) return true;
    // Any other may name this one as a reduced plan, or be the one that is named.
    return unread.length === 0 || this.plans.some(({ arrears }, at) => arrears === one.plan && !unread.includes(at));
  }

  #mayBeReduced({ contract, wish }: Customer): boolean {
    const { status, isReduced } = this.contracts[contract] ?? { status: GONE, isReduced: false };
    return this.asked.reduced !== 'no' && wish === 'nothing' && status !== GONE && isReduced;
  }

  /** Whether the operator named a plan by a name that two have: which of them it is depends on which was read. */
  isAmbiguous({ wish }: Customer): boolean {
    return typeof wish === 'number' && this.plans.filter(({ name }) => name === this.plans[wish]?.name).length > 1;
  }

  isContractRead({ contract, wish }: Customer, unread: Unread): boolean {
    return isPromised(wish) || !unread.contracts.includes(contract);
  }

  /** The operator's word about customers, as a run is told it. */
  overrides(): ReadonlyMap<string, Override> {
    const wishes = this.customers.flatMap(({ login, wish }): Override[] => {
      const rest = { login, until: '2099-12-31', by: 'ana', why: 'test' };
      if (wish === 'nothing') return [];
      if (wish === 'promised')
        return [{ ...rest, wish: { kind: 'rate', rates: { downKbps: PROMISED_KBPS, upKbps: PROMISED_KBPS } } }];
      if (typeof wish === 'string') return [{ ...rest, wish: { kind: wish } }];
      return [{ ...rest, wish: { kind: 'plan', name: this.plans[wish]?.name ?? '' } }];
    });
    return new Map(wishes.map((override) => [override.login, override]));
  }

  /** Customers with an address that nobody else shows, of those that a run read. */
  alone({ unread: { logins } }: Pick<Trouble, 'unread'>): number {
    return this.certain({ unread: { ...ALL_READ, logins } }).length;
  }

  /** Whether the customer's prefix is theirs: no other login that is online shows it. */
  ownsPrefix(one: Customer): boolean {
    if (!one.isOnline || !one.prefix.includes('::')) return false;
    return !this.customers.some((other) => other !== one && other.isOnline && other.prefix === one.prefix);
  }

  isBlocked(one: Customer): boolean {
    const status = this.statusOf(one);
    // At an address that may be stale nobody is blocked.
    if (!one.isOnline || status === GONE || status === SILENT || SERVICE.has(status)) return false;
    return !this.#isSlow(one);
  }

  #isSlow(one: Customer): boolean {
    if (one.wish === 'slow') return true;
    return this.asked.slow && this.statusOf(one) === 'CM';
  }

  #offerTo(one: Customer): Offer {
    if (this.isBlocked(one)) return { policy: BLOCK, kbps: 0 };
    if (one.wish === 'promised') return { policy: `Override-${PROMISED_KBPS}-${PROMISED_KBPS}`, kbps: PROMISED_KBPS };
    if (this.#isSlow(one)) return { policy: 'Billing-Slow', kbps: SLOW_KBPS };
    const plan = planOf(one);
    if (!this.#mayBeReduced(one) || this.plans.some(({ arrears }) => arrears === plan)) return { plan };
    const { arrears = -1, name = '' } = this.plans[plan] ?? {};
    if (arrears >= 0) return { plan: arrears };
    if (this.asked.reduced === 'by plan') return { plan };
    // It makes nobody faster.
    const own = this.#kbpsOfPlan(plan);
    return { policy: `${name}_RED`, kbps: own > 0 ? Math.min(own, REDUCED_KBPS) : REDUCED_KBPS };
  }

  /** Whether the plan of a customer says nothing about what they get. */
  isBesidePlans(one: Customer): boolean {
    return this.isBlocked(one) || one.wish === 'promised' || this.#isSlow(one);
  }

  /** Whether billing leaves open what the customer should get. */
  isUnsaid(one: Customer): boolean {
    if (this.statusOf(one) === SILENT) return true;
    const offer = this.#offerTo(one);
    // What is made for reduced speed is called like the plan.
    if ('policy' in offer) return offer.policy.endsWith('_RED') && this.#hasTwin(planOf(one));
    // Of a plan that is left alone there is no policy that somebody could be put on by reduced speed or an override.
    if (offer.plan === this.asked.skipped) return true;
    return this.plans[offer.plan]?.speed === 'nonsense' || this.#hasTwin(offer.plan);
  }

  /** Of two plans with one name and other speeds the second gets another name, which the oracle leaves to the mapping. */
  #hasTwin(plan: number): boolean {
    const { name, speed } = this.plans[plan] ?? { name: '', speed: '' };
    // The policy of a plan that is left alone is nobody else's.
    const isLike = (other: Sold, at: number) =>
      other.speed === speed && at !== this.asked.skipped && this.#burstOfPlan(at) === this.#burstOfPlan(plan);
    return this.plans.some((other, at) => at !== plan && other.name === name && !isLike(other, at));
  }

  policyOf(one: Customer): string {
    const offer = this.#offerTo(one);
    return 'policy' in offer ? offer.policy : (this.plans[offer.plan]?.name ?? '');
  }

  kbpsOf(one: Customer): number {
    const offer = this.#offerTo(one);
    return 'policy' in offer ? offer.kbps : this.#kbpsOfPlan(offer.plan);
  }

  /** In Kbps; undefined where the customer has none, or it is not asked for. */
  burstOf(one: Customer): number | undefined {
    const offer = this.#offerTo(one);
    return 'policy' in offer ? undefined : this.#burstOfPlan(offer.plan);
  }

  #kbpsOfPlan(plan: number): number {
    const speed = this.plans[plan]?.speed ?? '';
    return speed === '' ? -1 : Number(speed.slice(0, -1)) * 1000 * this.asked.factor;
  }

  #burstOfPlan(plan: number): number | undefined {
    const rate = this.#kbpsOfPlan(plan);
    const burst = Number((this.plans[plan]?.burst ?? '').slice(0, -1)) * 1000 * this.asked.factor;
    return this.asked.burst && rate >= 0 && burst >= rate && burst > 0 ? burst : undefined;
  }
}

/** Whether the operator's word is service, whatever the contract says. */
function isPromised(wish: Wish): boolean {
  return wish === 'open' || wish === 'slow';
}

function planRow({ name, speed, arrears, burst }: Sold, at: number): Plan {
  const texts = { rate: burst, threshold: '', time: '10' };
  return {
    id: at + 1,
    name,
    kind: 'I',
    download: speed,
    upload: speed,
    arrearsPlan: arrears + 1,
    ...(burst !== '' && { downloadBurst: texts, uploadBurst: texts }),
  };
}

function planOf({ plan, wish }: Customer): number {
  return typeof wish === 'number' ? wish : plan;
}

/** As IXC shows it; '' where it does not. */
function timeOf(since: number): string {
  return since === 0 ? '' : new Date(since * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** How a BQN that keys its IPv6 subscribers by /56 writes that of a prefix. */
export function entryOf(prefix: string): string {
  return prefix.replace('/56', '');
}

export function ipOf(address: number): string {
  return `100.64.0.${address + 1}`;
}
