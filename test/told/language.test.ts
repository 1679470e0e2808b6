import { writeFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import type { Flag } from '../../src/settings/flag.ts';
import { FLAGS } from '../../src/settings/flags.ts';
import { phrase, say, speak, translated } from '../../src/text/language.ts';
import { PORTUGUESE } from '../../src/text/portuguese.ts';
import { englishIn, saidTexts } from '../support/texts.ts';
import { variant } from '../support/variant.ts';
import { aWorld, onEnd, told } from '../support/world.ts';

/** Everything that people read is said in English or in Brazilian Portuguese, as they wish. */

vi.setConfig({ maxConcurrency: 4, testTimeout: 300_000 });

const SAID = saidTexts();
const OF_FLAGS = FLAGS.flatMap(({ describe, group, otherwise }: Flag) => [
  describe,
  group,
  ...(otherwise === undefined ? [] : [otherwise]),
]);
const KEYS = new Set([...SAID.map(({ key }) => key), ...OF_FLAGS]);

describe('the catalogue', () => {
  test('has every text that the program says', () => {
    expect(SAID.length, 'the sources are read').toBeGreaterThan(400);
    expect([...KEYS].filter((key) => PORTUGUESE[key] === undefined)).toEqual([]);
  });

  test('has nothing that is not said any more', () => {
    expect(Object.keys(PORTUGUESE).filter((key) => !KEYS.has(key))).toEqual([]);
  });

  test.each(Object.entries(PORTUGUESE))('%j: what is not language is the same in both', (english, portuguese) => {
    const sorted = (text: string, form: RegExp) => [...new Set(text.match(form) ?? [])].sort();
    for (const form of [/\{\d+\}/g, /--[a-z][a-z-]+/g, /\b[A-Z]+_[A-Z_]+\b/g, /\bchmod \S+|\bchown\b/g, /%s/g]) {
      expect(sorted(portuguese, form)).toEqual(sorted(english, form));
    }
    expect(/^ /.test(portuguese), 'a blank in front').toBe(/^ /.test(english));
    expect(/[.:?]$/.exec(portuguese)?.[0], 'how it ends').toBe(/[.:?]$/.exec(english)?.[0]);
  });
});

describe('say', () => {
  test('is the English text until another language is asked for, and for a text that is not known', () => {
    speak('pt');
    try {
      expect(say`login ${1} of ${'x'}, not in the catalogue`).toBe('login 1 of x, not in the catalogue');
      expect(say`BQN ${'a'}: and ${2} more`).toBe('BQN a: e mais 2');
      expect(translated(phrase`login without an IP`)).toBe('login sem IP');
    } finally {
      speak('en');
    }
    expect(say`BQN ${'a'}: and ${2} more`).toBe('BQN a: and 2 more');
  });
});

test.concurrent('in Portuguese a run, its preview, a check, an explanation and the history have no English in them', async (context) => {
  const world = await aWorld(onEnd(context));
  const env = { IXC_BQN_LANG: 'pt' };
  const { logins, contracts, plans } = world.ixc.isp;
  const [login, other] = logins;
  Object.assign(plans[0] ?? {}, { download: 'muito' });
  Object.assign(other ?? {}, { plan: '4711', contract: '4712' });
  await world.run(['--force'], { env });
  for (const contract of contracts) contract.status = 'CA';
  const outputs = {
    preview: await world.run(['--dry-run', '-v'], { env }),
    run: await world.run([], { env }),
    explain: await world.run(['--explain', login?.login ?? ''], { env }),
    history: await world.run(['--history', 'all'], { env }),
    check: await world.run(['--check'], { env }),
  };
  for (const [name, run] of Object.entries(outputs)) expect(englishIn(run.output), `${name}: ${told(run)}`).toEqual([]);
  expect(outputs.run.output).toMatch(/synchronization script starts \(v\d/);
  expect(outputs.run.output).toMatch(/synchronization of \d+ policies and \d+ subscribers/);
  expect(outputs.run.output).toMatch(/retido: \d+ de \d+ assinantes com novo bloqueio .*--approve blocks=\d+/);
  expect(outputs.run.output).toMatch(/resultado: uma parte foi retida pela trava \(código de saída 6\)/);
});

variant('what is wrong with settings, and help, are said in the language that is asked for', async (context) => {
  const world = await aWorld(onEnd(context), { seeded: false });
  const wrong = await world.runBare(['--lang', 'pt', '--max-block', 'muito']);
  expect(wrong.stderr).toMatch(/--max-block: "muito" não é um número de 0 a 100\./);
  const unknown = await world.runBare(['--lang=pt', '--fazer']);
  expect(unknown.stderr).toMatch(/Argumento desconhecido: fazer/);
  const help = await world.runBare(['--help'], { env: { IXC_BQN_LANG: 'pt' } });
  expect(englishIn(help.output)).toEqual([]);
  const file = world.path('settings.env');
  writeFileSync(file, "IXC_BQN_LANG='pt'\n", { mode: 0o600 });
  const fromFile = await world.runBare(['--env-file', file, '--max-time', '0'], { env: { IXC_BQN_LANG: '' } });
  expect(fromFile.stderr).toMatch(/não é um número inteiro de 1 a 86400/);
  const other = await world.runBare(['--lang', 'de']);
  expect(other.stderr).toMatch(/--lang: "de" is not one of en, pt/);
});

variant('a dead IXC and a BQN that refuses are told of in Portuguese', async (context) => {
  const world = await aWorld(onEnd(context), { seeded: false });
  const env = { IXC_BQN_LANG: 'pt' };
  const refused = await world.run([], { env: { ...env, BQN_REST_PW: 'errada' } });
  expect(refused.code).toBe(4);
  expect(englishIn(refused.output)).toEqual([]);
  const key = await world.run([], { env: { ...env, IXC_KEY: `7:${'0'.repeat(64)}` } });
  expect(key.code).toBe(3);
  expect(englishIn(key.output)).toEqual([]);
});
