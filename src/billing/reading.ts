import type { PassedOver, Print } from '../listing/known-rows.ts';
import type { Contract, Login, Plan, Pop, Transmitter } from './records.ts';

/**
 * How far what was read may be relied on.
 * `whole`: what is not in it is not there. `moving`: the list changed while it was read in a way that can hide a row.
 * `cut`: a limit of ours ended it. From `moving` and `cut` nothing is concluded about what is missing.
 */
export type Completeness = 'whole' | 'moving' | 'cut';

/** One list of a billing system, as it was read. */
export interface Reading<T> {
  /** What the billing system calls it, for people. */
  readonly name: string;
  readonly rows: readonly T[];
  readonly completeness: Completeness;
  /** In which way it was read, in the source's own word. */
  readonly how: string;
  readonly pages: number;
  readonly retries: number;
  /** Rows that were sent, those not wanted included. */
  readonly received: number;
  /** Rows beside these, where those that are known need not be looked at. */
  readonly passed?: PassedOver<T>;
  /** Fingerprints of the rows, by id, where they were asked for. */
  readonly prints?: ReadonlyMap<number, Print>;
  readonly ms: number;
}

/** Whether what is missing from a list is not there. */
export function isWhole({ completeness }: Pick<Reading<unknown>, 'completeness'>): boolean {
  return completeness === 'whole';
}

/** All that a run learns from a billing system. */
export interface Billing {
  /** What people call it. */
  readonly system: string;
  /** Logins with a fixed IP that are not online, where they were only counted. */
  readonly unseen?: number;
  readonly logins: Reading<Login>;
  readonly plans: Reading<Plan>;
  readonly contracts: Reading<Contract>;
  /** Transmitters and where they stand, by id; absent where they are not asked for, or could not be read. */
  readonly places?: Places;
  /** Rows that are not among these, since what hangs on them is in agreement. */
  readonly beyond?: RowsBeyond;
  /** Where only contracts out of service were read: what is taken for granted of the others. */
  readonly presumed?: Presumption;
}

/** Rows that a run does not look at. */
export interface RowsBeyond {
  readonly logins: number;
  readonly contracts: number;
  /** Of the logins, how many are blocked, and how many have a group. */
  readonly blocked: number;
  readonly groups: number;
  /** Of the logins, how many have each plan. */
  readonly plans: ReadonlyMap<number, number>;
}

/** How many rows of a list there are, those included that were not looked at. */
export function rowCount(billing: Billing, list: ListKind): number {
  const { beyond } = billing;
  const more = beyond === undefined || list === 'plans' ? 0 : beyond[list];
  return billing[list].rows.length + more;
}

/** How many online logins have each plan. */
export function planUsers({ logins, beyond }: Pick<Billing, 'logins' | 'beyond'>): ReadonlyMap<number, number> {
  const users = new Map(beyond?.plans);
  for (const { plan } of logins.rows) users.set(plan, (users.get(plan) ?? 0) + 1);
  return users;
}

export interface Places {
  readonly transmitters: ReadonlyMap<number, Transmitter>;
  readonly pops: ReadonlyMap<number, Pop>;
}

/** What is known of contracts that are not among the rows, since only those out of service were asked for. */
export interface Presumption {
  /** Contracts that do not exist. */
  readonly absent: ReadonlySet<number>;
  /** Contracts that matter and could not be asked for one by one: nothing is said of them. */
  readonly unread: ReadonlySet<number>;
}

export type ListKind = 'logins' | 'plans' | 'contracts';

export const LIST_KINDS: readonly ListKind[] = ['logins', 'plans', 'contracts'];

/** Told after each page. */
export interface PageNews {
  readonly list: string;
  readonly pages: number;
  readonly rows: number;
  /** Rows that the list seems to have. */
  readonly total: number;
}
