import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { ancient, answer, generateIsp, ixcError, nginxError } from '../simulator/index.ts';
import { aBox, nodeUnderTest, type Run, startProcess } from '../support/box.ts';

/** The bundle on one Node: the one that runs the tests, or the one that `npm run nodes` names in NODE_UNDER_TEST. */

/** Small, with all that is odd in it. */
const ISP = { logins: 300, plans: 20, dualStack: 80, seed: 7 };
/** Enough for what is not about how many there are. */
const FEW = { ...ISP, logins: 60, dualStack: 16 };

/** As poor as cron's: no HOME, no UTF-8. */
const POOR = { LANG: 'C' };

test('this is the Node that was meant', async () => {
  const expected = process.env['NODE_VERSION_UNDER_TEST'] ?? process.version.slice(1);
  expect(await startProcess(nodeUnderTest(), ['--version'], {})).toMatchObject({ code: 0, stdout: `v${expected}\n` });
});

test('the bundle says its version', async () => {
  const { run } = await aBox(generateIsp(ISP));
  expect(await run(['--version'])).toMatchObject({ code: 0, stdout: `${packageJson.version}\n`, stderr: '' });
});

test('a dual-stack ISP is synchronised, and the second run writes nothing', async () => {
  const { bqn, ixc, run } = await aBox(generateIsp(ISP));
  expectDone(await run(['--dual-stack'], { env: POOR }));
  expect(bqn.list('policies').length).toBeGreaterThan(5);
  expect(bqn.list('subscribers').length).toBeGreaterThan(200);
  expect(bqn.list('subscriberGroups').length).toBeGreaterThan(30);
  // Names travel unharmed whatever the locale.
  expect(JSON.stringify(bqn.list('policies'))).toContain('Básico');
  expect(bqn.writes.length).toBeGreaterThan(200);
  bqn.forgetWrites();
  expectDone(await run(['--dual-stack'], { env: POOR }));
  expect(bqn.writes).toEqual([]);
  expect([ixc.inserts, ixc.complaints, ixc.traffic.defects, bqn.traffic.defects]).toEqual([0, [], [], []]);
});

test('an IXC that fails once is asked again', async () => {
  const { bqn, ixc, run } = await aBox(generateIsp(FEW));
  const fault = ixc.faults.on({ target: 'radusuarios', times: 1 }, nginxError(500));
  expectDone(await run());
  expect(fault.hits).toBe(1);
  expect(bqn.list('subscribers').length).toBeGreaterThan(30);
});

test('an IXC that refuses ends the run with 3, and nothing is written', async () => {
  const { bqn, ixc, run } = await aBox(generateIsp(FEW));
  ixc.faults.on({ target: 'cliente_contrato' }, ixcError('Seu IP n\u00e3o est\u00e1 liberado'));
  const { code, output } = await run();
  expect(code, output).toBe(3);
  expect(bqn.writes).toEqual([]);
});

test('a certificate of IXC that nobody vouches for is refused', async () => {
  const { bqn, run } = await aBox(generateIsp(FEW));
  expect((await run([], { env: { IXC_BQN_IXC_CA: undefined } })).code).toBe(3);
  expect(bqn.writes).toEqual([]);
});

test('a BQN that fails once is asked again, one that refuses an entry gives 5', async () => {
  const { bqn, run } = await aBox(generateIsp(FEW));
  const once = bqn.faults.on({ target: 'policies', method: 'POST', times: 1 }, nginxError(500));
  const refused = bqn.faults.on({ target: 'subscribers', method: 'POST', nth: 3 }, answer({ status: 400 }));
  expect((await run()).code).toBe(5);
  expect([once.hits, refused.hits]).toEqual([1, 1]);
  expectDone(await run());
});

test('SIGTERM ends a run with 143, and the next one goes on', async () => {
  const { bqn, ixc, run } = await aBox(generateIsp(FEW));
  const first = await run([], {
    onStart: (child) => {
      let sent = false;
      ixc.beforePage(() => {
        if (!sent) child.kill('SIGTERM');
        sent = true;
      });
    },
  });
  expect(first.code).toBe(143);
  expect(bqn.writes).toEqual([]);
  expectDone(await run());
});

test('a BQN with the TLS of 2013 works: TLS 1.2, RSA key exchange, CBC and SHA-1, a key of 1024 bits', async () => {
  const { bqn, run } = await aBox(generateIsp(FEW), {
    bqn: { certificate: await ancient(), tls: { maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA:@SECLEVEL=0' } },
  });
  expectDone(await run());
  expect(bqn.list('subscribers').length).toBeGreaterThan(30);
});

/** With what it said, so that a failure explains itself. */
function expectDone(run: Run): void {
  expect(run.code, run.output).toBe(0);
}
