import { say } from '../text/language.ts';

/** What stops the work on one BQN. The class is for the code; the message says to the operator what to do. */
export class BqnGone extends Error {
  override readonly name: string = 'BqnGone';
}

export class BqnLoginRefused extends BqnGone {
  override readonly name = 'BqnLoginRefused';
  constructor(bqn: string, status: number) {
    super(
      say`BQN ${bqn} refused the REST user or its password (HTTP ${status}). Check BQN_REST_USER and BQN_REST_PW, and in the BQN the REST API's users and its list of allowed addresses.`,
    );
  }
}

export class BqnCertificateRefused extends BqnGone {
  override readonly name = 'BqnCertificateRefused';
  constructor(bqn: string, cause: Error) {
    super(
      say`BQN ${bqn} is not trusted: ${cause.message}. If the certificate was renewed on purpose, start once with --bqn-fingerprint and the new SHA-256; if not, somebody may stand between you and the BQN.`,
      { cause },
    );
  }
}

/** Not there, not answering, or answering 5xx. */
export class BqnUnavailable extends BqnGone {
  override readonly name = 'BqnUnavailable';
  constructor(bqn: string, said: string, options?: ErrorOptions) {
    super(
      /EAI_AGAIN/.test(said)
        ? say`BQN ${bqn} cannot be looked up: ${said}. Check the DNS settings of this machine, or name its address.`
        : say`BQN ${bqn} does not answer: ${said}. Check the address, that the REST API is switched on, and --bqn-port and --bqn-timeout.`,
      options,
    );
  }
}

/** A list that cannot be used; an unread list is never an empty one. */
export class BqnListUnreadable extends BqnGone {
  override readonly name = 'BqnListUnreadable';
  constructor(bqn: string, path: string, said: string, options?: ErrorOptions) {
    super(say`BQN ${bqn}: the list of ${path} cannot be used (${said}). Nothing is written to this BQN.`, options);
  }
}

/** It answered, and then no more: the rest of the changes waits for the next run. */
export class BqnGaveUp extends BqnGone {
  override readonly name = 'BqnGaveUp';
  constructor(bqn: string, failures: number, last: string) {
    super(
      say`BQN ${bqn} stopped answering: ${failures} writes failed in a row, the last with "${last}". The rest is left for the next run.`,
    );
  }
}

/** Its lists came, and not one write was answered: however few they were, that is no refusal. */
export class BqnSilent extends BqnGone {
  override readonly name = 'BqnSilent';
  constructor(bqn: string, failures: number, last: string) {
    super(
      say`BQN ${bqn} took no write: of ${failures} none was answered but with errors of its own, the last with "${last}". All are tried again by the next run.`,
    );
  }
}

/** One entry that the BQN did not take; it says nothing of the others. */
export class WriteRefused extends Error {
  override readonly name = 'WriteRefused';
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** A short reason that many entries may share. */
  readonly reason: string;
  constructor(status: number, reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.status = status;
    this.reason = reason;
  }

  /** Whether this is the BQN's word on the entry: a broken connection, a time that is over, or an error of its own is none. */
  get isAnswer(): boolean {
    return this.status > 0 && this.status < 500;
  }
}
