import {
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { endLog } from '../../src/files/log-age.ts';

/** The log names customers, and ends by age, as the journal does. */

const NOW = Date.parse('2026-03-31T12:00:00');
const DAY_MS = 86_400_000;
const KEPT = { since: NOW - 30 * DAY_MS, firstDay: '2026-03-01', today: '2026-03-31' };
const OLD = '2026-02-28 23:59:59.999999 maria is blocked\n';
const YOUNG = '2026-03-01 00:00:00.000000 joao is blocked\n';

/** A folder, and what makes a file in it that was last written so many days ago. */
function aFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-age-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);
  const lay = (name: string, text: string, days = 0) => {
    writeFileSync(path(name), text, { mode: 0o600 });
    const at = NOW / 1000 - days * 86_400;
    utimesSync(path(name), at, at);
    return path(name);
  };
  return { path, lay };
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

test('what was put aside and not written since goes, whatever stands in it; younger stays', () => {
  const { path, lay } = aFolder();
  lay('run.log', YOUNG);
  lay('run.log.1', 'a line without a time\n', 29);
  lay('run.log.2', YOUNG, 31);
  endLog(path('run.log'), KEPT, NOW);
  expect(['run.log', 'run.log.1', 'run.log.2'].map((name) => textOf(path(name)))).toEqual([
    YOUNG,
    'a line without a time\n',
    undefined,
  ]);
});

test('lines of the days before go, with the lines that belong to them, and nothing is left half', () => {
  const { path, lay } = aFolder();
  lay('run.log', `${OLD}  a table of it\n${YOUNG}  a table\n`);
  lay('run.log.1', OLD);
  endLog(path('run.log'), KEPT, NOW);
  expect([textOf(path('run.log')), textOf(path('run.log.1'))]).toEqual([`${YOUNG}  a table\n`, undefined]);
  expect(statSync(path('run.log')).mode & 0o777).toBe(0o600);
});

test('a log in JSON, too', () => {
  const { path, lay } = aFolder();
  const line = (text: string) => `${JSON.stringify({ time: text.slice(0, 26), level: 'info', text })}\n`;
  lay('run.log', line(OLD) + line(YOUNG));
  endLog(path('run.log'), KEPT, NOW);
  expect(textOf(path('run.log'))).toBe(line(YOUNG));
});

test('a log in which nothing is too old is the same file', () => {
  const { path, lay } = aFolder();
  const before = statSync(lay('run.log', YOUNG.repeat(1000))).ino;
  endLog(path('run.log'), KEPT, NOW);
  expect(statSync(path('run.log')).ino).toBe(before);
});

describe('a clock that was wrong', () => {
  const FUTURE = '2031-01-01 00:00:00.000000 synchronization script starts\n';

  test('lines of the future keep nothing old alive, and go with their file', () => {
    const { path, lay } = aFolder();
    lay('run.log', FUTURE + OLD + YOUNG);
    lay('run.log.1', FUTURE, -1700);
    endLog(path('run.log'), KEPT, NOW);
    expect(textOf(path('run.log'))).toBe(FUTURE + YOUNG);
    expect(textOf(path('run.log.1'))).toBe(FUTURE);
    const later = NOW + 31 * DAY_MS;
    endLog(path('run.log'), { since: later - 30 * DAY_MS, firstDay: '2026-04-01', today: '2026-05-01' }, later);
    expect(textOf(path('run.log.1'))).toBeUndefined();
  });

  test('lines of the past behind young ones take none of these along', () => {
    const { path, lay } = aFolder();
    lay('run.log', `${OLD}${YOUNG}1970-01-01 00:00:09.000000 the box has started\n`);
    endLog(path('run.log'), KEPT, NOW);
    expect(textOf(path('run.log'))).toBe(YOUNG);
  });
});

describe('what is not ours stays as it is', () => {
  test.each(['run.log', 'run.log.1'])('a link, or a second name, at %s', (name) => {
    for (const make of [symlinkSync, linkSync]) {
      const { path, lay } = aFolder();
      lay('victim', OLD, 99);
      make(path('victim'), path(name));
      endLog(path('run.log'), KEPT, NOW);
      expect([textOf(path('victim')), lstatSync(path(name)).isSymbolicLink()]).toEqual([OLD, make === symlinkSync]);
    }
  });

  test.runIf(process.getuid?.() === 0)('a file of another user', () => {
    const { path, lay } = aFolder();
    chownSync(lay('run.log.1', OLD, 99), 65_534, 65_534);
    endLog(path('run.log'), KEPT, NOW);
    expect(textOf(path('run.log.1'))).toBe(OLD);
  });

  test('a device', () => {
    expect(() => endLog('/dev/null', KEPT, NOW)).not.toThrow();
  });
});
