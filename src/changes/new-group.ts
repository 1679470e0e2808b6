import { BLOCK_POLICY, type Subscriber } from '../customers/customer.ts';
import type { Why } from '../customers/why.ts';
import type { JsonObject } from '../text/json.ts';
import type { Create, FieldChange } from './change-plan.ts';
import { showSet } from './group-parts.ts';
import type { NewTarget } from './group-target.ts';
import { changed } from './kind-diff.ts';

/** A group that is made. As for the entries of customers (`subscriber-change.ts`), what is written is made when it is asked for. */
export class NewGroup implements Create {
  readonly key: string;
  readonly known: boolean;
  readonly #target: NewTarget;
  readonly #customer: Subscriber;

  /** @param known whether the ledger says that it was there */
  constructor(name: string, target: NewTarget, customer: Subscriber, known: boolean) {
    this.key = name;
    this.#target = target;
    this.#customer = customer;
    this.known = known;
  }

  get kind(): 'group' {
    return 'group';
  }

  get action(): 'create' {
    return 'create';
  }

  get path(): string {
    return this.key;
  }

  get who(): string {
    return this.#customer.id;
  }

  get why(): Why {
    const { id, standing } = this.#customer;
    return { kind: 'follows', id, blockedBy: this.policy === BLOCK_POLICY ? standing : undefined, letsGo: [] };
  }

  get belongsTo(): readonly string[] {
    return this.#target.members;
  }

  get policy(): string {
    return this.#target.policy;
  }

  get fields(): readonly FieldChange[] {
    const { policy, members, ranges } = this.#target;
    return changed([
      { field: 'policyRate', from: null, to: policy },
      { field: 'members', from: null, to: showSet(members) },
      { field: 'ranges', from: null, to: showSet(ranges) },
    ]);
  }

  get body(): JsonObject {
    const { policy, members, ranges } = this.#target;
    return { subscriberMembers: [...members], subscriberRanges: [...ranges], policyRate: policy };
  }
}
