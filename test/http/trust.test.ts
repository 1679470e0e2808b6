import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openTls } from '../../src/http/inspection.ts';
import { nameUnder } from '../../src/http/known-certificate.ts';
import type { Peer, Trust } from '../../src/http/trust.ts';
import { type CertificateOptions, certificateAuthority } from '../simulator/certificates.ts';

/** Who vouches for a server: nobody need, where its certificate is known; otherwise all authorities are asked. */

async function aServer(options: CertificateOptions = {}) {
  const [own, other] = [await certificateAuthority(), await certificateAuthority('Another')];
  const { key, chain, certificate } = await (await own.intermediate()).issue(options);
  const server = createServer({ key, cert: chain }, (_request, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  let connections = 0;
  server.on('connection', () => connections++);
  const { port } = server.address() as AddressInfo;
  const peer = (trust: Trust): Peer => ({ host: '127.0.0.1', port, trust, oldTls: false, connectLimitMs: 5000 });
  /** @returns what was told to be known from now on, and how many connections each of some openings took */
  const open = async (trust: Partial<Extract<Trust, { kind: 'authorities' }>>, known?: string, times = 1) => {
    const seen: string[] = [];
    const vouched = { known: () => seen.at(-1) ?? known, seen: (name: string) => void seen.push(name) };
    const one = peer({ kind: 'authorities', roots: [other.certificate, own.certificate], vouched, ...trust });
    const took: number[] = [];
    for (let time = 0; time < times; time += 1) {
      connections = 0;
      await openTls(one);
      took.push(connections);
    }
    return { seen, took };
  };
  const nameIn = (...roots: string[]) => nameUnder(roots, new X509Certificate(certificate).raw);
  return { open, peer, nameIn, certificate, own: own.certificate, other: other.certificate };
}

test('it is known from the first connection on', async () => {
  const { open, nameIn, own, other } = await aServer();
  const known = nameIn(other, own);
  expect(await open({}, undefined, 2), 'told once').toEqual({ seen: [known], took: [1, 1] });
  expect(await open({}, known), 'nothing new').toEqual({ seen: [], took: [1] });
});

test('whoever is known needs nobody who vouches', async () => {
  const { open, nameIn, other } = await aServer();
  await expect(open({ roots: [other] })).rejects.toThrow(/no authority/);
  expect(await open({ roots: [other] }, nameIn(other))).toEqual({ seen: [], took: [1] });
});

test('with other authorities, or another that the operator names, nobody is known: all are asked, once more', async () => {
  const { open, nameIn, own, other } = await aServer();
  expect(await open({}, nameIn(own), 2)).toEqual({ seen: [nameIn(other, own)], took: [2, 1] });
  await expect(open({ roots: [other] }, nameIn(other, own))).rejects.toThrow(/no authority/);
  expect(await open({ roots: [other], extraCa: own }, nameIn(other))).toEqual({
    seen: [nameIn(other, own)],
    took: [2],
  });
});

test.each<[string, CertificateOptions, RegExp]>([
  ['has expired', { notBefore: new Date(0), notAfter: new Date(86_400_000) }, /it expired on 1970-01-02/],
  ['has not begun', { notBefore: new Date('2100-01-01'), notAfter: new Date('2101-01-01') }, /it begins on 2100-01-01/],
  ['is for another name', { host: 'ixc.example' }, /it is for another name/],
])(
  'a certificate that %s is believed neither because it is known nor because it is named',
  async (_what, options, said) => {
    const { open, peer, nameIn, own, certificate } = await aServer(options);
    await expect(open({ roots: [own] }, nameIn(own))).rejects.toThrow(said);
    await expect(open({ roots: [own], extraCa: certificate })).rejects.toThrow(said);
    await expect(openTls(peer({ kind: 'ca', ca: `${own}\n${certificate}` }))).rejects.toThrow(said);
  },
);

test('the operator names the certificate itself, whoever signed it, or the authority', async () => {
  const { open, peer, own, other, certificate } = await aServer();
  expect(await open({ roots: [], extraCa: `${other}\n${certificate}` })).toEqual({ seen: [], took: [1] });
  expect((await open({ roots: [], extraCa: own })).took).toEqual([2]);
  await openTls(peer({ kind: 'ca', ca: certificate }));
  await openTls(peer({ kind: 'ca', ca: own }));
  await expect(open({ roots: [], extraCa: other })).rejects.toThrow(/no authority/);
  await expect(openTls(peer({ kind: 'ca', ca: other }))).rejects.toThrow(/no authority/);
});

test('a file that is half a certificate vouches for nobody', async () => {
  const { open, certificate } = await aServer();
  const broken = certificate.slice(0, 200) + certificate.slice(240);
  await expect(open({ roots: [], extraCa: broken })).rejects.toThrow();
});

test('of a pinned server its own certificate is told, not one of those that vouch for it', async () => {
  const { peer, certificate } = await aServer();
  const { fingerprint256 } = new X509Certificate(certificate);
  const { fingerprint, name } = await openTls(peer({ kind: 'pinned', known: () => [fingerprint256] }));
  expect({ fingerprint, name }).toEqual({ fingerprint: fingerprint256, name: '127.0.0.1' });
});
