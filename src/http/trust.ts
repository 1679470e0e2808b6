import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import {
  type ConnectionOptions,
  createSecureContext,
  rootCertificates,
  type SecureContext,
  type SecureContextOptions,
  type TLSSocket,
  connect as tlsConnect,
} from 'node:tls';
import { say } from '../text/language.ts';
import { notVouchedFor } from './certificate-trouble.ts';
import { CertificateRefused, ConnectionFailed, RequestTimedOut } from './errors.ts';

/** Whom we believe to be the server that we meant, before the first byte of a credential is sent. */
export type Trust =
  /** The certificate authorities that Node carries, or `roots` in their place, and one more if the operator named it. */
  | {
      readonly kind: 'authorities';
      readonly extraCa?: string;
      readonly roots?: readonly string[];
      readonly vouched?: Vouched;
    }
  /** Only the certificates of this file (PEM). */
  | { readonly kind: 'ca'; readonly ca: string }
  /**
   * One of the certificates (SHA-256) that are known by the time of connecting; while none is, any. The one that is
   * accepted is told to `seen`.
   */
  | {
      readonly kind: 'pinned';
      readonly known: () => readonly string[];
      readonly seen?: (fingerprint: string) => void;
    }
  | { readonly kind: 'anyone' };

/** Which authority vouched for a server last (SHA-256 of its PEM): tried first, since one is read a hundred times as fast as all. */
export interface Vouched {
  readonly known: () => string | undefined;
  readonly seen: (authority: string) => void;
}

export interface Peer {
  readonly host: string;
  readonly port: number;
  readonly trust: Trust;
  /**
   * Speak to a TLS stack as old as OpenSSL 1.0.1: RSA key exchange, SHA-1, short keys (src/bqn/README.md, "Access").
   */
  readonly oldTls: boolean;
  /** For opening a connection, in ms: a request that gives up does not end the opening it waited for. */
  readonly connectLimitMs: number;
}

const MODERN: SecureContextOptions = { minVersion: 'TLSv1.2' };

/** Level 0 also lets RSA-1024 and SHA-1 certificates through, which OpenSSL 3 refuses; who it is decides the pin. */
const OLD: SecureContextOptions = { minVersion: 'TLSv1.2', ciphers: 'DEFAULT:AES128-SHA:AES256-SHA:@SECLEVEL=0' };

/** `AA:BB` or `aabb`, any case, to the form that Node gives: upper case with colons. */
export function normaliseFingerprint(text: string): string | undefined {
  const hex = text.replace(/^sha-?256[=: ]/i, '').replace(/[\s:]/g, '');
  if (!/^[0-9a-f]{64}$/i.test(hex)) return undefined;
  return hex.toUpperCase().replace(/..(?=.)/g, '$&:');
}

/** For all connections to a peer: the authorities that Node carries take some 20 to 40 ms to read. */
const contexts = new WeakMap<Peer, readonly (() => SecureContext)[]>();

/** The authorities that Node carries, and none that the environment names: read once, for whoever asks. */
export const publicAuthorities = once(() => createSecureContext({ ...MODERN, ca: [...rootCertificates] }));

/** In the order in which they are tried: the authority that the operator named, or that vouched last, and then all of them. */
function contextsFor(peer: Peer): readonly (() => SecureContext)[] {
  const known = contexts.get(peer);
  if (known !== undefined) return known;
  const { trust, oldTls } = peer;
  const made = triesOf(trust).map((authorities) =>
    authorities === carried && !oldTls
      ? publicAuthorities
      : once(() => createSecureContext({ ...(oldTls ? OLD : MODERN), ca: [...authorities()] })),
  );
  contexts.set(peer, made);
  return made;
}

function triesOf(trust: Trust): readonly (() => readonly string[])[] {
  const isPublic = trust.kind === 'authorities' && trust.extraCa === undefined && trust.roots === undefined;
  const all = isPublic ? carried : () => authoritiesOf(trust);
  const likely = trust.kind === 'authorities' ? (trust.extraCa ?? authorityCalled(trust)) : undefined;
  return likely === undefined ? [all] : [() => [likely], all];
}

const carried = () => rootCertificates;

type Authorities = Extract<Trust, { kind: 'authorities' }>;

function authorityCalled({ roots = rootCertificates, vouched }: Authorities): string | undefined {
  const known = vouched?.known();
  return known === undefined ? undefined : roots.find((pem) => nameOf(pem) === known);
}

function nameOf(pem: string): string {
  return createHash('sha256').update(pem).digest('hex');
}

/** Whoever was vouched for by one of all is asked by whom, once: the end of the chain is the authority's own certificate. */
function rememberVouching({ roots = rootCertificates, vouched }: Authorities, socket: TLSSocket): void {
  if (vouched === undefined) return;
  let certificate = socket.getPeerCertificate(true);
  while (certificate.issuerCertificate !== undefined && certificate.issuerCertificate !== certificate)
    certificate = certificate.issuerCertificate;
  const raw = certificate.raw.toString('base64');
  const authority = roots.find((pem) => pem.replace(/-----[^-]+-----|\s/g, '') === raw);
  if (authority !== undefined) vouched.seen(nameOf(authority));
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/**
 * Always named: where none are, Node takes those that the environment gives (NODE_EXTRA_CA_CERTS, SSL_CERT_FILE with
 * --use-openssl-ca, NODE_USE_SYSTEM_CA), and whoever sets a variable would be believed to be IXC.
 */
function authoritiesOf(trust: Trust): readonly string[] {
  switch (trust.kind) {
    case 'authorities':
      return [...(trust.roots ?? rootCertificates), ...(trust.extraCa === undefined ? [] : [trust.extraCa])];
    case 'ca':
      return [trust.ca];
    case 'pinned':
    case 'anyone':
      // Nobody's word counts here.
      return [];
  }
}

function tlsOptions({ host, port }: Peer, secureContext: SecureContext): ConnectionOptions {
  return {
    secureContext,
    host,
    port,
    ...(isIP(host) === 0 && { servername: host }),
    // We look ourselves, and can tell what was shown. Nothing is sent before: neither by NODE_TLS_REJECT_UNAUTHORIZED=0.
    rejectUnauthorized: false,
  };
}

function refusal(peer: Peer, socket: TLSSocket): CertificateRefused | undefined {
  if (peer.trust.kind === 'anyone') return undefined;
  if (peer.trust.kind !== 'pinned') return socket.authorized ? undefined : notVouchedFor(socket, new Date());
  const shown = socket.getPeerX509Certificate()?.fingerprint256;
  if (shown === undefined) return new CertificateRefused(say`it shows no certificate`);
  const known = peer.trust.known();
  if (known.length === 0 || known.includes(shown)) {
    peer.trust.seen?.(shown);
    return undefined;
  }
  return new CertificateRefused(
    say`its certificate is not the one we know: it shows SHA-256 ${shown}, expected ${known.join(' or ')}`,
    shown,
  );
}

/** A connection that is being opened. */
export interface Opening {
  destroy(): void;
}

/**
 * Opens a TLS connection and hands it over only when the peer is trusted, so that no request, and no password in its
 * headers, can reach a stranger.
 */
export function openTrusted(peer: Peer, done: (error: Error | null, socket?: TLSSocket) => void): Opening {
  const { trust } = peer;
  const tries = contextsFor(peer);
  let socket: TLSSocket | undefined;
  let isOver = false;
  const attempt = (at: number): void => {
    const context = tries[at];
    if (context === undefined) return;
    socket = openOnce(peer, context(), (error, opened) => {
      // Some authority of the others may vouch for it.
      if (error instanceof CertificateRefused && at + 1 < tries.length && !isOver) return attempt(at + 1);
      if (
        opened !== undefined &&
        trust.kind === 'authorities' &&
        trust.extraCa === undefined &&
        at + 1 === tries.length
      )
        rememberVouching(trust, opened);
      done(error, opened);
    });
  };
  attempt(0);
  return {
    destroy() {
      isOver = true;
      socket?.destroy();
    },
  };
}

function openOnce(
  peer: Peer,
  context: SecureContext,
  done: (error: Error | null, socket?: TLSSocket) => void,
): TLSSocket {
  const socket = tlsConnect(tlsOptions(peer, context));
  const limit = setTimeout(() => socket.destroy(new RequestTimedOut(peer.connectLimitMs)), peer.connectLimitMs);
  const settle = (error: Error | null) => {
    clearTimeout(limit);
    socket.removeListener('error', settle);
    socket.removeListener('close', closed);
    if (error === null) done(null, socket);
    else done(error);
  };
  const closed = () => settle(new ConnectionFailed(say`the connection was closed while it was being opened`));
  socket.once('error', settle);
  socket.once('close', closed);
  socket.setNoDelay(true);
  socket.once('secureConnect', () => {
    const refused = refusal(peer, socket);
    if (refused === undefined) settle(null);
    else socket.destroy(refused);
  });
  return socket;
}
