import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  lchownSync,
  linkSync,
  lstatSync,
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
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Flag, variableOf } from '../../src/settings/flag.ts';
import { FLAGS } from '../../src/settings/flags.ts';
import { CronLog } from '../../src/start/cron-log.ts';
import { asLines, line, shown } from '../../src/text/shown.ts';
import {
  aLogin,
  anIsp,
  type BqnOptions,
  type BqnSimulator,
  type IxcOptions,
  type IxcSimulator,
  nginxError,
} from '../simulator/index.ts';
import { aBox, nodeUnderTest, type Run, type StartOptions, startProcess } from '../support/box.ts';
import { bundleIf, fromSource, isFromSource, isThroughBundle } from '../support/from-source.ts';
import { rawIn } from '../support/hostile-words.ts';
import { canRunInProcess, runInProcess } from '../support/in-process.ts';
import { editSettings, WRAPPER, WRAPPER_2 } from '../support/wrapper.ts';

/**
 * sync-ixc-bqn.sh, started for real as cron starts it: no environment, no terminal, from any folder. What bash has no part
 * in, since the program alone reads the settings, is tried for real once of each kind, and from the source beside that; in
 * the long tier all of it is for real.
 */

const LINE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6} /;
const IS_ROOT = process.getuid?.() === 0;

interface CronBox {
  readonly ixc: IxcSimulator;
  readonly bqn: BqnSimulator;
  /** Where the bundle lies. */
  readonly folder: string;
  /** The copy of the wrapper in the cron folder. */
  readonly wrapper: string;
  readonly logFile: string;
  readonly stamp: string;
  /** The log so far, '' when there is none. */
  log(): string;
  cron(options?: StartOptions): Promise<Run>;
  byHand(args: readonly string[], options?: StartOptions): Promise<Run>;
}

interface CronBoxOptions {
  readonly ixc?: IxcOptions;
  readonly bqn?: BqnOptions;
  readonly settings?: Readonly<Record<string, string>>;
  /** False leaves out the Node beside the bundle. */
  readonly node?: boolean;
}

/** Two customers, the wrapper in its cron folder with its settings filled in, the bundle and a Node in another one. */
async function aCronBox(options: CronBoxOptions = {}): Promise<CronBox> {
  const isp = anIsp({ logins: [aLogin({ prefix: '2001:db8:0:10::/60' }), aLogin()] });
  const { ixc, bqn, folder, bundle, caFile, path } = await aBox(isp, options);
  const wrapper = path('cron.5/sync-ixc-bqn.sh');
  const logFile = path('tmp/sync-ixc-bqn.log');
  mkdirSync(path('cron.5'));
  mkdirSync(path('tmp'));
  copyFileSync(WRAPPER, wrapper);
  chmodSync(wrapper, 0o700);
  if (options.node !== false) symlinkSync(nodeUnderTest(), path('node'));
  editSettings(wrapper, {
    BQN_OAM_IP: bqn.host,
    BQN_REST_USER: bqn.user,
    BQN_REST_PW: bqn.password,
    IXC_SERVER: ixc.host,
    IXC_KEY: ixc.key,
    IXC_BQN_IXC_CA: caFile,
    SYNC_DIR: folder,
    LOG_FILE: logFile,
    ...options.settings,
  });
  const start = (args: readonly string[], startOptions: StartOptions = {}) => {
    const here = { program: bundle, args, env: { SYNC_WRAPPER: wrapper } };
    const isPlain = startOptions.onStart === undefined && startOptions.env === undefined;
    if (isFromSource() && isPlain && canRunInProcess(here)) return runInProcess(here);
    return startProcess(wrapper, args, { cwd: '/', ...startOptions });
  };
  return {
    ixc,
    bqn,
    folder,
    wrapper,
    logFile,
    stamp: path('sync-ixc-bqn.stamp'),
    log: () => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : ''),
    cron: (startOptions) => start([], startOptions),
    byHand: start,
  };
}

/** A Node that is not one: a script with this body. */
function fakeNode(path: string, body: string): string {
  writeFileSync(path, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  return path;
}

/** A Node that only says that it was started, with what, and that the settings are there to be read. */
function tellingNode(path: string): string {
  const told = `echo "${path}: $* $(grep -c "IXC_KEY='." "$SYNC_WRAPPER")"`;
  return fakeNode(path, `[ "$1" = --version ] && { echo v20.1.0; exit; }\n${told}`);
}

/** What it says, before the arguments. */
function toldBy(node: string, { folder }: CronBox): string {
  return `${node}: -- ${join(folder, 'sync-ixc-bqn.js')}`;
}

/** That a start gets as far as the program, which does its work `isWhole`; else, but in the long tier, it only says so. */
async function handsOver(box: CronBox, isWhole: boolean, start: () => Promise<Run>): Promise<void> {
  const node = join(box.folder, 'node');
  rmSync(node);
  if (!(isWhole || isThroughBundle())) {
    tellingNode(node);
    expect(await start()).toMatchObject({ code: 0, stdout: `${toldBy(node, box)} 1\n` });
    return;
  }
  symlinkSync(nodeUnderTest(), node);
  const run = await start();
  expect(run, run.output + box.log()).toMatchObject({ code: 0, stdout: '' });
  expect(box.bqn.list('subscribers')).toHaveLength(2);
  expect(box.log()).toContain('synchronization script ends');
}

/** What bash has no part in. */
function variant(name: string, act: () => Promise<void>): void {
  test(name, () => bundleIf(false, act));
}

/**
 * Takes out of the wrapper where a Node may be found by accident on the machine that runs the tests.
 * @returns the environment of a start that finds the tools and no Node
 */
function hideOtherNodes(box: CronBox): { readonly env: { readonly PATH: string } } {
  const tools = join(box.folder, 'tools');
  mkdirSync(tools);
  for (const tool of ['cat', 'chmod', 'dirname', 'mv', 'stat']) {
    const found = ['/bin', '/usr/bin'].map((folder) => join(folder, tool)).find((path) => existsSync(path));
    if (found !== undefined) symlinkSync(found, join(tools, tool));
  }
  const text = readFileSync(box.wrapper, 'utf8');
  const edited = text
    .replace(/^readonly USUAL_FOLDERS=.*$/m, `readonly USUAL_FOLDERS='${join(box.folder, 'usual')}'`)
    .replace('/usr/local/bin:/usr/bin:/bin"', `${tools}"`);
  expect(edited).toContain(`}${tools}"`);
  writeFileSync(box.wrapper, edited);
  mkdirSync(join(box.folder, 'usual'));
  return { env: { PATH: tools } };
}

describe('the surroundings that it gives to Node', () => {
  test('hold no variable that changes how Node runs or what is loaded, nor leave a core file', async () => {
    const box = await aCronBox({ node: false });
    fakeNode(join(box.folder, 'node'), '[ "$1" = --version ] && { echo v20.1.0; exit; }\nenv; ulimit -c');
    const bad = ['NODE_OPTIONS', 'NODE_TLS_REJECT_UNAUTHORIZED', 'NODE_ANYTHING', 'LD_BIND_NOW', 'LD_LIBRARY_PATH'];
    const env = Object.fromEntries(bad.map((name) => [name, '0']));
    const { output } = await box.byHand(['-n'], { env: { PATH: '/usr/bin:/bin', HOME: '/kept', ...env } });
    expect(output).toContain('HOME=/kept');
    expect(bad.filter((name) => output.includes(`${name}=`))).toEqual([]);
    expect(output.trim().split('\n').at(-1)).toBe('0');
  });
});

describe('as cron starts it', () => {
  test('it synchronises without an environment and from any folder, and the second run writes nothing', async () => {
    const { bqn, cron, log } = await aCronBox();
    expect(await cron()).toMatchObject({ code: 0, output: '' });
    expect(bqn.list('subscribers')).toHaveLength(2);
    bqn.forgetWrites();
    expect(await cron()).toMatchObject({ code: 0, output: '' });
    expect(bqn.writes).toEqual([]);
    expect(log().match(/synchronization script starts/g)).toHaveLength(2);
    expect(log().match(/synchronization of 1 policies and 2 subscribers/g)).toHaveLength(2);
    expect(log().match(/synchronization script ends/g)).toHaveLength(2);
  });

  variant('dual stack is on with the text of the old wrapper, and off when empty', async () => {
    const plain = await aCronBox();
    expect((await plain.cron()).code).toBe(0);
    expect(plain.bqn.writesOf('subscriberGroups')).toEqual([]);
    const dual = await aCronBox({ settings: { IXC_DUAL_STACK: '--dual-stack' } });
    expect((await dual.cron()).code).toBe(0);
    expect(dual.bqn.writesOf('subscriberGroups')).toHaveLength(1);
  });

  test.each([
    ['blanks', '  two  blanks '],
    ['quotes', `it's "quoted"`],
    ['what a shell expands', '$HOME `id` $(id) * ~ !! #no'],
    ['backslashes', 'a\\b\\\\c\\n\\'],
    ['accents', 'sénha&ção;|<>'],
  ])('a password with %s arrives as it is', async (what, password) => {
    await bundleIf(what === 'what a shell expands', async () => {
      const { bqn, cron } = await aCronBox({ bqn: { password } });
      expect((await cron()).code).toBe(0);
      expect(bqn.list('subscribers')).toHaveLength(2);
    });
  });

  variant('the settings may be the bare words of the old wrapper', async () => {
    const { bqn, cron, ixc, wrapper } = await aCronBox();
    const text = readFileSync(wrapper, 'utf8');
    writeFileSync(wrapper, text.replace(/^(BQN_\w+|IXC_SERVER|IXC_KEY)='(.*)'$/gm, '$1=$2'));
    expect(readFileSync(wrapper, 'utf8')).toContain(`\nIXC_KEY=${ixc.key}\n`);
    expect((await cron()).code).toBe(0);
    expect(bqn.list('subscribers')).toHaveLength(2);
  });

  variant('a setting whose line is missing is an empty one', async () => {
    const { cron, wrapper } = await aCronBox();
    writeFileSync(wrapper, readFileSync(wrapper, 'utf8').replace(/^(IXC_DUAL_STACK|SYNC_EVERY_MINUTES)=.*\n/gm, ''));
    expect(await cron()).toMatchObject({ code: 0, output: '' });
  });

  test.each(['sh', 'bash --posix', 'bash'])('"%s sync-ixc-bqn.sh" works too', async (shell) => {
    const box = await aCronBox();
    const [command = '', ...args] = [...shell.split(' '), box.wrapper];
    await handsOver(box, shell === 'sh', () => startProcess(command, args, { cwd: '/', env: {} }));
  });

  test('neither key nor password is in any argument or environment of any process, and the program is the last in line', async () => {
    const { bqn, cron, ixc, wrapper } = await aCronBox({
      ixc: { key: `9:${'c0ffee15dead'.repeat(5)}beef` },
      bqn: { password: 'never-on-a-command-line' },
    });
    let pid = 0;
    const seen: { arguments: string; nice: string | undefined; own: string; io: string | null; env: string }[] = [];
    ixc.beforePage(() => {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      const nice = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16];
      const { stdout: io } = spawnSync('ionice', ['-p', String(pid)], { encoding: 'utf8' });
      const [own, env] = ['cmdline', 'environ'].map((of) => readFileSync(`/proc/${pid}/${of}`, 'latin1'));
      seen.push({ arguments: allArguments(), nice, own: own ?? '', io, env: env ?? '' });
    });
    const { code } = await cron({
      onStart: (child) => {
        pid = child.pid ?? 0;
      },
    });
    expect(code).toBe(0);
    expect(seen.length).toBeGreaterThan(2);
    for (const moment of seen) {
      expect(moment.own).toMatch(/node\0.*sync-ixc-bqn\.js\0$/s);
      expect(moment.nice).toBe('19');
      // Where there is no ionice it does without.
      expect(moment.io ?? 'idle').toContain('idle');
      expect(moment.env).toContain(`SYNC_WRAPPER=${wrapper}`);
      for (const secret of [ixc.key, bqn.password]) {
        expect(moment.env).not.toContain(secret);
        expect(moment.arguments).not.toContain(secret);
        expect(moment.arguments).not.toContain(Buffer.from(secret).toString('base64'));
      }
    }
  });

  test("the program's exit code is passed on", async () => {
    const { bqn, cron, ixc, log } = await aCronBox();
    ixc.networkAllowed = false;
    expect((await cron()).code).toBe(3);
    ixc.networkAllowed = true;
    bqn.faults.on({ method: 'GET' }, nginxError(503));
    expect((await bundleIf(false, cron)).code).toBe(4);
    expect(log().match(/exit code [34]/g)).toEqual(['exit code 3', 'exit code 4']);
  });

  test('what the program says outside its log goes to the log, with the time, line by line', async () => {
    const { cron, log, wrapper } = await aCronBox();
    editSettings(wrapper, { IXC_BQN_MAX_DELETE: 'many' });
    expect(await cron()).toMatchObject({ code: 2, output: '' });
    const lines = log().trimEnd().split('\n');
    expect(lines.filter((line) => !LINE.test(line))).toEqual([]);
    expect(log()).toContain('IXC_BQN_MAX_DELETE');
  });

  test('a signal reaches the program', async () => {
    const { bqn, cron, ixc, log } = await aCronBox();
    let sent = false;
    const { code } = await cron({
      onStart: (child) => {
        ixc.beforePage(() => {
          if (!sent) child.kill('SIGTERM');
          sent = true;
        });
      },
    });
    expect(code).toBe(143);
    expect(bqn.writes).toEqual([]);
    expect(log()).toContain('SIGTERM');
  });

  variant('other users who may read it are a warning, as long as it holds secrets', async () => {
    const { cron, log, wrapper } = await aCronBox();
    expect((await cron()).code).toBe(0);
    expect(log()).not.toContain('chmod 700');
    for (const mode of [0o755, 0o740]) {
      chmodSync(wrapper, mode);
      expect((await cron()).code).toBe(0);
      expect(log()).toContain(`(mode ${mode.toString(8)}): chmod 700 ${wrapper}`);
    }
    const empty = await aCronBox({ settings: { IXC_KEY: '', BQN_REST_PW: '' } });
    chmodSync(empty.wrapper, 0o755);
    expect((await empty.cron()).code).toBe(2);
    expect(empty.log()).not.toContain('chmod 700');
  });

  test('the bundle may lie beside the wrapper, in dist beside it, or be missing', async () => {
    const { cron, folder, log, wrapper } = await aCronBox({ settings: { SYNC_DIR: '/nowhere/at/all' } });
    expect((await cron()).code).toBe(2);
    expect(log()).toMatch(/sync-ixc-bqn\.js is neither in \/nowhere\/at\/all \(SYNC_DIR\) nor in .*\/cron\.5/);
    for (const place of ['cron.5/dist', 'cron.5']) {
      mkdirSync(join(folder, place), { recursive: true });
      copyFileSync(join(folder, 'sync-ixc-bqn.js'), join(folder, place, 'sync-ixc-bqn.js'));
      symlinkSync(nodeUnderTest(), join(folder, place, 'node'));
      const run = await startProcess(wrapper, [], { cwd: '/', env: {} });
      expect(run).toMatchObject({ code: 0, output: '' });
      expect(existsSync(join(folder, place, 'sync-ixc-bqn.state.json'))).toBe(true);
    }
  });
});

describe('its own settings', () => {
  test.each([
    ["BQN_REST_PW='abc'REST d'", 'BQN_REST_PW'],
    ["IXC_KEY='7:abc", 'IXC_KEY'],
    ['IXC_SERVER=ixc.example"', 'IXC_SERVER'],
    ["export IXC_BQN_PRUNE='owned''", 'IXC_BQN_PRUNE'],
    ['BQN_OAM_IP=192.0.2.7 192.0.2.8', 'BQN_OAM_IP'],
    ["BQN_REST_PW='it's", 'BQN_REST_PW'],
    ["BQN_REST_PW='a'; touch PLANTED", 'BQN_REST_PW'],
    ["BQN_REST_PW='a' && touch PLANTED", 'BQN_REST_PW'],
    ["BQN_REST_PW='a' | tee PLANTED", 'BQN_REST_PW'],
    ['BQN_REST_PW=a>PLANTED', 'BQN_REST_PW'],
  ])('%s ends the start before anything of it is taken for a command, and says which line', async (line, name) => {
    await bundleIf(line.includes('; touch'), async () => {
      const box = await aCronBox();
      const text = readFileSync(box.wrapper, 'utf8').replace(new RegExp(`^#?(export )?${name}=.*$`, 'm'), () => line);
      const number = text.split('\n').indexOf(line) + 1;
      writeFileSync(box.wrapper, text);
      expect(await box.cron()).toMatchObject({ code: 2, output: '' });
      expect(box.log()).toContain(
        `error: ${box.wrapper}, line ${number}, ${name}: a quote is missing or ends the value too early`,
      );
      expect(box.log()).not.toMatch(/command not found|is missing: give/);
      const shown = await box.byHand(['--check']);
      expect([shown.code, shown.stderr]).toEqual([2, expect.stringContaining(`line ${number}, ${name}`)]);
      expect(box.ixc.requests).toEqual([]);
      expect(existsSync('/PLANTED') || existsSync(join(box.folder, 'PLANTED'))).toBe(false);
    });
  });

  test.each([
    '"$HOME"',
    '$(touch PLANTED)',
    '`touch PLANTED`',
    '"a $(touch PLANTED)"',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is bash's
    '${HOME}',
    '~/x',
    '$((1 + 1))',
    '$1',
  ])('%s is not filled in, but refused with the way out', async (value) => {
    await bundleIf(value === '$(touch PLANTED)', async () => {
      const box = await aCronBox();
      const text = readFileSync(box.wrapper, 'utf8').replace(/^IXC_KEY=.*$/m, () => `IXC_KEY=${value}`);
      writeFileSync(box.wrapper, text);
      const number = text.split('\n').findIndex((line) => line.startsWith('IXC_KEY=')) + 1;
      expect(await box.cron({ cwd: box.folder })).toMatchObject({ code: 2, output: '' });
      expect(box.log()).toContain(`error: ${box.wrapper}, line ${number}, IXC_KEY: nothing fills in`);
      expect(box.log()).toContain('IXC_BQN_ENV_FILE');
      expect(existsSync(join(box.folder, 'PLANTED'))).toBe(false);
    });
  });

  test.each(['touch PLANTED', '[ -e /x ] && exit', 'IXC_KEY = 7', 'IXC_KEY+=7', 'if true; then', 'source /etc/x'])(
    'a line %j among them is refused: bash never gets there',
    async (line) => {
      await bundleIf(line === 'touch PLANTED' || line === 'if true; then', async () => {
        const box = await aCronBox();
        const text = `${readFileSync(box.wrapper, 'utf8')}${line}\n`;
        writeFileSync(box.wrapper, text);
        expect(await box.cron({ cwd: box.folder })).toMatchObject({ code: 2, output: '' });
        expect(box.log()).toContain(`line ${text.split('\n').length - 1}`);
        expect(box.log()).toContain('this is no setting');
        expect(existsSync(join(box.folder, 'PLANTED'))).toBe(false);
      });
    },
  );

  test('a start that is refused for a line is told where the other lines say', async () => {
    const box = await aCronBox();
    const report = join(box.folder, 'report.json');
    editSettings(box.wrapper, { IXC_BQN_REPORT: report });
    writeFileSync(box.wrapper, readFileSync(box.wrapper, 'utf8').replace(/^IXC_KEY=.*$/m, "IXC_KEY='7:abc"));
    expect((await box.cron()).code).toBe(2);
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({
      exitCode: 2,
      error: { message: expect.stringContaining('IXC_KEY: a quote is missing') },
    });
  });

  test('what a command is to give comes from an env file, which is read in the same way', async () => {
    const box = await aCronBox({ settings: { IXC_KEY: '', BQN_REST_PW: '' } });
    const file = join(box.folder, 'settings.env');
    editSettings(box.wrapper, { IXC_BQN_ENV_FILE: file });
    writeFileSync(file, `# made by a script\nIXC_KEY='${box.ixc.key}'\nexport BQN_REST_PW=${box.bqn.password}\n`, {
      mode: 0o600,
    });
    expect(await box.cron()).toMatchObject({ code: 0, output: '' });
    writeFileSync(file, `IXC_KEY='${box.ixc.key}'\n\nBQN_REST_PW=$(cat /root/password)\n`);
    expect((await bundleIf(false, box.cron)).code).toBe(2);
    expect(box.log()).toMatch(/--env-file: .*settings\.env, line 3, BQN_REST_PW: nothing fills in/);
  });

  variant('a name that is no setting is told, and changes nothing', async () => {
    const box = await aCronBox();
    writeFileSync(box.wrapper, `${readFileSync(box.wrapper, 'utf8')}NODE_OPTIONS='--bad-option'\nIXC_SEVER='x'\n`);
    expect(await box.cron()).toMatchObject({ code: 0, output: '' });
    expect(box.log()).toContain('IXC_SEVER, which the wrapper sets, is no setting of this program');
  });

  variant('the last of two lines for one name counts', async () => {
    const box = await aCronBox();
    writeFileSync(box.wrapper, `${readFileSync(box.wrapper, 'utf8')}  export  BQN_REST_PW='wrong';\n`);
    expect((await box.cron()).code).toBe(4);
  });

  test('in Portuguese where the settings say so', async () => {
    const box = await aCronBox({ settings: { IXC_BQN_LANG: 'pt' } });
    writeFileSync(box.wrapper, readFileSync(box.wrapper, 'utf8').replace(/^BQN_REST_PW=.*$/m, "BQN_REST_PW='a'b'"));
    expect((await box.cron()).code).toBe(2);
    expect(box.log()).toMatch(/erro: .*, linha \d+, BQN_REST_PW: falta uma aspa, ou ela fecha cedo demais/);
  });

  test.each([
    `IXC_SERVER="ixc.example"`,
    `IXC_SERVER=ixc.example  # ours`,
    `IXC_SERVER='it'\\''s'`,
    `IXC_SERVER=a\\ b`,
    `export HTTPS_PROXY=''`,
  ])('%s is one', async (line) => {
    await bundleIf(line.endsWith('# ours'), async () => {
      const box = await aCronBox();
      writeFileSync(
        box.wrapper,
        readFileSync(box.wrapper, 'utf8').replace(/^IXC_SERVER=.*$/m, () => line),
      );
      // Unlike --version, it reads the settings first.
      const { code, output } = await box.byHand(['--help']);
      expect([code, output]).toEqual([0, expect.stringContaining('--dry-run')]);
    });
  });
});

describe('however it is started', () => {
  const MARK = '\uFEFF';

  test.each([
    ['bash <', (wrapper: string) => `bash < ${wrapper}`],
    ['cat | bash -s', (wrapper: string) => `cat ${wrapper} | bash -s`],
    ['cat | bash', (wrapper: string) => `cat ${wrapper} | bash`],
    ['bash <(cat)', (wrapper: string) => `bash <(cat ${wrapper})`],
    ['sh <', (wrapper: string) => `sh < ${wrapper}`],
  ])('through a pipe it works, too: %s', async (what, command) => {
    const box = await aCronBox();
    // A pipe does not say where SYNC_DIR is: the program is looked for in the folder where it is started.
    const place = { cwd: box.folder, env: { PATH: '/usr/bin:/bin' } };
    // Of what bash reads the program knows two: its standard input, and a file of a number.
    await handsOver(box, ['cat | bash', 'bash <(cat)'].includes(what), () =>
      startProcess('/bin/bash', ['-c', command(box.wrapper)], place),
    );
  });

  test('through a pipe its arguments reach the program', async () => {
    const box = await aCronBox();
    const run = await startProcess('/bin/bash', ['-c', `cat ${box.wrapper} | bash -s -- --dry-run`], {
      cwd: box.folder,
      env: { PATH: '/usr/bin:/bin' },
    });
    expect([run.code, run.stdout]).toEqual([0, expect.stringContaining('dry run, nothing written')]);
  });

  test('what is left of a wrapper without its settings is refused', async () => {
    const box = await aCronBox();
    const start = `sed '/^# ---- Settings/,$d' ${box.wrapper}`;
    const run = await startProcess('/bin/bash', ['-c', `${start} | bash -s -- --check`], {
      cwd: box.folder,
      env: { PATH: '/usr/bin:/bin' },
    });
    expect([run.code, run.stderr]).toEqual([2, expect.stringContaining('holds no settings')]);
  });

  test.each([
    ['line ends of Windows', '', '\r\n'],
    ['a mark at its beginning', MARK, '\n'],
    ['both', MARK, '\r\n'],
  ])('with %s it works, too', async (what, mark, lineEnd) => {
    const box = await aCronBox();
    writeFileSync(box.wrapper, mark + readFileSync(box.wrapper, 'utf8').replaceAll('\n', lineEnd));
    for (const [command, ...args] of [['bash'], ['sh'], ['bash', '--posix']] as [string, ...string[]][]) {
      const isWhole = what === 'both' && command === 'sh';
      await handsOver(box, isWhole, () => startProcess(command, [...args, box.wrapper], { cwd: '/', env: {} }));
    }
    // Not by its first line, at the end of which Linux finds no shell.
    expect((await fromSource(box.cron)).code).toBe(0);
    expect(box.bqn.list('subscribers')).toHaveLength(2);
  });
});

const HAS_DASH = spawnSync('dash', ['-c', ':']).status === 0;

test.runIf(HAS_DASH)(
  'sh through a pipe, which swallows more than it reads, ends with a word and runs nothing',
  async () => {
    const box = await aCronBox();
    const run = await startProcess('/bin/bash', ['-c', `cat ${box.wrapper} | dash`], { cwd: box.folder, env: {} });
    expect([run.code, run.stderr]).toEqual([2, expect.stringContaining('through a pipe only bash')]);
  },
);

test('a setting that bash looks for may be indented, exported, and the last line without an end', async () => {
  const box = await aCronBox({ settings: { SYNC_DIR: '/nowhere' } });
  writeFileSync(box.wrapper, `${readFileSync(box.wrapper, 'utf8')}  export   SYNC_DIR='${box.folder}' ; # ours`);
  expect(await box.cron()).toMatchObject({ code: 0, output: '' });
});

describe('a wrapper of version 2', () => {
  /** In cron's folder, with the same settings as the one of today; of the program only the `.js` is new. */
  async function aBoxOfVersion2() {
    const box = await aCronBox();
    const settings = Object.fromEntries(
      [...readFileSync(box.wrapper, 'utf8').matchAll(/^(?:export )?([A-Z_]+)='([^']*)'$/gm)].map(
        ([, name = '', value = '']) => [name, value],
      ),
    );
    const today = join(box.folder, 'sync-ixc-bqn.sh');
    copyFileSync(box.wrapper, today);
    copyFileSync(WRAPPER_2, box.wrapper);
    chmodSync(box.wrapper, 0o700);
    editSettings(box.wrapper, settings);
    return { ...box, today };
  }

  test('goes on working when only the program is new, and keeps its log where it was', async () => {
    const { bqn, byHand, cron, log, today } = await aBoxOfVersion2();
    rmSync(today);
    expect(await cron()).toMatchObject({ code: 0, output: '' });
    expect(bqn.list('subscribers')).toHaveLength(2);
    expect(log()).toContain('synchronization script ends');
    expect((await byHand(['--check'])).stdout).toMatch(/LOG_FILE .*sync-ixc-bqn\.log can be written/);
  });

  test('in cron’s folder hands over to the one of today, also to one with line ends of Windows', async () => {
    const { bqn, cron, log, today, wrapper } = await aBoxOfVersion2();
    editSettings(wrapper, { BQN_REST_PW: 'of before' });
    expect(await cron()).toMatchObject({ code: 0, output: '' });
    expect(bqn.list('subscribers')).toHaveLength(2);
    expect(log()).toContain(`is a copy with other settings (BQN_REST_PW); those of ${today} count`);
    writeFileSync(today, readFileSync(today, 'utf8').replaceAll('\n', '\r\n'));
    expect(await cron()).toMatchObject({ code: 0, output: '' });
  });

  test('in SYNC_DIR is read as far as its values are plain', async () => {
    const { bqn, cron, log, today, wrapper } = await aBoxOfVersion2();
    const [two, three] = [readFileSync(wrapper, 'utf8'), readFileSync(today, 'utf8')];
    writeFileSync(today, two);
    writeFileSync(wrapper, three);
    expect(await cron()).toMatchObject({ code: 0, output: '' });
    expect(bqn.list('subscribers')).toHaveLength(2);
    expect(log()).not.toContain('warning');
  });
});

describe('one copy of the settings', () => {
  /** A wrapper in SYNC_DIR, which counts, and the one in cron's folder, which is a copy of it. */
  async function aCopiedBox(changes: Readonly<Record<string, string>> = {}) {
    const box = await aCronBox();
    const own = join(box.folder, 'sync-ixc-bqn.sh');
    copyFileSync(box.wrapper, own);
    editSettings(box.wrapper, changes);
    return { ...box, own };
  }

  test('the one in SYNC_DIR counts, and a copy with other settings is named', async () => {
    const { cron, log, bqn, own, wrapper } = await aCopiedBox({ BQN_REST_PW: 'of before', IXC_DUAL_STACK: 'yes' });
    expect(await cron()).toMatchObject({ code: 0, output: '' });
    expect(bqn.list('subscribers')).toHaveLength(2);
    expect(log()).toContain(
      `warning: ${wrapper} is a copy with other settings (BQN_REST_PW, IXC_DUAL_STACK); those of ${own} count`,
    );
    expect(log()).not.toContain('of before');
  });

  variant('a copy that is the same, or has no settings, is worth no word', async () => {
    const same = await aCopiedBox();
    expect((await same.cron()).code).toBe(0);
    expect(same.log()).not.toContain('warning');
    const secrets = { BQN_OAM_IP: '', BQN_REST_USER: '', BQN_REST_PW: '', IXC_SERVER: '', IXC_KEY: '' };
    const empty = await aCopiedBox(secrets);
    expect((await empty.cron()).code).toBe(0);
    expect(empty.log()).not.toContain('warning');
  });

  variant('one in SYNC_DIR that an update left without settings does not kill the synchronisation', async () => {
    const { cron, log, bqn, own } = await aCopiedBox();
    copyFileSync(WRAPPER, own);
    expect(await cron()).toMatchObject({ code: 0, output: '' });
    expect(bqn.list('subscribers')).toHaveLength(2);
    expect(log()).toContain(`warning: ${own} has no settings, so those of`);
    expect(log()).toContain('--init --from');
  });

  test('arguments and exit codes go through', async () => {
    const { byHand, own } = await aCopiedBox();
    const wrong = await byHand(['--max-block', 'x']);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('--max-block: "x"')]);
    writeFileSync(own, readFileSync(own, 'utf8').replaceAll('\n', '\r\n'));
    const help = await bundleIf(false, () => byHand(['--help']));
    expect([help.code, help.stdout], 'line ends of Windows').toEqual([0, expect.stringContaining('--dry-run')]);
  });

  variant('the old script’s wrapper in SYNC_DIR is no wrapper of this program', async () => {
    const { cron, own, bqn } = await aCopiedBox();
    writeFileSync(own, '#!/bin/bash\nIXC_SERVER=old\nexit 9\n');
    expect((await cron()).code).toBe(0);
    expect(bqn.list('subscribers')).toHaveLength(2);
  });
});

describe('what another user, or whoever edits the wrapper, may have left', () => {
  test.runIf(IS_ROOT)('a link of theirs in SYNC_DIR gives no settings', () =>
    bundleIf(false, async () => {
      const box = await aCronBox();
      const other = join(box.folder, 'other.sh');
      copyFileSync(box.wrapper, other);
      editSettings(other, { IXC_SERVER: 'evil.example' });
      const link = join(box.folder, 'sync-ixc-bqn.sh');
      symlinkSync(other, link);
      lchownSync(link, 65_534, 65_534);
      expect(await box.cron()).toMatchObject({ code: 0, output: '' });
      expect(box.log()).toContain(`${link} belongs to another user, so the settings of ${box.wrapper} count`);
    }),
  );

  test.runIf(IS_ROOT)('a link of theirs above the log is not followed by bash either; one of root’s is', async () => {
    const box = await aCronBox({ settings: { SYNC_DIR: '/nowhere' } });
    const real = join(box.folder, 'real');
    mkdirSync(join(real, 'deep'), { recursive: true });
    const link = join(box.folder, 'link');
    symlinkSync(real, link);
    editSettings(box.wrapper, { LOG_FILE: `${link}/deep/run.log` });
    expect((await box.cron()).code).toBe(2);
    expect(readFileSync(`${real}/deep/run.log`, 'utf8')).toContain('neither in /nowhere');
    rmSync(`${real}/deep/run.log`);
    lchownSync(link, 65_534, 65_534);
    const run = await box.cron();
    expect([run.code, existsSync(`${real}/deep/run.log`)]).toEqual([2, false]);
    expect(run.stderr).toContain('neither in /nowhere');
  });

  test('no setting and no Node commands a terminal from bash', async () => {
    const words = `/x\u001bc\u202e\u009b2J${'y'.repeat(300)}`;
    const lost = await aCronBox({ settings: { SYNC_DIR: words } });
    const box = await aCronBox({ node: false });
    const bare = hideOtherNodes(box);
    const node = fakeNode(join(box.folder, 'no\u001bde'), `printf '\\033c\\342\\200\\256 no'; exit 1`);
    editSettings(box.wrapper, { SYNC_NODE: node });
    for (const run of [await lost.byHand(['-n']), await box.byHand(['-n'], bare)]) {
      expect(run.code).toBe(2);
      expect(run.stderr).toMatch(/neither in \/x\?c|no Node that will do/);
      expect(rawIn(run.stderr)).toBeUndefined();
      expect(run.stderr).not.toContain('y'.repeat(201));
    }
  });
});

describe('which Node', () => {
  test('none at all is said in the log, and the exit code is 2', async () => {
    const box = await aCronBox({ node: false });
    const bare = hideOtherNodes(box);
    expect(await box.cron(bare)).toMatchObject({ code: 2, output: '' });
    expect(box.log()).toMatch(LINE);
    expect(box.log()).toContain(`no Node found: put one, 16.20 or later, as ${box.folder}/node`);
    const shown = await box.byHand(['--version'], bare);
    expect(shown).toMatchObject({ code: 2, stdout: '' });
    expect(shown.stderr).toContain('no Node found');
    const portuguese = await box.byHand(['--version'], { ...bare, env: { ...bare.env, IXC_BQN_LANG: 'pt' } });
    expect(portuguese.stderr).toContain(
      `nenhum Node encontrado: ponha um, 16.20 ou mais novo, como ${box.folder}/node`,
    );
  });

  test.each([
    ['too old', 'echo v14.21.3', 'is too old (v14.21.3)'],
    ['a little too old', 'echo v16.19.1', 'is too old (v16.19.1)'],
    [
      'for a newer glibc',
      `echo "node: /lib64/libc.so.6: version 'GLIBC_2.28' not found" >&2; exit 1`,
      `does not start here (node: /lib64/libc.so.6: version 'GLIBC_2.28' not found)`,
    ],
    ['something else', 'echo hello', 'is no Node (hello)'],
  ])('one that is %s is named with the reason', async (_what, body, reason) => {
    const box = await aCronBox({ node: false });
    const bare = hideOtherNodes(box);
    const node = fakeNode(join(box.folder, 'node'), body);
    expect(await box.cron(bare)).toMatchObject({ code: 2, output: '' });
    expect(box.log()).toContain(`no Node that will do (16.20 or later is needed): ${node} ${reason}`);
  });

  test('one that may not be executed is named with the way out', async () => {
    const box = await aCronBox({ node: false });
    const bare = hideOtherNodes(box);
    const node = join(box.folder, 'node');
    writeFileSync(node, 'not executable', { mode: 0o644 });
    expect((await box.cron(bare)).code).toBe(2);
    expect(box.log()).toContain(`chmod 755 ${node}`);
  });

  test('one that is too old beside the bundle does not hide a good one on PATH, or in the usual folders', async () => {
    const box = await aCronBox({ node: false });
    const bare = hideOtherNodes(box);
    fakeNode(join(box.folder, 'node'), 'echo v12.22.9');
    const onPath = join(box.folder, 'on-path');
    mkdirSync(onPath);
    const first = tellingNode(join(onPath, 'node'));
    const path = { env: { PATH: `${onPath}:${bare.env.PATH}` } };
    expect(await box.cron(path)).toMatchObject({ code: 0, output: expect.stringContaining(toldBy(first, box)) });
    expect((await box.cron(bare)).code).toBe(2);
    const usual = tellingNode(join(box.folder, 'usual', 'node'));
    expect(await box.cron(bare)).toMatchObject({ code: 0, output: expect.stringContaining(toldBy(usual, box)) });
  });

  test('the one beside the bundle goes before the one on PATH, and SYNC_NODE before both', async () => {
    const box = await aCronBox();
    const other = fakeNode(join(box.folder, 'other-node'), 'echo v13.0.0');
    const onPath = join(box.folder, 'on-path');
    mkdirSync(onPath);
    fakeNode(join(onPath, 'node'), 'echo v99.0.0; echo the wrong one >&2');
    const beside = join(box.folder, 'node');
    rmSync(beside);
    tellingNode(beside);
    const run = await box.cron({ env: { PATH: onPath } });
    expect(run).toMatchObject({ code: 0, output: `${toldBy(beside, box)} 1\n` });
    editSettings(box.wrapper, { SYNC_NODE: other });
    expect((await box.cron()).code).toBe(2);
    expect(box.log()).toContain(`${other} is too old (v13.0.0)`);
  });
});

describe('the pace', () => {
  const paced = (minutes: string) => aCronBox({ settings: { SYNC_EVERY_MINUTES: minutes } });
  const now = () => Math.floor(Date.now() / 1000);

  test('at 15 minutes two starts of three do nothing at all', async () => {
    const { cron, ixc, log, stamp } = await paced('15');
    expect((await bundleIf(false, cron)).code).toBe(0);
    const [requests, said] = [ixc.requests.length, log()];
    expect(requests).toBeGreaterThan(0);
    // cron is never exact: so many seconds after the last run that acted.
    for (const age of [0, 297, 303, 597, 603]) {
      writeFileSync(stamp, `${now() - age}\n`);
      expect(await bundleIf(age === 0, cron)).toMatchObject({ code: 0, output: '' });
    }
    expect([ixc.requests.length, log()]).toEqual([requests, said]);
    for (const age of [894, 906, 100_000]) {
      const before = ixc.requests.length;
      writeFileSync(stamp, `${now() - age}\n`);
      expect((await bundleIf(age === 906, cron)).code).toBe(0);
      expect(ixc.requests.length).toBeGreaterThan(before);
      expect(now() - Number(readFileSync(stamp, 'utf8'))).toBeLessThan(60);
    }
  });

  variant('at 5 minutes, which is the pace of cron, every start acts and no stamp is kept', async () => {
    const { cron, ixc, stamp } = await aCronBox();
    expect((await cron()).code).toBe(0);
    const before = ixc.requests.length;
    expect((await cron()).code).toBe(0);
    expect(ixc.requests.length).toBeGreaterThan(before);
    expect(existsSync(stamp)).toBe(false);
  });

  test.each([
    ['from a clock that was set back since', () => String(now() + 86_400)],
    ['that is no number', () => 'yesterday'],
    ['that is empty', () => ''],
    ['that is far too long', () => '9'.repeat(40)],
    ['with leading zeros', () => `0${now() - 1200}`],
  ])('a stamp %s makes it act', (_what, text) =>
    bundleIf(false, async () => {
      const { cron, ixc, stamp } = await paced('15');
      writeFileSync(stamp, text());
      expect(await cron()).toMatchObject({ code: 0, output: '' });
      expect(ixc.requests.length).toBeGreaterThan(0);
      expect(now() - Number(readFileSync(stamp, 'utf8'))).toBeLessThan(60);
    }),
  );

  test.runIf(process.getuid?.() === 0)(
    'a stamp that another user laid, or a link of theirs, makes it act',
    async () => {
      const { cron, folder, ixc, stamp } = await paced('15');
      const acted = async () => {
        const before = ixc.requests.length;
        expect(await bundleIf(false, cron)).toMatchObject({ code: 0, output: '' });
        return ixc.requests.length > before;
      };
      writeFileSync(stamp, `${now()}\n`);
      lchownSync(stamp, 65_534, 65_534);
      expect(await acted()).toBe(true);
      expect(await acted(), 'the one that was laid then is ours').toBe(false);
      rmSync(stamp);
      writeFileSync(join(folder, 'precious'), `${now()}\n`);
      symlinkSync(join(folder, 'precious'), stamp);
      lchownSync(stamp, 65_534, 65_534);
      const precious = readFileSync(join(folder, 'precious'), 'utf8');
      expect(await acted()).toBe(true);
      expect(readFileSync(join(folder, 'precious'), 'utf8')).toBe(precious);
    },
  );

  variant('a stamp that cannot be written makes every start act, with a warning', async () => {
    const { cron, ixc, log, stamp } = await paced('15');
    mkdirSync(stamp);
    expect((await cron()).code).toBe(0);
    const before = ixc.requests.length;
    expect((await cron()).code).toBe(0);
    expect(ixc.requests.length).toBeGreaterThan(before);
    expect(log()).toContain(`${stamp} cannot be written`);
  });

  test.each(['often', '', '1.5', '-5', '999999'])('"%s" minutes are refused', (minutes) =>
    bundleIf(false, async () => {
      const { cron, ixc, log } = await paced(minutes);
      expect((await cron()).code).toBe(2);
      expect(log()).toContain('SYNC_EVERY_MINUTES');
      expect(ixc.requests).toEqual([]);
    }),
  );

  variant('a start by hand with arguments acts whatever the pace', async () => {
    const { byHand, ixc, stamp } = await paced('15');
    writeFileSync(stamp, `${now()}\n`);
    expect((await byHand(['--dry-run'])).code).toBe(0);
    expect(ixc.requests.length).toBeGreaterThan(0);
  });
});

describe('the log', () => {
  variant('is for root alone, also one that an older version left open to all', async () => {
    const { cron, logFile } = await aCronBox();
    expect((await cron()).code).toBe(0);
    expect(statSync(logFile).mode & 0o777).toBe(0o600);
    chmodSync(logFile, 0o644);
    expect((await cron()).code).toBe(0);
    expect(statSync(logFile).mode & 0o777).toBe(0o600);
  });

  test.each(['an existing', 'a missing'])('a link to %s file is not followed, and the run goes on', async (what) => {
    const { bqn, cron, folder, logFile } = await aCronBox();
    const victim = join(folder, 'victim');
    if (what === 'an existing') writeFileSync(victim, 'untouched', { mode: 0o644 });
    symlinkSync(victim, logFile);
    const run = await bundleIf(what === 'an existing', cron);
    expect(run.code).toBe(0);
    expect(run.stderr).toContain(`${logFile} is not used: it is a link`);
    expect(run.stderr).toContain('synchronization script ends');
    expect(bqn.list('subscribers')).toHaveLength(2);
    expect(lstatSync(logFile).isSymbolicLink()).toBe(true);
    if (what === 'an existing') {
      expect([readFileSync(victim, 'utf8'), statSync(victim).mode & 0o777]).toEqual(['untouched', 0o644]);
    } else {
      expect(existsSync(victim)).toBe(false);
    }
  });

  variant('a pipe in its place holds nothing up', async () => {
    const { bqn, cron, logFile } = await aCronBox();
    expect(spawnSync('mkfifo', [logFile]).status).toBe(0);
    const run = await cron();
    expect(run.code).toBe(0);
    expect(run.stderr).toContain(`${logFile} is not used`);
    expect(bqn.list('subscribers')).toHaveLength(2);
  });

  test.runIf(IS_ROOT)('a file of another user in its place is not written to', async () => {
    const { cron, logFile } = await aCronBox();
    writeFileSync(logFile, 'theirs');
    chownSync(logFile, 65_534, 65_534);
    const run = await bundleIf(false, cron);
    expect(run.code).toBe(0);
    expect(run.stderr).toContain('the file of another user');
    expect(readFileSync(logFile, 'utf8')).toBe('theirs');
  });

  test('does not grow without end where the program never starts: it is what puts it aside', async () => {
    const box = await aCronBox({ settings: { SYNC_NODE: '/nowhere/node' } });
    writeFileSync(box.logFile, `${'x'.repeat(10_000_000)}\n`);
    const full = await box.cron();
    expect([full.code, full.stderr]).toEqual([2, expect.stringContaining('no Node found')]);
    expect(statSync(box.logFile).size).toBe(10_000_001);
    editSettings(box.wrapper, { SYNC_NODE: nodeUnderTest() });
    expect((await box.cron()).code).toBe(0);
    expect(statSync(box.logFile).size).toBeLessThan(10_000);
    expect(statSync(`${box.logFile}.1`).size).toBeLessThanOrEqual(5_000_000);
    expect(readdirSync(join(box.folder, 'tmp'))).toHaveLength(2);
  });

  test('is not flooded by what the program says outside of it', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-cron-')), 'run.log');
    onTestFinished(() => rmSync(dirname(path), { recursive: true }));
    const log = new CronLog(path, { write: () => expect.unreachable() });
    for (let at = 0; at < 2000; at++)
      log.write(asLines([line`line ${at} of far too many`, shown(`${'x'.repeat(3000)}\u001b[2J`)]));
    const said = readFileSync(path, 'utf8');
    expect(said.length).toBeLessThan(250_000);
    expect(said).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6} line 0 of far too many$/m);
    expect(said.trimEnd().split('\n').at(-1)).toContain('said more outside its log');
  });

  test.each(['--version', undefined])(
    'that has a second name is not written, whoever would write (%s)',
    async (node) => {
      const box = await aCronBox(node === undefined ? {} : { settings: { SYNC_NODE: '/nowhere/node' } });
      const victim = join(box.folder, 'victim');
      writeFileSync(victim, 'untouched', { mode: 0o644 });
      linkSync(victim, box.logFile);
      const run = await bundleIf(node !== undefined, box.cron);
      expect(run.stderr).toContain(node === undefined ? 'it has a second name (a hard link)' : 'no Node found');
      expect([readFileSync(victim, 'utf8'), statSync(victim).mode & 0o777]).toEqual(['untouched', 0o644]);
    },
  );

  test.runIf(IS_ROOT)('in a folder to which another user’s link leads is not written', async () => {
    const box = await aCronBox();
    const own = join(box.folder, 'own');
    mkdirSync(own);
    const link = join(box.folder, 'tmp', 'logs');
    symlinkSync(own, link);
    lchownSync(link, 65_534, 65_534);
    editSettings(box.wrapper, { LOG_FILE: join(link, 'run.log') });
    const run = await bundleIf(false, box.cron);
    expect([run.code, run.stderr]).toEqual([0, expect.stringContaining('is a link of another user')]);
    editSettings(box.wrapper, { SYNC_NODE: '/nowhere/node' });
    expect((await box.cron()).stderr).toContain('no Node found');
    expect(readdirSync(own)).toEqual([]);
  });

  variant('a folder that is not there costs the log and not the run', async () => {
    const { bqn, cron } = await aCronBox({ settings: { LOG_FILE: '/nowhere/sync.log' } });
    const run = await cron();
    expect(run.code).toBe(0);
    expect(run.stderr).toContain('/nowhere/sync.log is not used');
    expect(bqn.list('subscribers')).toHaveLength(2);
  });
});

describe('by hand', () => {
  test('with arguments, they reach the program and its output is shown', async () => {
    const { bqn, byHand, log } = await aCronBox();
    const run = await byHand(['--dry-run', '-v']);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('dry run, nothing written');
    expect([bqn.writes, log()]).toEqual([[], '']);
  });

  test('an argument with blanks and quotes stays one', async () => {
    const { byHand, folder } = await aCronBox();
    const report = join(folder, `a "report" of $HOME.json`);
    expect((await byHand(['--dry-run', '--report', report])).code).toBe(0);
    expect(existsSync(report)).toBe(true);
  });

  test.runIf(spawnSync('script', ['--version']).status === 0)('on a terminal the run is shown there', async () => {
    const { bqn, log, wrapper } = await aCronBox();
    const run = await startProcess('script', ['-qec', wrapper, '/dev/null'], {
      cwd: '/',
      env: { PATH: '/usr/bin:/bin' },
    });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('synchronization script ends');
    expect([bqn.list('subscribers').length, log()]).toEqual([2, '']);
  });
});

describe('the file itself', () => {
  test.runIf(spawnSync('shellcheck', ['--version']).status === 0)(
    'has nothing that ShellCheck minds (needs: apt-get install shellcheck)',
    () => {
      const { status, stdout } = spawnSync('shellcheck', ['--norc', WRAPPER], { encoding: 'utf8' });
      expect([status, stdout]).toEqual([0, '']);
    },
  );

  test('is a start and a page of settings: bash leaves it before them', () => {
    const lines = readFileSync(WRAPPER, 'utf8').trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(150);
    const [settings, started] = ['# ---- Settings', '    SYNC_WRAPPER=$self exec '].map((begin) =>
      lines.findIndex((line) => line.startsWith(begin)),
    );
    expect(settings).toBeLessThanOrEqual(50);
    expect(started).toBeLessThanOrEqual(42);
    const bash = lines.slice(0, settings).filter((line) => line !== '' && !/^\s*#/.test(line));
    expect(
      bash.filter((line) => !/ #( .*)?$|; exit 2; } #$/.test(line)),
      'each line of bash ends in a comment',
    ).toEqual([]);
    expect(lines.slice(settings).filter((line) => !/^(#.*|[A-Z_]+='[^']*'|[A-Z_]+=\d+|)$/.test(line))).toEqual([]);
  });

  test('is executable, with a line end that bash takes', () => {
    expect(statSync(WRAPPER).mode & 0o755).toBe(0o755);
    expect(readFileSync(WRAPPER, 'utf8')).not.toContain('\r');
  });

  test('names no setting that the program does not have, and shows the defaults that it has', () => {
    const defaults = new Map(FLAGS.map((flag: Flag) => [variableOf(flag), flag.fallback]));
    const shown = [...readFileSync(WRAPPER, 'utf8').matchAll(/^#export (IXC_BQN_\w+)='(.*)'$/gm)];
    expect(shown.length).toBeGreaterThan(15);
    for (const [, name = '', value] of shown) {
      expect(defaults.has(name), name).toBe(true);
      const fallback = defaults.get(name);
      if (fallback !== undefined) expect([name, value]).toEqual([name, fallback]);
    }
  });
});

/** Arguments of every process of this machine that can be read. */
function allArguments(): string {
  const texts = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'latin1');
      } catch {
        return '';
      }
    });
  return texts.join('\n');
}
