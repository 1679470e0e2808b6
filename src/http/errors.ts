import { say } from '../text/language.ts';

/** What can go wrong between us and a server before its answer can be read. Messages carry no address, header or body. */
export class TransportError extends Error {
  override readonly name: string = 'TransportError';
}

/** Nothing whole came back within the time limit. */
export class RequestTimedOut extends TransportError {
  override readonly name = 'RequestTimedOut';
  constructor(limitMs: number, options?: ErrorOptions) {
    super(say`no complete answer within ${limitMs / 1000} s`, options);
  }
}

/** The connection could not be opened, or broke before the answer was whole. */
export class ConnectionFailed extends TransportError {
  override readonly name = 'ConnectionFailed';
}

/** The name does not resolve. */
export class HostNotFound extends TransportError {
  override readonly name = 'HostNotFound';
}

/** The certificate is not one that we may trust; asking again would not change that. */
export class CertificateRefused extends TransportError {
  override readonly name = 'CertificateRefused';
  /** SHA-256 of the certificate that was shown, where one was. */
  readonly fingerprint: string | undefined;

  constructor(message: string, fingerprint?: string, options?: ErrorOptions) {
    super(message, options);
    this.fingerprint = fingerprint;
  }
}

/** The answer is larger than anything a sound server sends. */
export class AnswerTooLarge extends TransportError {
  override readonly name = 'AnswerTooLarge';
  constructor(limitBytes: number) {
    super(say`the answer is larger than ${Math.round(limitBytes / 1_000_000)} MB`);
  }
}
