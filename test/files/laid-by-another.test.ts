import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { replaceFile } from '../../src/files/atomic-file.ts';
import { LogFile } from '../../src/files/log-file.ts';
import { readRegularFile } from '../../src/files/regular-file.ts';
import { isSystems } from '../../src/files/trust.ts';
import { beforeFile, keepBefore, readBefore } from '../../src/state/before.ts';
import { Ledger } from '../../src/state/ledger.ts';
import { aBqn } from '../support/builders.ts';

/** Files in folders that are open to all, /dev/shm among them, where another user was first. */

const SOMEBODY = 65_534;
const isRoot = process.getuid?.() === 0;

/** As /tmp is: open to all, and each may remove only what is their own. */
function aSharedFolder(where = tmpdir()) {
  const folder = mkdtempSync(join(where, 'sync-ixc-bqn-shared-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o1777);
  const path = (name: string) => join(folder, name);
  const layLink = (name: string, target: string) => {
    symlinkSync(target, path(name));
    lchownSync(path(name), SOMEBODY, SOMEBODY);
    return path(name);
  };
  return { path, layLink };
}

describe.runIf(isRoot)('a link of ours that leads to one of another user', () => {
  test('leads no further: nothing is written there', () => {
    const { path, layLink } = aSharedFolder();
    writeFileSync(path('victim'), 'untouched');
    symlinkSync(layLink('theirs', path('victim')), path('ours'));
    expect(() => replaceFile(path('ours'), 'x', 0o600)).toThrow(/is a link of another user's/);
    expect(readFileSync(path('victim'), 'utf8')).toBe('untouched');
    symlinkSync(path('victim'), path('straight'));
    replaceFile(path('straight'), 'ours', 0o600);
    expect([readFileSync(path('victim'), 'utf8'), lstatSync(path('straight')).isSymbolicLink()]).toEqual([
      'ours',
      true,
    ]);
  });
});

describe.runIf(isRoot && existsSync('/dev/shm'))('/dev/shm, which is as /tmp is', () => {
  test('a link of another user there is not written through, neither by a log nor by a report', () => {
    const { path, layLink } = aSharedFolder('/dev/shm');
    writeFileSync(path('victim'), 'untouched', { mode: 0o644 });
    const link = layLink('run', path('victim'));
    expect(() => new LogFile(link).append('x\n')).toThrow();
    expect(() => readRegularFile(link, 100)).toThrow(/is a link of another user's/);
    replaceFile(link, 'ours', 0o600);
    expect([readFileSync(path('victim'), 'utf8'), statSync(path('victim')).mode & 0o777]).toEqual(['untouched', 0o644]);
    expect([readFileSync(link, 'utf8'), lstatSync(link).isFile()]).toEqual(['ours', true]);
  });

  test('a file of another user there is not read, and a state file of ours is', () => {
    const { path } = aSharedFolder('/dev/shm');
    writeFileSync(path('overrides.csv'), 'login,what,until,by,why\n');
    chownSync(path('overrides.csv'), SOMEBODY, SOMEBODY);
    expect(() => readRegularFile(path('overrides.csv'), 100)).toThrow(/belongs to another user/);
    Ledger.amend(path('state.json'), (ledger) => ledger.rememberTold(['something']));
    expect(Ledger.open(path('state.json'), () => {}, false).told).toEqual(['something']);
  });
});

test.each([
  ['/dev/stdout', true],
  ['/dev/null', true],
  ['/dev/fd/63', true],
  ['/dev/pts/0', true],
  ['/dev/shm/run.log', false],
  ['/dev/shm/own/run.log', false],
  ['/dev/mqueue/x', false],
  ['/dev/../tmp/x', false],
  ['/tmp/dev/null', false],
])('%s is the system’s own: %s', (path, expected) => {
  expect(isSystems(path)).toBe(expected);
});

test.runIf(isRoot).each(['a file', 'a link'])(
  '%s that another user laid for what stood on a BQN keeps nothing, and ours is kept in its place',
  (what) => {
    const { path, layLink } = aSharedFolder();
    const before = { label: '192.0.2.7:3443', fingerprint: undefined, at: 1, state: aBqn() };
    const file = beforeFile(path('state.json'), before.label);
    writeFileSync(path('victim'), 'untouched');
    chownSync(path('victim'), what === 'a file' ? SOMEBODY : 0, 0);
    if (what === 'a file') renameSync(path('victim'), file);
    else layLink(basename(file), path('victim'));
    keepBefore(path('state.json'), before);
    expect(readBefore(file).label).toBe(before.label);
    if (what === 'a link') expect(readFileSync(path('victim'), 'utf8')).toBe('untouched');
    const kept = statSync(file).ino;
    keepBefore(path('state.json'), { ...before, at: 2 });
    expect(statSync(file).ino, 'once it is ours it stays').toBe(kept);
  },
);
