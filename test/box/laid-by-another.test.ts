import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  linkSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { expect, test, vi } from 'vitest';
import { bundleIf } from '../support/from-source.ts';
import { nodeUnderTest, startProcess } from '../support/process.ts';
import { variant } from '../support/variant.ts';
import { aWorld, onEnd, told, type World } from '../support/world.ts';

/** A folder such as /tmp, where another user was first: nothing of theirs is followed, read or written. */

vi.setConfig({ maxConcurrency: 3, testTimeout: 300_000 });

const SOMEBODY = 65_534;
const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stderr.write('SKIPPED test/laid-by-another.test.ts: only root can lay files of another user\n');
const asRoot = test.skipIf(!isRoot);
const rootVariant = isRoot ? variant : test.skip;

function aSharedFolder(world: World): string {
  const folder = world.path('shared');
  mkdirSync(folder);
  chmodSync(folder, 0o1777);
  return folder;
}

/** A file of another user's. */
function lay(path: string, text: string): string {
  writeFileSync(path, text);
  chownSync(path, SOMEBODY, SOMEBODY);
  return path;
}

function layLink(path: string, target: string): string {
  symlinkSync(target, path);
  lchownSync(path, SOMEBODY, SOMEBODY);
  return path;
}

asRoot.concurrent('a state file that another user laid says nothing of what is ours', async (context) => {
  const world = await aWorld(onEnd(context));
  const folder = aSharedFolder(world);
  await world.begin();
  const ours = readFileSync(world.stateFile, 'utf8');
  const stateFile = lay(`${folder}/state.json`, ours);
  const before = world.held();
  const run = await world.run(['--state-file', stateFile]);
  expect(run.code, told(run)).toBe(2);
  expect(run.output).toContain(`--state-file: ${stateFile}: it belongs to another user (${SOMEBODY})`);
  expect(world.held()).toEqual(before);
  const link = layLink(`${folder}/link.json`, world.stateFile);
  const linked = await bundleIf(false, () => world.run(['--state-file', link]));
  expect(linked.code, told(linked)).toBe(2);
  expect(linked.output).toContain('link of another user');
  expect(readFileSync(world.stateFile, 'utf8')).toBe(ours);
});

rootVariant('a second name that another user may have given to a file of root’s is not read', async (context) => {
  const world = await aWorld(onEnd(context));
  const folder = aSharedFolder(world);
  await world.begin();
  linkSync(world.stateFile, `${folder}/state.json`);
  const run = await world.run(['--state-file', `${folder}/state.json`]);
  expect(run.code, told(run)).toBe(2);
  expect(run.output).toContain('hard link');
  // Where only root makes entries it is a backup's.
  linkSync(world.stateFile, world.path('backup.json'));
  expect((await world.run()).code).toBe(0);
});

rootVariant('a pause that another user laid does not hold', async (context) => {
  const world = await aWorld(onEnd(context));
  const folder = aSharedFolder(world);
  const stateFile = `${folder}/state.json`;
  lay(`${stateFile}.pause`, JSON.stringify({ until: Date.now() / 1000 + 3600, reason: 'sleep' }));
  const run = await world.run(['--state-file', stateFile]);
  expect(run.code, told(run)).toBe(0);
  expect(run.output).toContain('so it does not hold');
  expect(world.bqn.writes.length).toBeGreaterThan(0);
});

rootVariant('a lock that another user laid, for a process that lives for ever, holds up nobody', async (context) => {
  const world = await aWorld(onEnd(context));
  const folder = aSharedFolder(world);
  const stateFile = `${folder}/state.json`;
  const lock = { pid: 1, host: hostname(), token: 'theirs' };
  for (const name of ['.lock', '.lock.unreadable.claim', '.lock.theirs.claim'])
    lay(`${stateFile}${name}`, JSON.stringify(lock));
  for (const _round of [1, 2]) {
    const run = await world.run(['--state-file', stateFile]);
    expect(run.code, told(run)).toBe(0);
  }
  expect(existsSync(`${stateFile}.lock`)).toBe(false);
  layLink(`${stateFile}.lock`, lay(`${folder}/theirs`, JSON.stringify(lock)));
  expect((await world.run(['--state-file', stateFile])).code).toBe(0);
});

rootVariant('overrides that another user laid, or a link of theirs, give nobody service', async (context) => {
  const world = await aWorld(onEnd(context));
  const folder = aSharedFolder(world);
  const text = 'login,what,until,by,why\ncliente1,open,2099-01-01,eve,because\n';
  writeFileSync(world.path('secret.csv'), 'root:secret-of-root\n');
  const files = [lay(`${folder}/overrides.csv`, text), layLink(`${folder}/link.csv`, world.path('secret.csv'))];
  for (const file of files) {
    const run = await world.run(['--overrides', file]);
    expect(run.code, told(run)).toBe(2);
    expect(run.output).toContain('another user');
    expect(run.output).not.toContain('secret-of-root');
    expect(world.bqn.writes).toEqual([]);
  }
});

rootVariant('a journal and a log that another user laid are neither shown nor written to', async (context) => {
  const world = await aWorld(onEnd(context));
  const folder = aSharedFolder(world);
  const entry = { time: '2026-01-01T00:00:00.000Z', event: 'blocks', login: 'invented-by-eve', ip: '100.64.0.1' };
  const journal = lay(`${folder}/journal.jsonl`, `${JSON.stringify(entry)}\n`);
  lay(`${journal}.1`, `${JSON.stringify(entry)}\n`);
  const log = lay(`${folder}/run.log`, 'a line of eve\n');
  const history = await world.runBare(['--history', 'all', '--journal', journal]);
  expect(history.output).not.toContain('invented-by-eve');
  expect(history.output).toContain('another user');
  const run = await world.run(['--journal', journal, '--log-file', log]);
  expect(run.code, told(run)).toBe(0);
  expect(readFileSync(journal, 'utf8')).toBe(`${JSON.stringify(entry)}\n`);
  expect(readFileSync(log, 'utf8')).toBe('a line of eve\n');
  const support = world.path('support.txt');
  expect((await world.run(['--support', support, '--log-file', log])).code).toBe(0);
  expect(readFileSync(support, 'utf8')).toContain('another user');
});

rootVariant('where a folder on the way is a link of another user’s nothing is written', async (context) => {
  const world = await aWorld(onEnd(context));
  const folder = aSharedFolder(world);
  mkdirSync(world.path('precious'));
  layLink(`${folder}/reports`, world.path('precious'));
  const run = await world.run(['--report', `${folder}/reports/r.json`, '--html', `${folder}/reports/p.html`]);
  expect(run.code, told(run)).toBe(0);
  expect(run.output).toContain('is a link of another user');
  expect(existsSync(world.path('precious/r.json'))).toBe(false);
  expect(existsSync(world.path('precious/p.html'))).toBe(false);
});

rootVariant('authorities that another user can write are told, in runs and by --check', async (context) => {
  const world = await aWorld(onEnd(context));
  const ca = world.path('ixc-ca.pem');
  const theirs = /others may write to .*ixc-ca\.pem \(.*\), whose certificates are believed/;
  expect((await world.run()).output).not.toMatch(theirs);
  chmodSync(ca, 0o666);
  for (const args of [[], ['--check']]) expect((await world.run(args)).output).toMatch(theirs);
  chmodSync(ca, 0o644);
  chownSync(ca, SOMEBODY, SOMEBODY);
  for (const args of [[], ['--check']]) expect((await world.run(args)).output).toMatch(theirs);
});

asRoot.concurrent(
  'a program whose folder, or one above it, is another user’s is told, and so is its wrapper',
  async (context) => {
    const world = await aWorld(onEnd(context));
    const hint = /others may write to ([^:]*): whatever they put there runs as this user/;
    const outer = world.path('outer');
    const inner = `${outer}/inner`;
    mkdirSync(inner, { recursive: true });
    const bundle = `${inner}/sync-ixc-bqn.js`;
    writeFileSync(bundle, readFileSync(world.bundle));
    const wrapper = `${inner}/sync-ixc-bqn.sh`;
    writeFileSync(wrapper, '#!/bin/bash\n');
    const start = async (args: readonly string[] = []) => {
      return await startProcess(nodeUnderTest(), [bundle, ...args], { cwd: world.folder, env: world.env });
    };
    expect((await start(['--check'])).output).not.toMatch(hint);
    chownSync(outer, SOMEBODY, SOMEBODY);
    for (const args of [[], ['--check']]) {
      expect(hint.exec((await start(args)).output)?.[1]).toBe(`${outer} (it belongs to user ${SOMEBODY})`);
    }
    chownSync(outer, 0, 0);
    chmodSync(inner, 0o777);
    expect(hint.exec((await start()).output)?.[1]).toBe(`${inner} (mode 0777)`);
    chmodSync(inner, 0o755);
    chmodSync(wrapper, 0o766);
    expect(hint.exec((await start()).output)?.[1]).toBe(`${wrapper} (mode 0766)`);
  },
);
