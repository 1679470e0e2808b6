import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { expect, test, vi } from 'vitest';
import { replaceFile } from '../../src/files/atomic-file.ts';
import { aroundIt, bundleIf, sampled } from '../support/from-source.ts';
import { variant } from '../support/variant.ts';
import { aWorld, onEnd, told, type World } from '../support/world.ts';

/** What another user of the machine can lay in the way of a program that runs as root. */

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

const SOMEBODY = 65_534;
/** Only root can make a file another user's. */
const asRoot = test.skipIf(process.getuid?.() !== 0);
const rootVariant = process.getuid?.() === 0 ? variant : test.skip;

function aPipe(path: string): string {
  expect(spawnSync('mkfifo', [path]).status).toBe(0);
  return path;
}

/** A folder of another user's, such as node_exporter's, in a world. */
function foreignFolder(world: World): string {
  const folder = world.path('textfile');
  mkdirSync(folder);
  chownSync(folder, SOMEBODY, SOMEBODY);
  return folder;
}

asRoot.concurrent(
  'a link that another user laid where the report goes is replaced, and its target is as it was',
  async (context) => {
    const world = await aWorld(onEnd(context));
    const folder = foreignFolder(world);
    const victim = world.path('victim');
    writeFileSync(victim, 'precious');
    const report = `${folder}/report.json`;
    symlinkSync(victim, report);
    for (const args of [['--check'], []]) {
      const run = await bundleIf(args.length === 0, () => world.run([...args, '--report', report]));
      expect(run.code, told(run)).toBe(0);
      expect(readFileSync(victim, 'utf8')).toBe('precious');
    }
    expect(lstatSync(report).isFile()).toBe(true);
    expect(readdirSync(folder), 'no draft and no trial is left').toEqual(['report.json']);
  },
);

rootVariant(
  'a link of our own in another’s folder is not followed either: it could be exchanged meanwhile',
  async (context) => {
    const world = await aWorld(onEnd(context));
    const folder = foreignFolder(world);
    writeFileSync(world.path('victim'), 'precious');
    symlinkSync(world.path('victim'), `${folder}/m.prom`);
    expect((await world.run(['--metrics-file', `${folder}/m.prom`])).code).toBe(0);
    expect(readFileSync(world.path('victim'), 'utf8')).toBe('precious');
    expect(lstatSync(`${folder}/m.prom`).isFile()).toBe(true);
  },
);

rootVariant('a pipe that another user laid gets no customer’s name: it is replaced', async (context) => {
  const world = await aWorld(onEnd(context));
  const folder = foreignFolder(world);
  const pipe = aPipe(`${folder}/report.json`);
  chownSync(pipe, SOMEBODY, SOMEBODY);
  expect((await world.run(['--report', pipe])).code).toBe(0);
  expect(lstatSync(pipe).isFile()).toBe(true);
});

rootVariant('a folder that others may write to is said by --check', async (context) => {
  const world = await aWorld(onEnd(context));
  const run = await world.run(['--check', '--metrics-file', `${foreignFolder(world)}/m.prom`]);
  expect(run.output).toMatch(/look {3}--metrics-file .*others may write into its folder \(it belongs to user 65534\)/);
  const open = world.path('open');
  mkdirSync(open);
  chmodSync(open, 0o777);
  expect((await world.run(['--check', '--report', `${open}/r.json`])).output).toMatch(/look .*mode 0777/);
});

test('what a killed run left of a draft goes after an hour, and nothing else does', async (context) => {
  const world = await aWorld(onEnd(context));
  const file = world.path('report.json');
  const old = `${file}.0123456789abcdef.new`;
  const others = [`${file}.aaaaaaaaaaaaaaaa.new`, `${file}.notes.new`, `${file}.old`];
  for (const path of [old, ...others]) writeFileSync(path, '');
  utimesSync(old, 0, 0);
  utimesSync(others[1] ?? '', 0, 0);
  utimesSync(others[2] ?? '', 0, 0);
  replaceFile(file, 'new', 0o600);
  expect(existsSync(old)).toBe(false);
  expect(others.filter((path) => !existsSync(path))).toEqual([]);
});

test.concurrent('whoever reads report and metrics can, also where the wrapper’s umask is 077', async (context) => {
  const world = await aWorld(onEnd(context));
  const run = await world.runUnder(['sh', '-c', 'umask 077; exec "$@"', 'sh']);
  expect(run.code, told(run)).toBe(0);
  expect((statSync(world.path('report.json')).mode & 0o777).toString(8)).toBe('640');
  expect((statSync(world.path('metrics.prom')).mode & 0o777).toString(8)).toBe('644');
  expect((statSync(world.stateFile).mode & 0o777).toString(8)).toBe('600');
});

/** As variables: Node itself reads an --env-file wherever it stands on the command line. */
const PIPES: readonly (readonly [variable: string, says: RegExp])[] = [
  ['IXC_BQN_ENV_FILE', /--env-file.*no regular file/],
  ['IXC_BQN_STATE_FILE', /--state-file.*no regular file/],
  ['IXC_BQN_IXC_CA', /--ixc-ca.*no regular file/],
  ['IXC_BQN_BQN_CA', /--bqn-ca.*no regular file/],
];

for (const [variable, says] of PIPES) {
  variant(`a pipe as ${variable} is refused, and not waited for`, async (context) => {
    const world = await aWorld(onEnd(context));
    const run = await world.run([], { env: { [variable]: aPipe(world.path('pipe')) } });
    expect(run.code, told(run)).toBe(2);
    expect(run.output).toMatch(says);
  });
}

variant('a log file with a second name is not written to', async (context) => {
  const world = await aWorld(onEnd(context));
  writeFileSync(world.path('theirs'), 'precious\n');
  linkSync(world.path('theirs'), world.path('run.log'));
  const run = await world.run(['--log-file', world.path('run.log')]);
  expect(readFileSync(world.path('theirs'), 'utf8')).toBe('precious\n');
  expect(run.output).toMatch(/run\.log.*hard link/);
});

rootVariant('nor one of another user', async (context) => {
  const world = await aWorld(onEnd(context));
  writeFileSync(world.path('run.log'), 'precious\n');
  chownSync(world.path('run.log'), SOMEBODY, SOMEBODY);
  const run = await world.run(['--log-file', world.path('run.log')]);
  expect(readFileSync(world.path('run.log'), 'utf8')).toBe('precious\n');
  expect(run.output).toMatch(/run\.log.*another user/);
});

test.concurrent('a program that others may exchange is told in every run', async (context) => {
  const world = await aWorld(onEnd(context));
  expect((await aroundIt(() => world.run())).output).not.toContain('others may write to');
  chmodSync(world.bundle, 0o777);
  const run = await world.run();
  expect(run.code, told(run)).toBe(0);
  expect(run.output).toMatch(/warning: others may write to .*sync-ixc-bqn\.js \(mode 0777\)/);
});

const TEXTS: readonly (readonly [what: string, text: string])[] = [
  ['users', 'root:x:0:0:root:/root:/bin/bash\n'],
  ['jobs', '*/5 * * * * root run-parts /etc/cron.5\n'],
  ['a table', 'login,ip\nmaria,100.64.0.1\n'],
  ['another program', '{"name":"other"}'],
];

const MODES: readonly (readonly string[])[] = [[], ['--check'], ['--dry-run']];

for (const [what, text] of TEXTS) {
  test.concurrent(`a --state-file that is a text of ${what} is neither moved nor replaced`, async (context) => {
    const world = await aWorld(onEnd(context));
    const file = world.path('theirs.txt');
    writeFileSync(file, text);
    for (const args of what === 'users' ? MODES : sampled(MODES, 1)) {
      const isFirst = what === 'users' && args.length === 0;
      await bundleIf(isFirst, () => world.run([...args, '--state-file', file]));
    }
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(readdirSync(world.folder).filter((name) => name.startsWith('theirs.txt.'))).toEqual([]);
  });
}

asRoot.concurrent(
  'a lock in the folder for temporary files, in a folder that is not ours, is no lock',
  async (context) => {
    const world = await aWorld(onEnd(context));
    const args = ['--state-file', world.path('no-such-folder/state.json')];
    expect((await world.run(args)).code).toBe(0);
    const [folder] = readdirSync(world.path('tmp'));
    expect(folder).toMatch(/^sync-ixc-bqn-/);
    chownSync(world.path(`tmp/${folder}`), SOMEBODY, SOMEBODY);
    const run = await world.run(args);
    expect(run.output).toMatch(/no lock can be taken/);
    expect(readdirSync(world.path(`tmp/${folder}`))).toEqual([]);
  },
);

test.concurrent('a pipe in the place of the lock, or a token with a path in it, is overcome and leads nowhere', async (context) => {
  const world = await aWorld(onEnd(context));
  aPipe(world.lockFile);
  expect((await bundleIf(false, () => world.run())).code).toBe(0);
  const stale = { pid: 999_999_999, host: 'x', token: '/../../planted', started: 'never' };
  writeFileSync(world.lockFile, JSON.stringify(stale));
  expect((await world.run()).code).toBe(0);
  expect(existsSync(world.path('../planted.claim'))).toBe(false);
});

variant('a value with a # in an env file is whole, and a comment behind one is none of it', async (context) => {
  const world = await aWorld(onEnd(context));
  const file = world.path('settings.env');
  world.bqn.faults.on({}, { kind: 'delay', ms: 0 });
  writeFileSync(
    file,
    [
      'BQN_REST_PW=abc#def # of the second box',
      `BQN_REST_USER="${world.bqn.user}" # the usual one`,
      'IXC_BQN_MAX_DELETE=40#2',
      '# a line',
    ].join('\n'),
    { mode: 0o600 },
  );
  const refused = await world.run(['--env-file', file], { env: { BQN_REST_USER: '', BQN_REST_PW: '' } });
  expect(refused.code, 'the # of a number is not cut off').toBe(2);
  expect(refused.output).toMatch(/IXC_BQN_MAX_DELETE.*\(4 characters\)/);
  writeFileSync(file, 'BQN_REST_PW=abc#def # of the second box\n', { mode: 0o600 });
  const run = await world.run(['--env-file', file, '-vv'], { env: { BQN_REST_PW: '' } });
  expect(run.code, told(run)).toBe(4);
  expect(run.output, 'what was sent is not shown').not.toContain('abc');
});

test.concurrent('SIGUSR1 opens no debugger to whoever may send a signal', async (context) => {
  const world = await aWorld(onEnd(context));
  let sent = false;
  world.ixc.faults.on(
    {
      when: () => {
        if (!sent) process.kill(pid, 'SIGUSR1');
        sent = true;
        return false;
      },
    },
    { kind: 'delay', ms: 0 },
  );
  let pid = 0;
  const run = await world.run([], {
    onStart: (child) => {
      pid = child.pid ?? 0;
    },
  });
  expect(sent).toBe(true);
  expect(run.code, told(run)).toBe(0);
  expect(run.output).not.toMatch(/Debugger listening/);
});
