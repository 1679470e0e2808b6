import type { KnownLists, KnownTable } from '../billing/source.ts';
import type { KnownEntries } from '../bqn/resources.ts';
import { IdTable } from './id-table.ts';
import { PrintTable } from './print-table.ts';

/** What is said of all of them. Times are Unix seconds. */
export interface AgreedHead {
  /** Which program, under which settings, found this. */
  readonly under: string;
  /** What was sold then: of other plans it says nothing. */
  readonly plans: string;
  /** When a run last looked at everything. */
  readonly wholeAt: number;
  /** The day on which the books last noted each of them, since 1970. */
  readonly day: number;
  /** The widths of prefixes, and of IPv4 networks, by which one customer may touch another. */
  readonly widths: Widths;
}

export interface Widths {
  readonly v4: readonly number[];
  readonly v6: readonly number[];
}

/** One customer in agreement. */
export interface Agreement {
  readonly login: number;
  readonly contract: number;
  /** Which row of the contracts out of service theirs is, -1 for none: then it is in service. */
  readonly contractAt: number;
  readonly plan: number;
  readonly isBlocked: boolean;
  readonly hasGroup: boolean;
  /** Fingerprints, the high half first: of login, entry and group. */
  readonly prints: readonly [number, number, number, number, number, number];
  /** What they may share with others (`touch.ts`). */
  readonly keys: readonly number[];
}

/** A contract out of service, and its fingerprint. */
export interface AgreedContract {
  readonly id: number;
  readonly high: number;
  readonly low: number;
}

/** The contracts out of service as they are after a run. */
export interface ContractsAfter {
  readonly all: readonly AgreedContract[];
  /** Where one of before stands among them, -1 for nowhere. */
  movedTo(before: number): number;
}

const BLOCKED = 1;
const GROUPED = 2;

/** The columns of `Agreed`, as they are kept. */
export interface AgreedColumns {
  readonly head: AgreedHead;
  readonly seed: Uint8Array;
  readonly logins: Float64Array;
  readonly contracts: Float64Array;
  readonly plans: Float64Array;
  readonly contractAt: Int32Array;
  readonly flags: Uint8Array;
  readonly loginPrints: Int32Array;
  readonly entryPrints: Int32Array;
  readonly groupPrints: Int32Array;
  /** Where the keys of each begin, and where the last ones end. */
  readonly keyStarts: Int32Array;
  readonly keys: Int32Array;
  readonly contractIds: Float64Array;
  readonly contractPrints: Int32Array;
}

/**
 * The customers of one BQN in whom a run found all as it is to be: what IXC says of them, their entry, their group and the
 * books. Of tens of thousands nearly all are, run after run, so that they are kept as columns of numbers, and found again by
 * fingerprints.
 */
export class Agreed {
  readonly columns: AgreedColumns;
  #byLogin: IdTable | undefined;
  #byContract: IdTable | undefined;

  constructor(columns: AgreedColumns) {
    this.columns = columns;
  }

  static of(
    head: AgreedHead,
    seed: Uint8Array,
    customers: readonly Agreement[],
    contracts: readonly AgreedContract[],
  ): Agreed {
    const keys = customers.reduce((sum, one) => sum + one.keys.length, 0);
    const columns = columnsFor(head, seed, { customers: customers.length, keys, contracts: contracts.length });
    for (const [at, one] of customers.entries()) fill(columns, at, one);
    fillContracts(columns, contracts);
    return new Agreed(columns);
  }

  /** Nobody: all rows are looked at, and their fingerprints taken. */
  static nobody(seed: Uint8Array): Agreed {
    return Agreed.of({ under: '', plans: '', wholeAt: 0, day: 0, widths: { v4: [], v6: [] } }, seed, [], []);
  }

  get head(): AgreedHead {
    return this.columns.head;
  }

  get size(): number {
    return this.columns.logins.length;
  }

  /** What a billing system need not look at again. */
  get lists(): KnownLists {
    const { seed, logins, loginPrints, contractIds, contractPrints } = this.columns;
    return { logins: tableOf(seed, loginPrints, logins), contracts: tableOf(seed, contractPrints, contractIds) };
  }

  /** What of a BQN need not be looked at again. */
  get entries(): KnownEntries {
    const { seed, entryPrints, groupPrints } = this.columns;
    return { subscribers: new PrintTable(seed, entryPrints), groups: new PrintTable(seed, groupPrints) };
  }

  /** Which of them has this login, -1 for none. */
  atLogin(login: number): number {
    this.#byLogin ??= new IdTable(this.columns.logins);
    return this.#byLogin.find(login);
  }

  /** Which of the contracts out of service has this id, -1 for none. */
  atContract(id: number): number {
    this.#byContract ??= new IdTable(this.columns.contractIds);
    return this.#byContract.find(id);
  }

  loginOf(at: number): number {
    return this.columns.logins[at] ?? 0;
  }

  contractOf(at: number): number {
    return this.columns.contracts[at] ?? 0;
  }

  contractAt(at: number): number {
    return this.columns.contractAt[at] ?? -1;
  }

  planOf(at: number): number {
    return this.columns.plans[at] ?? 0;
  }

  isBlocked(at: number): boolean {
    return ((this.columns.flags[at] ?? 0) & BLOCKED) !== 0;
  }

  hasGroup(at: number): boolean {
    return ((this.columns.flags[at] ?? 0) & GROUPED) !== 0;
  }

  keysOf(at: number): Int32Array {
    const { keys, keyStarts } = this.columns;
    return keys.subarray(keyStarts[at], keyStarts[at + 1]);
  }

  /**
   * As these are after a run.
   * @param isKept whether a customer of before is in agreement as before
   * @param anew those who are beside them
   * @param contracts undefined where those out of service are the same
   */
  after(isKept: (at: number) => boolean, anew: readonly Agreement[], contracts: ContractsAfter | undefined): Agreed {
    const before = this.columns;
    const kept: number[] = [];
    let keys = anew.reduce((sum, one) => sum + one.keys.length, 0);
    for (let at = 0; at < this.size; at++) {
      if (!isKept(at)) continue;
      kept.push(at);
      keys += this.keysOf(at).length;
    }
    const contractCount = contracts?.all.length ?? before.contractIds.length;
    const sizes = { customers: kept.length + anew.length, keys, contracts: contractCount };
    const columns = columnsFor(before.head, before.seed, sizes);
    kept.forEach((from, at) => {
      columns.logins[at] = this.loginOf(from);
      columns.contracts[at] = this.contractOf(from);
      columns.plans[at] = this.planOf(from);
      const contractAt = this.contractAt(from);
      columns.contractAt[at] = contractAt < 0 ? NONE : (contracts?.movedTo(contractAt) ?? contractAt);
      columns.flags[at] = before.flags[from] ?? 0;
      for (const name of PRINTS) columns[name].set(before[name].subarray(from * 2, from * 2 + 2), at * 2);
      columns.keys.set(this.keysOf(from), columns.keyStarts[at]);
      columns.keyStarts[at + 1] = (columns.keyStarts[at] ?? 0) + this.keysOf(from).length;
    });
    for (const [index, one] of anew.entries()) fill(columns, kept.length + index, one);
    if (contracts === undefined) {
      columns.contractIds.set(before.contractIds);
      columns.contractPrints.set(before.contractPrints);
    } else fillContracts(columns, contracts.all);
    return new Agreed(columns);
  }

  /** Whether a customer is as they were here. */
  has(one: Agreement): boolean {
    const at = this.atLogin(one.login);
    if (at < 0 || this.contractOf(at) !== one.contract || this.contractAt(at) !== one.contractAt) return false;
    if (this.planOf(at) !== one.plan || this.columns.flags[at] !== flagsOf(one)) return false;
    const prints = PRINTS.flatMap((name) => [...this.columns[name].subarray(at * 2, at * 2 + 2)]);
    const keys = this.keysOf(at);
    return (
      prints.every((print, which) => print === one.prints[which]) &&
      keys.length === one.keys.length &&
      one.keys.every((key, which) => key === keys[which])
    );
  }
}

const NONE = -1;
const PRINTS = ['loginPrints', 'entryPrints', 'groupPrints'] as const;

function columnsFor(
  head: AgreedHead,
  seed: Uint8Array,
  sizes: { readonly customers: number; readonly keys: number; readonly contracts: number },
): AgreedColumns {
  const { customers, keys, contracts } = sizes;
  return {
    head,
    seed,
    logins: new Float64Array(customers),
    contracts: new Float64Array(customers),
    plans: new Float64Array(customers),
    contractAt: new Int32Array(customers),
    flags: new Uint8Array(customers),
    loginPrints: new Int32Array(customers * 2),
    entryPrints: new Int32Array(customers * 2),
    groupPrints: new Int32Array(customers * 2),
    keyStarts: new Int32Array(customers + 1),
    keys: new Int32Array(keys),
    contractIds: new Float64Array(contracts),
    contractPrints: new Int32Array(contracts * 2),
  };
}

/** Puts a customer behind those before. */
function fill(columns: AgreedColumns, at: number, one: Agreement): void {
  columns.logins[at] = one.login;
  columns.contracts[at] = one.contract;
  columns.plans[at] = one.plan;
  columns.contractAt[at] = one.contractAt;
  columns.flags[at] = flagsOf(one);
  for (const [which, name] of PRINTS.entries()) columns[name].set(one.prints.slice(which * 2, which * 2 + 2), at * 2);
  columns.keys.set(one.keys, columns.keyStarts[at]);
  columns.keyStarts[at + 1] = (columns.keyStarts[at] ?? 0) + one.keys.length;
}

function fillContracts(columns: AgreedColumns, contracts: readonly AgreedContract[]): void {
  contracts.forEach(({ id, high, low }, at) => {
    columns.contractIds[at] = id;
    columns.contractPrints.set([high, low], at * 2);
  });
}

function flagsOf({ isBlocked, hasGroup }: Agreement): number {
  return (isBlocked ? BLOCKED : 0) | (hasGroup ? GROUPED : 0);
}

function tableOf(seed: Uint8Array, prints: Int32Array, ids: Float64Array): KnownTable {
  const table = new PrintTable(seed, prints);
  return { seed, size: ids.length, find: (high, low) => table.find(high, low), idOf: (index) => ids[index] ?? 0 };
}
