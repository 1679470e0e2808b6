// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are bash's
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { readAssignments } from '../../src/setup/old-wrapper.ts';

/** What an old wrapper assigns, read without running it: never otherwise than bash itself, or not at all and by name. */

/** What bash makes of a script: the value of X, or undefined where it has none. */
function inBash(script: string): string | undefined {
  const show = 'printf "\\0%s" "${X-unset}"';
  // What an `exit` ends has its say all the same.
  const { stdout } = spawnSync('/bin/bash', ['-c', `trap '${show}' EXIT\n${script}\n`], {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin' },
    cwd: '/',
  });
  return stdout.slice(stdout.lastIndexOf('\0') + 1);
}

function ours(script: string): string {
  const { values, unread } = readAssignments(script);
  if (unread.some(({ name }) => name === 'X')) return 'named';
  return values.get('X') ?? 'unset';
}

/** Lines as technicians wrote them, each the whole script, and what is read of X. */
const READ: readonly string[] = [
  'X=abc',
  'X=my#pass',
  'X=#pass',
  'X=abc # note',
  'X=abc#not a note',
  "X='a b'",
  'X="a b"',
  "X='it'\\''s'",
  "X='it'\"'\"'s'",
  `X="it's"`,
  `X='say "x"'`,
  'X="say \\"x\\""',
  'X="cost \\$5"',
  "X='cost $5'",
  'X="a\\\\b"',
  'X="a\\nb"',
  "X='a\\nb'",
  'X=a\\ b',
  'X=a\\#b',
  "X=a\\'b",
  'X=\\$HOME',
  '  X=indented',
  '\tX=tab',
  'export X=exported',
  'export  X=two',
  "export\tX='tab'",
  'X=abc;',
  'X=abc ;',
  "X='abc';  # note",
  'X=one; X=two',
  'X=one\nX=two',
  'X=one\n#X=two',
  'X=one Y=2',
  'Y=2 X=one',
  'export Y=2 X=one',
  'Y=pass\nX=$Y',
  'Y=pass\nX=${Y}word',
  'Y=pass\nX="a $Y b"',
  "Y=pass\nX='$Y'",
  'Y=a\nX=$Y$Y',
  'Y=one\nX=$Y\nY=two',
  'X=a\nX=${X}b',
  'X=a\nX+=b',
  'X=',
  "X=''",
  'X=""',
  'X=a$',
  'X="a$"',
  'X=a!b',
  'X=*',
  'X={a,b}',
  'X=a=b',
  'X=user:hash',
  'X=a~b',
  "X=$'plain'",
  "X='two\nlines'",
  'X="a\\\nb"',
  'X=a\\\nb',
  'Y=1 \\\n X=2',
  'X=\'a\'"b"c',
  'echo X=no',
  'X=no true',
  'X=no true\nX=yes',
  'Y="X=no"\nX=yes',
  "Y='\nX=no\n'",
  'cat <<END\nX=no\nEND\nX=yes',
  "cat <<-'END' >/dev/null\n\tX=no\n\tEND\nX=yes",
  ': >/dev/null 2>&1\nX=yes',
  'X=yes >/dev/null',
  'X=yes\nexit 0\nX=no',
  'if [ $(( $(date +%-M) % 1 )) -ne 0 ]; then exit 0; fi\nX=yes',
  '[ -n "" ] && exit\nX=yes',
  '(X=no)\nX=yes',
  'X=no | cat\nX=yes',
  'X=yes\nX=no | cat',
  'f() { echo X=no; }\nX=yes',
  'function f {\n echo hi\n}\nX=yes',
  'case a in b) Y=1;; esac\nX=yes',
  'for i in 1 2; do :; done\nX=yes',
  'X=one\nunset X',
  'XX=no',
  'X =no',
  'X= no',
  'X=a&&Y=2',
  'readonly X=r',
  'declare -x X=d',
  '\uFEFFX=bom\nX=yes',
];

/** What only bash, or nobody without running it, knows. */
const NAMED: readonly string[] = [
  'X=$(echo a)',
  'X="a $(echo "b c") d"',
  'X=`echo a`',
  'X=$((1 + 1))',
  'X=${Y:-a}',
  'X=$Y',
  'X="$HOME"',
  'X=~/a',
  'X=$1',
  "X=$'a\\tb'",
  'X=(a b)',
  'Y=$(echo a)\nX=$Y',
  'X=good\nX=$(echo a)',
  'if true; then\n  X=a\nfi',
  'true && X=a',
  'true &&\nX=a',
  'true || X=a',
  'case a in a) X=b;; esac',
  'f() {\n X=a\n}\nf',
  'read X <<<a',
  'X=a\nprintf -v X b',
  "X='open",
  'X="open',
];

describe('lines of an old wrapper', () => {
  test.each(READ)('%j is read as bash reads it', (script) => {
    expect(ours(script)).toBe(inBash(script.replace(/^\uFEFF/, '')));
  });

  test.each(NAMED)('%j is named', (script) => {
    expect(ours(script)).toBe('named');
  });

  test('the line that is named is its own', () => {
    const { unread } = readAssignments('# a\n\nY=1\nX=$(id)\n. /etc/secrets\n');
    expect(unread).toEqual([
      { name: 'X', line: 4, why: 'computed' },
      { name: '/etc/secrets', line: 5, why: 'sourced' },
    ]);
  });

  test('nothing is run', () => {
    const { unread } = readAssignments('X=$(kill -9 $PPID)\nY=`kill -9 $PPID`\nkill -9 $PPID');
    expect(unread.map(({ name }) => name)).toEqual(['X', 'Y']);
  });

  test('behind a command that takes the place of bash nothing is read', () => {
    expect(ours('X=yes\nexec true\nX=no')).toBe('yes');
    expect(ours('X=no\nexec 2>/dev/null\nX=yes')).toBe('yes');
  });

  test('line ends of Windows are no part of a value', () => {
    expect(readAssignments('X=a\r\nY="b"\r\n').values).toEqual(
      new Map([
        ['X', 'a'],
        ['Y', 'b'],
      ]),
    );
  });
});
