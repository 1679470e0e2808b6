import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { normaliseFingerprint } from '../../src/http/trust.ts';
import { type Flag, variableOf } from '../../src/settings/flag.ts';
import { FLAGS } from '../../src/settings/flags.ts';
import type { Settings } from '../../src/settings/settings.ts';
import { toSettings } from '../../src/settings/to-settings.ts';
import { parseCommandLine } from '../../src/settings/yargs.ts';
import { redact } from '../../src/text/secrets.ts';
import { casesOf } from '../support/from-source.ts';
import { flagsOf, nonsenseFor } from '../support/nonsense.ts';

const HASH = 'ab12'.repeat(16);
const KEY = `42:${HASH}`;
const IXC = { IXC_SERVER: 'ixc.example', IXC_KEY: KEY };
const BQN = { BQN_OAM_IP: '10.0.0.1', BQN_REST_USER: 'admin', BQN_REST_PW: 'bqn-secret' };
const FINGERPRINT = Array.from({ length: 32 }, () => 'AB').join(':');

function settings(argv: readonly string[] = [], env: NodeJS.ProcessEnv = IXC): Settings {
  const commandLine = parseCommandLine(argv);
  if (commandLine.kind !== 'run') throw new Error('it asks for information');
  return toSettings(commandLine, { env, program: '/root/ixc/sync-ixc-bqn.js' });
}

/** What is asked of a setting, and where it lands. */
type Look = (settings: Settings) => unknown;

/** The fingerprints that are believed, or what is believed instead. */
function pinned({ bqn: { trust } }: Settings): unknown {
  return trust.kind === 'pinned' ? trust.fingerprints : trust.kind;
}

/** Every flag with a value: one that is not the default. */
const VALUES: readonly (readonly [flag: string, text: string, look: Look, value: unknown, usual: unknown])[] = [
  ['page-size', '500', (all) => all.pageSize, 500, 10_000],
  ['max-pages', '3', (all) => all.maxPages, 3, undefined],
  ['prune', 'all', (all) => all.prune, 'all', 'owned'],
  ['max-delete', '12.5', (all) => all.limits.maxDelete, 12.5, 30],
  ['max-speed', '5', (all) => all.limits.maxSpeed, 5, 20],
  ['bare-unit', 'M', (all) => all.mapping.bareUnit, 'M', undefined],
  ['journal', '/tmp/j', (all) => all.journalFile, '/tmp/j', '/root/ixc/sync-ixc-bqn.journal.jsonl'],
  ['journal-keep', '90d', (all) => all.journalKeepS, 90 * 86_400, 400 * 86_400],
  ['max-block', '0', (all) => all.limits.maxBlock, 0, 20],
  ['allowed-status', 'a; fa,AA', (all) => [...all.mapping.allowedStatus], ['A', 'FA', 'AA'], ['A', 'FA']],
  ['speed-base', '1024', (all) => all.mapping.speedBase, 1024, 1000],
  ['ip-conflict', 'newest', (all) => all.mapping.ipConflict, 'newest', 'skip'],
  ['concurrency', '4', (all) => all.bqn.concurrency, 4, 8],
  ['ixc-timeout', '0.5', (all) => all.ixc.timeoutMs, 500, 120_000],
  ['bqn-timeout', '7', (all) => all.bqn.timeoutMs, 7000, 15_000],
  ['state-file', '/tmp/state', (all) => all.stateFile, '/tmp/state', '/root/ixc/sync-ixc-bqn.state.json'],
  ['report', '-', (all) => all.report, '-', undefined],
  ['ping-url', 'https://hc.example/x', (all) => all.notify.ping?.href, 'https://hc.example/x', undefined],
  ['notify-url', 'http://192.0.2.9/x', (all) => all.notify.post?.href, 'http://192.0.2.9/x', undefined],
  ['worklist', '/tmp/x.csv', (all) => all.worklist, '/tmp/x.csv', undefined],
  ['html', '/tmp/x.html', (all) => all.html, '/tmp/x.html', undefined],
  ['metrics-file', '/tmp/x.prom', (all) => all.metricsFile, '/tmp/x.prom', undefined],
  ['zabbix-file', '/tmp/x.json', (all) => all.zabbixFile, '/tmp/x.json', undefined],
  ['log-file', '/tmp/x.log', (all) => all.log.file, '/tmp/x.log', undefined],
  ['log-format', 'json', (all) => all.log.format, 'json', 'text'],
  ['bqn-fingerprint', FINGERPRINT, pinned, [FINGERPRINT], 'firstSight'],
];

const SWITCHES: readonly (readonly [flag: string, look: Look, on: unknown, off: unknown])[] = [
  ['dual-stack', (all) => all.mapping.dualStack, true, false],
  ['no-block', (all) => all.mapping.block, false, true],
  ['dry-run', (all) => all.mode, 'dry-run', 'sync'],
  ['check', (all) => all.mode, 'check', 'sync'],
  ['ixc-insecure', (all) => all.ixc.trust.kind, 'anyone', 'authorities'],
  ['bqn-insecure', (all) => all.bqn.trust.kind, 'anyone', 'firstSight'],
  ['no-progress', (all) => all.log.progress, false, true],
];

function variable(name: string): string {
  const flag = (FLAGS as readonly Flag[]).find((each) => each.name === name);
  return (flag && variableOf(flag)) ?? '';
}

describe.each(VALUES)('--%s', (flag, text, look, value, usual) => {
  test('as a flag', () => {
    expect(look(settings([`--${flag}`, text]))).toEqual(value);
  });

  test('as an environment variable, IXC_BQN_ and the flag in capitals', () => {
    expect(variable(flag)).toBe(`IXC_BQN_${flag.toUpperCase().replaceAll('-', '_')}`);
    expect(look(settings([], { ...IXC, [variable(flag)]: text }))).toEqual(value);
  });

  test('by default', () => {
    expect(look(settings())).toEqual(usual);
    expect(look(settings([], { ...IXC, [variable(flag)]: ' ' }))).toEqual(usual);
  });

  test('the flag goes before the environment', () => {
    expect(look(settings([`--${flag}`, text], { ...IXC, [variable(flag)]: 'nonsense !' }))).toEqual(value);
  });
});

describe('nonsense', () => {
  const tries = [
    ...flagsOf('text').map(({ name }) => [name, nonsenseFor(name)] as const),
    // What --init is given is looked at before there are settings: see worst-day/faults/operator.ts.
    ...flagsOf('switch')
      .filter(({ name }) => name !== 'init')
      .map(({ name }) => [name, ['maybe', 'nope', '2']] as const),
  ];

  test.each(tries)('--%s refuses it with its name', (name, texts) => {
    for (const text of texts) {
      expect(() => settings([`--${name}=${text}`], { ...IXC, ...BQN }), text).toThrow(`--${name}`);
    }
  });

  test.each(tries.filter(([name]) => variable(name) !== ''))('and so does the variable of --%s', (name, texts) => {
    // What is empty is not set: the wrapper exports it so.
    for (const text of texts.filter((one) => one !== '')) {
      expect(() => settings([], { ...IXC, ...BQN, [variable(name)]: text }), text).toThrow(
        new RegExp(`${variable(name)}|--${name} `),
      );
    }
  });
});

describe.each(SWITCHES)('--%s', (flag, look, on, off) => {
  test('as a flag', () => {
    expect(look(settings([`--${flag}`]))).toBe(on);
  });

  test.each(['true', '1', 'yes', 'on', 'TRUE', `--${flag}`])('as an environment variable that says %s', (text) => {
    expect(look(settings([], { ...IXC, [variable(flag)]: text }))).toBe(on);
  });

  test.each(['false', '0', 'no', 'off', 'No', '', ' '])('as one that says %j', (text) => {
    expect(look(settings([], { ...IXC, [variable(flag)]: text }))).toBe(off);
  });

  test.each(['maybe', '2', 'ja', '--other'])('%s is neither yes nor no: refused with its name', (text) => {
    expect(() => settings([], { ...IXC, [variable(flag)]: text })).toThrow(variable(flag));
    expect(() => settings([`--${flag}=${text}`])).toThrow(`--${flag}: "${text}" is not yes or no`);
  });

  test('by default', () => {
    expect(look(settings())).toBe(off);
    expect(look(settings([`--${flag}=false`], { ...IXC, [variable(flag)]: '1' }))).toBe(off);
  });
});

describe('flags of one start only', () => {
  test.each([
    'force',
    'approve',
    'init',
    'remove-all',
    'explain',
    'history',
    'since',
    'support',
    'from',
    'pause',
    'reason',
    'resume',
    'detailed-exit-code',
  ])('--%s as a variable is refused, with what to do', (flag) => {
    const name = `IXC_BQN_${flag.toUpperCase().replaceAll('-', '_')}`;
    expect(() => settings([], { ...IXC, [name]: 'yes' })).toThrow(`${name}: --${flag} is for one start only`);
    // The wrapper exports what is not set as empty.
    expect(settings([], { ...IXC, [name]: '' }).mode).toBe('sync');
  });

  test('--force and --approve on the command line', () => {
    expect(settings(['--force']).limits.force).toBe(true);
    const { approved } = settings(['--approve', 'blocks=64, deletes=2']).limits;
    // As older versions called what leaves.
    expect([...approved]).toEqual([
      ['blocks', 64],
      ['leaves', 2],
    ]);
    expect(settings().limits.approved.size).toBe(0);
  });

  test.each(['all', 'blocks', 'blocks=0', 'blocks=-1', 'blocks=1.5', 'blocks=1,blocks=2'])(
    '--approve %s is refused',
    (list) => {
      expect(() => settings(['--approve', list])).toThrow('--approve');
    },
  );

  test('--explain, --history and --check exclude each other; --since belongs to --history', () => {
    expect(settings(['--explain', 'maria']).mode).toBe('explain');
    expect(settings(['--history', 'all', '--since', '7d'])).toMatchObject({
      mode: 'history',
      query: 'all',
      sinceS: 604_800,
    });
    expect(() => settings(['--explain', 'maria', '--history', 'all'])).toThrow(
      '--explain and --history exclude each other',
    );
    expect(() => settings(['--check', '--remove-all'], { ...IXC, ...BQN })).toThrow('exclude each other');
    for (const said of [['--pause', '1h'], ['--resume'], ['--expect', 'blocks=5', '--until', '12:00']]) {
      for (const besides of [['-n'], ['--force'], ['--approve', 'blocks=5']])
        expect(() => settings([...said, ...besides], { ...IXC, ...BQN }), besides.join()).toThrow('exclude each other');
      expect(settings([...said, '--force=no'], { ...IXC, ...BQN }).mode).toBe(said[0]?.slice(2));
    }
    expect(() => settings(['--since', '7d'])).toThrow('--since');
    expect(() => settings(['--history', 'all', '--since', '7'])).toThrow('--since');
  });

  test('--journal off', () => {
    expect(settings(['--journal', 'off']).journalFile).toBeUndefined();
  });
});

describe('IXC_DUAL_STACK', () => {
  test.each(['--dual-stack', '-ds', 'true'])('also the wrapper’s text %s', (text) => {
    expect(settings([], { ...IXC, IXC_DUAL_STACK: text }).mapping.dualStack).toBe(true);
  });
});

describe('wrong values are refused with the flag’s name', () => {
  test.each([
    ['page-size', ['0', '-1', '1.5', 'x', '1e3', '1000001', '99999999999999999999']],
    ['max-pages', ['0', 'all']],
    ['prune', ['Owned', 'everything', 'owned,all']],
    ['max-delete', ['-1', '101', 'abc', 'NaN', '30%', '1e1', 'Infinity']],
    ['max-block', ['-0.1', '100.1', '٣']],
    ['allowed-status', [',', 'A,FA,?', 'ATIVO', 'A-B']],
    ['speed-base', ['1', '1000.0', '1025']],
    ['ip-conflict', ['oldest']],
    ['concurrency', ['0', '65', '2.5']],
    ['ixc-timeout', ['0', '3601', '2 min']],
    ['bqn-timeout', ['0.05', 'never']],
    ['bqn-port', ['0', '65536', 'https']],
    ['max-time', ['0', 'x']],
    ['log-format', ['xml']],
    ['bqn-fingerprint', ['abc', `${FINGERPRINT}:AB`, FINGERPRINT.replace('AB', 'XY')]],
  ] as const)('--%s', (flag, texts) => {
    for (const text of texts) {
      expect(() => settings([`--${flag}=${text}`])).toThrow(`--${flag}`);
      expect(() => settings([], { ...IXC, [variable(flag)]: text })).toThrow(variable(flag));
    }
  });

  test.each(['IXC_BQN_MAX_DELETES', 'IXC_BQN_', 'IXC_BQN_DUAL_STACK', 'IXC_BQN_dry_run'])(
    'a misspelt variable: %s',
    (name) => {
      expect(() => settings([], { ...IXC, [name]: '1' })).toThrow(name);
    },
  );

  test('property: a number is what was typed, or it is refused', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String)), (text) => {
        fc.pre(text.trim() !== '');
        let maxDelete: number;
        try {
          ({ maxDelete } = settings([`--max-delete=${text}`]).limits);
        } catch (error) {
          expect(error).toMatchObject({ name: 'SettingsError' });
          return;
        }
        expect(maxDelete).toBe(Number(text));
        expect(maxDelete >= 0 && maxDelete <= 100).toBe(true);
      }),
      { numRuns: casesOf(150) },
    );
  });
});

describe('IXC-HOST and API-KEY', () => {
  test('from the command line or the environment', () => {
    const fromEnvironment = settings();
    expect(fromEnvironment.ixc).toMatchObject({
      address: { host: 'ixc.example', port: 443, label: 'ixc.example' },
      authorization: Buffer.from(KEY).toString('base64'),
    });
    expect(settings(['ixc.example', KEY], {}).ixc).toEqual(fromEnvironment.ixc);
    expect(settings(['other.example'], IXC).ixc.address.host).toBe('other.example');
  });

  test.each([
    [{}, /IXC_SERVER/],
    [{ IXC_SERVER: 'ixc.example' }, /IXC_KEY/],
    [{ IXC_SERVER: ' ', IXC_KEY: KEY }, /IXC_SERVER/],
    [{ IXC_SERVER: 'ixc example', IXC_KEY: KEY }, /IXC_SERVER/],
    [{ IXC_SERVER: 'ixc.example', IXC_KEY: 'two words' }, /IXC_KEY/],
    [{ IXC_SERVER: KEY, IXC_KEY: 'ixc.example' }, /swapped/],
  ])('%j is refused', (env, message) => {
    expect(() => settings([], env)).toThrow(message);
  });

  test.each(['yes', 'no', 'ON'])('a "%s" behind a switch is not taken for the host', (word) => {
    expect(() => settings(['--fixed-ip', '--dual-stack=yes', word], IXC)).toThrow(/belong to the flag before it/);
  });

  test('a key on the command line is hinted at, since everybody sees it there', () => {
    expect(settings(['ixc.example', KEY], {}).hints.join()).toMatch(/IXC_KEY/);
    expect(settings().hints.join()).not.toMatch(/IXC_KEY/);
  });

  test('no message of refusal shows a key', () => {
    for (const env of [
      { IXC_SERVER: KEY, IXC_KEY: 'ixc.example' },
      { IXC_SERVER: 'ixc.example', IXC_KEY: `${KEY} ${KEY}` },
    ]) {
      expect(() => settings([], env)).toThrow(expect.not.objectContaining({ message: expect.stringContaining(HASH) }));
    }
  });
});

describe('BQNs', () => {
  test('without one the program reads and prints only', () => {
    const { bqns, mode, hints } = settings();
    expect([bqns, mode]).toEqual([[], 'sync']);
    expect(hints.join()).toMatch(/nothing is written/);
  });

  test('from the environment, several separated by blanks or commas', () => {
    const env = { ...IXC, ...BQN, BQN_OAM_IP: ' 10.0.0.1, 10.0.0.2:8443;10.0.0.3 ' };
    expect(settings([], env).bqns.map(({ label, user, password }) => [label, user, password])).toEqual([
      ['10.0.0.1:3443', 'admin', 'bqn-secret'],
      ['10.0.0.2:8443', 'admin', 'bqn-secret'],
      ['10.0.0.3:3443', 'admin', 'bqn-secret'],
    ]);
  });

  test('-b goes before the environment, and is hinted at', () => {
    const { bqns, hints } = settings(['-b', 'bqn.example', 'u', 'p'], { ...IXC, ...BQN });
    expect(bqns).toEqual([{ host: 'bqn.example', port: 3443, label: 'bqn.example:3443', user: 'u', password: 'p' }]);
    expect(hints.join()).toMatch(/BQN_REST_PW/);
  });

  test('--bqn-port is the usual port of all of them', () => {
    expect(settings(['--bqn-port', '8443'], { ...IXC, ...BQN }).bqns[0]?.port).toBe(8443);
    expect(settings(['-b', 'https://10.0.0.1:9000/x', 'u', 'p', '--bqn-port', '8443']).bqns[0]?.port).toBe(9000);
  });

  test('an IPv6 address has its label in brackets', () => {
    expect(settings(['-b', '2001:db8::1', 'u', 'p']).bqns[0]).toMatchObject({
      host: '2001:db8::1',
      label: '[2001:db8::1]:3443',
    });
  });

  test('one named twice is one: it would be written twice at the same time', () => {
    expect(settings(['-b', '10.0.0.1', 'u', 'p', '-b', '10.0.0.1:3443', 'u', 'p']).bqns).toHaveLength(1);
  });

  test.each([
    [['-b', '10.0.0.1/24', 'u', 'p'], /--bqn/],
    [['-b', '', 'u', 'p'], /--bqn/],
    [['-b', '10.0.0.1', '', 'p'], /--bqn: the REST user/],
    [['-b', '10.0.0.1', 'a:b', 'p'], /--bqn: the REST user/],
    [['-b', '10.0.0.1', 'u', ''], /--bqn: the REST password/],
  ])('%j is refused', (argv, message) => {
    expect(() => settings(argv)).toThrow(message);
  });

  test.each(['BQN_REST_USER', 'BQN_REST_PW'])('an address without %s is refused', (name) => {
    expect(() => settings([], { ...IXC, ...BQN, [name]: '' })).toThrow(name);
  });

  test('a user without an address is no BQN', () => {
    expect(settings([], { ...IXC, ...BQN, BQN_OAM_IP: '' }).bqns).toEqual([]);
  });
});

describe('trust', () => {
  const PEM = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';

  function file(text: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'sync-ixc-bqn-settings-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'ca.pem');
    writeFileSync(path, text);
    return path;
  }

  test('IXC is verified; a BQN is pinned at first sight', () => {
    const { ixc, bqn } = settings();
    expect([ixc.trust, bqn.trust]).toEqual([{ kind: 'authorities' }, { kind: 'firstSight' }]);
  });

  test('--ixc-ca and --bqn-ca', () => {
    const path = file(PEM);
    expect(settings(['--ixc-ca', path]).ixc.trust).toEqual({ kind: 'authorities', extraCa: PEM });
    expect(settings(['--bqn-ca', path]).bqn.trust).toEqual({ kind: 'ca', ca: PEM });
  });

  test.each(['ixc-ca', 'bqn-ca'])('--%s that cannot be read, or is no certificate', (flag) => {
    expect(() => settings([`--${flag}`, '/nowhere/x.pem'])).toThrow(`--${flag}: /nowhere/x.pem cannot be read`);
    expect(() => settings([`--${flag}`, file('nothing')])).toThrow(`--${flag}`);
  });

  test('those that contradict each other are refused', () => {
    const path = file(PEM);
    expect(() => settings(['--ixc-ca', path, '--ixc-insecure'])).toThrow('--ixc-insecure');
    expect(() => settings(['--bqn-ca', path, '--bqn-insecure'])).toThrow('--bqn-insecure');
    expect(() => settings(['--bqn-ca', path, '--bqn-fingerprint', FINGERPRINT])).toThrow('--bqn-fingerprint');
    expect(() => settings(['--bqn-insecure', '--bqn-fingerprint', FINGERPRINT])).toThrow('--bqn-fingerprint');
  });

  test('going without is hinted at', () => {
    expect(settings(['--ixc-insecure', '--bqn-insecure']).hints.join('\n')).toMatch(
      /--ixc-insecure.*\n.*--bqn-insecure/,
    );
  });

  test('several fingerprints, separated by commas', () => {
    const other = FINGERPRINT.replace('AB', '01');
    expect(pinned(settings(['--bqn-fingerprint', `${FINGERPRINT},${other.toLowerCase()}`]))).toEqual([
      FINGERPRINT,
      other,
    ]);
  });

  test.each([
    FINGERPRINT,
    FINGERPRINT.toLowerCase(),
    FINGERPRINT.replaceAll(':', ''),
    FINGERPRINT.replaceAll(':', ' '),
    `SHA256=${FINGERPRINT}`,
    `sha-256:${FINGERPRINT}`,
  ])('a fingerprint as %s', (text) => {
    expect(normaliseFingerprint(text)).toBe(FINGERPRINT);
  });

  test.each(['', 'AB', FINGERPRINT.slice(3), `${FINGERPRINT}00`, FINGERPRINT.replace('A', 'G')])(
    '%j is no fingerprint',
    (text) => {
      expect(normaliseFingerprint(text)).toBeUndefined();
    },
  );
});

describe('modes', () => {
  test('--check goes before --dry-run: neither writes', () => {
    expect(settings(['--check', '--dry-run']).mode).toBe('check');
  });

  test('-v and -vv', () => {
    expect([settings(), settings(['-v']), settings(['-vv'])].map(({ log }) => log.verbosity)).toEqual([0, 1, 2]);
    expect(settings([], { ...IXC, IXC_BQN_VERBOSE: '2' }).log.verbosity).toBe(2);
    expect(() => settings([], { ...IXC, IXC_BQN_VERBOSE: 'much' })).toThrow('IXC_BQN_VERBOSE');
  });

  test('paths are made whole, so that a later change of folder changes nothing', () => {
    expect(settings(['--report', 'r.json']).report).toBe(join(process.cwd(), 'r.json'));
    expect(settings(['-lf', 'x.log']).log.file).toBe(join(process.cwd(), 'x.log'));
  });
});

describe('what must never be seen', () => {
  test('key, hash and password in every form in which they could appear', () => {
    const { secrets } = settings(['-b', '10.0.0.1', 'admin', 'p w/1'], IXC);
    for (const form of [
      KEY,
      HASH,
      Buffer.from(KEY).toString('base64'),
      encodeURIComponent(KEY),
      'p w/1',
      encodeURIComponent('p w/1'),
      Buffer.from('p w/1').toString('base64'),
      Buffer.from('admin:p w/1').toString('base64'),
    ]) {
      expect(redact(`x ${form} y`, secrets)).toBe('x *** y');
    }
  });

  test('a key given as base64 is known by its hash as well', () => {
    const { secrets } = settings([], { ...IXC, IXC_KEY: `Basic ${Buffer.from(KEY).toString('base64')}` });
    expect(redact(`${KEY} ${HASH}`, secrets)).not.toContain(HASH);
  });

  test('property: no password survives in a log line, however it stands there', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4, maxLength: 20 }), (password) => {
        const { secrets } = settings([], { ...IXC, ...BQN, BQN_REST_PW: password });
        expect(redact(`<${password}>`, secrets)).toBe('<***>');
      }),
      { numRuns: casesOf(100) },
    );
  });
});

describe('filters of whom a BQN serves', () => {
  const env = { ...IXC, ...BQN, BQN_OAM_IP: '192.0.2.7 192.0.2.8:4443' };
  const rule = (label: string, ...argv: string[]) => settings(argv, env).scopes.get(label);

  test('one list is for all BQNs', () => {
    for (const label of ['192.0.2.7:3443', '192.0.2.8:4443']) {
      expect([...(rule(label, '--only-site', '3, POP Sul')?.onlySites ?? [])]).toEqual(['3', 'pop sul']);
    }
  });

  test('a list for each BQN, whose names may hold blanks and equals signs', () => {
    const given = ['--skip-login', '192.0.2.7=a=b,casa 2 192.0.2.8:4443=c'];
    expect([...(rule('192.0.2.7:3443', ...given)?.skipLogins ?? [])]).toEqual(['a=b', 'casa 2']);
    expect([...(rule('192.0.2.8:4443', ...given)?.skipLogins ?? [])]).toEqual(['c']);
    expect([...(rule('192.0.2.8:4443', '--skip-login', 'a=b')?.skipLogins ?? [])]).toEqual(['a=b']);
  });

  test('* serves everybody, for one of several', () => {
    const given = ['--only-site', '192.0.2.7=3 192.0.2.8=*'];
    expect(rule('192.0.2.8:4443', ...given)?.onlySites).toBeUndefined();
    expect(rule('192.0.2.7:3443', ...given)?.onlySites?.size).toBe(1);
  });

  test('what is not said leaves nobody out', () => {
    expect(settings([], env).scopes.size).toBe(0);
    expect(rule('192.0.2.8:4443', '--skip-site', '192.0.2.7=3')).toMatchObject({ skipSites: new Set() });
  });
});
