import type { BqnTarget, BqnWrite } from '../bqn/client.ts';
import { BqnGaveUp, BqnSilent, WriteRefused } from '../bqn/errors.ts';
import type { Change, Create, Update } from '../changes/change-plan.ts';

/**
 * Entries that fail one after the other before the BQN counts as gone (src/bqn/README.md, "How a BQN is spoken to").
 */
const FAILURES_IN_A_ROW = 20;

/** Writes changes to one BQN, a second way where the first is not understood, and notices when it does not answer any more. */
export class Writer {
  readonly #target: BqnTarget;
  #writes = 0;
  #failuresInARow = 0;
  /** Writes that were done, or clearly refused. */
  #answers = 0;
  #failures = 0;
  #lastFailure = '';

  constructor(target: BqnTarget) {
    this.#target = target;
  }

  /** Requests sent, those tried a second way included. */
  get writes(): number {
    return this.#writes;
  }

  /** @throws {WriteRefused}, {BqnGone} */
  async write(change: Change): Promise<void> {
    const { kind, path } = change;
    switch (change.action) {
      case 'delete':
        return await this.send({ method: 'DELETE', kind, key: path });
      case 'create':
        return await this.#create(change);
      case 'update':
        return await this.#update(change);
    }
  }

  /** @throws {WriteRefused}, {BqnGone} */
  async send(write: BqnWrite): Promise<void> {
    this.#writes++;
    await this.#target.write(write);
    this.#failuresInARow = 0;
    this.#answers++;
  }

  /** What is to be said of a BQN that answered none of the writes; undefined where it did, or where there was none. */
  get silence(): BqnSilent | undefined {
    if (this.#answers > 0 || this.#failures === 0) return undefined;
    return new BqnSilent(this.#target.label, this.#failures, this.#lastFailure);
  }

  /** A clear no is an answer; silence and 5xx are not. @throws {BqnGaveUp} after too many without one */
  countFailure({ status, reason, isAnswer }: WriteRefused): void {
    const isCalm = isAnswer && status !== 429;
    this.#failuresInARow = isCalm ? 0 : this.#failuresInARow + 1;
    if (isAnswer) this.#answers++;
    else this.#failures++;
    this.#lastFailure = reason;
    if (this.#failuresInARow >= FAILURES_IN_A_ROW)
      throw new BqnGaveUp(this.#target.label, this.#failuresInARow, reason);
  }

  /** What should be there may be, though the list did not show it: a POST would reset what others set of it. */
  async #create({ kind, path, body, known }: Create): Promise<void> {
    if (known === true) {
      try {
        return await this.send({ method: 'PUT', kind, key: path, body });
      } catch (error) {
        if (!(error instanceof WriteRefused) || !mayBeUnknown(error.status, true)) throw error;
      }
    }
    await this.send({ method: 'POST', kind, key: path, body });
  }

  async #update({ kind, path, body, whole, seen }: Update): Promise<void> {
    try {
      await this.send({ method: 'PUT', kind, key: path, body });
    } catch (error) {
      if (!(error instanceof WriteRefused) || !mayBeUnknown(error.status, seen)) throw error;
      await this.send({ method: 'POST', kind, key: path, body: whole });
    }
  }
}

/**
 * What a BQN says to a PUT on something that is gone by now is not known, and still less what it says of an address that
 * it merely sees, to which any clear no may be the answer (src/bqn/README.md, "Subscribers").
 */
function mayBeUnknown(status: number, seen: boolean): boolean {
  if (status === 404 || status === 405) return true;
  return seen && status >= 400 && status < 500 && ![401, 403, 408, 429].includes(status);
}
