import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { LogFile } from '../../src/files/log-file.ts';
import { Log } from '../../src/report/log.ts';
import { shown } from '../../src/text/shown.ts';
import { aLogin, anIsp, nginxError } from '../simulator/index.ts';
import { aBox } from '../support/box.ts';
import { othersFromSource } from '../support/from-source.ts';
import { HAS_TERMINAL, runOnTerminal } from '../support/terminal.ts';

othersFromSource();

/** The log: the old script's lines, in a file that cannot fill a disk and cannot be turned against its owner. */

const LINE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6} \S/;
const LARGEST = 5_000_000;
const ESCAPE = '\u001b';

const isp = () => anIsp({ logins: [aLogin({ login: 'maria' }), aLogin()] });

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function aFolder(): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return (name) => join(folder, name);
}

function mode(path: string): number {
  return statSync(path).mode & 0o777;
}

describe('the lines', () => {
  test('the three lines of the old script are kept, first, in the middle and last', async () => {
    const { run } = await aBox(isp());
    const said = lines((await run()).stdout);
    const text = said.map((line) => line.slice(27));
    expect(text[0]).toBe(`synchronization script starts (v${packageJson.version})`);
    expect(text).toContain('synchronization of 1 policies and 2 subscribers');
    expect(text.at(-1)).toBe('synchronization script ends');
    for (const line of said) expect(line).toMatch(LINE);
  });

  test('a run that fails also says start, summary and end', async () => {
    const { ixc, run } = await aBox(isp());
    ixc.faults.on({}, nginxError(401));
    const said = lines((await run()).stdout);
    expect(said[0]).toContain('synchronization script starts');
    expect(said.some((line) => line.includes('error: ') && line.includes('API key'))).toBe(true);
    expect(said.at(-2)).toContain('result: IXC could not be read whole, nothing written (exit code 3)');
    expect(said.at(-1)).toContain('synchronization script ends');
  });

  test('a second run under way is told in the log, between start and end', async () => {
    const { stateFile, run } = await aBox(isp());
    // A lock of a living process of another machine.
    writeFileSync(`${stateFile}.lock`, JSON.stringify({ pid: 1, host: 'another', token: 'x' }));
    const { code, stdout } = await run();
    expect(code).toBe(7);
    expect(lines(stdout)).toHaveLength(4);
    expect(stdout).toContain('error: Another run holds the lock');
    expect(stdout).toContain('result: another run is under way (exit code 7)');
  });

  test.each([
    ['America/Sao_Paulo', -3],
    ['Asia/Kathmandu', 5.75],
    ['UTC', 0],
  ])('times are local: %s', async (zone, hours) => {
    const { run } = await aBox(isp());
    const before = Date.now();
    const [first = ''] = lines((await run(['-n'], { env: { TZ: zone } })).stdout);
    const told = Date.parse(`${first.slice(0, 10)}T${first.slice(11, 23)}Z`) - hours * 3_600_000;
    expect(told).toBeGreaterThanOrEqual(before - 1000);
    expect(told).toBeLessThanOrEqual(Date.now() + 1000);
  });

  test('-vv tells each request on one line: server, method, path, status, time and bytes, no body', async () => {
    const { bqn, ixc, run } = await aBox(isp());
    const { stdout } = await run(['-vv']);
    const requests = lines(stdout).filter((line) => / (GET|POST|PUT|DELETE) /.test(line));
    expect(requests).toHaveLength(ixc.traffic.requests + bqn.traffic.requests);
    for (const line of requests) {
      expect(line).toMatch(/ 127\.0\.0\.1:\d+: (GET|POST|PUT|DELETE) [\w./%-]+ \d{3} \d+ ms \d+ bytes$/);
    }
    expect((await run(['-v'])).stdout).not.toMatch(/ ms \d+ bytes/);
  });

  test('with --log-format json every line is a JSON object with time, level and text', async () => {
    const { run } = await aBox(isp());
    const { stdout } = await run(['-vv', '--log-format', 'json', '--ixc-insecure'], { env: { IXC_BQN_IXC_CA: '' } });
    const events = lines(stdout).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events.length).toBeGreaterThan(15);
    for (const event of events) {
      expect(Object.keys(event)).toEqual(['time', 'level', 'text']);
      expect(String(event['time'])).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/);
    }
    expect(new Set(events.map((event) => event['level']))).toEqual(new Set(['info', 'warning']));
  });
});

describe('one event a line, whatever a name holds', () => {
  const WICKED = [
    'maria\nfake line',
    'maria\r\nfake',
    `x${ESCAPE}[2J${ESCAPE}]0;title\u0007`,
    'a\u2028b\u0085c\u009b2Jd',
  ];

  async function shown(args: readonly string[]): Promise<string> {
    const logins = WICKED.map((login) => aLogin({ login, ip: '' }));
    const { run } = await aBox(anIsp({ logins: [aLogin(), ...logins] }));
    return (await run(['-n', '-v', ...args])).stdout;
  }

  test('no line begins in the middle of a name, and no escape reaches the terminal', async () => {
    const stdout = await shown([]);
    expect(stdout).toContain('maria fake line');
    expect(stdout).not.toMatch(/^fake/m);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/);
  });

  test('in JSON too', async () => {
    for (const line of lines(await shown(['--log-format', 'json']))) {
      const { text } = JSON.parse(line) as { text: string };
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
    }
  });

  test('a name cannot colour or hide what follows it', async () => {
    const { run } = await aBox(anIsp({ logins: [aLogin(), aLogin({ login: `x${ESCAPE}[8mhidden`, ip: '' })] }));
    const { stdout } = await run(['-n', '-v']);
    expect(stdout).toContain('hidden');
    expect(stdout).not.toContain(ESCAPE);
  });
});

describe('the file', () => {
  test('is made for its owner alone, and one that others may read is closed', async () => {
    const { path, run } = await aBox(isp());
    writeFileSync(path('old.log'), 'older lines\n', { mode: 0o644 });
    for (const name of ['new.log', 'old.log']) {
      const { code, output } = await run(['-lf', path(name)]);
      expect([code, output]).toEqual([0, '']);
      expect(mode(path(name)), name).toBe(0o600);
      expect(readFileSync(path(name), 'utf8')).toMatch(/synchronization script ends\n$/);
    }
    expect(readFileSync(path('old.log'), 'utf8')).toMatch(/^older lines\n\d{4}-/);
  });

  test('grows from run to run, and one that was removed or emptied in between is begun again', async () => {
    const { path, run } = await aBox(isp());
    const log = path('run.log');
    const runs = () => readFileSync(log, 'utf8').split('script starts').length - 1;
    await run(['-lf', log]);
    await run(['-lf', log]);
    expect(runs()).toBe(2);
    truncateSync(log);
    await run(['-lf', log]);
    expect(runs()).toBe(1);
    rmSync(log);
    await run(['-lf', log]);
    expect(runs()).toBe(1);
    expect(mode(log)).toBe(0o600);
  });

  test('that is removed while a run is under way loses what it held and not the rest', async () => {
    const { bqn, path, run } = await aBox(isp());
    const log = path('run.log');
    bqn.faults.on({
      method: 'POST',
      nth: 1,
      when: () => {
        rmSync(log, { force: true });
        return false;
      },
    });
    expect((await run(['-lf', log])).code).toBe(0);
    expect(readFileSync(log, 'utf8')).toContain('result: done');
  });

  test('is not written through a link, so that nobody can point it at a file of ours', async () => {
    const { path, run } = await aBox(isp());
    writeFileSync(path('precious'), 'keep me');
    symlinkSync(path('precious'), path('run.log'));
    const { code, stderr } = await run(['-lf', path('run.log')]);
    expect(code).toBe(0);
    expect(readFileSync(path('precious'), 'utf8')).toBe('keep me');
    expect(lstatSync(path('run.log')).isSymbolicLink()).toBe(true);
    expect(stderr).toContain('--log-file');
    expect(stderr).toContain('result: done');
  });

  test('does not come to be through a link that points nowhere', async () => {
    const { path, run } = await aBox(isp());
    symlinkSync(path('elsewhere'), path('run.log'));
    await run(['-lf', path('run.log')]);
    expect(existsSync(path('elsewhere'))).toBe(false);
  });

  test.each(['/nonexistent/run.log', '/dev/full', '/'])(
    'that cannot be written (%s) loses the file and not the run',
    async (log) => {
      const { bqn, run } = await aBox(isp());
      const { code, stderr } = await run(['-lf', log]);
      expect(code).toBe(0);
      expect(bqn.list('subscribers')).toHaveLength(2);
      expect(stderr).toContain(`--log-file ${log} cannot be written`);
      expect(stderr.split('cannot be written'), 'told once').toHaveLength(2);
      expect(stderr).toContain('synchronization script ends');
    },
  );

  test.runIf(HAS_TERMINAL)('/dev/stdout works as a log file', async () => {
    const { code, text } = await runOnTerminal(await aBox(isp()), ['-lf', '/dev/stdout']);
    expect(code, text).toBe(0);
    expect(text).toContain('synchronization script ends');
    expect(text).not.toContain('cannot be written');
  });
});

describe('rotation, 5 MB and three files at most', () => {
  function filled(path: string, bytes: number, mark: string): void {
    writeFileSync(path, `${mark}\n`.padEnd(bytes - 1, '.').concat('\n'), { mode: 0o600 });
  }

  test('a text that would not fit any more begins a new file', () => {
    const path = aFolder();
    const log = path('run.log');
    filled(log, LARGEST - 10, 'first');
    new LogFile(log).append('ten bytes.\n');
    expect(readFileSync(log, 'utf8')).toBe('ten bytes.\n');
    expect(statSync(`${log}.1`).size).toBe(LARGEST - 10);
    expect([mode(log), mode(`${log}.1`)]).toEqual([0o600, 0o600]);
  });

  test('a text that just fits stays', () => {
    const log = aFolder()('run.log');
    filled(log, LARGEST - 10, 'first');
    new LogFile(log).append('ten bytes\n');
    expect(statSync(log).size).toBe(LARGEST);
    expect(existsSync(`${log}.1`)).toBe(false);
  });

  test('the oldest goes, and there is never a fourth', () => {
    const log = aFolder()('run.log');
    const file = new LogFile(log);
    for (const mark of ['one', 'two', 'three', 'four', 'five']) {
      filled(log, LARGEST, mark);
      file.append('next\n');
    }
    expect(readFileSync(log, 'utf8')).toBe('next\n');
    expect(readFileSync(`${log}.1`, 'utf8').slice(0, 4)).toBe('five');
    expect(readFileSync(`${log}.2`, 'utf8').slice(0, 4)).toBe('four');
    expect(existsSync(`${log}.3`)).toBe(false);
  });

  test('one text larger than all three leaves its end, in whole lines, within the limit', () => {
    const log = aFolder()('run.log');
    const line = (at: number) => `line ${String(at).padStart(7, '0')} ${'x'.repeat(86)}\n`;
    const count = 180_000;
    new LogFile(log).append(Array.from({ length: count }, (_, at) => line(at)).join(''));
    const kept = [`${log}.2`, `${log}.1`, log].map((name) => readFileSync(name, 'utf8'));
    for (const text of kept) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LARGEST);
    const joined = kept.join('');
    expect(joined.endsWith(line(count - 1))).toBe(true);
    expect(joined.length % line(0).length, 'no line is cut or lost').toBe(0);
    expect(existsSync(`${log}.3`)).toBe(false);
  });

  test('a line of letters with accents counts in bytes', () => {
    const log = aFolder()('run.log');
    filled(log, LARGEST - 15, 'first');
    new LogFile(log).append('ãããããããããã\n');
    expect(statSync(log).size).toBe(21);
  });

  test('a link where the older file should be is replaced and not followed', () => {
    const path = aFolder();
    const log = path('run.log');
    writeFileSync(path('precious'), 'keep me');
    symlinkSync(path('precious'), `${log}.1`);
    filled(log, LARGEST, 'first');
    new LogFile(log).append('next\n');
    expect(readFileSync(path('precious'), 'utf8')).toBe('keep me');
    expect(lstatSync(`${log}.1`).isSymbolicLink()).toBe(false);
  });

  test('a folder where the older file should be does not stop the log', () => {
    const path = aFolder();
    const log = path('run.log');
    mkdirSync(path('run.log.1/in the way'), { recursive: true });
    mkdirSync(path('run.log.2/in the way'), { recursive: true });
    filled(log, LARGEST, 'first');
    expect(() => new LogFile(log).append('next\n')).not.toThrow();
    expect(readFileSync(log, 'utf8')).toMatch(/next\n$/);
  });

  test('even then the file does not grow without end', () => {
    const path = aFolder();
    const log = path('run.log');
    mkdirSync(path('run.log.1/in the way'), { recursive: true });
    mkdirSync(path('run.log.2/in the way'), { recursive: true });
    filled(log, LARGEST, 'first');
    const file = new LogFile(log);
    for (let round = 0; round < 5; round++) file.append(`${'y'.repeat(1_000_000)}\n`);
    expect(statSync(log).size).toBeLessThanOrEqual(LARGEST);
  });

  test('a run meets a full log file and rotates it', async () => {
    const { path, run } = await aBox(isp());
    filled(path('run.log'), LARGEST, 'first');
    expect((await run(['-lf', path('run.log')])).code).toBe(0);
    expect(statSync(path('run.log')).size).toBeLessThan(10_000);
    expect(statSync(path('run.log.1')).size).toBe(LARGEST);
  });
});

describe('what is taken out', () => {
  function written(format: 'text' | 'json', act: (log: Log) => void): string {
    const all: string[] = [];
    act(new Log({ format, secrets: ['pass"word\\', 's3cret'], write: (text) => void all.push(text) }));
    return all.join('');
  }

  test.each(['text', 'json'] as const)('a secret in a line, a table or a warning (%s)', (format) => {
    const text = written(format, (log) => {
      log.info(shown('a s3cret here'));
      log.warn(shown('and pass"word\\ there'));
      log.block([shown('cell s3cret'), shown('cell pass"word\\')]);
    });
    expect(text).not.toMatch(/s3cret|pass/);
    expect(text.split('***')).toHaveLength(5);
  });

  test('the problems that a report will list are clean as well', () => {
    const log = new Log({ format: 'text', secrets: ['s3cret'], write: () => {} });
    log.error(shown('the s3cret\nis out'));
    expect(log.problems).toEqual([{ level: 'error', text: 'the *** is out' }]);
  });
});
