import { readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  aContract,
  aLogin,
  anIsp,
  answer,
  type BqnOptions,
  type BqnSimulator,
  hang,
  type Isp,
  nginxError,
  reset,
  selfSigned,
  startBqn,
} from '../../simulator/index.ts';
import { aBox, type Box, type Run, type Systems } from '../../support/box.ts';
import { othersFromSource } from '../../support/from-source.ts';

othersFromSource();

/** A cluster shares nothing on its REST side, so each BQN has its own plan, gate and outcome. */

const isp = (logins = 3): Isp => anIsp({ logins: Array.from({ length: logins }, () => aLogin()) });

interface Pair extends Box, Systems {
  readonly other: BqnSimulator;
  both(args?: readonly string[]): Promise<Run>;
  report(): { readonly bqns: readonly Record<string, unknown>[] };
}

async function aPair(isp_ = isp(), second: BqnOptions = {}): Promise<Pair> {
  const box = await aBox(isp_);
  const other = await startBqn({ certificate: await selfSigned({ edition: 'second' }), ...second });
  onTestFinished(() => other.close());
  const reportFile = box.path('report.json');
  return {
    ...box,
    other,
    both: (args = []) =>
      box.run(['--report', reportFile, ...args], { env: { BQN_OAM_IP: `${box.bqn.host} ${other.host}` } }),
    report: () => JSON.parse(readFileSync(reportFile, 'utf8')) as ReturnType<Pair['report']>,
  };
}

function expectCode(run: Run, code: number): void {
  expect(run.code, run.output).toBe(code);
}

function subscribersOf(bqn: BqnSimulator): number {
  return bqn.list('subscribers').length;
}

describe('several BQNs', () => {
  test('IXC is read once for all of them', async () => {
    const { bqn, ixc, other, both } = await aPair();
    expectCode(await both(), 0);
    for (const table of ['radusuarios', 'radgrupos', 'cliente_contrato'] as const) {
      // Beside it, one row is asked for, to count those with a fixed IP who are not online.
      const lists = ixc.requestsFor(table).filter(({ body }) => (body as { rp?: string }).rp !== '1');
      expect(lists, table).toHaveLength(1);
    }
    expect([subscribersOf(bqn), subscribersOf(other)]).toEqual([3, 3]);
  });

  test.each([
    ['blanks', (hosts: readonly string[]) => ` ${hosts.join('  ')} `],
    ['commas', (hosts: readonly string[]) => hosts.join(',')],
    ['semicolons', (hosts: readonly string[]) => hosts.join('; ')],
  ])('are listed in BQN_OAM_IP with %s between', async (_name, list) => {
    const { bqn, other, run } = await aPair();
    expectCode(await run([], { env: { BQN_OAM_IP: list([bqn.host, other.host]) } }), 0);
    expect([subscribersOf(bqn), subscribersOf(other)]).toEqual([3, 3]);
  });

  test('are given by -b again and again, each with its own user and password', async () => {
    const { bqn, other, run } = await aPair(isp(), { user: 'second', password: 'another-password' });
    const args = [bqn, other].flatMap(({ host, user, password }) => ['-b', host, user, password]);
    expectCode(await run(args, { env: { BQN_OAM_IP: undefined } }), 0);
    expect([subscribersOf(bqn), subscribersOf(other)]).toEqual([3, 3]);
  });

  test('one that is named twice is written once', async () => {
    const { bqn, run } = await aPair();
    expectCode(await run([], { env: { BQN_OAM_IP: `${bqn.host} ${bqn.host}` } }), 0);
    expect(bqn.writes).toHaveLength(5);
  });

  test('each has its own plan: what one holds already is not written there', async () => {
    const { bqn, other, run, both } = await aPair();
    expectCode(await run(), 0);
    bqn.forgetWrites();
    expectCode(await both(), 0);
    expect(bqn.writes).toEqual([]);
    expect(other.writes).toHaveLength(5);
  });

  test('each has its own pin and its own ledger', async () => {
    const { bqn, other, stateFile, both } = await aPair();
    expectCode(await both(), 0);
    const { bqns } = JSON.parse(readFileSync(stateFile, 'utf8')) as {
      bqns: Record<string, { fingerprint: string; subscribers: { keys: string } }>;
    };
    expect(Object.fromEntries(Object.entries(bqns).map(([host, { fingerprint }]) => [host, fingerprint]))).toEqual({
      [bqn.host]: bqn.fingerprint256,
      [other.host]: other.fingerprint256,
    });
    for (const { subscribers } of Object.values(bqns)) expect(subscribers.keys.split('|')).toHaveLength(3);
  });

  test('two cities may have one private address: what is said of either customer is theirs', async () => {
    const at = (id_concentrador: string) => ({ ip: '10.0.0.5', extra: { id_concentrador } });
    const debtor = aLogin({ login: 'debtor', contract: 'c1', ...at('1') });
    const payer = aLogin({ login: 'payer', contract: 'c2', ...at('2') });
    const contracts = [aContract('c1', { status: 'CA' }), aContract('c2')];
    const { bqn, other, path, report, both } = await aPair(anIsp({ logins: [debtor, payer], contracts }));
    const sites = ['--only-site', `${bqn.host}=1 ${other.host}=2`];
    const all = await both([...sites, '--html', path('page.html'), '-v']);
    expectCode(all, 0);
    expect(all.stdout).toMatch(/10\.0\.0\.5 +debtor +Billing-Block[\s\S]*10\.0\.0\.5 +payer/);
    expect(report()).toMatchObject({ wanted: { subscribers: 2 } });
    expect(readFileSync(path('page.html'), 'utf8')).toMatch(/debtor[\s\S]*payer/);
    const said = async (who: string) => (await both([...sites, '--explain', who])).stdout;
    expect(await said('debtor')).toMatch(
      /contract 1 is CA.*: blocked\n[\s\S]*wanted: subscriber 10\.0\.0\.5 as debtor/,
    );
    expect(await said('payer')).toMatch(/contract 2 is A: has service\n[\s\S]*wanted: subscriber 10\.0\.0\.5 as payer/);
  });

  test('each has its own gate: what is held back on one goes on at the other', async () => {
    const logins = Array.from({ length: 20 }, () => aLogin({ contract: 'c1' }));
    const { bqn, ixc, other, run, both, report } = await aPair(anIsp({ logins, contracts: [aContract('c1')] }));
    expectCode(await run(), 0);
    expectCode(await both(), 0);
    // On the second one all but two are blocked already, as if it had got through a run before.
    for (const [index, subscriber] of [...other.subscribers.values()].entries()) {
      if (index >= 2) subscriber.policyRate = 'Billing-Block';
    }
    for (const contract of ixc.isp.contracts) contract.status = 'CA';
    const done = await both();
    expectCode(done, 6);
    const blocked = (one: BqnSimulator) =>
      one.list('subscribers').filter(({ policyRate }) => policyRate === 'Billing-Block');
    expect([blocked(bqn).length, blocked(other).length]).toEqual([0, 20]);
    expect(report().bqns.map(({ exitCode }) => exitCode)).toEqual([6, 0]);
    expect(done.stdout).toContain(`BQN ${bqn.host}: held back`);
    expect(done.stdout).not.toContain(`BQN ${other.host}: held back`);
  });

  test.each([
    ['answers 401', (bqn: BqnSimulator) => bqn.faults.on({}, answer({ status: 401 }))],
    ['answers 500', (bqn: BqnSimulator) => bqn.faults.on({}, nginxError(500))],
    // One that was closed would leave its port to the server of another test.
    ['is gone', (bqn: BqnSimulator) => bqn.faults.on({}, reset())],
    ['hangs', (bqn: BqnSimulator) => bqn.faults.on({}, hang())],
  ])('one that %s does not stop the other', async (_name, fail) => {
    const { bqn, other, both, report } = await aPair();
    await fail(bqn);
    const done = await both(['--bqn-timeout', '2']);
    expectCode(done, 4);
    expect(subscribersOf(other)).toBe(3);
    expect(report().bqns.map(({ exitCode }) => exitCode)).toEqual([4, 0]);
    expect(done.stdout).toMatch(new RegExp(`error: BQN ${bqn.host} `));
  });

  test('one that stops answering in the middle does not stop the other', async () => {
    const { bqn, other, both, report } = await aPair(isp(30));
    bqn.faults.on({ method: 'POST', target: 'subscribers' }, answer({ status: 500 }));
    expectCode(await both(), 4);
    expect(subscribersOf(other)).toBe(30);
    expect(report().bqns.map(({ exitCode }) => exitCode)).toEqual([4, 0]);
  });

  test('one whose certificate is refused does not stop the other, and gets nothing', async () => {
    const { bqn, other, both } = await aPair();
    expectCode(await both(['--bqn-fingerprint', other.fingerprint256]), 4);
    expect(bqn.traffic.requests).toBe(0);
    expect(subscribersOf(other)).toBe(3);
  });

  test('the gravest of the exit codes counts', async () => {
    const { bqn, other, both, report } = await aPair();
    const refusal = { method: 'POST', target: 'subscribers', nth: 1 };
    const refused = bqn.faults.on(refusal, answer({ status: 400 }));
    expectCode(await both(), 5);
    expect(report().bqns.map(({ exitCode }) => exitCode)).toEqual([5, 0]);
    bqn.faults.off(refused);
    bqn.subscribers.clear();
    bqn.faults.on(refusal, answer({ status: 400 }));
    other.faults.on({ method: 'GET' }, answer({ status: 403 }));
    expectCode(await both(), 4);
    expect(report().bqns.map(({ exitCode }) => exitCode)).toEqual([5, 4]);
  });

  test('IXC that cannot be read leaves all of them alone', async () => {
    const { bqn, ixc, other, both } = await aPair();
    ixc.forbidden.add('radgrupos');
    expectCode(await both(), 3);
    expect([...bqn.writes, ...other.writes]).toEqual([]);
  });

  test('a dry run shows each of them', async () => {
    const { bqn, other, run, both } = await aPair();
    expectCode(await run(), 0);
    const { stdout } = await both(['-n']);
    expect(stdout).toContain(`BQN ${bqn.host}: nothing to write, it agrees with IXC`);
    expect(stdout).toContain(`BQN ${other.host}:\n  policies to create (2)`);
    expect(other.writes).toEqual([]);
  });

  test('a check looks at each of them', async () => {
    const { bqn, other, both } = await aPair();
    other.faults.on({ method: 'GET' }, answer({ status: 401 }));
    const { code, stdout } = await both(['--check']);
    expect(code).toBe(8);
    expect(stdout).toContain(`ok     BQN ${bqn.host}: login accepted`);
    expect(stdout).toContain(`failed BQN ${other.host}: `);
  });

  test('--remove-all removes from each of them', async () => {
    const { bqn, other, both } = await aPair();
    expectCode(await both(), 0);
    expectCode(await both(['--remove-all']), 0);
    expect([subscribersOf(bqn), subscribersOf(other)]).toEqual([0, 0]);
  });

  test('without any, IXC is read and shown, and nothing is kept', async () => {
    const { bqn, other, stateFile, run } = await aPair();
    const done = await run([], { env: { BQN_OAM_IP: undefined } });
    expectCode(done, 0);
    expect(done.stdout).toContain('SUBSCRIBERS (3)');
    expect(done.stdout).toContain('nothing is written');
    expect(bqn.traffic.connections + other.traffic.connections).toBe(0);
    expect(() => readFileSync(stateFile)).toThrow('ENOENT');
    expect(() => readFileSync(`${stateFile}.lock`)).toThrow('ENOENT');
  });
});

describe('--max-time', () => {
  test('while IXC is read ends the run with 3, and nothing is written', async () => {
    const { bqn, ixc, run, stateFile } = await aPair();
    ixc.faults.on({ target: 'cliente_contrato' }, hang());
    const done = await run(['--max-time', '1']);
    expectCode(done, 3);
    expect(done.stdout).toContain('--max-time');
    expect(bqn.writes).toEqual([]);
    expect(() => readFileSync(`${stateFile}.lock`), 'the lock is given back').toThrow('ENOENT');
  });

  test('while a BQN is written ends the run with 4; the other one is done, and the next run goes on', async () => {
    const { bqn, other, both } = await aPair();
    const fault = bqn.faults.on({ method: 'POST', target: 'subscribers', from: 2 }, hang());
    const done = await both(['--max-time', '2', '--concurrency', '1']);
    expectCode(done, 4);
    expect(done.stdout).toContain('--max-time');
    expect(subscribersOf(other)).toBe(3);
    bqn.faults.off(fault);
    expectCode(await both(), 0);
    expect(subscribersOf(bqn)).toBe(3);
  });

  test('while a BQN is read ends the run with 4: IXC was read whole', async () => {
    const { bqn, run } = await aPair();
    bqn.faults.on({ method: 'GET' }, hang());
    expectCode(await run(['--max-time', '1']), 4);
  });

  test('while a BQN is read does not cost the other one its run', async () => {
    const { bqn, other, both } = await aPair();
    bqn.faults.on({ method: 'GET' }, hang());
    await both(['--max-time', '2']);
    expect(subscribersOf(other)).toBe(3);
  });

  test('ends a check and a dry run as well', async () => {
    const { ixc, run } = await aPair();
    ixc.faults.on({ target: 'radgrupos' }, hang());
    for (const mode of ['--check', '--dry-run']) expectCode(await run([mode, '--max-time', '1']), 3);
  });
});
