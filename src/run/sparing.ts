import { SourceError } from '../billing/errors.ts';
import { type Billing, isWhole, type Presumption } from '../billing/reading.ts';
import type { Contract } from '../billing/records.ts';
import type { BillingSource, ReadingWatch, Sparing } from '../billing/source.ts';
import type { BqnState } from '../bqn/resources.ts';
import { customerKey, type Other } from '../customers/customer.ts';
import { type Books, Roll } from '../customers/roll.ts';
import { BLOCK_POLICY, type Desired, type MappingOptions, type Subscriber } from '../mapping/desired.ts';
import { GROUP_PREFIX, groupNames } from '../mapping/groups.ts';
import type { Settings } from '../settings/settings.ts';
import { needsOf } from '../settings/wishes/wishes.ts';
import type { ContractsMemory } from '../state/ledger.ts';
import { say } from '../text/language.ts';
import { HOUR_S } from '../text/time-units.ts';
import { wantedOf } from './wanted.ts';

/** How long a reading of all contracts is enough, and how long one that would not be spared is not asked again. In s. */
const RELY_ON_S = 12 * HOUR_S;
const IN_VAIN_S = 6 * HOUR_S;
/** Of fewer contracts all are read at once. */
const LEAST_CONTRACTS = 2000;
/** Contracts that logins name and that do not exist: of more, somebody should look. */
const MOST_ABSENT = 1000;
/** Contracts that are asked for one by one; of more all are read. */
const MOST_ASKED = 50;

/**
 * Whether this run can do without the contracts that are in service: not where something else than service hangs on
 * them, where a page or list for people is made, nor when all were read too long ago.
 */
export function sparingOf(settings: Settings, memory: ContractsMemory | undefined, now: number): Sparing | undefined {
  const { mapping, contracts, worklist, html, bqns } = settings;
  const isForPeople = worklist !== undefined || html !== undefined || bqns.length === 0;
  if (contracts === 'all' || isForPeople || needsOf(mapping).allContracts) return undefined;
  if (memory === undefined || memory.count < LEAST_CONTRACTS || memory.absent.length > MOST_ABSENT) return undefined;
  const { at, vainAt = Number.NEGATIVE_INFINITY } = memory;
  // A clock that was set back makes nothing older than it is.
  if (now < at || now - at >= RELY_ON_S || Math.abs(now - vainAt) < IN_VAIN_S) return undefined;
  const inService = statesInService(mapping);
  return inService.length === 0 ? undefined : { inService, absent: new Set(memory.absent) };
}

function statesInService({ allowedStatus, statusTable }: MappingOptions): string[] {
  if (statusTable === undefined) return [...allowedStatus];
  return [...statusTable.codes].filter(([, treatment]) => treatment === 'open').map(([code]) => code);
}

/** Contracts that were asked for in part, and then whole. */
export function inVain(memory: ContractsMemory | undefined, now: number): ContractsMemory | undefined {
  return memory && { ...memory, vainAt: now };
}

/** What is to be remembered of a reading of the contracts. @param asked whether this one was to be spared */
export function memoryAfter(
  { logins, contracts, presumed }: Billing,
  memory: ContractsMemory | undefined,
  asked: boolean,
  now: number,
): ContractsMemory | undefined {
  if (presumed !== undefined || !isWhole(contracts)) return memory;
  const known = new Set(contracts.rows.map(({ id }) => id));
  const named = new Set(logins.rows.map(({ contract }) => contract));
  const absent = [...named].filter((contract) => contract !== 0 && !known.has(contract)).slice(0, MOST_ABSENT + 1);
  const vainAt = asked ? now : memory?.vainAt;
  return { at: now, count: contracts.received, absent, ...(vainAt !== undefined && { vainAt }) };
}

/**
 * Contracts of customers who would come out of a block only because their contract is not among those out of service: of
 * whoever is blocked by an entry or group, under whatever name, or was when the books saw them last.
 */
function contractsThatMatter(desired: Desired, bqn: BqnState, books: Books): number[] {
  const roll = new Roll(desired, bqn, books);
  const contracts = new Set<number>();
  const look = ({ standing }: Pick<Subscriber | Other, 'standing'>) => {
    if (standing.kind === 'open' && standing.isPresumed === true) contracts.add(standing.contract);
  };
  for (const [ip, entry] of bqn.subscribers) {
    if (entry.policy !== BLOCK_POLICY) continue;
    roll.holdersOf(ip).forEach(look);
    const whose = roll.whose(ip, entry);
    if (whose.kind === 'online') look(whose.customer);
    if (whose.kind === 'namesakes') whose.customers.forEach(look);
  }
  const blocked = new Set(
    [...bqn.groups.values()]
      .filter(({ name, policy }) => policy === BLOCK_POLICY && name.startsWith(GROUP_PREFIX))
      .map(({ name }) => name),
  );
  // A group is its customer's, whatever they are called by now.
  for (const name of blocked) roll.ownersOf(name).forEach(look);
  const wasBlocked = (who: string) => books.remembered.get(who) === BLOCK_POLICY;
  for (const customer of roll.everybody()) {
    if (wasBlocked(customerKey(customer)) || wasBlocked(customer.id) || wasBlocked(customer.ip ?? '')) look(customer);
    else if (blocked.size > 0 && groupNames(customer).some((name) => blocked.has(name))) look(customer);
  }
  return [...contracts];
}

const NOTHING_PRESUMED: Presumption = { absent: new Set(), unread: new Set() };

/** Where contracts are asked for, who hears of it, and who is told that it was asked for a part in vain. */
export interface ProofPorts {
  readonly source: BillingSource;
  readonly watch: ReadingWatch;
  readonly inVain: () => void;
}

/** What each BQN is to hold, once nothing is presumed of whom it would let through. */
export class Proven {
  readonly #read: Billing;
  #billing: Billing;
  readonly #settings: Settings;
  readonly #ports: ProofPorts;
  /** One question after the other, since the next may have its answer by then. */
  #asking: Promise<unknown> = Promise.resolve();

  constructor(billing: Billing, settings: Settings, ports: ProofPorts) {
    this.#read = billing;
    this.#billing = billing;
    this.#settings = settings;
    this.#ports = ports;
  }

  /** What was read, with all that was asked for since. */
  get billing(): Billing {
    return this.#billing;
  }

  /**
   * Whoever would be let through is asked for: by id, or, of many, in the whole table. What cannot be asked is left as it
   * is.
   * @param desired what the BQN is to hold as far as is known
   * @throws {Interrupted}
   */
  desired(label: string, desired: Desired, bqn: BqnState, books: Books): Promise<Desired> {
    if (this.#billing.presumed === undefined) return Promise.resolve(desired);
    const asking = this.#asking.then(async () => {
      // Nothing was asked for so far, so that nothing is known but what it was made of.
      const now = this.#billing === this.#read ? desired : wantedOf(this.#billing, this.#settings).of(label);
      const ids = contractsThatMatter(now, bqn, books);
      if (ids.length === 0) return now;
      this.#billing = await this.#askFor(ids);
      return wantedOf(this.#billing, this.#settings).of(label);
    });
    this.#asking = asking.catch(() => {});
    return asking;
  }

  async #askFor(ids: readonly number[]): Promise<Billing> {
    const billing = this.#billing;
    const { source, watch, inVain } = this.#ports;
    try {
      if (ids.length > MOST_ASKED || source.contractsById === undefined) {
        inVain();
        const { presumed: _presumed, ...read } = billing;
        return { ...read, contracts: await source.readList('contracts', watch) };
      }
      return withContracts(billing, await source.contractsById(ids, watch));
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      watch.onNote(
        say`${ids.length} contracts could not be asked for, so their customers stay as they are: ${error.message}`,
      );
      const { absent, unread } = billing.presumed ?? NOTHING_PRESUMED;
      return { ...billing, presumed: { absent, unread: new Set([...unread, ...ids]) } };
    }
  }
}

function withContracts(billing: Billing, found: ReadonlyMap<number, Contract | undefined>): Billing {
  const { contracts, presumed = NOTHING_PRESUMED } = billing;
  const rows = [...found.values()].filter((contract) => contract !== undefined);
  const gone = [...found].filter(([, contract]) => contract === undefined).map(([id]) => id);
  return {
    ...billing,
    contracts: { ...contracts, rows: [...contracts.rows, ...rows] },
    presumed: { ...presumed, absent: new Set([...presumed.absent, ...gone]) },
  };
}
