import { type BqnSubscriber, isFromRules, wholeOf } from '../bqn/resources.ts';
import { BLOCK_POLICY, type Subscriber } from '../customers/customer.ts';
import type { OfCustomer } from '../customers/why.ts';
import type { JsonObject } from '../text/json.ts';
import type { Create, FieldChange, Update } from './change-plan.ts';
import { changed } from './kind-diff.ts';

/**
 * What is written for a customer, and why. A first run writes one entry for each: what is written is made when it is asked
 * for, and kept by nobody.
 */
class OfSubscriber {
  readonly #subscriber: Subscriber;
  readonly #existing: BqnSubscriber | undefined;
  readonly policy: string | null;

  constructor(subscriber: Subscriber, existing: BqnSubscriber | undefined, policy: string | null) {
    this.#subscriber = subscriber;
    this.#existing = existing;
    this.policy = policy;
  }

  get kind(): 'subscriber' {
    return 'subscriber';
  }

  get key(): string {
    return this.#subscriber.ip;
  }

  get path(): string {
    return this.#existing?.key ?? this.#subscriber.ip;
  }

  get who(): string {
    return this.#subscriber.id;
  }

  get why(): OfCustomer {
    return whyOf(this.#subscriber, this.#existing, this.policy);
  }

  get belongsTo(): readonly string[] {
    const { ip, main = ip } = this.#subscriber;
    return main === ip ? [ip] : [ip, main];
  }

  get fields(): readonly FieldChange[] {
    return fieldsOf(this.#subscriber, this.#existing, this.policy);
  }

  get body(): JsonObject {
    // A policy that stays is not sent: the BQN would take it for one that we gave.
    return this.#existing?.policy === this.policy ? { subscriberId: this.who } : this.all();
  }

  protected all() {
    return { subscriberId: this.who, policyRate: this.policy ?? '' };
  }
}

export class NewEntry extends OfSubscriber implements Create {
  readonly known: boolean;

  /** @param known whether the ledger says that it was there */
  constructor(subscriber: Subscriber, policy: string | null, known: boolean) {
    super(subscriber, undefined, policy);
    this.known = known;
  }

  get action(): 'create' {
    return 'create';
  }
}

export class OtherEntry extends OfSubscriber implements Update {
  readonly #existing: BqnSubscriber;
  readonly #mustNotStay: boolean;

  /** @param mustNotStay whether the entry does harm as it stands */
  constructor(subscriber: Subscriber, existing: BqnSubscriber, policy: string | null, mustNotStay: boolean) {
    super(subscriber, existing, policy);
    this.#existing = existing;
    this.#mustNotStay = mustNotStay;
  }

  get action(): 'update' {
    return 'update';
  }

  get whole(): JsonObject {
    return wholeOf(this.#existing.listed, this.all());
  }

  get seen(): boolean {
    return !wasWritten(this.#existing);
  }

  get otherwise(): JsonObject | undefined {
    return this.#mustNotStay ? { subscriberId: this.who, policyRate: '' } : undefined;
  }

  get letsGo(): boolean {
    return false;
  }
}

/** What differs of the two fields that are ours; nothing where an entry agrees. */
export function fieldsOf(
  { id }: Subscriber,
  existing: BqnSubscriber | undefined,
  policy: string | null,
): readonly FieldChange[] {
  return changed([
    { field: 'subscriberId', from: existing?.id ?? null, to: id },
    { field: 'policyRate', from: existing?.policy ?? null, to: policy },
  ]);
}

/** @param isFreed whether they were blocked before */
export function whyOf(
  { standing, plan, id, override }: Subscriber,
  existing: BqnSubscriber | undefined,
  policy: string | null,
  isFreed = existing?.policy === BLOCK_POLICY,
): OfCustomer {
  if (policy === BLOCK_POLICY) return { kind: 'blocked', standing, override };
  if (isFreed) return { kind: 'let through', standing, override };
  const found = existing === undefined ? 'nothing' : existing.id === id ? 'their own' : 'another';
  return { kind: 'plan', plan, givesPolicy: policy !== null, found, id, override };
}

/** A BQN also lists every address that it merely sees (src/bqn/README.md, "Subscribers"). */
export function wasWritten(entry: BqnSubscriber): boolean {
  return entry.id !== null && !isFromRules(entry);
}
