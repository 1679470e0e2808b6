import { createHash } from 'node:crypto';
import { checkServerIdentity, type TLSSocket } from 'node:tls';

/**
 * A certificate that is believed without asking authorities who it is: the operator named that very one, or they vouched
 * for it before. To have Node look anything up among authorities takes some 40 ms of CPU, once in each run.
 */

/** The certificate that authorities vouched for last, under the name that `nameUnder` gives it. */
export interface Vouched {
  readonly known: () => string | undefined;
  readonly seen: (name: string) => void;
}

/** SHA-256 of a certificate (DER) and of all who may vouch: with other authorities, as another Node carries, it is unknown. */
export function nameUnder(authorities: readonly string[], shown: Buffer): string {
  return createHash('sha256').update(shown).update(authorities.join('')).digest('hex');
}

/**
 * Whether a server shows a certificate of which `isKnown` says so, for the name that it was asked by, at a time at which
 * it holds. That it has the key to it, the handshake has shown.
 */
export function showsKnown(
  socket: TLSSocket,
  host: string,
  isKnown: (shown: Buffer) => boolean,
  now = Date.now(),
): boolean {
  // Not the X509Certificate, which Node takes away from the connection.
  const shown = socket.getPeerCertificate();
  // Of whoever shows none Node gives an empty object.
  if (!('raw' in shown) || !isKnown(shown.raw)) return false;
  const holds = Date.parse(shown.valid_from) <= now && now <= Date.parse(shown.valid_to);
  return holds && checkServerIdentity(host, shown) === undefined;
}

/** Whether a certificate (DER) is one of those in a file (PEM). */
export function isIn(pem: string, shown: Buffer): boolean {
  return (pem.match(BLOCK) ?? []).some((block) => Buffer.from(block.replace(NO_BYTES, ''), 'base64').equals(shown));
}

const BLOCK = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
const NO_BYTES = /-----[^-]+-----|\s/g;
