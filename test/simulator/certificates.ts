import './reflect.ts';
import { X509Certificate as NodeCertificate, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  type Extension,
  type JsonGeneralName,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import ipaddr from 'ipaddr.js';

cryptoProvider.set(webcrypto);

/** Everything a server needs, as PEM. */
export interface ServerCertificate {
  key: string;
  /** The server's own certificate, without the chain. */
  certificate: string;
  /** What the server sends: its own certificate and any intermediates. */
  chain: string;
  /** Of the server's own certificate: upper-case pairs with colons, as Node writes it. */
  fingerprint256: string;
}

export interface CertificateOptions {
  /** Name or address that the certificate is for. 127.0.0.1 unless told otherwise. */
  host?: string;
  /** An RSA key of this many bits. A P-256 key when absent: far quicker to make. */
  bits?: number;
  hash?: 'SHA-1' | 'SHA-256';
  notBefore?: Date;
  notAfter?: Date;
  /** Any text; another one gives another certificate and key for the same options. */
  edition?: string;
}

export interface CertificateAuthority {
  /** PEM, for a client's list of roots. */
  certificate: string;
  issue(options?: CertificateOptions): Promise<ServerCertificate>;
  /** A CA below this one. What it issues carries it in the chain. */
  intermediate(name?: string): Promise<CertificateAuthority>;
}

type Keys = webcrypto.CryptoKeyPair;
interface Issuer {
  name: string;
  keys: Keys;
  chain: string;
}

const DAY = 86_400_000;
const made = new Map<string, Promise<ServerCertificate>>();

/**
 * What a BQN has out of the box (src/bqn/README.md, "Access"). The same options give the same certificate within a
 * process.
 */
export function selfSigned(options: CertificateOptions = {}): Promise<ServerCertificate> {
  const memo = JSON.stringify(options);
  const known = made.get(memo) ?? makeSelfSigned(options);
  made.set(memo, known);
  return known;
}

/** A certificate whose last day was yesterday. */
export function expired(options: CertificateOptions = {}): Promise<ServerCertificate> {
  const midnight = Math.floor(Date.now() / DAY) * DAY;
  return selfSigned({ ...options, notBefore: new Date(midnight - 400 * DAY), notAfter: new Date(midnight - DAY) });
}

/** As an OpenSSL 1.0.1 box of 2013 makes it: RSA 1024, SHA-1. */
export function ancient(options: CertificateOptions = {}): Promise<ServerCertificate> {
  return selfSigned({ ...options, bits: 1024, hash: 'SHA-1' });
}

/** A private CA. Every call makes another one. */
export async function certificateAuthority(name = 'CA do Provedor'): Promise<CertificateAuthority> {
  const keys = await makeKeys({});
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: [{ CN: [name] }],
      keys,
      ...validity({}),
      ...signing({}),
      extensions: [new BasicConstraintsExtension(true)],
    },
    webcrypto,
  );
  return authority({ name, keys, chain: '' }, certificate.toString('pem'));
}

function authority(issuer: Issuer, certificate: string): CertificateAuthority {
  return {
    certificate,
    issue: (options = {}) => issue(issuer, options),
    intermediate: (name = 'CA Intermediaria') => makeIntermediate(issuer, name),
  };
}

async function makeIntermediate(issuer: Issuer, name: string): Promise<CertificateAuthority> {
  const keys = await makeKeys({});
  const certificate = await sign(issuer, name, keys, {}, [new BasicConstraintsExtension(true)]);
  return authority({ name, keys, chain: `${certificate}\n${issuer.chain}` }, certificate);
}

async function issue(issuer: Issuer, options: CertificateOptions): Promise<ServerCertificate> {
  const keys = await makeKeys(options);
  const certificate = await sign(issuer, subject(options), keys, options, [names(options)]);
  return asServerCertificate(keys, certificate, issuer.chain);
}

async function sign(issuer: Issuer, name: string, keys: Keys, options: CertificateOptions, extensions: Extension[]) {
  const certificate = await X509CertificateGenerator.create(
    {
      subject: [{ CN: [name] }],
      issuer: [{ CN: [issuer.name] }],
      publicKey: keys.publicKey,
      signingKey: issuer.keys.privateKey,
      ...validity(options),
      ...signing({}),
      extensions,
    },
    webcrypto,
  );
  return certificate.toString('pem');
}

async function makeSelfSigned(options: CertificateOptions): Promise<ServerCertificate> {
  const keys = await makeKeys(options);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: [{ CN: [subject(options)] }],
      keys,
      ...validity(options),
      ...signing(options),
      extensions: [names(options)],
    },
    webcrypto,
  );
  return asServerCertificate(keys, certificate.toString('pem'), '');
}

async function asServerCertificate(keys: Keys, certificate: string, above: string): Promise<ServerCertificate> {
  const secret = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const key = `-----BEGIN PRIVATE KEY-----\n${secret.replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`;
  const { fingerprint256 } = new NodeCertificate(certificate);
  return { key, certificate, chain: `${certificate}\n${above}`, fingerprint256 };
}

/** SHA-1 is signed by RSA only: nothing that old has an elliptic key. */
function makeKeys({ bits, hash = 'SHA-256' }: CertificateOptions): Promise<Keys> {
  const algorithm =
    bits === undefined
      ? { name: 'ECDSA', namedCurve: 'P-256' }
      : { name: 'RSASSA-PKCS1-v1_5', modulusLength: bits, publicExponent: new Uint8Array([1, 0, 1]), hash };
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

function signing({ bits, hash = 'SHA-256' }: CertificateOptions) {
  return { signingAlgorithm: { name: bits === undefined ? 'ECDSA' : 'RSASSA-PKCS1-v1_5', hash } };
}

function validity({ notBefore, notAfter }: CertificateOptions): { notBefore: Date; notAfter: Date } {
  return {
    notBefore: notBefore ?? new Date(Date.now() - DAY),
    notAfter: notAfter ?? new Date(Date.now() + 365 * DAY),
  };
}

function subject({ host = '127.0.0.1', edition = '' }: CertificateOptions): string {
  return edition === '' ? host : `${host} ${edition}`;
}

function names({ host = '127.0.0.1' }: CertificateOptions): Extension {
  const name: JsonGeneralName = { type: ipaddr.isValid(host) ? 'ip' : 'dns', value: host };
  return new SubjectAlternativeNameExtension([name]);
}
