import { isRemarkable } from '../billing/plausibility.ts';
import type { Billing } from '../billing/reading.ts';
import type { Contract, Login } from '../billing/records.ts';
import type { Standing } from '../billing/standing.ts';
import { type BqnState, BUILT_IN_GROUP } from '../bqn/resources.ts';
import type { ChangePlan } from '../changes/change-plan.ts';
import { BLOCK_POLICY, customerKey, type Subscriber } from '../customers/customer.ts';
import type { OwnedEntry } from '../customers/owned.ts';
import type { Print } from '../listing/known-rows.ts';
import type { Desired, Group } from '../mapping/desired.ts';
import { groupNames } from '../mapping/groups.ts';
import { isAsItWas } from '../state/bookkeeping.ts';
import type { LastSeen } from '../state/harm-books.ts';
import type { BqnRecord } from '../state/record.ts';
import {
  Agreed,
  type AgreedContract,
  type AgreedHead,
  type Agreement,
  type ContractsAfter,
  type Widths,
} from './agreed.ts';
import type { Part, Prints } from './part.ts';
import { Touching, widthsOf } from './touch.ts';

/** What a run looked at, and what came of it. */
export interface Looked {
  readonly part: Part;
  readonly desired: Desired;
  readonly plan: ChangePlan;
  /** As it is after the run; of a part, that of the part. */
  readonly record: BqnRecord;
}

/** Who is in agreement after a run that looked at everything. */
export function agreedAfterWhole(looked: Looked, head: Omit<AgreedHead, 'widths'>, seed: Uint8Array): Agreed {
  const widths = widthsOf(placesIn(looked));
  const contracts = contractsIn(looked.part);
  const places = new Map(contracts.map(({ id }, at) => [id, at]));
  const found = agreementsIn(looked, { contractAt: (id) => places.get(id), day: head.day, widths });
  return Agreed.of({ ...head, widths }, seed, found, contracts);
}

/**
 * The same after one that looked at a part: whoever was passed over is as before.
 * @param intact who was passed over
 * @param billing as it was read
 * @returns `before` itself where all are as they were
 */
export function agreedAfterPart(
  before: Agreed,
  intact: Uint8Array,
  looked: Looked,
  { contracts: read }: Billing,
): Agreed {
  const { day, widths } = before.head;
  const areSame = read.rows.length === 0 && read.passed?.size === before.columns.contractIds.length;
  const contracts = areSame ? undefined : new ContractsNow(before, read);
  const placeOf = (id: number) => contracts?.at(id) ?? placeAmong(before, id);
  const anew = agreementsIn(looked, { contractAt: placeOf, day, widths });
  const left = intact.reduce((sum, one) => sum + one, 0);
  if (areSame && left + anew.length === before.size && anew.every((one) => before.has(one))) return before;
  return before.after((at) => intact[at] === 1, anew, contracts);
}

function placeAmong(agreed: Agreed, contract: number): number | undefined {
  const at = agreed.atContract(contract);
  return at < 0 ? undefined : at;
}

/** The contracts out of service: those of before that are still there, and those that are new. */
class ContractsNow implements ContractsAfter {
  readonly all: AgreedContract[] = [];
  readonly #movedTo = new Map<number, number>();
  readonly #places: ReadonlyMap<number, number>;

  constructor({ columns: { contractIds, contractPrints } }: Agreed, { rows, prints, passed }: Billing['contracts']) {
    contractIds.forEach((id, at) => {
      if (passed?.has(at) !== true) return;
      this.#movedTo.set(at, this.all.length);
      this.all.push({ id, high: contractPrints[at * 2] ?? 0, low: contractPrints[at * 2 + 1] ?? 0 });
    });
    for (const { id } of rows) {
      const print = prints?.get(id);
      if (print !== undefined) this.all.push({ id, ...print });
    }
    this.#places = new Map(this.all.map(({ id }, at) => [id, at]));
  }

  at(id: number): number | undefined {
    return this.#places.get(id);
  }

  movedTo(before: number): number {
    return this.#movedTo.get(before) ?? -1;
  }
}

function contractsIn({ billing, prints }: Part): AgreedContract[] {
  return billing.contracts.rows.flatMap(({ id }) => {
    const print = prints.contract(id);
    return print === undefined ? [] : [{ id, ...print }];
  });
}

/** All addresses, networks and prefixes of which anything is said. */
function* placesIn({ part: { bqn }, desired }: Looked): Iterable<string> {
  for (const { prefix } of desired.claims()) yield prefix;
  for (const { name, members, ranges, all } of bqn.groups.values()) {
    if (name === BUILT_IN_GROUP) continue;
    yield* members;
    yield* ranges;
    yield* all;
  }
}

/** What agreements are told by. */
interface Terms {
  /** Which of the contracts out of service one is. */
  readonly contractAt: (id: number) => number | undefined;
  /** The day on which the books are to have noted them, since 1970. */
  readonly day: number;
  readonly widths: Widths;
}

function agreementsIn(looked: Looked, terms: Terms): Agreement[] {
  const finder = new Finder(looked, terms);
  return looked.part.billing.logins.rows.flatMap((login) => finder.of(login) ?? []);
}

/** Looks whether a customer is in agreement. */
class Finder {
  readonly #looked: Looked;
  readonly #prints: Prints;
  readonly #terms: Terms;
  readonly #contracts: ReadonlyMap<number, Contract>;
  readonly #served: ReadonlyMap<number, Subscriber>;
  readonly #equal: { readonly subscriber: ReadonlySet<string>; readonly group: ReadonlySet<string> };
  #grouped: ReadonlySet<number | undefined> | undefined;
  /** Logins and customers of whom there is anything to be told, or who have more than one entry. */
  readonly #odd: ReadonlySet<number>;

  constructor(looked: Looked, terms: Terms) {
    const { part, desired, plan } = looked;
    this.#looked = looked;
    this.#prints = part.prints;
    this.#terms = terms;
    this.#contracts = new Map(part.billing.contracts.rows.map((contract) => [contract.id, contract]));
    this.#served = new Map([...desired.subscribers.values()].map((subscriber) => [subscriber.loginId, subscriber]));
    this.#equal = { subscriber: new Set(plan.agreed.subscriber), group: new Set(plan.agreed.group) };
    this.#odd = oddIn(looked);
  }

  of(login: Login): Agreement | undefined {
    const subscriber = this.#served.get(login.id);
    const loginPrint = this.#prints.login(login.id);
    if (subscriber === undefined || loginPrint === undefined || !this.#isPlain(login, subscriber)) return undefined;
    const contractAt = this.#contractOf(subscriber.standing);
    const entryPrint = this.#entryPrint(subscriber);
    if (contractAt === undefined || entryPrint === undefined || !this.#isNoted(subscriber)) return undefined;
    const groupPrint = this.#groupPrint(subscriber);
    if (groupPrint === undefined) return undefined;
    const keys = this.#keysOf(login);
    if (keys === undefined) return undefined;
    const { high, low } = groupPrint === 'none' ? NO_PRINT : groupPrint;
    return {
      login: login.id,
      contract: login.contract,
      contractAt,
      plan: login.plan,
      isBlocked: subscriber.standing.kind === 'blocked',
      hasGroup: groupPrint !== 'none',
      prints: [loginPrint.high, loginPrint.low, entryPrint.high, entryPrint.low, high, low],
      keys,
    };
  }

  #isPlain({ id, contract, isCut, isPastCap }: Login, { main, choice, override }: Subscriber): boolean {
    const isOfItself = main === undefined && override === undefined && choice.kind === 'named';
    return isOfItself && contract !== 0 && isCut !== true && isPastCap !== true && !this.#odd.has(id);
  }

  /** Which of the contracts out of service theirs is, -1 for none; undefined where anything else may be said of it. */
  #contractOf(standing: Standing): number | undefined {
    const contract = this.#contracts.get(standing.contract);
    if (contract === undefined) return standing.kind === 'open' && standing.isPresumed === true ? -1 : undefined;
    const isUsual = !isRemarkable(contract) && contract.speedStatus === undefined;
    return isUsual && standing.kind === 'blocked' ? this.#terms.contractAt(contract.id) : undefined;
  }

  #entryPrint({ ip, id }: Subscriber): Print | undefined {
    const { part, record, desired } = this.#looked;
    const entry = part.bqn.subscribers.get(ip);
    const owned = record.owned.subscriber.get(ip);
    if (!this.#equal.subscriber.has(ip) || entry?.id !== id || owned === undefined) return undefined;
    const isSettled = isAsItWas('subscriber', ip, owned, { bqn: part.bqn, desired });
    return isSettled ? this.#prints.entry(ip) : undefined;
  }

  /** Whether the books noted today what they are under. */
  #isNoted(subscriber: Subscriber): boolean {
    const { part, record } = this.#looked;
    const seen: LastSeen | undefined = record.harm.last.get(customerKey(subscriber));
    const policy = part.bqn.subscribers.get(subscriber.ip)?.policy;
    const isBlocked = subscriber.standing.kind === 'blocked';
    return seen?.day === this.#terms.day && seen.policy === policy && isBlocked === (policy === BLOCK_POLICY);
  }

  /** `none` for whoever has no group and needs none. */
  #groupPrint(subscriber: Subscriber): Print | 'none' | undefined {
    const { part, record, desired } = this.#looked;
    const [name, other] = groupNames(subscriber);
    if (part.bqn.groups.has(other)) return undefined;
    const wanted = desired.groups.get(name);
    if (wanted === undefined) return this.#hasGroup(subscriber) || part.bqn.groups.has(name) ? undefined : 'none';
    if (wanted.subscriber.loginId !== subscriber.loginId) return undefined;
    const owned = record.owned.group.get(name);
    if (!isPlainGroup(wanted) || !this.#equal.group.has(name) || owned === undefined) return undefined;
    const isSettled = isAsItWas('group', name, owned, { bqn: part.bqn, desired });
    return isSettled ? this.#prints.group(name) : undefined;
  }

  /** Whether the books know of a group that was made for them. */
  #hasGroup({ loginId }: Subscriber): boolean {
    this.#grouped ??= new Set([...this.#looked.record.owned.group.values()].map(({ login }) => login));
    return this.#grouped.has(loginId);
  }

  /** Undefined for whoever touches others in a way that no key says. */
  #keysOf(login: Login): readonly number[] | undefined {
    const keys: number[] = [];
    const touching = new Touching(this.#terms.widths, (key) => void keys.push(key));
    touching.login(login);
    return touching.isBeyondKeys ? undefined : keys;
  }
}

const NO_PRINT: Print = { high: 0, low: 0 };

function isPlainGroup({ joined, ranges }: Group): boolean {
  return joined === undefined && ranges !== 'last good';
}

/** Of whom there is something to tell or to do, and who has more entries or groups than one. */
function oddIn({ desired, plan, record, part: { bqn } }: Looked): ReadonlySet<number> {
  const odd = new Set<number>();
  const about = new Set([
    ...plan.changes.flatMap(({ key, belongsTo }) => [key, ...belongsTo]),
    ...plan.stuck.map(({ key }) => key),
    ...plan.fates.map(({ ip }) => ip),
    ...plan.kept.keys(),
  ]);
  const several = severalIn(bqn);
  for (const subscriber of desired.subscribers.values()) {
    const { ip, id, loginId } = subscriber;
    const isMeant = about.has(ip) || groupNames(subscriber).some((name) => about.has(name));
    if (isMeant || several.has(id)) odd.add(loginId);
  }
  for (const skip of desired.skipped) if ('login' in skip) odd.add(skip.login.id);
  for (const { loginId } of [...desired.others, ...desired.ousted, ...[...desired.doubts.values()].flat()])
    odd.add(loginId);
  for (const kind of ['subscriber', 'group'] as const) addOwners(record.owned[kind], odd);
  return odd;
}

/** Names that more than one entry has. */
function severalIn({ subscribers }: BqnState): ReadonlySet<string> {
  const [seen, several] = [new Set<string>(), new Set<string>()];
  for (const { id } of subscribers.values()) {
    if (id === null) continue;
    (seen.has(id) ? several : seen).add(id);
  }
  return several;
}

/** Those for whom more than one was made, or one that is another's by now. */
function addOwners(entries: ReadonlyMap<string, OwnedEntry>, odd: Set<number>): void {
  const seen = new Set<number>();
  for (const { login, formerLogin } of entries.values()) {
    if (formerLogin !== undefined) odd.add(formerLogin);
    if (login === undefined) continue;
    if (seen.has(login)) odd.add(login);
    seen.add(login);
  }
}
