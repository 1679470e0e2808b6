import { isIP } from 'node:net';
import {
  type ConnectionOptions,
  createSecureContext,
  type PeerCertificate,
  rootCertificates,
  type SecureContext,
  type SecureContextOptions,
  type TLSSocket,
  connect as tlsConnect,
} from 'node:tls';
import { say } from '../text/language.ts';
import { notVouchedFor } from './certificate-trouble.ts';
import { CertificateRefused, ConnectionFailed, RequestTimedOut } from './errors.ts';
import { isIn, nameUnder, showsKnown, type Vouched } from './known-certificate.ts';

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

/** The authorities that Node carries, and none that the environment names: read once, for whoever asks. */
export const publicAuthorities = once(() => createSecureContext({ ...MODERN, ca: [...rootCertificates] }));

/** One way to find out who a server is. */
interface Look {
  readonly context: () => SecureContext;
  /** Why whoever shows this is not believed. */
  readonly refusal: (socket: TLSSocket) => CertificateRefused | undefined;
}

/** For all connections to a peer, without those that were in vain: what Node makes of authorities is kept. */
const looks = new WeakMap<Peer, readonly Look[]>();

/** The cheap one first. */
function looksAt(peer: Peer): readonly Look[] {
  const known = looks.get(peer);
  if (known !== undefined) return known;
  const isKnown = isKnownTo(peer.trust);
  const first: Look | undefined = isKnown && {
    context: contextWith(peer, () => []),
    refusal: (socket) => (showsKnown(socket, peer.host, isKnown) ? undefined : notVouchedFor(socket, new Date())),
  };
  const whole: Look = { context: wholeContext(peer), refusal: (socket) => refusal(peer, socket) };
  const made = first === undefined ? [whole] : [first, whole];
  looks.set(peer, made);
  return made;
}

/** What needs no authority to be believed; undefined where there is no such certificate. */
function isKnownTo(trust: Trust): ((shown: Buffer) => boolean) | undefined {
  switch (trust.kind) {
    case 'authorities': {
      const { extraCa, vouched } = trust;
      const name = vouched?.known();
      if (extraCa === undefined && name === undefined) return undefined;
      return (shown) =>
        (extraCa !== undefined && isIn(extraCa, shown)) ||
        (name !== undefined && nameUnder(authoritiesOf(trust), shown) === name);
    }
    case 'ca':
      return (shown) => isIn(trust.ca, shown);
    case 'pinned':
    case 'anyone':
      return undefined;
  }
}

function wholeContext(peer: Peer): () => SecureContext {
  const { trust, oldTls } = peer;
  const isPublic = trust.kind === 'authorities' && trust.extraCa === undefined && trust.roots === undefined;
  return isPublic && !oldTls ? publicAuthorities : contextWith(peer, () => authoritiesOf(trust));
}

function contextWith({ oldTls }: Peer, authorities: () => readonly string[]): () => SecureContext {
  return once(() => createSecureContext({ ...(oldTls ? OLD : MODERN), ca: [...authorities()] }));
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
  // Not of the X509Certificate, which Node takes away from the connection: of a chain, the next one would be left.
  const { fingerprint256: shown }: Partial<PeerCertificate> = socket.getPeerCertificate();
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
  let socket: TLSSocket | undefined;
  let isOver = false;
  const attempt = ([look, ...others]: readonly Look[]): void => {
    if (look === undefined) return;
    socket = openOnce(peer, look, (error, opened) => {
      if (error instanceof CertificateRefused && others.length > 0 && !isOver) {
        looks.set(peer, others);
        return attempt(others);
      }
      if (opened !== undefined && others.length === 0) rememberVouching(peer.trust, opened);
      done(error, opened);
    });
  };
  attempt(looksAt(peer));
  return {
    destroy() {
      isOver = true;
      socket?.destroy();
    },
  };
}

/** Whoever all authorities vouched for is known from then on. */
function rememberVouching(trust: Trust, socket: TLSSocket): void {
  if (trust.kind !== 'authorities' || trust.vouched === undefined) return;
  const name = nameUnder(authoritiesOf(trust), socket.getPeerCertificate().raw);
  if (trust.vouched.known() !== name) trust.vouched.seen(name);
}

function openOnce(peer: Peer, look: Look, done: (error: Error | null, socket?: TLSSocket) => void): TLSSocket {
  const socket = tlsConnect(tlsOptions(peer, look.context()));
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
    const refused = look.refusal(socket);
    if (refused === undefined) settle(null);
    else socket.destroy(refused);
  });
  return socket;
}
