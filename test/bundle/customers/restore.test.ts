import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { aContract, aLogin, anIsp, aPlan, type Isp, startBqn } from '../../simulator/index.ts';
import { aBox, type Box, type Systems } from '../../support/box.ts';
import { aroundIt, othersFromSource } from '../../support/from-source.ts';
import { HAS_TERMINAL, runOnTerminal } from '../../support/terminal.ts';

othersFromSource();

/** Trying the program costs nothing: what stood on the BQN before the first run is one command away. */

vi.setConfig({ testTimeout: 300_000 });

const GOLD = aPlan({ name: 'Ouro' });

/** Fourteen customers, one of whom has not paid. */
function aTown(): Isp {
  const logins = Array.from({ length: 14 }, (_, at) =>
    aLogin({
      plan: GOLD,
      login: `cliente-${at}`,
      ip: `100.64.0.${at + 1}`,
      contract: at === 0 ? 'c2' : 'c1',
      prefix: at < 3 ? `2001:db8:${at + 1}::/60` : '',
    }),
  );
  return anIsp({ logins, contracts: [aContract('c1'), aContract('c2', { status: 'CA' })] });
}

/** A BQN as the old script left it, among entries of the operator's. */
async function aBoxWithPast(): Promise<Box & Systems> {
  const box = await aBox(aTown());
  const { bqn } = box;
  bqn.seedPolicy('Ouro', {
    policyId: 'old',
    rateLimitDownlink: { rate: 5000, congestionMgmt: true },
    rateLimitUplink: { rate: 900 },
  });
  bqn.seedPolicy('Operator-Gold', { policyId: 'gold', rateLimitDownlink: { rate: 7000 } });
  for (let at = 0; at < 6; at++)
    bqn.seedSubscriber(`100.64.0.${at + 1}`, {
      subscriberId: `cliente-${at}`,
      policyRate: at === 1 ? 'Operator-Gold' : 'Ouro',
    });
  bqn.seedSubscriber('203.0.113.6', { subscriberId: 'by-hand', policyRate: 'Operator-Gold' });
  bqn.seedSeen('198.51.100.1', { policyRate: 'Operator-Gold' });
  bqn.seedGroup('DS-cliente-1', {
    subscriberMembers: ['100.64.0.2'],
    subscriberRanges: ['2001:db8:99::/60'],
    policyRate: 'Operator-Gold',
  });
  bqn.seedGroup('Condominio', { subscriberMembers: ['203.0.113.6'], policyRate: 'Operator-Gold' });
  return box;
}

/** What a BQN says, but for who wrote it and in which order. */
function saidBy({ bqn }: Systems) {
  return (['policies', 'subscribers', 'subscriberGroups'] as const).map((kind) => {
    const entries = bqn.list(kind).map(({ policyAssignedBy: _by, ...rest }) => JSON.stringify(rest));
    return entries.sort().map((entry) => JSON.parse(entry) as unknown);
  });
}

function beforeFiles({ folder }: Box): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('sync-ixc-bqn.before.'));
}

function beforeFile(box: Box): string {
  const [name = ''] = beforeFiles(box);
  return box.path(name);
}

/** 310 MB of zeros, in parts that are packed once. */
function aBomb(): Buffer {
  const part = gzipSync(Buffer.alloc(10_000_000));
  return Buffer.concat(Array.from({ length: 31 }, () => part));
}

function edit(path: string, change: (kept: Record<string, unknown>) => void): void {
  const kept = JSON.parse(gunzipSync(readFileSync(path)).toString()) as Record<string, unknown>;
  change(kept);
  writeFileSync(path, gzipSync(JSON.stringify(kept)), { mode: 0o600 });
}

describe('--restore', () => {
  test('puts policies, subscribers and groups back as they were before the first run', async () => {
    const box = await aBoxWithPast();
    const before = saidBy(box);
    const first = await box.run(['-ds', '--force']);
    expect(first.code, first.output).toBe(0);
    expect(saidBy(box)).not.toEqual(before);
    expect(statSync(beforeFile(box)).mode & 0o777).toBe(0o600);
    // Life goes on: somebody leaves, a plan changes, somebody pays.
    box.ixc.isp.logins.splice(4, 1);
    Object.assign(box.ixc.isp.contracts[1] ?? {}, { status: 'A' });
    Object.assign(box.ixc.isp.plans[0] ?? {}, { download: '90M' });
    const second = await aroundIt(() => box.run(['-ds', '--force']));
    expect(second.code, second.output).toBe(0);
    const looked = await aroundIt(() => box.run(['--restore', '-n', '--force']));
    expect(looked.code, looked.output).toBe(0);
    expect(looked.stdout).toContain('as it stood before the first run');
    const restored = await box.run(['--restore', '--force'], { env: { IXC_SERVER: 'ixc.invalid' } });
    expect(restored.code, restored.output).toBe(0);
    expect(saidBy(box)).toEqual(before);
    expect(box.bqn.violations).toEqual([]);
    expect((await aroundIt(() => box.run(['--history', 'all']))).stdout).toMatch(/restored/);
    box.bqn.forgetWrites();
    const again = await aroundIt(() => box.run(['--restore']));
    expect(again.code, again.output).toBe(0);
    expect(box.bqn.writes, 'a second time there is nothing left').toEqual([]);
    expect((await aroundIt(() => box.run(['--remove-all']))).code).toBe(0);
    expect(box.bqn.writes, 'nothing is ours any more').toEqual([]);
    const anew = await aroundIt(() => box.run(['-ds', '--force']));
    expect(anew.code, anew.output).toBe(0);
    expect((await aroundIt(() => box.run(['--restore', '--force']))).code).toBe(0);
    expect(saidBy(box)).toEqual(before);
  });

  test('takes a burst back from a way that had none, sees that it came, and counts each customer once', async () => {
    const box = await aBoxWithPast();
    const down = { download_busrt: '200M', download_busrt_th: '80M', download_busrt_time: '10' };
    const up = { upload_busrt: '100M', upload_busrt_th: '40M', upload_busrt_time: '10' };
    box.ixc.isp.plans.splice(0, 1, { ...GOLD, extra: { ...down, ...up } });
    box.bqn.seedPolicy('Ouro', {
      policyId: 'old',
      rateLimitDownlink: { rate: 5000, burstRate: 9000, burstDuration: 3 },
      rateLimitUplink: { rate: 900 },
    });
    const flags = ['-ds', '--burst', '--ipv6-subscribers', '64', '--force'];
    const first = await box.run(flags);
    expect(first.code, first.output).toBe(0);
    expect(box.bqn.policy('Ouro')).toMatchObject({ rateLimitUplink: { burstRate: 100_000 } });
    const restored = await box.run(['--restore', '--force']);
    expect(restored.code, restored.output).toBe(0);
    expect(restored.output).toContain('policies 0 created, 1 changed');
    // Two of the thirteen have an entry of IPv6 as well.
    expect(restored.output).toMatch(/customers: 1 opens, 13 slows/);
    expect(box.bqn.policy('Ouro')).toMatchObject({
      rateLimitDownlink: { rate: 5000, burstRate: 9000, burstDuration: 3 },
      rateLimitUplink: { rate: 900, burstRate: 0 },
    });
  });

  test('brings back what the program deleted, whole', async () => {
    const box = await aBoxWithPast();
    box.bqn.seedSubscriber('100.64.7.7', { subscriberId: 'gone', policyRate: 'Ouro', subscriberMaxFlows: 77 });
    const before = saidBy(box);
    expect((await box.run(['--force', '--prune', 'all'])).code).toBe(0);
    expect(box.bqn.subscriber('100.64.7.7')).toBeUndefined();
    const restored = await box.run(['--restore', '--force']);
    expect(restored.code, restored.output).toBe(0);
    expect(saidBy(box)).toEqual(before);
  });

  test('leaves alone, and names, what others changed since', async () => {
    const box = await aBoxWithPast();
    expect((await box.run(['--force'])).code).toBe(0);
    const others = { '100.64.0.2': 'Ouro', '100.64.0.3': 'Operator-Gold' };
    for (const [ip, policyRate] of Object.entries(others)) {
      const id = box.bqn.subscriber(ip)?.['subscriberId'];
      box.bqn.seedSubscriber(ip, { subscriberId: id, policyRate });
    }
    box.bqn.seedPolicy('Ouro', { ...box.bqn.policy('Ouro'), rateLimitUplink: { rate: 123 } });
    box.bqn.subscribers.delete('203.0.113.6');
    const restored = await box.run(['--restore', '--force']);
    expect(restored.code, restored.output).toBe(0);
    expect(box.bqn.subscriber('100.64.0.3')).toMatchObject({ policyRate: 'Operator-Gold' });
    expect(box.bqn.policy('Ouro')).toMatchObject({
      policyId: 'old',
      rateLimitDownlink: { rate: 5000 },
      rateLimitUplink: { rate: 123 },
    });
    expect(box.bqn.subscriber('203.0.113.6')).toBeUndefined();
    for (const name of ['100.64.0.3', 'Ouro', '203.0.113.6'])
      expect(restored.stdout).toMatch(new RegExp(`left as it is: ${name.replaceAll('.', '\\.')}.*somebody else`));
  });

  test('stands behind the gate, and shows before it writes', async () => {
    const box = await aBoxWithPast();
    expect((await box.run(['--force'])).code).toBe(0);
    box.bqn.forgetWrites();
    expect((await box.run(['--restore', '-n'])).code).toBe(6);
    expect(box.bqn.writes).toEqual([]);
    const held = await box.run(['--restore']);
    expect(held.code, held.output).toBe(6);
    expect(held.stdout).toMatch(/held back: .*--force/);
  });

  test('keeps what stood there once, before the first write and not before a run that writes nothing', async () => {
    const box = await aBoxWithPast();
    expect((await box.run(['--dry-run'])).code).toBe(0);
    expect(beforeFiles(box)).toEqual([]);
    expect((await box.run(['--force'])).stdout).toMatch(/is kept in sync-ixc-bqn\.before\..*--restore/);
    const [kept] = beforeFiles(box).map((name) => readFileSync(box.path(name)));
    writeFileSync(box.stateFile, '');
    expect((await box.run(['--force'])).code).toBe(0);
    expect(beforeFiles(box).map((name) => readFileSync(box.path(name)))).toEqual([kept]);
  });

  test('says so where an older version wrote first, and refuses', async () => {
    const box = await aBoxWithPast();
    expect((await box.run(['--force'])).code).toBe(0);
    const state = JSON.parse(readFileSync(box.stateFile, 'utf8'));
    for (const record of Object.values<Record<string, unknown>>(state.bqns)) {
      delete record['before'];
      delete record['wrote'];
    }
    writeFileSync(box.stateFile, JSON.stringify(state));
    renameSync(beforeFile(box), box.path('elsewhere'));
    expect((await box.run()).stdout).toMatch(/--restore cannot put it back/);
    expect((await box.run()).stdout, 'once').not.toMatch(/--restore/);
    expect(beforeFiles(box)).toEqual([]);
    const refused = await box.run(['--restore', '--force']);
    expect(refused.code, refused.output).toBe(2);
    expect(refused.output).toMatch(/nothing was kept/);
  });

  test.each<[what: string, expected: RegExp, spoil: (path: string) => void]>([
    ['cut short', /damaged/, (path) => writeFileSync(path, readFileSync(path).subarray(0, 60))],
    ['text', /damaged/, (path) => writeFileSync(path, 'hello')],
    ['no JSON', /damaged/, (path) => writeFileSync(path, gzipSync('[1,'))],
    ['another program', /no such file of this program/, (path) => writeFileSync(path, gzipSync('{"program":"x"}'))],
    ['without a list', /damaged/, (path) => edit(path, (kept) => delete kept['groups'])],
    [
      'with an entry out of shape',
      /damaged/,
      (path) => edit(path, (kept) => Object.assign(kept, { subscribers: [{ subscriberIp: 'nowhere' }] })),
    ],
    ['of another box', /another box/, (path) => edit(path, (kept) => Object.assign(kept, { fingerprint: 'AA:BB' }))],
    ['a bomb', /damaged/, (path) => writeFileSync(path, aBomb())],
  ])("refuses a file that is damaged or another box's: %s", async (_what, expected, spoil) => {
    const box = await aBoxWithPast();
    expect((await box.run(['--force'])).code).toBe(0);
    spoil(beforeFile(box));
    box.bqn.forgetWrites();
    const { code, output } = await box.run(['--restore', '--force']);
    expect(code, output).toBe(2);
    expect(output).toMatch(expected);
    expect(box.bqn.writes).toEqual([]);
  });

  test('of a box that is not the one that it was kept of is refused by name, too', async () => {
    const box = await aBoxWithPast();
    expect((await box.run(['--force'])).code).toBe(0);
    edit(beforeFile(box), (kept) => Object.assign(kept, { bqn: 'elsewhere', fingerprint: undefined }));
    writeFileSync(box.stateFile, '');
    const { code, output } = await box.run(['--restore', '--force']);
    expect(code, output).toBe(2);
    expect(output).toMatch(/another box/);
  });

  test('of several BQNs each gets its own back', async () => {
    const box = await aBoxWithPast();
    const other = await startBqn();
    try {
      other.seedPolicy('Ouro', { policyId: 'theirs', rateLimitDownlink: { rate: 1 }, rateLimitUplink: { rate: 1 } });
      const before = [saidBy(box), saidBy({ ...box, bqn: other })];
      const env = { BQN_OAM_IP: `${box.bqn.host},${other.host}` };
      const first = await box.run(['--force'], { env });
      expect(first.code, first.output).toBe(0);
      expect(beforeFiles(box)).toHaveLength(2);
      const restored = await box.run(['--restore', '--force'], { env });
      expect(restored.code, restored.output).toBe(0);
      expect([saidBy(box), saidBy({ ...box, bqn: other })]).toEqual(before);
    } finally {
      await other.close();
    }
  });

  test('--remove-all says that there is --restore', async () => {
    const box = await aBoxWithPast();
    expect((await box.run(['--force'])).code).toBe(0);
    expect((await box.run(['--remove-all', '-n'])).stdout).toContain('--restore');
  });

  test('is for one start only, and for one thing at a time', async () => {
    const box = await aBoxWithPast();
    expect((await box.run([], { env: { IXC_BQN_RESTORE: '1' } })).code).not.toBe(0);
    expect((await box.run(['--restore', '--remove-all'])).code).toBe(2);
    expect((await box.run(['--restore', '--check'])).code).toBe(2);
    expect((await box.run(['--restore'], { env: { BQN_OAM_IP: '' } })).code).toBe(2);
    expect(existsSync(box.stateFile)).toBe(false);
  });

  test.skipIf(!HAS_TERMINAL)('asks on a terminal, and a yes passes the gate', async () => {
    const box = await aBoxWithPast();
    const before = saidBy(box);
    expect((await box.run(['--force'])).code).toBe(0);
    box.bqn.forgetWrites();
    const no = await runOnTerminal(box, ['--restore'], { typing: [['(yes or no)', 'no\r']] });
    expect(no.code, no.text).toBe(0);
    expect(box.bqn.writes).toEqual([]);
    const yes = await runOnTerminal(box, ['--restore'], { typing: [['(yes or no)', 'yes\r']] });
    expect(yes.code, yes.text).toBe(0);
    expect(saidBy(box)).toEqual(before);
  });
});
