import { lookup } from 'node:dns/promises';
import { connect as tcpConnect } from 'node:net';
import { say } from '../text/language.ts';
import { openTrusted, type Peer } from './trust.ts';

/** What a server shows before anything is said to it. */
export interface Certificate {
  readonly fingerprint: string;
  /** Whose it says that it is. */
  readonly name: string;
  /** As the certificate says it, in GMT. */
  readonly validTo: string;
  readonly expired: boolean;
  readonly protocol: string;
}

/** The addresses behind a name. @throws NodeJS.ErrnoException */
export async function resolveName(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
}

/** Opens and closes a TCP connection. @returns how long it took, in ms; @throws Error */
export function openTcp(host: string, port: number, limitMs: number): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const socket = tcpConnect({ host, port });
    const limit = setTimeout(() => socket.destroy(new Error(say`no answer within ${limitMs / 1000} s`)), limitMs);
    socket.once('error', reject);
    socket.once('close', () => clearTimeout(limit));
    socket.once('connect', () => {
      resolve(performance.now() - started);
      socket.destroy();
    });
  });
}

/** Opens and closes a TLS connection, with the trust of the peer. @throws {CertificateRefused} and what TLS throws */
export function openTls(peer: Peer): Promise<Certificate> {
  return new Promise((resolve, reject) => {
    openTrusted(peer, (error, socket) => {
      if (error !== null || socket === undefined) {
        reject(error);
        return;
      }
      const { fingerprint256, valid_to, subject } = socket.getPeerCertificate();
      resolve({
        fingerprint: fingerprint256,
        name: nameIn(subject),
        validTo: valid_to,
        expired: Date.parse(valid_to) < Date.now(),
        protocol: socket.getProtocol() ?? 'TLS',
      });
      socket.destroy();
    });
  });
}

/** Names may be missing, and stand there several times. */
function nameIn(subject: { readonly CN?: string | string[]; readonly O?: string | string[] } | undefined): string {
  return String(subject?.CN ?? subject?.O ?? '?').slice(0, LONGEST_NAME);
}

/** In characters. */
const LONGEST_NAME = 100;
