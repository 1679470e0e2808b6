import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import { say } from '../text/language.ts';
import { CertificateRefused } from './errors.ts';
import { dayOf } from './validity.ts';

/**
 * Why a certificate that authorities should vouch for is not believed, and what is wrong: its name, its time, this
 * machine's clock, or whoever signed it. Each has another cure.
 */
export function notVouchedFor(socket: TLSSocket, now: Date): CertificateRefused {
  const shown = socket.getPeerX509Certificate();
  const code = codeOf(socket.authorizationError);
  const why = shown === undefined ? say`it shows no certificate` : reasonOf(code, shown, now);
  return new CertificateRefused(`${why} (${code})`, shown?.fingerprint256);
}

/** Node's types say Error, and it gives the code alone. */
function codeOf(error: unknown): string {
  if (error instanceof Error) return 'code' in error ? String(error.code) : error.message;
  return String(error).split(':')[0] ?? '';
}

function reasonOf(
  code: string,
  { validFrom, validTo, subject, subjectAltName, issuer }: X509Certificate,
  now: Date,
): string {
  const clock = now.toISOString().slice(0, 10);
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return say`it expired on ${dayOf(validTo)}, where this machine's clock says ${clock}: renew it there, or set the clock`;
    case 'CERT_NOT_YET_VALID':
      return say`it begins on ${dayOf(validFrom)}, where this machine's clock says ${clock}: set the clock (NTP)`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return say`it is for another name (${namesOf(subjectAltName, subject)}): use that name`;
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return say`it is of its own making: no authority signed it`;
    default:
      return say`no authority that this machine knows signed it (${oneLine(issuer)})`;
  }
}

/** `DNS:ixc.example, IP Address:192.0.2.1`, or the subject of a certificate without such names. */
function namesOf(altNames: string | undefined, subject: string): string {
  return oneLine(altNames ?? subject);
}

const LONGEST = 120;

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, LONGEST);
}
