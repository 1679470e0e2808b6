import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { aContract, aLogin, anIsp, aPlan, type Isp } from '../simulator/index.ts';
import { aBox, type Box, type Run, type Systems } from '../support/box.ts';
import { othersFromSource } from '../support/from-source.ts';
import { HAS_TERMINAL, runOnTerminal } from '../support/terminal.ts';

othersFromSource();

/** What an operator sees before anything is written, in a pipe and on a terminal. */

const ESCAPE = '\u001b';
/** Changes of each sort that are shown unless `-v` asks for all. */
const MOST = 50;

/** Three customers on a plan; one of them has an IPv6 prefix. */
function anOrdinaryIsp() {
  const [gold, silver] = [
    aPlan({ id: '1', name: 'Gold', download: '100M', upload: '50M' }),
    aPlan({ id: '2', name: 'Silver', download: '20M', upload: '10M' }),
  ];
  const logins = [
    aLogin({ login: 'maria', ip: '100.64.0.7', contract: 'c12', prefix: '2001:db8:0:10::/60' }),
    aLogin({ login: 'jose', ip: '100.64.0.8', contract: 'c13' }),
    aLogin({ login: 'ana', ip: '100.64.0.9', contract: 'c14' }),
  ] as const;
  const contracts = [aContract('c12'), aContract('c13'), aContract('c14')] as const;
  return {
    gold,
    silver,
    logins,
    contracts,
    isp: anIsp({ plans: [gold, silver], logins: [...logins], contracts: [...contracts] }),
  };
}

/** A box in agreement, and then one of each change in IXC. */
async function aDayLater(): Promise<Box & Systems> {
  const { gold, silver, logins, contracts, isp } = anOrdinaryIsp();
  const box = await aBox(isp);
  const first = await box.run(['-ds']);
  expect(first.code, first.output).toBe(0);
  box.bqn.forgetWrites();
  const [maria, jose, ana] = logins;
  contracts[0].status = 'CA';
  jose.plan = silver.id;
  ana.online = 'N';
  gold.download = '200M';
  isp.logins.push(aLogin({ login: 'rui', ip: '100.64.0.10', plan: gold, contract: contracts[1] }));
  expect(maria.login).toBe('maria');
  return box;
}

/** The preview's lines, without the log's. */
function previewIn({ stdout }: Pick<Run, 'stdout'>): string[] {
  const lines = stdout.split('\n');
  const from = lines.findIndex((line) => line.startsWith('BQN '));
  return lines.slice(
    from + 1,
    lines.findIndex((line, at) => at > from && /^\d{4}-/.test(line)),
  );
}

function manyLogins(count: number): Isp {
  return anIsp({ logins: Array.from({ length: count }, () => aLogin()) });
}

describe('--dry-run', () => {
  test('changes are grouped by kind and action, old -> new, each with its reason', async () => {
    const { bqn, run } = await aDayLater();
    const preview = previewIn(await run(['-n', '-ds']));
    expect(preview).toEqual([
      '  policies to change (1)',
      expect.stringMatching(/^ {4}~ Gold: downlink 100000 -> 200000 \(.*plan 1.*\)$/),
      '  subscribers to create (1)',
      expect.stringMatching(/^ {4}\+ 100\.64\.0\.10 rui: policyRate Gold \(.+\)$/),
      '  subscribers to change (2)',
      '    ~ 100.64.0.7 maria: policyRate Gold -> Billing-Block (contract 12: CA -> blocked)',
      expect.stringMatching(/^ {4}~ 100\.64\.0\.8 jose: policyRate Gold -> Silver \(.*plan.*2.*\)$/),
      '  subscribers to delete (1)',
      expect.stringMatching(/^ {4}- 100\.64\.0\.9 ana \(.+\)$/),
      '  groups to change (1)',
      expect.stringMatching(/^ {4}~ DS-maria maria: policyRate Gold -> Billing-Block \(.+\)$/),
    ]);
    expect(bqn.writes).toEqual([]);
  });

  test('a group that is blocked names the contract that it is blocked for', async () => {
    const { run } = await aDayLater();
    const group = previewIn(await run(['-n', '-ds'])).find((line) => line.includes('DS-maria'));
    expect(group).toContain('contract 12: CA -> blocked');
  });

  test('a run then does what the preview said, and says the same of it', async () => {
    const { run } = await aDayLater();
    const preview = previewIn(await run(['-n', '-ds']));
    const done = await run(['-ds', '-v']);
    expect(done.code).toBe(0);
    for (const line of preview) expect(done.stdout.split('\n')).toContain(line);
    const after = await run(['-n', '-ds']);
    expect(after.stdout).toContain('nothing to write, it agrees with IXC');
  });

  test('it writes nothing but whom it saw: no entry, no lock', async () => {
    const { bqn, stateFile, run } = await aBox(anOrdinaryIsp().isp);
    const { code, stdout } = await run(['-n', '-ds']);
    expect(code).toBe(0);
    expect(stdout).toContain('(dry run, nothing written)');
    expect(bqn.writes).toEqual([]);
    expect(JSON.parse(readFileSync(stateFile, 'utf8'))).toMatchObject({
      bqns: { [bqn.host]: { fingerprint: bqn.fingerprint256 } },
    });
    expect(existsSync(`${stateFile}.lock`)).toBe(false);
  });

  test('what the gate would hold back is shown as such, with the exit code of a run', async () => {
    const isp = manyLogins(20);
    const { run } = await aBox(isp);
    await run();
    for (const contract of isp.contracts) contract.status = 'CA';
    const { code, stdout } = await run(['-n']);
    expect(code).toBe(6);
    expect(stdout).toContain('  held back by --max-block: subscribers newly blocked (20)');
    expect(stdout).toContain('held back: 20 of 20 subscribers newly blocked (limit 20 %, --max-block)');
    expect((await run(['-n', '--force'])).code).toBe(0);
  });

  test('a long list is cut with a count, and whole under -v', async () => {
    const { run } = await aBox(manyLogins(MOST + 30));
    const short = previewIn(await run(['-n']));
    expect(short.filter((line) => line.startsWith('    + 100.'))).toHaveLength(MOST);
    expect(short).toContain(`  subscribers to create (${MOST + 30})`);
    expect(short).toContain('    ... and 30 more; --dry-run -v shows all');
    const whole = await run(['-n', '-v']);
    expect(whole.stdout.split('\n').filter((line) => line.startsWith('    + 100.'))).toHaveLength(MOST + 30);
    expect(whole.stdout).not.toContain('-v shows all');
  });

  test('a list as long as the limit is not cut', async () => {
    const { run } = await aBox(manyLogins(MOST));
    expect((await run(['-n'])).stdout).not.toContain('-v shows all');
  });
});

describe('--dry-run --report -', () => {
  test('standard output is JSON and nothing else; the log goes to standard error', async () => {
    const { run } = await aDayLater();
    const { code, stdout, stderr } = await run(['-n', '-ds', '-vv', '--report', '-']);
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as { mode: string; bqns: { changes: { text: string; why: string }[] }[] };
    expect(report.mode).toBe('dry-run');
    expect(report.bqns[0]?.changes).toHaveLength(6);
    expect(report.bqns[0]?.changes.map(({ text }) => text)).toContain(
      '~ 100.64.0.7 maria: policyRate Gold -> Billing-Block (contract 12: CA -> blocked)',
    );
    expect(stderr).toContain('synchronization script ends');
    expect(stderr).toContain('policies to change (1)');
  });

  test('a failed run gives JSON too', async () => {
    const { ixc, run } = await aBox(anOrdinaryIsp().isp);
    ixc.forbidden.add('radgrupos');
    const { code, stdout } = await run(['-n', '--report', '-']);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ exitCode: 3, error: { name: 'IxcTableRefused' } });
  });
});

describe('without a BQN', () => {
  test('IXC is read and the tables are shown, as the old script did', async () => {
    const { ixc, bqn, run } = await aBox(anOrdinaryIsp().isp);
    const { code, stdout } = await run(['-ds'], { env: { BQN_OAM_IP: '' } });
    expect(code).toBe(0);
    for (const title of ['POLICIES (3)', 'SUBSCRIBERS (3)', 'GROUPS (1)']) expect(stdout).toContain(title);
    expect(stdout).toContain('no BQN is given');
    expect(ixc.traffic.requests).toBeGreaterThan(0);
    expect(bqn.traffic.requests).toBe(0);
  });

  test('columns are aligned, with accents too', async () => {
    const plans = [aPlan({ name: 'Básico São João' }), aPlan({ name: 'Ba\u0301sico' }), aPlan({ name: 'X' })];
    const { run } = await aBox(anIsp({ plans, logins: [aLogin()] }));
    const { stdout } = await run([], { env: { BQN_OAM_IP: '' } });
    const lines = stdout.split('\n');
    const from = lines.findIndex((line) => line.startsWith('POLICIES'));
    const rows = lines.slice(from + 1, lines.indexOf('', from)).map((line) => line.normalize('NFC'));
    const at = (rows[0] ?? '').indexOf('id ');
    for (const row of rows.slice(2)) expect(row.slice(at - 2, at), row).toBe('  ');
    for (const row of rows.slice(2)) expect(row[at], row).toMatch(/\S/);
  });
});

describe('colour and progress', () => {
  test('there is no escape at all in a pipe', async () => {
    const { run } = await aDayLater();
    for (const args of [['-n'], ['--check'], ['-v']]) expect((await run(args)).output).not.toContain(ESCAPE);
  });

  test.runIf(HAS_TERMINAL)('what is created, changed and deleted has its colour on a terminal', async () => {
    const box = await aDayLater();
    const { code, raw } = await runOnTerminal(box, ['-n', '-ds']);
    expect(code, raw).toBe(0);
    expect(raw).toContain(`${ESCAPE}[32m    + 100.64.0.10 rui`);
    expect(raw).toContain(`${ESCAPE}[33m    ~ 100.64.0.7 maria`);
    expect(raw).toContain(`${ESCAPE}[31m    - 100.64.0.9 ana`);
  });

  test.runIf(HAS_TERMINAL)('NO_COLOR, a log file and JSON lines have no colour even on a terminal', async () => {
    const box = await aDayLater();
    const colours = new RegExp(`${ESCAPE}\\[3\\dm`);
    for (const options of [
      { env: { NO_COLOR: '1' } },
      { args: ['--log-format', 'json'] },
      { args: ['-lf', box.path('run.log')] },
    ]) {
      const { args = [], env = {} } = options as { args?: string[]; env?: Record<string, string> };
      const { code, raw } = await runOnTerminal(box, ['-n', '-ds', ...args], { env });
      expect(code, raw).toBe(0);
      expect(raw).not.toMatch(colours);
    }
    expect(readFileSync(box.path('run.log'), 'utf8')).not.toContain(ESCAPE);
  });

  test.runIf(HAS_TERMINAL)(
    'progress is shown on a terminal, against the total, and wiped before anything lasting',
    async () => {
      const latency = { ms: 60 };
      const box = await aBox(manyLogins(30), { ixc: { latency }, bqn: { latency } });
      const { code, raw } = await runOnTerminal(box, ['--page-size', '10', '--concurrency', '2']);
      expect(code, raw).toBe(0);
      expect(raw).toMatch(/reading .*radusuarios (10|20|30)\/30/);
      expect(raw).toMatch(/writing \d+\/\d+, \d+\/s, \d+ s left/);
      const rewritten = raw.split(`\r${ESCAPE}[K`);
      expect(rewritten.length).toBeGreaterThan(3);
      expect(rewritten.at(-1), 'the last one is wiped').not.toMatch(/^(reading|writing)/);
    },
  );

  test.runIf(HAS_TERMINAL)('--no-progress shows none on a terminal', async () => {
    const { raw } = await runOnTerminal(await aBox(manyLogins(3)), ['--no-progress']);
    expect(raw).not.toMatch(/reading|writing \d/);
  });

  test.runIf(HAS_TERMINAL)('a line of progress never breaks: it is cut to the width', async () => {
    const latency = { ms: 60 };
    const box = await aBox(manyLogins(30), { ixc: { latency } });
    const { raw } = await runOnTerminal(box, ['-n', '--page-size', '10'], { columns: 30 });
    const shown = raw.split(`\r${ESCAPE}[K`).filter((part) => part.startsWith('reading'));
    expect(shown.length).toBeGreaterThan(0);
    for (const part of shown) expect(part.length).toBeLessThan(30);
  });

  test('there is no progress in a pipe', async () => {
    const { run } = await aBox(manyLogins(30), { ixc: { latency: { ms: 60 } } });
    expect((await run(['--page-size', '10'])).output).not.toMatch(/reading|writing \d|\r/);
  });
});
