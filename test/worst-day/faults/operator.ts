import { expect } from 'vitest';
import { FLAGS, type Flag, variableOf } from '../../../src/settings/flags.ts';
import { expectOutcome, type Fault } from '../fault.ts';
import { aWorld, type World } from '../world.ts';

/** What an operator types on the worst day. */

const flags: readonly Flag[] = FLAGS;

/** What no number, choice or list can be; for a file, only nothing is nonsense. */
const NONSENSE: Readonly<Record<string, readonly string[]>> = {
  'allowed-status': ['', '1;2', 'A,,%', 'A FA!', 'CANCELADO'],
  'speed-base': ['', '1001', 'k', '1000.0'],
  'bare-unit': ['', 'G', 'mega', '1000'],
  approve: ['', 'all', 'blocks', 'blocks=0', 'blocks=-1', 'blocks=1,blocks=2', 'everything=3'],
  explain: [''],
  status: ['', 'A', 'A=on', '*=block', 'A=open,A=block', 'A=slow'],
  'slow-rate': ['', '256k', '0', 'slow'],
  support: [''],
  pause: ['', '25h', '0m', 'soon', '2', '-1h', '1d1h'],
  reason: ['', 'without --pause'],
  from: ['', '/nonexistent/sync-ixc-bqn.sh'],
  'reduced-rate': ['', '2M', '0', 'fast'],
  'ipv6-subscribers': ['', '0', '31', '65', '64/56', 'x', '-64', '5e1'],
  join: ['', 'login', 'contracts', 'contract,login'],
  'rate-factor': ['', '0', '0.09', '4', '1/2/3', 'x', '-1', '1e1'],
  history: [''],
  since: ['', '7', 'yesterday', '1y'],
  journal: [''],
  overrides: ['', '/nonexistent/overrides.csv', '/', '/etc/hostname'],
  'only-subnet': ['', '100.64.0.0/33', '2001:db8::/32', 'POP', '10.0.0.0/8,,', '999.9.9.9'],
  'skip-subnet': ['', 'x', '10.0.0.256'],
  'only-site': ['', '3,,4', '*,3', '192.0.2.99=3'],
  'skip-site': ['', '3,', '192.0.2.99=3'],
  'skip-plan': ['', ',', '192.0.2.99=3'],
  'skip-login': ['', 'a,', '192.0.2.99=a'],
  'ip-conflict': ['', 'oldest', 'SKIP'],
  prune: ['', 'everything', 'Owned', 'true'],
  'offline-grace': ['', '15', 'soon', '-1m', '1y'],
  'max-delete': ['', 'abc', '-1', '101', '30%', '1e1', 'NaN', 'Infinity', '0x10'],
  'max-block': ['', 'abc', '-1', '101', '20%', 'NaN'],
  'max-speed': ['', 'abc', '-1', '101', '20%', 'NaN'],
  contracts: ['', 'some', 'All', 'auto,all'],
  'page-size': ['', '0', '-5', '1.5', 'many', '1e4', '99999999'],
  'max-pages': ['', '0', '-1', '1.5', 'all'],
  concurrency: ['', '0', '-8', '65', 'eight', '1.5'],
  'ixc-timeout': ['', '0', '-1', 'soon', '1m', '99999'],
  'bqn-timeout': ['', '0', '-1', 'soon', '1m', '99999'],
  'bqn-port': ['', '0', '65536', 'https', '34.43'],
  'ixc-ca': ['', '/nonexistent/ca.pem', '/etc/hostname', '/'],
  'bqn-ca': ['', '/nonexistent/ca.pem', '/etc/hostname', '/'],
  'ixc-fingerprint': ['', 'abc', 'zz'.repeat(32), '00'.repeat(31)],
  'bqn-fingerprint': ['', 'abc', 'zz'.repeat(32), '00'.repeat(31)],
  'max-time': ['', 'soon', '-1', '1h'],
  // Node takes this flag for its own, see below.
  'env-file': [],
  'log-file': [''],
  lang: ['', 'de', 'PT', 'pt-BR'],
  'log-format': ['', 'xml', 'JSON'],
  report: [''],
  'metrics-file': [''],
  worklist: [''],
  html: [''],
  'ping-url': ['hc.example/x', 'ftp://hc.example/x'],
  'notify-url': ['hooks.example', 'file:///etc/passwd'],
  telegram: ['token', '123456:short -1', 'chat 123456:AAH-the-token-of-a-bot_0123456789'],
  'state-file': ['', '/'],
};

async function eachRefused(
  world: World,
  line: Fault,
  tries: readonly { args?: readonly string[]; env?: Record<string, string>; names: string }[],
): Promise<void> {
  const before = world.held();
  for (const { args = [], env = {}, names } of tries) {
    const run = await world.runBare(args, { env });
    const what = `${JSON.stringify(args)} ${JSON.stringify(env)}`;
    expect(run.code, `${what}:\n${run.output}`).toBe(2);
    expect(run.stderr, what).toMatch(new RegExp(names));
    expect(world.ixc.requests, `${what}: nothing is asked of IXC`).toEqual([]);
    expectOutcome(line, world, run, before, what);
  }
}

function refused(
  fault: string,
  tries: (world: World) => readonly { args?: readonly string[]; env?: Record<string, string>; names: string }[],
): Fault {
  return {
    system: 'Operator',
    fault,
    does: "refuses it with the setting's name, before anything is asked or written",
    exit: 2,
    async story(onEnd, line) {
      const world = await aWorld(onEnd);
      await eachRefused(world, line, tries(world));
    },
  };
}

/** Flags whose value is text: each must have its nonsense, so that a new one is not forgotten. */
function textFlags(): Flag[] {
  return flags.filter(({ kind }) => kind === 'text');
}

function nonsenseFor(name: string): readonly string[] {
  const texts = NONSENSE[name];
  if (texts === undefined) throw new Error(`no nonsense is known for --${name}`);
  return texts;
}

/** Half of the flags each, so that two tests share the time. */
function half(which: 0 | 1): Flag[] {
  return textFlags().filter((_, at) => at % 2 === which);
}

function flagTries(some: readonly Flag[]) {
  return some.flatMap(({ name }) =>
    nonsenseFor(name).map((text) => ({ args: [`--${name}=${text}`], names: `--${name}` })),
  );
}

export const OPERATOR: readonly Fault[] = [
  refused('every flag with nonsense (first half)', () => flagTries(half(0))),
  refused('every flag with nonsense (second half)', () => flagTries(half(1))),
  refused('an --env-file that is not there', () => [
    // By its variable: Node 20 and later take the flag for their own, wherever it stands, before the bundle starts.
    { env: { IXC_BQN_ENV_FILE: '/nonexistent/env' }, names: '--env-file' },
  ]),
  refused('every switch with nonsense', () =>
    flags
      .filter(({ kind }) => kind === 'switch')
      .flatMap(({ name }) =>
        ['maybe', 'nope', '2'].map((text) => ({ args: [`--${name}=${text}`], names: `--${name}` })),
      ),
  ),
  refused('every environment variable with nonsense', () =>
    flags
      .filter(
        ({ kind, name }) =>
          kind === 'switch' || nonsenseFor(kind === 'count' ? 'concurrency' : name).some((text) => text !== ''),
      )
      .filter((flag) => flag.name !== 'state-file' && variableOf(flag) !== undefined)
      .map((flag) => {
        const text =
          flag.kind === 'switch'
            ? 'maybe'
            : flag.kind === 'count'
              ? 'very'
              : (nonsenseFor(flag.name).find((one) => one !== '') ?? '');
        return { env: { [variableOf(flag) ?? '']: text }, names: `${variableOf(flag)}|--${flag.name}` };
      }),
  ),
  refused('unknown and misspelt flags', () => [
    { args: ['--dryrun'], names: 'dryrun' },
    { args: ['--prune-all'], names: 'prune-all' },
    { args: ['-x'], names: 'x' },
    { env: { IXC_BQN_MAXDELETE: '5' }, names: 'IXC_BQN_MAXDELETE' },
    { args: ['ixc.example', 'key', 'more'], names: 'too many' },
    { args: ['-b', '127.0.0.1'], names: '--bqn' },
    { args: ['-b', '127.0.0.1', 'user', '--force'], names: '--bqn' },
  ]),
  refused('host, key or BQN missing or impossible', () => [
    { env: { IXC_SERVER: '' }, names: 'IXC_SERVER' },
    { env: { IXC_SERVER: 'not a host' }, names: 'IXC_SERVER' },
    { env: { IXC_SERVER: 'ixc.example:99999' }, names: 'IXC_SERVER' },
    { env: { IXC_KEY: '' }, names: 'IXC_KEY' },
    { env: { IXC_KEY: 'two words' }, names: 'IXC_KEY' },
    { env: { BQN_REST_PW: '' }, names: 'BQN_REST_PW' },
    { env: { BQN_REST_USER: '' }, names: 'BQN_REST_USER' },
    { env: { BQN_REST_USER: 'a:b' }, names: 'BQN_OAM_IP' },
    { env: { BQN_OAM_IP: 'not/a/bqn' }, names: 'BQN_OAM_IP' },
  ]),
  refused('swapped host and key', ({ ixc }) => [
    { args: [ixc.key, 'ixc.example'], names: 'swapped' },
    { env: { IXC_SERVER: ixc.key, IXC_KEY: 'ixc.example' }, names: 'swapped' },
    { env: { IXC_SERVER: Buffer.from(ixc.key).toString('base64'), IXC_KEY: 'https://ixc.example/' }, names: 'swapped' },
  ]),
  refused('flags that exclude each other', (world) => [
    { args: ['--ixc-insecure'], names: '--ixc-insecure' },
    { args: ['--bqn-insecure', '--bqn-fingerprint', '00'.repeat(32)], names: '--bqn-insecure' },
    { args: ['--bqn-ca', world.path('ixc-ca.pem'), '--bqn-insecure'], names: '--bqn-ca' },
  ]),
  {
    system: 'Operator',
    fault: 'two sources of one setting',
    does: 'takes the command line before the environment',
    exit: 0,
    env: { IXC_BQN_PRUNE: 'none', IXC_BQN_PAGE_SIZE: '3', IXC_BQN_CONCURRENCY: '1' },
    args: ['--prune', 'owned', '--concurrency', '4'],
    check(world) {
      expect(world.disagreement(), 'owned, not none').toEqual([]);
      expect(world.ixc.requests.at(-1)?.body, 'page size of the flag').toMatchObject({ rp: '10' });
    },
  },
  {
    system: 'Operator',
    fault: 'nonsense in the environment under a good flag',
    does: 'takes the command line',
    exit: 0,
    env: { IXC_BQN_PAGE_SIZE: 'nonsense' },
    check: (world) => void expect(world.disagreement()).toEqual([]),
  },
  {
    system: 'Operator',
    fault: 'the same flag twice',
    does: 'takes the last or refuses, never something else',
    exit: [0, 2],
    args: ['--concurrency', '4', '--concurrency', '2', '--max-delete', '50', '--max-delete', '30'],
  },
  {
    system: 'Operator',
    fault: 'host and key on the command line and in the environment',
    does: 'takes the command line and warns that the key shows in `ps`',
    exit: 0,
    env: { IXC_SERVER: 'wrong.invalid', IXC_KEY: '1:wrong' },
    act: (world, args) =>
      world.run([...args, world.ixc.host, world.ixc.key], { env: { IXC_SERVER: 'wrong.invalid', IXC_KEY: '1:wrong' } }),
    check(world, run) {
      expect(world.disagreement()).toEqual([]);
      expect(run.output).toMatch(/visible to other users of this machine in `ps`/);
    },
  },
  {
    system: 'Operator',
    fault: '--dry-run on the worst day',
    does: 'writes nothing',
    exit: 0,
    args: ['--dry-run'],
    check: ({ bqn }) => expect(bqn.writes).toEqual([]),
  },
  {
    system: 'Operator',
    fault: '--max-pages',
    does: 'creates and updates what was read, and deletes nothing',
    exit: 0,
    args: ['--max-pages', '1'],
    check: ({ bqn }) => expect(bqn.writes.filter(({ method }) => method === 'DELETE')).toEqual([]),
  },
];
