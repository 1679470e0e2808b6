import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  aContract,
  aLogin,
  anIsp,
  answer,
  changeRows,
  cut,
  ERROR_TYPE,
  ixcError,
  LISTING_TYPE,
  nginxError,
  PASSWORD_CANARIES,
  PASSWORD_CANARY,
  reset,
  truncate,
} from '../simulator/index.ts';
import { aBox, type Box, type Run, type StartOptions, type Systems } from '../support/box.ts';
import { othersFromSource } from '../support/from-source.ts';

othersFromSource();

/** Every byte that a run writes is searched for every form of every secret and for the customers' passwords. */

/** All that a password may hold and that JSON, URLs, shells and regular expressions write in their own ways. */
const PASSWORD = `S3nh@ "do" $BQN\\ção/+=%[x]`;
const USER = 'rest-user';
const HASH = '9e107d9d372bb6826bd81d3542a419d6'.repeat(2);
const KEY = `31:${HASH}`;
const IS_ROOT = process.getuid?.() === 0;

interface SecretBox extends Box, Systems {
  /** Runs the bundle and searches all that it wrote. */
  search(args?: readonly string[], options?: StartOptions): Promise<Run>;
}

async function aSecretBox(): Promise<SecretBox> {
  const isp = anIsp({
    columns: 'real',
    logins: [
      aLogin({ login: 'maria', contract: 'c1', prefix: '2001:db8:0:10::/60' }),
      aLogin({ login: 'sem ip', ip: '' }),
      aLogin(),
    ],
    contracts: [aContract('c1', { status: 'CA' })],
  });
  const box = await aBox(isp, { ixc: { key: KEY }, bqn: { user: USER, password: PASSWORD } });
  mkdirSync(box.path('tmp'));
  const usual = ['-ds', '--report', box.path('report.json'), '--metrics-file', box.path('metrics.prom')];
  return {
    ...box,
    async search(args = [], options = {}) {
      const env = { TMPDIR: box.path('tmp'), ...options.env };
      const run = await box.run([...usual, ...args], { ...options, env });
      expectNoSecret(box, run);
      return run;
    },
  };
}

/** A text as it is, and as JSON, URLs, HTML forms and base64 would carry it. */
function formsOf(text: string): string[] {
  const base64 = Buffer.from(text).toString('base64');
  return [
    text,
    JSON.stringify(text).slice(1, -1),
    JSON.stringify(JSON.stringify(text)).slice(3, -3),
    encodeURIComponent(text),
    encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    base64,
    base64.replace(/=+$/, ''),
    Buffer.from(text).toString('base64url'),
    encodeURIComponent(base64),
    Buffer.from(text).toString('hex'),
  ];
}

const SECRETS: readonly string[] = [
  ...new Set([
    ...[KEY, HASH, PASSWORD, `${USER}:${PASSWORD}`].flatMap(formsOf),
    PASSWORD_CANARY,
    ...Object.values(PASSWORD_CANARIES).flatMap((text) => [text, Buffer.from(text).toString('base64').slice(0, -4)]),
  ]),
];

function expectClean(name: string, text: string): void {
  const found = SECRETS.filter((secret) => text.includes(secret));
  expect(found, `${name} holds a secret:\n${text.slice(0, 3000)}`).toEqual([]);
}

function expectNoSecret({ folder }: Box, run: Pick<Run, 'stdout' | 'stderr'>): void {
  expectClean('standard output', run.stdout);
  expectClean('standard error', run.stderr);
  for (const [path, text] of filesIn(folder)) {
    expectClean(`the name of ${path}`, path);
    expectClean(path, text);
  }
}

/** What lies in the box, but for the bundle, its certificate and what a test itself put there. */
function filesIn(folder: string): [string, string][] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): [string, string][] => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return /\.(js|cjs|pem|env)$/.test(entry.name) || !entry.isFile() ? [] : [[path, readFileSync(path, 'utf8')]];
  });
}

/** Some server or proxy in between shows what it got, as debug pages do. */
const ECHO = `Authorization: Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')} (${USER}:${PASSWORD})`;
const IXC_ECHO = `token ${KEY} (Basic ${Buffer.from(KEY).toString('base64')})`;

interface Case {
  readonly name: string;
  readonly args?: readonly string[];
  readonly exit: number;
  readonly arrange?: (box: SecretBox) => void;
  readonly env?: Readonly<Record<string, string>>;
}

const CASES: readonly Case[] = [
  { name: 'a sync', exit: 0 },
  { name: 'a sync with -vv', args: ['-vv'], exit: 0 },
  { name: 'a sync with -vv as JSON into a log file', args: ['-vv', '--log-format', 'json', '-lf', 'run.log'], exit: 0 },
  { name: 'a dry run with -vv', args: ['-n', '-vv'], exit: 0 },
  { name: 'a dry run with the report on standard output', args: ['-n', '-vv', '--report', '-'], exit: 0 },
  { name: 'a check', args: ['--check', '-vv'], exit: 0 },
  { name: 'a file for a bug report', args: ['--support', 'support.txt', '-vv', '-lf', 'run.log'], exit: 0 },
  { name: 'a removal', args: ['--remove-all', '-vv'], exit: 0 },
  { name: 'without a BQN', env: { BQN_OAM_IP: '' }, exit: 0 },
  { name: 'IXC answers 401', exit: 3, arrange: ({ ixc }) => ixc.faults.on({}, nginxError(401)) },
  {
    name: 'IXC answers 500',
    exit: 3,
    arrange: ({ ixc }) => ixc.faults.on({}, answer({ status: 500, body: IXC_ECHO })),
  },
  { name: 'IXC resets the connection', exit: 3, arrange: ({ ixc }) => ixc.faults.on({}, reset()) },
  { name: 'IXC breaks off in the middle', exit: 3, arrange: ({ ixc }) => ixc.faults.on({}, cut('chunked')) },
  { name: 'IXC sends half an answer', exit: 3, arrange: ({ ixc }) => ixc.faults.on({}, truncate()) },
  { name: 'IXC is not trusted', exit: 3, env: { IXC_BQN_IXC_CA: '' } },
  { name: 'IXC shows the key in its error', exit: 3, arrange: ({ ixc }) => ixc.faults.on({}, ixcError(IXC_ECHO)) },
  {
    name: 'IXC shows the key in something that is neither page nor JSON',
    exit: 3,
    arrange: ({ ixc }) => ixc.faults.on({}, answer({ body: IXC_ECHO, contentType: ERROR_TYPE })),
  },
  {
    name: 'IXC redirects to an address with the key in it',
    exit: 3,
    arrange: ({ ixc }) =>
      ixc.faults.on({}, answer({ status: 302, headers: { location: `https://x.example/?k=${KEY}` } })),
  },
  {
    name: 'IXC sends rows that cannot be used',
    exit: 3,
    arrange: ({ ixc }) =>
      ixc.faults.on(
        { target: 'radusuarios' },
        changeRows((rows) => rows.map((row) => ({ ...row, id: 'x' }))),
      ),
  },
  { name: 'BQN answers 401', exit: 4, arrange: ({ bqn }) => bqn.faults.on({}, answer({ status: 401, body: ECHO })) },
  { name: 'BQN answers 500', exit: 4, arrange: ({ bqn }) => bqn.faults.on({}, answer({ status: 500, body: ECHO })) },
  { name: 'BQN resets the connection', exit: 4, arrange: ({ bqn }) => bqn.faults.on({}, reset()) },
  { name: 'BQN is not trusted', args: ['--bqn-fingerprint', 'ab'.repeat(32)], exit: 4 },
  {
    name: 'BQN answers a list with what it was told',
    exit: 4,
    arrange: ({ bqn }) => bqn.faults.on({ method: 'GET' }, answer({ body: JSON.stringify({ items: [{ x: ECHO }] }) })),
  },
  {
    name: 'the log, the report and the metrics cannot be written',
    args: ['-vv', '-lf', '/nonexistent/run.log', '--report', '/nonexistent/report', '--metrics-file', '/nonexistent/m'],
    exit: 0,
  },
];

/** Every write refused with the words of the request itself. */
const WRITES_ECHOED = (box: SecretBox) =>
  box.bqn.faults.on({ method: 'POST' }, answer({ status: 400, body: JSON.stringify({ error: { message: ECHO } }) }));

async function tryCase({ name, args, exit, arrange, env }: Case): Promise<void> {
  const box = await aSecretBox();
  arrange?.(box);
  const run = await box.search(['-v', ...(args ?? [])], { env: { ...env } });
  expect(run.code, `${name}:\n${run.output}`).toBe(exit);
}

describe('no secret and no customer password is in anything that is written', () => {
  test.each(CASES.filter(({ exit }) => exit === 0))('$name', tryCase);

  // Side by side, because the program pauses before it asks a server again.
  test('whatever way IXC fails', async () => {
    await Promise.all(CASES.filter(({ exit }) => exit === 3).map(tryCase));
  });

  test('whatever way a BQN fails', async () => {
    await Promise.all(CASES.filter(({ exit }) => exit === 4).map(tryCase));
  });

  test('a BQN refuses entries and shows the password: the log', async () => {
    const box = await aSecretBox();
    WRITES_ECHOED(box);
    const run = await box.run(['-vv']);
    expect(run.code).toBe(5);
    expect(run.output, 'it is taken out of the reason, which is shown').toMatch(
      /\*\*\*|not shown, as it may hold secrets/,
    );
    expectNoSecret(box, run);
  });

  test('a BQN refuses entries and shows the password: the report', async () => {
    const box = await aSecretBox();
    WRITES_ECHOED(box);
    expect((await box.search()).code).toBe(5);
    expect(readFileSync(box.path('report.json'), 'utf8')).toMatch(/\*\*\*|not shown, as it may hold secrets/);
  });

  test('answers of IXC that are no listing are told without the rows that stand in them', async () => {
    const bodies = [
      '[{"id":"1","login":"maria","senha":"CANARIO-senha-1"}]',
      'Notice: x in a.php\n{"total":"1","registros":[{"id":"1","senha":"CANARIO-senha-1"}]}',
      '{"total":"1","registros":{"id":"1","senha":"CANARIO-senha-1"}}',
      '{"total":"1","rows":{"id":"1","senha":"CANARIO-senha-1"}}',
      '{"id":"1","login":"maria","senha":"CANARIO-senha-1"}',
    ];
    await Promise.all(
      bodies.map((body) =>
        tryCase({
          name: body,
          exit: 3,
          arrange: ({ ixc }) => ixc.faults.on({ target: 'radusuarios' }, answer({ body, contentType: LISTING_TYPE })),
        }),
      ),
    );
  });

  test('a defect of the program shows a stack trace and no secret', async () => {
    const box = await aSecretBox();
    const hook = box.path('defect.cjs');
    writeFileSync(
      hook,
      `require('https').request = ({ headers }) => { throw new TypeError('defect ' + JSON.stringify(headers)); };`,
    );
    const run = await box.run(['-vv'], { env: { NODE_OPTIONS: `--require ${hook}` } });
    expect(run.code, run.output).toBe(1);
    expect(run.stderr).toMatch(/^\s+at /m);
    expectNoSecret(box, run);
  });

  test('while a run is under way, its command line, its lock and its state file hold none', async () => {
    const box = await aSecretBox();
    let pid = 0;
    const seen: string[] = [];
    box.bqn.faults.on({
      method: 'POST',
      when: () => {
        seen.push(readFileSync(`/proc/${pid}/cmdline`, 'utf8'), readFileSync(`/proc/${pid}/comm`, 'utf8'));
        for (const [path, text] of filesIn(box.folder)) seen.push(`${path}\n${text}`);
        return false;
      },
    });
    await box.search([], { onStart: (child) => (pid = child.pid ?? 0) });
    expect(seen.join('\n')).toContain('sync-ixc-bqn.state.json.lock');
    expectClean('what others can see of the process', seen.join('\n'));
  });

  test('a run that is killed in the middle of its writes leaves none behind', async () => {
    const box = await aSecretBox();
    let kill = () => {};
    box.bqn.faults.on({
      method: 'POST',
      nth: 2,
      when: () => {
        kill();
        return true;
      },
    });
    const run = await box.search(['-vv', '-lf', box.path('run.log')], {
      onStart: (child) => {
        kill = () => void child.kill('SIGKILL');
      },
    });
    expect(run.signal).toBe('SIGKILL');
    expect(filesIn(box.folder).map(([path]) => path)).toContain(`${box.stateFile}.lock`);
  });
});

describe('arguments given the old way', () => {
  const oldWay = { IXC_SERVER: undefined, IXC_KEY: undefined, BQN_OAM_IP: undefined, BQN_REST_PW: undefined };

  test('work, give one line of advice for each secret, and do not leak', async () => {
    const box = await aSecretBox();
    const args = ['-b', box.bqn.host, USER, PASSWORD, '-vv', box.ixc.host, KEY];
    const run = await box.search(args, { env: oldWay });
    expect(run.code, run.output).toBe(0);
    const hints = run.output.split('\n').filter((line) => line.includes('visible to other users'));
    expect(hints).toHaveLength(2);
    expect(hints.join('\n')).toMatch(/IXC_KEY[\s\S]*BQN_REST_PW/);
  });

  test('several BQNs give the advice once', async () => {
    const box = await aSecretBox();
    const args = ['-b', box.bqn.host, USER, PASSWORD, '-b', '127.0.0.1:1', USER, PASSWORD, '-n'];
    const run = await box.search(args, { env: { BQN_OAM_IP: undefined } });
    expect(run.output.split('BQN_REST_PW')).toHaveLength(2);
  });

  test('give no advice when they come from the environment', async () => {
    expect((await (await aSecretBox()).search(['-n'])).output).not.toContain('visible to other users');
  });

  test.each([
    ['swapped', [KEY, 'ixc.example']],
    ['one too many', ['ixc.example', KEY, 'more']],
    ['with an unknown flag', ['--nonsense', 'ixc.example', KEY]],
    ['with an invented flag', [`--ixc-key=${KEY}`]],
    ['with an invented flag and its value behind a blank', ['--password', PASSWORD]],
    ['with a BQN whose last word is missing', ['ixc.example', KEY, '-b', '10.0.0.1', PASSWORD]],
    ['with --bqn= and one text', [`--bqn=10.0.0.1 ${USER} ${PASSWORD}`]],
    ['with the REST user and its password joined', ['-b', '127.0.0.1', `${USER}:${PASSWORD}`, 'x']],
    ['with a key in two words', ['ixc.example', `${KEY} ${KEY}`]],
  ])('that are refused (%s) are not repeated', async (_name, args) => {
    const box = await aSecretBox();
    const run = await box.search(args, { env: oldWay });
    expect(run.code, run.output).toBe(2);
  });

  test.each([
    ['as -vb', (host: string) => ['-vb', host, USER, 'a-password']],
    ['as -nb', (host: string) => ['-nb', host, USER, 'a-password']],
  ])('a BQN given %s is not dropped, nor its password sent to an IXC of that name', async (_name, argsFor) => {
    const box = await aSecretBox();
    const run = await box.run([...argsFor(box.bqn.host), '-n'], { env: { BQN_OAM_IP: undefined } });
    expect(run.output).not.toContain(`${USER} is not known`);
    expect([2, 4], run.output).toContain(run.code);
  });
});

describe('--env-file', () => {
  async function aBoxWithFile(mode: number) {
    const box = await aSecretBox();
    const file = box.path('settings.env');
    writeFileSync(file, `IXC_KEY='${KEY}'\nBQN_REST_USER=${USER}\nBQN_REST_PW='${PASSWORD}'\n`, { mode });
    chmodSync(file, mode);
    const env = { IXC_KEY: undefined, BQN_REST_USER: undefined, BQN_REST_PW: '' };
    return { box, file, run: () => box.search(['--env-file', file, '-vv'], { env }) };
  }

  test.each([0o600, 0o400])('of mode %o is read', async (mode) => {
    const { box, run } = await aBoxWithFile(mode);
    const done = await run();
    expect(done.code, done.output).toBe(0);
    expect(box.bqn.writes.length).toBeGreaterThan(0);
  });

  test.each([0o640, 0o604, 0o620, 0o644, 0o660])('of mode %o is refused with the way to close it', async (mode) => {
    const { box, file, run } = await aBoxWithFile(mode);
    const refused = await run();
    expect(refused.code, refused.output).toBe(2);
    expect(refused.stderr).toContain('--env-file');
    expect(refused.stderr).toContain(`chmod 600 ${file}`);
    expect(box.ixc.requests).toEqual([]);
  });

  test.runIf(IS_ROOT)('of another user is refused', async () => {
    const { file, run } = await aBoxWithFile(0o600);
    chownSync(file, 65534, 65534);
    const refused = await run();
    expect(refused.code, refused.output).toBe(2);
    expect(refused.stderr).toContain('another user');
  });

  test.runIf(IS_ROOT)('of another user behind a link of ours is refused', async () => {
    const { box, file } = await aBoxWithFile(0o600);
    chownSync(file, 65534, 65534);
    symlinkSync(file, box.path('link.env'));
    expect((await box.search(['--env-file', box.path('link.env')])).code).toBe(2);
  });

  // By its variable: Node 20 and later look for the flag themselves, before the bundle starts.
  test('that is missing or a folder is refused with the name of the flag', async () => {
    const box = await aSecretBox();
    for (const name of ['missing.env', 'tmp']) {
      const run = await box.search([], { env: { IXC_BQN_ENV_FILE: box.path(name) } });
      expect(run.code, run.output).toBe(2);
      expect(run.stderr).toContain('--env-file');
    }
  });

  test('does not go before what is set already', async () => {
    const { box, file } = await aBoxWithFile(0o600);
    const run = await box.search(['--env-file', file], { env: { BQN_REST_PW: 'another-password' } });
    expect(run.code, run.output).toBe(4);
  });
});
