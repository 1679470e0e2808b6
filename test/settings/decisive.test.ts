import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { settingsEntry } from '../../src/report/journal-lines.ts';
import type { Flag } from '../../src/settings/flag.ts';
import { FLAGS } from '../../src/settings/flags.ts';
import type { Settings } from '../../src/settings/settings.ts';
import { toSettings } from '../../src/settings/to-settings.ts';
import { parseCommandLine } from '../../src/settings/yargs.ts';

/** What decides what customers get is remembered from run to run, flag by flag, so that the journal can tell of a change. */

const ENV = { IXC_SERVER: 'ixc.example', IXC_KEY: `42:${'ab12'.repeat(16)}`, BQN_OAM_IP: '192.0.2.7' };
const LOGIN = { BQN_REST_USER: 'admin', BQN_REST_PW: 'bqn-secret' };

function settings(argv: readonly string[]): Settings {
  const commandLine = parseCommandLine(argv);
  if (commandLine.kind !== 'run') throw new Error('it asks for information');
  return toSettings(commandLine, { env: { ...ENV, ...LOGIN }, program: '/root/ixc/sync-ixc-bqn.js' });
}

/** Parts of the settings on which no customer's fate hangs. All others decide, also one that is added tomorrow. */
const INDIFFERENT: ReadonlySet<string> = new Set<keyof Settings>([
  ...([
    'mode',
    'full',
    'pause',
    'detailedExitCode',
    'language',
    'query',
    'sinceS',
    'removeAll',
    'restore',
    'ixc',
    'bqns',
    'bqn',
  ] as const),
  ...(['pageSize', 'contracts', 'maxTimeS', 'stateFile', 'program', 'journalFile', 'report', 'metricsFile'] as const),
  ...(['zabbixFile', 'everyS', 'worklist', 'html', 'notify', 'log', 'secrets', 'hints', 'decisive'] as const),
]);

/** Let harm pass once, and are journalled where they do. */
const ONCE = new Set(['adopt', 'approve', 'force']);

/** What each flag whose value is text may be, other than its default. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  'allowed-status': ['A'],
  status: ['A=open,FA=keep,*=block'],
  'slow-rate': ['256k', '--status', 'A=open,FA=slow,*=block'],
  'speed-base': ['1024'],
  'bare-unit': ['M'],
  'reduced-rate': ['2M', '--reduced'],
  'rate-factor': ['1.1'],
  'ipv6-subscribers': ['56'],
  join: ['contract'],
  'site-groups': ['nas'],
  'ip-conflict': ['newest'],
  'only-subnet': ['100.64.0.0/16'],
  'skip-subnet': ['100.64.0.0/16'],
  'only-site': ['3'],
  'skip-site': ['3'],
  'skip-plan': ['3'],
  'skip-login': ['maria'],
  prune: ['none'],
  'offline-grace': ['15m'],
  'max-delete': ['31'],
  'max-block': ['31'],
  'max-speed': ['31'],
  'max-pages': ['3'],
  approve: ['blocks=3'],
  overrides: ['FILE'],
};

/** Modes and outputs of which a value tells nothing here. */
function argumentsFor({ name, kind }: Flag): readonly string[] | undefined {
  if (kind !== 'text') return [`--${name}`];
  return VALUES[name]?.[0] === undefined ? undefined : [`--${name}`, ...VALUES[name]];
}

function deciding(all: Settings): string {
  const parts = Object.entries(all).filter(([name]) => !INDIFFERENT.has(name));
  const plain = (_key: string, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : value;
  return JSON.stringify(parts, plain);
}

function overridesFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'decisive-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'overrides.csv');
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  writeFileSync(file, `maria,open,${tomorrow},ana,moving house\n`, { mode: 0o600 });
  return file;
}

const flags: readonly Flag[] = FLAGS;
const tried = flags.flatMap((flag) => {
  const given = argumentsFor(flag);
  return given === undefined || flag.name === 'init' || flag.name === 'detailed-exit-code' ? [] : [{ flag, given }];
});

describe.each(tried)('--$flag.name', ({ flag, given }) => {
  const argv = () => given.map((text) => (text === 'FILE' ? overridesFile() : text));
  // Those of what it needs beside it.
  const beside = given.slice(2);

  test('is told of in the journal where it changes what customers get, and nowhere else', () => {
    const [without, changed] = [settings(beside.length === 0 ? [] : besideIt(flag, beside)), settings(argv())];
    const isDeciding = deciding(without) !== deciding(changed) && !ONCE.has(flag.name);
    expect(isDeciding, 'the flag says so itself').toBe(flag.decides === true);
    const told = settingsEntry(without.decisive, changed.decisive, 0).map(({ reason }) => reason);
    if (isDeciding) expect(told.join()).toContain(`--${flag.name}: `);
    else expect(told).toEqual([]);
  });
});

/** The slow lane is no lane without its speed: there another speed is compared. */
function besideIt({ name }: Flag, beside: readonly string[]): readonly string[] {
  return name === 'slow-rate' ? ['--slow-rate', '512k', ...beside] : beside;
}

test('a flag whose value is text and that decides is tried above', () => {
  const untried = flags.filter(({ name, kind, decides }) => kind === 'text' && decides === true && !(name in VALUES));
  expect(untried.map(({ name }) => name)).toEqual([]);
});

test('a flag that is new since the run before is no change', () => {
  const { decisive } = settings(['--slow-rate', '256k', '--status', 'A=slow']);
  const { 'slow-rate': _, ...older } = decisive;
  expect(settingsEntry(older, decisive, 0)).toEqual([]);
});

test('what a version before 3.0 remembers, in other words, is no change', () => {
  const { decisive } = settings([]);
  expect(settingsEntry({ ...decisive, scope: 'everybody', 'bare-unit': 'x' }, decisive, 0)).toEqual([]);
});

test('a word beside on and off is told as it was said', () => {
  const [some, all] = [settings(['--fixed-ip']), settings(['--fixed-ip', 'all'])];
  expect(settingsEntry(some.decisive, all.decisive, 0).map(({ reason }) => reason)).toEqual(['--fixed-ip: yes -> all']);
});
