import { expect } from 'vitest';
import { variableOf } from '../../../src/settings/flag.ts';
import { FLAGS, type FlagName } from '../../../src/settings/flags.ts';
import { bundleIf } from '../../support/from-source.ts';
import { nonsenseFor } from '../../support/nonsense.ts';
import { aWorld, type World } from '../../support/world.ts';
import { expectOutcome, type Fault } from '../fault.ts';

/** What an operator types on the worst day. */

const VARIABLES: ReadonlyMap<string, string | undefined> = new Map(FLAGS.map((flag) => [flag.name, variableOf(flag)]));

/** Each is read in another way. What every flag makes of its nonsense is tried in settings.test.ts, without a process. */
const ONE_OF_EACH_KIND: readonly FlagName[] = [
  ...(['prune', 'max-delete', 'page-size', 'ixc-timeout', 'offline-grace', 'rate-factor', 'status'] as const),
  ...(['only-subnet', 'skip-site', 'ixc-ca', 'overrides', 'bqn-fingerprint', 'telegram'] as const),
];

async function eachRefused(
  world: World,
  line: Fault,
  tries: readonly { args?: readonly string[]; env?: Record<string, string>; names: string }[],
): Promise<void> {
  const before = world.held();
  for (const [at, { args = [], env = {}, names }] of tries.entries()) {
    const run = await bundleIf(at === 0, () => world.runBare(args, { env }));
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

function onTheCommandLine(name: FlagName) {
  return { args: [`--${name}=${firstNonsense(name)}`], names: `--${name}` };
}

function inTheEnvironment(name: FlagName) {
  const variable = VARIABLES.get(name) ?? '';
  return { env: { [variable]: firstNonsense(name) }, names: variable };
}

/** What is empty is not set: the wrapper exports it so. */
function firstNonsense(name: FlagName): string {
  return nonsenseFor(name).find((text) => text !== '') ?? '';
}

export const OPERATOR: readonly Fault[] = [
  refused('a flag of each kind with nonsense', () => [
    ...ONE_OF_EACH_KIND.map(onTheCommandLine),
    { args: ['--page-size='], names: '--page-size' },
    { args: ['--state-file=/'], names: '--state-file' },
  ]),
  refused('an --env-file that is not there', () => [
    // By its variable: Node 20 and later take the flag for their own, wherever it stands, before the bundle starts.
    { env: { IXC_BQN_ENV_FILE: '/nonexistent/env' }, names: '--env-file' },
  ]),
  refused('a switch with nonsense', () =>
    ['--dual-stack', '--init'].flatMap((name) =>
      ['maybe', 'nope', '2'].map((text) => ({ args: [`${name}=${text}`], names: name })),
    ),
  ),
  refused('an environment variable of each kind with nonsense', () => [
    ...ONE_OF_EACH_KIND.map(inTheEnvironment),
    { env: { IXC_DUAL_STACK: 'maybe' }, names: 'IXC_DUAL_STACK' },
    { env: { IXC_BQN_VERBOSE: 'very' }, names: 'IXC_BQN_VERBOSE' },
  ]),
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
    args: ['--prune', 'owned', '--concurrency', '4', '--page-size', '10'],
    check(world) {
      expect(world.disagreement(), 'owned, not none').toEqual([]);
      const sizes = world.ixc.requests.map(({ body }) => Object(body)['rp']);
      expect(sizes, 'page size of the flag').toContain('10');
      expect(sizes, 'page size of the environment').not.toContain('3');
    },
  },
  {
    system: 'Operator',
    fault: 'nonsense in the environment under a good flag',
    does: 'takes the command line',
    exit: 0,
    env: { IXC_BQN_PAGE_SIZE: 'nonsense' },
    args: ['--page-size', '10'],
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
