import { createHash } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openTls } from '../../src/http/inspection.ts';
import type { Trust } from '../../src/http/trust.ts';
import { certificateAuthority } from '../simulator/certificates.ts';

/** Who vouches for a server: the authority that did so last is asked first, and all of them where it does not. */

async function vouchedServer() {
  const [own, other] = [await certificateAuthority(), await certificateAuthority('Another')];
  const { key, chain } = await (await own.intermediate()).issue();
  const server = createServer({ key, cert: chain }, (_request, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  let connections = 0;
  server.on('connection', () => connections++);
  const { port } = server.address() as AddressInfo;
  const all = [other.certificate, own.certificate];
  /** @returns who vouched, as it was told, and how many connections it took */
  const open = async (known: string | undefined, more: Partial<Extract<Trust, { kind: 'authorities' }>> = {}) => {
    connections = 0;
    const seen: string[] = [];
    const vouched = { known: () => known, seen: (authority: string) => void seen.push(authority) };
    const trust = { kind: 'authorities', roots: all, vouched, ...more } as const;
    await openTls({ host: '127.0.0.1', port, trust, oldTls: false, connectLimitMs: 5000 });
    return { seen, connections };
  };
  return { open, own, other };
}

test('is learned from the first connection, and tried first from then on', async () => {
  const { open } = await vouchedServer();
  const { seen, connections } = await open(undefined);
  const [authority = ''] = seen;
  expect([authority, connections]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), 1]);
  expect(await open(authority), 'nothing new').toEqual({ seen: [], connections: 1 });
});

test('another one than the last is found among all, and an unknown one is none', async () => {
  const { open, other } = await vouchedServer();
  const [authority] = (await open(undefined)).seen;
  expect((await open('0'.repeat(64))).seen).toEqual([authority]);
  const wrong = createHash('sha256').update(other.certificate).digest('hex');
  expect(await open(wrong)).toEqual({ seen: [authority], connections: 2 });
});

test('who is vouched for by nobody is refused, whoever is tried first', async () => {
  const { open, own, other } = await vouchedServer();
  const [authority] = (await open(undefined)).seen;
  await expect(open(authority, { roots: [other.certificate] })).rejects.toThrow(/no authority/);
  await expect(open(undefined, { roots: [] })).rejects.toThrow(/no authority/);
  await expect(open(undefined, { roots: [], extraCa: other.certificate })).rejects.toThrow(/no authority/);
  expect(await open(undefined, { roots: [], extraCa: own.certificate }), 'named by the operator').toEqual({
    seen: [],
    connections: 1,
  });
  expect((await open(undefined, { extraCa: other.certificate })).connections, 'named in vain').toBe(2);
});
