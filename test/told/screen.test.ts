import { describe, expect, test, vi } from 'vitest';
import { table } from '../../src/report/table.ts';
import { flagOfWord, meantFlag } from '../../src/settings/meant-flag.ts';
import { say } from '../../src/text/language.ts';
import { columnsOf, line, wrapped } from '../../src/text/shown.ts';
import { aContract, aLogin, anIsp, aPlan, type Isp } from '../simulator/index.ts';
import { aBox } from '../support/box.ts';
import { aroundIt, bundleIf } from '../support/from-source.ts';
import { HAS_TERMINAL, runOnTerminal } from '../support/terminal.ts';

/** What a person meets who sits at a terminal of 80 columns; what a file and a pipe get stays as it is. */

vi.setConfig({ testTimeout: 300_000 });

const WORDS = aPlan({ name: 'Fibra residencial 300 mega com roteador' });

function aTown(): Isp {
  const logins = Array.from({ length: 6 }, (_, at) =>
    aLogin({ plan: WORDS, login: `cliente-com-um-nome-comprido-${at}`, contract: at === 0 ? 'c2' : 'c1' }),
  );
  return anIsp({ logins, contracts: [aContract('c1'), aContract('c2', { status: 'CA' })] });
}

function linesOf(text: string): string[] {
  return text.split('\n').map((one) => one.replace(/\r/g, '').trimEnd());
}

/** Lines that are wider than a terminal though they could have been broken. */
function tooWide(text: string): string[] {
  return linesOf(text).filter((one) => columnsOf(one) > 80 && /\S \S/.test(one.trim()));
}

describe.skipIf(!HAS_TERMINAL)('on a terminal of 80 columns', () => {
  test('a line has the clock alone, is broken between words, and counts that are zero are left out', async () => {
    const box = await aBox(aTown());
    const preview = await runOnTerminal(box, ['--dry-run', '--no-progress'], { columns: 80 });
    expect(preview.code, preview.text).toBe(0);
    const first = await runOnTerminal(box, ['--force', '--no-progress'], { columns: 80 });
    const again = await runOnTerminal(box, ['--no-progress'], { columns: 80 });
    for (const { text } of [preview, first, again]) {
      expect(tooWide(text)).toEqual([]);
      expect(text).toMatch(/^\d\d:\d\d:\d\d synchronization script starts \(v/m);
      expect(text).not.toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}/);
      expect(text).not.toMatch(/\b0 (created|changed|deleted|unchanged)/);
    }
    // What goes on stands below its own line.
    expect(preview.text).not.toMatch(/^ {1,5}(?!policies|subscribers|\+)\S/m);
    // No word is cut in two: whatever is said stands there once the lines are put together.
    const said = linesOf(first.text).join(' ').replace(/\s+/g, ' ');
    expect(said).toContain('blocks cliente-com-um-nome-comprido-0');
    expect(said).toMatch(/2 policies created, 6 subscribers created/);
    expect(linesOf(again.text).join(' ').replace(/\s+/g, ' ')).toMatch(/nothing changed: 2 policies, 6 subscribers/);
  });

  test('in Portuguese numbers and genders are right', async () => {
    const box = await aBox(aTown());
    const first = await runOnTerminal(box, ['--force', '--no-progress', '--lang', 'pt'], { columns: 80 });
    const said = linesOf(first.text).join(' ').replace(/\s+/g, ' ');
    expect(said).toMatch(/2 políticas criadas, 6 assinantes criados/);
    expect(said).toMatch(/bloqueia cliente-com-um-nome-comprido-0/);
    expect(said).toMatch(/1 bloqueio\b/);
    expect(said).not.toMatch(/\b1 (páginas|linhas|bloqueios)/);
    const piped = await box.run(['--lang', 'pt']);
    expect(piped.stdout).toMatch(/políticas: 0 criadas, 0 mudadas, 0 apagadas, 2 iguais/);
    const history = await runOnTerminal(box, ['--history', 'all', '--lang', 'pt'], { columns: 80 });
    expect(history.text).toMatch(/HISTÓRICO de todos/);
    expect(history.text).toMatch(/ bloqueio {2}cliente-com-um-nome-comprido-0/);
  });

  test('what is asked of an address, a table and a refusal names nothing twice, and nothing in English', async () => {
    const box = await aBox(aTown());
    const address = await box.run(['--explain', '100.64.0.250', '--lang', 'pt']);
    expect(address.output).not.toContain('não existe o login');
    expect((await box.run(['--explain', 'ninguem', '--lang', 'pt'])).output).toContain('não existe o login');
    const tables = await box.run(['--lang', 'pt'], { env: { BQN_OAM_IP: '' } });
    expect(tables.output).toMatch(/Billing-Block +block +bloqueado +bloqueado/);
    for (const lang of ['en', 'pt']) {
      const check = await box.run(['--check', '--lang', lang], { env: { BQN_REST_PW: 'wrong' } });
      expect(check.output).toMatch(lang === 'en' ? /failed BQN \S+: refused/ : /falhou +BQN \S+: recusou/);
    }
  });

  test('the history fits, on one clock', async () => {
    const box = await aBox(aTown());
    await aroundIt(() => box.run(['--force']));
    await box.run(['--pause', '2h', '--reason', 'troca de plano em massa de todos os clientes da cidade'], {
      env: { TZ: 'America/Sao_Paulo' },
    });
    const env = { TZ: 'America/Sao_Paulo' };
    const { text } = await runOnTerminal(box, ['--history', 'all'], { columns: 80, env });
    expect(tooWide(text)).toEqual([]);
    const said = linesOf(text).join(' ').replace(/\s+/g, ' ');
    const [, at = ''] = /(\d{4}-\d\d-\d\d \d\d:\d\d):\d\d paused/.exec(said) ?? [];
    const [, until = ''] = /paused until (\d{4}-\d\d-\d\d \d\d:\d\d)/.exec(said) ?? [];
    expect(Date.parse(until) - Date.parse(at)).toBeLessThanOrEqual(2 * 3_600_000 + 60_000);
    expect(Date.parse(until) - Date.parse(at)).toBeGreaterThanOrEqual(2 * 3_600_000 - 60_000);
  });

  test.each(['en', 'pt'])('--help all and its table of exit codes fit (%s)', async (lang) => {
    const box = await aBox(aTown());
    const { text } = await runOnTerminal(box, ['--help', 'all', '--lang', lang], { columns: 80 });
    expect(tooWide(text)).toEqual([]);
    const codes = linesOf(text).filter((one) => /^ {2}(\d|130|143) /.test(one));
    expect(codes.length).toBeGreaterThanOrEqual(6);
  });
});

test('a file gets the lines of the old script, whoever sits at the terminal', async () => {
  const box = await aBox(aTown());
  const run = HAS_TERMINAL
    ? (await runOnTerminal(box, ['--force', '-lf', box.path('log')], { columns: 80 })).text
    : (await box.run(['--force', '-lf', box.path('log')])).output;
  expect(run).not.toMatch(/synchronization script/);
  const { readFileSync } = await import('node:fs');
  const log = readFileSync(box.path('log'), 'utf8');
  expect(log).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6} synchronization script starts \(v/m);
  expect(log).toMatch(/policies 2 created, 0 changed, 0 deleted, 0 unchanged; subscribers 6 created/);
});

describe('a mistake on the command line', () => {
  test.each([
    [['dry-run'], '--dry-run'],
    [['dryrun'], '--dry-run'],
    [['--dry-rum'], '--dry-run'],
    [['--dry_run'], '--dry-run'],
    [['--chekc'], '--check'],
    [['check'], '--check'],
    [['restore'], '--restore'],
    [['--histroy', 'all'], '--history'],
    [['chek'], '--check'],
    [['hold'], '--held'],
    [['-check'], '--check'],
    [['-dry-run'], '--dry-run'],
    [['—check'], '--check'],
    [['–held'], '--held'],
    [['—approve', 'blocks=3'], '--approve'],
  ])('%j asks whether %s was meant', async (args, meant) => {
    const box = await aBox(aTown());
    const { code, output } = await bundleIf(meant === '--approve', () => box.run(args));
    expect(code).toBe(2);
    expect(output).toMatch(new RegExp(`did you mean ${meant}\\?`, 'i'));
  });

  test('what is like no flag is asked nothing, and a host is a host', () => {
    expect(meantFlag(['--quantum-flux'])).toBeUndefined();
    expect(meantFlag(['-x'])).toBeUndefined();
    for (const host of [
      'ixc.example',
      '192.0.2.1',
      'ixc',
      'ixcsoft',
      'billing',
      'localhost',
      'sistema',
      'erp',
      'gestao',
      'isp',
      'server',
      'web',
      'host',
    ])
      expect(flagOfWord(host), host).toBeUndefined();
  });

  test('a file that is missing is called so', async () => {
    const box = await aBox(aTown());
    for (const name of ['ENV_FILE', 'OVERRIDES', 'IXC_CA']) {
      const env = { [`IXC_BQN_${name}`]: box.path('missing') };
      const { code, output } = await bundleIf(false, () => box.run(['-n'], { env }));
      expect(code, name).toBe(2);
      expect(output).toMatch(/there is no such file/);
      expect(output).not.toMatch(/folder does not exist/);
    }
  });
});

test('words are never cut, colours take no room, and what is said of one is said of one', () => {
  const text = line`aaaa bbbb cccc`;
  expect(wrapped(text, 9, 2)).toBe('aaaa bbbb\n  cccc');
  expect(wrapped(line`a-word-that-is-far-too-long b`, 9, 2)).toBe('a-word-that-is-far-too-long\n  b');
  expect(say`${1} {1|customer|customers} put into the groups of their sites`).toMatch(/^1 customer put/);
  expect(say`${2} {1|customer|customers} put into the groups of their sites`).toMatch(/^2 customers put/);
  expect(line`${'{1|x|y}'} {1|x|y}`, 'what a value says is nobody’s form').toBe('{1|x|y} y');
  expect(table(line`t`, [line`a`], [['b']])).toHaveLength(4);
});
