import type { BqnTarget, BqnWrite } from '../bqn/client.ts';
import { BqnError, BqnGaveUp, WriteRefused } from '../bqn/errors.ts';
import type { BqnKind } from '../bqn/kinds.ts';
import type { BqnState } from '../bqn/resources.ts';
import { Interrupted } from '../interruption/interrupted.ts';
import type { Policy } from '../mapping/desired.ts';
import { type Change, type ChangePlan, policyMissing } from './change-plan.ts';
import { agrees, writeSignature } from './diff-policies.ts';
import { policiesInUse } from './policies-in-use.ts';

/** A change that did not happen, and why. */
export interface Refusal {
  readonly change: Change;
  readonly reason: string;
  /** No answer came, so the BQN may have taken it all the same. */
  readonly unanswered: boolean;
}

export interface Applied {
  readonly done: readonly Change[];
  readonly refused: readonly Refusal[];
  /** Policies that the BQN took without effect: name to `writeSignature`. */
  readonly untaken: ReadonlyMap<string, string>;
  /** Requests sent that change something, those tried a second way included. */
  readonly writes: number;
  /** What ended the work early. */
  readonly stopped: BqnError | Interrupted | undefined;
}

export interface ApplyOptions {
  /** Writes under way at a time, at most; fewer when the BQN takes fewer. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
  /** Told after each write. */
  readonly onWrite: (done: number, planned: number) => void;
}

/** Entries that fail one after the other before the BQN counts as gone (design.md). */
const FAILURES_IN_A_ROW = 20;

/**
 * Carries out a plan: policies first, so that nobody names one that is not there; deletions last. One refused entry
 * never stops the others. The only place of the program that writes to a BQN.
 */
export async function apply(
  plan: ChangePlan,
  bqn: BqnState,
  policies: ReadonlyMap<string, Policy>,
  target: BqnTarget,
  options: ApplyOptions,
): Promise<Applied> {
  const work = new Work(target, options, plan.changes.length);
  const untaken = new Map<string, string>();
  try {
    await work.run(stage(plan, 'policy', 'write'));
    const available = await work.checkPolicies(bqn, policies, untaken);
    const named = (change: Change) => change.policy === null || available.has(change.policy);
    for (const kind of ['subscriber', 'group'] as const) await work.run(stage(plan, kind, 'write'), named);
    for (const kind of ['group', 'subscriber'] as const) await work.run(stage(plan, kind, 'delete'));
    const used = policiesInUse(bqn, work.done);
    await work.run(stage(plan, 'policy', 'delete'), (change) => !used.has(change.key));
    return work.result(untaken, undefined);
  } catch (error) {
    if (error instanceof BqnError || error instanceof Interrupted) return work.result(untaken, error);
    throw error;
  }
}

function stage(plan: ChangePlan, kind: BqnKind, what: 'write' | 'delete'): Change[] {
  return plan.changes.filter((change) => change.kind === kind && (change.action === 'delete') === (what === 'delete'));
}

class Work {
  readonly #target: BqnTarget;
  readonly #options: ApplyOptions;
  readonly #planned: number;
  readonly done: Change[] = [];
  readonly #refused: Refusal[] = [];
  #settled = 0;
  #writes = 0;
  #failuresInARow = 0;

  constructor(target: BqnTarget, options: ApplyOptions, planned: number) {
    this.#target = target;
    this.#options = options;
    this.#planned = planned;
  }

  result(untaken: ReadonlyMap<string, string>, stopped: BqnError | Interrupted | undefined): Applied {
    return { done: this.done, refused: this.#refused, untaken, writes: this.#writes, stopped };
  }

  /**
   * Writes the changes, as many at a time as the BQN takes; those that may not be written are refused with their reason.
   * @throws {BqnError} when the BQN does not answer any more, {Interrupted}; what is under way is waited for
   */
  run(changes: readonly Change[], allowed: (change: Change) => boolean = () => true): Promise<void> {
    return new Promise((resolve, reject) => {
      const queue = changes[Symbol.iterator]();
      let active = 0;
      let over = false;
      let failure: unknown;
      const pump = () => {
        while (!over && active < Math.min(this.#options.concurrency, this.#target.width)) {
          const { value: change, done } = queue.next();
          over = done === true;
          if (change !== undefined) start(change);
        }
        if (active > 0) return;
        if (failure === undefined) resolve();
        else reject(failure);
      };
      const start = (change: Change) => {
        active++;
        this.#settle(change, allowed(change))
          .catch((error: unknown) => {
            failure ??= error;
            over = true;
          })
          .finally(() => {
            active--;
            pump();
          });
      };
      pump();
    });
  }

  async #settle(change: Change, allowed: boolean): Promise<void> {
    if (this.#options.signal.aborted) throw new Interrupted();
    if (!allowed) {
      const why = change.action === 'delete' ? 'it is still in use' : policyMissing(change.policy);
      this.#refuse(change, why);
      this.#tell();
      return;
    }
    try {
      await this.#write(change);
      this.#failuresInARow = 0;
      this.done.push(change);
    } catch (error) {
      if (!(error instanceof WriteRefused)) throw error;
      this.#refuse(change, error.reason, error.status === 0 || error.status >= 500);
      this.#countFailure(error);
    }
    this.#tell();
  }

  #tell(): void {
    this.#options.onWrite(++this.#settled, this.#planned);
  }

  #refuse(change: Change, reason: string, unanswered = false): void {
    this.#refused.push({ change, reason, unanswered });
  }

  /** A clear no is an answer; silence and 5xx are not. */
  #countFailure(error: WriteRefused): void {
    const answered = error.status > 0 && error.status < 500 && error.status !== 429;
    this.#failuresInARow = answered ? 0 : this.#failuresInARow + 1;
    if (this.#failuresInARow >= FAILURES_IN_A_ROW) {
      throw new BqnGaveUp(this.#target.label, this.#failuresInARow, error.reason);
    }
  }

  #write(change: Change): Promise<void> {
    const { kind, key, action, body } = change;
    switch (action) {
      case 'delete':
        return this.#send({ method: 'DELETE', kind, key });
      case 'create':
        return this.#send({ method: 'POST', kind, key, body });
      case 'update':
        return this.#update(change);
    }
  }

  async #update({ kind, key, body, whole }: Change): Promise<void> {
    try {
      await this.#send({ method: 'PUT', kind, key, body });
    } catch (error) {
      // What a BQN says to a PUT on an address that it only sees, or on something gone by now, is not known.
      const unknown = error instanceof WriteRefused && (error.status === 404 || error.status === 405);
      if (!unknown) throw error;
      await this.#send({ method: 'POST', kind, key, body: whole });
    }
  }

  #send(write: BqnWrite): Promise<void> {
    this.#writes++;
    return this.#target.write(write);
  }

  /**
   * After policy writes, looks at what came of them: a static policy takes any write without effect.
   * @returns the names that a subscriber may be given
   */
  async checkPolicies(
    bqn: BqnState,
    policies: ReadonlyMap<string, Policy>,
    untaken: Map<string, string>,
  ): Promise<ReadonlySet<string>> {
    const written = this.done.filter((change) => change.kind === 'policy');
    if (written.length === 0) return new Set(bqn.policies.keys());
    const now = await this.#target.readPolicies();
    for (const change of written) {
      const policy = policies.get(change.key);
      if (policy === undefined || agrees(now.get(change.key), policy)) continue;
      untaken.set(change.key, writeSignature(policy));
      this.done.splice(this.done.indexOf(change), 1);
      this.#refuse(change, 'the BQN took the write without effect: a static policy, made in its GUI?');
    }
    return new Set(now.keys());
  }
}
