import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import parsePrometheus from 'parse-prometheus-text-format';
import { expect, onTestFinished, test } from 'vitest';
import { mergeFleet } from '../../src/commands/fleet.ts';
import { reportJson } from '../../src/report/report-file.ts';
import type { FleetSettings } from '../../src/settings/fleet-settings.ts';
import { EVIL, textOf } from '../support/a-page.ts';
import { aHeldBack } from '../support/builders.ts';
import { UNSEEN_KINDS } from '../support/hostile-words.ts';
import { aBqnOutcome, anOutcome, FACTS } from '../support/outcomes.ts';
import { nodeUnderTest, startProcess } from '../support/process.ts';

/** Many boxes on one page (`--fleet FOLDER`). */

const BUNDLE = fileURLToPath(new URL('../../dist/sync-ixc-bqn.js', import.meta.url));
const NOW = FACTS.ended + 60;

function aFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-fleet-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** What a box writes with `--report`. */
function aReport(facts: Partial<typeof FACTS> = {}, outcome: Parameters<typeof anOutcome>[0] = {}): string {
  const whole = { ...FACTS, ...facts };
  return reportJson(whole, anOutcome({ exitCode: whole.exitCode, bqns: [aBqnOutcome()], ...outcome }));
}

function merged(folder: string, settings: Partial<FleetSettings> = {}, now = NOW) {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const to = (lines: string[]) => ({ write: (text: string) => lines.push(text) });
  const [html, metricsFile] = [join(folder, 'fleet.html'), join(folder, 'fleet.prom')];
  const port = { stdout: to(stdout), stderr: to(stderr), now };
  const code = mergeFleet({ folder, html, metricsFile, ...settings }, port);
  const page = settings.html === undefined && 'html' in settings ? '' : readFileSync(html, 'utf8');
  const metrics = 'metricsFile' in settings ? '' : readFileSync(metricsFile, 'utf8');
  return { code, page, metrics, stdout: stdout.join(''), stderr: stderr.join('') };
}

/** Of each box, in the order of the page: its name and what stands beside it. */
function rowsOf(page: string): [name: string, text: string][] {
  const rows = page.match(/<tr role="row"><td[\s\S]*?<\/tr>/g) ?? [];
  return rows.map((row) => [textOf(row).trim().split(' ')[0] ?? '', textOf(row)]);
}

function seriesOf(metrics: string, name: string): Record<string, number> {
  const family = parsePrometheus(metrics).find((one) => one.name === `sync_ixc_bqn_fleet_${name}`);
  return Object.fromEntries((family?.metrics ?? []).map(({ labels, value }) => [labels?.['box'] ?? '', Number(value)]));
}

const aHolding = () =>
  aReport({ exitCode: 6 }, { bqns: [aBqnOutcome({ exitCode: 6, heldBack: [aHeldBack({ count: 12 })] })] });

test('through the bundle: five boxes, the worst first, each with what to type; no setting of IXC is needed', async () => {
  const now = Date.now() / 1000;
  const fresh = { started: now - 65, ended: now - 60, lastSuccess: now - 60 };
  const folder = aFolder({
    'boxes.txt':
      '# our boxes\nnorte\nsul\nleste\noeste ssh -p 2222 root@oeste.example /opt/sync/sync-ixc-bqn.sh\ncentro\n',
    'norte.json': aReport(fresh),
    'sul.json': aReport({ ...fresh, exitCode: 6 }, { bqns: [aBqnOutcome({ heldBack: [aHeldBack({ count: 12 })] })] }),
    'oeste.json': aReport({ ...fresh, exitCode: 3, lastSuccess: now - 900 }, { error: new Error('IXC is gone') }),
    'centro.json': aReport({ ...fresh, started: now - 9005, ended: now - 9000, lastSuccess: now - 9000 }),
  });
  const [page, metrics] = [join(folder, 'out.html'), join(folder, 'out.prom')];
  const args = [BUNDLE, '--fleet', folder, '--html', page, '--metrics-file', metrics];
  // What a wrapper exports for its own box is not meant.
  const env = { PATH: '/usr/bin:/bin', IXC_BQN_HTML: join(folder, 'own.html') };
  const run = await startProcess(nodeUnderTest(), args, { cwd: folder, env });
  expect(run.code, run.output).toBe(0);
  expect(run.output).toBe('5 boxes: 3 red, 1 amber, 1 green\n');
  const html = readFileSync(page, 'utf8');
  expect(rowsOf(html).map(([name]) => name)).toEqual(['leste', 'centro', 'oeste', 'sul', 'norte']);
  const text = Object.fromEntries(rowsOf(html));
  expect(text['leste']).toMatch(/red : no report: it was never heard of .*ssh root@leste ixc\/sync-ixc-bqn.sh --check/);
  expect(text['centro']).toMatch(/red : silent/);
  expect(text['oeste']).toMatch(/red : IXC could not be read whole.*IXC is gone.*\/opt\/sync\/sync-ixc-bqn.sh --check/);
  expect(text['sul']).toMatch(/amber : held back .*12 blocks.*ssh root@sul ixc\/sync-ixc-bqn.sh --approve blocks=12/);
  expect(text['norte']).toMatch(/green : done .* 2\.0\.0/);
  expect(statSync(page).mode & 0o777).toBe(0o640);
  expect(seriesOf(readFileSync(metrics, 'utf8'), 'box_state')).toEqual({
    leste: 2,
    centro: 2,
    oeste: 2,
    sul: 1,
    norte: 0,
  });
});

test('a box is too old when the alarms say so: by its own pace', () => {
  const folder = aFolder({ 'fast.json': aReport(), 'slow.json': aReport({ everyS: 3600 }) });
  const state = (now: number) => seriesOf(merged(folder, {}, now).metrics, 'box_state');
  expect(state(FACTS.ended + 1799)).toEqual({ fast: 0, slow: 0 });
  expect(state(FACTS.ended + 1801)).toEqual({ fast: 2, slow: 0 });
  expect(state(FACTS.ended + 8401)).toEqual({ fast: 2, slow: 2 });
});

test('a box that runs and never synchronises is red, and one that is paused is not', () => {
  const pause = { since: 0, until: FACTS.ended + 3600, reason: 'fibre' };
  const old = FACTS.ended - 7200;
  const folder = aFolder({
    'locked.json': aReport({ exitCode: 7, lastSuccess: old }),
    'never.json': aReport({ lastSuccess: undefined }),
    'paused.json': aReport({ mode: 'paused', pause, lastSuccess: old }),
  });
  const { metrics, page } = merged(folder);
  expect(seriesOf(metrics, 'box_state')).toEqual({ locked: 2, never: 2, paused: 1 });
  expect(Object.fromEntries(rowsOf(page))['paused']).toContain('--resume');
});

const HOSTILE: Readonly<Record<string, string>> = {
  'no-json': 'hello',
  array: '[]',
  null: 'null',
  empty: '',
  'other-program': '{"program":"x","schema":1}',
  'other-schema': JSON.stringify({ ...JSON.parse(aReport()), schema: 2 }),
  'no-time': JSON.stringify({ ...JSON.parse(aReport()), ended: 12 }),
  'odd-time': JSON.stringify({ ...JSON.parse(aReport()), ended: '2024-99-99T00:00:00Z' }),
  future: aReport({ ended: NOW + 86_400 }),
  'odd-code': JSON.stringify({ ...JSON.parse(aReport()), exitCode: '0' }),
  'odd-version': JSON.stringify({ ...JSON.parse(aReport()), version: '1.0.0; rm -rf /' }),
  deep: `${'['.repeat(100_000)}`,
};

test.each(Object.entries(HOSTILE))(
  '%s: a file that is no report is told and passed over; a listed box is red by it',
  (name, text) => {
    const folder = aFolder({ 'boxes.txt': `${name}\ngood\n`, [`${name}.json`]: text, 'good.json': aReport() });
    const { stderr, page, metrics, code } = merged(folder);
    expect(code).toBe(0);
    expect(stderr).toContain(`${name}.json is passed over`);
    expect(textOf(page)).toContain(`${name}.json is passed over`);
    expect(seriesOf(metrics, 'box_state')).toEqual({ [name]: 2, good: 0 });
    expect(metrics).toContain('sync_ixc_bqn_fleet_passed_over 1\n');
  },
);

test('what a report says commands no terminal, no browser and no shell', () => {
  const words = `${Object.values(UNSEEN_KINDS).join('a')}${EVIL}`;
  const report = JSON.parse(aHolding());
  const evil = {
    ...report,
    exitCode: 4,
    cause: words,
    result: words,
    mode: words,
    bqns: [
      {
        bqn: words,
        heldBack: [
          { kind: 'blocks=1; reboot', count: 3 },
          { kind: 'plans', count: '1;reboot' },
          { kind: 'blocks', count: -1 },
        ],
      },
    ],
  };
  const folder = aFolder({ 'evil.json': JSON.stringify(evil), 'looks.json': JSON.stringify({ ...evil, exitCode: 0 }) });
  const { page, metrics, stdout, stderr } = merged(folder);
  for (const text of [page, metrics, stdout, stderr]) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e]/);
    expect(text).not.toMatch(/<img|reboot/);
  }
  expect(merged(folder, { html: undefined }).stdout).not.toMatch(/reboot/);
});

test('what is no file is not opened, what has no name of a box is no box, and a draft is none either', () => {
  const folder = aFolder({
    'good.json': aReport(),
    '.half.json.Xy': 'x',
    'readme.md': 'x',
    '$(reboot).json': aReport(),
  });
  mkdirSync(join(folder, 'folder.json'));
  symlinkSync('/dev/zero', join(folder, 'link.json'));
  const { stderr, page } = merged(folder);
  expect(rowsOf(page).map(([name]) => name)).toEqual(['good']);
  for (const name of ['folder.json', 'link.json', '$(reboot).json']) expect(stderr).toContain(`${name} is passed over`);
  expect(stderr).not.toMatch(/half|readme/);
});

test('boxes.txt: a line that names no box is told by its number, and what is not in it is told', () => {
  const folder = aFolder({
    'boxes.txt': '\uFEFFnorte\r\n\r\n# sul\r\n-oProxyCommand=x\r\nnorte\r\n',
    'norte.json': aReport(),
    'guest.json': aReport(),
  });
  const { stderr, metrics } = merged(folder);
  expect(stderr).toMatch(/boxes.txt, line 4 is passed over/);
  expect(stderr).toMatch(/boxes.txt, line 5 is passed over: norte stands there already/);
  expect(stderr).toMatch(/not in boxes.txt: guest/);
  expect(seriesOf(metrics, 'box_listed')).toEqual({ norte: 1, guest: 0 });
  expect(merged(aFolder({ 'a.json': aReport() })).stderr).toContain('a box that sends nothing is not missed');
});

test('an older version is seen to be old, whatever the order of its digits', () => {
  const folder = aFolder({ 'one.json': aReport({ version: '2.9.0' }), 'two.json': aReport({ version: '2.10.0' }) });
  const rows = Object.fromEntries(rowsOf(merged(folder).page));
  expect(rows['one']).toContain('2.9.0 (old)');
  expect(rows['two']).not.toContain('(old)');
});

test('without a page and a metrics file it is shown where it was asked for', () => {
  const folder = aFolder({ 'boxes.txt': 'norte\nsul\n', 'sul.json': aHolding() });
  const { stdout } = merged(folder, { html: undefined, metricsFile: undefined });
  expect(stdout).toMatch(
    /^red norte: no report: it was never heard of\n {4}ssh root@norte ixc\/sync-ixc-bqn.sh --check\namber sul: held back \(12 blocks\)/,
  );
});

test('whoever is well stands in one sentence at the end, so that nobody scrolls past the others', () => {
  const reports = Object.fromEntries(['a', 'b', 'c'].map((name) => [`${name}.json`, aReport()]));
  const { stdout } = merged(aFolder({ ...reports, 'z.json': aHolding() }), { html: undefined, metricsFile: undefined });
  expect(stdout).toMatch(/^amber z: .*, since \d{4}-\d\d-\d\d \d\d:\d\d\n {4}ssh .*\ngreen a, b, c\n4 boxes: /);
});

test('what a box says in its own language is not said again in that of the page', () => {
  const refused = JSON.parse(aReport({ exitCode: 5 }));
  const said = (cause: string) => textOf(merged(aFolder({ 'a.json': JSON.stringify({ ...refused, cause }) })).page);
  for (const cause of ['done, but some entries were refused', 'feito, mas alguns itens foram recusados'])
    expect(said(cause).match(/done, but|feito, mas/g)).toHaveLength(1);
  expect(said('a full disk')).toContain('a full disk');
});

test.each([
  [['--fleet', '/nowhere/at/all'], /--fleet: \/nowhere\/at\/all cannot be read/],
  [['--fleet', '.', '--check'], /--fleet and --check exclude each other/],
  [['--fleet', '.', 'ixc.example'], /asks no IXC/],
  [['--fleet', '.', '--html', '/nowhere/page.html'], /--html: \/nowhere\/page.html cannot be written/],
])('%j is refused', async (args, told) => {
  const env = { PATH: '/usr/bin:/bin' };
  const run = await startProcess(nodeUnderTest(), [BUNDLE, ...args], { cwd: aFolder({}), env });
  expect(run.code, run.output).toBe(2);
  expect(run.stderr).toMatch(told);
});
