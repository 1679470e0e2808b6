import type { BqnTarget, BqnWrite } from '../../src/bqn/client.ts';
import { type BqnGone, WriteRefused } from '../../src/bqn/errors.ts';
import type { BqnGroup, BqnPolicy, BqnState, KnownEntries } from '../../src/bqn/resources.ts';
import type { Change, ChangePlan } from '../../src/changes/change-plan.ts';
import type { JsonObject } from '../../src/text/json.ts';
import type { BqnQuirks } from '../simulator/bqn-quirks.ts';
import { BqnStore, type Kind, Refused } from '../simulator/bqn-store.ts';
import { aBqn, type Lists } from './builders.ts';

const KINDS: Readonly<Record<BqnWrite['kind'], Kind>> = {
  policy: 'policies',
  subscriber: 'subscribers',
  group: 'subscriberGroups',
};

/** The simulator's BQN without HTTP, for what needs no more than a BqnTarget. */
export class MemoryBqn implements BqnTarget {
  readonly label: string;
  /** Writes that it takes at a time; a test may change it on the way. */
  width = Number.POSITIVE_INFINITY;
  readonly store: BqnStore;
  /** Every write that came, refused ones included. */
  readonly writes: BqnWrite[] = [];
  /** Reads of all lists, of the policies alone, and of the groups alone. */
  readonly reads = { all: 0, policies: 0, groups: 0 };
  /** The most writes that were under way at one time. */
  mostAtOnce = 0;
  #underWay = 0;
  /** Asked before each write is carried out: what it should fail with. */
  refuse: (write: BqnWrite) => WriteRefused | BqnGone | undefined = () => undefined;
  /** What reading fails with. */
  unreadable: BqnGone | undefined;

  constructor(lists: Lists = {}, quirks: Partial<BqnQuirks> = {}, label = 'bqn.test:3443') {
    this.label = label;
    this.store = new BqnStore(quirks);
    for (const { policyName, ...fields } of lists.policies ?? []) this.store.seedPolicy(String(policyName), fields);
    for (const { subscriberIp, ...fields } of lists.subscribers ?? []) this.#seed(String(subscriberIp), fields);
    for (const { subscriberGroupName, ...fields } of lists.groups ?? []) {
      this.store.seedGroup(String(subscriberGroupName), fields);
    }
  }

  #seed(ip: string, fields: JsonObject): void {
    if (fields['policyAssignedBy'] === 'rules') this.store.seedSeen(ip, fields);
    else this.store.seedSubscriber(ip, fields);
  }

  get state(): BqnState {
    return aBqn({
      policies: this.store.list('policies'),
      subscribers: this.store.list('subscribers'),
      groups: this.store.list('subscriberGroups'),
    });
  }

  async read(_known?: KnownEntries): Promise<BqnState> {
    this.reads.all++;
    if (this.unreadable !== undefined) throw this.unreadable;
    return this.state;
  }

  async readPolicies(): Promise<ReadonlyMap<string, BqnPolicy>> {
    this.reads.policies++;
    if (this.unreadable !== undefined) throw this.unreadable;
    return this.state.policies;
  }

  async readGroups(): Promise<ReadonlyMap<string, BqnGroup>> {
    this.reads.groups++;
    if (this.unreadable !== undefined) throw this.unreadable;
    return this.state.groups;
  }

  async write(write: BqnWrite): Promise<void> {
    this.writes.push(write);
    this.#underWay++;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#underWay);
    await new Promise(setImmediate);
    this.#underWay--;
    const failure = this.refuse(write);
    if (failure !== undefined) throw failure;
    this.#carryOut(write);
  }

  close(): void {}

  /** A whole plan at once, write by write in its order, as if nothing were ever refused. */
  carryOut(plan: Pick<ChangePlan, 'changes'>): void {
    for (const change of plan.changes) this.#carryOut(asWrite(change));
  }

  #carryOut({ method, kind, key, body = {} }: BqnWrite): void {
    const table = KINDS[kind];
    try {
      if (method === 'DELETE') this.store.delete(table, key);
      else if (method === 'PUT') this.store.put(table, key, body);
      else this.store.post(table, key, body);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (method === 'DELETE' && error.status === 404) return;
      throw new WriteRefused(error.status, `HTTP ${error.status}: ${error.message}`);
    }
  }
}

function asWrite(change: Change): BqnWrite {
  const { kind, path: key } = change;
  if (change.action === 'delete') return { method: 'DELETE', kind, key };
  return { method: change.action === 'create' ? 'POST' : 'PUT', kind, key, body: change.body };
}

/** `PUT subscriber 100.64.0.1` of each. */
export function written({ writes }: MemoryBqn): string[] {
  return writes.map(({ method, kind, key }) => `${method} ${kind} ${key}`);
}
