import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSettingsLines, settingsOf } from '../../src/settings/settings-lines.ts';
import { fillSettings } from '../../src/setup/wrapper-file.ts';

/** Lines of settings: a value is what bash would make of the line, or the line is refused. */

/** What each of these lines would make of X in bash; undefined where bash minds the line. */
function inBash(lines: readonly string[]): (string | undefined)[] {
  const script = lines.map((line) => `(\n${line}\nprintf '%s' "$X")\nprintf '\\0'`);
  const { stdout } = spawnSync('/bin/bash', ['-c', script.join('\n')], {
    encoding: 'utf8',
    env: { PATH: '', LC_ALL: 'C' },
    cwd: '/',
  });
  return stdout.split('\0').slice(0, -1);
}

function ours(line: string): string | undefined {
  const { settings, trouble } = readSettingsLines(line);
  return trouble === undefined ? settings.at(-1)?.value : undefined;
}

/** What lines are made of that mean something to bash. */
const PIECES = ["'", '"', '\\', ' ', '#', ';', 'a', 'b=', '$', '$$', '~', ':', '*', '!', '\t', 'ã', '=', '{a,b}', '.'];

describe('a line', () => {
  test('that is read is what bash would make of it', () => {
    const lines = fc.sample(
      fc.array(fc.constantFrom(...PIECES), { maxLength: 7 }).map((pieces) => `X=${pieces.join('')}`),
      3000,
    );
    const read = [...new Set(lines)].filter((line) => ours(line) !== undefined);
    expect(read.length).toBeGreaterThan(300);
    const expected = inBash(read);
    expect(read.map((line) => [line, ours(line)])).toEqual(read.map((line, at) => [line, expected[at]]));
  });

  test('that --init writes is read as it was meant, whatever the value', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom(...PIECES) })),
        (value) => {
          // biome-ignore lint/suspicious/noControlCharactersInRegex: --init refuses these
          fc.pre(!/[\u0000-\u0008\u000a-\u001f\u007f\u0085\u2028\u2029]/.test(value));
          const text = fillSettings("# ---- Settings\nX=''\n# ---- End of the settings\n", { X: value }) ?? '';
          expect(settingsOf(readSettingsLines(text))).toEqual({ X: value });
        },
      ),
    );
  });

  test.each([
    ["X='it's", 'quote'],
    ["X='a'b", 'quote'],
    ["X=a'b'", 'quote'],
    ['X="a', 'quote'],
    ['X=a b', 'quote'],
    ['X=a; b', 'quote'],
    ['X=a & b', 'quote'],
    ['X=(a b)', 'quote'],
    ['X=<(a)', 'quote'],
    ['X= a', 'quote'],
    ["X='a\rb'", 'quote'],
    ['X=$Y', 'computed'],
    ['X="$(a)"', 'computed'],
    ['X=`a`', 'computed'],
    ['X=~', 'computed'],
    ['X = a', 'no setting'],
    ['X', 'no setting'],
    ['export X', 'no setting'],
    ['declare X=a', 'no setting'],
    ['X+=a', 'no setting'],
    ['X[0]=a', 'no setting'],
    ['a; X=b', 'no setting'],
    ['{ X=a; }', 'no setting'],
  ])('%j is refused: %s', (line, why) => {
    const { settings, trouble } = readSettingsLines(`A=1\n${line}\nB=2`, 10);
    expect(trouble).toMatchObject({ line: 11, why });
    expect(
      settings.map(({ name }) => name),
      'the others are known all the same',
    ).toEqual(['A', 'B']);
  });
});
