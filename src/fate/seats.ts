import { isIpv6 } from '../address/address.ts';
import type { BqnState, BqnSubscriber } from '../bqn/resources.ts';
import { BLOCK_POLICY, type Desired, isMain, type Subscriber } from '../mapping/desired.ts';
import { type Fate, fateUnder, type RatesOf, UNSAID } from './fate.ts';

/** A customer as the BQN knows them: by the id on their entries, at whatever address these are. */
export interface Seat {
  readonly ip: string;
  readonly entry: BqnSubscriber;
}

/** What was remembered of customers who are not on the BQN now: the policy that they were under when they left. */
export type Remembered = ReadonlyMap<string, string>;

/**
 * Who is who on a BQN. A customer is known by the subscriber id, which is the login's name; where several online logins
 * have one name (generic CPE names do, src/ixc/README.md, "Logins"), only by the address.
 */
export class Seats {
  readonly #byId = new Map<string, Seat[]>();
  readonly #ambiguous: ReadonlySet<string>;
  /** Each login that is online, where it is; undefined while its address is in doubt. */
  readonly #online: ReadonlyMap<string, Subscriber | undefined>;
  readonly #remembered: Remembered;
  readonly #bqn: BqnState;

  constructor(bqn: BqnState, desired: Desired, remembered: Remembered) {
    this.#bqn = bqn;
    this.#remembered = remembered;
    for (const [ip, entry] of bqn.subscribers) {
      if (entry.id === null) continue;
      const seats = this.#byId.get(entry.id);
      if (seats === undefined) this.#byId.set(entry.id, [{ ip, entry }]);
      else seats.push({ ip, entry });
    }
    const { online, ambiguous } = namesOf(desired);
    this.#online = online;
    this.#ambiguous = ambiguous;
  }

  /** What a customer is called wherever something is remembered of them. */
  customerOf({ id, ip, main }: Pick<Subscriber, 'id' | 'ip' | 'main'>): string {
    return this.#ambiguous.has(id) ? (main ?? ip) : id;
  }

  /** Of the entry of an IPv6 prefix, the IPv4 addresses of its customer, at which they are counted; empty for others. */
  mainsOf(ip: string, { id }: Pick<BqnSubscriber, 'id'>): readonly string[] {
    if (id === null || !isIpv6(ip)) return [];
    return (this.#byId.get(id) ?? []).filter((seat) => !isIpv6(seat.ip)).map((seat) => seat.ip);
  }

  /** Whether several logins that are online have this name. */
  isAmbiguous(id: string): boolean {
    return this.#ambiguous.has(id);
  }

  /** Whether a login of this name is online, at whatever address. */
  isOnline(id: string | null): boolean {
    return id !== null && this.#online.has(id);
  }

  /** Where a login of this name is now; of several any of them. */
  addressNow(id: string): string | undefined {
    return this.#online.get(id)?.ip;
  }

  /** The entries of a customer: at their address now, of a prefix also at the one that they are counted at; else at those of before. */
  seatsOf({ id, ip, main = ip }: Pick<Subscriber, 'id' | 'ip' | 'main'>): readonly Seat[] {
    for (const place of [ip, main]) {
      const here = this.#bqn.subscribers.get(place);
      if (here?.id === id) return [{ ip: place, entry: here }];
    }
    if (this.#ambiguous.has(id)) return [];
    return this.#byId.get(id) ?? [];
  }

  /**
   * The policy that the customer is under before anything is written; null for none, undefined where nothing is known of
   * them. An entry of somebody else at their address is no fate of theirs.
   */
  policyBefore(subscriber: Pick<Subscriber, 'id' | 'ip' | 'main'>): string | null | undefined {
    const seats = this.seatsOf(subscriber);
    // One block is enough: at which of several addresses of before the customer was last is not known.
    if (seats.some(({ entry }) => entry.policy === BLOCK_POLICY)) return BLOCK_POLICY;
    const [first] = seats;
    const remembered = this.#remembered.get(this.customerOf(subscriber));
    // An entry that was emptied while they were away, for its quota or in doubt, says nothing of them.
    if (first !== undefined && (first.entry.policy !== null || remembered === undefined)) {
      // A policy that is not there limits nobody.
      const { policy } = first.entry;
      return policy !== null && this.#bqn.policies.has(policy) ? policy : null;
    }
    if (remembered !== undefined) return remembered;
    const here = this.#bqn.subscribers.get(subscriber.ip);
    // What rules give to an address without a name is nobody's plan, but a block blocks.
    return here?.id === null && here.policy === BLOCK_POLICY ? BLOCK_POLICY : undefined;
  }

  fateBefore(subscriber: Pick<Subscriber, 'id' | 'ip' | 'main'>, ratesOf: RatesOf): Fate {
    const policy = this.policyBefore(subscriber);
    return policy === undefined ? UNSAID : fateUnder(policy, ratesOf);
  }
}

function namesOf({ subscribers, doubts }: Desired) {
  const online = new Map<string, Subscriber | undefined>();
  const ambiguous = new Set<string>();
  for (const subscriber of subscribers.values()) {
    const { id, loginId } = subscriber;
    const known = online.get(id);
    if (known !== undefined && known.loginId !== loginId) ambiguous.add(id);
    if (known === undefined || isMain(subscriber)) online.set(id, subscriber);
  }
  for (const rivals of doubts.values()) for (const { id } of rivals) if (!online.has(id)) online.set(id, undefined);
  return { online, ambiguous };
}
