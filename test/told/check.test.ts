import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  aContract,
  aLogin,
  anIsp,
  answer,
  aPlan,
  expired,
  type IxcSimulator,
  ixcError,
  nginxError,
  selfSigned,
  type TableName,
} from '../simulator/index.ts';
import { aBox, type Box, nodeUnderTest, type Run, type Systems, startProcess } from '../support/box.ts';
import { othersFromSource } from '../support/from-source.ts';

othersFromSource();

/** `--check`: every step that a run needs, one line each, with what to do about it, and nothing written anywhere. */

const TABLES: readonly TableName[] = ['radusuarios', 'radgrupos', 'cliente_contrato'];
/** A user who may read the box's folder and write nothing in it. */
const NOBODY = ['--reuid=65534', '--regid=65534', '--clear-groups'];
const IS_ROOT = process.getuid?.() === 0;

const isp = () => anIsp({ logins: [aLogin(), aLogin()] });

function steps({ stdout }: Run, state: 'ok' | 'look' | 'failed'): string[] {
  return stdout.split('\n').filter((line) => line.startsWith(`${state} `));
}

/** The one step that failed, its advice and the exit code; nothing reached the BQN. */
function expectFailed({ bqn }: Systems, run: Run, ...told: readonly (string | RegExp)[]): void {
  expect(run.code, run.output).toBe(8);
  const failed = steps(run, 'failed');
  expect(failed, run.output).toHaveLength(1);
  for (const text of told) expect(failed[0]).toMatch(text);
  expect(run.output).toContain('(exit code 8)');
  expect(bqn.writes).toEqual([]);
}

/** A port that nobody listens on. */
async function aClosedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Answers a TCP connection with something that is not TLS. */
async function aPlainServer(): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

describe('when all is well', () => {
  test('each step has a line of its own, and the exit code is 0', async () => {
    const { bqn, ixc, run } = await aBox(isp());
    const checked = await run(['--check', '-ds']);
    expect(checked.code, checked.output).toBe(0);
    expect(steps(checked, 'failed')).toEqual([]);
    const told = steps(checked, 'ok').join('\n');
    for (const text of [
      `Node ${process.version}`,
      '--state-file',
      `port ${ixc.port} answers`,
      `certificate SHA-256 ${ixc.fingerprint256}`,
      'IXC table radusuarios: 2 rows in',
      'IXC table radgrupos: 1 row in',
      'IXC table cliente_contrato: 2 rows in',
      `port ${bqn.port} answers`,
      `certificate SHA-256 ${bqn.fingerprint256}`,
      'login accepted; 0 policies, 0 subscribers and 1 groups',
      'clock of',
      'a run would want 2 policies, 2 subscribers (0 blocked) and 0 groups',
    ]) {
      expect(told).toContain(text);
    }
    expect(told).toMatch(/TLSv1\.[23], certificate SHA-256 .* valid until \d{4}-\d\d-\d\d/);
    expect(checked.stdout).toContain('result: the check passed (exit code 0)');
  });

  test('the name of a server is resolved', async () => {
    const authority = await selfSigned({ host: 'localhost' });
    const { ixc, run } = await aBox(isp(), { ixc: { certificate: authority } });
    const checked = await run(['--check'], { env: { IXC_SERVER: `localhost:${ixc.port}` } });
    expect(steps(checked, 'ok').join('\n'), checked.output).toMatch(/the name is .*127\.0\.0\.1/);
  });

  test('nothing is written: not on the BQN, not in IXC, and beside the program only whom we saw', async () => {
    const { bqn, ixc, folder, run } = await aBox(isp());
    const before = readdirSync(folder);
    await run(['--check']);
    expect(bqn.writes).toEqual([]);
    expect(ixc.inserts).toBe(0);
    expect(readdirSync(folder).filter((name) => !before.includes(name))).toEqual(['sync-ixc-bqn.state.json']);
  });

  test('the state file stays as it was, to the byte, and so does the log file that a run would use', async () => {
    const { path, stateFile, run } = await aBox(isp());
    await run();
    const before = [readFileSync(stateFile, 'utf8'), statSync(stateFile).mtimeMs];
    writeFileSync(path('report.json'), 'the last report');
    await run(['--check', '--report', path('report.json'), '--metrics-file', path('m.prom')]);
    expect([readFileSync(stateFile, 'utf8'), statSync(stateFile).mtimeMs]).toEqual(before);
    expect(readFileSync(path('report.json'), 'utf8')).toBe('the last report');
  });

  test.each(['--check', '--dry-run'])('%s leaves a damaged state file where it is', async (mode) => {
    const { folder, stateFile, run } = await aBox(isp());
    writeFileSync(stateFile, '{"program":"sync-ixc');
    const before = readdirSync(folder);
    expect((await run([mode])).code).toBe(0);
    expect(readdirSync(folder)).toEqual(before);
    expect(readFileSync(stateFile, 'utf8')).toBe('{"program":"sync-ixc');
  });

  test('without a BQN it says so, and passes', async () => {
    const { run } = await aBox(isp());
    const checked = await run(['--check'], { env: { BQN_OAM_IP: '' } });
    expect(checked.code).toBe(0);
    expect(steps(checked, 'look').join('\n')).toContain('BQN_OAM_IP');
  });

  test('it needs no lock: it may run while a run is under way', async () => {
    const { stateFile, run } = await aBox(isp());
    writeFileSync(`${stateFile}.lock`, JSON.stringify({ pid: 1, host: 'another', token: 'x' }));
    expect((await run(['--check'])).code).toBe(0);
  });
});

describe('a step that fails is marked, with advice, and the exit code is 8', () => {
  test('a name that the DNS does not know', async () => {
    const box = await aBox(isp());
    const run = await box.run(['--check'], { env: { IXC_SERVER: 'ixc.invalid' } });
    expectFailed(box, run, /^failed IXC ixc\.invalid: the name cannot be resolved/, 'DNS settings');
    expect(steps(run, 'ok').join('\n'), 'the BQN is checked all the same').toContain('login accepted');
  });

  test('a name of a BQN that the DNS does not know', async () => {
    const box = await aBox(isp());
    const run = await box.run(['--check'], { env: { BQN_OAM_IP: 'bqn.invalid' } });
    expectFailed(box, run, /^failed BQN bqn\.invalid:3443: the name cannot be resolved/);
  });

  test.each(['IXC', 'BQN'])('a closed port of %s', async (system) => {
    const box = await aBox(isp());
    const port = await aClosedPort();
    const run = await box.run(['--check'], {
      env: { [system === 'IXC' ? 'IXC_SERVER' : 'BQN_OAM_IP']: `127.0.0.1:${port}` },
    });
    expectFailed(box, run, `${system} 127.0.0.1:${port}: port ${port} cannot be reached`, 'firewalls');
  });

  test.each(['IXC', 'BQN'])('a port of %s that speaks no TLS', async (system) => {
    const box = await aBox(isp());
    const port = await aPlainServer();
    const run = await box.run(['--check'], {
      env: { [system === 'IXC' ? 'IXC_SERVER' : 'BQN_OAM_IP']: `127.0.0.1:${port}` },
    });
    expectFailed(box, run, `${system} 127.0.0.1:${port}: no TLS`, 'HTTPS port');
  });

  test('a certificate of IXC that nobody vouches for; its fingerprint is shown all the same', async () => {
    const box = await aBox(isp());
    const run = await box.run(['--check'], { env: { IXC_BQN_IXC_CA: '' } });
    expectFailed(box, run, 'the certificate is not trusted', '--ixc-ca');
    expect(run.stdout).toContain(box.ixc.fingerprint256);
    expect(box.ixc.requests).toEqual([]);
  });

  test('a certificate of IXC that has expired; its last day is shown', async () => {
    const box = await aBox(isp(), { ixc: { certificate: await expired() } });
    const run = await box.run(['--check']);
    expectFailed(box, run, 'the certificate is not trusted', /expired/i);
    expect(run.stdout).toMatch(/SHA-256 .*, expired \d{4}-\d\d-\d\d/);
  });

  test('a certificate of the BQN that is not the one known; both fingerprints are shown', async () => {
    const box = await aBox(isp());
    const run = await box.run(['--check', '--bqn-fingerprint', 'ab'.repeat(32)]);
    expectFailed(box, run, '--bqn-fingerprint', box.bqn.fingerprint256, 'AB:AB');
    expect(box.bqn.traffic.requests).toBe(0);
  });

  test('a wrong key of IXC, told for each table', async () => {
    const box = await aBox(isp());
    const run = await box.run(['--check'], { env: { IXC_KEY: `9:${'0'.repeat(64)}` } });
    expect(run.code, run.output).toBe(8);
    const failed = steps(run, 'failed');
    for (const line of failed) expect(line).toMatch(/IXC table \w+: .* refused the API key.*IXC_KEY/);
    expect(failed).toHaveLength(3);
  });

  test.each(TABLES)('the table %s forbidden, while the others are ok', async (table) => {
    const box = await aBox(isp());
    box.ixc.forbidden.add(table);
    const run = await box.run(['--check']);
    expectFailed(box, run, `IXC table ${table}`, `permission to list ${table}`);
    expect(steps(run, 'ok').filter((line) => line.includes('IXC table'))).toHaveLength(2);
  });

  test('an address that the key may not be used from', async () => {
    const box = await aBox(isp());
    box.ixc.faults.on({ target: 'radgrupos' }, ixcError());
    expectFailed(box, await box.run(['--check']), 'IXC table radgrupos', 'allowed networks');
  });

  test('a wrong password of the BQN', async () => {
    const box = await aBox(isp());
    const run = await box.run(['--check'], { env: { BQN_REST_PW: 'wrong-password' } });
    expectFailed(box, run, `BQN ${box.bqn.host}`, 'BQN_REST_PW');
  });

  test.each(['policies', 'subscribers', 'subscriberGroups'])('the list of %s answers 500', async (target) => {
    const box = await aBox(isp());
    box.bqn.faults.on({ target, method: 'GET' }, nginxError(500));
    expectFailed(box, await box.run(['--check', '-ds']), `BQN ${box.bqn.host}`, 'HTTP 500', '--bqn-timeout');
  });

  test('a list of the BQN that is no list', async () => {
    const box = await aBox(isp());
    box.bqn.faults.on({ target: 'subscribers', method: 'GET' }, answer({ body: '{"items":7}' }));
    expectFailed(box, await box.run(['--check']), 'subscribers', 'items');
  });

  test.each(['--state-file', '--log-file', '--report', '--metrics-file'])(
    '%s in a folder that does not exist',
    async (flag) => {
      const box = await aBox(isp());
      const run = await box.run(['--check', flag, box.path('missing/file')]);
      // The log itself is what cannot be written: then it is on standard error.
      const told = { ...run, stdout: run.stdout + run.stderr };
      expectFailed(box, told, flag, 'its folder does not exist', 'choose another place');
    },
  );

  test('a state folder that this user may not write', async () => {
    const box = await aBox(isp());
    const run = await checkAsNobody(box);
    expectFailed(box, run, '--state-file', 'writing there is not allowed');
  });

  test('a log file that is a link: a run would not write through it', async () => {
    const box = await aBox(isp());
    mkdirSync(box.path('elsewhere'));
    symlinkSync(box.path('elsewhere/run.log'), box.path('run.log'));
    const run = await box.run(['--check', '--log-file', box.path('run.log')]);
    expectFailed(box, { ...run, stdout: run.stdout + run.stderr }, '--log-file');
  });

  test('IXC without plans, or without contracts that logins name: a run would stop', async () => {
    for (const empty of ['plans', 'contracts'] as const) {
      const box = await aBox({ ...isp(), [empty]: [] });
      expectFailed(box, await box.run(['--check']), 'a run would stop here');
    }
  });

  test('every step that fails is told, not only the first', async () => {
    const box = await aBox(isp());
    box.ixc.forbidden.add('radgrupos');
    const run = await box.run(['--check', '--report', box.path('missing/r.json')], { env: { BQN_REST_PW: 'wrong' } });
    expect(run.code).toBe(8);
    expect(steps(run, 'failed')).toHaveLength(3);
  });
});

describe('what a run would leave out is counted', () => {
  test('logins without an IP, a plan, a contract; speeds that cannot be read; addresses on several logins', async () => {
    const good = aPlan({ id: '1', name: 'Bom' });
    const odd = aPlan({ id: '2', name: 'Estranho', download: '10240' });
    const box = await aBox(
      anIsp({
        plans: [good, odd],
        logins: [
          aLogin({ ip: '' }),
          aLogin({ ip: '0.0.0.0' }),
          aLogin({ ip: 'fibra' }),
          aLogin({ plan: '0' }),
          aLogin({ plan: '77' }),
          aLogin({ contract: 'c999' }),
          aLogin({ ip: '100.64.9.9', contract: 'c1' }),
          aLogin({ ip: '100.64.9.9' }),
          aLogin({ contract: 'c1' }),
        ],
        contracts: [aContract('c1', { status: 'CA' })],
      }),
    );
    const run = await box.run(['--check']);
    expect(run.code, run.output).toBe(0);
    expect(steps(run, 'look').map((line) => line.replace(/^look +/, '').replace('; -n -v lists them', ''))).toEqual(
      expect.arrayContaining([
        '2 x login without an IP',
        '1 x login with an unusable IP',
        '1 x login without a plan',
        '1 x login with an unknown plan',
        '1 x login with an unknown contract',
        '1 x plan with an unreadable speed',
        '2 x IP on several logins with different policies',
      ]),
    );
    expect(run.stdout).toContain('(1 blocked)');
  });
});

describe('clocks', () => {
  const HOURS = 3_600_000;

  test.each([
    ['IXC', -5],
    ['BQN', 7],
  ] as const)('%s that is %i hours off is told, and stops nothing', async (system, hours) => {
    const box = await aBox(isp());
    const skewed = new Date(Date.now() + hours * HOURS).toUTCString();
    const { host } = system === 'IXC' ? box.ixc : box.bqn;
    if (system === 'IXC') skewIxc(box.ixc, skewed);
    else box.bqn.faults.on({ target: 'subscriberGroups' }, answer({ body: '{"items":[]}', headers: { date: skewed } }));
    const run = await box.run(['--check']);
    expect(run.code, run.output).toBe(0);
    const [told = ''] = steps(run, 'look').filter((line) => line.includes(`clock of ${host}`));
    expect(told, run.output).toContain('NTP');
    expect(Math.abs(Number(/(-?\d+) s from ours/.exec(told)?.[1]) - hours * 3600)).toBeLessThan(60);
  });

  test('clocks that agree are ok', async () => {
    const box = await aBox(isp());
    expect(steps(await box.run(['--check']), 'ok').filter((line) => line.includes('clock of'))).toHaveLength(2);
  });
});

/** The last table that is read, with another time in its Date header. */
function skewIxc(ixc: IxcSimulator, date: string): void {
  const body = JSON.stringify({ page: '1', total: '0', registros: [] });
  for (const login of ixc.isp.logins) login.contract = '0';
  ixc.faults.on({ target: 'cliente_contrato' }, answer({ body, headers: { date } }));
}

/** The folder is closed to this user: for root, who may write anywhere, another user is taken. */
function checkAsNobody({ folder, bundle, caFile, ixc, bqn }: Box & Systems): Promise<Run> {
  chmodSync(folder, 0o555);
  onTestFinished(() => chmodSync(folder, 0o755));
  const program = [nodeUnderTest(), bundle, '--check'];
  const [command = '', ...args] = IS_ROOT ? ['/usr/bin/setpriv', ...NOBODY, ...program] : program;
  return startProcess(command, args, {
    cwd: '/',
    env: {
      PATH: '/usr/bin:/bin',
      IXC_SERVER: ixc.host,
      IXC_KEY: ixc.key,
      IXC_BQN_IXC_CA: caFile,
      BQN_OAM_IP: bqn.host,
      BQN_REST_USER: bqn.user,
      BQN_REST_PW: bqn.password,
    },
  });
}
