import { say } from '../text/language.ts';

/**
 * Why a billing system could not be read whole. Nothing is written then. The class is for the code; the message says to
 * the operator what to do. A source has subclasses of its own, of which nothing above it knows.
 */
export class SourceError extends Error {
  override readonly name: string = 'SourceError';
}

/** Read whole, yet so empty that obeying it would hurt every customer. */
export class Implausible extends SourceError {
  override readonly name = 'Implausible';
  constructor(said: string) {
    super(
      say`${said}. Nothing is written from that. Check there whether this is so, and whether the user of the key may see every branch (filial) and city.`,
    );
  }
}

/** Read whole, and yet the operator's filters leave nobody: more likely a slip than a wish. */
export class NobodyInScope extends SourceError {
  override readonly name = 'NobodyInScope';
}
