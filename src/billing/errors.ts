import type { Emptiness } from './plausibility.ts';
import type { Plan } from './records.ts';

/**
 * Why a billing system could not be read whole. Nothing is written then. The class is for the code; the message says to
 * the operator what to do. A source has subclasses of its own, of which nothing above it knows.
 */
export class SourceError extends Error {
  override readonly name: string = 'SourceError';
}

/** What nothing may be written from. */
export type Implausibility =
  | Emptiness
  | { readonly kind: 'nobody online'; readonly system: string }
  | { readonly kind: 'no readable speed'; readonly system: string; readonly plans: readonly Plan[] };

/** Read whole, yet so empty that obeying it would hurt every customer. Who tells of it has the words: report/error-text.ts. */
export class Implausible extends SourceError {
  override readonly name = 'Implausible';
  readonly why: Implausibility;
  constructor(why: Implausibility) {
    super(why.kind);
    this.why = why;
  }
}

/** Read whole, and yet the operator's filters leave nobody: more likely a slip than a wish. */
export class NobodyInScope extends SourceError {
  override readonly name = 'NobodyInScope';
  /** Whose filters they are; empty for those of all. */
  readonly bqn: string;
  /** How many are online. */
  readonly logins: number;
  constructor(bqn: string, logins: number) {
    super('nobody in scope');
    this.bqn = bqn;
    this.logins = logins;
  }
}
