import { describe, expect, test, vi } from 'vitest';
import { aContract, aLogin, anIsp } from '../simulator/index.ts';
import { aBox, type Box, type Systems } from '../support/box.ts';
import { aroundIt } from '../support/from-source.ts';
import { HAS_TERMINAL, runOnTerminal, type Shown, type Typing } from '../support/terminal.ts';

/** What a person is asked at a terminal before something is written, and what their answer does. */

vi.setConfig({ testTimeout: 300_000 });

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

/** Twenty customers, of whom the first owes. */
async function aTown(): Promise<Box & Systems> {
  const logins = Array.from({ length: 20 }, (_, at) => aLogin({ login: `cliente${at}`, contract: `c${at + 1}` }));
  const contracts = logins.map((_, at) => aContract(`c${at + 1}`, { status: at === 0 ? 'CA' : 'A' }));
  return await aBox(anIsp({ logins, contracts }));
}

function atTerminal(box: Box & Systems, args: readonly string[], typing: Typing): Promise<Shown> {
  return runOnTerminal(box, ['--no-progress', ...args], { typing, columns: 80 });
}

const oneLine = ({ text }: Shown) => text.replace(/\s+/g, ' ');

describe.runIf(HAS_TERMINAL)('a first run by hand', () => {
  const QUESTION = 'Write this to the BQN?';

  test('is shown and asked for, also by whoever has tried --check and met the certificate', async () => {
    const box = await aTown();
    expect((await aroundIt(() => box.run(['--check']))).code).toBe(0);
    const no = await atTerminal(box, [], [[QUESTION, 'no\r']]);
    expect(no.code, no.text).toBe(0);
    expect(oneLine(no)).toMatch(/would block 1 of 20 .*Nothing was written/);
    expect(box.bqn.writes).toEqual([]);
    const yes = await atTerminal(box, [], [[QUESTION, 'yes\r']]);
    expect(yes.code, yes.text).toBe(0);
    expect(box.bqn.list('subscribers')).toHaveLength(20);
    const next = await atTerminal(box, [], []);
    expect(next.text).not.toContain(QUESTION);
  });

  test('where nothing is to be put back or removed nothing is said of IXC', async () => {
    const box = await aTown();
    const removed = await aroundIt(() => box.run(['--remove-all', '--dry-run']));
    expect(removed.output).toMatch(/: nothing to write$/m);
    const restored = await aroundIt(() => box.run(['--restore']));
    expect(restored.code).toBe(2);
    expect(restored.output).toContain('there is nothing to put back');
  });

  test('what is put back is not asked whom it would block', async () => {
    const box = await aTown();
    expect((await aroundIt(() => box.run())).code).toBe(0);
    const restore = await aroundIt(() => box.run(['--restore', '--dry-run']));
    expect(restore.output).toMatch(/dry run, nothing written/);
    expect(restore.output).not.toContain('would block');
    expect((await aroundIt(() => box.run(['--dry-run']))).output).toContain('would block 0 of 20');
  });

  test('cron is never asked', async () => {
    const box = await aTown();
    const run = await box.run();
    expect(run.code, run.output).toBe(0);
    expect(box.bqn.list('subscribers')).toHaveLength(20);
  });
});

describe.runIf(HAS_TERMINAL)('--approve', () => {
  const APPROVE = ['--approve', 'blocks=18'];
  const QUESTION = 'Let this pass: blocks=18?';

  /** All but one owe, which the gate holds back. */
  async function aHolding(): Promise<Box & Systems> {
    const box = await aTown();
    expect((await aroundIt(() => box.run())).code).toBe(0);
    for (const contract of box.ixc.isp.contracts.slice(0, 19)) contract.status = 'CA';
    expect((await aroundIt(() => box.run())).code).toBe(6);
    box.bqn.forgetWrites();
    return box;
  }

  test('shows what --held shows, asks, and writes on a yes alone', async () => {
    const box = await aHolding();
    const held = await atTerminal(box, ['--held'], []);
    const shownBy = ({ text }: Shown) =>
      text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => /cliente|held|incident/.test(line) && !line.includes(QUESTION));
    const no = await atTerminal(box, APPROVE, [[QUESTION, 'no\r']]);
    expect(no.code, no.text).toBe(0);
    expect(shownBy(held).length).toBeGreaterThan(0);
    expect(shownBy(no)).toEqual(shownBy(held));
    expect(oneLine(no)).toContain('Nothing was written.');
    expect(box.bqn.writes).toEqual([]);
    const yes = await atTerminal(box, APPROVE, [
      [QUESTION, 'maybe\r'],
      [QUESTION, 'yes\r'],
    ]);
    expect(yes.code, yes.text).toBe(0);
    expect(box.bqn.writes).toHaveLength(18);
  });

  test.each([
    ['Ctrl-C', CTRL_C],
    ['the end of the input', CTRL_D],
  ])('%s writes nothing, and is an interruption', async (_name, typed) => {
    const box = await aHolding();
    const shown = await atTerminal(box, APPROVE, [[QUESTION, typed]]);
    expect(shown.code, shown.text).toBe(130);
    expect(shown.text).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
    expect(box.bqn.writes).toEqual([]);
  });

  test('where nothing is held nothing is asked', async () => {
    const box = await aTown();
    expect((await aroundIt(() => box.run())).code).toBe(0);
    box.bqn.forgetWrites();
    const shown = await atTerminal(box, APPROVE, [[QUESTION, 'yes\r']]);
    expect(shown.code, shown.text).toBe(2);
    expect(shown.text).not.toContain(QUESTION);
    expect(oneLine(shown)).toMatch(/nothing is held back .*Nothing was written/);
    expect(box.bqn.writes).toEqual([]);
  });
});
