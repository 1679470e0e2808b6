import type { BqnKind } from '../bqn/kinds.ts';
import { loginInKey } from '../customers/customer.ts';
import type { Owned } from '../customers/owned.ts';
import { ChangedMap } from '../state/changed-map.ts';
import type { BqnLedger } from '../state/ledger.ts';
import { entriesOf, type IsWanted } from '../state/packed-map.ts';
import type { BqnRecord } from '../state/record.ts';
import type { Agreed } from './agreed.ts';

/** The books without whoever is passed over: of them nothing is to be noted that does not stand there already. */
export class BooksOfPart implements BqnLedger {
  readonly #whole: BqnLedger;
  readonly #isLookedAt: IsWanted;
  #record: BqnRecord;

  constructor(whole: BqnLedger, label: string, agreed: Agreed, intact: Uint8Array) {
    this.#whole = whole;
    this.#isLookedAt = (login) => login === undefined || intact[agreed.atLogin(login)] !== 1;
    this.#record = this.#partOf(whole.bqn(label));
  }

  bqn(): BqnRecord {
    return this.#record;
  }

  update(label: string, change: Partial<BqnRecord>): void {
    const before = this.#record;
    const after = { ...before, ...change };
    const { owned, harm } = this.#whole.bqn(label);
    this.#record = after;
    this.#whole.update(label, {
      ...change,
      owned: {
        policy: after.owned.policy,
        subscriber: merged(owned.subscriber, before.owned.subscriber, after.owned.subscriber),
        group: merged(owned.group, before.owned.group, after.owned.group),
      },
      harm: { ...after.harm, last: merged(harm.last, before.harm.last, after.harm.last) },
    });
  }

  save(): boolean {
    return this.#whole.save();
  }

  labels(): readonly string[] {
    return this.#whole.labels();
  }

  approvals(now: number): ReturnType<BqnLedger['approvals']> {
    return this.#whole.approvals(now);
  }

  rememberApproval(approval: Parameters<BqnLedger['rememberApproval']>[0]): void {
    this.#whole.rememberApproval(approval);
  }

  #partOf(record: BqnRecord): BqnRecord {
    const { owned, harm } = record;
    const part = (kind: BqnKind) => entriesOf(owned[kind], (_key, { login }) => login, this.#isLookedAt);
    const last = entriesOf(harm.last, loginInKey, this.#isLookedAt);
    const ofPart: Owned = { policy: owned.policy, subscriber: part('subscriber'), group: part('group') };
    return { ...record, owned: ofPart, harm: { ...harm, last } };
  }
}

/** The whole as it is once a part of it has changed. */
function merged<V>(
  whole: ReadonlyMap<string, V>,
  before: ReadonlyMap<string, V>,
  after: ReadonlyMap<string, V>,
): ReadonlyMap<string, V> {
  if (before === after) return whole;
  const changed = new ChangedMap(whole);
  before.forEach((_value, key) => {
    if (!after.has(key)) changed.delete(key);
  });
  after.forEach((value, key) => {
    if (before.get(key) !== value) changed.set(key, value);
  });
  return changed.now;
}
