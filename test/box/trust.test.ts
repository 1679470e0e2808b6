import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer as createTcpServer, connect as tcpConnect } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  aLogin,
  ancient,
  anIsp,
  type BqnOptions,
  certificateAuthority,
  expired,
  type IxcOptions,
  type ServerCertificate,
  selfSigned,
  startBqn,
  startIxc,
} from '../simulator/index.ts';
import { aBox, type Box, layOut, type Run, type Systems } from '../support/box.ts';
import { othersFromSource } from '../support/from-source.ts';

othersFromSource();

/** Whom the program believes, before it tells a key or a password to anybody. */

/** What a box of 2013 speaks: RSA key exchange, CBC and SHA-1, nothing after TLS 1.2. */
const OLD_TLS = { maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA:@SECLEVEL=0' } as const;

const isp = () => anIsp({ logins: [aLogin(), aLogin()] });

function aSmallBox(options: { ixc?: IxcOptions; bqn?: BqnOptions } = {}): Promise<Box & Systems> {
  return aBox(isp(), options);
}

function expectDone(run: Run): void {
  expect(run.code, run.output).toBe(0);
}

/** Refused before a word was said to IXC, and with nothing written. */
function expectIxcRefused({ ixc, bqn }: Systems, run: Run): void {
  expect(run.code, run.output).toBe(3);
  expect(run.output).toContain('certificate that cannot be trusted');
  expect(run.output).toContain('--ixc-ca');
  expect(ixc.requests, 'no request, so no key, reached IXC').toEqual([]);
  expect(bqn.writes).toEqual([]);
}

function warnings(run: Run, about: string): string[] {
  return run.output.split('\n').filter((line) => line.includes('warning') && line.includes(about));
}

function pinIn(box: Box): unknown {
  const state = JSON.parse(readFileSync(box.stateFile, 'utf8')) as { bqns: Record<string, { fingerprint?: string }> };
  return Object.values(state.bqns)[0]?.fingerprint;
}

/** One address behind which another server can be put, as when a BQN's certificate is renewed. */
async function aSwitchboard(first: { readonly port: number }) {
  let current = first;
  const server = createTcpServer((client) => {
    const behind = tcpConnect(current.port, '127.0.0.1');
    for (const [from, to] of [[client, behind] as const, [behind, client] as const]) {
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    connect(to: { readonly port: number }) {
      current = to;
    },
  };
}

async function aBqn(options: BqnOptions = {}) {
  const bqn = await startBqn(options);
  onTestFinished(() => bqn.close());
  return bqn;
}

/** A box that has seen its BQN once, and behind the same address another certificate from now on. */
async function aRenewedBqn() {
  const box = await aSmallBox();
  const switchboard = await aSwitchboard(box.bqn);
  const run = (args: readonly string[] = []) => box.run(args, { env: { BQN_OAM_IP: switchboard.host } });
  expectDone(await run());
  const renewed = await aBqn({ certificate: await selfSigned({ edition: 'renewed' }) });
  switchboard.connect(renewed);
  return { box, old: box.bqn, renewed, run, switchboard };
}

describe('IXC', () => {
  test('a certificate that nobody vouches for is refused before the key is sent', async () => {
    const box = await aSmallBox();
    const run = await box.run([], { env: { IXC_BQN_IXC_CA: undefined } });
    expectIxcRefused(box, run);
    expect(run.output).toContain('--ixc-insecure');
    expect(warnings(run, '--ixc-insecure')).toEqual([]);
  });

  test('--ixc-ca with the certificate itself is enough, and no warning is given', async () => {
    const box = await aSmallBox();
    const run = await box.run(['--ixc-ca', box.caFile], { env: { IXC_BQN_IXC_CA: undefined } });
    expectDone(run);
    expect(run.output).not.toMatch(/insecure/);
  });

  test('--ixc-ca with the authority that signed it is enough', async () => {
    const authority = await certificateAuthority();
    const box = await aSmallBox({ ixc: { certificate: await authority.issue() } });
    writeFileSync(box.caFile, authority.certificate);
    expectDone(await box.run());
  });

  test('--ixc-ca with another authority of the same name does not help', async () => {
    const box = await aSmallBox({ ixc: { certificate: await (await certificateAuthority()).issue() } });
    writeFileSync(box.caFile, (await certificateAuthority()).certificate);
    expectIxcRefused(box, await box.run());
  });

  test.each([
    ['and nothing else', undefined],
    ['and --ixc-ca, which adds one authority', 'ca'],
  ])("no variable of the environment makes an authority: with Node's own %s", async (_name, ca) => {
    const known = await certificateAuthority();
    const box = await aSmallBox({ ixc: { certificate: await known.issue() } });
    writeFileSync(box.caFile, (await selfSigned()).certificate);
    writeFileSync(box.path('known.pem'), known.certificate);
    const usual = { IXC_BQN_IXC_CA: ca === undefined ? undefined : box.caFile };
    const environments = [
      { NODE_EXTRA_CA_CERTS: box.path('known.pem') },
      { NODE_OPTIONS: '--use-openssl-ca', SSL_CERT_FILE: box.path('known.pem') },
      { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    ];
    for (const env of environments) expectIxcRefused(box, await box.run([], { env: { ...usual, ...env } }));
  });

  test('--ixc-insecure works, and warns on every run', async () => {
    const box = await aSmallBox();
    for (const round of [1, 2, 3]) {
      const run = await box.run(['--ixc-insecure'], { env: { IXC_BQN_IXC_CA: undefined } });
      expectDone(run);
      expect(warnings(run, '--ixc-insecure'), `run ${round}`).toHaveLength(1);
    }
  });

  test('--ixc-insecure warns in a check and in a dry run too', async () => {
    const box = await aSmallBox();
    for (const mode of ['--check', '--dry-run']) {
      const run = await box.run([mode, '--ixc-insecure'], { env: { IXC_BQN_IXC_CA: undefined } });
      expectDone(run);
      expect(warnings(run, '--ixc-insecure'), mode).toHaveLength(1);
    }
  });

  test('--ixc-ca and --ixc-insecure together are refused: one of them would be ignored', async () => {
    const box = await aSmallBox();
    const run = await box.run(['--ixc-insecure']);
    expect(run).toMatchObject({ code: 2 });
    expect(run.stderr).toContain('--ixc-ca');
    expect(box.ixc.requests).toEqual([]);
  });

  /** What the message says of the certificate, and the pin that it gives ready to be used. */
  async function refusedAndPinned(box: Awaited<ReturnType<typeof aSmallBox>>) {
    const run = await box.run();
    expectIxcRefused(box, run);
    const pin = /--ixc-fingerprint ([0-9A-F:]{95})/.exec(run.output)?.[1] ?? '';
    const env = { IXC_BQN_IXC_CA: undefined };
    expectDone(await box.run(['--ixc-fingerprint', pin], { env }));
    return run.output;
  }

  test('of its own making, expired, of tomorrow, for another name: each is told apart, and the pin it shows is enough', async () => {
    const own = await aSmallBox({ ixc: { certificate: await selfSigned({ edition: 'other' }) } });
    writeFileSync(own.caFile, (await selfSigned()).certificate);
    expect(await refusedAndPinned(own)).toMatch(/it is of its own making|no authority that this machine knows/);
    const old = await aSmallBox({ ixc: { certificate: await expired() } });
    expect(await refusedAndPinned(old)).toMatch(/it expired on .* where this machine's clock says \d{4}-\d\d-\d\d/);
    const authority = await certificateAuthority();
    const issued = async (options: Parameters<typeof authority.issue>[0]) => {
      const box = await aSmallBox({ ixc: { certificate: await authority.issue(options) } });
      writeFileSync(box.caFile, authority.certificate);
      return await refusedAndPinned(box);
    };
    const tomorrow = { notBefore: new Date('2090-01-01'), notAfter: new Date('2091-01-01') };
    expect(await issued(tomorrow)).toMatch(/it begins on .*2090.* set the clock/);
    expect(await issued({ host: 'outro.example' })).toMatch(/it is for another name \(DNS:outro\.example/);
  });

  test('a pinned IXC that shows another certificate is refused before the key is sent; several pins may be given', async () => {
    const box = await aSmallBox();
    const env = { IXC_BQN_IXC_CA: undefined };
    const wrong = 'AB'.repeat(32);
    const refused = await box.run(['--ixc-fingerprint', wrong], { env });
    expectIxcRefused(box, refused);
    expect(refused.output).toMatch(/its certificate is not the one we know/);
    const pin = /it shows SHA-256 ([0-9A-F:]{95})/.exec(refused.output)?.[1] ?? '';
    expectDone(await box.run(['--ixc-fingerprint', `${wrong},${pin}`], { env }));
    const both = await box.run(['--ixc-fingerprint', pin]);
    expect([both.code, both.stderr]).toEqual([
      2,
      expect.stringMatching(/--ixc-ca, --ixc-fingerprint and --ixc-insecure/),
    ]);
  });

  test('an expired certificate is refused, whoever signed it', async () => {
    const box = await aSmallBox({ ixc: { certificate: await expired() } });
    const run = await box.run();
    expectIxcRefused(box, run);
    expect(run.output).toContain('CERT_HAS_EXPIRED');
  });

  test('a certificate for another host is refused, whoever signed it', async () => {
    const authority = await certificateAuthority();
    const box = await aSmallBox({ ixc: { certificate: await authority.issue({ host: 'outro.example' }) } });
    writeFileSync(box.caFile, authority.certificate);
    expectIxcRefused(box, await box.run());
  });

  test('a chain with an intermediate is followed to the authority of --ixc-ca', async () => {
    const root = await certificateAuthority();
    const below = await root.intermediate();
    const box = await aSmallBox({ ixc: { certificate: await below.issue() } });
    writeFileSync(box.caFile, root.certificate);
    expectDone(await box.run());
  });

  test('a chain whose intermediate is not sent is refused, and works once the file holds it', async () => {
    const root = await certificateAuthority();
    const below = await root.intermediate();
    const issued = await below.issue();
    const box = await aSmallBox({ ixc: { certificate: { ...issued, chain: issued.certificate } } });
    writeFileSync(box.caFile, root.certificate);
    expectIxcRefused(box, await box.run());
    writeFileSync(box.caFile, `${below.certificate}\n${root.certificate}`);
    expectDone(await box.run());
  });

  test('a file for --ixc-ca that is missing or holds no certificate is refused with the name of the flag', async () => {
    const box = await aSmallBox();
    writeFileSync(box.path('empty.pem'), 'not a certificate\n');
    for (const file of ['missing.pem', 'empty.pem']) {
      const run = await box.run(['--ixc-ca', box.path(file)]);
      expect(run.code, run.output).toBe(2);
      expect(run.stderr).toContain('--ixc-ca');
    }
  });

  test('an IXC with TLS 1.2 of today is accepted', async () => {
    const tls = { maxVersion: 'TLSv1.2' } as const;
    expectDone(await (await aSmallBox({ ixc: { certificate: await selfSigned({ bits: 2048 }), tls } })).run());
  });
});

describe('BQN, pinned', () => {
  test('the certificate is pinned at first sight, in a state file for its owner alone', async () => {
    const box = await aSmallBox();
    expectDone(await box.run());
    expect(pinIn(box)).toBe(box.bqn.fingerprint256);
    expect(statSync(box.stateFile).mode & 0o777).toBe(0o600);
    expectDone(await box.run());
  });

  test('a changed certificate is refused with both fingerprints and the way out, and no request reaches it', async () => {
    const { box, old, renewed, run } = await aRenewedBqn();
    const refused = await run();
    expect(refused.code, refused.output).toBe(4);
    for (const told of [old.fingerprint256, renewed.fingerprint256, '--bqn-fingerprint']) {
      expect(refused.output).toContain(told);
    }
    expect(renewed.traffic.requests).toBe(0);
    expect(pinIn(box), 'a refused certificate is not remembered').toBe(old.fingerprint256);
    expect((await run()).code, 'and refused again').toBe(4);
  });

  test.each(['--dry-run', '--check'])(
    '%s refuses a changed certificate too: it would tell the password',
    async (mode) => {
      const { renewed, run } = await aRenewedBqn();
      const refused = await run([mode]);
      expect(refused.code, refused.output).toBe(mode === '--check' ? 8 : 4);
      expect(refused.output).toContain(renewed.fingerprint256);
      expect(renewed.traffic.requests).toBe(0);
    },
  );

  test('--bqn-fingerprint accepts a renewed certificate once and for all; the old one is refused then', async () => {
    const { box, old, renewed, run, switchboard } = await aRenewedBqn();
    expectDone(await run(['--bqn-fingerprint', renewed.fingerprint256]));
    expect(pinIn(box)).toBe(renewed.fingerprint256);
    expectDone(await run());
    switchboard.connect(old);
    expect((await run()).code).toBe(4);
  });

  test('--bqn-fingerprint holds from the start, in whatever form it was copied', async () => {
    const box = await aSmallBox();
    const { fingerprint256 } = box.bqn;
    const bare = fingerprint256.replaceAll(':', '');
    const other = 'ab'.repeat(32);
    for (const form of [fingerprint256, bare.toLowerCase(), `SHA256:${bare}`, `${other},${fingerprint256}`]) {
      expectDone(await box.run(['--bqn-fingerprint', form]));
    }
  });

  test('--bqn-fingerprint of another certificate refuses even the first sight', async () => {
    const box = await aSmallBox();
    const run = await box.run(['--bqn-fingerprint', 'ab'.repeat(32)]);
    expect(run.code, run.output).toBe(4);
    expect(run.output).toContain(box.bqn.fingerprint256);
    expect(run.output).toContain('AB:AB:AB');
    expect(box.bqn.traffic.requests).toBe(0);
    expect(readFileSync(box.stateFile, 'utf8')).not.toContain(box.bqn.fingerprint256);
  });

  test.each([['--dry-run'], ['--check'], ['--explain=maria']])(
    '%s sends the password to whom it saw first, keeps who that was, and says so',
    async (flag) => {
      const box = await aSmallBox();
      const run = await box.run([flag]);
      expectDone(run);
      expect(run.output).toContain(`first sight of BQN ${box.bqn.host}, SHA-256 ${box.bqn.fingerprint256}`);
      expect(pinIn(box)).toBe(box.bqn.fingerprint256);
      const again = await box.run([flag]);
      expect(again.output).not.toContain('first sight');
    },
  );

  test('what only looks keeps no more than the certificate, and lets a damaged state file be', async () => {
    const box = await aSmallBox();
    writeFileSync(box.stateFile, '{"program":"sync-ixc-bqn","vers');
    await box.run(['--dry-run']);
    expect(readFileSync(box.stateFile, 'utf8')).toBe('{"program":"sync-ixc-bqn","vers');
  });

  test('a self-signed certificate that has expired is pinned all the same: the pin says who it is', async () => {
    const box = await aSmallBox({ bqn: { certificate: await expired() } });
    expectDone(await box.run());
    expectDone(await box.run());
  });

  test('not a byte, and so no Authorization, reaches a BQN whose certificate is refused', async () => {
    const box = await aSmallBox();
    const stranger = await aTlsListener(await selfSigned({ edition: 'stranger' }));
    const flags = ['--bqn-fingerprint', box.bqn.fingerprint256];
    const run = await box.run(flags, { env: { BQN_OAM_IP: stranger.host } });
    expect(run.code, run.output).toBe(4);
    expect(stranger.connections(), 'it was asked who it is').toBeGreaterThan(0);
    expect(stranger.received()).toBe(0);
  });
});

describe('BQN, by other means', () => {
  test('--bqn-ca believes nobody else, not even the authorities that Node believes, here those of OpenSSL', async () => {
    const known = await certificateAuthority('CA do Mundo');
    const box = await aSmallBox({ bqn: { certificate: await known.issue() } });
    writeFileSync(box.path('bqn-ca.pem'), (await certificateAuthority()).certificate);
    writeFileSync(box.path('known.pem'), known.certificate);
    const env = { NODE_OPTIONS: '--use-openssl-ca', SSL_CERT_FILE: box.path('known.pem') };
    expect(await box.run(['--bqn-ca', box.path('bqn-ca.pem')], { env })).toMatchObject({ code: 4 });
    expect(box.bqn.writes).toEqual([]);
  });

  test('--bqn-ca trusts what the authority signed, with an intermediate too', async () => {
    const authority = await certificateAuthority();
    const below = await authority.intermediate();
    for (const certificate of [await authority.issue(), await below.issue()]) {
      const box = await aSmallBox({ bqn: { certificate } });
      writeFileSync(box.path('bqn-ca.pem'), authority.certificate);
      const run = await box.run(['--bqn-ca', box.path('bqn-ca.pem')]);
      expectDone(run);
      expect(run.output).not.toMatch(/insecure/);
    }
  });

  test.each([
    ['of another authority', async () => (await certificateAuthority()).issue()],
    ['that signed itself', () => selfSigned()],
  ])('--bqn-ca refuses a certificate %s', async (_name, certificate) => {
    const box = await aSmallBox({ bqn: { certificate: await certificate() } });
    writeFileSync(box.path('bqn-ca.pem'), (await certificateAuthority()).certificate);
    await expectBqnRefused(box);
  });

  test.each([
    ['has expired', { notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') }],
    ['is for another host', { host: 'outro.example' }],
  ])('--bqn-ca refuses a certificate that %s', async (_name, options) => {
    const authority = await certificateAuthority();
    const box = await aSmallBox({ bqn: { certificate: await authority.issue(options) } });
    writeFileSync(box.path('bqn-ca.pem'), authority.certificate);
    await expectBqnRefused(box);
  });

  test('--bqn-insecure takes any certificate, also a changed one, and warns on every run', async () => {
    const { run } = await aRenewedBqn();
    for (const round of [1, 2]) {
      const done = await run(['--bqn-insecure']);
      expectDone(done);
      expect(warnings(done, '--bqn-insecure'), `run ${round}`).toHaveLength(1);
    }
    expect((await run()).code, 'it was for those runs only').toBe(4);
  });

  test('two ways to trust a BQN at once are refused: one of them would be ignored', async () => {
    const box = await aSmallBox();
    const run = await box.run(['--bqn-insecure', '--bqn-fingerprint', 'ab'.repeat(32)]);
    expect(run).toMatchObject({ code: 2 });
    expect(run.stderr).toContain('--bqn-insecure');
  });

  test('a BQN with the TLS of 2013 works, is pinned, and IXC gets modern TLS in the same run', async () => {
    const ixc = await startIxc(isp(), { tls: { minVersion: 'TLSv1.3' } });
    onTestFinished(() => ixc.close());
    const bqn = await aBqn({ certificate: await ancient(), tls: OLD_TLS });
    const box = layOut(ixc, bqn);
    expectDone(await box.run());
    expect(bqn.list('subscribers')).toHaveLength(2);
    expect(pinIn(box)).toBe(bqn.fingerprint256);
    expectDone(await box.run());
  });
});

async function expectBqnRefused(box: Box & Systems): Promise<void> {
  const run = await box.run(['--bqn-ca', box.path('bqn-ca.pem')]);
  expect(run.code, run.output).toBe(4);
  expect(run.output).toContain('is not trusted');
  expect(box.bqn.traffic.requests).toBe(0);
}

/** A TLS server that only counts what it is told. */
async function aTlsListener({ key, chain }: ServerCertificate) {
  let bytes = 0;
  let connections = 0;
  const server = createTlsServer({ key, cert: chain }, (socket) => {
    socket.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    socket.on('error', () => {});
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { host: `127.0.0.1:${port}`, received: () => bytes, connections: () => connections };
}
