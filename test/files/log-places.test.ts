import {
  chmodSync,
  chownSync,
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
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { LogFile } from '../../src/files/log-file.ts';

/** A log in a folder where everybody may lay something, such as /tmp: what others laid there is neither followed nor written. */

const IS_ROOT = process.getuid?.() === 0;
const NOBODY = 65_534;
const FULL = 5_000_000;

/** As /tmp is: open to all, and each may remove only what is their own. */
function aStickyFolder(): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-sticky-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o1777);
  return (name) => join(folder, name);
}

function aFullLog(path: string): void {
  writeFileSync(path, `${'a line of before\n'.repeat(FULL / 17)}`.padEnd(FULL, '\n'), { mode: 0o600 });
}

describe.runIf(IS_ROOT)('where the older log should be', () => {
  test('a folder of another user gets nothing, and the log keeps its last half', () => {
    const path = aStickyFolder();
    mkdirSync(path('run.log.1'));
    chownSync(path('run.log.1'), NOBODY, NOBODY);
    aFullLog(path('run.log'));
    new LogFile(path('run.log')).append('the next line\n');
    expect(readdirSync(path('run.log.1'))).toEqual([]);
    const { size } = statSync(path('run.log'));
    expect(size).toBeGreaterThan(FULL / 2 - 100);
    expect(size).toBeLessThan(FULL / 2 + 100);
    expect(readFileSync(path('run.log'), 'utf8')).toMatch(/^a line of before\n[\s\S]*\nthe next line\n$/);
  });

  test('a file of another user stays as it is', () => {
    const path = aStickyFolder();
    writeFileSync(path('run.log.1'), 'theirs');
    chownSync(path('run.log.1'), NOBODY, NOBODY);
    aFullLog(path('run.log'));
    new LogFile(path('run.log')).append('the next line\n');
    expect([readFileSync(path('run.log.1'), 'utf8'), statSync(path('run.log.1')).uid]).toEqual(['theirs', NOBODY]);
    expect(readFileSync(path('run.log'), 'utf8')).toMatch(/\nthe next line\n$/);
  });

  test('a link of another user goes away, and what it leads to stays', () => {
    const path = aStickyFolder();
    writeFileSync(path('victim'), 'untouched', { mode: 0o644 });
    symlinkSync(path('victim'), path('run.log.1'));
    lchownSync(path('run.log.1'), NOBODY, NOBODY);
    aFullLog(path('run.log'));
    new LogFile(path('run.log')).append('the next line\n');
    expect([readFileSync(path('victim'), 'utf8'), statSync(path('victim')).mode & 0o777]).toEqual(['untouched', 0o644]);
    expect(lstatSync(path('run.log.1')).isFile()).toBe(true);
  });

  test('a second name of a file of ours is no place for it', () => {
    const path = aStickyFolder();
    writeFileSync(path('victim'), 'untouched');
    linkSync(path('victim'), path('run.log.1'));
    aFullLog(path('run.log'));
    new LogFile(path('run.log')).append('the next line\n');
    expect(readFileSync(path('victim'), 'utf8')).toBe('untouched');
    expect(statSync(path('run.log.1')).ino).toBe(statSync(path('victim')).ino);
  });
});

describe.runIf(IS_ROOT)('the log itself', () => {
  test.each(['file', 'link to a file', 'link to nothing', 'folder', 'second name'])(
    'a %s that another user laid in its place is refused and stays as it is',
    (what) => {
      const path = aStickyFolder();
      writeFileSync(path('victim'), 'untouched', { mode: 0o644 });
      if (what === 'file') writeFileSync(path('run.log'), 'theirs');
      else if (what === 'folder') mkdirSync(path('run.log'));
      else if (what === 'second name') linkSync(path('victim'), path('run.log'));
      else symlinkSync(path(what === 'link to a file' ? 'victim' : 'nowhere'), path('run.log'));
      if (what !== 'second name') lchownSync(path('run.log'), NOBODY, NOBODY);
      const log = new LogFile(path('run.log'));
      expect(() => log.test()).toThrow();
      expect(() => log.append('ours\n')).toThrow();
      expect([readFileSync(path('victim'), 'utf8'), statSync(path('victim')).mode & 0o777]).toEqual([
        'untouched',
        0o644,
      ]);
      expect(existsSync(path('nowhere'))).toBe(false);
      if (what === 'file') expect(readFileSync(path('run.log'), 'utf8')).toBe('theirs');
    },
  );

  test('a link of another user on the way to it is not followed; one of root’s is', () => {
    const path = aStickyFolder();
    mkdirSync(path('own'));
    for (const [name, owner] of [
      ['theirs', NOBODY],
      ['ours', 0],
    ] as const) {
      symlinkSync(path('own'), path(name));
      lchownSync(path(name), owner, owner);
    }
    expect(() => new LogFile(path('theirs/run.log')).append('x\n')).toThrow(/is a link of another user/);
    expect(() => new LogFile(path('theirs/deeper/run.log')).append('x\n')).toThrow(/is a link of another user/);
    expect(readdirSync(path('own'))).toEqual([]);
    new LogFile(path('ours/run.log')).append('x\n');
    expect(readdirSync(path('own'))).toEqual(['run.log']);
  });
});
