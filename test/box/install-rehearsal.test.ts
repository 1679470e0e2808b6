import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { aLogin, anIsp, type BqnSimulator, type IxcSimulator, startBqn, startIxc } from '../simulator/index.ts';
import { nodeUnderTest, type Run, startProcess } from '../support/box.ts';
import { isThroughBundle, sampled } from '../support/from-source.ts';
import { englishIn } from '../support/texts.ts';
import { editSettings, WRAPPER } from '../support/wrapper.ts';

/**
 * The README's steps, followed word for word in a stand-in for the file system of a box. `ssh` and `scp` are stand-ins as
 * well; everything else is the real thing, and what is in the cron folder is started as bqncron starts it.
 */

const README = fileURLToPath(new URL('../../README.md', import.meta.url));
const LEIAME = fileURLToPath(new URL('../../LEIAME.md', import.meta.url));
const BUNDLE = fileURLToPath(new URL('../../dist/sync-ixc-bqn.js', import.meta.url));

const PACKAGE = 'sync-ixc-bqn-linux-x64.tar.gz';
const TRANSFER = [
  'ssh root@<BQN-OAM-IP> mkdir -p -m 700 ixc',
  `scp ${PACKAGE} root@<BQN-OAM-IP>:ixc`,
  `ssh root@<BQN-OAM-IP> tar -xzf ixc/${PACKAGE} -C ixc`,
  `ssh root@<BQN-OAM-IP> rm ixc/${PACKAGE}`,
];
const TWO_FILES = [
  'ssh root@<BQN-OAM-IP> mkdir -p -m 700 ixc',
  'scp sync-ixc-bqn.js sync-ixc-bqn.sh root@<BQN-OAM-IP>:ixc',
];
const PROTECT = ['cd /root/ixc', 'chmod 700 sync-ixc-bqn.sh'];
const INIT = './sync-ixc-bqn.sh --init';
const TRY = ['./sync-ixc-bqn.sh --check', './sync-ixc-bqn.sh --dry-run'];
const START = ['cp -p /root/ixc/sync-ixc-bqn.sh /bqn/root/etc/cron.5/'];
const UPDATE = [
  'scp sync-ixc-bqn.js root@<BQN-OAM-IP>:ixc/sync-ixc-bqn.js.new',
  'ssh root@<BQN-OAM-IP> mv ixc/sync-ixc-bqn.js.new ixc/sync-ixc-bqn.js',
];
const UPDATE_BY_PACKAGE = [
  `scp ${PACKAGE} root@<BQN-OAM-IP>:ixc`,
  `ssh root@<BQN-OAM-IP> tar --exclude=sync-ixc-bqn.sh -xzf ixc/${PACKAGE} -C ixc`,
];
const OLD_ASIDE = ['mkdir -p /root/ixc/old && mv /bqn/root/etc/cron.5/sync-ixc-bqn.sh /root/ixc/old/'];
const OLD_SETTINGS = ['./sync-ixc-bqn.sh --init --from /root/ixc/old/sync-ixc-bqn.sh'];
const STOP = ['rm /bqn/root/etc/cron.5/sync-ixc-bqn.sh'];
const UNDO = ['cd /root/ixc', './sync-ixc-bqn.sh --remove-all --dry-run', './sync-ixc-bqn.sh --remove-all --force'];
const GO_BACK = ['cd /root/ixc', './sync-ixc-bqn.sh --restore --dry-run', './sync-ixc-bqn.sh --restore --force'];
const REMOVE = ['rm -r /root/ixc'];

interface Site {
  readonly ixc: IxcSimulator;
  readonly bqn: BqnSimulator;
  /** A path of the box. */
  at(path: string): string;
  /** Commands of the README at the technician's computer, in the folder with the release's files. */
  onComputer(commands: readonly string[]): Promise<Run>;
  /** Commands of the README in a shell on the box, in root's home. */
  onBox(commands: readonly string[]): Promise<Run>;
  /** One tick of bqncron: everything in its folder, with nothing in the environment. */
  tick(): Promise<Run[]>;
  /** The technician with an editor. */
  edit(settings?: Readonly<Record<string, string>>): void;
  log(): string;
}

async function aSite(): Promise<Site> {
  const isp = anIsp({ logins: [aLogin({ prefix: '2001:db8:0:10::/60' }), aLogin(), aLogin()] });
  const [ixc, bqn] = [await startIxc(isp), await startBqn({ password: `p'a"s$s \\w` })];
  onTestFinished(() => ixc.close());
  onTestFinished(() => bqn.close());
  const folder = mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-install-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [box, computer, tools] = ['box', 'computer', 'tools'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const at = (path: string) => join(box, path);
  for (const path of ['/root', '/tmp', '/bqn/root/etc/cron.5']) mkdirSync(at(path), { recursive: true });
  mkdirSync(computer);
  copyFileSync(BUNDLE, join(computer, 'sync-ixc-bqn.js'));
  copyFileSync(WRAPPER, join(computer, 'sync-ixc-bqn.sh'));
  writeFileSync(join(folder, 'ca.pem'), ixc.certificate);
  // The box's own paths, which the wrapper has from the start.
  editSettings(join(computer, 'sync-ixc-bqn.sh'), {
    SYNC_DIR: at('/root/ixc'),
    LOG_FILE: at('/tmp/sync-ixc-bqn.log'),
    IXC_BQN_IXC_CA: join(folder, 'ca.pem'),
  });
  // The Node of the package is a link here; the real package is unpacked and started in test/long/package.test.ts.
  symlinkSync(nodeUnderTest(), join(computer, 'node'));
  execFileSync('tar', ['-czf', PACKAGE, 'sync-ixc-bqn.js', 'sync-ixc-bqn.sh', 'node'], { cwd: computer });
  mkdirSync(tools);
  tool('ssh', 'shift; cd "$BOX/root" && exec sh -c "$*"');
  tool(
    'scp',
    'for to; do :; done; to=$(echo "$to" | cut -d: -f2); while [ $# -gt 1 ]; do cp "$1" "$BOX/root/$to"; shift; done',
  );

  function tool(name: string, body: string): void {
    writeFileSync(join(tools, name), `#!/bin/sh\nset -e\n${body}\n`, { mode: 0o755 });
  }
  function shell(commands: readonly string[], cwd: string): Promise<Run> {
    const text = commands.join('\n').replaceAll('<BQN-OAM-IP>', bqn.ip);
    const env = { BOX: box, HOME: at('/root'), PATH: `${tools}:/usr/bin:/bin` };
    return startProcess('/bin/bash', ['-c', `set -e\n${text}`], { cwd, env });
  }
  return {
    ixc,
    bqn,
    at,
    onComputer: (commands) => shell(commands, computer),
    onBox: (commands) =>
      shell(
        commands.map((command) => command.replace(/(?<=\s)\/(?=(?:root|bqn|tmp)\/)/g, `${box}/`)),
        at('/root'),
      ),
    tick: () =>
      Promise.all(
        readdirSync(at('/bqn/root/etc/cron.5')).map((name) =>
          startProcess(at(`/bqn/root/etc/cron.5/${name}`), [], { cwd: '/', env: {} }),
        ),
      ),
    edit: (settings = settingsOf(ixc, bqn)) => editSettings(at('/root/ixc/sync-ixc-bqn.sh'), settings),
    log: () => readFileSync(at('/tmp/sync-ixc-bqn.log'), 'utf8'),
  };
}

function settingsOf(ixc: IxcSimulator, bqn: BqnSimulator): Record<string, string> {
  return {
    BQN_OAM_IP: bqn.host,
    BQN_REST_USER: bqn.user,
    BQN_REST_PW: bqn.password,
    IXC_SERVER: ixc.host,
    IXC_KEY: ixc.key,
    IXC_DUAL_STACK: '--dual-stack',
  };
}

/** A box on which the README's installation was done, with a Node beside the bundle; for all tests but one without the trial. */
async function anInstalledSite({ isTried = isThroughBundle() } = {}): Promise<Site> {
  const site = await aSite();
  expectDone(await site.onComputer(TRANSFER));
  expectDone(await site.onBox(PROTECT));
  site.edit();
  expectDone(await site.onBox([...PROTECT, ...(isTried ? TRY : []), ...START]));
  return site;
}

/** What only shows is tried in the first of them, and each of its modes in setup.test.ts and bundle/customers/restore.test.ts. */
function withoutTrial(commands: readonly string[]): readonly string[] {
  return commands.filter((command) => isThroughBundle() || !command.includes('--dry-run'));
}

function expectDone(run: Run): void {
  expect(run.code, run.output).toBe(0);
}

test('installed by the README, it runs from the cron folder, for root alone', async () => {
  const { at, bqn, log, tick } = await anInstalledSite({ isTried: true });
  expect(bqn.writes).toEqual([]);
  expect(await tick()).toMatchObject([{ code: 0, output: '' }]);
  expect(bqn.list('subscribers')).toHaveLength(3);
  expect(bqn.writesOf('subscriberGroups')).toHaveLength(1);
  bqn.forgetWrites();
  expect(await tick()).toMatchObject([{ code: 0, output: '' }]);
  expect(bqn.writes).toEqual([]);
  expect(log().match(/synchronization script ends/g)).toHaveLength(2);
  expect(log()).not.toContain('warning: ');
  const modes = ['/root/ixc/sync-ixc-bqn.sh', '/bqn/root/etc/cron.5/sync-ixc-bqn.sh'].map((path) =>
    (statSync(at(path)).mode & 0o777).toString(8),
  );
  expect(modes).toEqual(['700', '700']);
  expect((statSync(at('/root/ixc/sync-ixc-bqn.state.json')).mode & 0o777).toString(8)).toBe('600');
});

test('LEIAME’s way, which has the same commands: set up by --init in Portuguese, and a log that is so', async () => {
  const { at, bqn, ixc, log, onBox, onComputer, tick } = await aSite();
  expectDone(await onComputer(TRANSFER));
  const words = ['-b', bqn.host, bqn.user, bqn.password, ixc.host, ixc.key, '-ds', '--lang', 'pt'];
  const flags = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const run = await onBox([...PROTECT, `${INIT} ${flags}`]);
  expectDone(run);
  expect(run.output).toMatch(/a conferência passou/);
  expect(run.output).toMatch(/Salvo em .*sync-ixc-bqn\.sh/);
  expectDone(await onBox([...PROTECT, './sync-ixc-bqn.sh']));
  expectDone(await onBox(START));
  bqn.forgetWrites();
  expect(await tick()).toMatchObject([{ code: 0, output: '' }]);
  expect(bqn.writes).toEqual([]);
  expect(log()).toMatch(/resultado: feito \(código de saída 0\)/);
  expect(englishIn(log())).toEqual([]);
  expect(readdirSync(at('/root/ixc'))).not.toContain(PACKAGE);
});

// In the fast tier state/state.isolated.ts has it of the shipped file, without the wrapper.
test.runIf(isThroughBundle())('of several starts at once one works, and the others leave with 7', async () => {
  const { at, bqn, ixc, log } = await anInstalledSite();
  const wrapper = at('/bqn/root/etc/cron.5/sync-ixc-bqn.sh');
  let othersLeft = () => {};
  const left = new Promise<void>((resolve) => {
    othersLeft = resolve;
  });
  // The first one is held in the middle of its reading until the others are gone.
  ixc.beforePage(() => left);
  const codes: (number | null)[] = [];
  const start = async () => {
    codes.push((await startProcess(wrapper, [], { cwd: '/', env: {} })).code);
    if (codes.length === 3) othersLeft();
  };
  await Promise.all([start(), start(), start(), start()]);
  expect(codes).toEqual([7, 7, 7, 0]);
  expect(bqn.list('subscribers')).toHaveLength(3);
  expect(log().match(/Another run holds the lock/g)).toHaveLength(3);
});

test('a box without a Node says so in the log, and one that is copied there makes it work', async () => {
  const site = await aSite();
  const { at, log, onBox, onComputer, tick } = site;
  expectDone(await onComputer(TWO_FILES));
  site.edit();
  // As on a box that has none: the machine of this test may well have one.
  site.edit({ SYNC_NODE: at('/root/ixc/node') });
  expectDone(await onBox([...PROTECT, ...START]));
  expect(await tick()).toMatchObject([{ code: 2, output: '' }]);
  expect(log()).toContain(`put one, 16.20 or later, as ${at('/root/ixc/node')}`);
  symlinkSync(nodeUnderTest(), at('/root/ixc/node'));
  expect(await tick()).toMatchObject([{ code: 0, output: '' }]);
});

test('an update replaces the program and leaves the settings and the ledger alone', async () => {
  const { at, bqn, onComputer, tick } = await anInstalledSite();
  await tick();
  const kept = [
    '/root/ixc/sync-ixc-bqn.sh',
    '/bqn/root/etc/cron.5/sync-ixc-bqn.sh',
    '/root/ixc/sync-ixc-bqn.state.json',
  ].map(at);
  const before = kept.map((path) => readFileSync(path, 'utf8'));
  writeFileSync(at('/root/ixc/sync-ixc-bqn.js'), 'throw new Error("the old version");\n');
  expect(await tick()).toMatchObject([{ code: 1 }]);
  expectDone(await onComputer(UPDATE));
  expectDone(await onComputer(UPDATE_BY_PACKAGE));
  expect(kept.map((path) => readFileSync(path, 'utf8'))).toEqual(before);
  expect(readFileSync(at('/root/ixc/sync-ixc-bqn.js'), 'utf8')).toBe(readFileSync(BUNDLE, 'utf8'));
  bqn.forgetWrites();
  expect(await tick()).toMatchObject([{ code: 0, output: '' }]);
  expect(bqn.writes).toEqual([]);
});

test('an upgrade from the Python script takes its settings over, and writes nothing that already agrees', async () => {
  const site = await aSite();
  const { at, bqn, ixc, onBox, onComputer, tick } = site;
  layOutOldScript(site);
  // What the old script made, and what somebody made by hand.
  expectDone(await onComputer(TRANSFER));
  site.edit();
  expectDone(await onBox(['cd /root/ixc', './sync-ixc-bqn.sh -v']));
  rmSync(at('/root/ixc'), { recursive: true });
  layOutOldScript(site);
  bqn.post('policies', 'By_hand', { policyId: 'x', rateLimitDownlink: { rate: 1 }, rateLimitUplink: { rate: 1 } });
  bqn.forgetWrites();

  expectDone(await onComputer(TRANSFER));
  expectDone(await onBox([...PROTECT, ...OLD_ASIDE]));
  expectDone(await onBox(['cd /root/ixc', ...OLD_SETTINGS]));
  expect(readFileSync(at('/root/ixc/sync-ixc-bqn.sh'), 'utf8')).toContain(`\nIXC_KEY='${ixc.key}'\n`);
  expectDone(await onBox(['cd /root/ixc', ...(isThroughBundle() ? TRY : []), ...START]));
  expect(await tick()).toMatchObject([{ code: 0, output: '' }]);
  expect(bqn.writes).toEqual([]);
  expect(bqn.get('policies', 'By_hand')).toBeDefined();
  expect(statSync(at('/bqn/root/etc/cron.5/sync-ixc-bqn.sh')).mode & 0o777).toBe(0o700);
});

/**
 * The layout of the old script (src/settings/README.md, "The old script"), open to all, with the values as its
 * technician wrote them.
 */
function layOutOldScript({ at, bqn, ixc }: Site): void {
  mkdirSync(at('/root/ixc'), { recursive: true });
  for (const name of ['BillingSync.py', 'sync-ixc-bqn'])
    writeFileSync(at(`/root/ixc/${name}`), 'old\n', { mode: 0o755 });
  const text = [
    '#!/bin/bash',
    `BQN_OAM_IP=${bqn.host}`,
    `BQN_REST_USER=${bqn.user}`,
    `BQN_REST_PW="p'a\\"s\\$s \\\\w"`,
    '# IP address or domain of the IXC server',
    `IXC_SERVER=${ixc.host}`,
    `IXC_KEY=${ixc.key}`,
    'IXC_DUAL_STACK=--dual-stack',
    'exit 1',
  ].join('\n');
  for (const path of ['/root/ixc/sync-ixc-bqn.sh', '/bqn/root/etc/cron.5/sync-ixc-bqn.sh']) {
    writeFileSync(at(path), `${text}\n`);
    chmodSync(at(path), 0o755);
  }
}

test('uninstalled by the README, nothing is left on the box but the log, and nothing of ours on the BQN', async () => {
  const { at, bqn, onBox, tick } = await anInstalledSite();
  await tick();
  bqn.post('policies', 'By_hand', { policyId: 'x', rateLimitDownlink: { rate: 1 }, rateLimitUplink: { rate: 1 } });
  expectDone(await onBox(STOP));
  expect(await tick()).toEqual([]);
  expectDone(await onBox(withoutTrial(UNDO)));
  expect(bqn.list('subscribers')).toEqual([]);
  expect(bqn.list('policies')).toEqual([bqn.get('policies', 'By_hand')]);
  expectDone(await onBox(REMOVE));
  for (const path of ['/root', '/bqn/root/etc/cron.5']) expect(readdirSync(at(path))).toEqual([]);
  expect(readdirSync(at('/tmp')).filter((name) => !/^sync-ixc-bqn\.log/.test(name))).toEqual([]);
});

test('and by its other way the BQN is as it was before the first run', async () => {
  const { at, bqn, onBox, tick } = await anInstalledSite();
  bqn.seedPolicy('Plano_antigo', { policyId: 'old', rateLimitDownlink: { rate: 1 }, rateLimitUplink: { rate: 1 } });
  const [login] = bqn.list('subscribers');
  expect(login).toBeUndefined();
  const before = bqn.list('policies');
  await tick();
  expect(bqn.list('subscribers')).toHaveLength(3);
  expectDone(await onBox([...STOP, ...withoutTrial(GO_BACK)]));
  expect(bqn.list('subscribers')).toEqual([]);
  expect(bqn.list('policies')).toEqual(before);
  expectDone(await onBox(REMOVE));
  expect(readdirSync(at('/root'))).toEqual([]);
});

test.each(sampled(['en', 'pt'], 1))(
  'many boxes by the recipe of the manual: one that runs, and one that is off (%s)',
  async (lang) => {
    const site = await anInstalledSite();
    const { at } = site;
    site.edit({ IXC_BQN_REPORT: at('/root/ixc/report.json'), IXC_BQN_LANG: lang });
    expect(await site.tick()).toMatchObject([{ code: 0 }]);
    const manual = readFileSync(fileURLToPath(new URL(`../../src/manual/manual.${lang}.md`, import.meta.url)), 'utf8');
    const [, recipe = ''] = /```sh\n(#!\/bin\/sh\ncd \/srv\/fleet[\s\S]*?)```/.exec(manual) ?? [];
    expect(manual).toContain('\ncommand="cat /root/ixc/report.json",restrict ssh-ed25519 ');
    const [fleet, textfile] = [at('/srv/fleet'), at('/var/lib/node_exporter/textfile')];
    for (const folder of [fleet, textfile, at('/tools')]) mkdirSync(folder, { recursive: true });
    symlinkSync(nodeUnderTest(), at('/tools/node'));
    copyFileSync(BUNDLE, join(fleet, 'sync-ixc-bqn.js'));
    // As an editor leaves it that ends no last line.
    writeFileSync(join(fleet, 'boxes.txt'), '# ours\nnorte\nsul');
    // What the key of each box may do; sul does not answer.
    writeFileSync(
      at('/tools/ssh'),
      `#!/bin/sh\nfor to; do :; done\n[ "$to" = root@norte ] && cat '${at('/root/ixc/report.json')}'\n`,
      { mode: 0o755 },
    );
    const script = recipe.replace('/srv/fleet', fleet).replace('/var/lib/node_exporter/textfile', textfile);
    writeFileSync(join(fleet, 'fleet.sh'), script, { mode: 0o700 });
    const merge = () =>
      startProcess(join(fleet, 'fleet.sh'), [], {
        cwd: '/',
        env: { PATH: `${at('/tools')}:/usr/bin:/bin`, IXC_BQN_LANG: lang },
      });
    const states = () =>
      readFileSync(join(textfile, 'sync_ixc_bqn_fleet.prom'), 'utf8').match(/^sync_ixc_bqn_fleet_box_state.*/gm);
    expectDone(await merge());
    expect(states()).toEqual(
      expect.arrayContaining([expect.stringMatching(/"norte"\} 0/), expect.stringMatching(/"sul"\} 2/)]),
    );
    const page = readFileSync(join(fleet, 'fleet.html'), 'utf8');
    expect(page).toContain('norte');
    // A box that sat at the end of the list, and comes up.
    writeFileSync(at('/tools/ssh'), `#!/bin/sh\ncat '${at('/root/ixc/report.json')}'\n`, { mode: 0o755 });
    expectDone(await merge());
    expect(states()).toEqual(expect.arrayContaining([expect.stringMatching(/"sul"\} 0/)]));
  },
);

test.each([README, LEIAME])('%s has these very commands', (document) => {
  const lines = new Set(
    readFileSync(document, 'utf8')
      .split('\n')
      .map((line) => line.trim()),
  );
  const commands = [
    TRANSFER,
    TWO_FILES,
    UPDATE_BY_PACKAGE,
    PROTECT,
    TRY,
    START,
    UPDATE,
    OLD_ASIDE,
    OLD_SETTINGS,
    STOP,
    UNDO,
    GO_BACK,
    REMOVE,
  ].flat();
  expect(commands.filter((command) => !lines.has(command))).toEqual([]);
});
