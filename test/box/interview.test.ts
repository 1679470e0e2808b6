import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { yesOrNo } from '../../src/setup/asker.ts';
import { columnsOf } from '../../src/text/shown.ts';
import { aContract, aLogin, anIsp } from '../simulator/index.ts';
import { aBox, type Box, type Systems } from '../support/box.ts';
import { answersAbout, HAS_TERMINAL, runOnTerminal, type Typing } from '../support/terminal.ts';
import { englishIn } from '../support/texts.ts';
import { WRAPPER } from '../support/wrapper.ts';

/** The interview of --init as a person meets it: one can walk back in it, and nothing that was typed is typed twice. */

vi.setConfig({ testTimeout: 300_000 });

const UNSET = {
  IXC_SERVER: undefined,
  IXC_KEY: undefined,
  BQN_OAM_IP: undefined,
  BQN_REST_USER: undefined,
  BQN_REST_PW: undefined,
} as const;

async function aNewBox(): Promise<Box & Systems & { readonly wrapper: string }> {
  const logins = Array.from({ length: 3 }, () => aLogin({ contract: 'c1' }));
  const box = await aBox(anIsp({ logins, contracts: [aContract('c1')] }));
  const wrapper = box.path('sync-ixc-bqn.sh');
  copyFileSync(WRAPPER, wrapper);
  return { ...box, wrapper };
}

function answers(systems: Systems): Typing {
  return [...answersAbout(systems), ['Join IPv4', 'no\r']];
}

function init(box: Box & Systems, typing: Typing, args: readonly string[] = []) {
  return runOnTerminal(box, ['--init', '--ixc-ca', box.caFile, ...args], { env: UNSET, typing, columns: 80 });
}

describe.runIf(HAS_TERMINAL)('the interview', () => {
  test('< goes back, as far as one likes, and what was answered is offered', async () => {
    const box = await aNewBox();
    const all = answers(box);
    const { code, text } = await init(box, [
      ['Language', 'en\r'],
      ...all.slice(0, 2),
      ['management address', '<\r'],
      ['API key', '<\r'],
      [`IXC server (name or address): (${box.ixc.host})`, '\r'],
      ['API key (user id:hash): (Enter keeps it)', '\r'],
      ...all.slice(2, 5),
      ['REST password', '<\r'],
      ['REST user', '\r'],
      ...all.slice(5),
    ]);
    expect(code, text).toBe(0);
    expect(readFileSync(box.wrapper, 'utf8')).toContain(box.ixc.host);
  });

  test('a wrong user is mended where it was typed, with its password', async () => {
    const box = await aNewBox();
    const all = answers(box);
    const { code, text } = await init(box, [
      ['Language', '\r'],
      ...all.slice(0, 4),
      ['REST user', 'wrong\r'],
      all[5] ?? ['', ''],
      ['Type it again', ''],
      all[4] ?? ['', ''],
      ['REST password: (Enter keeps it)', '\r'],
      ...all.slice(6),
    ]);
    expect(code, text).toBe(0);
    expect(readFileSync(box.wrapper, 'utf8')).toContain(box.bqn.user);
  });

  test('what is neither yes nor no is asked again', async () => {
    const box = await aNewBox();
    const all = answers(box);
    const { code, text } = await init(box, [
      ['Language', '\r'],
      ...all.slice(0, 6),
      ['Join IPv4', 'simm\r'],
      ['Join IPv4', 'sim\r'],
    ]);
    expect(code, text).toBe(0);
    expect(readFileSync(box.wrapper, 'utf8')).toContain("IXC_DUAL_STACK='--dual-stack'");
  });

  test('answers outlive "nothing was saved", and secrets do not lie anywhere', async () => {
    const box = await aNewBox();
    const all = answers(box);
    const { code, text } = await init(box, [['Language', '\r'], ...all.slice(0, 5), ['REST password', '\u0003']]);
    expect(code, text).toBe(130);
    const draft = `${box.wrapper}.answers.json`;
    const kept = readFileSync(draft, 'utf8');
    expect(statSync(draft).mode & 0o777).toBe(0o600);
    for (const secret of [box.ixc.key, box.bqn.password]) expect(kept).not.toContain(secret);
    const again = await init(box, [
      ['Language', '\r'],
      [`(${box.ixc.host})`, '\r'],
      ['API key', `${box.ixc.key}\r`],
      // Its certificate was pinned when it was trusted.
      [`(${box.bqn.host})`, '\r'],
      [`(${box.bqn.user})`, '\r'],
      ...all.slice(5),
    ]);
    expect(again.code, again.text).toBe(0);
    expect(existsSync(draft)).toBe(false);
  });

  test.each([
    ['from --lang on', ['(pt)', '\r'], ['--lang', 'pt']],
    ['from the first answer on', ['(en)', 'pt\r'], []],
  ] as const)('in Portuguese %s, and nothing in it is English', async (_when, language, args) => {
    const box = await aNewBox();
    const { code, text } = await init(
      box,
      [
        language,
        ['Servidor IXC', `${box.ixc.host}\r`],
        ['Chave da API', `${box.ixc.key}\r`],
        ['Endereço de gerência', '<\r'],
        ['Chave da API do IXC (id do usuário:hash): (Enter mantém)', '\r'],
        ['Endereço de gerência', `${box.bqn.host}\r`],
        ['confia neste certificado? (sim ou não) (não)', 'simm\r'],
        ['confia neste certificado', 'sim\r'],
        ['Usuário REST', `${box.bqn.user}\r`],
        ['Senha REST', `${box.bqn.password}\r`],
        ['Juntar o IPv4', '\r'],
      ],
      args,
    );
    expect(code, text).toBe(0);
    expect(text).not.toMatch(/default hidden|\(no\)|GMT|\(yes or no\)/);
    expect(englishIn(text.replace('Language: en for English', ''))).toEqual([]);
    const wide = text
      .split('\n')
      .map((one) => one.trim())
      .filter((one) => columnsOf(one) > 80 && one.includes(' '));
    expect(wide.filter((one) => !one.includes('?') && !one.startsWith('lendo'))).toEqual([]);
    expect(text.replace(/\s+/g, ' ')).toMatch(/Pronto\. A primeira execução .*Onde olhar: .*--explain LOGIN/);
  });

  test('a bare start without settings offers it', async () => {
    const box = await aNewBox();
    const no = await runOnTerminal(box, [], { env: UNSET, typing: [['Set it up now? (yes or no) (yes)', 'no\r']] });
    expect(no.code, no.text).toBe(2);
    const yes = await runOnTerminal(box, [], {
      env: UNSET,
      typing: [['Set it up now?', '\r'], ['Language', '\r'], ...answers(box)],
    });
    expect(yes.code, yes.text).toBe(0);
    expect(yes.text.replace(/\s+/g, ' ')).toMatch(/Done\. The first run .*Where to look/);
  });
});

test('yes and no in both languages, and nothing else', () => {
  for (const text of ['y', 'YES', 's', ' sim ', '--dual-stack']) expect(yesOrNo(text)).toBe('yes');
  for (const text of ['n', 'no', 'Não', 'nao', '']) expect(yesOrNo(text)).toBe('no');
  for (const text of ['simm', 'yess', 'talvez', '2']) expect(yesOrNo(text)).toBeUndefined();
  expect(yesOrNo(' < ')).toBe('back');
});
