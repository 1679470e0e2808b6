import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { masked } from '../../src/commands/mask.ts';
import { say, speak } from '../../src/text/language.ts';
import { answer, generateIsp } from '../simulator/index.ts';
import { aroundIt, bundleIf, sampled } from '../support/from-source.ts';
import { aWorld, onEnd, told, type World } from '../support/world.ts';

/** `--support` names nobody, whatever they are called and wherever a name stands. */

vi.setConfig({ maxConcurrency: 2, testTimeout: 300_000 });

/** First names that are words of programs, licences or English as well. */
const WORDS =
  'Ana Max Bill Mark Grant Will Rose Art May June April Grace Faith Hope Joy Dean Ray Jack Rob Bob Drew Guy Frank Earl Duke Page Read Key Case Chase Chance Rich Sue Pat Gene Dale Glen Lane Brook Cliff Dan Tom Ben Sam Don Lee Ian Ken Ron Jim Al Bo Ed Li Wu Ng Ira Eve Ada Iris Ivy Amber Ruby Jade Pearl Opal Crystal Penny Sandy Misty Stormy Sunny Rusty Dusty Sky River Robin Jay Wren Martin Angel Christian Major Prince King Queen Baron Bishop Pope Noble Miles Forest Field Hill Ford Reed Heath Moss Fern Olive Basil Ginger Rosemary Sage Violet Daisy Lily'.split(
    ' ',
  );
const SYLLABLES = ['ka', 'lu', 'mi', 'ro', 'ze', 'ta', 'vi', 'no'];
const SCRIPTS: readonly (readonly string[])[] = [
  ['山', '田', '太', '郎', '花', '子'],
  ['Αθ', 'ην', 'ᾶς', 'Ἑλ', 'έν', 'ης'],
  ['Ив', 'ан', 'Ол', 'ьг', 'аё', 'щё'],
  ['مح', 'مد', 'فا', 'طم', 'ةع', 'لي'],
  ['हिं', 'दी', 'रा', 'मकृ', 'ष्ण', 'जी'],
  ['김', '민', '준', '서', '연', '박'],
  ['🚀', '👍🏽', '👨‍👩‍👧', '🇧🇷', '❤️', '🦊'],
  ['Jo\u0303', 'a\u0303o', 'Ze\u0301', 'Lu\u0308', 'n\u0303a', 'ç'],
  ['★', '☆', '♥', '†', '©', '€'],
  ['ไท', 'ยส', 'มช', 'าย', 'หญ', 'ิง'],
];

/** 500 names: words, invented ones, and many scripts, signs and emoji. Those of four letters and more are looked for. */
function fiveHundredNames(): string[] {
  const names = [...WORDS];
  for (let at = 0; names.length < 260; at++) {
    const [one, two, three] = [at % 8, Math.floor(at / 8) % 8, (at * 5) % 8].map((of) => SYLLABLES[of] ?? '');
    names.push(`${one?.[0]?.toUpperCase()}${one?.slice(1)}${two}${three}${at}`.replace(/\d+/, ''));
  }
  for (let at = 0; names.length < 500; at++) {
    const letters = SCRIPTS[at % SCRIPTS.length] ?? [];
    names.push([at, at >> 1, at >> 3].map((of) => letters[of % letters.length]).join(''));
  }
  return names;
}

const NAMES = fiveHundredNames();

const nameAt = (at: number) => NAMES[at % NAMES.length] ?? '';

/** Whether a name stands in a text as a word of its own, which a part of another word is not. */
function standsIn(text: string, name: string): boolean {
  // An expression for each of hundreds of names costs more than it says.
  if (!text.includes(name)) return false;
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])${escaped}(?![\\p{L}\\p{M}\\p{N}])`, 'u').test(text);
}

/** What the same start says of an installation in which nobody has these names: the program's own words. */
function expectNobody(text: string, own: string): void {
  const found = NAMES.filter((name) => standsIn(text, name) && !standsIn(own, name));
  expect(found).toEqual([]);
}

async function aTownOf(context: Parameters<typeof onEnd>[0], isNamed: boolean): Promise<World> {
  const isp = generateIsp({ logins: 120, seed: 7, columns: 'real' });
  const world = await aWorld(onEnd(context), { isp });
  const { logins, plans, contracts } = world.ixc.isp;
  const name = (at: number) => (isNamed ? nameAt(at) : '');
  if (!isNamed) return world;
  for (const [at, login] of logins.entries()) {
    login.login = at % 3 === 0 ? name(at) : `${name(at * 4)} ${name(at * 4 + 1)}`;
    login.extra = Object.fromEntries(
      [
        'obs',
        'mac',
        'ativo',
        'tipo_conexao',
        'endereco_cliente',
        'status',
        name(at),
        `x_${name(7)}`.toLowerCase(),
        'pd_ipv6',
      ].map((column, place) => [column, name(at * 9 + place)]),
    );
  }
  for (const [at, plan] of plans.entries()) {
    plan.name = name(300 + at);
    if (at % 5 === 0) plan.download = name(at);
    plan.extra = { tipo: name(at), [name(at + 1)]: name(at + 2) };
  }
  for (const [at, contract] of contracts.entries()) if (at % 4 === 0) contract.status = name(at);
  for (let at = 0; at < 80; at++) {
    world.bqn.seedPolicy(`p ${name(at * 6)}`, {
      policyId: name(at * 6 + 1),
      rateLimitDownlink: { rate: 1 },
      [name(at)]: 1,
    });
    world.bqn.seedSubscriber(`203.0.113.${100 + at}`, {
      subscriberId: name(at * 6 + 2),
      policyAssignedBy: name(at),
      quota: { [name(at)]: name(at + 3) },
    });
    world.bqn.seedGroup(name(at * 6 + 3), { subscriberMembers: ['203.0.113.6'], [name(at + 9)]: [name(at)] });
  }
  return world;
}

async function supportOf(world: World, args: readonly string[]): Promise<string> {
  const log = ['--log-file', world.path('run.log')];
  await aroundIt(() => world.run([...log, '-v', '--dual-stack', '--force', ...args]));
  await aroundIt(() => world.run([...log, '--explain', nameAt(3)]));
  const run = await world.run(['--support', world.path('support.txt'), ...log, ...args]);
  expect(run.code, told(run)).toBe(0);
  return readFileSync(world.path('support.txt'), 'utf8');
}

const SETTINGS = [
  ...[
    '--skip-login',
    NAMES.slice(0, 250)
      .filter((name) => !/[,=]/.test(name))
      .join(','),
  ],
  ...['--skip-plan', 'Max,Bill', '--skip-site', 'Ana,Rose', '--only-subnet', '100.64.0.0/10'],
];

for (const language of sampled(['en', 'pt'] as const, 1)) {
  test.concurrent(`names in every column, key, setting and line of the log (${language})`, async (context) => {
    const own = await supportOf(await aTownOf(context, false), ['--lang', language]);
    const text = await supportOf(await aTownOf(context, true), [...SETTINGS, '--lang', language]);
    expectNobody(text, own);
    expect(text).toContain('--scope only-subnet 1; skip-site 2; skip-plan 2; skip-login ');
    expect(text).not.toMatch(/100\.64|127\.0\.0\.1|203\.0\.113/);
    // What the program says of itself is there to read.
    expect(text).toMatch(/synchronization script ends/);
    expect(text).toMatch(language === 'en' ? /result: done \(exit code 9\)/ : /resultado: feito \(código de saída 9\)/);
  });
}

test.concurrent('names in headers and in the words of servers that refuse', async (context) => {
  const world = await aTownOf(context, false);
  const own = await bundleIf(false, () => supportOf(world, []));
  for (const at of sampled([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 3)) {
    const names = NAMES.slice(at * 50, at * 50 + 50).map((name) => name.replace(/[^\x20-\x7e]/g, 'q'));
    const [one = '', two = '', three = '', four = ''] = names;
    const headers = {
      server: at % 2 === 0 ? `${one} ${two}` : `nginx/1.18.0 (${one})`,
      'x-powered-by': `PHP/8 ${two}`,
      'content-type': `application/json; charset=${three}`,
      'retry-after': four,
      [`x-${one.toLowerCase().replace(/[^a-z]/g, 'q')}`]: two,
      connection: 'close',
    };
    const message = NAMES.slice(at * 50, at * 50 + 50).join(' ');
    world.bqn.faults.on(
      { target: 'subscriberGroups', method: 'GET' },
      answer({ status: 404, headers, body: JSON.stringify({ error: { message }, [one]: two }) }),
    );
    writeFileSync(
      world.path('run.log'),
      NAMES.slice(at * 50, at * 50 + 50)
        .map(
          (name) =>
            `2026-01-08 10:00:00.000000 BQN ${name}: refused: ${name} and 3 more (HTTP 400: ${name} ${message})`,
        )
        .join('\n'),
    );
    const asked = ['--support', world.path('support.txt'), '--log-file', world.path('run.log')];
    const run = await bundleIf(at === 0, () => world.run(asked));
    expect(run.code, told(run)).toBe(0);
    expectNobody(readFileSync(world.path('support.txt'), 'utf8'), own);
    world.bqn.faults.clear();
  }
});

test('a line of the log keeps the words of its sentence, and of its values the form', () => {
  speak('en');
  expect(masked(say`BQN ${'10.0.0.1'}: and ${2} more`)).toBe('BQN 99.9.9.9: and 9 more');
  expect(masked('login 12 (Bill Max)')).not.toMatch(/Bill|Max/);
  expect(masked('error: BQN 10.0.0.1:3443 stopped answering: 20 failures, ECONNREFUSED')).toContain('ECONNREFUSED');
  expect(masked('Ana')).toBe('aaa');
  // Words of the page and of its boxes, and what people are called.
  for (const text of [
    'blocks amber: CA',
    'login 12 (green)',
    '12 amber',
    'red',
    'amber  100.64.0.7  verde',
    'Will: once',
  ])
    expect(masked(text)).not.toMatch(/amber|green|red|verde|nada|once/);
  expect(masked('result: done (exit code 0)')).toBe('result: done (exit code 9)');
  expect(masked('👨‍👩‍👧 ★ e\u0301')).toBe('* * a');
  // A form that is tried in ever more ways would take hours.
  const started = performance.now();
  masked('a, '.repeat(700));
  masked(`${'BQN x: '.repeat(280)}`);
  expect(performance.now() - started).toBeLessThan(60_000);
});
