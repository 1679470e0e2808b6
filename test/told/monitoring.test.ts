import { lchownSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import parsePrometheus from 'parse-prometheus-text-format';
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { aContract, aLogin, anIsp, answer, type Isp, nginxError } from '../simulator/index.ts';
import { aBox, type Box, type Run, type Systems } from '../support/box.ts';
import { othersFromSource, shipped } from '../support/from-source.ts';

othersFromSource();

/** What Zabbix and Prometheus read of a run. */

const IS_ROOT = process.getuid?.() === 0;

const isp = () =>
  anIsp({
    logins: [
      aLogin({ login: 'maria', contract: 'c1', prefix: '2001:db8:0:10::/60' }),
      aLogin({ login: 'jose' }),
      aLogin({ ip: '' }),
    ],
    contracts: [aContract('c1', { status: 'CA' })],
  });

interface Monitored extends Box, Systems {
  /** One run with both files, and what is in them. */
  watch(args?: readonly string[], env?: Readonly<Record<string, string>>): Promise<Run>;
  report(): Record<string, unknown>;
  /** The value of the only sample with these labels; undefined when there is none. */
  metric(name: string, labels?: Readonly<Record<string, string>>): number | undefined;
}

async function monitored(isp_: Isp = isp()): Promise<Monitored> {
  const box = await aBox(isp_);
  const [reportFile, metricsFile] = [box.path('report.json'), box.path('sync.prom')];
  return {
    ...box,
    watch: (args = [], env = {}) =>
      box.run(['-ds', '--report', reportFile, '--metrics-file', metricsFile, ...args], { env }),
    report: () => JSON.parse(readFileSync(reportFile, 'utf8')) as Record<string, unknown>,
    metric(name, labels = {}) {
      const family = parsePrometheus(readFileSync(metricsFile, 'utf8')).find(
        (one) => one.name === `sync_ixc_bqn_${name}`,
      );
      const found = (family?.metrics ?? []).filter((sample) =>
        Object.entries(labels).every(([label, value]) => sample.labels?.[label] === value),
      );
      if (found.length > 1) throw new Error(`${name} has ${found.length} samples for ${JSON.stringify(labels)}`);
      return found[0] === undefined ? undefined : Number(found[0].value);
    },
  };
}

const REPORT_KEYS = [
  'schema',
  'program',
  'version',
  'mode',
  'started',
  'ended',
  'seconds',
  'every',
  'exitCode',
  'result',
  'cause',
  'error',
  'paused',
  'lastSuccess',
  'failuresInARow',
  'durationsMs',
  'costs',
  'read',
  'wanted',
  'skipped',
  'wishes',
  'overrides',
  'names',
  'bqns',
  'problems',
  'problemsInAll',
];
const BQN_KEYS = [
  'bqn',
  'exitCode',
  'error',
  'counts',
  'writes',
  'passedOver',
  'heldBack',
  'defects',
  'withheld',
  'putOff',
  'offline',
  'fates',
  'fateCounts',
  'takenOver',
  'remarks',
  'tugsOfWar',
  'refused',
  'leftAsItIs',
  'memberships',
  'changes',
  'changesInAll',
];
const TABLE_KEYS = ['rows', 'pages', 'retries', 'completeness', 'how', 'ms'];
const COUNT_KEYS = ['created', 'changed', 'deleted', 'unchanged', 'refused'];
const CHANGE_KEYS = ['kind', 'action', 'key', 'who', 'fields', 'why', 'text'];

/** Every family that a good run gives; a dashboard is built on these names. */
const FAMILIES = [
  'info',
  'last_attempt_timestamp_seconds',
  'last_success_timestamp_seconds',
  'paused_until_timestamp_seconds',
  'interval_seconds',
  'last_exit_code',
  'consecutive_failures',
  'run_duration_seconds',
  'stage_duration_seconds',
  'ixc_rows',
  'entries',
  'changes',
  'unchanged',
  'refused',
  'unanswered',
  'held_back',
  'put_off',
  'offline',
  'offline_since_timestamp_seconds',
  'fate_changes',
  'customers',
  'memberships',
  'skipped',
  'bqn_up',
].map((name) => `sync_ixc_bqn_${name}`);

function keys(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown> | undefined)?.[step], value);
}

describe('the report', () => {
  test('its schema is the published one', async () => {
    const { watch, report } = await monitored();
    expect((await watch()).code).toBe(0);
    const told = report();
    expect(keys(told)).toEqual(REPORT_KEYS);
    expect(keys(at(told, 'bqns', 0))).toEqual(BQN_KEYS);
    expect(keys(at(told, 'read'))).toEqual(['radusuarios', 'radgrupos', 'cliente_contrato']);
    expect(keys(at(told, 'read', 'radusuarios'))).toEqual(TABLE_KEYS);
    expect(keys(at(told, 'bqns', 0, 'counts'))).toEqual(['policies', 'subscribers', 'groups']);
    expect(keys(at(told, 'bqns', 0, 'counts', 'groups'))).toEqual(COUNT_KEYS);
    expect(keys(at(told, 'bqns', 0, 'changes', 0))).toEqual(CHANGE_KEYS);
    expect(keys(at(told, 'durationsMs'))).toEqual(['read', 'map', 'write']);
    expect(told).toMatchObject({
      schema: 1,
      program: 'sync-ixc-bqn',
      version: packageJson.version,
      mode: 'sync',
      exitCode: 0,
      result: 'done',
      error: null,
      failuresInARow: 0,
      wanted: { policies: 2, subscribers: 2, groups: 1 },
      skipped: { 'no-ip': 1 },
      problems: [],
    });
    expect(at(told, 'bqns', 0)).toMatchObject({ exitCode: 0, writes: 5, changesInAll: 5 });
  });

  test('its times are ISO 8601 in UTC, in order', async () => {
    const { watch, report } = await monitored();
    const before = Date.now();
    await watch([], { TZ: 'America/Sao_Paulo' });
    const { started, ended, lastSuccess, seconds } = report() as Record<string, string | number>;
    for (const time of [started, ended, lastSuccess]) expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Date.parse(String(started))).toBeGreaterThanOrEqual(before - 1);
    expect(Date.parse(String(ended)) - Date.parse(String(started))).toBeCloseTo(Number(seconds) * 1000, -1);
  });

  test('a run that fails at IXC gives the same keys, with the error and the problem', async () => {
    const { ixc, watch, report } = await monitored();
    ixc.forbidden.add('cliente_contrato');
    expect((await watch()).code).toBe(3);
    const told = report();
    expect(keys(told)).toEqual(REPORT_KEYS);
    expect(told).toMatchObject({
      exitCode: 3,
      error: { name: 'IxcTableRefused' },
      lastSuccess: null,
      failuresInARow: 1,
      read: null,
      wanted: null,
      bqns: [],
      problemsInAll: 1,
    });
    expect(at(told, 'problems', 0)).toMatchObject({
      level: 'error',
      text: expect.stringContaining('cliente_contrato'),
    });
  });

  test('a BQN that cannot be read, one that refuses, one held back: each is told where it happened', async () => {
    const box = await monitored();
    const list = box.bqn.faults.on({ method: 'GET', target: 'subscribers' }, answer({ status: 403 }));
    expect((await box.watch()).code).toBe(4);
    expect(at(box.report(), 'bqns', 0)).toMatchObject({ exitCode: 4, error: { name: 'BqnLoginRefused' }, changes: [] });
    box.bqn.faults.off(list);
    const refusing = box.bqn.faults.on({ method: 'POST', target: 'subscribers' }, answer({ status: 400 }));
    expect((await box.watch()).code).toBe(5);
    expect(at(box.report(), 'bqns', 0, 'refused')).toHaveLength(2);
    expect(keys(at(box.report(), 'bqns', 0, 'refused', 0))).toEqual([...CHANGE_KEYS, 'reason']);
    box.bqn.faults.off(refusing);
    expect((await box.watch()).code).toBe(0);
  });

  test('one sentence says the cause, for each exit code', async () => {
    const { bqn, ixc, watch, report } = await monitored();
    await watch();
    expect(report()).toMatchObject({ cause: 'done' });
    ixc.forbidden.add('radgrupos');
    await watch();
    expect(report()).toMatchObject({ exitCode: 3, cause: expect.stringContaining('radgrupos') });
    ixc.forbidden.clear();
    bqn.faults.on({ method: 'GET' }, answer({ status: 401 }));
    await watch();
    expect(report()).toMatchObject({ exitCode: 4, cause: expect.stringContaining(bqn.host) });
    bqn.faults.clear();
    ixc.isp.logins.push(aLogin());
    bqn.faults.on({ method: 'POST' }, answer({ status: 400 }));
    await watch();
    expect(report()).toMatchObject({ exitCode: 5, cause: expect.stringMatching(/refused: 100\.64.*HTTP 400/) });
    bqn.faults.clear();
  });

  test('what was held back is the cause of exit code 6', async () => {
    const names = Array.from({ length: 40 }, (_, at) => `c${at + 1}`);
    const blocked = names.map((name) => aContract(name, { status: 'CA' }));
    const { watch, report } = await monitored(
      anIsp({ logins: names.map((contract) => aLogin({ contract })), contracts: blocked }),
    );
    expect((await watch()).code).toBe(6);
    expect(report()).toMatchObject({ exitCode: 6, cause: expect.stringContaining('held back') });
  });

  test('what the run cost each server, in requests, rows and bytes; -vv says it', async () => {
    const { bqn, ixc, watch, report } = await monitored();
    const { output } = await watch(['-vv']);
    const rows = ixc.isp.logins.length + ixc.isp.plans.length + ixc.isp.contracts.length;
    const costs = at(report(), 'costs') as Record<string, unknown>[];
    const of = (name: string) => costs.find(({ server }) => server === name);
    const lists = Object.values(bqn.lists).reduce((sum, read) => sum + read, 0);
    expect(costs).toHaveLength(2);
    expect(of(ixc.host)).toMatchObject({ requests: ixc.requests.length, rows });
    expect(of(bqn.host)).toMatchObject({ requests: lists + bqn.writes.length, rows: null });
    for (const { bytes, waitedMs } of costs) expect([bytes, waitedMs].every((value) => Number(value) > 0)).toBe(true);
    expect(output).toMatch(
      new RegExp(`cost of ${ixc.host}: ${ixc.requests.length} requests, ${rows} rows, \\d+ bytes`),
    );
    expect(output).toMatch(/cost of \S+: \d+ requests, \d+ bytes, \d+\.\d s of waiting/);
  });

  test('at most a hundred changes are named, and all are counted', async () => {
    const { watch, report } = await monitored(anIsp({ logins: Array.from({ length: 130 }, () => aLogin()) }));
    await watch();
    expect(at(report(), 'bqns', 0, 'changes')).toHaveLength(100);
    expect(at(report(), 'bqns', 0, 'changesInAll')).toBe(132);
    expect(at(report(), 'bqns', 0, 'counts', 'subscribers', 'created')).toBe(130);
  });

  test('both files are replaced at once: a reader that has the old one open keeps it whole', async () => {
    const box = await monitored();
    await box.watch();
    const files = ['report.json', 'sync.prom'].map(box.path);
    const before = files.map((file) => statSync(file).ino);
    await box.watch();
    for (const [index, file] of files.entries()) expect(statSync(file).ino, file).not.toBe(before[index]);
    expect(
      readdirSync(box.folder).filter((name) => /new|trial|tmp/.test(name)),
      'no draft is left',
    ).toEqual([]);
  });

  test('the report is for its owner and group, the metrics for everybody', async () => {
    const { path, watch } = await monitored();
    await watch();
    expect(statSync(path('report.json')).mode & 0o777).toBe(0o640);
    expect(statSync(path('sync.prom')).mode & 0o777).toBe(0o644);
  });

  // Where others may write, such as in /tmp, they could let it point at any file of root's.
  test.runIf(IS_ROOT)('a link of another user in its place is not followed', async () => {
    const { path, watch } = await monitored();
    writeFileSync(path('precious'), 'keep me');
    symlinkSync(path('precious'), path('report.json'));
    lchownSync(path('report.json'), 65534, 65534);
    await watch();
    expect(readFileSync(path('precious'), 'utf8')).toBe('keep me');
  });

  test('files that cannot be written are a warning, and the run is done', async () => {
    const { path, watch, run, bqn } = await monitored();
    mkdirSync(path('folder'));
    const { code, output } = await run(['--report', path('folder'), '--metrics-file', path('missing/sync.prom')]);
    expect(code).toBe(0);
    expect(output).toMatch(/warning: --report: .*it is a folder/);
    expect(output).toMatch(/warning: --metrics-file: .*its folder does not exist/);
    expect(readdirSync(path('folder'))).toEqual([]);
    expect(bqn.list('subscribers')).toHaveLength(2);
    expect((await watch()).code).toBe(0);
  });

  test('a warning of the run is among the problems', async () => {
    const { watch, report } = await monitored();
    await watch(['--bqn-insecure']);
    expect(at(report(), 'problems', 0)).toMatchObject({
      level: 'warning',
      text: expect.stringContaining('--bqn-insecure'),
    });
  });
});

describe('the metrics', () => {
  test('a real parser reads them; each family has its help, its type and no double', async () => {
    const { path, watch } = await monitored();
    await watch();
    const text = readFileSync(path('sync.prom'), 'utf8');
    const families = parsePrometheus(text);
    expect(families.map(({ name }) => name)).toEqual(FAMILIES);
    for (const { name, help, type, metrics } of families) {
      expect(help, name).not.toBe('');
      expect(type, name).toBe('GAUGE');
      const samples = metrics.map(({ labels }) => JSON.stringify(labels ?? {}));
      expect(new Set(samples).size, name).toBe(samples.length);
      for (const { value } of metrics) expect(Number.isFinite(Number(value)), `${name} ${value}`).toBe(true);
    }
    expect(text.endsWith('\n')).toBe(true);
  });

  test('names follow the conventions: one prefix, base units, no _total on a gauge', () => {
    for (const name of FAMILIES) {
      expect(name).toMatch(/^sync_ixc_bqn_[a-z]+(_[a-z]+)*$/);
      expect(name).not.toMatch(/_total$|milli|_ms$/);
    }
  });

  test('counts by BQN, kind and action are those of the run', async () => {
    const { bqn, metric, watch } = await monitored();
    // The version is the build's.
    await shipped(() => watch());
    const about = { bqn: bqn.host, kind: 'subscribers' };
    expect(metric('changes', { ...about, action: 'created' })).toBe(2);
    expect(metric('changes', { ...about, action: 'deleted' })).toBe(0);
    expect(metric('ixc_rows', { table: 'radusuarios' })).toBe(3);
    expect(metric('entries', { kind: 'groups' })).toBe(1);
    expect(metric('skipped', { reason: 'no-ip' })).toBe(1);
    expect(metric('bqn_up', { bqn: bqn.host })).toBe(1);
    expect(metric('info', { version: packageJson.version })).toBe(1);
    await watch();
    expect(metric('changes', { ...about, action: 'created' })).toBe(0);
    expect(metric('unchanged', about)).toBe(2);
  });

  test('last attempt and last success stand apart; failures in a row count up and are reset', async () => {
    const { bqn, ixc, metric, report, watch } = await monitored();
    await watch();
    const success = metric('last_success_timestamp_seconds');
    expect(success).toBe(metric('last_attempt_timestamp_seconds'));
    expect(metric('consecutive_failures')).toBe(0);

    ixc.faults.on({}, nginxError(401));
    for (const failures of [1, 2]) {
      expect((await watch()).code).toBe(3);
      expect(metric('consecutive_failures')).toBe(failures);
      expect(metric('last_exit_code')).toBe(3);
      expect(metric('last_success_timestamp_seconds')).toBe(success);
      expect(metric('last_attempt_timestamp_seconds')).toBeGreaterThan(success ?? 0);
      expect(report()).toMatchObject({ failuresInARow: failures });
    }
    ixc.faults.clear();
    bqn.faults.on({ method: 'GET' }, answer({ status: 401 }));
    expect((await watch()).code).toBe(4);
    expect(metric('consecutive_failures')).toBe(3);
    expect(metric('bqn_up')).toBe(0);
    bqn.faults.clear();
    expect((await watch()).code).toBe(0);
    expect(metric('consecutive_failures')).toBe(0);
    expect(metric('last_success_timestamp_seconds')).toBeGreaterThan(success ?? 0);
  });

  test('before any success the last one is 0: without a series no alarm would be raised', async () => {
    const { ixc, metric, watch } = await monitored();
    ixc.faults.on({}, nginxError(401));
    await watch();
    expect(metric('last_success_timestamp_seconds')).toBe(0);
    expect(metric('last_attempt_timestamp_seconds')).toBeGreaterThan(1_700_000_000);
  });

  test('a dry run and a check say nothing about how well the synchronisation does', async () => {
    const { ixc, metric, stateFile, watch } = await monitored();
    await watch();
    const success = metric('last_success_timestamp_seconds');
    const state = readFileSync(stateFile, 'utf8');
    ixc.faults.on({}, nginxError(401));
    await watch(['-n']);
    await watch(['--check']);
    expect(metric('consecutive_failures')).toBe(0);
    expect(metric('last_success_timestamp_seconds')).toBe(success);
    expect(readFileSync(stateFile, 'utf8')).toBe(state);
  });

  test('a dry run does not overwrite what monitoring knows of the last real run', async () => {
    const { ixc, metric, watch } = await monitored();
    ixc.faults.on({}, nginxError(401));
    await watch();
    ixc.faults.clear();
    await watch(['-n']);
    expect(metric('last_exit_code'), 'the synchronisation still fails').toBe(3);
  });

  test('entries that are refused are a series of their own, and no failure of the synchronisation', async () => {
    const { bqn, metric, watch } = await monitored();
    bqn.faults.on({ method: 'POST', target: 'subscribers' }, answer({ status: 400 }));
    expect((await watch()).code).toBe(5);
    expect(metric('consecutive_failures')).toBe(0);
    expect(metric('refused', { kind: 'subscribers' })).toBe(2);
  });
});
