import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { FLAGS, type Flag, variableOf } from '../../src/settings/flags.ts';
import { PORTUGUESE } from '../../src/text/portuguese.ts';

/** README.md and LEIAME.md, the one in step with the other, against what the program knows of itself. */

/** More is not read by anybody who has a BQN to bring into service. Rows of tables are looked up, not read: not counted. */
const MOST_WORDS = 4000;
/** Flags that are no entry of FLAGS: the BQN's three words, and what yargs itself adds. */
const BESIDE_FLAGS = ['--bqn', '--help', '--version'];
const ROOT = new URL('../../', import.meta.url);
const WRAPPER = readFileSync(new URL('sync-ixc-bqn.sh', ROOT), 'utf8');

interface FlagRow {
  /** The first cell, with the flag, its short forms and what it takes. */
  readonly flag: string;
  readonly fallback: string;
}

describe.each(['README.md', 'LEIAME.md'])('%s', (name) => {
  const text = readFileSync(new URL(name, ROOT), 'utf8');

  test(`has at most ${MOST_WORDS} words outside its tables`, () => {
    const read = text.split('\n').filter((line) => !line.startsWith('|'));
    expect(read.join('\n').trim().split(/\s+/).length).toBeLessThanOrEqual(MOST_WORDS);
  });

  test('has a row for each flag of the program and for no other', () => {
    const named = flagRows(text)
      .map(({ flag }) => longName(flag))
      .sort();
    expect(named).toEqual([...FLAGS.map((flag) => `--${flag.name}`), ...BESIDE_FLAGS].sort());
  });

  test.each(FLAGS.map((flag: Flag) => [flag.name, flag] as const))('tells the truth about --%s', (_name, flag) => {
    const row = flagRows(text).find((row) => longName(row.flag) === `--${flag.name}`);
    expect(row?.flag.replaceAll('\\|', '|')).toBe(firstCell(flag));
    if (flag.fallback !== undefined) expect(row?.fallback).toBe(`\`${flag.fallback}\``);
    if (flag.variable) expect(row?.fallback).toContain(`\`${variableOf(flag)}\``);
  });

  test('names no flag and no variable that the program does not have', () => {
    // What stands in a block of commands may be a flag of tar, openssl or node_exporter; what stands behind `--` is the demo's.
    const prose = text
      .replace(/^ *```[\s\S]*?^ *```$/gm, '')
      .replaceAll(/--collector\.textfile\.directory|-- --keep\b/g, '');
    const flags = new Set([...FLAGS.map((flag) => `--${flag.name}`), ...BESIDE_FLAGS]);
    const variables = new Set(FLAGS.map((flag: Flag) => variableOf(flag)));
    const named = [...prose.matchAll(/(?<![\w-])--[a-z][a-z0-9-]*/g)].map(([found]) => found);
    const read = [...text.matchAll(/\bIXC_BQN_[A-Z]\w*/g)].map(([found]) => found);
    expect(named.filter((flag) => !flags.has(flag))).toEqual([]);
    expect(read.filter((variable) => !variables.has(variable))).toEqual([]);
  });

  test('links to nothing that is not there', () => {
    expect(linksOf(text)).not.toEqual([]);
    expect(linksOf(text).filter((link) => !leadsSomewhere(link, name))).toEqual([]);
  });
});

test('README.md and LEIAME.md have the same commands, in the same order', () => {
  const [english, portuguese] = ['README.md', 'LEIAME.md'].map((name) =>
    commandsOf(readFileSync(new URL(name, ROOT), 'utf8')),
  );
  expect(english).not.toEqual([]);
  expect(portuguese).toEqual(english);
});

/** The rows between the markers that name a flag; the others are headings, or arguments without a flag. */
function flagRows(text: string): FlagRow[] {
  const table = /<!-- flags:begin[^>]*-->([\s\S]*?)<!-- flags:end -->/.exec(text)?.[1] ?? '';
  return table.split('\n').flatMap((line) => {
    const [, flag = '', fallback = ''] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    return flag.includes('--') && flag.startsWith('`') ? [{ flag, fallback }] : [];
  });
}

function longName(cell: string): string | undefined {
  return /--[a-z][a-z0-9-]*/.exec(cell)?.[0];
}

/** `-ps`, `--page-size N`, each in its own code span. */
function firstCell({ alias, name, oldName, placeholder }: Flag): string {
  const short = alias ?? oldName;
  const long = placeholder === undefined ? `--${name}` : `--${name} ${placeholder}`;
  return [...(short === undefined ? [] : [`-${short}`]), long].map((form) => `\`${form}\``).join(', ');
}

function linksOf(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
}

/** A heading of this document, or a file of the repository with such a heading; a release is a page of the forge. */
function leadsSomewhere(link: string, from: string): boolean {
  if (/^https:/.test(link) || link.startsWith('../../releases/')) return true;
  const [path = '', heading] = link.split('#');
  const file = new URL(path === '' ? from : path, ROOT);
  if (!existsSync(fileURLToPath(file))) return false;
  return heading === undefined || headingsOf(readFileSync(file, 'utf8')).includes(decodeURIComponent(heading));
}

/** Headings as a forge makes anchors of them. */
function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** What a technician would type: the lines of the blocks without a language that are no drawing and no log. */
function commandsOf(text: string): string[] {
  return [...text.matchAll(/^ *```\n([\s\S]*?)^ *```$/gm)]
    .flatMap(([, block = '']) => block.split('\n').map((line) => line.trim()))
    .filter((line) => /^(ssh|scp|cd|chmod|chgrp|cp|mkdir|rm|vi|tail|grep|openssl|\.\/sync-ixc-bqn\.sh)\b/.test(line));
}

describe.each([
  ['README.md', '### Messages', [...Object.keys(PORTUGUESE), WRAPPER]],
  ['LEIAME.md', '### Mensagens', [...Object.values(PORTUGUESE), WRAPPER]],
])('the messages of %s', (name, title, said) => {
  const text = readFileSync(new URL(name, ROOT), 'utf8');
  const section = text.slice(text.indexOf(title), text.indexOf('\n#', text.indexOf(title) + title.length));
  const cells = section.split('\n').flatMap((line) => /^\| (`.*?`)[^`|]* \|/.exec(line)?.[1] ?? []);

  test('are read', () => {
    expect(cells.length).toBeGreaterThan(20);
  });

  test.each(cells)('%s is what the program says', (cell) => {
    for (const message of cell.split('`, `')) {
      const pieces = message
        .split(/`|\.\.\.|\(HTTP|\bIXC\b|\bX\b|\bY\b|\d+|radusuarios|: /)
        .map((piece) => piece.trim().replace(/:$/, ''));
      const longest = pieces.reduce((one, other) => (other.length > one.length ? other : one));
      const found = said.some((phrase) => phrase.replace(/\{\d+\}/g, '').includes(longest));
      expect(found, longest).toBe(true);
    }
  });
});
