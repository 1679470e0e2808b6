import fc from 'fast-check';
import pc from 'picocolors';
import { describe, expect, test } from 'vitest';
import { Log, type LogOptions } from '../../src/report/log.ts';
import { redact } from '../../src/text/secrets.ts';
import { coloured, shown } from '../../src/text/shown.ts';

function aLog(options: Partial<LogOptions> = {}) {
  const lines: string[] = [];
  const log = new Log({ format: 'text', secrets: [], write: (text) => void lines.push(text), ...options });
  return { log, lines };
}

describe('a line of the log', () => {
  test('is `YYYY-MM-DD HH:MM:SS.ffffff text`, as the old script wrote it', () => {
    const { log, lines } = aLog();
    log.info(shown('synchronization script starts (v2.0.0)'));
    expect(lines).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6} synchronization script starts \(v2\.0\.0\)\n$/),
    ]);
  });

  test('is in local time', () => {
    const { log, lines } = aLog();
    const before = Date.now();
    log.info(shown('x'));
    const [date = '', time = ''] = (lines[0] ?? '').split(' ');
    const told = new Date(`${date}T${time.slice(0, 12)}`).getTime();
    // A zone is a quarter of an hour off at least, and the clock may be put right meanwhile.
    expect(Math.abs(told - before)).toBeLessThan(60_000);
  });

  test('names warnings and errors, and remembers them for the report', () => {
    const { log, lines } = aLog();
    log.warn(shown('careful'));
    log.error(shown('broken'));
    expect(lines.map((line) => line.slice(27))).toEqual(['warning: careful\n', 'error: broken\n']);
    expect(log.problems).toEqual([
      { level: 'warning', text: 'careful' },
      { level: 'error', text: 'broken' },
    ]);
  });

  test('in JSON is one object a line', () => {
    const { log, lines } = aLog({ format: 'json' });
    log.warn(shown('a "quoted" name'));
    log.block([shown('one'), shown('two')]);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'warning', text: 'a "quoted" name' },
      { level: 'info', text: 'one' },
      { level: 'info', text: 'two' },
    ]);
    expect(lines.every((line) => /^[^\n]*\n$/.test(line))).toBe(true);
  });

  test('a name cannot begin a line of its own, nor command a terminal', () => {
    const { log, lines } = aLog();
    log.info(shown('maria\n2024-01-08 forged\r\u001b]0;title\u0007\u2028\u0085x'));
    log.block([shown('a\nb')]);
    expect(lines[0]?.slice(27)).toBe('maria 2024-01-08 forged  ]0;title \\u2028\\u0085x\n');
    expect(lines[1]).toBe('a b\n');
  });

  test.each([
    ['turns the writing round', '\u202e', '\\u202e'],
    ['isolates', '\u2066', '\\u2066'],
    ['has no width', 'a\u200bb', 'a\\u200bb'],
    ['is a byte order mark', '\ufeff', '\\ufeff'],
    ['is a control of C1', '\u009b31m', '\\u009b31m'],
  ])('what %s is shown as an escape, in lines and in tables', (_what, text, escaped) => {
    const { log, lines } = aLog();
    log.info(shown(text));
    log.block([shown(text)]);
    expect(lines.map((line) => line.replace(/^\d.{26}/, ''))).toEqual([`${escaped}\n`, `${escaped}\n`]);
  });

  test('our own colours pass', () => {
    const { log, lines } = aLog();
    log.block([coloured(shown('red'), pc.createColors(true).red)]);
    expect(lines).toEqual(['\u001b[31mred\u001b[39m\n']);
  });

  test('a block of no lines is none', () => {
    const { log, lines } = aLog();
    log.block([]);
    expect(lines).toEqual([]);
  });
});

describe('never a key or a password, whoever wrote the line', () => {
  const secrets = ['long-secret', 'secret'];

  test('in lines, blocks, JSON, and what is remembered', () => {
    for (const format of ['text', 'json'] as const) {
      const { log, lines } = aLog({ format, secrets });
      log.info(shown('key long-secret, secret'));
      log.block([shown('a secret'), shown('b')]);
      log.error(shown('said long-secret'));
      expect(lines.join('')).not.toContain('secret');
      expect(log.problems).toEqual([{ level: 'error', text: 'said ***' }]);
    }
  });

  test('every occurrence, and special characters are no pattern', () => {
    expect(redact('a.b a+b a.b', ['a.b'])).toBe('*** a+b ***');
    expect(redact('$& $1', ['$&'])).toBe('*** $1');
    expect(redact('nothing', [])).toBe('nothing');
  });

  test('property: no secret is left, wherever it stands', () => {
    const secret = fc.stringMatching(/^[a-z0-9+/=:]{4,12}$/);
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(3), { maxLength: 6 }),
        (all, order) => {
          const longestFirst = [...all].sort((one, other) => other.length - one.length);
          const text = order.map((at) => all[at % all.length]).join(' ');
          const clean = redact(text, longestFirst);
          expect(longestFirst.filter((each) => clean.includes(each))).toEqual([]);
        },
      ),
    );
  });
});
