import type { Peer } from '../http/trust.ts';
import type { KnownRows } from '../listing/known-rows.ts';
import type { Billing, ListKind, PageNews } from './reading.ts';
import type { Contract } from './records.ts';

/** Told what happens while a billing system is read. */
export interface ReadingWatch {
  readonly onPage: (news: PageNews) => void;
  /** Something that the operator should know though the run goes on. */
  readonly onNote: (text: string) => void;
}

/** What a run can do without: contracts that are in service, of which nothing new is learnt (`--contracts auto`). */
export interface Sparing {
  /** States that have service. */
  readonly inService: readonly string[];
  /** Contracts that logins name and that did not exist when all were read. */
  readonly absent: ReadonlySet<number>;
}

/** Rows of a list that were read before. */
export interface KnownTable extends KnownRows {
  idOf(index: number): number;
}

/** The lists of which rows are known: a source passes over those that say the same, and may look at all just as well. */
export interface KnownLists {
  readonly logins: KnownTable;
  /** Of those out of service. */
  readonly contracts: KnownTable;
}

/** Where a run learns who is online, with which plan, and whether they have service: one billing system. */
export interface BillingSource {
  /** Its name for people. */
  readonly label: string;
  /** The server behind it, for a check of the way there; undefined where there is none. */
  readonly peer: Peer | undefined;
  /**
   * Reads all lists, side by side where it can.
   * @param sparing contracts that need not be read; a source that cannot do without them reads all
   * @param known rows that need not be looked at while they say the same
   * @throws {SourceError} for the first that fails; {Interrupted}
   */
  read(watch: ReadingWatch, sparing?: Sparing, known?: KnownLists): Promise<Billing>;
  /**
   * Contracts one by one; undefined for one that does not exist.
   * @throws {SourceError}, {Interrupted}
   */
  contractsById?(ids: readonly number[], watch: ReadingWatch): Promise<ReadonlyMap<number, Contract | undefined>>;
  /** What the system calls one of them. */
  nameOf(list: ListKind): string;
  /** What is known of a login of this name, online or not, a line each; undefined where the system cannot be asked. */
  lookUp?(login: string): Promise<string[]>;
  /** Whether a login of this name, or `id:12`, is there, online or not; undefined where the system cannot be asked. @throws {SourceError} */
  hasLogin?(name: string): Promise<boolean>;
  /** Whom its list of logins does not show though they may use the net, a sentence each; for a check. */
  unseen?(): Promise<string[]>;
  /** Asks each list for as little as can be, only to see whether it may be read. @throws {SourceError} */
  tryAccess?(): Promise<void>;
  /** What its lists look like, for a bug report: no customer's data. */
  shapes?(): Promise<string[]>;
  /** Reads one of them alone. @throws as `read` */
  readList<K extends ListKind>(list: K, watch: ReadingWatch): Promise<Billing[K]>;
}
