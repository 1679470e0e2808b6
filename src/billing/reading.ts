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
  /** Where only contracts out of service were read: what is taken for granted of the others. */
  readonly presumed?: Presumption;
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
