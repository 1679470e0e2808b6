import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CommandLine } from '../../src/settings/command-line.ts';
import { type Flag, flagsOf } from '../../src/settings/flag.ts';
import { EVERYDAY, FLAGS } from '../../src/settings/flags.ts';
import { parseCommandLine } from '../../src/settings/yargs.ts';
import { casesOf } from '../support/from-source.ts';

function parse(...argv: string[]): CommandLine {
  const parsed = parseCommandLine(argv);
  if (parsed.kind !== 'run') throw new Error('it asks for information');
  return parsed;
}

function flags(...argv: string[]) {
  return parse(...argv).flags;
}

describe('the old script’s arguments keep working word for word', () => {
  test('sync-ixc-bqn -b IP USER PASSWORD IXC-HOST API-KEY', () => {
    expect(parse('-b', '10.0.0.1', 'admin', 'pw', 'ixc.example', '1:ab')).toEqual({
      kind: 'run',
      flags: {},
      bqns: [['10.0.0.1', 'admin', 'pw']],
      positionals: ['ixc.example', '1:ab'],
    });
  });

  test('in any order', () => {
    expect(parse('ixc.example', '-v', '-b', '10.0.0.1', 'admin', 'pw', '1:ab', '-ds')).toMatchObject({
      flags: { verbose: '1', 'dual-stack': 'true' },
      bqns: [['10.0.0.1', 'admin', 'pw']],
      positionals: ['ixc.example', '1:ab'],
    });
  });

  test.each([
    [['-ds'], { 'dual-stack': 'true' }],
    [['-ps', '500'], { 'page-size': '500' }],
    [['-ps=500'], { 'page-size': '500' }],
    [['-ps500'], { 'page-size': '500' }],
    [['-mp', '3'], { 'max-pages': '3' }],
    [['-mp3'], { 'max-pages': '3' }],
    [['-lf', '/tmp/x.log'], { 'log-file': '/tmp/x.log' }],
    [['-lf=/tmp/x.log'], { 'log-file': '/tmp/x.log' }],
    [['-v'], { verbose: '1' }],
    [['-vv'], { verbose: '2' }],
    [['-v', '-v'], { verbose: '2' }],
    [['--dual-stack'], { 'dual-stack': 'true' }],
    [['--page-size', '500'], { 'page-size': '500' }],
    [['--max-pages=3'], { 'max-pages': '3' }],
    [['--log-file', '/tmp/x.log'], { 'log-file': '/tmp/x.log' }],
    [['--verbose'], { verbose: '1' }],
  ])('%j', (argv, expected) => {
    expect(flags(...argv)).toEqual(expected);
  });

  test('nothing at all is a command line too: everything may come from the environment', () => {
    expect(parse()).toEqual({ kind: 'run', flags: {}, bqns: [], positionals: [] });
  });

  test('values of -b may be anything that is not one of our flags', () => {
    expect(parse('-b', '10.0.0.1', '-admin', '--secret=1').bqns).toEqual([['10.0.0.1', '-admin', '--secret=1']]);
    expect(parse('--bqn', '10.0.0.1', 'a', '').bqns).toEqual([['10.0.0.1', 'a', '']]);
  });
});

describe('-b repeated: several BQNs', () => {
  test('each with its own user and password', () => {
    expect(parse('-b', '1', 'a', 'x', '-b', '2', 'b', 'y').bqns).toEqual([
      ['1', 'a', 'x'],
      ['2', 'b', 'y'],
    ]);
  });

  test.each([
    [['-b']],
    [['-b', '10.0.0.1']],
    [['-b', '10.0.0.1', 'admin']],
    [['-b', '10.0.0.1', 'admin', '-v']],
    [['-b', '10.0.0.1', '--dry-run', 'pw']],
    [['-b', '10.0.0.1', 'admin', '-ds', 'ixc.example']],
    [['--bqn=10.0.0.1', 'admin', 'pw']],
  ])('fewer than three values are refused: %j', (argv) => {
    expect(() => parse(...argv)).toThrow(/--bqn: .*IP USER PASSWORD/);
  });

  test('a password that cannot be ours is taken, whatever it looks like', () => {
    // A flag without a one-letter name must not make `-undefined` a flag.
    expect(() => parse('-b', '10.0.0.1', 'admin', '-x')).not.toThrow();
  });

  test('even -undefined', () => {
    expect(parse('-b', '10.0.0.1', 'admin', '-undefined').bqns).toHaveLength(1);
  });
});

describe('flags', () => {
  const all: readonly Flag[] = FLAGS;

  test.each(all.filter(({ kind }) => kind === 'text').map(({ name }) => name))('--%s VALUE', (name) => {
    expect(flags(`--${name}`, 'x')).toEqual({ [name]: 'x' });
    expect(flags(`--${name}=x`)).toEqual({ [name]: 'x' });
    // Without a value it must not swallow what comes next, nor be silently ignored.
    expect(() => parse(`--${name}`)).toThrow(name);
    expect(() => parse(`--${name}=`)).toThrow(name);
    expect(() => parse(`--${name}`, ' ')).toThrow(name);
  });

  test.each(all.filter(({ kind }) => kind === 'switch').map(({ name }) => name))('--%s', (name) => {
    expect(flags(`--${name}`)).toEqual({ [name]: 'true' });
    expect(parse(`--${name}`, 'ixc.example').positionals).toEqual(['ixc.example']);
  });

  test('that have a placeholder are texts, all others switches, unless they say so themselves', () => {
    const some = flagsOf('G', [
      [{ name: 'a', placeholder: 'N', fallback: '1' }, 'A'],
      [{ name: 'b', variable: null }, 'B'],
      [{ name: 'c', placeholder: '[all]', kind: 'switch' }, 'C'],
    ]);
    expect(some).toEqual([
      { name: 'a', kind: 'text', group: 'G', placeholder: 'N', fallback: '1', describe: 'A' },
      { name: 'b', kind: 'switch', group: 'G', variable: null, describe: 'B' },
      { name: 'c', kind: 'switch', group: 'G', placeholder: '[all]', describe: 'C' },
    ]);
  });

  test('-n is --dry-run, also together with -v', () => {
    expect(flags('-n')).toEqual({ 'dry-run': 'true' });
    expect(flags('-nv')).toEqual({ 'dry-run': 'true', verbose: '1' });
  });

  test('numbers stay texts, which are checked later: nothing is rounded or lost', () => {
    expect(flags('--max-delete', '1e1')).toEqual({ 'max-delete': '1e1' });
    expect(parse('0123', '007').positionals).toEqual(['0123', '007']);
  });

  test('the last of two counts', () => {
    expect(flags('--prune', 'all', '--prune', 'none')).toEqual({ prune: 'none' });
  });

  test('behind -- everything is IXC-HOST and API-KEY', () => {
    expect(parse('--', '-b', '--x')).toMatchObject({ positionals: ['-b', '--x'], bqns: [] });
  });
});

describe('nothing is ever read as a silent default', () => {
  test.each([
    [['--dry-run=maybe'], 'dry-run', 'maybe'],
    [['-n=maybe'], 'dry-run', 'maybe'],
    [['--force='], 'force', ''],
    [['-ds=x'], 'dual-stack', 'x'],
    [['--no-block=false'], 'no-block', 'false'],
  ] as const)('%j: what stands behind a switch is kept, to be checked', (argv, name, text) => {
    expect(flags(...argv)).toEqual({ [name]: text });
  });

  test.each(['--dryrun', '--dry_run', '--max-deletes=5', '-x', '-dss', '--no-dry-run', '--Force', '-nx'])(
    'an unknown flag is refused, with its name: %s',
    (flag) => {
      expect(() => parse(flag)).toThrow(new RegExp(flag.replace(/^-+|=.*$/g, '').slice(-1)));
      expect(() => parse(flag)).toThrow('--help');
    },
  );

  test('a third argument is refused, without showing any: one may be a key', () => {
    expect(() => parse('ixc.example', '1:secret', 'more')).toThrow(/^3 arguments are too many(?!.*secret)/);
  });

  test('property: whatever is typed is taken whole, or refused with a message: never half', () => {
    const token = fc.oneof(
      fc.constantFrom(
        '-b',
        '-n',
        '-v',
        '-ds',
        '-ps',
        '-mp5',
        '--prune',
        '--force=x',
        '--max-delete=3',
        'ixc.example',
        '--',
        '-lf',
        'x y',
        '',
        '--x',
      ),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 6 }), (argv) => {
        const parsed = outcomeOf(() => parseCommandLine(argv));
        if (parsed instanceof Error) {
          expect(parsed).toMatchObject({ name: 'SettingsError' });
          return;
        }
        if (parsed.kind === 'information') return;
        expect(parsed.bqns.length).toBe(beforeDashes(argv).filter((each) => each === '-b').length);
        if (argv.includes('--force=x') && !argv.includes('--') && !argv.includes('-b'))
          expect(parsed.flags).toHaveProperty('force');
      }),
      { numRuns: casesOf(150) },
    );
  });
});

function outcomeOf<T>(act: () => T): T | Error {
  try {
    return act();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

describe('any arguments at all', () => {
  const name = fc.constantFrom(...FLAGS.map((flag: Flag) => flag.name));
  const short = fc.constantFrom(...FLAGS.flatMap(({ alias, oldName }: Flag) => [alias, oldName]).filter(isText));
  const value = fc.constantFrom('', ' ', '500', '0x10', '-1', '-', 'a b', 'true', 'false', 'ixc.example', '007', '1e3');
  const token = fc.oneof(
    { weight: 4, arbitrary: name.map((flag) => `--${flag}`) },
    { weight: 2, arbitrary: fc.tuple(name, value).map(([flag, text]) => `--${flag}=${text}`) },
    { weight: 2, arbitrary: short.map((flag) => `-${flag}`) },
    fc.tuple(short, value).map(([flag, text]) => `-${flag}${text}`),
    { weight: 3, arbitrary: value },
    fc.constantFrom(
      '--',
      '--help',
      '-h',
      '--version',
      '-vh',
      '-nb',
      '-n_',
      '-v_',
      '-b',
      '--no-force',
      '--__proto__',
      '--unknown=1',
    ),
    fc.string({ maxLength: 6 }),
  );

  test('make a run, an information or an error that names what is wrong, and none is taken for another', () => {
    fc.assert(
      fc.property(fc.array(token, { maxLength: 6 }), (argv) => {
        const parsed = outcomeOf(() => parseCommandLine(argv));
        if (parsed instanceof Error) expect(parsed).toMatchObject({ name: 'SettingsError' });
        else if (parsed.kind === 'information') expect(parsed.text).not.toBe('');
        else expect(parsed.positionals.length).toBeLessThanOrEqual(2);
      }),
      { numRuns: casesOf(500) },
    );
  });
});

function isText(value: string | undefined): value is string {
  return value !== undefined;
}

/** `-b`s that can be flags: behind `--`, or as a value of another `-b`, they are not. */
function beforeDashes(argv: readonly string[]): string[] {
  const found: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const token = argv[at] ?? '';
    if (token === '--') break;
    found.push(token);
    if (token === '-b') at += 3;
  }
  return found;
}

/** Lines of a terminal window. */
const SCREEN = 40;

describe('--help and --version', () => {
  function shown(...argv: string[]): string {
    const parsed = parseCommandLine(argv);
    return parsed.kind === 'information' ? parsed.text : '';
  }

  test.each(['--help', '-h'])('%s all explains every flag, its default, and every exit code', (flag) => {
    const text = shown(flag, 'all').replace(/\s+/g, ' ');
    for (const { name, describe, fallback } of FLAGS as readonly Flag[]) {
      expect(text).toContain(`--${name}`);
      expect(text).toContain(describe);
      if (fallback !== undefined) expect(text).toContain(`[default: ${fallback}]`);
    }
    for (const code of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 130, 143]) expect(text).toMatch(new RegExp(`\\b${code}\\b`));
  });

  test('--help fits on two screens, explains what is for every day, and hides no flag', () => {
    const text = shown('--help');
    expect(text.split('\n').length).toBeLessThanOrEqual(2 * SCREEN);
    for (const { name, describe } of FLAGS as readonly Flag[]) {
      expect(text).toContain(`--${name}`);
      expect(text.replace(/\s+/g, ' ').includes(describe), name).toBe(EVERYDAY.has(name));
    }
    for (const code of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 130, 143]) expect(text).toMatch(new RegExp(`\\b${code}\\b`));
  });

  test('--version names a version', () => {
    expect(shown('--version')).not.toBe('');
  });
});
