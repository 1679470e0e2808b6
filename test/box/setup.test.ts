import { chmodSync, copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fillSettings, minutesOfOldScript, readSettings } from '../../src/setup/wrapper-file.ts';
import { aContract, aLogin, anIsp, type BqnOptions, type Isp } from '../simulator/index.ts';
import { aBox, type Box, nodeUnderTest, type Run, type Systems, startProcess } from '../support/box.ts';
import { HAS_OWN_ROOT, onABqn } from '../support/bqn-root.ts';
import { aroundIt, bundleIf } from '../support/from-source.ts';
import { HAS_TERMINAL, runOnTerminal, type Typing } from '../support/terminal.ts';
import { editSettings, WRAPPER, WRAPPER_2 } from '../support/wrapper.ts';

/** From nothing to a filled-in wrapper, and back to a BQN without us. */

/** What bash, sed, JavaScript's replace and dotenv each read in their own way. */
const AWKWARD = `it's "a" $HOME $(id) \`id\` \\ \\n $& $1 #x !`;
const UNSET = {
  IXC_SERVER: undefined,
  IXC_KEY: undefined,
  BQN_OAM_IP: undefined,
  BQN_REST_USER: undefined,
  BQN_REST_PW: undefined,
};

const isp = () => anIsp({ logins: [aLogin({ login: 'maria', prefix: '2001:db8:0:10::/60' }), aLogin()] });

interface SetupBox extends Box, Systems {
  readonly wrapper: string;
  /** `--init` with the flags that this box needs. */
  init(args?: readonly string[], env?: Readonly<Record<string, string | undefined>>): Promise<Run>;
  /** The settings as bash would read them if it ever got there: in its quotes each value is what it is to the program. */
  settings(names: readonly string[]): Promise<Record<string, string>>;
}

async function aSetupBox(bqn: BqnOptions = {}): Promise<SetupBox> {
  const box = await aBox(isp(), { bqn });
  const wrapper = box.path('sync-ixc-bqn.sh');
  copyFileSync(WRAPPER, wrapper);
  chmodSync(wrapper, 0o644);
  return {
    ...box,
    wrapper,
    init: (args = [], env = {}) =>
      box.run(['--init', '--ixc-ca', box.caFile, ...args], { env: { IXC_BQN_IXC_CA: undefined, ...env } }),
    async settings(names) {
      const text = readFileSync(wrapper, 'utf8');
      const head = text.slice(text.indexOf('# ---- Settings ---')).split(/^# -+ End of the settings/m)[0] ?? '';
      const show = names.map((name) => `printf '%s=%s\\0' ${name} "$${name}"`).join('\n');
      writeFileSync(box.path('show.bash'), `${head}\n${show}\n`);
      const { code, stdout, stderr } = await startProcess('/bin/bash', [box.path('show.bash')], {
        env: { PATH: '/usr/bin:/bin' },
      });
      expect([code, stderr]).toEqual([0, '']);
      const pairs = stdout.split('\0').filter((pair) => pair !== '');
      return Object.fromEntries(
        pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
      );
    },
  };
}

/** What is tried through the shipped file beside it. */
function variant(name: string, act: () => Promise<void>): void {
  test(name, () => bundleIf(false, act));
}

/** The wrapper as cron starts it, without the environment of this test. */
function byCron({ wrapper, folder, path }: SetupBox): Promise<Run> {
  editSettings(wrapper, { SYNC_DIR: folder, LOG_FILE: path('run.log'), SYNC_NODE: nodeUnderTest() });
  chmodSync(wrapper, 0o700);
  return startProcess(wrapper, [], { cwd: '/', env: {} });
}

describe('--init by flags and environment', () => {
  test('checks, previews and fills in the wrapper, for root alone', async () => {
    const box = await aSetupBox();
    const run = await box.init(['-ds', '--max-delete', '12']);
    expect(run.code, run.output).toBe(0);
    expect(run.stdout.indexOf('the check passed')).toBeGreaterThan(0);
    expect(run.stdout.indexOf('subscribers to create (2)')).toBeGreaterThan(run.stdout.indexOf('the check passed'));
    expect(run.stdout).toContain(`*/5 * * * * ${box.wrapper}`);
    expect(statSync(box.wrapper).mode & 0o7777).toBe(0o700);
    expect(
      await box.settings([
        'IXC_SERVER',
        'IXC_KEY',
        'BQN_OAM_IP',
        'BQN_REST_USER',
        'BQN_REST_PW',
        'IXC_DUAL_STACK',
        'IXC_BQN_MAX_DELETE',
        'IXC_BQN_IXC_CA',
      ]),
    ).toEqual({
      IXC_SERVER: box.ixc.host,
      IXC_KEY: box.ixc.key,
      BQN_OAM_IP: box.bqn.host,
      BQN_REST_USER: box.bqn.user,
      BQN_REST_PW: box.bqn.password,
      IXC_DUAL_STACK: '--dual-stack',
      IXC_BQN_MAX_DELETE: '12',
      IXC_BQN_IXC_CA: box.caFile,
    });
    expect(box.bqn.writes, 'setting up writes nothing to a BQN').toEqual([]);
    expect(readFileSync(box.stateFile, 'utf8'), 'whom it saw, and nothing that it made').toMatch(
      /"fingerprint":"[0-9A-F:]{95}"/,
    );
    expect(readFileSync(box.stateFile, 'utf8')).not.toContain('100.64.');
  });

  variant('what it wrote works when cron starts it', async () => {
    const box = await aSetupBox();
    expect((await box.init()).code).toBe(0);
    const run = await byCron(box);
    expect(run.code, run.output + readFileSync(box.path('run.log'), 'utf8')).toBe(0);
    expect(box.bqn.list('subscribers')).toHaveLength(2);
  });

  variant('a value with a line break is refused: its second line would be a command one day', async () => {
    const box = await aSetupBox();
    const before = readFileSync(box.wrapper, 'utf8');
    const run = await box.init([], { BQN_REST_PW: 'one\ntouch planted' });
    expect(run.code, run.output).toBe(2);
    expect(run.output).toMatch(/BQN_REST_PW holds a line break/);
    expect(readFileSync(box.wrapper, 'utf8')).toBe(before);
  });

  test.each(['\u2028', '\u2029', '\u0085', '\r', '\u001b'])('and so is one with %j in it', (character) =>
    bundleIf(false, async () => {
      const box = await aSetupBox();
      const before = readFileSync(box.wrapper, 'utf8');
      const run = await box.init([], { BQN_REST_PW: `one${character}touch planted` });
      expect(run.code, run.output).toBe(2);
      expect(run.output).toMatch(/BQN_REST_PW holds a line break/);
      expect(readFileSync(box.wrapper, 'utf8')).toBe(before);
    }),
  );

  variant('what stands twice in the wrapper is the same in both places afterwards', async () => {
    const box = await aSetupBox();
    writeFileSync(
      box.wrapper,
      readFileSync(box.wrapper, 'utf8').replace('# ---- End', "  export  IXC_KEY='of before'\n# ---- End"),
    );
    expect((await box.init()).code).toBe(0);
    expect(readFileSync(box.wrapper, 'utf8')).not.toContain('of before');
    expect(await box.settings(['IXC_KEY'])).toEqual({ IXC_KEY: box.ixc.key });
  });

  variant(
    'of a box that is set up for the first time the log is beside the program, and stays where it was of another',
    async () => {
      const box = await aSetupBox();
      expect((await box.init()).code).toBe(0);
      expect(await box.settings(['LOG_FILE'])).toEqual({ LOG_FILE: box.path('sync-ixc-bqn.log') });
      editSettings(box.wrapper, { LOG_FILE: '/tmp/sync-ixc-bqn.log' });
      expect((await box.init()).code).toBe(0);
      expect(await box.settings(['LOG_FILE'])).toEqual({ LOG_FILE: '/tmp/sync-ixc-bqn.log' });
    },
  );

  variant('the old arguments do as well', async () => {
    const box = await aSetupBox();
    const { host, user, password } = box.bqn;
    const run = await box.init(['-b', host, user, password, box.ixc.host, box.ixc.key], UNSET);
    expect(run.code, run.output).toBe(0);
    expect(await box.settings(['IXC_SERVER', 'BQN_REST_PW'])).toEqual({
      IXC_SERVER: box.ixc.host,
      BQN_REST_PW: password,
    });
  });

  variant('quotes, dollars and backslashes in a password survive, and the wrapper logs in with it', async () => {
    const box = await aSetupBox({ password: AWKWARD });
    const run = await box.init();
    expect(run.code, run.output).toBe(0);
    expect(run.output).not.toContain(AWKWARD);
    expect(await box.settings(['BQN_REST_PW'])).toEqual({ BQN_REST_PW: AWKWARD });
    expect((await byCron(box)).code).toBe(0);
    expect((await box.init([], UNSET)).code, 'and is read back from there').toBe(0);
    expect(await box.settings(['BQN_REST_PW'])).toEqual({ BQN_REST_PW: AWKWARD });
  });

  variant('nobody to ask: what is missing is named, and nothing is saved', async () => {
    const box = await aSetupBox();
    const before = readFileSync(box.wrapper, 'utf8');
    const run = await box.init([], { IXC_KEY: undefined, BQN_REST_PW: undefined });
    expect(run.code, run.output).toBe(2);
    expect(run.stderr).toContain('IXC_KEY, BQN_REST_PW');
    expect(readFileSync(box.wrapper, 'utf8')).toBe(before);
    expect(box.ixc.requests).toEqual([]);
  });

  variant('a check that fails saves nothing', async () => {
    const box = await aSetupBox();
    const before = readFileSync(box.wrapper, 'utf8');
    const run = await box.init([], { BQN_REST_PW: 'wrong-password' });
    expect(run.code, run.output).toBe(8);
    expect(run.stdout).toMatch(/^failed /m);
    expect(run.stdout).toContain('Nothing was saved');
    expect(readFileSync(box.wrapper, 'utf8')).toBe(before);
    expect(statSync(box.wrapper).mode & 0o777).toBe(0o644);
  });

  variant('--init again keeps what was there, and changes what is given', async () => {
    const box = await aSetupBox();
    expect((await box.init(['-ds', '--max-block', '7'])).code).toBe(0);
    editSettings(box.wrapper, { SYNC_EVERY_MINUTES: '15', IXC_BQN_SPEED_BASE: '1024' });
    writeFileSync(
      box.wrapper,
      readFileSync(box.wrapper, 'utf8').replace('# Minutes between', '# a note of ours\n# Minutes between'),
    );
    const before = readFileSync(box.wrapper, 'utf8');
    expect((await box.init([], UNSET)).code).toBe(0);
    expect(readFileSync(box.wrapper, 'utf8')).toBe(before);
    expect((await box.init(['--max-block', '9'], UNSET)).code).toBe(0);
    const names = ['IXC_BQN_MAX_BLOCK', 'IXC_BQN_SPEED_BASE', 'SYNC_EVERY_MINUTES', 'IXC_DUAL_STACK', 'IXC_KEY'];
    expect(await box.settings(names)).toEqual({
      IXC_BQN_MAX_BLOCK: '9',
      IXC_BQN_SPEED_BASE: '1024',
      SYNC_EVERY_MINUTES: '15',
      IXC_DUAL_STACK: '--dual-stack',
      IXC_KEY: box.ixc.key,
    });
    expect(statSync(box.wrapper).mode & 0o777).toBe(0o700);
  });

  variant(
    'settings of the environment that it was checked with are saved: or cron would run without them',
    async () => {
      const box = await aSetupBox();
      const run = await box.run(['--init']);
      expect(run.code, run.output).toBe(0);
      expect(await box.settings(['IXC_BQN_IXC_CA'])).toEqual({ IXC_BQN_IXC_CA: box.caFile });
      expect((await byCron(box)).code).toBe(0);
    },
  );

  test('a relative file is saved with its whole path: cron starts elsewhere', async () => {
    const box = await aSetupBox();
    const run = await box.run(['--init', '--ixc-ca', 'ixc-ca.pem'], { env: { IXC_BQN_IXC_CA: undefined } });
    expect(run.code, run.output).toBe(0);
    expect(await box.settings(['IXC_BQN_IXC_CA'])).toEqual({ IXC_BQN_IXC_CA: box.caFile });
  });

  variant('flags of one start only are not saved', async () => {
    const box = await aSetupBox();
    const before = await box.settings(['IXC_BQN_FORCE', 'IXC_BQN_DRY_RUN', 'IXC_BQN_CHECK']);
    expect((await box.init(['--force', '-v'])).code).toBe(0);
    expect(await box.settings(['IXC_BQN_FORCE', 'IXC_BQN_DRY_RUN', 'IXC_BQN_CHECK'])).toEqual(before);
    expect(readFileSync(box.wrapper, 'utf8')).not.toMatch(/^(export )?IXC_BQN_(FORCE|VERBOSE|DRY_RUN|CHECK)=/m);
  });

  variant('another file in the place of the wrapper, or none, is refused', async () => {
    const box = await aSetupBox();
    writeFileSync(box.wrapper, '#!/bin/bash\necho mine\n');
    const other = await box.init();
    expect(other.code, other.output).toBe(2);
    expect(readFileSync(box.wrapper, 'utf8')).toBe('#!/bin/bash\necho mine\n');
    const { folder, run } = await aBox(isp());
    const none = await run(['--init']);
    expect(none.code).toBe(2);
    expect(none.stderr).toContain(`${folder}/sync-ixc-bqn.sh`);
  });
});

describe.runIf(HAS_TERMINAL)('--init on a terminal', () => {
  const { IXC_SERVER, IXC_KEY, BQN_OAM_IP, BQN_REST_USER, BQN_REST_PW } = UNSET;
  const env = { IXC_SERVER, IXC_KEY, BQN_OAM_IP, BQN_REST_USER, BQN_REST_PW };

  function typing({ ixc, bqn }: Systems, changes: Readonly<Record<string, string>> = {}): Typing {
    const answers = {
      Language: 'en',
      'IXC server': ixc.host,
      'API key': ixc.key,
      'management address': bqn.host,
      'trust this certificate': 'yes',
      'REST user': bqn.user,
      'REST password': bqn.password,
      'Join IPv4': 'yes',
      ...changes,
    };
    return Object.entries(answers).map(([question, typed]) => [question, `${typed}\r`] as const);
  }

  /** The password is refused, and kept all the same. */
  function wrongPassword(box: Systems, password: string): Typing {
    const all = typing(box, { 'REST password': password });
    const at = all.findIndex(([question]) => question === 'REST password');
    const again: Typing = [
      ['Type it again', ''],
      ['REST user', '\r'],
      ['REST password', '\r'],
    ];
    return [...all.slice(0, at + 1), ...again, ...all.slice(at + 1)];
  }

  test('each answer is tried at once, and only the one that does not work is asked for again', async () => {
    const box = await aSetupBox();
    const [user = '', hash = ''] = box.ixc.key.split(':');
    const { code, text } = await runOnTerminal(box, ['--init', '--ixc-ca', box.caFile], {
      env,
      typing: [
        ['Language', 'en\r'],
        ['IXC server', '127.0.0.1:1\r'],
        ['Type it again', ''],
        ['IXC server', `${box.ixc.host}\r`],
        ['API key', `${user}:${hash.slice(0, 40)}\r`],
        ['Type it again', ''],
        ['API key', `${box.ixc.key}\r`],
        ['management address', `${box.bqn.host}\r`],
        ['trust this certificate', 'no\r'],
        ['Type it again', ''],
        ['management address', `${box.bqn.host}\r`],
        ['REST user', 'nobody\r'],
        ['REST password', `${box.bqn.password}\r`],
        ['Type it again', ''],
        ['REST user', `${box.bqn.user}\r`],
        ['REST password', '\r'],
        ['Join IPv4', 'no\r'],
      ],
    });
    expect(code, text).toBe(0);
    expect(text).toMatch(/port 1 cannot be reached/);
    expect(text).toMatch(/has 40 characters behind its colon.*cut by a line break/);
    expect(text).toContain(`(${box.ixc.key.length} characters)`);
    expect(text).toContain(box.bqn.fingerprint256);
    expect(text).toMatch(/refused the REST user or its password/);
    expect(await box.settings(['IXC_SERVER', 'IXC_KEY', 'BQN_REST_PW'])).toEqual({
      IXC_SERVER: box.ixc.host,
      IXC_KEY: box.ixc.key,
      BQN_REST_PW: box.bqn.password,
    });
  });

  test('a certificate of IXC that nobody vouches for is trusted by hand, and pinned', async () => {
    const box = await aSetupBox();
    const [language, server, ...rest] = typing(box);
    const trusting = [language, server, ['trust this certificate', 'yes\r'], ...rest].filter(
      (one) => one !== undefined,
    );
    const { code, text } = await runOnTerminal(box, ['--init'], {
      env: { ...env, IXC_BQN_IXC_CA: undefined },
      typing: trusting as Typing,
    });
    expect(code, text).toBe(0);
    expect(text).not.toContain('failed');
    expect(await box.settings(['IXC_BQN_IXC_FINGERPRINT'])).toEqual({
      IXC_BQN_IXC_FINGERPRINT: box.ixc.fingerprint256,
    });
  });

  test('asks for everything, does not echo the secrets, and saves', async () => {
    const box = await aSetupBox({ password: AWKWARD });
    const { code, raw, text } = await runOnTerminal(box, ['--init', '--ixc-ca', box.caFile], {
      env,
      typing: typing(box),
    });
    expect(code, text).toBe(0);
    const [, hash = ''] = box.ixc.key.split(':');
    for (const secret of [AWKWARD, hash, hash.slice(0, 16)]) expect(raw).not.toContain(secret);
    expect(text).toContain(box.ixc.host);
    expect(await box.settings(['IXC_KEY', 'BQN_REST_PW', 'IXC_DUAL_STACK'])).toEqual({
      IXC_KEY: box.ixc.key,
      BQN_REST_PW: AWKWARD,
      IXC_DUAL_STACK: '--dual-stack',
    });
  });

  test('a failing check asks before it saves; no is the usual answer', async () => {
    const box = await aSetupBox();
    const before = readFileSync(box.wrapper, 'utf8');
    const wrong = [...wrongPassword(box, 'wrong-password'), ['Save these settings', '\r'] as const];
    const shown = await runOnTerminal(box, ['--init', '--ixc-ca', box.caFile], { env, typing: wrong });
    expect(shown.code, shown.text).toBe(8);
    expect(shown.text).toContain('Nothing was saved');
    expect(readFileSync(box.wrapper, 'utf8')).toBe(before);
  });

  test('a failing check can be insisted on', async () => {
    const box = await aSetupBox();
    const wrong = [...wrongPassword(box, 'not yet'), ['Save these settings', 'yes\r'] as const];
    const shown = await runOnTerminal(box, ['--init', '--ixc-ca', box.caFile], { env, typing: wrong });
    expect(shown.code, shown.text).toBe(0);
    expect(await box.settings(['BQN_REST_PW'])).toEqual({ BQN_REST_PW: 'not yet' });
  });

  test('again: what is known is offered, secrets hidden, and Enter keeps it', async () => {
    const box = await aSetupBox();
    expect((await aroundIt(() => box.init(['-ds']))).code).toBe(0);
    const before = readFileSync(box.wrapper, 'utf8');
    const asked = typing(box).filter(([question]) => !question.startsWith('trust'));
    const enters = asked.map(([question]) => [question, '\r'] as const);
    const { code, text } = await runOnTerminal(box, ['--init'], {
      env: { ...env, IXC_BQN_IXC_CA: undefined },
      typing: enters,
    });
    expect(code, text).toBe(0);
    expect(text).toContain(`(${box.ixc.host})`);
    expect(text).not.toContain(box.bqn.password);
    expect(text).not.toContain(box.ixc.key.slice(2, 20));
    expect(readFileSync(box.wrapper, 'utf8')).toBe(before);
  });

  test('in Portuguese from the second question on, when that is the answer to the first', async () => {
    const box = await aSetupBox();
    const questions: Typing = [
      ['Language', 'pt\r'],
      ['Servidor IXC', `${box.ixc.host}\r`],
      ['Chave da API', `${box.ixc.key}\r`],
      ['Endereço de gerência', `${box.bqn.host}\r`],
      ['confia neste certificado', 'sim\r'],
      ['Usuário REST', `${box.bqn.user}\r`],
      ['Senha REST', `${box.bqn.password}\r`],
      ['Juntar o IPv4', 'sim\r'],
    ];
    const { code, text } = await runOnTerminal(box, ['--init', '--ixc-ca', box.caFile], { env, typing: questions });
    expect(code, text).toBe(0);
    expect(text).toContain('a conferência passou');
    expect(await box.settings(['IXC_BQN_LANG', 'IXC_DUAL_STACK'])).toEqual({
      IXC_BQN_LANG: 'pt',
      IXC_DUAL_STACK: '--dual-stack',
    });
  });

  test('Ctrl-C at a question ends it, and nothing is saved', async () => {
    const box = await aSetupBox();
    const before = readFileSync(box.wrapper, 'utf8');
    const typed: Typing = [
      ['Language', '\r'],
      ['IXC server', `${box.ixc.host}\r`],
      ['API key', '\u0003'],
    ];
    const { code, text } = await runOnTerminal(box, ['--init'], { env, typing: typed });
    expect(code, text).toBe(130);
    expect(text).not.toMatch(/^\s+at /m);
    expect(readFileSync(box.wrapper, 'utf8')).toBe(before);
  });
});

/** Lines as the technician of the old Python script wrote them, with its own `every 15 minutes`. */
function anOldWrapper(box: SetupBox): string {
  const path = box.path('old.sh');
  const lines = [
    '#!/bin/bash',
    `BQN_OAM_IP=${box.bqn.host}`,
    `BQN_REST_USER=${box.bqn.user}`,
    `BQN_REST_PW="${box.bqn.password}"`,
    `IXC_SERVER=${box.ixc.host}`,
    `IXC_KEY=${box.ixc.key}`,
    'IXC_DUAL_STACK=--dual-stack',
    'if [ $(( $(date +%-M) % 15 )) -ne 0 ]; then exit 0; fi',
  ];
  writeFileSync(path, lines.join('\n'));
  return path;
}

describe('--init --from', () => {
  const nothing = { ...UNSET };

  test('takes everything from the old Python script’s wrapper, how often it acts included, and asks nothing', async () => {
    const box = await aSetupBox();
    const run = await box.init(['--from', anOldWrapper(box)], nothing);
    expect(run.code, run.output).toBe(0);
    const names = ['IXC_KEY', 'BQN_REST_PW', 'IXC_DUAL_STACK', 'SYNC_EVERY_MINUTES'];
    expect(await box.settings(names)).toEqual({
      IXC_KEY: box.ixc.key,
      BQN_REST_PW: box.bqn.password,
      IXC_DUAL_STACK: '--dual-stack',
      SYNC_EVERY_MINUTES: '15',
    });
  });

  variant('takes everything from an older wrapper of ours, optional settings included', async () => {
    const box = await aSetupBox();
    expect((await box.init(['-ds', '--max-delete', '12'])).code).toBe(0);
    const old = box.path('older.sh');
    copyFileSync(box.wrapper, old);
    editSettings(old, { SYNC_EVERY_MINUTES: '10', LOG_FILE: box.path('own.log') });
    copyFileSync(WRAPPER, box.wrapper);
    const run = await box.init(['--from', old], nothing);
    expect(run.code, run.output).toBe(0);
    const names = ['IXC_KEY', 'IXC_BQN_MAX_DELETE', 'SYNC_EVERY_MINUTES', 'LOG_FILE', 'IXC_BQN_IXC_CA'];
    expect(await box.settings(names)).toEqual({
      IXC_KEY: box.ixc.key,
      IXC_BQN_MAX_DELETE: '12',
      SYNC_EVERY_MINUTES: '10',
      LOG_FILE: box.path('own.log'),
      IXC_BQN_IXC_CA: box.caFile,
    });
  });

  variant('what cannot be read without running it is named by its line, and nothing is run', async () => {
    const box = await aSetupBox();
    const old = box.path('old.sh');
    const lines = readFileSync(anOldWrapper(box), 'utf8').split('\n');
    writeFileSync(
      old,
      [...lines.filter((line) => !line.startsWith('IXC_KEY')), `IXC_KEY=$(touch ${box.path('planted')})`].join('\n'),
    );
    const unasked = await box.init(['--from', old], nothing);
    expect([unasked.code, unasked.stdout]).toEqual([2, expect.stringContaining('line 8, IXC_KEY: not taken')]);
    const run = await box.init(['--from', old], { ...nothing, IXC_KEY: box.ixc.key });
    expect(run.code, run.output).toBe(0);
    expect(run.stdout).toMatch(/old\.sh, line 8, IXC_KEY: not taken: its value comes from a command/);
    expect(existsSync(box.path('planted'))).toBe(false);
    expect(await box.settings(['IXC_KEY', 'BQN_REST_PW'])).toEqual({
      IXC_KEY: box.ixc.key,
      BQN_REST_PW: box.bqn.password,
    });
  });

  variant('of a wrapper of version 2 that names its log that one stays', async () => {
    const box = await aSetupBox();
    const old = box.path('v2.sh');
    copyFileSync(WRAPPER_2, old);
    editSettings(old, {
      IXC_SERVER: box.ixc.host,
      IXC_KEY: box.ixc.key,
      BQN_OAM_IP: box.bqn.host,
      BQN_REST_USER: box.bqn.user,
      BQN_REST_PW: box.bqn.password,
    });
    const run = await box.init(['--from', old], nothing);
    expect(run.code, run.output).toBe(0);
    expect(await box.settings(['LOG_FILE', 'IXC_KEY'])).toEqual({
      LOG_FILE: '/tmp/sync-ixc-bqn.log',
      IXC_KEY: box.ixc.key,
    });
  });

  variant('a file without settings, and --from without --init, are refused', async () => {
    const box = await aSetupBox();
    writeFileSync(box.path('stub.sh'), '#!/bin/bash\nexec /root/ixc/sync-ixc-bqn.sh\n');
    const empty = await box.init(['--from', box.path('stub.sh')]);
    expect([empty.code, empty.stderr]).toEqual([2, expect.stringMatching(/--from: .* holds no settings/)]);
    const alone = await box.run(['--from', box.wrapper]);
    expect([alone.code, alone.stderr]).toEqual([2, expect.stringMatching(/--from belongs to --init/)]);
  });

  test.each([
    ['if [ $(( $(date +%M) % 15 )) -ne 0 ]; then exit; fi', '15'],
    ['minute=$(date +%-M); (( minute % 10 )) && exit', '10'],
    ['# $(date +%M) % 15', undefined],
    ["printf -v line '%(%Y-%m-%d %H:%M:%S)T.000000 %s' -1", undefined],
    ['date +%Y', undefined],
  ])('of %j the minutes are %s', (line, minutes) => {
    expect(minutesOfOldScript(`#!/bin/bash\n${line}\n`)).toBe(minutes);
  });

  test('a wrapper of ours has no such line', () => {
    expect(minutesOfOldScript(readFileSync(WRAPPER, 'utf8'))).toBeUndefined();
  });
});

describe.runIf(HAS_OWN_ROOT)('on a BQN', () => {
  const STUB = '/bqn/root/etc/cron.5/sync-ixc-bqn.sh';

  /** `--init` on a box of its own, and then these commands there. */
  async function onBox(box: SetupBox, before: string, after: string) {
    const init = `${nodeUnderTest()} ${box.bundle} --init --ixc-ca ${box.caFile}`;
    const [command = '', ...args] = onABqn(box.path('root'), '*/5 * * * * root run-parts /etc/cron.5');
    const env = {
      PATH: '/usr/bin:/bin',
      IXC_SERVER: box.ixc.host,
      IXC_KEY: box.ixc.key,
      BQN_OAM_IP: box.bqn.host,
      BQN_REST_USER: box.bqn.user,
      BQN_REST_PW: box.bqn.password,
    };
    return await startProcess(command, [...args, '/bin/bash', '-c', `${before}\n${init} || exit\n${after}`], { env });
  }

  test('it lays a start without secrets into cron’s folder, keeps what lay there, and that start works', async () => {
    const box = await aSetupBox();
    editSettings(box.wrapper, { SYNC_DIR: box.folder, SYNC_NODE: nodeUnderTest() });
    const run = await onBox(
      box,
      `printf 'IXC_KEY=old\\n' > ${STUB}`,
      `cat ${STUB}; stat -c %a ${STUB}; cd /; env -i ${STUB} --version; echo "ended $?"`,
    );
    expect(run.code, run.output).toBe(0);
    expect(run.stdout).toMatch(
      /laid \/bqn\/root\/etc\/cron\.5\/sync-ixc-bqn\.sh, which starts it every 5 minutes; what lay there/,
    );
    expect(run.stdout.slice(run.stdout.indexOf('#!/bin/bash'))).not.toContain(box.ixc.key);
    expect(run.stdout).toMatch(/^700\n\d+\.\d+\.\d+\nended 0$/m);
    expect(readFileSync(box.path('sync-ixc-bqn.cron-copy'), 'utf8')).toBe('IXC_KEY=old\n');
    expect(statSync(box.path('sync-ixc-bqn.cron-copy')).mode & 0o777).toBe(0o600);
  });

  test('that start passes over what an editor of Windows leaves in the wrapper', async () => {
    const box = await aSetupBox();
    editSettings(box.wrapper, { SYNC_DIR: box.folder, SYNC_NODE: nodeUnderTest() });
    const spoil = `sed -i -e 's/$/\\r/' -e $'1s/^/\\xef\\xbb\\xbf/' ${box.wrapper}`;
    const run = await onBox(box, '', `${spoil}; env -i ${STUB} --dry-run; echo "ended $?"`);
    expect(run.stdout, run.output).toMatch(/subscribers to create \(2\)[\s\S]*ended 0$/m);
  });

  test('--check tells of a copy with settings of its own, of open modes, and of a log that cannot be written', async () => {
    const box = await aSetupBox();
    editSettings(box.wrapper, { SYNC_DIR: box.folder, SYNC_NODE: nodeUnderTest(), LOG_FILE: '/nowhere/x.log' });
    const run = await onBox(
      box,
      '',
      `cp ${box.wrapper} ${STUB}; chmod 755 ${STUB} ${box.wrapper}; ${box.wrapper} --check; echo "ended $?"`,
    );
    expect(run.stdout).toMatch(/look .*cron\.5\/sync-ixc-bqn\.sh holds settings of its own/);
    expect(run.stdout).toMatch(/look .*cron\.5\/sync-ixc-bqn\.sh holds secrets, and other users may read it/);
    expect(run.stdout).toMatch(/failed LOG_FILE \/nowhere\/x\.log cannot be written/);
  });
});

describe('the settings of a wrapper', () => {
  const WRAPPED = `A=''\n#export IXC_BQN_PRUNE='owned'\n# ---- End of the settings ----\nA=untouched\n`;

  test.each(["it's", '"', '$HOME', '\\', '$&', "'; rm -rf /; '", 'a#b', ' x ', '\\\'"'])(
    '%j is read back as it was written',
    (value) => {
      const filled = fillSettings(WRAPPED, { A: value, IXC_BQN_PRUNE: value }) ?? '';
      expect(readSettings(filled, ['A', 'IXC_BQN_PRUNE'], 'x').settings).toEqual({ A: value, IXC_BQN_PRUNE: value });
      expect(filled).toMatch(/\nA=untouched\n$/);
    },
  );

  test('values of the old Python wrapper are read: bare, in double quotes, with a comment behind', () => {
    const old = `BQN_OAM_IP=192.168.0.121\nBQN_REST_USER="my user"\nBQN_REST_PW=my\\ pass # note\nIXC_KEY='5a15 d2'\n`;
    const names = ['BQN_OAM_IP', 'BQN_REST_USER', 'BQN_REST_PW', 'IXC_KEY', 'IXC_SERVER'];
    expect(readSettings(old, names, 'x').settings).toEqual({
      BQN_OAM_IP: '192.168.0.121',
      BQN_REST_USER: 'my user',
      BQN_REST_PW: 'my pass',
      IXC_KEY: '5a15 d2',
    });
  });
});

describe('--remove-all', () => {
  /** Twelve customers of ours, so that the gate counts, among entries of others. */
  async function aBusyBqn(logins = 12) {
    const box = await aBox(someIsp(logins));
    box.bqn.seedPolicy('Operator-Gold', { policyId: 'gold', rateLimitDownlink: { rate: 5000 } });
    box.bqn.seedStaticPolicy('Static-GUI');
    box.bqn.seedSubscriber('203.0.113.5', {
      policyAssignedBy: 'radius',
      policyRate: 'Operator-Gold',
      subscriberId: 'radius',
    });
    box.bqn.seedSubscriber('203.0.113.6', { subscriberId: 'by-hand', policyRate: 'Operator-Gold' });
    box.bqn.seedSeen('198.51.100.1', { policyRate: 'Static-GUI' });
    box.bqn.seedGroup('Condominio', { subscriberMembers: ['203.0.113.6'], policyRate: 'Operator-Gold' });
    const foreign = held(box);
    const first = await aroundIt(() => box.run(['-ds']));
    expect(first.code, first.output).toBe(0);
    box.bqn.forgetWrites();
    return { ...box, foreign };
  }

  function someIsp(count: number): Isp {
    const logins = Array.from({ length: count }, (_, at) =>
      aLogin({ contract: 'c1', prefix: at < 3 ? `2001:db8:${at + 1}::/60` : '' }),
    );
    return anIsp({ logins, contracts: [aContract('c1')] });
  }

  function held({ bqn }: Systems) {
    return [bqn.list('policies'), bqn.list('subscribers'), bqn.list('subscriberGroups')];
  }

  variant('with -n shows what would go, and removes nothing', async () => {
    const { bqn, run } = await aBusyBqn();
    const { code, stdout } = await run(['--remove-all', '-n', '--force']);
    expect(code).toBe(0);
    expect(stdout).toContain('subscribers to delete (12)');
    expect(stdout).toContain('groups to delete (3)');
    expect(stdout).not.toMatch(/Operator-Gold|Static-GUI|203\.0\.113|198\.51\.100|Condominio/);
    expect(bqn.writes).toEqual([]);
  });

  variant('stands behind the gate, which says how to pass it', async () => {
    const { bqn, run } = await aBusyBqn();
    const { code, stdout } = await run(['--remove-all']);
    expect(code).toBe(6);
    expect(stdout).toContain('--force');
    expect(bqn.list('subscribers')).toHaveLength(12 + 3);
  });

  test('with --force removes all of ours and leaves everything foreign as it was', async () => {
    const box = await aBusyBqn();
    const { code, output } = await box.run(['--remove-all', '--force']);
    expect(code, output).toBe(0);
    expect(held(box)).toEqual(box.foreign);
    expect(box.bqn.violations).toEqual([]);
    box.bqn.forgetWrites();
    expect((await aroundIt(() => box.run(['--remove-all']))).code, 'a second time there is nothing left').toBe(0);
    expect(box.bqn.writes).toEqual([]);
  });

  variant('asks nothing of IXC, which may be gone', async () => {
    const { ixc, run } = await aBusyBqn();
    const before = ixc.requests.length;
    expect((await run(['--remove-all', '--force'], { env: { IXC_SERVER: 'ixc.invalid' } })).code).toBe(0);
    expect(ixc.requests).toHaveLength(before);
  });

  variant('keeps a policy of ours that somebody else uses', async () => {
    const box = await aBusyBqn();
    const [plan] = box.ixc.isp.plans;
    const policy = (plan?.name ?? '').replaceAll(' ', '_');
    box.bqn.seedSubscriber('203.0.113.7', { subscriberId: 'by-hand', policyRate: policy });
    const { code, output } = await box.run(['--remove-all', '--force']);
    expect([0, 5, 6], output).toContain(code);
    expect(box.bqn.policy(policy)).toBeDefined();
    expect(box.bqn.violations).toEqual([]);
  });

  variant('removes nothing that is ours no more: without a state file nobody knows what we made', async () => {
    const box = await aBusyBqn();
    const before = held(box);
    writeFileSync(box.stateFile, '');
    expect((await box.run(['--remove-all', '--force'])).code).toBe(0);
    expect(held(box)).toEqual(before);
  });

  variant('with --prune all still removes only what is ours', async () => {
    const box = await aBusyBqn();
    expect((await box.run(['--remove-all', '--force', '--prune', 'all'])).code).toBe(0);
    expect(held(box)).toEqual(box.foreign);
  });

  variant('and --check exclude each other', async () => {
    const { run } = await aBox(isp());
    expect(await run(['--remove-all', '--check'])).toMatchObject({ code: 2 });
  });

  variant('without a BQN is refused: it would say that all is done', async () => {
    const { run } = await aBox(isp());
    const { code, output } = await run(['--remove-all'], { env: { BQN_OAM_IP: '' } });
    expect(code, output).toBe(2);
  });
});
